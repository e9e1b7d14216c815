/**
 * Reading as the application does: what a question names is read, and the question is asked again with what was found, until it
 * names nothing new.
 *
 * @since 0.1.0
 */
import { type Facts, make as factsOf, type Selection, selectionKey } from "@agencybook/core/Facts"
import { idOf, type Kind, type Records } from "@agencybook/core/Record"

/** What was read, and all that was named. */
export interface Read {
  /** Facts of the records alone that were named; whoever asks them for others is told so. */
  readonly facts: Facts
  readonly named: ReadonlyArray<Selection>
}

/** Reads from all there are what a question names; `first` is known before it is asked. */
export const readAsAsked = (
  whole: Facts,
  reads: (facts: Facts) => ReadonlyArray<Selection>,
  first: ReadonlyArray<Selection> = []
): Read => {
  const [found, loaded]: [{ [K in Kind]?: Map<string, Records[K]> }, Set<string>] = [{}, new Set()]
  const load = ({ index, keys, kind }: Selection): void => {
    for (const key of keys) {
      loaded.add(selectionKey(kind, index, key))
      const one = index === "id" ? whole.get(kind, key) : undefined
      const records = (found[kind] ?? new Map()) as Map<string, unknown>
      for (const record of one === undefined ? whole.find(kind, index as never, key) : [one])
        records.set(idOf(kind, record), record)
      found[kind] = records as never
    }
  }
  first.forEach(load)
  let named: ReadonlyArray<Selection> = []
  for (let before = -1; before < loaded.size; ) {
    before = loaded.size
    named = [...named, ...reads(factsOf(found))]
    named.forEach(load)
  }
  return { facts: factsOf(found, loaded), named }
}
