import { spawn } from "node:child_process"
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as DirectoryLock from "../src/DirectoryLock.ts"

const folder = mkdtempSync(join(tmpdir(), "agencybook-lock-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe("DirectoryLock", () => {
  it.live("is held while the scope is open and gone afterwards", () =>
    Effect.gen(function* () {
      const directory = join(folder, "one", "database")
      yield* Effect.scoped(
        Effect.gen(function* () {
          yield* DirectoryLock.hold(directory)
          assert.strictEqual(readFileSync(`${directory}.lock`, "utf8"), String(process.pid))
        })
      )
      assert.isFalse(existsSync(`${directory}.lock`))
    })
  )

  it.live("refuses while another living process holds it, and says which", () =>
    Effect.gen(function* () {
      const directory = join(folder, "busy")
      const other = spawn(process.execPath, ["-e", "setTimeout(() => {}, 20000)"])
      writeFileSync(`${directory}.lock`, String(other.pid))
      const error = yield* Effect.flip(Effect.scoped(DirectoryLock.hold(directory)))
      other.kill("SIGKILL")
      assert.include(error.message, `in use by process \`${other.pid}\``)
    })
  )

  it.live("refuses a second holder in the same process", () =>
    Effect.gen(function* () {
      const directory = join(folder, "twice")
      yield* Effect.scoped(
        Effect.gen(function* () {
          yield* DirectoryLock.hold(directory)
          const error = yield* Effect.flip(Effect.scoped(DirectoryLock.hold(directory)))
          assert.include(error.message, `in use by process \`${process.pid}\``)
          assert.isTrue(existsSync(`${directory}.lock`))
        })
      )
      yield* Effect.scoped(DirectoryLock.hold(directory))
    })
  )

  it.live("takes over the lock of a process that was killed", () =>
    Effect.gen(function* () {
      const directory = join(folder, "stale")
      const other = spawn(process.execPath, ["-e", "0"])
      yield* Effect.callback<void>((resume) => void other.once("exit", () => resume(Effect.void)))
      writeFileSync(`${directory}.lock`, String(other.pid))
      yield* Effect.scoped(DirectoryLock.hold(directory))
    })
  )

  it.live("takes over a lock without a process number in it", () =>
    Effect.gen(function* () {
      const directory = join(folder, "empty")
      writeFileSync(`${directory}.lock`, "")
      yield* Effect.scoped(DirectoryLock.hold(directory))
    })
  )

  it.live("names the way out when the folder cannot be used", () =>
    Effect.gen(function* () {
      writeFileSync(join(folder, "file"), "")
      const error = yield* Effect.flip(Effect.scoped(DirectoryLock.hold(join(folder, "file", "database"))))
      assert.match(error.message, /cannot be used \(`(ENOTDIR|EEXIST)`\); choose a folder/)
    })
  )
})
