/**
 * Checks of fidelity: what was written is what is read, to the last character, or it is refused.
 *
 * @since 0.1.0
 */
import type { Change, Commit } from "@agencybook/application/Store"
import type { Agency } from "@agencybook/core/Agency"
import * as Dates from "@agencybook/core/CalendarDate"
import type { Case } from "@agencybook/core/Case"
import { read } from "@agencybook/core/Facts"
import type { Notice } from "@agencybook/core/Notice"
import * as Effect from "effect/Effect"
import { chainOf, isWhole } from "./StoreContractChain.ts"
import { type Check, check, outcomeOf, type Port, same, show } from "./StoreContractCheck.ts"
import { base } from "./StoreContractPopulation.ts"
import { put } from "./StoreContractReading.ts"
import * as Records from "./StoreContractRecords.ts"
import { picture } from "./StoreContractWriting.ts"

const { agency, agent, at, change, commit, household, notice } = Records

/** Texts that databases, quoting, JSON and Unicode handling get wrong. */
const texts: ReadonlyArray<readonly [name: string, text: string]> = [
  ["apostrophes and quotes", `O'Neil "Bob" \`x\` ''; drop table agent; --`],
  ["line breaks and tabs", "one\ntwo\r\nthree\rfour\tfive\u2028six\u0085seven"],
  ["spaces at the ends", "  spaces \u00a0\u200b "],
  ["nothing", ""],
  ["control characters", "\u0001\u0007\u001b[31m\u007f"],
  ["backslashes and escapes", "\\ \\n \\u0000 \\x41 %s %00 &amp; &#39; {{x}} $1 :x ?"],
  ["an emoji family and a flag", "👩‍👩‍👧‍👦 🏳️‍🌈 🇺🇸"],
  ["decomposed letters", "Jose\u0301 A\u030angstro\u0308m"],
  ["composed letters", "José Ångström ﬁ ﬀ K"],
  ["right to left", "שלום \u202eabc\u202c مرحبا"],
  ["beyond the basic plane", "𠜎𠜱𝒳 ﷽"],
  ["a byte order mark", "\ufeffname"],
  ["noncharacters", "\ufffe\uffff\ufdd0"],
  ["looks like another type", "null"],
  ["looks like a number", "00123"],
  ["looks like JSON", '{"a":[1,2,{"b":null}]}'],
  ["JSON as a string", '"quoted"'],
  ["a formula", "=1+1"],
  ["a guarded formula", "'=1+1"],
  ["hyphens and joiners that are not seen", "co\u00adop\u200dera\u2060te\u200b"],
  ["typographic marks", "O\u2019Neil \u2013 \u201cBob\u201d\u2026\u3000\u202fend"],
  ["tags and the last plane", "\u{e0041}\u{e007f}\u{10fffd}\ue000\ufe0f"],
  ["doubled signs", "\\\\ '' $$ $& ?? %% {{ \\' && ;; ``"],
  ["looks like a truth value", "true"],
  ["looks like no number", "NaN"],
  ["looks like a signed number", "+1"],
  ["looks like a number with places", "1.0"],
  ["looks like an instant of another zone", "2026-03-02T17:00:00+02:00"],
  ["looks like an instant without milliseconds", "2026-03-02T17:00:00Z"],
  ["looks like an empty object", "{}"],
  ["looks like an empty list", "[]"],
  ["very long", `${"long text ".repeat(30_000)}end`]
]

const hostileKeys = (text: string): Notice["params"] =>
  JSON.parse(
    JSON.stringify({
      a: text,
      "": text,
      "it's": text,
      "a.b": text,
      'a"b': text,
      é: text,
      constructor: text,
      toString: text
    }).replace("{", `{"__proto__":${JSON.stringify(text)},`)
  )

/** A commit with the text in every place where a person or a program writes free text. */
const saying = (name: string, n: number, text: string): Commit => {
  const changes = [
    change(
      "agency",
      agency(n, {
        legalName: text,
        publicName: text,
        certification: { _tag: "Suspended", since: at(), reason: text }
      } as Partial<Agency>)
    ),
    change(
      "case",
      household(n, {
        primaryContact: { ...household(n).primaryContact, name: { first: text, last: text } }
      } as Partial<Case>)
    )
  ]
  return commit(name, changes, {
    command: { fingerprint: text.slice(0, 200), outcome: JSON.stringify({ text }, null, "\t") },
    provenance: {
      commandName: text.slice(0, 1500),
      actor: text.slice(0, 1500),
      permission: text.slice(0, 1500),
      policy: text.slice(0, 1500),
      onBehalfOf: text.slice(0, 1500)
    },
    notices: [notice(name, 0, { to: { role: "consumer", name: text }, params: hostileKeys(text) })]
  })
}

