import { defineConfig } from "vitest/config"

const root = new URL("..", import.meta.url).pathname

export default defineConfig({
  root,
  resolve: {
    alias: [{ find: /^@agencybook\/(core|application|testing)\/(.*)$/, replacement: `${root}packages/$1/src/$2.ts` }]
  },
  test: {
    include: ["packages/core/test/**/*.test.ts", "mutation/laws.test.ts"],
    // Tests share no state but frozen answers, and a fault is on from the beginning of a worker to its end.
    isolate: false,
    testTimeout: 30_000
  }
})
