/**
 * What people want next in a story, so that most things that can be done are done.
 *
 * @since 0.1.0
 */
import type { Command, CommandName } from "@agencybook/application/Catalogue"
import type { Agency, Opening } from "@agencybook/core/Agency"
import * as Dates from "@agencybook/core/CalendarDate"
import type { Case, Coverage, FeedEntry } from "@agencybook/core/Case"
import * as Id from "@agencybook/core/Id"
import type { IncomingAgent } from "@agencybook/core/Migration"
import type { StaffNumber } from "@agencybook/core/Staff"
import * as Sample from "../Sample.ts"
import * as World from "../World.ts"
import { file, invitation } from "./AccountWishes.ts"
import { aSigningStep } from "./AgencyChoice.ts"
import { account, identity, managing } from "./AgencyWishes.ts"
import { career, daily, moving, reporting } from "./CertificationWishes.ts"
import { aCase, anAgency, anAgent, anIdentityTaken, type Choice, colleagues } from "./CommandChoice.ts"
import { consent, ending, review } from "./ConsentWishes.ts"
import { agentAs, delegations, one, ready, times, type Wish, type Wishing } from "./DifferentialWish.ts"
import { anEntityStep } from "./EntityChoice.ts"
import { extranet, run } from "./ExtranetWishes.ts"
import { application, call, claim, linked, passcode, reminder } from "./NewAgentWishes.ts"
import { submission, transfer, waiting } from "./TransferWishes.ts"

