/**
 * Exhaustive search of every reachable state of a small machine, breadth first, one representative of each
 * class of states that differ only in who is who.
 *
 * The engine knows no rules. A state is a row of small numbers; the machine lists the steps out of a state,
 * renames a state to its representative and says what is wrong with a state or a step. Breadth first means that
 * the first way found into a fault is a shortest one.
 *
 * @since 0.1.0
 */

/** Something that must not be: which invariant, and why. @category models */
export interface Breach {
  readonly invariant: string
  readonly because: string
}

/**
 * Called for each step out of a state; `next` is only valid during the call. `again` says that the step leads where the
 * last one led.
 *
 * @category models
 */
export type Visit = (step: number, next: Uint16Array, breaches: ReadonlyArray<Breach>, again?: boolean) => void

/** A machine with finitely many states. @category models */
export interface Machine {
  /** Numbers in a state. */
  readonly width: number
  readonly initial: ReadonlyArray<number>
  /** Calls `visit` for every step that changes something, always in the same order. */
  readonly expand: (state: Uint16Array, visit: Visit) => void
  /** Rewrites a state to the representative of its class, in place. */
  readonly canonical: (state: Uint16Array) => void
  /** What is wrong with a state by itself. */
  readonly inspect: (state: Uint16Array) => ReadonlyArray<Breach>
  /** Whether a state belongs to the scope; a step out of it is judged as a step and not followed. */
  readonly within: (state: Uint16Array) => boolean
}

/** A shortest way into a breach: numbers of steps from the initial state, without renaming. @category models */
export interface Counterexample extends Breach {
  readonly path: ReadonlyArray<number>
}

/** What a search found. @category models */
export interface Statistics {
  /** Representatives that were reached; fewer than the states they stand for. */
  readonly states: number
  /** Steps between states of the scope that changed something. */
  readonly transitions: number
  /** Steps that were judged and led out of the scope. */
  readonly left: number
  /** Steps on the shortest way to the farthest state. */
  readonly depth: number
  /** Breaches seen, and for each invariant the first of them. */
  readonly violations: number
  readonly counterexamples: ReadonlyArray<Counterexample>
  /** False when the search stopped early. */
  readonly complete: boolean
}

/** How a search ends. @category models */
export interface Options {
  /** Breaches after which the search stops; 1 when absent. */
  readonly stopAfter?: number
  /** States after which the search stops. */
  readonly mostStates?: number
  /** Called for every representative, in the order of discovery. */
  readonly each?: (state: Uint16Array) => void
}

