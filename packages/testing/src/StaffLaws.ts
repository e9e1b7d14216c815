/**
 * Laws of admin staff: added once, approved by the exchange, as good as their record, and never more than helpers.
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import { type Capability, permissions } from "@agencybook/core/Capability"
import { machine as certificationMachine, type State } from "@agencybook/core/Certification"
import * as Id from "@agencybook/core/Id"
import type { Policy } from "@agencybook/core/Policy"
import { all as presets } from "@agencybook/core/PolicyPreset"
import { type Command, type Facts, machine, type Staff } from "@agencybook/core/Staff"
import * as fc from "fast-check"
import { casework } from "./AuthorityTable.ts"
import { evidenceOf, ofFirstLevel as first, isWithheld, judge, moment } from "./internal/AuthorityQuestions.ts"
import { sentLink } from "./internal/SentLink.ts"
import { acceptedAs, all, broken, eventsOf, idle, type Law, make, refusedAs, same } from "./Law.ts"
import type { Rules } from "./Rules.ts"
import * as Sample from "./Sample.ts"

const agencyId = Sample.agencyId()
const { userId } = Sample.staff()
const { email, name } = Sample.staff()
const add: Command = { _tag: "AddStaff", agencyId, userId, details: { name, email }, level: 2 }
const states = machine.states
const oneOf = <const A>(...values: ReadonlyArray<A>) => fc.constantFrom(...values)
const policies = oneOf(...presets)

const decide = (rules: Rules, command: Command, facts: Facts, policy: Policy = Sample.policy()) =>
  rules.staff.decide(command, facts, Sample.context({ policy }))

/** A manager adds a person once. @category laws */
export const aPersonIsAddedOnce = make({
  id: "staff-a-person-is-added-once",
  sentence:
    "a helper is added with a login and an address that no other staff has, who is no agent; after a role that ended without fault a new one begins",
  rules: ["STF-05", "STF-07", "STF-04"],
  runs: 400,
  input: fc.record({
    before: oneOf("none" as const, "none" as const, ...states),
    address: oneOf("free", "own", "taken" as const),
    agent: oneOf<"none" | State>("none", "none", "none", ...certificationMachine.states)
  }),
  holds: ({ address, agent, before }, rules) => {
    const past = { trainedOn: Sample.today, staffNumber: "AB12" as NonNullable<Staff["staffNumber"]> }
    const staff = before === "none" ? undefined : Sample.staff(0, { approval: Sample.approval(before), ...past })
    const sameEmail = { free: undefined, own: Sample.staff(0), taken: Sample.staff(7) }[address]
    const agents = agent === "none" ? [] : [Sample.agent(3, { certification: Sample.certification(agent) })]
    const answer = decide(rules, add, { staff, sameEmail, agents })
    if (before !== "none" && before !== "Denied" && before !== "Terminated")
      return refusedAs(answer, "StaffExists", "STF-07")
    if (address === "taken") return refusedAs(answer, "StaffEmailInUse", "STF-07")
    const over = ["none", "Denied", "Withdrawn", "Discarded", "TerminatedVested", "TerminatedForCause", "Deceased"]
    if (!over.includes(agent)) return refusedAs(answer, "PersonIsAgent", "STF-04")
    const approval = { _tag: "Pending", since: Sample.now }
    const added = { name, email, userId, agencyId, level: 2, approval, activity: "Active" }
    return acceptedAs(answer, [{ _tag: "StaffAdded", staff: added }])
  }
})

const steps = {
  RecordStaffTraining: ["Pending", "Eligible", "Approved"],
  ApproveStaff: ["Pending", "Eligible"],
  DenyStaff: ["Pending", "Eligible"],
  SetStaffLevel: ["Pending", "Eligible", "Approved"],
  SetStaffInactive: ["Pending", "Eligible", "Approved"],
  SetStaffActive: ["Pending", "Eligible", "Approved"],
  TerminateStaff: ["Pending", "Eligible", "Approved"],
  ForCause: ["Approved"]
} as const
type StepName = keyof typeof steps
const inAnyOpenState: ReadonlyArray<StepName> = [
  ...(["RecordStaffTraining", "SetStaffLevel", "SetStaffInactive", "SetStaffActive"] as const)
]

