import { assert, describe, it } from "@effect/vitest"
import * as Dates from "../src/CalendarDate.ts"
import * as Roster from "../src/Roster.ts"
import * as Sample from "./fixture/sample.ts"

const held = (n: number, agent: number, state: Parameters<typeof Sample.delegation>[1] = "Active") =>
  Sample.delegation(n, state, { delegate: { agentId: Sample.agentId(agent), agencyId: Sample.agencyId() } })

describe("Roster", () => {
  it("counts the cases active with each agent, those frozen and requests apart [BOB-05]", () => {
    const lines = Roster.lines(
      [Sample.member(0), Sample.member(1), Sample.member(2)],
      [held(1, 1), held(2, 1, "Frozen"), held(3, 1, "Requested"), held(4, 2)],
      Sample.today
    )
    assert.deepStrictEqual(
      lines.map(({ agentId, delegated, frozen, manager, requested }) => [
        agentId,
        delegated,
        frozen,
        requested,
        manager
      ]),
      [
        ["agent-1", 1, 1, 1, false],
        ["agent-2", 1, 0, 0, false],
        ["agent-0", 0, 0, 0, true]
      ]
    )
  })

  it("counts nothing as active of somebody who may not act, as the book does [BOB-04 BOB-05]", () => {
    const [line] = Roster.lines([Sample.member(1, { locked: true })], [held(1, 1), held(2, 1)], Sample.today)
    assert.deepInclude(line, { delegated: 0, frozen: 2, mayAct: false })
  })

  it("shows Pending while invited, Lapsed when the dates are over, otherwise the person's state", () => {
    const status = (member: Parameters<typeof Sample.member>[1], day = Sample.today) =>
      Roster.lines([Sample.member(1, member)], [], day)[0]?.certificationStatus
    assert.strictEqual(status({ employment: "Invited" }), "Pending")
    for (const state of ["Incomplete", "Eligible", "Denied", "Suspended"] as const)
      assert.strictEqual(status({ employment: "Invited", certification: Sample.certification(state) }), "Pending")
    assert.strictEqual(status({ certification: Sample.certification("Denied") }), "Denied")
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

  it("orders agents with as many cases by their identifiers", () => {
    for (const order of [
      [2, 0, 1],
      [0, 1, 2],
      [2, 1, 0]
    ])
      assert.deepStrictEqual(
        Roster.lines(
          order.map((n) => Sample.member(n)),
          [],
          Sample.today
        ).map(({ agentId }) => agentId),
        [0, 1, 2].map(Sample.agentId)
      )
  })

  it("says until when clients can be moved whose agent's certification is over, to the agency that has the agent [DEL-25]", () => {
    const until = Dates.plusDays(Sample.today, 30)
    const member = Sample.member(1)
    const certification = Sample.certification("TerminatedVested")
    const over = { ...member, agent: { ...member.agent, certification, dispositionUntil: until } }
    const asked = { ...over, employment: { ...over.employment, state: "Invited" as const, review: true as const } }
    const of = (one: typeof member) => Roster.line(one, { active: 0, frozen: 0, requested: 0 }, Sample.today)
    assert.strictEqual(of(over).clientsUntil, until)
    assert.notProperty(of(member), "clientsUntil")
    assert.notProperty(of(asked), "clientsUntil")
  })

  it("says until when clients are kept, to the agency that keeps some and to no other [EMP-04]", () => {
    const until = Dates.plusDays(Sample.today, 30)
    const member = Sample.member(1)
    const kept = { ...member, agent: { ...member.agent, dispositionUntil: until } }
    const away = { ...kept, employment: { ...kept.employment, state: "Inactive" as const } }
    const of = (one: typeof member, frozen: number, requested = 0) =>
      Roster.line(one, { active: 0, frozen, requested }, Sample.today).clientsUntil
    assert.strictEqual(of(away, 1), until)
    assert.strictEqual(of(away, 0, 1), until)
    assert.isUndefined(of(away, 0))
    assert.isUndefined(of(kept, 1))
  })

  it("goes through a roster by last and first name, and by identifier where names are alike", () => {
    const member = Sample.member(1)
    const named = { ...member, agent: { ...member.agent, name: { first: "José", last: "Núñez" } as never } }
    assert.deepStrictEqual(Roster.placeOf(named), { key: "nunez  jose", id: Sample.agentId(1) })
  })
})
