// `npm start`: installs when needed, then runs the quickstart from its sources.
import { prepare, run } from "./prepare.mjs"

await prepare()
run([
  "--conditions=@agencybook/source",
  "--disable-warning=ExperimentalWarning",
  "examples/quickstart/src/main.ts",
  ...process.argv.slice(2)
])
