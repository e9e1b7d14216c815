// `npm test`: installs when needed, then runs every test from the sources.
import { prepare, run } from "./prepare.mjs"

await prepare()
run(["node_modules/vitest/vitest.mjs", "run", ...process.argv.slice(2)])
