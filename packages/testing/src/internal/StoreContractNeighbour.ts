/**
 * What another exchange has in the same place: the very identifiers, keys, commands, notices and readings of the checks.
 *
 * @since 0.1.0
 */
import { Store, type StoreError } from "@agencybook/application/Store"
import type { Disclosure } from "@agencybook/core/Disclosure"
import type { Event } from "@agencybook/core/Record"
import * as Effect from "effect/Effect"
import { population } from "./StoreContractPopulation.ts"
import { put } from "./StoreContractReading.ts"
import * as Records from "./StoreContractRecords.ts"

const { acting, agency, agent, at, commit, disclosure, household, notice } = Records

// Commands of the checks, so that a key or a notice that is everybody's is taken before they begin.
const names = ["once", "one", "first", "taken", "several", "many", "before", "kept", "exact", "mixed", "z1", "step-1"]

const told = (n: number): Event => ({ _tag: "ActingUsed", actingId: acting(n).actingId, at: at(n) })

const shown = (n: number): Disclosure =>
  disclosure(n, {
    actor: `agent/agent-${n}`,
    about: { agencyId: agency(1).agencyId, agentId: agent(n).agentId },
    cases: [household(n).caseId],
    count: 1
  })

/** Fills a store. @category constructors */
export const fill: Effect.Effect<void, StoreError, Store> = Effect.flatMap(Store, (store) =>
  Effect.gen(function* () {
    yield* put(
      store,
      commit("fill", population, { notices: [notice("fill", 0), notice("fill", 1, { channel: "letter" })] })
    )
    for (const [n, name] of names.entries())
      yield* put(store, commit(name, [], { second: n, events: [told(n)], notices: [notice(name, 0), notice(name, 1)] }))
    for (const n of [1, 2, 3]) yield* store.disclose(() => Effect.succeed({ answer: n, shown: shown(n) }))
    const [one] = yield* store.claim(at(1), 1, 1000)
    if (one !== undefined) yield* store.settle(one.notice.noticeId, one.token, "sent")
  })
)
