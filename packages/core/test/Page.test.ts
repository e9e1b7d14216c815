import { assert, describe, it } from "@effect/vitest"
import * as Page from "../src/Page.ts"

const rows = ["d", "a", "c", "b", "a"].map((key, n) => ({ key, id: String(n) }))
const itself = (row: Page.Place) => row
const names = ({ rows }: Page.Page<Page.Place>) => rows.map(({ id, key }) => key + id)

describe("Page", () => {
  it("cuts a list into pages in its order, and says where the next begins", () => {
    for (const limit of [1, 2, 3, 4, 5, 6]) {
      const all: Array<string> = []
      let after: Page.Place | undefined
      do {
        const page: Page.Page<Page.Place> = Page.cut(rows, itself, { limit, ...(after && { after }) })
        assert.isAtMost(page.rows.length, limit)
        assert.strictEqual(page.next === undefined, all.length + page.rows.length === rows.length)
        all.push(...names(page))
        after = page.next
      } while (after !== undefined)
      assert.deepStrictEqual(all, ["a1", "a4", "b3", "c2", "d0"])
    }
  })

  it("goes on behind a row that is gone, and does not give again what has come in front", () => {
    const first = Page.cut(rows, itself, { limit: 3 })
    const changed = [...rows.filter(({ key }) => key !== "b"), { key: "a", id: "0" }, { key: "c", id: "9" }]
    assert.deepStrictEqual(names(Page.cut(changed, itself, { limit: 9, after: first.next as Page.Place })), [
      "c2",
      "c9",
      "d0"
    ])
  })

  it("orders texts by the numbers of their characters", () => {
    const texts = [
      "\u{10ffff}",
      "\u{20bb7}a",
      "\u{20bb7}",
      "\u{10000}",
      "\uffff",
      "\uff21",
      "\ue000",
      "\ud7ff",
      "é",
      "ab",
      "a",
      ""
    ]
    for (const shuffled of [texts, texts.toSorted(), texts.toReversed()])
      assert.deepStrictEqual(shuffled.toSorted(Page.byCharacter), texts.toReversed())
    assert.strictEqual(Page.byCharacter("\u{20bb7}", "\u{20bb7}"), 0)
    // What UTF-8 is ordered by are the same numbers.
    for (const a of texts)
      for (const b of texts)
        assert.strictEqual(Math.sign(Page.byCharacter(a, b)), Buffer.compare(Buffer.from(a), Buffer.from(b)))
  })

  it("gives at least one row and at most as many as a page may have", () => {
    const limits = [0, -1, Number.NaN, 0.5, 1.9, 1000, 1001, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
    assert.deepStrictEqual(
      limits.map((limit) => Page.limitOf({ limit })),
      [1, 1, 1, 1, 1, 1000, 1000, 1000, 1]
    )
  })

  it("orders by key, then by identifier, and knows equal places", () => {
    const place = (key: string, id: string) => ({ key, id })
    assert.isBelow(Page.compare(place("a", "z"), place("b", "a")), 0)
    assert.isBelow(Page.compare(place("a", "a"), place("a", "b")), 0)
    assert.strictEqual(Page.compare(place("a", "a"), place("a", "a")), 0)
  })
})