/** Holds everything that a commit wrote to be read back as it was written. */
/** Holds a store that has carried out a commit to have it as it was, after a row of the journal. @category predicates */
export const kept = Effect.fnUntraced(function* (store: Port, about: string, written: Commit, before: number) {
  for (const { expected: _, ...one } of written.changes) {
    const [found] = yield* store.load([read(one.kind, "id", one.id)])
    yield* same(`${about}, ${one.kind}`, found, one)
  }
  const rows = (yield* store.journal(before, 100)).map(({ position: _, ...row }) => row)
  yield* same(
    `${about}, journal`,
    rows,
    written.events.map((event) => ({ ...written.provenance, event }))
  )
  const known = yield* store.transact((tx) => tx.command(written.command.commandId))
  yield* same(`${about}, command`, known, { ...written.command, events: written.events })
  const claimed = yield* store.claim(at(), 100, 1000)
  yield* same(
    `${about}, notices`,
    claimed.map((one) => one.notice),
    written.notices
  )
  yield* same(
    `${about}, queued at`,
    claimed.map((one) => one.queuedAt),
    written.notices.map(() => written.provenance.at)
  )
  for (const one of claimed) yield* store.settle(one.notice.noticeId, one.token, "sent")
})

const lastPosition = (store: Port) => Effect.map(store.journal(0, 10_000), (rows) => rows.at(-1)?.position ?? 0)

const keepsTexts = Effect.fnUntraced(function* (store: Port) {
  for (const [n, [name, text]] of texts.entries()) {
    const written = saying(`text-${n}`, n + 1, text)
    const before = yield* lastPosition(store)
    yield* put(store, written)
    yield* kept(store, name, written, before)
    const some = text.slice(0, 1500)
    const entry = Records.disclosure(n, {
      actor: some,
      ...(some.length < 3 ? {} : { reason: some.slice(0, 200) }),
      cases: [some] as never,
      about: { agencyId: some as never }
    })
    yield* store.disclose(() => Effect.succeed({ answer: n, shown: entry }))
    const [noted] = yield* store.snapshot((_, { readings }) => readings({ _tag: "Actor", actor: some }, { limit: 1 }))
    yield* same(`${name}, reading`, noted, { ...entry, position: noted?.position })
  }
  yield* isWhole("the chain over all these texts", yield* chainOf(store))
})

/** Texts that some databases refuse and others change. */
const unkeptTexts = ["a\u0000b", "a\ud800b", "\udc00", "👩".slice(0, 1), "\udc00\ud800"]

/** Holds a commit to be refused for good, and to leave nothing. */
const rejects = Effect.fnUntraced(function* (store: Port, about: string, written: Commit) {
  const seen = yield* picture(store)
  const exit = yield* Effect.exit(put(store, written))
  yield* same(about, outcomeOf(exit), "Unkept")
  yield* same(`${about}, nothing written`, yield* picture(store), seen)
})

/** A good commit, and the same with something else in one place. */
const spoiltBy = (name: string, value: unknown): ReadonlyArray<readonly [where: string, written: Commit]> => {
  const good = commit(name, [change("case", household(1)), change("agency", agency(1))], {
    notices: [notice(name, 0, { params: { count: 1, name: "Carla" } })],
    provenance: { onBehalfOf: "agent-1" }
  })
  const places: Array<readonly [string, Commit]> = []
  const walk = (one: unknown, path: ReadonlyArray<string>): void => {
    if (typeof one === "object" && one !== null) {
      for (const [key, inner] of Object.entries(one)) walk(inner, [...path, key])
      return
    }
    // Identifiers and versions say which row is meant; what a number stands for is a number, and a text a text.
    if (typeof one !== typeof value || ["version", "expected"].includes(path.at(-1) ?? "")) return
    const copy = structuredClone(good)
    const holder = path.slice(0, -1).reduce<unknown>((here, key) => Reflect.get(here as object, key), copy)
    Reflect.set(holder as object, path.at(-1) as string, value)
    places.push([path.join("."), copy])
  }
  walk(good, [])
  return places
}

