/**
 * Events of agents and their certifications with every notice that they call for, written by hand.
 *
 * @since 0.1.0
 */
import type { Agent } from "@agencybook/core/Agent"
import type { Certification } from "@agencybook/core/Certification"
import type { Event } from "@agencybook/core/Record"
import type { Item, ItemRecord } from "@agencybook/core/Requirement"
import { takenOver } from "@agencybook/core/Upkeep"
import * as Sample from "../Sample.ts"
import {
  agencyName,
  agent1,
  at,
  both,
  code,
  day,
  type Line,
  nobody,
  type Over,
  one,
  type Params,
  row,
  type Told
} from "./NoticePeople.ts"

type Step = Extract<Event, { readonly _tag: "CertificationMoved" }>["trigger"]
const step = (trigger: Step, to: Certification): Event => ({
  ...{ _tag: "CertificationMoved", agentId: one, trigger, from: "Pending", to }
})
const asIs = (over: Partial<Agent>): Over => ({ agent: [Sample.agent(1, over)] })
const term = { number: "5000000001", from: "2026-01-01", until: "2027-01-01" }
const suspended: Certification = {
  ...{ _tag: "Suspended", since: Sample.now, term: Sample.term, reason: "under-investigation" },
  ...{ until: day(90), reconsiderUntil: day(31) }
}

const certifications: ReadonlyArray<Told> = [
  ...(["submit", "reapply"] as const).map((trigger) =>
    row(
      trigger,
      step(trigger, at("Pending")),
      both("NTC-01", { answerFrom: "2026-03-06", answerThrough: "2026-03-10" })
    )
  ),
  row("renewed", step("recertify", at("Certified")), both("NTC-06", { ...term, renewed: "yes" })),
  row(
    "renewed while suspended",
    step("recertify", at("Suspended")),
    both("NTC-06", { ...term, renewed: "yes", suspended: "yes" })
  ),
  row("certified", step("certify", at("Certified")), both("NTC-06", term)),
  row(
    "certified, with a code for the agency",
    step("certify", at("Certified")),
    [
      ["NTC-06", "agent 1", { ...agent1, ...term }],
      ["NTC-06", "manager", { ...agent1, ...term, invitationId: code.invitationId }, "encrypted"]
    ],
    { invitation: [code] }
  ),
  row(
    "denied, and of no agency",
    {
      ...{ _tag: "CertificationMoved", agentId: Sample.agentId(4), trigger: "deny", from: "Pending" },
      to: at("Denied")
    },
    [["NTC-07", "agent 4", { agentName: "Annae Reyesae", agentLicence: "1H10004", reason: "voluntary" }]],
    { agent: [Sample.agent(4)] }
  ),
  row("denied", step("deny", at("Denied")), both("NTC-07", { reason: "voluntary" })),
  row(
    "suspended with days",
    step("suspend", suspended),
    both("NTC-09", {
      ...{ state: "Suspended", reason: "under-investigation", until: day(90), reconsiderUntil: day(31) },
      licenceUntil: day(30)
    }),
    asIs({ certification: suspended, licenceUntil: day(30) })
  ),
  row(
    "suspended without days",
    step("suspend", at("Suspended")),
    both("NTC-09", { state: "Suspended", reason: "under-investigation" })
  ),
  row("reinstated", step("reinstate", at("Certified")), both("NTC-09", { state: "Certified" })),
  row(
    "reinstated while clients can be moved",
    step("reinstate", at("Certified")),
    both("NTC-09", { state: "Certified" }),
    asIs({ dispositionUntil: day(30) })
  ),
  row(
    "over, with days for the clients",
    step("terminate-vested", at("TerminatedVested")),
    both("NTC-09", { state: "TerminatedVested", reason: "voluntary", clientsUntil: day(30) }),
    asIs({ certification: at("TerminatedVested"), dispositionUntil: day(30) })
  ),
  row(
    "over for cause",
    step("terminate-for-cause", at("TerminatedForCause")),
    both("NTC-09", { state: "TerminatedForCause", reason: "voluntary" })
  ),
  row(
    "over for cause, with a bar",
    step("terminate-for-cause", { ...at("TerminatedForCause"), barredUntil: day(30) } as ReturnType<typeof at>),
    both("NTC-09", { state: "TerminatedForCause", reason: "voluntary", barredUntil: day(30) })
  ),
  row(
    "a death",
    step("record-death", at("Deceased")),
    [["NTC-09", "manager", { ...agent1, state: "Deceased", clientsUntil: day(30) }]],
    asIs({ certification: at("Deceased"), dispositionUntil: day(30) })
  ),
  ...(["complete", "reopen"] as const).map((trigger) => row(trigger, step(trigger, at("Eligible")), nobody)),
  row(
    "a withdrawal by the office",
    step("withdraw", at("Withdrawn")),
    both("NTC-07", { state: "Withdrawn", reason: "withdrawn", by: "Exchange" })
  ),
  row(
    "a suspension that stays",
    { _tag: "ReconsiderationRecorded", agentId: one, outcome: "upheld" },
    both("NTC-09", {
      ...{ state: "Suspended", reason: "under-investigation", until: day(90), reconsideration: "upheld" }
    }),
    asIs({ certification: suspended })
  ),
  row("a suspension looked at again", { _tag: "ReconsiderationRecorded", agentId: one, outcome: "requested" }, nobody),
  row(
    "a suspension that was over before",
    { _tag: "ReconsiderationRecorded", agentId: one, outcome: "upheld" },
    both("NTC-09", { state: "Certified", reconsideration: "upheld" })
  )
]

