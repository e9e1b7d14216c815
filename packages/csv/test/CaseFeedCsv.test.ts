import * as Dates from "@agencybook/core/CalendarDate"
import * as Case from "@agencybook/core/Case"
import * as Contact from "@agencybook/core/Contact"
import * as Id from "@agencybook/core/Id"
import * as Licence from "@agencybook/core/Licence"
import * as Money from "@agencybook/core/Money"
import { calheers } from "@agencybook/core/Policy"
import * as UsState from "@agencybook/core/UsState"
import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import * as CaseFeedCsv from "../src/CaseFeedCsv.ts"
import * as Feed from "./fixture/feed.ts"

const zone = "America/Los_Angeles"
const roster = new Map(
  ["1H12345", "0A00001"].map((licence, n) => [
    licence,
    { agentId: Id.make<Id.AgentId>(`agent-${n}`), agencyId: Id.make<Id.AgencyId>(`agency-${n}`) }
  ])
)

/** Reads as the quickstart does: a case number counts as seen once a row with it was taken over. */
const readBytes = (bytes: Uint8Array) => {
  const seen = new Set<string>()
  return Feed.read(
    CaseFeedCsv.table,
    (row) => {
      const entry = CaseFeedCsv.toEntry(row, {
        timeZone: zone,
        delegate: (licence) => {
          const found = roster.get(licence)
          return found && { ...found, manager: false }
        },
        seen: (caseNumber) => seen.has(caseNumber)
      })
      seen.add(row.value.case_number)
      return entry
    },
    bytes
  )
}
const read = (rows: ReadonlyArray<Feed.Cells>, columns: ReadonlyArray<string> = CaseFeedCsv.table.columns) =>
  readBytes(Feed.write(columns, rows))

const good = {
  case_number: "5336820368",
  primary_first_name: "Hao",
  primary_middle_name: "Li",
  primary_last_name: "Zhao",
  primary_name_suffix: "Jr.",
  dob: "1949-06-03",
  phone: "530-555-0151",
  email: "hao.zhao@example.net",
  preferred_language: "en",
  preferred_channel: "phone",
  street: "2943 Alder Blvd",
  line2: "Apt 4",
  city: "Truckee",
  county: "Nevada",
  state: "CA",
  zip: "96161",
  member_eligibility: "QhpAptc;MediCal",
  coverage_year: "2026",
  application_status: "Determined",
  application_submitted_at: "2025-12-01T20:15:00.000Z",
  carrier: "Bay & Delta Health Plan",
  plan_name: "Bay Silver 70 EPO",
  metal: "Silver",
  enrollment_status: "Effectuated",
  effective_on: "2026-01-01",
  end_on: "",
  gross_premium: "1512.91",
  aptc: "400.00",
  binder_due_on: "2025-12-31",
  binder_paid_on: "2025-12-11",
  past_due: "N",
  open_verifications: "income:2026-04-01;ssn:2026-05-01",
  renewal_status: "AutoRenewed",
  aor_npn: "9900235411",
  agent_licence: "1H12345",
  delegated_on: "2026-01-30",
  account_linked: "Y",
  do_not_contact: "N",
  last_activity_on: "2026-01-30",
  policy_id: "BD-2026-000417",
  renewal_risks: "no-tax-filing;plan-ending",
  paper_origin: "Y"
} satisfies { readonly [column in keyof CaseFeedCsv.FeedRow]: string }
const other = { ...good, case_number: "5112337668", primary_first_name: "Yan" }

const words = "use one of the words that are listed, letter by letter"
const yesNo = "write `Y` for yes and `N` for no"

