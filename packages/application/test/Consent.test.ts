import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Queries from "../src/Queries.ts"
import { Store } from "../src/Store.ts"
import * as portal from "./fixture/portal.ts"

const { agent, at, consumer, envelope, execute, story, told } = portal

const request = {
  _tag: "RequestDelegation",
  delegationId: "asked",
  caseId: "case-2",
  agentId: "agent-1",
  signedBy: "Cora"
}
const viewer = (actor: unknown) => ({ actor: actor as never })
const shown = (actor: unknown) => at(Queries.consents(viewer(actor), "case-2" as never))
const review = {
  _tag: "ReviewApplication",
  reviewId: "review-1",
  caseId: "case-2",
  agentId: "agent-1",
  reviewedBy: "Cora Quint",
  explained: true,
  channel: "electronic-signature",
  evidence: { type: "portal-record", ref: "review-1" }
}
const accepted = Effect.gen(function* () {
  const { commandId } = yield* told(consumer(2), request)
  yield* told(agent(1), { _tag: "AcceptRequest", delegationId: "asked" })
  return `${commandId}~0`
})
const templates = Effect.gen(function* () {
  const store = yield* Store
  const claimed = yield* store.claim("2026-03-05T00:00:00.000Z" as never, 1_000, 1)
  return claimed.map(({ notice }) => `${notice.template} ${notice.to.role} ${notice.params.reason ?? ""}`.trim())
})

/** The first agency says that agent 1 is on leave, who holds two cases there and works in the second agency since. */
const movedOn = Effect.gen(function* () {
  const leaves = ({ agentId, ...member }: (typeof portal.roster.agents)[number]) => ({
    ...{ ...member, agentId },
    employment: agentId === "agent-1" ? "Inactive" : member.employment
  })
  yield* told(portal.system, { ...portal.roster, agents: portal.roster.agents.map(leaves) })
  yield* told(portal.system, portal.cases)
  const { licence, npn } = portal.profile(1)
  yield* told(agent(3), { _tag: "AssociateAgent", agencyId: "agency-1", licence: licence.number, npn })
  yield* told(portal.exchange, { _tag: "ApproveAssociation", agencyId: "agency-1", agentId: "agent-1" })
  const terms = {
    ...{ grantee: { _tag: "Agency", agencyId: "agency-0", agentId: "agent-1" }, otherUsers: [] },
    ...{ scopes: ["complete-application", "submit-with-signature"], purpose: "apply-and-enroll" },
    ...{ rescindHow: ["online"], channel: "wet-signature" },
    evidence: { type: "document", ref: "paper", sha256: "cd".repeat(32) }
  }
  yield* told(consumer(0), { _tag: "GrantConsent", consentId: "k", caseId: "case-0", signedBy: "Cora Quint", terms })
})

