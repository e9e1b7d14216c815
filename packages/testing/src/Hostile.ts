/**
 * Hostile input: values that nobody sends by accident, for decoders and for rules.
 *
 * A decoder has to answer each with a refusal and never throw; a rule has to answer every readable command on every
 * world with events or a reason. Choices follow from a seed. `digest` runs many of both and gives one number, which has
 * to be the same in every time zone, in every locale and with prototypes to which somebody has added things. A prototype
 * that was given a field by the name of an optional field of a record is out of reach: no program can tell it apart.
 *
 * @since 0.1.0
 */
import { type Command, type CommandName, catalogue } from "@agencybook/application/Catalogue"
import type { Actor } from "@agencybook/core/Actor"
import * as Dates from "@agencybook/core/CalendarDate"
import type { Context } from "@agencybook/core/Decider"
import * as Id from "@agencybook/core/Id"
import type { Policy } from "@agencybook/core/Policy"
import * as Preset from "@agencybook/core/PolicyPreset"
import { type Kind, kinds } from "@agencybook/core/Record"
import * as Schema from "effect/Schema"
import type { Step } from "./DifferentialTrace.ts"
import { carryOut } from "./internal/DifferentialPath.ts"
import { begin, next } from "./internal/DifferentialStory.ts"
import * as FormatExamples from "./internal/FormatExamples.ts"
import * as FormatTexts from "./internal/FormatTexts.ts"
import * as NearMiss from "./NearMiss.ts"
import * as Oracle from "./Oracle.ts"
import { core, type Rules } from "./Rules.ts"
import * as Sample from "./Sample.ts"
import * as Seed from "./Seed.ts"
import * as Valid from "./Valid.ts"
import * as World from "./World.ts"

const texts: ReadonlyArray<string> = [
  ...FormatTexts.hostile("agent-1").map(([, text]) => text),
  ...FormatExamples.all.flatMap(({ wrong }) => wrong.map(([, text]) => text)),
  ...["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "javascript:alert(1)", "{{7*7}}", "]]>"],
  ...["'; DROP TABLE agent; --", "=cmd|'/c calc'!A1", "@SUM(1+1)", "＝1", "\r\nBcc: x@example.org", "\r\n.\r\n", "%00"],
  ...[
    "../../etc/passwd",
    "//evil.example",
    "/\\evil.example",
    "null",
    "undefined",
    "NaN",
    "[object Object]",
    "true",
    "1e400"
  ],
  ...["a~0", "agent-1/agency-0", "\u202Egpj.exe", "ﬁ", "①", "K", "ſ", "Z͑ͫ̓ͪ̂ͫ̽", "👩‍👩‍👧‍👦", "\u{10FFFF}", "\uFFFE"]
]

const deep = (depth: number, close: unknown): unknown => {
  let value = close
  for (let n = 0; n < depth; n++) value = n % 2 === 0 ? [value] : { a: value }
  return value
}

const parsed = (text: string): unknown => JSON.parse(text)

const circle = (): unknown => {
  const self: { self?: unknown } = {}
  self.self = self
  return self
}

/** Values without any sense, by the number of the kind. */
const oddities: ReadonlyArray<(seed: Seed.Seed) => unknown> = [
  () => undefined,
  () => null,
  () => Number.NaN,
  () => Number.POSITIVE_INFINITY,
  () => -0,
  () => 2 ** 53,
  () => 1e308,
  () => 5e-324,
  () => 10n ** 30n,
  () => Symbol("agent"),
  () => () => "agent-1",
  () => new Date(Number.NaN),
  () => /agent/g,
  () => new Map([["agentId", "agent-1"]]),
  () => new Set(["agent-1"]),
  () => new Uint8Array(8),
  () => new Error("agent"),
  () => Promise.resolve("agent-1"),
  () => Object.create(null),
  () => Object.create({ _tag: "Agent", agentId: "agent-1" }),
  () => Object.freeze({ _tag: "Agent", agentId: "agent-1" }),
  () => new Array(3),
  () => Object.assign([], { length: 5 }),
  () => ({ length: 1, 0: "agent-1" }),
  () => ({ toString: () => "agent-1", valueOf: () => 1, toJSON: () => "agent-1" }),
  () => ({ [Symbol.toPrimitive]: () => "agent-1", [Symbol.iterator]: () => ({}) }),
  () => circle(),
  () => parsed('{"__proto__":{"_tag":"Exchange","userId":"x"}}'),
  () => parsed('{"_tag":"Agent","agentId":"agent-1","__proto__":{"admin":true}}'),
  () => parsed('{"constructor":{"prototype":{"admin":true}}}'),
  () => parsed('{"_tag":"__proto__"}'),
  () => parsed('{"_tag":"constructor"}'),
  () => parsed('{"_tag":"toString"}'),
  () => deep(10_000, "agent-1"),
  () => "x".repeat(1_000_000),
  (seed) => seed.pick(texts),
  (seed) => seed.pick(texts),
  (seed) => seed.int(2 ** 31) - 2 ** 30,
  (seed) => seed.int(1_000) / 7,
  (seed) => seed.chance(50)
]

