import { uniques } from "@agencybook/application/Store"
import { kinds } from "@agencybook/core/Record"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { SqlClient } from "effect/sql/SqlClient"
import * as Migrations from "../src/Migrations.ts"
import * as RecordTables from "../src/RecordTables.ts"
import * as Tables from "../src/Tables.ts"
import { databases } from "./databases.ts"

describe("Tables", () => {
  it("know every index of every kind", () => {
    for (const [kind, { indexes }] of Object.entries(kinds)) {
      assert.deepStrictEqual(
        Object.keys(RecordTables.indexes[kind as keyof typeof kinds]).sort(),
        Object.keys(indexes).sort(),
        kind
      )
    }
  })

  it("have a unique index or constraint for every unique key of the port", () => {
    const sql = Tables.statements("s").join("\n").toLowerCase()
    for (const [kind, keys] of Object.entries(uniques)) {
      for (const name of Object.keys(keys)) {
        const index = kind === "case" ? "case_number" : `${kind.toLowerCase()}_${name}`
        assert.match(sql, new RegExp(`create unique index ${index} |constraint ${index} unique `))
      }
    }
  })

  it("lead every key with the exchange", () => {
    for (const statement of Tables.statements("s")) {
      for (const [, columns = ""] of statement.matchAll(
        /(?:primary key|foreign key|references [a-z_.]+|index [a-z_]+ on [a-z_.]+) \(([^)]*)\)/g
      ))
        assert.match(columns, /^exchange_id/, statement)
    }
  })

  it("come in an order in which a table is made after those it refers to", () => {
    const made = new Set<string>()
    for (const kind of RecordTables.order) {
      made.add(RecordTables.tables[kind].name)
      for (const constraint of RecordTables.tables[kind].constraints ?? []) {
        const referred = /references %schema\.([a-z_]+)/.exec(constraint)?.[1]
        if (referred !== undefined) assert.isTrue(made.has(referred), `${kind} before ${referred}`)
      }
    }
  })
})

