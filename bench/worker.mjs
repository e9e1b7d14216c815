// One alternative in a process of its own, so that no compiler state and no heap is shared.
const [item, name] = process.argv.slice(2)
const { alternatives } = await import(`./items/${item}.mjs`)
const result = await alternatives[name]()
process.stdout.write(`\n${JSON.stringify(result)}\n`, () => process.exit(0))
