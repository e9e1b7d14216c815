/**
 * How a case goes on in the reference model: what a delivery may say after what was known.
 *
 * @since 0.1.0
 */

/** Where application and renewal of a case are, and how its policy is known: its identifier, and what it is. @category models */
export interface Facets {
  readonly application: string
  readonly renewed: string
  readonly policy: string | undefined
  readonly plan: string | undefined
}

interface Known extends Facets {
  readonly year: number
  readonly coverage: string | undefined
}

/** What may follow what, of the enrollment in one policy. */
const policyGoes = ["PlanSelected>Effectuated", "PlanSelected>Cancelled", "Effectuated>Terminated"].concat(
  "Terminated>Reinstated",
  "Cancelled>Reinstated"
)

/** Whether a delivery undoes or skips a step of what was known. @rule CAS-01 @category predicates */
export const skips = (before: Known | undefined, now: Known): boolean => {
  if (before === undefined) return false
  const sameYear = before.year === now.year
  const samePolicy =
    before.coverage !== undefined &&
    now.coverage !== undefined &&
    (before.policy !== undefined && now.policy !== undefined ? before.policy === now.policy : before.plan === now.plan)
  const restarts = now.application === "InProgress"
  const over = before.application === "Closed" || before.application === "Withdrawn"
  const optedOut = before.renewed === "OptedOut" && now.renewed !== "ActivelyRenewed"
  // What was renewed does not wait for anybody again, and what the household did is not undone by itself.
  const waits = now.renewed === "AwaitingAction" && before.renewed !== "NotDue" && before.renewed !== "AtRisk"
  const byItself = now.renewed === "AutoRenewed" && before.renewed === "ActivelyRenewed"
  return (
    (sameYear && before.application !== now.application && (now.application === "NotStarted" || (over && !restarts))) ||
    (sameYear && before.renewed !== now.renewed && (now.renewed === "NotDue" || optedOut || waits || byItself)) ||
    (samePolicy && before.coverage !== now.coverage && !policyGoes.includes(`${before.coverage}>${now.coverage}`))
  )
}
