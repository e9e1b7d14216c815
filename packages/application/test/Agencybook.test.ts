import * as Policy from "@agencybook/core/Policy"
import { assert, describe, it } from "@effect/vitest"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Result from "effect/Result"
import * as Agencybook from "../src/Agencybook.ts"
import { Secrets } from "../src/Secrets.ts"
import { Store } from "../src/Store.ts"
import * as portal from "./fixture/portal.ts"

const { agent, consumer, envelope, exchange, execute, left, serviceCenter, settled, story, system, told } = portal
const failing = (one: Parameters<typeof execute>[0], millis?: number) => Effect.flip(execute(one, millis))
const request = (n: number, agentId = "agent-2") => ({
  _tag: "RequestDelegation",
  delegationId: `asked-${n}`,
  caseId: `case-${n}`,
  agentId,
  signedBy: "Cora Quint"
})

describe("Agencybook.execute: once", () => {
  story(
    "gives the remembered outcome when the same command comes again [DEL-29]",
    Effect.gen(function* () {
      const one = envelope(consumer(2), request(2))
      const first = yield* execute(one)
      const before = yield* left
      const again = yield* execute({ ...one, command: JSON.parse(JSON.stringify(one.command)) }, portal.start + 60_000)
      assert.deepStrictEqual(again, { ...first, repeated: true })
      assert.deepStrictEqual(yield* left, before)
    })
  )

  story(
    "refuses the identifier of another command: other body, other actor, other session [X048]",
    Effect.gen(function* () {
      const one = envelope(consumer(2), request(2))
      yield* execute(one)
      const before = yield* left
      for (const other of [
        { ...one, command: { ...request(2), signedBy: "Dan Quint" } },
        { ...one, actor: serviceCenter },
        { ...one, acting: "session-1" }
      ]) {
        const error = yield* failing(other)
        assert.strictEqual(error._tag, "CommandConflict")
        assert.notInclude(error.message, "Quint")
      }
      assert.deepStrictEqual(yield* left, before)
    })
  )

  story(
    "carries a command out once when 32 send it at the same time",
    Effect.gen(function* () {
      const one = envelope(consumer(2), request(2))
      const before = yield* left
      const all = yield* Effect.all(
        Array.from({ length: 32 }, () => execute(one)),
        { concurrency: "unbounded" }
      )
      assert.strictEqual(all.filter(({ repeated }) => !repeated).length, 1)
      assert.strictEqual(new Set(all.map(({ events }) => JSON.stringify(events))).size, 1)
      // The delegation that waits, and the draft of the consent that it rests on.
      assert.strictEqual((yield* left).journal, before.journal + 2)
    })
  )

  story(
    "lets one of 32 different requests of a case win, and tells the others why",
    Effect.gen(function* () {
      const results = yield* Effect.all(
        Array.from({ length: 32 }, (_, n) =>
          Effect.result(execute(envelope(consumer(2), { ...request(2), delegationId: `race-${n}` })))
        ),
        { concurrency: "unbounded" }
      )
      const refused = results.flatMap((one) => (Result.isFailure(one) ? [one.failure] : []))
      assert.strictEqual(refused.length, 31)
      for (const refusal of refused) assert.deepInclude(refusal, { code: "RequestOpen", rule: "DEL-22" })
    })
  )

  story(
    "does not remember a refusal: the same command may succeed later",
    Effect.gen(function* () {
      yield* told(exchange, { _tag: "SuspendAgent", agentId: "agent-2", reason: "under-investigation" })
      const one = envelope(consumer(2), request(2))
      assert.deepInclude(yield* failing(one), { code: "AgentWithoutAuthority" })
      yield* told(exchange, { _tag: "ReinstateAgent", agentId: "agent-2" })
      assert.isFalse((yield* execute(one)).repeated)
    })
  )
})

