import * as Actor from "@agencybook/core/Actor"
import * as Audit from "@agencybook/core/Audit"
import * as Record from "@agencybook/core/Record"
import { AuditRecord, NoticeRecord } from "@agencybook/core/schema/NoticeRecord"
import * as StoredRecord from "@agencybook/core/schema/StoredRecord"
import { assert, describe, it } from "@effect/vitest"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { run } from "../src/Differential.ts"
import * as EntitySample from "../src/EntitySample.ts"
import * as History from "../src/History.ts"
import * as NearMiss from "../src/NearMiss.ts"
import { core, type Rules } from "../src/Rules.ts"
import * as Sample from "../src/Sample.ts"
import * as Valid from "../src/Valid.ts"
import * as World from "../src/World.ts"

const strict = { errors: "all", onExcessProperty: "error" } as const
const kinds = Object.keys(StoredRecord.schemas) as ReadonlyArray<StoredRecord.Kind>
const schemaOf = (kind: StoredRecord.Kind) => StoredRecord.schemas[kind] as unknown as Schema.Codec<unknown, unknown>

const isReadBack = (kind: string, schema: Schema.Codec<unknown, unknown>, record: unknown): void => {
  const stored = JSON.parse(JSON.stringify(record)) as unknown
  const read = Schema.decodeUnknownResult(schema)(stored, strict)
  if (read._tag === "Failure") assert.fail(`${kind}: ${read.failure.message}`)
  else {
    assert.deepStrictEqual(read.success, record)
    assert.deepStrictEqual(Schema.encodeUnknownSync(schema)(read.success, strict), stored)
  }
}
const comesBack = (kind: StoredRecord.Kind, record: unknown): void => isReadBack(kind, schemaOf(kind), record)
const isKind = (kind: string): kind is StoredRecord.Kind => kind in StoredRecord.schemas

/** Every record that a story of random commands makes, as it is after each event. */
const made = (commands: number, seed: number): ReadonlyMap<StoredRecord.Kind, ReadonlyArray<unknown>> => {
  const found = new Map<StoredRecord.Kind, Array<unknown>>(kinds.map((kind) => [kind, []]))
  const command: Rules["command"] = (sent, facts, context, sealed) => {
    const answer = core.command(sent, facts, context, sealed)
    const now = new Map<string, unknown>()
    for (const event of "events" in answer ? answer.events : []) {
      const { id, kind } = Record.refOf(event)
      if (!isKind(kind)) continue
      // Facts that were not asked for cannot be had; a record that a command did not read is new with its event.
      const read = Result.try(() => facts.get(kind, id))
      const known = now.get(`${kind} ${id}`) ?? (Result.isSuccess(read) ? read.success : undefined)
      if (known === undefined && "from" in event) continue
      const after = Record.evolve(kind, known as never, event)
      now.set(`${kind} ${id}`, after)
      // The model is asked about households without members as well, which nobody can send.
      if ("members" in after && after.members.length === 0) continue
      found.get(kind)?.push(after)
    }
    return answer
  }
  const { differences } = run({ commands, seed, rules: { ...core, command } })
  assert.deepStrictEqual(differences, [])
  return found
}

/** What a story of random commands tells people, and what its trail says. */
const told = (commands: number, seed: number) => {
  const notices: Array<unknown> = []
  const lines: Array<Audit.Line> = []
  const [caseId, agentId, agencyId] = [Sample.caseId(1), Sample.agentId(1), Sample.agencyId(1)]
  const concerns = { caseId, agentId, agencyId, counselorId: EntitySample.counselor(1).counselorId }
  const command: Rules["command"] = (sent, facts, context, sealed) => {
    const answer = core.command(sent, facts, context, sealed)
    const events = "events" in answer ? (answer.events as ReadonlyArray<Record.Event>) : []
    // Notices are made of facts that the command has read, and not here of others.
    const found = Result.try(() => core.notice.fromEvents(events, facts, context))
    if (Result.isSuccess(found)) notices.push(...found.success)
    const { actor, at, commandId } = context
    const row = { commandId, commandName: sent._tag, at, actor: Actor.key(actor), permission: "P-01 agent" }
    for (const event of events) lines.push(Audit.line({ ...row, position: lines.length, event, concerns }, "office"))
    return answer
  }
  assert.deepStrictEqual(run({ commands, seed, rules: { ...core, command } }).differences, [])
  return { lines, notices }
}

describe("StoredRecord: what is told and what is kept of it", () => {
  const { lines, notices } = told(4_000, 7)

  it("reads every notice and every line of a trail, and writes it back as it was", () => {
    assert.isAbove(notices.length, 50)
    assert.isAbove(lines.length, 500)
    for (const notice of notices) isReadBack("notice", NoticeRecord as never, notice)
    for (const line of lines) isReadBack("line", AuditRecord as never, line)
  })
})

describe("StoredRecord", () => {
  const story = made(8_000, 20_261_123)

  it.each(kinds)("reads every %s that a story of random commands makes, and writes it back as it was", (kind) => {
    const records = story.get(kind) ?? []
    assert.isAbove(records.length, 10, `the story makes few records of \`${kind}\``)
    for (const record of records) comesBack(kind, record)
  })

  it("reads every record of a history of years", () => {
    const world = History.world(History.make(3, { agencies: 4, agents: 20, cases: 60 }))
    for (const kind of kinds) for (const record of World.records(world, kind)) comesBack(kind, record)
    assert.isAbove(World.records(world, "agent").length, 10)
  })

  it.each(kinds)("refuses a %s that is wrong in one way, and says where and what was expected", (kind) => {
    const schema = schemaOf(kind)
    for (let n = 0; n < 150; n++) {
      const { label, path, value } = NearMiss.one(schema, n)
      const read = Schema.decodeUnknownResult(schema)(value, strict)
      if (read._tag === "Success") return assert.fail(`${label} at ${path.join(".")} is taken`)
      const { message } = read.failure
      for (const step of path.filter((one) => typeof one === "string").slice(0, 1)) assert.include(message, step, label)
    }
  })

  it("repeats neither the digest of a secret nor what is in its place [ACC-09]", () => {
    const secret = "scrypt:16384:8:1:c2VjcmV0LXNhbHQ:b25seS10aGUtc3RvcmUta25vd3M"
    const code = { ...Sample.accessCode(0), digest: secret }
    comesBack("accessCode", code)
    const broken = [
      { ...code, digest: `${secret}\n` },
      { ...code, digest: [secret] },
      { ...code, digest: { secret } },
      { ...code, state: secret },
      { ...code, wrongTries: -1, caseId: undefined },
      { ...code, hash: secret }
    ]
    for (const value of broken) {
      const read = Schema.decodeUnknownResult(StoredRecord.schemas.accessCode)(value, strict)
      if (read._tag === "Success") return assert.fail("a broken code is taken")
      assert.notInclude(read.failure.message, "c2VjcmV0")
      assert.notInclude(JSON.stringify(read.failure.message), "only-the")
    }
  })

  it("makes valid records of each kind, the same for the same number", () => {
    for (const kind of kinds) {
      const schema = schemaOf(kind)
      for (let n = 0; n < 20; n++) comesBack(kind, Schema.decodeUnknownSync(schema)(Valid.one(schema, n)))
      assert.deepStrictEqual(Valid.one(schema, 5), Valid.one(schema, 5))
    }
  })
})
