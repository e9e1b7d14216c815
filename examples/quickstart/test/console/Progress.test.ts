import { assert, describe, it } from "@effect/vitest"
import * as Progress from "../../src/console/Progress.ts"
import * as Style from "../../src/console/Style.ts"
import * as Text from "../../src/console/Text.ts"

// biome-ignore lint/suspicious/noControlCharactersInRegex: the colours are what is taken away
const bare = (text: string) => text.replace(/\u001b\[\d+m/g, "")
const half: Progress.Progress = { label: "Reading cases.csv", done: 1000, total: 2000, elapsedMs: 4000 }

describe("Progress.line", () => {
  it("shows share, count, rate and time left", () => {
    assert.strictEqual(
      Progress.line(half, Style.plain(100)),
      "  Reading cases.csv              50 %  1,000 of 2,000  250/s  4 s left"
    )
    assert.strictEqual(
      bare(Progress.line(half, Style.rich(100))),
      "  Reading cases.csv             ████████████············   50 %  1,000 of 2,000  250/s  4 s left"
    )
  })
  it("guesses no time before there is something to judge by, and knows the end", () => {
    assert.notInclude(Progress.line({ ...half, elapsedMs: 100 }, Style.plain(100)), "left")
    assert.notInclude(Progress.line({ ...half, done: 2000 }, Style.plain(100)), "left")
    assert.include(Progress.line({ ...half, done: 0 }, Style.plain(100)), "  0 %      0 of 2,000  0/s")
    assert.include(Progress.line({ ...half, done: 20 }, Style.plain(100)), "5.0/s  6:36 left")
    assert.include(Progress.line({ ...half, done: 0, total: 0 }, Style.plain(100)), "100 %  0 of 0")
  })
  it("is never wider than it may be", () => {
    for (let width = 1; width <= 110; width++) {
      for (const style of [Style.plain(width), Style.rich(width)]) {
        assert.isAtMost(Text.width(bare(Progress.line(half, style))), width)
        assert.isAtMost(Text.width(bare(Progress.summary(half, style, "done"))), width)
      }
    }
  })
})

describe("Progress.summary", () => {
  it("tells the outcome and the time", () => {
    const whole = { ...half, done: 2000 }
    assert.strictEqual(
      Progress.summary(whole, Style.plain(100), "1,985 cases, 15 rows refused"),
      "ok Reading cases.csv            1,985 cases, 15 rows refused  4.0 s, 500/s"
    )
    assert.strictEqual(
      bare(Progress.summary(whole, Style.rich(100))),
      "✓ Reading cases.csv             2,000  4.0 s, 500/s"
    )
  })
})

describe("Progress.duration", () => {
  it("speaks like a person", () => {
    assert.deepStrictEqual([0, 12.4, 950, 59_900, 61_000, 3_723_000].map(Progress.duration), [
      "0 ms",
      "12 ms",
      "0.9 s",
      "59.9 s",
      "1:01 min",
      "1:02 h"
    ])
  })
})

describe("Progress.start", () => {
  const run = (style: Style.Style, stepMs: number) => {
    const written: Array<string> = []
    let time = 0
    const running = Progress.start("Import", 100, style, { write: (text) => written.push(text) }, () => time)
    for (let step = 0; step < 100; step++) {
      time += stepMs
      running.advance()
    }
    running.finish()
    running.finish()
    running.advance()
    return written
  }
  it("writes one line per quarter where there is no terminal", () => {
    assert.deepStrictEqual(run(Style.plain(80), 20), [
      "  Import                         25 %   25 of 100  50/s  2 s left\n",
      "  Import                         50 %   50 of 100  50/s  1 s left\n",
      "  Import                         75 %   75 of 100  50/s  1 s left\n",
      "ok Import                       100  2.0 s, 50/s\n"
    ])
  })
  it("writes over one line on a terminal, and not too often", () => {
    const written = run(Style.rich(80), 20)
    assert.strictEqual(written.length, 35)
    for (const text of written) assert.isTrue(text.startsWith("\r") && text.includes("\u001b[K"))
    assert.isFalse(written.slice(0, -1).some((text) => text.includes("\n")))
    assert.strictEqual(bare(written.at(-1) ?? ""), "\r✓ Import                        100  2.0 s, 50/s\u001b[K\n")
  })
})