describe("Agencybook.execute: entirely or not at all", () => {
  const refusals: ReadonlyArray<readonly [string, unknown, unknown]> = [
    [
      "NotPermitted",
      consumer(0),
      {
        _tag: "TransferBook",
        transferId: "t",
        agencyId: "agency-0",
        fromAgentId: "agent-1",
        toAgentId: "agent-2",
        reason: "leave"
      }
    ],
    [
      "NotPermitted",
      agent(3),
      {
        _tag: "TransferBook",
        transferId: "t",
        agencyId: "agency-0",
        fromAgentId: "agent-1",
        toAgentId: "agent-2",
        reason: "leave"
      }
    ],
    [
      "TransferOutsideRoster",
      agent(0),
      {
        _tag: "TransferBook",
        transferId: "t",
        agencyId: "agency-0",
        fromAgentId: "agent-1",
        toAgentId: "agent-3",
        reason: "leave"
      }
    ],
    [
      "DelegationsWithoutDisposition",
      agent(0),
      { _tag: "SetAgentInactive", agencyId: "agency-0", agentId: "agent-1", reason: "leave" }
    ],
    ["LastManager", agent(0), { _tag: "SetAgentInactive", agencyId: "agency-0", agentId: "agent-0", reason: "leave" }],
    ["NotPermitted", agent(0), { _tag: "SuspendAgent", agentId: "agent-1", reason: "breach" }],
    ["NotPermitted", consumer(1), request(2)],
    ["UnknownDelegation", serviceCenter, { _tag: "RemoveDelegation", delegationId: "nobody" }],
    [
      "AgentExists",
      agent(0),
      { _tag: "AddAgent", agencyId: "agency-0", agentId: "agent-9", profile: portal.profile(1) }
    ],
    [
      "AgentExists",
      exchange,
      {
        _tag: "OpenAgency",
        agencyId: "agency-9",
        details: portal.details(9),
        managerId: "agent-9",
        manager: portal.profile(1)
      }
    ],
    ["UnknownAgency", exchange, { _tag: "SubmitAgency", agencyId: "agency-9" }],
    ["UnknownAgent", exchange, { _tag: "SubmitAgent", agentId: "agent-9" }]
  ]
  it.live.each(refusals)("changes nothing when it refuses: %s", ([code, actor, command]) =>
    Effect.gen(function* () {
      yield* settled
      const before = yield* left
      const refusal = yield* failing(envelope(actor, command))
      assert.deepInclude(refusal, { _tag: "Refused", code })
      assert.deepStrictEqual(yield* left, before)
    }).pipe(Effect.provide(portal.layer))
  )

  story(
    "writes state, journal and outbox together, with actor and permission on every row [DEL-30 NOT-03]",
    Effect.gen(function* () {
      const store = yield* Store
      const before = yield* left
      const command = {
        _tag: "TransferBook",
        transferId: "t-1",
        agencyId: "agency-0",
        fromAgentId: "agent-1",
        toAgentId: "agent-2",
        reason: "leave"
      }
      const done = yield* told(agent(0), command)
      const rows = yield* store.journal(before.journal, 100)
      assert.deepStrictEqual(
        rows.map(({ event }) => event),
        done.events
      )
      for (const row of rows)
        assert.deepInclude(row, {
          actor: "agent/agent-0",
          permission: "P-23 manager",
          commandName: "TransferBook",
          commandId: done.commandId,
          at: done.at
        })
      const { queued } = (yield* left).counts
      assert.strictEqual(queued, before.counts.queued + 5)
    })
  )
})

