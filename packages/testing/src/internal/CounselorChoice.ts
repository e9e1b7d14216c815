/**
 * Random commands about delegations to counselors, and who would give them.
 *
 * @since 0.1.0
 */
import type { Command } from "@agencybook/application/Catalogue"
import type { Actor } from "@agencybook/core/Actor"
import * as Dates from "@agencybook/core/CalendarDate"
import type { Terms } from "@agencybook/core/Consent"
import type { CounselorDelegation, Command as Step } from "@agencybook/core/CounselorDelegation"
import type { Command as Start } from "@agencybook/core/CounselorStart"
import * as Id from "@agencybook/core/Id"
import * as Sample from "../Sample.ts"
import * as World from "../World.ts"
import { aCase, type Choice, orUnknown } from "./CommandChoice.ts"
import { aCounselor } from "./EntityChoice.ts"

const signedBy = "Cora Quint"

/** The delegations to counselors of a world in some states, or all. @category queries */
export const helpsOf = (
  { world }: Pick<Choice, "world">,
  ...wanted: ReadonlyArray<string>
): ReadonlyArray<CounselorDelegation> =>
  World.records(world, "counselorDelegation").filter(({ state }) => wanted.length === 0 || wanted.includes(state._tag))

/** A delegation to a counselor, mostly one in the wanted state. */
const aHelp = (choice: Choice, wanted: string): Id.DelegationId => {
  const fitting = helpsOf(choice, wanted)
  const from = fitting.length > 0 && !choice.seed.chance(15) ? fitting : helpsOf(choice)
  return orUnknown(
    choice,
    from.map(({ delegationId }) => delegationId)
  )
}

const sha256 = "ab".repeat(32)

/** A call that names the counselor, mostly as the exchange has the name, or another one, or an agent. */
const heard = (choice: Choice, counselorId: Id.UserId): Pick<Terms, "spoken"> => {
  const { seed, world } = choice
  const [agent] = World.records(world, "agent")
  const named = seed.chance(85) ? counselorId : aCounselor(choice)
  const name = world.counselor.get(named)?.name
  if (name === undefined || seed.chance(10)) return {}
  const help = "compare plans"
  const counselorName = seed.chance(90) ? name : Sample.profile(1).name
  const asAgent = agent !== undefined && seed.chance(10)
  return {
    spoken: asAgent ? { agentName: name, agentNpn: agent.npn, help } : { counselorName, counselorId: named, help }
  }
}

const proof = (choice: Choice, counselorId: Id.UserId): Pick<Terms, "channel" | "evidence" | "spoken"> => {
  const { n, seed } = choice
  if (seed.chance(12))
    return {
      channel: "recorded-call",
      evidence: { type: "recording", ref: `call-${n}`, sha256 },
      ...heard(choice, counselorId)
    }
  return {
    channel: seed.chance(90) ? "electronic-signature" : seed.pick(["text", "recorded-call"]),
    evidence: seed.chance(80)
      ? { type: "document", ref: `form-${n}`, sha256 }
      : { type: "portal-record", ref: `form-${n}` }
  }
}

/** A step of a counselor's delegation, or its beginning. @category generators */
export const aCounselorStep = (choice: Choice, name: (Step | Start)["_tag"]): Command => {
  const { n, seed, world } = choice
  // What a rule has named itself nobody chooses.
  const known = [...World.records(world, "delegation"), ...helpsOf(choice)].filter(
    ({ delegationId }) => !delegationId.includes("~")
  )
  const delegationId =
    seed.chance(5) && known.length > 0 ? seed.pick(known).delegationId : Id.make<Id.DelegationId>(`help-${n}`)
  // Mostly whoever had the case, since an exchange may let nobody else search.
  const before = helpsOf(choice, "Ended", "Active")
  const past = before.length > 0 && seed.chance(60) ? seed.pick(before) : undefined
  const household = world.case.get(past?.caseId ?? aCase(choice)) ?? Sample.household(9_000)
  const { address, dob, name: person } = household.primaryContact
  switch (name) {
    case "RequestCounselor":
      return { _tag: name, delegationId, caseId: aCase(choice), counselorId: aCounselor(choice), signedBy }
    case "AcceptCounselorRequest":
    case "DeclineCounselorRequest":
    case "CancelCounselorRequest":
    case "ExpireCounselorRequest":
      return { _tag: name, delegationId: aHelp(choice, "Requested") }
    case "RemoveCounselor":
    case "RelinquishAsCounselor":
      return { _tag: name, delegationId: aHelp(choice, "Active") }
    case "ClaimCaseAsCounselor": {
      const counselorId = past !== undefined && seed.chance(70) ? past.delegate.counselorId : aCounselor(choice)
      return {
        ...{ _tag: name, delegationId, attested: !seed.chance(6), signedBy, counselorId },
        consent: proof(choice, counselorId),
        consumer: { name: person, dob, ...(seed.chance(20) ? { zip: address.zip } : {}) },
        identity: { type: "passport", digest: "ab".repeat(32) },
        met: seed.pick(["phone", "in-person"])
      }
    }
    case "StartApplicationAsCounselor": {
      const fresh = Sample.household(40_000 + n)
      const { primaryContact } = seed.chance(8) ? household : fresh
      const counselorId = aCounselor(choice)
      return {
        ...{ _tag: name, delegationId, counselorId, signedBy, consent: proof(choice, counselorId) },
        caseId: seed.chance(6) ? household.caseId : Id.make(`helped-${n}`),
        caseNumber: seed.chance(6) ? household.caseNumber : fresh.caseNumber,
        primaryContact: { ...primaryContact, dob: Dates.plusDays(primaryContact.dob, seed.chance(90) ? n % 9_000 : 0) },
        members: ["QhpAptc"],
        year: 2026
      }
    }
  }
}

/** Who would usually give such a command. @category queries */
export const usualFor = (world: World.World, command: Command): Actor | undefined => {
  const known = "delegationId" in command ? world.counselorDelegation.get(command.delegationId) : undefined
  switch (command._tag) {
    case "RequestCounselor":
      return { _tag: "Consumer", caseId: command.caseId }
    case "StartApplicationAsCounselor":
    case "ClaimCaseAsCounselor":
      return { _tag: "Counselor", userId: command.counselorId }
    case "ExpireCounselorRequest":
      return Sample.system
    case "CancelCounselorRequest":
    case "RemoveCounselor":
      return { _tag: "Consumer", caseId: known?.caseId ?? Sample.caseId(0) }
    case "AcceptCounselorRequest":
    case "DeclineCounselorRequest":
    case "RelinquishAsCounselor":
      return { _tag: "Counselor", userId: known?.delegate.counselorId ?? Id.make("counselor-0") }
    default:
      return undefined
  }
}
