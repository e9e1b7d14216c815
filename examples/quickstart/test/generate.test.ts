import { readFileSync } from "node:fs"
import { assert, describe, it } from "@effect/vitest"
import * as Cast from "../src/cast.ts"
import { casesHeader, files, type Generated, rosterHeader } from "../src/generate.ts"

/** The slow, obvious reader: enough for files that are known to be sound but for the planted rows. */
const read = (text: string): ReadonlyArray<ReadonlyArray<string>> => {
  const rows: Array<Array<string>> = []
  let row: Array<string> = []
  let cell = ""
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] as string
    if (quoted) {
      if (sign !== '"') cell += sign
      else if (text[at + 1] === '"') cell += text[++at]
      else quoted = false
    } else if (sign === '"') quoted = true
    else if (sign === ",") {
      row.push(cell)
      cell = ""
    } else if (sign === "\r" && text[at + 1] === "\n") {
      at++
      rows.push([...row, cell])
      row = []
      cell = ""
    } else cell += sign
  }
  assert.strictEqual(row.length + cell.length, 0, "the last line ends with CRLF")
  return rows
}

const [, , rosterFile] = files()[0] as readonly [string, URL, Generated]
const [, , casesFile] = files()[1] as readonly [string, URL, Generated]
const text = (file: Generated) => new TextDecoder().decode(file.bytes)

/** The records of a file without the planted ones, by column name. */
const sound = <Name extends string>(file: Generated, header: ReadonlyArray<Name>): Array<Record<Name, string>> => {
  const wrong = new Set(file.planted.map(({ record }) => record))
  const [first, ...rows] = read(text(file))
  assert.deepStrictEqual(first, [...header])
  return rows
    .filter((_, index) => !wrong.has(index + 1))
    .map((cells) => {
      assert.strictEqual(cells.length, header.length)
      return Object.fromEntries(header.map((name, index) => [name, cells[index]])) as Record<Name, string>
    })
}

const agents = sound(rosterFile, rosterHeader)
const households = sound(casesFile, casesHeader)
const distinct = (values: ReadonlyArray<string>) => new Set(values).size
const cents = (money: string) => Math.round(Number(money) * 100)
const date = /^\d{4}-\d\d-\d\d$/

describe("input files", () => {
  for (const [name, url, file] of files()) {
    it(`${name} is what the generator makes`, () => {
      assert.isTrue(Buffer.from(file.bytes).equals(readFileSync(url)), "run src/generate.ts and commit the files")
    })
    it(`${name} says where its wrong rows are`, () => {
      const lines = text(file).split("\n")
      for (const { kind, line } of file.planted) {
        assert.match(lines[line - 1] as string, /Wrong|agt-|Mu\ufffdoz|,,1984-08-19/, kind)
      }
      assert.strictEqual(distinct(file.planted.map(({ kind }) => kind)), file.planted.length)
    })
  }
})

describe("roster", () => {
  it("has forty agents in three agencies, in every certification state", () => {
    const held = (id: string) => agents.filter((agent) => agent.agency_id === id).length
    assert.deepStrictEqual(Object.values(Cast.agencies).map(held), [25, 14, 1])
    assert.strictEqual(agents.length, 40)
    assert.strictEqual(distinct(agents.map((agent) => agent.certification_state)), 10)
    assert.isAtLeast(agents.filter((agent) => agent.certification_state === "Certified").length, 24)
  })
  it("gives each agency one manager, certified and active", () => {
    const managers = agents.filter((agent) => agent.manager === "Y")
    assert.deepStrictEqual(
      managers.map((agent) => agent.agent_id),
      [Cast.dolores.agentId, Cast.rosalind.agentId, Cast.hoa.agentId]
    )
    for (const agent of managers) {
      assert.deepStrictEqual([agent.certification_state, agent.employment_state], ["Certified", "Active"])
    }
  })
  it("repeats no licence, producer number, id or address, and writes each in its format", () => {
    for (const column of ["agent_id", "licence", "npn", "email", "public_email"] as const) {
      assert.strictEqual(distinct(agents.map((agent) => agent[column])), agents.length, column)
    }
    for (const agent of agents) {
      assert.match(agent.licence, /^\d[0-9A-Z]\d{5}$/)
      assert.match(agent.npn, /^[1-9]\d{0,9}$/)
      assert.match(agent.agency_fein, /^\d{9}$/)
      assert.match(agent.phone, /^\d{3}-555-01\d\d$/)
      assert.match(agent.email, /^[a-z.]+@example\.(com|org|net)$/)
      assert.match(agent.public_email, /^[a-z.]+@example\.(com|org|net)$/)
      assert.include(agent.languages.split(";"), "en")
    }
  })
  it("dates a certification exactly when there is one", () => {
    for (const agent of agents) {
      if (agent.certification_state === "Certified" || agent.certification_state === "Suspended") {
        assert.isBelow(Date.parse(agent.certified_from), Date.parse("2026-02-01"))
        assert.isAbove(Date.parse(agent.certified_until), Date.parse("2026-12-31"))
        assert.match(agent.certification_number, /^2\d{9}$/)
      } else {
        assert.strictEqual(agent.certified_from + agent.certified_until + agent.certification_number, "")
        assert.strictEqual(agent.listed + agent.accepts_new_clients, "NN")
      }
    }
  })
  it("holds the cast, ready to take clients", () => {
    for (const member of [Cast.maria, Cast.tomas, Cast.linh, Cast.hoa]) {
      const agent = agents.find(({ agent_id }) => agent_id === member.agentId)
      assert.deepStrictEqual(
        [agent?.licence, agent?.npn, agent?.last_name, agent?.certification_state, agent?.accepts_new_clients],
        [member.licence, member.npn, member.lastName, "Certified", "Y"]
      )
      assert.strictEqual(agent?.listed, "Y")
    }
  })
})

