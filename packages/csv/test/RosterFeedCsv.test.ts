import { entityKinds, type Market, markets } from "@agencybook/core/AgencyBusiness"
import * as Dates from "@agencybook/core/CalendarDate"
import * as Certification from "@agencybook/core/Certification"
import * as Contact from "@agencybook/core/Contact"
import type * as Employment from "@agencybook/core/Employment"
import * as Id from "@agencybook/core/Id"
import * as Licence from "@agencybook/core/Licence"
import { calheers } from "@agencybook/core/Policy"
import { georgia } from "@agencybook/core/PolicyPreset"
import * as TaxId from "@agencybook/core/TaxId"
import * as UsState from "@agencybook/core/UsState"
import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import * as RosterFeedCsv from "../src/RosterFeedCsv.ts"
import * as Feed from "./fixture/feed.ts"

const read = (rows: ReadonlyArray<Feed.Cells>, columns: ReadonlyArray<string> = RosterFeedCsv.table.columns) =>
  Feed.read(RosterFeedCsv.table, (row) => RosterFeedCsv.toEntry(row, calheers), Feed.write(columns, rows))

const good = {
  agency_id: "agy-golden-gate",
  agency_name: "Golden Gate Coverage Partners, LLC",
  agency_public_name: "Golden Gate Coverage",
  agency_fein: "94-7700112",
  agency_licence: "0Y55101",
  agency_entity_kind: "llc",
  agency_markets: "smallBusiness;individual",
  agency_state: "Certified",
  agency_email: "golden.gate@example.com",
  agency_phone: "415-555-0100",
  agency_street: "2200 Mission Street",
  agency_line2: "Suite 4",
  agency_city: "San Francisco",
  agency_county: "San Francisco",
  agency_postal_state: "CA",
  agency_zip: "94110",
  agent_id: "agt-dolores",
  first_name: "Dolores",
  middle_name: "B.",
  last_name: "Ñíguez-Hart",
  name_suffix: "III",
  licence: "8d20114",
  licence_expires_on: "2028-02-29",
  npn: "9900120114",
  email: "Dolores@example.com",
  public_email: "dolores.n@example.com",
  phone: "415-555-0106",
  languages: "en;es",
  manager: "Y",
  certification_state: "Certified",
  certified_from: "2023-01-12",
  certified_until: "2028-01-11",
  certification_number: "2400002661",
  employment_state: "Active",
  accepts_new_clients: "Y",
  listed: "N",
  agency_npn: "8812345"
} satisfies { readonly [column in keyof RosterFeedCsv.RosterRow]: string }
const other = { ...good, agent_id: "agt-maria", first_name: "Maria", licence: "8M20271" }

const words = "use one of the words that are listed, letter by letter"
const yesNo = "write `Y` for yes and `N` for no"

