/**
 * Answers of production functions, remembered by what they really asked for.
 *
 * A function of facts runs once on recorded facts: every record that it asks for is noted with the part of the state
 * it came from. Another state that gives the same records to the same questions must give the same answer, because
 * the function is pure; so the answer is found by following its questions instead of asking again. Nothing has to be
 * declared, and a rule that starts to read more is noticed by itself.
 *
 * @since 0.1.0
 */
import { applied, type Facts } from "@agencybook/core/Facts"
import { type Event, idOf, type Kind, keyOf, type Records } from "@agencybook/core/Record"
import * as Sample from "../Sample.ts"
import { decode, type Entry, encode, type Part, type Sizes } from "./ExplorerShape.ts"

/** One question about one part of a state; answers are numbered. */
interface View {
  readonly position: number
  readonly select: (entry: Entry) => boolean
  /** Number of the answer for each text number of the part. */
  readonly table: Array<number | undefined>
  readonly known: Map<string, number>
  readonly answers: Array<ReadonlyArray<Entry["record"]>>
}

interface Node<A> {
  view: View | undefined
  leaf: A | undefined
  readonly next: Array<Node<A> | undefined>
}

/** Events of one part, with the text number after them for each text number before. */
export interface Change {
  readonly position: number
  readonly events: ReadonlyArray<Event>
  readonly next: Array<number | undefined>
}

/** A remembered function of facts. */
export type Ask<A> = (state: Uint16Array) => A

/** The parts of a scope, the texts seen so far, and functions remembered over them. */
export class Memo {
  readonly parts: ReadonlyArray<Part>
  readonly sizes: Sizes
  readonly texts: Record<Part["kind"], Array<string>> = { agency: [], agent: [], case: [], session: [] }
  private readonly numbers = { agency: new Map(), agent: new Map(), case: new Map(), session: new Map() } as Record<
    Part["kind"],
    Map<string, number>
  >
  private readonly entries: Array<Array<ReadonlyArray<Entry> | undefined>>
  private readonly views = new Map<string, View>()
  private readonly changes = new Map<string, Change>()
  private readonly positions: ReadonlyMap<string, number>
  private readonly ofKind: Record<Part["kind"], ReadonlyArray<number>>

  constructor(parts: ReadonlyArray<Part>, sizes: Sizes) {
    this.parts = parts
    this.sizes = sizes
    this.entries = parts.map(() => [])
    this.positions = new Map(
      parts.map((part, position) => [part.kind === "session" ? "session" : `${part.kind}-${part.n}`, position])
    )
    const of = (kind: Part["kind"]) => parts.flatMap((part, position) => (part.kind === kind ? [position] : []))
    this.ofKind = { agency: of("agency"), agent: of("agent"), case: of("case"), session: of("session") }
  }

  /** The number of a text. */
  intern(kind: Part["kind"], text: string): number {
    const known = this.numbers[kind].get(text)
    if (known !== undefined) return known
    const number = this.texts[kind].length
    if (number > 65_535) throw new RangeError("a part has too many states for this scope")
    this.texts[kind].push(text)
    this.numbers[kind].set(text, number)
    return number
  }

  /** The text of a part of a state. */
  text(state: Uint16Array, position: number): string {
    return this.texts[(this.parts[position] as Part).kind][state[position] as number] as string
  }

  /** The records of a part with a text number. */
  records(position: number, number: number): ReadonlyArray<Entry> {
    const table = this.entries[position] as Array<ReadonlyArray<Entry> | undefined>
    const known = table[number]
    if (known !== undefined) return known
    const part = this.parts[position] as Part
    const decoded = decode(part, this.texts[part.kind][number] as string, this.sizes)
    table[number] = decoded
    return decoded
  }

  /** Groups events by the part they change. */
  changesOf(events: ReadonlyArray<Event>): ReadonlyArray<Change> {
    const groups = new Map<number, Array<Event>>()
    for (const event of events) {
      if (event._tag === "TransferApplied") continue
      const position = this.positionOf(event)
      if (position === undefined) throw new Error(`\`${event._tag}\` changes a record that the state does not hold`)
      const group = groups.get(position)
      if (group === undefined) groups.set(position, [event])
      else group.push(event)
    }
    return Array.from(groups, ([position, group]) => {
      const key = `${position} ${JSON.stringify(group)}`
      const known = this.changes.get(key)
      if (known !== undefined) return known
      const change: Change = { position, events: group, next: [] }
      this.changes.set(key, change)
      return change
    })
  }

  /** The text number after a change, by the `evolve` of production. */
  apply(change: Change, number: number): number {
    const known = change.next[number]
    if (known !== undefined) return known
    const { events, position } = change
    const part = this.parts[position] as Part
    const before = this.records(position, number)
    const find = (kind: Kind, id: string) =>
      before.find((entry) => entry.kind === kind && idOf(entry.kind, entry.record) === id)?.record as never
    const after = new Map(before.map((entry) => [`${entry.kind}/${idOf(entry.kind, entry.record)}`, entry]))
    for (const { id, kind, record } of applied(events, find).values())
      after.set(`${kind}/${id}`, { kind, record } as Entry)
    const next = this.intern(part.kind, encode(part, Array.from(after.values()), this.sizes, Sample.now))
    change.next[number] = next
    return next
  }

