import * as Agencybook from "@agencybook/application/Agencybook"
import type { UnreadEnvelope } from "@agencybook/application/CommandInput"
import * as MemoryStore from "@agencybook/application/MemoryStore"
import * as NodeSecrets from "@agencybook/application/NodeSecrets"
import * as Queries from "@agencybook/application/Queries"
import { Store } from "@agencybook/application/Store"
import * as Agency from "@agencybook/core/Agency"
import * as Dates from "@agencybook/core/CalendarDate"
import * as Facts from "@agencybook/core/Facts"
import * as Id from "@agencybook/core/Id"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { databases, freshStore } from "./databases.ts"
import { agent, feed, household, roster } from "./fixture/roster.ts"

const cases: UnreadEnvelope = {
  id: "cases",
  actor: feed,
  command: {
    _tag: "RecordCases",
    entries: Array.from({ length: 12 }, (_, index) => household(index, index < 8 ? "ana" : undefined))
  }
}

const as = (agentId: string) => ({ _tag: "Agent", agentId }) as const
const consumer = (index: number) => ({ _tag: "Consumer", caseId: `case-${index}` }) as const
const ask = (index: number, agentId: string, id = `ask-${index}-${agentId}`): UnreadEnvelope => ({
  id,
  actor: consumer(index),
  command: {
    _tag: "RequestDelegation",
    delegationId: `d-${index}-${agentId}`,
    caseId: `case-${index}`,
    agentId,
    signedBy: "Zoë Null"
  }
})
const accept = (index: number, agentId: string): UnreadEnvelope => ({
  id: `accept-${index}-${agentId}`,
  actor: as(agentId),
  command: { _tag: "AcceptRequest", delegationId: `d-${index}-${agentId}` }
})
const transfer: UnreadEnvelope = {
  id: "transfer",
  actor: as("max"),
  command: {
    _tag: "TransferBook",
    transferId: "t-1",
    agencyId: "acme",
    fromAgentId: "ana",
    toAgentId: "bo",
    reason: "leave"
  }
}

const secrets = NodeSecrets.layer({ N: 16, r: 8, p: 1 })
const over = <E>(store: Layer.Layer<Store, E>) =>
  Agencybook.layer().pipe(Layer.provide(secrets), Layer.provideMerge(store))

const execute = (envelope: UnreadEnvelope) => Agencybook.Agencybook.use((book) => book.executeUnknown(envelope))

const holders = Effect.gen(function* () {
  const store = yield* Store
  const found = yield* store.load([Facts.read("delegation", "agency", "acme")])
  return found
    .flatMap((one) => (one.kind === "delegation" ? [one.record] : []))
    .filter(({ state }) => state._tag === "Active")
    .map(({ caseId, delegate }) => `${caseId} ${delegate.agentId}`)
    .sort()
})

/** The same commands on every store: what they answer and what they leave must be the same. */
const script: ReadonlyArray<UnreadEnvelope> = [
  roster,
  cases,
  ask(9, "bo"),
  ask(9, "ana", "ask-9-twice"),
  accept(9, "bo"),
  accept(9, "bo"),
  ask(3, "bo"),
  accept(3, "bo"),
  { id: "remove", actor: consumer(4), command: { _tag: "RemoveDelegation", delegationId: "cases~4" } },
  { id: "remove-foreign", actor: consumer(5), command: { _tag: "RemoveDelegation", delegationId: "cases~6" } },
  {
    id: "inactive-early",
    actor: as("max"),
    command: { _tag: "SetAgentInactive", agencyId: "acme", agentId: "ana", reason: "leave" }
  },
  transfer,
  { ...transfer, id: "transfer-again" },
  {
    id: "inactive",
    actor: as("max"),
    command: { _tag: "SetAgentInactive", agencyId: "acme", agentId: "ana", reason: "leave" }
  },
  {
    id: "suspend",
    actor: { _tag: "Exchange", userId: "x" },
    command: { _tag: "SuspendAgent", agentId: "bo", reason: "under-investigation" }
  },
  ask(10, "bo"),
  { id: "malformed", actor: feed, command: { _tag: "TransferBook" } }
]

const play = Effect.gen(function* () {
  const answers: Array<unknown> = []
  for (const envelope of script) {
    answers.push(
      yield* execute(envelope).pipe(
        Effect.map(({ events, repeated }) => ({
          events: events.map((event) => ({ ...event, at: undefined })),
          repeated
        })),
        Effect.catch((error) => Effect.succeed({ error: error._tag, message: error.message }))
      )
    )
  }
  const store = yield* Store
  const journal = yield* store.journal(0, 1000)
  const book = yield* Queries.book({ actor: { _tag: "Agent", agentId: Id.make("max") } }, { agencyId: Id.make("acme") })
  return {
    answers,
    journal: journal.map(({ actor, commandId, event, permission }) => ({
      actor,
      commandId,
      permission,
      event: event._tag
    })),
    book: book.value.map((row) => ({ ...row, asOf: "", delegatedOn: "" })),
    counts: yield* store.counts()
  }
})

