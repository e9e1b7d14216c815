/**
 * The entries of the catalogue for exports of a book.
 *
 * @since 0.1.0
 */
import * as BookExport from "@agencybook/core/BookExport"
import { write } from "@agencybook/core/Facts"
import * as Schemas from "@agencybook/core/schema/Book"
import type { Entry } from "./CatalogueEntry.ts"

const bookExport: Entry<BookExport.Command> = {
  schema: Schemas.ExportCommand,
  capability: ({ _tag }) => (_tag === "RecordExport" ? "export-book" : "complete-export"),
  target: (command, facts) => {
    const order = command._tag === "RecordExport" ? command.order : facts.get("exportLog", command.exportId)?.order
    return order === undefined ? {} : BookExport.target(order)
  },
  reads: ({ exportId }) => [write("exportLog", "id", exportId)],
  decide: (command, facts, context) =>
    BookExport.decide(command, { exportLog: facts.get("exportLog", command.exportId) }, context)
}

/** The entries by command name. */
export const entries = {
  RecordExport: bookExport,
  CompleteExport: bookExport
} as const
