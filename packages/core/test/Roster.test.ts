import { assert, describe, it } from "@effect/vitest"
import * as Dates from "../src/CalendarDate.ts"
import * as Roster from "../src/Roster.ts"
import * as Sample from "./fixture/sample.ts"

const held = (n: number, agent: number, state: Parameters<typeof Sample.delegation>[1] = "Active") =>
  Sample.delegation(n, state, { delegate: { agentId: Sample.agentId(agent), agencyId: Sample.agencyId() } })

describe("Roster", () => {
  it("counts the cases with each agent, and requests apart [BOB-05]", () => {
    const lines = Roster.lines(
      [Sample.member(0), Sample.member(1), Sample.member(2)],
      [held(1, 1), held(2, 1, "Frozen"), held(3, 1, "Requested"), held(4, 2)],
      Sample.today
    )
    assert.deepStrictEqual(
      lines.map(({ agentId, delegated, manager, requested }) => [agentId, delegated, requested, manager]),
      [
        ["agent-1", 2, 1, false],
        ["agent-2", 1, 0, false],
        ["agent-0", 0, 0, true]
      ]
    )
  })

  it("shows Pending while invited, Lapsed when the dates are over, otherwise the person's state", () => {
    const status = (member: Parameters<typeof Sample.member>[1], day = Sample.today) =>
      Roster.lines([Sample.member(1, member)], [], day)[0]?.certificationStatus
    assert.strictEqual(status({ employment: "Invited" }), "Pending")
    assert.strictEqual(status({ employment: "Invited", certification: Sample.certification("Denied") }), "Denied")
    assert.strictEqual(status({}), "Certified")
    assert.strictEqual(status({}, Dates.make("2027-01-01")), "Lapsed")
    assert.strictEqual(status({ certification: Sample.certification("Suspended") }), "Suspended")
  })

  it("says who may act", () => {
    const mayAct = (member: Parameters<typeof Sample.member>[1]) =>
      Roster.lines([Sample.member(1, member)], [], Sample.today)[0]?.mayAct
    assert.isTrue(mayAct({}))
    assert.isFalse(mayAct({ locked: true }))
  })

  it("is searched by part of a name, by licence, status and place, all of which must fit [P-07]", () => {
    const member = Sample.member(1, { employment: "Invited" })
    const { licence, name } = member.agent
    const fits = (filter: Roster.RosterFilter) => Roster.fits(member, filter, Sample.today)
    assert.isTrue(fits({}))
    assert.isTrue(fits({ search: name.last.toUpperCase().slice(1) }))
    assert.isTrue(fits({ search: ` ${licence.number.toLowerCase()} ` }))
    assert.isFalse(fits({ search: licence.number.slice(1) }))
    assert.isTrue(fits({ certificationStatus: "Pending", employment: "Invited", mayAct: false }))
    for (const other of [
      { search: "zzz" },
      { certificationStatus: "Certified" as const },
      { employment: "Active" as const },
      { mayAct: true }
    ])
      assert.isFalse(fits({ certificationStatus: "Pending", employment: "Invited", mayAct: false, ...other }))
  })
})
