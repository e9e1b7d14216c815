/**
 * Random commands about enrollment entities and counselors.
 *
 * @since 0.1.0
 */
import type { Command } from "@agencybook/application/Catalogue"
import * as Dates from "@agencybook/core/CalendarDate"
import type * as Counselor from "@agencybook/core/Counselor"
import type * as EnrollmentEntity from "@agencybook/core/EnrollmentEntity"
import { reasons } from "@agencybook/core/EnrollmentEntity"
import * as Id from "@agencybook/core/Id"
import * as EntitySample from "../EntitySample.ts"
import * as Sample from "../Sample.ts"
import * as World from "../World.ts"
import { type Choice, orUnknown } from "./CommandChoice.ts"

/** An entity of the world, mostly one in a wanted state, or nobody. */
const anEntity = (choice: Choice, ...wanted: ReadonlyArray<string>): Id.EntityId => {
  const all = World.records(choice.world, "enrollmentEntity")
  const fitting = all.filter(({ certification }) => wanted.includes(certification._tag))
  const from = fitting.length > 0 && !choice.seed.chance(15) ? fitting : all
  return orUnknown(
    choice,
    from.map(({ entityId }) => entityId)
  )
}

/** A counselor of the world, mostly one who is at work, or nobody. @category generators */
export const aCounselor = (choice: Choice): Id.UserId => {
  const all = World.records(choice.world, "counselor")
  const active = all.filter(({ state }) => state._tag === "Active")
  const from = active.length > 0 && !choice.seed.chance(20) ? active : all
  return orUnknown(
    choice,
    from.map(({ counselorId }) => counselorId)
  )
}

/** A step of the register of entities and counselors. @category generators */
export const anEntityStep = (
  choice: Choice,
  name: EnrollmentEntity.Command["_tag"] | Counselor.Command["_tag"]
): Command => {
  const { day = Sample.today, n, seed } = choice
  const reason = seed.pick(reasons)
  switch (name) {
    case "RegisterEntity":
      return {
        _tag: name,
        entityId: seed.chance(10) ? anEntity(choice) : Id.make(`registered-${n}`),
        name: EntitySample.entity(n).name
      }
    case "CertifyEntity":
      return {
        _tag: name,
        entityId: anEntity(choice, "Registered", "Certified"),
        through: Dates.plusDays(day, seed.pick([-1, 0, 1, 30, 365, 730]))
      }
    case "SuspendEntity":
      return { _tag: name, entityId: anEntity(choice, "Certified"), reason }
    case "ReinstateEntity":
      return { _tag: name, entityId: anEntity(choice, "Suspended") }
    case "EndEntity":
      return { _tag: name, entityId: anEntity(choice, "Registered", "Certified", "Suspended"), reason }
    case "AddCounselor":
      return {
        _tag: name,
        counselorId: seed.chance(40) ? aCounselor(choice) : Id.make(`counselor-new-${n}`),
        entityId: anEntity(choice, "Certified"),
        name: EntitySample.counselor(n).name
      }
    case "EndCounselor":
      return { _tag: name, counselorId: aCounselor(choice), reason }
    case "SetEntitySites":
      return { _tag: name, entityId: anEntity(choice, "Certified"), sites: Sample.agency(seed.int(3)).sites }
    case "SetCounselorListing": {
      const listing = {
        languages: [seed.pick(Sample.agent(seed.int(4)).languages)] as const,
        acceptsNewClients: seed.chance(70),
        listInDirectory: seed.chance(70)
      }
      return { _tag: name, counselorId: aCounselor(choice), listing }
    }
  }
}
