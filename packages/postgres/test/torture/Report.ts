/** What a part of the torture tried and what it found, in one line. */

/** One promise, put to the test. */
export interface Report {
  /** The promise by its letter and number, and what was tried of it. */
  readonly promise: string
  readonly tried: number
  readonly failed: number
  readonly seconds: number
  /** The first things that were wrong. */
  readonly wrong: ReadonlyArray<string>
  /** Figures that belong to what was tried. */
  readonly notes: ReadonlyArray<string>
}

/** Counts what is tried, and keeps what is wrong. */
export const counting = (promise: string) => {
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

/** The line of a report, as a sentence or as JSON. */
export const line = ({ failed, notes, promise, seconds, tried }: Report, json: boolean): string =>
  json
    ? JSON.stringify({ promise, tried, failed, seconds })
    : `${promise}: ${tried} tried, ${failed} failed, ${seconds} s${notes.length === 0 ? "" : ` (${notes.join("; ")})`}`
