import { Buffer } from "node:buffer"
import { readFile } from "node:fs/promises"
import * as Book from "@agencybook/core/BookOfBusiness"
import * as Dates from "@agencybook/core/CalendarDate"
import type * as Money from "@agencybook/core/Money"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Stream from "effect/Stream"
import * as fc from "fast-check"
import * as BookCsv from "../src/BookCsv.ts"
import * as CsvCell from "../src/CsvCell.ts"
import * as CsvTable from "../src/CsvTable.ts"
import * as Sample from "./fixture/book.ts"

/** The row of the domain description, section 6.2, by its numbers from 1. */
const described = [
  ...["as_of", "agency_id", "agency_name", "agency_fein_last4"],
  ...["agent_id", "agent_name", "agent_licence", "agent_npn", "delegation_state"],
  ...["delegated_on", "delegation_origin", "case_number", "primary_first_name", "primary_last_name"],
  ...["phone", "email", "preferred_language", "county", "zip"],
  ...["household_size", "covered_members", "mixed_household", "coverage_year", "application_status"],
  ...["eligibility_summary", "conditional", "open_verifications", "next_due_on"],
  ...["enrollment_status", "carrier", "plan_name", "metal", "effective_on", "end_on"],
  ...["gross_premium", "aptc", "net_premium", "binder_due_on", "binder_paid", "past_due"],
  ...["renewal_status", "renewal_risks", "aor_npn", "aor_matches_delegate", "account_linked", "last_activity_on"]
]

/** Columns of the description that the standard set leaves out: the agency, and how a consumer is reached. */
const leftOut = [
  ...["agency_id", "agency_name", "agency_fein_last4"],
  ...["phone", "email", "preferred_language", "county", "zip"]
]

const numbers = [1, 5, 6, 7, 8, 9, 12, 13, 14, 24, 29, 30, 31, 32, 33, 41, 44]

const encode = (
  table: CsvTable.CsvTable<Book.Row, unknown>,
  rows: ReadonlyArray<Book.Row>,
  options?: { readonly chunkSize?: number }
): Promise<Buffer> =>
  Effect.runPromise(
    Effect.map(Stream.runCollect(CsvTable.encodeRows(table, Stream.fromIterable(rows, options))), Buffer.concat)
  )

const decode = async <Record>(table: CsvTable.CsvTable<Book.Row, Record>, bytes: Uint8Array) =>
  (await Effect.runPromise(Stream.runCollect(CsvTable.decodeRows(table, Stream.make(bytes))))).map(
    (row) => Result.getOrThrow(row).value
  )

/** The field of a row, found by the name of a column. */
const fieldOf = (column: string): keyof Book.Row =>
  column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()) as keyof Book.Row

const codeOf = (value: unknown): unknown =>
  typeof value === "object" && value !== null && "kind" in value ? value.kind : value

/** The value that a cell should have, found by the name of its column. */
const valueOf = (row: Book.Row, column: string): unknown => {
  const value: unknown = row[fieldOf(column)]
  return value === undefined ? null : Array.isArray(value) ? value.map(codeOf).join(";") : value
}
const recordOf = (columns: ReadonlyArray<string>, row: Book.Row) =>
  Object.fromEntries(columns.map((column) => [column, valueOf(row, column)]))

