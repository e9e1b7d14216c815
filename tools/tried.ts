/**
 * What became of the faults of each module, kept in mutation/tried.json, so that all of core can be tried in parts and on
 * several days. A fault is known by its line, what stood there and what stands there instead; lines may move.
 */
import { createHash } from "node:crypto"
import type { Fault } from "./sample.ts"

/** A fault of the report, as Stryker writes it. */
export interface Mutant {
  readonly mutatorName: string
  readonly replacement?: string
  readonly status: string
  readonly location: Fault["location"]
}

/** The report: the source of each file and the faults built into it. */
export interface Report {
  readonly files: Readonly<Record<string, { readonly source: string; readonly mutants: ReadonlyArray<Mutant> }>>
}

/** A fault by its text. */
interface Known {
  readonly module: string
  /** The line, without the spaces around it. */
  readonly line: string
  readonly original: string
  readonly replacement: string
}

/** A survivor that is no fault, by what stands there and what stood there instead. */
export interface Accepted extends Known {
  readonly why: string
}

/** A fault that no test noticed. */
export interface Survivor extends Known {
  readonly at: number
  readonly why?: string
}

/** What became of the faults of a module. */
export interface Tried {
  readonly module: string
  /** The day of the run, as 2026-03-05. */
  readonly day: string
  /** The beginning of the SHA-256 of the source that was tried. */
  readonly source: string
  readonly mutants: number
  readonly noticed: number
  readonly survivors: ReadonlyArray<Omit<Survivor, "why">>
}

/** The same with the reasons of those that are accepted. */
export interface Score extends Tried {
  readonly survivors: ReadonlyArray<Survivor>
}

/** What a source is known by. */
export const digest = (source: string): string => createHash("sha256").update(source).digest("hex").slice(0, 16)

/** The module of core in a file. */
export const moduleOf = (path: string): string => path.replace(/^.*\/src\//, "").replace(/\.ts$/, "")

const originalOf = (source: string, { end, start }: Mutant["location"]): string => {
  const lines = source.split("\n").slice(start.line - 1, end.line)
  const last = lines.length - 1
  return lines
    .map((line, n) => line.slice(n === 0 ? start.column - 1 : 0, n === last ? end.column - 1 : undefined))
    .join("\n")
}

/** A fault of a source by its text. */
const knownBy = (
  module: string,
  source: string,
  { location, replacement = "" }: Pick<Mutant, "location" | "replacement">
): Known => ({
  module,
  line: source.split("\n")[location.start.line - 1]?.trim() ?? "",
  original: originalOf(source, location),
  replacement
})

/** Whether two are one fault. */
export const isSame = (a: Known, b: Known): boolean =>
  a.module === b.module && a.line === b.line && a.original === b.original && a.replacement === b.replacement

const noticed = ["Killed", "Timeout"]
// What cannot run at all is no fault that a test could be asked to notice.
const counted = [...noticed, "Survived", "NoCoverage"]

/** One report of several whose modules are different ones. */
export const merged = (reports: ReadonlyArray<Report>): Report => ({
  files: Object.assign({}, ...reports.map(({ files }) => files))
})

/** What a report says of each module. */
export const triedIn = (report: Report, day: string): ReadonlyArray<Tried> =>
  Object.entries(report.files)
    .map(([path, { mutants, source }]) => {
      const module = moduleOf(path)
      const relevant = mutants.filter(({ status }) => counted.includes(status))
      const survivors = relevant
        .filter(({ status }) => !noticed.includes(status))
        .map((mutant) => ({ ...knownBy(module, source, mutant), at: mutant.location.start.line }))
      const figures = { mutants: relevant.length, noticed: relevant.length - survivors.length }
      return { module, day, source: digest(source), ...figures, survivors }
    })
    .sort((a, b) => (a.module < b.module ? -1 : 1))

/** A module with the reasons of the survivors that are accepted. */
export const judged = (one: Tried, accepted: ReadonlyArray<Accepted>): Score => ({
  ...one,
  survivors: one.survivors.map((survivor) => {
    const why = accepted.find((other) => isSame(other, survivor))?.why
    return why === undefined ? survivor : { ...survivor, why }
  })
})

/** What is kept, with what was tried now in place of what is known of the same modules; of modules that are still there. */
export const together = (
  before: ReadonlyArray<Tried>,
  now: ReadonlyArray<Tried>,
  modules: ReadonlyArray<string>
): ReadonlyArray<Tried> =>
  [...before.filter(({ module }) => !now.some((one) => one.module === module)), ...now]
    .filter(({ module }) => modules.includes(module))
    .sort((a, b) => (a.module < b.module ? -1 : 1))

/** The faults that are kept as not noticed and not accepted, of those that could be built in. */
export const survived = (
  all: ReadonlyArray<Fault>,
  before: ReadonlyArray<Tried>,
  accepted: ReadonlyArray<Accepted>,
  sourceOf: (file: string) => string
): ReadonlyArray<Fault> => {
  const open = before.flatMap(({ survivors }) =>
    survivors.filter((one) => !accepted.some((other) => isSame(other, one)))
  )
  // The list counts lines and columns from 0, a report from 1.
  const inReport = ({ column, line }: Mutant["location"]["start"]) => ({ line: line + 1, column: column + 1 })
  return all.filter(({ file, location: { end, start }, replacement }) => {
    const location = { start: inReport(start), end: inReport(end) }
    const known = knownBy(moduleOf(file), sourceOf(file), { location, replacement })
    return open.some((one) => isSame(one, known))
  })
}

/** What is kept of the modules in a report, after some of their survivors were tried again. */
export const triedAgain = (report: Report, kept: ReadonlyArray<Tried>): ReadonlyArray<Tried> =>
  Object.entries(report.files).flatMap(([path, { mutants, source }]) => {
    const module = moduleOf(path)
    const before = kept.find((one) => one.module === module)
    if (before === undefined) return []
    const of = (isNoticed: boolean) =>
      mutants
        .filter(({ status }) => counted.includes(status) && noticed.includes(status) === isNoticed)
        .map((mutant) => knownBy(module, source, mutant))
    const [gone, open] = [of(true), of(false)]
    // A line may stand twice; then both have to be noticed.
    const survivors = before.survivors.filter(
      (one) => open.some((other) => isSame(one, other)) || !gone.some((other) => isSame(one, other))
    )
    return [{ ...before, noticed: before.mutants - survivors.length, survivors }]
  })
