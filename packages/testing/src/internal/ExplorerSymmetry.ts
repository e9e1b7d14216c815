/**
 * Who may be exchanged for whom: agencies, the managers of one agency, its other agents, and consumers.
 *
 * @since 0.1.0
 */
import type { Machine } from "../Explorer.ts"
import type { Memo } from "./ExplorerMemo.ts"
import { type Part, renamed } from "./ExplorerShape.ts"
import type { Scope } from "./ExplorerSize.ts"

/** A value by number, made once; `undefined` is "not made yet". */
export const remember = <A>(table: Array<A | undefined>, number: number, make: () => A): A => {
  const known = table[number]
  if (known !== undefined) return known
  const made = make()
  table[number] = made
  return made
}

const permutations = (items: ReadonlyArray<number>): ReadonlyArray<ReadonlyArray<number>> =>
  items.length < 2
    ? [items]
    : items.flatMap((first) => permutations(items.filter((one) => one !== first)).map((rest) => [first, ...rest]))

/** Every renaming of agencies, of managers and of other agents of one agency, as the new place of each agent. */
const renamings = ({ agencies, agents, managers }: Scope): ReadonlyArray<ReadonlyArray<number>> => {
  const range = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => from + n)
  const inside = permutations(range(0, managers)).flatMap((first) =>
    permutations(range(managers, agents)).map((rest) => [...first, ...rest])
  )
  const choices = (count: number): ReadonlyArray<ReadonlyArray<ReadonlyArray<number>>> =>
    count === 0 ? [[]] : choices(count - 1).flatMap((before) => inside.map((one) => [...before, one]))
  return permutations(range(0, agencies)).flatMap((places) =>
    choices(agencies).map((orders) =>
      places.flatMap((place, a) => (orders[a] as ReadonlyArray<number>).map((j) => place * agents + j))
    )
  )
}

/** Rewrites a state to the smallest of its renamings. */
export const canonicalOf = (scope: Scope, memo: Memo): Machine["canonical"] => {
  const { agencies, agents, consumers } = scope
  const cases = agencies * (1 + agents)
  const width = cases + consumers + 1
  const table = renamings(scope).map((to) => {
    const from: Array<number> = Array.from({ length: width }, (_, n) => n)
    for (let a = 0; a < agencies; a++) from[Math.floor((to[a * agents] as number) / agents)] = a
    to.forEach((place, n) => {
      from[agencies + place] = agencies + n
    })
    return { from, to, cases: [] as Array<number | undefined>, sessions: [] as Array<number | undefined> }
  })
  const casePart: Part = { kind: "case", n: 0 }
  const sessionPart: Part = { kind: "session" }
  const move = (known: Array<number | undefined>, part: Part, to: ReadonlyArray<number>, number: number): number =>
    known[number] ??
    remember(known, number, () =>
      memo.intern(
        part.kind,
        renamed(part, memo.texts[part.kind][number] as string, (agent) => to[agent] as number)
      )
    )
  const best = new Uint16Array(width)
  const trial = new Uint16Array(width)
  return (state) => {
    let first = true
    for (const one of table) {
      let order = first ? -1 : 0
      for (let n = 0; n < cases; n++) {
        const value = state[one.from[n] as number] as number
        if (order === 0) {
          if (value > (best[n] as number)) order = 1
          else if (value < (best[n] as number)) order = -1
          if (order === 1) break
        }
        trial[n] = value
      }
      if (order === 1) continue
      for (let n = cases; n < width - 1; n++) {
        const value = move(one.cases, casePart, one.to, state[n] as number)
        let place = n
        while (place > cases && (trial[place - 1] as number) > value) {
          trial[place] = trial[place - 1] as number
          place -= 1
        }
        trial[place] = value
      }
      trial[width - 1] = move(one.sessions, sessionPart, one.to, state[width - 1] as number)
      for (let n = cases; order === 0 && n < width; n++) order = (trial[n] as number) - (best[n] as number)
      if (order < 0) best.set(trial)
      first = false
    }
    state.set(best)
  }
}