const why = "training-missing"
const commandOf = (step: StepName): Command => {
  switch (step) {
    case "RecordStaffTraining":
      return { _tag: step, userId, on: Sample.today }
    case "DenyStaff":
      return { _tag: step, userId, reason: why }
    case "SetStaffLevel":
      return { _tag: step, userId, level: 2 }
    case "TerminateStaff":
      return { _tag: step, userId, forCause: false, reason: why }
    case "ForCause":
      return { _tag: "TerminateStaff", userId, forCause: true, reason: "breach" }
    default:
      return { _tag: step, userId }
  }
}

const since = Sample.now
/** What a step makes of a helper at level 1 who is active. */
const madeOf: { readonly [S in StepName]: (staff: Staff) => Staff } = {
  RecordStaffTraining: (staff) => ({
    ...staff,
    trainedOn: Sample.today,
    ...(staff.approval._tag === "Pending" ? { approval: { _tag: "Eligible", since } } : {})
  }),
  ApproveStaff: (staff) => ({
    ...staff,
    approval: { _tag: "Approved", since },
    link: sentLink({ invitationId: Id.derive(Sample.context().commandId, 0) })
  }),
  DenyStaff: (staff) => ({ ...staff, approval: { _tag: "Denied", since, reason: why } }),
  SetStaffLevel: (staff) => ({ ...staff, level: 2 }),
  SetStaffInactive: (staff) => ({ ...staff, activity: "Inactive" }),
  SetStaffActive: (staff) => staff,
  TerminateStaff: (staff) => ({ ...staff, approval: { _tag: "Terminated", since, reason: why } }),
  ForCause: (staff) => ({ ...staff, approval: { _tag: "TerminatedForCause", since, reason: "breach" } })
}

/** Every step of staff answers as told. @category laws */
export const everyStepIsTold = make({
  id: "staff-every-step-is-told",
  sentence: "every step of a helper leads where the table says, or is refused; nobody unknown is moved",
  rules: ["STF-05", "STF-01"],
  runs: 600,
  fixes: ["staffTraining"],
  input: fc.record({
    step: oneOf(...(Object.keys(steps) as ReadonlyArray<StepName>)),
    state: oneOf("unknown" as const, ...states)
  }),
  holds: ({ state, step }, rules) => {
    const staff = state === "unknown" ? undefined : Sample.staff(0, { approval: Sample.approval(state) })
    const answer = decide(rules, commandOf(step), { staff })
    if (staff === undefined) return refusedAs(answer, "UnknownStaff", "STF-05")
    const code = inAnyOpenState.includes(step) ? "StaffRoleOver" : "NotAllowedFrom"
    if (!(steps[step] as ReadonlyArray<string>).includes(state)) return refusedAs(answer, code, "STF-05")
    const after = eventsOf(answer).reduce<Staff>((one, event) => rules.staff.evolve(one, event), staff)
    return all(same(answer._tag, "Accepted"), same(after, madeOf[step](staff), "the helper after the step"))
  }
})

