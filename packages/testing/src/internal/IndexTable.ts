/**
 * Records with every key under which an index finds them, written by hand; an index that is not named does not find them.
 *
 * @since 0.1.0
 */
import type { Entry } from "@agencybook/core/AgentOfRecord"
import * as Dates from "@agencybook/core/CalendarDate"
import type { CounselorDelegation } from "@agencybook/core/CounselorDelegation"
import * as Id from "@agencybook/core/Id"
import type { Npn } from "@agencybook/core/Licence"
import type { Index, Kind, Records } from "@agencybook/core/Record"
import type { StaffNumber } from "@agencybook/core/Staff"
import type { Transfer } from "@agencybook/core/Transfer"
import { furtherPolicy } from "../CoverageSample.ts"
import * as DiscrepancySample from "../DiscrepancySample.ts"
import * as EntitySample from "../EntitySample.ts"
import * as Sample from "../Sample.ts"

/** A record and where it is found. */
export interface Place<K extends Kind = Kind> {
  readonly what: string
  readonly kind: K
  readonly record: Records[K]
  readonly keys: { readonly [I in Index<K>]?: string }
}

const place = <K extends Kind>(what: string, kind: K, record: Records[K], keys: Place<K>["keys"]): Place =>
  ({ what, kind, record, keys }) as unknown as Place

const now = "2026-03-03T18:00:00.000Z"
const dayBefore = "2026-03-02T18:00:00.000Z"
const halfDayBefore = "2026-03-03T06:00:00.000Z"
const hourBefore = "2026-03-03T17:00:00.000Z"
const certified = (state: Parameters<typeof Sample.certification>[0]) => Sample.certification(state)
const looks = { legalLook: "agencyolncorporated", publicLook: "agencyo" }
const office = { id: "agency-0", fein: "941000000", certification: "Certified", ...looks }
const waits = {
  change: {
    ...{ changeId: Id.make("change-0"), wanted: {}, requestedAt: Sample.now, requestedBy: "agent/agent-0", items: [] }
  } as unknown as NonNullable<Records["agency"]["change"]>
}
const numbered = { licenceNumber: Sample.licence(9).number }
const alone = { withoutManager: { since: Sample.now, until: Dates.make("2026-04-02") } }
const insured = (expiresOn: string) => [
  Sample.document("e-and-o", { expiresOn: Dates.make(expiresOn) }),
  Sample.document("payee-data")
]

const agencies = [
  place("an agency", "agency", Sample.agency(0), { ...office, documentsEnd: "2026-12-31", due: "2026-11-01" }),
  place(
    "an agency with an agreement that ends first",
    "agency",
    Sample.agency(0, { documents: insured("2031-05-05") }),
    {
      ...{ ...office, documentsEnd: "2030-12-31", due: "2030-11-01" }
    }
  ),
  place(
    "an agency with another document that ends first",
    "agency",
    Sample.agency(0, {
      documents: [Sample.document("e-and-o"), Sample.document("payee-data", { expiresOn: Dates.make("2026-06-30") })]
    }),
    { ...office, documentsEnd: "2026-06-30", due: "2030-11-01" }
  ),
  place(
    "an agency with all that can wait",
    "agency",
    Sample.agency(0, { ...waits, ...numbered, ...alone, documents: [Sample.document("payee-data")] }),
    {
      ...{ ...office, licence: "1H10009", changing: now, withoutManager: now },
      ...{ documentsEnd: "2030-12-31", due: "2026-04-03" }
    }
  ),
  place(
    "a draft of an agency",
    "agency",
    Sample.agency(0, { ...numbered, certification: Sample.agencyCertification("Incomplete") }),
    { id: office.id, certification: "Incomplete", documentsEnd: "2026-12-31" }
  ),
  place(
    "an agency that asks",
    "agency",
    Sample.agency(0, { ...numbered, certification: Sample.agencyCertification("Pending") }),
    { ...office, certification: "Pending", licence: "1H10009", documentsEnd: "2026-12-31" }
  ),
  place(
    "an agency that has ended",
    "agency",
    Sample.agency(0, { ...numbered, ...alone, certification: Sample.agencyCertification("Terminated") }),
    { id: "agency-0", certification: "Terminated" }
  )
]

