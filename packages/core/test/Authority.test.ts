import { assert, describe, it } from "@effect/vitest"
import type { Actor } from "../src/Actor.ts"
import * as Authority from "../src/Authority.ts"
import * as Dates from "../src/CalendarDate.ts"
import * as Capability from "../src/Capability.ts"
import * as Certification from "../src/Certification.ts"
import { type Consent, noConsent } from "../src/Consent.ts"
import * as Id from "../src/Id.ts"
import { calheers as policy } from "../src/Policy.ts"
import { georgia } from "../src/PolicyPreset.ts"
import * as Sample from "./fixture/sample.ts"

const moment: Authority.Moment = { at: Sample.now, day: Sample.today, policy }
const userId = Id.make<Id.UserId>("u-1")

/**
 * How far each role reaches, by hand: nothing, own records, the own agency, everything. What hangs on a knob: `(ca)` the
 * own agency in California, `(g)` the own agency in Georgia, `(s)` everything where the scheduler certifies.
 */
type Cell = "-" | "own" | "agc" | "all" | "(ca)" | "(g)" | "(s)"
const roles = "consumer applicant agent manager staff-1 staff-2 counselor service-center exchange system".split(" ")
const matrix: Readonly<Record<Capability.Capability, string>> = {
  // prettier-ignore                        CON  APP  AGT  MGR  L1   L2   ASR  SCR  EXA  SYS
  "open-agency": /*              P-01 */ "  -    all  -    -    -    -    -    -    all  -  ",
  "list-agencies": /*            P-02 */ "  -    -    -    -    -    -    -    -    all  all",
  "view-agency": /*              P-02 */ "  -    -    -    agc  agc  agc  -    all  all  -  ",
  "complete-agency": /*          P-04 */ "  -    -    -    agc  -    agc  -    -    all  -  ",
  "edit-agency": /*              P-03 */ "  -    -    -    agc  -    agc  -    -    all  -  ",
  "name-signer": /*              P-04 */ "  -    -    -    agc  -    -    -    -    all  -  ",
  "sign-agreement": /*           P-04 */ "  -    -    -    agc  -    -    -    -    all  all",
  "request-agency-change": /*     P-05 */ "  -    -    -    agc  -    -    -    -    all  -  ",
  "review-agency-change": /*      P-05 */ "  -    -    -    -    -    -    -    -    all  -  ",
  "run-agency-daily": /*         P-06 */ "  -    -    -    -    -    -    -    -    all  all",
  "certify-agency": /*           P-06 */ "  -    -    -    -    -    -    -    -    all  -  ",
  "view-roster": /*              P-07 */ "  -    -    -    agc  agc  agc  -    all  all  -  ",
  "view-agent": /*               P-07 */ "  -    -    own  agc  agc  agc  -    -    all  -  ",
  "add-agent": /*                P-08 */ "  -    -    -    agc  -    agc  -    -    all  -  ",
  "set-agent-activity": /*       P-10 */ "  -    -    -    agc  -    agc  -    -    all  -  ",
  "change-managers": /*          P-10 */ "  -    -    -    agc  -    -    -    -    all  -  ",
  "add-staff": /*                P-12 */ "  -    -    -    agc  -    -    -    -    -    -  ",
  "view-staff": /*               P-12 */ "  -    -    -    agc  -    agc  -    -    all  -  ",
  "approve-staff": /*            P-13 */ "  -    -    -    -    -    -    -    -    all  -  ",
  "record-staff-training": /*    P-13 */ "  -    -    -    -    -    -    -    -    all  all",
  "set-staff-active": /*         P-14 */ "  -    -    -    agc  -    -    -    -    all  -  ",
  "set-staff-inactive": /*       P-14 */ "  -    -    -    agc  -    (g)  -    -    all  -  ",
  "terminate-staff": /*          P-14 */ "  -    -    -    agc  -    -    -    -    all  -  ",
  "submit-agency": /*            P-01 */ "  -    -    -    agc  -    -    -    -    all  -  ",
  "invite-agent": /*             P-08 */ "  -    -    -    agc  -    agc  -    -    all  -  ",
  "issue-delegation-code": /*    P-08 */ "  -    -    -    agc  -    -    -    -    -    -  ",
  "claim-invitation": /*         P-08 */ "  -    all  -    -    -    -    -    -    -    -  ",
  "reapply-agent": /*            P-08 */ "  -    -    -    agc  -    -    -    -    all  -  ",
  "withdraw-agent": /*           P-11 */ "  -    -    own  agc  -    -    -    -    all  -  ",
  "certify-agent": /*            P-11 */ "  -    -    -    -    -    -    -    -    all  -  ",
  "give-certification": /*       P-11 */ "  -    -    -    -    -    -    -    -    all  (s)",
  "suspend-agent": /*            P-11 */ "  -    -    -    -    -    -    -    -    all  all",
  "record-licence": /*           P-11 */ "  -    -    -    -    -    -    -    -    all  all",
  "report-agent-change": /*      P-09 */ "  -    -    own  agc  -    agc  -    -    all  -  ",
  "edit-agent-profile": /*       P-09 */ "  -    -    own  agc  -    agc  -    -    all  -  ",
  "change-agent-login": /*       P-09 */ "  -    -    own  -    -    -    -    -    all  -  ",
  "lock-agent": /*               P-09 */ "  -    -    own  -    -    -    -    -    all  all",
  "unlock-agent": /*             P-09 */ "  -    -    -    -    -    -    -    -    all  all",
  "recertify-agent": /*          P-11 */ "  -    -    -    -    -    -    -    -    all  all",
  "request-reconsideration": /*  P-11 */ "  -    -    own  -    -    -    -    -    all  -  ",
  "run-certification-daily": /*  P-11 */ "  -    -    -    -    -    -    -    -    all  all",
  "search-directory": /*         P-15 */ "  all  all  all  -    -    -    all  all  all  all",
  "request-delegation": /*       P-15 */ "  own  -    -    -    -    -    -    all  -    -  ",
  "delegate-by-phone": /*        P-15 */ "  -    -    -    -    -    -    -    all  -    -  ",
  "delegate-by-code": /*         P-15 */ "  own  -    -    -    -    -    -    -    -    -  ",
  "start-application": /*        P-17 */ "  -    -    own  -    agc  agc  own  -    -    -  ",
  "begin-application": /*        P-17 */ "  own  -    -    -    -    -    -    all  -    -  ",
  "claim-case": /*               P-25 */ "  -    -    own  -    -    -    own  -    -    -  ",
  "change-agent-by-passcode": /* P-25 */ "  -    -    own  -    -    -    -    -    -    -  ",
  "remind-requests": /*          P-16 */ "  -    -    -    -    -    -    -    -    -    all",
  "grant-consent": /*            P-15 */ "  own  -    own  -    -    -    -    all  -    -  ",
  "rescind-consent": /*          P-22 */ "  own  -    -    -    -    -    -    all  all  -  ",
  "expire-consents": /*          P-22 */ "  -    -    -    -    -    -    -    -    -    all",
  "review-application": /*       P-19 */ "  own  -    own  -    -    -    -    all  -    -  ",
  "view-consents": /*            P-34 */ "  own  -    own  -    -    -    -    all  all  -  ",
  "answer-request": /*           P-16 */ "  -    -    own  -    (g)  (g)  own  -    -    -  ",
  "view-requests": /*            P-16 */ "  -    -    own  agc  (g)  (g)  own  -    all  -  ",
  "expire-request": /*           P-16 */ "  -    -    -    -    -    -    -    -    -    all",
  "update-application": /*       P-18 */ "  own  -    own  agc  agc  agc  own  all  -    -  ",
  "submit-application": /*       P-19 */ "  own  -    own  agc  (ca) (ca) own  all  -    -  ",
  "choose-plan": /*              P-20 */ "  own  -    own  agc  -    -    own  all  -    -  ",
  "upload-consumer-document": /* P-21 */ "  own  -    own  agc  agc  agc  own  all  -    -  ",
  "call-service-center": /*      P-32 */ "  own  -    own  agc  agc  agc  own  -    -    -  ",
  "remove-delegation": /*        P-22 */ "  own  -    -    -    -    -    -    all  all  -  ",
  "relinquish-delegation": /*    P-22 */ "  -    -    own  agc  -    -    own  -    -    -  ",
  "transfer-book": /*            P-23 */ "  -    -    -    agc  -    agc  -    -    all  -  ",
  "apply-due-transfers": /*      P-23 */ "  -    -    -    -    -    -    -    -    all  all",
  "answer-transfer": /*          P-24 */ "  own  -    -    -    -    -    -    all  -    -  ",
  "submit-transfer": /*          P-24 */ "  -    -    own  agc  -    -    -    -    all  -  ",
  "review-transfer": /*          P-24 */ "  -    -    -    -    -    -    -    -    all  -  ",
  "view-own-book": /*            P-26 */ "  -    -    own  -    -    -    own  -    all  -  ",
  "view-agency-book": /*         P-27 */ "  -    -    -    agc  agc  agc  -    -    all  -  ",
  "view-exchange-figures": /*    P-27 */ "  -    -    -    -    -    -    -    -    all  -  ",
  "export-book": /*              P-28 */ "  -    -    own  agc  -    -    -    -    all  -  ",
  "view-commissions": /*         P-28 */ "  -    -    own  agc  -    -    -    -    all  -  ",
  "return-discrepancies": /*     P-28 */ "  -    -    own  -    -    -    -    -    -    -  ",
  "view-discrepancies": /*       P-28 */ "  -    -    own  agc  -    -    -    -    all  -  ",
  "answer-discrepancies": /*     P-28 */ "  -    -    -    -    -    -    -    -    all  -  ",
  "complete-export": /*          P-28 */ "  -    -    own  agc  -    -    -    -    all  all",
  "view-exports": /*             P-34 */ "  -    -    own  agc  -    -    -    -    all  -  ",
  "ask-for-access-code": /*      P-29 */ "  own  -    -    -    -    -    all  -    -    all",
  "issue-access-code": /*        P-30 */ "  -    -    -    -    -    -    -    all  all  all",
  "revoke-access": /*            P-30 */ "  -    -    -    -    -    -    -    all  all  -  ",
  "redeem-access-code": /*       P-31 */ "  own  all  -    -    -    -    -    -    -    -  ",
  "act-for-agent": /*            P-27 */ "  -    -    -    agc  -    -    -    -    -    -  ",
  "run-extranet-onboarding": /*  P-33 */ "  -    -    -    -    -    -    -    -    all  all",
  "run-extranet-daily": /*       P-33 */ "  -    -    -    -    -    -    -    -    all  all",
  "use-extranet": /*             P-33 */ "  -    -    own  -    -    -    -    -    -    all",
  "reset-extranet": /*           P-33 */ "  -    all  own  -    -    -    -    all  all  -  ",
  "make-extract": /*             P-28 */ "  -    -    -    -    -    -    -    -    all  all",
  "view-delegation-history": /*  P-34 */ "  own  -    own  agc  -    -    -    all  all  -  ",
  "view-past-delegations": /*    P-34 */ "  -    -    own  agc  -    -    own  -    all  -  ",
  "view-audit": /*               P-34 */ "  -    -    own  agc  -    -    own  -    all  -  ",
  "view-case-audit": /*          P-34 */ "  own  -    -    -    -    -    -    all  all  -  ",
  "change-agent-of-record": /*   P-24 */ "  -    -    -    -    -    -    -    -    all  -  ",
  "report-agents-of-record": /*  P-34 */ "  -    -    -    -    -    -    -    -    all  all",
  "read-carrier-changes": /*     P-34 */ "  -    -    -    -    -    -    -    -    all  all",
  "keep-entities": /*            P-06 */ "  -    -    -    -    -    -    -    -    all  -  ",
  "keep-counselors": /*          P-11 */ "  -    -    -    -    -    -    -    -    all  -  ",
  "view-entities": /*            P-07 */ "  -    -    -    -    -    -    -    all  all  -  ",
  "record-feed": /*              P-34 */ "  -    -    -    -    -    -    -    -    -    all"
}
const cellsOf = (capability: Capability.Capability) => matrix[capability].trim().split(/\s+/) as ReadonlyArray<Cell>

