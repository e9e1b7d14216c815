/**
 * What other systems deliver, in the reference model: cases and rosters.
 *
 * @since 0.1.0
 */
import type { Delivered as Case, Command as CaseCommand } from "@agencybook/core/Case"
import type { IncomingAgent, Command as RosterCommand } from "@agencybook/core/Migration"
import type { Policy } from "@agencybook/core/Policy"
import { isStaff, onlyMain, personKnown } from "./ReferenceAgency.ts"
import * as Authority from "./ReferenceAuthority.ts"
import { business } from "./ReferenceBusiness.ts"
import { othersLeft, skips } from "./ReferenceCase.ts"
import { profile } from "./ReferenceCertification.ts"
import * as Checklist from "./ReferenceChecklist.ts"
import * as Dates from "./ReferenceDates.ts"
import { begun } from "./ReferenceDelegation.ts"
import * as Extranet from "./ReferenceExtranet.ts"
import { feinUsed, licenceUsed, nameImitated, oneImitates } from "./ReferenceName.ts"
import { delivered } from "./ReferenceRecord.ts"
import {
  isOfForm,
  isOver,
  loginUsed,
  misplaced,
  misshapen,
  npnUsed,
  suspension,
  unreached,
  windowEnd,
  windowOf
} from "./ReferenceStanding.ts"
import {
  accepted,
  type Entries,
  type Fact,
  type Moment,
  one,
  put,
  type Reason,
  reason,
  some,
  unless,
  type Verdict,
  type World,
  without
} from "./ReferenceWorld.ts"

type Insured = NonNullable<Case["coverage"]> | NonNullable<Case["policies"]>[number]
const planOf = ({ carrier, effectiveOn, plan }: Insured) => [carrier, plan, effectiveOn].join(" / ")
const moneyOf = ({ aptc, endOn, grossPremium }: Insured) => [grossPremium, aptc, endOn].join(" / ")

const linesOf = ({ policies }: Case): ReadonlyArray<string> | undefined =>
  policies?.map((one) =>
    [one.policyId, planOf(one), one.state, one.kind, moneyOf(one), one.aorNpn, one.aorSince].join(" = ")
  )

/** What the model knows about a case. @category constructors */
export const household = (one: Case): Fact<"case"> => ({
  is: "case",
  case: one.caseId,
  number: one.caseNumber,
  members: one.members.length,
  covered: one.members.filter((member) => member.startsWith("Qhp")).length,
  dob: one.primaryContact.dob,
  zip: one.primaryContact.address.zip,
  first: one.primaryContact.name.first,
  last: one.primaryContact.name.last,
  reachable: one.primaryContact.email !== undefined,
  verifications: one.verifications.length,
  coverage: one.coverage?.state,
  premium: one.coverage?.grossPremium,
  credit: one.coverage?.aptc,
  binderPaid: one.coverage && one.coverage.binderPaidOn !== undefined,
  recordNpn: one.coverage?.aorNpn,
  starts: one.coverage?.effectiveOn,
  year: one.application.year,
  application: one.application.state,
  renewed: one.renewal,
  policy: one.coverage?.policyId,
  plan: one.coverage && planOf(one.coverage),
  others: linesOf(one)?.join("\n"),
  persons: one.persons?.map(({ memberId, relation }) => `${memberId} ${relation}`).join(" / ")
})

const listOf = (text: string | undefined): ReadonlyArray<string> => (text ? text.split(" / ") : [])

/** A main policy without an identifier that another line repeats word by word is that line. @rule CAS-01 */
const oneOfTwo = ({ coverage: main }: Case, others: string | undefined): Pick<Fact<"case">, "policy" | "others"> => {
  const lines = others?.split("\n") ?? []
  const said = main && [planOf(main), main.state, "health", moneyOf(main)].join(" = ")
  const n =
    main?.policyId === undefined ? lines.findIndex((line) => line.split(" = ").slice(1, 5).join(" = ") === said) : -1
  if (n === -1) return { policy: main?.policyId, others }
  return { policy: lines[n]?.split(" = ")[0], others: lines.filter((_, m) => m !== n).join("\n") }
}

