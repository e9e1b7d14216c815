/** B4: many clients at once; sorted by the journal, the rules alone explain every answer, and nothing is out of time. */
import * as Agencybook from "@agencybook/application/Agencybook"
import { capabilityOf, catalogue } from "@agencybook/application/Catalogue"
import { type JournalEntry, Store } from "@agencybook/application/Store"
import * as Authority from "@agencybook/core/Authority"
import * as Dates from "@agencybook/core/CalendarDate"
import { calheers } from "@agencybook/core/Policy"
import type { Event } from "@agencybook/core/Record"
import * as Commands from "@agencybook/testing/Commands"
import * as Sample from "@agencybook/testing/Sample"
import * as Seed from "@agencybook/testing/Seed"
import * as World from "@agencybook/testing/World"
import * as Effect from "effect/Effect"
import * as ManagedRuntime from "effect/ManagedRuntime"
import * as Result from "effect/Result"
import type { Address } from "../fixture/server.ts"
import { left, pool, portal, sameAs, schemaOn, seed, type Tamper, text } from "./Ground.ts"
import { counting, joined, type Report } from "./Report.ts"
import { atTime } from "./Story.ts"
import { officeTime } from "./Workload.ts"

/** How strictly the server keeps transactions apart by itself. */
export type Isolation = "read committed" | "repeatable read" | "serializable"

interface Said {
  readonly sent: Commands.Sent
  /** The how-manieth it was to be sent, and to be answered. */
  readonly n: number
  readonly answer: number
  /** How many had been answered when it was sent, and how many had been sent when it was answered. */
  readonly from: number
  readonly until: number
  /** The refusal, or nothing when it was carried out. */
  readonly refused: string | undefined
}

/** What the rules alone answer on a world: the events, or the code of the refusal. */
const alone = (world: World.World, { acting, actor, command, id }: Commands.Sent, at: Dates.Instant) => {
  const facts = World.facts(world)
  const entry = catalogue[command._tag]
  const ruling = Authority.judge(
    {
      capability: capabilityOf(command),
      actor,
      target: entry.target(command, facts),
      ...(acting === undefined ? {} : { acting })
    },
    Agencybook.evidence(actor, acting, facts),
    { at, day: Dates.on(at, calheers.timeZone), policy: calheers }
  )
  if (ruling._tag === "Refused") return ruling.code
  const { onBehalfOf } = ruling
  const context = {
    commandId: id as never,
    at,
    actor,
    policy: calheers,
    ...(onBehalfOf === undefined ? {} : { onBehalfOf })
  }
  const answer = entry.decide(command, facts, context, {})
  if (answer._tag === "Refused") return answer.code
  const used: ReadonlyArray<Event> = acting === undefined ? [] : [{ _tag: "ActingUsed", actingId: acting, at }]
  return [...answer.events, ...used]
}

const isolationSetting = (url: string, isolation: Isolation): string => {
  const other = new URL(url)
  other.searchParams.set("options", `-c default_transaction_isolation=${isolation.replaceAll(" ", "\\ ")}`)
  return other.href
}

/** Lets clients work on few records at once, and explains afterwards what they were told. */
export const run = async (
  server: Address,
  isolation: Isolation,
  clients: number,
  commands: number,
  tamper?: Tamper,
  worldSeed = 4
) => {
  const count = counting("B4", `${clients} clients at once, ${isolation}`)
  const open = await pool({ url: isolationSetting(server.url, isolation), connections: clients })
  const schema = await schemaOn(open)
  const before = World.make(worldSeed, { agencies: 2, agents: 4, cases: 6 })
  const runtime = ManagedRuntime.make(portal(open, schema, "history", calheers, tamper))
  await runtime.runPromise(seed(before))
  const [shown] = await Effect.runPromise(
    open.sql<{ level: string }>`select current_setting('transaction_isolation') as level`
  )
  count.expect(shown?.level === isolation, `the server works at ${shown?.level}`)
  const book = await runtime.runPromise(Agencybook.Agencybook)
  const store = await runtime.runPromise(Store)
  const started = Date.now()
  const said: Array<Said> = []
  let world = before
  let position = 0
  let sentSoFar = 0
  let answered = 0
  let busy = 0
  // Everybody acts on what was true a moment ago.
  const look = async () => {
    const rows = await runtime.runPromise(store.journal(position, 10_000))
    position = rows.at(-1)?.position ?? position
    world = World.after(
      world,
      rows.map(({ event }) => event)
    )
  }
  const client = async (number: number) => {
    const choices = Seed.from(1000 + number)
    while (sentSoFar < commands) {
      const n = sentSoFar++
      const sent = Commands.next(world, choices, { n })
      // What is sealed or typed is a matter of chance; it is tried elsewhere.
      if (catalogue[sent.command._tag].secretWork !== undefined) continue
      const from = answered
      const answer = await runtime.runPromise(Effect.result(atTime(() => officeTime(started))(book.execute(sent))))
      const turn = answered++
      if (Result.isFailure(answer) && answer.failure._tag !== "Refused") {
        busy += 1
        // To give up is for those who stand in each other's way; what the rules accept, the tables keep.
        const { failure } = answer
        const inTheWay = clients > 1 && failure._tag === "StoreError" && failure.isRetryable
        count.expect(inTheWay, `${sent.command._tag}: ${failure.message}`)
        continue
      }
      const refused = Result.isFailure(answer) && answer.failure._tag === "Refused" ? answer.failure.code : undefined
      said.push({ sent, n, answer: turn, from, until: sentSoFar, refused })
      if (n % 8 === 0) await look()
    }
  }
  await Promise.all(Array.from({ length: clients }, (_, number) => client(number)))
  const { after, journal, records } = await runtime.runPromise(left(before))
  const wrong = sameAs(after, records)
  count.expect(wrong === undefined, wrong ?? "")
  explain(count, before, journal, said)
  count.note(`${said.filter(({ refused }) => refused === undefined).length} carried out, ${busy} given up as busy`)
  await open.close()
  return count.end()
}

