/**
 * Random commands about agents, staff, their accounts and invitations, and the codes of consumers.
 *
 * @since 0.1.0
 */

import type { Command, CommandName } from "@agencybook/application/Catalogue"
import * as AccessCode from "@agencybook/core/AccessCode"
import { appointmentStates, type Shown, shownOf } from "@agencybook/core/Agent"
import * as AgentLock from "@agencybook/core/AgentLock"
import type * as Association from "@agencybook/core/Association"
import * as Dates from "@agencybook/core/CalendarDate"
import type { Finding } from "@agencybook/core/Certification"
import type { Name, PersonName } from "@agencybook/core/Contact"
import type * as Extranet from "@agencybook/core/Extranet"
import type * as ExtranetExtract from "@agencybook/core/ExtranetExtract"
import * as Id from "@agencybook/core/Id"
import * as Invitation from "@agencybook/core/Invitation"
import { proofs } from "@agencybook/core/Policy"
import * as Requirement from "@agencybook/core/Requirement"
import type * as Staff from "@agencybook/core/Staff"
import type * as StaffLink from "@agencybook/core/StaffLink"
import type { StatusReason } from "@agencybook/core/StatusReason"
import * as Sample from "../Sample.ts"
import * as World from "../World.ts"
import { aCase, aHelper, anAgency, anAgent, type Choice, colleagues, somePhoto, someSites } from "./CommandChoice.ts"
import { aCounselor } from "./EntityChoice.ts"
import { aNumber } from "./LicenceChoice.ts"

type ExtranetCommand = Extranet.Command | ExtranetExtract.Command

const reasons: ReadonlyArray<StatusReason> = ["under-investigation", "under-investigation", "breach", "retired"]

const aFinding = ({ seed }: Choice): Finding => ({ ...Sample.finding, proof: seed.pick(proofs) })

/** A day until which an agency keeps clients; now and then one that is too far, or has come. @rule EMP-04 */
export const aKeepDay = ({ day = Sample.today, seed, world }: Choice, agentId: Id.AgentId): Dates.CalendarDate =>
  (seed.chance(80) ? world.agent.get(agentId)?.dispositionUntil : undefined) ??
  Dates.plusDays(day, seed.pick([1, 1, 1, 2, 7, 30, 31, 0]))

/** A bar of some days that comes with a termination, now and then one that is over. */
export const aBar = ({ day = Sample.today, seed }: Choice): { readonly barredUntil?: Dates.CalendarDate } =>
  seed.chance(40) ? { barredUntil: Dates.plusDays(day, seed.pick([1, 2, 30, 30, 0])) } : {}

/** An access code that was never issued. */
export const wrongCode = "00000-00000"

/** Secrets that no invitation has, by the kind of it. */
export const wrongClaim = {
  "delegation-code": Invitation.codeText.fromBytes(new Uint8Array(10)),
  "activation-link": "0".repeat(32)
}

/** Proofs that no account of the extranet has, by what is proved with. */
export const wrongSecret = { link: "0".repeat(32), password: "0".repeat(20) }

/** A name with parts that not everybody has. */
export const whole = (name: Name, n: number): Name => ({
  ...name,
  ...(n % 3 === 0 ? {} : { middle: "B." as PersonName }),
  ...(n % 3 === 1 ? {} : { suffix: (n % 2 === 0 ? "Jr." : "III") as PersonName })
})

/** Something new about an agent, mostly told in time. */
export const aReport = (choice: Choice, agentId: Id.AgentId): Command => {
  const { day = Sample.today, n, seed, world } = choice
  const { licence, name, place } = seed.chance(12)
    ? (world.agent.get(seed.chance(50) ? agentId : anAgent(choice)) ?? Sample.profile(6_500))
    : Sample.profile(6_500 + n, { place: { city: seed.pick(["Fresno", "Davis"]), county: "Fresno" } })
  const change = seed.pick([
    { _tag: "Name", name: seed.pick([name, whole(name, n)]) },
    { _tag: "Licence", number: aNumber(seed, licence.number) },
    { _tag: "Address", place }
  ] as const)
  return {
    _tag: "ReportAgentChange",
    agentId,
    change,
    happenedOn: Dates.plusDays(day, -seed.pick([0, 1, 29, 30, 31, -1]))
  }
}

