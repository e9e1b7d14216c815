/**
 * Plain data as one text: the same data always gives the same text, in whatever order its fields came.
 *
 * @since 0.1.0
 */

/** Data as JSON with its fields in the order of their names and without the fields that are `undefined`. */
export const canonical = (value: unknown): string =>
  Array.isArray(value)
    ? `[${value.map(canonical).join(",")}]`
    : typeof value === "object" && value !== null
      ? `{${Object.entries(value)
          .filter(([, field]) => field !== undefined)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`)
          .join(",")}}`
      : JSON.stringify(value)
