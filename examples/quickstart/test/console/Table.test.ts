import { assert, describe, it } from "@effect/vitest"
import * as Style from "../../src/console/Style.ts"
import * as Table from "../../src/console/Table.ts"
import * as Text from "../../src/console/Text.ts"

interface Agent {
  readonly name: string
  readonly state: string
  readonly cases: number
}

const agents: ReadonlyArray<Agent> = [
  { name: "Maria Okafor-Lindqvist", state: "Certified", cases: 1086 },
  { name: "Linh Nguyễn", state: "Certified", cases: 360 },
  { name: "陳 小龍", state: "Suspended", cases: 3 },
  { name: "Wei Ng", state: "Pending", cases: 0 }
]

const table: Table.Table<Agent> = {
  columns: [
    { title: "Agent", cell: (agent) => agent.name },
    {
      title: "Status",
      cell: (agent) => agent.state,
      tone: (agent) => (agent.state === "Certified" ? "good" : "warn")
    },
    { title: "Cases", cell: (agent) => Text.count(agent.cases), align: "right", bar: (agent) => agent.cases }
  ],
  rows: agents,
  total: ["4 agents", "", "1,449"]
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the colours are what is taken away
const bare = (text: string) => text.replace(/\u001b\[\d+m/g, "")

describe("Table.render", () => {
  it("is plain where there is no terminal", () => {
    assert.deepStrictEqual(Table.render(table, Style.plain(80)).split("\n"), [
      "  Agent                   Status     Cases",
      "  ----------------------------------------",
      "  Maria Okafor-Lindqvist  Certified  1,086",
      "  Linh Nguyễn             Certified    360",
      "  陳 小龍                 Suspended      3",
      "  Wei Ng                  Pending        0",
      "  ----------------------------------------",
      "  4 agents                           1,449"
    ])
  })
  it("draws bars on a terminal", () => {
    assert.deepStrictEqual(bare(Table.render(table, Style.rich(80))).split("\n"), [
      "  Agent                   Status     Cases",
      "  ─────────────────────────────────────────────────────────",
      "  Maria Okafor-Lindqvist  Certified  1,086 ████████████████",
      "  Linh Nguyễn             Certified    360 █████▎",
      "  陳 小龍                 Suspended      3 ▏",
      "  Wei Ng                  Pending        0",
      "  ─────────────────────────────────────────────────────────",
      "  4 agents                           1,449"
    ])
  })
  it("colours by tone and nothing else", () => {
    const line = Table.render(table, Style.rich(80)).split("\n")[4]
    assert.strictEqual(line, "  陳 小龍                 \u001b[33mSuspended\u001b[39m      3 \u001b[36m▏\u001b[39m")
  })
  it("gives way: bars first, then texts, then columns; figures stay whole", () => {
    assert.deepStrictEqual(
      bare(Table.render(table, Style.rich(47)))
        .split("\n")
        .slice(0, 4),
      [
        "  Agent                   Status     Cases",
        "  ─────────────────────────────────────────────",
        "  Maria Okafor-Lindqvist  Certified  1,086 ████",
        "  Linh Nguyễn             Certified    360 █▍"
      ]
    )
    assert.deepStrictEqual(
      bare(Table.render(table, Style.rich(36)))
        .split("\n")
        .slice(0, 5),
      [
        "  Agent        Status     Cases",
        "  ──────────────────────────────────",
        "  Maria Okaf…  Certified  1,086 ████",
        "  Linh Nguyễn  Certified    360 █▍",
        "  陳 小龍      Suspended      3 ▏"
      ]
    )
    assert.deepStrictEqual(
      Table.render(
        { columns: [{ title: "Cases", cell: (row: string) => row, align: "right" }], rows: ["1234567"], indent: 0 },
        Style.plain(5)
      ).split("\n"),
      ["Cases", "-----", "#####"]
    )
  })
  it("is never wider than it may be", () => {
    for (let width = 1; width <= 90; width++) {
      for (const style of [Style.plain(width), Style.rich(width)]) {
        for (const line of bare(Table.render(table, style)).split("\n")) {
          assert.isAtMost(Text.width(line), width, `${width}: ${line}`)
        }
      }
    }
  })
  it("lets no name break the line, move the cursor or turn the direction", () => {
    const hostile: Table.Table<string> = {
      columns: [
        { title: "Name", cell: (name) => name },
        { title: "Cases", cell: () => "7", align: "right" }
      ],
      rows: ["\u001b[2J\u001b]0;owned\u0007", "\u202eevil\u2066", "two\r\nlines", "علي", "=1+1"]
    }
    assert.deepStrictEqual(bare(Table.render(hostile, Style.rich(60))).split("\n"), [
      "  Name            Cases",
      "  ─────────────────────",
      "  ␛[2J␛]0;owned␇      7",
      "  \ufffdevil\ufffd              7",
      "  two ↵ lines         7",
      "  \u2068علي\u2069                 7",
      "  =1+1                7"
    ])
    assert.deepStrictEqual(Table.render(hostile, Style.plain(60)).split("\n"), [
      "  Name            Cases",
      "  ---------------------",
      "  ?[2J?]0;owned?      7",
      "  ?evil?              7",
      "  two / lines         7",
      "  علي                 7",
      "  =1+1                7"
    ])
  })
  it("says so when there is nothing", () => {
    assert.deepStrictEqual(
      Table.render({ columns: [{ title: "Agent", cell: String }], rows: [], none: "no agents" }, Style.plain(40)).split(
        "\n"
      ),
      ["  Agent", "  -----", "  no agents"]
    )
  })
  it("honours the widest and the alignment of a column", () => {
    assert.deepStrictEqual(
      Table.render(
        {
          columns: [
            { title: "Plan", cell: (row: string) => row, max: 10 },
            { title: "Tier", cell: () => "Au", align: "centre" },
            { title: "Note", cell: () => "x" }
          ],
          rows: ["Redwood Silver 70 HMO"],
          indent: 0
        },
        Style.plain(60)
      ).split("\n"),
      ["Plan        Tier  Note", "----------------------", "Redwood...   Au   x"]
    )
  })
})

describe("Table.bar", () => {
  it("is precise to an eighth, and a value above zero is seen", () => {
    assert.deepStrictEqual(
      [0, 0.01, 1, 3, 8, 12, 16, 99].map((value) => Table.bar(value, 16, 2)),
      ["", "▏", "▏", "▍", "█", "█▌", "██", "██"]
    )
    assert.strictEqual(Table.bar(Number.NaN, 10, 4) + Table.bar(1, 0, 4) + Table.bar(-1, 10, 4), "")
  })
})