const of = (agency: number, n: number): Required<Authority.Target> => ({
  ...{ agencyId: Sample.agencyId(agency), agentId: Sample.agentId(n), caseId: Sample.caseId(n) },
  counselorId: Sample.counselor(n).counselorId
})
/** What the question is about: the actor, somebody else of the agency, a stranger, or nothing in particular. */
const relations = {
  own: of(0, 1),
  agency: of(0, 4),
  foreign: of(7, 7),
  // The agent's or consumer's own, told without the agency.
  unplaced: {
    ...{ agentId: Sample.agentId(1), caseId: Sample.caseId(1) },
    counselorId: Sample.counselor(1).counselorId
  },
  none: {}
} satisfies Record<string, Authority.Target>

const manager = (over: Parameters<typeof Sample.member>[1] = {}) => {
  const member = Sample.member(1, over)
  return { ...member, agency: { ...member.agency, managers: [Sample.agentId(1)] } }
}

const actors: Readonly<Record<string, { readonly actor: Actor; readonly evidence: Authority.Evidence }>> = {
  consumer: { actor: Sample.asConsumer(1), evidence: {} },
  applicant: { actor: { _tag: "Applicant", userId }, evidence: {} },
  agent: { actor: Sample.asAgent(1), evidence: { self: Sample.member(1) } },
  manager: { actor: Sample.asAgent(1), evidence: { self: manager() } },
  "staff-1": {
    actor: Sample.asStaff(0, 1),
    evidence: { employer: Sample.agency(0), staff: Sample.staff(0) }
  },
  "staff-2": {
    actor: Sample.asStaff(0, 2),
    evidence: { employer: Sample.agency(0), staff: Sample.staff(0, { level: 2 }) }
  },
  counselor: {
    actor: Sample.asCounselor(1),
    evidence: {
      counselor: { counselor: Sample.counselor(1), entity: Sample.entity() },
      consents: [
        Sample.consent(1, "Granted", { grantee: { _tag: "Counselor", counselorId: Sample.counselor(1).counselorId } })
      ]
    }
  },
  "service-center": { actor: Sample.serviceCenter, evidence: {} },
  exchange: { actor: Sample.exchange, evidence: {} },
  system: { actor: Sample.system, evidence: {} }
}

