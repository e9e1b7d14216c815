/**
 * The program `agencybook-postgres`: prints the migrations as SQL, compares a database with what they make,
 * and audits the journal of an exchange.
 *
 * Exit codes: 0 for done and nothing found, 1 for something found, 2 for a command line that cannot be
 * understood, 3 for a database that cannot be reached or opened.
 *
 * @since 0.1.0
 */

import * as BookTotals from "./BookTotals.ts"
import * as SchemaName from "./internal/SchemaName.ts"
import * as Migrations from "./Migrations.ts"
import * as Partitions from "./Partitions.ts"
import * as RowSecurity from "./RowSecurity.ts"

/** Where a run writes and what it may read. @category models */
export interface Surroundings {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  readonly environment: Readonly<Record<string, string | undefined>>
}

const usage = `agencybook-postgres sql [--from n] [--to n|latest] [--schema name] [--role name] [--partitions n]
                        [--totals install|remove]
    prints the migrations after step n (0: an empty database) as SQL, without a database;
    with --role also the grants of the role that the application works as, with --partitions
    for tables in n parts, by exchange (the same n each time; PostgreSQL 17 or later), with
    --totals install also what keeps the totals of books, after all steps (alone when --from is the
    last one); --totals remove prints what takes that away, and nothing else

agencybook-postgres doctor --url postgres://... | --folder path [--schema name] [--role name] [--json]
    compares a database with what the migrations make, and the role of the application with
    what it may be; the address can also stand in DATABASE_URL, where no list of processes
    shows it; a folder is one of the embedded database

agencybook-postgres verify --exchange name --url postgres://... | --folder path [--schema name]
                           [--role name] [--anchor position:hash] [--json]
    follows the chain of the journal of an exchange and compares the records with what the
    journal says; prints the head, which is to be noted elsewhere and given as the anchor later

exit codes: 0 done and nothing found, 1 something found, 2 not understood, 3 no database
`

const commands = {
  sql: ["from", "to", "schema", "role", "partitions", "totals"],
  doctor: ["url", "folder", "schema", "role", "json"],
  verify: ["exchange", "url", "folder", "schema", "role", "anchor", "json"]
} as const

// Options without a value.
const switches: ReadonlyArray<string> = ["json"]

type CommandName = keyof typeof commands
type Options = Readonly<Record<string, string | undefined>>

class Misunderstood extends Error {}

/** Reads `--name value` and `--name=value`; every option is known and given once. */
const optionsOf = (command: CommandName, args: ReadonlyArray<string>): Options => {
  const known: ReadonlyArray<string> = commands[command]
  const options: Record<string, string> = {}
  for (let n = 0; n < args.length; n++) {
    const [, name, joined] = /^--([a-z]+)(?:=([\s\S]*))?$/.exec(args[n] as string) ?? []
    if (name === undefined || !known.includes(name))
      throw new Misunderstood(
        `\`${command}\` has no option \`${args[n]}\`; it has ${known.map((one) => `\`--${one}\``).join(", ")}`
      )
    if (name in options) throw new Misunderstood(`\`--${name}\` is given twice; give it once`)
    if (switches.includes(name) && joined === undefined) {
      options[name] = name
      continue
    }
    if (switches.includes(name)) throw new Misunderstood(`\`--${name}\` takes no value; write it alone`)
    const value = joined ?? args[++n]
    if (value === undefined || value === "" || (joined === undefined && value.startsWith("--")))
      throw new Misunderstood(`\`--${name}\` has no value; write \`--${name} value\``)
    options[name] = value
  }
  return options
}

const schemaOf = ({ schema = "agencybook" }: Options): string => {
  const refusal = SchemaName.refusal(schema)
  if (refusal !== undefined) throw new Misunderstood(`${refusal.problem}; ${refusal.remedy}`)
  return schema
}

const roleOf = ({ role }: Options): string | undefined => {
  if (role !== undefined && !RowSecurity.isRoleName(role))
    throw new Misunderstood("the name of the role is not allowed; use 1 to 63 bytes, and not `none`")
  return role
}

const stepOf = (name: "from" | "to", text: string): number => {
  const { latest } = Migrations
  if (name === "to" && text === "latest") return latest
  if (!/^\d{1,4}$/.test(text) || Number(text) > latest)
    throw new Misunderstood(`\`--${name}\` names no step; use a number from 0 to ${latest}`)
  return Number(text)
}

const partsIn = ({ partitions }: Options): number | undefined => {
  if (partitions !== undefined && !(/^\d{1,4}$/.test(partitions) && +partitions > 0 && +partitions <= Partitions.most))
    throw new Misunderstood(`\`--partitions\` is no number of parts; use a number from 1 to ${Partitions.most}`)
  return partitions === undefined ? undefined : Number(partitions)
}

const removal = (options: Options, { out }: Surroundings): number => {
  const schema = schemaOf(options)
  const other = (["from", "to", "role", "partitions"] as const).find((name) => options[name] !== undefined)
  if (other !== undefined) throw new Misunderstood(`\`--totals remove\` goes alone; leave \`--${other}\` out`)
  const title = `-- Agencybook, schema ${schema}: no totals any more; to be run by the role that owns the tables`
  const statements = [Migrations.lock, ...BookTotals.removal(schema)].map((statement) => `${statement};`)
  out(`${[title, "begin;", ...statements, "commit;"].join("\n")}\n`)
  return 0
}