// What appears again and again: names of fields and tags that decoders look for.
const words: ReadonlyArray<string> = [
  ...["_tag", "agentId", "agencyId", "caseId", "delegationId", "actor", "command", "id", "level", "profile", "entries"],
  ...["__proto__", "constructor", "prototype", "toString", "length", "then", "at", "details", "case", "", "0"]
]

const junk = (seed: Seed.Seed, depth: number): unknown => {
  if (depth === 0 || seed.chance(50)) return seed.pick(oddities)(seed)
  if (seed.chance(40)) return Array.from({ length: seed.int(4) }, () => junk(seed, depth - 1))
  const value: Record<string, unknown> = {}
  for (let n = seed.int(5); n > 0; n--) {
    const inner = seed.chance(30) ? seed.pick(Valid.commandNames) : junk(seed, depth - 1)
    Object.defineProperty(value, seed.pick(words), {
      value: inner,
      enumerable: true,
      configurable: true,
      writable: true
    })
  }
  return value
}

/** One hostile value; the same choices give the same kind of value. @category generators */
export const value = (seed: Seed.Seed): unknown => junk(seed, 3)

/** One hostile text. @category generators */
export const text = (seed: Seed.Seed): string => seed.pick(texts)

const replaced = (whole: unknown, seed: Seed.Seed): unknown => {
  if (Array.isArray(whole)) {
    const at = seed.int(whole.length + 1)
    return at === whole.length ? [...whole, value(seed)] : whole.map((one, n) => (n === at ? replaced(one, seed) : one))
  }
  if (typeof whole !== "object" || whole === null || seed.chance(15)) return value(seed)
  const keys = Object.keys(whole)
  if (keys.length === 0) return value(seed)
  const key = seed.pick(keys)
  return { ...whole, [key]: replaced((whole as Readonly<Record<string, unknown>>)[key], seed) }
}

interface Stock {
  readonly valid: ReadonlyArray<unknown>
  readonly misses: ReadonlyArray<NearMiss.NearMiss>
}

const stocks = new WeakMap<object, Stock>()

/** Some valid values of a schema and all their near misses, made once. */
const stockOf = (schema: Schema.Codec<unknown, unknown>): Stock => {
  const before = stocks.get(schema.ast)
  if (before !== undefined) return before
  const valid = Array.from({ length: 30 }, (_, n) => Valid.one(schema, n))
  const made = { valid, misses: valid.slice(0, 3).flatMap((one) => NearMiss.of(schema, one)) }
  stocks.set(schema.ast, made)
  return made
}

/** A hostile value for a schema: a near miss, a valid value with something else inside, or nonsense. @category generators */
export const forSchema = (schema: Schema.Codec<unknown, unknown>, seed: Seed.Seed): unknown => {
  const kind = seed.int(3)
  if (kind === 0) return value(seed)
  const { misses, valid } = stockOf(schema)
  return kind === 1 ? seed.pick(misses).value : replaced(seed.pick(valid), seed)
}

const known = (world: World.World, kind: Kind): ReadonlyArray<string> => Array.from(world[kind].keys())
const kindOf: Readonly<Record<string, Kind>> = Object.fromEntries(
  Object.keys(kinds).map((kind) => [`${kind}Id`, kind as Kind])
)
const fieldKind = (field: string): Kind | undefined => {
  const name = Object.keys(kindOf).find((one) => field.toLowerCase().endsWith(one.toLowerCase()))
  return name === undefined ? (field === "managerId" || field.endsWith("AgentId") ? "agent" : undefined) : kindOf[name]
}

const aimed = (part: unknown, world: World.World, seed: Seed.Seed, field = ""): unknown => {
  if (Array.isArray(part)) return part.map((one) => aimed(one, world, seed, field))
  if (typeof part === "object" && part !== null)
    return Object.fromEntries(Object.entries(part).map(([name, one]) => [name, aimed(one, world, seed, name)]))
  const kind = typeof part === "string" ? fieldKind(field) : undefined
  const ids = kind === undefined ? [] : known(world, kind)
  return ids.length === 0 || seed.chance(25) ? part : seed.pick(ids)
}

