/**
 * Writes the two input files of the story: an agent roster and a case list.
 *
 * The same bytes on every run: own random numbers from a fixed seed, no clock.
 * Most rows are sound; a few are wrong on purpose, each in a way of its own,
 * and `planted` says where. Everybody is made up: telephone numbers are from the
 * 555-01xx block and mail domains from example.com, example.org and example.net.
 *
 * @since 0.1.0
 */
import { mkdirSync, writeFileSync } from "node:fs"
import * as Cast from "./cast.ts"

/** Where a wrong row stands: its line in the file (the header is line 1), its record, and what is wrong. */
interface Planted {
  readonly line: number
  readonly record: number
  readonly kind: string
}

/** A generated file and the wrong rows in it. */
export interface Generated {
  readonly bytes: Uint8Array
  readonly planted: ReadonlyArray<Planted>
}

export const rosterHeader = [
  "agency_id",
  "agency_name",
  "agency_public_name",
  "agency_fein",
  "agency_licence",
  "agency_entity_kind",
  "agency_markets",
  "agency_state",
  "agency_email",
  "agency_phone",
  "agency_street",
  "agency_line2",
  "agency_city",
  "agency_county",
  "agency_postal_state",
  "agency_zip",
  "agent_id",
  "first_name",
  "middle_name",
  "last_name",
  "name_suffix",
  "licence",
  "licence_expires_on",
  "npn",
  "email",
  "public_email",
  "phone",
  "languages",
  "manager",
  "certification_state",
  "certified_from",
  "certified_until",
  "certification_number",
  "employment_state",
  "accepts_new_clients",
  "listed"
] as const

export const casesHeader = [
  "case_number",
  "primary_first_name",
  "primary_middle_name",
  "primary_last_name",
  "primary_name_suffix",
  "dob",
  "phone",
  "email",
  "preferred_language",
  "preferred_channel",
  "street",
  "line2",
  "city",
  "county",
  "state",
  "zip",
  "member_eligibility",
  "coverage_year",
  "application_status",
  "application_submitted_at",
  "carrier",
  "plan_name",
  "metal",
  "enrollment_status",
  "effective_on",
  "end_on",
  "gross_premium",
  "aptc",
  "binder_due_on",
  "binder_paid_on",
  "past_due",
  "open_verifications",
  "renewal_status",
  "aor_npn",
  "agent_licence",
  "delegated_on",
  "account_linked",
  "do_not_contact",
  "last_activity_on"
] as const

type RosterRow = Record<(typeof rosterHeader)[number], string>
type CaseRow = Record<(typeof casesHeader)[number], string>

// ---------------------------------------------------------------------------------------------------------------------
// Chance
// ---------------------------------------------------------------------------------------------------------------------

interface Chance {
  /** A whole number from `low` to `high`, both included. */
  readonly int: (low: number, high: number) => number
  readonly pick: <A>(items: ReadonlyArray<A>) => A
  /** An item by weight. */
  readonly weigh: <A>(items: ReadonlyArray<readonly [A, number]>) => A
  /** True in `percent` of all draws. */
  readonly odds: (percent: number) => boolean
  readonly shuffle: <A>(items: ReadonlyArray<A>) => Array<A>
}

/** Random numbers by sfc32; every stream is its own, so that a change in one file leaves the other alone. */
const chance = (stream: number): Chance => {
  let a = 0x41474e43
  let b = 0x59424f4f
  let c = 0x4b323032 ^ stream
  let d = 1
  const next = (): number => {
    const t = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + t) | 0
    return (t >>> 0) / 4294967296
  }
  for (let round = 0; round < 15; round++) next()

  const int = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  const pick = <A>(items: ReadonlyArray<A>): A => items[int(0, items.length - 1)] as A
  return {
    int,
    pick,
    weigh: (items) => {
      let left = next() * items.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [item, weight] of items) {
        left -= weight
        if (left < 0) return item
      }
      return (items[items.length - 1] as (typeof items)[number])[0]
    },
    odds: (percent) => next() * 100 < percent,
    shuffle: (items) => {
      const out = [...items]
      for (let i = out.length - 1; i > 0; i--) {
        const j = int(0, i)
        const held = out[i] as (typeof out)[number]
        out[i] = out[j] as (typeof out)[number]
        out[j] = held
      }
      return out
    }
  }
}

const day = 86_400_000
const dayNumber = (date: string): number => Date.parse(`${date}T00:00:00Z`) / day
const dateOf = (number: number): string => new Date(number * day).toISOString().slice(0, 10)
const dateBetween = (random: Chance, from: string, to: string): string =>
  dateOf(random.int(dayNumber(from), dayNumber(to)))
const firstOfMonth = (year: number, month: number): string => `${year}-${String(month).padStart(2, "0")}-01`
const money = (cents: number): string => `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, "0")}`
const flag = (yes: boolean): string => (yes ? "Y" : "N")
const phone = (random: Chance, area: string): string => `${area}-555-01${String(random.int(0, 99)).padStart(2, "0")}`

/** Spells a name in the letters a mail address may have. */
const ascii = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/[đĐ]/g, "d")
    .replace(/[łŁ]/g, "l")
    .replace(/[øØ]/g, "o")
    .toLowerCase()
    .replace(/[^a-z]+/g, "")

// ---------------------------------------------------------------------------------------------------------------------
// Roster
// ---------------------------------------------------------------------------------------------------------------------

type Agency = Pick<RosterRow, Extract<keyof RosterRow, `agency_${string}`>>