const person = { id: "agent-1", licence: "1H10001", npn: "1000001", email: "agent1@login.example" }
const listed = { listed: "reyesab  annab", listedInCounty: "sacramento|reyesab  annab" }
const termEnds = "2027-01-01"
const licenceEnds = "2027-06-30"
const agents = [
  place("an agent", "agent", Sample.agent(1), {
    ...{ ...person, ...listed, certification: "Certified", certifiedOn: "2026-03-03", due: "2026-10-03" },
    ...{ licenceEnds, termEnds }
  }),
  place("an agent in no list", "agent", Sample.agent(1, { listInDirectory: false }), {
    ...{ ...person, certification: "Certified", certifiedOn: "2026-03-03", due: "2026-10-03", licenceEnds, termEnds }
  }),
  place(
    "an agent with accents",
    "agent",
    Sample.agent(1, {
      name: { first: "José", last: "Ñuñez" } as Records["agent"]["name"],
      place: { city: "Ávila", county: "San Luís" }
    }),
    {
      ...{ ...person, certification: "Certified", certifiedOn: "2026-03-03", due: "2026-10-03", licenceEnds, termEnds },
      ...{ listed: "nunez  jose", listedInCounty: "san luis|nunez  jose" }
    }
  ),
  place("an agent who is locked", "agent", Sample.agent(1, { locked: true, listInDirectory: false }), {
    ...{ ...person, certification: "Certified", certifiedOn: "2026-03-03", due: "2026-10-03", licenceEnds, termEnds },
    barred: "yes"
  }),
  ...(["expired", "inactive"] as const).map((status) =>
    place(
      `an agent whose licence is ${status}`,
      "agent",
      Sample.agent(1, { listInDirectory: false, licence: Sample.licence(1, { status: status as "expired" }) }),
      {
        ...{
          ...person,
          certification: "Certified",
          certifiedOn: "2026-03-03",
          due: "2026-03-03",
          licenceEnds,
          termEnds
        },
        barred: "yes"
      }
    )
  ),
  place(
    "an agent whose licence is for something else",
    "agent",
    Sample.agent(1, { listInDirectory: false, licence: Sample.licence(1, { health: false }) }),
    {
      ...{ ...person, certification: "Certified", certifiedOn: "2026-03-03", due: "2026-03-03", licenceEnds, termEnds },
      barred: "yes"
    }
  ),
  place(
    "an agent who reported something",
    "agent",
    Sample.agent(1, {
      listInDirectory: false,
      reports: {
        discipline: { happenedOn: Dates.make("2026-02-01"), reportedOn: Dates.make("2026-02-20") },
        "licence-change": { happenedOn: Dates.make("2026-02-01"), reportedOn: Dates.make("2026-02-10") }
      } as unknown as NonNullable<Records["agent"]["reports"]>
    }),
    {
      ...{ ...person, certification: "Certified", certifiedOn: "2026-03-03", due: "2026-10-03", licenceEnds, termEnds },
      reported: "2026-02-10"
    }
  ),
  place("an applicant", "agent", Sample.agent(1, { certification: certified("Pending") }), {
    ...{ ...person, certification: "Pending", applying: now, licenceEnds, due: "2026-03-10" }
  }),
  place("an applicant who waits for the exchange", "agent", Sample.agent(1, { certification: certified("Eligible") }), {
    ...{ ...person, certification: "Eligible", applying: now, licenceEnds }
  }),
  place("an agent who is suspended", "agent", Sample.agent(1, { certification: certified("Suspended") }), {
    ...{ ...person, certification: "Suspended", licenceEnds, termEnds, due: "2027-01-01" }
  }),
  ...(["Incomplete", "Denied", "Withdrawn", "TerminatedVested", "TerminatedForCause", "Deceased"] as const).map(
    (state) =>
      place(`an agent who is ${state}`, "agent", Sample.agent(1, { certification: certified(state) }), {
        ...{ ...person, certification: state }
      })
  ),
  place("a profile that was discarded", "agent", Sample.agent(1, { certification: certified("Discarded") }), {
    ...{ id: person.id, certification: "Discarded" }
  })
]

const employment = { id: "agent-1/agency-0", agency: "agency-0", agent: "agent-1" }
const helper = { id: "staff-0", agency: "agency-0" }
const helperEmail = "staff0@login.example"
const known = { id: "case-1", number: "10000001", dob: "1980-05-17" }
const sold = { ...Sample.coverage(), aorNpn: Sample.profile(1).npn }
const { aorNpn: _, ...unsold } = sold
const statement = (from: string, npn?: Npn): Entry => ({
  ...{ from: Dates.make(from), recordedAt: Sample.now, reason: "correction" },
  ...(npn === undefined ? {} : { npn })
})
const first = statement("2026-01-01", Sample.profile(2).npn)
const covered = [
  place("a case of an agent", "case", Sample.household(1, { coverage: sold }), {
    ...known,
    onRecord: Sample.profile(1).npn
  }),
  place("a case of nobody", "case", Sample.household(1, { coverage: unsold }), known),
  place(
    "a case that changes",
    "case",
    Sample.household(1, {
      coverage: sold,
      agentsOfRecord: [first, statement("2026-12-01", Sample.profile(3).npn)]
    }),
    { ...known, onRecord: Sample.profile(3).npn, onRecordFrom: "2026-12-01" }
  ),
  place(
    "a case that nobody is to have",
    "case",
    Sample.household(1, { coverage: sold, agentsOfRecord: [first, statement("2026-12-01")] }),
    {
      ...known,
      onRecordFrom: "2026-12-01"
    }
  ),
  place(
    "a case whose policy begins with its agent",
    "case",
    Sample.household(1, {
      coverage: { ...sold, effectiveOn: Dates.make("2027-01-01") },
      agentsOfRecord: [statement("2027-01-01", Sample.profile(3).npn)]
    }),
    { ...known, onRecord: Sample.profile(3).npn }
  ),
  place("a case without a policy", "case", Sample.household(1, { agentsOfRecord: [first] }), known),
  place(
    "a case whose other policy has another agent",
    "case",
    Sample.household(1, {
      coverage: sold,
      policies: [furtherPolicy(1)],
      policyAgentsOfRecord: [{ ...first, policyId: furtherPolicy(1).policyId }]
    }),
    { ...known, onRecord: Sample.profile(1).npn }
  )
]

