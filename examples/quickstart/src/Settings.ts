/**
 * Where the quickstart reads and writes, from its arguments and environment.
 *
 * @since 0.1.0
 */
import { join } from "node:path"
import { fileURLToPath } from "node:url"

/** Places and switches of one run. */
export interface Settings {
  readonly roster: string
  readonly cases: string
  /** The embedded database. */
  readonly database: string
  /** The key from which links in mails are derived. */
  readonly key: string
  readonly out: string
  readonly mail: string
  readonly fresh: boolean
}

/** An argument that is not known. */
export interface WrongArgument {
  readonly _tag: "WrongArgument"
  readonly message: string
}

/** Reads the arguments; `AGENCYBOOK_HOME` is the folder for database and output, the present one when absent. */
export const read = (
  args: ReadonlyArray<string>,
  env: Readonly<Record<string, string | undefined>>,
  here: string
): Settings | WrongArgument => {
  let fresh = false
  let input = fileURLToPath(new URL("../input", import.meta.url))
  for (let index = 0; index < args.length; index++) {
    const argument = args[index]
    const next = args[index + 1]
    if (argument === "--fresh") fresh = true
    else if (argument === "--input" && next !== undefined) {
      input = next
      index += 1
    } else {
      return {
        _tag: "WrongArgument",
        message: `\`${argument}\` is not understood; use --fresh to start over, or --input FOLDER for other files`
      }
    }
  }
  const home = env.AGENCYBOOK_HOME === undefined || env.AGENCYBOOK_HOME === "" ? here : env.AGENCYBOOK_HOME
  return {
    roster: join(input, "roster.csv"),
    cases: join(input, "cases.csv"),
    database: join(home, ".agencybook", "database"),
    key: join(home, ".agencybook", "key"),
    out: join(home, "out"),
    mail: join(home, "out", "mail"),
    fresh
  }
}
