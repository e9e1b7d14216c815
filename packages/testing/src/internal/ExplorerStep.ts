/**
 * One command on facts, as the portal carries it out: authorise, decide, add the use of a session.
 *
 * @since 0.1.0
 */
import { evidence, provenanceOf, workedOn } from "@agencybook/application/Agencybook"
import { type Command, catalogue, type Sealed } from "@agencybook/application/Catalogue"
import type { Provenance } from "@agencybook/application/Store"
import type { Actor } from "@agencybook/core/Actor"
import type { Grant } from "@agencybook/core/Authority"
import * as Dates from "@agencybook/core/CalendarDate"
import type { Context } from "@agencybook/core/Decider"
import { applied, type Facts } from "@agencybook/core/Facts"
import type { ActingId, CommandId } from "@agencybook/core/Id"
import type { Policy } from "@agencybook/core/Policy"
import { type Event, idOf, type Kind, keyOf, type Records } from "@agencybook/core/Record"
import type { Refusal } from "@agencybook/core/Refusal"
import type { Rules as AllRules } from "../Rules.ts"

/** The rules that the explorer runs. */
export type Rules = Pick<AllRules, "authority" | "capabilityOf" | "command">

/** A command with who sends it. */
export interface Sent {
  readonly actor: Actor
  readonly acting?: ActingId
  readonly command: Command
  readonly sealed?: Sealed
}

/** When and under which policy a command is carried out. */
export interface Moment {
  readonly commandId: CommandId
  readonly at: Dates.Instant
  readonly policy: Policy
}

/** A command that was carried out. */
export interface Taken {
  readonly _tag: "Taken"
  readonly before: Facts
  readonly after: Facts
  readonly sent: Sent
  readonly context: Context
  readonly grant: Grant
  /** What the journal would say about every event. */
  readonly provenance: Provenance
  /** The command was refused and the attempt left a trace. */
  readonly refused: boolean
  readonly events: ReadonlyArray<Event>
}

/** Facts after events, asked from the facts before. */
const afterwards = (before: Facts, events: ReadonlyArray<Event>): Facts => {
  const changed = applied(events, before.get)
  return {
    get: <K extends Kind>(kind: K, id: string) =>
      (changed.get(`${kind}/${id}`)?.record as Records[K] | undefined) ?? before.get(kind, id),
    find: (kind, index, key) => {
      const same = before.find(kind, index, key).filter((record) => !changed.has(`${kind}/${idOf(kind, record)}`))
      const added = Array.from(changed.values()).flatMap((one) => {
        if (one.kind !== kind) return []
        const record = one.record as (typeof same)[number]
        return keyOf(kind, index, record) === key ? [record] : []
      })
      return [...same, ...added].sort((a, b) => (idOf(kind, a) < idOf(kind, b) ? -1 : 1))
    }
  }
}

/** Carries out a command on facts. */
export const take = (rules: Rules, facts: Facts, sent: Sent, moment: Moment): Taken | Refusal => {
  const { acting, actor, command } = sent
  const { at, policy } = moment
  const ruling = rules.authority.judge(
    {
      capability: rules.capabilityOf(command),
      actor,
      target: catalogue[command._tag].target(command, facts),
      ...(acting === undefined ? {} : { acting })
    },
    evidence(actor, acting, facts, workedOn(command, actor, facts)),
    { at, day: Dates.on(at, policy.timeZone), policy }
  )
  if (ruling._tag === "Refused") return ruling
  const { onBehalfOf } = ruling
  const context: Context = { ...moment, actor, ...(onBehalfOf === undefined ? {} : { onBehalfOf }) }
  const answer = rules.command(command, facts, context, sent.sealed ?? {})
  if (answer._tag === "Refused") return answer
  const used: ReadonlyArray<Event> = acting === undefined ? [] : [{ _tag: "ActingUsed", actingId: acting, at }]
  const events = [...answer.events, ...used]
  return {
    _tag: "Taken",
    before: facts,
    after: afterwards(facts, events),
    sent,
    context,
    grant: ruling,
    provenance: provenanceOf(command._tag, context, ruling),
    refused: answer._tag === "Recorded",
    events
  }
}