const people = [
  place("a place", "employment", Sample.employment(1), { ...employment, open: "agent-1" }),
  place("a place that is offered", "employment", Sample.employment(1, 0, "Invited"), {
    ...employment,
    open: "agent-1"
  }),
  place(
    "a place that is looked over",
    "employment",
    { ...Sample.employment(1), review: true },
    {
      ...{ ...employment, open: "agent-1", review: now }
    }
  ),
  place("a place of before", "employment", Sample.employment(1, 0, "Inactive"), employment),
  place("a helper", "staff", Sample.staff(0, { staffNumber: "S-100" as StaffNumber }), {
    ...{ ...helper, email: helperEmail, number: "S-100" }
  }),
  ...(["Pending", "Eligible", "TerminatedForCause"] as const).map((state) =>
    place(`a helper who is ${state}`, "staff", Sample.staff(0, { approval: Sample.approval(state) }), {
      ...{ ...helper, email: helperEmail }
    })
  ),
  ...(["Denied", "Terminated"] as const).map((state) =>
    place(`a helper who is ${state}`, "staff", Sample.staff(0, { approval: Sample.approval(state) }), helper)
  ),
  place("a case", "case", Sample.household(1), { id: "case-1", number: "10000001", dob: "1980-05-17" }),
  ...covered,
  place("an entity", "enrollmentEntity", EntitySample.entity(0), { id: "entity-0", certification: "Certified" }),
  place("a counselor", "counselor", EntitySample.counselor(0), { id: "counselor-0", entity: "entity-0" })
]

const ends = { expiresOn: Dates.make("2026-05-17") }
const consent = { id: "consent-1", case: "case-1" }
const papers = [
  place("a consent with an end", "consent", Sample.consent(1, "Granted", ends), { ...consent, ending: "2026-05-17" }),
  place("a consent without an end", "consent", Sample.consent(1), consent),
  ...(["Draft", "Rescinded", "Expired"] as const).map((state) =>
    place(`a consent that is ${state}`, "consent", Sample.consent(1, state, ends), consent)
  ),
  place("a review", "applicationReview", Sample.applicationReview(1), { id: "review-1", case: "case-1" }),
  place("an export", "exportLog", Sample.exportLog(), { id: "export-0", agency: "agency-0", taken: `agency-0 ${now}` }),
  place("a list that waits", "discrepancyList", DiscrepancySample.list(), {
    ...{ id: "list-0", returned: `agency-0 ${now}`, waiting: now }
  }),
  place(
    "a list that is answered",
    "discrepancyList",
    DiscrepancySample.list(1, { state: { _tag: "Answered", at: Sample.now } }),
    {
      ...{ id: "list-1", returned: `agency-0 ${now}` }
    }
  ),
  place("a session", "acting", Sample.session(), { id: "session-0" })
]

const client = { id: "delegation-1", history: "case-1" }
const open = { case: "case-1", agent: "agent-1", agency: "agency-0" }
const lists = (place: string) => ({ agentList: `agent-1/agency-0 ${place}`, agencyList: `agency-0 ${place}` })
const held = (state: Parameters<typeof Sample.delegation>[1]) =>
  Sample.delegation(1, state, { delegate: { agentId: Sample.agentId(1), agencyId: Sample.agencyId(0) } })
const delegations = [
  place("a request", "delegation", held("Requested"), {
    ...{ ...client, ...open, requested: "2026-03", requestedAt: dayBefore, ...lists(`pending ${dayBefore}`) }
  }),
  ...(["Active", "Frozen"] as const).map((state) =>
    place(`a delegation that is ${state}`, "delegation", held(state), {
      ...{ ...client, ...open, ...lists(`active ${dayBefore}`) },
      ...(state === "Frozen" ? { agentFrozen: `agent-1/agency-0 active ${dayBefore}` } : {})
    })
  ),
  ...(["Declined", "Cancelled", "Expired"] as const).map((state) =>
    place(`a request that is ${state}`, "delegation", held(state), { ...client, ...lists(`inactive ${dayBefore}`) })
  ),
  place("a delegation that is over", "delegation", held("Ended"), {
    ...{ ...client, lost: "agency-0 2026-03", ...lists(`inactive ${hourBefore}`) }
  })
]