const exchange = { _tag: "Exchange", userId: "x" } as const
const named = (agencyId: string) => Id.make<Id.AgencyId>(agencyId)
// The second one has Cyrillic letters only.
const lookAlikes = { latin: "Pace 10", cyrillic: "\u0420\u0430\u0441\u0435 10" }

const opening = ([agencyId, legalName]: readonly [string, string], n: number): UnreadEnvelope => ({
  id: `open-${agencyId}`,
  actor: { _tag: "Applicant", userId: agencyId },
  command: {
    ...{
      _tag: "OpenAgency",
      agencyId,
      managerId: `founder-${n}`,
      manager: agent(`founder-${n}`, `1A1000${n}`).profile
    },
    details: {
      ...{ legalName, publicName: legalName, fein: `94-765432${n}`, email: "o@example.com", phone: "916-555-0100" },
      ...{ entityKind: "llc", markets: ["individual"] },
      site: { street: "1 K Street", city: "Sacramento", county: "Sacramento", state: "CA", zip: "95814" }
    }
  }
})
const paper = (agencyId: string, document: object): UnreadEnvelope => ({
  id: `paper-${agencyId}-${JSON.stringify(document).length}`,
  actor: exchange,
  command: {
    ...{ _tag: "UploadAgencyDocument", agencyId },
    document: {
      ...document,
      file: { documentId: "d-1", name: "Paper.pdf", mediaType: "application/pdf", bytes: 7, sha256: "ab".repeat(32) }
    }
  }
})
const step = (_tag: string, agencyId: string, more: { readonly n?: number; readonly reason?: string } = {}) => {
  const { n = 0, ...rest } = more
  return { id: `${_tag}-${agencyId}-${n}`, actor: exchange, command: { _tag, agencyId, ...rest } } as UnreadEnvelope
}
/** How a command ended: with what happened first, or with the code of its refusal. */
const ended = (envelope: UnreadEnvelope) =>
  execute(envelope).pipe(
    Effect.map(({ events: [event] }) => event?._tag ?? "nothing"),
    Effect.catch((error) => Effect.succeed(error._tag === "Refused" ? error.code : error.message))
  )

const agencyOf = Effect.fnUntraced(function* (agencyId: string) {
  const store = yield* Store
  const [found] = yield* store.load([Facts.read("agency", "id", named(agencyId))])
  return found?.kind === "agency" ? found : assert.fail(agencyId)
})

/** Writes an agency as it stands after it was submitted by somebody who saw no other. */
const submittedUnseen = Effect.fnUntraced(function* (agencyId: string) {
  const { id, record, version } = yield* agencyOf(agencyId)
  if (record.certification._tag !== "Incomplete") return
  const at = Dates.instant("2026-03-02T18:00:00.000Z")
  const event: Agency.Event & { readonly _tag: "AgencyCertificationMoved" } = {
    _tag: "AgencyCertificationMoved",
    agencyId: named(agencyId),
    trigger: "submit",
    from: "Incomplete",
    to: { _tag: "Pending", since: at }
  }
  const commandId = Id.make<Id.CommandId>(`unseen-${agencyId}`)
  const store = yield* Store
  yield* store.transact((tx) =>
    tx.commit({
      command: { commandId, fingerprint: "print", at, outcome: "{}" },
      provenance: {
        ...{ commandId, commandName: "SubmitAgency", at, actor: "exchange/x" },
        ...{ permission: "P-01 exchange", policy: "calheers" }
      },
      events: [event],
      changes: [{ kind: "agency", id, record: Agency.evolve(record, event), expected: version, version: version + 1 }],
      notices: []
    })
  )
})

const certifiedAtOnce = Effect.gen(function* () {
  yield* execute(roster)
  const both = Object.keys(lookAlikes)
  for (const [n, one] of Object.entries(lookAlikes).entries()) yield* execute(opening(one, n))
  for (const agencyId of both)
    for (const document of [{ type: "payee-data" }, { type: "e-and-o", expiresOn: "2998-01-01" }])
      yield* execute(paper(agencyId, document))
  const submitted = yield* Effect.all(
    both.map((agencyId) => ended(step("SubmitAgency", agencyId))),
    { concurrency: 2 }
  )
  // Whoever is second sees the first one, or neither sees the other.
  assert.include(submitted, "AgencyCertificationMoved")
  assert.isEmpty(submitted.filter((one) => one !== "AgencyCertificationMoved" && one !== "AgencyNameImitates"))
  for (const agencyId of both) yield* submittedUnseen(agencyId)
  const certified = yield* Effect.all(
    [0, 1, 2, 3].flatMap((n) => both.map((agencyId) => ended(step("CertifyAgency", agencyId, { n })))),
    { concurrency: 8 }
  )
  assert.deepStrictEqual([...new Set(certified)], ["AgencyNameImitates"])
  for (const agencyId of both) assert.strictEqual((yield* agencyOf(agencyId)).record.certification._tag, "Pending")
  // Once one of them is gone, its letters are in nobody's way.
  yield* execute(step("RejectAgency", "latin", { reason: "voluntary" }))
  assert.strictEqual(yield* ended(step("CertifyAgency", "cyrillic", { n: 9 })), "AgreementNotSigned")
})

