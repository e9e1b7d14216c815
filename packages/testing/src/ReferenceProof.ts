/**
 * What proves a consent in the reference model: what its form has to say, who was named in a call, and who signs.
 *
 * @since 0.1.0
 */
import type * as Consent from "@agencybook/core/Consent"
import type { AgencyId, AgentId } from "@agencybook/core/Id"
import { type Moment, one, type Reason, reason, type World } from "./ReferenceWorld.ts"

/** How a consent was given, as far as it can differ from a signature in the portal. @category models */
export type Proof = Pick<Consent.Terms, "channel" | "evidence" | "spoken">
type Named = { readonly first: string; readonly last: string }
type Form = Proof & Pick<Consent.Terms, "expiresOn" | "grantee" | "rescindHow" | "scopes">

/** What speaks against a consent that names an agent and was given in some way, with everything else of a request. @category queries */
export const againstProof = (
  world: World,
  agency: string,
  agent: string,
  proof: Proof,
  day: string
): ReadonlyArray<Reason> =>
  against(
    world,
    {
      ...proof,
      grantee: { _tag: "Agency", agencyId: agency as AgencyId, agentId: agent as AgentId },
      rescindHow: ["online"],
      scopes: ["complete-application"]
    },
    day
  )

const isName = (said: Named, known: Named): boolean =>
  `${said.first} ${said.last}`.normalize("NFC").toLowerCase().trim() ===
  `${known.first} ${known.last}`.normalize("NFC").toLowerCase().trim()

/** Who was named in a call, where that is not whom the terms allow. @rule CON-04 */
const misnamed = (world: World, spoken: Consent.Spoken, grantee: Consent.Grantee): ReadonlyArray<string> => {
  if (grantee._tag === "Agency") {
    if ("counselorName" in spoken) return ["agent-npn", "agent-name"]
    const agent = one(world, "agent", (fact) => fact.agent === grantee.agentId)
    return [
      ...(agent !== undefined && spoken.agentNpn !== agent.npn ? ["agent-npn"] : []),
      ...(agent !== undefined && !isName(spoken.agentName, agent) ? ["agent-name"] : [])
    ]
  }
  if ("agentName" in spoken) return ["counselor-id", "counselor-name"]
  const counselor = one(world, "counselor", (fact) => fact.counselor === grantee.counselorId)
  return [
    ...(spoken.counselorId !== grantee.counselorId ? ["counselor-id"] : []),
    ...(counselor !== undefined && !isName(spoken.counselorName, counselor) ? ["counselor-name"] : [])
  ]
}

/** What speaks against a consent with these terms. @rule CON-01 CON-04 @category queries */
export const against = (world: World, terms: Form, day: string): ReadonlyArray<Reason> => {
  const { channel, evidence, expiresOn, grantee, rescindHow, scopes, spoken } = terms
  const agentId = grantee._tag === "Agency" ? grantee.agentId : undefined
  const agent = one(world, "agent", (fact) => fact.agent === agentId)
  const proven = channel === "electronic-signature" && !scopes.includes("represent-before-county")
  const missing = [
    ...(scopes.length === 0 ? ["scopes"] : []),
    ...(rescindHow.length === 0 ? ["rescind-how"] : []),
    ...(expiresOn !== undefined && expiresOn < day ? ["duration"] : []),
    ...(!proven && evidence.type === "portal-record" ? ["evidence"] : []),
    ...(agentId !== undefined && agent === undefined ? ["agent"] : [])
  ]
  const unsaid =
    channel !== "recorded-call"
      ? []
      : [
          ...(spoken === undefined || spoken.help === "" ? ["record"] : []),
          ...(evidence.type === "recording" ? [] : ["recording"]),
          ...(spoken === undefined ? [] : misnamed(world, spoken, grantee))
        ]
  return [
    ...(missing.length > 0 ? [reason("ConsentIncomplete", "CON-01", missing.join(" "))] : []),
    ...(unsaid.length > 0 ? [reason("SpokenConsentIncomplete", "CON-04", unsaid.join(" "))] : [])
  ]
}

/** Nobody else than the consumer signs in the portal. @rule CON-01 @category queries */
export const forged = ({ type }: Consent.Evidence, { actor }: Moment): Reason | false =>
  actor._tag !== "Consumer" && type === "portal-record" && reason("NotTheSigner", "CON-01")
