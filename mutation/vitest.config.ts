import { defineConfig } from "vitest/config"
import { BaseSequencer, type TestSpecification } from "vitest/node"

const root = new URL("..", import.meta.url).pathname

/**
 * Unit tests first: most faults fall to one of them, and the laws, which take far longer, need not be read at all. What runs
 * longest with one fault comes after the laws.
 */
class LongestLast extends BaseSequencer {
  override async sort(files: Array<TestSpecification>): Promise<Array<TestSpecification>> {
    const rank = ({ moduleId }: TestSpecification) =>
      moduleId.includes("/packages/core/") ? 0 : moduleId.endsWith("/laws.test.ts") ? 1 : 2
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b))
  }
}

export default defineConfig({
  root,
  resolve: {
    alias: [{ find: /^@agencybook\/(core|application|testing)\/(.*)$/, replacement: `${root}packages/$1/src/$2.ts` }]
  },
  test: {
    // What core compiles of schemas is held to the interpreter where the generators are.
    include: [
      "packages/core/test/**/*.test.ts",
      "packages/testing/test/CompiledDecoder.test.ts",
      "mutation/laws.test.ts"
    ],
    // Tests share no state but frozen answers, and a fault is on from the beginning of a worker to its end.
    isolate: false,
    sequence: { sequencer: LongestLast },
    // A busy machine must not pass for a test that noticed something: only Stryker ends what takes too long.
    testTimeout: 600_000
  }
})
