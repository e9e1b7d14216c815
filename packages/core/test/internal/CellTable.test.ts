import { assert, describe, it } from "@effect/vitest"
import { CellTable } from "../../src/internal/CellTable.ts"

const nothing = { cases: 0, members: 0, premium: 0, aptc: 0 }

describe("cell table", () => {
  it("keeps what it holds while seats, cells and entries grow", () => {
    const table = new CellTable(0, 2)
    const cells = (seat: number) => [0, 1, seat % 7, 40 + (seat % 90), 5_000 * (seat % 3)]
    const wanted = new Map<string, number>()
    for (let round = 1; round <= 2; round++)
      for (let seat = 0; seat < 500; seat++)
        for (const cell of cells(seat)) {
          table.add(table.reach(seat, cell), 1, round, seat, 2 ** 40 + cell)
          wanted.set(`${seat}/${cell}`, (wanted.get(`${seat}/${cell}`) ?? 0) + 1)
        }
    assert.strictEqual(table.used, wanted.size)
    for (const [key, cases] of wanted) {
      const [seat = 0, cell = 0] = key.split("/").map(Number)
      const totals = table.get(table.find(seat, cell))
      assert.deepStrictEqual(totals, {
        cases,
        members: (cases / 2) * 3,
        premium: cases * seat,
        aptc: cases * (2 ** 40 + cell)
      })
      assert.isTrue(table.later.get(seat)?.includes(cell))
    }
    assert.strictEqual([...table.later.values()].flat().length, wanted.size)
  })

  it("finds only what is there", () => {
    const table = new CellTable(4, 325)
    assert.strictEqual(table.find(0, 0), -1)
    const entry = table.take(0, 0)
    assert.strictEqual(table.find(0, 0), entry)
    assert.deepStrictEqual(table.get(entry), nothing)
    for (const [seat, cell] of [
      [0, 1],
      [1, 0],
      [0, 512],
      [2 ** 23, 0],
      [2 ** 23 - 1, 511]
    ] as const)
      assert.strictEqual(table.find(seat, cell), -1)
  })

  it("refuses more than it can number, and keeps what it has", () => {
    const table = new CellTable(4, 512)
    table.set(table.reach(2 ** 22, 3), 1, 2, 3, 4)
    assert.throws(() => table.reach(2 ** 23 - 1, 0), /more agents and carriers/)
    const other = new CellTable(4, 512)
    other.set(other.reach(2 ** 22, 3), 1, 2, 3, 4)
    assert.throws(() => other.reach(1, 1_024), /more agents and carriers/)
    assert.deepStrictEqual(other.get(other.find(2 ** 22, 3)), { cases: 1, members: 2, premium: 3, aptc: 4 })
  })
})
