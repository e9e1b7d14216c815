/**
 * Long lists in chunks: a book of 100,000 clients, a feed of a million cases, the clients of an agent who may act no more.
 *
 * Each chunk is one command, so it is decided by the same rules, written in a few statements, and carried out once. Its
 * identifier follows from its content: the same list sent again after a failure skips what is done and goes on where it
 * stopped, and a list that has become shorter meanwhile sends only what is left.
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import type { Place } from "@agencybook/core/Page"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { Agencybook, type ExecuteError } from "./Agencybook.ts"
import type { ActorInput, CaseInput, CommandEnvelope, CommandInput } from "./CommandInput.ts"
import { CommandMalformed, missing } from "./Envelope.ts"
import { canonical } from "./internal/Canonical.ts"
import { issue } from "./internal/IssueWords.ts"
import { fieldsOf, isUnreadable, own } from "./internal/Own.ts"
import { again } from "./internal/Patience.ts"
import { Secrets } from "./Secrets.ts"
import { only, placeIn, Store } from "./Store.ts"

/** A list and the command that carries out a part of it. @category models */
export interface Job<Item> {
  /** Name of one delivery, chosen by the sender; identifiers of the chunks begin with it. Another delivery has another. */
  readonly id: string
  readonly actor: ActorInput
  readonly acting?: string
  /** Whether whoever sends it has signed in with a second factor; see `Envelope`. */
  readonly secondFactor?: true
  /** Plain data, as JSON has it; each item is read once, and `command` gets what was read. */
  readonly items: Iterable<Item> | AsyncIterable<Item>
  /** Items of a chunk; 1,000 when absent. */
  readonly size?: number
  /** Makes the command of a chunk; `chunkId` is the identifier of the chunk, for what the command creates. */
  readonly command: (items: ReadonlyArray<Item>, chunkId: string) => CommandInput
}

/** How far a job has come. @category models */
export interface Progress {
  /** Chunks and items that are done, those of earlier runs among them. */
  readonly chunks: number
  readonly items: number
  /** Items of chunks that an earlier run had done. */
  readonly repeated: number
  /** Events that this run has added. */
  readonly events: number
}

/**
 * A chunk was not carried out; those before it were, and nothing of it or after it. Sent again, the job goes on here.
 *
 * @category errors
 */
export class ChunkFailed extends Schema.TaggedError<ChunkFailed>()("ChunkFailed", {
  /** The position of the first item of the chunk in the list. */
  from: Schema.Number,
  /** Empty when the job itself cannot be read. */
  chunkId: Schema.String,
  /** Why: a refusal by the rules, a malformed command, or a store that is not available. */
  reason: Schema.Any
}) {
  declare readonly reason: ExecuteError
  override get message(): string {
    return `stopped at item ${this.from}: ${this.reason.message}`
  }
}

const usual = 1_000
const largest = 100_000

// An identifier of a command has at most 100 characters; a chunk's adds a digest, and a number for chunks that are equal.
const longest = 100 - (1 + 24 + 8)

const wrong = (field: string, message: string) => new CommandMalformed({ issues: [issue([field], message)] })

const jobFields: ReadonlySet<string> = new Set<keyof Job<unknown>>([
  ...(["id", "actor", "acting", "secondFactor", "items", "size", "command"] as const)
])

const isList = (items: unknown): items is Iterable<unknown> | AsyncIterable<unknown> =>
  typeof items === "object" && items !== null && (Symbol.asyncIterator in items || Symbol.iterator in items)

/** A job as it was read, with the beginning of its list. */
interface Read<Item> extends Pick<Job<Item>, "acting" | "actor" | "command" | "id" | "secondFactor"> {
  readonly size: number
  readonly source: Iterator<Item> | AsyncIterator<Item>
}

const sourceOf = <Item>(items: unknown): Read<Item>["source"] | CommandMalformed => {
  try {
    if (isList(items))
      return (
        Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]()
      ) as Read<Item>["source"]
  } catch {
    // What it throws may tell of a person; the place is enough.
  }
  return wrong("items", "expected a list, or anything that can be gone through with `for await`")
}