/** What a delivery leaves known: it says nothing of people and other policies where it does not name them. */
const told = (before: Fact<"case"> | undefined, incoming: Case): Fact<"case"> => {
  const now = household(incoming)
  const { others = othersLeft(before, now) } = now
  const kept = incoming.persons === undefined && listOf(before?.persons).length === now.members
  return { ...now, ...oneOfTwo(incoming, others), persons: kept ? before?.persons : now.persons }
}

/** Whether persons are named who are not the members, or things are asked of nobody. */
const otherPersons = ({ members, persons }: Fact<"case">, { verifications }: Case): boolean => {
  const ids = listOf(persons).map((one) => one.split(" ")[0] as string)
  return (
    (persons !== undefined && (ids.length !== members || new Set(ids).size !== members)) ||
    verifications.some(({ memberId }) => memberId !== undefined && !ids.includes(memberId))
  )
}

const policyTwice = ({ others = "", policy }: Fact<"case">): boolean => {
  const ids = [...(policy === undefined ? [] : [policy]), ...others.split("\n").map((one) => one.split(" = ")[0])]
  return new Set(ids).size < ids.length
}

/** What the model knows about the online account of a case. @category constructors */
export const accountOf = ({ account, caseId }: Case): Fact<"account"> => ({
  is: "account",
  case: caseId,
  state: account._tag,
  account: account._tag === "Linked" ? account.accountId : undefined
})

const againstCases = (
  world: World,
  { entries: rows }: CaseCommand,
  { at, policy }: Moment
): ReadonlyArray<Reason | false> => {
  const known = new Map<string, Fact<"case">>()
  return rows.flatMap(({ case: incoming, case: { caseId, caseNumber }, delegate }) => {
    const before = known.get(caseId) ?? one(world, "case", (fact) => fact.case === caseId)
    const now = told(before, incoming)
    known.set(caseId, now)
    return [
      before?.number !== caseNumber &&
        !isOfForm(caseNumber, policy.caseNumber) &&
        reason("CaseNumberMisshapen", "CAS-01"),
      otherPersons(now, incoming) && reason("CasePersonsDiffer", "CAS-01"),
      policyTwice(now) && reason("CasePolicyTwice", "CAS-01"),
      skips(before, now) && reason("CaseStepNotAllowed", "CAS-01"),
      (some(world, "case", (fact) => fact.number === caseNumber && fact.case !== caseId) ||
        rows.some((other) => other.case.caseNumber === caseNumber && other.case.caseId !== caseId)) &&
        reason("CaseNumberInUse", "DEL-03"),
      delegate !== undefined && delegate.since > at && reason("DelegationInFuture", "DEL-10"),
      delegate !== undefined &&
        !Authority.onRoster(world, delegate.agentId, delegate.agencyId) &&
        reason("DelegateNotOnRoster", "AGY-01")
    ]
  })
}

const ends = ["left-agency", "agency-ended", "application-ended", "association-declined", "association-withdrawn"]

const hasLeft = (world: World, agent: string, agency: string): boolean =>
  some(world, "agency state", (fact) => fact.agency === agency && fact.state === "Terminated") ||
  some(
    world,
    "employment",
    (fact) =>
      fact.agent === agent && fact.agency === agency && fact.state === "Inactive" && ends.includes(fact.why ?? "")
  )

