/**
 * A delivery of agencies and agents as a file, one row for each agent with the agency repeated.
 *
 * @since 0.1.0
 */
import type { Details } from "@agencybook/core/Agency"
import { entityKinds, type Market, markets } from "@agencybook/core/AgencyBusiness"
import * as Agent from "@agencybook/core/Agent"
import * as Dates from "@agencybook/core/CalendarDate"
import * as Certification from "@agencybook/core/Certification"
import * as Contact from "@agencybook/core/Contact"
import * as ExchangeNumber from "@agencybook/core/ExchangeNumber"
import * as Format from "@agencybook/core/Format"
import type { AgencyId, AgentId } from "@agencybook/core/Id"
import * as Id from "@agencybook/core/Id"
import * as Licence from "@agencybook/core/Licence"
import type { IncomingAgency, IncomingAgent } from "@agencybook/core/Migration"
import type { Policy } from "@agencybook/core/Policy"
import * as TaxId from "@agencybook/core/TaxId"
import * as UsState from "@agencybook/core/UsState"
import * as Arr from "effect/Array"
import * as Result from "effect/Result"
import * as CsvProblem from "./CsvProblem.ts"
import * as CsvTable from "./CsvTable.ts"
import { valueClass } from "./CsvValueClass.ts"
import * as Column from "./FormatColumn.ts"

const market: Format.Format<Market> = Format.make(
  "market",
  markets.map((word) => `\`${word}\``).join(" or "),
  "name each market of the agency once, or leave the cell empty when nobody knows",
  (text) => markets.find((one) => one === text)
)

/** The columns of a roster feed, in any order; a file may leave out the agency's own number. @category models */
export const table = CsvTable.make(
  [
    Column.required("agency_id", Id.format as Format.Format<AgencyId>),
    Column.required("agency_name", Contact.agencyName),
    Column.required("agency_public_name", Contact.agencyName),
    Column.required("agency_fein", TaxId.format),
    Column.required("agency_licence", Licence.format),
    Column.oneOf("agency_entity_kind", [...entityKinds, ""]),
    Column.list("agency_markets", market, 0, markets.length),
    Column.oneOf("agency_state", ["Certified"]),
    Column.required("agency_email", Contact.email),
    Column.required("agency_phone", Contact.phone),
    Column.required("agency_street", Contact.place),
    Column.optional("agency_line2", Contact.place),
    Column.required("agency_city", Contact.place),
    Column.required("agency_county", Contact.place),
    // Beside `agency_state`, which tells how the agency stands.
    Column.required("agency_postal_state", UsState.format),
    Column.required("agency_zip", Contact.zip),
    Column.required("agent_id", Id.format as Format.Format<AgentId>),
    Column.required("first_name", Contact.personName),
    Column.optional("middle_name", Contact.personName),
    Column.required("last_name", Contact.personName),
    Column.optional("name_suffix", Contact.personName),
    Column.required("licence", Licence.format),
    Column.required("licence_expires_on", Dates.format),
    Column.required("npn", Licence.npnFormat),
    Column.required("email", Contact.email),
    Column.optional("public_email", Contact.email),
    Column.optional("phone", Contact.phone),
    Column.list("languages", Contact.language, 1, 30),
    Column.yesNo("manager"),
    Column.oneOf("certification_state", Certification.machine.states),
    Column.optional("certified_from", Dates.format),
    Column.optional("certified_until", Dates.format),
    Column.optional("certification_number", ExchangeNumber.certification),
    Column.oneOf("employment_state", ["Invited", "Active", "Inactive"]),
    Column.yesNo("accepts_new_clients"),
    Column.yesNo("listed"),
    Column.optional("agency_npn", Licence.npnFormat)
  ],
  { mayBeAbsent: ["agency_npn"] }
)

/** One row of a roster feed, cell by cell. @category models */
export type RosterRow = typeof table extends CsvTable.CsvTable<infer _, infer Value> ? Value : never

/** The agency and the agent of a row. @category models */
export interface RosterEntry {
  readonly agency: IncomingAgency
  readonly agent: IncomingAgent
}

const detailsOf = (row: RosterRow): Details => ({
  legalName: row.agency_name,
  publicName: row.agency_public_name,
  fein: row.agency_fein,
  licenceNumber: row.agency_licence,
  ...(row.agency_entity_kind === "" ? {} : { entityKind: row.agency_entity_kind }),
  ...(row.agency_markets.length === 0 ? {} : { markets: row.agency_markets }),
  ...(row.agency_npn === undefined ? {} : { npn: row.agency_npn }),
  email: row.agency_email,
  phone: row.agency_phone,
  site: {
    street: row.agency_street,
    ...(row.agency_line2 === undefined ? {} : { line2: row.agency_line2 }),
    city: row.agency_city,
    county: row.agency_county,
    state: row.agency_postal_state,
    zip: row.agency_zip
  }
})

