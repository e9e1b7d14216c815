/**
 * Runs each test once as it is, which shows what faults it reaches, and then once with each of these that no test has
 * noticed so far. Tests and modules are read once for all faults, which is what makes this quick.
 *
 * A fault may leave something behind, in an answer that was remembered: whenever a test fails with a fault it has to pass
 * again without it. Where it does not, the fault is undecided and the run ends, to begin again with nothing remembered; so
 * it does when a test fails that no fault was on for. A test that reaches a fault and does not meet it again, because what
 * it leads to is remembered, says nothing of it.
 */
import { appendFileSync, readFileSync } from "node:fs"
import * as fc from "fast-check"
import { type RunnerTestCase, TestRunner } from "vitest"

interface Space {
  activeMutant?: string | undefined
  currentTestId?: string | undefined
  hitCount?: number | undefined
  hitLimit?: number | undefined
  /** Whether it is left unnoted what is reached. */
  off?: boolean
  mutantCoverage?: { static: Record<string, number>; perTest: Record<string, Record<string, number>> }
}

// The name that the built-in switches read; the first of them may have been here before us.
const space = (globalThis as { __stryker__?: Space }).__stryker__ ?? {}
Object.assign(globalThis, { __stryker__: space })
const { done, out, faults, modules } = JSON.parse(readFileSync(process.env.MUTATE_PLAN as string, "utf8")) as {
  readonly out: string
  readonly faults: ReadonlyArray<string>
  /** What was tried before this run began again, each a fault and a test. */
  readonly done: ReadonlyArray<string>
  /** The module of every fault there is, the tried ones and the others. */
  readonly modules: Readonly<Record<string, string>>
}
const open = new Set(faults)
const loaded = new Set<string>()
const before = new Set(done)
let spoiled = false
let tried = 0
const say = (line: Readonly<Record<string, unknown>>) => appendFileSync(out, `${JSON.stringify(line)}\n`)
const nameOf = (test: RunnerTestCase): string => {
  const names = [test.name]
  for (let suite = test.suite; suite !== undefined; suite = suite.suite) names.unshift(suite.name)
  return names.join(" > ")
}

// The smallest counterexample is of no use here.
fc.configureGlobal({ endOnFailure: true })

/** See the head of the file. */
export default class Quick extends TestRunner {
  async runTask(test: RunnerTestCase): Promise<void> {
    const run = TestRunner.getTestFn(test) as () => Promise<void>
    const id = `${test.file.name} ${nameOf(test)}`
    if (spoiled) return
    space.currentTestId = id
    try {
      await run()
    } catch (error) {
      // A test that fails before any fault was tried is at fault itself; later something was left behind.
      if (tried === 0) throw error
      spoiled = true
      return say({ spoiled: id })
    } finally {
      space.currentTestId = undefined
    }
    const all = Object.entries(space.mutantCoverage?.perTest[id] ?? {})
    const touched = [...new Set(all.map(([fault]) => modules[fault]))]
    const reached = all.filter(([fault]) => open.has(fault))
    const attempt = async (fault?: string, hits = 0): Promise<boolean> => {
      Object.assign(space, { activeMutant: fault, hitCount: 0, hitLimit: 100 * hits, off: true })
      try {
        await run()
        return true
      } catch {
        return false
      } finally {
        Object.assign(space, { activeMutant: undefined, off: false })
      }
    }
    say({ file: test.file.filepath, test: nameOf(test), touched, reached: reached.map(([fault]) => fault) })
    for (const [fault, hits] of reached) {
      if (before.has(`${fault} ${id}`)) continue
      say({ at: fault, with: id })
      tried++
      if (await attempt(fault, hits)) {
        // What is remembered from before is not worked out again: the fault was on, and never met.
        if (space.hitCount === 0) say({ unmet: fault })
        continue
      }
      open.delete(fault)
      spoiled = !(await attempt())
      say(spoiled ? { undecided: fault, by: id } : { noticed: fault, by: id })
      if (spoiled) return
    }
  }
  override onAfterRunFiles(files: Parameters<TestRunner["onAfterRunFiles"]>[0]): void {
    super.onAfterRunFiles(files)
    const now = Object.keys(space.mutantCoverage?.static ?? {})
    say({ loaded: now.filter((fault) => !loaded.has(fault)) })
    for (const fault of now) loaded.add(fault)
  }
}
