/**
 * A small source of reproducible choices: the same number gives the same choices on every machine.
 *
 * Not for secrets. Generators outside fast-check use it, so that a world can be rebuilt from one number.
 *
 * @since 0.1.0
 */

/** Choices that follow from one number. @category models */
export interface Seed {
  /** A whole number from 0 up to, and without, `below`. */
  readonly int: (below: number) => number
  /** One of several values; the list must not be empty. */
  readonly pick: <A>(from: ReadonlyArray<A>) => A
  /** True in about `percent` of a hundred cases. */
  readonly chance: (percent: number) => boolean
}

/** Starts choices from a number (the generator mulberry32). @category constructors */
export const from = (start: number): Seed => {
  let state = start >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const int = (below: number): number => Math.floor(next() * below)
  return {
    int,
    pick: <A>(from: ReadonlyArray<A>): A => {
      if (from.length === 0) throw new RangeError("there is nothing to pick from")
      return from[int(from.length)] as A
    },
    chance: (percent) => next() * 100 < percent
  }
}

/**
 * Choices that are told beforehand: of every list the element of one number, starting again behind the last; of two ways
 * the likelier one. For symbolic targets such as "the third open request".
 *
 * @category constructors
 */
export const counting = (n: number): Seed => ({
  int: (below) => (below <= 0 ? 0 : n % below),
  pick: <A>(from: ReadonlyArray<A>): A => {
    if (from.length === 0) throw new RangeError("there is nothing to pick from")
    return from[n % from.length] as A
  },
  chance: (percent) => percent > 50
})