/** Training comes before approval where the exchange asks for it. @category laws */
export const trainingComesFirst = make({
  id: "staff-training-comes-first",
  sentence:
    "where the exchange asks for training nobody is approved without it, and no training counts before it has taken place",
  rules: ["STF-05"],
  input: fc.record({ asked: fc.boolean(), days: fc.constantFrom(-1, 0, 1), late: fc.boolean(), trained: fc.boolean() }),
  holds: ({ asked, days, late, trained }, rules) => {
    // The last hour of the exchange's day, which is the next day elsewhere.
    const evening = Dates.plusHours(Dates.startOf(Dates.plusDays(Sample.today, 1), Sample.policy().timeZone), -1)
    const policy = { ...Sample.policy(), staffTraining: asked }
    const staff = Sample.staff(0, {
      approval: Sample.approval(trained ? "Eligible" : "Pending"),
      ...(trained ? { trainedOn: Sample.today } : {})
    })
    const approved = decide(rules, { _tag: "ApproveStaff", userId }, { staff }, policy)
    const on = Dates.plusDays(Sample.today, days)
    const at = late ? evening : Sample.now
    const record: Command = { _tag: "RecordStaffTraining", userId, on }
    const training = rules.staff.decide(record, { staff }, Sample.context({ at, policy }))
    return all(
      asked && !trained
        ? refusedAs(approved, "StaffTrainingMissing", "STF-05")
        : same(approved._tag, "Accepted", "the approval"),
      days > 0
        ? refusedAs(training, "StaffTrainingInFuture", "STF-05")
        : same(training._tag, "Accepted", "the training")
    )
  }
})

/** The exchange gives a number, and each once. @category laws */
export const oneNumberEach = make({
  id: "staff-one-number-each",
  sentence: "the exchange approves a helper with a number for the telephone that nobody else has, or without one",
  rules: ["STF-08"],
  fixes: ["staffTraining"],
  input: fc.record({ given: fc.boolean(), taken: fc.boolean() }),
  holds: ({ given, taken }, rules) => {
    const staffNumber = "A1234" as NonNullable<Staff["staffNumber"]>
    const staff = Sample.staff(0, { approval: Sample.approval("Eligible") })
    const sameNumber = given && taken ? Sample.staff(7, { staffNumber }) : undefined
    const command: Command = { _tag: "ApproveStaff", userId, ...(given ? { staffNumber } : {}) }
    const answer = decide(rules, command, { staff, sameNumber })
    if (given && taken) return refusedAs(answer, "StaffNumberInUse", "STF-08")
    const [event] = eventsOf(answer)
    if (event === undefined) return broken("nobody was approved")
    return same(rules.staff.evolve(staff, event).staffNumber, given ? staffNumber : undefined, "the number")
  }
})

/** Whoever is staff becomes an agent only afterwards. @category laws */
export const agentAfterTheRole = make({
  id: "staff-become-agents-after-their-role",
  sentence: "whoever has an open staff role becomes no agent by any way; once the role is over, it is no obstacle",
  rules: ["STF-07"],
  input: fc.record({ state: oneOf(...states), way: oneOf("add", "open", "roster" as const) }),
  holds: ({ state, way }, rules) => {
    const staff = Sample.staff(0, { approval: Sample.approval(state) })
    const [agentId, context, profile] = [Sample.agentId(1), Sample.context(), Sample.profile(1)]
    const free = { sameNpn: undefined, sameEmail: undefined }
    const none = { agent: undefined, employment: undefined, openEmployment: undefined, sameLicence: undefined, ...free }
    const counts = { openDelegations: 0, otherManager: true, isManager: false }
    const nobody = {
      agency: undefined,
      sameFein: undefined,
      ...free,
      manager: undefined,
      managerEmployment: undefined
    }
    const incoming = {
      agentId,
      agencyId,
      profile,
      manager: true,
      certification: { state: "Certified" as const, term: Sample.term },
      employment: "Active" as const
    }
    const ways = {
      add: () =>
        rules.employment.decide(
          { _tag: "AddAgent", agencyId, agentId, profile },
          { ...none, ...counts, staff },
          context
        ),
      open: () =>
        rules.agency.decide(
          { _tag: "OpenAgency", agencyId, details: Sample.details(), managerId: agentId, manager: profile },
          { ...nobody, openEmployment: undefined, staff },
          context
        ),
      roster: () =>
        rules.migration.decide(
          { _tag: "RecordRoster", agencies: [{ agencyId, details: Sample.details() }], agents: [incoming] },
          {
            agency: () => undefined,
            agencyByFein: () => undefined,
            knowsAgent: () => false,
            knowsLicence: () => false,
            knowsNpn: () => false,
            knowsEmail: () => false,
            staff: () => staff
          },
          context
        )
    }
    const answer = ways[way]()
    return state === "Pending" || state === "Eligible" || state === "Approved"
      ? refusedAs(answer, "StaffRoleOpen", "STF-07")
      : same(answer._tag, "Accepted")
  }
})