/** One wrong cell for each column: the value, what it looks like, what to do. */
const wrong: { readonly [column in keyof RosterFeedCsv.RosterRow]: readonly [string, string, string] } = {
  agency_id: ["agy golden/1", "12 characters with punctuation", Id.format.remedy],
  agency_name: ["Golden\u0085Gate", "text with a line break", Contact.agencyName.remedy],
  agency_public_name: ["Gate\u202Egpj", "8 characters, not all ASCII", Contact.agencyName.remedy],
  // The grouping of a social security number [X042].
  agency_fein: ["123-45-6789", "11 characters with punctuation", TaxId.format.remedy],
  agency_licence: ["0Y_55101", "8 characters with punctuation", Licence.format.remedy],
  agency_entity_kind: ["LLC", "3 letters", words],
  agency_markets: [
    "Large",
    "5 letters",
    "name each market of the agency once, or leave the cell empty when nobody knows"
  ],
  agency_state: ["Pending", "7 letters", words],
  agency_email: ["Gate <gate@example.com>", "23 characters with punctuation", Contact.email.remedy],
  agency_phone: ["115-555-0100", "12 characters with punctuation", Contact.phone.remedy],
  agency_street: ["   ", "only white space", Contact.place.remedy],
  agency_line2: ["Suite\u0007 4", "text with a control character", Contact.place.remedy],
  agency_city: [`Rio${"o".repeat(200)}`, "longer than 200 characters", Contact.place.remedy],
  agency_county: ["San\tMateo", "text with a control character", Contact.place.remedy],
  agency_postal_state: ["Calif", "5 letters", UsState.format.remedy],
  agency_zip: ["94110-12", "8 characters with punctuation", Contact.zip.remedy],
  agent_id: ["=agt-1", "formula-like text", Id.format.remedy],
  first_name: ["=cmd|calc", "formula-like text", Contact.personName.remedy],
  middle_name: ["+B", "formula-like text", Contact.personName.remedy],
  last_name: ["Hart\u2066", "5 characters, not all ASCII", Contact.personName.remedy],
  name_suffix: ["3rd", "3 characters, letters and digits", Contact.personName.remedy],
  licence: ["８D20114", "7 characters, not all ASCII", Licence.format.remedy],
  licence_expires_on: ["2027-02-29", "date-like YYYY-MM-DD", Dates.format.remedy],
  npn: ["0000000017", "10 digits", Licence.npnFormat.remedy],
  email: ["dolores.example.com", "words", Contact.email.remedy],
  public_email: ["dolores@", "8 characters with punctuation", Contact.email.remedy],
  phone: ["+44 20 7946 0958", "formula-like text", Contact.phone.remedy],
  languages: ["english;es", "10 characters with punctuation", Contact.language.remedy],
  manager: ["maybe", "5 letters", yesNo],
  certification_state: ["Decertified", "11 letters", words],
  certified_from: ["01/12/2023", "date-like MM/DD/YYYY", Dates.format.remedy],
  certified_until: ["11.01.2028", "date-like DD.MM.YYYY", Dates.format.remedy],
  certification_number: [
    "-240000266",
    "negative whole number",
    "copy the certification number from the certification letter"
  ],
  employment_state: ["Employed", "8 letters", words],
  accepts_new_clients: ["true", "4 letters", yesNo],
  listed: ["no", "2 letters", yesNo],
  agency_npn: ["0000000017", "10 digits", Licence.npnFormat.remedy]
}
const wrongCells = Object.entries(wrong)

const day = fc.integer({ min: Dates.toEpochDay(Dates.make("1600-01-01")), max: 2_932_896 }).map(Dates.fromEpochDay)
const line = Feed.sound(Contact.place, Feed.line)
const agencyName = Feed.sound(Contact.agencyName, Feed.line)
const email = Feed.sound(Contact.email, fc.oneof(fc.constantFrom("=1+1@example.org", "'@x.org"), fc.emailAddress()))
const phone = Feed.sound(Contact.phone, fc.stringMatching(/^[2-9]\d{2}[2-9]\d{6}$/))
const licence = Feed.sound(Licence.format, fc.stringMatching(/^\d[0-9A-Z]\d{5}$/))
const identifier = <I extends string>() =>
  fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_.:~-]{0,127}$/) as fc.Arbitrary<string> as fc.Arbitrary<I>
// The last day, so that both ends of a certification are days of the file.
const lasting = fc
  .tuple(fc.stringMatching(/^\d{10}$/), day, day)
  .map(([number, a, b]) => ({ number, first: a < b ? a : b, last: a < b ? b : a }))

const entry = fc
  .record({
    agencyId: identifier<Id.AgencyId>(),
    details: fc.record({
      entityKind: fc.constantFrom(...entityKinds),
      markets: fc.shuffledSubarray<Market>([...markets], { minLength: 1 }),
      npn: Feed.sound(Licence.npnFormat, fc.stringMatching(/^[1-9]\d{0,9}$/)),
      legalName: agencyName,
      publicName: agencyName,
      fein: Feed.sound(TaxId.format, fc.stringMatching(/^\d{9}$/)),
      licenceNumber: licence,
      email,
      phone,
      site: fc.record(
        {
          street: fc.oneof(line, fc.constant("1 K Street\r\nRear")),
          line2: line,
          city: line,
          county: line,
          state: fc.constantFrom(...UsState.codes),
          zip: Feed.sound(Contact.zip, fc.stringMatching(/^\d{5}(-\d{4})?$/))
        },
        { requiredKeys: ["street", "city", "county", "state", "zip"] }
      )
    }),
    agentId: identifier<Id.AgentId>(),
    profile: fc.record(
      {
        name: Feed.wholeName,
        licence: fc.record({
          number: licence,
          expiresOn: day,
          status: fc.constant<"active">("active"),
          health: fc.constant(true)
        }),
        npn: Feed.sound(Licence.npnFormat, fc.stringMatching(/^[1-9]\d{0,9}$/)),
        loginEmail: email,
        publicEmail: email,
        publicPhone: phone,
        languages: fc.array(Feed.sound(Contact.language, fc.stringMatching(/^[a-z]{2,3}$/)), { minLength: 1 }),
        acceptsNewClients: fc.boolean(),
        listInDirectory: fc.boolean()
      },
      {
        requiredKeys: ["name", "licence", "npn", "loginEmail", "languages", "acceptsNewClients", "listInDirectory"]
      }
    ),
    manager: fc.boolean(),
    state: fc.constantFrom(...Certification.machine.states),
    lasting: fc.option(lasting, { nil: undefined }),
    employment: fc.constantFrom<Employment.State>("Invited", "Active", "Inactive")
  })
  .filter(({ lasting, state }) => lasting !== undefined || (state !== "Certified" && state !== "Suspended"))
  .map(({ profile, ...one }) => {
    const reached = profile.publicEmail !== undefined && profile.publicPhone !== undefined
    return { ...one, profile: { ...profile, listInDirectory: profile.listInDirectory && reached } }
  })