const help = { id: "help-1", history: "case-1" }
const helper0 = { case: "case-1", counselor: "counselor-0", entity: "entity-0" }
const helping = (state: CounselorDelegation["state"]["_tag"]) => EntitySample.delegation(1, state)
const helps = [
  place("a request to a counselor", "counselorDelegation", helping("Requested"), {
    ...{ ...help, ...helper0, requested: "2026-03", requestedAt: dayBefore, list: `counselor-0 pending ${dayBefore}` }
  }),
  place("a counselor at work", "counselorDelegation", helping("Active"), {
    ...{ ...help, ...helper0, list: `counselor-0 active ${halfDayBefore}` }
  }),
  ...(["Declined", "Cancelled", "Expired"] as const).map((state) =>
    place(`a request to a counselor that is ${state}`, "counselorDelegation", helping(state), {
      ...{ ...help, list: `counselor-0 inactive ${dayBefore}` }
    })
  ),
  place("a counselor's work that is over", "counselorDelegation", helping("Ended"), {
    ...{ ...help, list: `counselor-0 inactive ${hourBefore}` }
  })
]

const transfer = (state: Transfer["state"]): Transfer => ({
  ...{ transferId: Id.make("transfer-0"), agencyId: Sample.agencyId(0), reason: "leave", consentMode: "notify" },
  ...{ fromAgentId: Sample.agentId(1), toAgentId: Sample.agentId(2), state, rows: [] }
})
const book = { id: "transfer-0", agency: "agency-0" }
const transfers = [
  ...(["ExchangeReview", "AwaitingConsent", "Scheduled"] as const).map((state) =>
    place(`a transfer in ${state}`, "transfer", transfer(state), { ...book, waiting: "agency-0", state })
  ),
  ...(["Applied", "PartiallyApplied", "Rejected", "Cancelled"] as const).map((state) =>
    place(`a transfer in ${state}`, "transfer", transfer(state), { ...book, state })
  )
]

const secrets = [
  place("an access code", "accessCode", Sample.accessCode(1), { id: "code-1", live: "case-1" }),
  place("an access code that was used", "accessCode", Sample.accessCode(1, { state: "Redeemed" }), {
    ...{ id: "code-1", redeemed: "case-1" }
  }),
  ...(["Locked", "Expired", "Superseded"] as const).map((state) =>
    place(`an access code that is ${state}`, "accessCode", Sample.accessCode(1, { state: state as "Locked" }), {
      id: "code-1"
    })
  ),
  place("a passcode", "agentChangeCode", Sample.agentChangeCode(1), {
    ...{ id: "passcode-1", live: "case-1/agent-1", sent: "case-1/agent-1" }
  }),
  place("a passcode that was used", "agentChangeCode", Sample.agentChangeCode(1, { state: "Redeemed" as "Issued" }), {
    ...{ id: "passcode-1", sent: "case-1/agent-1" }
  }),
  place("an invitation", "invitation", Sample.invitation(1), {
    ...{ id: "invitation-1", agent: "agent-1", live: "agent-1 delegation-code" }
  }),
  place("a link", "invitation", Sample.invitation(1, { kind: "activation-link" }), {
    ...{ id: "invitation-1", agent: "agent-1", live: "agent-1 activation-link" }
  }),
  place(
    "a link that was used",
    "invitation",
    Sample.invitation(1, { state: "Claimed" as "Issued", claimedBy: Sample.userId }),
    {
      ...{ id: "invitation-1", agent: "agent-1", user: "user-0" }
    }
  )
]

const account = { id: "agent-1", username: "CC_1H10001" }
const accounts = [
  ...(["Active", "ResetPending"] as const).map((state) =>
    place(`an account that is ${state}`, "extranetAccount", Sample.extranetAccount(1, state), {
      ...{ ...account, state, due: "2026-04-22" }
    })
  ),
  place("an account that ends", "extranetAccount", Sample.extranetAccount(1, "Expiring"), {
    ...{ ...account, state: "Expiring", due: "2026-05-02" }
  }),
  ...(["Provisioned", "LockedExpired", "Disabled"] as const).map((state) =>
    place(`an account that is ${state}`, "extranetAccount", Sample.extranetAccount(1, state), { ...account, state })
  )
]

/** Records of every kind in every state in which they are found elsewhere. */
export const table: ReadonlyArray<Place> = [
  ...[...agencies, ...agents, ...people, ...papers, ...delegations, ...helps, ...transfers, ...secrets, ...accounts]
]