const goldenGate: Agency = {
  agency_id: Cast.agencies.goldenGate,
  agency_name: "Golden Gate Coverage Partners, LLC",
  agency_public_name: "Golden Gate Coverage",
  agency_fein: "947700112",
  agency_licence: "0Y55101",
  agency_entity_kind: "llc",
  agency_markets: "individual;smallBusiness",
  agency_state: "Certified",
  agency_email: "golden.gate@example.com",
  agency_phone: "415-555-0100",
  agency_street: "2200 Mission Street",
  agency_line2: "Suite 4",
  agency_city: "San Francisco",
  agency_county: "San Francisco",
  agency_postal_state: "CA",
  agency_zip: "94110"
}

const sierraVista: Agency = {
  agency_id: Cast.agencies.sierraVista,
  agency_name: 'Sierra Vista "Family First" Insurance Services',
  agency_public_name: 'Sierra Vista "Family First"',
  agency_fein: "687700245",
  agency_licence: "0Y55202",
  agency_entity_kind: "s-corp",
  agency_markets: "individual",
  agency_state: "Certified",
  agency_email: "sierra.vista@example.org",
  agency_phone: "916-555-0140",
  agency_street: "815 J Street",
  agency_line2: "",
  agency_city: "Sacramento",
  agency_county: "Sacramento",
  agency_postal_state: "CA",
  agency_zip: "95814-2704"
}

const nguyen: Agency = {
  agency_id: Cast.agencies.nguyen,
  agency_name: "Bảo Hiểm Nguyễn",
  agency_public_name: "Nguyễn Insurance",
  agency_fein: "337700378",
  agency_licence: "0Y55303",
  agency_entity_kind: "sole-proprietor",
  agency_markets: "individual;smallBusiness",
  agency_state: "Certified",
  agency_email: "nguyen.insurance@example.net",
  agency_phone: "714-555-0177",
  agency_street: "9042 Bolsa Avenue",
  agency_line2: "",
  agency_city: "Westminster",
  agency_county: "Orange",
  agency_postal_state: "CA",
  agency_zip: "92683"
}

/** A sole proprietor who wrote a personal number where the employer number belongs. */
const bluewater: Agency = {
  agency_id: "agy-bluewater",
  agency_name: "Bluewater Benefits",
  agency_public_name: "Bluewater Benefits",
  agency_fein: "123-45-6789",
  agency_licence: "0Y55404",
  agency_entity_kind: "sole-proprietor",
  agency_markets: "individual",
  agency_state: "Certified",
  agency_email: "bluewater@example.com",
  agency_phone: "831-555-0162",
  agency_street: "51 Ocean View Avenue",
  agency_line2: "",
  agency_city: "Monterey",
  agency_county: "Monterey",
  agency_postal_state: "CA",
  agency_zip: "93940"
}

type CertificationState =
  | "Incomplete"
  | "Pending"
  | "Eligible"
  | "Certified"
  | "Suspended"
  | "Denied"
  | "Withdrawn"
  | "TerminatedVested"
  | "TerminatedForCause"
  | "Deceased"

const employmentOf: Record<CertificationState, string> = {
  Incomplete: "Invited",
  Pending: "Invited",
  Eligible: "Invited",
  Certified: "Active",
  Suspended: "Active",
  Denied: "Inactive",
  Withdrawn: "Inactive",
  TerminatedVested: "Inactive",
  TerminatedForCause: "Inactive",
  Deceased: "Inactive"
}

type Person = readonly [
  agency: Agency,
  first: string,
  last: string,
  languages: string,
  state: CertificationState,
  cast?: Cast.CastAgent
]

const castPerson = (agency: Agency, agent: Cast.CastAgent, languages: string): Person => [
  agency,
  agent.firstName,
  agent.lastName,
  languages,
  "Certified",
  agent
]

const staff: ReadonlyArray<Person> = [
  castPerson(goldenGate, Cast.dolores, "en;es"),
  castPerson(goldenGate, Cast.maria, "en;es"),
  castPerson(goldenGate, Cast.tomas, "en;es"),
  castPerson(goldenGate, Cast.linh, "en;vi"),
  [goldenGate, "Siobhán", "O'Brien-Śmith", "en;ga;pl", "Certified"],
  [goldenGate, "Wei", "Ng", "en;zh", "Certified"],
  [goldenGate, "Imani", "Null", "en", "Certified"],
  [goldenGate, "Aarav", "Raghunathan", "en;hi;ta", "Certified"],
  [goldenGate, "Jean-Luc", "D'Amico", "en;fr;it", "Certified"],
  [goldenGate, "Xóchitl", "Peña-Rojas", "en;es", "Certified"],
  [goldenGate, "Håkon", "Bjørnstad", "en;no", "Certified"],
  [goldenGate, "Zsófia", "Várkonyi", "en;hu", "Certified"],
  [goldenGate, "Kealoha", "Kahananui", "en;tl", "Certified"],
  [goldenGate, "Mei-Ling", "Tran-Okada", "en;ja;zh", "Certified"],
  [goldenGate, "Olúfẹ́mi", "Adébáyọ̀", "en;yo", "Certified"],
  [goldenGate, "Renée", "St. Claire", "en;fr", "Certified"],
  [goldenGate, "Anahit", "Ter-Petrosyan", "en;hy;ru", "Certified"],
  [goldenGate, "Jun-ho", "Bae", "en;ko", "Certified"],
  [goldenGate, "Priya", "Venkataraman", "en;hi", "Suspended"],
  [goldenGate, "Bartholomew", "Finch", "en", "Pending"],
  [goldenGate, "Ximena", "de la Cruz", "en;es", "Pending"],
  [goldenGate, "Tobias", "Oduya", "en", "Incomplete"],
  [goldenGate, "Noor", "Al-Masri", "en;ar", "Denied"],
  [goldenGate, "Grace", "Whitcombe", "en", "TerminatedVested"],
  [goldenGate, "Desmond", "Achterberg", "en;nl", "TerminatedForCause"],
  castPerson(sierraVista, Cast.rosalind, "en"),
  [sierraVista, "Mateo", "Villaseñor", "en;es", "Certified"],
  [sierraVista, "Thu Hà", "Đặng", "en;vi", "Certified"],
  [sierraVista, "Harpreet", "Gill-Sandhu", "en;pa", "Certified"],
  [sierraVista, "Łukasz", "Wójcik", "en;pl", "Certified"],
  [sierraVista, "Eleni", "Papadopoulou", "en;el", "Certified"],
  [sierraVista, "Pa Houa", "Vang", "en", "Certified"],
  [sierraVista, "Françoise", "Lemaître", "en;fr", "Certified"],
  [sierraVista, "Gurdeep", "Bains", "en;pa", "Certified"],
  [sierraVista, "Caoimhe", "Ní Dhomhnaill", "en;ga", "Eligible"],
  [sierraVista, "Samuel", "Oyelaran", "en;yo", "Withdrawn"],
  [sierraVista, "Beatriz", "Fonseca", "en;es;pt", "Suspended"],
  [sierraVista, "Walter", "Grünwald", "de;en", "Deceased"],
  [sierraVista, "Ines", "Marković", "en;hr", "Incomplete"],
  castPerson(nguyen, Cast.hoa, "en;vi")
]