const hashOf = (state: Uint16Array): number => {
  let hash = 0x9e3779b9
  for (let n = 0; n < state.length; n++) {
    hash = Math.imul(hash ^ (state[n] as number), 0x85ebca6b)
    hash ^= hash >>> 15
  }
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** States in the order in which they were found, each once; an open hash table over one long row of numbers. */
class Found {
  readonly width: number
  size = 0
  rows: Uint16Array
  parents = new Int32Array(1024)
  table = new Int32Array(4096).fill(-1)

  constructor(width: number) {
    this.width = width
    this.rows = new Uint16Array(1024 * width)
  }

  at(index: number): Uint16Array {
    return this.rows.subarray(index * this.width, (index + 1) * this.width)
  }

  /** Adds a state; false when it was known. */
  add(state: Uint16Array, parent: number): boolean {
    if (this.size * 2 > this.table.length) this.grow()
    const { rows, table, width } = this
    const mask = table.length - 1
    let slot = hashOf(state) & mask
    for (let known = table[slot] as number; known >= 0; known = table[slot] as number) {
      let n = 0
      const base = known * width
      while (n < width && rows[base + n] === state[n]) n++
      if (n === width) return false
      slot = (slot + 1) & mask
    }
    if (this.size === this.parents.length) {
      const parents = new Int32Array(this.size * 2)
      parents.set(this.parents)
      this.parents = parents
      const more = new Uint16Array(this.size * 2 * width)
      more.set(rows)
      this.rows = more
    }
    this.rows.set(state, this.size * width)
    this.parents[this.size] = parent
    table[slot] = this.size
    this.size += 1
    return true
  }

  private grow(): void {
    const table = new Int32Array(this.table.length * 4).fill(-1)
    const mask = table.length - 1
    for (let index = 0; index < this.size; index++) {
      let slot = hashOf(this.at(index)) & mask
      while ((table[slot] as number) >= 0) slot = (slot + 1) & mask
      table[slot] = index
    }
    this.table = table
  }
}

const equal = (a: Uint16Array, b: Uint16Array): boolean => a.every((value, n) => value === b[n])

/** Walks from the initial state along representatives, without renaming anybody on the way. */
const pathTo = (machine: Machine, found: Found, index: number, last?: Breach): ReadonlyArray<number> => {
  const chain: Array<Uint16Array> = []
  for (let at = index; at > 0; at = found.parents[at] as number) chain.unshift(found.at(at))
  const path: Array<number> = []
  let now = Uint16Array.from(machine.initial)
  const follow = (fits: (next: Uint16Array, breaches: ReadonlyArray<Breach>) => boolean) => {
    let chosen: Uint16Array<ArrayBuffer> | undefined
    machine.expand(now, (step, next, breaches) => {
      if (chosen !== undefined || !fits(next, breaches)) return
      chosen = Uint16Array.from(next)
      path.push(step)
    })
    if (chosen === undefined) throw new Error("the representatives of this machine do not stand for their classes")
    now = chosen
  }
  for (const target of chain) {
    follow((next) => {
      const renamed = Uint16Array.from(next)
      machine.canonical(renamed)
      return equal(renamed, target)
    })
  }
  if (last !== undefined) follow((_, breaches) => breaches.some((breach) => breach.invariant === last.invariant))
  return path
}

/**
 * Visits every reachable state of a machine and judges every state and every step.
 *
 * @category machine
 */
export const explore = (machine: Machine, options: Options = {}): Statistics => {
  const { mostStates = Number.POSITIVE_INFINITY, stopAfter = 1 } = options
  const found = new Found(machine.width)
  const counterexamples = new Map<string, Counterexample>()
  let violations = 0
  let transitions = 0
  let left = 0
  let depth = 0
  const report = (breaches: ReadonlyArray<Breach>, index: number, isStep: boolean) => {
    for (const breach of breaches) {
      violations += 1
      if (counterexamples.has(breach.invariant)) continue
      counterexamples.set(breach.invariant, {
        ...breach,
        path: pathTo(machine, found, index, isStep ? breach : undefined)
      })
    }
  }
  const scratch = Uint16Array.from(machine.initial)
  machine.canonical(scratch)
  found.add(scratch, -1)
  report(machine.inspect(scratch), 0, false)
  let current = 0
  let inside = false
  const visit: Visit = (_, next, breaches, again) => {
    if (breaches.length > 0) report(breaches, current, true)
    if (again !== true) inside = machine.within(next)
    if (!inside) {
      left += 1
      return
    }
    transitions += 1
    if (again === true) return
    scratch.set(next)
    machine.canonical(scratch)
    if (!found.add(scratch, current)) return
    const wrong = machine.inspect(scratch)
    if (wrong.length > 0) report(wrong, found.size - 1, false)
  }
  let levelEnd = 1
  for (; current < found.size; current++) {
    if (violations >= stopAfter || found.size > mostStates) break
    if (current === levelEnd) {
      levelEnd = found.size
      depth += 1
    }
    const state = found.at(current).slice()
    options.each?.(state)
    machine.expand(state, visit)
  }
  return {
    states: found.size,
    transitions,
    left,
    depth,
    violations,
    counterexamples: Array.from(counterexamples.values()),
    complete: current >= found.size
  }
}
