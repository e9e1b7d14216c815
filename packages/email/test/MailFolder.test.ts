import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { basename, dirname, join } from "node:path"
import { inspect } from "node:util"
import { Mailer } from "@agencybook/application/Mailer"
import * as MailFolder from "@agencybook/email/MailFolder"
import * as Mime from "@agencybook/email/Mime"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { hostile, message } from "./fixture/messages.ts"

const temporary = Effect.acquireRelease(
  Effect.promise(() => mkdtemp(join(tmpdir(), "agencybook-mail-"))),
  (folder) => Effect.promise(() => rm(folder, { recursive: true, force: true }))
)

const deliver = (folder: string, mail = message) =>
  Mailer.use((mailer) => mailer.deliver(mail)).pipe(Effect.provide(MailFolder.layer({ folder })))

const files = (folder: string) => Effect.promise(() => readdir(folder))

describe("MailFolder.layer", () => {
  it.live("creates the folder and writes one file per notice, a repeat with the same bytes [C1]", () =>
    Effect.gen(function* () {
      const folder = join(yield* temporary, "new", "outbox")
      const receipt = yield* deliver(folder)
      assert.deepStrictEqual(receipt, { id: message.id, messageId: "<ntc-21-2f6c@exchange.example>" })
      const path = join(folder, "ntc-21-2f6c.eml")
      const first = yield* Effect.promise(() => readFile(path))
      const mime = yield* Mime.compose(message)
      assert.isTrue(first.equals(mime.bytes))
      yield* Effect.all([deliver(folder), deliver(folder), deliver(folder)], { concurrency: "unbounded" })
      assert.isTrue((yield* Effect.promise(() => readFile(path))).equals(first))
      assert.deepStrictEqual(yield* files(folder), ["ntc-21-2f6c.eml"])
      if (process.platform !== "win32") {
        assert.strictEqual((yield* Effect.promise(() => stat(path))).mode & 0o077, 0)
      }
    })
  )

  it.live("keeps every file inside the folder, whatever the id", () =>
    Effect.gen(function* () {
      const parent = yield* temporary
      const folder = join(parent, "outbox")
      yield* Effect.forEach(hostile, (id) => Effect.result(deliver(folder, { ...message, id })))
      assert.deepStrictEqual(yield* files(parent), ["outbox"])
      for (const name of yield* files(folder)) assert.match(name, /^[a-z0-9][a-z0-9_.-]*\.eml$/)
    })
  )

  it.live("says what to do when a file stands where the folder should be", () =>
    Effect.gen(function* () {
      const file = join(yield* temporary, "file")
      yield* Effect.promise(() => writeFile(file, ""))
      for (const folder of [file, join(file, "below")]) {
        const failure = yield* Effect.flip(deliver(folder))
        assert.match(
          failure.message,
          /^the mail folder cannot be written \(`(?:EEXIST|ENOTDIR)`\): point it at a folder, or remove/
        )
        assert.isTrue(failure.isRetryable)
        assert.notInclude(inspect(failure, { depth: null }).split("\n    at ")[0] ?? "", basename(dirname(file)))
      }
    })
  )

  it.live("leaves nothing behind when the final name cannot be taken", () =>
    Effect.gen(function* () {
      const folder = yield* temporary
      yield* Effect.promise(() => mkdir(join(folder, MailFolder.fileName(message.id), "occupied"), { recursive: true }))
      const failure = yield* Effect.flip(deliver(folder))
      assert.strictEqual(failure.reason._tag, "Storage")
      assert.deepStrictEqual(yield* files(folder), ["ntc-21-2f6c.eml"])
      for (const text of [JSON.stringify(failure), inspect(failure, { depth: null }), String(failure)]) {
        assert.notMatch(text, /agency\.example|user name is ready/)
      }
    })
  )

  it.live("says what to do when the folder has been removed", () =>
    Effect.gen(function* () {
      const folder = join(yield* temporary, "outbox")
      const failure = yield* Mailer.use((mailer) =>
        Effect.promise(() => rm(folder, { recursive: true })).pipe(Effect.andThen(Effect.flip(mailer.deliver(message))))
      ).pipe(Effect.provide(MailFolder.layer({ folder })))
      assert.strictEqual(
        failure.message,
        "the mail folder cannot be written (`ENOENT`): create the folder again, it has been removed"
      )
    })
  )

  it.live("refuses an invalid field before writing", () =>
    Effect.gen(function* () {
      const folder = yield* temporary
      const failure = yield* Effect.flip(deliver(folder, { ...message, subject: "a\r\nBcc: x" }))
      assert.strictEqual(failure.reason._tag, "InvalidMessage")
      assert.deepStrictEqual(yield* files(folder), [])
    })
  )

  it("has a remedy for a full disk", () => {
    assert.strictEqual(
      MailFolder.toReason(Object.assign(new Error("/secret/path"), { code: "ENOSPC" })).message,
      "the mail folder cannot be written (`ENOSPC`): free space on its disk or raise the quota, then deliver again"
    )
  })
})
