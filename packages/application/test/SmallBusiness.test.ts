import { assert, describe, it } from "@effect/vitest"
import * as NodeSecrets from "../src/NodeSecrets.ts"
import * as Portal from "../src/Portal.ts"
import * as portal from "./fixture/portal.ts"

const { agent, cases, consumer, envelope, exchange, roster, staffOf, system } = portal

const withPortal = async (day: string, use: (one: Portal.Portal) => Promise<void>): Promise<void> => {
  const secrets = NodeSecrets.layer(portal.cost)
  const one = Portal.make({ secrets, now: () => Date.parse(`${day}T20:00:00.000Z`) })
  try {
    for (const command of [roster, cases]) assert.isTrue((await one.executeUnknown(envelope(system, command))).ok)
    await use(one)
  } finally {
    await one.close()
  }
}
const anybody = { actor: { _tag: "Applicant", userId: "someone" } } as const
const office = {
  ...{ eligible: 10, taking: [{ carrier: "Golden Health", employees: 6 }], otherCoverage: 0 },
  ...{ employerShare: 15_000, lowestPremium: 30_000 }
}

describe("Small businesses through the portal", () => {
  it("an employer is measured by the policy, on the day of asking [SHP-01, SHP-03]", async () => {
    await withPortal("2026-03-03", async (one) => {
      const answer = await one.assessEmployer(anybody, office, "first-submission")
      assert.deepNestedInclude(answer, {
        ...{ ok: true, "value._tag": "NotEligible", "value.refusals[0].code": "ParticipationTooLow" },
        "value.participation.needs": 7
      })
      const taken = { ...office, taking: [...office.taking, { carrier: "Another", employees: 1 }] }
      assert.deepNestedInclude(await one.assessEmployer(anybody, taken, "renewal"), {
        ...{ ok: true, "value._tag": "Eligible", "value.by": "tests" }
      })
    })
    await withPortal("2026-11-15", async (one) => {
      assert.deepNestedInclude(await one.assessEmployer(anybody, office, "first-submission"), {
        ...{ "value.by": "window", "value.startsOn": "2027-01-01", asOf: "2026-11-15T20:00:00.000Z" }
      })
    })
  })

  it("figures that cannot be are refused, and what is no figure is named", () =>
    withPortal("2026-03-03", async (one) => {
      assert.deepNestedInclude(await one.assessEmployer(anybody, { ...office, eligible: 5 }, "renewal"), {
        ...{ ok: false, "refusal.code": "HeadcountImpossible", "refusal.rule": "SHP-01" }
      })
      const wrong = await one.assessEmployer(anybody, { ...office, employerShare: 1.5 }, "renewal")
      assert.deepNestedInclude(wrong, {
        "refusal._tag": "Malformed",
        "refusal.issues[0].path": ["employer", "employerShare"]
      })
    }))

  it("a small business has its new agent on the first of a month [TRF-14]", () =>
    withPortal("2026-02-08", async (one) => {
      const on = async (day?: string) => {
        const answer = await one.employerAgentOfRecordOn({ actor: agent(1) }, day)
        return answer.ok ? [answer.value.submittedOn, answer.value.effectiveOn].join(" ") : answer.refusal.message
      }
      assert.strictEqual(await on(), "2026-02-08 2026-03-01")
      assert.strictEqual(await on("2026-02-09"), "2026-02-09 2026-04-01")
      assert.include(await on("next week"), "submittedOn")
    }))
})

describe("Whom a reader misses in a book", () => {
  const scope = { agencyId: "agency-0", agentId: "agent-1" }
  const claim = (last: string, caseNumber?: string) => ({
    ...{ name: { first: "Cora", last }, dob: "1980-05-17", applicationOn: "2026-01-20" },
    ...(caseNumber === undefined ? {} : { caseNumber })
  })
  it("is answered from the own book alone, and the reading is recorded [BOB-13, BOB-03, SEC-03]", () =>
    withPortal("2026-03-03", async (one) => {
      const claims = [claim("Somebody", "10000000"), claim("QUINT"), claim("Quint", "10000003"), claim("Nobody")]
      const answer = await one.missing({ actor: agent(1) }, scope, claims)
      if (!answer.ok) return assert.fail(answer.refusal.message)
      assert.deepStrictEqual(
        answer.value.map(({ finding }) => finding),
        ["in-book", "same-name", "same-name", "not-in-book"]
      )
      // The case is somebody else's: nothing tells that there is one of this number.
      assert.notInclude(
        answer.value.map(({ caseNumber }) => caseNumber),
        "10000003"
      )
      const read = await one.readings({ actor: exchange }, { agentId: "agent-1" }, { limit: 9 })
      if (!read.ok) return assert.fail(read.refusal.message)
      assert.deepNestedInclude(read.value, { "rows[0].what": "book" })
    }))

  it("is told to nobody who may not read the book, and not from lists that are no lists of people", () =>
    withPortal("2026-03-03", async (one) => {
      for (const actor of [agent(2), agent(3), consumer(0), staffOf(1, 1)])
        assert.deepNestedInclude(await one.missing({ actor } as never, scope, []), { "refusal.code": "NotPermitted" })
      assert.isTrue((await one.missing({ actor: agent(0) }, { agencyId: "agency-0" }, [claim("Quint")])).ok)
      const wrong = await one.missing({ actor: agent(1) }, scope, [{ ...claim("Quint"), dob: "May 1980" }])
      assert.deepNestedInclude(wrong, {
        "refusal._tag": "Malformed",
        "refusal.issues[0].path": ["discrepancies", 0, "dob"]
      })
    }))
})