/** What the rules never let through, written past them: the database has to refuse it by itself. */
const violations: ReadonlyArray<readonly [what: string, table: string, id: string, record: object, refusedBy: RegExp]> =
  [
    [
      "a second holder of a case",
      "delegation",
      "d-2",
      {
        caseId: "c",
        kind: "producer",
        delegate: { agentId: "a2", agencyId: "x" },
        state: { _tag: "Active", from: "2026-01-01" }
      },
      /delegation_holder/
    ],
    [
      "a second open request of a case",
      "delegation",
      "r-2",
      {
        caseId: "c",
        kind: "producer",
        delegate: { agentId: "a2", agencyId: "x" },
        state: { _tag: "Requested" }
      },
      /delegation_request/
    ],
    [
      "a delegation of a case that does not exist",
      "delegation",
      "d-3",
      {
        caseId: "none",
        kind: "producer",
        delegate: { agentId: "a", agencyId: "x" },
        state: { _tag: "Ended", from: "2026-01-01", until: "2026-01-02" }
      },
      /23503|foreign/
    ],
    [
      "a delegation in a state that does not exist",
      "delegation",
      "d-4",
      {
        caseId: "c",
        kind: "assister",
        delegate: { agentId: "a", agencyId: "x" },
        state: { _tag: "Stolen" }
      },
      /check/
    ],
    [
      "a period that ends before it begins",
      "delegation",
      "d-5",
      {
        caseId: "c",
        kind: "assister",
        delegate: { agentId: "a", agencyId: "x" },
        state: { _tag: "Ended", from: "2026-01-02", until: "2026-01-01" }
      },
      /check/
    ],
    [
      "a period that begins before the one before has ended",
      "delegation",
      "d-6",
      {
        caseId: "c",
        kind: "assister",
        delegate: { agentId: "a2", agencyId: "x" },
        state: { _tag: "Ended", from: "2026-01-19", until: "2026-02-01" }
      },
      /delegation_apart/
    ],
    [
      "a period in the past under one that has not ended",
      "delegation",
      "d-7",
      {
        caseId: "c",
        kind: "producer",
        delegate: { agentId: "a2", agencyId: "x" },
        state: { _tag: "Ended", from: "2025-12-01", until: "2026-01-02" }
      },
      /delegation_apart/
    ],
    [
      "a delegation that is active since no time",
      "delegation",
      "d-8",
      { caseId: "c", kind: "assister", delegate: { agentId: "a", agencyId: "x" }, state: { _tag: "Active" } },
      /check/
    ],
    [
      "a delegation of no case",
      "delegation",
      "d-9",
      { kind: "assister", delegate: { agentId: "a", agencyId: "x" }, state: { _tag: "Declined", at: "2026-01-01" } },
      /check/
    ],
    [
      "a delegation in no state",
      "delegation",
      "d-10",
      { caseId: "c", kind: "assister", delegate: { agentId: "a", agencyId: "x" } },
      /check/
    ],
    ["coverage without a premium", "consumer_case", "c-4", { caseNumber: "4", coverage: { aptc: 1 } }, /check/],
    [
      "a transfer to an agent who does not exist",
      "transfer",
      "t-1",
      { agencyId: "x", fromAgentId: "a", toAgentId: "nobody", state: "Applied" },
      /23503|foreign/
    ],
    [
      "a transfer to the agent who gives",
      "transfer",
      "t-2",
      { agencyId: "x", fromAgentId: "a", toAgentId: "a", state: "Applied" },
      /check/
    ],
    [
      "a transfer to an agency that does not exist",
      "transfer",
      "t-3",
      {
        agencyId: "x",
        fromAgentId: "a",
        toAgentId: "a2",
        toAgencyId: "nowhere",
        evidence: {},
        effectiveOn: "2026-01-01",
        state: "Applied"
      },
      /23503|foreign/
    ],
    [
      "an export of an agency that does not exist",
      "export_log",
      "e-1",
      { order: { agencyId: "nowhere" }, requestedBy: "agent/a" },
      /23503|foreign/
    ],
    [
      "a tax credit above the premium",
      "consumer_case",
      "c-2",
      { caseNumber: "2", coverage: { grossPremium: 100, aptc: 101 } },
      /check/
    ],
    [
      "a negative premium",
      "consumer_case",
      "c-3",
      { caseNumber: "3", coverage: { grossPremium: -1, aptc: -2 } },
      /check/
    ],
    [
      "two agents with one licence",
      "agent",
      "a9",
      { licence: { number: "1A00001" }, certification: { _tag: "Certified" } },
      /agent_licence/
    ],
    [
      "two agents with one national producer number",
      "agent",
      "a9",
      { licence: { number: "1A00009" }, npn: "1001", certification: { _tag: "Certified" } },
      /agent_npn/
    ],
    [
      "two agents with one address for login",
      "agent",
      "a9",
      { licence: { number: "1A00009" }, loginEmail: "a@mail.example", certification: { _tag: "Certified" } },
      /agent_email/
    ],
    [
      "a second open employment of an agent",
      "employment",
      "e9",
      { agentId: "a", agencyId: "x", state: "Invited" },
      /employment_open/
    ],
    [
      "two live agencies with one FEIN",
      "agency",
      "y",
      { fein: "941234567", certification: { _tag: "Pending" } },
      /agency_fein/
    ],
    [
      "one e-mail address for two helpers",
      "staff",
      "s9",
      { agencyId: "x", email: "a@b.example", level: 1, activity: "Active", approval: { _tag: "Pending" } },
      /staff_email/
    ],
    [
      "one staff number for two helpers",
      "staff",
      "s8",
      {
        agencyId: "x",
        email: "c@b.example",
        staffNumber: "A1234",
        level: 1,
        activity: "Active",
        approval: { _tag: "Approved" }
      },
      /staff_number/
    ],
    [
      "a third level of staff",
      "staff",
      "s7",
      { agencyId: "x", email: "d@b.example", level: 3, activity: "Active", approval: { _tag: "Pending" } },
      /check/
    ],
    [
      "two live codes of a case",
      "access_code",
      "k2",
      { caseId: "c", state: "Issued", wrongTries: 0 },
      /accesscode_live/
    ]
  ]

const seed: ReadonlyArray<readonly [table: string, id: string, record: object]> = [
  ["agency", "x", { fein: "941234567", certification: { _tag: "Certified" } }],
  [
    "agent",
    "a",
    { licence: { number: "1A00001" }, npn: "1001", loginEmail: "a@mail.example", certification: { _tag: "Certified" } }
  ],
  ["agent", "a2", { licence: { number: "1A00002" }, certification: { _tag: "Certified" } }],
  ["employment", "e", { agentId: "a", agencyId: "x", state: "Active" }],
  ["consumer_case", "c", { caseNumber: "1" }],
  [
    "delegation",
    "d-1",
    {
      caseId: "c",
      kind: "producer",
      delegate: { agentId: "a", agencyId: "x" },
      state: { _tag: "Active", from: "2026-01-01" }
    }
  ],
  [
    "delegation",
    "d-0",
    {
      caseId: "c",
      kind: "assister",
      delegate: { agentId: "a", agencyId: "x" },
      state: { _tag: "Ended", from: "2026-01-10", until: "2026-01-20" }
    }
  ],
  // One that meets it, and one inside it that covers nothing.
  [
    "delegation",
    "d-00",
    {
      caseId: "c",
      kind: "assister",
      delegate: { agentId: "a2", agencyId: "x" },
      state: { _tag: "Ended", from: "2026-01-05", until: "2026-01-10" }
    }
  ],
  [
    "delegation",
    "d-01",
    {
      caseId: "c",
      kind: "assister",
      delegate: { agentId: "a2", agencyId: "x" },
      state: { _tag: "Ended", from: "2026-01-15", until: "2026-01-15" }
    }
  ],
  [
    "delegation",
    "r-1",
    { caseId: "c", kind: "producer", delegate: { agentId: "a2", agencyId: "x" }, state: { _tag: "Requested" } }
  ],
  [
    "staff",
    "s1",
    {
      agencyId: "x",
      email: "a@b.example",
      staffNumber: "A1234",
      level: 2,
      activity: "Active",
      approval: { _tag: "Approved" }
    }
  ],
  ["access_code", "k1", { caseId: "c", state: "Issued", wrongTries: 0 }]
]

