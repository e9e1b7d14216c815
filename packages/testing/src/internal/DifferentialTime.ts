/**
 * How time passes in a story: mostly minutes, sometimes just up to the end of something, rarely months; now and then a
 * clock that is behind.
 *
 * Rules that are wrong by a day or by a moment show only on that day and at that moment, so people come back for what
 * ends in the area of their story: at its last moment, or at the first one without it.
 *
 * @since 0.1.0
 */
import type { Acting } from "@agencybook/core/Acting"
import { dueOn } from "@agencybook/core/AgentDiary"
import type * as Dates from "@agencybook/core/CalendarDate"
import { plusDays, plusMillis, startOf, toMillis } from "@agencybook/core/CalendarDate"
import * as Extranet from "@agencybook/core/Extranet"
import type { Policy } from "@agencybook/core/Policy"
import { isWaiting } from "@agencybook/core/Transfer"
import type { Area } from "../CommandArea.ts"
import type * as Seed from "../Seed.ts"
import * as World from "../World.ts"

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** What passes in a story. */
export interface Passing {
  readonly about: Area
  readonly policy: Policy
  readonly world: World.World
  readonly now: Dates.Instant
}

/** Until when a session in which somebody acts for another one can be idle. */
const idleAt = ({ usedAt }: Acting, { actingIdleMinutes }: Policy): Dates.Instant =>
  plusMillis(usedAt, actingIdleMinutes * minute)

const openSessions = ({ world }: Pick<Passing, "world">): ReadonlyArray<Acting> =>
  World.records(world, "acting").filter(({ closedAt }) => closedAt === undefined)

/** A session that has not been idle for too long, with the milliseconds until it has, or until just before. */
export const anIdleSession = (
  { now, policy, world }: Passing,
  seed: Seed.Seed
): { readonly session: Acting; readonly millis: number } | undefined => {
  const live = openSessions({ world }).filter((one) => idleAt(one, policy) > now)
  if (live.length === 0) return undefined
  const session = seed.pick(live)
  return { session, millis: toMillis(idleAt(session, policy)) - toMillis(now) - seed.int(2) }
}

const expiring = (
  records: ReadonlyArray<{ readonly state: string; readonly expiresAt: Dates.Instant }>
): ReadonlyArray<Dates.Instant> => records.flatMap(({ expiresAt, state }) => (state === "Issued" ? [expiresAt] : []))

/** The first moments of days on which something in an area is due or over. */
const daysOf = ({ about, world }: Passing): ReadonlyArray<Dates.CalendarDate> => {
  switch (about) {
    case "applications of agents":
    case "renewals":
    case "sanctions":
    case "changes of agents":
      return World.records(world, "agent").flatMap((agent) => dueOn(agent) ?? [])
    case "consents":
      return World.records(world, "consent").flatMap(({ expiresOn, state }) =>
        expiresOn === undefined || state._tag !== "Granted" ? [] : [plusDays(expiresOn, 1)]
      )
    case "extranet":
      return World.records(world, "extranetAccount").flatMap((account) => Extranet.dueOn(account) ?? [])
    case "transfers":
    case "books that leave":
      return World.records(world, "transfer").flatMap((one) =>
        isWaiting(one) ? [one.effectiveOn, one.answerBy].flatMap((on) => on ?? []) : []
      )
    default:
      return []
  }
}

const momentsOf = (passing: Passing): ReadonlyArray<Dates.Instant> => {
  const { about, policy, world } = passing
  switch (about) {
    case "passcodes":
      return expiring(World.records(world, "agentChangeCode"))
    case "access codes":
      return expiring(World.records(world, "accessCode"))
    case "invitations":
      return expiring(World.records(world, "invitation"))
    case "acting":
      return openSessions(passing).map((session) => idleAt(session, policy))
    case "requests":
    case "counselors":
      return World.records(world, about === "counselors" ? "counselorDelegation" : "delegation").flatMap(({ state }) =>
        state._tag === "Requested" ? [plusMillis(state.at, policy.requestDays * day)] : []
      )
    default:
      return daysOf(passing).map((on) => startOf(on, policy.timeZone))
  }
}

/** Milliseconds from now until one of some moments or just before it, if it is still to come. */
const until = (now: Dates.Instant, moments: ReadonlyArray<Dates.Instant>, seed: Seed.Seed): number | undefined => {
  const coming = moments.filter((at) => at > now)
  return coming.length === 0 ? undefined : toMillis(seed.pick(coming)) - toMillis(now) - seed.int(2)
}

/** How many milliseconds pass before the next step. */
export const passing = (given: Passing, seed: Seed.Seed): number => {
  if (seed.chance(70)) return seed.int(3) * minute
  if (seed.chance(8)) return -5_000
  const { now, policy } = given
  const next = seed.chance(40) ? until(now, momentsOf(given), seed) : undefined
  // Nobody waits for years.
  if (next !== undefined && next < 100 * day) return next
  return seed.pick([
    policy.actingIdleMinutes * minute,
    policy.actingIdleMinutes * minute - 1,
    hour,
    8 * hour,
    14 * hour,
    day,
    day,
    policy.accessCode.phoneHours * hour,
    policy.accessCode.phoneHours * hour - 1,
    policy.agentChangeCode.minutes * minute,
    policy.agentChangeCode.minutes * minute - 1,
    policy.extranet.linkHours * hour,
    policy.extranet.linkHours * hour - 1,
    ...(seed.chance(20) ? [policy.requestDays * day, 7 * day, 20 * day] : [hour]),
    ...(seed.chance(3) ? [200 * day] : [])
  ])
}
