// `npm run bench`: installs the benchmarks' own dependencies when needed, then runs them.
import { existsSync } from "node:fs"
import { join } from "node:path"
import { prepare, root, run } from "./prepare.mjs"

const folder = join(root, "bench")
if (!existsSync(join(folder, "run.mjs"))) {
  process.stderr.write("There are no benchmarks in bench/ yet.\n")
  process.exit(1)
}
await prepare()
await prepare(folder)
run(["--conditions=@agencybook/source", "--disable-warning=ExperimentalWarning", "run.mjs", ...process.argv.slice(2)], {
  cwd: folder
})