/** Whoever holds the case of a relation, able to act. */
const holders: Readonly<Record<string, Authority.Evidence>> = {
  own: { delegate: Sample.member(1) },
  agency: { delegate: Sample.member(4) }
}

const reaches = (cell: Cell, relation: keyof typeof relations, exchange = policy): boolean =>
  cell === "all" ||
  (cell === "(s)" && exchange.systemMayCertifyAgents) ||
  (cell === "own" && (relation === "own" || relation === "unplaced")) ||
  ((cell === "agc" || (cell === "(ca)" && exchange === policy) || (cell === "(g)" && exchange === georgia)) &&
    (relation === "own" || relation === "agency"))

const judge = (
  capability: Capability.Capability,
  role: string,
  relation: keyof typeof relations,
  at: Authority.Moment = moment
) => {
  const one = actors[role]
  if (one === undefined) return assert.fail(role)
  const question = { capability, actor: one.actor, target: relations[relation] }
  return Authority.judge(question, { ...holders[relation], ...one.evidence }, at)
}

describe("Authority: the matrix", () => {
  it("has a cell for every capability and every role", () => {
    assert.deepStrictEqual(new Set(Object.keys(matrix)), new Set(Object.keys(Capability.permissions)))
    assert.deepStrictEqual(new Set(Object.keys(actors)), new Set(roles))
    for (const capability of Object.keys(matrix) as ReadonlyArray<Capability.Capability>) {
      assert.strictEqual(cellsOf(capability).length, roles.length, capability)
      for (const cell of cellsOf(capability)) assert.include(["-", "own", "agc", "all", "(ca)", "(g)", "(s)"], cell)
    }
  })

  for (const [column, role] of roles.entries()) {
    it(`lets a ${role} do what the column says, and nothing else`, () => {
      for (const capability of Object.keys(matrix) as ReadonlyArray<Capability.Capability>) {
        const cells = cellsOf(capability)
        for (const relation of Object.keys(relations) as ReadonlyArray<keyof typeof relations>) {
          // A manager is an agent too, and may do as an agent what an agent may do.
          const mine = [cells[column] as Cell, ...(role === "manager" ? [cells[roles.indexOf("agent")] as Cell] : [])]
          const expected = mine.some((cell) => reaches(cell, relation))
          const ruling = judge(capability, role, relation)
          assert.strictEqual(ruling._tag === "Granted", expected, `${capability} ${relation}`)
          const isHelp = role === "counselor" && Capability.allowanceOf(capability) !== undefined
          if (ruling._tag === "Refused" && isHelp && cells[column] === "own") {
            assert.strictEqual(ruling.rule, "DEL-28", `${capability} ${relation}`)
          } else if (ruling._tag === "Refused") {
            const cell = cells[column] as Cell
            const withheld =
              cell === "(s)" || (cell.startsWith("(") && reaches("agc", relation) && !reaches(cell, relation))
            const reach = {
              "-": "role",
              own: "own",
              agc: "agency",
              "(ca)": "agency",
              "(g)": "agency",
              "(s)": "",
              all: ""
            }
            const missing = withheld ? "policy" : reach[cell]
            assert.strictEqual(ruling.rule, "SEC-01", `${capability} ${relation}`)
            assert.deepStrictEqual(ruling.facts, { capability, role, missing })
          } else assert.strictEqual(ruling.permission, Capability.permissions[capability].id)
          if (cells[column]?.startsWith("(") !== true) continue
          const scheduling = { ...policy, systemMayCertifyAgents: true }
          for (const other of cells[column] === "(s)" ? [georgia, scheduling] : [georgia]) {
            const elsewhere = judge(capability, role, relation, { ...moment, policy: other })
            assert.strictEqual(
              elsewhere._tag === "Granted",
              reaches(cells[column] as Cell, relation, other),
              capability
            )
          }
        }
      }
    })
  }
})

