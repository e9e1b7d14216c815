import { selectionKey } from "@agencybook/core/Facts"
import type { Policy } from "@agencybook/core/Policy"
import { type Event, type Kind, keyOf, kinds, type Records, refOf } from "@agencybook/core/Record"
import { assert, describe, it } from "@effect/vitest"
import type { Send } from "../src/DifferentialTrace.ts"
import { carryOut, type Outcome, readBy } from "../src/internal/DifferentialPath.ts"
import { begin, next, signedIn } from "../src/internal/DifferentialStory.ts"
import { core, type Rules } from "../src/Rules.ts"
import * as Sample from "../src/Sample.ts"
import * as Seed from "../src/Seed.ts"
import type { World } from "../src/World.ts"

/** Every place of an index in which a record that events belong to stood before them or stands after them. */
const touched = (events: ReadonlyArray<Event>, worlds: ReadonlyArray<World>): ReadonlyArray<string> =>
  events.flatMap((event) => {
    const { id, kind } = refOf(event)
    return worlds.flatMap((world) => {
      const record = (world[kind] as ReadonlyMap<string, Records[Kind]>).get(id)
      if (record === undefined) return [selectionKey(kind, "id", id)]
      return ["id", ...Object.keys(kinds[kind].indexes)].flatMap((index) => {
        const key = keyOf(kind, index as never, record)
        return key === undefined ? [] : [selectionKey(kind, index, key)]
      })
    })
  })

const told = ({ _tag, events, refusal }: Outcome) => ({ _tag, events, refusal })

interface Tried {
  /** Pairs of which neither reads what the other writes. */
  apart: number
  /** Of these, pairs that both write something. */
  both: number
  /** Pairs of which one reads what the other writes, with another end in the other order. */
  ordered: number
  readonly names: Set<string>
  readonly differences: Array<string>
}

/** Draws two commands at each step of a story, and carries them out in both orders. */
const tryPairs = (steps: number, seed: number, rules: Rules = core): Tried => {
  const tried: Tried = { apart: 0, both: 0, ordered: 0, names: new Set(), differences: [] }
  const met = new Map<string, number>()
  const often = ({ command }: Send) => met.get(command._tag) ?? 0
  for (let turn = 0, n = 0; n < steps; turn++) {
    const choices = Seed.from(Math.imul(seed, 0x9e3779b1) + turn)
    const story = begin(choices, turn)
    const { policy }: { policy: Policy } = story
    let { world } = story
    for (let k = 0; k < 60 && n < steps; k++, n++) {
      const drawn = [2 * n, 2 * n + 1].map((m) => signedIn(next(story, world, choices, m, often), m))
      const [a, b] = drawn as [Send, Send]
      const first = carryOut(rules, world, a, policy)
      if (a._tag === "Send" && b._tag === "Send") {
        met.set(a.command._tag, often(a) + 1)
        const second = carryOut(rules, world, b, policy)
        const [writesA, writesB] = [first, second].map((one) => touched(one.events, [world, one.world]))
        const [readsA, readsB] = [a, b].map((one) => readBy(world, one, policy))
        const meet =
          writesA?.some((place) => readsB?.has(place)) === true || writesB?.some((place) => readsA?.has(place)) === true
        const ab = carryOut(rules, first.world, b, policy)
        const ba = carryOut(rules, second.world, a, policy)
        const same = () => {
          assert.deepStrictEqual(told(ab), told(second))
          assert.deepStrictEqual(told(ba), told(first))
          assert.deepStrictEqual(ab.world, ba.world)
        }
        let difference: string | undefined
        try {
          same()
        } catch (error) {
          difference = `${a.command._tag}, ${b.command._tag}: ${String(error).slice(0, 300)}`
        }
        if (meet) tried.ordered += difference === undefined ? 0 : 1
        else {
          tried.apart++
          if (first.events.length > 0 && second.events.length > 0) {
            tried.both++
            tried.names.add(`${a.command._tag} ${b.command._tag}`)
          }
          if (difference !== undefined) tried.differences.push(difference)
        }
      }
      world = first.world
    }
  }
  return tried
}

describe("Commands of which neither reads what the other writes", () => {
  it("come to the same in both orders: the same answers, events and records [A12]", () => {
    const { apart, both, differences, names, ordered } = tryPairs(6_000, 12)
    assert.deepStrictEqual(differences, [])
    // Most pairs have a question, a refusal or a command that changes nothing on one side.
    assert.isAbove(apart, 3_000)
    assert.isAbove(both, 150)
    assert.isAbove(names.size, 120)
    assert.isAbove(ordered, 80)
  })

  it("do not where a rule remembers what it decided before", () => {
    const last = { tag: "" }
    const { differences } = tryPairs(600, 12, {
      ...core,
      command: (command, ...rest) => {
        const forgetful = last.tag > command._tag
        last.tag = command._tag
        return core.command(
          command,
          ...(forgetful ? rest : ([rest[0], { ...rest[1], at: Sample.now }, rest[2]] as const))
        )
      }
    })
    assert.isAbove(differences.length, 0)
  })

  it("do not where records are numbered in the order of all commands", () => {
    let n = 0
    const { differences } = tryPairs(600, 12, {
      ...core,
      evolve: (kind, record, event) => Object.assign(core.evolve(kind, record, event), { changed: ++n })
    })
    assert.isAbove(differences.length, 0)
  })
})