type Move = Extract<Event, { readonly _tag: "EmploymentMoved" }>["trigger"]
const moving = (trigger: Move, review = false): Event => ({
  ...{ _tag: "EmploymentMoved", employmentId: Sample.employment(1).employmentId, trigger },
  to: { ...Sample.employment(1), ...(review ? { review: true } : {}) }
})
const associations: ReadonlyArray<Told> = [
  row("an invitation under review", moving("invite", true), both("NTC-01", { agencyName, review: "yes" })),
  row("an invitation", moving("invite"), nobody),
  row("an approval", moving("approve"), both("NTC-06", { agencyName, ...term })),
  row("an approval of nobody certified", moving("approve"), nobody, asIs({ certification: at("Suspended") })),
  row("a refusal", moving("decline"), both("NTC-07", { agencyName, reason: "association-declined" })),
  ...(["activate", "end-application", "withdraw", "set-inactive", "set-active"] as const).map((trigger) =>
    row(trigger, moving(trigger), nobody)
  )
]

const recorded = (
  item: Item,
  record: ItemRecord,
  result?: "passed" | "failed",
  exam = { attemptsUsed: 1, cycle: 1 },
  corrects?: "passed" | "failed"
): Event => ({
  ...{ _tag: "ChecklistRecorded", agentId: one, item },
  checklist: { items: { ...Sample.checklist().items, [item]: record }, exam },
  ...(result === undefined ? {} : { result }),
  ...(corrects === undefined ? {} : { corrects })
})
const applicant = asIs({ certification: at("Pending") })
const alone = (template: string, params: Params): ReadonlyArray<Line> => [
  [template, "agent 1", { ...agent1, ...params }]
]
const pending = (met: ReadonlyArray<Item>): Over =>
  asIs({ certification: { _tag: "Pending", since: Sample.now, checklist: Sample.checklist(met) } })
const reminded = (about: Extract<Event, { readonly _tag: "AgentReminded" }>["about"]): Event => ({
  ...{ _tag: "AgentReminded", agentId: one, about, on: Sample.today }
})
const upkeep = {
  ...takenOver,
  items: {
    ...takenOver.items,
    "agreement-signed": { state: "Met", until: day(40) },
    "exam-passed": { state: "Met", until: day(50) },
    "training-complete": { state: "Expired" }
  }
} as const
const kept = asIs({ certification: { _tag: "Certified", since: Sample.now, term: Sample.term, upkeep } })

