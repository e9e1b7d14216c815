import { spawn } from "node:child_process"
import { createHash } from "node:crypto"
import * as fs from "node:fs"
import * as os from "node:os"
import * as NodePath from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Result from "effect/Result"
import * as Stream from "effect/Stream"
import * as CsvCell from "../src/CsvCell.ts"
import * as CsvDisk from "../src/CsvDisk.ts"
import * as CsvFile from "../src/CsvFile.ts"
import * as CsvTable from "../src/CsvTable.ts"

let folder = ""
beforeAll(() => {
  folder = fs.mkdtempSync(NodePath.join(os.tmpdir(), "csv-file-"))
})
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

const fresh = (): string => fs.mkdtempSync(NodePath.join(folder, "case-"))
const table = CsvTable.make([CsvTable.column("id", CsvCell.integer), CsvTable.column("name", CsvCell.text)])
const rows = Stream.fromIterable(Array.from({ length: 50_000 }, (_, id) => ({ id, name: `=name ${id}` })))
const OLD = "the old file"

/** Lets the call with the given number fail, counted from 1; counts without failing for 0. */
const faulty = (failing: number, code: string) => {
  let calls = 0
  const step = <A>(run: () => Promise<A>): Promise<A> =>
    ++calls === failing ? Promise.reject(Object.assign(new Error("made up"), { code })) : run()
  const disk: CsvDisk.CsvDisk = {
    ...CsvDisk.node,
    create: (path, mode) =>
      step(async () => {
        const file = await CsvDisk.node.create(path, mode)
        return {
          write: (bytes) => step(() => file.write(bytes)),
          sync: () => step(file.sync),
          // A failed close still gives the descriptor back.
          close: () => file.close().then(() => step(() => Promise.resolve()))
        }
      }),
    isDirectory: (path) => step(() => CsvDisk.node.isDirectory(path)),
    rename: (from, to) => step(() => CsvDisk.node.rename(from, to)),
    syncFolder: (path) => step(() => CsvDisk.node.syncFolder(path))
  }
  return { disk, calls: () => calls }
}

