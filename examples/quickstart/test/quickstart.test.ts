import { spawn } from "node:child_process"
import { createHash } from "node:crypto"
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, assert, describe, it } from "@effect/vitest"

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url))
const input = fileURLToPath(new URL("../input", import.meta.url))
const folders: Array<string> = []

const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), "agencybook-quickstart-"))
  folders.push(made)
  return made
}

interface Run {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** Runs the quickstart in a folder of its own; `stopAt` kills it with SIGKILL when its output holds that text. */
const run = (home: string, args: ReadonlyArray<string> = [], stopAt?: string): Promise<Run> =>
  new Promise((resolve) => {
    const child = spawn(
      process.execPath,
      ["--conditions=@agencybook/source", "--disable-warning=ExperimentalWarning", main, ...args],
      { cwd: home, env: { PATH: process.env.PATH, AGENCYBOOK_HOME: home, NO_COLOR: "1" } }
    )
    let out = ""
    let err = ""
    child.stdout.on("data", (chunk: Buffer) => {
      out += chunk.toString()
      if (stopAt !== undefined && out.includes(stopAt)) child.kill("SIGKILL")
    })
    child.stderr.on("data", (chunk: Buffer) => {
      err += chunk.toString()
    })
    child.on("close", (code) => resolve({ code, out, err }))
  })

const digest = (home: string, file: string): string =>
  createHash("sha256")
    .update(readFileSync(join(home, "out", file)))
    .digest("hex")

const books = (home: string) => [digest(home, "agency-book.csv"), digest(home, "noor-haddad-book.csv")]

const copyInput = (change: (file: "roster.csv" | "cases.csv", bytes: Buffer) => Buffer | undefined): string => {
  const made = folder()
  for (const file of ["roster.csv", "cases.csv"] as const) {
    const bytes = change(file, readFileSync(join(input, file)))
    if (bytes !== undefined) writeFileSync(join(made, file), bytes)
  }
  return made
}

afterAll(() => {
  for (const made of folders) rmSync(made, { recursive: true, force: true })
})

describe("quickstart", { timeout: 180_000 }, () => {
  it("plays the week, writes the files, and continues when run again", async () => {
    const home = folder()
    const first = await run(home)
    assert.strictEqual(first.err, "")
    assert.strictEqual(first.code, 0)
    assert.include(first.out, "3 agencies, 40 agents, 2,000 households")
    assert.include(first.out, "cases.csv: 15 rows are wrong")
    for (const rule of ["AGT-07", "ACC-03", "EMP-04", "SEC-01"]) assert.include(first.out, `refused by ${rule}`)
    assert.include(first.out, "CC_7I50417 and CC_7N50633")
    const mails = readdirSync(join(home, "out", "mail"))
    assert.isAbove(mails.length, 50)
    assert.isTrue(mails.every((name) => name.endsWith(".eml")))

    const before = books(home)
    const second = await run(home)
    assert.strictEqual(second.code, 0)
    assert.include(second.out, "Continuing where an earlier run stopped")
    assert.include(second.out, "2,000 of them before")
    assert.deepStrictEqual(books(home), before)
    assert.deepStrictEqual(readdirSync(join(home, "out", "mail")), mails)

    const fresh = await run(home, ["--fresh"])
    assert.strictEqual(fresh.code, 0)
    assert.notInclude(fresh.out, "Continuing")
    assert.deepStrictEqual(books(home), before)
  })

  it("ends with the same book when it is killed in the middle", async () => {
    const undisturbed = folder()
    await run(undisturbed)
    const home = folder()
    for (const moment of ["25 %", "75 %", "She submits the profile", "she is told a code", "Dolores transfers"]) {
      const killed = await run(home, [], moment)
      assert.strictEqual(killed.code, null, `killed at ${moment}`)
    }
    const last = await run(home)
    assert.strictEqual(last.err, "")
    assert.strictEqual(last.code, 0)
    assert.deepStrictEqual(books(home), books(undisturbed))
    // A code is told once, so a run that was cut off after issuing one had to ask for another.
    const mails = (of: string) =>
      readdirSync(join(of, "out", "mail")).filter((name) => !/story-(code|redeem)/.test(name))
    assert.deepStrictEqual(mails(home), mails(undisturbed))
  })

  it("refuses a second run on the same database", async () => {
    const home = folder()
    const first = run(home)
    await new Promise((resolve) => setTimeout(resolve, 1500))
    const second = await run(home)
    assert.strictEqual(second.code, 1)
    assert.match(second.err, /in use by process `\d+`; wait until it has ended/)
    assert.strictEqual((await first).code, 0)
  })

  const firstLine = (bytes: Buffer) => bytes.subarray(0, bytes.indexOf("\n") + 1)
  const bad: ReadonlyArray<{ readonly what: string; readonly folder: () => string; readonly says: RegExp }> = [
    {
      what: "a missing file",
      folder: () => copyInput((file, bytes) => (file === "cases.csv" ? undefined : bytes)),
      says: /cases\.csv/
    },
    {
      what: "an empty file",
      folder: () => copyInput((file, bytes) => (file === "cases.csv" ? Buffer.alloc(0) : bytes)),
      says: /empty/
    },
    {
      what: "a wrong header",
      folder: () =>
        copyInput((file, bytes) =>
          file === "roster.csv" ? Buffer.from(bytes.toString().replace("agency_fein", "fein")) : bytes
        ),
      says: /agency_fein/
    },
    {
      what: "a cell of 10 MB",
      folder: () =>
        copyInput((file, bytes) =>
          file === "cases.csv"
            ? Buffer.concat([firstLine(bytes), Buffer.from(`1234567890,"${"x".repeat(10_000_000)}"\r\n`)])
            : bytes
        ),
      says: /line 2/
    },
    {
      what: "another encoding",
      folder: () =>
        copyInput((file, bytes) =>
          file === "cases.csv" ? Buffer.from(`\uFEFF${bytes.toString()}`, "utf16le") : bytes
        ),
      says: /UTF-?16/i
    },
    {
      what: "a Latin-1 file",
      folder: () =>
        copyInput((file, bytes) => (file === "cases.csv" ? Buffer.from(bytes.toString(), "latin1") : bytes)),
      says: /not UTF-8/
    },
    {
      what: "a quote that never closes",
      folder: () =>
        copyInput((file, bytes) =>
          file === "cases.csv" ? Buffer.concat([firstLine(bytes), Buffer.from('1234567890,"never\r\n')]) : bytes
        ),
      says: /quote/
    },
    {
      what: "a folder in place of a file",
      folder: () => {
        const made = copyInput((file, bytes) => (file === "cases.csv" ? undefined : bytes))
        mkdirSync(join(made, "cases.csv"))
        return made
      },
      says: /not a file|folder|directory/
    }
  ]
  for (const { folder: source, says, what } of bad) {
    it(`ends with one sentence and stores nothing for ${what}`, async () => {
      const home = folder()
      const result = await run(home, ["--input", source()])
      assert.strictEqual(result.code, 1)
      assert.match(result.err, says)
      assert.strictEqual(result.err.trim().split("\n").length, 1, result.err)
      assert.notInclude(result.err, "    at ")
      assert.isFalse(existsSync(join(home, ".agencybook")), "no database")
      assert.isFalse(existsSync(join(home, "out")), "no files")
    })
  }

  it("ends with one sentence for a folder that cannot be written", async () => {
    const home = folder()
    writeFileSync(join(home, ".agencybook"), "a file stands where the folder should be")
    const result = await run(home)
    assert.strictEqual(result.code, 1)
    assert.strictEqual(result.err.trim().split("\n").length, 1, result.err)
    assert.match(result.err, /cannot be used/)
  })

  it("ends with one sentence for an argument it does not know", async () => {
    const result = await run(folder(), ["--frsh"])
    assert.strictEqual(result.code, 1)
    assert.match(result.err, /`--frsh` is not understood/)
  })
})
