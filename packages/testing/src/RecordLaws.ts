/**
 * Laws of records: under which keys indexes find them, and whose trail what happens to them is on.
 *
 * @since 0.1.0
 */
import { kinds } from "@agencybook/core/Record"
import * as fc from "fast-check"
import { table } from "./internal/IndexTable.ts"
import { all, type Law, make, same } from "./Law.ts"

/** An index finds what it says. @category laws */
export const indexesFindWhatTheySay = make({
  id: "record-indexes-find-what-they-say",
  sentence:
    "every record is found under exactly the keys that a table written by hand has for it, in every state of its life, and under no other",
  rules: ["AGY-07", "AGY-16", "EMP-03", "DEL-23", "ACC-08", "EXT-04"],
  runs: 1,
  input: fc.constant("the whole table"),
  holds: (_, rules) =>
    all(
      ...table.flatMap(({ keys, kind, record, what }) =>
        ["id", ...Object.keys(kinds[kind].indexes)].map((index) =>
          same(
            rules.keyOf(kind, index as "id", record),
            (keys as Readonly<Record<string, string>>)[index],
            `the key of \`${what}\` in \`${index}\``
          )
        )
      )
    )
})

/** The laws of this module. @category laws */
export const laws = [indexesFindWhatTheySay] as ReadonlyArray<Law>
