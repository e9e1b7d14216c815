import * as StoredRecord from "@agencybook/core/schema/StoredRecord"
import { assert, describe, it } from "@effect/vitest"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { vi } from "vitest"
import { type Cell, cells } from "../src/internal/MachineDrawing.ts"
import { core, type Rules } from "../src/Rules.ts"
import { cellFaults, flipped, flips } from "./fixture/cell-faults.ts"
import { type Drive, hear, neverRecorded, otherRules } from "./fixture/cells.ts"
import { asked } from "./fixture/cells-asked.ts"
import { following } from "./fixture/cells-following.ts"

const drives = [...asked, ...following]
const names = [...new Set(cells.map(({ machine }) => machine))]
const nameOf = ({ machine, state, trigger }: Pick<Cell, "machine" | "state" | "trigger">) =>
  `${machine}: ${state} ${trigger}`
const cellOf = new Map(cells.map((cell) => [nameOf(cell), cell]))
const isNeverRecorded = ({ machine, state }: Cell) => neverRecorded[machine]?.[state] !== undefined

/** What is to be heard in a cell, by where the step is drawn to lead and by what the drive says of its refusal. */
const expected = ({ to, trigger }: Cell, { heard }: Drive, state: string): string | undefined =>
  to !== undefined ? `step ${trigger} -> ${to}` : typeof heard === "string" ? heard : heard[state]

interface Difference {
  readonly cell: string
  readonly heard: string
  readonly expected: string | undefined
}

/** Every cell in which rules answer otherwise than the drawing and the drives say. */
const differences = (
  rules: Rules,
  of: ReadonlyArray<Drive> = drives,
  listen: typeof hear = hear
): ReadonlyArray<Difference> =>
  of.flatMap((drive) =>
    drive.states.flatMap((state): ReadonlyArray<Difference> => {
      const { machine, trigger } = drive
      const cell = cellOf.get(nameOf({ machine, state, trigger }))
      if (cell === undefined) return [{ cell: nameOf({ machine, state, trigger }), heard: "", expected: "no cell" }]
      const { answer, rule } = listen(drive, state, rules)
      const wanted = expected(cell, drive, state)
      if (answer !== wanted) return [{ cell: nameOf(cell), heard: answer, expected: wanted }]
      // The rule of another refusal is that of the table as well, or one that is named with its reason.
      const isOther = rule !== undefined && rule !== cell.rule && otherRules[`${machine}: ${answer}`] === undefined
      return isOther ? [{ cell: nameOf(cell), heard: rule, expected: cell.rule }] : []
    })
  )

