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

  it("moves many cases at once, each as often as it is named", () => {
    const facts = Array.from(
      { length: 1000 },
      (_, i): BookColumns.Fact => ({
        agencyId: `agy-${i % 7}`,
        agentId: `agt-${i % 90}`,
        householdSize: 1 + (i % 4),
        ...(i % 3 === 0 ? silver : chosen),
        carrier: `c${i % 11}`
      })
    )
    const seats = Array.from({ length: 400 }, (_, i) => ({ agencyId: `agy-${i % 9}`, agentId: `agt-${i % 120}` }))
    const cube = BookCube.make(BookColumns.make(facts))
    const cases = BookCube.codeAll(cube, facts)
    const positions = Uint32Array.from({ length: 3000 }, (_, i) => (i * 37) % 1000)
    const to = Array.from(positions, (_, i) => seats[(i * 13) % 400] as BookColumns.Seat)
    BookCube.moveAll(
      cube,
      cases,
      positions,
      Uint32Array.from(to, (seat) => BookCube.seatOf(cube, seat))
    )
    const after = [...facts]
    positions.forEach((position, i) => {
      after[position] = { ...(after[position] as BookColumns.Fact), ...(to[i] as BookColumns.Seat) }
    })
    const made = BookCube.make(BookColumns.make(after))
    for (const seat of BookCube.agents(made)) {
      assert.deepStrictEqual(BookCube.ofAgent(cube, seat), BookCube.ofAgent(made, seat))
      const byName = (one: BookCube.Cell, other: BookCube.Cell) =>
        JSON.stringify(one) < JSON.stringify(other) ? -1 : 1
      assert.deepStrictEqual([...BookCube.cells(cube, seat)].sort(byName), [...BookCube.cells(made, seat)].sort(byName))
    }
    for (const agency of BookCube.agencies(made))
      assert.deepStrictEqual(BookCube.ofAgency(cube, agency), BookCube.ofAgency(made, agency))
    assert.strictEqual(BookCube.agents(cube).length, BookCube.agents(made).length)
  })

  it("moves nothing when a case or an agent does not exist", () => {
    const cube = BookCube.make(BookColumns.make(book))
    const cases = BookCube.codeAll(cube, book)
    const seat = BookCube.seatOf(cube, bob)
    const before = BookCube.ofAgent(cube, ann)
    const moves = (positions: ReadonlyArray<number>, to: number | ReadonlyArray<number>) => () =>
      BookCube.moveAll(cube, cases, Uint32Array.from(positions), typeof to === "number" ? to : Uint32Array.from(to))
    assert.throws(moves([0, 5], seat), /there is no case 5/)
    assert.throws(moves([0, 2], [seat]), /there is no agent undefined/)
    const coded = BookCube.code(cube, book[0] as BookColumns.Fact)
    for (const no of [3, -1, 0.5, Number.NaN]) {
      assert.throws(moves([0], no), /there is no agent/)
      assert.throws(() => BookCube.moveCoded(cube, coded, no), `there is no agent ${no}`)
    }
    assert.deepStrictEqual(BookCube.ofAgent(cube, ann), before)
  })

  it("keeps the moves before one whose sum would not be exact", () => {
    const huge = { ...ann, householdSize: 1, grossPremium: Number.MAX_SAFE_INTEGER, aptc: 0 }
    const other = { ...annMoved, householdSize: 2, grossPremium: 1, aptc: 0 }
    const cube = BookCube.make(BookColumns.make([huge, other, { ...other, householdSize: 3 }]))
    const cases = BookCube.codeAll(cube, [huge, other, { ...other, householdSize: 3 }])
    const newcomer = { agencyId: "agy-3", agentId: "agt-3" }
    assert.throws(
      () =>
        BookCube.moveAll(
          cube,
          cases,
          Uint32Array.of(1, 2),
          Uint32Array.of(BookCube.seatOf(cube, newcomer), BookCube.seatOf(cube, ann))
        ),
      /too large to be exact/
    )
    assert.strictEqual(BookCube.ofAgent(cube, newcomer).members, 2)
    assert.strictEqual(BookCube.ofAgent(cube, annMoved).members, 3)
    assert.strictEqual(BookCube.ofAgency(cube, "agy-1").members, 1)
  })

  it("is exact in each of its sums, and asks only the agency that a case comes to", () => {
    const most = Number.MAX_SAFE_INTEGER
    const [huge, paid] = [
      { ...ann, householdSize: 1, grossPremium: most, aptc: 0 },
      { ...annMoved, householdSize: 1, grossPremium: 0, aptc: most }
    ]
    const cube = BookCube.make(BookColumns.make([huge, paid, { ...bob, householdSize: 2 }]))
    assert.throws(() => BookCube.add(cube, { ...bob, householdSize: 1, grossPremium: 1 }), /too large to be exact/)
    assert.throws(() => BookCube.add(cube, { ...annMoved, householdSize: 1, aptc: 1 }), /too large to be exact/)
    const before = BookCube.ofAgency(cube, "agy-1")
    BookCube.move(cube, huge, bob)
    assert.strictEqual(BookCube.ofAgent(cube, bob).premium, most)
    assert.deepStrictEqual(BookCube.ofAgency(cube, "agy-1"), before)
  })

  it("counts plans of minimum coverage, which have no metal, as a level of their own", () => {
    const facts = ["Minimum Coverage", "Bronze", "Minimum Coverage"].map((metal) => ({
      ...ann,
      ...{ householdSize: 1, carrier: "Kaiser", metal }
    }))
    const cells = BookCube.cells(BookCube.make(BookColumns.make(facts)), ann)
    assert.sameDeepMembers(
      cells.map(({ cases, metal }) => [metal, cases]),
      [
        ["Minimum Coverage", 2],
        ["Bronze", 1]
      ]
    )
  })

  it("gives the cells of an agent in the order in which the book has seen the carriers", () => {
    const of = (carrier: string, metal = "Silver") => ({ householdSize: 1, carrier, metal })
    const facts = [
      { ...ann, ...of("Kaiser") },
      { ...ann, ...of("Molina") },
      { ...bob, ...of("Molina") },
      { ...bob, ...of("Kaiser", "Gold") },
      { ...bob, ...of("Kaiser", "Bronze") }
    ]
    const cube = BookCube.make(BookColumns.make(facts))
    const shown = () => BookCube.cells(cube, bob).map(({ carrier, metal }) => `${carrier} ${metal}`)
    const ordered = shown()
    assert.deepStrictEqual(
      ordered.map((text) => text.split(" ")[0]),
      ["Kaiser", "Kaiser", "Molina"]
    )
    const back = facts[4] as BookColumns.Fact
    BookCube.remove(cube, back)
    BookCube.add(cube, back)
    assert.deepStrictEqual(shown(), ordered)
  })

  it("makes room for agencies that only a transfer brings", () => {
    const cube = BookCube.make(BookColumns.make(book))
    const fact = book[1] as BookColumns.Fact
    const seats = Array.from({ length: 100 }, (_, i) => ({ agencyId: `new-${i}`, agentId: `agt-${i + 9}` }))
    seats.forEach((seat, i) => {
      BookCube.move(cube, { ...fact, ...(seats[i - 1] ?? bob) }, seat)
      assert.deepStrictEqual(BookCube.ofAgency(cube, seat.agencyId), { ...none, cases: 1, members: 1 })
    })
  })

  it("takes no amount that is not a whole number of cents", () => {
    const cube = BookCube.make(BookColumns.make(book))
    for (const grossPremium of [0.5, -1, Number.NaN, 2 ** 53]) {
      const fact = { ...ann, householdSize: 1, grossPremium }
      assert.throws(() => BookColumns.make([fact]), /no whole number of cents/)
      assert.throws(() => BookCube.add(cube, fact), /no whole number of cents/)
      assert.throws(() => BookCube.codeAll(cube, [{ ...ann, householdSize: 1, aptc: grossPremium }]), /no whole number/)
    }
    assert.strictEqual(BookCube.ofAgent(cube, ann).cases, 3)
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
