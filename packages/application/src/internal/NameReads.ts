/**
 * Looking for agencies whose names look alike.
 *
 * @since 0.1.0
 */
import type { Agency } from "@agencybook/core/Agency"
import { imitatedBy } from "@agencybook/core/AgencyName"
import { type Facts, read, type Selection } from "@agencybook/core/Facts"
import type { AgencyId } from "@agencybook/core/Id"
import { lookOf } from "@agencybook/core/LookAlike"

const indexes = ["legalLook", "publicLook"] as const

const looksOf = (names: ReadonlyArray<string>): ReadonlyArray<string> => Array.from(new Set(names.map(lookOf)))

/** Reads the live agencies of which one of the names looks like one of some. @rule AGY-16 */
export const namesakeReads = (names: ReadonlyArray<string>): ReadonlyArray<Selection> => {
  const looks = looksOf(names)
  return looks.length === 0 ? [] : indexes.map((index) => read("agency", index, ...looks))
}

/** The live agencies that were found, without the one that is asked about; each once. @rule AGY-16 */
export const namesakesOf = (names: ReadonlyArray<string>, facts: Facts, agencyId?: AgencyId): ReadonlyArray<Agency> => {
  const found = indexes.flatMap((index) => looksOf(names).flatMap((look) => facts.find("agency", index, look)))
  return Array.from(new Map(found.map((agency) => [agency.agencyId, agency])).values()).filter(
    (agency) => agency.agencyId !== agencyId
  )
}

/** One of those whose name one of some imitates, if there is one. @rule AGY-16 */
export const imitatedIn = (names: ReadonlyArray<string>, facts: Facts, agencyId: AgencyId): Agency | undefined =>
  imitatedBy(names, namesakesOf(names, facts, agencyId))
