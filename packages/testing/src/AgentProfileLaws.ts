/**
 * Laws of what agents show to consumers, and of who changes it.
 *
 * @since 0.1.0
 */
import { type Agent, type Shown, shownOf } from "@agencybook/core/Agent"
import { calheers } from "@agencybook/core/Policy"
import * as fc from "fast-check"
import { over } from "./internal/AuthorityQuestions.ts"
import { states } from "./internal/CertificationSteps.ts"
import { acceptedAs, all, eventsOf, type Law, make, refusedAs, same } from "./Law.ts"
import * as Sample from "./Sample.ts"

const agentId = Sample.agentId(1)
const { bio, publicEmail, publicPhone } = Sample.shown(4)
const pieces = {
  publicEmail,
  publicPhone,
  clientsServed: "employers",
  expertise: ["dental", "vision"],
  bio,
  eveningsAndWeekends: true
} as const satisfies Partial<Shown>
type Piece = keyof typeof pieces

const shownWith = (some: ReadonlyArray<Piece>, over: Partial<Shown> = {}): Shown => ({
  languages: Sample.shown().languages,
  acceptsNewClients: true,
  listInDirectory: false,
  ...Object.fromEntries(some.map((piece) => [piece, pieces[piece]])),
  ...over
})
const subset = fc.subarray(Object.keys(pieces) as Array<Piece>)

/** What is given is shown, and nothing of before. @category laws */
export const shownAsGiven = make({
  id: "profile-is-shown-as-given",
  sentence:
    "an edited profile shows what was given and nothing of before, and leaves name, licence, address, login and certification alone; the same again changes nothing",
  rules: ["AGY-04"],
  runs: 500,
  input: fc.record({ before: subset, after: subset, accepting: fc.boolean() }),
  holds: ({ accepting, after, before }, rules) => {
    const agent: Agent = { ...Sample.agent(1), ...shownWith(before) }
    const profile = shownWith(after, { acceptsNewClients: accepting })
    const step = (of: Agent) =>
      rules.agentProfile.decide({ _tag: "EditAgentProfile", agentId, profile }, { agent: of }, Sample.context())
    const next = eventsOf(step(agent)).reduce<Agent>((now, event) => rules.evolve("agent", now, event), agent)
    const { certification, licence, locked, loginEmail, name, npn, place } = agent
    const { dueOn: _, ...left } = next
    return all(
      same(shownOf(next), shownOf({ ...Sample.agent(1), ...profile }), "what is shown"),
      same(
        left,
        { ...{ agentId, certification, licence, locked, loginEmail, name, npn, place }, ...profile },
        "the agent"
      ),
      acceptedAs(step(next), [])
    )
  }
})

/** Who edits whose profile. @category laws */
export const editedByWhom = make({
  id: "profile-is-edited-while-open",
  sentence:
    "an agent edits the own profile and the exchange anybody's until the certification is over, the agency that of its agents, of certified ones only where the policy says so; whoever is listed can be reached by mail and by telephone",
  rules: ["AGY-04", "DEL-02"],
  runs: 800,
  input: fc.record({
    state: fc.oneof(fc.constantFrom("Certified", "Pending", "Suspended" as const), fc.constantFrom(...states)),
    actor: fc.constantFrom("own", "manager", "staff", "exchange" as const),
    profileEditing: fc.constantFrom("any", "certified" as const),
    listed: fc.boolean(),
    contact: fc.constantFrom<ReadonlyArray<Piece>>(["publicEmail", "publicPhone"], ["publicEmail"], ["publicPhone"], [])
  }),
  holds: ({ actor, contact, listed, profileEditing, state }, rules) => {
    const who = {
      own: Sample.asAgent(1),
      manager: Sample.asAgent(0),
      staff: Sample.asStaff(0, 2),
      exchange: Sample.exchange
    }[actor]
    const agent = Sample.agent(1, { certification: Sample.certification(state) })
    const profile = shownWith([...contact, "bio"], { listInDirectory: listed })
    const answer = rules.agentProfile.decide(
      { _tag: "EditAgentProfile", agentId, profile },
      { agent },
      Sample.context({ actor: who, policy: { ...calheers, profileEditing } })
    )
    const byAgency = actor === "manager" || actor === "staff"
    if (over.includes(state) || (byAgency && profileEditing === "certified" && state !== "Certified"))
      return refusedAs(answer, "ProfileClosed", "AGY-04")
    return listed && contact.length < 2
      ? refusedAs(answer, "ListedWithoutContact", "DEL-02")
      : acceptedAs(answer, [{ _tag: "AgentProfileEdited", agentId, profile }])
  }
})

/** The laws of this module. @category laws */
export const laws = [shownAsGiven, editedByWhom] as ReadonlyArray<Law>
