/**
 * Steps that leave their clients for later, and the clients who follow them: by the place of a command in its story, so that
 * nothing else is drawn for it.
 *
 * @since 0.1.0
 */
import type { Command } from "@agencybook/application/Catalogue"
import { isOpen } from "@agencybook/core/Delegation"
import * as Sample from "../Sample.ts"
import * as World from "../World.ts"
import type { Choice } from "./CommandChoice.ts"

/** A command of a certification as some send it: without its clients, or for some of them alone. @rule DEL-25 */
export const asSomeSend = ({ n, world }: Pick<Choice, "n" | "world">, command: Command): Command => {
  switch (command._tag) {
    case "RunCertificationDaily": {
      if (n % 5 > 1) return command
      if (n % 5 === 1) return { ...command, clientsLater: true }
      const open = World.records(world, "delegation").filter(isOpen)
      const own = open.filter(({ delegate }) => delegate.agentId === command.agentId)
      const of = own.length > 0 ? own : open
      // One of somebody else, or of nobody, is named with them at times.
      const other = n % 2 === 0 ? [open[n % Math.max(open.length, 1)]?.delegationId ?? Sample.delegationId(9_999)] : []
      return { ...command, only: [...of.map(({ delegationId }) => delegationId), ...other] }
    }
    case "CertifyAgency":
    case "CertifyAgent":
    case "RecordDeath":
    case "RecordLicence":
    case "ReinstateAgent":
    case "SuspendAgent":
    case "TerminateAgent":
      return n % 3 === 0 ? { ...command, clientsLater: true } : command
    default:
      return command
  }
}
