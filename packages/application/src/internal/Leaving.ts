/**
 * What a command that was decided leaves behind: the records that change, and the notices.
 *
 * @since 0.1.0
 */
import type { Context } from "@agencybook/core/Decider"
import { applied, type Selection } from "@agencybook/core/Facts"
import * as Notice from "@agencybook/core/Notice"
import type { Event } from "@agencybook/core/Record"
import * as Effect from "effect/Effect"
import * as Loading from "../Loading.ts"
import type { Change, Reading } from "../Store.ts"

/** The records that events change, each with the version that it was read with. */
export const changesOf = (events: ReadonlyArray<Event>, loaded: Loading.Loaded): ReadonlyArray<Change> =>
  Array.from(
    applied(events, (kind, id) => loaded.records.get(Loading.recordKey(kind, id))?.record as never).values(),
    ({ id, kind, record }) => {
      const expected = loaded.records.get(Loading.recordKey(kind, id))?.version ?? 0
      return { kind, id, record, expected, version: expected + 1 } as Change
    }
  )

/** The notices of events, given the records as they are after them. */
export const noticesOf = Effect.fnUntraced(function* (
  load: Reading["load"],
  loaded: Loading.Loaded,
  changes: ReadonlyArray<Change>,
  events: ReadonlyArray<Event>,
  context: Context
) {
  const changed = new Map(changes.map((change) => [Loading.recordKey(change.kind, change.id), change]))
  const records = new Map(loaded.records)
  for (const [key, change] of changed) records.set(key, change)
  const after: Loading.Loaded = { ...loaded, records }
  const plain = (selections: ReadonlyArray<Selection>) =>
    // What this command changed is newer than what the store still holds.
    Effect.map(load(selections), (found) => found.map((one) => changed.get(Loading.recordKey(one.kind, one.id)) ?? one))
  const { facts } = yield* Loading.discover(plain, (known) => Notice.reads(events, known), { from: after })
  return Notice.fromEvents(events, facts, context)
})
