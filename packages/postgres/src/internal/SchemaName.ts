/**
 * Names of schemas that stand in every statement as they are, without quotation marks.
 *
 * @since 0.1.0
 */

// What PostgreSQL 18 reserves, and so all that earlier versions do: `pg_get_keywords`, categories R and T.
const reserved = new Set(
  (
    "all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate collation " +
    "column concurrently constraint create cross current_catalog current_date current_role current_schema current_time " +
    "current_timestamp current_user default deferrable desc distinct do else end except false fetch for foreign freeze " +
    "from full grant group having ilike in initially inner intersect into is isnull join lateral leading left like limit " +
    "localtime localtimestamp natural not notnull null offset on only or order outer overlaps placing primary references " +
    "returning right select session_user similar some symmetric system_user table tablesample then to trailing true " +
    "union unique user using variadic verbose when where window with"
  ).split(" ")
)

/** Why a name is none for a schema, and what to do about it. */
export const refusal = (name: string): { readonly problem: string; readonly remedy: string } | undefined => {
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(name))
    return {
      problem: "the name of the schema is not allowed",
      remedy: "use at most 63 lower-case letters, digits and underscores"
    }
  if (name.startsWith("pg_"))
    return {
      problem: `the name of the schema is not allowed: what begins with \`pg_\` as \`${name}\` is PostgreSQL's own`,
      remedy: "begin it otherwise"
    }
  if (reserved.has(name))
    return {
      problem: `the name of the schema is not allowed: \`${name}\` is a word of SQL`,
      remedy: `use another, such as \`${name}_book\``
    }
  return undefined
}
