/**
 * Wishes that aim at a refusal that hardly anybody meets by chance: a number that another one has, an identifier that is
 * taken, a step that needs one thing that is missing while all the rest is there.
 *
 * @since 0.1.0
 */
import type { Command } from "@agencybook/application/Catalogue"
import type { Actor } from "@agencybook/core/Actor"
import * as Dates from "@agencybook/core/CalendarDate"
import { reaches } from "@agencybook/core/Consent"
import * as Id from "@agencybook/core/Id"
import type { Area } from "../CommandArea.ts"
import * as Sample from "../Sample.ts"
import * as World from "../World.ts"
import { claimOfAnother } from "./AccountWishes.ts"
import {
  anotherTerm,
  backAfterTheEnd,
  certifiedNowhere,
  closedProfile,
  examAgain,
  examCorrected,
  examWithoutScore,
  itemTooEarly,
  licenceOfAnother,
  lockedByExchange,
  neverTakenOn,
  nextTerm,
  nothingToTake,
  suspensionOver,
  unfoundedEnd,
  unknownApplicant
} from "./AgentAims.ts"
import { agentOf, byTheExchange, byTheSystem, nobody, placeOf } from "./Aim.ts"
import { aCase, anAgent, colleagues } from "./CommandChoice.ts"
import { agentAs, delegations, one, ready, type Wish, type Wishing } from "./DifferentialWish.ts"
import { inSession } from "./DifferentialWishes.ts"
import { aCounselor } from "./EntityChoice.ts"
import { namesakes } from "./NewAgentWishes.ts"
import {
  agencyAhead,
  endOfInviter,
  helperOfAnother,
  invitationOfAnother,
  licenceOfAnotherAgency,
  managerByHelper,
  managerGone,
  numberOfAnother,
  overThePrimary,
  ownChange,
  signature,
  siteTooMany
} from "./OfficeAims.ts"

type Aims = Readonly<Partial<Record<Area, ReadonlyArray<Wishing>>>>

/** An answer to a request that nobody made. */
const unknownDelegation: Wishing = (choice) => {
  const delegationId = nobody<Id.DelegationId>(choice)
  return choice.seed.pick<Wish>([
    byTheSystem({ _tag: "ExpireRequest", delegationId }),
    { command: { _tag: "RemoveDelegation", delegationId }, actor: Sample.serviceCenter }
  ])
}

/** A consumer would end what another one has. */
const endOfAnother: Wishing = (choice) => {
  const held = one(choice, delegations(choice, "Active", "Frozen"))
  const caseId = aCase(choice)
  if (held === undefined || held.caseId === caseId) return undefined
  return {
    command: { _tag: "RemoveDelegation", delegationId: held.delegationId },
    actor: { _tag: "Consumer", caseId }
  }
}

/** An agent would take a case that a colleague has. */
const caseOfColleague: Wishing = (choice) => {
  const { n } = choice
  const held = one(choice, delegations(choice, "Active", "Frozen"))
  if (held === undefined) return undefined
  const { agencyId, agentId } = held.delegate
  const others = colleagues(choice, agencyId).filter((other) => other !== agentId)
  const able = ready(choice)
  const other = one(
    choice,
    others.filter((one) => able.includes(one))
  )
  if (other === undefined) return undefined
  const { caseId } = held
  const agentChangeCodeId = Id.make<Id.AgentChangeCodeId>(`colleague-${n}`)
  return { command: { _tag: "IssueAgentChangeCode", agentChangeCodeId, caseId, agentId: other }, actor: agentAs(other) }
}

/** A code for somebody who is not known to be the consumer. */
const codeForAnybody: Wishing = (choice) => {
  const { n, seed } = choice
  const requestedBy = seed.pick([
    { _tag: "Consumer" } as const,
    { _tag: "Pbe", helperId: Id.make<Id.UserId>("helper-0"), consumerPresent: false } as const,
    { _tag: "Cec", counselorId: aCounselor(choice), consumerPresent: true } as const
  ])
  const command: Command = {
    _tag: "IssueAccessCode",
    accessCodeId: Id.make(`checked-${n}`),
    caseId: aCase(choice),
    channel: "phone",
    requestedBy,
    ...(requestedBy._tag === "Consumer" ? {} : { identityMethod: "document" })
  }
  return { command, actor: Sample.serviceCenter }
}

