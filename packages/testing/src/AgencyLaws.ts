/**
 * Laws of agencies: opened, documented and certified together with their manager, and taken over without twins.
 *
 * @since 0.1.0
 */
import type { Agency, Command as AgencyCommand, Facts as AgencyFacts } from "@agencybook/core/Agency"
import type { AgencyReason } from "@agencybook/core/AgencyReason"
import * as Dates from "@agencybook/core/CalendarDate"
import type { State as CertificationState } from "@agencybook/core/Certification"
import * as Id from "@agencybook/core/Id"
import * as fc from "fast-check"
import { approved, takenOver } from "./internal/TwinAgencies.ts"
import { acceptedAs, all, broken, eventsOf, holdsIf, type Law, make, refusedAs, same } from "./Law.ts"
import type { Rules } from "./Rules.ts"
import * as Sample from "./Sample.ts"

const agencyId = Sample.agencyId()
const certificationStates: ReadonlyArray<CertificationState> = [
  ...(["Incomplete", "Pending", "Eligible", "Certified", "Suspended"] as const),
  ...(["Denied", "Withdrawn", "Discarded", "TerminatedVested", "TerminatedForCause", "Deceased"] as const)
]

const agencyFacts = (over: Partial<AgencyFacts> = {}): AgencyFacts => ({
  agency: Sample.agency(0, { certification: Sample.agencyCertification("Pending") }),
  sameFein: undefined,
  sameNpn: undefined,
  sameEmail: undefined,
  manager: Sample.agent(0, { certification: Sample.certification("Eligible") }),
  managerEmployment: Sample.employment(0, 0, "Invited"),
  openEmployment: undefined,
  ...over
})
const decideAgency = (rules: Rules, command: AgencyCommand, over: Partial<AgencyFacts> = {}) =>
  rules.agency.decide(command, agencyFacts(over), Sample.context())
const tags = (answer: ReturnType<typeof decideAgency>): ReadonlyArray<string> =>
  eventsOf(answer).map((event) =>
    "to" in event ? `${event._tag} ${"_tag" in event.to ? event.to._tag : event.to.state}` : event._tag
  )

