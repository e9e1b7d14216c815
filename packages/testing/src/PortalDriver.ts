/**
 * The portal of this library as a system under test, in the same process: in memory, or on a store of your own.
 *
 * @since 0.1.0
 */
import * as NodeSecrets from "@agencybook/application/NodeSecrets"
import * as Portal from "@agencybook/application/Portal"
import * as Dates from "@agencybook/core/CalendarDate"
import * as Driver from "./Driver.ts"
import * as Sample from "./Sample.ts"

/** Secrets as cheap as they can be; for tests alone. */
const cheap = NodeSecrets.layer({ N: 16, r: 8, p: 1 })

/**
 * A portal as a driver; its clock shows what the latest command or question says.
 *
 * @category constructors
 */
export const make = (options: Omit<Portal.Options, "now"> = {}): Driver.Driver => {
  let now: Dates.Instant = Sample.now
  const portal = Portal.make({ secrets: cheap, ...options, now: () => Dates.toMillis(now) })
  return {
    send: async ({ at, ...envelope }) => {
      now = at
      return Driver.reply(await portal.executeUnknown(envelope as Portal.UnreadEnvelope))
    },
    ask: async ({ acting, actor, at, secondFactor, ...question }) => {
      now = at
      const viewer = {
        actor: actor as Portal.ActorInput,
        ...(acting === undefined ? {} : { acting }),
        ...(secondFactor === undefined ? {} : { secondFactor })
      }
      if (question._tag === "Roster") return Driver.answer(await portal.roster(viewer, question.agencyId))
      const { _tag: _, ...scope } = question
      return Driver.answer(await portal.book(viewer, scope))
    },
    close: () => portal.close()
  }
}
