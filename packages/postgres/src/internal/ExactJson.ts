/**
 * Whether a JSON text of the database says a number otherwise than this program would have written it.
 *
 * The database keeps every digit of a number, and reading rounds it: what is told apart there would be one here.
 *
 * @since 0.1.0
 */

// A text is passed over whole, so that its digits are not taken for numbers.
const tokens = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/g

/** A number in digits alone, as the database prints the one that was written. */
const digitsOf = (value: number): string => {
  const text = String(value)
  const [, sign = "", whole, fraction = "", exponent] = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text) ?? []
  if (whole === undefined) return text
  const places = Number(exponent)
  return places < 0
    ? `${sign}0.${"0".repeat(-places - 1)}${whole}${fraction}`
    : `${sign}${whole}${fraction.padEnd(places, "0")}`
}

/** Whether every number of a text is read as it stands there: not `5.0`, and no digit is lost. */
export const isExact = (text: string): boolean => {
  for (const [token] of text.matchAll(tokens))
    if (!token.startsWith('"') && digitsOf(Number(token)) !== token) return false
  return true
}