/** What an agent shows from now on: now and then as before, without a way to reach the agent, or at some sites only. */
export const aProfileEdit = (choice: Choice, agentId: Id.AgentId): Command => {
  const { n, seed, world } = choice
  const known = world.agent.get(agentId)
  const place = World.records(world, "employment").find((one) => one.agentId === agentId && one.state !== "Inactive")
  const reachable = !seed.chance(15)
  const { publicEmail, publicPhone } = Sample.shown(n)
  const profile: Shown = {
    ...Sample.shown(0),
    ...(reachable ? { publicEmail, publicPhone } : {}),
    acceptsNewClients: !seed.chance(30),
    listInDirectory: !seed.chance(30),
    ...(seed.chance(40)
      ? { bio: Sample.shown(n).bio, expertise: seed.pick([[], ["dental"], ["health", "vision"]]) }
      : {}),
    ...somePhoto(choice),
    ...someSites(choice, place?.agencyId)
  }
  return {
    _tag: "EditAgentProfile",
    agentId,
    profile: known !== undefined && seed.chance(15) ? shownOf(known) : profile
  }
}

/** Carriers that have appointed an agent, now and then as before. */
const someAppointments = ({ seed, world }: Choice, agentId: Id.AgentId): Command => {
  const status = seed.pick(appointmentStates)
  const appointments = seed.pick([
    world.agent.get(agentId)?.carrierAppointments ?? [],
    [],
    [{ carrier: "Redwood Health", status }],
    [
      { carrier: "Redwood Health", status },
      { carrier: "Bay Plan", status: "applied" as const }
    ]
  ])
  return { _tag: "SetCarrierAppointments", agentId, appointments }
}

/** Another address for login: now and then the own one, or one that an agent or a helper has. */
export const aLoginChange = ({ n, seed, world }: Choice, agentId: Id.AgentId): Command => {
  const agents = World.records(world, "agent").map(({ loginEmail }) => loginEmail)
  const staff = World.records(world, "staff").map(({ email }) => email)
  const own = world.agent.get(agentId)?.loginEmail
  const taken = [own, ...agents, ...staff, ...staff].flatMap((email) => email ?? [])
  const loginEmail =
    taken.length > 0 && seed.chance(40) ? seed.pick(taken) : Sample.profile(9_000 + seed.int(n + 1)).loginEmail
  return { _tag: "ChangeAgentLogin", agentId, loginEmail }
}

/** A command about the certification of an agent. */
export const ofAgent = (choice: Choice, name: CommandName): Command => {
  const { seed } = choice
  const agentId = anAgent(choice)
  const reason = seed.pick(reasons)
  switch (name) {
    case "RecordRequirement": {
      const outcome = seed.pick(["Met", "Met", "Met", "Waived", "Failed", "InProgress"] as const)
      return { _tag: name, agentId, item: seed.pick(Requirement.items), outcome }
    }
    case "RecordLicence": {
      const status = seed.pick(["active", "active", "active", "expired"] as const)
      const holder = choice.world.agent.get(seed.chance(10) ? anAgent(choice) : agentId)
      const corrected = seed.chance(10) ? { npn: (holder ?? Sample.profile(7_100)).npn } : {}
      return { _tag: name, agentId, licence: { ...(holder?.licence ?? Sample.licence(7_000)), status }, ...corrected }
    }
    case "RecordExam":
      return { _tag: name, agentId, score: seed.pick([79, 80, 100, 0, 101, 79.5]) }
    case "CorrectExam":
      return { _tag: name, agentId, ...(seed.chance(70) ? { score: seed.pick([79, 80, 100, 0, 101, 79.5]) } : {}) }
    case "CertifyAgent":
      return { _tag: name, agentId, term: Sample.term }
    case "RecertifyAgent":
      return { _tag: name, agentId, until: Dates.plusDays(Sample.term.until, seed.pick([365, 365, 0, 4_000])) }
    case "RequireAmendment":
      return { _tag: name, agentId, signBy: Dates.plusDays(Sample.today, seed.pick([30, 90, 0])) }
    case "EditAgentProfile":
      return aProfileEdit(choice, agentId)
    case "SetCarrierAppointments":
      return someAppointments(choice, agentId)
    case "ChangeAgentLogin":
      return aLoginChange(choice, agentId)
    case "LockAgent":
      return { _tag: name, agentId, reason: seed.pick(AgentLock.reasons) }
    case "ReportAgentChange":
      return aReport(choice, agentId)
    case "ReviewAgentChange":
      return { _tag: name, agentId, about: seed.pick(["name", "licence", "address"] as const) }
    case "RunCertificationDaily":
      return { _tag: name, agentId, day: Dates.plusDays(Sample.today, seed.pick([0, 0, -1, 1])) }
    case "TerminateAgent":
      return seed.chance(50)
        ? { _tag: name, agentId, forCause: false, reason: seed.chance(80) ? "retired" : reason }
        : { _tag: name, agentId, forCause: true, reason: "breach", finding: aFinding(choice), ...aBar(choice) }
    case "SuspendAgent":
      return seed.chance(60)
        ? { _tag: name, agentId, reason }
        : { _tag: name, agentId, reason, until: Dates.plusDays(Sample.today, seed.pick([0, 1, 30, 90, 400])) }
    case "DenyAgent":
      return { _tag: name, agentId, reason }
    case "RecordDeath":
      return { _tag: name, agentId, documentId: Sample.finding.documentId }
    default:
      return { _tag: name, agentId } as Command
  }
}

