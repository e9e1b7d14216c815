// `npm run mutate`: installs Stryker when needed, then builds faults into core one by one.
import { join } from "node:path"
import { prepare, root, run } from "./prepare.mjs"

await prepare()
await prepare(join(root, "mutation"))
run(["--disable-warning=ExperimentalWarning", "tools/mutation.ts", ...process.argv.slice(2)], { cwd: root })