const checklists: ReadonlyArray<Told> = [
  row("a licence that is good", recorded("licence-validated", { state: "Met" }), alone("NTC-02", {}), applicant),
  row("a licence that is good still", recorded("licence-validated", { state: "Met" }), nobody),
  row("a licence that is not good", recorded("licence-validated", { state: "Failed" }), nobody, applicant),
  row("an exam passed", recorded("exam-passed", { state: "Met" }, "passed"), alone("NTC-03", { result: "passed" })),
  row(
    "an exam failed",
    recorded("exam-passed", { state: "InProgress" }, "failed"),
    alone("NTC-03", { result: "failed", triesLeft: 2, restarts: "no" })
  ),
  row(
    "an exam failed for the last time",
    recorded("exam-passed", { state: "NotStarted" }, "failed", { attemptsUsed: 0, cycle: 2 }),
    alone("NTC-03", { result: "failed", triesLeft: 3, restarts: "yes" })
  ),
  row(
    "an exam that was passed after all",
    recorded("exam-passed", { state: "Met" }, "passed", undefined, "failed"),
    alone("NTC-03", { result: "passed", corrects: "failed" })
  ),
  row(
    "an exam that was not passed after all",
    recorded("exam-passed", { state: "InProgress" }, "failed", undefined, "passed"),
    alone("NTC-03", { result: "failed", corrects: "passed", triesLeft: 2, restarts: "no" })
  ),
  row(
    "an exam that was never taken",
    recorded("exam-passed", { state: "NotStarted" }, undefined, { attemptsUsed: 0, cycle: 1 }, "passed"),
    alone("NTC-03", { result: "none", corrects: "passed" })
  ),
  row("an exam waived", recorded("exam-passed", { state: "Waived" }), nobody),
  row("a fee that is due", recorded("fee-paid", { state: "InProgress" }), alone("NTC-04", {})),
  row("a fee that is paid", recorded("fee-paid", { state: "Met" }), nobody),
  row(
    "an amendment to sign",
    recorded("agreement-signed", { state: "Met", signBy: day(30) }),
    alone("NTC-04", { signBy: day(30) })
  ),
  row("an agreement that is over", recorded("agreement-signed", { state: "Expired", signBy: day(30) }), nobody),
  row("an agreement that is signed", recorded("agreement-signed", { state: "Met" }), nobody),
  ...(["lms-invited", "training-complete", "voter-registration-training"] as const).map((item) =>
    row(item, recorded(item, { state: "Met" }), nobody)
  ),
  row(
    "what is open, all of it",
    reminded("pending"),
    both("NTC-05", {
      items:
        "licence-validated lms-invited training-complete exam-passed fee-paid agreement-signed voter-registration-training",
      ...{ answerFrom: "2026-03-06", answerThrough: "2026-03-10" }
    }),
    pending([])
  ),
  row(
    "what is open behind the licence",
    reminded("pending"),
    both("NTC-05", { items: "exam-passed fee-paid agreement-signed voter-registration-training" }),
    pending(["licence-validated", "lms-invited", "training-complete"])
  ),
  row("what is open for nobody", reminded("pending"), nobody),
  row("a renewal", reminded("renewal"), both("NTC-08", { until: "2027-01-01", items: "" })),
  row(
    "a renewal with items",
    reminded("renewal"),
    both("NTC-08", { until: "2027-01-01", items: "training-complete exam-passed agreement-signed" }),
    kept
  ),
  row("a licence that ends", reminded("licence"), both("NTC-26", { what: "licence", ends: "2027-07-01" })),
  row("an agreement that ends", reminded("agreement"), both("NTC-26", { what: "agreement", ends: day(40) }), kept),
  row("a year that ends", reminded("yearly"), both("NTC-26", { what: "yearly", ends: day(50) }), kept),
  row("an agreement without an end", reminded("agreement"), nobody),
  row(
    "a term that is over",
    { _tag: "TermEnded", agentId: one, until: day(60) },
    both("NTC-08", {
      until: "2027-01-01",
      items: "training-complete exam-passed agreement-signed",
      renewUntil: day(60)
    }),
    kept
  ),
  row(
    "a term that is over for somebody who is not certified",
    { _tag: "TermEnded", agentId: one, until: day(60) },
    both("NTC-08", { renewUntil: day(60) }),
    asIs({ certification: at("TerminatedVested") })
  )
]

/** What is told of agents. */
export const table: ReadonlyArray<Told> = [...certifications, ...associations, ...checklists]
