import { assert, describe, it } from "@effect/vitest"
import type { Actor } from "../src/Actor.ts"
import * as ApplicationReview from "../src/ApplicationReview.ts"
import * as Dates from "../src/CalendarDate.ts"
import * as Id from "../src/Id.ts"
import * as Sample from "./fixture/sample.ts"

const [caseId, agentId] = [Sample.caseId(), Sample.agentId()]
const facts = (over: Partial<ApplicationReview.Facts> = {}): ApplicationReview.Facts => ({
  case: Sample.household(),
  open: [Sample.delegation()],
  consents: [Sample.consent()],
  reviews: [Sample.applicationReview()],
  ...over
})
const command: ApplicationReview.Command = {
  _tag: "ReviewApplication",
  reviewId: Id.make("review-9"),
  caseId,
  agentId,
  reviewedBy: "Cora Quint",
  explained: true,
  channel: "electronic-signature",
  evidence: { type: "document", ref: "sent-1", sha256: "ab".repeat(32) }
}
const decide = (over: Partial<ApplicationReview.Facts> = {}, more: Partial<ApplicationReview.Command> = {}) =>
  ApplicationReview.decide({ ...command, ...more }, facts(over), Sample.context())
const obstacle = (over: Partial<ApplicationReview.Facts> = {}) =>
  ApplicationReview.obstacle(caseId, agentId, facts(over), Sample.today)?.code

describe("ApplicationReview", () => {
  it("records day, name, agent and proof of the consumer's look at the application [CON-02 CON-03]", () => {
    assert.deepNestedInclude(decide(), {
      "events[0].review.on": Sample.today,
      "events[0].review.consumerName": Sample.household().primaryContact.name,
      "events[0].review.assistedBy": { agentId, agencyId: Sample.agencyId() },
      "events[0].review.retainUntil": "2036-03-03"
    })
  })

  it("needs the delegate, a consent in force, the explanation and an identifier of its own", () => {
    assert.deepInclude(decide({ open: [] }), { code: "NotTheDelegate" })
    assert.deepInclude(decide({ open: [Sample.delegation(0, "Frozen")] }), { code: "NotTheDelegate" })
    assert.deepInclude(decide({ consents: [] }), { code: "NoConsentInForce", rule: "CON-01" })
    assert.deepInclude(decide({}, { explained: false }), { code: "AttestationsNotExplained" })
    assert.deepInclude(decide({ same: Sample.applicationReview(9) }), { code: "ReviewExists" })
  })

  it("takes a signature in the portal from the consumer alone [CON-01]", () => {
    const signed = { ...command, evidence: { type: "portal-record", ref: "sent-1" } } as const
    const as = (actor: Actor) => ApplicationReview.decide(signed, facts(), Sample.context({ actor }))
    assert.strictEqual(as(Sample.asConsumer())._tag, "Accepted")
    assert.deepInclude(as(Sample.asAgent()), { code: "NotTheSigner", rule: "CON-01" })
    assert.deepInclude(as(Sample.serviceCenter), { code: "NotTheSigner" })
  })

  it("stands before each submission: a later change of the case needs a new look [CON-02]", () => {
    assert.isUndefined(obstacle())
    assert.strictEqual(obstacle({ reviews: [] }), "ApplicationNotReviewed")
    const old = Sample.applicationReview(0, { on: Dates.make("2026-03-02") })
    assert.strictEqual(obstacle({ reviews: [old] }), "ApplicationNotReviewed")
    assert.strictEqual(obstacle({ reviews: [Sample.applicationReview(0, { year: 2025 })] }), "ApplicationNotReviewed")
    assert.strictEqual(obstacle({ consents: [Sample.consent(0, "Rescinded")] }), "NoConsentInForce")
    assert.strictEqual(obstacle({ case: undefined }), "NotTheDelegate")
  })
})
