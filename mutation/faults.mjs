/** Lists the faults that Stryker would build into these files, without building them: `node mutation/faults.mjs A.ts`. */
import { readFileSync } from "node:fs"
import { Instrumenter } from "./node_modules/@stryker-mutator/instrumenter/dist/src/index.js"

const silent = { isDebugEnabled: () => false, debug: () => undefined, info: () => undefined, warn: console.error }
const options = { excludedMutations: [], ignorers: [], noHeader: false, plugins: null }

/** The files with all their faults built in, each behind a switch, and the faults. */
export const instrumented = async (names) => {
  const files = names.map((name) => ({ name, content: readFileSync(name, "utf8"), mutate: true }))
  const { files: built, mutants } = await new Instrumenter(silent).instrument(files, options)
  return { files: built, mutants: mutants.filter(({ status }) => status === undefined) }
}

if (import.meta.main) {
  const { mutants } = await instrumented(process.argv.slice(2))
  const faults = mutants.map(({ fileName: file, location, mutatorName, replacement }) => ({
    ...{ file, location, mutatorName, replacement }
  }))
  process.stdout.write(JSON.stringify(faults))
}