describe("cases", () => {
  const byLicence = new Map(agents.map((agent) => [agent.licence, agent]))
  it("has two thousand households with numbers of their own", () => {
    assert.strictEqual(households.length, 2000)
    assert.strictEqual(distinct(households.map((row) => row.case_number)), 2000)
    for (const row of households) assert.match(row.case_number, /^\d{10}$/)
  })
  it("delegates only to certified and active agents, after their certification began", () => {
    for (const row of households) {
      assert.strictEqual(row.agent_licence === "", row.delegated_on === "")
      if (row.agent_licence === "") continue
      const agent = byLicence.get(row.agent_licence)
      assert.strictEqual(agent?.certification_state, "Certified")
      assert.isTrue(row.delegated_on >= (agent?.certified_from ?? "") && row.delegated_on < "2026-03-01")
    }
  })
  it("spreads the books unevenly", () => {
    const books = new Map<string, number>()
    for (const row of households) books.set(row.agent_licence, (books.get(row.agent_licence) ?? 0) + 1)
    const size = (member: Cast.CastAgent) => books.get(member.licence) ?? 0
    assert.strictEqual(books.get(""), 160)
    assert.isTrue(size(Cast.maria) >= 60 && size(Cast.maria) <= 90, String(size(Cast.maria)))
    for (const agent of agents) {
      if (agent.agency_id === Cast.agencies.goldenGate) {
        assert.isAtMost(books.get(agent.licence) ?? 0, size(Cast.maria), agent.agent_id)
      }
    }
    assert.isAtLeast(agents.filter((a) => a.certification_state === "Certified" && !books.has(a.licence)).length, 2)
  })
  it("fills the plan of a household whole or not at all", () => {
    for (const row of households) {
      const cells = [row.carrier, row.plan_name, row.metal, row.effective_on, row.gross_premium, row.aptc]
      assert.isTrue(
        cells.every((cell) => (cell === "") === (row.enrollment_status === "")),
        row.case_number
      )
      assert.strictEqual(row.end_on !== "", row.enrollment_status === "Terminated")
      assert.isAtMost(cents(row.aptc), cents(row.gross_premium))
      if (row.gross_premium !== "") assert.match(row.gross_premium, /^[1-9]\d*\.\d\d$/)
      if (row.enrollment_status === "Effectuated") assert.match(row.binder_paid_on, date)
      if (row.agent_licence === "" || row.enrollment_status === "") assert.strictEqual(row.aor_npn, "")
      else assert.match(row.aor_npn, /^[1-9]\d{0,9}$/)
    }
  })
  it("names another agent of record for about three policies in a hundred", () => {
    const policies = households.filter((row) => row.aor_npn !== "")
    const other = policies.filter((row) => row.aor_npn !== byLicence.get(row.agent_licence)?.npn)
    assert.isTrue(other.length > policies.length * 0.02 && other.length < policies.length * 0.04, String(other.length))
  })
  it("can be reached: whoever prefers e-mail has an address, and telephone numbers are made up", () => {
    for (const row of households) {
      if (row.preferred_channel === "email") assert.notStrictEqual(row.email, "")
      assert.match(row.email, /^$|^[a-z0-9.]+@example\.(com|org|net)$/)
      assert.match(row.phone, /^\d{3}-555-01\d\d$/)
      assert.match(row.zip, /^\d{5}(-\d{4})?$/)
      assert.match(row.dob, date)
      assert.match(row.open_verifications, /^$|^[a-z-]+:\d{4}-\d\d-\d\d(;[a-z-]+:\d{4}-\d\d-\d\d)*$/)
      const size = row.member_eligibility.split(";").length
      assert.isTrue(size >= 1 && size <= 8)
    }
  })
  it("holds the two households of the cast, without an agent", () => {
    for (const member of [Cast.zoe, Cast.amelie]) {
      const row = households.find(({ case_number }) => case_number === member.caseNumber)
      assert.deepStrictEqual(
        [row?.primary_first_name, row?.primary_last_name, row?.dob, row?.zip, row?.preferred_language],
        [member.firstName, member.lastName, member.dob, member.zip, member.language]
      )
      assert.deepStrictEqual([row?.agent_licence, row?.account_linked], ["", member.accountLinked ? "Y" : "N"])
    }
  })
  it("keeps the text that is hard on software", () => {
    const some = (test: (row: (typeof households)[number]) => boolean) => assert.isTrue(households.some(test))
    some((row) => row.street.includes("\n") && !row.street.includes("\r"))
    some((row) => row.street.includes("\r\n"))
    for (const sign of ["=", "-", "+"]) {
      some((row) => row.city.startsWith(sign))
      some((row) => row.plan_name.startsWith(sign))
    }
    some((row) => /\p{Script=Arabic}/u.test(row.primary_last_name))
    some((row) => /\p{Script=Hebrew}/u.test(row.primary_last_name))
    some((row) => row.primary_last_name === "King, Jr.")
    some((row) => row.primary_first_name === 'Robert "Bobby"')
    some((row) => row.primary_last_name !== row.primary_last_name.normalize("NFC"))
    some((row) => row.case_number.startsWith("00"))
  })
})