/** Reads a job once; who acts is read by each command. */
const readJob = <Item>(job: object, most = largest): Read<Item> | CommandMalformed => {
  const fields = fieldsOf(job)
  if (fields === undefined)
    return new CommandMalformed({ issues: [issue([], "expected a job with `id`, `items` and `command`")] })
  if (Array.from(fields.keys()).some((key) => !jobFields.has(key)))
    return new CommandMalformed({
      issues: [issue([], `has a field that is none of ${Array.from(jobFields, (one) => `\`${one}\``).join(", ")}`)]
    })
  const { acting, actor, command, id, items, secondFactor, size = usual } = Object.fromEntries(fields)
  if (id === undefined) return missing("id")
  if (typeof id !== "string" || id.length === 0 || id.length > longest)
    return wrong("id", `expected a name of 1 to ${longest} characters for the delivery`)
  if (typeof size !== "number" || !Number.isInteger(size) || size < 1 || size > most)
    return wrong("size", `expected a whole number of items from 1 to ${most}`)
  if (typeof command !== "function") return wrong("command", "expected a function that makes the command of a chunk")
  const source = sourceOf<Item>(items)
  if (source instanceof CommandMalformed) return source
  return {
    ...{ id, size, source, command: command as Job<Item>["command"], actor: own(actor) as ActorInput },
    ...(acting === undefined ? {} : { acting: acting as string }),
    ...(secondFactor === undefined ? {} : { secondFactor: secondFactor as true })
  }
}

/** Whether some part of a copy could not be read. */
const isUnread = (value: unknown): boolean =>
  isUnreadable(value) || (typeof value === "object" && value !== null && Object.values(value).some(isUnread))

/** Carries out the chunks of a job, one after the other, and tells after each how far it is. */
const sending = Effect.fnUntraced(function* <Item>(
  { acting, actor, command, id, secondFactor }: Omit<Read<Item>, "size" | "source">,
  onProgress: (progress: Progress) => void,
  begun: Progress = { chunks: 0, items: 0, repeated: 0, events: 0 }
) {
  const book = yield* Agencybook
  const secrets = yield* Secrets
  let progress = begun
  // A delivery that goes there and back has equal chunks, of which each is meant.
  const met = new Map<string, number>()
  const send = Effect.fnUntraced(function* (chunk: ReadonlyArray<Item>) {
    const unread = chunk.findIndex(isUnread)
    if (unread !== -1) {
      const unreadable = issue(["items", progress.items + unread], "cannot be read; send plain data")
      const reason = new CommandMalformed({ issues: [unreadable] })
      return yield* new ChunkFailed({ from: progress.items, chunkId: "", reason })
    }
    const text = yield* Effect.try({
      try: () => canonical({ actor, acting, items: chunk }),
      catch: () =>
        new ChunkFailed({
          ...{ from: progress.items, chunkId: "" },
          reason: wrong("items", "expected items that can be written as JSON")
        })
    })
    const digest = yield* secrets.digest(text)
    const before = met.get(digest) ?? 0
    met.set(digest, before + 1)
    const chunkId = `${id}-${digest.slice(0, 24)}${before === 0 ? "" : `-${before + 1}`}`
    const { events, repeated } = yield* Effect.mapError(
      book.execute({
        id: chunkId,
        actor,
        command: command(chunk, chunkId),
        ...(acting === undefined ? {} : { acting }),
        ...(secondFactor === undefined ? {} : { secondFactor })
      }),
      (reason) => new ChunkFailed({ from: progress.items, chunkId, reason })
    )
    progress = {
      chunks: progress.chunks + 1,
      items: progress.items + chunk.length,
      repeated: progress.repeated + (repeated ? chunk.length : 0),
      events: progress.events + (repeated ? 0 : events.length)
    }
    onProgress(progress)
  })
  return { send, progress: () => progress }
})

/**
 * Carries out a job chunk by chunk, and tells after each how far it is.
 *
 * **Details**: the job is read once, and each of its items; what cannot be read is refused by its place.
 *
 * **Gotchas**: a chunk is undone as a whole when the rules refuse it, the whole list is not.
 *
 * @category constructors
 */
export const run = Effect.fn("Bulk.run")(function* <Item>(
  job: Job<Item>,
  onProgress: (progress: Progress) => void = () => undefined
) {
  const read = readJob<Item>(job)
  if (read instanceof CommandMalformed) return yield* new ChunkFailed({ from: 0, chunkId: "", reason: read })
  const { size, source } = read
  const { progress, send } = yield* sending(read, onProgress)
  return yield* Effect.gen(function* () {
    for (;;) {
      const chunk: Array<Item> = []
      let over = false
      while (chunk.length < size && !over) {
        const next = source.next()
        // A promise of another library, or of another realm, is one as well.
        const { done, value } = "then" in next ? yield* Effect.promise(() => Promise.resolve(next)) : next
        if (done) over = true
        else chunk.push(own(value) as Item)
      }
      if (chunk.length > 0) yield* send(chunk)
      if (over) return progress()
    }
  }).pipe(
    // Whoever reads a file for the list wants to close it, however the job ends.
    Effect.ensuring(
      Effect.promise(async () => {
        await source.return?.()
      })
    )
  )
})

/** A feed of cases as a job. @category constructors */
export const cases = (parts: Omit<Job<CaseInput>, "command">): Job<CaseInput> => ({
  ...parts,
  command: (entries) => ({ _tag: "RecordCases", entries })
})

/**
 * The transfer of chosen delegations as a job: each chunk is a transfer of its own, with its own record and rows. Every
 * chunk is checked like a whole transfer; who chose for himself in the meantime stays where he is (TRF-05).
 *
 * @category constructors
 */
export const transfer = ({
  transfer: { only: _, ...fields },
  ...parts
}: Omit<Job<string>, "command"> & {
  readonly transfer: Omit<CommandInput<"TransferBook">, "_tag" | "transferId" | "only"> & { readonly only?: never }
}): Job<string> => ({
  ...parts,
  command: (only, chunkId) => ({ ...fields, _tag: "TransferBook", transferId: chunkId, only })
})

const steps = [
  ...(["CertifyAgency", "CertifyAgent", "RecordDeath", "RecordLicence", "ReinstateAgent"] as const),
  ...(["RunCertificationDaily", "SuspendAgent", "TerminateAgent"] as const)
]

/** A step out of a certification, or back into it, of an agent with many clients. @category models */
export interface Decertification extends Omit<Job<string>, "command" | "items"> {
  /** The step; what it says of an agent is done first, and the clients follow whoever has moved with it. */
  readonly step: CommandInput<(typeof steps)[number]> & { readonly only?: never }
}

const isStep = (name: unknown): boolean => (steps as ReadonlyArray<unknown>).includes(name)

// A chunk names its clients, and so many at most.
const mostClients = 1_000

/**
 * Takes a step out of a certification, or back into it, and has the clients follow in chunks: frozen, active again, or free.
 *
 * **Details**: the step is one command and the first to be carried out, so that nobody acts from then on whom it keeps from
 * acting, however far the clients have come. Each chunk is a command about clients who are named. Sent again after a
 * failure, the job goes on where it stopped; whoever has followed stays as he is, also where another job, or nobody, has led
 * him there. What is left in the end is what the step alone would have left, in one command.
 *
 * A licence that was recorded and the day of an agent are steps as well: where they move no certification nobody follows.
 *
 * **Gotchas**: who sends it has to be one who may also `run-certification-daily`, as the exchange may. Until the last chunk is
 * done some clients are on record as active of somebody who may not act; no question of authority asks for that.
 *
 * @see docs/adr/0088-clients-follow-a-certification-in-chunks.md
 * @rule DEL-25 DEL-26
 * @category constructors
 */
export const decertify = Effect.fn("Bulk.decertify")(function* (
  job: Decertification,
  onProgress: (progress: Progress) => void = () => undefined
) {
  const failed = (chunkId: string) => (reason: ExecuteError) => new ChunkFailed({ from: 0, chunkId, reason })
  const { step, ...parts } = Object.fromEntries(fieldsOf(job) ?? [])
  const { policy } = yield* Agencybook
  const day = Dates.on(Dates.fromMillis(yield* Clock.currentTimeMillis), policy.timeZone)
  const known = fieldsOf(step)
  // A chunk of another day is another command, for it says the day; who has followed already is left alone by it.
  const follow =
    (agentId: string) =>
    (clients: ReadonlyArray<string>): CommandInput => ({
      ...{ _tag: "RunCertificationDaily", agentId, day },
      only: clients
    })
  const read =
    "items" in parts || "command" in parts
      ? wrong("items", "expected a step, and no list")
      : readJob<string>({ size: mostClients, ...parts, items: [], command: follow("") }, mostClients)
  if (read instanceof CommandMalformed) return yield* failed("")(read)
  if (known === undefined || !isStep(known.get("_tag")) || known.has("only"))
    return yield* failed("")(
      wrong("step", `expected one of ${steps.map((one) => `\`${one}\``).join(", ")}, of all clients`)
    )
  const { acting, actor, id, secondFactor, size } = read
  if (id.length > longest - day.length - 1)
    return yield* failed("")(
      wrong("id", `expected a name of 1 to ${longest - day.length - 1} characters for the delivery`)
    )
  const book = yield* Agencybook
  const store = yield* Store
  const stepId = `${id}-step`
  const done = yield* Effect.mapError(
    book.execute({
      ...{ id: stepId, actor, command: { ...Object.fromEntries(known), clientsLater: true } },
      ...(acting === undefined ? {} : { acting }),
      ...(secondFactor === undefined ? {} : { secondFactor })
    } as CommandEnvelope),
    failed(stepId)
  )
  const begun = { chunks: 0, items: 0, repeated: 0, events: done.repeated ? 0 : done.events.length }
  onProgress(begun)
  const moved = done.events.flatMap((event) => (event._tag === "CertificationMoved" ? [event.agentId] : []))
  let far: Progress = begun
  for (const agentId of new Set(moved)) {
    const job = { ...read, id: `${id}-${day}`, command: follow(agentId) }
    const { progress, send } = yield* sending(job, onProgress, far)
    const open = only("delegation", "agent", agentId)
    let after: Place | undefined
    let over = false
    while (!over) {
      const part = { limit: size, ...(after === undefined ? {} : { after }) }
      const found = yield* again(store.snapshot((_, reading) => reading.scan(open, part))).pipe(
        Effect.mapError((reason) => new ChunkFailed({ from: progress().items, chunkId: "", reason }))
      )
      const last = found.at(-1)
      if (last !== undefined) {
        yield* send(found.map((one) => one.id))
        after = placeIn(open, last)
      }
      over = found.length < size
    }
    far = progress()
  }
  return far
})
