/**
 * Plain data as one text: the same data always gives the same text, in whatever order its fields came.
 *
 * @since 0.1.0
 */

/** Data as JSON with its fields in the order of their names and without the fields that are `undefined`. */
export const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`
  if (typeof value !== "object" || value === null) return JSON.stringify(value)
  // A journal of a large command is a few hundred thousand objects: no list of pairs for each of them.
  let text = ""
  for (const name of Object.keys(value).sort()) {
    const field: unknown = Reflect.get(value, name)
    if (field !== undefined) text += `${text === "" ? "" : ","}${JSON.stringify(name)}:${canonical(field)}`
  }
  return `{${text}}`
}
