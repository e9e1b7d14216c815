/**
 * Licence numbers as people write them: mostly as their state has them, now and then of another state or in no form that
 * the exchange knows; and numbers of cases and certifications that the exchange does not give.
 *
 * @since 0.1.0
 */
import type { Case } from "@agencybook/core/Case"
import type { Term } from "@agencybook/core/Certification"
import type { LicenceNumber } from "@agencybook/core/Licence"
import * as Sample from "../Sample.ts"
import type * as Seed from "../Seed.ts"
import * as World from "../World.ts"
import type { Choice } from "./CommandChoice.ts"

/** The number, or sometimes another way of writing one. */
export const aNumber = (seed: Seed.Seed, number: LicenceNumber): LicenceNumber => {
  if (!seed.chance(10)) return number
  const alone = number.slice(number.indexOf("-") + 1)
  return seed.pick([`NV-${alone}`, `CA-${alone}`, `VA-${alone}`, "0123456789", "NV-77"]) as LicenceNumber
}

/** A licence number that an agency has, which drafts and whoever has ended do not. */
export const aLicenceHeld = ({ seed, world }: Choice): LicenceNumber | undefined => {
  const held = World.records(world, "agency").flatMap(({ certification: { _tag }, licenceNumber }) =>
    _tag === "Incomplete" || _tag === "Terminated" ? [] : (licenceNumber ?? [])
  )
  return held.length === 0 ? undefined : seed.pick(held)
}

/** A household, now and then with a case number that California does not give; no draw is spent on it. */
export const aHousehold = (n: number): Case => {
  const household = Sample.household(n)
  return n % 8 === 0 ? { ...household, caseNumber: `GA-${n}` as Case["caseNumber"] } : household
}

/** A term for the `n`-th agent of a story, now and then with a number that California does not give. */
export const aTerm = (n: number): Term => (n % 9 === 0 ? { ...Sample.term, number: "GA-77" } : Sample.term)