describe("Agencybook.execute: on behalf", () => {
  const asked = Effect.gen(function* () {
    yield* told(consumer(2), request(2))
    yield* told(agent(0), { _tag: "OpenActing", actingId: "s-1", agencyId: "agency-0", agentId: "agent-2" })
  })
  const accept = { _tag: "AcceptRequest", delegationId: "asked-2" }

  story(
    "writes both identities, and the agent acted for becomes the delegate",
    Effect.gen(function* () {
      yield* asked
      const done = yield* told(agent(0), accept, { acting: "s-1" })
      assert.deepStrictEqual(
        done.events.map(({ _tag }) => _tag),
        ["DelegationMoved", "ConsentMoved", "ActingUsed"]
      )
      const { last } = yield* left
      assert.deepInclude(last, { actor: "agent/agent-0", onBehalfOf: "agent-2", permission: "P-16 agent" })
      const store = yield* Store
      const [found] = yield* store.load([{ kind: "delegation", index: "id", keys: ["asked-2"], lock: "read" }])
      assert.deepNestedInclude(found, { "record.delegate.agentId": "agent-2", "record.state._tag": "Active" })
    })
  )

  story(
    "ends with idleness, with closing, and in the moment in which the manager loses authority; an agent who may not act ends nothing [ACT-02]",
    Effect.gen(function* () {
      yield* asked
      const refused = (millis?: number) =>
        Effect.map(failing(envelope(agent(0), accept, { acting: "s-1" }), millis), (error) =>
          error._tag === "Refused" ? error.facts.why : error._tag
        )
      assert.strictEqual(yield* refused(portal.start + 30 * 60_000), "idle")
      yield* told(exchange, { _tag: "SuspendAgent", agentId: "agent-2", reason: "breach" })
      const stopped = yield* failing(envelope(agent(0), accept, { acting: "s-1" }))
      assert.deepInclude(stopped, { code: "ActingAgentFrozen", rule: "ACT-02" })
      assert.deepNestedInclude(stopped, { "facts.gaps": ["not-certified"] })
      yield* told(exchange, { _tag: "ReinstateAgent", agentId: "agent-2" })
      yield* told(exchange, { _tag: "SuspendAgent", agentId: "agent-0", reason: "breach" })
      assert.strictEqual(yield* refused(), "manager-without-authority")
      yield* told(exchange, { _tag: "ReinstateAgent", agentId: "agent-0" })
      yield* told(agent(0), { _tag: "CloseActing", actingId: "s-1" })
      assert.strictEqual(yield* refused(), "closed")
    })
  )

  story(
    "moves the clients of an agent who may not act, under both names, and nobody else's [ACT-02 AGT-19]",
    Effect.gen(function* () {
      yield* told(agent(0), { _tag: "OpenActing", actingId: "s-1", agencyId: "agency-0", agentId: "agent-1" })
      yield* told(exchange, { _tag: "SuspendAgent", agentId: "agent-1", reason: "breach" })
      const move = (from: string, to: string) =>
        ({
          _tag: "TransferBook",
          ...{ transferId: `from-${from}`, agencyId: "agency-0", reason: "suspension" },
          ...{ fromAgentId: from, toAgentId: to }
        }) as const
      const others = yield* failing(envelope(agent(0), move("agent-2", "agent-0"), { acting: "s-1" }))
      assert.deepInclude(others, { code: "NotPermitted", rule: "SEC-01" })
      const done = yield* told(agent(0), move("agent-1", "agent-2"), { acting: "s-1" })
      assert.includeMembers(
        done.events.map(({ _tag }) => _tag),
        ["DelegationOpened", "ActingUsed"]
      )
      const { last } = yield* left
      assert.deepInclude(last, { actor: "agent/agent-0", onBehalfOf: "agent-1", permission: "P-23 manager" })
    })
  )

  story(
    "never nests, and is nobody else's [X086]",
    Effect.gen(function* () {
      yield* asked
      const open = { _tag: "OpenActing", actingId: "s-2", agencyId: "agency-0", agentId: "agent-1" }
      assert.deepInclude(yield* failing(envelope(agent(0), open, { acting: "s-1" })), { code: "NotPermitted" })
      for (const actor of [agent(1), agent(3), consumer(2), exchange, system])
        assert.strictEqual((yield* failing(envelope(actor, accept, { acting: "s-1" })))._tag, "Refused")
    })
  )
})

describe("Agencybook.execute: what is read", () => {
  /** How often each of some commands reads, by its way to the store. */
  const readings = (way: "proposed" | "held", envelopes: ReadonlyArray<Parameters<typeof execute>[0]>) =>
    Effect.gen(function* () {
      const store = yield* Store
      const secrets = yield* Secrets
      let count = 0
      const counted =
        <A extends ReadonlyArray<unknown>, B>(read: (...of: A) => B) =>
        (...of: A) => {
          count += 1
          return read(...of)
        }
      const { propose, ...without } = store
      const here = Store.of({
        ...without,
        ...(way === "held" || propose === undefined
          ? {}
          : { propose: (body) => propose((look) => body({ ...look, load: counted(look.load) })) }),
        transact: (body) => store.transact((tx) => body({ ...tx, load: counted(tx.load) }))
      })
      const all: Array<readonly [number, string]> = []
      yield* Effect.gen(function* () {
        for (const one of envelopes) {
          count = 0
          const answer = yield* Effect.result(execute(one))
          all.push([count, Result.isSuccess(answer) ? "Done" : answer.failure._tag])
        }
      }).pipe(
        Effect.provide(
          Agencybook.layer({ policy: Policy.calheers }).pipe(
            Layer.provide(Layer.succeedContext(Context.make(Store, here).pipe(Context.add(Secrets, secrets))))
          )
        )
      )
      return all
    })
  const open = (n: number) => ({ _tag: "OpenActing", actingId: `s-${n}`, agencyId: "agency-0", agentId: "agent-2" })

  for (const way of ["proposed", "held"] as const)
    story(
      `is asked for at once when an actor comes again, and is no less, when it is ${way}`,
      Effect.gen(function* () {
        const suspension = { _tag: "SuspendAgent", agentId: "agent-0", reason: "breach" }
        const [first, second, , third] = yield* readings(way, [
          envelope(agent(0), open(1)),
          envelope(agent(0), open(2)),
          envelope(exchange, suspension),
          envelope(agent(0), open(3))
        ])
        assert.deepStrictEqual(second, [(first?.[0] ?? 0) - 1, "Done"])
        assert.strictEqual(third?.[1], "Refused")
      })
    )
})

