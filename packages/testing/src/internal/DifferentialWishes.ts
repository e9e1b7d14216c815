/**
 * What people want next in a story, so that most things that can be done are done.
 *
 * @since 0.1.0
 */
import type { Command } from "@agencybook/application/Catalogue"
import type { Acting } from "@agencybook/core/Acting"
import type { Agency } from "@agencybook/core/Agency"
import type { Profile } from "@agencybook/core/Agent"
import * as Dates from "@agencybook/core/CalendarDate"
import * as Id from "@agencybook/core/Id"
import type { StaffNumber } from "@agencybook/core/Staff"
import * as Sample from "../Sample.ts"
import * as World from "../World.ts"
import { anAccountStep, aSigningStep } from "./AgencyChoice.ts"
import { aFile, anOpening, founding } from "./AgencyWishes.ts"
import { aKeepDay, anEndOfStaff, whole } from "./AgentChoice.ts"
import {
  aCase,
  anAgency,
  anAgent,
  anIdentityTaken,
  aWindowWord,
  colleagues,
  somePhoto,
  someSites
} from "./CommandChoice.ts"
import { agentAs, delegations, one, ready, type Wishing } from "./DifferentialWish.ts"
import { anEntityStep } from "./EntityChoice.ts"
import { aRequest } from "./HouseholdChoice.ts"
import { aNumber } from "./LicenceChoice.ts"

/** A consumer asks an agent. */
export const request: Wishing = (choice) => {
  const { n, seed } = choice
  const caseId = aCase(choice)
  const command = {
    _tag: "RequestDelegation",
    delegationId: Id.make<Id.DelegationId>(seed.chance(4) ? `asked-${seed.int(n + 1)}` : `asked-${n}`),
    caseId,
    agentId: (seed.chance(70) ? one(choice, ready(choice)) : undefined) ?? anAgent(choice),
    signedBy: "Cora Quint"
  } as const
  return { command, actor: seed.chance(80) ? { _tag: "Consumer", caseId } : Sample.serviceCenter }
}

/** Somebody answers a request, or it ends. */
export const answer: Wishing = (choice) => {
  const { seed } = choice
  const asked = one(choice, delegations(choice, "Requested"))
  if (asked === undefined) return undefined
  const names = ["AcceptRequest", "AcceptRequest", "AcceptRequest", "DeclineRequest", "CancelRequest", "ExpireRequest"]
  const command = { _tag: seed.pick(names), delegationId: asked.delegationId } as Command
  // Helpers answer for the agents of their agency, where the policy lets them.
  const helpers = World.records(choice.world, "staff").filter(({ agencyId }) => agencyId === asked.delegate.agencyId)
  const helper = seed.chance(15) ? one(choice, helpers) : undefined
  if (helper === undefined) return { command }
  const { agencyId, level, userId } = helper
  return { command, actor: { _tag: "Staff", userId, agencyId, level } }
}

/** A delegation ends. */
export const end: Wishing = (choice) => {
  const held = one(choice, delegations(choice, "Active", "Frozen"))
  if (held === undefined) return undefined
  const { caseId, delegate, delegationId } = held
  const managerId = one(choice, choice.world.agency.get(delegate.agencyId)?.managers ?? [])
  return choice.seed.chance(50)
    ? {
        command: { _tag: "RemoveDelegation", delegationId },
        actor: choice.seed.chance(70)
          ? { _tag: "Consumer", caseId }
          : choice.seed.pick([Sample.serviceCenter, Sample.exchange])
      }
    : {
        command: { _tag: "RelinquishDelegation", delegationId },
        // Where the agent cannot, and now and then where the agent could.
        ...(managerId !== undefined && choice.seed.chance(40) ? { actor: agentAs(managerId) } : {})
      }
}

