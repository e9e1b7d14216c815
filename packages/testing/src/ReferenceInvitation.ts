/**
 * Invitations of agents to their account in the reference model: one that lives for each way, claimed once by the
 * person whom the profile names.
 *
 * @since 0.1.0
 */
import type { Command } from "@agencybook/core/Invitation"
import * as Dates from "./ReferenceDates.ts"
import {
  accepted,
  change,
  type Entries,
  type Fact,
  type Moment,
  one,
  put,
  reason,
  sealed,
  some,
  unless,
  type Verdict,
  type World
} from "./ReferenceWorld.ts"

type Of<N extends Command["_tag"]> = Extract<Command, { readonly _tag: N }>
type Invitation = Fact<"invitation">

const find = (world: World, invitation: string): Invitation | undefined =>
  one(world, "invitation", (fact) => fact.invitation === invitation)

const made = (world: World, { invitation }: Invitation, next: Partial<Invitation>): World =>
  change(
    world,
    "invitation",
    (fact) => fact.invitation === invitation,
    (fact) => ({ ...fact, ...next })
  )

/** The world in which the live invitations of an agent that fit are over. @category transforms */
export const revoked = (world: World, agent: string, fits: (fact: Invitation) => boolean = () => true): World =>
  change(
    world,
    "invitation",
    (fact) => fact.agent === agent && fact.state === "Issued" && fits(fact),
    (fact) => ({ ...fact, state: "Revoked" })
  )

const claimed = (world: World, agent: string): boolean =>
  some(world, "invitation", (fact) => fact.agent === agent && fact.state === "Claimed")

/** The world with a new invitation; the older one of its kind is over. @rule INV-02 */
const issued = (
  world: World,
  who: Pick<Invitation, "invitation" | "kind" | "agent" | "agency">,
  { at, policy }: Moment
): World =>
  put(
    revoked(world, who.agent, ({ kind }) => kind === who.kind),
    {
      is: "invitation",
      ...who,
      expires: Dates.later(at, policy.inviteHours * 3_600_000),
      wrong: 0,
      state: "Issued",
      user: undefined
    }
  )

/**
 * The world in which the agency has a code to pass on to an agent who was certified and has no account.
 *
 * @rule INV-01
 * @category transforms
 */
export const onCertified = (world: World, agent: string, agency: string, moment: Moment): World =>
  claimed(world, agent)
    ? world
    : issued(world, { invitation: `${moment.commandId}~0`, kind: "delegation-code", agent, agency }, moment)

const issue = (world: World, command: Of<"IssueInvitation">, moment: Moment): Verdict => {
  const { agencyId: agency, agentId: agent, invitationId: invitation, kind } = command
  const here = some(
    world,
    "employment",
    (fact) => fact.agent === agent && fact.agency === agency && fact.state !== "Inactive"
  )
  const asked = some(world, "association", (fact) => fact.agent === agent && fact.agency === agency)
  return unless(
    [
      !(here && !asked && some(world, "agent", (fact) => fact.agent === agent)) &&
        reason("InvitationForStranger", "INV-01"),
      find(world, invitation) !== undefined && reason("InvitationExists", "INV-02"),
      claimed(world, agent) && reason("AccountClaimed", "INV-03")
    ],
    () => accepted(issued(world, { invitation, kind, agent, agency }, moment))
  )
}

const alike = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase()

const claim = (world: World, command: Of<"ClaimInvitation">, { actor, at, policy, secret }: Moment): Verdict => {
  // Whatever is wrong, the answer is the same. @rule INV-03
  const reasons = [reason("InvitationNotAccepted", "INV-03")]
  const licence = one(
    world,
    "licence",
    (fact) =>
      fact.number === command.licence &&
      !some(world, "certification", ({ agent, state }) => agent === fact.agent && state === "Discarded")
  )
  const agent = one(world, "agent", (fact) => fact.agent === licence?.agent)
  const live = one(
    world,
    "invitation",
    (fact) => fact.agent === agent?.agent && fact.kind === command.kind && fact.state === "Issued"
  )
  const isSelf = actor._tag === "Applicant" && actor.userId === command.userId
  if (agent === undefined || live === undefined || !isSelf) return { _tag: "Refused", reasons }
  if (at >= live.expires) return { _tag: "Refused", reasons, world: made(world, live, { state: "Expired" }) }
  // A mailed link dies with the address that it was sent to.
  const text = sealed(live.kind === "delegation-code" ? live.invitation : `${live.invitation} ${agent.login}`)
  const isPerson = alike(command.name.first, agent.first) && alike(command.name.last, agent.last)
  const isBound = some(world, "invitation", (fact) => fact.user === command.userId)
  if (secret === text && isPerson && !isBound)
    return accepted(revoked(made(world, live, { state: "Claimed", user: command.userId }), agent.agent))
  const wrong = live.wrong + 1
  const state = wrong >= policy.accessCode.tries ? "Revoked" : "Issued"
  return { _tag: "Refused", reasons, world: made(world, live, { wrong, state }) }
}

const revoke = (world: World, { agencyId, invitationId }: Of<"RevokeInvitation">): Verdict => {
  const known = find(world, invitationId)
  if (known?.agency !== agencyId) return { _tag: "Refused", reasons: [reason("UnknownInvitation", "INV-02")] }
  return unless([known.state !== "Issued" && reason("NotAllowedFrom", "INV-03")], () =>
    accepted(made(world, known, { state: "Revoked" }))
  )
}

/** The commands of this part. @category models */
export const entries: Entries<Command> = {
  IssueInvitation: {
    // A code is shown to whoever issues it, and is for the manager alone.
    capability: ({ kind }) => (kind === "delegation-code" ? "issue-delegation-code" : "invite-agent"),
    target: (_, { agencyId }) => ({ agency: agencyId }),
    carryOut: issue
  },
  ClaimInvitation: { capability: "claim-invitation", target: () => ({}), carryOut: claim },
  RevokeInvitation: {
    capability: "invite-agent",
    target: (_, { agencyId }) => ({ agency: agencyId }),
    carryOut: revoke
  }
}
