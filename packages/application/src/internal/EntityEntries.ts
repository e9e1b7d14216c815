/**
 * The entries of the catalogue for enrollment entities and their counselors.
 *
 * @since 0.1.0
 */
import * as Counselor from "@agencybook/core/Counselor"
import * as CounselorDelegation from "@agencybook/core/CounselorDelegation"
import { acceptAll, type Context, type Decision } from "@agencybook/core/Decider"
import * as EnrollmentEntity from "@agencybook/core/EnrollmentEntity"
import { type Facts, read, type Selection, write } from "@agencybook/core/Facts"
import type { Event } from "@agencybook/core/Record"
import * as Schemas from "@agencybook/core/schema/EntityCommand"
import type { Entry } from "./CatalogueEntry.ts"

/** Whose delegations end with a step: those of an entity that ends, or of a counselor whose work does. */
type Ending = { readonly by: "entity" | "counselor"; readonly id: string } | undefined

const leftReads = (ending: Ending, facts: Facts): ReadonlyArray<Selection> => {
  if (ending === undefined) return []
  const open = facts.find("counselorDelegation", ending.by, ending.id)
  return [
    write("counselorDelegation", ending.by, ending.id),
    write("consent", "case", ...new Set(open.map(({ caseId }) => caseId)))
  ]
}

// The consumers of whoever may not help any more are free in the same moment, and none is left waiting for an answer.
const settingFree = <E extends Event>(
  answer: Decision<E>,
  ending: Ending,
  facts: Facts,
  context: Context
): Decision<Event> => {
  if (answer._tag === "Refused" || ending === undefined) return answer
  const open = facts.find("counselorDelegation", ending.by, ending.id)
  const cases = new Set(open.map(({ caseId }) => caseId))
  const consents = Array.from(cases).flatMap((caseId) => facts.find("consent", "case", caseId))
  return acceptAll<Event>([...answer.events, ...CounselorDelegation.setFree({ open, consents }, context)])
}

const endOfEntity = ({ _tag, entityId }: EnrollmentEntity.Command): Ending =>
  _tag === "EndEntity" ? { by: "entity", id: entityId } : undefined
const endOfCounselor = ({ _tag, counselorId }: Counselor.Command): Ending =>
  _tag === "EndCounselor" ? { by: "counselor", id: counselorId } : undefined

const entity: Entry<EnrollmentEntity.Command> = {
  schema: Schemas.EntityCommand,
  capability: "keep-entities",
  target: () => ({}),
  reads: (command, facts) => [
    write("enrollmentEntity", "id", command.entityId),
    ...leftReads(endOfEntity(command), facts)
  ],
  decide: (command, facts, context) =>
    settingFree(
      EnrollmentEntity.decide(command, { entity: facts.get("enrollmentEntity", command.entityId) }, context),
      endOfEntity(command),
      facts,
      context
    )
}

const counselor: Entry<Counselor.Command> = {
  schema: Schemas.CounselorCommand,
  capability: "keep-counselors",
  target: () => ({}),
  reads: (command, facts) => [
    ...leftReads(endOfCounselor(command), facts),
    ...(command._tag === "AddCounselor" ? [read("enrollmentEntity", "id", command.entityId)] : []),
    write("counselor", "id", command.counselorId)
  ],
  decide: (command, facts, context) => {
    const entity = command._tag === "AddCounselor" ? facts.get("enrollmentEntity", command.entityId) : undefined
    const known = facts.get("counselor", command.counselorId)
    return settingFree(
      Counselor.decide(command, { counselor: known, entity }, context),
      endOfCounselor(command),
      facts,
      context
    )
  }
}

/** The entries by command name. */
export const entries = {
  RegisterEntity: entity,
  CertifyEntity: entity,
  SuspendEntity: entity,
  ReinstateEntity: entity,
  EndEntity: entity,
  SetEntitySites: entity,
  AddCounselor: counselor,
  EndCounselor: counselor,
  SetCounselorListing: counselor
} as const
