/**
 * The sites of an agency in the reference model, and what it says of its business.
 *
 * @since 0.1.0
 */
import type { Command as AccountCommand } from "@agencybook/core/AgencyAccount"
import { ofAgency, stateOf, step, unlessOver } from "./ReferenceAgency.ts"
import { business } from "./ReferenceBusiness.ts"
import {
  accepted,
  all,
  change,
  type Entries,
  type Moment,
  one,
  put,
  reason,
  unchanged,
  unless,
  type Verdict,
  type World,
  without
} from "./ReferenceWorld.ts"

type Account<N extends AccountCommand["_tag"]> = Extract<AccountCommand, { readonly _tag: N }>

/** Sites stand in a row: a new one goes to the end, one that becomes primary to the front. @rule AGY-08 */
const setSite = (world: World, { agencyId, primary, site }: Account<"SetAgencySite">): Verdict => {
  const { hours = [], siteId } = site
  const before = [...all(world, "site", ofAgency(agencyId))].sort((a, b) => a.place - b.place)
  const others = before.filter((fact) => fact.site !== siteId)
  const overlapping = hours.some((one, n) =>
    hours.some(
      (other, m) =>
        (n === m && one.opens >= one.closes) ||
        (n < m && one.weekday === other.weekday && !(one.closes <= other.opens || other.closes <= one.opens))
    )
  )
  const made = { is: "site", agency: agencyId, site: siteId, place: 0, hours: hours.length } as const
  const place = before.findIndex((fact) => fact.site === siteId)
  const kept = place < 0 ? [...others, made] : [...others.slice(0, place), made, ...others.slice(place)]
  const row = primary === true ? [made, ...others] : kept
  return unless(
    [
      place < 0 && before.length >= 100 && reason("TooManySites", "AGY-08"),
      overlapping && reason("HoursOverlap", "AGY-08")
    ],
    () => accepted(put(without(world, "site", ofAgency(agencyId)), ...row.map((fact, n) => ({ ...fact, place: n }))))
  )
}

const removeSite = (world: World, { agencyId, siteId }: Account<"RemoveAgencySite">): Verdict => {
  const gone = one(world, "site", (fact) => fact.agency === agencyId && fact.site === siteId)
  return unless(
    [gone === undefined && reason("UnknownSite", "AGY-08"), gone?.place === 0 && reason("PrimarySiteStays", "AGY-08")],
    () =>
      accepted(
        change(
          without(world, "site", (fact) => fact.agency === agencyId && fact.site === siteId),
          "site",
          (fact) => fact.agency === agencyId && fact.place > (gone?.place ?? 0),
          (fact) => ({ ...fact, place: fact.place - 1 })
        )
      )
  )
}

/** Who has applied has said what it is; the exchange alone knows better. @rule AGY-13 */
const describe = (
  world: World,
  { agencyId, business: told }: Account<"DescribeAgency">,
  { actor }: Moment
): Verdict => {
  const known = one(world, "agency", ofAgency(agencyId))
  const now = business(told)
  const settled = known?.form !== undefined && stateOf(world, agencyId) !== "Incomplete"
  return unless(
    [settled && actor._tag !== "Exchange" && known.form !== now.form && reason("EntityKindStands", "AGY-13")],
    () =>
      known?.form === now.form && known?.sells === now.sells && known?.registered === now.registered
        ? unchanged(world)
        : accepted(change(world, "agency", ofAgency(agencyId), (fact) => ({ ...fact, ...now })))
  )
}

/** The commands of this part. @category models */
export const entries: Entries<Account<"DescribeAgency" | "RemoveAgencySite" | "SetAgencySite">> = {
  SetAgencySite: step("edit-agency", undefined, unlessOver(setSite)),
  RemoveAgencySite: step("edit-agency", undefined, unlessOver(removeSite)),
  DescribeAgency: step("edit-agency", undefined, unlessOver(describe))
}
