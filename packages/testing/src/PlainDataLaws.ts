/**
 * Law of what the rules say: plain data that a store, a file or a log can write down and read again.
 *
 * @since 0.1.0
 */
import * as Record from "@agencybook/core/Record"
import { all, idle, type Law, make, same } from "./Law.ts"
import { play, type Story, story } from "./TraceLaws.ts"
import * as World from "./World.ts"

const readAgain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

/** What is said can be written down. @category laws */
export const plainData = make<Story>({
  id: "story-plain-data",
  sentence:
    "events, the records that they leave and the notices that they lead to are the same when they are written as JSON and read again: what is not known is left out",
  rules: [],
  runs: 150,
  input: story,
  holds: ({ length, start, world }, rules) => {
    let now = world
    const verdicts = Array.from(play(world, start, length, rules), ({ context, events, sent }) => {
      if (events.length === 0) return idle
      const before = now
      now = World.after(before, events, rules.evolve)
      const records = events.map((event) => {
        const { id, kind } = Record.refOf(event)
        return now[kind].get(id)
      })
      const notices = rules.notice.fromEvents(events, World.facts(now), context)
      const after = `after \`${sent.command._tag}\``
      return all(
        same(readAgain(events), events, `${after} what happened, read again,`),
        same(readAgain(records), records, `${after} a record, read again,`),
        same(readAgain(notices), notices, `${after} a notice, read again,`)
      )
    })
    return all(...verdicts)
  }
})

/** The laws of this module. @category laws */
export const laws = [plainData] as ReadonlyArray<Law>
