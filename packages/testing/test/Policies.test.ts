import { calheers, type Policy } from "@agencybook/core/Policy"
import * as PolicyPreset from "@agencybook/core/PolicyPreset"
import { assert, describe, it } from "@effect/vitest"
import { check, type Knob, type Law, LawBroken, notAskedFor } from "../src/Law.ts"
import { laws } from "../src/Laws.ts"
import { alterations } from "./fixture/alterations.ts"

const seed = 20_260_303
const slow = 240_000

/** Whom the knobs of the presets leave out, reviewed by hand: laws that state what California has. */
const fixing: { readonly [K in Knob]?: ReadonlyArray<string> } = {
  upkeepEnds: ["upkeep-exam-is-taken-again"],
  agreementTermYears: ["agreement-suspended-stays-bound"],
  staffTraining: ["staff-every-step-is-told", "staff-one-number-each"],
  // Where consumers are asked first, a command moves nobody yet; the laws of transfers that wait say what happens then.
  transferConsent: [
    ...["consent-drafts-end-with-their-request", "consent-goes-along", "consent-rests-on-the-choice"],
    ...["delegation-ends-after-it-began", "new-agent-no-wish-left-behind", "transfer-across-papers-fit"],
    ...["transfer-does-as-previewed", "transfer-every-row-is-told", "transfer-in-one-instant"],
    ...["transfer-inside-one-roster", "transfer-keeps-the-total", "transfer-run-arrives-now"],
    "transfer-run-one-after-another"
  ],
  crossAgencyEffective: ["transfer-across-papers-fit", "transfer-across-through-the-exchange"]
}

/** Which of these knobs a preset sets otherwise. */
const knobsOf: Readonly<Record<string, ReadonlyArray<keyof typeof fixing>>> = {
  virginia: [],
  "new-mexico": [],
  georgia: ["agreementTermYears", "staffTraining"],
  minnesota: ["agreementTermYears", "staffTraining", "transferConsent", "crossAgencyEffective"],
  federal: ["agreementTermYears", "upkeepEnds", "transferConsent"]
}

/** A policy of somebody's own: every number and choice another one, but for those that laws fix. */
const own: Policy = {
  ...PolicyPreset.virginia,
  name: "our-exchange-1",
  timeZone: "Pacific/Honolulu",
  exam: { passMark: 70, attempts: 3 },
  examEveryYear: true,
  licenceState: "HI",
  publishesCompletion: true,
  recertificationGraceDays: 60,
  changeReportDays: 10,
  licenceGraceDays: 14,
  managerGraceDays: 60,
  suspension: { _tag: "Days", days: 60, reconsiderationDays: 20 },
  proofForCause: "clear-and-convincing",
  systemMayCertifyAgents: true,
  documentWindowDays: 45,
  inviteHours: 100,
  staffMayAnswerRequests: "level-2",
  staffMaySubmitApplication: false,
  staffMayCallServiceCenter: "with-number",
  staffMayDisableStaff: true,
  dispositionDays: 0,
  requestDays: 14,
  smallBusinessAgentOfRecord: { cutoffDay: 20 },
  accessCode: { phoneHours: 24, mailHours: 240, tries: 5 },
  agentChangeCode: { minutes: 5, tries: 3, waitMinutes: 15, perDay: 2 },
  actingIdleMinutes: 5,
  extranet: {
    ...PolicyPreset.virginia.extranet,
    linkHours: 12,
    supportHours: { least: 1, most: 8 }
  },
  bookCadence: ["monthly"],
  retroactiveAgentOfRecordMonths: 3,
  exportHours: 48,
  reasonToRead: ["acting", "agency", "support", "oversight"],
  consentRetentionYears: 7,
  smallBusiness: {
    participationPercent: 50,
    contributionPercent: 30,
    window: { from: "03-01", through: "03-31" },
    otherCoverage: "leaves-the-base"
  }
}

/** Which laws were not asked under a policy, and for which knobs; throws when one of the others does not hold. */
const leftOut = (policy: Policy): Readonly<Record<string, ReadonlyArray<string>>> => {
  const left: Record<string, ReadonlyArray<string>> = {}
  for (const law of laws) {
    // A twentieth of the usual inputs where these are many, so that all laws take seconds; a whole table is asked once.
    const { runs: usual = 200 } = law
    const runs = Math.min(usual, Math.max(30, Math.min(120, Math.ceil(usual / 20))))
    const { exercised, notAskedFor: knobs } = check(law, { policy, runs, seed })
    if (knobs.length > 0) left[law.id] = knobs.toSorted()
    else assert.isAbove(exercised, 0, `the interesting case of ${law.id} never occurred`)
  }
  return left
}

const breaks = (law: Law, policy: Policy): boolean => {
  try {
    check({ ...law, fixes: [], least: {} }, { policy, seed })
    return false
  } catch (error) {
    if (error instanceof LawBroken) return true
    throw error
  }
}

const altered = (over: Partial<Policy>): Policy => ({ ...calheers, name: "altered", ...over })

describe("Laws under other policies", () => {
  // Under that of California every law is asked in full elsewhere.
  const others = PolicyPreset.all.filter((policy) => policy !== calheers)

  it("leave nothing out under that of California", () => {
    for (const law of laws) assert.deepStrictEqual(notAskedFor(law, calheers), [], law.id)
  })

  it.each(others.map((policy) => [policy.name, policy] as const))(
    "hold under the preset %s, but for those that it leaves out by a knob [POL-01]",
    (name, policy) => {
      const expected: Record<string, Array<string>> = {}
      for (const knob of knobsOf[name] ?? assert.fail(`no row for ${name}`))
        for (const id of fixing[knob] ?? []) expected[id] = [...(expected[id] ?? []), knob].toSorted()
      assert.deepStrictEqual(leftOut(policy), expected)
    },
    slow
  )

  it("hold all of them under a policy of somebody's own", () => assert.deepStrictEqual(leftOut(own), {}), slow)
})

describe("Laws that fix a knob, or need more of one", () => {
  const fixed = laws.flatMap((law) => (law.fixes ?? []).map((knob) => [law.id, knob, law] as const))
  const needed = laws.flatMap((law) =>
    Object.entries(law.least ?? {}).map(([knob, least]) => [law.id, knob, least, law] as const)
  )
  const of = (knob: string) =>
    alterations.flatMap(([one, over]) => (one === knob || one.startsWith(`${knob}.`) ? [altered(over)] : []))

  it.each(fixed)("%s breaks when `%s` is changed", (_id, knob, law) => {
    const policies = of(knob)
    assert.isNotEmpty(policies)
    assert.isTrue(
      policies.some((policy) => breaks(law, policy)),
      "it does not fix the knob"
    )
  })

  it.each(needed)("%s breaks when there is less of `%s` than %i, and not with as much", (_id, knob, least, law) => {
    const amount = (policy: Policy) => Number((policy as unknown as Readonly<Record<string, unknown>>)[knob])
    assert.isTrue(of(knob).some((policy) => amount(policy) < least && breaks(law, policy)))
    const enough = of(knob).filter((policy) => amount(policy) === least)
    assert.isNotEmpty(enough)
    assert.isFalse(enough.some((policy) => breaks(law, policy)))
  })
})