  /** Remembers a function of facts. */
  ask<A>(compute: (facts: Facts) => A): Ask<A> {
    const root: Node<A> = { view: undefined, leaf: undefined, next: [] }
    return (state) => {
      let node = root
      for (;;) {
        if (node.leaf !== undefined) return node.leaf
        const view = node.view
        if (view === undefined) break
        const answer = view.table[state[view.position] as number]
        const child = answer === undefined ? undefined : node.next[answer]
        if (child === undefined) break
        node = child
      }
      const path: Array<readonly [View, number]> = []
      const leaf = compute(this.facts(state, path))
      node = root
      for (const [view, answer] of path) {
        node.view ??= view
        if (node.view !== view) throw new Error("a rule does not ask the same questions twice")
        const child: Node<A> = node.next[answer] ?? { view: undefined, leaf: undefined, next: [] }
        node.next[answer] = child
        node = child
      }
      node.leaf = leaf
      return leaf
    }
  }

  /** Facts of a state; every question is noted in `path`. */
  facts(state: Uint16Array, path: Array<readonly [View, number]> = []): Facts {
    const asked = new Set<View>()
    const look = (view: View): ReadonlyArray<Entry["record"]> => {
      const number = state[view.position] as number
      let answer = view.table[number]
      if (answer === undefined) {
        const found = this.records(view.position, number).flatMap((entry) => (view.select(entry) ? [entry.record] : []))
        const text = JSON.stringify(found)
        answer = view.known.get(text)
        if (answer === undefined) {
          answer = view.answers.length
          view.answers.push(found)
          view.known.set(text, answer)
        }
        view.table[number] = answer
      }
      if (!asked.has(view)) {
        asked.add(view)
        path.push([view, answer])
      }
      return view.answers[answer] as ReadonlyArray<Entry["record"]>
    }
    const find = (kind: Kind, index: string, key: string): Array<never> =>
      this.where(kind, index, key).flatMap((position) => look(this.view(kind, index, key, position)) as Array<never>)
    return {
      get: (kind, id) => find(kind, "id", id)[0],
      find: <K extends Kind>(kind: K, index: string, key: string) => {
        const found: Array<Records[K]> = find(kind, index, key)
        return found.length < 2 ? found : found.sort((a, b) => (idOf(kind, a) < idOf(kind, b) ? -1 : 1))
      }
    }
  }

  private view(kind: Kind, index: string, key: string, position: number): View {
    const name = `${kind}/${index}/${key}/${position}`
    const known = this.views.get(name)
    if (known !== undefined) return known
    const select = (entry: Entry) =>
      entry.kind === kind && keyOf(entry.kind, index as never, entry.record as never) === key
    const view: View = { position, select, table: [], known: new Map(), answers: [] }
    this.views.set(name, view)
    return view
  }

  /** The parts that can hold an answer. */
  private where(kind: Kind, index: string, key: string): ReadonlyArray<number> {
    const one = (name: string): ReadonlyArray<number> => {
      const position = this.positions.get(name)
      return position === undefined ? [] : [position]
    }
    switch (kind) {
      case "agency":
        return index === "id" ? one(key) : this.ofKind.agency
      case "agent":
        return index === "id" ? one(key) : this.ofKind.agent
      case "employment":
        return index === "agency" ? this.ofKind.agent : one(key.split("/")[0] as string)
      case "case":
        return index === "id" ? one(key) : this.ofKind.case
      case "delegation":
        if (index === "agent" || index === "agency") return this.ofKind.case
        return one(key.split(":")[0] as string)
      case "accessCode":
        return one(key.split(":")[0] as string)
      case "acting":
        return key.startsWith("session-") ? this.ofKind.session : []
      case "transfer":
      case "extranetAccount":
        return []
    }
    return []
  }

  private positionOf(event: Event): number | undefined {
    const one = (name: string) => this.positions.get(name)
    switch (event._tag) {
      case "AgencyCertificationMoved":
        return one(event.agencyId)
      case "CertificationMoved":
      case "ChecklistRecorded":
      case "AgentLocked":
        return one(event.agentId)
      case "EmploymentMoved":
        return one(event.to.agentId)
      case "DelegationOpened":
        return one(event.delegation.caseId)
      case "DelegationMoved":
        return one(event.delegationId.split(":")[0] as string)
      case "AccessCodeIssued":
        return one(event.accessCode.caseId)
      case "AccessCodeMoved":
      case "CaseAccountMoved":
        return one(event.caseId)
      case "ActingOpened":
      case "ActingUsed":
      case "ActingClosed":
        return one("session")
      default:
        throw new Error(`the explorer does not know where \`${event._tag}\` belongs`)
    }
  }
}
