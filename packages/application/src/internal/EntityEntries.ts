/**
 * The entries of the catalogue for enrollment entities and their counselors.
 *
 * @since 0.1.0
 */
import * as Counselor from "@agencybook/core/Counselor"
import * as EnrollmentEntity from "@agencybook/core/EnrollmentEntity"
import { read, write } from "@agencybook/core/Facts"
import * as Schemas from "@agencybook/core/schema/EntityCommand"
import type { Entry } from "./CatalogueEntry.ts"

const entity: Entry<EnrollmentEntity.Command> = {
  schema: Schemas.EntityCommand,
  capability: "keep-entities",
  target: () => ({}),
  reads: ({ entityId }) => [write("enrollmentEntity", "id", entityId)],
  decide: (command, facts, context) =>
    EnrollmentEntity.decide(command, { entity: facts.get("enrollmentEntity", command.entityId) }, context)
}

const counselor: Entry<Counselor.Command> = {
  schema: Schemas.CounselorCommand,
  capability: "keep-counselors",
  target: () => ({}),
  reads: (command) => [
    ...(command._tag === "AddCounselor" ? [read("enrollmentEntity", "id", command.entityId)] : []),
    write("counselor", "id", command.counselorId)
  ],
  decide: (command, facts, context) => {
    const entity = command._tag === "AddCounselor" ? facts.get("enrollmentEntity", command.entityId) : undefined
    return Counselor.decide(command, { counselor: facts.get("counselor", command.counselorId), entity }, context)
  }
}

/** The entries by command name. */
export const entries = {
  RegisterEntity: entity,
  CertifyEntity: entity,
  SuspendEntity: entity,
  ReinstateEntity: entity,
  EndEntity: entity,
  AddCounselor: counselor,
  EndCounselor: counselor
} as const
