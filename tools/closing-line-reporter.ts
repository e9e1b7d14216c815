import { writeSync } from "node:fs"
import type { Reporter, SerializedError, TestModule } from "vitest/node"

/** Prints `N passed, N failed, N skipped` as the very last line of a run. */
export default class ClosingLineReporter implements Reporter {
  #line: string | undefined

  onInit(): void {
    process.once("exit", () => {
      if (this.#line !== undefined) writeSync(1, `${this.#line}\n`)
    })
  }

  onTestRunEnd(modules: ReadonlyArray<TestModule>, unhandled: ReadonlyArray<SerializedError>): void {
    let passed = 0
    // An error outside any test, or a file that never loaded, is one failure each.
    let failed = unhandled.length
    let skipped = 0
    for (const module of modules) {
      let failedHere = 0
      for (const test of module.children.allTests()) {
        const state = test.result().state
        if (state === "passed") passed++
        else if (state === "failed") failedHere++
        else skipped++
      }
      failed += failedHere === 0 && module.state() === "failed" ? 1 : failedHere
    }
    this.#line = `${passed} passed, ${failed} failed, ${skipped} skipped`
  }
}
