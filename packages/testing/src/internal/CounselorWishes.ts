/**
 * What consumers want of counselors next, and counselors for consumers.
 *
 * @since 0.1.0
 */
import type { Actor } from "@agencybook/core/Actor"
import * as Dates from "@agencybook/core/CalendarDate"
import * as Sample from "../Sample.ts"
import { aCounselorStep, helpsOf, usualFor } from "./CounselorChoice.ts"
import type { Wishing } from "./DifferentialWish.ts"

const names = [
  ...(["RequestCounselor", "RequestCounselor", "RequestCounselor"] as const),
  ...(["AcceptCounselorRequest", "AcceptCounselorRequest", "AcceptCounselorRequest"] as const),
  ...(["DeclineCounselorRequest", "DeclineCounselorRequest"] as const),
  ...(["CancelCounselorRequest", "ExpireCounselorRequest"] as const),
  ...(["RemoveCounselor", "RelinquishAsCounselor"] as const),
  ...(["StartApplicationAsCounselor", "ClaimCaseAsCounselor", "ClaimCaseAsCounselor"] as const)
]

/** Somebody wants a counselor's help, gives it or does without it. */
export const helping: Wishing = (choice) => {
  const { seed, world } = choice
  const { day = Sample.today, policy } = choice
  // Nobody waits for ever: what is over its days ends.
  const over = helpsOf(choice, "Requested").filter(
    ({ state }) =>
      state._tag === "Requested" &&
      Dates.toEpochDay(day) - Dates.toEpochDay(Dates.on(state.at, policy?.timeZone ?? "UTC")) >=
        (policy?.requestDays ?? 30)
  )
  if (over.length > 0 && seed.chance(70))
    return {
      command: { _tag: "ExpireCounselorRequest", delegationId: seed.pick(over).delegationId },
      actor: Sample.system
    }
  const name = seed.pick(names)
  if (name.includes("CounselorRequest") && helpsOf(choice, "Requested").length === 0) return undefined
  const command = aCounselorStep(choice, name)
  const office = seed.pick<Actor>([Sample.serviceCenter, Sample.exchange])
  const actor = usualFor(world, command)
  // Now and then somebody of the exchange speaks for the consumer, or nobody who may.
  return actor === undefined || seed.chance(12) ? { command, actor: office } : { command, actor }
}
