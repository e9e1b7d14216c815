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
  /** The other policies, each as identifier, plan, state and the rest, who is on record and since when last; absent where nobody has told of any. */
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

/**
 * The place that each policy had before, the main one first, or -1: by identifiers, and then what is left by plan.
 *
 * @category queries
 */
export const places = (before: Known, now: Known): ReadonlyArray<number> => {
  const old = policiesOf(before)
  const found = policiesOf(now).map(([id]) => old.findIndex(([known]) => id !== undefined && known === id))
  for (const [n, [id, plan]] of policiesOf(now).entries())
    if (found[n] === -1)
      found[n] = old.findIndex(
        ([known, what], m) => !found.includes(m) && (known === undefined || id === undefined) && what === plan
      )
  return found
}

/** The other policies that a case keeps, as lines, when a delivery says nothing of them. @rule CAS-01 @category queries */
export const othersLeft = (before: Known | undefined, now: Known): string | undefined => {
  if (before?.others === undefined || now.coverage === undefined) return before?.others
  const main = places(before, { ...now, others: undefined })[0] ?? -1
  const gone = before.coverage === undefined ? main : main - 1
  return before.others
    .split("\n")
    .filter((_, n) => n !== gone)
    .join("\n")
}

/** Whether one of the policies goes where none goes. @rule CAS-01 */
const policySkips = (before: Known, now: Known): boolean =>
  policiesOf(now).some(([, , state], n) => {
    const [, , was] = policiesOf(before)[places(before, now)[n] ?? -1] ?? []
    return was !== undefined && was !== state && !policyGoes.includes(`${was}>${state}`)
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
