/**
 * What differs between what was expected and what came, told for a reader of a failing test.
 *
 * @since 0.1.0
 */

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

const text = (value: unknown): string => JSON.stringify(value) ?? String(value)

/**
 * Every place at which a value does not fit an expectation. Of an object only the written fields are compared, of a
 * list every element.
 */
export const differences = (expected: unknown, got: unknown, path = ""): ReadonlyArray<string> => {
  if (isRecord(expected) && isRecord(got))
    return Object.entries(expected).flatMap(([key, value]) =>
      value === undefined
        ? got[key] === undefined
          ? []
          : [`${path}.${key}: expected nothing, got ${text(got[key])}`]
        : differences(value, got[key], `${path}.${key}`)
    )
  if (Array.isArray(expected) && Array.isArray(got)) {
    const inside = expected
      .slice(0, got.length)
      .flatMap((value: unknown, n) => differences(value, got[n], `${path}[${n}]`))
    return expected.length === got.length
      ? inside
      : [...inside, `${path}: expected ${expected.length} elements, got ${got.length}`]
  }
  return Object.is(expected, got) ? [] : [`${path}: expected ${text(expected)}, got ${text(got)}`]
}

/** Checks whether a value fits an expectation. */
export const fits = (expected: unknown, got: unknown): boolean => differences(expected, got).length === 0

const tagOf = (value: unknown): unknown => (isRecord(value) ? value._tag : undefined)

/** Lines of a longest common subsequence by tag, so that one event too many does not shift all the others. */
const aligned = (expected: ReadonlyArray<unknown>, got: ReadonlyArray<unknown>) => {
  const width = got.length + 1
  const best = new Array<number>((expected.length + 1) * width).fill(0)
  const at = (i: number, j: number): number => best[i * width + j] ?? 0
  for (let i = expected.length - 1; i >= 0; i--)
    for (let j = got.length - 1; j >= 0; j--)
      best[i * width + j] =
        tagOf(expected[i]) === tagOf(got[j]) ? 1 + at(i + 1, j + 1) : Math.max(at(i + 1, j), at(i, j + 1))
  const pairs: Array<{ readonly expected?: unknown; readonly got?: unknown }> = []
  let i = 0
  let j = 0
  while (i < expected.length || j < got.length) {
    if (i < expected.length && j < got.length && tagOf(expected[i]) === tagOf(got[j]))
      pairs.push({ expected: expected[i++], got: got[j++] })
    else if (j >= got.length || (i < expected.length && at(i + 1, j) >= at(i, j + 1)))
      pairs.push({ expected: expected[i++] })
    else pairs.push({ got: got[j++] })
  }
  return pairs
}

/** A comparison of two lists line by line: `=` fits, `~` differs, `-` is missing, `+` is too many. */
export const compared = (expected: ReadonlyArray<unknown>, got: ReadonlyArray<unknown>): ReadonlyArray<string> =>
  aligned(expected, got).flatMap((pair) => {
    if (!("got" in pair)) return [`- ${text(pair.expected)}`]
    if (!("expected" in pair)) return [`+ ${text(pair.got)}`]
    const found = differences(pair.expected, pair.got)
    return found.length === 0
      ? [`= ${String(tagOf(pair.got) ?? text(pair.got))}`]
      : [`~ ${String(tagOf(pair.got) ?? "")}`, ...found.map((line) => `    ${line.replace(/^\./, "")}`)]
  })