/** What a manager does in a session: as the agent, or with it. */
export const inSession =
  (session: Acting): Wishing =>
  (choice) => {
    const { seed } = choice
    const { actingId, agentId, managerId } = session
    // A session does not outlive the authority of either party.
    if (seed.chance(4)) {
      const party = seed.chance(70) ? managerId : agentId
      return {
        command: { _tag: "SuspendAgent", agentId: party, reason: "under-investigation" },
        actor: Sample.exchange
      }
    }
    if (seed.chance(15)) return { command: { _tag: "CloseActing", actingId }, actor: agentAs(managerId) }
    const ofAgent = (...states: ReadonlyArray<string>) =>
      one(
        choice,
        delegations(choice, ...states).filter(({ delegate }) => delegate.agentId === agentId || seed.chance(10))
      )
    const asked = ofAgent("Requested")
    const held = ofAgent("Active", "Frozen")
    const name = seed.pick(["AcceptRequest", "AcceptRequest", "DeclineRequest"] as const)
    const command: Command | undefined =
      asked !== undefined && !seed.chance(30)
        ? { _tag: name, delegationId: asked.delegationId }
        : held && { _tag: "RelinquishDelegation", delegationId: held.delegationId }
    return command === undefined ? undefined : { command, actor: agentAs(managerId), acting: actingId }
  }

/** A manager opens a session for somebody and acts in it. */
export const act: Wishing = (choice) => {
  const { n, seed, world } = choice
  const open = World.records(world, "acting").filter(({ closedAt }) => closedAt === undefined)
  const session = one(choice, open)
  if (session === undefined || seed.chance(40)) {
    const agency = one(choice, World.records(world, "agency"))
    const colleague = agency && one(choice, colleagues(choice, agency.agencyId))
    const managerId = agency && one(choice, agency.managers)
    if (agency === undefined || colleague === undefined || managerId === undefined) return undefined
    return {
      command: {
        _tag: "OpenActing",
        actingId: Id.make(seed.chance(8) ? `acting-${seed.int(n + 1)}` : `acting-${n}`),
        agencyId: agency.agencyId,
        agentId: colleague
      },
      actor: agentAs(managerId)
    }
  }
  return inSession(session)(choice)
}

/** An agency applies, is certified, suspended and ends. */
export const office: Wishing = (choice) => {
  const { seed, world } = choice
  const agencies = World.records(world, "agency")
  const others = agencies.filter(({ certification: { _tag } }) => _tag !== "Certified")
  const agency: Agency | undefined = one(choice, others.length > 0 && seed.chance(75) ? others : agencies)
  if (agency === undefined) return undefined
  const { agencyId, agreement, certification, documents, entityKind, markets, signer } = agency
  if (agreement === undefined && seed.chance(50))
    return {
      command: aSigningStep(choice, signer === undefined ? "NameAgencySigner" : "SignAgencyAgreement", agencyId)
    }
  const missing = (["e-and-o", "payee-data"] as const).filter(
    (type) => !documents.some((document) => document.type === type)
  )
  const upload = one(choice, missing) ?? (seed.chance(10) ? "e-and-o" : undefined)
  const managerTerm = Sample.term
  if (upload !== undefined && seed.chance(70)) {
    const expiresOn = Dates.plusDays(choice.day ?? Sample.today, seed.pick([20, 400, 400, -1]))
    const document = { ...(upload === "e-and-o" ? { type: upload, expiresOn } : { type: upload }), ...aFile(choice) }
    return { command: { _tag: "UploadAgencyDocument", agencyId, document } }
  }
  switch (certification._tag) {
    case "Incomplete":
    case "Pending":
      if (seed.chance(8)) return { command: { _tag: "RejectAgency", agencyId, reason: "documents-false" } }
      if (certification._tag === "Incomplete")
        return {
          command:
            (entityKind === undefined || markets === undefined) && seed.chance(20)
              ? anAccountStep(choice, "DescribeAgency", agencyId)
              : { _tag: "SubmitAgency", agencyId }
        }
      return {
        command: { _tag: "CertifyAgency", agencyId, ...(seed.chance(90) ? { managerTerm } : {}) }
      }
    case "Certified":
      return seed.chance(25) ? { command: { _tag: "SuspendAgency", agencyId, reason: "agreement-lapsed" } } : undefined
    case "Suspended":
      return seed.chance(15)
        ? {
            command: {
              _tag: "TerminateAgency",
              agencyId,
              reason: "closed",
              books: seed.chance(50) ? "moved" : "end"
            }
          }
        : { command: { _tag: "ReinstateAgency", agencyId } }
    case "Terminated":
      return undefined
  }
}