describe("Authority: what nobody has said", () => {
  /** Asks while every object answers to some names. */
  const polluted = <A>(fields: Record<string, unknown>, ask: () => A): A => {
    const prototype = Object.prototype as unknown as Record<string, unknown>
    for (const [name, value] of Object.entries(fields))
      Object.defineProperty(prototype, name, { value, configurable: true })
    try {
      return ask()
    } finally {
      for (const name of Object.keys(fields)) delete prototype[name]
    }
  }
  const asked = (capability: Capability.Capability, target: Authority.Target) =>
    Authority.judge({ capability, actor: Sample.asAgent(1), target }, { self: manager() }, moment)

  it("grants nothing, wherever it was put", () => {
    const { agencyId } = relations.own
    assert.strictEqual(asked("add-agent", { agencyId })._tag, "Granted")
    for (const name of ["agencyId", "agentId", "caseId"] as const) {
      const target = relations.own[name]
      assert.strictEqual(polluted({ [name]: target }, () => asked("add-agent", {}))._tag, "Refused", name)
      assert.strictEqual(polluted({ [name]: target }, () => asked("relinquish-delegation", {}))._tag, "Refused", name)
    }
    // A case that everybody inherits is nobody's question: it does not ask for the consent of its consumer.
    const held = { delegate: relations.own, consentId: Id.make<Id.ConsentId>("consent-1") }
    const work = () =>
      Authority.judge(
        { capability: "update-application", actor: Sample.asAgent(1), target: { agentId: Sample.agentId(1) } },
        { self: Sample.member(1), held },
        moment
      )
    assert.strictEqual(work()._tag, "Granted")
    assert.strictEqual(polluted({ caseId: Sample.caseId(1) }, work)._tag, "Granted")
    // A counselor answers for whom the question names, and not for whom every object inherits.
    const { counselorId } = Sample.counselor(1)
    const nobodys = { capability: "answer-request", actor: Sample.asCounselor(1), target: {} } as const
    const answered = polluted({ counselorId }, () => Authority.judge(nobodys, actors.counselor?.evidence ?? {}, moment))
    assert.deepInclude(answered, { code: "NotPermitted", rule: "SEC-01" })
    // Nor does it take anything away: a session that nobody named is none.
    assert.strictEqual(polluted({ acting: "acting-1" }, () => asked("add-agent", { agencyId }))._tag, "Granted")
  })

  let flown = 0
  it("is permitted to nobody where there is no such capability", () => {
    // The last is one that nobody has asked for before: what is remembered of a capability says nothing of it.
    for (const name of ["constructor", "__proto__", "toString", "fly", `fly-${flown++}`])
      assert.deepInclude(asked(name as Capability.Capability, relations.own), { code: "NotPermitted", rule: "SEC-01" })
  })
})

