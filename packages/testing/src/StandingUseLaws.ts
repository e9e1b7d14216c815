/**
 * Laws of authority wherever it is used: each way to a client, each move of a book and each look at a case asks for all of
 * it, up to its last day, and says what is missing.
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import type { Gap, Member } from "@agencybook/core/Standing"
import type { Command as TransferCommand } from "@agencybook/core/Transfer"
import * as fc from "fast-check"
import { evidenceOf, moment } from "./internal/AuthorityQuestions.ts"
import { accept, decide as decideDelegation, mine, request } from "./internal/DelegationParts.ts"
import { agentId, caseId, context, delegationId, digest, names, ways } from "./internal/NewAgentFacts.ts"
import * as Story from "./internal/TransferStory.ts"
import { all, type Law, make, refusedAs, same, type Verdict } from "./Law.ts"
import type { Rules } from "./Rules.ts"
import * as Sample from "./Sample.ts"

interface Answer {
  readonly _tag: string
}
interface Lack {
  /** What is missing; nothing on the last day on which all is there. */
  readonly gap?: Gap
  readonly of: (member: Member) => Member
}

const agent = (over: (one: Member["agent"]) => Partial<Member["agent"]>): Lack["of"] => {
  return (member) => ({ ...member, agent: { ...member.agent, ...over(member.agent) } })
}
const licence = (over: Partial<Member["agent"]["licence"]>) =>
  agent((one) => ({ licence: { ...one.licence, ...over } }))
const term = (from: number, until: number) =>
  agent(({ certification }) =>
    certification._tag === "Certified"
      ? {
          certification: {
            ...certification,
            term: {
              ...certification.term,
              from: Dates.plusDays(Sample.today, from),
              until: Dates.plusDays(Sample.today, until)
            }
          }
        }
      : {}
  )
const employment = (state: Member["employment"]["state"]): Lack["of"] => {
  return (member) => ({ ...member, employment: { ...member.employment, state } })
}

const whole = "nothing is missing"
const order: ReadonlyArray<Gap> = [
  ...(["not-certified", "not-licensed", "not-active", "agency-not-certified", "account-locked"] as const)
]

const lacks: Readonly<Record<string, Lack>> = {
  [whole]: { of: (member) => member },
  "the term begins today": { of: term(0, 365) },
  "the last day of the term": { of: term(-364, 1) },
  "the last day of the licence": { of: licence({ expiresOn: Sample.today }) },
  "a term that begins tomorrow": { gap: "not-certified", of: term(1, 365) },
  "a term that is over": { gap: "not-certified", of: term(-365, 0) },
  "a suspension": {
    gap: "not-certified",
    of: agent(() => ({ certification: Sample.certification("Suspended") }))
  },
  "a licence of yesterday": { gap: "not-licensed", of: licence({ expiresOn: Dates.plusDays(Sample.today, -1) }) },
  "a licence that is suspended": { gap: "not-licensed", of: licence({ status: "suspended" }) },
  "a licence without health": { gap: "not-licensed", of: licence({ health: false }) },
  "a place that is at rest": { gap: "not-active", of: employment("Inactive") },
  "a place that is only offered": { gap: "not-active", of: employment("Invited") },
  "an agency that is suspended": {
    gap: "agency-not-certified",
    of: (member) => ({
      ...member,
      agency: { ...member.agency, certification: Sample.agencyCertification("Suspended") }
    })
  },
  "a login that is locked": { gap: "account-locked", of: agent(() => ({ locked: true })) }
}

interface Use {
  readonly decide: (rules: Rules, lack: Lack) => Answer
  readonly refusal: readonly [code: string, rule: Parameters<typeof refusedAs>[2]]
  /** The refusal does not say to this one what somebody else lacks. */
  readonly silent?: true
}

const delegate: Use["refusal"] = ["AgentWithoutAuthority", "DEL-08"]
const today = { delegate: (lack: Lack) => lack.of(Sample.member(1)) }

const started = (rules: Rules, lack: Lack): Answer =>
  rules.agentStart.decide(
    {
      ...{ _tag: "StartApplication", delegationId, caseId, agentId, members: ["QhpAptc"], year: 2026 },
      caseNumber: Sample.household().caseNumber,
      primaryContact: Sample.household().primaryContact,
      signedBy: "Cora Quint",
      consent: { channel: "wet-signature", evidence: { type: "document", ref: "form-1", sha256: digest } }
    },
    { candidates: [], same: undefined, delegate: today.delegate(lack) },
    context({ newAgentVerification: [] })
  )

const moving: TransferCommand = {
  _tag: "TransferBook",
  ...{ transferId: Story.transferId, agencyId: Sample.agencyId() },
  ...{ fromAgentId: Sample.agentId(1), toAgentId: Sample.agentId(2) },
  reason: "leave"
}
const book = {
  command: moving,
  facts: (lack: Lack) => ({
    ...{ transfer: undefined, source: Sample.member(1), target: lack.of(Sample.member(2)), targetOpen: 0 },
    held: [Sample.delegation(0, "Active", { delegate: { agentId: Sample.agentId(1), agencyId: Sample.agencyId() } })]
  })
}

