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
  /** The other policies, each as identifier, plan and state; absent where nobody has told of any. */
  readonly others: string | undefined
  /** Who the members are, in their order. */
  readonly persons: string | undefined
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

type One = readonly [id: string | undefined, plan: string | undefined, state: string]

const policiesOf = ({ coverage, others = "", plan, policy }: Known): ReadonlyArray<One> => [
  ...(coverage === undefined ? [] : [[policy, plan, coverage] as const]),
  ...others.split("\n").flatMap((text): ReadonlyArray<One> => {
    const [id, what, state] = text.split(" = ")
    return state === undefined ? [] : [[id, what, state]]
  })
]

/** Whether one of the policies goes where none goes. @rule CAS-01 */
const policySkips = (before: Known, now: Known): boolean =>
  policiesOf(now).some(([id, plan, state]) => {
    const was = policiesOf(before).find(([known, what]) =>
      known !== undefined && id !== undefined ? known === id : what === plan
    )
    return was !== undefined && was[2] !== state && !policyGoes.includes(`${was[2]}>${state}`)
  })

/** Whether a delivery undoes or skips a step of what was known. @rule CAS-01 @category predicates */
export const skips = (before: Known | undefined, now: Known): boolean => {
  if (before === undefined) return false
  const sameYear = before.year === now.year
  const restarts = now.application === "InProgress"
  const over = before.application === "Closed" || before.application === "Withdrawn"
  const optedOut = before.renewed === "OptedOut" && now.renewed !== "ActivelyRenewed"
  // What was renewed does not wait for anybody again, and what the household did is not undone by itself.
  const waits = now.renewed === "AwaitingAction" && before.renewed !== "NotDue" && before.renewed !== "AtRisk"
  const byItself = now.renewed === "AutoRenewed" && before.renewed === "ActivelyRenewed"
  return (
    (sameYear && before.application !== now.application && (now.application === "NotStarted" || (over && !restarts))) ||
    (sameYear && before.renewed !== now.renewed && (now.renewed === "NotDue" || optedOut || waits || byItself)) ||
    policySkips(before, now)
  )
}
