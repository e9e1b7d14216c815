// Compares our code with what a user would pick instead; the options are in the README.
import { spawnSync } from "node:child_process"
import { loadavg } from "node:os"
import { fileURLToPath } from "node:url"
import { parseArgs } from "node:util"
import { item as itemOf, namesOf } from "./lib/item.mjs"
import { median } from "./lib/measure.mjs"

const items = ["P1", "P2", "P5", "P6", "P7", "P7-wrong", "P10", "postgres"]

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: "string", default: "5" },
    only: { type: "string", multiple: true },
    json: { type: "boolean", default: false },
    gate: { type: "boolean", default: false },
    // Of one item no round is begun after so many seconds; the first one is always whole.
    seconds: { type: "string", default: "1800" },
    // How many delegations go from one agent to another.
    moves: { type: "string" },
    // How many cases an exchange has when its commands are timed; `--ten-million` is the longest of them.
    sizes: { type: "string" },
    "ten-million": { type: "boolean", default: false }
  }
})

const usual = "100000,1000000"
const sizes = values.sizes ?? process.env.BENCH_SIZES ?? (values["ten-million"] ? `${usual},10000000` : usual)
if (!/^[1-9]\d*(?:,[1-9]\d*)*$/.test(sizes)) {
  process.stderr.write("--sizes takes whole numbers above 0 with commas between them, such as 100000,1000000.\n")
  process.exit(2)
}
for (const [name, number] of Object.entries({ seconds: values.seconds, moves: values.moves ?? "1" }))
  if (!/^[1-9]\d*$/.test(number)) {
    process.stderr.write(`--${name} takes a whole number above 0.\n`)
    process.exit(2)
  }
process.env.BENCH_SIZES = sizes
if (values.moves !== undefined) process.env.BENCH_MOVES = values.moves

// Growth is no comparison: there is nobody to take turns with.
if (positionals.length === 1 && positionals[0] === "scaling") {
  await import("./scaling.mjs")
  process.exit(0)
}

const chosen = positionals.length === 0 ? items : positionals
const unknown = chosen.filter((name) => !items.includes(name.split("/")[0]))
const rounds = Number(values.rounds)
if (unknown.length > 0 || !Number.isInteger(rounds) || rounds < 1) {
  const problem =
    unknown.length > 0 ? `There is no item ${unknown.join(", ")}.` : "--rounds takes a whole number above 0."
  process.stderr.write(`${problem} Items: ${items.join(", ")}. Options: --rounds, --only, --json, --gate.\n`)
  process.exit(2)
}

const worker = fileURLToPath(new URL("worker.mjs", import.meta.url))

const measure = (item, name, env) => {
  const flags = ["--expose-gc", "--conditions=@agencybook/source", "--disable-warning=ExperimentalWarning"]
  const child = spawnSync(process.execPath, [...flags, worker, item, name], {
    encoding: "utf8",
    env: { ...process.env, ...env },
    maxBuffer: 1 << 26
  })
  if (child.status !== 0)
    throw new Error(`${item}, ${name}: ended with ${child.status ?? child.signal}\n${child.stderr}`)
  return JSON.parse(child.stdout.trim().split("\n").at(-1))
}

const short = (number) => {
  if (number >= 1e6) return `${(number / 1e6).toPrecision(3)} M`
  if (number >= 1e4) return `${(number / 1e3).toPrecision(3)} k`
  return String(Number(number.toPrecision(3)))
}

