import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import * as JournalChain from "../src/JournalChain.ts"
import type { Head, Link } from "../src/Store.ts"

const first = JournalChain.beginning("california")

/** Rows as a store keeps them; every one is another. */
const rows = (count: number): ReadonlyArray<Link> => {
  const contents = Array.from({ length: count }, (_, n) =>
    JournalChain.content({
      commandId: `command-${n >> 1}` as never,
      commandName: "SetAgentLocked",
      at: `2026-03-03T18:00:0${n % 10}.000Z` as never,
      actor: "agent/max",
      permission: "P-1 manager",
      policy: "calheers",
      ...(n % 3 === 0 ? { onBehalfOf: "ana" } : {}),
      event: { _tag: "AgentLocked", agentId: `agent-${n}`, locked: n % 2 === 0 } as never,
      concerns: n % 2 === 0 ? { agentId: `agent-${n}` as never } : {}
    })
  )
  return JournalChain.extend(first, contents.map(JournalChain.contentOf)).map((place, n) => ({
    ...(contents[n] as JournalChain.Content),
    ...place
  }))
}

const headOf = (links: ReadonlyArray<Link>): Head => {
  const { hash, position } = links.at(-1) as Link
  return { position, hash }
}

const judged = (links: ReadonlyArray<Link>, head: Head | undefined, anchor?: Head) =>
  JournalChain.end(JournalChain.follow(JournalChain.begin(first, anchor), links), head)

/** One leaf of plain data, changed by one character or to the next value. */
const changed = (link: Link, choice: number): Link => {
  const copy = structuredClone(link) as unknown as Record<string, unknown>
  const leaves: Array<readonly [Record<string, unknown>, string]> = []
  const collect = (value: Record<string, unknown>): void => {
    for (const [name, one] of Object.entries(value)) {
      if (typeof one === "object" && one !== null) collect(one as Record<string, unknown>)
      else leaves.push([value, name])
    }
  }
  collect(copy)
  const [holder, name] = leaves[choice % leaves.length] as (typeof leaves)[number]
  const value = holder[name]
  const at = typeof value === "string" ? choice % value.length : 0
  holder[name] =
    typeof value === "string"
      ? `${value.slice(0, at)}${value[at] === "0" ? "1" : "0"}${value.slice(at + 1)}`
      : typeof value === "number"
        ? value + 1
        : !value
  return copy as unknown as Link
}

const length = 12
const whole = rows(length)
const head = headOf(whole)

/** What somebody could do to a journal whose rows stand at positions 1 to 12, and where the first fault has to be. */
const harm: Readonly<Record<string, (n: number, m: number) => readonly [ReadonlyArray<Link>, Head, number]>> = {
  "changes one character of a row": (n, choice) => {
    const other = changed(whole[n] as Link, choice)
    // A row at another position leaves a gap at its own, or comes too late.
    const where = Math.min(n + 1, other.position)
    return [whole.with(n, other), head, other.position === n + 1 ? n + 1 : where]
  },
  "removes a row": (n) => [whole.toSpliced(n, 1), head, n + 1],
  "removes the last rows": (n) => [whole.slice(0, n), head, n + 1],
  "removes the first rows": (n) => [whole.slice(n + 1), head, 1],
  "swaps two rows": (n, m) => {
    const [a, b] = n < m % length ? [n, m % length] : [n, (n + 1) % length]
    const [low, high] = a < b ? [a, b] : [b, a]
    return [whole.with(low, whole[high] as Link).with(high, whole[low] as Link), head, low + 1]
  },
  "swaps what two rows say": (n, m) => {
    const [low, high] = n < m % length ? [n, m % length] : n === length - 1 ? [n - 1, n] : [n, n + 1]
    const [a, b] = [whole[low] as Link, whole[high] as Link]
    return [whole.with(low, { ...b, position: a.position }).with(high, { ...a, position: b.position }), head, low + 1]
  },
  "repeats a row": (n, m) => [whole.toSpliced((m % (length - n)) + n + 1, 0, whole[n] as Link), head, n + 1],
  "appends a row that fits": (n) => {
    const forged = { ...(whole[n] as Link), commandId: "forged" as never }
    const [place] = JournalChain.extend(head, [JournalChain.contentOf(forged)])
    return [[...whole, { ...forged, ...(place as Pick<Link, "hash" | "position" | "previous">) }], head, length + 1]
  },
  "writes a row again with a hash that fits": (n) => {
    const forged = { ...(whole[n] as Link), actor: "agent/mallory" }
    const before = n === 0 ? first : headOf(whole.slice(0, n))
    const [place] = JournalChain.extend(before, [JournalChain.contentOf(forged)])
    // The row itself is in order; the next one, or the head, does not follow it.
    return [
      whole.with(n, { ...forged, ...(place as Pick<Link, "hash" | "position" | "previous">) }),
      head,
      n === length - 1 ? length : n + 2
    ]
  }
}

