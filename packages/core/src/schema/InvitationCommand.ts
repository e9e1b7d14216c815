/**
 * Schemas of the commands of invitations.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import type { Input } from "../Input.ts"
import type * as Invitation from "../Invitation.ts"
import { kinds } from "../Invitation.ts"
import * as V from "./Vocabulary.ts"

const tag = <T extends string>(name: T) => Schema.Literal(name)
const Kind = /*#__PURE__*/ Schema.Literals(kinds)

/** Schema for the steps of an invitation. @category schemas */
export const InvitationCommand: Schema.Codec<
  Invitation.Command,
  Input<Invitation.Command>
> = /*#__PURE__*/ Schema.Union([
  Schema.Struct({
    _tag: tag("IssueInvitation"),
    invitationId: V.chosen(V.InvitationId),
    kind: Kind,
    agentId: V.AgentId,
    agencyId: V.AgencyId
  }),
  Schema.Struct({
    _tag: tag("ClaimInvitation"),
    kind: Kind,
    userId: V.UserId,
    licence: V.LicenceNumber,
    name: V.Name
  }),
  Schema.Struct({ _tag: tag("RevokeInvitation"), invitationId: V.InvitationId, agencyId: V.AgencyId })
])