const ended = { _tag: "Ended", from: "2025-01-01", until: "2025-01-02" }
const held = { caseId: "c", kind: "assister", delegate: { agentId: "a", agencyId: "x" }, state: ended }
const session = { managerId: "a", agentId: "a2", agencyId: "x" }
const grantee = { _tag: "Agency", agencyId: "x", agentId: "a" }
const code = { caseId: "c", agentId: "a", agencyId: "x", state: "Superseded", wrongTries: 0 }
const invited = { agentId: "a", agencyId: "x", kind: "activation-link", state: "Revoked", wrongTries: 0 }
const moved = { agencyId: "x", fromAgentId: "a", toAgentId: "a2", state: "Applied" }
const account = { agentId: "a", username: "u", state: { _tag: "Disabled" } }
const reviewed = { caseId: "c", assistedBy: { agentId: "a", agencyId: "x" }, retainUntil: "2036-01-01" }
const taken = { order: { agencyId: "x", agentId: "a" }, requestedBy: "agent/a", agentId: "a" }
const counselor = { entityId: "n", state: { _tag: "Active" } }
const helped = {
  ...{ caseId: "c", consentId: "consent-named", state: ended },
  delegate: { counselorId: "counselor-named", entityId: "n" }
}
const returned = { agencyId: "x", agentId: "a", state: { _tag: "Open" }, returnedAt: "2026-01-01", lines: [{}] }
const entity = { certification: { _tag: "Registered" } }

/**
 * A record that names others, all of which are there, and what it is when it names one that is not, by the constraint that
 * refuses it.
 */
const naming: ReadonlyArray<readonly [table: string, record: object, wrong: Readonly<Record<string, object>>]> = [
  [
    "agent",
    { licence: { number: "1A00010" }, certification: { _tag: "Pending" }, sitesOf: "x" },
    { sites_of: { sitesOf: "y" } }
  ],
  [
    "employment",
    { agentId: "a", agencyId: "x", state: "Inactive" },
    { agent_id: { agentId: "nobody" }, agency_id: { agencyId: "nowhere" } }
  ],
  [
    "acting",
    session,
    { manager_id: { managerId: "nobody" }, agent_id: { agentId: "nobody" }, agency_id: { agencyId: "nowhere" } }
  ],
  [
    "staff",
    { agencyId: "x", email: "n@b.example", level: 1, activity: "Active", approval: { _tag: "Pending" } },
    { agency_id: { agencyId: "nowhere" } }
  ],
  ["enrollment_entity", entity, {}],
  ["counselor", counselor, { entity_id: { entityId: "nowhere" } }],
  ["consumer_case", { caseNumber: "9" }, {}],
  [
    "consent",
    { caseId: "c", grantee, state: { _tag: "Granted" } },
    {
      case_id: { caseId: "none" },
      agent_id: { grantee: { ...grantee, agentId: "nobody" } },
      counselor_id: { grantee: { _tag: "Counselor", counselorId: "nobody" } }
    }
  ],
  [
    "application_review",
    reviewed,
    {
      case_id: { caseId: "none" },
      agent_id: { assistedBy: { agentId: "nobody", agencyId: "x" } },
      agency_id: { assistedBy: { agentId: "a", agencyId: "nowhere" } }
    }
  ],
  [
    "transfer",
    { ...moved, submittedBy: "x", toAgencyId: "x", evidence: {}, effectiveOn: "2026-01-01" },
    {
      agency_id: { agencyId: "nowhere" },
      from_agent_id: { fromAgentId: "nobody" },
      to_agent_id: { toAgentId: "nobody" },
      to_agency_id: { toAgencyId: "nowhere" },
      submitted_by: { submittedBy: "nowhere" }
    }
  ],
  [
    "delegation",
    { ...held, consentId: "consent-named", predecessorId: "d-0", transferId: "transfer-named" },
    {
      case_id: { caseId: "none" },
      agent_id: { delegate: { agentId: "nobody", agencyId: "x" } },
      agency_id: { delegate: { agentId: "a", agencyId: "nowhere" } },
      consent_id: { consentId: "none" },
      predecessor_id: { predecessorId: "none" },
      transfer_id: { transferId: "none" }
    }
  ],
  [
    "counselor_delegation",
    helped,
    {
      case_id: { caseId: "none" },
      consent_id: { consentId: "none" },
      counselor_id: { delegate: { counselorId: "nobody", entityId: "n" } },
      entity_id: { delegate: { counselorId: "counselor-named", entityId: "nowhere" } }
    }
  ],
  [
    "export_log",
    taken,
    {
      agency_id: { order: { agencyId: "nowhere" } },
      agent_id: { order: { agencyId: "x", agentId: "nobody" } },
      told_agent_id: { agentId: "nobody" }
    }
  ],
  ["discrepancy_list", returned, { agency_id: { agencyId: "nowhere" }, agent_id: { agentId: "nobody" } }],
  ["access_code", { caseId: "c", state: "Revoked", wrongTries: 0 }, { case_id: { caseId: "none" } }],
  [
    "agent_change_code",
    code,
    { case_id: { caseId: "none" }, agent_id: { agentId: "nobody" }, agency_id: { agencyId: "nowhere" } }
  ],
  ["invitation", invited, { agent_id: { agentId: "nobody" }, agency_id: { agencyId: "nowhere" } }],
  ["extranet_account", account, { agent_id: { agentId: "nobody" } }]
]