/** One wrong cell for each column: the value, what it looks like, what to do. */
const wrong: { readonly [column in keyof CaseFeedCsv.FeedRow]: readonly [string, string, string] } = {
  case_number: ["#7654321", "8 characters with punctuation", Case.caseNumber.remedy],
  primary_first_name: ["=cmd|calc", "formula-like text", Contact.personName.remedy],
  primary_middle_name: ["@Li", "formula-like text", Contact.personName.remedy],
  primary_last_name: ["Quint\u202Egpj", "9 characters, not all ASCII", Contact.personName.remedy],
  primary_name_suffix: ["3rd", "3 characters, letters and digits", Contact.personName.remedy],
  dob: ["06/13/1949", "date-like MM/DD/YYYY", Dates.format.remedy],
  phone: ["530-555-0151 x12", "16 characters with punctuation", Contact.phone.remedy],
  email: ["Zed <zed@example.net>", "21 characters with punctuation", Contact.email.remedy],
  preferred_language: ["Mandarin", "8 letters", Contact.language.remedy],
  preferred_channel: ["pigeon", "6 letters", words],
  street: ["2944 Elm\tStreet", "text with a control character", Contact.place.remedy],
  line2: ["Apt\u202E 4", "6 characters, not all ASCII", Contact.place.remedy],
  city: [`Rio${"o".repeat(200)}`, "longer than 200 characters", Contact.place.remedy],
  county: ["   ", "only white space", Contact.place.remedy],
  state: ["ZZ", "2 letters", UsState.format.remedy],
  zip: ["9021０", "digits other than 0 to 9", Contact.zip.remedy],
  member_eligibility: [
    "QhpAptc;Alien",
    "13 characters with punctuation",
    "give one code for each member of the household, at least one"
  ],
  coverage_year: ["1926", "4 digits", "write the year with four digits"],
  application_status: ["determined", "10 letters", words],
  application_submitted_at: ["2025-12-01 20:15", "date and time", Dates.instantFormat.remedy],
  carrier: [
    "Blue\nShade",
    "text with a line break",
    "give a plan without control characters, at most 200 characters long"
  ],
  plan_name: [
    "Red\u2066Plan",
    "8 characters, not all ASCII",
    "give a plan without control characters, at most 200 characters long"
  ],
  metal: ["Copper", "6 letters", words],
  enrollment_status: ["Enrolled", "8 letters", words],
  effective_on: ["2026-02-30", "date-like YYYY-MM-DD", Dates.format.remedy],
  end_on: ["2026-3-4", "date-like YYYY-MM-DD", Dates.format.remedy],
  gross_premium: ["1,512.91", "number with a comma", Money.format.remedy],
  aptc: ["-12.34", "negative number with decimals", Money.format.remedy],
  binder_due_on: ["31.12.2025", "date-like DD.MM.YYYY", Dates.format.remedy],
  binder_paid_on: ["2025-12-11 09:30", "date and time", Dates.format.remedy],
  past_due: ["maybe", "5 letters", yesNo],
  open_verifications: [
    "income:2026-04-31",
    "17 characters with punctuation",
    "write the kind, a colon and the date it is due, or the kind alone where the exchange counts the days"
  ],
  renewal_status: ["Lapsed", "6 letters", words],
  aor_npn: ["0000000017", "10 digits", Licence.npnFormat.remedy],
  agent_licence: ["H1/12345", "8 characters with punctuation", Licence.format.remedy],
  delegated_on: ["yesterday", "9 letters", Dates.format.remedy],
  account_linked: ["true", "4 letters", yesNo],
  do_not_contact: ["never", "5 letters", yesNo],
  last_activity_on: ["46052", "5 digits", Dates.format.remedy],
  policy_id: ["BD 2026/417", "11 characters with punctuation", Id.format.remedy],
  renewal_risks: [
    "no-tax-filing;old-age",
    "21 characters with punctuation",
    "write what puts the renewal at risk, or leave the cell empty"
  ],
  paper_origin: ["perhaps", "7 letters", words]
}
const wrongCells = Object.entries(wrong)

const eligibility = fc.constantFrom<Case.Eligibility>(
  "QhpAptcCsr",
  "QhpAptc",
  "QhpUnsubsidised",
  "MediCal",
  "ChildProgram",
  "Ineligible",
  "Pending"
)
const anyDay = fc.integer({ min: Dates.toEpochDay(Dates.make("1600-01-01")), max: 2_932_896 }).map(Dates.fromEpochDay)
const recentDay = fc.integer({ min: 10_957, max: 25_566 }).map(Dates.fromEpochDay)
const place = Feed.sound(Contact.place, Feed.line)
const plan = Feed.sound(Contact.businessName, Feed.line)
const npn = fc.stringMatching(/^[1-9]\d{0,9}$/) as fc.Arbitrary<unknown> as fc.Arbitrary<Licence.Npn>
const email = Feed.sound(
  Contact.email,
  fc.oneof(fc.constantFrom("=1+1@example.org", "'a@example.org", "-@x.org", "+a@b.example"), fc.emailAddress())
)
const coverage = fc
  .record(
    {
      state: fc.constantFrom<Case.Coverage["state"]>(...Case.coverageStates),
      carrier: plan,
      plan,
      metal: fc.constantFrom<Case.Coverage["metal"]>("Minimum Coverage", "Bronze", "Silver", "Gold", "Platinum"),
      effectiveOn: anyDay,
      endOn: anyDay,
      amounts: fc
        .tuple(fc.nat(99_999_999_999), fc.nat(99_999_999_999))
        .map(([a, b]) => [Math.min(a, b), Math.max(a, b)]),
      binderDueOn: anyDay,
      binderPaidOn: anyDay,
      pastDue: fc.boolean(),
      aorNpn: npn,
      policyId: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_.:~-]{0,127}$/)
    },
    { requiredKeys: ["state", "carrier", "plan", "metal", "effectiveOn", "amounts", "pastDue"] }
  )
  .map(({ amounts: [aptc, grossPremium], ...rest }) => ({ ...rest, grossPremium, aptc }) as unknown as Case.Coverage)