const managers: ReadonlyArray<Cast.CastAgent> = [Cast.dolores, Cast.rosalind, Cast.hoa]
const openToClients: ReadonlyArray<Cast.CastAgent> = [Cast.maria, Cast.tomas, Cast.linh, Cast.hoa]

const rosterRow = (random: Chance, person: Person, position: number): RosterRow => {
  const [agency, first, last, languages, state, cast] = person
  const certified = state === "Certified"
  const dated = certified || state === "Suspended"
  const serial = String(31_000 + position * 137 + random.int(0, 99))
  const name = `${ascii(first)}.${ascii(last)}`
  const open = cast !== undefined && openToClients.includes(cast)
  const from = dateBetween(random, "2022-03-01", cast === undefined ? "2025-12-15" : "2023-05-31")
  const domain = agency.agency_email.slice(agency.agency_email.indexOf("@") + 1)
  return {
    ...agency,
    agent_id: cast?.agentId ?? `agt-${ascii(first)}-${ascii(last)}`,
    first_name: first,
    ...{ middle_name: "", last_name: last, name_suffix: "" },
    licence: cast?.licence ?? `${random.pick(["7", "8"])}${random.pick([..."ABCEFGJKNPQSUVWXYZ4"])}${serial}`,
    licence_expires_on: dateOf(dayNumber(firstOfMonth(2027 + random.int(0, 1), random.int(1, 12))) - 1),
    npn: cast?.npn ?? `99002${serial}`,
    email: `${name}@${random.pick(["example.com", "example.org", "example.net"])}`,
    public_email: `${ascii(first)}.${ascii(last).slice(0, 1)}@${domain}`,
    phone: phone(random, agency.agency_phone.slice(0, 3)),
    languages,
    manager: flag(cast !== undefined && managers.includes(cast)),
    certification_state: state,
    certified_from: dated ? from : "",
    certified_until: dated ? dateOf(dayNumber(`${Number(from.slice(0, 4)) + 5}${from.slice(4)}`) - 1) : "",
    certification_number: dated ? `2${String(400_000_000 + position * 1_009_411 + random.int(0, 9_999))}` : "",
    employment_state: employmentOf[state],
    accepts_new_clients: flag(certified && (open || random.odds(70))),
    listed: flag(certified && (open || random.odds(85)))
  }
}

/** The rows of the roster that are sound, in file order. */
const soundRoster = (): ReadonlyArray<RosterRow> => {
  const random = chance(1)
  return staff.map((person, position) => rosterRow(random, person, position))
}

/** Makes the agent roster. */
const roster = (): Generated => {
  const sound = soundRoster()
  const random = chance(2)
  const wrong = (position: number, person: Person, kind: string, change: Partial<RosterRow>): Entry => ({
    kind,
    after: position,
    bytes: utf8(csvRow(rosterHeader, { ...rosterRow(random, person, 60 + position), ...change }))
  })
  return assemble(
    rosterHeader,
    sound.map((row) => utf8(csvRow(rosterHeader, row))),
    [
      wrong(9, [goldenGate, "Pilar", "Quintanilla", "en;es", "Certified"], "malformed licence", { licence: "8QI234S" }),
      wrong(21, [goldenGate, "Conrad", "Ellery", "en", "Certified"], "unknown certification state", {
        certification_state: "Certifed"
      }),
      wrong(33, [sierraVista, "Odalys", "Missing", "en;es", "Pending"], "missing last name", { last_name: "" }),
      wrong(
        40,
        [bluewater, "Franklin", "Bluewater", "en", "Certified"],
        "social security number in place of the FEIN",
        { manager: "Y" }
      )
    ]
  )
}

// ---------------------------------------------------------------------------------------------------------------------
// Cases
// ---------------------------------------------------------------------------------------------------------------------

type Place = readonly [city: string, county: string, zip: string, area: string]

