/**
 * What agents do for a case of their own in the reference model: claiming it by search, asking the consumer for a
 * passcode, and starting an application.
 *
 * @since 0.1.0
 */
import type * as AgentChange from "@agencybook/core/AgentChange"
import type * as AgentStart from "@agencybook/core/AgentStart"
import type * as Claim from "@agencybook/core/Claim"
import * as Authority from "./ReferenceAuthority.ts"
import { mayComplete } from "./ReferenceConsent.ts"
import * as Dates from "./ReferenceDates.ts"
import { closedWay, holds } from "./ReferenceDelegation.ts"
import { open } from "./ReferenceNewAgent.ts"
import { everyRecordOn } from "./ReferenceRecord.ts"
import { isOfForm } from "./ReferenceStanding.ts"
import {
  accepted,
  all,
  change,
  type Entries,
  type Fact,
  type Moment,
  one,
  put,
  type Reason,
  reason,
  sealed,
  some,
  unchanged,
  unless,
  type Verdict,
  type World
} from "./ReferenceWorld.ts"

type Of<N extends AgentChange.Command["_tag"]> = Extract<AgentChange.Command, { readonly _tag: N }>

const letters = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/[^\p{L}\p{N}]/gu, "")
    .toLowerCase()

/** Whether a household's contact is a person, as far as name and birth date tell. @rule DEL-14 */
const isPerson = (fact: Fact<"case">, { dob, name }: Pick<Claim.Sought, "name" | "dob">): boolean =>
  fact.dob === dob && letters(fact.first) === letters(name.first) && letters(fact.last) === letters(name.last)

const removals = ["consumer-removed", "consent-rescinded"]

/** Why an agent's last periods with a case ended, when the agent does not have it now, and on what moment. */
const lastEnds = (own: ReadonlyArray<Fact<"delegation">>): { readonly until: string; readonly why: Set<string> } => {
  const over = own.some(holds) ? [] : own.filter(({ state }) => state === "Ended")
  const until = over.map((fact) => fact.until ?? "").reduce((last, one) => (one > last ? one : last), "")
  return { until, why: new Set(over.filter((fact) => fact.until === until).map(({ why }) => why ?? "")) }
}

/** Why somebody who is new to a case, or was sent away from it, cannot claim it. @rule DEL-05 DEL-15 DEL-16 */
const blocked = (
  world: World,
  household: Fact<"case">,
  agent: string,
  { day, policy }: Moment
): Reason | undefined | false => {
  const ofCase = all(world, "delegation", (fact) => fact.case === household.case)
  const own = ofCase.filter((fact) => fact.agent === agent)
  const { until, why } = lastEnds(own)
  if (policy.claimBySearch === "any")
    return removals.some((removal) => why.has(removal)) && reason("RemovedByConsumer", "DEL-05")
  if (own.some(holds)) return undefined
  const others = [
    ...ofCase.filter((fact) => fact.agent !== agent),
    // A counselor is a delegate like another where a case has one in total. @rule DEL-09
    ...(policy.delegationExclusivity === "one-total" ? all(world, "help", (fact) => fact.case === household.case) : [])
  ]
  const went = [...removals, "replaced", "transferred", "exchange-ended"].some((choice) => why.has(choice))
  const free = !went && !others.some(({ state }) => state === "Active" || state === "Frozen")
  // Nobody may have come after the agent left, or after the agent was put on record.
  const left = until !== "" && others.every(({ from }) => from === undefined || from < until)
  const npn = one(world, "agent", (fact) => fact.agent === agent)?.npn
  const since = everyRecordOn(world, household, day).flatMap((record) => (record.npn === npn ? [record.from] : []))
  const onRecord = since.some((first) =>
    others.every(({ from }) => from === undefined || Dates.dayOf(from, policy.timeZone) < first)
  )
  if (free && (left || onRecord)) return undefined
  const agency = Authority.placeOf(world, agent)?.agency
  return ofCase.some((fact) => holds(fact) && fact.agency === agency)
    ? reason("ColleaguesCase", "DEL-16")
    : reason("NotAssociated", "DEL-15")
}

