/**
 * Notices about extranet accounts: user name and secret apart, and of the secret only what it is derived for.
 *
 * @since 0.1.0
 */
import { fullName } from "../Contact.ts"
import type { Facts } from "../Facts.ts"
import type { Policy } from "../Policy.ts"
import type { Event } from "../Record.ts"
import { agencyIdOf, agentAndManagers, type Draft, draft, toAgent } from "./NoticeDraft.ts"

/** The three messages of a new extranet account; the first says for how many days a password lasts. @rule EXT-02 EXT-09 */
export const ofProvisioned = (
  { account }: Event & { readonly _tag: "ExtranetAccountProvisioned" },
  facts: Facts,
  policy: Policy
): ReadonlyArray<Draft> => {
  const { state } = account
  if (state._tag !== "Provisioned") return []
  const agent = facts.get("agent", account.agentId)
  if (agent === undefined) return []
  const params = { agentName: fullName(agent.name), agentLicence: agent.licence.number }
  const { expiresAt, linkId } = state.link
  const life = policy.extranet.password
  return toAgent(agent).flatMap((to) => [
    draft("NTC-20", to, { ...params, ...(life._tag === "Days" ? { passwordDays: life.days } : {}) }),
    draft("NTC-21", to, { ...params, username: account.username }),
    draft("NTC-22", to, { linkId, with: state.link.with, expiresAt })
  ])
}

/**
 * What a step of an account is told to the agent: the end of the password, once, even if the day of the warning passed
 * while nothing ran; and the link that was asked for.
 *
 * @rule EXT-04 EXT-05
 */
export const ofAccountMoved = (
  { agentId, at, to, trigger }: Event & { readonly _tag: "ExtranetAccountMoved" },
  facts: Facts
): ReadonlyArray<Draft> => {
  // Only what is told is read.
  const told = (template: "NTC-23" | "NTC-24", params: Draft["params"]): ReadonlyArray<Draft> =>
    toAgent(facts.get("agent", agentId)).map((to) => draft(template, to, params))
  if (trigger === "request-reset" && to._tag === "ResetPending") {
    const { expiresAt, linkId } = to.link
    return told("NTC-24", { linkId, expiresAt })
  }
  const password = "password" in to ? to.password : undefined
  const unwarned = trigger === "lock" && password?.warnedAt === at
  if ((trigger !== "warn" && !unwarned) || password?.expiresOn === undefined) return []
  return told("NTC-23", { state: to._tag, expiresOn: password.expiresOn })
}

/** That the files of a week or month are there, with numbers only. @rule BOB-08 EXT-07 */
export const ofExtracted = (
  { agentId, extract }: Event & { readonly _tag: "ExtranetExtracted" },
  facts: Facts
): ReadonlyArray<Draft> => {
  const agent = facts.get("agent", agentId)
  const { madeAt: _, ...numbers } = extract
  const params = { agentName: agent === undefined ? "" : fullName(agent.name), ...numbers }
  return agentAndManagers(facts, agentId, agencyIdOf(facts, agentId)).map((to) => draft("NTC-25", to, params))
}
