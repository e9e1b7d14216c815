/**
 * What people want next who would have a case at once: on the telephone, with a code or a passcode, by search, or by
 * starting an application.
 *
 * @since 0.1.0
 */
import type { Command } from "@agencybook/application/Catalogue"
import * as Dates from "@agencybook/core/CalendarDate"
import { phoneScopes, type Terms } from "@agencybook/core/Consent"
import * as Id from "@agencybook/core/Id"
import * as Sample from "../Sample.ts"
import * as World from "../World.ts"
import { aCase, anAgent, aStaffActor, type Choice } from "./CommandChoice.ts"
import { agentAs, delegations, issued, one, ready, type Wish, type Wishing } from "./DifferentialWish.ts"

const signedBy = "Cora Quint"

/** An agent who could take a case, or anybody. */
const taker = (choice: Choice): Id.AgentId =>
  (choice.seed.chance(75) ? one(choice, ready(choice)) : undefined) ?? anAgent(choice)

const named = (choice: Choice) => {
  const { n, seed, world } = choice
  const known = one(choice, World.records(world, "delegation"))?.delegationId
  const delegationId = seed.chance(4) && known !== undefined ? known : Id.make<Id.DelegationId>(`at-once-${n}`)
  return { delegationId, caseId: aCase(choice), agentId: taker(choice) }
}

/** The agent and the consumer call the service center. */
export const call: Wishing = (choice) => {
  const { day = Sample.today, n, seed, world } = choice
  const who = named(choice)
  const agent = world.agent.get(seed.chance(92) ? who.agentId : anAgent(choice)) ?? Sample.agent()
  const { certification } = agent
  const number =
    "term" in certification && seed.chance(40)
      ? { certification: certification.term.number }
      : { licence: seed.chance(50) ? agent.licence.number.toLowerCase() : agent.licence.number }
  const spoken = {
    agent: { name: agent.name, number },
    contactPresent: !seed.chance(6),
    reference: `call-${n}`,
    signedBy,
    ...(seed.chance(30) ? { scopes: seed.pick([[], ["search-application"], phoneScopes] as const) } : {})
  }
  const command: Command = seed.chance(50)
    ? { _tag: "DelegateByServiceCenter", ...who, call: spoken }
    : {
        _tag: "DelegateByThreeWayCall",
        ...who,
        call: spoken,
        ...(seed.chance(60) ? { until: Dates.plusDays(day, seed.pick([0, 30, 365, 366, -1])) } : {})
      }
  return { command, actor: Sample.serviceCenter }
}

/** A consumer who has linked an account chooses an agent. */
export const linked: Wishing = (choice) => {
  const { seed, world } = choice
  const redeemed = one(
    choice,
    World.records(world, "accessCode").filter(({ state }) => state === "Redeemed")
  )
  const who = named(choice)
  const caseId = redeemed !== undefined && !seed.chance(15) ? redeemed.caseId : who.caseId
  const command: Command = { _tag: "DelegateByAccessCode", ...who, caseId, signedBy }
  // Now and then a representative tries it alone.
  return seed.chance(8) ? { command, actor: Sample.serviceCenter } : { command }
}

const proofOf = (choice: Choice): Pick<Terms, "channel" | "evidence" | "spoken"> => {
  const { n, seed } = choice
  const evidence = { type: "portal-record", ref: `proof-${n}` } as const
  const recording = { type: "recording", ref: `call-${n}`, sha256: "ab".repeat(32) } as const
  const signed = { type: "document", ref: `form-${n}`, sha256: "ab".repeat(32) } as const
  return seed.pick<Pick<Terms, "channel" | "evidence" | "spoken">>([
    { channel: "electronic-signature", evidence: signed },
    { channel: "electronic-signature", evidence: seed.chance(70) ? signed : evidence },
    { channel: "email", evidence: recording },
    seed.chance(50) ? { channel: "text", evidence } : { channel: "recorded-call", evidence: recording }
  ])
}

/** An agent claims a case by name and birth date. */
export const claim: Wishing = (choice) => {
  const { seed, world } = choice
  const { agentId, delegationId } = named(choice)
  // Mostly by somebody who had the case, since an exchange may let nobody else search.
  const before = one(choice, delegations(choice, "Ended", "Frozen", "Active"))
  const known = before !== undefined && seed.chance(60)
  const household = world.case.get(known ? before.caseId : aCase(choice)) ?? Sample.household(9_000)
  const who = known && seed.chance(70) ? before.delegate.agentId : agentId
  const { address, dob, name } = household.primaryContact
  const sought = seed.chance(92) ? { name, dob } : { name: Sample.household(seed.int(4)).primaryContact.name, dob }
  const command: Command = {
    _tag: "ClaimCase",
    delegationId,
    agentId: who,
    consumer: seed.chance(30)
      ? { ...sought, zip: seed.chance(70) ? address.zip : ("10001" as typeof address.zip) }
      : sought,
    identity: { type: "passport", digest: "ab".repeat(32) },
    met: seed.pick(["phone", "in-person"] as const),
    attested: !seed.chance(6),
    signedBy,
    consent: proofOf(choice)
  }
  return { command, actor: agentAs(who) }
}

