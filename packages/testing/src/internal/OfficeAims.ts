/**
 * Wishes that aim at a refusal that hardly anybody meets by chance: of agencies, their managers, helpers and invitations.
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import * as Id from "@agencybook/core/Id"
import type { StaffNumber } from "@agencybook/core/Staff"
import * as Sample from "../Sample.ts"
import * as World from "../World.ts"
import { aReviewStep } from "./AgencyChoice.ts"
import { agencyOf, byTheExchange, byTheSystem, nobody } from "./Aim.ts"
import { anAgent } from "./CommandChoice.ts"
import { agentAs, one, type Wish, type Wishing } from "./DifferentialWish.ts"
import { aLicenceHeld } from "./LicenceChoice.ts"

/** An agency with the licence number of another one: opened with it, changed to it, or handed in with it. */
export const licenceOfAnotherAgency: Wishing = (choice) => {
  const { n, seed, world } = choice
  const licenceNumber = aLicenceHeld(choice)
  const agency = agencyOf(choice)
  if (agency === undefined) return undefined
  const { agencyId, certification, licenceNumber: own } = agency
  if (licenceNumber === undefined || seed.chance(20)) {
    // Somebody has to have one first.
    const wanted = { licenceNumber: Sample.licence(9_600 + n).number }
    return { command: { _tag: "RequestAgencyChange", agencyId, changeId: Id.make(`number-${n}`), wanted } }
  }
  const draft = World.records(world, "agency").find((one) => one.certification._tag === "Incomplete")
  if (draft !== undefined && seed.chance(30)) return { command: { _tag: "SubmitAgency", agencyId: draft.agencyId } }
  if (own !== licenceNumber && certification._tag !== "Incomplete" && seed.chance(40))
    return {
      command: { _tag: "RequestAgencyChange", agencyId, changeId: Id.make(`number-${n}`), wanted: { licenceNumber } }
    }
  return {
    command: {
      _tag: "OpenAgency",
      agencyId: Id.make(`twin-${n}`),
      details: { ...Sample.details(9_700 + n), licenceNumber },
      managerId: Id.make(`twin-founder-${n}`),
      manager: Sample.profile(9_700 + n)
    },
    actor: { _tag: "Applicant", userId: Sample.userId }
  }
}

/** One site more than an agency may have, or as many as it may. */
export const siteTooMany: Wishing = (choice) => {
  const full = one(
    choice,
    World.records(choice.world, "agency").filter(({ sites }) => sites.length >= 99)
  )
  if (full === undefined) return undefined
  const { publicName: name, site: address } = Sample.details(choice.n)
  const site = { siteId: Id.make<Id.SiteId>(`site-${choice.n}`), name, address }
  return byTheExchange({ _tag: "SetAgencySite", agencyId: full.agencyId, site })
}

/** A signature of the wrong one, without a signer, or of a day that is no use. */
export const signature: Wishing = (choice) => {
  const { day = Sample.today, n, seed, world } = choice
  const agencies = World.records(world, "agency")
  const unsigned = agencies.filter(({ signer }) => signer === undefined)
  const agency = one(choice, unsigned.length > 0 && seed.chance(60) ? unsigned : agencies)
  if (agency === undefined) return undefined
  const { agencyId, managers, signer } = agency
  const [managerId = anAgent(choice)] = managers
  const envelope = Id.make<Id.DocumentId>(`papers-${n}`)
  const sign = { _tag: "SignAgencyAgreement", agencyId, envelope } as const
  const signed = { ...sign, by: { _tag: "Manager", agentId: managerId } } as const
  const other = { ...sign, by: { _tag: "Manager", agentId: managers[1] ?? anAgent(choice) } } as const
  if (signer === undefined) return byTheSystem({ ...signed, on: day })
  return seed.pick<Wish>([
    { command: { ...other, on: day }, actor: agentAs(managerId) },
    byTheSystem({ ...signed, on: Dates.plusDays(day, 1) }),
    byTheSystem({ ...signed, on: Dates.plusDays(day, -3_000) })
  ])
}

/** The daily run of a day that has not come. */
export const agencyAhead: Wishing = (choice) => {
  const { day = Sample.today } = choice
  const agency = agencyOf(choice)
  return agency && byTheSystem({ _tag: "RunAgencyDaily", agencyId: agency.agencyId, day: Dates.plusDays(day, 1) })
}

/** Whoever asked for a change would approve it. */
export const ownChange: Wishing = (choice) => {
  const changing = one(
    choice,
    World.records(choice.world, "agency").filter(({ change }) => change !== undefined)
  )
  return changing === undefined
    ? byTheExchange(aReviewStep(choice, "RequestAgencyChange"))
    : byTheExchange(aReviewStep(choice, "ApproveAgencyChange", changing.agencyId))
}

/** A second manager goes over the head of the first one. */
export const overThePrimary: Wishing = (choice) => {
  const agency = one(
    choice,
    World.records(choice.world, "agency").filter(({ managers }) => managers.length > 1)
  )
  const [primary, second] = agency?.managers ?? []
  if (agency === undefined || primary === undefined || second === undefined) return undefined
  const name = choice.seed.pick(["RemoveManager", "ChoosePrimaryManager"] as const)
  const agentId = choice.seed.chance(60) ? second : primary
  return { command: { _tag: name, agencyId: agency.agencyId, agentId }, actor: agentAs(second) }
}

