import * as Dates from "@agencybook/core/CalendarDate"
import { describe, expect, it } from "vitest"
import { explore, type Machine } from "../src/Explorer.ts"
import { carryOut, check, concrete, initialWorld, replay, type Scope, scopes } from "../src/ExplorerScope.ts"
import { invariants } from "../src/Invariants.ts"
import { modelOf, partsOf } from "../src/internal/ExplorerModel.ts"
import { movesOf } from "../src/internal/ExplorerMoves.ts"
import { ancient, type Entry, encode, type Part, sizesOf, waits } from "../src/internal/ExplorerShape.ts"
import { core } from "../src/Rules.ts"
import * as Sample from "../src/Sample.ts"
import * as Seed from "../src/Seed.ts"
import * as World from "../src/World.ts"
import { mutants } from "./fixture/explorer-mutants.ts"

/** Tokens on a ring of `size` places; a step moves one of them onwards, and two may not meet on `forbidden`. */
const ring = (
  tokens: number,
  size: number,
  options: { readonly symmetric?: boolean; readonly forbidden?: number } = {}
): Machine => ({
  width: tokens,
  initial: Array.from({ length: tokens }, () => 0),
  expand: (state, visit) => {
    for (let n = 0; n < tokens; n++) {
      const next = Uint16Array.from(state)
      next[n] = ((state[n] as number) + 1) % size
      visit(n, next, [])
    }
  },
  canonical: (state) => void (options.symmetric === false || state.sort()),
  inspect: (state) =>
    state.filter((place) => place === options.forbidden).length < 2 ? [] : [{ invariant: "apart", because: "two met" }],
  within: () => true
})

describe("the engine", () => {
  it("finds every state of a machine and no other", () => {
    expect(explore(ring(2, 5, { symmetric: false }))).toMatchObject({
      states: 25,
      transitions: 50,
      depth: 8,
      violations: 0,
      complete: true
    })
  })
  it("visits one state of each class when its machine is symmetric", () => {
    // Three tokens on five places: 5 * 6 * 7 / 6 selections with repetition.
    expect(explore(ring(3, 5))).toMatchObject({ states: 35, transitions: 105, complete: true })
  })
  it("grows over its first tables", () => {
    expect(explore(ring(4, 12, { symmetric: false })).states).toBe(20_736)
  })
  it("finds a shortest way into a breach, told without renaming", () => {
    for (const symmetric of [true, false]) {
      const { counterexamples } = explore(ring(3, 7, { symmetric, forbidden: 3 }))
      const path = counterexamples[0]?.path ?? []
      const moved = [0, 1, 2].map((n) => path.filter((step) => step === n).length)
      expect(moved.sort()).toEqual([0, 3, 3])
    }
  })
  it("stops where it is told to", () => {
    expect(explore(ring(3, 9), { mostStates: 20 })).toMatchObject({ complete: false })
  })
})

/** What an observer of real records sees of each part of a scope. */
const seen = (scope: Scope, world: World.World, at: Dates.Instant): ReadonlyArray<string> => {
  const entries = (part: Part): ReadonlyArray<Entry> => {
    switch (part.kind) {
      case "agency":
        return [
          { kind: "agency", record: World.records(world, "agency")[part.n] as never },
          ...World.records(world, "staff").flatMap(
            (record): ReadonlyArray<Entry> =>
              record.agencyId === Sample.agencyId(part.n) ? [{ kind: "staff", record }] : []
          )
        ]
      case "agent": {
        const agentId = Sample.agentId(part.n)
        const employment = World.records(world, "employment").find((one) => one.agentId === agentId) as never
        const account = world.extranetAccount.get(agentId)
        return [
          { kind: "agent", record: world.agent.get(agentId) as never },
          { kind: "employment", record: employment },
          ...(account === undefined ? [] : [{ kind: "extranetAccount", record: account } as const])
        ]
      }
      case "case": {
        const caseId = Sample.caseId(part.n)
        const of = <R extends { readonly caseId: string }>(records: ReadonlyArray<R>) =>
          records.filter((one) => one.caseId === caseId)
        return [
          { kind: "case", record: world.case.get(caseId) as never },
          ...of(World.records(world, "delegation")).map((record): Entry => ({ kind: "delegation", record })),
          ...of(World.records(world, "consent")).map((record): Entry => ({ kind: "consent", record })),
          ...of(World.records(world, "agentChangeCode")).map((record): Entry => ({ kind: "agentChangeCode", record })),
          ...of(World.records(world, "accessCode")).map((record): Entry => ({ kind: "accessCode", record })),
          ...World.records(world, "transfer").flatMap(
            (record): ReadonlyArray<Entry> =>
              record.rows.some((row) => row.caseId === caseId) ? [{ kind: "transfer", record }] : []
          )
        ]
      }
      case "session":
        return World.records(world, "acting").map((record): Entry => {
          const { agencyId, agentId, managerId, openedAt } = record
          const changes = [managerId, agentId].flatMap((one) => {
            const member = World.memberOf(world, one, agencyId)
            return member === undefined
              ? []
              : [member.agent.certification.since, member.employment.since, member.agency.certification.since]
          })
          const outlived = changes.some((since) => since > openedAt)
          return { kind: "acting", record: outlived ? { ...record, openedAt: ancient } : record }
        })
    }
  }
  const sizes = sizesOf(scope)
  return partsOf(scope).map((part) => encode(part, entries(part), sizes, at))
}