/** The cases of a person who is sought. @rule DEL-14 @category queries */
export const foundBy = (world: World, consumer: Claim.Sought): ReadonlyArray<Fact<"case">> =>
  all(
    world,
    "case",
    (fact) =>
      isPerson(fact, consumer) && (consumer.zip === undefined || consumer.zip.slice(0, 5) === fact.zip.slice(0, 5))
  )

const claim = (world: World, command: Claim.Command, moment: Moment): Verdict => {
  const { agentId: agent, attested, consumer, delegationId, identity, met } = command
  const { claimBySearch: claims } = moment.policy
  const impossible = [
    claims === "off" && reason("ClaimsNotOffered", "DEL-13"),
    claims === "any" && closedWay(moment, "attestation"),
    !attested && reason("NotAttested", "DEL-13")
  ]
  return unless(impossible, () => {
    const found = foundBy(world, consumer)
    const [household] = found
    return unless(
      [
        Authority.placeOf(world, agent) === undefined && reason("UnknownAgent", "DEL-08"),
        found.length === 0 && reason("NoMatch", "DEL-14"),
        found.length > 1 && reason("SeveralMatch", "DEL-14"),
        found.length === 1 && household !== undefined && blocked(world, household, agent, moment)
      ],
      () => {
        const reference = `${met}:${identity.type}:${identity.digest}`
        const named = { delegation: delegationId, case: household?.case ?? "", agent }
        return open(world, { ...named, origin: "claim", reference, proof: command.consent }, moment)
      }
    )
  })
}

const live = (
  world: World,
  { agentId, caseId }: { readonly agentId: string; readonly caseId: string }
): Fact<"passcode"> | undefined =>
  one(world, "passcode", (fact) => fact.case === caseId && fact.agent === agentId && fact.state === "Issued")

const become = (world: World, code: Fact<"passcode"> | undefined, next: Partial<Fact<"passcode">>): World =>
  change(
    world,
    "passcode",
    (fact) => fact.passcode === code?.passcode,
    (fact) => ({ ...fact, ...next })
  )

const issue = (world: World, command: Of<"IssueAgentChangeCode">, moment: Moment): Verdict => {
  const { agentChangeCodeId, agentId: agent, caseId } = command
  const { at, day, policy } = moment
  const household = one(world, "case", (fact) => fact.case === caseId)
  const place = Authority.placeOf(world, agent)
  const impossible = [
    closedWay(moment, "one-time-passcode"),
    (household === undefined || household.members === 0) && reason("UnknownCase", "DEL-03"),
    place === undefined && reason("UnknownAgent", "DEL-08"),
    some(world, "passcode", (fact) => fact.passcode === agentChangeCodeId) && reason("AgentChangeCodeExists", "DEL-17")
  ]
  return unless(impossible, () => {
    const agency = place?.agency ?? ""
    const before = all(world, "passcode", (fact) => fact.case === caseId && fact.agent === agent)
    const has = (fact: Fact<"delegation">) =>
      fact.case === caseId && fact.agent === agent && fact.agency === agency && fact.kind === "producer" && holds(fact)
    if (some(world, "delegation", has) && mayComplete(world, caseId, agency, agent, day)) return unchanged(world)
    return unless(
      [
        Authority.withoutAuthority(world, agent, agency, day),
        household?.reachable === false && reason("ConsumerNotReachable", "DEL-17"),
        before.some(({ sent }) => at < Dates.later(sent, policy.agentChangeCode.waitMinutes * 60_000)) &&
          reason("PasscodeTooSoon", "DEL-17"),
        before.filter(({ sent }) => Dates.dayOf(sent, policy.timeZone) === day).length >=
          policy.agentChangeCode.perDay && reason("TooManyPasscodes", "DEL-17")
      ],
      () =>
        accepted(
          put(become(world, live(world, command), { state: "Superseded" }), {
            ...{ is: "passcode", passcode: agentChangeCodeId, case: caseId, agent, agency },
            ...{ text: sealed(agentChangeCodeId), state: "Issued", wrong: 0, sent: at },
            expires: Dates.later(at, policy.agentChangeCode.minutes * 60_000)
          })
        )
    )
  })
}

