/**
 * Laws of what rules are told before they decide: the records that a question reads are enough to answer it, and the clocks
 * of a place show what the platform says they show.
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import type { Employment } from "@agencybook/core/Employment"
import type { EnrollmentEntity } from "@agencybook/core/EnrollmentEntity"
import { type Facts, make as factsOf, type Selection } from "@agencybook/core/Facts"
import type { Member } from "@agencybook/core/Standing"
import * as fc from "fast-check"
import * as EntitySample from "./EntitySample.ts"
import { readAsAsked } from "./internal/ReadAsAsked.ts"
import { all, type Law, make, same } from "./Law.ts"
import * as Sample from "./Sample.ts"

const readFrom = (whole: Facts, reads: (facts: Facts) => ReadonlyArray<Selection>): Facts =>
  readAsAsked(whole, reads).facts

const place = fc.record({
  state: fc.constantFrom("Active" as const, "Inactive" as const, "Inactive" as const, "Invited" as const),
  reason: fc.constantFrom(undefined, undefined, "retired", "association-declined", "association-withdrawn"),
  known: fc.boolean()
})

/** Who is asked about is found from what is read. @category laws */
export const readsAreEnough = make({
  id: "facts-that-are-read-are-enough",
  sentence:
    "an agent at work, an agent whose place is over, an agent in an agency and a counselor are found from the records that are read for them as from all there are: the open place, or else the last that the exchange approved, with its agency",
  rules: ["AGT-17", "AGT-03", "ENT-01"],
  input: fc.record({
    places: fc.array(place, { maxLength: 3 }),
    agent: fc.boolean(),
    counselor: fc.boolean(),
    entity: fc.boolean()
  }),
  holds: ({ agent, counselor, entity, places }, { facts }) => {
    const agentId = Sample.agentId(1)
    // One place is open at most; the others are over, each for longer than the one before.
    const open = places.findIndex(({ state }) => state !== "Inactive")
    const employments = places.map(
      ({ reason, state }, n): Employment => ({
        ...Sample.employment(1, n, n === open ? state : "Inactive"),
        since: Dates.plusHours(Sample.now, -24 * n),
        ...(reason === undefined || n === open ? {} : { reason: reason as NonNullable<Employment["reason"]> })
      })
    )
    const person = Sample.agent(1)
    const agencies = places.flatMap(({ known }, n) => (known ? [Sample.agency(n)] : []))
    const helper = EntitySample.counselor(1)
    const office: EnrollmentEntity = { ...EntitySample.entity(0), entityId: helper.entityId }
    const whole = factsOf({
      agent: new Map(agent ? [[person.agentId, person]] : []),
      employment: new Map(employments.map((one) => [one.employmentId, one])),
      agency: new Map(agencies.map((one) => [one.agencyId, one])),
      counselor: new Map(counselor ? [[helper.counselorId, helper]] : []),
      enrollmentEntity: new Map(entity ? [[office.entityId, office]] : [])
    })
    const at = (n: number): Member | undefined => {
      const agency = agencies.find(({ agencyId }) => agencyId === Sample.agencyId(n))
      const employment = employments[n]
      return agent && agency && employment ? { agent: person, employment, agency } : undefined
    }
    const last = employments.findIndex(({ reason }) => !reason?.startsWith("association"))
    const former = (from: Facts) => [...facts.memberReads(from, agentId), ...facts.formerReads(from, agentId)]
    const counselors = readFrom(whole, (from) => facts.counselorReads(from, helper.counselorId))
    return all(
      same(
        facts.member(
          readFrom(whole, (from) => facts.memberReads(from, agentId)),
          agentId
        ),
        at(open),
        "who works"
      ),
      same(facts.formerMember(readFrom(whole, former), agentId), open < 0 ? at(last) : undefined, "who worked"),
      ...[0, 1, 2, 3].map((n) => {
        const reads = facts.memberOfReads(agentId, Sample.agencyId(n))
        return same(
          facts.memberOf(
            readFrom(whole, () => reads),
            agentId,
            Sample.agencyId(n)
          ),
          at(n),
          `who has a place in agency ${n}`
        )
      }),
      same(
        facts.counselorOf(counselors, helper.counselorId),
        { counselor: counselor ? helper : undefined, entity: counselor && entity ? office : undefined },
        "who helps"
      )
    )
  }
})

