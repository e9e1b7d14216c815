/** A generator of numbers from 0 up to 1 that gives the same sequence for the same seed, on every machine. */
export const seeded = (seed) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x9e3779b9) >>> 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 4294967296
  }
}

/** One member of a list. */
export const pick = (random, list) => list[Math.floor(random() * list.length)]