/** An agency sets its people active and inactive. */
export const roster: Wishing = (choice) => {
  const { seed, world } = choice
  const place = one(choice, World.records(world, "employment"))
  if (place === undefined) return undefined
  // Now and then a helper would put a manager of her agency out.
  const her = one(
    choice,
    World.records(world, "staff").filter(
      ({ activity, approval }) => approval._tag === "Approved" && activity === "Active"
    )
  )
  const [manager] = (her && world.agency.get(her.agencyId)?.managers) ?? []
  if (her !== undefined && manager !== undefined && seed.chance(10)) {
    const { agencyId, level, userId } = her
    return {
      command: { _tag: "SetAgentInactive", agencyId, agentId: manager, reason: "left-agency" },
      actor: { _tag: "Staff", userId, agencyId, level }
    }
  }
  const { agencyId, agentId } = place
  const byExchange = seed.chance(30) ? { actor: Sample.exchange } : {}
  return place.state === "Inactive"
    ? { command: { _tag: "SetAgentActive", agencyId, agentId }, ...byExchange }
    : {
        command: {
          _tag: "SetAgentInactive",
          agencyId,
          agentId,
          reason: seed.chance(40) ? "left-agency" : "leave",
          ...(seed.chance(60) ? { keepClientsUntil: aKeepDay(choice, agentId) } : {})
        },
        ...byExchange
      }
}

/** An agency takes somebody on. */
export const joining: Wishing = (choice) => {
  const { n, seed, world } = choice
  if (seed.chance(12)) return founding(choice)
  const known = seed.chance(15)
  // Somebody who is or was staff would become an agent.
  const staff = seed.chance(15) ? one(choice, World.records(world, "staff")) : undefined
  const login = staff === undefined ? {} : { loginEmail: staff.email }
  const licensed = (k: number) => ({ licence: Sample.licence(k, { number: aNumber(seed, Sample.licence(k).number) }) })
  // Now and then somebody without a telephone number, who is to be listed or not.
  const reached = (profile: Profile): Profile => {
    if (!seed.chance(10)) return profile
    const { publicPhone: _, ...others } = profile
    return { ...others, listInDirectory: seed.chance(60) }
  }
  const named = seed.chance(30) ? { name: whole(Sample.profile(2_000 + n).name, n) } : {}
  const told = { ...anIdentityTaken(choice), ...login, ...named, ...somePhoto(choice) }
  if (seed.chance(60)) {
    const agencyId = anAgency(choice)
    const agentId = known ? anAgent(choice) : Id.make<Id.AgentId>(`added-${n}`)
    const about = { ...licensed(2_000 + n), ...told, ...someSites(choice, agencyId) }
    return { command: { _tag: "AddAgent", agencyId, agentId, profile: reached(Sample.profile(2_000 + n, about)) } }
  }
  const siteIds = seed.pick([[], [], ["main"], ["nowhere"]] as const).map((site) => Id.make<Id.SiteId>(site))
  return {
    command: {
      _tag: "OpenAgency",
      agencyId: seed.chance(5) ? anAgency(choice) : Id.make(`opened-${n}`),
      details: anOpening(choice),
      managerId: known ? anAgent(choice) : Id.make(`founder-${n}`),
      manager: reached(Sample.profile(1_000 + n, { ...licensed(1_000 + n), ...told, siteIds }))
    },
    actor: { _tag: "Applicant", userId: Sample.userId }
  }
}