/** Lets one client work alone on many worlds: whatever the rules accept there, the tables keep. */
export const oneByOne = async (server: Address, worlds: number, commands: number): Promise<Report> => {
  const reports: Array<Report> = []
  for (let n = 1; n <= worlds; n++) reports.push(await run(server, "read committed", 1, commands, undefined, 100 + n))
  return { ...joined("B4", `one client on ${worlds} worlds`, reports), notes: [] }
}

/** Runs the journal again by the rules alone, and looks for a moment at which each refusal was true. */
const explain = (
  count: ReturnType<typeof counting>,
  before: World.World,
  journal: ReadonlyArray<JournalEntry>,
  said: ReadonlyArray<Said>
) => {
  const groups: Array<{ readonly id: string; readonly at: Dates.Instant; readonly events: Array<Event> }> = []
  for (const { at, commandId, event } of journal) {
    if (groups.at(-1)?.id !== commandId) {
      count.expect(!groups.some(({ id }) => id === commandId), `${commandId} is in the journal in two places`)
      groups.push({ id: commandId, at, events: [] })
    }
    groups.at(-1)?.events.push(event)
  }
  const bySent = new Map(said.map((one) => [one.sent.id, one]))
  const worlds = [before]
  const places = new Map<string, number>()
  for (const [place, { at, events, id }] of groups.entries()) {
    const now = worlds[place] as World.World
    const one = bySent.get(id)
    places.set(id, place)
    if (one !== undefined) {
      count.tried()
      const answer = alone(now, one.sent, at)
      const same = typeof answer !== "string" && text(answer) === text(events)
      count.expect(
        same,
        `${id} ${one.sent.command._tag}: the rules say ${typeof answer === "string" ? answer : "otherwise"}`
      )
    }
    worlds.push(World.after(now, events))
  }
  // Whatever was answered before another command was sent stands before it.
  const placed = said.flatMap((one) => {
    const place = places.get(one.sent.id)
    return place === undefined ? [] : [{ ...one, place }]
  })
  for (const one of placed) {
    const late = placed.find((other) => other.answer < one.from && other.place > one.place)
    count.expect(late === undefined, `${one.sent.id} stands before ${late?.sent.id}, which was over by then`)
  }
  for (const { from, refused, sent, until } of said) {
    if (refused === undefined) continue
    count.tried()
    // What was answered before it was sent had happened; of what was sent before its answer, any part may have.
    const least = placed.reduce((most, one) => (one.answer < from ? Math.max(most, one.place + 1) : most), 0)
    const last = placed.reduce((most, one) => (one.n < until ? Math.max(most, one.place + 1) : most), least)
    const answers = new Set<string>()
    for (let n = least; n <= last && !answers.has(refused); n++) {
      const at = groups[Math.min(n, groups.length - 1)]?.at ?? Sample.now
      const answer = alone(worlds[n] as World.World, sent, at)
      answers.add(typeof answer === "string" ? answer : "accepted")
    }
    const rules = Array.from(answers).join()
    count.expect(
      answers.has(refused),
      `${sent.id} ${sent.command._tag} was refused as ${refused}; the rules say ${rules}`
    )
  }
}
