import { assert, describe, it } from "@effect/vitest"
import * as Association from "../src/Association.ts"
import type { Employment } from "../src/Employment.ts"
import * as EmploymentModule from "../src/Employment.ts"
import * as Sample from "./fixture/sample.ts"

const agentId = Sample.agentId(1)
const agencyId = Sample.agencyId(3)
const { licence, npn } = Sample.profile(1)
const facts = (over: Partial<Association.Facts> = {}): Association.Facts => ({
  agent: Sample.agent(1),
  employment: undefined,
  openEmployment: undefined,
  agencyCertified: true,
  ...over
})
const decide = (command: Association.Command, over: Partial<Association.Facts> = {}) =>
  Association.decide(command, facts(over), Sample.context())
const ask: Association.Command = { _tag: "AssociateAgent", agencyId, licence: licence.number, npn }
const after = (answer: ReturnType<typeof decide>): Employment =>
  answer._tag === "Refused" ? assert.fail(answer.message) : (answer.events[0] as EmploymentModule.Event).to
const code = (answer: ReturnType<typeof decide>) => (answer._tag === "Refused" ? answer.code : "accepted")

describe("Association", () => {
  it("is an invitation under review until the exchange approves it [AGT-03 EMP-06]", () => {
    const invited = after(decide(ask))
    assert.deepInclude(invited, { state: "Invited", review: true })
    const active = after(decide({ _tag: "ApproveAssociation", agencyId, agentId }, { employment: invited }))
    assert.deepStrictEqual(active, Sample.employment(1, 3))
  })

  it("asks for nobody whose certification is over or waits [EMP-06]", () => {
    for (const state of ["Eligible", "Suspended", "TerminatedVested"] as const)
      assert.strictEqual(
        code(decide(ask, { agent: Sample.agent(1, { certification: Sample.certification(state) }) })),
        "NothingToTakeAlong"
      )
  })

  it("leaves an applicant on no roster to the exchange, which places the person in a certified agency [AGT-17]", () => {
    const place: Association.Command = { _tag: "PlaceApplicant", agencyId, agentId }
    const applicant = Sample.agent(1, { certification: Sample.certification("Pending") })
    assert.deepStrictEqual(after(decide(place, { agent: applicant })), Sample.employment(1, 3, "Invited"))
    const before = { ...Sample.employment(1, 3, "Inactive"), reason: "left-agency" as const }
    const back = decide(place, { agent: applicant, employment: before })
    assert.deepNestedInclude(back, { "events[0].from": "Inactive" })
    assert.strictEqual(code(decide(place, { agent: applicant, agencyCertified: false })), "AgencyNotCertified")
    assert.strictEqual(code(decide(place)), "NotAllowedFrom")
    assert.strictEqual(code(decide(place, { agent: undefined })), "UnknownApplicant")
  })

  it("does not tell whoever asks how a stranger stands", () => {
    const agent = Sample.agent(1, { certification: Sample.certification("TerminatedForCause") })
    const answer = decide(ask, { agent })
    assert.deepInclude(answer, { code: "NothingToTakeAlong", facts: { agentId } })
    assert.notInclude(JSON.stringify(answer), "Terminated")
  })

  it("asks for nobody who works elsewhere, and not for a former colleague [EMP-03]", () => {
    assert.strictEqual(code(decide(ask, { openEmployment: Sample.employment(1) })), "EmployedElsewhere")
    const former = { ...Sample.employment(1, 3, "Inactive"), reason: "leave" } as const
    assert.strictEqual(code(decide(ask, { employment: former })), "KnownHere")
    const declined = { ...former, reason: "association-declined" } as const
    assert.deepInclude(after(decide(ask, { employment: declined })), { state: "Invited", review: true })
  })

  it("leaves nothing that a manager could make active when it is declined or withdrawn", () => {
    const invited = after(decide(ask))
    for (const _tag of ["DeclineAssociation", "WithdrawAssociation"] as const) {
      const employment = after(decide({ _tag, agencyId, agentId }, { employment: invited }))
      assert.isTrue(EmploymentModule.isUnassociated(employment))
      const back = EmploymentModule.decide(
        { _tag: "SetAgentActive", agencyId, agentId },
        {
          agent: Sample.agent(1),
          employment,
          openEmployment: undefined,
          openDelegations: 0,
          otherManager: true,
          isManager: false,
          sameLicence: undefined,
          sameNpn: undefined,
          sameEmail: undefined
        },
        Sample.context()
      )
      assert.deepInclude(back, { code: "NeverAssociated" })
    }
  })

  it("names both numbers when nobody has them, and reviews no applicant", () => {
    assert.deepInclude(decide(ask, { agent: undefined }), {
      code: "AgentNotFound",
      facts: { licence: licence.number, npn }
    })
    const applicant = Sample.employment(1, 3, "Invited")
    assert.strictEqual(
      code(decide({ _tag: "ApproveAssociation", agencyId, agentId }, { employment: applicant })),
      "NoAssociationAsked"
    )
  })
})