describe("Consents through the whole path", () => {
  it.live("carry no work on a case that the agent has in an agency where the work is over [EMP-07 CON-02]", () =>
    Effect.gen(function* () {
      yield* movedOn
      const acting = { _tag: "OpenActing", actingId: "for-1", agencyId: "agency-1", agentId: "agent-1" }
      yield* told(agent(3), acting)
      const looked = { ...review, caseId: "case-0" }
      const paper = { type: "document", ref: "paper", sha256: "ab".repeat(32) }
      const signed = { ...looked, channel: "wet-signature", evidence: paper }
      const ways = [
        [agent(1), {}],
        [agent(3), { acting: "for-1" }]
      ] as const
      for (const [actor, way] of ways) {
        const asks = { ...viewer(actor), ...way } as never
        for (const query of [Queries.maySubmit, Queries.mayWorkWithCounty])
          assert.deepInclude(yield* Effect.flip(at(query(asks, "case-0" as never, "agent-1" as never))), {
            code: "NotPermitted"
          })
        assert.deepInclude(yield* Effect.flip(execute(envelope(actor, signed, way))), { code: "NotPermitted" })
      }
      // The consumer may, since the delegation is open: who looks it over is not who submits it.
      yield* told(consumer(0), { ...looked })
      assert.deepInclude(
        yield* Effect.flip(at(Queries.maySubmit(viewer(agent(1)), "case-0" as never, "agent-1" as never))),
        { code: "NotPermitted" }
      )
    }).pipe(Effect.provide(portal.layer))
  )

  story(
    "are drafted by the request and granted by the acceptance, and show what rests on them [CON-01 CON-03]",
    Effect.gen(function* () {
      yield* told(consumer(2), request)
      const [draft] = (yield* shown(consumer(2))).value.consents
      assert.deepNestedInclude(draft, { "consent.state._tag": "Draft", inForce: false, supports: ["asked"] })
      yield* told(agent(1), { _tag: "AcceptRequest", delegationId: "asked" })
      const [granted] = (yield* shown(portal.exchange)).value.consents
      assert.deepNestedInclude(granted, { "consent.state._tag": "Granted", inForce: true, supports: ["asked"] })
    })
  )

  story(
    "are given anew by who chooses the agent again who has the case without one [DEL-11 CON-01]",
    Effect.gen(function* () {
      // Delivered by the feed, which knows of no consent.
      const again = (delegationId: string) => ({ ...request, caseId: "case-0", delegationId })
      const { events } = yield* told(consumer(0), again("again-1"))
      assert.deepStrictEqual(
        events.map(({ _tag }) => _tag),
        ["ConsentDrafted", "ConsentMoved"]
      )
      const { value } = yield* at(Queries.consents(viewer(consumer(0)), "case-0" as never))
      assert.deepStrictEqual(
        value.consents.map(({ consent, inForce }) => [consent.state._tag, consent.grantee, inForce]),
        [["Granted", { _tag: "Agency", agencyId: "agency-0", agentId: "agent-1" }, true]] as never
      )
      assert.deepStrictEqual((yield* told(consumer(0), again("again-2"))).events, [])
    })
  )

  story(
    "are there while the case waits to be moved, and over with the agency in which it waited [CON-03 AGY-09]",
    Effect.gen(function* () {
      const consentId = yield* accepted
      const own = Effect.map(shown(consumer(2)), ({ value }) =>
        value.consents.find(({ consent }) => consent.consentId === consentId)
      )
      yield* told(portal.exchange, { _tag: "TerminateAgent", agentId: "agent-1", forCause: false, reason: "retired" })
      assert.deepNestedInclude(yield* own, { "consent.state._tag": "Granted", inForce: true, supports: ["asked"] })
      assert.notProperty((yield* own)?.consent ?? {}, "retainUntil")
      const ending = { _tag: "TerminateAgency", agencyId: "agency-0", reason: "closed", books: "end" }
      yield* told(portal.exchange, ending)
      const past = yield* own
      assert.deepNestedInclude(past, { "consent.state._tag": "Expired", inForce: false, supports: [] })
      assert.match(past?.consent.retainUntil ?? "", /^2036-/)
    })
  )

  story(
    "end the delegation when they are taken back, and tell everybody [CON-05 NOT-02]",
    Effect.gen(function* () {
      const consentId = yield* accepted
      assert.deepInclude(yield* Effect.flip(execute(envelope(agent(1), { _tag: "RescindConsent", consentId }))), {
        code: "NotPermitted"
      })
      yield* told(consumer(2), { _tag: "RescindConsent", consentId })
      const [consent] = (yield* shown(consumer(2))).value.consents
      assert.deepNestedInclude(consent, { "consent.state._tag": "Rescinded", inForce: false, supports: [] })
      assert.strictEqual(consent?.consent.retainUntil, "2036-03-03")
      const reasons = (yield* templates).filter((text) => text.includes("consent-rescinded"))
      assert.deepStrictEqual(reasons, [
        "NTC-15 consumer consent-rescinded",
        "NTC-15 agent consent-rescinded",
        "NTC-15 manager consent-rescinded"
      ])
    })
  )

  story(
    "carry what was taken over as well: nothing is submitted without one, and the last one ends the delegation [CON-01 CON-05]",
    Effect.gen(function* () {
      const about = { agencyId: "agency-0", agentId: "agent-1", caseId: "case-0" } as never
      const may = (capability: "submit-application" | "upload-consumer-document") =>
        Effect.map(at(Queries.may(viewer(agent(1)), capability, about)), ({ value }) =>
          value._tag === "Granted" ? "Granted" : value.code
        )
      assert.strictEqual(yield* may("upload-consumer-document"), "Granted")
      assert.strictEqual(yield* may("submit-application"), "NoConsentInForce")
      const terms = {
        grantee: { _tag: "Agency", agencyId: "agency-0", agentId: "agent-1" },
        otherUsers: [],
        scopes: ["complete-application"],
        purpose: "apply-and-enroll",
        rescindHow: ["online"],
        channel: "electronic-signature",
        evidence: { type: "portal-record", ref: "signed-0" }
      }
      const given = { _tag: "GrantConsent", consentId: "given", caseId: "case-0", terms, signedBy: "Cora" }
      yield* told(consumer(0), given)
      assert.strictEqual(yield* may("submit-application"), "Granted")
      const { value } = yield* at(Queries.consents(viewer(consumer(0)), "case-0" as never))
      assert.strictEqual(value.consents[0]?.supports.length, 1)
      const { events } = yield* told(consumer(0), { _tag: "RescindConsent", consentId: "given" })
      assert.deepStrictEqual(
        events.map(({ _tag }) => _tag),
        ["DelegationMoved", "ConsentMoved"]
      )
      const book = yield* at(Queries.book(viewer(agent(1)), { agencyId: "agency-0", agentId: "agent-1" } as never))
      assert.deepStrictEqual(
        book.value.map(({ caseId }) => caseId as string),
        ["case-1"]
      )
    })
  )

  story(
    "go along to a colleague with the case [TRF-07]",
    Effect.gen(function* () {
      const consentId = yield* accepted
      yield* told(agent(0), {
        _tag: "TransferBook",
        transferId: "transfer-1",
        agencyId: "agency-0",
        fromAgentId: "agent-1",
        toAgentId: "agent-2",
        only: ["asked"],
        reason: "leave"
      })
      const [consent] = (yield* shown(agent(2))).value.consents
      assert.strictEqual(consent?.consent.consentId as string, consentId)
      assert.lengthOf(consent?.supports ?? [], 1)
    })
  )

  story(
    "are shown to the agents whom they reach and to no other",
    Effect.gen(function* () {
      yield* accepted
      assert.lengthOf((yield* shown(agent(1))).value.consents, 1)
      assert.lengthOf((yield* shown(agent(3))).value.consents, 0)
      assert.deepInclude(yield* Effect.flip(shown(consumer(1))), { code: "NotPermitted" })
    })
  )

  story(
    "are read page by page, each once, while one is rescinded [CON-03]",
    Effect.gen(function* () {
      yield* accepted
      const terms = {
        ...{ grantee: { _tag: "Agency", agencyId: "agency-0", agentId: "agent-1" }, otherUsers: [] },
        ...{ scopes: ["search-application"], purpose: "one-inquiry", expiresOn: "2026-03-09", rescindHow: ["phone"] },
        ...{ channel: "text", evidence: { type: "message", ref: "text-1", sha256: "AB".repeat(32) } }
      }
      for (const consentId of ["spoken-2", "spoken-1"])
        yield* told(agent(1), { _tag: "GrantConsent", consentId, caseId: "case-2", terms, signedBy: "Cora Quint" })
      const whole = (yield* shown(consumer(2))).value.consents.map(({ consent }) => consent.consentId)
      const rescind = Effect.ignore(execute(envelope(consumer(2), { _tag: "RescindConsent", consentId: "spoken-1" })))
      const pages = yield* portal.readAll(
        (place) =>
          Queries.consentsPage(viewer(consumer(2)), "case-2" as never, {
            limit: 1,
            ...(place === undefined ? {} : { after: place })
          }),
        rescind
      )
      const found = pages.flat().map(({ consent }) => consent.consentId)
      assert.deepStrictEqual(found, whole.toSorted())
      assert.lengthOf(found, 3)
    })
  )

  story(
    "let an agent submit once the consumer has looked the application over [CON-02]",
    Effect.gen(function* () {
      yield* accepted
      const ask = at(Queries.maySubmit(viewer(agent(1)), "case-2" as never, "agent-1" as never))
      assert.deepInclude(yield* Effect.flip(ask), { code: "ApplicationNotReviewed" })
      assert.deepInclude(yield* Effect.flip(execute(envelope(agent(1), review))), { code: "NotTheSigner" })
      yield* told(consumer(2), review)
      assert.deepStrictEqual((yield* ask).value as unknown, { caseId: "case-2", agentId: "agent-1" })
      const stranger = at(Queries.maySubmit(viewer(agent(3)), "case-2" as never, "agent-3" as never))
      assert.deepInclude(yield* Effect.flip(stranger), { code: "NotTheDelegate" })
    })
  )

  story(
    "let manager of the agent's agency ask, and nobody of another one [CON-02 STF-02]",
    Effect.gen(function* () {
      yield* accepted
      const by = (actor: unknown) => at(Queries.maySubmit(viewer(actor), "case-2" as never, "agent-1" as never))
      assert.deepInclude(yield* Effect.flip(by(agent(0))), { code: "ApplicationNotReviewed" })
      yield* told(consumer(2), review)
      assert.deepStrictEqual((yield* by(agent(0))).value as unknown, { caseId: "case-2", agentId: "agent-1" })
      assert.deepInclude(yield* Effect.flip(by(agent(3))), { code: "NotPermitted" })
    })
  )

  story(
    "that name a colleague are shown to nobody else in the agency until the case is theirs [BOB-03]",
    Effect.gen(function* () {
      yield* accepted
      const seen = (actor: unknown) => Effect.map(shown(actor), ({ value }) => value.consents.length)
      assert.strictEqual(yield* seen(agent(1)), 1)
      assert.strictEqual(yield* seen(agent(2)), 0)
    })
  )

  story(
    "that an agent recorded end by the daily run [CON-01]",
    Effect.gen(function* () {
      const terms = {
        grantee: { _tag: "Agency", agencyId: "agency-0", agentId: "agent-1" },
        otherUsers: [],
        scopes: ["search-application"],
        purpose: "one-inquiry",
        expiresOn: "2026-03-03",
        rescindHow: ["phone"],
        channel: "text",
        evidence: { type: "message", ref: "text-1", sha256: "AB".repeat(32) }
      }
      const grant = { _tag: "GrantConsent", consentId: "spoken-1", caseId: "case-2", terms, signedBy: "Cora Quint" }
      assert.deepInclude(yield* Effect.flip(execute(envelope(agent(2), grant))), { code: "NotPermitted" })
      assert.deepInclude(yield* Effect.flip(execute(envelope(agent(1), grant))), { code: "NotAskedToHelp" })
      yield* accepted
      const signed = { ...terms, channel: "electronic-signature", evidence: { type: "portal-record", ref: "mine" } }
      const forged = execute(envelope(agent(1), { ...grant, consentId: "forged-1", terms: signed }))
      assert.deepInclude(yield* Effect.flip(forged), { code: "NotTheSigner", rule: "CON-01" })
      yield* told(agent(1), grant)
      const store = yield* Store
      const notices = (yield* store.claim("2026-03-05T00:00:00.000Z" as never, 1_000, 1)).map(({ notice }) => notice)
      const recorded = notices.filter(({ template }) => template === "NTC-14")
      assert.deepStrictEqual(
        recorded.map(({ params, to }) => [to.role, params.what, params.by]),
        [["consumer", "consent", "Agent"]]
      )
      const day = portal.start + 24 * 3_600_000
      const { events } = yield* told(portal.system, { _tag: "ExpireConsents", before: "2026-03-04" }, {}, day)
      assert.deepNestedInclude(events[0], { "to._tag": "Expired", retainUntil: "2036-03-03" })
      assert.deepStrictEqual(
        (yield* told(portal.system, { _tag: "ExpireConsents", before: "2026-03-04" }, {}, day)).events,
        []
      )
    })
  )
})
