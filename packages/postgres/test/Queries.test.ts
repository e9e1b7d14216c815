// Every question, by everybody, page by page: a database answers what the store in memory answers, refusals included.
import * as Agencybook from "@agencybook/application/Agencybook"
import type { ActorInput, UnreadEnvelope } from "@agencybook/application/CommandInput"
import * as HostClock from "@agencybook/application/HostClock"
import * as MemoryStore from "@agencybook/application/MemoryStore"
import * as NodeSecrets from "@agencybook/application/NodeSecrets"
import * as Queries from "@agencybook/application/Queries"
import type { Store } from "@agencybook/application/Store"
import type * as Page from "@agencybook/core/Page"
import { assert, describe, it } from "@effect/vitest"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { databases, freshStore } from "./databases.ts"
import { agent, feed, household, roster } from "./fixture/roster.ts"

type Services = Agencybook.Agencybook | Store

const secrets = NodeSecrets.layer({ N: 16, r: 8, p: 1 })
const over = <E>(store: Layer.Layer<Store, E>) =>
  Agencybook.layer().pipe(Layer.provide(secrets), Layer.provideMerge(store))

const start = Date.UTC(2026, 2, 3, 18)
const at = <A, E, R>(effect: Effect.Effect<A, E, R>, day: number) =>
  Effect.provideService(
    effect,
    Clock.Clock,
    HostClock.make(() => start + day * 86_400_000)
  )

const as = (agentId: string) => ({ _tag: "Agent", agentId }) as const
const exchange = { _tag: "Exchange", userId: "examiner" } as const
const consumer = (index: number) => ({ _tag: "Consumer", caseId: `case-${index}` }) as const
const step = (id: string, actor: ActorInput, command: object, day = 1) => ({ day, envelope: { id, actor, command } })
const coverage = {
  ...{ state: "Effectuated", carrier: "Golden Health", plan: "Silver 70", metal: "Silver" },
  ...{ effectiveOn: "2026-01-01", grossPremium: 41_250, aptc: 20_000, pastDue: false, aorNpn: "1100001" }
}
const document = (expiresOn: string) => ({
  _tag: "UploadAgencyDocument",
  agencyId: "acme",
  document: {
    ...{ type: "e-and-o", expiresOn },
    file: { documentId: "d-1", name: "Paper.pdf", mediaType: "application/pdf", bytes: 7, sha256: "ab".repeat(32) }
  }
})
const request = (index: number, agentId: string) => ({
  _tag: "RequestDelegation",
  delegationId: `d-${index}`,
  caseId: `case-${index}`,
  agentId,
  signedBy: "Zoë Null"
})

