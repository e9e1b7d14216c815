import { spawnSync } from "node:child_process"
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { TransferCommand } from "@agencybook/core/schema/TransferCommand"
import type { Actor } from "@agencybook/core/schema/Vocabulary"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import type * as Schema from "effect/Schema"
import { Agencybook } from "../src/Agencybook.ts"
import type { Command, CommandName } from "../src/Catalogue.ts"
import { catalogue } from "../src/Catalogue.ts"
import * as NodeSecrets from "../src/NodeSecrets.ts"
import * as Portal from "../src/Portal.ts"
import * as fixture from "./fixture/portal.ts"

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const same = <A, B>(proof: Same<A, B>) => proof

const transfer = {
  _tag: "TransferBook",
  transferId: "t-1",
  agencyId: "agency-0",
  fromAgentId: "agent-1",
  toAgentId: "agent-2",
  reason: "leave"
} as const satisfies Portal.CommandInput
const actor: Portal.ActorInput = fixture.agent(0)

describe("What hosts send, to the compiler", () => {
  it("has a shape for every command, by its name", () => {
    assert.isTrue(same<Portal.CommandInput["_tag"], CommandName>(true))
    assert.isTrue(same<Portal.CommandInput<"TransferBook">["_tag"], "TransferBook">(true))
    assert.isTrue(same<Portal.CommandInput<"TransferBook">["toAgentId"], string>(true))
    assert.isTrue(same<Portal.CommandInput<"TransferBook">["only"], ReadonlyArray<string> | undefined>(true))
    assert.isTrue(same<Portal.ActorInput["_tag"], Schema.Schema.Type<typeof Actor>["_tag"]>(true))
    assert.isNotEmpty(Object.keys(catalogue))
  })

  it("is what the Schema reads", () => {
    assert.isTrue(same<Schema.Codec.Encoded<typeof TransferCommand>, Portal.CommandInput<"TransferBook">>(true))
    assert.isTrue(same<Schema.Codec.Encoded<typeof Actor>, Portal.ActorInput>(true))
    assert.isFunction(TransferCommand.pipe)
  })

  it("takes what the rules use, too: a checked text is a text", () => {
    const checked = (command: Command): Portal.CommandInput => command
    assert.strictEqual<unknown>(checked(transfer as never), transfer)
  })

  it("refuses what is refused when it is run", async () => {
    const portal = Portal.make({ secrets: NodeSecrets.layer(fixture.cost), now: () => fixture.start })
    const { toAgentId: _, ...incomplete } = transfer
    const replies = [
      // @ts-expect-error a field that no command has
      await portal.execute({ id: "c-1", actor, command: { ...transfer, toAgntId: "agent-2" } }),
      // @ts-expect-error a name that no command has
      await portal.execute({ id: "c-2", actor, command: { ...transfer, _tag: "TransferBok" } }),
      // @ts-expect-error a field is missing
      await portal.execute({ id: "c-3", actor, command: incomplete }),
      // @ts-expect-error a reason that is none
      await portal.execute({ id: "c-4", actor, command: { ...transfer, reason: "mood" } }),
      // @ts-expect-error a number for a text
      await portal.execute({ id: "c-5", actor, command: { ...transfer, agencyId: 5 } }),
      // @ts-expect-error an actor nobody knows
      await portal.execute({ id: "c-6", actor: { _tag: "Agnt", agentId: "agent-0" }, command: transfer }),
      // @ts-expect-error a session under another name
      await portal.execute({ id: "c-7", actor, actingId: "act-1", command: transfer }),
      // @ts-expect-error nothing is known of what came over the wire
      await portal.execute({ id: "c-8", actor, command: JSON.parse("{}") as unknown }),
      await portal.executeUnknown({ id: "c-9", actor, command: JSON.parse("{}") as unknown }),
      // @ts-expect-error who sends a command is never what came over the wire
      await portal.executeUnknown({ id: "c-10", actor: JSON.parse("{}") as unknown, command: transfer }),
      // @ts-expect-error the command of another name
      await portal.previewTransfer({ actor }, { _tag: "AcceptRequest", delegationId: "d-1" }),
      // @ts-expect-error a viewer who is nobody
      await portal.roster({ agentId: "agent-0" }, "agency-0"),
      // @ts-expect-error a part of a filter with another field
      await portal.book({ actor }, { agencyId: "agency-0" }, { filter: { _tag: "Text", contain: "quint" } }),
      // @ts-expect-error a state that no certification has
      await portal.rosterPage({ actor }, "agency-0", { certificationStatus: "Fine" }, { limit: 5 }),
      // @ts-expect-error a worklist is an agency's, and nobody's in it
      await portal.idleCases({ actor }, { agencyId: "agency-0", agentId: "agent-1" }, { limit: 5 }),
      await portal.inChunks({
        ...{ id: "job", actor, items: ["d-1"] },
        // @ts-expect-error a chunk is a command
        command: (only) => ({ ...transfer, only, agencyId: 5 })
      })
    ]
    for (const [n, reply] of replies.entries())
      assert.deepNestedInclude(reply, { ok: false, "refusal._tag": "Malformed" }, `reply ${n}`)
    await portal.close()
  })

  it("is the same for hosts with Effect", async () => {
    const envelope = { id: "c-1", actor }
    const wrong = [
      Agencybook.use((book) =>
        // @ts-expect-error a field that no command has
        book.execute({ ...envelope, command: { ...transfer, toAgntId: "agent-2" } })
      ),
      // @ts-expect-error an actor nobody knows
      Agencybook.use((book) => book.execute({ id: "c-2", actor: { _tag: "Agnt", agentId: "a" }, command: transfer })),
      // @ts-expect-error nothing is known of what came over the wire
      Agencybook.use((book) => book.execute({ ...envelope, command: JSON.parse("{}") as unknown })),
      Agencybook.use((book) => book.executeUnknown({ ...envelope, command: JSON.parse("{}") as unknown })),
      Agencybook.use((book) =>
        // @ts-expect-error who sends a command is never what came over the wire
        book.executeUnknown({ id: "c-3", actor: JSON.parse("{}") as unknown, command: transfer })
      )
    ]
    for (const one of wrong) {
      const error = await Effect.runPromise(Effect.flip(Effect.provide(one, fixture.layer)))
      assert.strictEqual(error._tag, "CommandMalformed")
    }
    const refused = Agencybook.use((book) => book.execute({ ...envelope, command: transfer }))
    const error = await Effect.runPromise(Effect.flip(Effect.provide(refused, fixture.layer)))
    assert.strictEqual(error._tag, "Refused")
  })

  it("takes every filter of a book in plain texts", async () => {
    const portal = Portal.make({ secrets: NodeSecrets.layer(fixture.cost), now: () => fixture.start })
    await portal.executeUnknown(fixture.envelope(fixture.system, fixture.roster))
    await portal.executeUnknown(fixture.envelope(fixture.system, fixture.cases))
    const mine: Portal.BookRequest["filter"] = {
      _tag: "And",
      filters: [
        { _tag: "Agent", anyOf: ["agent-1"] },
        { _tag: "Not", filter: { _tag: "Text", contains: "case 7" } }
      ]
    }
    const page = await portal.bookPage({ actor }, { agencyId: "agency-0" }, { filter: mine, limit: 1 })
    if (!page.ok) return assert.fail(page.refusal.message)
    assert.strictEqual(page.value.count, 2)
    const { next } = page.value
    assert.isDefined(next)
    // What an answer says is good for the next question as it is.
    const rest = await portal.bookPage({ actor }, { agencyId: "agency-0" }, { filter: mine, limit: 5, after: next })
    assert.strictEqual(rest.ok && rest.value.rows.length, 1)
    await portal.close()
  })
})

