/**
 * Schemas of trends as a host keeps them: days and counts by agent, bounded, and no field for a consumer.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import type { Input } from "../Input.ts"
import * as Trends from "../Trend.ts"
import * as V from "./Vocabulary.ts"

const Count = /*#__PURE__*/ V.whole(0, 999_999_999, "a whole number, zero or more")

/** The sentence about the first that does not come after the one before it. */
const inOrder =
  <A>(key: (one: A) => string, what: string) =>
  (list: ReadonlyArray<A>) =>
    list.every((one, n) => n === 0 || key(list[n - 1] as A) < key(one)) ? undefined : `expected ${what}`

/** Schema for one day of a trend; each agent has one line. @category schemas */
export const Snapshot: Schema.Codec<Trends.Snapshot, Input<Trends.Snapshot>> = /*#__PURE__*/ Schema.Struct({
  day: V.CalendarDate,
  agents: V.atMost(
    Trends.most.agents,
    "agents",
    Schema.Array(Schema.Struct({ agentId: V.AgentId, clients: Count, begun: Count, ended: Count })).check(
      Schema.makeFilter(inOrder(({ agentId }) => agentId, "each agent once, by identifier"))
    )
  )
})

/** Schema for the days that a host keeps, in their order and each once. @category schemas */
export const Trend: Schema.Codec<Trends.Trend, Input<Trends.Trend>> = /*#__PURE__*/ V.atMost(
  Trends.most.days,
  "days",
  /*#__PURE__*/ Schema.Array(Snapshot).check(
    /*#__PURE__*/ Schema.makeFilter(/*#__PURE__*/ inOrder<Trends.Snapshot>(({ day }) => day, "each day once, in order"))
  )
)