/** An agency opens with its manager. @category laws */
export const agencyOpensWithManager = make({
  id: "agency-opens-with-manager",
  sentence:
    "an agency with a free FEIN is opened with its manager, whom nobody knows, as its first agent, both incomplete; for somebody on record whom it names by both numbers, who is certified and works nowhere, the exchange opens it, and the person's record stays as it is; a new manager whom consumers shall find can be reached",
  rules: ["AGY-01", "AGY-02", "AGY-06", "AGY-07", "EMP-03", "EMP-06", "AGT-01", "STF-07", "DEL-02"],
  runs: 800,
  input: fc.record({
    taken: fc.boolean(),
    fein: fc.boolean(),
    known: fc.constantFrom(
      "no",
      "no",
      "person",
      "person",
      "person, other npn",
      "person, other licence",
      "npn",
      "email"
    ),
    state: fc.constantFrom("Certified", "Certified", "Suspended", "Withdrawn" as const),
    exchange: fc.boolean(),
    elsewhere: fc.boolean(),
    reached: fc.constantFrom(true, true, true, false)
  }),
  holds: ({ elsewhere, exchange, fein, known, reached, state, taken }, rules) => {
    const managerId = Sample.agentId(0)
    const onRecord = Sample.agent(0, {
      certification: Sample.certification(state),
      ...(known === "person, other npn" ? { npn: Sample.profile(9).npn } : {}),
      ...(known === "person, other licence" ? { licence: Sample.licence(9) } : {})
    })
    const { publicEmail: _email, publicPhone: _phone, ...unreached } = Sample.profile(0)
    const answer = rules.agency.decide(
      {
        ...{ _tag: "OpenAgency", agencyId, details: Sample.details(), managerId },
        manager: reached ? Sample.profile(0) : unreached
      },
      agencyFacts({
        agency: taken ? Sample.agency() : undefined,
        sameFein: fein ? Sample.agency(4) : undefined,
        manager: known.startsWith("person") ? onRecord : undefined,
        sameNpn: known === "npn" ? Sample.agent(5) : undefined,
        sameEmail: known === "email" ? Sample.agent(6) : undefined,
        openEmployment: elsewhere ? Sample.employment(0, 3) : undefined
      }),
      Sample.context({ actor: exchange ? Sample.exchange : { _tag: "Applicant", userId: Sample.userId } })
    )
    const founder = known === "person" && exchange
    // Whoever is on record keeps what is shown there; what comes with the name counts for nothing.
    if (!founder && !reached) return refusedAs(answer, "ListedWithoutContact", "DEL-02")
    if (taken) return refusedAs(answer, "AgencyExists", "AGY-07")
    if (fein) return refusedAs(answer, "FeinInUse", "AGY-07")
    if (known.startsWith("person") && !founder) return refusedAs(answer, "AgentExists", "AGT-01")
    if (founder && state !== "Certified") return refusedAs(answer, "NothingToTakeAlong", "EMP-06")
    if (known === "npn") return refusedAs(answer, "NpnInUse", "AGT-01")
    if (known === "email") return refusedAs(answer, "LoginEmailInUse", "STF-07")
    if (elsewhere) return refusedAs(answer, "EmployedElsewhere", "EMP-03")
    const certification = { _tag: "Incomplete", since: Sample.now }
    const { site: address, ...details } = Sample.details()
    const sites = [{ siteId: "main", name: details.publicName, address }]
    const { employmentId } = Sample.employment(0)
    const opened = {
      _tag: "AgencyOpened",
      agency: { ...details, agencyId, sites, managers: [managerId], documents: [], certification }
    }
    const place = Sample.employment(0, 0, "Invited")
    if (founder)
      return acceptedAs(answer, [
        opened,
        { _tag: "EmploymentMoved", employmentId, trigger: "invite", to: { ...place, review: true } }
      ])
    return acceptedAs(answer, [
      opened,
      { _tag: "AgentAdded", agent: { ...Sample.profile(0), agentId: managerId, certification, locked: false } },
      { _tag: "EmploymentMoved", employmentId, trigger: "invite", to: Sample.employment(0, 0, "Invited") }
    ])
  }
})

const documents = fc.record({
  types: fc.subarray([...(["e-and-o", "payee-data"] as const)], { minLength: 1 }),
  insuredFor: fc.integer({ min: -1, max: 1 })
})

/** Agency and manager go together, with their documents. @category laws */
export const agencyNeedsDocuments = make({
  id: "agency-needs-documents",
  sentence:
    "agency and manager become pending together, and the agency certified, only with current documents; one that comes back has none that lapsed",
  rules: ["AGY-06"],
  input: fc.record({ documents, step: fc.constantFrom(...(["submit", "certify", "reinstate"] as const)) }),
  holds: ({ documents: { insuredFor, types }, step }, rules) => {
    const certify = step === "certify"
    const states = { submit: "Incomplete", certify: "Pending", reinstate: "Suspended" } as const
    const expiresOn = Dates.plusDays(Sample.today, insuredFor)
    const agency: Agency = Sample.agency(0, {
      certification: Sample.agencyCertification(states[step]),
      documents: types.map((type) => Sample.document(type, type === "e-and-o" ? { expiresOn } : {}))
    })
    const current = (type: "e-and-o" | "payee-data") => types.includes(type) && (type !== "e-and-o" || insuredFor >= 0)
    const complete = current("e-and-o") && current("payee-data")
    if (step === "reinstate") {
      const back = decideAgency(rules, { _tag: "ReinstateAgency", agencyId }, { agency })
      return types.includes("e-and-o") && insuredFor < 0
        ? refusedAs(back, "DocumentsMissing", "AGY-06")
        : same(tags(back), ["AgencyCertificationMoved Certified"])
    }
    const manager = Sample.agent(0, { certification: Sample.certification(certify ? "Eligible" : "Incomplete") })
    const command: AgencyCommand = certify
      ? { _tag: "CertifyAgency", agencyId, managerTerm: Sample.term }
      : { _tag: "SubmitAgency", agencyId }
    const answer = decideAgency(rules, command, { agency, manager })
    if (!complete) return refusedAs(answer, "DocumentsMissing", "AGY-06")
    return certify
      ? same(tags(answer), [
          "AgencyCertificationMoved Certified",
          "CertificationMoved Certified",
          "EmploymentMoved Active"
        ])
      : same(tags(answer), ["AgencyCertificationMoved Pending", "CertificationMoved Pending"])
  }
})