const request: Wishing = (choice) => {
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

const answer: Wishing = (choice) => {
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

const end: Wishing = (choice) => {
  const held = one(choice, delegations(choice, "Active", "Frozen"))
  if (held === undefined) return undefined
  const { caseId, delegationId } = held
  return choice.seed.chance(50)
    ? {
        command: { _tag: "RemoveDelegation", delegationId },
        actor: choice.seed.chance(70) ? { _tag: "Consumer", caseId } : Sample.serviceCenter
      }
    : { command: { _tag: "RelinquishDelegation", delegationId } }
}

const act: Wishing = (choice) => {
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
  const { actingId, agentId, managerId } = session
  // A session does not outlive the authority of either party.
  if (seed.chance(10)) {
    const party = seed.chance(70) ? managerId : agentId
    return { command: { _tag: "SuspendAgent", agentId: party, reason: "under-investigation" }, actor: Sample.exchange }
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

const office: Wishing = (choice) => {
  const { seed, world } = choice
  const agencies = World.records(world, "agency")
  const others = agencies.filter(({ certification: { _tag } }) => _tag !== "Certified")
  const agency: Agency | undefined = one(choice, others.length > 0 && seed.chance(75) ? others : agencies)
  if (agency === undefined) return undefined
  const { agencyId, agreement, certification, documents, signer } = agency
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
    const document = upload === "e-and-o" ? { type: upload, expiresOn } : { type: upload }
    return { command: { _tag: "UploadAgencyDocument", agencyId, document } }
  }
  switch (certification._tag) {
    case "Incomplete":
      return { command: { _tag: "SubmitAgency", agencyId } }
    case "Pending":
      if (seed.chance(8)) return { command: { _tag: "RejectAgency", agencyId, reason: "documents-false" } }
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

const roster: Wishing = (choice) => {
  const { seed, world } = choice
  const place = one(choice, World.records(world, "employment"))
  if (place === undefined) return undefined
  const { agencyId, agentId } = place
  const byExchange = seed.chance(30) ? { actor: Sample.exchange } : {}
  return place.state === "Inactive"
    ? { command: { _tag: "SetAgentActive", agencyId, agentId }, ...byExchange }
    : {
        command: {
          _tag: "SetAgentInactive",
          agencyId,
          agentId,
          reason: seed.chance(40) ? "left-agency" : "leave"
        },
        ...byExchange
      }
}

const code: Wishing = (choice) => {
  const { n, seed, world } = choice
  const live = one(
    choice,
    World.records(world, "accessCode").filter(({ state }) => state === "Issued")
  )
  if (live !== undefined && seed.chance(60)) {
    const fact = seed.pick([{ dob: "1980-05-17" }, { zip: "95814-1234" }, { zip: "10001" }])
    return { command: { _tag: "RedeemAccessCode", caseId: live.caseId, accountId: Id.make(`account-${n}`), fact } }
  }
  const requestedBy = { _tag: "Consumer" } as const
  const accessCodeId = Id.make<Id.AccessCodeId>(`issued-${n}`)
  const channel = seed.pick(["phone", "mail"] as const)
  return {
    command: {
      _tag: "IssueAccessCode",
      accessCodeId,
      caseId: aCase(choice),
      channel,
      requestedBy,
      identityVerified: true
    }
  }
}

const incoming = (choice: Choice, n: number, agencyId: Id.AgencyId, manager: boolean): IncomingAgent => {
  const { seed, world } = choice
  const state =
    manager && !seed.chance(10)
      ? "Certified"
      : seed.pick(["Certified", "Suspended", "Pending", "Eligible", "Withdrawn"] as const)
  const agentId = seed.chance(10) ? anAgent(choice) : Id.make<Id.AgentId>(`taken-over-${n}`)
  const known = one(choice, World.records(world, "agent"))
  const licence =
    seed.chance(5) && known !== undefined
      ? known.licence
      : Sample.licence(4_000 + n, seed.chance(10) ? { expiresOn: Dates.plusDays(Sample.today, seed.int(3) - 1) } : {})
  return {
    agentId,
    agencyId,
    profile: Sample.profile(4_000 + n, {
      licence,
      acceptsNewClients: !seed.chance(10),
      ...anIdentityTaken(choice, 4_000 + 2 * choice.n)
    }),
    manager,
    certification: { state, ...(seed.chance(97) ? { term: Sample.term } : {}) },
    employment:
      state === "Certified" || state === "Suspended" ? "Active" : state === "Withdrawn" ? "Inactive" : "Invited"
  }
}

const coverageOf = (choice: Choice): Coverage => {
  const { seed, world } = choice
  const state = seed.pick(["PlanSelected", "Effectuated", "Terminated"] as const)
  const record = one(choice, World.records(world, "agent"))?.npn
  return Sample.coverage({
    state,
    ...(seed.chance(50) ? { binderPaidOn: Sample.today } : {}),
    ...(record === undefined || seed.chance(30) ? {} : { aorNpn: record })
  })
}

const feedEntry = (choice: Choice, n: number): FeedEntry => {
  const { seed, world } = choice
  const cases = World.records(world, "case")
  const known = one(choice, cases)
  const household = known !== undefined && seed.chance(40) ? known : Sample.household(3_000 + n)
  const number = one(choice, cases)?.caseNumber
  const place = one(choice, World.records(world, "employment"))
  const since = Dates.plusHours(Sample.now, seed.chance(4) ? 100_000 : -1)
  const record: Case = {
    ...household,
    caseNumber: number !== undefined && seed.chance(5) ? number : household.caseNumber,
    account: seed.pick<Case["account"]>([household.account, { _tag: "None" }, { _tag: "Linked" }]),
    members: seed.chance(10) ? [] : seed.pick<Case["members"]>([["QhpAptc"], ["MediCal", "QhpAptcCsr"]]),
    ...(seed.chance(50) ? { coverage: coverageOf(choice) } : {}),
    ...(seed.chance(20) ? { verifications: [{ kind: "income", dueOn: Sample.today }] } : {})
  }
  if (place === undefined || seed.chance(20)) return { case: record }
  const { agencyId } = place
  return { case: record, delegate: { agentId: seed.chance(95) ? place.agentId : anAgent(choice), agencyId, since } }
}

/** A licence number that an agency has, which drafts and whoever has ended do not. */
const aLicenceHeld = (choice: Choice) =>
  one(
    choice,
    World.records(choice.world, "agency").flatMap(({ certification: { _tag }, licenceNumber }) =>
      _tag === "Incomplete" || _tag === "Terminated" ? [] : (licenceNumber ?? [])
    )
  )

const delivery: Wishing = (choice) => {
  const { n, seed, world } = choice
  if (seed.chance(50)) {
    const many = seed.chance(70) ? 1 : 2 + seed.int(2)
    const entries = Array.from({ length: many }, (_, index) => feedEntry(choice, 10 * n + index))
    return { command: { _tag: "RecordCases", entries } }
  }
  const isNew = seed.chance(60)
  const agencyId = isNew ? Id.make<Id.AgencyId>(`agency-taken-over-${n}`) : anAgency(choice)
  const fein = one(choice, World.records(world, "agency"))?.fein
  // Agencies that come with a number of their own are those that another one then may not have.
  const own = seed.chance(40) ? Sample.licence(9_300 + n).number : undefined
  const licenceNumber = seed.chance(20) ? (aLicenceHeld(choice) ?? own) : own
  const details = {
    ...Sample.details(5_000 + n),
    ...(seed.chance(8) && fein ? { fein } : {}),
    ...(licenceNumber === undefined ? {} : { licenceNumber })
  }
  const agents = [incoming(choice, 2 * n, agencyId, isNew), incoming(choice, 2 * n + 1, agencyId, false)]
  return { command: { _tag: "RecordRoster", agencies: isNew ? [{ agencyId, details }] : [], agents } }
}

/** What an agency tells when it is opened: often no name, now and then a FEIN or licence number that is taken. */
const anOpening = (choice: Choice): Opening => {
  const { n, seed } = choice
  const { legalName, publicName, ...details } = Sample.details(seed.chance(8) ? 0 : 1_000 + n)
  const names = seed.pick<Partial<Opening>>([{ legalName, publicName }, { legalName }, {}, { namedAs: "Agency" }])
  const taken = aLicenceHeld(choice)
  const own = seed.chance(40) ? Sample.licence(8_000 + n).number : undefined
  const licenceNumber = seed.chance(40) ? (taken ?? own) : own
  return { ...details, ...names, ...(licenceNumber === undefined ? {} : { licenceNumber }) }
}

const joining: Wishing = (choice) => {
  const { n, seed, world } = choice
  const known = seed.chance(15)
  // Somebody who is or was staff would become an agent.
  const staff = seed.chance(15) ? one(choice, World.records(world, "staff")) : undefined
  const login = staff === undefined ? {} : { loginEmail: staff.email }
  if (seed.chance(60))
    return {
      command: {
        _tag: "AddAgent",
        agencyId: anAgency(choice),
        agentId: known ? anAgent(choice) : Id.make(`added-${n}`),
        profile: Sample.profile(2_000 + n, { ...anIdentityTaken(choice), ...login })
      }
    }
  return {
    command: {
      _tag: "OpenAgency",
      agencyId: seed.chance(5) ? anAgency(choice) : Id.make(`opened-${n}`),
      details: anOpening(choice),
      managerId: known ? anAgent(choice) : Id.make(`founder-${n}`),
      manager: Sample.profile(1_000 + n, { ...anIdentityTaken(choice), ...login })
    },
    actor: { _tag: "Applicant", userId: Sample.userId }
  }
}

/** Whatever comes next for a helper: first the training and the approval, then everything that changes. */
const helper: Wishing = (choice) => {
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
  const next: ReadonlyArray<Command> =
    known.approval._tag === "Approved"
      ? [
          { _tag: "SetStaffLevel", userId, level: seed.chance(50) ? 1 : 2 },
          { _tag: "SetStaffInactive", userId },
          { _tag: "SetStaffActive", userId },
          { _tag: "TerminateStaff", userId, forCause: seed.chance(30), reason: "left-agency" },
          { _tag: "RecordStaffTraining", userId, on: Dates.plusDays(Sample.today, seed.int(3)) }
        ]
      : [
          { _tag: "RecordStaffTraining", userId, on: Dates.plusDays(Sample.today, seed.int(3) - 1) },
          { _tag: "ApproveStaff", userId },
          { _tag: "ApproveStaff", userId, staffNumber: `A${1_000 + seed.int(2)}` as StaffNumber },
          { _tag: "ApproveStaff", userId, staffNumber: "A1000" as StaffNumber },
          { _tag: "DenyStaff", userId, reason: "application-incomplete" }
        ]
  return { command: seed.pick(next) }
}

const onRecord: Wishing = (choice) => {
  const { day = Sample.today, seed, world } = choice
  const insured = World.records(world, "case").filter(({ coverage }) => coverage !== undefined)
  const from = Dates.plusDays(day, seed.pick([-40, -1, 0, 0, 1, 30]))
  const caseId = seed.chance(90) ? (one(choice, insured)?.caseId ?? aCase(choice)) : aCase(choice)
  return { command: { _tag: "ChangeAgentOfRecord", caseId, agentId: anAgent(choice), from, reason: "correction" } }
}
/** The daily word about agents of record, now and then for a day that has not come or is over. */
const compared: Wishing = (choice) => {
  const { day = Sample.today, seed } = choice
  const on = Dates.plusDays(day, seed.pick([0, 0, 0, 0, -1, 1]))
  return { command: { _tag: "ReportAgentsOfRecord", agencyId: anAgency(choice), on } }
}

/** The exchange keeps its register of entities and counselors. */
const register: Wishing = (choice) => ({
  command: anEntityStep(
    choice,
    choice.seed.pick([
      ...(["RegisterEntity", "CertifyEntity", "CertifyEntity", "SuspendEntity", "ReinstateEntity"] as const),
      ...(["EndEntity", "AddCounselor", "AddCounselor", "EndCounselor"] as const)
    ])
  )
})

const everything: ReadonlyArray<Wishing> = [
  ...[...times(4, request), ...times(4, answer), end],
  ...[transfer, transfer, submission, waiting, waiting],
  ...[act, act, act],
  ...[consent, ending, review, review],
  ...[call, linked, claim, passcode, application, reminder],
  ...[career, career, career, office, account, account, managing, roster, roster, joining, helper],
  register,
  ...[code, code, delivery, onRecord, compared, daily],
  ...[invitation, invitation, file, run, extranet, extranet]
]
/** Wishes of managers who act for somebody. */
export const sessions: ReadonlyArray<Wishing> = [...times(9, act), request]

/** Two thirds of the wishes are of some kinds, in these shares. */
const mostly = (...shares: ReadonlyArray<readonly [number, Wishing]>): ReadonlyArray<Wishing> => {
  const some = shares.flatMap(([count, wishing]) => times(count, wishing))
  return [
    ...everything,
    ...Array.from({ length: Math.round((2 * everything.length) / some.length) }, () => some).flat()
  ]
}

/** What stories are about: everything, or mostly one thing, so that long ways are walked to their end. */
export const themes: ReadonlyArray<ReadonlyArray<Wishing>> = [
  everything,
  mostly([7, career], [3, daily]),
  mostly([5, act], [2, request], [2, managing]),
  mostly([8, office], [2, career], [1, joining], [2, account], [4, identity]),
  mostly([4, code], [3, linked], [2, delivery], [1, onRecord]),
  mostly([2, transfer], [2, roster], [1, career], [2, managing]),
  mostly([7, moving], [3, reporting], [1, career]),
  mostly([1, request], [2, transfer], [2, submission], [6, waiting]),
  mostly([3, answer], [2, request], [3, consent], [2, ending], [2, review]),
  mostly([4, register], [2, consent]),
  mostly([9, passcode], [1, request]),
  mostly([3, call], [4, claim], [2, application], [1, end]),
  mostly([2, reminder], [4, request], [4, answer], [1, end]),
  mostly([4, helper], [1, transfer]),
  mostly([6, extranet], [3, run]),
  mostly([5, invitation], [1, career], [4, file])
]

/** How often each command came true so far. */
export type Fulfilled = Readonly<Partial<Record<CommandName, number>>>

const any = (choice: Choice, theme: ReadonlyArray<Wishing>): Wish => {
  for (;;) {
    const found = choice.seed.pick(theme)(choice)
    if (found !== undefined) return found
  }
}

/** What somebody wants next: mostly the one of two things that came true less often so far, so that nothing is rare. */
export const wish = (choice: Choice, theme: ReadonlyArray<Wishing>, fulfilled: Fulfilled): Wish => {
  const [first, second] = [any(choice, theme), any(choice, theme)]
  const times = ({ command }: Wish) => fulfilled[command._tag] ?? 0
  return choice.seed.chance(60) && times(second) < times(first) ? second : first
}
