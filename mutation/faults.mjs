/** Lists the faults that Stryker would build into these files, without building them: `node mutation/faults.mjs A.ts`. */
import { readFileSync } from "node:fs"
import { Instrumenter } from "./node_modules/@stryker-mutator/instrumenter/dist/src/index.js"

const silent = { isDebugEnabled: () => false, debug: () => undefined, info: () => undefined, warn: console.error }
const files = process.argv.slice(2).map((name) => ({ name, content: readFileSync(name, "utf8"), mutate: true }))
const options = { excludedMutations: [], ignorers: [], noHeader: true, plugins: null }
const { mutants } = await new Instrumenter(silent).instrument(files, options)
const faults = mutants.filter(({ status }) => status === undefined)
process.stdout.write(
  JSON.stringify(
    faults.map(({ fileName: file, location, mutatorName, replacement }) => ({
      file,
      location,
      mutatorName,
      replacement
    }))
  )
)