/** The manager is certified. @category laws */
export const managerIsCertified = make({
  id: "agency-manager-is-certified",
  sentence:
    "an agency is certified or taken over only with a manager who is licensed and certified today, or becomes so in the same step from dates that hold today, and an agency that applies is submitted and certified only while the manager has a place in it",
  rules: ["AGY-03", "AGT-08", "AGT-11"],
  runs: 600,
  input: fc.record({
    state: fc.constantFrom(...certificationStates),
    dated: fc.constantFrom("no", "now", "later" as const),
    lapsed: fc.boolean(),
    known: fc.boolean(),
    licensed: fc.boolean(),
    place: fc.constantFrom(...(["Invited", "Invited", "Active", "Inactive", undefined] as const))
  }),
  holds: ({ dated, known, lapsed, licensed, place, state }, rules) => {
    const term = lapsed ? { ...Sample.term, until: Sample.today } : Sample.term
    const plain = Sample.certification(state)
    const licence = Sample.licence(0, licensed ? {} : { expiresOn: Dates.plusDays(Sample.today, -1) })
    const manager = Sample.agent(0, { licence, certification: "term" in plain ? { ...plain, term } : plain })
    const later = { ...Sample.term, from: Dates.plusDays(Sample.today, 1) }
    const managerTerm = { no: undefined, now: Sample.term, later }[dated]
    const command: AgencyCommand = { _tag: "CertifyAgency", agencyId, ...(managerTerm && { managerTerm }) }
    const managerEmployment = place === undefined ? undefined : Sample.employment(0, 0, place)
    const there = place !== undefined && place !== "Inactive"
    const answer = decideAgency(rules, command, { manager, managerEmployment })
    const draft = Sample.agency(0, { certification: Sample.agencyCertification("Incomplete") })
    const submitted = decideAgency(
      rules,
      { _tag: "SubmitAgency", agencyId },
      { agency: draft, manager, managerEmployment }
    )
    const incoming = {
      agentId: Sample.agentId(0),
      agencyId,
      profile: Sample.profile(0, { licence }),
      manager: true,
      certification: { state, term },
      employment: "Active" as const
    }
    const takenOver = rules.migration.decide(
      { _tag: "RecordRoster", agencies: [{ agencyId, details: Sample.details() }], agents: [incoming] },
      {
        agency: () => undefined,
        agencyByFein: () => undefined,
        knowsAgent: () => known,
        knowsLicence: () => false,
        knowsNpn: () => false,
        knowsEmail: () => false
      },
      Sample.context({ actor: Sample.system })
    )
    const good = state === "Certified" && !lapsed
    const ready = good || (state === "Eligible" && dated !== "no")
    return all(
      !ready
        ? refusedAs(answer, "ManagerNotReady", "AGY-03")
        : !there
          ? refusedAs(answer, "ManagerNotThere", "AGY-03")
          : !licensed
            ? refusedAs(answer, "LicenceNotGood", "AGT-11")
            : state === "Eligible" && dated === "later"
              ? refusedAs(answer, "TermNotCurrent", "AGT-08")
              : same(tags(answer)[0], "AgencyCertificationMoved Certified", "the first event"),
      state === "Discarded"
        ? refusedAs(submitted, "ManagerNotReady", "AGY-03")
        : there
          ? same(tags(submitted)[0], "AgencyCertificationMoved Pending", "the first event of a draft")
          : refusedAs(submitted, "ManagerNotThere", "AGY-03"),
      // Whoever is known here stays where he is, and cannot answer for another agency.
      good && licensed && !known
        ? same(takenOver._tag, "Accepted", "the delivery")
        : refusedAs(takenOver, "AgencyWithoutManager", "AGY-03")
    )
  }
})