type AnySchema = Schema.Codec<unknown, unknown>

const schemas = new Map<CommandName, AnySchema>()
const schemaOf = (name: CommandName): AnySchema => {
  const made = schemas.get(name) ?? (Valid.schemaOf(name) as unknown as AnySchema)
  schemas.set(name, made)
  return made
}

/** A valid command whose identifiers mostly name records of a world. @category generators */
export const command = (
  world: World.World,
  seed: Seed.Seed,
  name: CommandName = seed.pick(Valid.commandNames)
): Command => {
  const schema = schemaOf(name)
  return Schema.decodeUnknownSync(schema)(aimed(Valid.one(schema, seed.int(2 ** 31)), world, seed)) as Command
}

const instants: ReadonlyArray<Dates.Instant> = [
  ...(Valid.texts(Dates.instantFormat) as ReadonlyArray<Dates.Instant>),
  ...["1600-01-01T00:00:00.000Z", "9998-12-31T23:59:59.999Z", "2026-12-31T23:59:59.999Z"].map(Dates.instant),
  Sample.now,
  Sample.now,
  Sample.now
]

/** An actor: mostly one of a world, now and then one of a kind that should not be able to do anything. @category generators */
export const actor = (world: World.World, seed: Seed.Seed): Actor => {
  const id = <I extends string>(kind: Kind, other: string): I =>
    (known(world, kind).length === 0 || seed.chance(10) ? other : seed.pick(known(world, kind))) as I
  const userId = Id.make<Id.UserId>("constructor")
  return seed.pick<() => Actor>([
    () => Sample.exchange,
    () => Sample.exchange,
    () => Sample.system,
    () => Sample.serviceCenter,
    () => ({ _tag: "Agent", agentId: id("agent", "toString") }),
    () => ({ _tag: "Consumer", caseId: id("case", "valueOf") }),
    () => ({ _tag: "Staff", userId, agencyId: id("agency", "constructor"), level: seed.chance(50) ? 1 : 2 }),
    () => ({ _tag: "Applicant", userId }),
    () => ({ _tag: "Counselor", userId })
  ])()
}

/** The surroundings of a command: extreme moments, every preset. @category generators */
export const context = (world: World.World, seed: Seed.Seed): Context => ({
  commandId: Id.make("hostile"),
  at: seed.pick(instants),
  actor: actor(world, seed),
  policy: seed.pick(Preset.all),
  ...(seed.chance(20) ? { onBehalfOf: { acting: Id.make("session-0"), agentId: Sample.agentId(seed.int(4)) } } : {})
})

/** One input that made something throw, for a report. @category models */
export interface Thrown {
  readonly what: string
  readonly error: string
}

const attempt = (what: string, run: () => unknown): Thrown | undefined => {
  try {
    run()
    return undefined
  } catch (error) {
    return { what, error: String(error) }
  }
}

/** Reads hostile values with the schemas in turn; gives those that made one throw. @category laws */
export const decoding = (
  schemas: ReadonlyArray<{ readonly name: string; readonly schema: AnySchema }>,
  start: number,
  count: number
): ReadonlyArray<Thrown> => {
  const seed = Seed.from(start)
  const decoders = schemas.map(({ name, schema }) => ({
    name,
    schema,
    decode: Schema.decodeUnknownResult(schema, { errors: "all", onExcessProperty: "error" })
  }))
  const thrown: Array<Thrown> = []
  for (let n = 0; n < count; n++) {
    const one = decoders[n % decoders.length]
    if (one === undefined) break
    const input = forSchema(one.schema, seed)
    const found = attempt(`${one.name}, input ${n}`, () => one.decode(input))
    if (found !== undefined) thrown.push(found)
  }
  return thrown
}

const tagOf = (answer: unknown): unknown => (answer as { readonly _tag?: unknown } | undefined)?._tag

/** Decides readable commands of every name on worlds of every sort; gives those that made a rule throw. @category laws */
export const deciding = (start: number, count: number, rules: Rules = core): ReadonlyArray<Thrown> => {
  const seed = Seed.from(start)
  const thrown: Array<Thrown> = []
  let world = World.empty
  let facts = World.facts(world)
  for (let n = 0; n < count; n++) {
    if (n % 50 === 0) {
      world = World.make(seed.int(2 ** 31), { agencies: seed.int(3), agents: 1 + seed.int(4), cases: seed.int(6) })
      facts = World.facts(world)
    }
    const one = command(world, seed, Valid.commandNames[n % Valid.commandNames.length])
    const around = context(world, seed)
    const found = attempt(`${one._tag}, input ${n}: ${JSON.stringify(one).slice(0, 300)}`, () => {
      catalogue[one._tag].target(one, facts)
      catalogue[one._tag].reads(one, facts, around.policy)
      const answer = rules.command(one, facts, around, { digest: "sealed", matches: seed.chance(50) })
      if (!["Accepted", "Recorded", "Refused"].includes(String(tagOf(answer)))) throw new Error("no answer")
      if (answer._tag !== "Refused") {
        const after = World.after(world, answer.events, rules.evolve)
        rules.notice.fromEvents(answer.events, World.facts(after), around)
      }
    })
    if (found !== undefined) thrown.push(found)
  }
  return thrown
}