const second: ReadonlyArray<Capability> = ["complete-agency", "add-agent", "set-agent-activity", "transfer-book"]

/** The record says what a helper may do. @category laws */
export const theRecordDecides = make({
  id: "staff-the-record-decides",
  sentence:
    "a helper works at the recorded level or below it, whatever the host says, and only while approved, active and in the agency of the record",
  rules: ["STF-01", "STF-02", "STF-03", "STF-05", "STF-07"],
  runs: 1_500,
  input: fc.record({
    capability: oneOf(...first, ...second),
    claimed: oneOf("staff-1", "staff-2" as const),
    level: oneOf(1, 2 as const),
    state: oneOf("Approved" as const, "Approved" as const, "Approved" as const, ...states),
    lost: oneOf("nothing", "nothing", "nothing", "activity", "agency", "login", "record" as const)
  }),
  holds: ({ capability, claimed, level, lost, state }, rules) => {
    if (isWithheld(capability, "staff-1", claimed)) return idle
    const recorded = Sample.staff(lost === "login" ? 1 : 0, {
      level,
      approval: Sample.approval(state),
      activity: lost === "activity" ? "Inactive" : "Active",
      agencyId: Sample.agencyId(lost === "agency" ? 3 : 0)
    })
    const evidence = { ...evidenceOf(claimed), staff: lost === "record" ? undefined : recorded }
    const ruling = judge(rules, { capability, role: claimed, target: "agency" }, evidence)
    const effective = claimed === "staff-2" && (lost === "record" || level === 2) ? "staff-2" : "staff-1"
    if (effective === "staff-1" && second.includes(capability)) return refusedAs(ruling, "NotPermitted", "SEC-01")
    if (state !== "Approved" || lost !== "nothing") return refusedAs(ruling, "StaffWithoutApproval", "STF-05")
    return same(ruling._tag === "Granted" && ruling.role, effective, "the role")
  }
})

/** Level 2 has all of level 1. @category laws */
export const levelsNest = make({
  id: "staff-levels-nest",
  sentence: "under every policy a helper of level 2 may do all that level 1 may",
  rules: ["STF-01"],
  runs: 1_500,
  input: fc.record({ policy: policies, capability: oneOf(...first, "answer-request"), target: oneOf("own", "agency") }),
  holds: ({ capability, policy, target }, rules) => {
    const at = { ...moment(), policy }
    const ask = (role: "staff-1" | "staff-2") => judge(rules, { capability, role, target }, evidenceOf(role), at)
    return ask("staff-1")._tag === "Granted" ? same(ask("staff-2")._tag, "Granted", capability) : { _tag: "Idle" }
  }
})

/** Staff never choose a plan. @category laws */
export const neverAPlan = make({
  id: "staff-never-choose-a-plan",
  sentence:
    "under every policy no helper chooses a plan, and no helper has a book, a commission or a case of their own",
  rules: ["STF-04"],
  input: fc.record({
    policy: policies,
    capability: oneOf<Capability>("choose-plan", "view-own-book", "export-book", "relinquish-delegation"),
    role: oneOf("staff-1", "staff-2" as const),
    target: oneOf("own", "agency", "none")
  }),
  holds: ({ capability, policy, role, target }, rules) =>
    refusedAs(
      // A second factor opens none of it either.
      judge(rules, { capability, role, target }, evidenceOf(role), { ...moment(), policy }, { secondFactor: true }),
      "NotPermitted",
      "SEC-01"
    )
})