const bay: ReadonlyArray<Place> = [
  ["San Francisco", "San Francisco", "94110", "415"],
  ["San Francisco", "San Francisco", "94122", "415"],
  ["Oakland", "Alameda", "94612", "510"],
  ["Berkeley", "Alameda", "94704", "510"],
  ["Fremont", "Alameda", "94538", "510"],
  ["San José", "Santa Clara", "95112", "408"],
  ["Palo Alto", "Santa Clara", "94301", "650"],
  ["Daly City", "San Mateo", "94014", "650"],
  ["San Rafael", "Marin", "94901", "415"],
  ["Richmond", "Contra Costa", "94801", "510"],
  ["Vallejo", "Solano", "94590", "707"],
  ["Santa Rosa", "Sonoma", "95401", "707"]
]

const valley: ReadonlyArray<Place> = [
  ["Sacramento", "Sacramento", "95814", "916"],
  ["Sacramento", "Sacramento", "95823", "916"],
  ["Elk Grove", "Sacramento", "95624", "916"],
  ["Stockton", "San Joaquin", "95202", "209"],
  ["Modesto", "Stanislaus", "95354", "209"],
  ["Fresno", "Fresno", "93721", "559"],
  ["Visalia", "Tulare", "93291", "559"],
  ["Davis", "Yolo", "95616", "530"],
  ["Placerville", "El Dorado", "95667", "530"],
  ["Truckee", "Nevada", "96161", "530"],
  ["Redding", "Shasta", "96001", "530"],
  ["La Cañada Flintridge", "Los Angeles", "91011", "818"]
]

const orange: ReadonlyArray<Place> = [
  ["Westminster", "Orange", "92683", "714"],
  ["Garden Grove", "Orange", "92840", "714"],
  ["Santa Ana", "Orange", "92701", "714"],
  ["Fountain Valley", "Orange", "92708", "714"],
  ["Long Beach", "Los Angeles", "90802", "562"]
]

const placesOf = (agencyId: string | undefined): ReadonlyArray<Place> => {
  switch (agencyId) {
    case Cast.agencies.goldenGate:
      return bay
    case Cast.agencies.sierraVista:
      return valley
    case Cast.agencies.nguyen:
      return orange
    default:
      return [...bay, ...valley, ...orange]
  }
}

const words = (text: string): ReadonlyArray<string> => text.split(/\s+/)

/** First names, last names, the language at home, and how many in a hundred households prefer it to English. */
type Background = readonly [
  first: ReadonlyArray<string>,
  last: ReadonlyArray<string>,
  language: string,
  preferred: number
]

const backgrounds: ReadonlyArray<readonly [Background, number]> = [
  [
    [
      words(`James Mary Robert Linda Michael Susan David Karen Richard Nancy Joseph Lisa Thomas Betty Daniel Sandra
        Matthew Ashley Anthony Emily Mark Donna Paul Michelle Steven Carol Andrew Amanda Kenneth Melissa Joshua Deborah
        Kevin Stephanie Brian Rebecca George Laura Timothy Cynthia Ronald Kathleen Jason Amy Zoë Chloë Shanice Darnell`),
      words(`Smith Johnson Williams Brown Jones Davis Miller Wilson Anderson Taylor Moore Jackson Martin Thompson White
        Harris Clark Lewis Robinson Walker Young Allen King Wright Scott Hill Green Adams Baker Nelson Carter Mitchell
        Roberts Turner Phillips Campbell Parker Evans Edwards Collins O'Neill O'Connor McCarthy D'Angelo Smith-Jones
        Null Washington Freeman`),
      "en",
      0
    ],
    44
  ],
  [
    [
      words(`José María Guadalupe Juan Rosa Luis Ana Carlos Sofía Jorge Isabel Miguel Lucía Ángel Verónica Raúl Beatriz
        Héctor Concepción Íñigo Ximena Óscar Inés Martín Noemí Andrés Belén Joaquín Pilar Rubén Graciela Iván`),
      words(`García Hernández López Martínez González Rodríguez Pérez Sánchez Ramírez Torres Flores Rivera Gómez Díaz
        Reyes Morales Cruz Ortiz Gutiérrez Chávez Ramos Ruiz Mendoza Álvarez Castillo Jiménez Vásquez Muñoz Peña Núñez
        Ibáñez García-Muñoz`),
      "es",
      62
    ],
    27
  ],
  [
    [
      words("Anh Minh Hùng Hương Lan Mai Quân Thảo Trang Tuấn Phương Đức Hạnh Khánh Ngọc Yến Vinh Dũng"),
      words("Nguyễn Trần Lê Phạm Huỳnh Hoàng Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý"),
      "vi",
      65
    ],
    8
  ],
  [
    [
      words("Wei Li Jing Mei Hui Xin Yan Ming Jun Fang Lei Na Qiang Ying Xiu-Ying Hao"),
      words("Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Ng Lau Cheung Ma Yu"),
      "zh",
      58
    ],
    8
  ],
  [
    [
      words("Armen Narine Tigran Lusine Hayk Gayane Vartan Siranush"),
      words("Petrosyan Sargsyan Hakobyan Grigoryan Ter-Minasyan Avetisyan"),
      "hy",
      55
    ],
    3
  ],
  [
    [
      words("Ji-woo Min-jun Soo-ah Hyun Eun-ji Sung-min Yuna Dae-jung"),
      words("Kim Lee Park Choi Jung Kang Cho Yoon"),
      "ko",
      55
    ],
    3
  ],
  [
    [
      words("Jomar Maricel Rodel Analyn Crisanto Luzviminda"),
      words("Dela-Cruz Bautista Villanueva Santos Macaraeg Dimaculangan"),
      "tl",
      40
    ],
    3
  ],
  [
    [
      words("Reza Shirin Omar Layla Dmitri Oksana Amara Chidi Priya Arjun Søren Björn Łucja Jürgen"),
      words("Tehrani Al-Sayed Haddad Ivanov Kovalenko Okonkwo Patel Sharma Sørensen Müller Wiśniewski Şahin"),
      "en",
      0
    ],
    4
  ]
]