for (const { client, name } of databases) {
  describe(`the constraints of the ${name} database hold without the rules`, () => {
    it.live("each violation is refused, by name", () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient
        const schema = `constraints_${name}`
        yield* Migrations.run(schema)
        const insert = (table: string, id: string, record: string) =>
          sql.unsafe(
            `insert into ${schema}.${table} (exchange_id, id, version, record) values ('x', $1, 1, $2::jsonb)`,
            [id, record]
          )
        for (const [table, id, record] of seed) yield* insert(table, id, JSON.stringify(record))
        for (const [what, table, id, record, refusedBy] of violations) {
          const error = yield* Effect.flip(insert(table, id, JSON.stringify(record)))
          const shown = JSON.stringify(error.reason, (_key, value) =>
            value instanceof Error ? { ...value, message: value.message } : value
          )
          assert.match(`${error.reason._tag} ${shown}`.toLowerCase(), refusedBy, what)
        }
        // The same numbers in another exchange are nobody's business.
        yield* sql.unsafe(
          `insert into ${schema}.agency (exchange_id, id, version, record) values ('y', 'x', 1, $1::jsonb)`,
          [JSON.stringify({ fein: "941234567", certification: { _tag: "Certified" } })]
        )
      }).pipe(Effect.provide(Layer.fresh(client())))
    )

    it.live("what a record names is there, in the same exchange", () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient
        const schema = `references_${name}`
        yield* Migrations.run(schema)
        const insert = (exchange: string, table: string, id: string, record: object) =>
          sql.unsafe(
            `insert into ${schema}.${table} (exchange_id, id, version, record) values ($1, $2, 1, $3::text::jsonb)`,
            [exchange, id, JSON.stringify(record)]
          )
        for (const one of [...seed, ["enrollment_entity", "n", entity] as const]) yield* insert("x", ...one)
        // What the wrong ones name is there for another exchange.
        for (const [table, id] of [
          ["agency", "y"],
          ["agency", "nowhere"],
          ["agent", "nobody"]
        ] as const)
          yield* insert("other", table, id, { fein: id, licence: { number: id }, certification: { _tag: "Pending" } })
        const refused: Array<string> = []
        for (const [table, record, wrong] of naming) {
          for (const [column, over] of Object.entries(wrong)) {
            const error = yield* Effect.flip(insert("x", table, `${table}-wrong`, { ...record, ...over }))
            const cause = error.reason.cause as { readonly code?: string; readonly constraint?: string }
            assert.deepStrictEqual(
              [cause.code, cause.constraint],
              ["23503", `${table}_exchange_id_${column}_fkey`],
              `${table} of \`${column}\``
            )
            refused.push(`${table} ${column}`)
          }
          yield* insert("x", table, `${table.replace("consumer_", "")}-named`, record)
        }
        const all = yield* sql.unsafe<{ name: string }>(
          `select c.relname || ' ' || a.attname as name from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum = k.conkey[2] where n.nspname = $1 and k.contype = 'f'`,
          [schema]
        )
        assert.sameMembers(
          refused,
          all.map(({ name }) => name)
        )
      }).pipe(Effect.provide(Layer.fresh(client())))
    )
  })
}
