import { assert, describe, it } from "@effect/vitest"
import * as Dates from "../src/CalendarDate.ts"
import type { Consent } from "../src/Consent.ts"
import { line } from "../src/CounselorList.ts"
import * as Sample from "./fixture/sample.ts"

const household = Sample.household(1)
const consent = (over: Partial<Consent> = {}) =>
  Sample.consent(1, "Granted", {
    caseId: household.caseId,
    grantee: { _tag: "Counselor", counselorId: Sample.counselor().counselorId },
    ...over
  })
const { first, last } = household.primaryContact.name
const short = `${first} ${last[0]}.`
const work = {
  application: household.application,
  members: household.members,
  verifications: household.verifications.length,
  renewal: household.renewal
}
const known = {
  ...{ delegationId: "help-1", caseId: "case-1", caseNumber: "10000001" },
  ...{ counselorId: "counselor-0", entityId: "entity-0", origin: "directory" }
}
const [asked, begun, over] = ["2026-03-02T18:00:00.000Z", "2026-03-03T06:00:00.000Z", "2026-03-03T17:00:00.000Z"]
const lineOf = (state: Parameters<typeof Sample.helping>[1], consents: ReadonlyArray<Consent> = [consent()]) =>
  line(Sample.helping(1, state), household, consents, Sample.today) as unknown

describe("CounselorList", () => {
  it("shows the client whole while a consent in force names the counselor, and where the case stands [DEL-28]", () => {
    const active = { ...known, list: "active", state: "Active", since: begun }
    assert.deepStrictEqual(lineOf("Active"), { ...active, consumer: `${first} ${last}`, work })
    const other = { _tag: "Counselor", counselorId: Sample.counselor(3).counselorId } as const
    const none: ReadonlyArray<ReadonlyArray<Consent>> = [
      [],
      [consent({ caseId: Sample.caseId(2) })],
      [consent({ grantee: other })],
      [consent({ grantee: { _tag: "Agency", agencyId: Sample.agencyId(0) } })],
      [consent({ expiresOn: Dates.plusDays(Sample.today, -1) })]
    ]
    for (const consents of none) assert.deepStrictEqual(lineOf("Active", consents), { ...active, consumer: short })
    const some = [consent({ grantee: other }), consent()]
    assert.deepStrictEqual(lineOf("Active", some), { ...active, consumer: `${first} ${last}`, work })
  })

  it("shows first name and initial of who asks, and nothing of who is gone [BOB-04]", () => {
    const pending = { ...known, list: "pending", state: "Requested", since: asked }
    assert.deepStrictEqual(lineOf("Requested"), { ...pending, consumer: short })
    const ended = { ...known, list: "inactive", state: "Ended", since: over, reason: "relinquished" }
    assert.deepStrictEqual(lineOf("Ended"), ended)
    const declined = { ...known, list: "inactive", state: "Declined", since: asked }
    assert.deepStrictEqual(lineOf("Declined"), declined)
  })
})