const streets = words(`Mission Valencia Market Folsom Harrison Alder Willow Juniper Cypress Manzanita Madrone Sycamore
  Magnolia Laurel Elm Oak Chestnut Pine Poppy Quail Heron Alameda Bolsa Mariposa Sonora Tioga Donner Shasta`)

const carriers = [
  "Redwood Health",
  "Bay & Delta Health Plan",
  "Pacific Poppy Care",
  "Quail Ridge Mutual",
  "Tule Health"
]
const metals = [
  ["Bronze", 30, "60", 31_000],
  ["Silver", 46, "70", 41_000],
  ["Gold", 18, "80", 49_000],
  ["Platinum", 6, "90", 57_000]
] as const

const verificationKinds = words("income citizenship lawful-presence incarceration ssn other-coverage residency sep")

const eligibilities = (random: Chance, size: number): ReadonlyArray<string> => {
  const grownUp = random.weigh<string>([
    ["QhpAptcCsr", 34],
    ["QhpAptc", 33],
    ["QhpUnsubsidised", 17],
    ["MediCal", 13],
    ["Ineligible", 3]
  ])
  const mixed = size > 1 && grownUp.startsWith("QhpAptc") && random.odds(16)
  return Array.from({ length: size }, (_, member) => {
    if (member < 2) return member === 1 && mixed && size === 2 ? "MediCal" : grownUp
    if (mixed) return random.pick(["MediCal", "ChildProgram"])
    return random.odds(3) ? "Pending" : grownUp
  })
}

const sizes = [
  [1, 41],
  [2, 27],
  [3, 13],
  [4, 11],
  [5, 5],
  [6, 2],
  [7, 0.6],
  [8, 0.4]
] as const

type Plan = Pick<
  CaseRow,
  | "carrier"
  | "plan_name"
  | "metal"
  | "enrollment_status"
  | "effective_on"
  | "end_on"
  | "gross_premium"
  | "aptc"
  | "binder_due_on"
  | "binder_paid_on"
  | "past_due"
>

const noPlan: Plan = {
  carrier: "",
  plan_name: "",
  metal: "",
  enrollment_status: "",
  effective_on: "",
  end_on: "",
  gross_premium: "",
  aptc: "",
  binder_due_on: "",
  binder_paid_on: "",
  past_due: "N"
}

const plan = (random: Chance, members: ReadonlyArray<string>, closed: boolean): Plan => {
  const covered = members.filter((member) => member.startsWith("Qhp")).length
  const status = closed
    ? "Terminated"
    : random.weigh([
        ["Effectuated", 84],
        ["PlanSelected", 9],
        ["Terminated", 4],
        ["Cancelled", 3]
      ])
  const month =
    status === "PlanSelected"
      ? random.pick([3, 4])
      : random.odds(78)
        ? 1
        : random.int(2, status === "Effectuated" ? 3 : 2)
  const effective = firstOfMonth(2026, month)
  const due = dateOf(dayNumber(effective) + (status === "PlanSelected" ? 14 : -1))
  const paid = status === "Effectuated" || status === "Terminated"
  const [metal, , value, base] = random.weigh(metals.map((tier) => [tier, tier[1]] as const))
  const carrier = random.pick(carriers)
  const gross = covered * (base + random.int(-9_000, 14_000)) + random.int(0, 99)
  const subsidised = members.some((member) => member.startsWith("QhpAptc"))
  const aptc = subsidised ? Math.min(gross, Math.floor((gross * random.int(25, 104)) / 100)) : 0
  return {
    carrier,
    plan_name: `${carrier.split(" ")[0]} ${metal} ${value} ${random.pick(["HMO", "PPO", "EPO"])}`,
    metal,
    enrollment_status: status,
    effective_on: effective,
    end_on: status === "Terminated" ? (month === 1 ? random.pick(["2026-01-31", "2026-02-28"]) : "2026-02-28") : "",
    gross_premium: money(gross),
    aptc: money(aptc),
    binder_due_on: due,
    binder_paid_on: paid ? dateOf(Math.min(dayNumber(due), dayNumber("2026-02-28")) - random.int(0, 24)) : "",
    past_due: flag(status === "Effectuated" && random.odds(6))
  }
}

const verifications = (random: Chance): string =>
  random
    .shuffle(verificationKinds)
    .slice(0, random.weigh([[1, 78] as const, [2, 19] as const, [3, 3] as const]))
    .map((kind) => `${kind}:${dateBetween(random, "2026-02-16", "2026-05-29")}`)
    .join(";")

const renewal = (random: Chance, enrolled: Plan, open: string): string => {
  if (enrolled.enrollment_status === "") return random.odds(88) ? "NotDue" : "AwaitingAction"
  if (enrolled.enrollment_status === "Terminated" || enrolled.enrollment_status === "Cancelled") {
    return random.odds(60) ? "OptedOut" : "NotDue"
  }
  if ((open !== "" || enrolled.past_due === "Y") && random.odds(35)) return "AtRisk"
  return random.weigh([
    ["AutoRenewed", 46],
    ["ActivelyRenewed", 30],
    ["NotDue", 16],
    ["AwaitingAction", 6],
    ["AtRisk", 2]
  ])
}