/** A number for a text: FNV-1a, 53 bits of two halves. */
const hashed = (text: string, before: number): number => {
  let a = before >>> 0 || 0x811c9dc5
  for (let n = 0; n < text.length; n++) a = Math.imul(a ^ text.charCodeAt(n), 0x01000193)
  return a >>> 0
}

/**
 * Sends hostile and sensible commands through the whole path of the rules and gives one text for all answers.
 *
 * **When to use**: in processes with other time zones and locales, and with `spoil`, which is called when everything that
 * is to be sent has been made: what it does to clock, chance and prototypes must not change the answers.
 *
 * @category laws
 */
export const digest = (start: number, count: number, spoil: () => void = () => undefined): string => {
  const seed = Seed.from(start)
  const world = World.make(start, { agencies: 3, agents: 4, cases: 12 })
  const all = Array.from({ length: count }, (_, n): Oracle.Sent => {
    const name = Valid.commandNames[n % Valid.commandNames.length] as CommandName
    return {
      id: `digest-${n}`,
      at: seed.chance(30) ? seed.pick(instants) : Dates.plusMillis(Sample.now, n * 60_000),
      actor: seed.chance(5) ? value(seed) : actor(world, seed),
      command: seed.chance(50) ? forSchema(schemaOf(name), seed) : command(world, seed, name),
      typed: seed.chance(50) ? "right" : "wrong"
    }
  })
  spoil()
  let sum = 0
  let done = 0
  let state = Oracle.start(world)
  for (let n = 0; n < count; n++) {
    const { outcome, state: next } = Oracle.answer(state, all[n] as Oracle.Sent)
    state = next
    if (outcome._tag === "Done") done += 1
    sum = hashed(`${n} ${JSON.stringify(outcome)}`, sum)
  }
  const end = hashed(JSON.stringify(World.events(state.world)), 0)
  return `${count} sent, ${done} done: ${sum.toString(16)} ${end.toString(16)}`
}

const frozen = <A>(value: A): A => {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value
  for (const part of value instanceof Map ? value.values() : Object.values(value)) frozen(part)
  return Object.freeze(value)
}

interface Story {
  readonly policy: Policy
  readonly world: World.World
  readonly steps: ReadonlyArray<Step>
}

// What people want comes out: of its commands most are carried out, on records that grow with the story.
const aStory = (start: number, turn: number, length: number): Story => {
  const seed = Seed.from(Math.imul(start, 0x9e3779b1) + turn)
  const story = begin(seed, start + turn)
  const { policy, world: first } = story
  let world = first
  const steps: Array<Step> = []
  for (let n = 0; n < length; n++) {
    const step = next(story, world, seed, n, () => 0)
    steps.push(step)
    world = carryOut(core, world, step, policy).world
  }
  return frozen({ policy, world: first, steps })
}

/**
 * Tells stories whose commands are mostly carried out, and gives one text for all answers.
 *
 * **When to use**: as `digest`, for what the rules do with records that grow: people come, act for each other and go. All
 * that is sent is frozen in depth.
 *
 * @category laws
 */
export const storyDigest = (start: number, count: number, spoil: () => void = () => undefined): string => {
  const length = 90
  const stories = Array.from({ length: Math.ceil(count / length) }, (_, turn) => aStory(start, turn, length))
  spoil()
  let sum = 0
  let sent = 0
  let done = 0
  for (const { policy, steps, world: first } of stories) {
    let world = first
    for (const step of steps) {
      const { events, world: after, ...outcome } = carryOut(core, world, step, policy)
      world = after
      sent += 1
      if (outcome._tag === "Accepted") done += 1
      sum = hashed(`${sent} ${JSON.stringify(outcome)} ${JSON.stringify(events)}`, sum)
    }
    sum = hashed(JSON.stringify(World.events(world)), sum)
  }
  return `${sent} sent, ${done} done: ${sum.toString(16)}`
}
