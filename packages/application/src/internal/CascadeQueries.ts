/**
 * What the end of a certification would mean, asked before it is one.
 *
 * @since 0.1.0
 */
import type { Target } from "@agencybook/core/Authority"
import * as CascadePlan from "@agencybook/core/CascadePlan"
import type { Context } from "@agencybook/core/Decider"
import { type Facts, read, type Selection } from "@agencybook/core/Facts"
import type { CommandId } from "@agencybook/core/Id"
import * as Id from "@agencybook/core/Id"
import * as Effect from "effect/Effect"
import { capabilityOf, catalogue } from "../Catalogue.ts"
import * as Loading from "../Loading.ts"
import { changesOf, noticesOf } from "./Leaving.ts"
import { disclose, type Viewer } from "./QueryAsk.ts"

const clientsOf = (command: CascadePlan.Command): Selection =>
  "agentId" in command ? read("delegation", "agent", command.agentId) : read("delegation", "agency", command.agencyId)

const openOf = (command: CascadePlan.Command, facts: Facts) =>
  "agentId" in command
    ? facts.find("delegation", "agent", command.agentId)
    : facts.find("delegation", "agency", command.agencyId)

/**
 * What a step out of a certification, or back into it, would do, of an agent or of an agency: record by record, how many
 * clients are in which state before and afterwards, and who is told; nothing is written. The command applies the same
 * events, as long as nothing else happens in between.
 *
 * **Details**: the ruling is that of the command, so that nobody looks at a step that he may not take; one that the rules
 * refuse is refused here with the same reason. A step that leaves its clients for later shows the step alone: to see
 * what becomes of them all, ask for it without.
 *
 * **Rules**: ACT-02, AGY-04, DEL-25, DEL-26, SEC-03.
 *
 * @category queries
 */
export const previewCascade = (viewer: Viewer, command: CascadePlan.Command) => {
  const entry = catalogue[command._tag]
  const target = (facts: Facts): Target => entry.target(command, facts)
  return disclose<CascadePlan.Plan>(
    viewer,
    {
      ...{ capability: capabilityOf(command), target },
      first: "agentId" in command ? [read("employment", "open", command.agentId)] : []
    },
    { what: "delegations", cases: ({ rows }) => new Set(rows.flatMap(({ caseId }) => caseId ?? [])) },
    Effect.fnUntraced(function* ({ load }, { at, policy }, grant) {
      const loaded = yield* Loading.discover(load, (known) => [
        ...entry.reads(command, known, policy),
        clientsOf(command)
      ])
      const { facts } = loaded
      const context: Context = {
        ...{ commandId: Id.make<CommandId>("preview"), at, actor: viewer.actor, policy },
        ...(grant.onBehalfOf === undefined ? {} : { onBehalfOf: grant.onBehalfOf })
      }
      const answer = entry.decide(command, facts, context, {})
      if (answer._tag === "Refused") return answer
      const { events } = answer
      const changes = changesOf(events, loaded)
      const notices = events.length === 0 ? [] : yield* noticesOf(load, loaded, changes, events, context)
      return CascadePlan.make(events, {
        ...{ known: facts, next: Loading.factsOf([...loaded.records.values(), ...changes]) },
        ...{ notices, open: openOf(command, facts) }
      })
    })
  )
}
