/**
 * Which messages carry a secret, and what it is derived for.
 *
 * A notice names the secret by an identifier; the text is derived with the server's key in the moment of rendering, and
 * stands in the message of its one recipient only.
 *
 * @since 0.1.0
 */
import * as AgentChange from "@agencybook/core/AgentChange"
import * as Extranet from "@agencybook/core/Extranet"
import * as Invitation from "@agencybook/core/Invitation"
import type { Notice } from "@agencybook/core/Notice"
import type { OneTimeText } from "@agencybook/core/OneTimeText"
import * as StaffLink from "@agencybook/core/StaffLink"

/** A secret of a message, and whether it stands in the link or in the words. @category models @since 0.1.0 */
export interface MailSecret {
  readonly text: OneTimeText
  /** What the secret is derived for. */
  readonly id: string
  readonly place: "link" | "words"
}

/**
 * The secret that a notice calls for, if any.
 *
 * @rule DEL-17 EXT-05 EXT-09 INV-01 INV-02 STF-05
 * @category queries
 * @since 0.1.0
 */
export const of = ({ params, template, to }: Notice): MailSecret | undefined => {
  const { agentChangeCodeId, invitationId, linkId } = params
  if (template === "NTC-17" && to.role === "consumer" && typeof agentChangeCodeId === "string")
    return { text: AgentChange.text, id: agentChangeCodeId, place: "words" }
  if (typeof invitationId === "string" && to.email !== undefined) {
    // The code is for the agency, the link for the agent, and never the other way round.
    if (template === "NTC-06" && to.role === "manager")
      return { text: Invitation.codeText, id: Invitation.secretId("delegation-code", invitationId, ""), place: "words" }
    if (template === "NTC-11" && to.role === "agent")
      return {
        text: Invitation.linkText,
        id: Invitation.secretId("activation-link", invitationId, to.email),
        place: "link"
      }
    if (template === "NTC-10" && to.role === "staff")
      return { text: StaffLink.text, id: StaffLink.secretId(invitationId, to.email), place: "link" }
    return undefined
  }
  if (typeof linkId !== "string" || to.email === undefined || to.role !== "agent") return undefined
  if (template !== "NTC-22" && template !== "NTC-24") return undefined
  const kind = template === "NTC-22" && params.with === "password" ? "password" : "link"
  const place = kind === "link" ? "link" : "words"
  return { text: Extranet.textOf(kind), id: Extranet.secretId(linkId, to.email), place }
}