describe("Agencybook.execute: identifiers that were derived", () => {
  story(
    "are good as identifiers of commands, each of which is carried out once and derives its own [DEL-29]",
    Effect.gen(function* () {
      const feed = (id: string, n: number) => {
        const delegate = { agentId: "agent-1", agencyId: "agency-0", since: "2026-02-01T18:00:00.000Z" }
        const entries = [5 + n, 6 + n].map((number) => ({ case: portal.household(number), delegate }))
        return portal.execute(envelope(system, { _tag: "RecordCases", entries }, { id }))
      }
      const opened = (events: ReadonlyArray<{ readonly _tag: string }>) =>
        events.flatMap((event) =>
          "delegation" in event ? [(event.delegation as { delegationId: string }).delegationId] : []
        )
      const [derived = ""] = opened((yield* feed("feed", 0)).events)
      assert.strictEqual(derived, "feed~0")
      assert.deepStrictEqual(opened((yield* feed(derived, 10)).events), ["feed~0~0", "feed~0~1"])
      assert.isTrue((yield* feed(derived, 10)).repeated)
      assert.strictEqual((yield* Effect.flip(feed(derived, 20)))._tag, "CommandConflict")
      const remove = { _tag: "RemoveDelegation", delegationId: derived }
      const removed = () => portal.execute(envelope(consumer(5), remove, { id: `${derived}-remove` }))
      assert.isFalse((yield* removed()).repeated)
      assert.isTrue((yield* removed()).repeated)
      // A record still cannot be given the name of one that a command may yet derive.
      const asked = { ...request(2), delegationId: "later~0" }
      assert.strictEqual((yield* failing(envelope(consumer(2), asked)))._tag, "CommandMalformed")
    })
  )
})

describe("Agencybook.execute: a person comes back", () => {
  story(
    "a denied applicant reapplies, is certified and active again [AGT-17]",
    Effect.gen(function* () {
      yield* told(agent(0), { _tag: "AddAgent", agencyId: "agency-0", agentId: "agent-9", profile: portal.profile(9) })
      const step = (actor: unknown, command: object) => told(actor, { agentId: "agent-9", ...command })
      yield* step(agent(0), { _tag: "SubmitAgent" })
      yield* step(exchange, { _tag: "DenyAgent", reason: "application-incomplete" })
      yield* step(agent(0), { _tag: "ReapplyAgent" })
      for (const item of ["licence-validated", "lms-invited", "training-complete"])
        yield* step(exchange, { _tag: "RecordRequirement", item, outcome: "Met" })
      yield* step(exchange, { _tag: "RecordExam", score: 80 })
      for (const item of ["fee-paid", "agreement-signed", "voter-registration-training"])
        yield* step(exchange, { _tag: "RecordRequirement", item, outcome: "Met" })
      const done = yield* step(exchange, { _tag: "CertifyAgent", term: portal.term })
      assert.deepStrictEqual(
        done.events.map((event) => (event._tag === "EmploymentMoved" ? event.to.state : event._tag)),
        ["CertificationMoved", "Active", "InvitationIssued"]
      )
    })
  )
})