/** What the compiler says to a host outside this repository, and how many types it makes. */
const compiled = (lines: ReadonlyArray<string>) => {
  const folder = mkdtempSync(join(tmpdir(), "agencybook-host-"))
  try {
    symlinkSync(resolve(import.meta.dirname, "../../../node_modules"), join(folder, "node_modules"))
    writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }))
    const compilerOptions = {
      ...{ strict: true, module: "NodeNext", target: "ES2023", noEmit: true, skipLibCheck: true, types: ["node"] },
      // From the sources, which need no build, and with what they need.
      ...{
        customConditions: ["@agencybook/source"],
        allowImportingTsExtensions: true,
        exactOptionalPropertyTypes: true
      }
    }
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["host.ts"] }))
    const head = `import * as Portal from "@agencybook/application/Portal"\nconst portal = Portal.make()\n`
    writeFileSync(join(folder, "host.ts"), `${head}${lines.join("\n")}\n`)
    const tsc = join(folder, "node_modules/typescript/bin/tsc")
    const run = spawnSync(process.execPath, [tsc, "--project", folder, "--extendedDiagnostics", "--pretty", "false"], {
      ...{ encoding: "utf8", cwd: folder }
    })
    const said = run.stdout.split("\n").filter((line) => line.startsWith("host.ts("))
    return { said, instantiations: Number(/^Instantiations:\s+(\d+)/m.exec(run.stdout)?.[1]), out: run.stdout }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

describe("What the compiler says to hosts", () => {
  const send = (command: string) =>
    `void portal.execute({ id: "c-1", actor: { _tag: "Agent", agentId: "max" }, command: ${command} })`
  const fields = `transferId: "t", agencyId: "a", fromAgentId: "x"`

  it("names the word that was meant, and costs few types", () => {
    const { instantiations, out, said } = compiled([
      send(`{ _tag: "TransferBook", ${fields}, toAgntId: "y", reason: "leave" }`),
      send(`{ _tag: "TransferBok", ${fields}, toAgentId: "y", reason: "leave" }`),
      send(`{ _tag: "TransferBook", ${fields}, toAgentId: "y", reason: "leav" }`),
      send(`{ _tag: "AcceptRequest" }`),
      `void portal.roster({ actor: { _tag: "Agent", agntId: "max" } }, "acme")`
    ])
    assert.strictEqual(said.length, 5, out)
    assert.include(said[0], "Did you mean to write 'toAgentId'?")
    assert.include(said[1], `Did you mean '"TransferBook"'?`)
    assert.include(said[2], `Did you mean '"leave"'?`)
    assert.include(said[3], "is not assignable to type 'AnyCommandInput'")
    assert.include(said[4], "Did you mean to write 'agentId'?")
    const bare = compiled(["void portal"])
    assert.deepStrictEqual(bare.said, [])
    assert.isBelow(instantiations - bare.instantiations, 20_000)
  })
})