const verification: fc.Arbitrary<Case.Verification> = fc.record({
  kind: fc.constantFrom(
    "income",
    "citizenship",
    "lawful-presence",
    "incarceration",
    "ssn",
    "other-coverage",
    "residency",
    "sep"
  ),
  dueOn: anyDay
})
const household: fc.Arbitrary<Case.Case> = fc
  .record(
    {
      caseNumber: Feed.sound(Case.caseNumber, fc.stringMatching(/^\d{8,12}$/)),
      primaryContact: fc.record(
        {
          name: Feed.wholeName,
          dob: anyDay,
          phone: Feed.sound(Contact.phone, fc.stringMatching(/^[2-9]\d{2}[2-9]\d{6}$/)),
          email,
          preferredLanguage: Feed.sound(Contact.language, fc.stringMatching(/^[a-z]{2,3}$/)),
          preferredChannel: fc.constantFrom<Case.PrimaryContact["preferredChannel"]>("email", "phone", "mail"),
          address: fc.record(
            {
              street: fc.oneof(place, fc.constant("1 K Street\r\nRear\nSecond floor")),
              line2: place,
              city: place,
              county: place,
              state: fc.constantFrom(...UsState.codes),
              zip: Feed.sound(Contact.zip, fc.stringMatching(/^\d{5}(-\d{4})?$/))
            },
            { requiredKeys: ["street", "city", "county", "state", "zip"] }
          )
        },
        { requiredKeys: ["name", "dob", "preferredLanguage", "preferredChannel", "address"] }
      ),
      members: fc.array(eligibility, { minLength: 1, maxLength: 30 }),
      application: fc.record(
        {
          submittedAt: fc.integer({ min: 0, max: 4e12 }).map((n) => Dates.instant(new Date(n).toISOString())),
          year: fc.integer({ min: 2000, max: 2099 }),
          state: fc.constantFrom<Case.Case["application"]["state"]>(
            "NotStarted",
            "InProgress",
            "Submitted",
            "Determined",
            "Closed",
            "Withdrawn"
          )
        },
        { requiredKeys: ["year", "state"] }
      ),
      coverage,
      verifications: fc.array(verification, { maxLength: 9 }),
      renewal: fc.constantFrom<Case.Case["renewal"]>(
        "NotDue",
        "AwaitingAction",
        "AutoRenewed",
        "ActivelyRenewed",
        "OptedOut",
        "AtRisk"
      ),
      renewalRisks: fc.uniqueArray(fc.constantFrom(...Case.renewalRisks), { minLength: 1 }),
      paperOrigin: fc.constant(true),
      doNotContact: fc.constant(true),
      account: fc.constantFrom<Case.Account>({ _tag: "None" }, { _tag: "Linked" }),
      lastActivityOn: anyDay
    },
    {
      requiredKeys: [
        "caseNumber",
        "primaryContact",
        "members",
        "application",
        "verifications",
        "renewal",
        "account",
        "lastActivityOn"
      ]
    }
  )
  .map((rest) => ({ caseId: Id.make<Id.CaseId>(`case-${rest.caseNumber}`), ...rest }))
const holder = fc.option(fc.record({ licence: fc.constantFrom(...roster.keys()), on: recentDay }), { nil: undefined })

const decimal = (cents: number | undefined): string =>
  cents === undefined ? "" : `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, "0")}`