// As the table has it by hand and as core has it marked: a mark that is lost and one that is new are both asked about.
const marked = (Object.keys(permissions) as ReadonlyArray<Capability>).filter((one) => permissions[one].casework)
const worked = Array.from(new Set([...casework, ...marked]))

/** Helpers help an agent who holds the case. @category laws */
export const onlyCasesHeld = make({
  id: "staff-only-cases-held",
  sentence:
    "managers and staff work on a case only while an agent of their agency holds it who may act; others hold nothing for them",
  rules: ["STF-06"],
  runs: 800,
  input: fc.record({
    asked: oneOf(
      ...worked.flatMap((capability) =>
        (["staff-1", "staff-2", "manager"] as const).flatMap((role) =>
          role in permissions[capability].roles ? [{ capability, role }] : []
        )
      )
    ),
    holder: oneOf("good", "nobody", "suspended", "inactive", "another", "elsewhere" as const)
  }),
  holds: ({ asked, holder }, rules) => {
    if (isWithheld(asked.capability, asked.role)) return idle
    const delegate = {
      good: Sample.member(4),
      nobody: undefined,
      suspended: Sample.member(4, { certification: Sample.certification("Suspended") }),
      inactive: Sample.member(4, { employment: "Inactive" }),
      another: Sample.member(5),
      elsewhere: Sample.member(4, { agency: 7 })
    }[holder]
    const ruling = judge(rules, { ...asked, target: "agency" }, { ...evidenceOf(asked.role), delegate })
    return holder === "good" ? same(ruling._tag, "Granted", holder) : refusedAs(ruling, "CaseNotHeld", "STF-06")
  }
})

/** What a policy gives to staff. @category laws */
export const knobsAreHonoured = make({
  id: "staff-knobs-are-honoured",
  sentence:
    "staff answer requests, submit applications, call the service center and disable staff exactly as far as the policy says",
  rules: ["STF-02", "STF-03", "STF-08"],
  runs: 1_000,
  input: fc.record({
    capability: oneOf<Capability>(
      ...(["answer-request", "view-requests", "submit-application"] as const),
      ...(["call-service-center", "set-staff-inactive"] as const)
    ),
    role: oneOf("staff-1", "staff-2" as const),
    answers: oneOf("none", "level-2", "both" as const),
    calls: oneOf("no", "with-number", "yes" as const),
    submits: fc.boolean(),
    disables: fc.boolean(),
    numbered: fc.boolean()
  }),
  holds: ({ answers, calls, capability, disables, numbered, role, submits }, rules) => {
    const policy: Policy = {
      ...Sample.policy(),
      staffMayAnswerRequests: answers,
      staffMayCallServiceCenter: calls,
      staffMaySubmitApplication: submits,
      staffMayDisableStaff: disables
    }
    const level = role === "staff-2" ? 2 : 1
    const staffNumber = "A1234" as NonNullable<Staff["staffNumber"]>
    const staff = Sample.staff(0, { level, ...(numbered ? { staffNumber } : {}) })
    const ruling = judge(
      rules,
      { capability, role, target: "agency" },
      { ...evidenceOf(role), staff },
      {
        ...moment(),
        policy
      }
    )
    const granted: { readonly [C in Capability]?: boolean } = {
      "view-requests": answers === "both" || (answers === "level-2" && level === 2),
      "answer-request": answers === "both" || (answers === "level-2" && level === 2),
      "submit-application": submits,
      "call-service-center": calls === "yes" || (calls === "with-number" && numbered),
      "set-staff-inactive": disables && level === 2
    }
    return granted[capability] === true
      ? same(ruling._tag, "Granted", capability)
      : refusedAs(ruling, "NotPermitted", "SEC-01")
  }
})

/** The laws of this module. @category laws */
export const laws = [
  aPersonIsAddedOnce,
  everyStepIsTold,
  trainingComesFirst,
  oneNumberEach,
  agentAfterTheRole,
  theRecordDecides,
  levelsNest,
  neverAPlan,
  onlyCasesHeld,
  knobsAreHonoured
] as ReadonlyArray<Law>
