import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import * as fc from "fast-check"
import * as BookFilter from "../../src/BookFilter.ts"
import * as Book from "../../src/schema/Book.ts"

const strict = { errors: "all", onExcessProperty: "error" } as const
const decode = (schema: Schema.Codec<unknown, unknown>, value: unknown) =>
  Schema.decodeUnknownResult(schema)(value, strict)
const reads = (schema: Schema.Codec<unknown, unknown>, value: unknown) => {
  const decoded = decode(schema, value)
  assert.deepStrictEqual(decoded._tag === "Success" ? decoded.success : decoded.failure.message, value)
}
const refuses = (schema: Schema.Codec<unknown, unknown>, value: unknown) =>
  assert.strictEqual(decode(schema, value)._tag, "Failure", JSON.stringify(value))

const deep = (levels: number): BookFilter.BookFilter =>
  levels === 1 ? { _tag: "PastDue" } : BookFilter.not(deep(levels - 1))

describe("Schemas of the book", () => {
  it("read a filter as it is, also one that came as JSON", () => {
    const filter = {
      _tag: "And",
      filters: [
        {
          _tag: "Or",
          filters: [
            { _tag: "Agent", anyOf: ["agent-1"] },
            { _tag: "Text", contains: "Núñez" }
          ]
        },
        { _tag: "Not", filter: { _tag: "Verification", anyOf: ["income"], dueBefore: "2026-04-01" } },
        { _tag: "Delegated", from: "2026-01-01" },
        { _tag: "CoverageYear", anyOf: [2026] },
        { _tag: "Zip", anyOf: ["95616", "95616-0001"] },
        { _tag: "MixedHousehold" }
      ]
    }
    reads(Book.BookFilter, filter)
    reads(Book.BookFilter, JSON.parse(JSON.stringify(filter)))
  })

  it("refuse a filter of unknown words, with a field too many, too deep or too long", () => {
    for (const filter of [
      { _tag: "Ssn", anyOf: ["1"] },
      { _tag: "PastDue", anyOf: [] },
      { _tag: "Not" },
      { _tag: "Metal", anyOf: ["Copper"] },
      { _tag: "CoverageYear", anyOf: [1] },
      { _tag: "Text", contains: "" },
      { _tag: "Text", contains: "x".repeat(101) },
      { _tag: "Carrier", anyOf: Array(101).fill("x") },
      null,
      []
    ])
      refuses(Book.BookFilter, filter)
    reads(Book.BookFilter, deep(BookFilter.mostDepth))
    refuses(Book.BookFilter, deep(BookFilter.mostDepth + 1))
    reads(Book.BookFilter, BookFilter.and(...Array(BookFilter.mostParts - 1).fill(deep(1))))
    refuses(Book.BookFilter, BookFilter.and(...Array(BookFilter.mostParts).fill(deep(1))))
  })

  it("answer a filter of a hundred thousand levels without falling over", () => {
    let filter: unknown = { _tag: "PastDue" }
    for (let n = 0; n < 100_000; n++) filter = { _tag: "Not", filter }
    refuses(Book.BookFilter, filter)
  })

  it("read pages with a cursor that fits its order", () => {
    const sort = [{ by: "primaryName", descending: true }, { by: "nextDueOn" }]
    reads(Book.PageRequest, { limit: 50, sort, after: { steps: [{ ...sort[0], value: "x" }, sort[1]], row: "d-1" } })
    for (const request of [
      { limit: 0 },
      { limit: 1001 },
      { limit: 1, sort: [{ by: "ssn" }] },
      { limit: 1, sort: [{ by: "county" }, { by: "county" }] },
      { limit: 1, after: { steps: [...sort, ...sort], row: "d-1" } },
      { limit: 1, after: { steps: [], row: "d-1" } }
    ])
      refuses(Book.PageRequest, request)
  })

  it("read the steps of an export", () => {
    const order = { agencyId: "agency-0", columns: "full", privateFields: ["date-of-birth"], reason: "match" }
    const record = { _tag: "RecordExport", exportId: "e-1", order, acknowledged: true }
    const complete = {
      _tag: "CompleteExport",
      exportId: "e-1",
      asOf: "2026-03-03T18:00:00.000Z",
      rowCount: 3,
      sha256: "0f".repeat(32)
    }
    reads(Book.ExportCommand, record)
    reads(Book.ExportCommand, complete)
    for (const command of [
      { ...record, exportId: "derived~1" },
      { ...record, order: { ...order, privateFields: ["ssn"] } },
      { ...record, acknowledged: "yes" },
      { ...complete, rowCount: -1 },
      { ...complete, sha256: "0F".repeat(32) }
    ])
      refuses(Book.ExportCommand, command)
  })

  it("answer whatever comes with a value or a failure, and never throw", () => {
    fc.assert(
      fc.property(fc.anything(), (any) =>
        [Book.BookFilter, Book.PageRequest, Book.ExportCommand].every((schema) =>
          ["Success", "Failure"].includes(decode(schema, any)._tag)
        )
      ),
      { seed: 12, numRuns: 200 }
    )
  })
})