const confirmed = (rules: Rules, lack: Lack): Answer => {
  const begun = Story.begin(
    { transferConsent: "consumer-confirm", states: ["Active"], acts: [], later: undefined },
    rules
  )
  if (begun === undefined) return { _tag: "nothing, for the transfer does not begin" }
  return rules.transferProgress.decide(
    { _tag: "ConfirmTransfer", transferId: Story.transferId, caseId: Sample.caseId(0) },
    {
      transfers: [begun.transfer],
      open: () => [],
      delegation: (id) => begun.delegations.get(id),
      member: () => lack.of(Sample.member(2))
    },
    Sample.context()
  )
}

const target = { agencyId: Sample.agencyId(), agentId: Sample.agentId(1), caseId: Sample.caseId(1) }

const uses: Readonly<Record<string, Use>> = {
  ...Object.fromEntries(
    names.map((name): [string, Use] => [
      name,
      { refusal: delegate, decide: (rules, lack) => ways[name].decide(rules, { delegate: today.delegate(lack) }, {}) }
    ])
  ),
  "an application begun": { refusal: delegate, decide: started },
  "a request": {
    refusal: delegate,
    decide: (rules, lack) => decideDelegation(rules, request, { delegate: today.delegate(lack) })
  },
  "an acceptance": {
    refusal: delegate,
    decide: (rules, lack) =>
      decideDelegation(rules, accept, { delegation: mine(), open: [mine()], delegate: today.delegate(lack) })
  },
  "a transfer": {
    refusal: ["TargetWithoutAuthority", "TRF-03"],
    decide: (rules, lack) => rules.transfer.decide(book.command, book.facts(lack), Sample.context())
  },
  "the plan of a transfer": {
    refusal: ["TargetWithoutAuthority", "TRF-03"],
    decide: (rules, lack) => {
      const plan = rules.transfer.plan(book.command, book.facts(lack), Sample.context())
      return "_tag" in plan ? plan : { _tag: "Accepted" }
    }
  },
  "the word of a consumer for a transfer": { refusal: ["TargetWithoutAuthority", "TRF-03"], decide: confirmed },
  "an agent's own work": {
    refusal: delegate,
    decide: (rules, lack) =>
      rules.authority.judge(
        { capability: "view-own-book", actor: Sample.asAgent(1), secondFactor: true, target },
        { self: today.delegate(lack) },
        moment()
      )
  },
  "a manager for an agent": {
    refusal: ["ActingAgentFrozen", "ACT-02"],
    decide: (rules, lack) =>
      rules.authority.judge(
        {
          capability: "relinquish-delegation",
          actor: Sample.asAgent(0),
          acting: Sample.session().actingId,
          secondFactor: true,
          target
        },
        { self: Sample.member(0), session: Sample.session(), principal: today.delegate(lack) },
        { at: Sample.now, day: Sample.today, policy: Sample.policy() }
      )
  },
  "staff on a case of an agent": {
    refusal: ["CaseNotHeld", "STF-06"],
    silent: true,
    decide: (rules, lack) =>
      rules.authority.judge(
        { capability: "update-application", actor: Sample.asStaff(0, 2), secondFactor: true, target },
        { ...evidenceOf("staff-2"), delegate: today.delegate(lack) },
        moment()
      )
  }
}

/** Whoever becomes or is a delegate has all of the authority. @category laws */
export const everyUseAsks = make({
  id: "standing-is-asked-by-every-use",
  sentence:
    "whoever begins with a client, takes over a book, works on a case or has it worked on by staff or a manager is certified, licensed for health and active in a certified agency with an open login, from the first day to the last one of each; all that is missing is named to whom it concerns",
  rules: ["DEL-08", "EMP-02", "TRF-03", "STF-06", "ACT-02", "AGT-08", "AGT-11"],
  // Every use with every lack, several times.
  runs: 1_500,
  least: { requestDays: 2 },
  input: fc.record({
    use: fc.constantFrom(...Object.keys(uses)),
    lack: fc.constantFrom(...Object.keys(lacks)),
    beside: fc.constantFrom(
      whole,
      whole,
      "a place that is at rest",
      "an agency that is suspended",
      "a login that is locked"
    )
  }),
  holds: ({ beside, lack: lackName, use: useName }, rules): Verdict => {
    const [use, lack, other] = [uses[useName] as Use, lacks[lackName] as Lack, lacks[beside] as Lack]
    const gaps = order.filter((gap) => gap === lack.gap || gap === other.gap)
    const answer = use.decide(rules, { of: (member) => other.of(lack.of(member)) })
    if (gaps.length === 0)
      return same(
        ["Accepted", "Granted"].includes(answer._tag),
        true,
        `whether ${useName} is possible with ${lackName}`
      )
    const named = (answer as { readonly facts?: { readonly gaps?: ReadonlyArray<string> } }).facts?.gaps
    return all(
      refusedAs(answer, ...use.refusal),
      use.silent ? same(named, undefined, "what is said of somebody else") : same(named, gaps, "what is missing")
    )
  }
})

/** The laws of this module. @category laws */
export const laws = [everyUseAsks] as ReadonlyArray<Law>
