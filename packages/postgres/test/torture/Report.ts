/** What a part of the torture tried and what it found, in one line. */

/** A part of the torture, in which one promise is put to the test. */
export interface Report {
  /** The promise by its letter and number. */
  readonly promise: string
  /** What was tried of it. */
  readonly part: string
  readonly tried: number
  readonly failed: number
  readonly seconds: number
  /** The first things that were wrong. */
  readonly wrong: ReadonlyArray<string>
  /** Figures that belong to what was tried. */
  readonly notes: ReadonlyArray<string>
}

/** Counts what is tried, and keeps what is wrong. */
export const counting = (promise: string, part: string) => {
  const started = performance.now()
  const wrong: Array<string> = []
  const notes: Array<string> = []
  let tried = 0
  let failed = 0
  return {
    tried: (count = 1) => {
      tried += count
    },
    /** Notes a fault unless what was expected holds. */
    expect: (holds: boolean, otherwise: string) => {
      if (holds) return
      failed += 1
      if (wrong.length < 10) wrong.push(otherwise)
    },
    note: (text: string) => notes.push(text),
    end: (): Report => ({
      promise,
      part,
      tried,
      failed,
      seconds: Number(((performance.now() - started) / 1000).toFixed(1)),
      wrong,
      notes
    })
  }
}

/** What counts. */
export type Counting = ReturnType<typeof counting>

/** Reports about one promise as one. */
export const joined = (promise: string, part: string, reports: ReadonlyArray<Report>): Report => {
  const sum = (of: "tried" | "failed" | "seconds") => reports.reduce((all, report) => all + report[of], 0)
  return {
    promise,
    part,
    tried: sum("tried"),
    failed: sum("failed"),
    seconds: Number(sum("seconds").toFixed(1)),
    wrong: reports.flatMap(({ wrong }) => wrong).slice(0, 10),
    notes: reports.flatMap(({ notes }) => notes)
  }
}

/** The line of a report, as a sentence or as JSON. */
export const line = ({ failed, notes, part, promise, seconds, tried }: Report, json: boolean): string =>
  json
    ? JSON.stringify({ promise, part, tried, failed, seconds })
    : `${promise} ${part}: ${tried} tried, ${failed} failed, ${seconds} s${notes.length === 0 ? "" : ` (${notes.join("; ")})`}`

/** What all parts of each promise come to, as lines of JSON without a part. */
export const sums = (reports: ReadonlyArray<Report>): ReadonlyArray<string> =>
  Array.from(new Set(reports.map(({ promise }) => promise)), (promise) => {
    const of = reports.filter((one) => one.promise === promise)
    const sum = (count: (one: Report) => number) => of.reduce((total, one) => total + count(one), 0)
    const seconds = Number(sum((one) => one.seconds).toFixed(1))
    return JSON.stringify({ promise, tried: sum(({ tried }) => tried), failed: sum(({ failed }) => failed), seconds })
  })
