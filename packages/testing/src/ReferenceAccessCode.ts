/**
 * Access codes in the reference model: one live code for a case, used once, dead after its time or its tries.
 *
 * @since 0.1.0
 */
import type { Command, RequestedBy } from "@agencybook/core/AccessCode"
import * as Dates from "./ReferenceDates.ts"
import { withoutStanding } from "./ReferenceEntity.ts"
import { nameOf } from "./ReferenceExport.ts"
import {
  accepted,
  change,
  type Entries,
  type Fact,
  type Moment,
  one,
  put,
  reason,
  some,
  unless,
  type Verdict,
  type World,
  without
} from "./ReferenceWorld.ts"

const isLinked = (world: World, caseId: string): boolean =>
  some(world, "account", (fact) => fact.case === caseId && fact.state === "Linked")

/** The world in which the account of a case is in another state. */
const withAccount = (world: World, caseId: string, state: string, account?: string): World =>
  put(
    without(world, "account", (fact) => fact.case === caseId),
    { is: "account", case: caseId, state, account }
  )

/** Who asks for a code, in a word. @rule ACC-12 @category queries */
export const asking = (by: RequestedBy): string =>
  by._tag === "Consumer"
    ? "consumer"
    : `${by._tag === "Cec" ? `cec ${by.counselorId}` : `pbe ${by.helperId}`} ${by.consumerPresent}`

const issue = (
  world: World,
  command: Extract<Command, { readonly _tag: "IssueAccessCode" }>,
  { actor, at, day, policy, secret = "" }: Moment
): Verdict => {
  const { accessCodeId, caseId, channel, identityMethod, requestedBy } = command
  const lacks = requestedBy._tag === "Cec" ? withoutStanding(world, requestedBy.counselorId, day) : undefined
  return unless(
    [
      !some(world, "case", (fact) => fact.case === caseId) && reason("NoSuchCase", "ACC-07"),
      some(world, "code", (fact) => fact.code === accessCodeId) && reason("AccessCodeExists", "ACC-08"),
      isLinked(world, caseId) && reason("AccountLinked", "ACC-07"),
      requestedBy._tag !== "Consumer" && !requestedBy.consumerPresent && reason("ConsumerNotPresent", "ACC-02"),
      lacks && { ...lacks, code: "CounselorNotIdentified", rule: "ACC-02" },
      (actor._tag === "System" ? channel === "phone" : identityMethod === undefined) &&
        reason("IdentityNotVerified", "ACC-03")
    ],
    () => {
      const hours = channel === "phone" ? policy.accessCode.phoneHours : policy.accessCode.mailHours
      const replaced = change(
        world,
        "code",
        (fact) => fact.case === caseId && fact.state === "Issued",
        // What is over already has expired, and is not replaced.
        (fact) => ({ ...fact, state: fact.expires <= at ? "Expired" : "Superseded" })
      )
      const issued: Fact<"code"> = {
        is: "code",
        code: accessCodeId,
        case: caseId,
        digest: secret,
        asked: asking(requestedBy),
        checked: actor._tag === "System" ? undefined : `${nameOf(actor)} ${identityMethod} ${at}`,
        issuer: nameOf(actor),
        state: "Issued",
        expires: Dates.later(at, hours * 3_600_000),
        wrong: 0,
        redeemed: undefined,
        account: undefined
      }
      return accepted(put(withAccount(replaced, caseId, "CodeIssued"), issued))
    }
  )
}

/** The case that somebody names by its identifier or by its number. */
const caseNamed = (world: World, { caseId, caseNumber }: Extract<Command, { readonly _tag: "RedeemAccessCode" }>) =>
  caseId ?? one(world, "case", (fact) => fact.number === caseNumber)?.case

const redeem = (
  world: World,
  command: Extract<Command, { readonly _tag: "RedeemAccessCode" }>,
  { at, policy, secret }: Moment
): Verdict => {
  const { accountId, fact: second } = command
  if (Boolean(command.caseId) === Boolean(command.caseNumber))
    return { _tag: "Refused", reasons: [reason("CaseNotNamed", "ACC-09")] }
  const caseId = caseNamed(world, command) ?? ""
  // Whatever is wrong, the answer is the same. @rule ACC-09
  const reasons = [reason("CodeNotAccepted", "ACC-09")]
  const household = one(world, "case", (fact) => fact.case === caseId)
  const live = one(world, "code", (fact) => fact.case === caseId && fact.state === "Issued" && at < fact.expires)
  if (household === undefined || live === undefined || isLinked(world, caseId)) return { _tag: "Refused", reasons }
  const knows = "dob" in second ? second.dob === household.dob : second.zip.slice(0, 5) === household.zip.slice(0, 5)
  const become = (fields: Partial<Fact<"code">>) =>
    change(
      world,
      "code",
      (fact) => fact.code === live.code,
      (fact) => ({ ...fact, ...fields })
    )
  if (secret === live.digest && knows)
    return accepted(
      withAccount(become({ state: "Redeemed", redeemed: at, account: accountId }), caseId, "Linked", accountId)
    )
  const wrong = live.wrong + 1
  return {
    _tag: "Refused",
    reasons,
    world: become({ wrong, state: wrong >= policy.accessCode.tries ? "Locked" : "Issued" })
  }
}

const revoke = (world: World, { caseId }: { readonly caseId: string }, { at }: Moment): Verdict => {
  const live = one(world, "code", (fact) => fact.case === caseId && fact.state === "Issued")
  const waits = some(world, "account", (fact) => fact.case === caseId && fact.state === "CodeIssued")
  return unless(
    [
      !some(world, "case", (fact) => fact.case === caseId) && reason("NoSuchCase", "ACC-07"),
      live === undefined && reason("NoCodeToRevoke", "ACC-08"),
      live !== undefined && live.expires <= at && reason("NotAllowedFrom", "ACC-09")
    ],
    () => {
      const dead = change(
        world,
        "code",
        (fact) => fact.code === live?.code,
        (fact) => ({ ...fact, state: "Revoked" })
      )
      return accepted(waits ? withAccount(dead, caseId, "None") : dead)
    }
  )
}

const unlink = (
  world: World,
  { caseId, identityMethod }: Extract<Command, { readonly _tag: "UnlinkAccount" }>,
  { actor }: Moment
): Verdict =>
  unless(
    [
      !some(world, "case", (fact) => fact.case === caseId) && reason("NoSuchCase", "ACC-07"),
      !isLinked(world, caseId) && reason("NoAccountLinked", "ACC-07"),
      actor._tag !== "Exchange" && identityMethod === undefined && reason("IdentityNotVerified", "ACC-03")
    ],
    () => {
      // The account goes, and with it what it could still do with its code. @rule ACC-06
      const used = change(
        world,
        "code",
        (fact) => fact.case === caseId && fact.state === "Redeemed",
        (fact) => ({ ...fact, state: "Spent" })
      )
      return accepted(withAccount(used, caseId, "None"))
    }
  )

/** The commands of this part. @category models */
export const entries: Entries<Command> = {
  IssueAccessCode: {
    capability: "issue-access-code",
    target: (_, { caseId }) => ({ case: caseId }),
    carryOut: issue
  },
  RevokeAccessCode: { capability: "revoke-access", target: (_, { caseId }) => ({ case: caseId }), carryOut: revoke },
  UnlinkAccount: { capability: "revoke-access", target: (_, { caseId }) => ({ case: caseId }), carryOut: unlink },
  RedeemAccessCode: {
    capability: "redeem-access-code",
    target: (world, command) => ({ case: caseNamed(world, command) }),
    carryOut: redeem
  }
}