const rejectsTexts = Effect.fnUntraced(function* (store: Port) {
  const near = new Set<string>()
  for (const [n, text] of unkeptTexts.entries()) {
    const places = spoiltBy(`unkept-${n}`, text)
    yield* same("places of a text", places.length > 40, true)
    // The first text in every place, each of the others in some.
    const some = places.filter((_, place) => n === 0 || place % unkeptTexts.length === n)
    for (const [where, written] of some) yield* rejects(store, `${show(text)} as ${where}`, written)
    const named = commit(`unkept-${n}`, [], { events: [], notices: [notice("n", 0, { params: { [text]: "x" } })] })
    yield* rejects(store, `${show(text)} as the name of a parameter`, named)
    // Nobody has it as a key, not even somebody with a replacement character there.
    const other = text.replace(/[\0\ud800-\udfff]/g, "\ufffd")
    if (!near.has(other))
      yield* put(store, commit(`near-${n}`, [change("agency", { ...agency(50 + n), agencyId: other } as never)]))
    near.add(other)
    yield* same("a key", yield* store.load([read("agency", "id", text)]), [])
    yield* same("a command", yield* store.transact((tx) => tx.command(`near-${text}` as never)), undefined)
    yield* same("a lock", yield* store.transact((tx) => tx.load([read("agency", "id", text)], { lock: true })), [])
    yield* same("a claim", yield* store.settle(text, text, "sent"), false)
  }
})

const rejectsNumbers = Effect.fnUntraced(function* (store: Port) {
  const never = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 2 ** 53, -(2 ** 53), 1e21]
  for (const [n, number] of never.entries())
    for (const [where, written] of spoiltBy(`number-${n}`, number))
      yield* rejects(store, `${show(number)} as ${where}`, written)
  const values: ReadonlyArray<unknown> = [1n, new Date(0), new Map([["a", 1]]), Symbol.iterator, () => 1, [undefined]]
  for (const [n, value] of values.entries()) {
    const params = { value } as never
    yield* rejects(
      store,
      `value ${n} that is no plain data`,
      commit(`value-${n}`, [], { events: [], notices: [notice("n", 0, { params })] })
    )
  }
})

const rejectsInstants = Effect.fnUntraced(function* (store: Port) {
  const never = [
    ...["infinity", "-infinity", "now", "epoch", "today", "allballs", "", "2026-03-02", "2026-03-02T17:00:00Z"],
    ...["2026-02-30T00:00:00.000Z", "+010000-01-01T00:00:00.000Z", "2026-03-02T17:00:00.000+02:00"],
    " 2026-03-02T17:00:00.000Z"
  ]
  for (const [n, text] of never.entries()) {
    const when = text as Dates.Instant
    const name = `instant-${n}`
    yield* rejects(store, `${text} as the time of a command`, commit(name, [], { command: { at: when } }))
    yield* rejects(store, `${text} as the time of a row`, commit(name, [], { provenance: { at: when } }))
    yield* same(`${text} as the time of a claim`, outcomeOf(yield* Effect.exit(store.claim(when, 1, 1000))), "Unkept")
  }
})

const numbers = [
  0,
  1,
  -1,
  2 ** 31,
  2 ** 53 - 1,
  -(2 ** 53) + 1,
  0.1,
  1e-7,
  12.345,
  5e-324,
  29,
  115,
  435,
  0.1 + 0.2,
  2 ** 32 + 1,
  -0.5
]
const instants = [
  "1600-01-01T00:00:00.000Z",
  "1969-12-31T23:59:59.999Z",
  "2026-03-08T10:00:00.001Z",
  "9999-12-31T23:59:59.999Z"
]

const premium = (grossPremium: number): Case["coverage"] =>
  ({
    state: "Effectuated",
    carrier: "Carrier",
    plan: "Silver 70",
    metal: "Silver",
    effectiveOn: "2026-01-01",
    grossPremium,
    aptc: 0,
    pastDue: false
  }) as unknown as Case["coverage"]