describe("Authority: what a refusal says", () => {
  const sentence = (capability: Capability.Capability, role: string, relation: keyof typeof relations) => {
    const ruling = judge(capability, role, relation)
    return ruling._tag === "Refused" ? ruling.message : assert.fail(capability)
  }

  it("names the role that the table leaves out", () => {
    assert.strictEqual(
      sentence("certify-agency", "counselor", "own"),
      "no permission lets a `counselor` do `certify-agency`"
    )
  })

  it("names how far the permission reaches", () => {
    assert.strictEqual(
      sentence("answer-request", "agent", "agency"),
      "`answer-request` is permitted to a `agent` for the own records only"
    )
    assert.strictEqual(
      sentence("transfer-book", "manager", "foreign"),
      "`transfer-book` is permitted to a `manager` for the own agency only"
    )
  })

  it("names the policy where the exchange does not let helpers do it [STF-02]", () => {
    assert.strictEqual(
      sentence("set-staff-inactive", "staff-2", "agency"),
      "the policy of the exchange does not let a `staff-2` do `set-staff-inactive`"
    )
  })

  it("says each of them in a sentence, whoever has asked before", () => {
    const said = (missing: Parameters<typeof Authority.notPermitted>[0]["missing"]) =>
      Authority.notPermitted({ capability: "choose-plan", role: "staff-1", missing }).message
    assert.deepStrictEqual((["policy", "role", "on-behalf", "own", "agency"] as const).map(said), [
      "the policy of the exchange does not let a `staff-1` do `choose-plan`",
      "no permission lets a `staff-1` do `choose-plan`",
      "`choose-plan` cannot be done on behalf of an agent",
      "`choose-plan` is permitted to a `staff-1` for the own records only",
      "`choose-plan` is permitted to a `staff-1` for the own agency only"
    ])
  })

  it("asks for the number of a helper also where no record is there [STF-08]", () => {
    const one = actors["staff-2"] ?? assert.fail("no helper")
    const { staff: _, ...unrecorded } = one.evidence
    const withNumber: Authority.Moment = { ...moment, policy: { ...policy, staffMayCallServiceCenter: "with-number" } }
    const rows = Object.entries(Capability.permissions) as ReadonlyArray<[Capability.Capability, Capability.Permission]>
    const [call] = rows.find(([, { staffKnob }]) => staffKnob === "call-service-center") ?? []
    const question = { capability: call ?? assert.fail("no such row"), actor: one.actor, target: relations.agency }
    assert.deepInclude(Authority.judge(question, unrecorded, withNumber), {
      code: "NotPermitted",
      message: `the policy of the exchange does not let a \`staff-2\` do \`${call}\``
    })
  })
})

