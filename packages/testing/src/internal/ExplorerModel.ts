/**
 * A scope as a machine for the explorer: every step is an answer of production, remembered by what it asked for.
 *
 * @since 0.1.0
 */
import type { Facts } from "@agencybook/core/Facts"
import * as Id from "@agencybook/core/Id"
import type { Breach, Machine } from "../Explorer.ts"
import { judgeState, judgeStep, type Subject } from "../Invariants.ts"
import * as Sample from "../Sample.ts"
import { type Change, Memo } from "./ExplorerMemo.ts"
import type { Move, Surroundings } from "./ExplorerMove.ts"
import { movesOf } from "./ExplorerMoves.ts"
import { aged, type Part, sizesOf, type Wait, waits } from "./ExplorerShape.ts"
import type { Scope } from "./ExplorerSize.ts"
import { type Rules, take } from "./ExplorerStep.ts"
import { canonicalOf, remember } from "./ExplorerSymmetry.ts"

const none: ReadonlyArray<never> = []

/** What a move does to a state: the changes of parts, and what is wrong with it. */
interface Leaf {
  readonly step: number
  readonly changes: ReadonlyArray<Change>
  readonly breaches: ReadonlyArray<Breach>
}

/** Puts leaves with the same changes next to each other, with one list of changes between them. */
const grouped = (leaves: ReadonlyArray<Leaf>): ReadonlyArray<Leaf> => {
  const lists = new Map<string, Array<Leaf>>()
  const names = new Map<Change, number>()
  for (const leaf of leaves) {
    const key = leaf.changes.map((change) => names.get(change) ?? names.set(change, names.size).size - 1).join()
    const [first] = lists.get(key) ?? []
    if (first === undefined) lists.set(key, [leaf])
    else lists.get(key)?.push({ ...leaf, changes: first.changes })
  }
  return Array.from(lists.values()).flat()
}

/** The names under which moves see a state of the explorer. */
const around: Surroundings = { fresh: "new", session: Id.make("session-0"), at: Sample.now }

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
      return scope.features.staff ? `Certified;${scope.features.approval ? "P" : ""}2A` : "Certified"
    case "agent":
      return scope.features.career && part.n % scope.agents >= scope.managers
        ? "Incomplete;;Invited;;"
        : "Certified;;Active;;"
    case "case":
      return `;;None${scope.features.waiting ? ";;" : scope.features.ways ? ";" : ""}`
    case "session":
      return ""
  }
}

/** How many things of a part are out of the ordinary. */
const weightOf = (part: Part, text: string, { agenciesCount }: Scope): number => {
  switch (part.kind) {
    case "agency": {
      // Whether a helper is approved yet is in the order of things.
      const [state, helper = "2A"] = text.replace(/;[PE]/, ";").split(";")
      // That nobody manages it is the manager's matter, and counts there.
      return (state?.startsWith("Certified") || !agenciesCount ? 0 : 1) + (helper === "2A" ? 0 : 1)
    }
    case "agent": {
      const [certification, , employment, locked] = text.split(";")
      return (certification === "Certified" ? 0 : 1) + (employment === "Active" ? 0 : 1) + (locked === "" ? 0 : 1)
    }
    case "case": {
      const [delegations = "", codes, account, passcodes = "", transfers = ""] = text.split(";")
      // Who was sent away is as much out of the ordinary as who is asked.
      const requests = delegations.match(/[rqz]/g)?.length ?? 0
      const live = passcodes.match(/[mk]/g)?.length ?? 0
      return (
        requests +
        live +
        (transfers === "" ? 0 : transfers.split(",").length) +
        (codes === "" && account === "None" ? 0 : 1)
      )
    }
    case "session":
      // More than one session at a time is outside every scope.
      return text === "" ? 0 : text.includes(",") ? 1000 : 1
  }
}

