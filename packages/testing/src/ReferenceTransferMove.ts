/**
 * How cases go over in the reference model, and what is said of their transfer afterwards.
 *
 * Every transfer comes here in the end: the one that is over at once, the one whose consumer says yes, and the one
 * whose day has come.
 *
 * @since 0.1.0
 */
import * as Consent from "./ReferenceConsent.ts"
import * as Dates from "./ReferenceDates.ts"
import { begun, ended, holds, isOpen } from "./ReferenceDelegation.ts"
import { all, change, type Fact, type Moment, put, type World } from "./ReferenceWorld.ts"

type Delegation = Fact<"delegation">
type Transfer = Fact<"transfer">
type Row = Fact<"transfer row">

/** What became of a row that arrived. */
const arrived = ["moves", "already-held"]

/** The rows of a transfer. @category queries */
export const rowsOf = (world: World, transfer: string): ReadonlyArray<Row> =>
  all(world, "transfer row", (row) => row.transfer === transfer)

/** The world in which rows of a transfer are told anew. @category transforms */
export const told = (world: World, rows: ReadonlyArray<Row>, outcome: string, successor?: string): World =>
  change(
    world,
    "transfer row",
    (row) => rows.some((one) => one.transfer === row.transfer && one.delegation === row.delegation),
    (row) => ({ ...row, outcome, successor })
  )

/** Whether a row can still move. @category predicates */
export const isUndecided = ({ outcome }: Row): boolean => ["planned", "asked", "confirmed"].includes(outcome)

/** The delegation of a row while the source still has it; the consumer may have chosen otherwise. @rule TRF-06 @category queries */
export const stillHeld = (world: World, { agency, from }: Transfer, row: Row): Delegation | undefined =>
  all(
    world,
    "delegation",
    (fact) => fact.delegation === row.delegation && isOpen(fact) && fact.agent === from && fact.agency === agency
  )[0]

/**
 * The world after rows of a transfer were carried out as far as the source still has them. First the cases go over,
 * then the wishes for the source: a wish for the agent who has the case by then is over, and so is the wish that
 * waited for that agent.
 *
 * Successors are named after the command, from a number on, in the order of the delegations that they follow.
 *
 * @rule TRF-06 TRF-07 DEL-10 DEL-11
 * @category transforms
 */
export const carriedOut = (
  world: World,
  transfer: Transfer,
  rows: ReadonlyArray<Row>,
  moment: Moment,
  first: number
): World => {
  const { at, commandId } = moment
  const going = rows
    .flatMap((row) => {
      const old = stillHeld(world, transfer, row)
      return old === undefined ? [] : [{ row, old }]
    })
    .sort((a, b) => (a.old.delegation < b.old.delegation ? -1 : 1))
    .map((one, n) => ({ ...one, successor: `${commandId}~${first + n}` }))
  const missed = rows.filter((row) => !going.some((one) => one.row === row))
  const agency = transfer.toAgency ?? transfer.agency
  // A wish that is over takes the consent along that was signed for it, and nobody has granted; what was signed for the
  // agent who gets the case now is granted.
  const over = (before: World, wish: Delegation, becomes: "Expired" | "Granted" = "Expired"): World =>
    Consent.ofDelegation(
      change(
        before,
        "delegation",
        (fact) => fact.delegation === wish.delegation,
        (fact) => ({ ...fact, state: "Cancelled", at })
      ),
      wish,
      becomes,
      moment
    )
  let next = told(world, missed, "not-held")
  const cases = going.filter(({ old }) => holds(old))
  const wishes = going.filter(({ old }) => !holds(old))
  for (const { old, row, successor } of [...cases, ...wishes]) {
    const isTheirs = (fact: Delegation): boolean =>
      fact.agent === transfer.to && fact.agency === agency && fact.case === old.case && fact.kind === old.kind
    const isOld = (fact: Delegation): boolean => fact.delegation === old.delegation
    if (!holds(old) && all(next, "delegation", isTheirs).some(holds)) {
      next = told(over(next, old), [row], "already-held")
      continue
    }
    const asked = holds(old) ? all(next, "delegation", (fact) => isTheirs(fact) && fact.state === "Requested") : []
    const chosen = asked.find(({ consent }) => Consent.waits(next, consent, agency, transfer.to))?.consent
    next = asked.reduce((before, wish) => over(before, wish, wish.consent === chosen ? "Granted" : "Expired"), next)
    const goesAlong = Consent.reaches(next, old.consent, agency, transfer.to)
    next = put(
      change(next, "delegation", isOld, (fact) => ended(fact, at, "transferred")),
      begun({
        delegation: successor,
        case: old.case,
        kind: old.kind,
        agent: transfer.to,
        agency,
        origin: "transfer",
        predecessor: old.delegation,
        transfer: transfer.transfer,
        consent: chosen ?? (goesAlong ? old.consent : undefined),
        // What the consumer signed before stays behind, or was for another agency.
        awaits:
          chosen === undefined && !goesAlong && (old.consent !== undefined || old.awaits || old.agency !== agency)
            ? true
            : undefined,
        // A request keeps its age; a frozen case is free with an agent who may act.
        ...(holds(old)
          ? { state: "Active", from: (old.from ?? at) > at ? old.from : at }
          : { state: "Requested", at: old.at, asked: old.asked ?? old.at })
      })
    )
    // What was signed for a wish, and does not reach the agent who has it now, will never be granted.
    if (!holds(old) && !goesAlong) next = Consent.ofDelegation(next, old, "Expired", moment)
    next = told(next, [row], "moves", successor)
  }
  return next
}

/**
 * The day of a book that leaves its agency and is ready today: its own, or the next one that the policy allows, found
 * day by day.
 *
 * @rule TRF-08 TRF-09
 * @category queries
 */
export const dayOf = ({ effective, toAgency }: Transfer, { day, policy }: Moment): string | undefined => {
  if (toAgency === undefined || effective === undefined || effective >= day) return effective
  let from = day
  while (policy.crossAgencyEffective.on === "first-of-month" && !from.endsWith("-01")) from = Dates.daysAfter(from, 1)
  return from
}

/** The world in which a transfer has another day. @category transforms */
export const setFor = (world: World, { transfer }: Transfer, effective: string | undefined): World =>
  change(
    world,
    "transfer",
    (fact) => fact.transfer === transfer,
    (fact) => ({ ...fact, effective })
  )

/**
 * The world in which a transfer is what its rows say: it waits while one of them is undecided, and is over otherwise.
 *
 * @rule TRF-13
 * @category transforms
 */
export const settled = (world: World, transfer: string, rejection = "nothing-moved"): World => {
  const outcomes = rowsOf(world, transfer).map(({ outcome }) => outcome)
  const some = (...names: ReadonlyArray<string>) => outcomes.some((outcome) => names.includes(outcome))
  const isOver = outcomes.every((outcome) => arrived.includes(outcome)) ? "Applied" : "PartiallyApplied"
  const state = some("asked")
    ? "AwaitingConsent"
    : some("planned", "confirmed")
      ? "Scheduled"
      : some(...arrived)
        ? isOver
        : "Rejected"
  return change(
    world,
    "transfer",
    (fact) => fact.transfer === transfer,
    (fact) => ({ ...fact, state, rejection: state === "Rejected" ? rejection : undefined })
  )
}