const caseRow = (random: Chance, caseNumber: string, agent: RosterRow | undefined, agents: Agents): CaseRow => {
  const [firstNames, lastNames, tongue, preferred] = random.weigh(backgrounds)
  const first = random.pick(firstNames)
  const last = random.pick(lastNames)
  const [city, county, zip, area] = random.pick(random.odds(92) ? placesOf(agent?.agency_id) : placesOf(undefined))
  const channel = random.weigh([
    ["email", 58],
    ["phone", 26],
    ["mail", 16]
  ])
  const status = random.weigh([
    ["Determined", 82],
    ["InProgress", 6],
    ["Submitted", 4],
    ["NotStarted", 3],
    ["Closed", 3],
    ["Withdrawn", 2]
  ])
  const decided = status === "Determined" || status === "Closed"
  const size = random.weigh(sizes)
  const members = decided ? eligibilities(random, size) : Array.from({ length: size }, () => "Pending")
  const qualified = members.some((member) => member.startsWith("Qhp"))
  const enrolled = decided && qualified && random.odds(93) ? plan(random, members, status === "Closed") : noPlan
  const open = status === "Determined" && qualified && random.odds(14) ? verifications(random) : ""
  const address = `${ascii(first)}.${ascii(last)}${caseNumber.slice(-4)}@${random.pick(["example.com", "example.org", "example.net"])}`
  const earliest = agent === undefined || agent.certified_from < "2023-06-01" ? "2023-06-01" : agent.certified_from
  const delegated = agent === undefined ? "" : dateBetween(random, earliest, "2026-02-28")
  const active = dateBetween(random, "2025-10-01", "2026-02-28")
  return {
    case_number: caseNumber,
    primary_first_name: first,
    ...{ primary_middle_name: "", primary_last_name: last, primary_name_suffix: "" },
    dob: dateBetween(random, "1942-01-01", "2004-12-31"),
    phone: phone(random, area),
    email: channel !== "email" && random.odds(55) ? "" : address,
    preferred_language: random.odds(preferred) ? tongue : "en",
    preferred_channel: channel,
    street: `${random.int(1, 9899)} ${random.pick(streets)} ${random.pick(["St", "Ave", "Blvd", "Way", "Ct"])}`,
    line2: random.odds(18) ? `Apt ${random.int(1, 40)}${random.pick(["", "A", "B"])}` : "",
    city,
    county,
    state: "CA",
    zip: random.odds(6) ? `${zip}-${random.int(1000, 9999)}` : zip,
    member_eligibility: members.join(";"),
    coverage_year: "2026",
    ...{ application_status: status, application_submitted_at: "" },
    ...enrolled,
    open_verifications: open,
    renewal_status: renewal(random, enrolled, open),
    aor_npn: enrolled.enrollment_status === "" || agent === undefined ? "" : agentOfRecord(random, agent, agents).npn,
    agent_licence: agent?.licence ?? "",
    delegated_on: delegated,
    account_linked: flag(random.odds(70)),
    // One household in fifty or so; no chance is drawn for it.
    do_not_contact: flag(Number(caseNumber) % 50 === 0),
    last_activity_on: delegated > active ? delegated : active
  }
}

/** The agents who may hold cases, the biggest book first, and all who may still stand as agent of record. */
interface Agents {
  readonly holders: ReadonlyArray<RosterRow>
  readonly ofRecord: ReadonlyArray<RosterRow>
}

const agentOfRecord = (random: Chance, delegate: RosterRow, agents: Agents): RosterRow =>
  random.odds(3) ? random.pick(agents.ofRecord.filter((agent) => agent.npn !== delegate.npn)) : delegate

/** Last names of the certified agents who hold cases, the biggest book first; two certified agents hold none. */
const byBook = [
  "Villaseñor",
  "Abernathy",
  "Gill-Sandhu",
  "Nguyễn (agency of one)",
  "Papadopoulou",
  "Okafor-Lindqvist",
  "Peña-Rojas",
  "Ng",
  "Đặng",
  "O'Brien-Śmith",
  "Kahananui",
  "Raghunathan",
  "Wójcik",
  "Ter-Petrosyan",
  "Tran-Okada",
  "D'Amico",
  "Vang",
  "Null",
  "O'Brien",
  "Várkonyi",
  "Nguyễn",
  "Lemaître",
  "St. Claire",
  "Adébáyọ̀",
  "Bjørnstad",
  "Ñíguez-Hart"
]

const agentsOf = (rows: ReadonlyArray<RosterRow>): Agents => {
  const certified = rows.filter((row) => row.certification_state === "Certified")
  const named = new Map(
    certified.map((row) => [row.agent_id === Cast.hoa.agentId ? "Nguyễn (agency of one)" : row.last_name, row])
  )
  return {
    holders: byBook.map((name) => named.get(name) as RosterRow),
    ofRecord: rows.filter(
      (row) => row.certification_state === "Certified" || row.certification_state === "TerminatedVested"
    )
  }
}

/** Shares `total` cases out by rank: the book of rank r is in proportion to r to the power of -0.6. */
const shares = (total: number, ranks: number): ReadonlyArray<number> => {
  const weights = Array.from({ length: ranks }, (_, rank) => (rank + 1) ** -0.6)
  const sum = weights.reduce((a, b) => a + b, 0)
  const counts = weights.map((weight) => Math.floor((total * weight) / sum))
  const left = total - counts.reduce((a, b) => a + b, 0)
  return counts.map((count, rank) => (rank < left ? count + 1 : count))
}