const agencySteps: Readonly<Record<string, readonly [string, string, string]>> = {
  SubmitAgency: ["Incomplete", "submit", "Pending"],
  CertifyAgency: ["Pending", "certify", "Certified"],
  SuspendAgency: ["Certified", "suspend", "Suspended"],
  ReinstateAgency: ["Suspended", "reinstate", "Certified"]
}

const reasons: ReadonlyArray<AgencyReason> = [
  ...(["under-investigation", "breach", "licence-inactive", "e-and-o-lapsed", "agreement-lapsed"] as const),
  ...(["no-certified-manager", "application-incomplete", "not-theirs", "documents-false", "voluntary"] as const),
  "closed"
]
const others: ReadonlyArray<AgencyReason> = reasons.slice(6)

/** An agency without the day that is kept for the daily run, which follows from everything else. */
const plain = ({ dueOn: _, looks: __, ...agency }: Agency) => agency

/** Every step of an agency answers as told. @category laws */
export const everyAgencyStepIsTold = make({
  id: "agency-every-step-is-told",
  sentence:
    "every step of an agency leads where the table says, under the name that it has there, or is refused; a suspension has a reason of its own, which stands in the record, and names nobody but the agency, and an agency without papers waits for no day",
  rules: ["AGY-09", "AGY-11", "AGY-01", "AGT-20"],
  runs: 600,
  input: fc.record({
    reason: fc.constantFrom<AgencyReason>(...reasons),
    name: fc.constantFrom(...Object.keys(agencySteps)),
    state: fc.constantFrom(...(["Incomplete", "Pending", "Certified", "Suspended", "Terminated", "unknown"] as const))
  }),
  holds: ({ name, reason, state }, rules) => {
    const agency =
      state === "unknown" ? undefined : Sample.agency(0, { certification: Sample.agencyCertification(state) })
    const suspends = name === "SuspendAgency"
    const command = { _tag: name, agencyId, ...(suspends ? { reason } : {}) } as AgencyCommand
    const answer = decideAgency(rules, command, { agency, manager: Sample.agent(0) })
    if (agency === undefined) return refusedAs(answer, "UnknownAgency", "AGY-01")
    const [from, trigger, to] = agencySteps[name] as (typeof agencySteps)[string]
    if (from !== state) return refusedAs(answer, "NotAllowedFrom", "AGY-09")
    if (suspends && others.includes(reason)) return refusedAs(answer, "AgencyReasonNotForStep", "AGT-20")
    const [event] = eventsOf(answer)
    if (event?._tag !== "AgencyCertificationMoved") return broken("the first event is not about the agency")
    const { agreement: _, ...unsigned } = agency
    return all(
      same([event.trigger, event.from], [trigger, from], "the step"),
      same(
        Object.hasOwn(rules.agency.evolve({ ...unsigned, documents: [] }, event), "dueOn"),
        false,
        "whether an agency without papers waits for a day"
      ),
      same(tags(answer), [`AgencyCertificationMoved ${to}`]),
      same(
        plain(rules.agency.evolve(agency, event)),
        { ...plain(agency), certification: event.to },
        "the agency after"
      ),
      same("reason" in event.to ? event.to.reason : undefined, suspends ? reason : undefined, "the reason"),
      holdsIf(event.to._tag === to && event.to.since === Sample.now, "the step is not dated")
    )
  }
})

const twins = ["none", "fein", "licence", "both"] as const

