import { assert, describe, it } from "@effect/vitest"
import * as CsvFailure from "../src/CsvFailure.ts"
import * as CsvProblem from "../src/CsvProblem.ts"

const path = "out/book.csv"

const messages: ReadonlyArray<readonly [{ readonly message: string }, string]> = [
  [new CsvFailure.MissingFile({ path }), "file `out/book.csv` does not exist; check the path"],
  [new CsvFailure.NotAFile({ path }), "`out/book.csv` is not a file; give the path of a file"],
  [
    new CsvFailure.UnreadableFile({ path, code: "EACCES" }),
    "file `out/book.csv` cannot be read (EACCES); check its permissions and the disk"
  ],
  [new CsvFailure.EmptyFile({}), "the file is empty; a file without rows still needs its header"],
  [new CsvFailure.WrongEncoding({ found: "UTF-16 text" }), "the file is UTF-16 text; save it as CSV UTF-8"],
  [
    new CsvFailure.WrongHeader({ line: 1, missing: ["npn"], unknown: ["a`\n"], duplicated: ["id"], remedy: "fix it" }),
    "line 1 is not the expected header: missing `npn`; unknown `a\\u{60}\\u{a}`; duplicated `id`; fix it"
  ],
  [
    new CsvFailure.UnreadableHeader({ problem: CsvProblem.structural("StrayQuote", 1, 1, null) }),
    "the header cannot be read: line 1: expected quotes around the whole cell, found a quote inside a cell that is not quoted; put the cell in quotes, without a space before them, and double the quotes inside"
  ],
  [
    new CsvFailure.CellRefused({ row: 3, column: "premium", valueClass: "not a number", expected: "an amount" }),
    "row 3, column `premium`: expected an amount, found not a number; correct the source of the column"
  ],
  [
    new CsvFailure.DiskFull({ path }),
    "no space left to write `out/book.csv`; free some space and publish again, nothing was published"
  ],
  [new CsvFailure.MissingFolder({ path }), "the folder of `out/book.csv` does not exist; create it and publish again"],
  [
    new CsvFailure.NotPermitted({ path }),
    "no permission to write `out/book.csv`; allow this user to create files in its folder"
  ],
  [
    new CsvFailure.ReadOnlyDisk({ path }),
    "the disk of `out/book.csv` is read-only; choose another folder or mount it writable"
  ],
  [
    new CsvFailure.WriteFailed({ path, code: "EIO" }),
    "file `out/book.csv` could not be written (EIO); check the disk, nothing was published"
  ],
  [
    new CsvFailure.NotDurable({ path, code: "EIO" }),
    "file `out/book.csv` was published, but the disk did not confirm it (EIO); check the disk and publish again"
  ]
]

describe("CsvFailure", () => {
  it("says each failure in one line, lower case, with a remedy and no final period", () => {
    for (const [failure, message] of messages) {
      assert.strictEqual(failure.message, message)
      assert.notMatch(message, /[\r\n]|^[A-Z]|\.$/)
    }
  })

  it("has a message for every failure of the module", () => {
    const classes = Object.values(CsvFailure).filter((each) => /^class\b/.test(Function.prototype.toString.call(each)))
    assert.strictEqual(classes.length, messages.length)
    for (const each of classes)
      assert.isTrue(
        messages.some(([failure]) => failure.constructor === each),
        String(each)
      )
  })

  it("keeps hostile paths on one line, inside their backticks and short", () => {
    const hostile = new CsvFailure.MissingFile({ path: `a\r\n\u202E\u2028\uD800\`${"x".repeat(500)}` }).message
    assert.match(hostile, /^file `[^`\r\n]*` does not exist; check the path$/)
    assert.notMatch(hostile, /[\u202E\u2028]/)
    assert.isBelow(hostile.length, 300)
  })

  it("gives each code of the operating system its failure", () => {
    const coded = (code: string) => Object.assign(new Error(), { code })
    const writes: ReadonlyArray<readonly [string, string]> = [
      ["ENOSPC", "DiskFull"],
      ["EDQUOT", "DiskFull"],
      ["EFBIG", "DiskFull"],
      ["ENOENT", "MissingFolder"],
      ["ENOTDIR", "MissingFolder"],
      ["EACCES", "NotPermitted"],
      ["EPERM", "NotPermitted"],
      ["EROFS", "ReadOnlyDisk"],
      ["EISDIR", "NotAFile"],
      ["EIO", "WriteFailed"]
    ]
    for (const [code, tag] of writes) assert.strictEqual(CsvFailure.fromWrite(path, coded(code))._tag, tag)
    const reads: ReadonlyArray<readonly [string, string]> = [
      ["ENOENT", "MissingFile"],
      ["ENOTDIR", "MissingFile"],
      ["EISDIR", "NotAFile"],
      ["EACCES", "UnreadableFile"]
    ]
    for (const [code, tag] of reads) assert.strictEqual(CsvFailure.fromRead(path, coded(code))._tag, tag)
    for (const cause of [null, "EIO", {}, { code: 5 }]) assert.strictEqual(CsvFailure.codeOf(cause), "unknown")
  })
})