describe("Authority: standing", () => {
  const without = { certification: Sample.certification("Suspended") }

  it("asks agents and managers for authority, except for what leads to it [EMP-02]", () => {
    for (const capability of Object.keys(matrix) as ReadonlyArray<Capability.Capability>) {
      for (const self of [Sample.member(1, without), manager(without), manager({ agencyState: "Suspended" })]) {
        const question = { capability, actor: Sample.asAgent(1), target: relations.own }
        const standing = {
          self: {
            ...self,
            agent: Sample.agent(1),
            agency: { ...self.agency, certification: Sample.agencyCertification("Certified") }
          }
        }
        const allowed = Authority.judge(question, standing, moment)._tag === "Granted"
        const ruling = Authority.judge(question, { self }, moment)
        // The own person is told of, whatever becomes of the authority. @rule AGT-21
        const { needsStanding } = Capability.permissions[capability]
        // A manager who is suspended does not bind the agency; an agency that is suspended is another matter.
        if (needsStanding === "in-person")
          assert.strictEqual(ruling._tag === "Granted", allowed && self.agent.certification._tag === "Certified")
        else if (needsStanding !== true) assert.strictEqual(ruling._tag === "Granted", allowed)
        else if (allowed) assert.deepInclude(ruling, { code: "AgentWithoutAuthority", rule: "DEL-08" }, capability)
        else assert.strictEqual(ruling._tag, "Refused")
      }
    }
  })

  it("lets a manager who applies together with a new agency bind it, and nobody who was turned away [AGY-03]", () => {
    const applying = ["Incomplete", "Pending", "Eligible"]
    for (const capability of ["name-signer", "sign-agreement"] as const)
      for (const state of Certification.machine.states) {
        const self = manager({ certification: Sample.certification(state), agencyState: "Pending" })
        const ruling = Authority.judge(
          { capability, actor: Sample.asAgent(1), target: relations.own },
          { self },
          moment
        )
        const expected = applying.includes(state) || state === "Certified" ? "Granted" : "Refused"
        assert.strictEqual(ruling._tag, expected, `${capability} while ${state}`)
      }
  })

  it("lets an agent tell of the own person without authority or agency, and of nobody else [AGT-21]", () => {
    const tell = (
      evidence: Authority.Evidence,
      relation: keyof typeof relations = "own",
      capability = "report-agent-change"
    ) =>
      Authority.judge(
        { capability: capability as Capability.Capability, actor: Sample.asAgent(1), target: relations[relation] },
        evidence,
        moment
      )
    const refused = { code: "AgentWithoutAuthority", rule: "DEL-08" } as const
    assert.deepInclude(tell({ self: manager(without) }), { _tag: "Granted", scope: "own" })
    assert.deepInclude(tell({ self: manager() }, "agency"), { _tag: "Granted", scope: "agency" })
    assert.deepInclude(tell({ self: manager(without) }, "agency"), refused)
    const person = Sample.agent(1)
    assert.deepInclude(tell({ person }), { _tag: "Granted", scope: "own" })
    assert.strictEqual(tell({ person }, "agency")._tag, "Refused")
    for (const capability of ["use-extranet", "reset-extranet", "request-reconsideration"] as const)
      assert.deepInclude(tell({ person }, "own", capability), { _tag: "Granted", scope: "own" })
    assert.deepInclude(tell({ person }, "own", "withdraw-agent"), refused)
    assert.deepInclude(tell({ person: { ...person, locked: true } }), refused)
    assert.deepInclude(tell({ person: Sample.agent(1, { certification: Sample.certification("Deceased") }) }), refused)
  })

  it("lets staff do nothing for an agency that is not certified, but what leads to it [AGY-11]", () => {
    for (const capability of Object.keys(matrix) as ReadonlyArray<Capability.Capability>) {
      for (const level of [1, 2] as const) {
        const question = { capability, actor: Sample.asStaff(0, level), target: relations.own }
        const staff = { ...holders.own, staff: Sample.staff(0, { level }) }
        const allowed = Authority.judge(question, { ...staff, employer: Sample.agency(0) }, moment)._tag === "Granted"
        const suspended = Sample.agency(0, { certification: Sample.agencyCertification("Suspended") })
        for (const evidence of [{ ...staff, employer: suspended }, staff]) {
          const ruling = Authority.judge(question, evidence, moment)
          if (!Capability.permissions[capability].needsStanding) assert.strictEqual(ruling._tag === "Granted", allowed)
          else if (allowed) assert.deepInclude(ruling, { code: "AgencyWithoutAuthority", rule: "AGY-11" }, capability)
          else assert.strictEqual(ruling._tag, "Refused")
        }
      }
    }
  })

  it("shows the directory to a counselor whom nobody knows, and nothing else [DEL-02 ENT-01]", () => {
    const actor = Sample.asCounselor(1)
    const ask = (capability: Capability.Capability) =>
      Authority.judge({ capability, actor, target: { counselorId: Sample.counselor(1).counselorId } }, {}, moment)
    assert.strictEqual(ask("search-directory")._tag, "Granted")
    for (const capability of ["answer-request", "ask-for-access-code", "view-own-book"] as const)
      assert.deepInclude(ask(capability), { code: "CounselorWithoutStanding" }, capability)
  })

  it("lets a counselor do nothing for nobody in particular [DEL-28]", () => {
    const one = actors.counselor ?? assert.fail("no counselor")
    const { consents: _, ...unread } = one.evidence
    const question = { capability: "update-application", actor: one.actor, target: {} } as const
    for (const evidence of [one.evidence, unread])
      assert.deepInclude(Authority.judge(question, evidence, moment), { code: "NotAllowedByConsumer" })
  })

  it("takes the word of the record for a level, and a lower one of the host [STF-01]", () => {
    const ask = (claimed: 1 | 2, level: 1 | 2) =>
      Authority.judge(
        { capability: "transfer-book", actor: Sample.asStaff(0, claimed), target: relations.agency },
        { employer: Sample.agency(0), staff: Sample.staff(0, { level }) },
        moment
      )
    assert.deepInclude(ask(2, 2), { _tag: "Granted", role: "staff-2" })
    assert.deepInclude(ask(2, 1), { code: "NotPermitted", rule: "SEC-01" })
    assert.deepInclude(ask(1, 2), { code: "NotPermitted", rule: "SEC-01" })
  })

  it("gives nothing to staff whom the record does not know as approved, active and of the agency [STF-05]", () => {
    const question = { capability: "view-roster", actor: Sample.asStaff(0, 1), target: relations.agency } as const
    const since = Sample.now
    for (const [staff, gaps] of [
      [undefined, ["not-on-record"]],
      [Sample.staff(1), ["not-on-record"]],
      [Sample.staff(0, { agencyId: Sample.agencyId(3) }), ["other-agency"]],
      [Sample.staff(0, { approval: { _tag: "Eligible", since }, activity: "Inactive" }), ["not-approved", "inactive"]]
    ] as const) {
      const ruling = Authority.judge(question, { employer: Sample.agency(0), staff }, moment)
      assert.deepInclude(ruling, { code: "StaffWithoutApproval", rule: "STF-05" })
      assert.deepStrictEqual(ruling._tag === "Refused" && ruling.facts.gaps, gaps)
    }
  })

  it("lets staff and managers work on cases held by a certified agent of the agency only [STF-06]", () => {
    const suspended = Sample.member(4, { certification: Sample.certification("Suspended") })
    for (const delegate of [undefined, Sample.member(5), suspended])
      for (const role of ["staff-1", "manager"]) {
        const one = actors[role]
        if (one === undefined) assert.fail(role)
        const question = { capability: "update-application", actor: one.actor, target: relations.agency } as const
        assert.deepInclude(Authority.judge(question, { ...one.evidence, delegate }, moment), {
          code: "CaseNotHeld",
          rule: "STF-06"
        })
      }
  })

  it("lets whoever was terminated complete nothing any more", () => {
    for (const state of ["TerminatedForCause", "TerminatedVested", "Deceased"] as const) {
      const self = manager({ certification: Sample.certification(state) })
      const question = { capability: "complete-agency", actor: Sample.asAgent(1), target: relations.own } as const
      assert.strictEqual(Authority.judge(question, { self }, moment)._tag, "Refused", state)
    }
  })

  it("keeps an agent away from what belongs to another agency", () => {
    const target = { agentId: Sample.agentId(1), agencyId: Sample.agencyId(7), caseId: Sample.caseId(1) }
    const question = { capability: "answer-request", actor: Sample.asAgent(1), target } as const
    assert.strictEqual(Authority.judge(question, { self: Sample.member(1) }, moment)._tag, "Refused")
  })

  it("takes an agent without an open employment for nobody", () => {
    const ruling = Authority.judge(
      { capability: "view-own-book", actor: Sample.asAgent(1), target: relations.own },
      {},
      moment
    )
    assert.deepNestedInclude(ruling, { code: "AgentWithoutAuthority", "facts.gaps": ["not-active"] })
    assert.deepInclude(
      Authority.judge({ capability: "view-roster", actor: Sample.asAgent(1), target: relations.own }, {}, moment),
      { code: "NotPermitted" }
    )
  })
})

