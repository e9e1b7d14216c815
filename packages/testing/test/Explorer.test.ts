import { describe, expect, it } from "vitest"
import { explore, type Machine } from "../src/Explorer.ts"
import { check, scopes } from "../src/ExplorerScope.ts"

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
    expect(explore(ring(3, 5))).toMatchObject({ states: 35, transitions: 105, depth: 12, complete: true })
  })
  it("grows over its first tables", () => {
    expect(explore(ring(4, 12, { symmetric: false })).states).toBe(20_736)
  })
  it("finds a shortest way into a breach, named without symmetry", () => {
    for (const symmetric of [true, false]) {
      const { counterexamples } = explore(ring(3, 7, { symmetric, forbidden: 3 }))
      expect(counterexamples).toHaveLength(1)
      expect(counterexamples[0]?.path).toHaveLength(6)
      const moved = [0, 1, 2].map((n) => counterexamples[0]?.path.filter((step) => step === n).length)
      expect(moved.sort()).toEqual([0, 3, 3])
    }
  })
  it("stops where it is told to", () => {
    expect(explore(ring(3, 9), { mostStates: 20 })).toMatchObject({ complete: false })
  })
})

describe("the rules of production", () => {
  it("keep every invariant in every state of the small scope", () => {
    const { states, traces, transitions } = check(scopes.small)
    expect(traces).toEqual([])
    expect({ states, transitions }).toMatchInlineSnapshot(`
      {
        "states": 9860,
        "transitions": 71164,
      }
    `)
  })
})
