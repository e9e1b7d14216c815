import { performance } from "node:perf_hooks"

/** A digest of numbers in their order (FNV-1a), to compare what two programs answered. */
export const digest = (numbers) => {
  let hash = 0x811c9dc5
  for (const number of numbers) hash = Math.imul(hash ^ number, 0x01000193) >>> 0
  return hash.toString(16).padStart(8, "0")
}

// What is counted must be used, or the compiler may leave the work out.
let used = 0

// The time that this thread was really running: what else the machine does at the moment does not count.
const threadMicros = () => {
  const { system, user } = process.threadCpuUsage()
  return system + user
}

/**
 * Measures `answer(i)` over the numbers below `size`: every answer once for the digest, then passes to warm up, then
 * passes for as long as `millis`. An answer is a small number.
 */
export const operations = ({ answer, size, millis = 600, warmMillis = 600 }) => {
  const answers = new Uint8Array(size)
  for (let i = 0; i < size; i++) answers[i] = answer(i)
  const pass = () => {
    let sum = 0
    for (let i = 0; i < size; i++) sum += answer(i)
    used += sum
  }
  for (const end = performance.now() + warmMillis; performance.now() < end; ) pass()
  globalThis.gc?.()
  const start = performance.now()
  const before = threadMicros()
  let passes = 0
  do {
    pass()
    passes++
  } while (performance.now() - start < millis)
  const took = threadMicros() - before
  const count = size * passes
  return {
    perSecond: (count / took) * 1e6,
    nanoseconds: (took * 1000) / count,
    digest: digest(answers),
    used: used > 0
  }
}

/** The middle of some numbers. */
export const median = (numbers) => {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/**
 * Measures whole jobs of `size` pieces of work each: one to warm up, then `repeats`, by the clock on the wall, since
 * some alternatives work on several threads; with `alone`, where none does, by the time of this thread. `digestOf` tells
 * what came out.
 */
export const job = async ({ alone = false, digestOf, repeats = 3, run, size }) => {
  const clock = alone ? () => threadMicros() / 1000 : () => performance.now()
  globalThis.gc?.()
  const before = process.memoryUsage().rss
  let result = await run()
  const times = []
  for (let i = 0; i < repeats; i++) {
    result = undefined
    globalThis.gc?.()
    const start = clock()
    result = await run()
    times.push(clock() - start)
  }
  const millis = median(times)
  return {
    perSecond: (size / millis) * 1000,
    nanoseconds: (millis * 1e6) / size,
    extraMegabytes: Math.max(0, process.resourceUsage().maxRSS / 1024 - before / 1e6),
    digest: await digestOf(result)
  }
}