/** The cells of a file as they are written, quotes included, by a reader of a few lines. */
const rawCells = (file: string): ReadonlyArray<ReadonlyArray<string>> => {
  const rows: Array<Array<string>> = []
  let cells: Array<string> = []
  for (const match of file.matchAll(/("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/gy)) {
    cells.push(match[1] ?? "")
    if (match[2] === ",") continue
    rows.push(cells)
    cells = []
  }
  return rows
}

const hostile = [
  "=cmd|'/c calc'!A1",
  "'=1",
  "''=1",
  "'plain",
  "'",
  "+1",
  "-1",
  "-",
  "@SUM(A1)",
  "＝1",
  "＠x",
  "\t=1",
  "\r\n",
  "\r",
  "\n=1",
  " =1",
  "\u200B=1",
  "\uFEFF@x",
  '"',
  '""',
  '","',
  "a\r\nb",
  "\u202Egpj.exe",
  "د. علي",
  "e\u0301",
  "\u00E9",
  "Zoe\u0308",
  "sep=;",
  ""
]
const text = fc.oneof(
  fc.constantFrom(...hostile),
  fc.string({ unit: "binary" }).filter(CsvCell.isWritable),
  fc.string({ unit: fc.constantFrom("'", '"', "=", "-", "＝", ",", ";", "\t", "\r", "\n", "\uFEFF", "é", "a") })
)
const identifier = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_.:~-]{0,20}$/)
const day = fc.integer({ min: Dates.toEpochDay(Dates.make("1600-01-01")), max: 2_932_896 }).map(Dates.fromEpochDay)
const cents = fc.maxSafeInteger().map((n) => Math.abs(n) as Money.Cents)
const codes = fc.array(fc.stringMatching(/^[A-Za-z-]{1,8}$/), { maxLength: 4 })
const optional = {
  phone: text,
  email: text,
  nextDueOn: day,
  enrollmentStatus: text,
  carrier: text,
  planName: text,
  metal: text,
  effectiveOn: day,
  endOn: day,
  grossPremium: cents,
  aptc: cents,
  netPremium: cents,
  binderDueOn: day,
  binderPaid: fc.boolean(),
  pastDue: fc.boolean(),
  aorNpn: text,
  aorMatchesDelegate: fc.boolean()
}
const required = {
  asOf: fc.constant(Dates.instant("2026-03-03T18:00:00.000Z")),
  agencyId: identifier,
  agencyName: text,
  agencyFeinLast4: fc.stringMatching(/^\d{4}$/),
  agentId: fc.oneof(identifier, fc.constantFrom("agent-1", "agent-2", "agent~3")),
  agentName: text,
  agentLicence: fc.stringMatching(/^\d[0-9A-Z]\d{5}$/),
  agentNpn: fc.stringMatching(/^[1-9]\d{0,9}$/),
  delegationState: fc.constantFrom<Book.Row["delegationState"]>("Active", "Frozen"),
  delegatedOn: day,
  delegationOrigin: fc.constantFrom<Book.Row["delegationOrigin"]>(
    "directory",
    "agent-started",
    "transfer",
    "migration"
  ),
  caseNumber: fc.stringMatching(/^\d{8,12}$/),
  primaryFirstName: text,
  primaryLastName: text,
  preferredLanguage: text,
  county: text,
  zip: text,
  householdSize: fc.nat(30),
  coveredMembers: fc.nat(30),
  mixedHousehold: fc.boolean(),
  coverageYear: fc.integer({ min: 2000, max: 2099 }),
  applicationStatus: text,
  eligibilitySummary: codes,
  conditional: fc.boolean(),
  openVerifications: codes.map((kinds) => kinds.map((kind) => ({ kind, dueOn: "2026-04-01" }))),
  renewalRisks: codes,
  renewalStatus: text,
  accountLinked: fc.boolean(),
  lastActivityOn: day
}
const row = fc.record(
  { ...required, ...optional },
  { requiredKeys: Object.keys(required) as Array<keyof typeof required> }
) as unknown as fc.Arbitrary<Book.Row>
const book = fc.array(row, { maxLength: 12 }).map((rows) => rows.sort(Book.compare))

const HEADER_END = "\r\n"
const body = (bytes: Buffer): string => bytes.toString().slice(bytes.toString().indexOf(HEADER_END) + HEADER_END.length)