/** A consent for a case that is not there, or that an agent writes who was never asked. */
const consentOfNobody: Wishing = (choice) => {
  const { n, seed, world } = choice
  const agency = one(
    choice,
    ready(choice).flatMap((agentId) => {
      const place = placeOf(choice, agentId)
      return place === undefined ? [] : [place]
    })
  )
  if (agency === undefined) return undefined
  const { agencyId, agentId } = agency
  const grant = {
    _tag: "GrantConsent",
    consentId: Id.make<Id.ConsentId>(`unasked-${n}`),
    terms: Sample.consentTerms({ grantee: { _tag: "Agency", agencyId, agentId } }),
    signedBy: "Cora Quint"
  } as const
  if (seed.chance(40)) return { command: { ...grant, caseId: nobody<Id.CaseId>(choice) }, actor: Sample.serviceCenter }
  const free = one(
    choice,
    World.records(world, "case").filter(({ caseId }) =>
      World.records(world, "delegation").every((fact) => fact.caseId !== caseId || fact.delegate.agencyId !== agencyId)
    )
  )
  const evidence = { type: "document", ref: `form-${n}`, sha256: Sample.digest } as const
  return (
    free && {
      command: { ...grant, caseId: free.caseId, terms: { ...grant.terms, evidence } },
      actor: agentAs(agentId)
    }
  )
}

/** A review under the number of another one, and a consent taken back that nobody has. */
const paperTwice: Wishing = (choice) => {
  const { n, seed, world } = choice
  if (seed.chance(30))
    return {
      command: { _tag: "RescindConsent", consentId: nobody<Id.ConsentId>(choice) },
      actor: Sample.serviceCenter
    }
  const inForce = World.records(world, "consent").filter(({ state }) => state._tag === "Granted")
  const held = delegations(choice, "Active")
  const ripe = held.filter(({ caseId }) => inForce.some((consent) => consent.caseId === caseId))
  const chosen = one(choice, ripe.length > 0 ? ripe : held)
  if (chosen === undefined) return undefined
  const { caseId, delegate } = chosen
  const known = one(choice, World.records(world, "applicationReview"))
  const actor: Actor = { _tag: "Consumer", caseId }
  return {
    command: {
      _tag: "ReviewApplication",
      reviewId: known?.reviewId ?? Id.make<Id.ReviewId>(`first-${n}`),
      caseId,
      agentId: delegate.agentId,
      reviewedBy: "Cora Quint",
      explained: !seed.chance(40),
      channel: "electronic-signature",
      evidence: { type: "portal-record", ref: `first-${n}` }
    },
    actor
  }
}

/** The end of a counselor whom nobody knows, or of one who is one. */
const unknownCounselor: Wishing = (choice) =>
  byTheExchange({
    _tag: "EndCounselor",
    counselorId: choice.seed.chance(80) ? nobody<Id.UserId>(choice) : aCounselor(choice),
    reason: "left"
  })

/** Files before their day, and a sign-in of whoever has no account, or has one no more. */
const extranetOfNobody: Wishing = (choice) => {
  const { day = Sample.today, seed, world } = choice
  const accounts = World.records(world, "extranetAccount")
  const open = one(
    choice,
    accounts.filter(({ state }) => state._tag !== "Disabled")
  )
  const closed = one(
    choice,
    accounts.filter(({ state }) => state._tag === "Disabled")
  )
  const without = agentOf(choice, ({ agentId }) => !world.extranetAccount.has(agentId))
  const wishes: ReadonlyArray<Wish | undefined> = [
    open &&
      byTheSystem({
        _tag: "RecordExtranetExtract",
        agentId: open.agentId,
        day: Dates.plusDays(day, seed.pick([1, 7]))
      }),
    closed && byTheSystem({ _tag: "RecordExtranetLogin", agentId: closed.agentId }),
    closed && { command: { _tag: "ChangeExtranetPassword", agentId: closed.agentId }, actor: agentAs(closed.agentId) },
    without && byTheSystem({ _tag: "RecordExtranetLogin", agentId: without.agentId }),
    without && byTheSystem({ _tag: "RecordExtranetExtract", agentId: without.agentId, day }),
    without && {
      command: { _tag: "ChangeExtranetPassword", agentId: without.agentId },
      actor: agentAs(without.agentId)
    }
  ]
  return one(
    choice,
    wishes.flatMap((wish) => wish ?? [])
  )
}