/** An agency that exists is joined, not opened again. @category laws */
export const agencyHasNoTwin = make({
  id: "agency-has-no-twin",
  sentence:
    "an agency whose FEIN or licence number a live agency has already is not opened, submitted, taken over or made by a change; the way in is a second profile in the agency that exists, which the exchange adds",
  rules: ["AGY-16", "AGY-07"],
  runs: 300,
  input: fc.record({
    twin: fc.constantFrom(...twins),
    way: fc.constantFrom("open", "submit", "change", "approve", "take over" as const)
  }),
  holds: ({ twin, way }, rules) => {
    const { number: licenceNumber } = Sample.licence(70)
    const existing = Sample.agency(7, { licenceNumber })
    const fein = twin === "fein" || twin === "both" ? existing : undefined
    const licence = twin === "licence" || twin === "both" ? existing : undefined
    const details = { ...Sample.details(), licenceNumber }
    const answers = {
      open: () =>
        decideAgency(
          rules,
          { _tag: "OpenAgency", agencyId, details, managerId: Sample.agentId(0), manager: Sample.profile(0) },
          { agency: undefined, manager: undefined, sameFein: fein, sameLicence: licence }
        ),
      // Two drafts may name one number: whoever submits first has it.
      submit: () =>
        decideAgency(
          rules,
          { _tag: "SubmitAgency", agencyId },
          {
            agency: Sample.agency(0, { licenceNumber, certification: Sample.agencyCertification("Incomplete") }),
            sameFein: fein,
            sameLicence: licence
          }
        ),
      change: () =>
        rules.agencyReview.decide(
          { _tag: "RequestAgencyChange", agencyId, changeId: Id.make("change-1"), wanted: { licenceNumber } },
          { agency: Sample.agency(), sameFein: fein, sameLicence: licence },
          Sample.context()
        ),
      approve: () => approved(rules, { fein, licence, licenceNumber }),
      "take over": () => takenOver(rules, { fein, licence, licenceNumber })
    }
    const answer = answers[way]()
    if (twin === "none") return same(answer._tag, "Accepted", "what opens, changes or takes over an agency")
    const refused =
      twin === "licence" ? refusedAs(answer, "AgencyLicenceInUse", "AGY-16") : refusedAs(answer, "FeinInUse", "AGY-07")
    const joined = rules.employment.decide(
      {
        _tag: "AddAgent",
        agencyId: existing.agencyId,
        agentId: Sample.agentId(0),
        profile: Sample.profile(0)
      },
      {
        agent: undefined,
        employment: undefined,
        openEmployment: undefined,
        sameLicence: undefined,
        sameNpn: undefined,
        sameEmail: undefined,
        openDelegations: 0,
        otherManager: true,
        isManager: false
      },
      Sample.context()
    )
    return all(refused, same(joined._tag, "Accepted", "the second profile"))
  }
})

/** An agency is called as told, or after its agent. @category laws */
export const agencyIsNamedAfterAgent = make({
  id: "agency-is-named-after-its-agent",
  sentence:
    "an agency that tells no name is called after its independent agent, first and last name with Insurance, or Agency when that is told; told names stay, and without a public name the legal one is shown",
  rules: ["AGY-15"],
  input: fc.record({
    legal: fc.boolean(),
    shown: fc.boolean(),
    calling: fc.constantFrom(undefined, "Insurance", "Agency" as const),
    agent: fc.integer({ min: 0, max: 9 })
  }),
  holds: ({ agent, calling, legal, shown }, rules) => {
    const { legalName, publicName, ...rest } = Sample.details(3)
    const manager = Sample.profile(agent)
    const answer = decideAgency(
      rules,
      {
        _tag: "OpenAgency",
        agencyId,
        details: {
          ...rest,
          ...(legal ? { legalName } : {}),
          ...(shown ? { publicName } : {}),
          ...(calling === undefined ? {} : { namedAs: calling })
        },
        managerId: Sample.agentId(0),
        manager
      },
      { agency: undefined, manager: undefined }
    )
    const [event] = eventsOf(answer)
    if (event?._tag !== "AgencyOpened") return broken("no agency was opened")
    const name = legal ? legalName : `${manager.name.first} ${manager.name.last} ${calling ?? "Insurance"}`
    const { agency } = event
    return all(
      same(agency.legalName, name, "the legal name"),
      same(agency.publicName, shown ? publicName : name, "the public name"),
      same("namedAs" in agency, false, "whether the wish is kept")
    )
  }
})

/** The laws of this module. @category laws */
export const laws: ReadonlyArray<Law> = [
  agencyOpensWithManager,
  agencyHasNoTwin,
  agencyIsNamedAfterAgent,
  agencyNeedsDocuments,
  managerIsCertified,
  everyAgencyStepIsTold
]
