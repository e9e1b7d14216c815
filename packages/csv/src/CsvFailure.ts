/**
 * Reasons why a whole CSV file cannot be read, written or published.
 *
 * What is wrong with a single row is a `CsvProblem` instead. Messages hold
 * paths and column names, never the content of a cell.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as CsvProblem from "./CsvProblem.ts"

const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}`]/gu
const LONGEST_NAME = 200

// A path or a header comes from outside: it may not break the line or the backticks around it.
const named = (input: string): string => {
  const safe = input.replace(UNSAFE, (character) => `\\u{${character.codePointAt(0)?.toString(16) ?? ""}}`)
  return safe.length > LONGEST_NAME ? `\`${safe.slice(0, LONGEST_NAME)}...\`` : `\`${safe}\``
}

const list = (names: ReadonlyArray<string>): string => names.map(named).join(", ")

/**
 * The file does not exist.
 *
 * @category errors
 * @since 0.1.0
 */
export class MissingFile extends Schema.TaggedError<MissingFile>()("MissingFile", { path: Schema.String }) {
  override get message(): string {
    return `file ${named(this.path)} does not exist; check the path`
  }
}

/**
 * The path leads to a directory or a device, not to a file.
 *
 * @category errors
 * @since 0.1.0
 */
export class NotAFile extends Schema.TaggedError<NotAFile>()("NotAFile", { path: Schema.String }) {
  override get message(): string {
    return `${named(this.path)} is not a file; give the path of a file`
  }
}

/**
 * The file exists and cannot be read.
 *
 * @category errors
 * @since 0.1.0
 */
export class UnreadableFile extends Schema.TaggedError<UnreadableFile>()("UnreadableFile", {
  path: Schema.String,
  /** Code of the operating system, such as `EACCES`. */
  code: Schema.String
}) {
  override get message(): string {
    return `file ${named(this.path)} cannot be read (${this.code}); check its permissions and the disk`
  }
}

/**
 * The file has no content.
 *
 * @category errors
 * @since 0.1.0
 */
export class EmptyFile extends Schema.TaggedError<EmptyFile>()("EmptyFile", {}) {
  override get message(): string {
    return "the file is empty; a file without rows still needs its header"
  }
}

/**
 * The file is not UTF-8 text.
 *
 * @category errors
 * @since 0.1.0
 */
export class WrongEncoding extends Schema.TaggedError<WrongEncoding>()("WrongEncoding", {
  found: Schema.Literals(["UTF-16 text", "UTF-32 text", "a workbook or a zip archive", "a gzip archive"])
}) {
  override get message(): string {
    return `the file is ${this.found}; save it as CSV UTF-8`
  }
}

/**
 * The header does not name the expected columns.
 *
 * **Details**
 *
 * A column that nobody expects is named only when the first line is clearly a
 * header; otherwise it is described, because a file without a header starts
 * with the data of a person.
 *
 * @category errors
 * @since 0.1.0
 */
export class WrongHeader extends Schema.TaggedError<WrongHeader>()("WrongHeader", {
  line: Schema.Int,
  missing: Schema.Array(Schema.String),
  unknown: Schema.Array(Schema.String),
  duplicated: Schema.Array(Schema.String),
  remedy: Schema.String
}) {
  override get message(): string {
    const parts = [
      ...(this.missing.length > 0 ? [`missing ${list(this.missing)}`] : []),
      ...(this.unknown.length > 0 ? [`unknown ${list(this.unknown)}`] : []),
      ...(this.duplicated.length > 0 ? [`duplicated ${list(this.duplicated)}`] : [])
    ]
    return `line ${this.line} is not the expected header: ${parts.join("; ")}; ${this.remedy}`
  }
}

/**
 * The header line itself is broken, so no column can be found.
 *
 * @category errors
 * @since 0.1.0
 */
export class UnreadableHeader extends Schema.TaggedError<UnreadableHeader>()("UnreadableHeader", {
  problem: CsvProblem.CsvProblem
}) {
  override get message(): string {
    return `the header cannot be read: ${CsvProblem.format(this.problem)}`
  }
}

/**
 * A value cannot be written into its column.
 *
 * @category errors
 * @since 0.1.0
 */
export class CellRefused extends Schema.TaggedError<CellRefused>()("CellRefused", {
  /** Number of the data row, from 1. */
  row: Schema.Int,
  column: Schema.String,
  valueClass: Schema.String,
  expected: Schema.String
}) {
  override get message(): string {
    return `row ${this.row}, column ${named(this.column)}: expected ${this.expected}, found ${this.valueClass}; correct the source of the column`
  }
}