describe("Authority: as far as the consent", () => {
  const delegate = { agencyId: Sample.agencyId(0), agentId: Sample.agentId(1) }
  const target = { ...delegate, caseId: Sample.caseId(1) }
  const grantee = { _tag: "Agency", ...delegate } as const
  const consent = (over: Partial<Consent> = {}) => Sample.consent(1, "Granted", { grantee, ...over })
  const ask = (over: Authority.Evidence, capability: Capability.Capability = "update-application") => {
    const ruling = Authority.judge(
      { capability, actor: Sample.asAgent(1), target },
      { self: Sample.member(1), delegate: Sample.member(1), ...over },
      moment
    )
    return ruling._tag === "Refused" ? `${ruling.rule} ${ruling.code}` : ruling.role
  }
  const held = { delegate, consentId: consent().consentId }

  it("lets the delegate of one call help on its day, and on no later one [CON-01 DEL-18]", () => {
    const until = (days: number) => consent({ expiresOn: Dates.plusDays(Sample.today, days) })
    assert.strictEqual(ask({ held, consents: [until(0)] }), "agent")
    assert.strictEqual(ask({ held, consents: [until(-1)] }), "CON-01 NoConsentInForce")
    assert.strictEqual(ask({ held, consents: [until(-1), Sample.consent(1, "Granted", { grantee })] }), "agent")
    assert.strictEqual(ask({ held }), "CON-01 NoConsentInForce")
  })

  it("asks for what the step needs: the form without the consumer's hand is enough to submit [CON-02]", () => {
    const some = { held, consents: [consent({ scopes: ["complete-application"] })] }
    assert.strictEqual(ask(some, "submit-application"), "agent")
    assert.strictEqual(ask(some, "choose-plan"), "agent")
    assert.strictEqual(ask(some, "upload-consumer-document"), "CON-01 NoConsentInForce")
    assert.strictEqual(ask(some, "call-service-center"), "CON-01 NoConsentInForce")
    assert.strictEqual(ask(some, "relinquish-delegation"), "agent")
  })

  it("waits for no consent where the case was taken over without one, and hears of another case's none", () => {
    assert.strictEqual(ask({ held: { delegate } }), "agent")
    assert.strictEqual(ask({}), "agent")
    assert.strictEqual(ask({ held, consents: [Sample.consent(2, "Granted", { grantee })] }), "CON-01 NoConsentInForce")
  })

  it("lets nobody hear of a consent who is not permitted the step at all [SEC-01]", () => {
    const stranger = { capability: "update-application", actor: Sample.asAgent(2), target } as const
    assert.deepInclude(Authority.judge(stranger, { self: Sample.member(2), held }, moment), { code: "NotPermitted" })
  })

  it("names whoever asked: the agent, the manager or a helper [STF-06]", () => {
    const by = (role: string) => {
      const one = actors[role] ?? assert.fail(role)
      const agent = Sample.agentId(4)
      const other = { agencyId: Sample.agencyId(0), agentId: agent }
      const question = { capability: "update-application", actor: one.actor, target: relations.agency } as const
      const evidence = { ...one.evidence, ...holders.agency, held: { delegate: other, consentId: held.consentId } }
      return (Authority.judge(question, evidence, moment) as { readonly facts?: { readonly by?: string } }).facts?.by
    }
    assert.deepStrictEqual(["manager", "staff-1", "staff-2"].map(by), ["Manager", "Staff", "Staff"])
  })

  it("says who is not let do what", () => {
    const said = (by: "Agent" | "Manager" | "Staff") =>
      noConsent({ caseId: target.caseId, agentId: target.agentId, by, scope: "maintain-account" }).message
    assert.strictEqual(
      said("Agent"),
      "no consent in force for case `case-1` lets agent `agent-1` do `maintain-account`"
    )
    assert.include(said("Manager"), "lets the manager of agent `agent-1` do")
    assert.include(said("Staff"), "lets staff of the agency of agent `agent-1` do")
  })
})

