/**
 * Whether somebody may do something: for hosts that keep applications, plans and documents themselves.
 *
 * @since 0.1.0
 */
import * as Authority from "@agencybook/core/Authority"
import * as Dates from "@agencybook/core/CalendarDate"
import type { Capability } from "@agencybook/core/Capability"
import { type Facts, read } from "@agencybook/core/Facts"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import { Agencybook, caseworkEvidence, caseworkReads, evidence, evidenceReads } from "../Agencybook.ts"
import * as Loading from "../Loading.ts"
import { Store } from "../Store.ts"
import type { AsOf, Viewer } from "./QueryAsk.ts"

// The case itself says who holds it; what the asker says about its agent counts only where there is no case yet.
const aboutOf = (facts: Facts, { caseId, ...rest }: Authority.Target): Authority.Target => {
  if (caseId === undefined) return rest
  const held = facts
    .find("delegation", "case", caseId)
    .find(({ kind, state }) => kind === "producer" && state._tag === "Active")
  return { caseId, ...held?.delegate }
}

/**
 * Whether the viewer may use a capability now, with what grants or refuses it: for a host that keeps applications,
 * plans and documents itself and asks here before each step.
 *
 * **Details**: a refusal is the answer, not a failure. For a case, its present delegate is looked up; to start an
 * application without a case, name the agent in whose name it is started. What rests on a consent is allowed as far as
 * a consent in force goes, for manager and staff as far as it names them. A review of the application is not asked for
 * here; `maySubmit` does.
 *
 * **Rules**: SEC-01, STF-02..06, DEL-08, DEL-18, CON-01.
 *
 * @category queries
 */
export const may = Effect.fnUntraced(function* (viewer: Viewer, capability: Capability, about: Authority.Target) {
  const store = yield* Store
  const { policy } = yield* Agencybook
  const { acting, actor } = viewer
  const at = Dates.fromMillis(yield* Clock.currentTimeMillis)
  const value = yield* store.snapshot(
    Effect.fnUntraced(function* (load) {
      const { facts } = yield* Loading.discover(load, (known) => [
        ...evidenceReads(actor, acting, known, aboutOf(known, about)),
        ...(about.caseId === undefined ? [] : [read("delegation", "case", about.caseId)]),
        ...caseworkReads(capability, about)
      ])
      const target = aboutOf(facts, about)
      return Authority.judge(
        { capability, actor, target, ...(acting === undefined ? {} : { acting }) },
        { ...evidence(actor, acting, facts, target), ...caseworkEvidence(capability, facts, target) },
        { at, day: Dates.on(at, policy.timeZone), policy }
      )
    })
  )
  return { asOf: at, value } satisfies AsOf<Authority.Ruling>
})