type Generated = typeof entry extends fc.Arbitrary<infer Entry> ? Entry : never

const flag = (value: boolean): string => (value ? "Y" : "N")
const cellsOf = (
  one: Generated
): {
  readonly [column in keyof RosterFeedCsv.RosterRow]: string
} => ({
  agency_id: one.agencyId,
  agency_name: one.details.legalName,
  agency_public_name: one.details.publicName,
  agency_fein: one.details.fein,
  agency_licence: one.details.licenceNumber,
  agency_entity_kind: one.details.entityKind,
  agency_markets: one.details.markets.join(";"),
  agency_state: "Certified",
  agency_email: one.details.email,
  agency_phone: one.details.phone,
  agency_street: one.details.site.street,
  agency_line2: one.details.site.line2 ?? "",
  agency_city: one.details.site.city,
  agency_county: one.details.site.county,
  agency_postal_state: one.details.site.state,
  agency_zip: one.details.site.zip,
  agent_id: one.agentId,
  first_name: one.profile.name.first,
  middle_name: one.profile.name.middle ?? "",
  last_name: one.profile.name.last,
  name_suffix: one.profile.name.suffix ?? "",
  licence: one.profile.licence.number,
  licence_expires_on: one.profile.licence.expiresOn,
  npn: one.profile.npn,
  email: one.profile.loginEmail,
  public_email: one.profile.publicEmail ?? "",
  phone: one.profile.publicPhone ?? "",
  languages: one.profile.languages.join(";"),
  manager: flag(one.manager),
  certification_state: one.state,
  certified_from: one.lasting?.first ?? "",
  certified_until: one.lasting?.last ?? "",
  certification_number: one.lasting?.number ?? "",
  employment_state: one.employment,
  accepts_new_clients: flag(one.profile.acceptsNewClients),
  listed: flag(one.profile.listInDirectory),
  agency_npn: one.details.npn
})

