/**
 * Laws of the totals that are kept case by case.
 *
 * @since 0.1.0
 */
import type { Fact, Seat } from "@agencybook/core/BookColumns"
import { metals, statuses } from "@agencybook/core/BookColumns"
import type { BookCube } from "@agencybook/core/BookCube"
import * as fc from "fast-check"
import { all, type Law, make, same } from "./Law.ts"
import type { Rules } from "./Rules.ts"

interface Step {
  readonly what: "add" | "remove" | "move"
  readonly at: number
  readonly fact: Fact
  readonly to: Seat
}

// Two agents who work for two agencies, so that the same agent has two seats.
const seat: fc.Arbitrary<Seat> = fc.record({
  agencyId: fc.constantFrom("agy-1", "agy-2", "agy-3"),
  agentId: fc.constantFrom("agt-1", "agt-2", "agt-3")
})

const fact: fc.Arbitrary<Fact> = fc
  .record({
    seat,
    policy: fc.option(
      fc.record({
        carrier: fc.constantFrom("Kaiser", "Health Net", "Molina"),
        metal: fc.constantFrom(...metals.slice(1)),
        enrollmentStatus: fc.constantFrom(...statuses.slice(1)),
        grossPremium: fc.nat(90_000_000),
        aptc: fc.nat(90_000)
      }),
      { nil: undefined }
    ),
    householdSize: fc.integer({ min: 1, max: 12 })
  })
  .map(({ householdSize, policy, seat: at }) => ({ ...at, householdSize, ...policy }))

const step: fc.Arbitrary<Step> = fc.record({
  what: fc.constantFrom("add", "add", "move", "remove"),
  at: fc.nat(1000),
  fact,
  to: seat
})

/** Everything a cube says, in an order of its own. */
const told = (rules: Rules, cube: BookCube) => {
  const { agencies, agents, cells, ofAgency, ofAgent } = rules.cube
  const seats = [...agents(cube)].sort((a, b) => (`${a.agencyId}/${a.agentId}` < `${b.agencyId}/${b.agentId}` ? -1 : 1))
  return {
    agencies: [...agencies(cube)].sort().map((agencyId) => ({ agencyId, totals: ofAgency(cube, agencyId) })),
    agents: seats.map((one) => ({
      ...one,
      totals: ofAgent(cube, one),
      cells: [...cells(cube, one)].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
    }))
  }
}

const grouped = (facts: ReadonlyArray<Fact>, key: (fact: Fact) => string): ReadonlyMap<string, Array<Fact>> => {
  const groups = new Map<string, Array<Fact>>()
  for (const one of facts) groups.set(key(one), [...(groups.get(key(one)) ?? []), one])
  return groups
}

/** By hand: every total as a sum over the cases. */
const counted = (facts: ReadonlyArray<Fact>) => {
  const sum = (some: ReadonlyArray<Fact>, of: (fact: Fact) => number) => some.reduce((total, one) => total + of(one), 0)
  const totals = (some: ReadonlyArray<Fact>) => ({
    cases: some.length,
    members: sum(some, ({ householdSize }) => householdSize),
    effectuated: some.filter(({ enrollmentStatus = "" }) => ["Effectuated", "Reinstated"].includes(enrollmentStatus))
      .length,
    selected: some.filter(({ enrollmentStatus }) => enrollmentStatus === "PlanSelected").length,
    premium: sum(some, ({ grossPremium = 0 }) => grossPremium),
    aptc: sum(some, ({ aptc = 0 }) => aptc)
  })
  const by = (key: (fact: Fact) => string) =>
    [...grouped(facts, key)].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, some]) => some)
  return {
    agencies: by(({ agencyId }) => agencyId).map((some) => ({
      agencyId: (some[0] as Fact).agencyId,
      totals: totals(some)
    })),
    agents: by(({ agencyId, agentId }) => `${agencyId}/${agentId}`).map((some) => ({
      agencyId: (some[0] as Fact).agencyId,
      agentId: (some[0] as Fact).agentId,
      totals: totals(some),
      cells: [
        ...grouped(some, ({ carrier = "", enrollmentStatus = "", metal = "" }) =>
          JSON.stringify([carrier, metal, enrollmentStatus])
        )
      ]
        .map(([key, cases]) => {
          const [carrier, metal, status] = JSON.parse(key)
          const { aptc, cases: count, members, premium } = totals(cases)
          return { carrier, metal, status, cases: count, members, premium, aptc }
        })
        .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
    }))
  }
}

