/**
 * The production path of one command, in memory and without waiting: reads, authorise, decide, evolve.
 *
 * A rule sees exactly the records that its command declares to read, as it does over a store.
 *
 * @since 0.1.0
 */
import { caseworkEvidence, caseworkReads, evidence, evidenceReads, workedOn } from "@agencybook/application/Agencybook"
import { catalogue, type Sealed } from "@agencybook/application/Catalogue"
import * as Loading from "@agencybook/application/Loading"
import type { Versioned } from "@agencybook/application/Store"
import type { Evidence, Grant, Ruling, Target } from "@agencybook/core/Authority"
import * as Dates from "@agencybook/core/CalendarDate"
import type { Context } from "@agencybook/core/Decider"
import { type Facts, type Selection, selectionKey } from "@agencybook/core/Facts"
import { type Event, type Kind, keyOf, type Records, refOf } from "@agencybook/core/Record"
import type { Refusal } from "@agencybook/core/Refusal"
import { type Ask, digestOf, type Lock, type Send, type Step } from "../DifferentialTrace.ts"
import type { Rules } from "../Rules.ts"
import type { World } from "../World.ts"

/** What production made of a step. */
export interface Outcome {
  readonly _tag: "Accepted" | "Refused"
  readonly by?: "authority" | "rule"
  readonly refusal?: Refusal
  readonly grant?: Grant
  readonly events: ReadonlyArray<Event>
  readonly world: World
}

const found = (world: World, { index, keys, kind }: Selection): ReadonlyArray<Versioned> => {
  const records = world[kind] as ReadonlyMap<string, Records[Kind]>
  const version = 1
  if (index === "id")
    return keys.flatMap((id) => {
      const record = records.get(id)
      return record === undefined ? [] : [{ kind, id, record, version } as Versioned]
    })
  const all: Array<Versioned> = []
  for (const [id, record] of records) {
    const key = keyOf(kind, index, record as never)
    if (key !== undefined && keys.includes(key)) all.push({ kind, id, record, version } as Versioned)
  }
  return all
}

const readsOf = (
  { acting, actor, command }: Pick<Send, "acting" | "actor" | "command">,
  known: Facts,
  policy: Context["policy"]
): ReadonlyArray<Selection> => [
  ...evidenceReads(actor, acting, known, workedOn(command, actor, known)),
  ...catalogue[command._tag].reads(command, known, policy)
]

/** Loads what is asked for, and asks again with what was found, until nothing new is named. */
const load = (world: World, reads: (facts: Facts) => ReadonlyArray<Selection>) => {
  const records = new Map<string, Versioned>()
  const loaded = new Set<string>()
  for (;;) {
    const partial = Loading.factsOf(records.values())
    const known = loaded.size
    for (const selection of reads(partial)) {
      const { index, keys, kind } = selection
      const fresh = keys.filter((key) => !loaded.has(selectionKey(kind, index, key)))
      if (fresh.length === 0) continue
      for (const key of fresh) loaded.add(selectionKey(kind, index, key))
      for (const one of found(world, { ...selection, keys: fresh }))
        records.set(Loading.recordKey(one.kind, one.id), one)
    }
    if (loaded.size === known) return { facts: Loading.factsOf(records.values(), loaded), loaded, partial }
  }
}

/** What a command reads of a world: of each kind by which index under which key, as `selectionKey` writes it. */
export const readBy = (world: World, one: Send, policy: Context["policy"]): ReadonlySet<string> =>
  load(world, (known) => readsOf(one, known, policy)).loaded

/** The world after events, by the rules that are tried. */
const after = (world: World, events: ReadonlyArray<Event>, rules: Rules): World => {
  const changed = new Map<Kind, Map<string, Records[Kind]>>()
  for (const event of events) {
    const { id, kind } = refOf(event)
    const records = changed.get(kind) ?? new Map<string, Records[Kind]>(world[kind])
    changed.set(kind, records)
    records.set(id, rules.evolve(kind, records.get(id) as never, event))
  }
  return { ...world, ...Object.fromEntries(changed) } as World
}