/** Text that is true to life and hard on software; each of these households is sound. */
const curious: ReadonlyArray<Partial<CaseRow>> = [
  { primary_first_name: "Sammy", primary_last_name: "Null" },
  { primary_first_name: 'Robert "Bobby"', primary_last_name: "Tables" },
  { primary_first_name: "Martin", primary_last_name: "King, Jr." },
  { primary_first_name: "Siân", primary_last_name: "O'Dwyer-Ó Súilleabháin" },
  { primary_first_name: "علي", primary_last_name: "الحسن", preferred_language: "ar" },
  { primary_first_name: "מרים", primary_last_name: "כהן" },
  { primary_first_name: "小龍", primary_last_name: "陳", preferred_language: "zh" },
  { primary_first_name: "지우", primary_last_name: "김", preferred_language: "ko" },
  { primary_first_name: "X Æ A-12", primary_last_name: "Ng" },
  { primary_first_name: "U", primary_last_name: "E", primary_name_suffix: "IV" },
  { primary_first_name: "Juan", primary_middle_name: "Luis", primary_last_name: "de la Cruz y Ortega" },
  { primary_first_name: "Hubert", primary_last_name: "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh" },
  // The accent as a letter of its own, as some keyboards send it.
  { primary_first_name: "Jose\u0301", primary_last_name: "Nu\u0301n\u0303ez" },
  { street: "1400 Harbor Bay Pkwy\nBuilding C, Room 12" },
  { street: "PO Box 771\r\nc/o Hôtel d'Angleterre" },
  { street: '5 "The Cottages", Rear' },
  { street: "77 Poppy Way 🏡" },
  { city: "=Oakland" },
  { city: "- unincorporated -" },
  { city: "+Los Altos" },
  { plan_name: '=HYPERLINK("https://example.net","Silver 70")' },
  { plan_name: "-Silver 70 HMO" },
  { plan_name: "+Care Gold 80 PPO" },
  { plan_name: "@Home Bronze 60 EPO" }
]

/** A sound household of four with a silver plan, the ground on which each wrong row is built. */
const model = (caseNumber: string, agent: RosterRow): CaseRow => ({
  case_number: caseNumber,
  primary_first_name: "Alex",
  ...{ primary_middle_name: "", primary_last_name: "Wrong", primary_name_suffix: "" },
  dob: "1984-08-19",
  phone: "415-555-0188",
  email: `alex.wrong${caseNumber.slice(-4)}@example.com`,
  preferred_language: "en",
  preferred_channel: "email",
  street: "12 Elm St",
  line2: "",
  city: "Oakland",
  county: "Alameda",
  state: "CA",
  zip: "94612",
  member_eligibility: "QhpAptc;QhpAptc;MediCal;MediCal",
  coverage_year: "2026",
  ...{ application_status: "Determined", application_submitted_at: "2025-12-02T19:30:00.000Z" },
  carrier: "Redwood Health",
  plan_name: "Redwood Silver 70 HMO",
  metal: "Silver",
  enrollment_status: "Effectuated",
  effective_on: "2026-01-01",
  end_on: "",
  gross_premium: "912.40",
  aptc: "377.15",
  binder_due_on: "2025-12-31",
  binder_paid_on: "2025-12-18",
  past_due: "N",
  open_verifications: "",
  renewal_status: "AutoRenewed",
  aor_npn: agent.npn,
  agent_licence: agent.licence,
  delegated_on: "2026-01-15",
  account_linked: "Y",
  do_not_contact: "N",
  last_activity_on: "2026-02-11"
})

const castRow = (row: CaseRow, member: Cast.CastCase, place: Place, change: Partial<CaseRow>): CaseRow => ({
  ...row,
  ...noPlan,
  case_number: member.caseNumber,
  primary_first_name: member.firstName,
  primary_last_name: member.lastName,
  dob: member.dob,
  email: `${ascii(member.firstName)}.${ascii(member.lastName)}@example.org`,
  preferred_language: member.language,
  preferred_channel: "email",
  city: place[0],
  county: place[1],
  zip: member.zip,
  phone: `${place[3]}-555-0131`,
  application_status: "Determined",
  open_verifications: "",
  renewal_status: "NotDue",
  aor_npn: "",
  agent_licence: "",
  delegated_on: "",
  account_linked: flag(member.accountLinked),
  last_activity_on: "2026-02-26",
  ...change
})

const households = 2000
const undelegated = 160