const recordCases = (world: World, command: CaseCommand, moment: Moment): Verdict =>
  unless(againstCases(world, command, moment), () => {
    let next = world
    for (const [n, { case: incoming, delegate }] of command.entries.entries()) {
      const before = one(next, "case", (fact) => fact.case === incoming.caseId)
      const now = told(before, incoming)
      const account = one(next, "account", (fact) => fact.case === incoming.caseId)
      // What was linked here stays linked, and what is on its way here is not undone by a delivery.
      const kept = account !== undefined && (account.state === "Linked" || incoming.account._tag !== "Linked")
      next = put(
        without(
          without(next, "case", (fact) => fact.case === incoming.caseId),
          "account",
          (fact) => fact.case === incoming.caseId
        ),
        now,
        kept ? account : accountOf(incoming)
      )
      next = delivered(next, before, now, moment)
      // The consumer's own choice made here in the meantime wins over what the feed still believes.
      if (before !== undefined || delegate === undefined) continue
      const { state: standing } = one(next, "certification", (fact) => fact.agent === delegate.agentId) ?? { state: "" }
      // Whose clients are free already gets no new ones. @rule DEL-25
      if (isOver(standing) && !some(next, "window", (fact) => fact.agent === delegate.agentId)) continue
      // Nor gets who has left the agency, or never came, what would have had to find somebody else there. @rule EMP-04
      if (hasLeft(next, delegate.agentId, delegate.agencyId)) continue
      // What a certification thaws later is frozen now; every other gap withholds authority by itself.
      const certified = some(
        next,
        "certification",
        (fact) => fact.agent === delegate.agentId && fact.state === "Certified"
      )
      // Nor is a client worked for whom the agency keeps until a day.
      const waits =
        windowEnd(next, delegate.agentId) !== undefined &&
        some(
          next,
          "employment",
          (fact) => fact.agent === delegate.agentId && fact.agency === delegate.agencyId && fact.state === "Inactive"
        )
      next = put(
        next,
        begun({
          delegation: `${moment.commandId}~${n}`,
          case: incoming.caseId,
          kind: "producer",
          agent: delegate.agentId,
          agency: delegate.agencyId,
          origin: "migration",
          from: delegate.since,
          ...(certified && !waits ? { state: "Active" } : { state: "Frozen", frozenSince: moment.at })
        })
      )
    }
    return accepted(next)
  })

/** The certification that a delivered agent has here from now on; a certified one has it since the first day of the term. */
const takenOver = ({ agentId: agent, certification }: IncomingAgent, at: string, { timeZone }: Policy): World => {
  const { state, term } = certification
  const withTerm = state === "Certified" || state === "Suspended" ? term : undefined
  const since = state === "Certified" ? Dates.startOf(term?.from ?? "", timeZone) : at
  const { from, number, until } = withTerm ?? {}
  const fact: Fact = { is: "certification", agent, state, since, from, until, number }
  const list = Checklist.fresh([], agent)
  if (state === "Pending") return [fact, ...list]
  if (state === "Suspended") return [fact, suspension(agent, { why: "under-investigation" })]
  return state === "Eligible"
    ? [fact, ...list.map((one) => (one.is === "item" ? { ...one, state: "Met" } : one))]
    : [fact]
}