/** Places whose clocks change at two, at midnight, by half an hour, and never. */
const clocks = [
  ["America/Los_Angeles", ["2026-03-08", "2026-11-01"]],
  ["America/Santiago", ["2026-04-05", "2026-09-06"]],
  ["Africa/Cairo", ["2026-04-24", "2026-10-30"]],
  ["Australia/Lord_Howe", ["2026-04-05", "2026-10-04"]],
  ["Asia/Kathmandu", ["2026-03-08"]]
] as const

const formatters = new Map<string, Intl.DateTimeFormat>()
/** What the clocks of a place show, as a day and a time. */
const shownAt = (millis: number, timeZone: string): string => {
  const known = formatters.get(timeZone)
  const formatter =
    known ??
    new Intl.DateTimeFormat("en-CA", {
      timeZone,
      hourCycle: "h23",
      ...{ year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" }
    })
  formatters.set(timeZone, formatter)
  const parts = Object.fromEntries(formatter.formatToParts(millis).map(({ type, value }) => [type, value]))
  return `${parts.year}-${parts.month}-${parts.day} ${parts.hour}:${parts.minute}`
}
const quarter = 15 * 60_000

/** Days and times are those of the place. @category laws */
export const clocksAreOfThePlace = make({
  id: "clocks-are-those-of-the-place",
  sentence:
    "the moment at which a clock shows a time is the first or the last that does, as asked, and where none does the first that shows more; a day begins with the first moment that is on it, and every moment is on the day that the clocks show",
  rules: ["CAL-01"],
  runs: 150,
  input: fc.record({
    place: fc.constantFrom(...clocks.flatMap(([zone, days]) => days.map((day) => ({ zone, day })))),
    off: fc.constantFrom(0, 0, 0, -1, 1),
    quarters: fc.oneof(fc.nat(95), fc.nat(13), fc.nat(13)),
    which: fc.constantFrom("first" as const, "last" as const)
  }),
  holds: ({ off, place: { day, zone }, quarters, which }, { dates }) => {
    const date = Dates.plusDays(Dates.make(day), off)
    const time = `${String(quarters >> 2).padStart(2, "0")}:${String((quarters % 4) * 15).padStart(2, "0")}`
    const begin = Date.parse(`${date}T00:00:00.000Z`) - 15 * 3_600_000
    const moments = Array.from({ length: 54 * 4 }, (_, n) => begin + n * quarter).map((millis) => ({
      at: new Date(millis).toISOString(),
      shows: shownAt(millis, zone)
    }))
    const showing = moments.filter(({ shows }) => shows === `${date} ${time}`)
    const later = moments.find(({ shows }) => shows > `${date} ${time}`)
    const wanted = (which === "first" ? showing[0] : showing.at(-1)) ?? later
    const some = moments.filter((_, n) => n % 7 === quarters % 7)
    return all(
      same(dates.atTime(date, Dates.time(time), zone, which), wanted?.at, `when it is ${time} on ${date} in ${zone}`),
      same(
        dates.startOf(date, zone),
        moments.find(({ shows }) => shows >= `${date} 00:00`)?.at,
        `when ${date} begins in ${zone}`
      ),
      ...some.map(({ at, shows }) =>
        same(dates.on(Dates.instant(at), zone), shows.slice(0, 10), `the day of ${at} in ${zone}`)
      )
    )
  }
})

/** The laws of this module. @category laws */
export const laws = [readsAreEnough, clocksAreOfThePlace] as ReadonlyArray<Law>