const confirm = (world: World, command: Of<"ConfirmAgentChange">, moment: Moment): Verdict => {
  const { agentId, caseId, delegationId } = command
  const { at, policy, secret } = moment
  const reasons = [reason("PasscodeNotAccepted", "DEL-17")]
  const code = live(world, command)
  if (code === undefined || at >= code.expires) return { _tag: "Refused", reasons }
  if (secret !== code.text) {
    const wrong = code.wrong + 1
    const state = wrong >= policy.agentChangeCode.tries ? "Locked" : "Issued"
    return { _tag: "Refused", reasons, world: become(world, code, { wrong, state }) }
  }
  return unless([closedWay(moment, "one-time-passcode")], () => {
    const named = { delegation: delegationId, case: caseId, agent: agentId }
    const opened = open(world, { ...named, origin: "otp", reference: code.passcode }, moment)
    // A right passcode is used up, also when it changes nothing.
    return opened._tag === "Refused" ? opened : accepted(become(opened.world, code, { state: "Confirmed" }))
  })
}

/** What follows where the case of an application that begins is not there yet. @rule DEL-04 @category transforms */
export const startedBy = (
  world: World,
  command: AgentStart.Sought & Pick<AgentStart.Command, "members" | "year">,
  { policy }: Moment,
  follow: (world: World) => Verdict
): Verdict => {
  const { caseId, caseNumber, members, primaryContact } = command
  const known = some(
    world,
    "case",
    (fact) => fact.case === caseId || fact.number === caseNumber || isPerson(fact, primaryContact)
  )
  const against = known
    ? reason("CaseFound", "DEL-04")
    : !isOfForm(caseNumber, policy.caseNumber) && reason("CaseNumberMisshapen", "CAS-01")
  return unless([against], () =>
    follow(
      put(
        world,
        {
          is: "case",
          ...{ case: caseId, number: caseNumber, members: members.length },
          covered: members.filter((member) => member.startsWith("Qhp")).length,
          ...{ dob: primaryContact.dob, zip: primaryContact.address.zip },
          ...{ first: primaryContact.name.first, last: primaryContact.name.last },
          reachable: primaryContact.email !== undefined,
          ...{ verifications: 0, coverage: undefined, premium: undefined, credit: undefined, binderPaid: undefined },
          ...{ recordNpn: undefined, starts: undefined, year: command.year },
          ...{
            application: "InProgress",
            renewed: "NotDue",
            policy: undefined,
            plan: undefined,
            others: undefined,
            persons: undefined
          }
        },
        { is: "account", case: caseId, state: "None", account: undefined }
      )
    )
  )
}

const start = (world: World, command: AgentStart.Command, moment: Moment): Verdict =>
  startedBy(world, command, moment, (next) => {
    const { agentId: agent, caseId, consent: proof, delegationId: delegation } = command
    const reference = moment.commandId
    return open(next, { delegation, case: caseId, agent, origin: "agent-started", reference, proof }, moment)
  })

/** The commands of this part. @category models */
export const entries: Entries<AgentChange.Command | AgentStart.Command | Claim.Command> = {
  ClaimCase: { capability: "claim-case", target: (_, { agentId }) => ({ agent: agentId }), carryOut: claim },
  IssueAgentChangeCode: {
    capability: "change-agent-by-passcode",
    target: (_, { agentId, caseId }) => ({ agent: agentId, case: caseId }),
    carryOut: issue
  },
  ConfirmAgentChange: {
    capability: "change-agent-by-passcode",
    target: (_, { agentId, caseId }) => ({ agent: agentId, case: caseId }),
    carryOut: confirm
  },
  // Staff begin applications for agents of their agency. @rule STF-02
  StartApplication: {
    capability: "start-application",
    target: (world, { agentId }) => ({ agent: agentId, agency: Authority.placeOf(world, agentId)?.agency }),
    carryOut: start
  }
}
