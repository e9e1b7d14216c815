// One alternative in a process of its own, so that no compiler state and no heap is shared.
import { item } from "./lib/item.mjs"

const [name, alternative] = process.argv.slice(2)
const { alternatives } = await item(name)
const result = await alternatives[alternative]()
process.stdout.write(`\n${JSON.stringify(result)}\n`, () => process.exit(0))
