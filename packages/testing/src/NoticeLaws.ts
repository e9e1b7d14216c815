/**
 * Laws of notices: who is told of a change, and how little of a consumer an agent is told.
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import type { Certification } from "@agencybook/core/Certification"
import type { Trigger } from "@agencybook/core/Delegation"
import { make as factsOf } from "@agencybook/core/Facts"
import type { Event } from "@agencybook/core/Record"
import * as fc from "fast-check"
import { delegation, facts, household, manager } from "./internal/NoticeFacts.ts"
import { all, holdsIf, type Law, make, same } from "./Law.ts"
import type { Rules } from "./Rules.ts"
import * as Sample from "./Sample.ts"

const told = (rules: Rules, events: ReadonlyArray<Event>) => rules.notice.fromEvents(events, facts, Sample.context())

/** The agent, and those who can answer in the agent's place. */
const helpers = [Sample.asAgent(1), Sample.asAgent(0), Sample.asStaff()]

/** A change of delegation is told. @category laws */
export const changesAreTold = make({
  id: "notice-changes-are-told",
  sentence:
    "the end of a delegation is told to consumer, agent and manager with who did it; a request, and one that expires, to agent and manager too; an answer to the consumer, and to the agent for whom somebody else gave it; a withdrawal to the consumer who did not do it; a claim as one",
  rules: ["NOT-02"],
  runs: 400,
  input: fc.record({
    trigger: fc.constantFrom<Trigger | "request">(
      ...(["accept", "decline", "cancel", "expire", "remove", "relinquish", "replace"] as const),
      ...(["transfer", "freeze", "thaw", "end-certification", "request"] as const)
    ),
    actor: fc.constantFrom(...[Sample.asConsumer(1), Sample.serviceCenter, Sample.exchange], ...helpers),
    next: fc.constantFrom("none" as const, "claim" as const, "fulfilled" as const)
  }),
  holds: ({ actor, next, trigger }, rules) => {
    const event: Event =
      trigger === "request"
        ? { _tag: "DelegationOpened", delegation: { ...delegation, state: Sample.delegationState("Requested") } }
        : {
            _tag: "DelegationMoved",
            delegationId: delegation.delegationId,
            trigger,
            from: "Active",
            to: delegation.state
          }
    const begun: Event = {
      _tag: "DelegationOpened",
      delegation: {
        ...delegation,
        delegationId: Sample.delegationId(2),
        delegate: { ...delegation.delegate, agentId: Sample.agentId(next === "claim" ? 2 : 1) },
        origin: "claim",
        state: Sample.delegationState("Requested")
      }
    }
    // What the new delegation itself is told is the business of another law.
    const notices = rules.notice
      .fromEvents(next === "none" ? [event] : [event, begun], facts, Sample.context({ actor }))
      .slice(0, next === "none" ? undefined : -2)
    const [own, forAnother] = [actor._tag === "Consumer", helpers.slice(1).includes(actor)]
    const office = ["agent", "manager"]
    const expected: Readonly<Record<string, ReadonlyArray<string>>> = {
      request: ["agent", "manager"],
      accept: ["consumer", ...(forAnother ? office : [])],
      decline: ["consumer", ...(forAnother ? office : [])],
      cancel: next === "fulfilled" ? [] : [...(own ? [] : ["consumer"]), ...office],
      transfer: [],
      freeze: [],
      thaw: []
    }
    const toOthers = notices.filter(({ to }) => to.role !== "consumer")
    return all(
      same(
        notices.map(({ to }) => to.role),
        expected[trigger] ?? ["consumer", "agent", "manager"],
        "who is told"
      ),
      same(
        notices.flatMap(({ params }) => (params.reason === undefined ? [] : [params.reason])),
        ["remove", "relinquish", "replace"].includes(trigger)
          ? notices.map(() => delegation.state._tag === "Ended" && delegation.state.reason)
          : notices.flatMap(({ params }) => (params.reason === undefined ? [] : [params.reason])),
        "the reason"
      ),
      same(
        notices.map(({ params }) => [params.by, params.successor]),
        notices.map(({ template, to }) => [
          ["remove", "relinquish", "replace", "cancel"].includes(trigger) ||
          (["accept", "decline"].includes(trigger) && to.role !== "consumer")
            ? trigger === "relinquish" && forAnother
              ? "Manager"
              : actor._tag
            : // Whom nobody ends but the days, and who is given back, an agency has kept. @rule EMP-04
              trigger === "end-certification" && template === "NTC-15"
              ? "Manager"
              : undefined,
          trigger === "replace" && next !== "none" ? "claim" : undefined
        ]),
        "who did it"
      ),
      holdsIf(!JSON.stringify(toOthers).includes(household.primaryContact.name.last), "an agent is told the full name"),
      same(new Set(notices.map(({ noticeId }) => noticeId)).size, notices.length, "the number of identifiers")
    )
  }
})