/** Makes the case list. */
const cases = (): Generated => {
  const random = chance(3)
  const agents = agentsOf(soundRoster())
  const taken = new Set<string>([Cast.zoe.caseNumber, Cast.amelie.caseNumber])
  const caseNumber = (): string => {
    for (;;) {
      // A number in fifty begins with zeros, which a spreadsheet would lose.
      const number = random.odds(2)
        ? `00${random.int(10_000_000, 99_999_999)}`
        : `5${random.int(100_000_000, 999_999_999)}`
      if (taken.has(number)) continue
      taken.add(number)
      return number
    }
  }

  const books = shares(households - undelegated, agents.holders.length)
  const delegates: Array<RosterRow | undefined> = agents.holders.flatMap((agent, rank) =>
    Array.from({ length: books[rank] as number }, () => agent)
  )
  const rows = random
    .shuffle([...delegates, ...Array.from({ length: undelegated }, () => undefined)])
    .map((agent) => caseRow(random, caseNumber(), agent, agents))

  curious.forEach((change, index) => {
    // A change to a plan needs a household that has one.
    const wantsPlan = change.plan_name !== undefined
    let at = 40 + index * 78
    while (wantsPlan && rows[at]?.enrollment_status === "") at++
    const row = rows[at] as CaseRow
    const renamed = change.primary_last_name !== undefined && row.email !== ""
    const email = renamed ? `household${row.case_number.slice(-4)}@example.net` : row.email
    rows[at] = { ...row, email, ...change }
  })

  const vacant = rows.flatMap((row, index) => (row.agent_licence === "" ? [index] : []))
  const spots = [vacant[31] as number, vacant[97] as number] as const
  rows[spots[0]] = castRow(rows[spots[0]] as CaseRow, Cast.zoe, ["San Francisco", "San Francisco", "94110", "415"], {
    street: "3318 24th St",
    line2: "Apt 5",
    member_eligibility: "QhpAptcCsr;MediCal",
    open_verifications: "income:2026-04-15"
  })
  rows[spots[1]] = castRow(rows[spots[1]] as CaseRow, Cast.amelie, ["Oakland", "Alameda", "94612", "510"], {
    street: "410 Grand Ave",
    line2: "",
    member_eligibility: "QhpAptc;QhpAptc;ChildProgram"
  })

  const holder = agents.holders[7] as RosterRow
  const line = (change: Partial<CaseRow>): string => csvRow(casesHeader, { ...model(caseNumber(), holder), ...change })
  const cells = (): Array<string> => line({}).split(",")
  const wrong: ReadonlyArray<Entry> = (
    [
      ["impossible date", utf8(line({ dob: "13/45/2026" }))],
      ["premium with a thousands comma", utf8(line({ gross_premium: "1,234.56" }))],
      ["premium with three decimals", utf8(line({ gross_premium: "912.405" }))],
      ["negative premium", utf8(line({ gross_premium: "-912.40", aptc: "0.00" }))],
      ["unknown agent licence", utf8(line({ agent_licence: "9Z99999" }))],
      ["empty last name", utf8(line({ primary_last_name: "" }))],
      ["duplicate case number", utf8(line({ case_number: (rows[211] as CaseRow).case_number }))],
      ["too few cells", utf8(cells().slice(0, -3).join(","))],
      ["too many cells", utf8([...cells(), "Y", "call back"].join(","))],
      ["unknown metal tier", utf8(line({ metal: "Titanium" }))],
      ["APTC above the premium", utf8(line({ gross_premium: "377.15", aptc: "912.40" }))],
      ["household without members", utf8(line({ member_eligibility: "" }))],
      ["NUL byte", utf8(line({ primary_first_name: "Al\u0000ex" }))],
      ["byte that is not UTF-8", splice(line({ primary_last_name: "Mu?oz" }), "?", 0xf1)],
      ["text after a closing quote", utf8(line({}).replace("12 Elm St", '"12 Elm St" Apt 4'))]
    ] as const
  ).map(([kind, bytes], index) => ({ kind, bytes, after: 97 + index * 131 }))

  return assemble(
    casesHeader,
    rows.map((row) => utf8(csvRow(casesHeader, row))),
    wrong
  )
}

// ---------------------------------------------------------------------------------------------------------------------
// Files
// ---------------------------------------------------------------------------------------------------------------------

/** A wrong row and the number of sound rows before it. */
interface Entry {
  readonly kind: string
  readonly after: number
  readonly bytes: Uint8Array
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

/** Encodes `text` and puts one raw byte where `mark` stands. */
const splice = (text: string, mark: string, byte: number): Uint8Array => {
  const at = text.indexOf(mark)
  return Uint8Array.from([...utf8(text.slice(0, at)), byte, ...utf8(text.slice(at + mark.length))])
}

const csvCell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
const csvRow = <Name extends string>(header: ReadonlyArray<Name>, row: Record<Name, string>): string =>
  header.map((name) => csvCell(row[name])).join(",")

const lineFeeds = (bytes: Uint8Array): number => bytes.reduce((sum, byte) => (byte === 0x0a ? sum + 1 : sum), 0)

const assemble = (
  header: ReadonlyArray<string>,
  sound: ReadonlyArray<Uint8Array>,
  wrong: ReadonlyArray<Entry>
): Generated => {
  const bytes: Array<number> = []
  const planted: Array<Planted> = []
  let line = 1
  let record = 0
  const write = (row: Uint8Array) => {
    for (const byte of row) bytes.push(byte)
    bytes.push(0x0d, 0x0a)
    line += lineFeeds(row) + 1
    record++
  }
  write(utf8(header.join(",")))
  for (let index = 0; index <= sound.length; index++) {
    for (const entry of wrong) {
      if (entry.after !== index) continue
      planted.push({ line, record, kind: entry.kind })
      write(entry.bytes)
    }
    const row = sound[index]
    if (row !== undefined) write(row)
  }
  return { bytes: Uint8Array.from(bytes), planted }
}

const input = new URL("../input/", import.meta.url)

/** The generated files, by name. */
export const files = (): ReadonlyArray<readonly [name: string, url: URL, file: Generated]> => [
  ["roster.csv", new URL("roster.csv", input), roster()],
  ["cases.csv", new URL("cases.csv", input), cases()]
]

if (import.meta.main) {
  mkdirSync(input, { recursive: true })
  for (const [name, url, file] of files()) {
    writeFileSync(url, file.bytes)
    console.log(`${name}: ${file.bytes.length} bytes, ${file.planted.length} wrong rows`)
    for (const { line, kind } of file.planted) console.log(`  line ${line}: ${kind}`)
  }
}
