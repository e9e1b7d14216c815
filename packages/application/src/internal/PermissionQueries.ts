/**
 * Whether somebody may do something: for hosts that keep applications, plans and documents themselves.
 *
 * @since 0.1.0
 */
import type * as Authority from "@agencybook/core/Authority"
import * as AuthorityFilter from "@agencybook/core/AuthorityFilter"
import type { Capability } from "@agencybook/core/Capability"
import { type Facts, read } from "@agencybook/core/Facts"
import * as Effect from "effect/Effect"
import { caseworkEvidence, caseworkReads, evidence, evidenceReads } from "../Agencybook.ts"
import * as Loading from "../Loading.ts"
import { Store } from "../Store.ts"
import { type AsOf, factorOf, now, type Viewer } from "./QueryAsk.ts"

// The case itself says who holds it; what the asker says about its agent counts only where there is no case yet.
const aboutOf = (facts: Facts, { caseId, ...rest }: Authority.Target): Authority.Target => {
  if (caseId === undefined) return rest
  const held = facts
    .find("delegation", "case", caseId)
    .find(({ kind, state }) => kind === "producer" && state._tag === "Active")
  return { caseId, ...held?.delegate }
}

const askOf = (viewer: Viewer, capability: Capability): AuthorityFilter.Ask => ({
  capability,
  actor: viewer.actor,
  ...(viewer.acting === undefined ? {} : { acting: viewer.acting }),
  ...factorOf(viewer)
})

/**
 * Whether the viewer may use a capability on each of many targets, in their order and as of one moment: for a page of the
 * host's own list.
 *
 * **Details**: refusals are answers, not failures. Everything else is as `may` says.
 *
 * **Rules**: SEC-01, STF-02..06, DEL-08, DEL-18, CON-01.
 *
 * @category queries
 */
export const mayEach = Effect.fnUntraced(function* (
  viewer: Viewer,
  capability: Capability,
  about: ReadonlyArray<Authority.Target>
) {
  const store = yield* Store
  const moment = yield* now
  const { acting, actor } = viewer
  const value = yield* store.snapshot(
    Effect.fnUntraced(function* (load) {
      const { facts } = yield* Loading.discover(load, (known) => [
        ...evidenceReads(actor, acting, known),
        ...about.flatMap((one) => [
          ...evidenceReads(actor, acting, known, aboutOf(known, one)),
          ...(one.caseId === undefined ? [] : [read("delegation", "case", one.caseId)]),
          ...caseworkReads(capability, one)
        ])
      ])
      const filter = AuthorityFilter.make(askOf(viewer, capability), evidence(actor, acting, facts), moment)
      return about.map((one) => {
        const target = aboutOf(facts, one)
        return filter.judge(target, {
          ...evidence(actor, acting, facts, target),
          ...caseworkEvidence(capability, facts, target)
        })
      })
    })
  )
  return { asOf: moment.at, value } satisfies AsOf<ReadonlyArray<Authority.Ruling>>
})

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
  const { asOf, value } = yield* mayEach(viewer, capability, [about])
  return { asOf, value: value[0] as Authority.Ruling } satisfies AsOf<Authority.Ruling>
})

/**
 * How far a capability of the viewer reaches now, as data that a host turns into a condition of a query of its own:
 * everything, an agency, an agent, a case, or what consumers have allowed a counselor. Fails with the refusal where it
 * reaches nothing.
 *
 * **Gotchas**: whatever lies outside is refused; of what lies inside, a single case may be refused still, for the agent who
 * holds it or for its consent: ask `mayEach` about the rows that are shown.
 *
 * **Rules**: SEC-01, BOB-03, ACT-02, DEL-28.
 *
 * @category queries
 */
export const reach = Effect.fnUntraced(function* (viewer: Viewer, capability: Capability) {
  const store = yield* Store
  const moment = yield* now
  const { acting, actor } = viewer
  const value = yield* store.snapshot(
    Effect.fnUntraced(function* (load) {
      const { facts } = yield* Loading.discover(load, (known) => evidenceReads(actor, acting, known))
      return AuthorityFilter.make(askOf(viewer, capability), evidence(actor, acting, facts), moment)
    })
  )
  if (value.refusal !== undefined) return yield* Effect.fail(value.refusal)
  return { asOf: moment.at, value: value.reach } satisfies AsOf<ReadonlyArray<AuthorityFilter.Reach>>
})
