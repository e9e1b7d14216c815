import { Buffer } from "node:buffer"
import { createReadStream, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import * as fc from "fast-check"
import * as CsvCell from "../src/CsvCell.ts"
import * as CsvIterable from "../src/CsvIterable.ts"
import * as CsvTable from "../src/CsvTable.ts"

const table = CsvTable.make([CsvTable.column("name", CsvCell.text), CsvTable.column("premium", CsvCell.cents)])
const row = fc.record({
  name: fc.string({ unit: fc.constantFrom("'", '"', "=", ",", "\r", "\n", "é", "a") }),
  premium: fc.maxSafeInteger()
})

const gathered = async <A>(source: AsyncIterable<A>): Promise<Array<A>> => {
  const all: Array<A> = []
  for await (const one of source) all.push(one)
  return all
}
const encoded = async (...given: Parameters<typeof CsvIterable.encode<{ name: string; premium: number }, unknown>>) =>
  Buffer.concat(await gathered(CsvIterable.encode(...given)))
const thrown = async (run: () => Promise<unknown>): Promise<unknown> => {
  try {
    await run()
  } catch (error) {
    return error
  }
  return assert.fail("nothing was thrown")
}
const inFolder = async (use: (folder: string) => Promise<void>): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), "agencybook-csv-"))
  try {
    await use(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

describe("CsvIterable", () => {
  it("writes the bytes of the streams, and reads every row back, however it is given", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 20 }), fc.integer({ min: 1, max: 50 }), async (rows, size) => {
        const bytes = await encoded(table, rows)
        const streamed = Stream.runCollect(CsvTable.encodeRows(table, Stream.fromIterable(rows)))
        assert.deepStrictEqual(bytes, Buffer.concat(await Effect.runPromise(streamed)))
        const given = async function* () {
          yield* rows
        }
        assert.deepStrictEqual(await encoded(table, given()), bytes)
        const parts = Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) =>
          bytes.subarray(n * size, (n + 1) * size)
        )
        const read = await gathered(CsvIterable.decode(table, parts))
        assert.deepStrictEqual(
          read.map((one) => (one.ok ? one.value : one.problems)),
          rows
        )
      }),
      { numRuns: 200 }
    )
  })

  it("gives broken rows as values, with all that is wrong, and goes on", async () => {
    const file = [Buffer.from('name,premium\nAna,1.5\nBo,2.50\n"x\ny",1,2\nCy,3.00\n')]
    const read = await gathered(CsvIterable.decode(table, file))
    assert.deepStrictEqual(
      read.map((one) =>
        one.ok ? [one.line, one.value.name] : one.problems.map(({ line, reason }) => `${line} ${reason}`)
      ),
      [["2 WrongCell"], [3, "Bo"], ["4 TooManyCells"], [6, "Cy"]]
    )
  })

  it("throws what makes a whole file useless, and what its source throws", async () => {
    const header = await thrown(() => gathered(CsvIterable.decode(table, [Buffer.from("nom\n")])))
    assert.deepInclude(header, { _tag: "WrongHeader" })
    const refused = await thrown(() => encoded(table, [{ name: "a\0b", premium: 1 }]))
    assert.deepInclude(refused, { _tag: "CellRefused" })
    const broken = new Error("the line is cut")
    const source = async function* (): AsyncGenerator<never> {
      await Promise.reject(broken)
    }
    assert.strictEqual(await thrown(() => encoded(table, source())), broken)
    assert.strictEqual(await thrown(() => gathered(CsvIterable.decode(table, source()))), broken)
    await inFolder(async (folder) => {
      const path = join(folder, "book.csv")
      assert.strictEqual(await thrown(() => CsvIterable.publish(path, table, source())), broken)
      assert.deepInclude(await thrown(() => gathered(CsvIterable.decodeFile(path, table))), {
        _tag: "MissingFile"
      })
      assert.deepStrictEqual(readdirSync(folder), [])
    })
  })

  it("publishes a file whole, and reads it from its name and as a stream of Node", async () => {
    await inFolder(async (folder) => {
      const path = join(folder, "book.csv")
      const rows = Array.from({ length: 300 }, (_, n) => ({ name: `Agent ${n}`, premium: n }))
      const published = await CsvIterable.publish(path, table, rows)
      assert.deepInclude(published, { path, rows: 300, limits: [] })
      for (const read of [CsvIterable.decodeFile(path, table), CsvIterable.decode(table, createReadStream(path))])
        assert.lengthOf(
          (await gathered(read)).filter(({ ok }) => ok),
          300
        )
      const before = readFileSync(path)
      await thrown(() => CsvIterable.publish(path, table, [...rows, { name: "a", premium: 0.5 }]))
      assert.deepStrictEqual(readFileSync(path), before)
    })
  })

  it("takes rows as slowly as bytes are taken, and closes what it reads when nobody wants more", async () => {
    let given = 0
    let closed = 0
    const endless = function* () {
      try {
        for (;;) {
          given += 1
          yield { name: "x".repeat(1_000), premium: given }
        }
      } finally {
        closed += 1
      }
    }
    for await (const chunk of CsvIterable.encode(table, endless())) {
      assert.isAbove(chunk.length, 0)
      break
    }
    assert.strictEqual(closed, 1)
    assert.isBelow(given, 2_200)
    await inFolder(async (folder) => {
      const path = join(folder, "long.csv")
      writeFileSync(path, `name,premium\n${"Ana,1.00\n".repeat(100_000)}`)
      for await (const one of CsvIterable.decodeFile(path, table)) {
        assert.isTrue(one.ok)
        break
      }
      const file = createReadStream(path)
      for await (const one of CsvIterable.decode(table, file)) {
        assert.isTrue(one.ok)
        break
      }
      assert.isTrue(file.destroyed)
    })
  })
})
