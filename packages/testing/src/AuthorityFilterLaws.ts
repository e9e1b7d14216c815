/**
 * Laws of one question about many targets: a filter answers as one question after the other would, and what it says as
 * data leaves nothing out and lets nothing in.
 *
 * @since 0.1.0
 */

import type { Evidence } from "@agencybook/core/Authority"
import type * as AuthorityFilter from "@agencybook/core/AuthorityFilter"
import type { Allowance } from "@agencybook/core/Capability"
import * as fc from "fast-check"
import { table, withheldFrom } from "./AuthorityTable.ts"
import * as EntitySample from "./EntitySample.ts"
import { type Asked, actorOf, asked, evidenceOf, holders, moment, targets } from "./internal/AuthorityQuestions.ts"
import { all, holdsIf, type Law, make, same } from "./Law.ts"
import { allowances } from "./ReferenceAllowance.ts"
import * as Sample from "./Sample.ts"

const ofCase = ["CaseNotHeld", "NoConsentInForce", "NotAllowedByConsumer"]

/** What is missing of the person, if anything. */
const losses = [
  ...(["nothing", "nothing", "nothing", "certification", "application"] as const),
  ...(["place", "licence", "agency", "login"] as const)
]

const lesser = (n: number, lost: (typeof losses)[number]) =>
  Sample.member(n, {
    certification: Sample.certification(
      lost === "certification" ? "Suspended" : lost === "application" ? "Denied" : "Certified"
    ),
    employment: lost === "place" ? "Inactive" : "Active",
    agencyState: lost === "agency" ? "Suspended" : "Certified",
    licensed: lost !== "licence",
    locked: lost === "login"
  })

/** Whoever has left with the application that was turned away, and is remembered where it was. @rule AGT-17 */
const between = ({ self }: Evidence): Evidence =>
  self === undefined
    ? {}
    : {
        person: self.agent,
        former: { ...self, employment: { ...self.employment, state: "Inactive", reason: "application-ended" } }
      }

/** What is known of a target: its holder, and a consent for a part of the work. */
const knownOf = (target: string, restsOnConsent: boolean, consented: boolean): AuthorityFilter.AboutTarget => {
  const { agencyId, agentId } = targets[target] ?? {}
  if (agencyId === undefined || agentId === undefined) return {}
  const consent = Sample.consent(target === "agency" ? 4 : 1, consented ? "Granted" : "Rescinded", {
    grantee: { _tag: "Agency", agencyId, agentId },
    otherUsers: ["agent"]
  })
  return {
    ...holders[target],
    consents: [consent],
    ...(restsOnConsent ? { held: { delegate: { agencyId, agentId }, consentId: consent.consentId } } : {})
  }
}

/** Many questions in one have the answers of each. @category laws */
export const eachAsAlone = make({
  id: "authority-filter-each-as-alone",
  sentence:
    "a question that is asked of many targets has for each the answer that it would have alone; whatever is granted lies within the reach, and what lies there is refused for the agent who holds the case or for the consent alone",
  rules: ["SEC-01", "EMP-02", "ACT-02", "STF-06", "DEL-28"],
  runs: 2_000,
  input: fc.record({
    asked: asked(),
    lost: fc.constantFrom(...losses),
    acting: fc.boolean(),
    gone: fc.boolean(),
    rests: fc.boolean(),
    consented: fc.boolean(),
    held: fc.boolean()
  }),
  holds: ({ acting, asked: { capability, role }, consented, gone, held, lost, rests }, rules) => {
    const behalf = acting && role === "manager"
    const ask = {
      capability,
      actor: behalf ? Sample.asAgent(0) : actorOf(role),
      secondFactor: true as const,
      ...(behalf ? { acting: Sample.session().actingId } : {})
    }
    const ofRole = evidenceOf(role, lesser(1, lost))
    const ofActor: Evidence = behalf
      ? { self: Sample.member(0), session: Sample.session(), principal: lesser(1, lost) }
      : { ...(gone && lost === "application" ? between(ofRole) : ofRole), consents: undefined }
    const filter = rules.authorityFilter.make(ask, ofActor, moment())
    const checks = Object.entries(targets).map(([name, target]) => {
      const ofTarget = knownOf(name, rests, consented)
      const known: AuthorityFilter.AboutTarget = {
        ...(held ? ofTarget : { ...ofTarget, delegate: undefined }),
        ...(role === "counselor" && consented ? { consents: evidenceOf(role).consents } : {})
      }
      const alone = rules.authority.judge({ ...ask, target }, { ...ofActor, ...known }, moment())
      const within = rules.authorityFilter.includes(filter, target)
      return all(
        same(filter.judge(target, known), alone, `the ruling on what is ${name}`),
        holdsIf(alone._tag === "Refused" || within, `what is ${name} is granted and lies outside`),
        holdsIf(
          alone._tag === "Granted" || !within || ofCase.includes(alone.code),
          `what is ${name} lies within and is refused for another reason`
        )
      )
    })
    return all(
      same(filter.refusal !== undefined, filter.reach.length === 0, "whether it says why nothing is granted"),
      ...checks
    )
  }
})

/** How far each role reaches, by the table by hand. */
const reachOf = ({ capability, role }: Asked): ReadonlyArray<AuthorityFilter.Reach> => {
  const cell = table[capability][role]
  const [agencyId, agentId] = [Sample.agencyId(0), Sample.agentId(1)]
  if (withheldFrom(role, moment().policy).includes(capability)) return []
  // A manager is an agent of the agency as well.
  const asAgent = role === "manager" ? table[capability].agent : "-"
  if (cell === "all" || asAgent === "all") return [{ _tag: "Everything" }]
  const ofAgent: ReadonlyArray<AuthorityFilter.Reach> = [{ _tag: "Agent", agentId, agencyId }]
  const ofAgency: ReadonlyArray<AuthorityFilter.Reach> = [{ _tag: "Agency", agencyId }]
  if (role === "manager") return [...(asAgent === "own" ? ofAgent : []), ...(cell === "agency" ? ofAgency : [])]
  if (cell === "agency") return ofAgency
  if (cell !== "own") return []
  if (role === "consumer") return [{ _tag: "Case", caseId: Sample.caseId(1) }]
  if (role === "agent") return ofAgent
  const { counselorId } = EntitySample.counselor(1)
  const allowance = allowances[capability] as Allowance | undefined
  return [allowance === undefined ? { _tag: "Counselor", counselorId } : { _tag: "Consented", counselorId, allowance }]
}

/** The reach is that of the table. @category laws */
export const reachByTheTable = make<Asked>({
  id: "authority-filter-reach-by-the-table",
  sentence:
    "somebody in good standing reaches what the permission table says, as data that a host can ask of its own tables: everything, the own agency, the own records, the own case, or what consumers have allowed",
  rules: ["SEC-01", "BOB-01", "BOB-03", "DEL-28"],
  runs: 2_000,
  input: asked(),
  holds: (question, rules) => {
    const { capability, role } = question
    const ask = { capability, actor: actorOf(role), secondFactor: true as const }
    const filter = rules.authorityFilter.make(ask, evidenceOf(role), moment())
    const [first] = filter.reach
    return all(
      same(filter.reach, reachOf(question), `the reach of a ${role} for \`${capability}\``),
      holdsIf(first?._tag !== "Everything" || filter.reach.length === 1, "more than everything")
    )
  }
})

/** The laws of this module. @category laws */
export const laws = [eachAsAlone, reachByTheTable] as ReadonlyArray<Law>