const sql = (options: Options, surroundings: Surroundings): number => {
  const { out } = surroundings
  const { totals } = options
  if (totals === "remove") return removal(options, surroundings)
  if (totals !== undefined && totals !== "install")
    throw new Misunderstood("`--totals` is neither `install` nor `remove`; say which")
  const [schema, role] = [schemaOf(options), roleOf(options)]
  const from = stepOf("from", options.from ?? "0")
  const to = stepOf("to", options.to ?? "latest")
  if (from > to) throw new Misunderstood(`\`--from ${from}\` is after \`--to ${to}\`; migrations only go forward`)
  if (role !== undefined && to < Migrations.latest)
    throw new Misunderstood("`--role` needs all steps; the grants are for the tables of the latest one")
  if (totals !== undefined && to < Migrations.latest)
    throw new Misunderstood("`--totals install` needs all steps; totals are kept of the tables of the latest one")
  const parts = partsIn(options)
  const steps = Migrations.toSql(schema, from, to, parts)
  const profile =
    totals === undefined
      ? []
      : [
          "-- the totals of books, kept by the database",
          ...BookTotals.statements(schema, parts).map((statement) => `${statement};`)
        ]
  const grants =
    role === undefined
      ? []
      : [
          "-- the role of the application, which has to be there already and owns nothing",
          ...[
            ...RowSecurity.grants(schema, role),
            ...(totals === undefined ? [] : BookTotals.grants(schema, role))
          ].map((statement) => `${statement};`)
        ]
  const title = `-- Agencybook, schema ${schema}, from step ${from} to step ${to}; to be run by the role that owns the tables`
  const begin = ["begin;", `${Migrations.lock};`]
  out(`${[title, ...begin, ...(steps === "" ? [] : [steps]), ...profile, ...grants, "commit;"].join("\n")}\n`)
  return 0
}

const databaseOf = ({ folder, url }: Options, environment: Surroundings["environment"]) => {
  if (folder !== undefined && url !== undefined)
    throw new Misunderstood("`--url` and `--folder` are given both; say which database is meant")
  if (folder !== undefined) return { folder }
  const address = url ?? environment.DATABASE_URL
  if (address === undefined || address === "")
    throw new Misunderstood("no database is given; write `--url`, `--folder`, or set DATABASE_URL")
  if (!/^postgres(ql)?:\/\/[^/]/.test(address) || !URL.canParse(address))
    throw new Misunderstood("the address of the database is none; it looks like `postgres://user@host:5432/name`")
  return { url: address }
}

const doctor = async (options: Options, { environment, err, out }: Surroundings): Promise<number> => {
  const [schema, role, database] = [schemaOf(options), roleOf(options), databaseOf(options, environment)]
  // Only this command needs a database, and what goes with one.
  const Doctor = await import("./Doctor.ts")
  const report = await Doctor.report(database, { schema, ...(role === undefined ? {} : { role }) })
  if ("problem" in report) {
    err(`agencybook-postgres: ${report.problem}\n`)
    return 3
  }
  const { findings, steps } = report
  if (options.json !== undefined) out(`${JSON.stringify(report, undefined, 2)}\n`)
  else {
    const many = findings.length === 1 ? "1 finding" : `${findings.length} findings`
    const done = `schema \`${schema}\`, ${steps.done.length} of ${steps.latest} steps, role \`${report.role}\``
    out(`${[...findings.map(Doctor.describe), `${done}: ${findings.length === 0 ? "in order" : many}`].join("\n")}\n`)
  }
  return findings.length === 0 ? 0 : 1
}

const verify = async (options: Options, { environment, err, out }: Surroundings): Promise<number> => {
  const [schema, role, database] = [schemaOf(options), roleOf(options), databaseOf(options, environment)]
  const { exchange: exchangeId } = options
  if (exchangeId === undefined) throw new Misunderstood("no exchange is given; write `--exchange name`")
  const Verification = await import("./Verification.ts")
  const anchor = options.anchor === undefined ? undefined : Verification.headOf(options.anchor)
  if (options.anchor !== undefined && anchor === undefined)
    throw new Misunderstood("`--anchor` is a position and 64 hexadecimal digits, as in `12:5f0a...`")
  const audit = await Verification.report(database, {
    exchangeId,
    schema,
    ...(role === undefined ? {} : { role }),
    ...(anchor === undefined ? {} : { anchor })
  })
  if ("problem" in audit) {
    err(`agencybook-postgres: ${audit.problem}\n`)
    return 3
  }
  const { chain, digest, records } = audit
  const found = Verification.describe(audit)
  if (options.json !== undefined) out(`${JSON.stringify(audit, undefined, 2)}\n`)
  else {
    const head = chain.head === undefined ? "none" : Verification.headText(chain.head)
    const said = found.length === 0 ? "in order" : "not in order"
    out(
      `${[...found, `rows ${chain.rows}, records ${records}: ${said}`, `head ${head}`, `digest ${digest}`].join("\n")}\n`
    )
  }
  return found.length === 0 ? 0 : 1
}

/** Runs the program and gives its exit code. @category constructors */
export const run = async (args: ReadonlyArray<string>, surroundings: Surroundings): Promise<number> => {
  const { err, out } = surroundings
  const [command = "", ...rest] = args
  if (["help", "--help", "-h"].includes(command)) {
    out(usage)
    return 0
  }
  try {
    if (command === "sql") return sql(optionsOf(command, rest), surroundings)
    if (command === "doctor") return await doctor(optionsOf(command, rest), surroundings)
    if (command === "verify") return await verify(optionsOf(command, rest), surroundings)
    throw new Misunderstood(command === "" ? "say what to do" : `there is no command \`${command}\``)
  } catch (error) {
    if (!(error instanceof Misunderstood)) throw error
    err(`agencybook-postgres: ${error.message}\n\n${usage}`)
    return 2
  }
}