const againstRoster = (
  world: World,
  { agencies, agents }: RosterCommand,
  moment: Moment
): ReadonlyArray<Reason | false> => {
  const { day } = moment
  const isNew = ({ agentId }: IncomingAgent) => !some(world, "agent", (fact) => fact.agent === agentId)
  const knownAgency = (agency: string) => some(world, "agency", (fact) => fact.agency === agency)
  const newAgencies = agencies.filter(({ agencyId }) => !knownAgency(agencyId))
  return [
    ...agents.map(
      ({ certification: { state, term } }) =>
        (state === "Certified" || state === "Suspended") && term === undefined && reason("TermMissing", "AGT-08")
    ),
    ...agents
      .filter(isNew)
      .map(
        ({ certification: { state, term } }) =>
          (state === "Certified" || state === "Suspended") &&
          term !== undefined &&
          !isOfForm(term.number, moment.policy.certificationNumber) &&
          reason("CertificationNumberMisshapen", "AGT-08")
      ),
    ...newAgencies.map(({ details }) => misshapen(details.licenceNumber, moment)),
    ...agents.filter(isNew).flatMap(({ profile }) => [misshapen(profile.licence.number, moment), unreached(profile)]),
    ...agents
      .filter(isNew)
      .flatMap(({ agencyId, profile }) =>
        knownAgency(agencyId) ? misplaced(world, profile, agencyId) : onlyMain(profile)
      ),
    ...newAgencies.flatMap(({ agencyId, details }, n) => [
      (feinUsed(world, details.fein) || newAgencies.slice(0, n).some((other) => other.details.fein === details.fein)) &&
        reason("FeinInUse", "AGY-07"),
      (licenceUsed(world, details.licenceNumber) ||
        newAgencies
          .slice(0, n)
          .some(
            (other) => details.licenceNumber !== undefined && other.details.licenceNumber === details.licenceNumber
          )) &&
        reason("AgencyLicenceInUse", "AGY-16"),
      (nameImitated(world, details.legalName) ||
        nameImitated(world, details.publicName) ||
        oneImitates([
          ...newAgencies.slice(0, n).flatMap((other) => [other.details.legalName, other.details.publicName]),
          details.legalName,
          details.publicName
        ])) &&
        reason("AgencyNameImitates", "AGY-16"),
      // Who is known here stays in the present place, and cannot answer for a new agency. @rule AGY-03
      !agents.filter(isNew).some((one) => {
        const { state, term } = one.certification
        const { expiresOn, health, status } = one.profile.licence
        const current = state === "Certified" && term !== undefined && term.from <= day && day < term.until
        const licensed = status === "active" && health && day <= expiresOn
        return one.agencyId === agencyId && one.manager && one.employment === "Active" && current && licensed
      }) && reason("AgencyWithoutManager", "AGY-03")
    ]),
    ...agents.map(
      ({ agencyId }) =>
        !knownAgency(agencyId) &&
        !agencies.some((one) => one.agencyId === agencyId) &&
        reason("AgencyMissing", "AGY-01")
    ),
    ...agents
      .filter(isNew)
      .map(({ profile }) => isStaff(world, profile.loginEmail) && reason("StaffRoleOpen", "STF-07")),
    ...agents.filter(isNew).flatMap(({ agentId, profile: { licence, loginEmail, npn } }, n, list) => {
      const before = list.slice(0, n)
      return [
        (personKnown(world, agentId, licence.number) ||
          before.some((other) => other.agentId === agentId || other.profile.licence.number === licence.number)) &&
          reason("AgentExists", "AGT-01"),
        (npnUsed(world, npn) || before.some(({ profile }) => profile.npn === npn)) && reason("NpnInUse", "AGT-01"),
        (loginUsed(world, loginEmail) || before.some(({ profile }) => profile.loginEmail === loginEmail)) &&
          reason("LoginEmailInUse", "STF-07")
      ]
    })
  ]
}

const recordRoster = (world: World, command: RosterCommand, moment: Moment): Verdict =>
  unless(againstRoster(world, command, moment), () => {
    const { at, policy } = moment
    const { agencies, agents } = command
    const newAgencies = agencies.filter(({ agencyId }) => !some(world, "agency", (fact) => fact.agency === agencyId))
    const newAgents = agents.filter(({ agentId }) => !some(world, "agent", (fact) => fact.agent === agentId))
    return accepted([
      ...world,
      ...newAgencies.flatMap(({ agencyId: agency, details }): World => {
        const managers = newAgents.filter(
          (one) => one.agencyId === agency && one.manager && one.employment === "Active"
        )
        return [
          {
            is: "agency",
            agency,
            name: details.legalName,
            shown: details.publicName,
            fein: details.fein,
            licence: details.licenceNumber,
            ...business(details)
          },
          { is: "site", agency, site: "main", place: 0, hours: 0 },
          { is: "agency state", agency, state: "Certified", since: at },
          ...managers.map(
            ({ agentId: agent }, place): Fact => ({ is: "manager", agency, agent, place, since: undefined })
          )
        ]
      }),
      ...newAgents.flatMap((incoming): World => {
        const { agencyId: agency, agentId: agent, employment, profile: about } = incoming
        const { state } = incoming.certification
        // Whoever is certified elsewhere has an account of the extranet already.
        const username = Extranet.nameFor([world], agent, about.licence.number, moment)
        const account: World =
          (state === "Certified" || state === "Suspended") && username !== undefined
            ? [Extranet.takenOver(agent, username, moment)]
            : []
        return [
          ...profile(agent, about, agency),
          ...takenOver(incoming, at, policy),
          ...(isOver(state) ? [windowOf(agent, moment)] : []),
          { is: "employment", agent, agency, state: employment, since: at, why: undefined },
          ...account
        ]
      })
    ])
  })

/** The commands of this part. @category models */
export const entries: Entries<CaseCommand | RosterCommand> = {
  RecordCases: { capability: "record-feed", target: () => ({}), carryOut: recordCases },
  RecordRoster: { capability: "record-feed", target: () => ({}), carryOut: recordRoster }
}
