/**
 * The public list of agents who are done with the training and the agreements of the plan year, with what the registry of
 * producers says about their numbers.
 *
 * A plan year is a calendar year of the exchange. An exchange that publishes no such list has none.
 *
 * @since 0.1.0
 */
import type { Agent } from "./Agent.ts"
import type { CalendarDate } from "./CalendarDate.ts"
import { isCertifiedOn } from "./Certification.ts"
import { fullName } from "./Contact.ts"
import type { Npn } from "./Licence.ts"
import type { Policy } from "./Policy.ts"
import * as Upkeep from "./Upkeep.ts"

/** One line of the list. @category models */
export interface Line {
  readonly npn: Npn
  readonly name: string
  readonly planYear: number
  /** Whether the registry of producers has the number for this person; nobody has asked it where it is `unchecked`. */
  readonly npnCheck: "confirmed" | "differs" | "unchecked"
}

/**
 * The line of an agent on a day; absent for whoever is not certified or has something open, and where nothing is
 * published.
 *
 * @rule AGT-14
 * @category queries
 */
export const line = (agent: Agent, day: CalendarDate, { publishesCompletion }: Policy): Line | undefined => {
  const { certification, name, npn, npnCheck = "unchecked" } = agent
  if (!publishesCompletion || certification._tag !== "Certified" || !isCertifiedOn(certification, day)) return undefined
  return Upkeep.openOn(certification.upkeep ?? Upkeep.takenOver, day).length > 0
    ? undefined
    : { npn, name: fullName(name), planYear: Number(day.slice(0, 4)), npnCheck }
}
