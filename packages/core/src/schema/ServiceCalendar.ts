/**
 * Schemas of a service's hours, holidays and outages.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import type { Input } from "../Input.ts"
import type * as Service from "../ServiceCalendar.ts"
import * as V from "./Vocabulary.ts"

/** Schema for the hours of a weekday; they close later than they open. @category schemas */
export const Hours: Schema.Codec<Service.Hours, Input<Service.Hours>> = /*#__PURE__*/ Schema.Struct({
  weekday: /*#__PURE__*/ V.whole(1, 7, "a weekday, 1 for Monday to 7 for Sunday"),
  opens: V.TimeOfDay,
  closes: V.TimeOfDay
}).check(
  /*#__PURE__*/ Schema.makeFilter(({ closes, opens }: Service.Hours) =>
    opens < closes ? undefined : "expected hours that close later than they open; write hours over midnight as two"
  )
)

/** Schema for an outage; it ends later than it begins. @category schemas */
export const Outage: Schema.Codec<Service.Outage, Input<Service.Outage>> = /*#__PURE__*/ Schema.Struct({
  from: V.Instant,
  until: V.Instant
}).check(
  /*#__PURE__*/ Schema.makeFilter(({ from, until }: Service.Outage) =>
    from < until ? undefined : "expected an outage that ends later than it begins"
  )
)

/** Schema for a service calendar in a time zone that the platform knows. @category schemas */
export const ServiceCalendar: Schema.Codec<
  Service.ServiceCalendar,
  Input<Service.ServiceCalendar>
> = /*#__PURE__*/ Schema.Struct({
  name: V.Place,
  timeZone: V.TimeZone,
  hours: /*#__PURE__*/ V.atMost(50, "entries of hours", Schema.Array(Hours)),
  holidays: /*#__PURE__*/ V.atMost(
    1_000,
    "holidays",
    Schema.Array(Schema.Struct({ on: V.CalendarDate, name: V.Place }))
  ),
  outages: /*#__PURE__*/ V.atMost(1_000, "outages", Schema.Array(Outage))
})
