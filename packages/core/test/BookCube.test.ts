import { assert, describe, it } from "@effect/vitest"
import * as BookColumns from "../src/BookColumns.ts"
import * as BookCube from "../src/BookCube.ts"

const ann = { agencyId: "agy-1", agentId: "agt-1" }
const bob = { agencyId: "agy-1", agentId: "agt-2" }
// The same person, now at another agency.
const annMoved = { agencyId: "agy-2", agentId: "agt-1" }

const silver = {
  carrier: "Kaiser",
  metal: "Silver",
  enrollmentStatus: "Effectuated",
  grossPremium: 61_250,
  aptc: 40_000
}
const chosen = { carrier: "Molina", metal: "Bronze", enrollmentStatus: "PlanSelected", grossPremium: 30_001, aptc: 0 }

const book: ReadonlyArray<BookColumns.Fact> = [
  { ...ann, householdSize: 3, ...silver },
  { ...bob, householdSize: 1 },
  { ...ann, householdSize: 2, ...chosen },
  { ...annMoved, householdSize: 4, ...silver },
  { ...ann, householdSize: 1, ...silver }
]

const none = { cases: 0, members: 0, effectuated: 0, selected: 0, premium: 0, aptc: 0 }

describe("book columns", () => {
  it("bring the cases of each seat together and keep their order", () => {
    const columns = BookColumns.make(book)
    assert.deepStrictEqual(columns.seats, [ann, bob, annMoved])
    assert.deepStrictEqual([...columns.begin], [0, 3, 4, 5])
    assert.deepStrictEqual([...columns.members], [3, 2, 1, 1, 4])
    assert.deepStrictEqual([...columns.premium], [61_250, 30_001, 61_250, 0, 61_250])
  })

  it("refuse a metal level or state that no book has", () => {
    assert.throws(() => BookColumns.make([{ ...ann, householdSize: 1, metal: "Tin" }]), /`Tin` is no metal level/)
    assert.throws(
      () => BookColumns.make([{ ...ann, householdSize: 1, enrollmentStatus: "toString" }]),
      /`toString` is no state/
    )
  })
})

describe("book cube", () => {
  it("counts agencies, agents and cells", () => {
    const cube = BookCube.make(BookColumns.make(book))
    assert.deepStrictEqual(BookCube.agencies(cube), ["agy-1", "agy-2"])
    assert.deepStrictEqual(BookCube.agents(cube), [ann, bob, annMoved])
    assert.deepStrictEqual(BookCube.ofAgency(cube, "agy-1"), {
      cases: 4,
      members: 7,
      effectuated: 2,
      selected: 1,
      premium: 152_501,
      aptc: 80_000
    })
    assert.deepStrictEqual(BookCube.ofAgent(cube, annMoved).members, 4)
    assert.deepStrictEqual(BookCube.cells(cube, ann), [
      {
        carrier: "Kaiser",
        metal: "Silver",
        status: "Effectuated",
        cases: 2,
        members: 4,
        premium: 122_500,
        aptc: 80_000
      },
      { carrier: "Molina", metal: "Bronze", status: "PlanSelected", cases: 1, members: 2, premium: 30_001, aptc: 0 }
    ])
    assert.deepStrictEqual(BookCube.cells(cube, bob), [
      { carrier: "", metal: "", status: "", cases: 1, members: 1, premium: 0, aptc: 0 }
    ])
  })

  it("moves a case with a transfer, and the agency keeps its totals", () => {
    const cube = BookCube.make(BookColumns.make(book))
    const before = BookCube.ofAgency(cube, "agy-1")
    BookCube.move(cube, book[0] as BookColumns.Fact, bob)
    assert.deepStrictEqual(BookCube.ofAgency(cube, "agy-1"), before)
    assert.strictEqual(BookCube.ofAgent(cube, ann).cases, 2)
    assert.strictEqual(BookCube.ofAgent(cube, bob).effectuated, 1)
  })

  it("moves a case by number as by name", () => {
    const cube = BookCube.make(BookColumns.make(book))
    const coded = BookCube.code(cube, book[0] as BookColumns.Fact)
    BookCube.moveCoded(cube, coded, BookCube.seatOf(cube, bob))
    assert.strictEqual(BookCube.ofAgent(cube, bob).members, 4)
    BookCube.moveCoded(cube, coded, BookCube.seatOf(cube, ann))
    assert.deepStrictEqual(BookCube.ofAgent(cube, ann), BookCube.ofAgent(BookCube.make(BookColumns.make(book)), ann))
  })

  it("learns agents, agencies and carriers that it has not seen", () => {
    const cube = BookCube.empty()
    for (let i = 0; i < 300; i++)
      BookCube.add(cube, { agencyId: `agy-${i % 40}`, agentId: `agt-${i}`, carrier: `c${i % 70}`, householdSize: 1 })
    assert.strictEqual(BookCube.agents(cube).length, 300)
    assert.strictEqual(BookCube.agencies(cube).length, 40)
    assert.strictEqual(BookCube.ofAgency(cube, "agy-39").cases, 7)
    assert.strictEqual(BookCube.cells(cube, { agencyId: "agy-39", agentId: "agt-279" })[0]?.carrier, "c69")
  })

  it("says nothing of who is not there", () => {
    const cube = BookCube.make(BookColumns.make([]))
    assert.deepStrictEqual(BookCube.ofAgency(cube, "agy-1"), none)
    assert.deepStrictEqual(BookCube.ofAgent(cube, ann), none)
    assert.deepStrictEqual(BookCube.cells(cube, ann), [])
    BookCube.add(cube, book[1] as BookColumns.Fact)
    BookCube.remove(cube, book[1] as BookColumns.Fact)
    assert.deepStrictEqual(BookCube.agents(cube), [])
    assert.deepStrictEqual(BookCube.agencies(cube), [])
  })

  it("refuses a sum that would lose a cent", () => {
    const huge = { ...ann, householdSize: 1, grossPremium: Number.MAX_SAFE_INTEGER, aptc: 0 }
    assert.throws(() => BookCube.make(BookColumns.make([huge, huge])), /too large to be exact/)
    const cube = BookCube.make(BookColumns.make([huge]))
    assert.throws(() => BookCube.add(cube, huge), /too large to be exact/)
    assert.strictEqual(BookCube.ofAgent(cube, ann).cases, 1)
  })
})
