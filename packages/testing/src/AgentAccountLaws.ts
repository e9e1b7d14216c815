/**
 * Laws of what each role sees of an agent's account.
 *
 * @since 0.1.0
 */
import type { Agent, LockReason } from "@agencybook/core/Agent"
import type { Role } from "@agencybook/core/Capability"
import type { Employment } from "@agencybook/core/Employment"
import * as Id from "@agencybook/core/Id"
import type { Member } from "@agencybook/core/Standing"
import * as fc from "fast-check"
import { states } from "./internal/CertificationSteps.ts"
import { all, holdsIf, type Law, make, same } from "./Law.ts"
import * as Sample from "./Sample.ts"

const places = {
  "at work": { state: "Active" },
  applies: { state: "Invited" },
  "under review": { state: "Invited", review: true },
  "turned down": { state: "Inactive", reason: "association-declined" },
  left: { state: "Inactive", reason: "left-agency" }
} as const satisfies Readonly<Record<string, Pick<Employment, "reason" | "review" | "state">>>

/** Each role sees of an agent what its work needs. @category laws */
export const eachSeesItsPart = make({
  id: "agent-account-each-sees-its-part",
  sentence:
    "agent, managers and the exchange see the whole account, but managers not why it is locked; staff see the profile and what is open, never the address for login nor why a certification ended; of whom has left or was only asked for an agency sees the line of the roster, and nobody sees there at which sites of another agency the agent worked",
  rules: ["STF-02", "STF-07", "AGT-03", "AGT-18", "SEC-01"],
  runs: 1_000,
  input: fc.record({
    role: fc.constantFrom<Role>("agent", "manager", "staff-1", "staff-2", "exchange"),
    place: fc.constantFrom(...(Object.keys(places) as Array<keyof typeof places>)),
    state: fc.oneof(fc.constant("TerminatedForCause" as const), fc.constantFrom(...states)),
    lock: fc.constantFrom<LockReason | "open">("open", "unusual-activity", "shared-login"),
    sites: fc.constantFrom("all", "here", "elsewhere"),
    pictured: fc.boolean()
  }),
  holds: ({ lock, pictured, place, role, sites, state }, rules) => {
    const sample = Sample.member(1, { certification: Sample.certification(state), locked: lock !== "open" })
    const agent: Agent = {
      ...sample.agent,
      ...(pictured ? { photo: Sample.photo(1) } : {}),
      ...(lock === "open" ? {} : { access: { since: Sample.now, reason: lock } })
    }
    const { agencyId } = sample.agency
    const siteIds = [Id.make<Id.SiteId>("main")]
    const named = sites === "all" ? {} : { siteIds, sitesOf: sites === "here" ? agencyId : Sample.agencyId(2) }
    const { review: _, ...employment } = sample.employment
    const member: Member = { ...sample, agent: { ...agent, ...named }, employment: { ...employment, ...places[place] } }
    const load = { active: 3, frozen: 2, requested: 1 }
    const account = rules.agentAccount.make(member, load, Sample.today, role)
    const staff = role === "staff-1" || role === "staff-2"
    const stranger = place === "under review" || place === "turned down"
    const own = role === "agent" && place !== "turned down" && place !== "left"
    const sees = role === "exchange" || own || (place !== "left" && !stranger)
    const { loginEmail } = agent
    const { expertise, bio, clientsServed, eveningsAndWeekends, photo, publicEmail, publicPhone } = agent
    const shown = { expertise, bio, clientsServed, eveningsAndWeekends, photo, publicEmail, publicPhone }
    const applying = state === "Pending" || state === "Eligible"
    const profile = {
      name: agent.name,
      licence: agent.licence,
      npn: agent.npn,
      place: agent.place,
      languages: agent.languages,
      acceptsNewClients: agent.acceptsNewClients,
      listInDirectory: agent.listInDirectory,
      ...(sites === "here" ? { siteIds } : {}),
      ...Object.fromEntries(Object.entries(shown).filter(([, value]) => value !== undefined))
    }
    const told = sites === "here" ? { ...agent, ...named } : agent
    const whole = role === "manager" && lock !== "open" ? { ...told, access: { since: Sample.now } } : told
    const text = JSON.stringify(account)
    return all(
      same(account.agent, sees && !staff ? whole : undefined, "the whole record"),
      same(account.profile, sees && staff ? profile : undefined, "the profile"),
      same(account.open !== undefined, sees && applying, "that something is open"),
      same(
        [account.delegated, account.frozen, account.requested, account.since],
        [...(rules.standing.isGood(member, Sample.today) ? [3, 2] : [0, 5]), 1, employment.since],
        "the line"
      ),
      same(
        account.gaps.length === 1 && account.gaps[0] === "not-active",
        (stranger && role !== "agent" && role !== "exchange") ||
          rules.standing.gaps(member, Sample.today).join() === "not-active",
        "what is missing"
      ),
      holdsIf(!staff || !text.includes(loginEmail), "staff see with what address an agent signs in"),
      holdsIf(!staff || !text.includes(Sample.finding.documentId), "staff see what was found out about an agent")
    )
  }
})

/** The laws of this module. @category laws */
export const laws = [eachSeesItsPart] as ReadonlyArray<Law>
