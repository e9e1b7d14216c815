// Clients who follow a certification in chunks: the same on a database as in one command, and as in memory.
import * as Agencybook from "@agencybook/application/Agencybook"
import * as Bulk from "@agencybook/application/Bulk"
import type { CommandInput } from "@agencybook/application/CommandInput"
import * as DailyRun from "@agencybook/application/DailyRun"
import * as HostClock from "@agencybook/application/HostClock"
import * as MemoryStore from "@agencybook/application/MemoryStore"
import * as NodeSecrets from "@agencybook/application/NodeSecrets"
import type { Store } from "@agencybook/application/Store"
import * as Dates from "@agencybook/core/CalendarDate"
import * as Policy from "@agencybook/core/Policy"
import { items } from "@agencybook/core/Requirement"
import * as Kept from "@agencybook/testing/Kept"
import * as Sample from "@agencybook/testing/Sample"
import * as World from "@agencybook/testing/World"
import { assert, describe, it } from "@effect/vitest"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { databases, freshStore } from "./databases.ts"

const secrets = NodeSecrets.layer({ N: 16, r: 8, p: 1 })
const over = <E>(days: number, store: Layer.Layer<Store, E>) =>
  Agencybook.layer({ policy: { ...Policy.calheers, dispositionDays: days } }).pipe(
    Layer.provideMerge(secrets),
    Layer.provideMerge(store)
  )
const during = <A, E, R>(day: string, effect: Effect.Effect<A, E, R>) =>
  Effect.provideService(
    effect,
    Clock.Clock,
    HostClock.make(() => Dates.toMillis(Dates.instant(`${day}T20:00:00.000Z`)))
  )

const agentId = Sample.agentId(1)
type Step = Bulk.Decertification["step"]
const licence = (status: "active" | "inactive", expiresOn = "2027-06-30"): Step => ({
  ...{ _tag: "RecordLicence", agentId },
  licence: { number: "1I10001", expiresOn, status, health: true }
})
const day = "2026-03-12"

/** Steps with their day; those that are plain are sent alone in every story. */
const steps: ReadonlyArray<readonly [on: string, step: CommandInput, plain?: true]> = [
  ["2026-03-03", { _tag: "SuspendAgent", agentId, reason: "under-investigation", until: "2026-03-05" }],
  ["2026-03-05", { _tag: "RunCertificationDaily", agentId, day: "2026-03-05" }],
  ["2026-03-05", licence("inactive")],
  ["2026-03-05", licence("active", "2026-03-10")],
  [day, { _tag: "RunCertificationDaily", agentId, day }],
  [day, licence("active")],
  [day, { _tag: "TerminateAgent", agentId, forCause: false, reason: "retired" }],
  [day, { _tag: "ReapplyAgent", agentId }, true],
  ...items.map(
    (item) =>
      [
        day,
        item === "exam-passed"
          ? ({ _tag: "RecordExam", agentId, score: 95 } as const)
          : ({ _tag: "RecordRequirement", agentId, item, outcome: "Met" } as const),
        true
      ] as const
  ),
  [day, { _tag: "CertifyAgent", agentId, term: { ...Sample.term, number: "5000000001" as never } }]
]

const toOffice = ({ notice: { template, to } }: Kept.Queued) => template === "NTC-15" && to.role !== "consumer"

/** What all steps leave, in one command each or in chunks of a size. */
const story = (size: number | undefined) =>
  Effect.gen(function* () {
    const book = yield* Agencybook.Agencybook
    const send = (id: string, actor: object, command: object) => book.execute({ id, actor, command } as never)
    for (const [n, command] of World.deliveries(World.office).entries())
      yield* during("2026-03-03", send(`office-${n}`, Sample.system, command))
    const entries = Array.from({ length: 9 }, (_, n) => ({
      case: { ...Sample.household(100 + n), account: { _tag: "Linked" } },
      delegate: { agentId: Sample.agentId(n < 7 ? 1 : 2), agencyId: Sample.agencyId(), since: Sample.now }
    }))
    yield* during("2026-03-03", send("feed", Sample.system, { _tag: "RecordCases", entries }))
    for (const [n, [on, command, plain]] of steps.entries()) {
      const whole = send(`step-${n}-step`, Sample.exchange, command)
      const parts = Bulk.decertify({
        id: `step-${n}`,
        actor: Sample.exchange as never,
        step: command as Step,
        size: size ?? 1
      })
      if (plain || size === undefined) yield* during(on, whole)
      else yield* during(on, parts)
    }
    yield* during("2026-05-20", DailyRun.run({ day: "2026-05-20" }))
    const kept = yield* Kept.everything
    return Kept.compared({ ...kept, notices: kept.notices.filter((one) => !toOffice(one)) })
  })

for (const database of databases)
  describe(`clients who follow on the ${database.name} database`, () => {
    for (const days of [30, 0])
      it.live(`come to the same in chunks as with the step, and as in memory, with a window of ${days} days`, () =>
        Effect.gen(function* () {
          const inMemory = yield* Effect.provide(story(undefined), over(days, Layer.fresh(MemoryStore.layer)))
          for (const size of [undefined, 3])
            assert.deepStrictEqual(yield* Effect.provide(story(size), over(days, freshStore(database))), inMemory)
        })
      )
  })