/** An access code issued, typed in or revoked, or an account taken off. */
export const ofCode = (choice: Choice, name: AccessCode.Command["_tag"]): Command => {
  const { n, seed } = choice
  const caseId = aCase(choice)
  if (name === "RedeemAccessCode") {
    const fact = seed.pick([{ dob: "1980-05-17" }, { zip: "95814" }, { dob: "1999-01-01" }])
    return { _tag: name, caseId, accountId: Id.make(`account-${n}`), fact }
  }
  if (name === "RevokeAccessCode") return { _tag: name, caseId }
  if (name === "UnlinkAccount")
    return { _tag: name, caseId, ...(seed.chance(15) ? {} : { identityMethod: seed.pick(AccessCode.identityMethods) }) }
  return {
    _tag: name,
    accessCodeId: Id.make(`issued-${seed.chance(10) ? seed.int(n + 1) : n}`),
    caseId,
    channel: seed.pick(["phone", "mail"]),
    requestedBy: anAsking(choice),
    ...(seed.chance(15) ? {} : { identityMethod: seed.pick(AccessCode.identityMethods) })
  }
}

/** Who asks for a code: mostly the consumer, or a counselor who may help. @rule ACC-02 */
const anAsking = (choice: Choice): AccessCode.RequestedBy => {
  const { seed } = choice
  const consumerPresent = !seed.chance(20)
  switch (seed.pick(["Consumer", "Consumer", "Cec", "Pbe"] as const)) {
    case "Consumer":
      return { _tag: "Consumer" }
    case "Cec":
      return { _tag: "Cec", counselorId: aCounselor(choice), consumerPresent }
    case "Pbe":
      return { _tag: "Pbe", helperId: Id.make("enroller-1"), consumerPresent }
  }
}

/** A command about an invitation. */
export const ofInvitation = (choice: Choice, name: Invitation.Command["_tag"]): Invitation.Command => {
  const { n, seed, world } = choice
  const known = World.records(world, "invitation")
  const kind = seed.pick(["delegation-code", "activation-link"] as const)
  if (name === "RevokeInvitation") {
    const one = known.length > 0 ? seed.pick(known) : undefined
    return {
      _tag: name,
      invitationId: one?.invitationId ?? Id.make("nobody-invited"),
      agencyId: one !== undefined && !seed.chance(20) ? one.agencyId : anAgency(choice)
    }
  }
  if (name === "ClaimInvitation") {
    const live = known.filter(({ state }) => state === "Issued")
    const one = live.length > 0 && !seed.chance(20) ? seed.pick(live) : undefined
    const agent = world.agent.get(one?.agentId ?? anAgent(choice)) ?? Sample.agent(77)
    const name_ = seed.chance(15) ? Sample.profile(78).name : agent.name
    const userId = Id.make<Id.UserId>(`claimer-${seed.int(6)}`)
    return { _tag: name, kind: one?.kind ?? kind, userId, licence: agent.licence.number, name: name_ }
  }
  const agencyId = anAgency(choice)
  const near = colleagues(choice, agencyId)
  const agentId = near.length > 0 && !seed.chance(15) ? seed.pick(near) : anAgent(choice)
  return {
    _tag: name,
    invitationId: Id.make(`invited-${seed.chance(5) ? seed.int(n + 1) : n}`),
    kind,
    agentId,
    agencyId
  }
}