/** Runs the alternatives of one item round by round, each round beginning one further: A B C, then B C A. */
const compare = async (item) => {
  const { alternatives, goals, ground, more = {}, ours, title } = await itemOf(item)
  const { end = () => undefined, env = {} } = (await ground?.()) ?? {}
  const names = Object.keys(alternatives).filter(
    (name) => name === ours || more.ours === name || values.only === undefined || values.only.includes(name)
  )
  const results = new Map(names.map((name) => [name, []]))
  const began = performance.now()
  let done = 0
  try {
    for (let round = 0; round < rounds; round++) {
      if (round > 0 && performance.now() - began > Number(values.seconds) * 1000) break
      done = round + 1
      for (let turn = 0; turn < names.length; turn++) {
        const name = names[(turn + round) % names.length]
        results.get(name).push(measure(item, name, env))
        process.stderr.write(`${item} round ${round + 1}: ${name} ${short(results.get(name).at(-1).perSecond)}/s\n`)
      }
    }
  } finally {
    await end()
  }
  // The ratio of one round compares what ran next to each other; the machine may be slower in the next round.
  const between = (mine, name) =>
    median(results.get(mine).map((one, round) => one.perSecond / results.get(name)[round].perSecond))
  const ratio = (name) => between(ours, name)
  const middle = (name, field) => median(results.get(name).map((one) => one[field]))
  const digests = new Set([...results.values()].flat().flatMap((one) => one.digest ?? []))

  const load = loadavg().map((one) => one.toFixed(1))
  console.log(`\n## ${item}\n`)
  console.log(`${done} rounds, load ${load.join(" ")}; ${title}`)
  console.log(
    `answers: ${digests.size === 1 ? `all equal (${[...digests][0]})` : "DIFFERENT, so this is no measurement"}\n`
  )
  // What only some items tell: memory, and how long the middle and the slowest hundredth of the operations took.
  const extras = Object.entries({ "extra MB": "extraMegabytes", "p50 ms": "p50", "p99 ms": "p99" }).filter(
    ([, field]) => results.get(ours).some((one) => one[field] !== undefined)
  )
  const row = (cells, more) => console.log(`| ${[...cells, ...more].join(" | ")} |`)
  row(
    ["alternative", "per second", "ns", "lowest to highest", "ours over it", "goal"],
    extras.map(([name]) => name)
  )
  row(
    ["---", "---:", "---:", "---:", "---:", "---:"],
    extras.map(() => "---:")
  )
  for (const name of names) {
    const all = results.get(name).map((one) => one.perSecond)
    const cells = [
      name === ours ? `**${name}**` : name,
      short(middle(name, "perSecond")),
      short(middle(name, "nanoseconds")),
      `${short(Math.min(...all))} to ${short(Math.max(...all))}`,
      name === ours ? "1" : ratio(name).toPrecision(3),
      goals[name] === undefined ? "" : `>= ${goals[name]}`
    ]
    row(
      cells,
      extras.map(([, field]) =>
        field === "extraMegabytes" ? Math.round(middle(name, field)) : short(middle(name, field))
      )
    )
  }
  const pairs = Object.entries(more.goals ?? {}).filter(([name]) => names.includes(name))
  for (const [name, goal] of pairs)
    console.log(`${more.ours} over ${name}: ${between(more.ours, name).toPrecision(3)}, goal >= ${goal}`)

  const peers = names.filter((name) => goals[name] !== undefined)
  const missed = [
    ...peers.filter((name) => ratio(name) < goals[name] * 0.8),
    ...pairs.filter(([name, goal]) => between(more.ours, name) < goal * 0.8).map(([name]) => name)
  ]
  const best = peers.toSorted((a, b) => middle(b, "perSecond") - middle(a, "perSecond"))[0]
  const line = best && {
    item,
    ours: Math.round(middle(ours, "perSecond")),
    best,
    ratio: Number(ratio(best).toPrecision(3)),
    limit: goals[best]
  }
  return { line, sound: digests.size === 1, missed }
}

// A bundle has a size and a start, which are no answers to the same question.
const bundles = async () => (await import("./bundles.mjs")).measure(rounds)

const lines = []
let failed = false
const compared = (
  await Promise.all(chosen.map((name) => (name.includes("/") || name === "P10" ? [name] : namesOf(name))))
).flat()
for (const item of compared) {
  const { line, missed, sound } = item === "P10" ? await bundles() : await compare(item)
  if (line !== undefined) lines.push(JSON.stringify(line))
  if (!sound) failed = true
  if (values.gate && missed.length > 0) {
    failed = true
    process.stderr.write(`${item}: under 80 % of the goal against ${missed.join(", ")}\n`)
  }
}
// What a command costs while an exchange grows. All but the first hundred thousand cases are copies: the times are those of
// commands against tables of that size, not of how they came to be there.
if (chosen.includes("postgres")) {
  process.env.BENCH_SENT ??= "100000"
  await import("./scaling.mjs")
}
if (values.json) console.log(`\n${lines.join("\n")}`)
process.exitCode = failed ? 1 : 0