const termOf = (
  row: RosterRow
): Result.Result<Certification.Term | undefined, Arr.NonEmptyReadonlyArray<CsvProblem.Wrong>> => {
  const { certification_number: number, certified_from: from, certified_until: last } = row
  const needed = row.certification_state === "Certified" || row.certification_state === "Suspended"
  const wrong = Object.entries({ certified_from: from, certified_until: last, certification_number: number }).flatMap(
    ([column, value]): ReadonlyArray<CsvProblem.Wrong> =>
      needed && value === undefined
        ? [
            [
              column,
              "empty",
              "number, first day and last day of the certification",
              "add certified_from, certified_until and certification_number"
            ]
          ]
        : []
  )
  if (from !== undefined && last !== undefined && last < from)
    wrong.push([
      "certified_until",
      "a day before the first day",
      "a last day that is not before certified_from",
      "correct certified_from or certified_until"
    ])
  if (Arr.isReadonlyArrayNonEmpty(wrong)) return Result.fail(wrong)
  if (number === undefined || from === undefined || last === undefined) return Result.succeed(undefined)
  // The file has the last day, a term the first day without; the calendar has no day after 9999-12-31.
  return Result.succeed({ number, from, until: last === "9999-12-31" ? last : Dates.plusDays(last, 1) })
}

type Forms = Pick<Policy, "licenceState" | "certificationNumber">

const misshapen = (row: RosterRow, policy: Forms): ReadonlyArray<CsvProblem.Wrong> => {
  const licences = (["agency_licence", "licence"] as const).flatMap((column): ReadonlyArray<CsvProblem.Wrong> => {
    const refused = Licence.misshapen(row[column], policy)
    return refused === undefined ? [] : [[column, valueClass(row[column]), Licence.format.expected, refused.remedy]]
  })
  const { certification_number: number } = row
  const { certificationNumber: form } = policy
  if (number === undefined || ExchangeNumber.fits(number, form)) return licences
  const { name, remedy } = ExchangeNumber.certification
  return [
    ...licences,
    ["certification_number", valueClass(number), `a ${name} of ${ExchangeNumber.inWords(form)}`, remedy]
  ]
}

const profileOf = (row: RosterRow): IncomingAgent["profile"] => ({
  name: {
    first: row.first_name,
    ...(row.middle_name === undefined ? {} : { middle: row.middle_name }),
    last: row.last_name,
    ...(row.name_suffix === undefined ? {} : { suffix: row.name_suffix })
  },
  licence: { number: row.licence, expiresOn: row.licence_expires_on, status: "active", health: true },
  npn: row.npn,
  loginEmail: row.email,
  ...(row.public_email === undefined ? {} : { publicEmail: row.public_email }),
  ...(row.phone === undefined ? {} : { publicPhone: row.phone }),
  languages: row.languages,
  place: { city: row.agency_city, county: row.agency_county },
  acceptsNewClients: row.accepts_new_clients,
  listInDirectory: row.listed
})

const unreachable = (row: RosterRow): ReadonlyArray<CsvProblem.Wrong> =>
  Agent.unreachable(row.agent_id, profileOf(row)) === undefined
    ? []
    : (["public_email", "phone"] as const)
        .filter((column) => row[column] === undefined)
        .map((column) => [
          column,
          "empty",
          "a public e-mail address and telephone number of whoever is listed",
          "fill in public_email and phone, or write `N` in listed"
        ])

/**
 * Makes the entry of a row that was read, or says what is wrong with the row as a whole; licence numbers have the form of
 * the state of the policy, or name another one, numbers of certifications have the form of the policy, and whoever is listed can be reached.
 *
 * @rule AGT-08
 * @rule AGT-11
 * @rule DEL-02
 * @category constructors
 */
export const toEntry = (
  { line, value: row }: CsvTable.Decoded<RosterRow>,
  policy: Forms
): Result.Result<RosterEntry, Arr.NonEmptyReadonlyArray<CsvProblem.CsvProblem>> => {
  const certified = termOf(row)
  const problems = CsvProblem.ofRow(line, [
    ...misshapen(row, policy),
    ...unreachable(row),
    ...(Result.isFailure(certified) ? certified.failure : [])
  ])
  if (Arr.isReadonlyArrayNonEmpty(problems)) return Result.fail(problems)
  const term = Result.getOrUndefined(certified)
  return Result.succeed({
    agency: { agencyId: row.agency_id, details: detailsOf(row) },
    agent: {
      agentId: row.agent_id,
      agencyId: row.agency_id,
      manager: row.manager,
      employment: row.employment_state,
      certification: { state: row.certification_state, ...(term === undefined ? {} : { term }) },
      profile: profileOf(row)
    }
  })
}
