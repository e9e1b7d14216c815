/**
 * What people want next about consents: giving them, taking them back, looking an application over.
 *
 * @since 0.1.0
 */
import type { Actor } from "@agencybook/core/Actor"
import * as Dates from "@agencybook/core/CalendarDate"
import { type SpokenOfAgent, scopes, type Terms } from "@agencybook/core/Consent"
import * as Id from "@agencybook/core/Id"
import * as Sample from "../Sample.ts"
import * as World from "../World.ts"
import { aCase, anAgent, type Choice } from "./CommandChoice.ts"
import { agentAs, delegations, one, type Wishing } from "./DifferentialWish.ts"
import { aCounselor } from "./EntityChoice.ts"

const sha256 = "ab".repeat(32)

/** Who was named in a call: whom the terms allow, mostly, or another, or in the words for an agent. */
const spokenOf = (choice: Choice, grantee: Terms["grantee"], agent: SpokenOfAgent | undefined): Partial<Terms> => {
  const { seed, world } = choice
  if (seed.chance(10)) return {}
  if (grantee._tag === "Agency" ? !seed.chance(5) : seed.chance(10)) return agent === undefined ? {} : { spoken: agent }
  const counselorId = grantee._tag === "Counselor" && seed.chance(90) ? grantee.counselorId : aCounselor(choice)
  const counselorName = (seed.chance(90) ? world.counselor.get(counselorId)?.name : undefined) ?? Sample.profile(1).name
  return { spoken: { counselorName, counselorId, help: "compare plans" } }
}

const termsOf = (choice: Choice, agentId: Id.AgentId): Terms => {
  const { day = Sample.today, n, seed, world } = choice
  const places = World.records(world, "employment")
  const agencyId = places.find((place) => place.agentId === agentId)?.agencyId ?? Sample.agencyId()
  const agentName = world.agent.get(seed.chance(85) ? agentId : anAgent(choice))?.name ?? Sample.profile(1).name
  const spoken = { agentName, help: "compare plans" }
  const npn = world.agent.get(seed.chance(85) ? agentId : anAgent(choice))?.npn
  const grantee = seed.pick<Terms["grantee"]>([
    { _tag: "Agency", agencyId, agentId },
    { _tag: "Agency", agencyId, agentId },
    { _tag: "Agency", agencyId },
    { _tag: "Counselor", counselorId: aCounselor(choice) }
  ])
  const form = { type: "document", ref: `form-${n}`, sha256 } as const
  const ways = seed.pick<Partial<Terms>>([
    {},
    {},
    { channel: "wet-signature", evidence: form },
    { channel: "text" },
    {
      channel: "recorded-call",
      evidence: seed.chance(85) ? { type: "recording", ref: `call-${n}`, sha256 } : form,
      ...spokenOf(choice, grantee, npn === undefined ? undefined : { ...spoken, agentNpn: npn })
    },
    { scopes: seed.chance(50) ? scopes : [] },
    { scopes: ["search-application"], evidence: form },
    { rescindHow: [] }
  ])
  return Sample.consentTerms({
    grantee,
    ...(seed.chance(50) ? { otherUsers: seed.pick([[], ["manager"], ["agent", "staff"]] as const) } : {}),
    ...(seed.chance(50) ? { expiresOn: Dates.plusDays(day, seed.pick([-1, 0, 1, 2, 400])) } : {}),
    ...ways
  })
}

/** A consumer consents to something, alone or with the agent. */
export const consent: Wishing = (choice) => {
  const { n, seed } = choice
  const held = one(choice, delegations(choice, "Active", "Frozen"))
  const caseId = held !== undefined && seed.chance(80) ? held.caseId : aCase(choice)
  const agentId = held !== undefined && seed.chance(80) ? held.delegate.agentId : anAgent(choice)
  const actor = seed.pick<Actor>([{ _tag: "Consumer", caseId }, agentAs(agentId), Sample.serviceCenter])
  const consentId = Id.make<Id.ConsentId>(seed.chance(6) ? `given-${seed.int(n + 1)}` : `given-${n}`)
  const terms = termsOf(choice, agentId)
  return { command: { _tag: "GrantConsent", consentId, caseId, terms, signedBy: "Cora Quint" }, actor }
}

/** A consumer takes a consent back, or the day of some is over. */
export const ending: Wishing = (choice) => {
  const { day = Sample.today, seed, world } = choice
  const all = World.records(world, "consent")
  const known = one(choice, seed.chance(85) ? all.filter(({ state: { _tag } }) => /Draft|Granted/.test(_tag)) : all)
  if (known === undefined) return undefined
  const { caseId } = known
  const consentId = seed.chance(92) ? known.consentId : Id.make<Id.ConsentId>("nobodys")
  const last = one(
    choice,
    all.flatMap(({ expiresOn }) => expiresOn ?? [])
  )
  if (last !== undefined && seed.chance(50)) {
    const before = seed.pick([day, day, Dates.plusDays(day, -1), Dates.plusDays(day, 1), last])
    const only = all.flatMap((fact) => (seed.chance(50) ? [fact.consentId] : []))
    const named = seed.chance(40) ? { only: [...only, consentId] } : {}
    return { command: { _tag: "ExpireConsents", before, ...named }, actor: Sample.system }
  }
  const office = seed.chance(50) ? Sample.serviceCenter : Sample.exchange
  const actor = seed.chance(80) ? ({ _tag: "Consumer", caseId } as const) : office
  // A consent that was never given, asked for under a number that does not exist.
  const asked = seed.chance(3) ? Id.make<Id.ConsentId>("given-never") : consentId
  return { command: { _tag: "RescindConsent", consentId: asked }, actor }
}

/** A consumer looks an application over with the agent. */
export const review: Wishing = (choice) => {
  const { n, seed } = choice
  const held = one(choice, delegations(choice, "Active", ...(seed.chance(15) ? ["Frozen", "Ended"] : [])))
  if (held === undefined) return undefined
  const { agentId } = seed.chance(95) ? held.delegate : { agentId: anAgent(choice) }
  return {
    command: {
      _tag: "ReviewApplication",
      reviewId: Id.make(seed.chance(8) ? `review-${seed.int(n + 1)}` : `review-${n}`),
      caseId: held.caseId,
      agentId,
      reviewedBy: "Cora Quint",
      explained: !seed.chance(10),
      channel: "electronic-signature",
      evidence: seed.chance(50)
        ? { type: "portal-record", ref: `review-${n}` }
        : { type: "document", ref: `review-${n}`, sha256 }
    },
    actor: seed.pick<Actor>([{ _tag: "Consumer", caseId: held.caseId }, agentAs(agentId), Sample.serviceCenter])
  }
}