/** Compares every move on the states of a random walk: remembered by the explorer, and carried out on real records. */
const compare = (scope: Scope, start: number, length: number): number => {
  const model = modelOf(scope, core)
  const moves = movesOf(scope).flatMap((group) => group.moves)
  const interned = (texts: ReadonlyArray<string>) =>
    Uint16Array.from(texts, (text, position) => model.memo.intern((model.parts[position] as Part).kind, text))
  const spans = Object.values(waits)
  const seed = Seed.from(start)
  let compared = 0
  let world = initialWorld(scope)
  let at = Sample.now
  for (let n = 0; n < length; n++) {
    const before = seen(scope, world, at)
    const state = interned(before)
    const found = new Map<number, ReadonlyArray<string>>()
    model.expand(state, (step, next) => {
      found.set(
        step,
        Array.from(next, (_, position) => model.memo.text(next, position))
      )
    })
    const outcomes = model.steps.map((name, step) => {
      const move = moves[step]
      const span = spans[step - moves.length]
      const then = Dates.plusMillis(at, span ?? 1000)
      const after = move === undefined ? world : carryOut(scope, core, world, concrete(move, world, n, then)).world
      const texts = seen(scope, after, then)
      expect([name, ...(found.get(step) ?? before)]).toEqual([name, ...texts])
      compared += 1
      const inside = model.within(interned(texts))
      return { then, after, goes: inside && texts.join() !== before.join(), waits: move === undefined }
    })
    const useful = outcomes.filter(({ goes, waits }) => goes && (!waits || seed.chance(10)))
    if (useful.length === 0) break
    const chosen = seed.pick(useful)
    world = chosen.after
    at = chosen.then
  }
  return compared
}

describe("the rules of production", () => {
  it.each(["small", "pair", "career", "extranet", "ways", "licences", "approval", "waiting", "asking"] as const)(
    "keep every invariant in every state of the scope %s",
    (name) => {
      const { complete, invariants, states, traces, transitions } = check(scopes[name])
      expect(traces).toEqual([])
      expect({ complete, invariants, states, transitions }).toMatchSnapshot()
    }
  )

  it.each([
    "small",
    "pair",
    "career",
    "extranet",
    "ways",
    "licences",
    "approval",
    "waiting",
    "asking",
    "2x3x3",
    "2x4x2"
  ] as const)("answer the same when the explorer remembers and when the portal asks, in %s", (name) => {
    const walks = Array.from({ length: 4 }, (_, n) => compare(scopes[name], 100 + n, 15))
    expect(walks.reduce((sum, one) => sum + one)).toBeGreaterThan(1000)
  })

  it.each(["small", "ways", "licences", "approval", "waiting", "asking"] as const)(
    "let every rightful move of the scope %s happen, and none of the others",
    (name) => {
      const model = modelOf(scopes[name], core)
      const happened = new Set<string>()
      const never = ({ name }: { readonly name: string }) => !happened.has(name)
      const expand: Machine["expand"] = (state, visit) =>
        model.expand(state, (step, ...rest) => {
          happened.add(model.steps[step] as string)
          visit(step, ...rest)
        })
      explore({ ...model, expand })
      const moves = movesOf(scopes[name]).flatMap((group) => group.moves)
      expect(moves.filter(never).map(({ name }) => name)).toMatchSnapshot()
    }
  )

  it("reach the same classes of states with and without symmetry", () => {
    const scope: Scope = scopes.pair
    const reduced = modelOf(scope, core)
    const plain = modelOf(scope, core, false)
    const classes = new Set<string>()
    const representatives = new Set<string>()
    let states = 0
    const texts = (state: Uint16Array) => Array.from(state, (_, position) => reduced.memo.text(state, position)).join()
    explore(reduced, { each: (state) => representatives.add(texts(state)) })
    explore(plain, {
      each: (state) => {
        states += 1
        const kindOf = (position: number) => (plain.parts[position] as Part).kind
        const same = Uint16Array.from(state, (_, n) => reduced.memo.intern(kindOf(n), plain.memo.text(state, n)))
        reduced.canonical(same)
        classes.add(texts(same))
      }
    })
    expect(states).toBeGreaterThan(2.5 * representatives.size)
    expect(classes.size).toBe(representatives.size)
  })
})

describe("a fault in the rules", () => {
  it.each(mutants)("is found: $fault", ({ rules, scope, seenBy, steps }) => {
    const [trace] = check(scopes[scope], rules).traces
    expect(seenBy).toContain(trace?.invariant)
    expect(trace?.steps).toHaveLength(steps)
    const [plain] = check(scopes[scope], rules, { symmetric: false }).traces
    expect(plain?.steps).toHaveLength(steps)
    const written = JSON.parse(JSON.stringify(trace))
    expect(replay(written, rules).map(({ invariant }) => invariant)).toContain(trace?.invariant)
    expect(replay(written)).toEqual([])
  })
  it("exists for every invariant that is judged", () => {
    const seen = new Set(mutants.flatMap(({ seenBy }) => seenBy))
    expect(invariants.filter(({ id }) => !seen.has(id))).toEqual([])
  })
})

describe("the list of invariants", () => {
  it("has all sixteen of the design", () => {
    const ids = invariants.map(({ id }) => id)
    expect(ids.toSorted()).toEqual(Array.from({ length: 16 }, (_, n) => `I${n + 1}`).toSorted())
    expect(invariants.every(({ state, step }) => state !== undefined || step !== undefined)).toBe(true)
  })
  it("speaks only of scopes that exist", () => {
    const trace = { scope: "nowhere", invariant: "I1", because: "", steps: [] }
    expect(() => replay(trace)).toThrow("there is no scope `nowhere`")
  })
})
