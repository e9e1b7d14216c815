import { execFile } from "node:child_process"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import * as NodeSecrets from "@agencybook/application/NodeSecrets"
import * as Portal from "@agencybook/application/Portal"
import * as Vocabulary from "@agencybook/core/schema/Vocabulary"
import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import type * as AST from "effect/SchemaAST"
import * as Hostile from "../src/Hostile.ts"
import * as FormatExamples from "../src/internal/FormatExamples.ts"
import { core } from "../src/Rules.ts"
import * as Sample from "../src/Sample.ts"
import * as ScenarioTrace from "../src/ScenarioTrace.ts"
import * as Seed from "../src/Seed.ts"
import * as Valid from "../src/Valid.ts"
import * as World from "../src/World.ts"
import { everySchema } from "./fixture/schemas.ts"

const many = 100_000
const slow = 300_000

describe("Hostile: decoders", () => {
  it(
    `answer ${many} hostile inputs and throw for none`,
    async () => {
      const schemas = [
        ...(await everySchema()),
        ...Valid.commandNames.map((name) => ({ name, schema: Valid.schemaOf(name) as never })),
        { name: "ScenarioTrace.Trace", schema: ScenarioTrace.Trace as never }
      ]
      assert.deepStrictEqual(Hostile.decoding(schemas, 1, many), [])
    },
    slow
  )

  it("have a bound for every list, so that none is looked through that is longer", async () => {
    const seen = new Set<AST.AST>()
    const unbounded: Array<string> = []
    const walk = (ast: AST.AST, where: string): void => {
      if (seen.has(ast)) return
      seen.add(ast)
      for (const { to } of ast.encoding ?? []) walk(to, where)
      if (ast._tag === "Objects")
        for (const { name, type } of ast.propertySignatures) walk(type, `${where}.${String(name)}`)
      if (ast._tag === "Union") for (const type of ast.types) walk(type, where)
      if (ast._tag !== "Arrays") return
      const bounds = (ast.encoding ?? []).map(({ transformation }) => Vocabulary.boundOfTransformation(transformation))
      // A transfer of a whole book has a row for each client, and its record comes from a store and from no sender.
      const most = where === "OfficeRecord.TransferRecord.rows" ? 100_000 : 10_000
      if (ast.rest.length > 0 && !bounds.some((bound) => bound !== undefined && bound <= most)) unbounded.push(where)
      for (const type of [...ast.elements, ...ast.rest]) walk(type, `${where}.n`)
    }
    for (const { name, schema } of [
      ...(await everySchema()),
      ...Valid.commandNames.map((name) => ({ name, schema: Valid.schemaOf(name) })),
      { name: "ScenarioTrace.Trace", schema: ScenarioTrace.Trace }
    ])
      walk(schema.ast, name)
    assert.deepStrictEqual(unbounded, [])
    walk(Schema.Array(Schema.String).ast, "none")
    assert.deepStrictEqual(unbounded, ["none"])
  })

  it("include the formats: a text is read or it is not", () => {
    const seed = Seed.from(2)
    for (let n = 0; n < many; n++) {
      const { format } = seed.pick(FormatExamples.all)
      format.read(Hostile.text(seed))
    }
  })

  it("leave every prototype as it was", () => {
    const schemas = [{ name: "Actor", schema: Vocabulary.Actor as never }]
    Hostile.decoding(schemas, 3, 2_000)
    assert.deepStrictEqual(Object.keys(Object.prototype), [])
    assert.notProperty({}, "admin")
    const decode = Schema.decodeUnknownResult(Vocabulary.Actor)
    const read = decode(JSON.parse('{"_tag":"Agent","agentId":"agent-1","__proto__":{"admin":true}}'))
    if (read._tag === "Success") assert.notProperty(read.success, "admin")
  })

  it("report what throws", () => {
    const schema = Schema.String.check(
      Schema.makeFilter((text: string) => {
        if (text.includes("\u0000")) throw new RangeError("too far")
        return undefined
      })
    )
    const found = Hostile.decoding([{ name: "throwing", schema: schema as never }], 1, 500)
    assert.isNotEmpty(found)
    assert.match(found[0]?.what ?? "", /^throwing, input \d+$/)
  })
})