/** Another transfer under the number of one that was made. */
const transferTwice: Wishing = (choice) => {
  const known = one(choice, World.records(choice.world, "transfer"))
  if (known === undefined) return undefined
  const { agencyId, fromAgentId, transferId } = known
  const toAgentId = one(choice, colleagues(choice, agencyId)) ?? anAgent(choice)
  const reason = "workload"
  return byTheExchange({ _tag: "TransferBook", transferId, agencyId, fromAgentId, toAgentId, reason })
}

/** Whom the consumer has sent away asks for the case again. */
const sentAway: Wishing = (choice) => {
  const { n } = choice
  const gone = delegations(choice, "Ended").filter(
    ({ state }) => state._tag === "Ended" && state.reason === "consumer-removed"
  )
  const able = ready(choice)
  const last = one(
    choice,
    gone.filter(({ delegate }) => able.includes(delegate.agentId))
  )
  if (last === undefined) {
    const held = one(choice, delegations(choice, "Active"))
    const { caseId, delegationId } = held ?? {}
    if (caseId === undefined || delegationId === undefined) return undefined
    return { command: { _tag: "RemoveDelegation", delegationId }, actor: { _tag: "Consumer", caseId } }
  }
  const { agentId } = last.delegate
  const agentChangeCodeId = Id.make<Id.AgentChangeCodeId>(`away-${n}`)
  return {
    command: { _tag: "IssueAgentChangeCode", agentChangeCodeId, caseId: last.caseId, agentId },
    actor: agentAs(agentId)
  }
}

/** An application is looked over on a word that was taken back, by an agent whose place rests on no consent. */
const reviewOnOldWord: Wishing = (choice) => {
  const { n, world } = choice
  const held = delegations(choice, "Active").filter(({ consentId }) => consentId === undefined)
  const wordOf = ({ caseId, delegate: { agencyId, agentId } }: (typeof held)[number]) =>
    World.records(world, "consent").filter(
      (word) => word.caseId === caseId && word.expiresOn === undefined && reaches(word, agencyId, agentId)
    )
  const started = held.filter((one) => wordOf(one).length > 0)
  const some = one(choice, started.length > 0 ? started : held)
  if (some === undefined) return undefined
  const { caseId, delegate } = some
  const actor = { _tag: "Consumer", caseId } as const
  const words = wordOf(some)
  if (words.length === 0) {
    const terms = Sample.consentTerms({ grantee: { _tag: "Agency", ...delegate } })
    const consentId = Id.make<Id.ConsentId>(`old-word-${n}`)
    return { command: { _tag: "GrantConsent", consentId, caseId, terms, signedBy: "Cora Quint" }, actor }
  }
  const granted = words.find(({ state }) => state._tag === "Granted")
  if (granted !== undefined) return { command: { _tag: "RescindConsent", consentId: granted.consentId }, actor }
  return {
    command: {
      ...{ _tag: "ReviewApplication", reviewId: Id.make<Id.ReviewId>(`old-word-${n}`), caseId },
      ...{ agentId: delegate.agentId, reviewedBy: "Cora Quint", explained: true },
      ...{ channel: "electronic-signature", evidence: { type: "portal-record", ref: `review-${n}` } }
    },
    actor
  }
}