/** The end of a certification is told with its day, and the clients who are free are counted. @category laws */
export const endsAreCounted = make({
  id: "notice-ends-are-counted",
  sentence:
    "an end of certification tells agent and manager until when clients can be moved, when they are free, each consumer is told, and agent and manager once of all; after a death the manager alone",
  rules: ["DEL-25", "NOT-02"],
  input: fc.record({
    end: fc.constantFrom(...(["terminate-vested", "terminate-for-cause", "record-death"] as const)),
    window: fc.boolean(),
    cases: fc.integer({ min: 1, max: 4 })
  }),
  holds: ({ cases, end, window }, rules) => {
    const { agentId, agencyId } = delegation.delegate
    const until = Dates.plusDays(Sample.today, 30)
    const to = Sample.certification(
      end === "record-death" ? "Deceased" : end === "terminate-vested" ? "TerminatedVested" : "TerminatedForCause"
    )
    const ended = Sample.agent(1, { certification: to, ...(window ? { dispositionUntil: until } : {}) })
    const numbers = Array.from({ length: cases }, (_, n) => n)
    const place = Sample.employment(1)
    const known = factsOf({
      agent: new Map([
        [Sample.agentId(0) as string, Sample.agent(0)],
        [agentId as string, ended]
      ]),
      agency: new Map([[agencyId as string, Sample.agency()]]),
      employment: new Map([manager, place].map((one) => [one.employmentId as string, one])),
      case: new Map(numbers.map((n) => [Sample.caseId(n) as string, Sample.household(n)])),
      delegation: new Map(
        numbers.map((n) => [
          Sample.delegationId(n) as string,
          Sample.delegation(n, "Ended", { delegate: { agentId, agencyId } })
        ])
      )
    })
    const events: ReadonlyArray<Event> = [
      { _tag: "CertificationMoved", agentId, trigger: end, from: "Certified", to },
      ...numbers.map(
        (n): Event => ({
          ...{ _tag: "DelegationMoved", delegationId: Sample.delegationId(n), trigger: "end-certification" },
          ...{ from: "Frozen", to: Sample.delegationState("Ended") }
        })
      )
    ]
    const lines = rules.notice
      .fromEvents(events, known, Sample.context())
      .map(({ params, template, to: { role } }) => [role, template, params.clientsUntil, params.cases])
    const day = window ? until : undefined
    const count = cases === 1 ? undefined : cases
    const alive = end !== "record-death"
    return same(
      lines,
      [
        ...(alive ? [["agent", "NTC-09", day, undefined]] : []),
        ["manager", "NTC-09", day, undefined],
        ...numbers.map(() => ["consumer", "NTC-15", undefined, undefined]),
        ...(alive ? [["agent", "NTC-15", undefined, count]] : []),
        ["manager", "NTC-15", undefined, count]
      ],
      "who is told what"
    )
  }
})

/** Whoever is suspended reads why, until when, and what can be done. @category laws */
export const suspensionsAreExplained = make({
  id: "notice-suspensions-are-explained",
  sentence:
    "a suspension tells agent and manager its reason, its last days, those of reconsideration and those of the licence; that it was upheld is told, that somebody asked is not",
  rules: ["AGT-12", "AGT-15"],
  input: fc.record({
    what: fc.constantFrom(...(["suspend", "requested", "upheld"] as const)),
    until: fc.boolean(),
    licence: fc.boolean()
  }),
  holds: ({ licence, until, what }, rules) => {
    const { agentId } = delegation.delegate
    const day = (n: number) => Dates.plusDays(Sample.today, n)
    const certification: Certification = {
      ...{ _tag: "Suspended", since: Sample.now, term: Sample.term, reason: "under-investigation" },
      ...(until ? { until: day(90), reconsiderUntil: day(31) } : {})
    }
    const suspended = Sample.agent(1, { certification, ...(licence ? { licenceUntil: day(30) } : {}) })
    const place = Sample.employment(1)
    const known = factsOf({
      agent: new Map([
        [Sample.agentId(0) as string, Sample.agent(0)],
        [agentId as string, suspended]
      ]),
      agency: new Map([[Sample.agencyId() as string, Sample.agency()]]),
      employment: new Map([manager, place].map((one) => [one.employmentId as string, one]))
    })
    const event: Event =
      what === "suspend"
        ? { _tag: "CertificationMoved", agentId, trigger: "suspend", from: "Certified", to: certification }
        : { _tag: "ReconsiderationRecorded", agentId, outcome: what }
    const lines = rules.notice
      .fromEvents([event], known, Sample.context())
      .map(({ params, template, to }) => [
        ...[to.role, template, params.state, params.reason, params.until, params.reconsiderUntil],
        ...[params.licenceUntil, params.reconsideration]
      ])
    const told = [
      ...["NTC-09", "Suspended", "under-investigation", until ? day(90) : undefined],
      ...[until && what === "suspend" ? day(31) : undefined, licence ? day(30) : undefined],
      what === "upheld" ? what : undefined
    ]
    return same(
      lines,
      what === "requested" ? [] : ["agent", "manager"].map((role) => [role, ...told]),
      "who is told what"
    )
  }
})