/** Whatever comes next for a helper: first the training and the approval, then everything that changes. */
export const helper: Wishing = (choice) => {
  const { n, seed, world } = choice
  const known = one(choice, World.records(world, "staff"))
  const agency = one(choice, World.records(world, "agency"))
  if (agency === undefined) return undefined
  if (known === undefined || seed.chance(25)) {
    const userId = known !== undefined && seed.chance(40) ? known.userId : Id.make<Id.UserId>(`helper-${n}`)
    const email = seed.chance(10) ? one(choice, World.records(world, "agent"))?.loginEmail : undefined
    const { name } = Sample.staff(n)
    const details = { name, email: email ?? Sample.staff(seed.chance(10) ? 1 : 6_000 + n).email }
    return { command: { _tag: "AddStaff", agencyId: agency.agencyId, userId, details, level: seed.chance(50) ? 1 : 2 } }
  }
  const { userId } = known
  const claim: Command = { _tag: "ClaimStaffLink", userId, name: seed.chance(90) ? known.name : Sample.staff(n).name }
  // Whoever got a link mostly follows it before anything else happens to them.
  if (known.approval._tag === "Approved" && known.link?.state === "Issued" && seed.chance(40)) return { command: claim }
  const next: ReadonlyArray<Command> =
    known.approval._tag === "Approved"
      ? [
          { _tag: "SetStaffLevel", userId, level: seed.chance(50) ? 1 : 2 },
          { _tag: "SetStaffInactive", userId },
          { _tag: "SetStaffActive", userId },
          { _tag: "TerminateStaff", userId, ...anEndOfStaff(choice) },
          { _tag: "RecordStaffTraining", userId, on: Dates.plusDays(Sample.today, seed.int(3)) },
          { _tag: "SendStaffLink", userId },
          claim
        ]
      : [
          { _tag: "RecordStaffTraining", userId, on: Dates.plusDays(Sample.today, seed.int(3) - 1) },
          { _tag: "ApproveStaff", userId },
          { _tag: "ApproveStaff", userId, staffNumber: `A${1_000 + seed.int(2)}` as StaffNumber },
          { _tag: "ApproveStaff", userId, staffNumber: "A1000" as StaffNumber },
          { _tag: "DenyStaff", userId, reason: "application-incomplete" },
          { _tag: "SendStaffLink", userId }
        ]
  return { command: seed.pick(next) }
}

/** The agent of record of a case changes. */
export const onRecord: Wishing = (choice) => {
  const { day = Sample.today, seed, world } = choice
  const insured = World.records(world, "case").filter(({ coverage }) => coverage !== undefined)
  const from = Dates.plusDays(day, seed.pick([-40, -1, 0, 0, 1, 30]))
  const many = insured.filter(({ policies }) => policies !== undefined && policies.length > 0)
  const known = seed.chance(90) ? one(choice, many.length > 0 && seed.chance(60) ? many : insured) : undefined
  const policy = aRequest(choice, known)
  const caseId = known?.caseId ?? aCase(choice)
  return {
    command: { _tag: "ChangeAgentOfRecord", caseId, ...policy, agentId: anAgent(choice), from, reason: "correction" }
  }
}
/** The daily word about agents of record, now and then for a day that has not come or is over. */
export const compared: Wishing = (choice) => {
  const { day = Sample.today, seed } = choice
  const on = Dates.plusDays(day, seed.pick([0, 0, 0, 0, -1, 1]))
  return { command: { _tag: "ReportAgentsOfRecord", agencyId: anAgency(choice), on } }
}

/** The yearly word about the window of small businesses, now and then for a day that has not come or is over. */
export const told: Wishing = (choice) => {
  const { day = Sample.today, seed } = choice
  return { command: aWindowWord(choice, Dates.plusDays(day, seed.pick([0, 0, 0, -1, 1]))) }
}

/** The exchange keeps its register of entities and counselors. */
export const register: Wishing = (choice) => ({
  command: anEntityStep(
    choice,
    choice.seed.pick([
      ...(["RegisterEntity", "CertifyEntity", "CertifyEntity", "SuspendEntity", "ReinstateEntity"] as const),
      ...(["EndEntity", "AddCounselor", "AddCounselor", "EndCounselor", "SetEntitySites"] as const),
      "SetCounselorListing" as const
    ])
  )
})
