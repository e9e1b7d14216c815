/**
 * A scope as a machine for the explorer: every step is an answer of production, remembered by what it asked for.
 *
 * @since 0.1.0
 */
import type { Facts } from "@agencybook/core/Facts"
import * as Id from "@agencybook/core/Id"
import type { Breach, Machine } from "../Explorer.ts"
import type { Scope } from "../ExplorerScope.ts"
import { judgeState, judgeStep, type Subject } from "../Invariants.ts"
import * as Sample from "../Sample.ts"
import { type Change, Memo } from "./ExplorerMemo.ts"
import { type Move, movesOf, type Surroundings } from "./ExplorerMoves.ts"
import { aged, type Part, renamed, type Wait, waits } from "./ExplorerShape.ts"
import { type Rules, take } from "./ExplorerStep.ts"

const none: ReadonlyArray<never> = []

/** A value by number, made once; `undefined` is "not made yet". */
const remember = <A>(table: Array<A | undefined>, number: number, make: () => A): A => {
  const known = table[number]
  if (known !== undefined) return known
  const made = make()
  table[number] = made
  return made
}

/** What a move does to a state: the changes of parts, and what is wrong with it. */
interface Leaf {
  readonly step: number
  readonly changes: ReadonlyArray<Change>
  readonly breaches: ReadonlyArray<Breach>
}

/** The names under which moves see a state of the explorer. */
const around: Surroundings = { fresh: "new", session: Id.make("session-0") }

/** The parts of a scope, in the order of the numbers of a state. */
export const partsOf = ({ agencies, agents, consumers }: Scope): ReadonlyArray<Part> => {
  const of = (kind: "agency" | "agent" | "case", count: number): ReadonlyArray<Part> =>
    Array.from({ length: count }, (_, n) => ({ kind, n }))
  return [...of("agency", agencies), ...of("agent", agencies * agents), ...of("case", consumers), { kind: "session" }]
}

/** The text of a part before anything has happened. */
export const initialText = (part: Part, scope: Scope): string => {
  switch (part.kind) {
    case "agency":
      return "Certified"
    case "agent":
      return scope.features.career && part.n % scope.agents >= scope.managers
        ? "Incomplete;;Invited;"
        : "Certified;;Active;"
    case "case":
      return ";;None"
    case "session":
      return ""
  }
}

