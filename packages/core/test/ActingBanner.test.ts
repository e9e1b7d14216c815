import { assert, describe, it } from "@effect/vitest"
import * as ActingBanner from "../src/ActingBanner.ts"
import * as Dates from "../src/CalendarDate.ts"
import * as Sample from "./fixture/sample.ts"

const { policy } = Sample.context()
const of = (over: Parameters<typeof Sample.session>[0] = {}, at = Sample.now) =>
  ActingBanner.of(Sample.session(over), Sample.member(0), Sample.member(1), { at, policy })

describe("ActingBanner", () => {
  it("names who acts, for whom and since when, and that the agent of record stays [ACT-02]", () => {
    const banner = of()
    assert.deepInclude(banner, { managerId: Sample.agentId(0), agentId: Sample.agentId(1), since: Sample.now })
    assert.match(
      banner?.text ?? "",
      /^Annaa Reyesaa acts for Annab Reyesab of .+\. Annab Reyesab stays the agent of record\.$/
    )
    assert.strictEqual(banner?.idleAt, Dates.plusMillis(Sample.now, policy.actingIdleMinutes * 60_000))
  })

  it("is none for a session that is over [ACT-02]", () => {
    assert.isUndefined(of({ closedAt: Sample.now }))
    assert.isUndefined(of({}, Dates.plusMillis(Sample.now, policy.actingIdleMinutes * 60_000)))
    assert.isUndefined(
      ActingBanner.of(Sample.session(), Sample.member(2), Sample.member(1), { at: Sample.now, policy })
    )
  })
})
