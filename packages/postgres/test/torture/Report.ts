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

/** The line of a promise: what all its parts come to. */
export const sum = (promise: string, reports: ReadonlyArray<Report>, json: boolean): string => {
  const of = reports.filter((one) => one.promise === promise)
  const { failed, seconds, tried } = joined(promise, "", of)
  if (json) return JSON.stringify({ promise, tried, failed, seconds })
  return `${promise}: ${tried} tried, ${failed} failed, ${seconds} s (${of.map(({ part }) => part).join("; ")})`
}

/** A part of the torture that can be named, with the promises that it reports about. */
export interface Part {
  readonly promises: ReadonlyArray<string>
  readonly run: () => Promise<ReadonlyArray<Report>>
}

/**
 * Runs parts, and prints one line for each promise when no part is left that reports about it. Where each part is to have a
 * line too, those of the promises are the last ones. Gives what was found.
 */
export const tell = async (
  parts: ReadonlyArray<Part>,
  { each, json }: { readonly each: boolean; readonly json: boolean },
  print: (line: string) => void,
  complain: (wrong: string) => void
): Promise<ReadonlyArray<Report>> => {
  const reports: Array<Report> = []
  const due = new Set(parts.flatMap(({ promises }) => promises))
  const numbered = (promise: string) => `${promise[0]}${promise.slice(1).padStart(3, "0")}`
  const tellSums = (left: ReadonlyArray<Part>) => {
    const over = [...due].filter((one) => !left.some(({ promises }) => promises.includes(one)))
    for (const promise of over.sort((a, b) => (numbered(a) < numbered(b) ? -1 : 1))) {
      due.delete(promise)
      if (reports.some((one) => one.promise === promise)) print(sum(promise, reports, json))
    }
  }
  for (const [n, part] of parts.entries()) {
    const found = await part.run()
    reports.push(...found)
    for (const one of found) {
      for (const wrong of one.wrong) complain(wrong)
      if (each) print(line(one, json))
    }
    if (!each) tellSums(parts.slice(n + 1))
  }
  tellSums([])
  return reports
}