describe("the command path on the store in memory", () => {
  it.live("certifies no two agencies with look-alike names that were submitted at once [AGY-16]", () =>
    Effect.provide(certifiedAtOnce, over(MemoryStore.layer))
  )
})

/** Times differ from run to run; nothing else may. */
const timeless = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value).replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, "a time"))

for (const database of databases) {
  describe(`the command path on the ${database.name} database`, () => {
    it.live("answers and leaves what the store in memory does", () =>
      Effect.gen(function* () {
        const here = yield* Effect.provide(play, over(freshStore(database)))
        const inMemory = yield* Effect.provide(play, over(MemoryStore.layer))
        assert.deepStrictEqual(timeless(here), timeless(inMemory))
        assert.isAbove(here.journal.length, 40)
        assert.isAbove(here.counts.queued, 15)
      })
    )

    it.live("certifies no two agencies with look-alike names that were submitted at once [AGY-16]", () =>
      Effect.provide(certifiedAtOnce, over(freshStore(database)))
    )

    it.live("carries out a command once, however many send it at once", () =>
      Effect.gen(function* () {
        yield* execute(roster)
        const done = yield* Effect.all(
          Array.from({ length: 32 }, () => execute(cases)),
          { concurrency: 32 }
        )
        assert.strictEqual(done.filter(({ repeated }) => !repeated).length, 1)
        assert.strictEqual((yield* holders).length, 8)
      }).pipe(Effect.provide(over(freshStore(database))))
    )

    it.live("gives every sender of the same command its outcome, also of one that cannot be done twice", () =>
      Effect.gen(function* () {
        yield* execute(roster)
        yield* execute(cases)
        for (const index of [8, 9, 10, 11]) {
          yield* execute(ask(index, "bo"))
          const done = yield* Effect.all(
            Array.from({ length: 8 }, () => execute(accept(index, "bo"))),
            { concurrency: 8 }
          )
          assert.strictEqual(done.filter(({ repeated }) => !repeated).length, 1)
          for (const { events } of done) assert.deepStrictEqual(events, done[0]?.events)
        }
        const remove: UnreadEnvelope = {
          id: "remove-0",
          actor: consumer(0),
          command: { _tag: "RemoveDelegation", delegationId: "cases~0" }
        }
        const removed = yield* Effect.all(
          Array.from({ length: 8 }, () => execute(remove)),
          { concurrency: 8 }
        )
        assert.strictEqual(removed.filter(({ repeated }) => !repeated).length, 1)
      }).pipe(Effect.provide(over(freshStore(database))))
    )

    it.live("gives a case to one of many agents who accept at once", () =>
      Effect.gen(function* () {
        yield* execute(roster)
        yield* execute(cases)
        // A consumer's choice, an acceptance and the transfer of the whole book, all at the same cases.
        for (const index of [0, 1, 2, 3]) yield* execute(ask(index, "bo"))
        const all = [
          ...[0, 1, 2, 3].map((index) => accept(index, "bo")),
          transfer,
          ...[4, 5].map(
            (index): UnreadEnvelope => ({
              id: `remove-${index}`,
              actor: consumer(index),
              command: { _tag: "RemoveDelegation", delegationId: `cases~${index}` }
            })
          )
        ]
        const results = yield* Effect.all(
          all.map((envelope) => Effect.result(execute(envelope))),
          { concurrency: 32 }
        )
        for (const result of results)
          if (result._tag === "Failure") assert.strictEqual(result.failure._tag, "Refused", result.failure.message)
        const held = yield* holders
        const perCase = new Map<string, number>()
        for (const one of held) perCase.set(one.split(" ")[0] ?? "", (perCase.get(one.split(" ")[0] ?? "") ?? 0) + 1)
        assert.isTrue(Array.from(perCase.values()).every((count) => count === 1))
        for (const index of [0, 1, 2, 3, 6, 7]) assert.include(held, `case-${index} bo`)
        for (const index of [4, 5]) {
          // Removed before the transfer, or refused because the transfer came first: never half of both.
          const removed = results[5 + (index - 4)]?._tag === "Success"
          assert.strictEqual(perCase.has(`case-${index}`), !removed)
        }
      }).pipe(Effect.provide(over(freshStore(database))))
    )
  })
}