const keepsNumbers = Effect.fnUntraced(function* (store: Port) {
  for (const [n, number] of numbers.entries()) {
    const cents = Number.isSafeInteger(number) && number >= 0 ? number : 0
    const written = commit(
      `number-${n}`,
      [change("case", household(n + 1, { coverage: premium(cents) } as Partial<Case>))],
      {
        notices: [notice(`number-${n}`, 0, { params: { number } })]
      }
    )
    const before = yield* lastPosition(store)
    yield* put(store, written)
    yield* kept(store, String(number), written, before)
  }
  const people = base.filter(({ kind }) => kind === "agency" || kind === "agent")
  yield* put(store, commit("fill", people))
  for (const [n, text] of instants.entries()) {
    const when = Dates.instant(text)
    const written = commit(
      `instant-${n}`,
      [change("acting", Records.acting(n + 1, { openedAt: when, usedAt: when, closedAt: when }))],
      {
        command: { at: when },
        provenance: { at: when }
      }
    )
    const before = yield* lastPosition(store)
    yield* put(store, written)
    yield* kept(store, text, written, before)
  }
})

const keepsAbsence = Effect.fnUntraced(function* (store: Port) {
  const changes: ReadonlyArray<Change> = [
    ...base,
    change("agency", agency(20, { licenceNumber: "0A12345", documents: [] } as never)),
    change("agent", agent(20, { publicEmail: "a@b.example", publicPhone: "5595550199", languages: [] } as never)),
    change("case", household(20, { coverage: premium(1), verifications: [], members: [] } as Partial<Case>)),
    change("delegation", Records.delegation(1, 1, 1)),
    change(
      "delegation",
      Records.delegation(2, 2, 1, { signedBy: "", predecessorId: "delegation-1", transferId: "transfer-1" } as never)
    ),
    change("acting", Records.acting(1)),
    change("transfer", Records.transfer(1, 1))
  ]
  const written = commit("absent", changes, {
    notices: [
      notice("absent", 0),
      notice("absent", 1, { to: { role: "consumer", name: "Carla" }, channel: "letter", params: {} })
    ]
  })
  yield* put(store, written)
  yield* kept(store, "fields that are absent or empty", written, 0)
})

/** Changes every field of a value and of what hangs on it, as far as it can be changed. */
const spoil = (value: unknown): void => {
  if (typeof value !== "object" || value === null) return
  for (const key of Object.keys(value)) {
    spoil(Reflect.get(value, key))
    Reflect.set(value, key, "spoiled")
  }
  Reflect.set(value, "more", "spoiled")
}

const ownCopy = Effect.fnUntraced(function* (store: Port) {
  const make = () =>
    commit("kept", [change("agency", agency(1)), change("case", household(1))], { notices: [notice("kept", 0)] })
  const given = structuredClone(make())
  yield* put(store, given)
  spoil(given)
  const seen = yield* picture(store, make())
  yield* same(
    "records after the caller changed his own",
    seen.records.map(({ record }) => record),
    [agency(1), household(1)]
  )
  yield* same("command after the caller changed his own", seen.commands, [{ ...make().command, events: make().events }])
  spoil(seen)
  const again = yield* picture(store, make())
  spoil(yield* store.transact((tx) => tx.load([read("agency", "id", "agency-1")], { lock: true })))
  yield* same("after a reader changed what was read", yield* picture(store, make()), again)
  yield* same(
    "records after a reader changed his own",
    again.records.map(({ record }) => record),
    [agency(1), household(1)]
  )
  yield* same(
    "events after a reader changed his own",
    again.journal.map(({ event }) => event),
    make().events
  )
  const claimed = yield* store.claim(at(), 1, 1000)
  yield* same(
    "notices after the caller changed his own",
    claimed.map((one) => one.notice),
    make().notices
  )
  spoil(claimed.map((one) => one.notice))
  const later = yield* store.claim(at(9), 1, 1000)
  yield* same(
    "notices after a reader changed his own",
    later.map((one) => one.notice),
    make().notices
  )
})

/** The checks of fidelity. @category laws */
export const checks: ReadonlyArray<Check> = [
  check("text is read as it was written", "B11", keepsTexts),
  check("text that cannot be kept is rejected, never changed", "B11", rejectsTexts),
  check("numbers that cannot be kept are rejected, never changed", "B11", rejectsNumbers),
  check("what is no instant is rejected, whatever a database makes of it", "B11", rejectsInstants),
  check("numbers and instants are read as they were written", "B11", keepsNumbers),
  check("what is absent stays absent, and what is empty stays empty", "B11", keepsAbsence),
  check("what a caller does to his own objects changes nothing", "B11", ownCopy)
]