describe("BookCsv", () => {
  it("has the columns of the description in its order, and three sets of them", () => {
    assert.strictEqual(described.length, 46)
    assert.deepStrictEqual([...BookCsv.full.columns], described)
    assert.deepStrictEqual(
      [...BookCsv.standard.columns],
      described.filter((column) => !leftOut.includes(column))
    )
    assert.deepStrictEqual(
      [...BookCsv.compact.columns],
      numbers.map((number) => described[number - 1] ?? "")
    )
  })

  it.each([
    ["full", BookCsv.full],
    ["compact", BookCsv.compact]
  ] as const)("gives every cell of the %s columns back, whatever people are called", async (_, table) => {
    await fc.assert(
      fc.asyncProperty(book, async (rows) => {
        const bytes = await encode(table, rows)
        assert.deepStrictEqual<unknown>(
          await decode<unknown>(table, bytes),
          rows.map((each) => recordOf(table.columns, each))
        )
      }),
      { numRuns: 300 }
    )
  })

  it("writes the same bytes for the same rows, in whatever batches and from whatever copies [BOB-10]", async () => {
    await fc.assert(
      fc.asyncProperty(book, async (rows) => {
        const bytes = await encode(BookCsv.full, rows)
        const copies = rows.map((each) => Object.fromEntries(Object.entries(each).reverse()) as unknown as Book.Row)
        assert.isTrue(bytes.equals(await encode(BookCsv.full, copies, { chunkSize: 1 })))
      }),
      { numRuns: 100 }
    )
  })

  it("writes other bytes for names that only look the same", async () => {
    const [one] = Sample.rows as [Book.Row]
    const files = await Promise.all(
      ["e\u0301", "\u00E9", "'=1", "=1", "''=1", "", "'", "\u202Ea", "a"].map((primaryLastName) =>
        encode(BookCsv.compact, [{ ...one, primaryLastName }])
      )
    )
    assert.strictEqual(new Set(files.map(String)).size, files.length)
  })

  it("has no column for a social security number or a date of birth, and no way in [BOB-09]", async () => {
    for (const column of [...BookCsv.full.columns, ...BookCsv.compact.columns])
      assert.notMatch(column, /ssn|social|dob|birth|street|address/)
    const secrets = { ssn: "123-45-6789", dob: "1980-05-17", fein: "941234501", street: "2 L Street" }
    const bytes = await encode(BookCsv.full, Sample.rows)
    const carrying = Sample.rows.map((each) => ({ ...each, ...secrets }))
    assert.isTrue(bytes.equals(await encode(BookCsv.full, carrying)))
    for (const secret of Object.values(secrets)) assert.notInclude(bytes.toString(), secret)
  })

  it("adds a date of birth or an address to the columns of an export that names them, and to no other [BOB-09]", async () => {
    const columnsOf = (privateFields?: ReadonlyArray<"address" | "date-of-birth">) =>
      BookCsv.ofOrder({ columns: "compact", ...(privateFields ? { privateFields } : {}) }).columns
    const { columns } = BookCsv.compact
    assert.deepStrictEqual(columnsOf(), columns)
    assert.deepStrictEqual(columnsOf([]), columns)
    assert.deepStrictEqual(columnsOf(["date-of-birth"]), [...columns, "date_of_birth"])
    assert.deepStrictEqual(columnsOf(["address", "date-of-birth"]), [
      ...columns,
      ...["date_of_birth", "street", "line2", "city", "state"]
    ])
    const rows = Sample.rows.map((each) => ({
      ...each,
      dateOfBirth: Dates.make("1980-05-17"),
      street: "=1",
      line2: "Apt 4",
      city: "A",
      state: "CA" as const
    }))
    const table = BookCsv.ofOrder({ columns: "compact", privateFields: ["date-of-birth", "address"] })
    const text = (await encode(table, rows)).toString()
    assert.include(text, '1980-05-17,"\'=1","Apt 4","A","CA"\r\n')
    const [{ line2: _, ...plain }] = rows as [(typeof rows)[number]]
    assert.include((await encode(table, [plain])).toString(), '1980-05-17,"\'=1",,"A","CA"\r\n')
  })

  it("neutralises formulas in text columns, and in no other [BOB-11]", async () => {
    const columns = BookCsv.full.sources
    const [one] = Sample.rows as [Book.Row]
    const lists = ["eligibility_summary", "open_verifications", "renewal_risks"]
    const fields = columns
      .filter(({ cell, name }) => cell.kind === "text" && !lists.includes(name))
      .map(({ name }) => fieldOf(name))
    const rows = hostile.map(
      (value) => ({ ...one, ...Object.fromEntries(fields.map((field) => [field, value])) }) as Book.Row
    )
    const [, ...cells] = rawCells((await encode(BookCsv.full, rows)).toString())
    assert.strictEqual(cells.length, hostile.length)
    for (const [index, value] of hostile.entries())
      for (const [at, { cell, name }] of columns.entries()) {
        const raw = cells[index]?.[at] ?? assert.fail("no cell")
        if (cell.kind !== "text") assert.notMatch(raw, /^["'=+@-]/, name)
        else if (!lists.includes(name)) {
          assert.match(raw, /^".*"$/s, name)
          const content = raw.slice(1, -1).replaceAll('""', '"')
          assert.strictEqual(content, CsvCell.isTouchy(value) ? `'${value}` : value, name)
        }
      }
    const names = columns.filter(({ cell }) => cell.kind === "text").map(({ name }) => name)
    for (const name of ["agent_name", "primary_first_name", "primary_last_name", "carrier", "plan_name", "email"])
      assert.include(names, name)
  })

  it("leaves money as it is, also below zero", async () => {
    const [one] = Sample.rows as [Book.Row]
    const rows = [0, 5, -1234, 41_250, Number.MAX_SAFE_INTEGER].map(
      (amount) => ({ ...one, grossPremium: amount, aptc: amount, netPremium: amount }) as Book.Row
    )
    const [header, ...cells] = rawCells((await encode(BookCsv.full, rows)).toString())
    for (const column of ["gross_premium", "aptc", "net_premium"])
      assert.deepStrictEqual(
        cells.map((each) => each[header?.indexOf(column) ?? -1]),
        ["0.00", "0.05", "-12.34", "412.50", "90071992547409.91"]
      )
  })

  it("leaves the cell of an absent value empty, and only that", async () => {
    await fc.assert(
      fc.asyncProperty(row, async (each) => {
        const [header, cells] = rawCells((await encode(BookCsv.full, [each])).toString())
        const empty = header?.filter((_, index) => cells?.[index] === "")
        assert.deepStrictEqual(
          empty,
          BookCsv.full.columns.filter((column) => valueOf(each, column) === null)
        )
      }),
      { numRuns: 200 }
    )
  })

  it("writes every identifier that core gives out", async () => {
    const [one] = Sample.rows as [Book.Row]
    const rows = [{ ...one, agencyId: "command-1~0", agentId: "a_b.c:d~e-f" } as unknown as Book.Row]
    assert.deepInclude(
      await decode(BookCsv.full, await encode(BookCsv.full, rows)),
      recordOf(BookCsv.full.columns, rows[0] as Book.Row) as never
    )
  })

  it("is, for an agency, the files of its agents one after the other [BOB-02]", async () => {
    await fc.assert(
      fc.asyncProperty(book, async (rows) => {
        const agents = [...new Set(rows.map(({ agentId }) => agentId))]
        const files = await Promise.all(
          agents.map((agentId) =>
            encode(
              BookCsv.full,
              rows.filter((each) => each.agentId === agentId)
            )
          )
        )
        assert.strictEqual(body(await encode(BookCsv.full, rows)), files.map(body).join(""))
      }),
      { numRuns: 100 }
    )
  })

  it("has a header even when there are no rows", async () => {
    assert.strictEqual(body(await encode(BookCsv.full, [])), "")
    assert.deepStrictEqual(await decode(BookCsv.compact, await encode(BookCsv.compact, [])), [])
  })

  // INVARIANT: a change of these bytes breaks readers of the files; it needs a major version.
  it.each([
    ["book.full.csv", BookCsv.full],
    ["book.standard.csv", BookCsv.standard],
    ["book.compact.csv", BookCsv.compact]
  ] as const)("freezes the bytes of `%s`", async (file, table) => {
    const frozen = await readFile(new URL(`fixture/${file}`, import.meta.url))
    const bytes = await encode(table, Sample.rows)
    assert.strictEqual(bytes.toString(), frozen.toString())
    assert.isTrue(bytes.equals(frozen))
  })
})
