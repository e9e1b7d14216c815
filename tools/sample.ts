/** Draws a sample from the faults that could be built into core, and says how far its figures carry. */
import { createHash } from "node:crypto"
import { cell, type Page, page, table } from "./pages.ts"

/** A fault that could be built in, as mutation/faults.mjs lists it: lines and columns from 0. */
export interface Fault {
  readonly file: string
  readonly mutatorName: string
  readonly replacement: string
  readonly location: {
    readonly start: { readonly line: number; readonly column: number }
    readonly end: { readonly line: number; readonly column: number }
  }
}

/** A number from 0 to below 1 that the seed and the place in the row decide, on every machine the same. */
const uniform = (seed: number, at: number): number =>
  createHash("sha256").update(`${seed}/${at}`).digest().readUInt32BE() / 2 ** 32

/**
 * Draws `size` of the faults: cuts the row into as many even pieces and takes one of each, so that every module has its
 * share. All of them when there are no more.
 */
export const draw = <A>(all: ReadonlyArray<A>, size: number, seed: number): ReadonlyArray<A> => {
  if (size >= all.length) return all
  const start = (piece: number) => Math.floor((piece * all.length) / size)
  return Array.from({ length: size }, (_, n) => {
    const from = start(n)
    return all[from + Math.floor(uniform(seed, n) * (start(n + 1) - from))] as A
  })
}

/** The share in percent, and the interval that holds the share of all faults in 95 of 100 samples (Wilson). */
export interface Share {
  readonly percent: number
  readonly low: number
  readonly high: number
}

/** The share of `hits` in `of` with its interval; of nothing everything is possible. */
export const share = (hits: number, of: number): Share => {
  if (of === 0) return { percent: 100, low: 0, high: 100 }
  const z = 1.959964
  const p = hits / of
  const middle = (p + (z * z) / (2 * of)) / (1 + (z * z) / of)
  const half = (z / (1 + (z * z) / of)) * Math.sqrt((p * (1 - p)) / of + (z * z) / (4 * of * of))
  const rounded = (value: number) => Math.round(Math.min(100, Math.max(0, value * 100)) * 100) / 100
  return { percent: rounded(p), low: rounded(middle - half), high: rounded(middle + half) }
}

/** The share in words. */
export const spoken = ({ high, low, percent }: Share): string => `${percent} percent, between ${low} and ${high}`

/** One sample: how it was drawn and what became of it. */
export interface Sample {
  /** The day of the run, as 2026-03-05. */
  readonly day: string
  readonly seed: number
  /** Faults that could have been drawn. */
  readonly of: number
  /** Faults that were tried. */
  readonly tried: number
  readonly noticed: number
  /** Survivors that are no faults. */
  readonly accepted: number
  /** What has to be known to read the figures. */
  readonly note?: string
}

const row = ({ accepted, day, noticed, of, seed, tried }: Sample): ReadonlyArray<string> => {
  const { high, low, percent } = share(noticed, tried - accepted)
  return [day, seed, of, tried, noticed, tried - accepted - noticed, accepted, percent, `${low} to ${high}`].map(String)
}

/** The page of the samples drawn so far, and of what survived in the last of them. */
export const samplePage = (
  samples: ReadonlyArray<Sample>,
  survivors: ReadonlyArray<{
    readonly module: string
    readonly line: string
    readonly original: string
    readonly replacement: string
    readonly why?: string
  }>,
  quoted: (text: string) => string
): Page =>
  page(
    "docs/mutation-sample.md",
    "# A sample of the faults in core",
    "Written by `npm run mutate -- --sample 600 --seed 1 --quick --write`; the modules that have to notice every fault are tried " +
      "whole, see [Faults that tests notice](mutation.md).",
    "All faults that Stryker knows for `packages/core/src` are too many to try in one go. A sample is a row of them, " +
      "sorted by module and place, cut into even pieces of which one fault each is drawn; the seed decides which. The " +
      "interval (Wilson) holds the share of all faults in 95 of 100 samples.",
    table(["Day", "Seed", "Of", "Tried", "Noticed", "Not noticed", "Accepted", "Percent", "Between"], samples.map(row)),
    ...samples.flatMap(({ day, note, seed }) => (note === undefined ? [] : [`${day}, seed ${seed}: ${note}`])),
    "Tests were written after each sample for what it showed, so only a new seed measures what they changed.",
    "## Survivors of the last sample",
    survivors.length === 0
      ? "None."
      : table(
          ["Module", "Line", "Instead of", "Stood", "Why it is no fault"],
          survivors.map((one) => [
            one.module,
            cell(quoted(one.line)),
            cell(quoted(one.original)),
            cell(quoted(one.replacement)),
            cell(one.why ?? "")
          ])
        )
  )
