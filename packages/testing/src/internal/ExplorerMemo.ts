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
import { type Event, idOf, type Kind, keyOf, kinds, type Records } from "@agencybook/core/Record"
import * as Sample from "../Sample.ts"
import { Places } from "./ExplorerPlaces.ts"
import { decode, type Entry, encode, outlived, type Part, type Sizes } from "./ExplorerShape.ts"

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
  leaf: A | undefined
  view: View | undefined
  /** Copies of what the view says, one step nearer. */
  position: number
  table: Array<number | undefined>
  next: Array<Node<A> | undefined>
}

/** Events of one part, with the text number after them for each text number before. */
export interface Change {
  readonly position: number
  readonly events: ReadonlyArray<Event>
  /** The events are those of a party, and the part is the one of the sessions. */
  readonly ofParty: boolean
  readonly next: Array<number | undefined>
}

/** Questions with their answers, in the order in which they were asked. */
type Path = Array<readonly [View, number]>

/** A remembered function of facts. */
export interface Ask<A> {
  (state: Uint16Array): A
  /** The same, and notes what was asked. */
  readonly noting: (state: Uint16Array, path: Path) => A
}

/** The parts of a scope, the texts seen so far, and functions remembered over them. */
export class Memo extends Places {
  readonly sizes: Sizes
  readonly texts: Record<Part["kind"], Array<string>> = { agency: [], agent: [], case: [], session: [] }
  private readonly numbers = { agency: new Map(), agent: new Map(), case: new Map(), session: new Map() } as Record<
    Part["kind"],
    Map<string, number>
  >
  private readonly entries: Array<Array<ReadonlyArray<Entry> | undefined>>
  private readonly views = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, new Map()])) as {
    readonly [K in Kind]: Map<string, Map<string, ReadonlyArray<View>>>
  }
  private readonly changes = new Map<string, Change>()
  /** For each agency and agent the question for all of it, whose answer is the number of its text. */
  private readonly wholes: ReadonlyArray<View | undefined>

  constructor(parts: ReadonlyArray<Part>, sizes: Sizes) {
    super(parts, sizes.waiting)
    this.sizes = sizes
    this.wholes = parts.map(({ kind }, position) =>
      kind === "agency" || kind === "agent"
        ? { position, select: () => true, table: [], known: new Map(), answers: [] }
        : undefined
    )
    this.entries = parts.map(() => [])
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
    const drafted = new Map<string, number | undefined>()
    for (const event of events) {
      if (event._tag === "TransferApplied") continue
      // Where no delegation rests on one, what a consent says changes no answer.
      if (!this.sizes.ways && (event._tag === "ConsentDrafted" || event._tag === "ConsentMoved")) continue
      if (event._tag === "ConsentDrafted") drafted.set(event.consent.consentId, this.positionOf(event))
      const isNew = event._tag === "ConsentMoved" && drafted.has(event.consentId)
      const position = isNew ? drafted.get(event.consentId) : this.positionOf(event)
      if (position === undefined) throw new Error(`\`${event._tag}\` changes a record that the state does not hold`)
      const group = groups.get(position)
      if (group === undefined) groups.set(position, [event])
      else group.push(event)
    }
    const changes = Array.from(groups, ([position, group]) => this.change(position, group, false))
    const [session] = this.ofKind.session
    const ends = ({ _tag }: Event) =>
      _tag === "CertificationMoved" || _tag === "EmploymentMoved" || _tag === "AgencyCertificationMoved"
    const parties = Array.from(groups.values()).filter((group) => group.some(ends))
    return session === undefined ? changes : [...changes, ...parties.map((group) => this.change(session, group, true))]
  }

  private change(position: number, events: ReadonlyArray<Event>, ofParty: boolean): Change {
    const key = `${position} ${JSON.stringify(events)}`
    const known = this.changes.get(key)
    if (known !== undefined) return known
    const change: Change = { position, events, ofParty, next: [] }
    this.changes.set(key, change)
    return change
  }

  /** Sessions that a change of their parties has outdated. */
  private outdated(events: ReadonlyArray<Event>, text: string): string {
    const changed = new Set(events.map((event) => this.positionOf(event)))
    const { agents } = this.sizes
    return outlived(text, (n) =>
      [`agent-${n}`, `agency-${Math.floor(n / agents)}`].some((name) => changed.has(this.positions.get(name)))
    )
  }

  /** The text number after a change, by the `evolve` of production. */
  apply(change: Change, number: number): number {
    const known = change.next[number]
    if (known !== undefined) return known
    const { events, position } = change
    const part = this.parts[position] as Part
    if (change.ofParty) {
      const text = this.outdated(events, this.texts[part.kind][number] as string)
      change.next[number] = this.intern(part.kind, text)
      return change.next[number] as number
    }
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
    return this.remembered((state, path) => compute(this.facts(state, path)))
  }

  /**
   * Remembers what becomes of the answers of several functions together: one walk through the questions of all of them
   * answers them at once, and where that has not been walked yet, each is asked by itself for what it remembers.
   *
   * **Details**: agencies and agents have few texts, and nearly all of each is asked for. So the walk asks once for the
   * whole of such a part.
   */
  askAll<A, B>(asks: ReadonlyArray<Ask<A>>, join: (answers: ReadonlyArray<A>) => B): Ask<B> {
    return this.remembered((state, path) => {
      const asked = new Set<View>()
      const answers = asks.map((ask) => {
        const questions: Path = []
        const answer = ask.noting(state, questions)
        for (const [question, told] of questions) {
          const whole = this.wholes[question.position]
          const view = whole ?? question
          if (asked.has(view)) continue
          asked.add(view)
          const number = state[question.position] as number
          if (whole !== undefined) whole.table[number] = number
          path.push([view, whole === undefined ? told : number])
        }
        return answer
      })
      return join(answers)
    })
  }

  /** Remembers a function of a state that notes what it asks. */
  private remembered<A>(compute: (state: Uint16Array, path: Path) => A): Ask<A> {
    const nothing: Array<never> = []
    const blank = (): Node<A> => ({ leaf: undefined, view: undefined, position: 0, table: nothing, next: nothing })
    const root = blank()
    const found = (state: Uint16Array): A => {
      const path: Path = []
      const leaf = compute(state, path)
      let node = root
      for (const [view, answer] of path) {
        if (node.view === undefined) {
          node.view = view
          node.position = view.position
          node.table = view.table
          node.next = []
        }
        if (node.view !== view) throw new Error("a rule does not ask the same questions twice")
        const child: Node<A> = node.next[answer] ?? blank()
        node.next[answer] = child
        node = child
      }
      node.leaf = leaf
      return leaf
    }
    const recalled = (state: Uint16Array): A => {
      let node = root
      for (;;) {
        if (node.leaf !== undefined) return node.leaf
        const answer: number | undefined = node.table[state[node.position] as number]
        const child = answer === undefined ? undefined : node.next[answer]
        if (child === undefined) return found(state)
        node = child
      }
    }
    const noting = (state: Uint16Array, path: Path): A => {
      const leaf = recalled(state)
      // Whoever was just asked has walked all the way.
      for (let node = root; node.view !== undefined; ) {
        const answer = node.table[state[node.position] as number] as number
        path.push([node.view, answer])
        node = node.next[answer] as Node<A>
      }
      return leaf
    }
    return Object.assign(recalled, { noting })
  }

  /** Facts of a state; every question is noted in `path`. */
  facts(state: Uint16Array, path: Path = []): Facts {
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
    const find = (kind: Kind, index: string, key: string): Array<never> => {
      const views = this.viewsOf(kind, index, key)
      const [only] = views
      if (views.length === 1 && only !== undefined) return look(only) as unknown as Array<never>
      return views.flatMap((view) => look(view) as unknown as Array<never>)
    }
    return {
      get: (kind, id) => find(kind, "id", id)[0],
      find: <K extends Kind>(kind: K, index: string, key: string) => {
        const found: Array<Records[K]> = find(kind, index, key)
        return found.length < 2 ? found : [...found].sort((a, b) => (idOf(kind, a) < idOf(kind, b) ? -1 : 1))
      }
    }
  }

  private viewsOf(kind: Kind, index: string, key: string): ReadonlyArray<View> {
    // Keyed in two steps, because a text that is put together anew has to be hashed anew.
    const list = this.views[kind]
    let byKey = list.get(index)
    if (byKey === undefined) {
      byKey = new Map()
      list.set(index, byKey)
    }
    const known = byKey.get(key)
    if (known !== undefined) return known
    const select = (entry: Entry) =>
      entry.kind === kind && keyOf(entry.kind, index as never, entry.record as never) === key
    const views = this.where(kind, index, key).map(
      (position): View => ({ position, select, table: [], known: new Map(), answers: [] })
    )
    byKey.set(key, views)
    return views
  }
}