const story: ReadonlyArray<{ readonly day: number; readonly envelope: UnreadEnvelope }> = [
  { day: 0, envelope: roster },
  step("cases", feed, {
    _tag: "RecordCases",
    entries: Array.from({ length: 12 }, (_, index) => {
      const one = household(index, index < 5 ? "ana" : index < 8 ? "bo" : undefined)
      return { ...one, case: { ...one.case, ...(index % 2 === 0 ? { coverage } : {}) } }
    })
  }),
  ...[0, 1, 2].flatMap((n) => {
    const { agencyId: _, ...of } = agent(`new-${n}`, `2B0000${n}`)
    return [
      step(
        `add-${n}`,
        as("max"),
        { _tag: "AddAgent", agencyId: "acme", agentId: of.agentId, profile: of.profile },
        n + 1
      ),
      step(`submit-${n}`, as("max"), { _tag: "SubmitAgent", agentId: of.agentId }, n + 1)
    ]
  }),
  step(
    "met",
    exchange,
    {
      _tag: "RecordRequirement",
      agentId: "new-1",
      item: "licence-validated",
      outcome: "Met"
    },
    4
  ),
  step("paper", as("max"), document("2026-03-09"), 4),
  step("ask-8", consumer(8), request(8, "bo"), 4),
  step("ask-9", consumer(9), request(9, "ana"), 5),
  step("ask-10", consumer(10), request(10, "bo"), 6),
  step("accept-8", as("bo"), { _tag: "AcceptRequest", delegationId: "d-8" }, 6),
  step("remove", consumer(4), { _tag: "RemoveDelegation", delegationId: "cases~4" }, 6),
  step(
    "export",
    as("max"),
    {
      _tag: "RecordExport",
      exportId: "e-1",
      order: { agencyId: "acme", columns: "compact" },
      acknowledged: true
    },
    6
  ),
  step(
    "record",
    exchange,
    {
      _tag: "ChangeAgentOfRecord",
      caseId: "case-0",
      agentId: "max",
      from: "2026-03-12",
      reason: "correction"
    },
    7
  ),
  ...[1, 2, 3].flatMap((n) => [
    step(`entity-${n}`, exchange, { _tag: "RegisterEntity", entityId: `entity-${n}`, name: `Open Door ${n}` }, 7),
    step(`certify-${n}`, exchange, { _tag: "CertifyEntity", entityId: `entity-${n}`, through: "2026-12-31" }, 7),
    step(
      `counselor-${n}`,
      exchange,
      { _tag: "AddCounselor", counselorId: `cec-${n}`, entityId: "entity-1", name: { first: "Cleo", last: "Nash" } },
      7
    )
  ]),
  step(
    "ask-counselor",
    consumer(8),
    {
      ...{ _tag: "RequestCounselor", delegationId: "help-8", caseId: "case-8" },
      ...{ counselorId: "cec-1", signedBy: "Cora Quint" }
    },
    7
  ),
  ...[3, 1, 2].map((n) =>
    step(
      `staff-${n}`,
      as("max"),
      {
        ...{ _tag: "AddStaff", agencyId: "acme", userId: `helper-${n}`, level: 1 },
        details: { name: { first: "Lee", last: "New" }, email: `helper-${n}@example.com` }
      },
      7
    )
  ),
  ...[2, 0, 1].map((n) =>
    step(
      `transfer-${n}`,
      as("max"),
      {
        ...{ _tag: "TransferBook", transferId: `t-${n}`, agencyId: "acme", fromAgentId: "ana", toAgentId: "max" },
        ...{ only: [`cases~${n}`], reason: "leave", effectiveOn: "2026-04-01" }
      },
      7
    )
  ),
  ...[2, 0, 1].flatMap((n) => {
    const of = { agencyId: "acme", agentId: "ana" }
    const claims = [0, 7].map((one) => ({
      ...{ name: { first: "Cora", last: "Quint" }, dob: "1980-05-17", applicationOn: "2026-02-02" },
      caseNumber: household(one, undefined).case.caseNumber
    }))
    return [
      step(`missed-${n}`, as("ana"), { _tag: "ReturnDiscrepancies", listId: `list-${n}`, ...of, claims }, 7 + n / 100)
    ]
  }),
  step(
    "found",
    exchange,
    { _tag: "AnswerDiscrepancies", listId: "list-1", answers: [{ claim: 2, finding: "no-such-case" }] },
    7.5
  ),
  step("suspend", exchange, { _tag: "SuspendAgent", agentId: "bo", reason: "under-investigation" }, 8),
  step("refused", as("ana"), { _tag: "AcceptRequest", delegationId: "d-10" }, 8)
]

const agency = { agencyId: "acme" } as never
const own = { agencyId: "acme", agentId: "ana" } as never
type Ask = (one: Queries.Viewer, request: Page.Request) => Effect.Effect<Queries.AsOf<unknown>, unknown, Services>
const date = "3000-01-01" as never

const lists: Readonly<Record<string, Ask>> = {
  ...Object.fromEntries(
    (["pending", "active", "inactive"] as const).flatMap((list) =>
      [agency, own].map((scope, n): [string, Ask] => [
        `${list} ${n}`,
        (one, request) => Queries.delegations(one, scope, list, request)
      ])
    )
  ),
  roster: (one, request) => Queries.rosterPage(one, "acme" as never, {}, request),
  directory: (one, request) => Queries.directory(one, { name: "null" }, request),
  county: (one, request) => Queries.directory(one, { county: " SACRAMENTO ", zip: "95814-0001" }, request),
  agencies: (one, request) => Queries.agencies(one, { certification: "Certified" }, request),
  "lists that came back": (one, request) => Queries.returnedDiscrepancies(one, agency, request),
  "lists that wait": (one, request) => Queries.waitingDiscrepancies(one, request),
  exports: (one, request) => Queries.exportLogs(one, agency, request),
  ...Object.fromEntries(
    [agency, {} as never].flatMap(
      (scope, n): Array<[string, Ask]> => [
        [`stuck ${n}`, (one, request) => Queries.stuckCertifications(one, scope, {}, request)],
        [`stuck at ${n}`, (one, request) => Queries.stuckCertifications(one, scope, { item: "lms-invited" }, request)],
        ...(["licence", "term", "document"] as const).map((what): [string, Ask] => [
          `${what} ${n}`,
          (one, request) => Queries.expiring(one, scope, { what, before: date }, request)
        ]),
        [`requests ${n}`, (one, request) => Queries.ageingRequests(one, scope, { atLeastDays: 1 }, request)],
        [`idle ${n}`, (one, request) => Queries.idleCases(one, scope, request)]
      ]
    )
  ),
  entities: (one, request) => Queries.entities(one, {}, request),
  "entities that are certified": (one, request) => Queries.entities(one, { certification: "Certified" }, request),
  counselors: (one, request) => Queries.counselors(one, "entity-1" as never, request),
  staff: (one, request) => Queries.staff(one, "acme" as never, request),
  "transfers that wait": (one, request) => Queries.waitingTransfers(one, "acme" as never, request),
  commissions: (one, request) => Queries.commissions(one, agency, request),
  mismatches: (one, request) => Queries.agentOfRecordMismatches(one, agency, request)
}

