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

/** What a text is renamed to by each renaming that makes agencies and agents smallest. */
interface Renamed {
  readonly to: ReadonlyArray<number>
  /** The smallest of those. */
  readonly least: number
  /** By which it comes, a bit for each. */
  readonly mask: number
}

/** What is known of all states with the same agencies and agents. */
interface People {
  /** Agencies and agents in the smallest order. */
  readonly smallest: Uint16Array
  /** The numbers of the renamings that lead there. */
  readonly by: ReadonlyArray<number>
  /** Cases and sessions by the number of their text, once they were seen with these people. */
  readonly cases: Array<Renamed | undefined>
  readonly sessions: Array<Renamed | undefined>
}

/** A tree over the numbers of agencies and agents; at its leaves is what is known of them. */
type Tree = Array<Tree | People | undefined>

/**
 * Rewrites a state to the smallest of its renamings.
 *
 * **Details**: which renamings put agencies and agents into the smallest order follows from those alone, and is found once
 * for all states that have them. Of these only the ones count by which the smallest case comes first.
 */
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

  /** Puts a number among those from the first case on, which are in order. */
  const sortIn = (place: number, value: number): void => {
    while (place > cases && (trial[place - 1] as number) > value) {
      trial[place] = trial[place - 1] as number
      place -= 1
    }
    trial[place] = value
  }

  /** Tries one renaming after the other. */
  const searched = (state: Uint16Array): void => {
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
      for (let n = cases; n < width - 1; n++) sortIn(n, move(one.cases, casePart, one.to, state[n] as number))
      trial[width - 1] = move(one.sessions, sessionPart, one.to, state[width - 1] as number)
      for (let n = cases; order === 0 && n < width; n++) order = (trial[n] as number) - (best[n] as number)
      if (order < 0) best.set(trial)
      first = false
    }
  }

  const root: Tree = []
  const known = (state: Uint16Array): People | undefined => {
    let tree: Tree | undefined = root
    for (let n = 0; n < cases - 1 && tree !== undefined; n++) tree = tree[state[n] as number] as Tree | undefined
    return tree?.[state[cases - 1] as number] as People | undefined
  }

  /** Keeps what a search has found, for states with the same people. */
  const learn = (state: Uint16Array, before: People | undefined): void => {
    const smallest = best.slice(0, cases)
    const leads = ({ from }: (typeof table)[number]) => smallest.every((value, n) => value === state[from[n] as number])
    const people: People = before ?? {
      ...{ smallest, cases: [], sessions: [] },
      by: table.flatMap((one, n) => (leads(one) ? [n] : []))
    }
    const of = (texts: "cases" | "sessions", number: number): Renamed => {
      const to = people.by.map((n) => table[n]?.[texts][number] as number)
      const least = Math.min(...to)
      return { to, least, mask: to.reduce((bits, value, n) => (value === least ? bits | (1 << n) : bits), 0) }
    }
    for (let n = cases; n < width - 1; n++)
      remember(people.cases, state[n] as number, () => of("cases", state[n] as number))
    remember(people.sessions, state[width - 1] as number, () => of("sessions", state[width - 1] as number))
    if (before !== undefined) return
    let tree = root
    for (let n = 0; n < cases - 1; n++) {
      const value = state[n] as number
      const next: Tree = (tree[value] as Tree | undefined) ?? []
      tree[value] = next
      tree = next
    }
    tree[state[cases - 1] as number] = people
  }

  /** Finds the smallest by what is known; false when something was not seen before. */
  const recalled = (state: Uint16Array, people: People): boolean => {
    const session = people.sessions[state[width - 1] as number]
    if (session === undefined) return false
    let least = Number.POSITIVE_INFINITY
    let mask = (2 ** people.by.length - 1) | 0
    for (let n = cases; n < width - 1; n++) {
      const one = people.cases[state[n] as number]
      if (one === undefined) return false
      // The case that comes first is the smallest that any renaming makes of one.
      if (one.least < least) {
        least = one.least
        mask = one.mask
      } else if (one.least === least) mask |= one.mask
    }
    best.set(people.smallest)
    for (let by = 0, first = true; mask !== 0; by++, mask >>>= 1) {
      if ((mask & 1) === 0) continue
      for (let n = cases; n < width - 1; n++) sortIn(n, people.cases[state[n] as number]?.to[by] as number)
      trial[width - 1] = session.to[by] as number
      let order = first ? -1 : 0
      for (let n = cases; order === 0 && n < width; n++) order = (trial[n] as number) - (best[n] as number)
      if (order < 0) for (let n = cases; n < width; n++) best[n] = trial[n] as number
      first = false
    }
    return true
  }

  // One bit for each renaming has to be enough.
  const learns = table.length <= 32
  return (state) => {
    const people = known(state)
    if (people === undefined || !recalled(state, people)) {
      searched(state)
      if (learns) learn(state, people)
    }
    state.set(best)
  }
}