/** Somebody types something into the form of a link that is on its way; first a link is asked for. */
const linkOnItsWay: Wishing = (choice) => {
  const open = World.records(choice.world, "extranetAccount").filter(({ state }) => state._tag !== "Disabled")
  const linked = open.filter(({ state }) => "link" in state)
  const some = one(choice, linked.length > 0 ? linked : open)
  const email = some && choice.world.agent.get(some.agentId)?.loginEmail
  if (some === undefined || email === undefined) return undefined
  const { state, username } = some
  return {
    command:
      "link" in state
        ? { _tag: "UseExtranetReset", username, with: state.link.with }
        : { _tag: "RequestExtranetReset", username, email },
    actor: { _tag: "Applicant", userId: Sample.userId }
  }
}

/** A manager would give up an own client in a session that is for somebody else; first there has to be such a client. */
const ownInSession: Wishing = (choice) => {
  const session = one(
    choice,
    World.records(choice.world, "acting").filter(({ closedAt }) => closedAt === undefined)
  )
  if (session === undefined) return undefined
  const { actingId, managerId } = session
  const of = (state: "Requested" | "Active") =>
    one(
      choice,
      delegations(choice, state).filter(({ delegate }) => delegate.agentId === managerId)
    )
  const [held, asked] = [of("Active"), of("Requested")]
  const actor = agentAs(managerId)
  if (held !== undefined)
    return { command: { _tag: "RelinquishDelegation", delegationId: held.delegationId }, actor, acting: actingId }
  if (asked !== undefined) return { command: { _tag: "AcceptRequest", delegationId: asked.delegationId }, actor }
  const caseId = aCase(choice)
  const delegationId = Id.make<Id.DelegationId>(`managers-${choice.n}`)
  return {
    command: { _tag: "RequestDelegation", delegationId, caseId, agentId: managerId, signedBy: "Cora Quint" },
    actor: { _tag: "Consumer", caseId }
  }
}

/** A manager goes on in a session though the certification is suspended. */
const suspendedInSession: Wishing = (choice) => {
  const { seed, world } = choice
  const open = World.records(world, "acting").filter(({ closedAt }) => closedAt === undefined)
  const isSuspended = (agentId: Id.AgentId) => world.agent.get(agentId)?.certification._tag === "Suspended"
  const late = one(
    choice,
    open.filter(({ managerId }) => isSuspended(managerId))
  )
  if (late !== undefined) return inSession(late)(choice)
  const session = one(choice, open)
  if (session === undefined || !seed.chance(30)) return undefined
  return byTheExchange({ _tag: "SuspendAgent", agentId: session.managerId, reason: "under-investigation" })
}

/** The aims of every area that has some. */
export const aims: Aims = {
  "applications of agents": [
    ...[examAgain, examCorrected, examCorrected, examWithoutScore],
    ...[itemTooEarly, anotherTerm, anotherTerm, certifiedNowhere]
  ],
  renewals: [nextTerm, nextTerm, examWithoutScore, suspensionOver],
  sanctions: [unfoundedEnd, suspensionOver, backAfterTheEnd, lockedByExchange],
  "changes of agents": [licenceOfAnother, closedProfile],
  "applications of agencies": [licenceOfAnotherAgency, signature, managerGone, managerGone],
  "accounts of agencies": [licenceOfAnotherAgency, siteTooMany, signature, agencyAhead, ownChange],
  managers: [overThePrimary, managerByHelper],
  rosters: [neverTakenOn, anotherTerm, managerByHelper],
  associations: [certifiedNowhere, neverTakenOn, nothingToTake, unknownApplicant],
  staff: [helperOfAnother, helperOfAnother, numberOfAnother, managerByHelper],
  requests: [unknownDelegation, endOfAnother],
  passcodes: [caseOfColleague, sentAway],
  "new agents at once": [sentAway, namesakes],
  "access codes": [codeForAnybody],
  acting: [ownInSession, suspendedInSession],
  consents: [consentOfNobody, paperTwice, reviewOnOldWord, reviewOnOldWord],
  entities: [unknownCounselor],
  extranet: [extranetOfNobody, linkOnItsWay, linkOnItsWay],
  transfers: [transferTwice],
  invitations: [invitationOfAnother, claimOfAnother, claimOfAnother, endOfInviter]
}