const judge = (
  rules: Rules,
  { acting, actor, at, secondFactor }: Send | Ask,
  capability: Ask["capability"],
  target: Target,
  facts: Facts,
  policy: Context["policy"],
  asked: Target = {},
  help: Partial<Evidence> = {}
): Ruling =>
  rules.authority.judge(
    { capability, actor, target, ...(acting && { acting }), ...(secondFactor && { secondFactor }) },
    { ...evidence(actor, acting, facts, asked), ...help },
    { at, day: Dates.on(at, policy.timeZone), policy }
  )

/** A new secret is sealed by its own name; what was typed is right when it is the text of what is held. */
const sealedOf = ({ command, id, secret }: Send, facts: Facts): Sealed => {
  const work = catalogue[command._tag].secretWork
  if (work?._tag === "Make") return { digest: digestOf(id) }
  if (work?._tag !== "Check") return {}
  const held = work.held(command, facts)
  return { matches: held !== undefined && secret === (held.digest ?? digestOf(held.id)) }
}

const send = (rules: Rules, world: World, one: Send, policy: Context["policy"]): Outcome => {
  const { acting, actor, at, command, id } = one
  const entry = catalogue[command._tag]
  const { facts, partial } = load(world, (known) => readsOf(one, known, policy))
  const target = entry.target(command, partial)
  const ruling = judge(
    rules,
    one,
    rules.capabilityOf(command),
    target,
    facts,
    policy,
    workedOn(command, actor, partial)
  )
  if (ruling._tag === "Refused") return { _tag: "Refused", by: "authority", refusal: ruling, events: [], world }
  const { onBehalfOf } = ruling
  const context: Context = {
    commandId: id,
    at,
    actor,
    policy,
    ...(onBehalfOf === undefined ? {} : { onBehalfOf })
  }
  const answer = rules.command(command, facts, context, sealedOf(one, facts))
  if (answer._tag === "Refused") return { _tag: "Refused", by: "rule", refusal: answer, events: [], world }
  const used: ReadonlyArray<Event> = acting === undefined ? [] : [{ _tag: "ActingUsed", actingId: acting, at }]
  const events = [...answer.events, ...used]
  const next = after(world, events, rules)
  return answer._tag === "Recorded"
    ? { _tag: "Refused", by: "rule", refusal: answer.refusal, events, world: next }
    : { _tag: "Accepted", grant: ruling, events, world: next }
}

const ask = (rules: Rules, world: World, one: Ask, policy: Context["policy"]): Outcome => {
  const { acting, actor, capability, target } = one
  const { facts } = load(world, (known) => [
    ...evidenceReads(actor, acting, known, target),
    ...caseworkReads(capability, target)
  ])
  const help = caseworkEvidence(capability, facts, target)
  const ruling = judge(rules, one, capability, target, facts, policy, target, help)
  return ruling._tag === "Refused"
    ? { _tag: "Refused", by: "authority", refusal: ruling, events: [], world }
    : { _tag: "Accepted", grant: ruling, events: [], world }
}

const lock = (rules: Rules, world: World, { agentId, locked }: Lock): Outcome => {
  const events: ReadonlyArray<Event> = world.agent.has(agentId) ? [{ _tag: "AgentLocked", agentId, locked }] : []
  return { _tag: "Accepted", events, world: after(world, events, rules) }
}

/** Carries out a step the way production does. */
export const carryOut = (rules: Rules, world: World, step: Step, policy: Context["policy"]): Outcome => {
  switch (step._tag) {
    case "Send":
      return send(rules, world, step, policy)
    case "Ask":
      return ask(rules, world, step, policy)
    case "Lock":
      return lock(rules, world, step)
  }
}