const cellsOf = (
  { coverage: policy, primaryContact: who, ...rest }: Case.Case,
  held: { readonly licence: string; readonly on: string } | undefined
): { readonly [column in keyof CaseFeedCsv.FeedRow]: string } => ({
  case_number: rest.caseNumber,
  primary_first_name: who.name.first,
  primary_middle_name: who.name.middle ?? "",
  primary_last_name: who.name.last,
  primary_name_suffix: who.name.suffix ?? "",
  dob: who.dob,
  phone: who.phone ?? "",
  email: who.email ?? "",
  preferred_language: who.preferredLanguage,
  preferred_channel: who.preferredChannel,
  street: who.address.street,
  line2: who.address.line2 ?? "",
  city: who.address.city,
  county: who.address.county,
  state: who.address.state,
  zip: who.address.zip,
  member_eligibility: rest.members.join(";"),
  coverage_year: String(rest.application.year),
  application_status: rest.application.state,
  application_submitted_at: rest.application.submittedAt ?? "",
  carrier: policy?.carrier ?? "",
  plan_name: policy?.plan ?? "",
  metal: policy?.metal ?? "",
  enrollment_status: policy?.state ?? "",
  effective_on: policy?.effectiveOn ?? "",
  end_on: policy?.endOn ?? "",
  gross_premium: decimal(policy?.grossPremium),
  aptc: decimal(policy?.aptc),
  binder_due_on: policy?.binderDueOn ?? "",
  binder_paid_on: policy?.binderPaidOn ?? "",
  past_due: policy?.pastDue === true ? "Y" : "N",
  open_verifications: rest.verifications.map(({ dueOn, kind }) => `${kind}:${dueOn}`).join(";"),
  renewal_status: rest.renewal,
  aor_npn: policy?.aorNpn ?? "",
  agent_licence: held?.licence ?? "",
  delegated_on: held?.on ?? "",
  account_linked: rest.account._tag === "Linked" ? "Y" : "N",
  do_not_contact: rest.doNotContact === true ? "Y" : "N",
  last_activity_on: rest.lastActivityOn,
  policy_id: policy?.policyId ?? "",
  renewal_risks: (rest.renewalRisks ?? []).join(";"),
  paper_origin: rest.paperOrigin === true ? "Y" : "N"
})