describe("JournalChain", () => {
  it("gives the same hashes on every machine and for ever", () => {
    assert.strictEqual(first.hash, "cb9127dcd0c2ae9ded37db3f141e120a908a378e3aa0c4a3587e73b97061db1d")
    assert.strictEqual(
      JournalChain.contentOf(whole[0] as Link),
      '{"actor":"agent/max","at":"2026-03-03T18:00:00.000Z","commandId":"command-0","commandName":"SetAgentLocked","concerns":{"agentId":"agent-0"},"event":{"_tag":"AgentLocked","agentId":"agent-0","locked":true},"kind":"agent","onBehalfOf":"ana","permission":"P-1 manager","policy":"calheers"}'
    )
    assert.deepStrictEqual(
      whole.slice(0, 2).map(({ hash }) => hash),
      [
        "e68d485bfa5228475547d0aacc5bd17a75c36da32972aca3739c94abcc36dd75",
        "2a16cf90cf3459db9d00cd079ff903cfe23cd0a8f98b5e4fc8c1c3210d1d5658"
      ]
    )
  })

  it("puts the rows of a commit into the words that a row alone is put into", () => {
    for (const row of whole) {
      const { own, whole: content } = JournalChain.wording(row)
      assert.strictEqual(content(own(row)), JournalChain.contentOf(row))
      assert.deepStrictEqual(JSON.parse(`{${own(row)}}`), {
        concerns: row.concerns,
        event: row.event,
        kind: row.kind
      })
    }
  })

  it("is another for every exchange, and for the same rows elsewhere", () => {
    assert.notStrictEqual(JournalChain.beginning("nevada").hash, first.hash)
    const [a, b] = ["california", "nevada"].map((name) => JournalChain.extend(JournalChain.beginning(name), ["{}"])[0])
    assert.notStrictEqual(a?.hash, b?.hash)
  })

  it("finds nothing in a whole journal, an empty one included", () => {
    assert.deepStrictEqual(judged(whole, head), { rows: length, head, faults: [], faultCount: 0 })
    assert.deepStrictEqual(judged([], undefined), { rows: 0, head: undefined, faults: [], faultCount: 0 })
    assert.deepStrictEqual(judged([], first).faults, [])
  })

  it("is followed in parts as at once", () => {
    const bad = whole.toSpliced(3, 1)
    for (const size of [1, 2, 5]) {
      let progress = JournalChain.begin(first)
      for (let n = 0; n < bad.length; n += size) progress = JournalChain.follow(progress, bad.slice(n, n + size))
      assert.deepStrictEqual(JournalChain.end(progress, head), judged(bad, head))
    }
  })

  for (const [what, spoil] of Object.entries(harm)) {
    it(`finds somebody who ${what}, and where [A7]`, () => {
      fc.assert(
        fc.property(fc.nat(length - 1), fc.nat(100_000), (n, m) => {
          const [links, end, where] = spoil(n, m)
          const { faultCount, faults } = judged(links, end)
          assert.isAbove(faultCount, 0)
          assert.strictEqual(faults[0]?.position, where, faults.map(JournalChain.describe).join("\n"))
        }),
        { numRuns: 2_000 }
      )
    })
  }

  it("names what it finds", () => {
    const said = (links: ReadonlyArray<Link>, end: Head | undefined = head, anchor?: Head) =>
      judged(links, end, anchor).faults.map(JournalChain.describe)
    assert.deepStrictEqual(said(whole.with(4, { ...(whole[4] as Link), actor: "x" })), [
      "position 5: the row is not what its hash says"
    ])
    assert.deepStrictEqual(said(whole.with(4, { ...(whole[4] as Link), hash: "0".repeat(64) })), [
      "position 5: the row is not what its hash says"
    ])
    assert.deepStrictEqual(said(whole.toSpliced(4, 3)), ["positions 5 to 7: missing"])
    assert.deepStrictEqual(said(whole.slice(0, -2)), ["positions 11 to 12: missing at the end"])
    assert.deepStrictEqual(said(whole.slice(0, -1)), ["position 12: missing at the end"])
    assert.deepStrictEqual(said(whole, headOf(whole.slice(0, -1))), ["position 12: added after the head"])
    assert.deepStrictEqual(said(whole, { ...head, hash: first.hash }), [
      "position 12: is not the last row that the head names"
    ])
    assert.deepStrictEqual(said([...whole.slice(0, 3), ...whole.slice(2)]), ["position 3: comes again, or too late"])
    assert.deepStrictEqual(judged(whole, undefined).faults.map(JournalChain.describe), [
      "position 12: the journal has rows and no head"
    ])
  })

  it("leads through what was noted of it elsewhere, even if it was written again whole", () => {
    const anchor = headOf(whole.slice(0, 7))
    assert.deepStrictEqual(judged(whole, head, anchor).faults, [])
    assert.deepStrictEqual(judged(whole, head, first).faults, [])
    const forged = rows(length).map((row) => ({ ...row, actor: "agent/mallory" }))
    const again = JournalChain.extend(first, forged.map(JournalChain.contentOf)).map((place, n) => ({
      ...(forged[n] as Link),
      ...place
    }))
    assert.deepStrictEqual(judged(again, headOf(again)).faults, [])
    assert.deepStrictEqual(judged(again, headOf(again), anchor).faults, [{ what: "astray", position: 7 }])
    const short = whole.slice(0, 5)
    assert.deepStrictEqual(judged(short, headOf(short), anchor).faults, [{ what: "astray", position: 7 }])
  })

  it("lists the first hundred faults and counts the others", () => {
    const many = rows(300).map((row) => ({ ...row, actor: "x" }))
    const { faultCount, faults } = judged(many, headOf(many))
    assert.deepStrictEqual([faults.length, faultCount], [100, 300])
  })
})