describe("RosterFeedCsv", () => {
  it("takes as many languages as a delivery takes, and no more", async () => {
    const rows = await read([30, 31].map((n) => ({ ...good, languages: Array(n).fill("en").join(";") })))
    assert.deepStrictEqual(
      rows.map((row) => Feed.problems(row).map(({ expected }) => expected)),
      [[], ["at most 30 values joined by `;`"]]
    )
  })

  it("reads a file that does not tell the agencies' own numbers", async () => {
    const short = RosterFeedCsv.table.columns.filter((column) => column !== "agency_npn")
    const [one] = Feed.entries(await read([good], short))
    const [whole] = Feed.entries(await read([good])) as [RosterFeedCsv.RosterEntry]
    const { npn, ...details } = whole.agency.details
    assert.strictEqual(npn as string | undefined, "8812345")
    assert.deepStrictEqual(one?.agency.details, details)
  })

  it("reads an agent with the agency", async () => {
    const [one] = Feed.entries(await read([good]))
    assert.deepInclude<object>(one?.agency ?? {}, { agencyId: "agy-golden-gate" })
    assert.deepInclude<object>(one?.agency.details ?? {}, {
      ...{ fein: "947700112", phone: "4155550100" },
      ...{ entityKind: "llc", markets: ["smallBusiness", "individual"] }
    })
    assert.deepInclude<object>(one?.agent.profile ?? {}, {
      licence: { number: "8D20114", expiresOn: "2028-02-29", status: "active", health: true },
      loginEmail: "dolores@example.com",
      place: { city: "San Francisco", county: "San Francisco" },
      languages: ["en", "es"],
      listInDirectory: false
    })
  })

  it("tells each who is to be listed and could not be reached [DEL-02]", async () => {
    const listed = { ...good, listed: "Y" }
    const rows = await read([
      listed,
      { ...listed, public_email: "" },
      { ...listed, phone: "", public_email: "" },
      { ...good, phone: "", public_email: "" }
    ])
    assert.deepStrictEqual(
      rows.flatMap((row) => Feed.problems(row).map(({ column, line, valueClass }) => [line, column, valueClass])),
      [
        [3, "public_email", "empty"],
        [4, "public_email", "empty"],
        [4, "phone", "empty"]
      ]
    )
    assert.deepStrictEqual(
      Feed.entries(rows).map(({ agent }) => agent.profile.listInDirectory),
      [true, false]
    )
  })

  it("reads the numbers of another state, and tells each that its own state does not give [AGT-11]", async () => {
    const rows = [
      { ...good, agency_licence: "0123456789", licence: "ga-445566" },
      { ...other, licence: "NV-1234567" }
    ]
    const told = (await read(rows)).map((row) => Feed.problems(row).map(({ column, line }) => [line, column]))
    assert.deepStrictEqual(told, [[[2, "agency_licence"]], []])
    const inGeorgia = await Feed.read(
      RosterFeedCsv.table,
      (row) => RosterFeedCsv.toEntry(row, georgia),
      Feed.write(RosterFeedCsv.table.columns, [
        { ...good, agency_licence: "0123456789", licence: "445566" },
        { ...other, licence: "GA-445567" }
      ])
    )
    assert.deepStrictEqual<unknown>(
      inGeorgia.map((row) => Feed.problems(row).map(({ column, line }) => [line, column])),
      [[], [[3, "licence"]]]
    )
  })

  it("reads the certification numbers of the own exchange [AGT-08]", async () => {
    const rows = [{ ...good, licence: "445566", certification_number: "GA-77 (b)" }]
    const inGeorgia = await Feed.read(
      RosterFeedCsv.table,
      (row) => RosterFeedCsv.toEntry(row, georgia),
      Feed.write(RosterFeedCsv.table.columns, rows)
    )
    assert.strictEqual(Feed.entries(inGeorgia)[0]?.agent.certification.term?.number, "GA-77 (b)")
    const [problem] = Feed.problems((await read([{ ...good, certification_number: "GA-77 (b)" }]))[0])
    assert.deepInclude(problem, {
      ...{ column: "certification_number", expected: "a certification number of 10 digits" },
      valueClass: "9 characters with punctuation"
    })
  })

  it.each(wrongCells)("reports a wrong `%s` by its place, without the value", async (column, [value, look, remedy]) => {
    const rows = await read([other, { ...good, [column]: value }])
    assert.deepStrictEqual(
      rows.map((row) => Feed.problems(row).length),
      [0, 1]
    )
    const [problem] = Feed.problems(rows[1])
    assert.deepInclude(problem, { reason: "WrongCell", line: 3, column, valueClass: look, remedy })
    if (value.length > 2) assert.notInclude(JSON.stringify(problem), value)
    const [sentence] = Feed.told(rows[1])
    assert.notMatch(sentence ?? "", /[\r\n]|^[A-Z]|\.$/)
  })

  it("reports all wrong cells of a row, and takes nothing of it", async () => {
    const values = Object.fromEntries(wrongCells.map(([column, [value]]) => [column, value]))
    const rows = await read([good, values, other])
    assert.deepStrictEqual(
      Feed.problems(rows[1]).map(({ column, valueClass }) => [column, valueClass]),
      RosterFeedCsv.table.columns.map((column) => [column, wrong[column as keyof typeof wrong][1]])
    )
    assert.deepStrictEqual<unknown>(
      Feed.entries(rows).map((one) => one.agent.agentId),
      ["agt-dolores", "agt-maria"]
    )
    const found = JSON.stringify(Feed.problems(rows[1]))
    for (const column of ["agency_fein", "first_name", "phone", "npn", "email", "certified_from"] as const)
      assert.notInclude(found, wrong[column][0])
  })

  it("needs every cell but the optional ones", async () => {
    const [row] = await read([Object.fromEntries(RosterFeedCsv.table.columns.map((column) => [column, ""]))])
    const optional = [
      ...["agency_entity_kind", "agency_markets", "agency_npn", "agency_line2", "public_email", "phone"],
      ...["middle_name", "name_suffix"],
      ...["certified_from", "certified_until", "certification_number"]
    ]
    assert.sameMembers(
      [...Feed.problems(row).map(({ column }) => column), ...optional],
      [...RosterFeedCsv.table.columns]
    )
    const bare = { ...good, ...Object.fromEntries(optional.map((column) => [column, ""])) }
    const [one] = Feed.entries(await read([{ ...bare, certification_state: "Pending" }]))
    assert.notProperty(one?.agent.profile, "publicEmail")
    assert.notProperty(one?.agent.profile, "publicPhone")
    assert.notProperty(one?.agency.details, "entityKind")
    assert.notProperty(one?.agency.details, "markets")
    assert.notProperty(one?.agency.details, "npn")
    assert.deepStrictEqual(one?.agent.certification, { state: "Pending" })
  })

  it("names each part of a term that is missing, for the states that have a term", async () => {
    const parts = ["certified_from", "certified_until", "certification_number"]
    const none = Object.fromEntries(parts.map((column) => [column, ""]))
    const without = (state: string) => ({ ...good, ...none, certification_state: state })
    const rows = await read(Certification.machine.states.map(without))
    for (const [index, state] of Certification.machine.states.entries())
      assert.deepStrictEqual(
        Feed.problems(rows[index]).map(({ column, line, valueClass }) => [line, column, valueClass]),
        state === "Certified" || state === "Suspended" ? parts.map((part) => [index + 2, part, "empty"]) : [],
        state
      )
    for (const part of parts) {
      const [row] = await read([{ ...good, [part]: "" }])
      assert.deepStrictEqual(Feed.told(row), [
        `line 2, column \`${part}\`: expected number, first day and last day of the certification, found empty; add certified_from, certified_until and certification_number`
      ])
    }
  })

  it("counts the last day of the file as a day of the certification [AGT-08]", async () => {
    const on = async (certified_from: string, certified_until: string, today: string) => {
      const [one] = Feed.entries(await read([{ ...good, certified_from, certified_until }]))
      const term = one?.agent.certification.term ?? assert.fail("no term")
      const since = Dates.startOf(term.from, "America/Los_Angeles")
      return Certification.isCertifiedOn({ _tag: "Certified", since, term }, Dates.make(today))
    }
    const days = ["2023-01-11", "2023-01-12", "2028-01-11", "2028-01-12"]
    assert.deepStrictEqual(await Promise.all(days.map((today) => on("2023-01-12", "2028-01-11", today))), [
      false,
      true,
      true,
      false
    ])
    assert.isTrue(await on("2023-01-12", "2023-01-12", "2023-01-12"))
    assert.isTrue(await on("2023-01-12", "9999-12-31", "9999-12-30"))
  })

  it("refuses a certification that ends before it begins", async () => {
    const [row] = await read([{ ...good, certified_from: "2028-01-12" }])
    assert.deepStrictEqual(Feed.told(row), [
      "line 2, column `certified_until`: expected a last day that is not before certified_from, found a day before the first day; correct certified_from or certified_until"
    ])
  })

  it("reads any valid entry back, with the columns in any order", async () => {
    const columns = fc.shuffledSubarray([...RosterFeedCsv.table.columns], {
      minLength: RosterFeedCsv.table.columns.length
    })
    await fc.assert(
      fc.asyncProperty(entry, columns, async (one, order) => {
        const rows = await read([Feed.inert(cellsOf(one))], order)
        assert.deepStrictEqual(rows.map(Feed.told), [[]])
        const { agencyId, agentId, details, employment, lasting, manager, profile, state } = one
        const term = lasting && {
          number: lasting.number,
          from: lasting.first,
          until: lasting.last === "9999-12-31" ? lasting.last : Dates.plusDays(lasting.last, 1)
        }
        const { city, county } = details.site
        assert.deepStrictEqual<unknown>(Feed.entries(rows), [
          {
            agency: { agencyId, details },
            agent: {
              agentId,
              agencyId,
              manager,
              employment,
              certification: { state, ...(term === undefined ? {} : { term }) },
              profile: { ...profile, place: { city, county } }
            }
          }
        ])
      }),
      { numRuns: 300 }
    )
  })
})
