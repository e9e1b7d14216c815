import * as fs from "node:fs"
import * as os from "node:os"
import * as NodePath from "node:path"
import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import * as CsvDisk from "../src/CsvDisk.ts"

let folder = ""
beforeAll(() => {
  folder = fs.mkdtempSync(NodePath.join(os.tmpdir(), "csv-disk-"))
})
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

const codeOf = (run: Promise<unknown>): Promise<unknown> =>
  run.then(
    () => "none",
    (cause) => cause.code
  )

describe("CsvDisk.node", () => {
  it("creates a file once, writes all bytes and switches its name", async () => {
    const from = NodePath.join(folder, "from")
    const to = NodePath.join(folder, "to")
    const file = await CsvDisk.node.create(from, 0o600)
    assert.strictEqual(await codeOf(CsvDisk.node.create(from, 0o600)), "EEXIST")
    const bytes = Buffer.alloc(3_000_000, "abc")
    await file.write(bytes)
    await file.write(Buffer.from("end"))
    await file.sync()
    await file.close()
    await CsvDisk.node.rename(from, to)
    await CsvDisk.node.syncFolder(folder)
    assert.isTrue(fs.readFileSync(to).equals(Buffer.concat([bytes, Buffer.from("end")])))
    await CsvDisk.node.remove(to)
    await CsvDisk.node.remove(to)
    assert.deepStrictEqual(fs.readdirSync(folder), [])
  })

  it("tells folders from files and from nothing", async () => {
    assert.isTrue(await CsvDisk.node.isDirectory(folder))
    assert.isFalse(await CsvDisk.node.isDirectory(NodePath.join(folder, "none")))
    fs.writeFileSync(NodePath.join(folder, "file"), "")
    assert.isFalse(await CsvDisk.node.isDirectory(NodePath.join(folder, "file")))
    assert.strictEqual(await codeOf(CsvDisk.node.isDirectory(NodePath.join(folder, "file", "below"))), "ENOTDIR")
    assert.strictEqual(await codeOf(CsvDisk.node.syncFolder(NodePath.join(folder, "none"))), "ENOENT")
  })

  it.skipIf(!fs.existsSync("/dev/full"))("passes on that the disk is full", async () => {
    const full = await fs.promises.open("/dev/full", "w")
    assert.strictEqual(await codeOf(CsvDisk.openFile(full).write(Buffer.from("x"))), "ENOSPC")
    await full.close()
  })
})