/** What is kept is what would be made. @category laws */
export const cubeKept = make({
  id: "book-totals-kept-equal-made",
  sentence:
    "totals kept case by case through additions, removals and transfers equal those made of the book, and those counted by hand",
  rules: ["BOB-02", "BOB-05"],
  input: fc.record({ before: fc.array(fact, { maxLength: 30 }), steps: fc.array(step, { maxLength: 40 }) }),
  holds: ({ before, steps }, rules) => {
    const { add, columns, make: made, move, remove } = rules.cube
    const kept = made(columns(before))
    const facts = [...before]
    for (const { at, fact: one, to, what } of steps) {
      const index = facts.length === 0 ? -1 : at % facts.length
      const known = facts[index]
      if (what === "add") {
        add(kept, one)
        facts.push(one)
      } else if (known !== undefined && what === "remove") {
        remove(kept, known)
        facts.splice(index, 1)
      } else if (known !== undefined) {
        move(kept, known, to)
        facts[index] = { ...known, ...to }
      }
    }
    const said = told(rules, kept)
    return all(
      same(said, told(rules, made(columns(facts))), "the totals kept"),
      same(said, counted(facts), "the totals counted")
    )
  }
})

interface Transfers {
  readonly before: readonly [Fact, ...ReadonlyArray<Fact>]
  readonly to: ReadonlyArray<{ readonly at: number; readonly to: Seat }>
  readonly last: Seat
}

const transfers: fc.Arbitrary<Transfers> = fc.record({
  before: fc
    .tuple(fact, fc.array(fact, { maxLength: 30 }))
    .map(([one, more]): readonly [Fact, ...ReadonlyArray<Fact>] => [one, ...more]),
  to: fc.array(fc.record({ at: fc.nat(1000), to: seat }), { maxLength: 40 }),
  last: seat
})

/** Many transfers at once leave what one by one leaves. @category laws */
export const cubeMovedTogether = make({
  id: "book-totals-moved-together",
  sentence:
    "transfers made one by one, by number or all at once leave the same totals, and those are the totals of the book as it is then",
  rules: ["BOB-02", "BOB-05"],
  input: transfers,
  holds: ({ before, last, to }, rules) => {
    const { code, codeAll, columns, make: made, move, moveAll, moveCoded, seatOf } = rules.cube
    const [byName, byNumber, together] = [0, 1, 2].map(() => made(columns(before))) as [BookCube, BookCube, BookCube]
    const coded = before.map((one) => code(byNumber, one))
    const cases = codeAll(together, before)
    const facts: Array<Fact> = [...before]
    const planned = to.map(({ at, to: seatTo }) => ({ at: at % before.length, to: seatTo }))
    const transfer = (at: number, seatTo: Seat) => {
      move(byName, facts[at] as Fact, seatTo)
      moveCoded(byNumber, coded[at] as NonNullable<(typeof coded)[number]>, seatOf(byNumber, seatTo))
      facts[at] = { ...(facts[at] as Fact), ...seatTo }
    }
    for (const { at, to: seatTo } of planned) transfer(at, seatTo)
    const positions = Uint32Array.from(planned, ({ at }) => at)
    moveAll(
      together,
      cases,
      positions,
      Uint32Array.from(planned, (one) => seatOf(together, one.to))
    )
    const verdict = () => {
      const said = told(rules, byName)
      return all(
        same(told(rules, byNumber), said, "the totals moved by number"),
        same(told(rules, together), said, "the totals moved together"),
        same(said, counted(facts), "the totals counted")
      )
    }
    const between = verdict()
    // All cases to one agent, as when an agency loses its others.
    for (const at of before.keys()) transfer(at, last)
    moveAll(together, cases, Uint32Array.from(before.keys()), seatOf(together, last))
    return all(between, verdict())
  }
})

/** All laws of this module. @category laws */
export const laws: ReadonlyArray<Law> = [cubeKept, cubeMovedTogether]
