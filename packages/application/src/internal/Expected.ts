/**
 * What commands of an actor have read of the actor's own standing, to be read at once with the next one.
 *
 * Names of records, never what is in them: whatever is expected is read like everything else, and what is not needed
 * after all is no part of what a command rests on.
 *
 * @since 0.1.0
 */
import type { Selection } from "@agencybook/core/Facts"

/** What is expected of some keys; those that were noted longest ago are forgotten. @category models */
export interface Expected {
  readonly of: (key: string) => ReadonlyArray<Selection>
  readonly note: (key: string, selections: ReadonlyArray<Selection>) => void
}

// A name of a record each, or a few.
const usual = 10_000

/** Expects something of at most so many keys. @category constructors */
export const make = (most = usual): Expected => {
  const known = new Map<string, ReadonlyArray<Selection>>()
  return {
    of: (key) => known.get(key) ?? [],
    note: (key, selections) => {
      known.delete(key)
      if (selections.length > 0) known.set(key, selections)
      // The first key of a map is the one that was put into it before all others.
      for (const oldest of known.keys()) {
        if (known.size <= most) return
        known.delete(oldest)
      }
    }
  }
}
