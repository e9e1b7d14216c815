/**
 * Laws of licence numbers: every state gives its own, and each is written in one way.
 *
 * @since 0.1.0
 */
import type { Command } from "@agencybook/application/Catalogue"
import * as Id from "@agencybook/core/Id"
import type { LicenceNumber } from "@agencybook/core/Licence"
import { all as presets } from "@agencybook/core/PolicyPreset"
import * as fc from "fast-check"
import { all, holdsIf, type Law, make, refusedAs, same } from "./Law.ts"
import * as Sample from "./Sample.ts"
import * as World from "./World.ts"

const agencyId = Sample.agencyId()
const newId = Sample.agentId(8)
const agent = Sample.agent(1)

const ways = {
  add: (number: LicenceNumber): Command => ({
    ...{ _tag: "AddAgent", agencyId, agentId: newId },
    profile: Sample.profile(8, { licence: Sample.licence(8, { number }) })
  }),
  open: (number: LicenceNumber): Command => ({
    ...{ _tag: "OpenAgency", agencyId: Sample.agencyId(8), details: Sample.details(8) },
    ...{ managerId: newId, manager: Sample.profile(8, { licence: Sample.licence(8, { number }) }) }
  }),
  "open by number": (licenceNumber: LicenceNumber): Command => ({
    ...{ _tag: "OpenAgency", agencyId: Sample.agencyId(8), details: { ...Sample.details(8), licenceNumber } },
    ...{ managerId: newId, manager: Sample.profile(8, { licence: Sample.licence(8, { number: other }) }) }
  }),
  "take over": (number: LicenceNumber): Command => ({
    ...{ _tag: "RecordRoster", agencies: [] },
    agents: [
      {
        ...{ agentId: newId, agencyId, manager: false, employment: "Active" },
        certification: { state: "Certified", term: Sample.term },
        profile: Sample.profile(8, { licence: Sample.licence(8, { number }) })
      }
    ]
  }),
  report: (number: LicenceNumber): Command => ({
    ...{ _tag: "ReportAgentChange", agentId: agent.agentId, change: { _tag: "Licence", number } },
    happenedOn: Sample.today
  }),
  record: (number: LicenceNumber): Command => ({
    ...{ _tag: "RecordLicence", agentId: agent.agentId, licence: { ...agent.licence, number } }
  }),
  change: (licenceNumber: LicenceNumber): Command => ({
    ...{ _tag: "RequestAgencyChange", agencyId, changeId: Id.make("change-1"), wanted: { licenceNumber } }
  })
}

// Right in each exchange: one of a state that has no exchange here.
const other = "NV-1234567" as LicenceNumber

/** Numbers by what they are, with the states of the exchanges that refuse them. */
const numbers: ReadonlyArray<readonly [number: string, refusedIn: ReadonlyArray<string>]> = [
  ["1H12345", []],
  ["NV-1H12345", []],
  ["TX-7", []],
  ["0123456789", ["CA"]],
  ["AB12345", ["CA"]],
  ["1H1234", ["CA"]],
  ["CA-1H12345", ["CA"]],
  ["CA-0123456789", ["CA", "VA", "NM", "GA", "MN", "none"]],
  ["VA-1H12345", ["VA"]],
  ["GA-123456", ["GA"]],
  ["MN-123456", ["MN"]],
  ["NM-123456", ["NM"]]
]

/** A number has the form of its state. @category laws */
export const numberOfItsState = make({
  id: "licence-number-of-its-state",
  sentence:
    "wherever a licence number comes in, one of the exchange's own state stands alone and has the form that its state gives, and one of another state has that state in front; every other one is refused",
  rules: ["AGT-11"],
  runs: 600,
  input: fc.record({
    number: fc.constantFrom(...numbers),
    way: fc.constantFrom("add", "open", "open by number", "take over", "report", "record", "change" as const),
    policy: fc.constantFrom(...presets)
  }),
  holds: ({ number: [number, refusedIn], policy, way }, rules) => {
    const world = {
      ...World.empty,
      agency: new Map([[agencyId, Sample.agency()]]),
      agent: new Map([[agent.agentId, agent]])
    }
    const answer = rules.command(
      ways[way](number as LicenceNumber),
      World.facts(world),
      Sample.context({ actor: Sample.exchange, policy }),
      {}
    )
    return refusedIn.includes(policy.licenceState)
      ? refusedAs(answer, "LicenceNumberMisshapen", "AGT-11")
      : same(answer._tag, "Accepted", `\`${number}\` in \`${policy.name}\``)
  }
})

/** A number is one agent's in its state, and may be another one's in another state. @category laws */
export const numberIsOfOneState = make({
  id: "licence-number-once-in-a-state",
  sentence: "the same number of two states is that of two agents; the same number of one state is refused",
  rules: ["AGT-01", "AGT-11"],
  runs: 200,
  input: fc.record({
    held: fc.constantFrom("1H12345", "NV-1H12345", "TX-1H12345"),
    next: fc.constantFrom("1H12345", "NV-1H12345", "TX-1H12345"),
    way: fc.constantFrom("add", "open", "take over", "report", "record" as const),
    policy: fc.constantFrom(...presets)
  }),
  holds: ({ held, next, policy, way }, rules) => {
    const holder = Sample.agent(7, { licence: Sample.licence(7, { number: held as LicenceNumber }) })
    const world = {
      ...World.empty,
      agency: new Map([[agencyId, Sample.agency()]]),
      agent: new Map([agent, holder].map((one) => [one.agentId, one]))
    }
    const answer = rules.command(
      ways[way](next as LicenceNumber),
      World.facts(world),
      Sample.context({ actor: Sample.exchange, policy }),
      {}
    )
    const code = way === "report" || way === "record" ? "LicenceInUse" : "AgentExists"
    return held === next
      ? refusedAs(answer, code, "AGT-01")
      : all(holdsIf(answer._tag === "Accepted", `\`${next}\` is refused beside \`${held}\``))
  }
})

/** The laws of this module. @category laws */
export const laws: ReadonlyArray<Law> = [numberOfItsState, numberIsOfOneState]
