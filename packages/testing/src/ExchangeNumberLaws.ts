/**
 * Laws of the numbers that an exchange gives: each has the form of its policy, and what is on record stays.
 *
 * @since 0.1.0
 */
import type { Command } from "@agencybook/application/Catalogue"
import type { Case } from "@agencybook/core/Case"
import * as Id from "@agencybook/core/Id"
import { numberSigns, type Policy } from "@agencybook/core/Policy"
import * as fc from "fast-check"
import * as EntitySample from "./EntitySample.ts"
import { counselorId, facts, memberOf } from "./internal/CounselorFacts.ts"
import { all, type Law, make, refusedAs, same } from "./Law.ts"
import type { Rules } from "./Rules.ts"
import * as Sample from "./Sample.ts"
import * as World from "./World.ts"

const agencyId = Sample.agencyId()
const agentId = Sample.agentId(1)
const fresh = Sample.household(9)
const { caseId, primaryContact } = fresh
const proof = {
  channel: "wet-signature",
  evidence: { type: "document", ref: "form-1", sha256: "ab".repeat(32) }
} as const
const begin = {
  delegationId: Id.make<Id.DelegationId>("delegation-9"),
  signedBy: "Cora Quint",
  consent: proof
} as const
const application = { caseId, primaryContact, members: ["QhpAptc"], year: 2026, ...begin } as const

const applicant = Sample.agent(1, { certification: Sample.certification("Eligible") })

/** What is asked of the rules with a number, by the way on which it comes in. */
const ways = {
  certify: (number: string): Command => ({ _tag: "CertifyAgent", agentId, term: { ...Sample.term, number } }),
  "take over": (number: string): Command => ({
    ...{ _tag: "RecordRoster", agencies: [] },
    agents: [
      {
        ...{ agentId: Sample.agentId(8), agencyId, manager: false, employment: "Active", profile: Sample.profile(8) },
        certification: { state: "Certified", term: { ...Sample.term, number } }
      }
    ]
  }),
  deliver: (number: string): Command => ({
    _tag: "RecordCases",
    entries: [{ case: { ...fresh, caseNumber: number as Case["caseNumber"] } }]
  }),
  correct: (number: string): Command => ({
    _tag: "RecordCases",
    entries: [{ case: { ...Sample.household(1), caseNumber: number as Case["caseNumber"] } }]
  })
} as const

const answered = (
  way: keyof typeof ways | "start" | "start as counselor",
  number: string,
  policy: Policy,
  rules: Rules
) => {
  const caseNumber = number as Case["caseNumber"]
  const context = Sample.context({ policy })
  if (way === "start")
    return rules.agentStart.decide(
      { _tag: "StartApplication", agentId, caseNumber, ...application },
      { candidates: [], same: undefined, delegate: Sample.member(1) },
      context
    )
  if (way === "start as counselor") {
    const { case: _, ...known } = facts({ counselor: memberOf("good") })
    return rules.counselorStart.decide(
      {
        ...{ _tag: "StartApplicationAsCounselor", counselorId: counselorId, caseNumber },
        ...application
      },
      { ...known, candidates: [], history: [] },
      { ...context, actor: EntitySample.asCounselor(0) }
    )
  }
  const place = Sample.employment(1, 0, "Invited")
  const household = Sample.household(1)
  const world = {
    ...World.empty,
    agency: new Map([[agencyId, Sample.agency()]]),
    agent: new Map([[agentId, applicant]]),
    employment: new Map([[place.employmentId, place]]),
    case: new Map([[household.caseId, household]])
  }
  return rules.command(ways[way](number), World.facts(world), context, {})
}

const sorts = ["digits", "letters", "signs"] as const
const numberOf = (sort: (typeof sorts)[number], length: number): string => {
  const [first, further] = { digits: ["9", "1"], letters: ["A", "b"], signs: ["9", "-"] }[sort] as [string, string]
  return first + further.repeat(length - 1)
}
const takes = { digits: ["digits"], "letters-and-digits": ["digits", "letters"], any: sorts } as const
const count = fc.integer({ min: 1, max: 14 })

/** A number that is new here has the form of the policy. @category laws */
export const formOfTheExchange = make({
  id: "exchange-number-has-its-form",
  sentence:
    "wherever the number of a certification or of a case comes in, it has as many signs as the exchange gives, and no others; every other one is refused, and the form is told",
  rules: ["AGT-08", "CAS-01"],
  runs: 600,
  input: fc.record({
    way: fc.constantFrom("certify", "take over", "deliver", "correct", "start", ...(["start as counselor"] as const)),
    sort: fc.constantFrom(...sorts),
    length: fc.integer({ min: 2, max: 16 }),
    signs: fc.constantFrom(...numberSigns),
    least: count,
    more: fc.integer({ min: 0, max: 6 })
  }),
  holds: ({ least, length, more, signs, sort, way }, rules) => {
    const form = { signs, least, most: least + more }
    const ofAgent = way === "certify" || way === "take over"
    // The other number has a form that nothing here fits.
    const other = { signs: "digits", least: 40, most: 40 } as const
    const policy = {
      ...Sample.policy(),
      certificationNumber: ofAgent ? form : other,
      caseNumber: ofAgent ? other : form
    }
    const answer = answered(way, numberOf(sort, length), policy, rules)
    const good = (takes[signs] as ReadonlyArray<string>).includes(sort) && least <= length && length <= least + more
    if (good) return same(answer._tag, "Accepted", `\`${way}\` with ${length} ${sort}`)
    const words = { digits: "digits", "letters-and-digits": "letters and digits", any: "characters" }[signs]
    return all(
      ofAgent
        ? refusedAs(answer, "CertificationNumberMisshapen", "AGT-08")
        : refusedAs(answer, "CaseNumberMisshapen", "CAS-01"),
      same(
        "facts" in answer && answer.facts.form,
        `${more === 0 ? least : `${least} to ${least + more}`} ${words}`,
        "the form that is told"
      )
    )
  }
})

/** What is on record stays. @category laws */
export const onRecordStays = make({
  id: "exchange-number-on-record-stays",
  sentence:
    "a case and an agent who are on record are delivered again with the number that they have, whatever form the policy gives since",
  rules: ["AGT-08", "CAS-01"],
  input: fc.record({ length: fc.integer({ min: 2, max: 12 }), what: fc.constantFrom("case", "agent" as const) }),
  holds: ({ length, what }, rules) => {
    const number = numberOf("signs", length)
    const form = { signs: "digits", least: 40, most: 40 } as const
    const policy = { ...Sample.policy(), certificationNumber: form, caseNumber: form }
    const known = Sample.household(1, { caseNumber: number as Case["caseNumber"] })
    const world = {
      ...World.empty,
      agency: new Map([[agencyId, Sample.agency()]]),
      agent: new Map([[agentId, Sample.agent(1)]]),
      case: new Map([[known.caseId, known]])
    }
    const command: Command =
      what === "case"
        ? { _tag: "RecordCases", entries: [{ case: known }] }
        : {
            ...{ _tag: "RecordRoster", agencies: [] },
            agents: [
              {
                ...{ agentId, agencyId, manager: false, employment: "Active", profile: Sample.profile(1) },
                certification: { state: "Certified", term: { ...Sample.term, number } }
              }
            ]
          }
    return same(
      rules.command(command, World.facts(world), Sample.context({ policy }), {})._tag,
      "Accepted",
      "the answer to a delivery of what is known"
    )
  }
})

/** The laws of this module. @category laws */
export const laws: ReadonlyArray<Law> = [formOfTheExchange, onRecordStays]