describe("Authority: a second factor", () => {
  const strict: Authority.Moment = { ...moment, policy: { ...policy, secondFactor: "agents-and-staff" } }
  const question = (actor: Actor): Authority.Question => ({ capability: "view-roster", actor, target: { agencyId } })
  const agencyId = Sample.agencyId(0)
  const manager = { self: Sample.member(0) }

  it("is asked of agents and staff before anything else, where the policy asks for one [SEC-01]", () => {
    assert.deepInclude(Authority.judge(question(Sample.asAgent(0)), manager, strict), {
      ...{ code: "SecondFactorMissing", rule: "SEC-01", facts: { of: "agent" } },
      message: "the exchange asks of `agent` to sign in with a second factor, and there was none"
    })
    const staff: Actor = { _tag: "Staff", userId, agencyId, level: 2 }
    assert.deepInclude(Authority.judge(question(staff), {}, strict), { facts: { of: "staff" } })
    const said = { ...question(Sample.asAgent(0)), secondFactor: true } as const
    assert.strictEqual(Authority.judge(said, manager, strict)._tag, "Granted")
    assert.strictEqual(Authority.judge(question(Sample.asAgent(0)), manager, moment)._tag, "Granted")
    assert.strictEqual(Authority.judge(question(Sample.exchange), {}, strict)._tag, "Granted")
  })

  it("is said by the question itself, not by what every object inherits", () => {
    Object.defineProperty(Object.prototype, "secondFactor", { value: true, configurable: true })
    try {
      assert.deepInclude(Authority.judge(question(Sample.asAgent(0)), manager, strict), { code: "SecondFactorMissing" })
    } finally {
      Reflect.deleteProperty(Object.prototype, "secondFactor")
    }
  })
})

describe("Authority: on behalf", () => {
  const acting = Id.make<Id.ActingId>("session-0")
  const target = { agencyId: Sample.agencyId(0), agentId: Sample.agentId(1), caseId: Sample.caseId(3) }
  const evidence = { self: Sample.member(0), session: Sample.session(), principal: Sample.member(1) }
  const ask = (capability: Capability.Capability, over: Authority.Evidence = {}, about: Authority.Target = target) =>
    Authority.judge({ capability, actor: Sample.asAgent(0), acting, target: about }, { ...evidence, ...over }, moment)

  it("lets a manager answer, relinquish, read, return lists, record consents and work on cases for an agent, and nothing else [ACT-02]", () => {
    for (const capability of Object.keys(matrix) as ReadonlyArray<Capability.Capability>) {
      const answering = ["answer-request", "view-requests", "relinquish-delegation", "view-own-book"]
      const helping = ["grant-consent", "review-application", "submit-application", "start-application"]
      const working = ["update-application", "choose-plan", "upload-consumer-document"]
      const missing = ["return-discrepancies", "view-discrepancies", "transfer-book"]
      const allowed = [...answering, ...helping, ...working, ...missing].includes(capability)
      assert.strictEqual(ask(capability)._tag === "Granted", allowed, capability)
    }
    assert.deepNestedInclude(ask("export-book"), {
      message: "`export-book` cannot be done on behalf of an agent",
      facts: { capability: "export-book", role: "manager", missing: "on-behalf" }
    })
  })

  it("lets a manager read and transfer, and nothing else, while the agent may not act [ACT-02 AGT-19]", () => {
    const open = ["view-requests", "transfer-book", "view-own-book", "view-discrepancies"]
    for (const lost of [
      { certification: Sample.certification("Suspended") },
      { locked: true },
      { employment: "Invited" } as const
    ]) {
      const frozen = { principal: Sample.member(1, lost) }
      for (const [name, { onBehalf }] of Object.entries(Capability.permissions)) {
        const ruling = ask(name as Capability.Capability, frozen)
        if (open.includes(name)) assert.deepInclude(ruling, { _tag: "Granted", role: "manager", scope: "agency" }, name)
        else assert.deepInclude(ruling, { code: onBehalf ? "ActingAgentFrozen" : "NotPermitted" }, name)
      }
      for (const agentId of [Sample.agentId(0), Sample.agentId(4)])
        for (const name of open)
          assert.deepInclude(
            ask(name as Capability.Capability, frozen, { ...target, agentId }),
            { rule: "SEC-01" },
            name
          )
    }
    assert.deepInclude(ask("view-own-book", { principal: Sample.member(1, { locked: true }) }), { permission: "P-27" })
    assert.deepInclude(ask("view-own-book"), { permission: "P-26", role: "agent" })
  })

  it("lets a manager do nothing in a session that is no capability", () => {
    assert.deepNestedInclude(ask("fly" as Capability.Capability), {
      code: "NotPermitted",
      "facts.missing": "on-behalf"
    })
  })

  it("names both: the session and the agent acted for [DEL-30]", () => {
    assert.deepInclude(ask("answer-request"), { role: "agent", onBehalfOf: { acting, agentId: Sample.agentId(1) } })
  })

  it("is an intersection: neither the manager's own cases nor those of a third agent", () => {
    for (const agentId of [Sample.agentId(0), Sample.agentId(4)])
      assert.deepInclude(ask("answer-request", {}, { ...target, agentId }), { code: "NotPermitted", rule: "SEC-01" })
  })

  it("ends with the session, the authority of the manager and the place of the agent", () => {
    for (const over of [
      { session: undefined },
      { principal: undefined },
      { self: undefined },
      { session: Sample.session({ closedAt: Sample.now }) },
      { self: Sample.member(0, { locked: true }) },
      { principal: Sample.member(1, { agency: 3 }) }
    ])
      assert.deepInclude(ask("answer-request", over), { code: "ActingNotAllowed", rule: "ACT-02" })
  })
})
