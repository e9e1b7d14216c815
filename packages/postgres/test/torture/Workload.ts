/** Commands that can be sent again and again: requests for agents, their answers and their ends, on one small office. */
import * as Agencybook from "@agencybook/application/Agencybook"
import type { Command } from "@agencybook/application/Catalogue"
import * as MemoryStore from "@agencybook/application/MemoryStore"
import { Store } from "@agencybook/application/Store"
import * as Dates from "@agencybook/core/CalendarDate"
import * as Id from "@agencybook/core/Id"
import { calheers } from "@agencybook/core/Policy"
import type { Event } from "@agencybook/core/Record"
import type { Sent } from "@agencybook/testing/Commands"
import * as Sample from "@agencybook/testing/Sample"
import * as World from "@agencybook/testing/World"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { left, sameAs, seed, tags } from "./Ground.ts"
import type { Counting } from "./Report.ts"
import { atTime, secrets } from "./Story.ts"

/** An office of four agents with as many cases as are asked for; nobody holds any of them. */
export const office = (cases: number): World.World =>
  World.after(
    World.empty,
    [
      World.opening("agency", Sample.agency(0, { managers: [Sample.agentId(0)] })),
      ...[0, 1, 2, 3].flatMap((n) => [
        World.opening("agent", Sample.agent(n)),
        World.opening("employment", Sample.employment(n, 0))
      ]),
      ...Array.from({ length: cases }, (_, n) => World.opening("case", Sample.household(n)))
    ].flat()
  )

/** The commands of one case, in the order in which they can be done: asked, accepted, ended. */
export const rounds = (c: number, count: number): ReadonlyArray<Sent> =>
  Array.from({ length: count }, (_, round): ReadonlyArray<Sent> => {
    const agentId = Sample.agentId((c + round) % 4)
    const delegationId = Id.make<Id.DelegationId>(`case-${c}-round-${round}`)
    const caseId = Sample.caseId(c)
    const by = (step: string, actor: Sent["actor"], command: Command): Sent => ({
      id: `case-${c}-round-${round}-${step}`,
      actor,
      command
    })
    const consumer = Sample.asConsumer(c)
    return [
      by("ask", consumer, { _tag: "RequestDelegation", delegationId, caseId, agentId, signedBy: "Cora Quint" }),
      by("accept", { _tag: "Agent", agentId }, { _tag: "AcceptRequest", delegationId }),
      ...(round % 3 === 2 ? [by("end", consumer, { _tag: "RemoveDelegation", delegationId } as const)] : [])
    ]
  }).flat()

/** What each command of the rounds leaves on the store in memory, which is never cut off from anything. */
export const expected = (world: World.World, sents: ReadonlyArray<Sent>) =>
  Effect.gen(function* () {
    yield* seed(world)
    const [book, store] = [yield* Agencybook.Agencybook, yield* Store]
    const all = new Map<string, { readonly tags: string; readonly notices: number }>()
    let queued = 0
    for (const sent of sents) {
      const { events } = yield* atTime(() => Dates.toMillis(Sample.now))(book.execute(sent))
      const outbox = yield* store.counts()
      all.set(sent.id, { tags: tags(events), notices: outbox.queued - queued })
      queued = outbox.queued
    }
    return all
  }).pipe(
    Effect.provide(
      Agencybook.layer({ policy: calheers }).pipe(
        Layer.provideMerge(Layer.fresh(MemoryStore.layer)),
        Layer.provideMerge(secrets)
      )
    )
  )

/** Milliseconds of the office's own time: it goes on with ours from the moment of all samples. */
export const officeTime = (started: number): number => Dates.toMillis(Sample.now) + Date.now() - started

/** Compares a tenant with what its acknowledged commands had to leave; nothing else may be there. */
export const verify = (
  count: Counting,
  world: World.World,
  acknowledged: ReadonlySet<string>,
  should: ReadonlyMap<string, { readonly tags: string; readonly notices: number }>
) =>
  Effect.gen(function* () {
    const now = yield* left(world)
    const byCommand = new Map<string, Array<Event>>()
    for (const { commandId, event } of now.journal)
      byCommand.set(commandId, [...(byCommand.get(commandId) ?? []), event])
    let notices = 0
    for (const id of acknowledged) {
      const found = tags(byCommand.get(id) ?? [])
      count.expect(found === should.get(id)?.tags, `${id}: the journal has ${found || "nothing"}`)
      notices += should.get(id)?.notices ?? 0
    }
    for (const id of byCommand.keys()) count.expect(acknowledged.has(id), `${id} was never acknowledged`)
    count.expect(now.outbox.queued === notices, `${now.outbox.queued} notices instead of ${notices}`)
    const other = sameAs(now.after, now.records)
    count.expect(other === undefined, other ?? "")
  })