/** A scope as a machine, with its parts and the names of its steps. */
export interface Model extends Machine {
  readonly memo: Memo
  readonly parts: ReadonlyArray<Part>
  /** Names of the steps by number; the last ones let time pass. */
  readonly steps: ReadonlyArray<string>
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
  const sizes = sizesOf(scope)
  const memo = new Memo(parts, sizes)
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
    const asks = moves.map((move, n) => memo.ask((facts) => leafOf(move, facts, first + n)))
    const ask = memo.askAll(asks, (found): ReadonlyArray<Leaf> => {
      const leaves = grouped(found.flat())
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
  const weights = parts.map(() => [] as Array<number | undefined>)
  const weigh = (position: number, number: number): number => {
    const table = weights[position] as Array<number | undefined>
    const part = parts[position] as Part
    return (
      table[number] ?? remember(table, number, () => weightOf(part, memo.texts[part.kind][number] as string, scope))
    )
  }
  const weightOfAll = (state: Uint16Array): number =>
    state.reduce((sum, number, position) => sum + weigh(position, number), 0)
  // The weight of `next` is kept beside it, since nearly all questions are about that state.
  let base = 0
  let weight = 0
  const within: Machine["within"] = (state) => (state === next ? weight : weightOfAll(state)) <= scope.budget

  /** Writes the state after changes into `next`; true when it is the same state. */
  const changesTo = (state: Uint16Array, changes: ReadonlyArray<Change>): boolean => {
    next.set(state)
    weight = base
    let same = true
    for (const change of changes) {
      const before = next[change.position] as number
      const after = change.next[before] ?? memo.apply(change, before)
      if (after === before) continue
      next[change.position] = after
      weight += weigh(change.position, after) - weigh(change.position, before)
      same = false
    }
    return same
  }
  /** The number of a text when a time has passed, kept for the next time that it does. */
  const later = (table: Array<number | undefined>, position: number, before: number, wait: Wait): number => {
    const part = parts[position] as Part
    const text = memo.texts[part.kind][before] as string
    return remember(table, before, () => memo.intern(part.kind, aged(part, text, wait, sizes)))
  }

  const expand: Machine["expand"] = (state, visit) => {
    base = weightOfAll(state)
    for (const group of groups) {
      const { ask, fits, position, when } = group
      if (when !== undefined) {
        const number = state[position] as number
        if (!(fits[number] ?? remember(fits, number, () => when.test(memo.text(state, position))))) continue
      }
      let last: ReadonlyArray<Change> | undefined
      let same = true
      for (const { breaches, changes, step } of ask(state)) {
        const again = changes === last
        if (!again) {
          same = changesTo(state, changes)
          last = changes
        }
        if (!same || breaches.length > 0) visit(step, next, breaches, again)
      }
    }
    for (const { step, tables, wait } of passing) {
      let same = true
      // Time alone puts nothing out of the ordinary that was not.
      weight = base
      for (let position = 0; position < width; position++) {
        const table = tables[position] as Array<number | undefined>
        const before = state[position] as number
        const after = table[before] ?? later(table, position, before, wait)
        next[position] = after
        if (after !== before) same = false
      }
      if (!same) visit(step, next, none)
    }
  }

  const sights = subjectsOf(scope).map((subject) => {
    const seen = memo.ask((facts): ReadonlyArray<Breach> => {
      const breaches = judgeState({ subject, facts, moment, rules })
      return breaches.length === 0 ? none : breaches
    })
    return memo.askAll([seen], ([breaches]) => breaches as ReadonlyArray<Breach>)
  })
  const inspect: Machine["inspect"] = (state) => {
    let breaches: ReadonlyArray<Breach> = none
    for (const ask of sights) {
      const seen = ask(state)
      if (seen.length > 0) breaches = [...breaches, ...seen]
    }
    return breaches
  }
  return {
    memo,
    parts,
    steps,
    width,
    initial: parts.map((part) => memo.intern(part.kind, initialText(part, scope))),
    canonical: symmetric ? canonicalOf(scope, memo) : () => undefined,
    expand,
    inspect,
    within
  }
}
