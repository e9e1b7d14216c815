/**
 * What a reply shows of the events of a command to whoever sent it.
 *
 * @since 0.1.0
 */
import type { Actor } from "@agencybook/core/Actor"
import * as AgencyTransfer from "@agencybook/core/AgencyTransfer"
import type { Event } from "@agencybook/core/Record"
import type { Command } from "../Catalogue.ts"

// A digest is for the store alone; whoever reads a reply has no use for it.
const withoutDigest = (event: Event): Event =>
  event._tag === "AccessCodeIssued" ? { ...event, accessCode: { ...event.accessCode, digest: "" } } : event

// What one agency would take from another is the other one's; a cancelled transfer can be looked at before.
const hidesRows = (command: Command, actor: Actor): boolean =>
  command._tag === "SubmitTransfer"
    ? AgencyTransfer.isBlind(command, actor)
    : command._tag === "CancelTransfer" && actor._tag !== "Exchange"

/** The events of a command as its sender sees them. */
export const shown = (events: ReadonlyArray<Event>, command: Command, actor: Actor): ReadonlyArray<Event> =>
  hidesRows(command, actor) ? events.map((event) => AgencyTransfer.withoutRows(event)) : events.map(withoutDigest)