describe("CsvFile.publish", () => {
  it.effect("publishes a file that is read back, with its size and digest", () =>
    Effect.gen(function* () {
      const path = NodePath.join(fresh(), "book.csv")
      const published = yield* CsvFile.publish(path, table, rows)
      const bytes = fs.readFileSync(path)
      assert.deepStrictEqual(published, {
        path,
        rows: 50_000,
        bytes: bytes.length,
        sha256: createHash("sha256").update(bytes).digest("hex"),
        limits: []
      })
      assert.strictEqual(fs.statSync(path).mode & 0o777, 0o600)
      const decoded = yield* Stream.runCollect(CsvTable.decodeRows(table, CsvFile.read(path)))
      assert.strictEqual(decoded.length, 50_000)
      const last = decoded[49_999]
      assert.deepStrictEqual(last && Result.getOrThrow(last), {
        line: 50_001,
        value: { id: 49_999, name: "=name 49999" }
      })
      assert.deepStrictEqual(fs.readdirSync(NodePath.dirname(path)), ["book.csv"])
    })
  )

  it.effect("leaves the old file and nothing else whichever call to the disk fails", () =>
    Effect.gen(function* () {
      const count = faulty(0, "")
      yield* CsvFile.publish(NodePath.join(fresh(), "book.csv"), table, rows, { disk: count.disk })
      assert.isAtLeast(count.calls(), 7)
      const tags: Array<string> = []
      for (let call = 1; call <= count.calls(); call++) {
        const path = NodePath.join(fresh(), "book.csv")
        fs.writeFileSync(path, OLD)
        const { disk } = faulty(call, "ENOSPC")
        const error = yield* Effect.flip(CsvFile.publish(path, table, rows, { disk }))
        tags.push(error._tag)
        assert.deepStrictEqual(fs.readdirSync(NodePath.dirname(path)), ["book.csv"])
        const isLast = call === count.calls()
        assert.strictEqual(fs.readFileSync(path, "utf8") === OLD, !isLast, `call ${call}`)
      }
      assert.deepStrictEqual([...new Set(tags)], ["DiskFull", "NotDurable"])
      assert.strictEqual(tags.indexOf("NotDurable"), tags.length - 1)
    })
  )

  it.effect("flushes the bytes before the name is switched, and the folder after", () =>
    Effect.gen(function* () {
      const calls: Array<string> = []
      const noted =
        <Arguments extends ReadonlyArray<unknown>, A>(name: string, run: (...given: Arguments) => A) =>
        (...given: Arguments): A => {
          calls.push(name)
          return run(...given)
        }
      const disk: CsvDisk.CsvDisk = {
        ...CsvDisk.node,
        create: async (path, mode) => {
          const file = await CsvDisk.node.create(path, mode)
          return {
            write: noted("write", file.write),
            sync: noted("sync", file.sync),
            close: noted("close", file.close)
          }
        },
        rename: noted("rename", CsvDisk.node.rename),
        syncFolder: noted("syncFolder", CsvDisk.node.syncFolder)
      }
      yield* CsvFile.publishBytes(NodePath.join(fresh(), "a"), Stream.make(new Uint8Array(3)), { disk })
      assert.deepStrictEqual(calls, ["write", "sync", "close", "rename", "syncFolder"])
    })
  )

  it.effect("gives a refusal of the system its own failure", () =>
    Effect.gen(function* () {
      const refusals: ReadonlyArray<readonly [string, string]> = [
        ["EACCES", "NotPermitted"],
        ["EROFS", "ReadOnlyDisk"],
        ["EDQUOT", "DiskFull"],
        ["EIO", "WriteFailed"]
      ]
      for (const [code, tag] of refusals) {
        const { disk } = faulty(2, code)
        const path = NodePath.join(fresh(), "book.csv")
        assert.strictEqual((yield* Effect.flip(CsvFile.publish(path, table, rows, { disk })))._tag, tag)
      }
    })
  )

  it.effect("leaves the old file when a row cannot be written or the source fails", () =>
    Effect.gen(function* () {
      const path = NodePath.join(fresh(), "book.csv")
      fs.writeFileSync(path, OLD)
      const bad = Stream.concat(rows, Stream.make({ id: 0.5, name: "" }))
      assert.include(yield* Effect.flip(CsvFile.publish(path, table, bad)), { _tag: "CellRefused", row: 50_001 })
      const failing = Stream.concat(rows, Stream.fail("lost" as const))
      assert.strictEqual(yield* Effect.flip(CsvFile.publish(path, table, failing)), "lost")
      assert.strictEqual(fs.readFileSync(path, "utf8"), OLD)
      assert.deepStrictEqual(fs.readdirSync(NodePath.dirname(path)), ["book.csv"])
    })
  )

  it.live("removes its temporary file when it is interrupted", () =>
    Effect.gen(function* () {
      const path = NodePath.join(fresh(), "book.csv")
      const stuck = Stream.concat(rows, Stream.never)
      const fiber = yield* Effect.forkChild(CsvFile.publish(path, table, stuck))
      while (fs.readdirSync(NodePath.dirname(path)).length === 0) yield* Effect.sleep(5)
      yield* Fiber.interrupt(fiber)
      assert.deepStrictEqual(fs.readdirSync(NodePath.dirname(path)), [])
    })
  )

  it.effect("names what is wrong with the place", () =>
    Effect.gen(function* () {
      const place = fresh()
      const taken = NodePath.join(place, "taken.csv")
      fs.mkdirSync(taken)
      fs.writeFileSync(NodePath.join(place, "file"), "")
      const tag = (path: string) => Effect.map(Effect.flip(CsvFile.publish(path, table, rows)), (error) => error._tag)
      assert.strictEqual(yield* tag(taken), "NotAFile")
      assert.strictEqual(yield* tag(NodePath.join(place, "none", "book.csv")), "MissingFolder")
      assert.strictEqual(yield* tag(NodePath.join(place, "file", "book.csv")), "MissingFolder")
      assert.deepStrictEqual(fs.readdirSync(place).sort(), ["file", "taken.csv"])
    })
  )

  it.live("shows no part of a file when the process is killed", () =>
    Effect.gen(function* () {
      const place = fresh()
      const path = NodePath.join(place, "book.csv")
      fs.writeFileSync(path, OLD)
      const child = fileURLToPath(new URL("fixture/publish-forever.ts", import.meta.url))
      let partials = 0
      // Some more where none of the kills fell into the middle of a publish, as on a machine with much else to do.
      for (let round = 0; round < 6 || (partials === 0 && round < 60); round++) {
        const process_ = spawn(process.execPath, ["--conditions=@agencybook/source", child, path], {
          stdio: ["ignore", "pipe", "inherit"]
        })
        const exited = new Promise((done) => process_.once("exit", done))
        yield* Effect.promise(() => new Promise((ready) => process_.stdout.once("data", ready)))
        yield* Effect.sleep(7 * (round % 12))
        process_.kill("SIGKILL")
        yield* Effect.promise(() => exited)
        const shown = fs.readFileSync(path)
        const whole =
          shown.toString("utf8") === OLD || (shown.length > 1e6 && shown.subarray(-9).toString() === '"the end"')
        assert.isTrue(whole, `${shown.length} bytes in round ${round}`)
        partials += fs.readdirSync(place).length - 1
        const early = yield* CsvFile.removeLeftovers(place, "1 hour").pipe(Effect.orDie)
        assert.strictEqual(early, 0)
        yield* CsvFile.removeLeftovers(place, "-1 minute")
        assert.deepStrictEqual(fs.readdirSync(place), ["book.csv"])
      }
      // Proof that the kills fell into the middle of a publish.
      assert.isAbove(partials, 0)
    })
  )
})

describe("CsvFile.read", () => {
  it.effect("names what cannot be read", () =>
    Effect.gen(function* () {
      const place = fresh()
      const tag = (path: string) => Effect.map(Effect.flip(Stream.runDrain(CsvFile.read(path))), (error) => error._tag)
      assert.strictEqual(yield* tag(NodePath.join(place, "none.csv")), "MissingFile")
      assert.strictEqual(yield* tag(place), "NotAFile")
      fs.symlinkSync("loop", NodePath.join(place, "loop"))
      assert.strictEqual(yield* tag(NodePath.join(place, "loop")), "UnreadableFile")
    })
  )

  it.effect("reads nothing from an empty file", () =>
    Effect.gen(function* () {
      const path = NodePath.join(fresh(), "empty.csv")
      fs.writeFileSync(path, "")
      assert.deepStrictEqual(yield* Stream.runCollect(CsvFile.read(path)), [])
      assert.strictEqual(
        (yield* Effect.flip(Stream.runDrain(CsvTable.decodeRows(table, CsvFile.read(path)))))._tag,
        "EmptyFile"
      )
    })
  )
})
