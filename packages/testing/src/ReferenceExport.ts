/**
 * Exports of a book in the reference model: who takes what, until when, and that one file belongs to each.
 *
 * @since 0.1.0
 */
import type { Actor } from "@agencybook/core/Actor"
import type { Command, Order } from "@agencybook/core/BookExport"
import * as Dates from "./ReferenceDates.ts"
import {
  accepted,
  change,
  type Entries,
  type Fact,
  type Moment,
  one,
  put,
  reason,
  unchanged,
  unless,
  type Verdict,
  type World
} from "./ReferenceWorld.ts"

type Of<N extends Command["_tag"]> = Extract<Command, { readonly _tag: N }>

const find = (world: World, exported: string): Fact<"export"> | undefined =>
  one(world, "export", (fact) => fact.export === exported)

/** The columns of a file, and what its rows are. */
const columnsOf = ({ columns, rows = "cases" }: Order): string => `${columns} ${rows}`

/** An actor as journals name one. @category queries */
export const nameOf = (actor: Actor): string => {
  if (actor._tag === "Consumer") return `consumer/${actor.caseId}`
  return actor._tag === "Agent" ? `agent/${actor.agentId}` : `${actor._tag.toLowerCase()}/${actor.userId}`
}

const record = (world: World, command: Of<"RecordExport">, { actor, at, policy }: Moment): Verdict => {
  const { acknowledged, exportId, order } = command
  const isPrivate = (order.privateFields ?? []).length > 0
  const isOthers = actor._tag === "Agent" && actor.agentId !== order.agentId
  const asksWhy =
    (actor._tag === "Exchange" && policy.reasonToRead.includes("oversight")) ||
    (isOthers && policy.reasonToRead.includes("agency"))
  return unless(
    [
      find(world, exportId) !== undefined && reason("ExportExists", "BOB-07"),
      !acknowledged && reason("ExportNotAcknowledged", "BOB-07"),
      isPrivate && order.reason === undefined && reason("ExportReasonMissing", "BOB-09"),
      order.reason === undefined && asksWhy && reason("ExportReasonNeeded", "SEC-03"),
      JSON.stringify(order.filter ?? {}).includes('"_tag":"Text"') && reason("ExportSearchKept", "SEC-03")
    ],
    () =>
      accepted(
        put(world, {
          ...{ is: "export", export: exportId, agency: order.agencyId, agent: order.agentId },
          ...{ columns: columnsOf(order), fields: (order.privateFields ?? []).join(" "), why: order.reason },
          ...{ by: nameOf(actor), told: actor._tag === "Agent" ? actor.agentId : undefined, at },
          until: Dates.later(at, policy.exportHours * 3_600_000),
          ...{ file: undefined, written: undefined }
        })
      )
  )
}

const complete = (world: World, command: Of<"CompleteExport">, { actor, at }: Moment): Verdict => {
  const { asOf, exportId, rowCount, sha256 } = command
  const known = find(world, exportId)
  const isOwn = known?.by === nameOf(actor) || actor._tag === "System"
  if (known === undefined || !isOwn) return { _tag: "Refused", reasons: [reason("UnknownExport", "BOB-07")] }
  const file = `${asOf} ${rowCount} ${sha256}`
  return unless(
    [
      at >= known.until && reason("ExportOver", "BOB-12"),
      known.file !== undefined && known.file !== file && reason("ExportFileRecorded", "BOB-07")
    ],
    () =>
      known.file === file
        ? unchanged(world)
        : accepted(
            change(
              world,
              "export",
              (fact) => fact.export === exportId,
              (fact) => ({ ...fact, file, written: at })
            )
          )
  )
}

/** The commands of this part. @category models */
export const entries: Entries<Command> = {
  RecordExport: {
    capability: "export-book",
    target: (_, { order }) => ({ agency: order.agencyId, agent: order.agentId }),
    carryOut: record
  },
  CompleteExport: {
    capability: "complete-export",
    target: (world, { exportId }) => {
      const known = find(world, exportId)
      return { agency: known?.agency, agent: known?.agent }
    },
    carryOut: complete
  }
}
