/**
 * The daily word about agents of record, in the reference model.
 *
 * @since 0.1.0
 */
import type { Command } from "@agencybook/core/AgentOfRecordDigest"
import { differing } from "./ReferenceBook.ts"
import {
  accepted,
  type Entries,
  type Moment,
  one,
  put,
  reason,
  some,
  unchanged,
  unless,
  type Verdict,
  type World,
  without
} from "./ReferenceWorld.ts"

const report = (world: World, { agencyId: agency, on }: Command, { day }: Moment): Verdict =>
  unless(
    [
      !some(world, "agency", (fact) => fact.agency === agency) && reason("UnknownAgency", "AGY-01"),
      on > day && reason("AgentsOfRecordNotYet", "DEL-20")
    ],
    () => {
      const last = one(world, "record report", (fact) => fact.agency === agency)?.on ?? ""
      if (on <= last || differing(world, agency, day).length === 0) return unchanged(world)
      const others = without(world, "record report", (fact) => fact.agency === agency)
      return accepted(put(others, { is: "record report", agency, on }))
    }
  )

/** The commands of this part. @category models */
export const entries: Entries<Command> = {
  ReportAgentsOfRecord: {
    capability: "report-agents-of-record",
    target: (_, { agencyId }) => ({ agency: agencyId }),
    carryOut: report
  }
}
