// Modules to mutate: those that `tools/mutation.ts` names, or all of core but the sentences of the rules.
const modules = process.env.MUTATE_MODULES?.split(",")
const every = ["packages/core/src/**/*.ts", "!packages/core/src/Rule.ts", "!packages/core/src/LaterRule.ts"]
const drawn = process.env.MUTATE_DRAWN === undefined ? [] : ["drawn"]
const fromHere = (path) => new URL(path, import.meta.url).href

export default {
  plugins: [
    fromHere("node_modules/@stryker-mutator/vitest-runner/dist/src/index.js"),
    ...drawn.map((name) => fromHere(`${name}.mjs`))
  ],
  // Lets only the faults of a sample pass, where one was drawn.
  checkers: drawn,
  testRunner: "vitest",
  vitest: { configFile: "mutation/vitest.config.ts", related: false },
  mutate: modules?.map((name) => `packages/core/src/${name}.ts`) ?? every,
  coverageAnalysis: "perTest",
  // Two at a time, unless the machine has other work.
  concurrency: Number(process.env.MUTATE_CONCURRENCY ?? 2),
  // A machine with other work is slow; only an endless loop may count as noticed by time.
  timeoutMS: 60_000,
  timeoutFactor: 4,
  ignorePatterns: ["bench", "docs", "**/dist", "mutation/node_modules", "mutation/reports"],
  // Stryker asks the compiler interface of TypeScript 6 to rewrite a configuration that no test reads.
  tsconfigFile: "mutation/none.json",
  reporters: ["json", "progress-append-only"],
  jsonReporter: { fileName: process.env.MUTATE_REPORT ?? "mutation/reports/mutation.json" },
  // A folder for each run, so that two of them do not take away each other's copy.
  tempDirName: `.stryker-tmp/${process.pid}`,
  cleanTempDir: "always"
}