describe("Agencybook.execute: what must not be taken, lost or revealed", () => {
  const staff = (level: 1 | 2) => ({ _tag: "Staff", userId: "helper", agencyId: "agency-0", level })
  const suspendAgency = { _tag: "SuspendAgency", agencyId: "agency-0", reason: "under-investigation" }

  story(
    "staff of a suspended agency can do nothing for it [AGY-11]",
    Effect.gen(function* () {
      yield* portal.hired(2)
      yield* told(exchange, suspendAgency)
      const add = { _tag: "AddAgent", agencyId: "agency-0", agentId: "agent-9", profile: portal.profile(9) }
      assert.deepInclude(yield* failing(envelope(portal.staffOf(2), add)), {
        code: "AgencyWithoutAuthority",
        rule: "AGY-11"
      })
    })
  )

  story(
    "a host's word makes nobody staff: level, approval, activity and agency are those of the record [STF-05]",
    Effect.gen(function* () {
      const details = { name: { first: "Sam", last: "Ortiz" }, email: "sam@login.example" }
      const adding = { _tag: "AddStaff", agencyId: "agency-0", userId: "helper", details, level: 1 }
      const profile = portal.profile(9)
      const addAgent = { _tag: "AddAgent", agencyId: "agency-0", agentId: "agent-9", profile }
      const refusal = (level: 1 | 2) => failing(envelope(staff(level), addAgent))
      const unapproved = { code: "StaffWithoutApproval", rule: "STF-05" } as const
      assert.deepInclude(yield* refusal(2), unapproved)
      yield* told(agent(0), adding)
      assert.deepInclude(yield* refusal(2), { code: "NotPermitted" })
      yield* told(agent(0), { _tag: "SetStaffLevel", userId: "helper", level: 2 })
      assert.deepInclude(yield* refusal(2), unapproved)
      yield* told(exchange, { _tag: "ApproveStaff", userId: "helper" })
      assert.deepInclude(yield* refusal(1), { code: "NotPermitted" })
      const done = yield* told(staff(2), addAgent)
      assert.strictEqual(done.events.length, 2)
      assert.include((yield* portal.left).last, { actor: "staff/helper", permission: "P-08 staff-2" })
      yield* told(agent(0), { _tag: "SetStaffInactive", userId: "helper" })
      assert.deepInclude(yield* refusal(2), unapproved)
      // One person has one login.
      const own = { ...addAgent, agentId: "agent-8", profile: { ...portal.profile(8), loginEmail: details.email } }
      const facts = { agentId: "agent-8" }
      assert.deepInclude(yield* failing(envelope(agent(0), own)), { code: "StaffRoleOpen", rule: "STF-07", facts })
      const again = { ...adding, userId: "other", details: { ...details, email: profile.loginEmail } }
      assert.deepInclude(yield* failing(envelope(agent(0), again)), {
        ...{ code: "PersonIsAgent", rule: "STF-04" },
        facts: { userId: "other" }
      })
    })
  )

  story(
    "a delegation that began on a machine whose clock is ahead can be ended all the same [DEL-05]",
    Effect.gen(function* () {
      yield* told(consumer(2), request(2))
      yield* told(agent(2), { _tag: "AcceptRequest", delegationId: "asked-2" }, {}, portal.start + 5000)
      const done = yield* told(consumer(2), { _tag: "RemoveDelegation", delegationId: "asked-2" })
      const [moved] = done.events
      const to = moved?._tag === "DelegationMoved" ? moved.to : undefined
      assert.isTrue(to?._tag === "Ended" && to.from <= to.until)
    })
  )

  story(
    "an agent who has left an agency touches nothing of it any more",
    Effect.gen(function* () {
      const entries = [
        {
          ...portal.cases.entries[2],
          delegate: { agentId: "agent-3", agencyId: "agency-0", since: "2026-02-01T18:00:00.000Z" }
        }
      ]
      assert.deepInclude(yield* failing(envelope(system, { _tag: "RecordCases", entries })), {
        code: "DelegateNotOnRoster",
        rule: "AGY-01"
      })
    })
  )

  story(
    "a number, a transfer and an access code keep their owners",
    Effect.gen(function* () {
      const stolen = { ...portal.household(9), caseNumber: portal.household(0).caseNumber }
      assert.deepInclude(yield* failing(envelope(system, { _tag: "RecordCases", entries: [{ case: stolen }] })), {
        code: "CaseNumberInUse"
      })
      const transfer = {
        _tag: "TransferBook",
        transferId: "t-1",
        agencyId: "agency-0",
        fromAgentId: "agent-1",
        toAgentId: "agent-2",
        reason: "leave"
      }
      yield* told(agent(0), transfer)
      assert.strictEqual((yield* told(agent(0), transfer)).events.length, 0)
      assert.deepInclude(yield* failing(envelope(agent(0), { ...transfer, toAgentId: "agent-0" })), {
        code: "TransferExists",
        rule: "TRF-13"
      })
      const code = {
        _tag: "IssueAccessCode",
        accessCodeId: "code-1",
        caseId: "case-2",
        channel: "phone",
        requestedBy: { _tag: "Consumer" },
        identityMethod: "document"
      }
      yield* told(serviceCenter, code)
      for (const caseId of ["case-2", "case-3"])
        assert.deepInclude(yield* failing(envelope(serviceCenter, { ...code, caseId })), { code: "AccessCodeExists" })
    })
  )

  story(
    "an identifier that a sender chooses cannot be one that a command will derive",
    Effect.gen(function* () {
      assert.strictEqual(
        (yield* failing(envelope(consumer(2), { ...request(2), delegationId: "move~0" })))._tag,
        "CommandMalformed"
      )
    })
  )

  story(
    "a request cannot be accepted after it has expired [DEL-23]",
    Effect.gen(function* () {
      yield* told(consumer(2), request(2))
      const later = portal.start + 31 * 86_400_000
      assert.deepInclude(
        yield* failing(envelope(agent(2), { _tag: "AcceptRequest", delegationId: "asked-2" }), later),
        { code: "RequestExpired", rule: "DEL-23" }
      )
    })
  )

  story(
    "a licence that ran out ends an agent's authority, and a renewed one gives it back [AGT-11]",
    Effect.gen(function* () {
      const licence = { ...portal.profile(2).licence }
      yield* told(system, { _tag: "RecordLicence", agentId: "agent-2", licence: { ...licence, status: "expired" } })
      const refusal = yield* failing(envelope(consumer(2), request(2)))
      assert.deepInclude(refusal, { code: "AgentWithoutAuthority" })
      assert.include(refusal.message, "not-licensed")
      yield* told(system, { _tag: "RecordLicence", agentId: "agent-2", licence })
      yield* told(consumer(2), request(2))
    })
  )

  story(
    "a session does not outlive the authority of the manager, even if it comes back [ACT-02]",
    Effect.gen(function* () {
      yield* told(consumer(2), request(2, "agent-1"))
      yield* told(agent(0), { _tag: "OpenActing", actingId: "s-1", agencyId: "agency-0", agentId: "agent-1" })
      yield* told(
        exchange,
        { _tag: "SuspendAgent", agentId: "agent-0", reason: "under-investigation" },
        {},
        portal.start + 1000
      )
      yield* told(exchange, { _tag: "ReinstateAgent", agentId: "agent-0" }, {}, portal.start + 2000)
      const accept = envelope(agent(0), { _tag: "AcceptRequest", delegationId: "asked-2" }, { acting: "s-1" })
      assert.deepInclude(yield* failing(accept, portal.start + 3000), { code: "ActingNotAllowed", rule: "ACT-02" })
    })
  )

  story(
    "nobody who may not ask makes the machine work: secrets are stretched after authorisation",
    Effect.gen(function* () {
      const issue = {
        _tag: "IssueAccessCode",
        accessCodeId: "code-1",
        caseId: "case-2",
        channel: "phone",
        requestedBy: { _tag: "Consumer" },
        identityMethod: "document"
      }
      const before = portal.stretched()
      assert.strictEqual((yield* failing(envelope(agent(1), issue)))._tag, "Refused")
      assert.strictEqual(portal.stretched(), before)
      const done = yield* told(serviceCenter, issue)
      assert.isAbove(portal.stretched(), before)
      assert.notInclude(JSON.stringify(done), "scrypt")
      assert.isDefined(done.reveal)
    })
  )

  story(
    "an envelope of any shape is answered, never thrown at",
    Effect.gen(function* () {
      for (const shape of [
        null,
        undefined,
        7,
        "x",
        [],
        { id: "a" },
        { ...envelope(consumer(2), request(2)), secret: 7 }
      ])
        assert.strictEqual((yield* failing(shape as never))._tag, "CommandMalformed")
      const hostile = Object.fromEntries(Array.from({ length: 50_000 }, (_, n) => [`SSN 123-45-${n}`, n]))
      const error = yield* failing(envelope(consumer(2), { ...request(2), ...hostile }))
      assert.notInclude(error.message, "SSN")
      assert.isBelow(error.message.length, 5000)
    })
  )
})