const trails: ReadonlyArray<Queries.TrailOf> = [
  { caseId: "case-8" as never },
  { agentId: "ana" as never },
  { agencyId: "acme" as never },
  { counselorId: "cec-1" as never },
  {}
]

const others: Readonly<Record<string, (one: Queries.Viewer) => Effect.Effect<unknown, unknown, Services>>> = {
  roster: (one) => Queries.roster(one, "acme" as never),
  account: (one) => Queries.account(one, "acme" as never),
  agent: (one) => Queries.agentAccount(one, "acme" as never, "new-1" as never),
  book: (one) => Queries.book(one, agency),
  "own commissions": (one) => Queries.commissionTotals(one, own),
  commissions: (one) => Queries.commissionTotals(one, agency),
  summary: (one) => Queries.summary(one, agency),
  trend: (one) => Queries.trend(one, agency, 90),
  "own trend": (one) => Queries.trend(one, own, 3),
  exchange: (one) => Queries.exchangeSummary(one),
  list: (one) => Queries.discrepancyList(one, "list-1" as never),
  history: (one) => Queries.caseHistory(one, "case-8" as never),
  day: (one) => Queries.agentsOn(one, "case-0" as never, "2026-03-20" as never),
  carriers: (one) => Queries.carrierChanges(one, 0)
}

const everybody: ReadonlyArray<readonly [who: string, actor: object]> = [
  ["manager", as("max")],
  ["agent", as("ana")],
  ["suspended", as("bo")],
  ["applicant", as("new-1")],
  ["consumer", consumer(8)],
  ["exchange", exchange],
  ["counselor", { _tag: "Counselor", userId: "cec-1" }],
  ["service center", { _tag: "ServiceCenter", userId: "desk" }],
  ["system", feed],
  ["stranger", as("nobody")]
]

const outcome = (effect: Effect.Effect<unknown, unknown, Services>) =>
  at(effect, 10).pipe(
    Effect.catch((error) => Effect.succeed({ refused: (error as { readonly code?: string }).code ?? String(error) }))
  )

// Positions in a journal are a store's own; only their order is the same.
const plain = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, one: unknown) => (key === "position" || key === "next" ? undefined : one)))

const play = Effect.gen(function* () {
  for (const { day, envelope } of story)
    yield* at(Effect.ignore(Agencybook.Agencybook.use((book) => book.executeUnknown(envelope))), day)
  const answers: Record<string, unknown> = {}
  for (const [who, actor] of everybody) {
    const viewer = { actor } as Queries.Viewer
    for (const [name, ask] of Object.entries(others)) answers[`${who}: ${name}`] = plain(yield* outcome(ask(viewer)))
    for (const [name, ask] of Object.entries(lists)) {
      let after: Page.Place | undefined
      const pages: Array<unknown> = []
      do {
        const page = yield* outcome(ask(viewer, { limit: 2, ...(after && { after }) }))
        pages.push(page)
        after = (page as { readonly value?: Page.Page<unknown> }).value?.next
      } while (after !== undefined && pages.length < 100)
      answers[`${who}: ${name}`] = pages
    }
    for (const of of trails) {
      const rows: Array<unknown> = []
      let before: number | undefined
      do {
        const page = yield* outcome(
          Queries.auditTrail(viewer, of, { limit: 4, ...(before === undefined ? {} : { before }) })
        )
        rows.push(plain(page))
        before = (page as { readonly value?: Queries.TrailPage }).value?.next
      } while (before !== undefined && rows.length < 100)
      answers[`${who}: trail of ${JSON.stringify(of)}`] = rows
    }
  }
  return answers
})

for (const database of databases) {
  describe(`questions to the ${database.name} database`, () => {
    it.live("are answered, refused and paged as the store in memory does", () =>
      Effect.gen(function* () {
        const here = yield* Effect.provide(play, over(freshStore(database)))
        const inMemory = yield* Effect.provide(play, over(MemoryStore.layer))
        for (const question of Object.keys(inMemory))
          assert.deepStrictEqual(here[question], inMemory[question], question)
        // Nothing of this is equal only because it is empty.
        const rows = (question: string) => JSON.stringify(inMemory[question]).length
        for (const list of Object.keys(lists)) assert.isAbove(rows(`exchange: ${list}`), 120, list)
        for (const of of trails) assert.isAbove(rows(`exchange: trail of ${JSON.stringify(of)}`), 400)
      })
    )
  })
}
