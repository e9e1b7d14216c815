/**
 * The invariant of the design about accounts of the agent extranet, I14.
 *
 * @since 0.1.0
 */
import type { ExtranetAccount, Password } from "@agencybook/core/Extranet"
import { eventsOf, type Invariant, type Wrong } from "./InvariantTerms.ts"

const passwordOf = ({ state }: ExtranetAccount): Password | undefined =>
  "password" in state ? state.password : undefined

const wrongStep = (was: ExtranetAccount, is: ExtranetAccount, at: string): Wrong => {
  const [before, after] = [passwordOf(was), passwordOf(is)]
  if (is.epoch < was.epoch) return `${was.epoch} passwords became ${is.epoch}`
  if (is.epoch > was.epoch) {
    if (is.epoch !== was.epoch + 1 || after?.setAt !== at) return "a new password does not begin with its step"
    return (
      after.expiresOn !== undefined &&
      after.expiresOn < (before?.expiresOn ?? after.expiresOn) &&
      "a new password is over before the old one"
    )
  }
  if (after === undefined) return false
  if (before === undefined) return "a password came without being set"
  if (after.setAt !== before.setAt || after.expiresOn !== before.expiresOn) return "the days of a password were moved"
  if (before.warnedAt !== undefined && after.warnedAt !== before.warnedAt) return "a warning was taken back or repeated"
  return (
    was.state._tag === "LockedExpired" &&
    (is.state._tag === "Active" || is.state._tag === "Expiring") &&
    "a password that was over is good again"
  )
}

/** Judges I14 of the design: its sentence stands below. */
export const forwardOnly: Invariant = {
  id: "I14",
  sentence: "password epoch, notice and expiry move forward only",
  rules: ["EXT-04", "EXT-05", "EXT-10"],
  state: {
    Agent: ({ facts, subject }) => {
      const account = facts.get("extranetAccount", subject.agentId)
      const password = account && passwordOf(account)
      if (account === undefined || password === undefined) return undefined
      const { dueOn, expiresOn, warnedAt } = password
      if (dueOn !== undefined && expiresOn !== undefined && dueOn > expiresOn)
        return "a password is looked at only after it is over"
      return account.state._tag === "Expiring" && warnedAt === undefined && "an account is expiring without a warning"
    }
  },
  step: ({ after, before, context, events }) => {
    const touched = [
      ...eventsOf(events, "ExtranetAccountProvisioned").map(({ account }) => account.agentId),
      ...eventsOf(events, "ExtranetAccountMoved").map(({ agentId }) => agentId)
    ]
    for (const agentId of touched) {
      const was = before.get("extranetAccount", agentId)
      const is = after.get("extranetAccount", agentId)
      const wrong = was !== undefined && is !== undefined && wrongStep(was, is, context.at)
      if (wrong) return wrong
    }
    return undefined
  }
}
