/**
 * Whether answers come through a host's connection as the database gave them.
 *
 * A connection may rename columns, and keys inside JSON, or read types in a way of its own. Rules would then look at records
 * of which half is missing, so it is seen by values that are known beforehand, in the first answer of every transaction.
 *
 * @since 0.1.0
 */
import { StoreError, Unusable } from "@agencybook/application/Store"

const record = { as_it_is: [true] }

const text = JSON.stringify(record)

// By column: the type, an expression, and what has to arrive.
const known: Readonly<Record<string, readonly [type: string, expression: string, value: unknown]>> = {
  as_json: ["json", `'${text}'::json`, record],
  as_jsonb: ["jsonb", `'${text}'::jsonb`, record],
  as_boolean: ["boolean", "true", true],
  as_integer: ["integer", "1::int4", 1],
  as_text: ["text", "'01'::text", "01"],
  as_null: ["null", "null::text", null]
}

/** The known values as columns of a statement, after others. */
export const columns = Object.entries(known)
  .map(([name, [, expression]]) => `, ${expression} as ${name}`)
  .join("")

const changed = (problem: string): StoreError =>
  new StoreError({
    reason: new Unusable({
      problem,
      remedy: "hand over a connection without transforms and type parsers of the host's own"
    })
  })

// A number may come as a `bigint`, which JSON does not write.
const isSame = (one: unknown, other: unknown): boolean =>
  one === other || (one === Object(one) && other === Object(other) && JSON.stringify(one) === JSON.stringify(other))

/** The refusal of a connection that changes answers, by a row with the columns. */
export const refusal = (row: object | undefined): StoreError | undefined => {
  const given = new Map<string, unknown>(Object.entries(row ?? {}))
  for (const [name, [type, , value]] of Object.entries(known)) {
    if (!given.has(name)) return changed("the host's connection renames or leaves out columns of our answers")
    if (!isSame(given.get(name), value))
      return changed(`the host's connection changes values of the type \`${type}\` in our answers`)
  }
  return undefined
}