describe("Cells: what production decides in every state of every machine", () => {
  it.each(names)("answers every trigger of the %s as it is drawn, by a decision", (name) => {
    const mine = drives.filter(({ machine }) => machine === name)
    assert.deepStrictEqual(differences(core, mine), [])
  })

  it.each(names)("is asked for every trigger of the %s in every state in which a record can be", (name) => {
    const tried = new Set(
      drives.flatMap(({ machine, states, trigger }) => states.map((state) => nameOf({ machine, state, trigger })))
    )
    const ofThis = cells.filter(({ machine }) => machine === name)
    assert.deepStrictEqual(
      ofThis.filter((cell) => !tried.has(nameOf(cell)) && !isNeverRecorded(cell)).map(nameOf),
      [],
      "a cell that no drive asks for; add its occasion"
    )
    assert.deepStrictEqual(
      ofThis.filter((cell) => tried.has(nameOf(cell)) && isNeverRecorded(cell) && cell.to === undefined).map(nameOf),
      [],
      "a cell of a state in which no record can be, and yet asked for; take it from `neverRecorded`"
    )
  })

  it("finds the record in the state of the cell, and refuses nothing that moves it", () => {
    const wrong = drives.flatMap((drive) =>
      drive.states.flatMap((state) => {
        if (neverRecorded[drive.machine]?.[state] !== undefined) return []
        const { answer, from, to } = hear(drive, state)
        const moves = answer.startsWith("step ") || answer.startsWith("instead ")
        return from === state && (moves || to === state) ? [] : [`${nameOf({ ...drive, state })}: ${from}, then ${to}`]
      })
    )
    assert.deepStrictEqual(wrong, [])
  })

  it("is asked about records that their schemas take", () => {
    const broken = drives.flatMap((drive) =>
      drive.states.flatMap((state) =>
        drive.ask(state).records.flatMap(([kind, record]) => {
          if (!(kind in StoredRecord.schemas)) return []
          const schema = StoredRecord.schemas[kind as StoredRecord.Kind] as unknown as Schema.Codec<unknown, unknown>
          const read = Schema.decodeUnknownResult(schema)(JSON.parse(JSON.stringify(record)), { errors: "all" })
          return Result.isFailure(read) ? [`${nameOf({ ...drive, state })}: ${kind}: ${read.failure.message}`] : []
        })
      )
    )
    assert.deepStrictEqual(broken, [])
  })

  it("never meets a record in a state that is over in the step that makes it", () => {
    const [transfer] = drives.flatMap((drive) =>
      drive.machine === "transfer" ? drive.ask("Scheduled").records.filter(([kind]) => kind === "transfer") : []
    )
    const take = Schema.decodeUnknownResult(StoredRecord.schemas.transfer as unknown as Schema.Codec<unknown, unknown>)
    const states = Object.keys(neverRecorded.transfer ?? {})
    assert.isTrue(Result.isSuccess(take(transfer?.[1])))
    assert.deepStrictEqual(Object.keys(neverRecorded), ["transfer"])
    for (const state of states) assert.isTrue(Result.isFailure(take({ ...transfer?.[1], state })), state)
  })

  it("answers by another rule than that of the table only where a reason says why", () => {
    const other = new Set(
      drives.flatMap((drive) =>
        drive.states.flatMap((state) => {
          const { answer, rule } = hear(drive, state)
          const own = cellOf.get(nameOf({ ...drive, state }))?.rule
          return rule === undefined || rule === own ? [] : [`${drive.machine}: ${answer}`]
        })
      )
    )
    assert.deepStrictEqual([...other].toSorted(), Object.keys(otherRules).toSorted())
  })

  it("is refused by the table, in other words, by another step, or by nothing that moves the record", () => {
    const ways: Record<string, number> = {}
    const told = new Set<string>()
    for (const drive of drives)
      for (const state of drive.states) {
        const cell = cellOf.get(nameOf({ ...drive, state }))
        if (cell === undefined || cell.to !== undefined || told.has(nameOf(cell))) continue
        told.add(nameOf(cell))
        const { answer } = hear(drive, state)
        const way = ["table", "stays"].includes(answer)
          ? answer
          : answer.startsWith("instead ")
            ? "instead"
            : "in other words"
        ways[way] = (ways[way] ?? 0) + 1
      }
    const refusals = cells.filter(({ to }) => to === undefined)
    assert.deepStrictEqual(
      { refusals: refusals.length, never: refusals.filter(isNeverRecorded).length, ...ways },
      { refusals: 520, never: 21, table: 244, "in other words": 138, instead: 2, stays: 115 } as never,
      "the drawing has changed; say here how many cells are refused in which way now"
    )
  })

  it.each(cellFaults.map(({ cell, fault, rules }) => [fault, cell, rules] as const))(
    "hears it when %s: %s",
    (_fault, cell, rules) => {
      assert.include(
        differences(rules).map((one) => one.cell),
        cell
      )
    }
  )

  it("hears it when a cell of a table of core is another one", { timeout: 60_000 }, async () => {
    vi.resetModules()
    vi.doMock("@agencybook/core/Machine", async (original) => {
      const machine = await original<typeof import("@agencybook/core/Machine")>()
      return { ...machine, define: ((options) => machine.define(flipped(options))) satisfies typeof machine.define }
    })
    try {
      const listening = await import("./fixture/cells.ts")
      const rules = (await import("../src/Rules.ts")).core
      const found = differences(rules, drives, listening.hear).map(({ cell }) => cell)
      assert.deepStrictEqual(found.toSorted(), flips.map(({ cell }) => cell).toSorted())
    } finally {
      vi.doUnmock("@agencybook/core/Machine")
      vi.resetModules()
    }
  })
})