/** A command about an account of the extranet. */
export const ofExtranet = (choice: Choice, name: ExtranetCommand["_tag"]): ExtranetCommand => {
  const { seed, world } = choice
  const accounts = World.records(world, "extranetAccount")
  const agentId = accounts.length > 0 && !seed.chance(15) ? seed.pick(accounts).agentId : anAgent(choice)
  const agent = world.agent.get(agentId)
  const username = world.extranetAccount.get(agentId)?.username ?? "CC_1H99999"
  switch (name) {
    case "RunExtranetOnboarding":
      // The samples were certified on the day of the samples; the Monday after is the first that takes them.
      return { _tag: name, day: Dates.plusDays(Sample.today, seed.pick([6, 0, -7])) }
    case "RunExtranetDaily":
      return { _tag: name, day: Dates.plusDays(Sample.today, seed.pick([0, 0, -1, 1])) }
    case "RecordExtranetExtract":
      return { _tag: name, agentId, day: Dates.plusDays(Sample.today, seed.pick([0, 0, -7, 7])) }
    case "RequestExtranetReset": {
      const other = seed.chance(20) ? Sample.profile(77).loginEmail : undefined
      return { _tag: name, username, email: other ?? agent?.loginEmail ?? Sample.profile(78).loginEmail }
    }
    case "UseExtranetReset":
      return { _tag: name, username, with: seed.chance(80) ? "link" : "password" }
    case "RecordExtranetLogin":
    case "ChangeExtranetPassword":
      return { _tag: name, agentId }
  }
}

/** How the role of a helper ends and why: for a breach and for cause, or neither; now and then one without the other. */
export const anEndOfStaff = ({ seed }: Choice): { readonly forCause: boolean; readonly reason: Staff.StaffReason } => {
  const [forCause, reason] = seed.pick([
    [true, "breach"],
    [true, "breach"],
    [false, "left-agency"],
    [false, "training-missing"],
    [true, "left-agency"],
    [false, "breach"]
  ] as const)
  return { forCause, reason }
}

/** A command about a member of the staff who is there already. */
export const ofStaff = (
  choice: Choice,
  name: Exclude<Staff.Command["_tag"], "AddStaff"> | StaffLink.Command["_tag"]
): Command => {
  const { n, seed } = choice
  const waiting = name === "ApproveStaff" || name === "DenyStaff" || name === "RecordStaffTraining"
  const userId = waiting ? aHelper(choice, "Pending", "Eligible") : aHelper(choice, "Approved")
  switch (name) {
    case "RecordStaffTraining":
      return { _tag: name, userId, on: Dates.plusDays(Sample.today, seed.chance(10) ? 1 : -1) }
    case "ApproveStaff":
      return seed.chance(50)
        ? { _tag: name, userId }
        : { _tag: name, userId, staffNumber: `A${seed.chance(10) ? 1_000 : 1_001 + n}` as Staff.StaffNumber }
    case "DenyStaff":
      return { _tag: name, userId, reason: "application-incomplete" }
    case "SetStaffLevel":
      return { _tag: name, userId, level: seed.chance(50) ? 1 : 2 }
    case "TerminateStaff":
      return { _tag: name, userId, ...anEndOfStaff(choice) }
    case "ClaimStaffLink": {
      const known = choice.world.staff.get(userId)
      return { _tag: name, userId, name: known === undefined || seed.chance(15) ? Sample.profile(78).name : known.name }
    }
    case "SetStaffInactive":
    case "SetStaffActive":
    case "SendStaffLink":
      return { _tag: name, userId }
  }
}

/** A step of the review of somebody who comes from another agency. */
export const anAssociationStep = (choice: Choice, name: Association.Command["_tag"]): Association.Command => {
  const { seed, world } = choice
  const places = World.records(world, "employment")
  if (name === "AssociateAgent") {
    // Mostly somebody who is certified and works nowhere.
    const open = new Set(places.flatMap(({ agentId, state }) => (state === "Inactive" ? [] : [agentId])))
    const agents = World.records(world, "agent")
    const free = agents.filter(({ agentId, certification }) => certification._tag === "Certified" && !open.has(agentId))
    const person = free.length > 0 && !seed.chance(15) ? seed.pick(free) : world.agent.get(anAgent(choice))
    const { licence, npn } = person ?? Sample.profile(7_500)
    return {
      _tag: name,
      agencyId: anAgency(choice),
      licence: licence.number,
      npn: seed.chance(5) ? Sample.profile(7_501).npn : npn
    }
  }
  if (name === "PlaceApplicant") {
    const lost = World.records(world, "agent").filter(
      ({ agentId, certification: { _tag } }) =>
        ["Incomplete", "Pending", "Eligible"].includes(_tag) &&
        !places.some((one) => one.agentId === agentId && one.state !== "Inactive")
    )
    const agentId = lost.length > 0 && !seed.chance(15) ? seed.pick(lost).agentId : anAgent(choice)
    return { _tag: name, agencyId: anAgency(choice), agentId }
  }
  const waiting = places.filter(({ review, state }) => review === true || (state === "Invited" && seed.chance(10)))
  const place = waiting.length > 0 && !seed.chance(10) ? seed.pick(waiting) : undefined
  return {
    _tag: name,
    agencyId: place?.agencyId ?? anAgency(choice),
    agentId: place?.agentId ?? anAgent(choice)
  }
}
