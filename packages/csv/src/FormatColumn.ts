/**
 * Columns whose cells are read by the formats of core, so that a file refuses what a form refuses, in the same words.
 *
 * @since 0.1.0
 */
import type * as Format from "@agencybook/core/Format"
import * as Result from "effect/Result"
import * as CsvCell from "./CsvCell.ts"
import * as CsvTable from "./CsvTable.ts"

const parse =
  <A>(format: Format.Format<A>) =>
  (text: string): Result.Result<A, CsvTable.Mismatch> => {
    const value = format.read(text)
    return value === undefined
      ? Result.fail({ expected: format.expected, remedy: format.remedy })
      : Result.succeed(value)
  }

/** A column of a format; an empty cell is wrong. @category constructors */
export const required = <const Name extends string, A>(name: Name, format: Format.Format<A>) =>
  CsvTable.column(name, CsvCell.text, { parse: parse(format) })

/** A column of a format in which an empty cell means that there is nothing. @category constructors */
export const optional = <const Name extends string, A>(name: Name, format: Format.Format<A>) =>
  CsvTable.column(name, CsvCell.text, {
    parse: (text: string): Result.Result<A | undefined, CsvTable.Mismatch> =>
      text === "" ? Result.succeed(undefined) : parse(format)(text)
  })

/** A column with one of a few words. @category constructors */
export const oneOf = <const Name extends string, const Word extends string>(name: Name, words: ReadonlyArray<Word>) =>
  CsvTable.column(name, CsvCell.text, {
    parse: (text: string): Result.Result<Word, CsvTable.Mismatch> =>
      words.includes(text as Word)
        ? Result.succeed(text as Word)
        : Result.fail({
            expected: `one of ${words.map((word) => (word === "" ? "nothing" : `\`${word}\``)).join(", ")}`,
            remedy: "use one of the words that are listed, letter by letter"
          })
  })

/**
 * A column with several values, joined by `;`, from `least` to `most`; an empty cell is an empty list. Of a cell with more
 * none is read.
 *
 * @category constructors
 */
export const list = <const Name extends string, A>(name: Name, format: Format.Format<A>, least = 0, most = 1_000) =>
  CsvTable.column(name, CsvCell.text, {
    parse: (text: string): Result.Result<ReadonlyArray<A>, CsvTable.Mismatch> => {
      const parts = text === "" ? [] : text.split(";", most + 1)
      if (parts.length > most)
        return Result.fail({ expected: `at most ${most} values joined by \`;\``, remedy: "shorten the list" })
      const values = parts.flatMap((part) => {
        const value = format.read(part)
        return value === undefined ? [] : [value]
      })
      return values.length === parts.length && values.length >= least
        ? Result.succeed(values)
        : Result.fail({
            expected: `${least > 0 ? `${least === 1 ? "one" : least} or more ` : ""}values joined by \`;\`, each ${format.expected}`,
            remedy: format.remedy
          })
    }
  })

/** A column with `Y` or `N`. @category constructors */
export const yesNo = <const Name extends string>(name: Name) => CsvTable.column(name, CsvCell.yesNo)