describe("CaseFeedCsv", () => {
  it("reads a household with its plan and its delegate", async () => {
    const [entry] = Feed.entries(await read([good]))
    assert.deepInclude<object>(entry?.case ?? {}, {
      caseId: "case-5336820368",
      members: ["QhpAptc", "MediCal"],
      verifications: [
        { kind: "income", dueOn: "2026-04-01" },
        { kind: "ssn", dueOn: "2026-05-01" }
      ],
      account: { _tag: "Linked" }
    })
    assert.deepInclude<object>(entry?.case.primaryContact ?? {}, { phone: "5305550151" })
    assert.deepInclude<object>(entry?.case.coverage ?? {}, { grossPremium: 151_291, aptc: 40_000, pastDue: false })
    // The day of the delegation begins at midnight in California; what else is known of the agent stays out.
    assert.deepStrictEqual<unknown>(entry?.delegate, {
      ...{ agentId: "agent-0", agencyId: "agency-0" },
      since: "2026-01-30T08:00:00.000Z"
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
    assert.notInclude(JSON.stringify(problem), value)
    assert.notInclude(JSON.stringify(problem), good.dob)
    const [sentence] = Feed.told(rows[1])
    assert.notMatch(sentence ?? "", /[\r\n]|^[A-Z]|\.$/)
  })

  it("takes as many members and verifications as a delivery takes, and no more", async () => {
    const cells = (members: number, verifications: number) => ({
      ...good,
      member_eligibility: Array(members).fill("QhpAptc").join(";"),
      open_verifications: Array(verifications).fill("income:2026-04-01").join(";")
    })
    const [most, ...others] = await read([cells(30, 300), cells(31, 300), cells(30, 301)])
    assert.deepStrictEqual(Feed.problems(most), [])
    assert.deepStrictEqual(
      others.map((row) => Feed.problems(row).map(({ column, expected }) => [column, expected])),
      [
        [["member_eligibility", "at most 30 values joined by `;`"]],
        [["open_verifications", "at most 300 values joined by `;`"]]
      ]
    )
  })

  it("reads a file without the columns that it may leave out, and none without another one", async () => {
    const left = CaseFeedCsv.table.mayBeAbsent ?? []
    assert.deepStrictEqual(left, ["policy_id", "renewal_risks", "paper_origin"])
    const short = CaseFeedCsv.table.columns.filter((column) => !left.includes(column))
    const [entry] = Feed.entries(await read([good], short))
    const [whole] = Feed.entries(await read([good])) as [Case.FeedEntry]
    const { paperOrigin: _, renewalRisks: _risks, ...known } = whole.case
    const { policyId: _id, ...coverage } = known.coverage as Case.Coverage
    assert.deepStrictEqual(entry?.case, { ...known, coverage })
    const error = await read([good], short.slice(1)).then(
      () => undefined,
      (cause: Error) => cause.message
    )
    assert.include(error ?? "", "missing `case_number`")
  })

  it("takes the other policies of a household with it, and says where the main one is among them", async () => {
    const dental = { policyId: "DT-1", kind: "dental", year: 2026 } as unknown as Case.FurtherPolicy
    const judged = (policies: ReadonlyArray<Case.FurtherPolicy> | undefined) =>
      Feed.read(
        CaseFeedCsv.table,
        (row) =>
          CaseFeedCsv.toEntry(row, {
            timeZone: zone,
            delegate: () => undefined,
            seen: () => false,
            policies: (caseNumber) => (caseNumber === good.case_number ? policies : [])
          }),
        Feed.write(CaseFeedCsv.table.columns, [{ ...good, agent_licence: "", delegated_on: "" }])
      )
    const told = async (policies: ReadonlyArray<Case.FurtherPolicy> | undefined) =>
      Feed.entries(await judged(policies)).map((entry) => entry.case.policies)
    assert.deepStrictEqual(await told([dental]), [[dental]])
    assert.deepStrictEqual(await told([]), [[]])
    assert.deepStrictEqual(await told(undefined), [undefined])
    const main = { ...dental, policyId: good.policy_id as Case.FurtherPolicy["policyId"] }
    const [row] = await judged([dental, main])
    assert.deepStrictEqual(
      Feed.problems(row).map(({ column, remedy }) => [column, remedy]),
      [["policy_id", "leave the main policy out of the file of policies"]]
    )
  })

  it("takes a verification without the date on which it is due", async () => {
    const [entry] = Feed.entries(await read([{ ...good, open_verifications: "income;ssn:2026-05-01" }]))
    assert.deepStrictEqual(entry?.case.verifications as ReadonlyArray<unknown>, [
      { kind: "income" },
      { kind: "ssn", dueOn: "2026-05-01" }
    ])
  })

  it("reports all wrong cells of a row, and takes nothing of it", async () => {
    const values = Object.fromEntries(wrongCells.map(([column, [value]]) => [column, value]))
    // The good rows came on no paper, so that a `true` in what is read is a cell of the wrong row.
    const rows = await read([{ ...good, paper_origin: "N" }, values, { ...other, paper_origin: "N" }])
    const found = Feed.problems(rows[1])
    assert.deepStrictEqual(
      found.map(({ column, valueClass }) => [column, valueClass]),
      CaseFeedCsv.table.columns.map((column) => [column, wrong[column as keyof typeof wrong][1]])
    )
    assert.deepStrictEqual(
      Feed.entries(rows).map((entry) => entry.case.caseNumber),
      [good.case_number, other.case_number]
    )
    const text = JSON.stringify(rows)
    for (const [column, [value]] of wrongCells) if (value.trim() !== "") assert.notInclude(text, value, column)
  })

  it("reads the case numbers of any exchange, each with an identifier of its own, and tells one that this exchange does not give [CAS-01]", async () => {
    const numbers = ["5336820368", "GA-77 (b)", "GA-77 _28b)", "ga-77"]
    const rows = numbers.map((number) => ({ ...good, case_number: number }))
    const read = (caseNumberForm?: CaseFeedCsv.Surroundings["caseNumberForm"]) =>
      Feed.read(
        CaseFeedCsv.table,
        (row) =>
          CaseFeedCsv.toEntry(row, {
            timeZone: zone,
            delegate: (licence) => roster.get(licence),
            seen: () => false,
            ...(caseNumberForm === undefined ? {} : { caseNumberForm })
          }),
        Feed.write(CaseFeedCsv.table.columns, rows)
      )
    assert.deepStrictEqual<unknown>(
      Feed.entries(await read()).map((entry) => entry.case.caseId),
      ["case-5336820368", "case-GA-77_20_28b_29", "case-GA-77_20_5f28b_29", "case-ga-77"]
    )
    const [first, ...others] = await read(calheers.caseNumber)
    assert.isEmpty(Feed.problems(first))
    for (const one of others) {
      const [problem] = Feed.problems(one)
      assert.deepInclude(problem, { column: "case_number", expected: "a case number of 8 to 12 digits" })
      assert.deepInclude(problem, { remedy: Case.caseNumber.remedy })
    }
  })

  it("refuses what looks right at first sight", async () => {
    const hostile: ReadonlyArray<readonly [keyof CaseFeedCsv.FeedRow, ReadonlyArray<string>]> = [
      [
        "primary_first_name",
        ["A\uFEFFnn", `a${"\u0301".repeat(1000)}`, "\u{E0041}Ann", "-2+3", "\u2028Ann\u2028b", "1Ann"]
      ],
      ["phone", ["911", "+44 20 7946 0958", "1305550151", "٥٣٠٥٥٥٠١٥١"]],
      ["email", ["a@b", '"a b"@example.org', "a@exam ple.org", "аdmin@example.org", "@example.org"]],
      ["zip", ["9021", "90210-", "902101234"]],
      ["coverage_year", ["26", "2026.0", "+2026", "２０２６"]],
      ["gross_premium", ["412", "412.5", ".50", "4.125", "1e7", "$412.50", "٤.٥٠", "1234567890.00", "(1.00)"]],
      ["aor_npn", ["0", "12345678901", "1e7", "-1", "²"]],
      ["agent_licence", ["1ſ12345", "ZZ-123456", "NV-", "１H12345"]],
      ["dob", ["0000-00-00", "1900-02-29", "1599-12-31", "49-06-03", "2026-13-01"]],
      ["member_eligibility", ["", ";", "QhpAptc;", "QhpAptc,MediCal", "QhpAptc MediCal", "constructor"]],
      [
        "open_verifications",
        ["Income", "income:", ":2026-04-01", "income:2026-04-01:x", "Income:2026-04-01", "toString:2026-04-01"]
      ]
    ]
    for (const [column, values] of hostile) {
      const rows = await read(values.map((value) => ({ ...good, [column]: value })))
      for (const [index, value] of values.entries()) {
        const found = Feed.problems(rows[index])
        assert.deepStrictEqual(
          found.map((problem) => [problem.column, problem.line]),
          [[column, index + 2]],
          `${column} ${value}`
        )
      }
    }
  })

  it("needs every cell but the optional ones", async () => {
    const optional = [
      ...["primary_middle_name", "primary_name_suffix", "application_submitted_at"],
      "line2",
      "phone",
      "email",
      "open_verifications",
      "end_on",
      "binder_due_on",
      "binder_paid_on",
      "aor_npn",
      "policy_id",
      "renewal_risks",
      "paper_origin"
    ]
    const plan = ["carrier", "plan_name", "metal", "enrollment_status", "effective_on", "gross_premium", "aptc"]
    const delegate = ["agent_licence", "delegated_on"]
    const [row] = await read([{ ...Object.fromEntries(CaseFeedCsv.table.columns.map((column) => [column, ""])) }])
    assert.sameMembers(
      [...Feed.problems(row).map(({ column }) => column), ...optional, ...plan, ...delegate],
      [...CaseFeedCsv.table.columns]
    )
    assert.deepStrictEqual([...new Set(Feed.problems(row).map(({ valueClass }) => valueClass))], ["empty"])
    const none = Object.fromEntries([...optional, ...plan, ...delegate].map((column) => [column, ""]))
    const [entry] = Feed.entries(await read([{ ...good, ...none }]))
    assert.notProperty(entry, "delegate")
    assert.notProperty(entry?.case, "coverage")
    assert.notProperty(entry?.case.primaryContact.address, "line2")
    assert.deepStrictEqual(entry?.case.verifications, [])
  })

  it("names each cell of the plan that is missing beside an enrollment status", async () => {
    const plan = ["carrier", "plan_name", "metal", "effective_on", "gross_premium", "aptc"]
    for (const column of plan) {
      const [row] = await read([{ ...good, [column]: "" }])
      assert.deepStrictEqual(Feed.told(row), [
        `line 2, column \`${column}\`: expected a value, because an enrollment status is given, found empty; complete the plan, or leave the enrollment status empty`
      ])
    }
    const none = Object.fromEntries(plan.map((column) => [column, ""]))
    const [all] = await read([{ ...good, ...none }])
    assert.deepStrictEqual(
      Feed.problems(all).map(({ column }) => column),
      plan
    )
    const [remedied] = await read([{ ...good, ...none, carrier: good.carrier, enrollment_status: "" }])
    assert.deepStrictEqual(Feed.problems(remedied), [])
  })

  it("refuses a tax credit above the premium, to the cent", async () => {
    const rows = await read([
      { ...good, gross_premium: "400.00", aptc: "400.00" },
      { ...other, gross_premium: "399.99", aptc: "400.00" },
      { ...other, case_number: "5112337669", gross_premium: "399.99", aptc: "400.00", carrier: "" }
    ])
    assert.deepStrictEqual(rows.map(Feed.told), [
      [],
      [
        "line 3, column `aptc`: expected a tax credit that is not above the gross premium, found an amount above the premium; correct the premium or the tax credit"
      ],
      [
        "line 4, column `carrier`: expected a value, because an enrollment status is given, found empty; complete the plan, or leave the enrollment status empty",
        "line 4, column `aptc`: expected a tax credit that is not above the gross premium, found an amount above the premium; correct the premium or the tax credit"
      ]
    ])
  })

  it("refuses a delegate without a day and a licence that is not on the roster", async () => {
    const rows = await read([
      { ...good, delegated_on: "" },
      { ...other, agent_licence: "9Z99999" },
      { ...other, case_number: "5112337669", agent_licence: "9Z99999", delegated_on: "" }
    ])
    const unknown =
      "column `agent_licence`: expected the licence of an agent of the roster, found a licence that is not on the roster; deliver the agent first, or correct the licence"
    const undated =
      "column `delegated_on`: expected the day since which the agent has the case, found empty; add the day of the delegation"
    assert.deepStrictEqual(rows.map(Feed.told), [
      [`line 2, ${undated}`],
      [`line 3, ${unknown}`],
      [`line 4, ${unknown}`, `line 4, ${undated}`]
    ])
    assert.notInclude(JSON.stringify(rows), "9Z99999")
  })

  it("refuses a case number that an earlier row has, together with all else that is wrong", async () => {
    const rows = await read([good, { ...good, aptc: "9999.99", delegated_on: "", city: "Reno" }, other])
    assert.deepStrictEqual(
      Feed.problems(rows[1]).map(({ column, line, valueClass }) => [line, column, valueClass]),
      [
        [3, "case_number", "a number that an earlier row has"],
        [3, "aptc", "an amount above the premium"],
        [3, "delegated_on", "empty"]
      ]
    )
    assert.notInclude(JSON.stringify(Feed.problems(rows[1])), good.case_number)
    assert.strictEqual(Feed.entries(rows).length, 2)
    assert.notInclude(JSON.stringify(Feed.entries(rows)), "Reno")
  })

  it("reads any valid entry back, with the columns in any order", async () => {
    const columns = fc.shuffledSubarray([...CaseFeedCsv.table.columns], {
      minLength: CaseFeedCsv.table.columns.length
    })
    await fc.assert(
      fc.asyncProperty(household, holder, columns, async (value, held, order) => {
        const rows = await read([Feed.inert(cellsOf(value, held))], order)
        assert.deepStrictEqual(rows.map(Feed.told), [[]])
        const delegate = held && { ...roster.get(held.licence), since: Dates.startOf(held.on, zone) }
        assert.deepStrictEqual<unknown>(Feed.entries(rows), [
          { case: value, ...(delegate === undefined ? {} : { delegate }) }
        ])
      }),
      { numRuns: 300 }
    )
  })

  it("spoils no row but the wrong ones, whichever they are", async () => {
    const spoilt = fc.array(fc.option(fc.constantFrom(...wrongCells), { nil: undefined }), { maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(spoilt, async (cells) => {
        const numbered = cells.map((cell, n) => ({
          ...good,
          case_number: String(10_000_000 + n),
          ...(cell === undefined ? {} : { [cell[0]]: cell[1][0] })
        }))
        const rows = await read(numbered)
        assert.deepStrictEqual(
          rows.map((row) => Feed.problems(row).map(({ column, line }) => [line, column])),
          cells.map((cell, n) => {
            const breaks = cells.slice(0, n).filter((before) => before?.[1][0].includes("\n")).length
            return cell === undefined ? [] : [[2 + n + breaks, cell[0]]]
          })
        )
      }),
      { numRuns: 60 }
    )
  })
})
