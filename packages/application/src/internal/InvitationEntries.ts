/**
 * The entries of the catalogue for invitations of agents.
 *
 * @since 0.1.0
 */
import type { Agent } from "@agencybook/core/Agent"
import * as Employment from "@agencybook/core/Employment"
import { type Facts, read, write } from "@agencybook/core/Facts"
import * as Id from "@agencybook/core/Id"
import * as Invitation from "@agencybook/core/Invitation"
import type { Event } from "@agencybook/core/Record"
import * as Schemas from "@agencybook/core/schema/InvitationCommand"
import { defined, type Entry, type Held } from "./CatalogueEntry.ts"

/** The agent whom a command is about, named or found by licence. */
const agentOf = (command: Invitation.Command, facts: Facts): Agent | undefined => {
  switch (command._tag) {
    case "IssueInvitation":
      return facts.get("agent", command.agentId)
    case "ClaimInvitation":
      return facts.find("agent", "licence", command.licence)[0]
    case "RevokeInvitation":
      return undefined
  }
}

const invitation: Entry<Invitation.Command> = {
  schema: Schemas.InvitationCommand,
  capability: (command) => {
    if (command._tag === "ClaimInvitation") return "claim-invitation"
    // A code is shown to whoever issues it, and is for the manager alone.
    return command._tag === "IssueInvitation" && command.kind === "delegation-code"
      ? "issue-delegation-code"
      : "invite-agent"
  },
  target: (command) => ("agencyId" in command ? { agencyId: command.agencyId } : {}),
  reads: (command, facts) => {
    const agent = agentOf(command, facts)
    const ofAgent = defined(agent).map(({ agentId }) => write("invitation", "agent", agentId))
    switch (command._tag) {
      case "IssueInvitation":
        return [
          // One command at a time for an agent, so that two issues at once do not leave two live invitations.
          write("agent", "id", command.agentId),
          read("employment", "id", Id.employment(command.agentId, command.agencyId)),
          read("invitation", "id", command.invitationId),
          ...ofAgent
        ]
      case "ClaimInvitation":
        return [read("agent", "licence", command.licence), read("invitation", "user", command.userId), ...ofAgent]
      case "RevokeInvitation":
        return [write("invitation", "id", command.invitationId)]
    }
  },
  decide: (command, facts, context, { matches = false }) => {
    const agent = agentOf(command, facts)
    const place =
      command._tag === "IssueInvitation"
        ? facts.get("employment", Id.employment(command.agentId, command.agencyId))
        : undefined
    return Invitation.decide(
      command,
      {
        agent,
        // Whoever an agency merely asks for is not its own to invite yet.
        onRoster: place !== undefined && place.state !== "Inactive" && !Employment.isUnapproved(place),
        invitations: agent === undefined ? [] : facts.find("invitation", "agent", agent.agentId),
        boundTo:
          command._tag === "ClaimInvitation" ? facts.find("invitation", "user", command.userId)[0]?.agentId : undefined,
        named: command._tag === "ClaimInvitation" ? undefined : facts.get("invitation", command.invitationId),
        matches
      },
      context
    )
  }
}

const held = (command: Invitation.Command, facts: Facts): Held | undefined => {
  const agent = agentOf(command, facts)
  if (command._tag !== "ClaimInvitation" || agent === undefined) return undefined
  const live = facts
    .find("invitation", "agent", agent.agentId)
    .find(({ kind, state }) => kind === command.kind && state === "Issued")
  return live && { id: Invitation.secretId(live.kind, live.invitationId, agent.loginEmail) }
}

/** What an issued code is derived for; a link is not shown but mailed. */
const made = (events: ReadonlyArray<Event>): string | undefined =>
  events
    .flatMap((event) =>
      event._tag === "InvitationIssued" && event.invitation.kind === "delegation-code"
        ? [Invitation.secretId("delegation-code", event.invitation.invitationId, "")]
        : []
    )
    .at(-1)

/** The entries by command name. */
export const entries = {
  IssueInvitation: { ...invitation, secretWork: { _tag: "Derive", text: Invitation.codeText, made } },
  ClaimInvitation: {
    ...invitation,
    secretWork: {
      _tag: "Check",
      kept: "derived",
      text: (command: Invitation.Command) =>
        Invitation.textOf(command._tag === "ClaimInvitation" ? command.kind : "delegation-code"),
      held
    }
  },
  RevokeInvitation: invitation
} satisfies Record<string, Entry<Invitation.Command>>