/** Whoever gets an agent at once is told. @category laws */
export const newAgentsAreTold = make({
  id: "notice-new-agents-are-told",
  sentence:
    "a consumer who has a new agent at once is told how it came about, a claim with its time; one whose request moves is told, and one who is asked for a passcode gets the message alone",
  rules: ["NOT-02", "DEL-13", "DEL-17", "DEL-23"],
  input: fc.constantFrom(
    ...(["agent-started", "service-center", "three-way-call", "otp", "access-code", "claim"] as const),
    ...(["transfer", "passcode", "reminder"] as const)
  ),
  holds: (what, rules) => {
    const state = Sample.delegationState(what === "transfer" ? "Requested" : "Active")
    const method = what === "transfer" || what === "passcode" || what === "reminder" ? "claim" : what
    const origin = what === "transfer" ? "transfer" : method
    const verification = { method, reference: "call-1", at: Sample.now }
    const code = Sample.agentChangeCode(1)
    const event: Event =
      what === "passcode"
        ? { _tag: "AgentChangeCodeIssued", code }
        : what === "reminder"
          ? { _tag: "RequestReminded", delegationId: delegation.delegationId, reminders: 2 }
          : { _tag: "DelegationOpened", delegation: { ...delegation, origin, verification, state } }
    const notices = told(rules, [event])
    const shown = notices.map(({ params, template, to }) => [to.role, template, params.origin, params.at, params.state])
    const others = [
      ["agent", "NTC-12", undefined, undefined, "Active"],
      ["manager", "NTC-12", undefined, undefined, "Active"]
    ]
    switch (what) {
      case "passcode":
        return same(
          notices.map(({ params, template, to }) => [to.role, template, params.agentChangeCodeId, params.expiresAt]),
          [["consumer", "NTC-17", code.agentChangeCodeId, code.expiresAt]],
          "who is told what"
        )
      case "reminder":
        return same(
          notices.map(({ params, template, to }) => [to.role, template, params.reminder]),
          [
            ["agent", "NTC-12", 2],
            ["manager", "NTC-12", 2]
          ],
          "who is told what"
        )
      case "transfer":
        return same(shown, [["consumer", "NTC-16", undefined, undefined, "Requested"]], "who is told what")
      case "claim":
        return same(shown, [["consumer", "NTC-14", undefined, Sample.now, undefined], ...others], "who is told what")
      default:
        return same(shown, [["consumer", "NTC-13", what, undefined, undefined], ...others], "who is told what")
    }
  }
})