/** How many things of a part are out of the ordinary. */
const weightOf = (part: Part, text: string): number => {
  switch (part.kind) {
    case "agency":
      return text === "Certified" ? 0 : 1
    case "agent": {
      const [certification, , employment, locked] = text.split(";")
      return (certification === "Certified" ? 0 : 1) + (employment === "Active" ? 0 : 1) + (locked === "" ? 0 : 1)
    }
    case "case": {
      const [delegations = "", codes, account] = text.split(";")
      const requests = delegations.match(/[rq]/g)?.length ?? 0
      return requests + (codes === "" && account === "None" ? 0 : 1)
    }
    case "session":
      // More than one session at a time is outside every scope.
      return text === "" ? 0 : text.includes(",") ? 1000 : 1
  }
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

/** A scope as a machine, with its parts and the names of its steps. */
export interface Model extends Machine {
  readonly memo: Memo
  /** Names of the steps by number; the last ones let time pass. */
  readonly steps: ReadonlyArray<string>
}

/** Rewrites a state to the smallest of its renamings. */
const canonicalOf = (scope: Scope, memo: Memo): Machine["canonical"] => {
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

const subjectsOf = (scope: Scope): ReadonlyArray<Subject> => {
  const list = <A>(count: number, make: (n: number) => A) => Array.from({ length: count }, (_, n) => make(n))
  return [
    ...list(scope.agencies, (n): Subject => ({ _tag: "Agency", agencyId: Sample.agencyId(n) })),
    ...list(scope.agencies * scope.agents, (n): Subject => {
      const agencyId = Sample.agencyId(Math.floor(n / scope.agents))
      return { _tag: "Agent", agentId: Sample.agentId(n), agencyId }
    }),
    ...list(scope.consumers, (n): Subject => ({ _tag: "Case", caseId: Sample.caseId(n) })),
    ...(scope.features.acting ? [{ _tag: "Session", actingId: around.session } as const] : [])
  ]
}

/** Builds the machine of a scope over rules; `symmetric: false` keeps every state apart. */
export const modelOf = (scope: Scope, rules: Rules, symmetric = true): Model => {
  const parts = partsOf(scope)
  const memo = new Memo(parts, { agents: scope.agents, managers: scope.managers, memory: scope.features.memory })
  const { policy } = scope
  const moment = { commandId: Id.make<Id.CommandId>("now"), at: Sample.now, policy }

  const leafOf = ({ send }: Move, facts: Facts, step: number): ReadonlyArray<Leaf> => {
    const sent = send(facts, around)
    if (sent === undefined) return none
    if ("host" in sent) return [{ step, changes: memo.changesOf([sent.host]), breaches: none }]
    const taken = take(rules, facts, sent, moment)
    if (taken._tag === "Refused" || taken.events.length === 0) return none
    return [{ step, changes: memo.changesOf(taken.events), breaches: judgeStep(taken) }]
  }

  const steps: Array<string> = []
  const groups = movesOf(scope).map(({ moves, part, when }) => {
    const position =
      part === undefined
        ? -1
        : parts.findIndex((one) => part === (one.kind === "session" ? "session" : `${one.kind}-${one.n}`))
    const first = steps.length
    for (const { name } of moves) steps.push(name)
    // The moves of a group ask much the same, so one walk through their questions answers them all.
    const ask = memo.ask((facts: Facts): ReadonlyArray<Leaf> => {
      const leaves = moves.flatMap((move, n): ReadonlyArray<Leaf> => leafOf(move, facts, first + n))
      return leaves.length === 0 ? none : leaves
    })
    return { position, when, fits: [] as Array<boolean | undefined>, ask }
  })
  const passing = (Object.keys(waits) as ReadonlyArray<Wait>).map((wait) => {
    steps.push(`wait ${wait}`)
    return { step: steps.length - 1, wait, tables: parts.map(() => [] as Array<number | undefined>) }
  })

  const width = parts.length
  const next = new Uint16Array(width)
  const expand: Machine["expand"] = (state, visit) => {
    for (const group of groups) {
      const { ask, fits, position, when } = group
      if (when !== undefined && !remember(fits, state[position] as number, () => when.test(memo.text(state, position))))
        continue
      for (const { breaches, changes, step } of ask(state)) {
        next.set(state)
        let same = breaches.length === 0
        for (const change of changes) {
          const before = state[change.position] as number
          const after = change.next[before] ?? memo.apply(change, before)
          if (after === before) continue
          next[change.position] = after
          same = false
        }
        if (!same) visit(step, next, breaches)
      }
    }
    for (const { step, tables, wait } of passing) {
      let same = true
      for (let position = 0; position < width; position++) {
        const table = tables[position] as Array<number | undefined>
        const part = parts[position] as Part
        const before = state[position] as number
        const after = remember(table, before, () =>
          memo.intern(part.kind, aged(part, memo.text(state, position), wait))
        )
        next[position] = after
        if (after !== before) same = false
      }
      if (!same) visit(step, next, none)
    }
  }

  const sights = subjectsOf(scope).map((subject) =>
    memo.ask((facts): ReadonlyArray<Breach> => {
      const breaches = judgeState({ subject, facts, moment, rules })
      return breaches.length === 0 ? none : breaches
    })
  )
  const inspect: Machine["inspect"] = (state) => {
    let breaches: ReadonlyArray<Breach> = none
    for (const ask of sights) {
      const seen = ask(state)
      if (seen.length > 0) breaches = [...breaches, ...seen]
    }
    return breaches
  }
  const weights = parts.map(() => [] as Array<number | undefined>)
  const within: Machine["within"] = (state) => {
    let weight = 0
    for (let position = 0; position < width; position++) {
      const table = weights[position] as Array<number | undefined>
      const number = state[position] as number
      weight +=
        table[number] ?? remember(table, number, () => weightOf(parts[position] as Part, memo.text(state, position)))
    }
    return weight <= scope.budget
  }
  return {
    memo,
    steps,
    width,
    initial: parts.map((part) => memo.intern(part.kind, initialText(part, scope))),
    canonical: symmetric ? canonicalOf(scope, memo) : () => undefined,
    expand,
    inspect,
    within
  }
}