/** An agent has a passcode sent to the consumer, or repeats what the consumer has read out. */
export const passcode: Wishing = (choice) => {
  const { n, seed, world } = choice
  const codes = World.records(world, "agentChangeCode")
  const live = issued(choice, codes)
  const who = named(choice)
  if (live !== undefined && seed.chance(70)) {
    const agentId = seed.chance(95) ? live.agentId : who.agentId
    const { caseId } = live
    return {
      command: { _tag: "ConfirmAgentChange", delegationId: who.delegationId, caseId, agentId, signedBy },
      actor: agentAs(agentId)
    }
  }
  const known = one(choice, codes)?.agentChangeCodeId
  const agentChangeCodeId =
    seed.chance(6) && known !== undefined ? known : Id.make<Id.AgentChangeCodeId>(`passcode-${n}`)
  // Another one for the same consumer, now and then too soon.
  const { agentId, caseId } = live !== undefined && seed.chance(75) ? live : who
  return { command: { _tag: "IssueAgentChangeCode", agentChangeCodeId, caseId, agentId }, actor: agentAs(agentId) }
}

/** An agent, or staff of the agency, starts an application. */
export const application: Wishing = (choice) => {
  const { n, seed, world } = choice
  const { agentId, delegationId } = named(choice)
  const fresh = Sample.household(30_000 + n)
  const known = one(choice, World.records(world, "case")) ?? fresh
  const command: Command = {
    _tag: "StartApplication",
    delegationId,
    caseId: seed.chance(4) ? known.caseId : Id.make(`started-${n}`),
    caseNumber: seed.chance(4) ? known.caseNumber : fresh.caseNumber,
    agentId,
    primaryContact: seed.chance(4) ? known.primaryContact : fresh.primaryContact,
    members: seed.chance(4) ? [] : ["QhpAptc", "MediCal"],
    year: 2026,
    signedBy,
    consent: proofOf(choice)
  }
  return { command, actor: seed.chance(75) ? agentAs(agentId) : aStaffActor(choice) }
}

/** The daily run reminds of requests; now and then it makes up for a day, or is ahead. */
export const reminder: Wishing = (choice) => {
  const { day = Sample.today, seed } = choice
  const only = delegations(choice, "Requested", "Active").flatMap(({ delegationId }) =>
    seed.chance(50) ? [delegationId] : []
  )
  // Some by name, one of them twice.
  const named = seed.chance(40) ? { only: [...only, ...only.slice(0, 1)] } : {}
  const wants = (on: Dates.CalendarDate): Wish => ({
    command: { _tag: "RemindRequests", on, ...named },
    actor: Sample.system
  })
  return wants(seed.pick([day, day, day, Dates.plusDays(day, -1), Dates.plusDays(day, 1)]))
}

/** Two households have a person of one name and birthday, and somebody claims the one of them. */
export const namesakes: Wishing = (choice) => {
  const { n, world } = choice
  const cases = World.records(world, "case")
  const keyOf = ({ primaryContact: { dob, name } }: (typeof cases)[number]) => `${name.first} ${name.last} ${dob}`
  const twice = cases.filter((one) => cases.some((other) => other !== one && keyOf(other) === keyOf(one)))
  const known = one(choice, twice.length > 0 ? twice : cases)
  const agentId = one(choice, ready(choice))
  if (known === undefined || agentId === undefined) return undefined
  const { dob, name } = known.primaryContact
  if (twice.length === 0) {
    const { primaryContact, ...fresh } = Sample.household(40_000 + n)
    const entries = [{ case: { ...fresh, primaryContact: { ...primaryContact, dob, name } } }]
    return { command: { _tag: "RecordCases", entries }, actor: Sample.system }
  }
  const consent = {
    channel: "email",
    evidence: { type: "recording", ref: `call-${n}`, sha256: Sample.digest }
  } as const
  return {
    command: {
      ...{
        _tag: "ClaimCase",
        delegationId: Id.make<Id.DelegationId>(`namesake-${n}`),
        agentId,
        consumer: { name, dob }
      },
      ...{ identity: { type: "passport", digest: Sample.digest }, met: "phone", attested: true, signedBy, consent }
    },
    actor: agentAs(agentId)
  }
}