describe("Hostile: rules", () => {
  it(
    `answer ${many} commands on worlds of every sort and throw for none`,
    () => {
      assert.deepStrictEqual(Hostile.deciding(1, many), [])
    },
    slow
  )

  it("are caught when they throw or answer nothing", () => {
    const throwing = {
      ...core,
      command: () => {
        throw new TypeError("manager is undefined")
      }
    }
    assert.isNotEmpty(Hostile.deciding(1, 10, throwing as never))
    assert.include(Hostile.deciding(1, 10, throwing as never)[0]?.error ?? "", "manager is undefined")
    assert.isNotEmpty(Hostile.deciding(1, 10, { ...core, command: () => undefined } as never))
  })
})

describe("Hostile: the portal", () => {
  it(
    "answers every envelope, and what cannot be read changes nothing",
    async () => {
      const portal = Portal.make({ secrets: NodeSecrets.layer({ N: 16, r: 8, p: 1 }), now: () => 1_772_560_800_000 })
      const seed = Seed.from(9)
      const world = World.office
      try {
        for (const [n, command] of World.deliveries(world).entries())
          assert.isTrue((await portal.execute({ id: `delivery-${n}`, actor: Sample.system, command })).ok)
        for (let n = 0; n < 2_000; n++) {
          const part = seed.int(6)
          const bad = Hostile.value(seed)
          const good = { id: `hostile-${n}`, actor: Hostile.actor(world, seed), command: Hostile.command(world, seed) }
          const envelope = [
            { ...good, id: bad },
            { ...good, actor: bad },
            { ...good, command: bad },
            { ...good, acting: bad },
            { ...good, secret: bad },
            bad
          ][part]
          const reply = await portal.execute(envelope as never)
          assert.isBoolean(reply.ok)
          if (!reply.ok) assert.isString(reply.refusal.message)
        }
      } finally {
        await portal.close()
      }
    },
    slow
  )
})

const run = promisify(execFile)
const script = fileURLToPath(new URL("fixture/digest.ts", import.meta.url))
const counts = { commands: "3000", stories: "25000" }
const digestIn = async (
  what: keyof typeof counts,
  how: string,
  env: Readonly<Record<string, string>>
): Promise<string> => {
  const flags = ["--conditions=@agencybook/source", "--experimental-strip-types", "--no-warnings"]
  const args = [...flags, script, how, what, counts[what]]
  const { stdout } = await run(process.execPath, args, { env: { ...process.env, ...env } })
  return stdout
}

const surroundings: ReadonlyArray<readonly [string, Readonly<Record<string, string>>]> = [
  ["plain", { TZ: "Pacific/Kiritimati", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" }],
  ["plain", { TZ: "America/St_Johns", LANG: "ar_EG.UTF-8", LC_ALL: "ar_EG.UTF-8" }],
  ["poisoned", { TZ: "Asia/Kathmandu", LANG: "C", LC_ALL: "C" }],
  ["enumerable", { TZ: "America/Los_Angeles", LANG: "de_AT.UTF-8", LC_ALL: "de_AT.UTF-8" }]
]

// In time zones a day apart, in locales with other letters, with clock and chance forbidden and prototypes spoilt.
describe("Hostile: the same answers everywhere", () => {
  it(
    "to hostile and sensible commands",
    async () => {
      const here = Hostile.digest(20_260_303, 3_000)
      assert.match(here, /^3000 sent, \d{2,} done: /)
      for (const [how, env] of surroundings)
        assert.strictEqual(await digestIn("commands", how, env), here, `${how} ${env.TZ}`)
    },
    slow
  )

  it(
    "to stories, of whose commands thousands are carried out, and everything sent is frozen",
    async () => {
      const here = Hostile.storyDigest(20_260_303, 25_000)
      assert.match(here, /^25\d{3} sent, \d{4} done: /)
      for (const [how, env] of surroundings)
        assert.strictEqual(await digestIn("stories", how, env), here, `${how} ${env.TZ}`)
    },
    slow
  )
})