/** Who has not recorded a consent is told of it. @category laws */
export const recordedConsentsAreTold = make({
  id: "notice-recorded-consents-are-told",
  sentence:
    "a consumer is told of a consent that somebody else recorded, once; not of one of their own, nor beside the delegation that it came with",
  rules: ["CON-01", "NOT-02"],
  input: fc.record({
    by: fc.constantFrom("consumer", "agent", "service-center"),
    delegated: fc.boolean(),
    agency: fc.boolean()
  }),
  holds: ({ agency, by, delegated }, rules) => {
    const consent = Sample.consent(1, "Draft", {
      caseId: household.caseId,
      state: { _tag: "Draft", since: Sample.now },
      grantee: agency
        ? { _tag: "Agency", agencyId: Sample.agencyId(), agentId: Sample.agentId(1) }
        : { _tag: "Counselor", counselorId: Sample.userId }
    })
    const opened: Event = {
      _tag: "DelegationOpened",
      delegation: { ...delegation, consentId: consent.consentId, state: Sample.delegationState("Requested") }
    }
    const actor = by === "consumer" ? Sample.asConsumer(1) : by === "agent" ? Sample.asAgent(1) : Sample.serviceCenter
    const notices = rules.notice
      .fromEvents(
        [...(delegated ? [opened] : []), { _tag: "ConsentDrafted", consent }],
        facts,
        Sample.context({ actor })
      )
      .filter(({ to }) => to.role === "consumer")
    const { licence, name } = Sample.profile(1)
    return same(
      notices.map(({ params, template }) => [template, params]),
      by === "consumer" || delegated
        ? []
        : [
            [
              "NTC-14",
              {
                ...(agency
                  ? {
                      agentName: `${name.first} ${name.last}`,
                      agentLicence: licence.number,
                      agencyName: Sample.agency().publicName
                    }
                  : {}),
                what: "consent",
                by: actor._tag,
                at: Sample.now
              }
            ]
          ],
      "what the consumer is told"
    )
  }
})

/** Who has left an agency hears nothing of its clients. @category laws */
export const formerManagersHearNothing = make({
  id: "notice-former-managers-hear-nothing",
  sentence: "a manager is told of a client of the agency only while on its roster",
  rules: ["NOT-02"],
  input: fc.constantFrom(...(["Invited", "Active", "Inactive"] as const)),
  holds: (state, rules) => {
    const employment = new Map([[manager.employmentId as string, { ...manager, state }]])
    const known = factsOf({
      agent: new Map([0, 1].map((n) => [Sample.agentId(n) as string, Sample.agent(n)])),
      agency: new Map([[Sample.agencyId() as string, Sample.agency()]]),
      case: new Map([[household.caseId as string, household]]),
      employment
    })
    const opened = { ...delegation, state: Sample.delegationState("Requested") }
    const notices = rules.notice.fromEvents([{ _tag: "DelegationOpened", delegation: opened }], known, Sample.context())
    const told = notices.some(({ to }) => to.role === "manager")
    return same(told, state !== "Inactive", "whether the manager is told")
  }
})

/** A consumer is written to as the contact prefers. @category laws */
export const asPreferred = make({
  id: "notice-as-preferred",
  sentence:
    "a consumer without an e-mail address, or who prefers letters, gets letters, others mail; a passcode goes by mail all the same, and every notice to a consumer names the language of the contact",
  rules: ["NOT-02", "DEL-17"],
  input: fc.record({
    prefers: fc.constantFrom("email" as const, "phone" as const, "mail" as const),
    address: fc.boolean(),
    passcode: fc.boolean()
  }),
  holds: ({ address, passcode, prefers }, rules) => {
    const { email, ...contact } = household.primaryContact
    const primaryContact = {
      ...contact,
      ...(address && email !== undefined ? { email } : {}),
      preferredChannel: prefers
    }
    const known = factsOf({
      agent: new Map([0, 1].map((n) => [Sample.agentId(n) as string, Sample.agent(n)])),
      agency: new Map([[Sample.agencyId() as string, Sample.agency()]]),
      employment: new Map([[manager.employmentId as string, manager]]),
      case: new Map([[household.caseId as string, { ...household, primaryContact }]]),
      delegation: new Map([[delegation.delegationId as string, delegation]])
    })
    const event: Event = passcode
      ? { _tag: "AgentChangeCodeIssued", code: Sample.agentChangeCode(1, { caseId: household.caseId }) }
      : {
          ...{ _tag: "DelegationMoved", delegationId: delegation.delegationId, trigger: "remove", from: "Active" },
          to: delegation.state
        }
    const notices = rules.notice.fromEvents([event], known, Sample.context())
    const byMail = address && (passcode || prefers !== "mail")
    return all(
      same(
        notices.flatMap(({ channel, to }) => (to.role === "consumer" ? [[channel, to.email]] : [])),
        [[byMail ? "email" : "letter", byMail ? email : undefined]],
        "the channel to the consumer"
      ),
      same(
        notices.map(({ to }) => to.language),
        notices.map(({ to }) => (to.role === "consumer" ? contact.preferredLanguage : undefined)),
        "the language"
      )
    )
  }
})

/** The laws of this module. @category laws */
export const laws = [
  ...[changesAreTold, endsAreCounted, suspensionsAreExplained, newAgentsAreTold, formerManagersHearNothing],
  ...[recordedConsentsAreTold, asPreferred]
] as ReadonlyArray<Law>