/** A helper with an address that somebody has, trained tomorrow, or under the number of another one. */
export const helperOfAnother: Wishing = (choice) => {
  const { day = Sample.today, n, seed, world } = choice
  const staff = World.records(world, "staff")
  const known = one(choice, staff)
  const agency = agencyOf(choice)
  if (known === undefined || agency === undefined) return undefined
  const waiting = one(
    choice,
    staff.filter(({ approval: { _tag } }) => _tag === "Pending" || _tag === "Eligible")
  )
  const untrained = staff.find(({ approval: { _tag }, trainedOn }) => _tag !== "Approved" && trainedOn === undefined)
  if (untrained !== undefined && seed.chance(25))
    return byTheExchange({ _tag: "ApproveStaff", userId: untrained.userId })
  if (waiting !== undefined && seed.chance(60)) {
    const { userId } = waiting
    const staffNumber = staff.flatMap((helper) => helper.staffNumber ?? []).find((number) => number !== undefined)
    return byTheExchange(
      staffNumber === undefined || seed.chance(25)
        ? { _tag: "RecordStaffTraining", userId, on: Dates.plusDays(day, seed.chance(60) ? 1 : 0) }
        : { _tag: "ApproveStaff", userId, staffNumber }
    )
  }
  const email = seed.chance(50) ? known.email : one(choice, World.records(world, "agent"))?.loginEmail
  const details = { name: known.name, email: email ?? known.email }
  const userId = Id.make<Id.UserId>(`again-${n}`)
  return { command: { _tag: "AddStaff", agencyId: agency.agencyId, userId, details, level: 1 } }
}

/** A helper is approved under the number of another one. */
export const numberOfAnother: Wishing = (choice) => {
  const staff = World.records(choice.world, "staff")
  const waiting = staff.filter(({ approval: { _tag } }) => _tag === "Pending" || _tag === "Eligible")
  const trained = waiting.filter(({ trainedOn }) => trainedOn !== undefined)
  const helper = one(choice, trained.length > 0 ? trained : waiting)
  if (helper === undefined) return undefined
  const { userId } = helper
  const taken = one(
    choice,
    staff.flatMap((other) => (other.userId === userId ? [] : (other.staffNumber ?? [])))
  )
  return byTheExchange({ _tag: "ApproveStaff", userId, staffNumber: taken ?? ("A7000" as StaffNumber) })
}

/** A helper would put a manager out of the work. */
export const managerByHelper: Wishing = (choice) => {
  const { seed, world } = choice
  const able = World.records(world, "staff").filter(
    ({ activity, approval }) => approval._tag === "Approved" && activity === "Active"
  )
  const helper = one(choice, able)
  const [managerId] = (helper && world.agency.get(helper.agencyId)?.managers) || []
  if (helper === undefined || managerId === undefined) return undefined
  const { agencyId, userId } = helper
  const step = { agencyId, agentId: managerId }
  return {
    command: seed.chance(75)
      ? { _tag: "SetAgentInactive", ...step, reason: "leave" }
      : { _tag: "SetAgentActive", ...step },
    actor: { _tag: "Staff", userId, agencyId, level: helper.level }
  }
}

/** An office applies though its manager was turned away in the meantime. */
export const managerGone: Wishing = (choice) => {
  const { n, day = Sample.today, world } = choice
  const stateOf = ([managerId]: ReadonlyArray<Id.AgentId>) =>
    managerId === undefined ? undefined : world.agent.get(managerId)?.certification._tag
  const open = World.records(world, "agency").filter(
    ({ certification, managers }) => certification._tag === "Incomplete" && stateOf(managers) !== "Discarded"
  )
  const lost = open.filter(({ managers }) => /Withdrawn|Denied/.test(stateOf(managers) ?? ""))
  const some = one(choice, lost.length > 0 ? lost : open)
  const [agentId] = some?.managers ?? []
  if (some === undefined || agentId === undefined) return undefined
  if (lost.length === 0)
    return byTheExchange({
      _tag: stateOf(some.managers) === "Incomplete" ? "SubmitAgent" : "WithdrawAgent",
      agentId
    })
  const { agencyId, documents } = some
  const missing = (["e-and-o", "payee-data"] as const).find((type) => !documents.some((held) => held.type === type))
  if (missing === undefined) return byTheExchange({ _tag: "SubmitAgency", agencyId })
  const until = missing === "e-and-o" ? { expiresOn: Dates.plusDays(day, 365) } : {}
  const document = { type: missing, ...until, file: Sample.documentFile(n) }
  return byTheExchange({ _tag: "UploadAgencyDocument", agencyId, document })
}

/** An invitation of another agency would be taken back. */
export const invitationOfAnother: Wishing = (choice) => {
  const { world } = choice
  const agency = agencyOf(choice)
  const [managerId] = agency?.managers ?? []
  if (agency === undefined || managerId === undefined) return undefined
  const known = one(
    choice,
    World.records(world, "invitation").filter(({ agencyId }) => agencyId !== agency.agencyId)
  )
  const invitationId = known?.invitationId ?? nobody<Id.InvitationId>(choice)
  return {
    command: { _tag: "RevokeInvitation", invitationId, agencyId: agency.agencyId },
    actor: agentAs(managerId)
  }
}

/** An agency ends while an invitation of it is open. */
export const endOfInviter: Wishing = (choice) => {
  const live = one(
    choice,
    World.records(choice.world, "invitation").filter(({ state }) => state === "Issued")
  )
  if (live === undefined) return undefined
  const { agencyId } = live
  return byTheExchange({ _tag: "TerminateAgency", agencyId, reason: "voluntary", books: "end" })
}