/**
 * The disk or the quota is used up.
 *
 * @category errors
 * @since 0.1.0
 */
export class DiskFull extends Schema.TaggedError<DiskFull>()("DiskFull", { path: Schema.String }) {
  override get message(): string {
    return `no space left to write ${named(this.path)}; free some space and publish again, nothing was published`
  }
}

/**
 * The folder of the file does not exist.
 *
 * @category errors
 * @since 0.1.0
 */
export class MissingFolder extends Schema.TaggedError<MissingFolder>()("MissingFolder", { path: Schema.String }) {
  override get message(): string {
    return `the folder of ${named(this.path)} does not exist; create it and publish again`
  }
}

/**
 * The folder of the file may not be written by this process.
 *
 * @category errors
 * @since 0.1.0
 */
export class NotPermitted extends Schema.TaggedError<NotPermitted>()("NotPermitted", { path: Schema.String }) {
  override get message(): string {
    return `no permission to write ${named(this.path)}; allow this user to create files in its folder`
  }
}

/**
 * The file system is mounted read-only.
 *
 * @category errors
 * @since 0.1.0
 */
export class ReadOnlyDisk extends Schema.TaggedError<ReadOnlyDisk>()("ReadOnlyDisk", { path: Schema.String }) {
  override get message(): string {
    return `the disk of ${named(this.path)} is read-only; choose another folder or mount it writable`
  }
}

/**
 * The file could not be written for another reason.
 *
 * @category errors
 * @since 0.1.0
 */
export class WriteFailed extends Schema.TaggedError<WriteFailed>()("WriteFailed", {
  path: Schema.String,
  code: Schema.String
}) {
  override get message(): string {
    return `file ${named(this.path)} could not be written (${this.code}); check the disk, nothing was published`
  }
}

/**
 * The file was published whole, and the disk did not confirm that its new name
 * survives a power cut.
 *
 * @category errors
 * @since 0.1.0
 */
export class NotDurable extends Schema.TaggedError<NotDurable>()("NotDurable", {
  path: Schema.String,
  code: Schema.String
}) {
  override get message(): string {
    return `file ${named(this.path)} was published, but the disk did not confirm it (${this.code}); check the disk and publish again`
  }
}

/**
 * Why a file cannot be opened or read.
 *
 * @category errors
 * @since 0.1.0
 */
export type ReadFailure = MissingFile | NotAFile | UnreadableFile

/**
 * Why the content of a file is not a CSV with the expected columns.
 *
 * @category errors
 * @since 0.1.0
 */
export type HeaderFailure = EmptyFile | WrongEncoding | WrongHeader | UnreadableHeader

/**
 * Why a file cannot be published.
 *
 * @category errors
 * @since 0.1.0
 */
export type PublishFailure =
  | NotAFile
  | DiskFull
  | MissingFolder
  | NotPermitted
  | ReadOnlyDisk
  | WriteFailed
  | NotDurable

/**
 * Reads the code of a failed call to the operating system.
 *
 * @category queries
 * @since 0.1.0
 */
export const codeOf = (cause: unknown): string =>
  typeof cause === "object" && cause !== null && "code" in cause && typeof cause.code === "string"
    ? cause.code
    : "unknown"

/**
 * Turns a failed read of the operating system into its typed failure.
 *
 * @category constructors
 * @since 0.1.0
 */
export const fromRead = (path: string, cause: unknown): ReadFailure => {
  const code = codeOf(cause)
  switch (code) {
    case "ENOENT":
    case "ENOTDIR":
      return new MissingFile({ path })
    case "EISDIR":
      return new NotAFile({ path })
    default:
      return new UnreadableFile({ path, code })
  }
}

/**
 * Turns a failed write of the operating system into its typed failure.
 *
 * @category constructors
 * @since 0.1.0
 */
export const fromWrite = (path: string, cause: unknown): PublishFailure => {
  const code = codeOf(cause)
  switch (code) {
    case "ENOSPC":
    case "EDQUOT":
    case "EFBIG":
      return new DiskFull({ path })
    case "ENOENT":
    case "ENOTDIR":
      return new MissingFolder({ path })
    case "EACCES":
    case "EPERM":
      return new NotPermitted({ path })
    case "EROFS":
      return new ReadOnlyDisk({ path })
    case "EISDIR":
      return new NotAFile({ path })
    default:
      return new WriteFailed({ path, code })
  }
}
