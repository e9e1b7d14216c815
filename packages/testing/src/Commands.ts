/**
 * Random commands against a world: mostly sensible ones by whoever may give them, and near misses.
 *
 * A near miss names a stranger's record, an unknown identifier, an actor without the right, or a step that the
 * present state does not allow. Choices follow from a seed, so a trace can be repeated.
 *
 * @since 0.1.0
 */
import { type Command, type CommandName, catalogue } from "@agencybook/application/Catalogue"
import type { Actor } from "@agencybook/core/Actor"
import type { Command as AgencyTransfer } from "@agencybook/core/AgencyTransfer"
import * as Dates from "@agencybook/core/CalendarDate"
import type { Finding, StatusReason } from "@agencybook/core/Certification"
import { holdsCase } from "@agencybook/core/Delegation"
import type * as Extranet from "@agencybook/core/Extranet"
import type * as ExtranetExtract from "@agencybook/core/ExtranetExtract"
import * as Id from "@agencybook/core/Id"
import * as Invitation from "@agencybook/core/Invitation"
import { proofs } from "@agencybook/core/Policy"
import * as Requirement from "@agencybook/core/Requirement"
import type * as Staff from "@agencybook/core/Staff"
import type { Transfer } from "@agencybook/core/Transfer"
import type { Command as TransferProgress } from "@agencybook/core/TransferProgress"
import { usual } from "./CommandActors.ts"
import { anAccountStep } from "./internal/AgencyChoice.ts"
import {
  aCase,
  aDelegation,
  aHelper,
  anAgency,
  anAgent,
  aStaffActor,
  type Choice,
  colleagues,
  orUnknown
} from "./internal/CommandChoice.ts"
import { aConsentStep } from "./internal/ConsentChoice.ts"
import { aNewAgentStep } from "./internal/NewAgentChoice.ts"
import * as Sample from "./Sample.ts"
import type * as Seed from "./Seed.ts"
import * as World from "./World.ts"

type ExtranetCommand = Extranet.Command | ExtranetExtract.Command

/** A command as a host would hand it over, with everything already typed. @category models */
export interface Sent {
  readonly id: string
  readonly actor: Actor
  readonly acting?: Id.ActingId
  readonly command: Command
  readonly secret?: string
}

/** What a generator needs to know beside the world. @category models */
export interface Options {
  /** Number of this command; identifiers of what it creates follow from it. */
  readonly n: number
  /** The text to type as the access code of a case; without it a guess is typed. */
  readonly codeOf?: (caseId: Id.CaseId) => string | undefined
  /** The secret of the invitation that a claim is about; without it a guess is typed. */
  readonly claimOf?: (command: Invitation.Command & { readonly _tag: "ClaimInvitation" }) => string | undefined
  /** The token of the link on its way to a user of the extranet; without it a guess is sent. */
  readonly linkOf?: (username: string) => string | undefined
  /** The text to type as the passcode that gives a case to an agent; without it a guess is typed. */
  readonly passcodeOf?: (caseId: Id.CaseId, agentId: Id.AgentId) => string | undefined
}

type TransferStep = TransferProgress | AgencyTransfer

const reasons: ReadonlyArray<StatusReason> = ["voluntary", "under-investigation", "breach", "retired"]
const aFinding = ({ seed }: Choice): Finding => ({ ...Sample.finding, proof: seed.pick(proofs) })
const wrongCode = "00000-00000"
const wrongClaim = {
  "delegation-code": Invitation.codeText.fromBytes(new Uint8Array(10)),
  "activation-link": "0".repeat(32)
}
const wrongSecret = { link: "0".repeat(32), password: "0".repeat(20) }
const wrongPasscode = "0000-0000"

const aTransfer = (choice: Choice): Command => {
  const agencyId = anAgency(choice)
  const near = colleagues(choice, agencyId)
  const agent = () => (near.length > 0 && !choice.seed.chance(10) ? choice.seed.pick(near) : anAgent(choice))
  const command = {
    _tag: "TransferBook",
    transferId: Id.make<Id.TransferId>(`transfer-${choice.seed.chance(10) ? 0 : choice.n}`),
    agencyId,
    fromAgentId: agent(),
    toAgentId: agent(),
    reason: "workload"
  } as const
  if (choice.seed.chance(15)) return { ...command, effectiveOn: Dates.plusDays(Sample.today, choice.seed.int(3) + 1) }
  return choice.seed.chance(60)
    ? { ...command, leaveRequests: choice.seed.chance(20) }
    : { ...command, only: [aDelegation(choice, "Active"), aDelegation(choice, "Frozen")] }
}

const aWaiting = (choice: Choice, state: Transfer["state"]): Transfer | undefined => {
  const waiting = World.records(choice.world, "transfer").filter((one) => one.state === state)
  return waiting.length > 0 && !choice.seed.chance(10) ? choice.seed.pick(waiting) : undefined
}

const aSubmission = (choice: Choice): Command => {
  const { n, seed, world } = choice
  const holders = World.records(world, "delegation").filter(({ state }) => state._tag === "Active")
  const from = holders.length === 0 ? undefined : seed.pick(holders).delegate
  const others = World.records(world, "agency").filter(({ agencyId }) => agencyId !== from?.agencyId)
  const toAgencyId = others.length === 0 || seed.chance(5) ? anAgency(choice) : seed.pick(others).agencyId
  const near = colleagues(choice, toAgencyId)
  const toAgentId = near.length === 0 ? anAgent(choice) : seed.pick(near)
  const fromAgentId = from?.agentId ?? anAgent(choice)
  const agencyId = from?.agencyId ?? anAgency(choice)
  const held = World.records(world, "delegation").filter(
    (one) => holdsCase(one) && one.delegate.agentId === fromAgentId && one.delegate.agencyId === agencyId
  )
  const npnOf = (agentId: Id.AgentId) => world.agent.get(agentId)?.npn ?? Sample.profile(8_000).npn
  return {
    _tag: "SubmitTransfer",
    transferId: Id.make(`submitted-${n}`),
    submittedBy: seed.pick(["leaving", "leaving", "arriving"] as const),
    ...{ agencyId, fromAgentId, toAgencyId, toAgentId },
    reason: "sale",
    evidence: { kind: "release", documentId: Id.make(`papers-${n}`) },
    stated: { fromNpn: npnOf(fromAgentId), toNpn: npnOf(toAgentId), cases: seed.chance(10) ? 99 : held.length || 1 }
  }
}

const ofWaiting = (choice: Choice, name: TransferStep["_tag"]): Command => {
  const { n, seed } = choice
  const unknown = `nobody-${n}` as Id.TransferId
  switch (name) {
    case "ConfirmTransfer":
    case "DeclineTransfer": {
      const one = aWaiting(choice, "AwaitingConsent")
      const asked = one?.rows.flatMap(({ caseId, outcome }) => (outcome === "asked" ? (caseId ?? []) : [])) ?? []
      const caseId = asked.length > 0 && !seed.chance(10) ? seed.pick(asked) : aCase(choice)
      return { _tag: name, transferId: one?.transferId ?? unknown, caseId }
    }
    case "CancelTransfer":
      return { _tag: name, transferId: aWaiting(choice, "Scheduled")?.transferId ?? unknown }
    case "ApproveTransfer":
      return { _tag: name, transferId: aWaiting(choice, "ExchangeReview")?.transferId ?? unknown }
    case "RejectTransfer":
      return { _tag: name, transferId: aWaiting(choice, "ExchangeReview")?.transferId ?? unknown, reason: "disputed" }
    case "ApplyDueTransfers":
      return { _tag: name, on: Dates.plusDays(Sample.today, seed.int(40)) }
    case "SubmitTransfer":
      return aSubmission(choice)
  }
}

const ofAgent = (choice: Choice, name: CommandName): Command => {
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
      return { _tag: name, agentId, licence: { ...(holder?.licence ?? Sample.licence(7_000)), status } }
    }
    case "RecordExam":
      return { _tag: name, agentId, score: seed.pick([79, 80, 100, 0, 101, 79.5]) }
    case "CertifyAgent":
      return { _tag: name, agentId, term: Sample.term }
    case "RunCertificationDaily":
      return { _tag: name, agentId, day: Dates.plusDays(Sample.today, seed.pick([0, 0, -1, 1])) }
    case "TerminateAgent":
      return seed.chance(50)
        ? { _tag: name, agentId, forCause: false, reason: seed.chance(80) ? "retired" : reason }
        : { _tag: name, agentId, forCause: true, reason: "breach", finding: aFinding(choice) }
    case "SuspendAgent":
      return seed.chance(60)
        ? { _tag: name, agentId, reason }
        : { _tag: name, agentId, reason, until: Dates.plusDays(Sample.today, seed.pick([0, 1, 30, 90, 400])) }
    case "DenyAgent":
      return { _tag: name, agentId, reason }
    default:
      return { _tag: name, agentId } as Command
  }
}

const ofCode = (choice: Choice, name: "IssueAccessCode" | "RedeemAccessCode"): Command => {
  const { n, seed } = choice
  const caseId = aCase(choice)
  if (name === "RedeemAccessCode") {
    const fact = seed.pick([{ dob: "1980-05-17" }, { zip: "95814" }, { dob: "1999-01-01" }])
    return { _tag: name, caseId, accountId: Id.make(`account-${n}`), fact }
  }
  return {
    _tag: name,
    accessCodeId: Id.make(`issued-${seed.chance(10) ? seed.int(n + 1) : n}`),
    caseId,
    channel: seed.pick(["phone", "mail"]),
    requestedBy: seed.chance(50)
      ? { _tag: "Consumer" }
      : { _tag: "Helper", helperId: Id.make("cec-1"), consumerPresent: !seed.chance(20) },
    identityVerified: !seed.chance(15)
  }
}

const ofInvitation = (choice: Choice, name: Invitation.Command["_tag"]): Invitation.Command => {
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

const ofExtranet = (choice: Choice, name: ExtranetCommand["_tag"]): ExtranetCommand => {
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

const ofStaff = (choice: Choice, name: Exclude<Staff.Command["_tag"], "AddStaff">): Command => {
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
      return { _tag: name, userId, forCause: seed.chance(30), reason: "left-agency" }
    case "SetStaffInactive":
    case "SetStaffActive":
      return { _tag: name, userId }
  }
}

const commandOf = (choice: Choice, name: CommandName): Command => {
  const { n, seed, world } = choice
  switch (name) {
    case "OpenAgency":
      return {
        _tag: name,
        agencyId: Id.make(`opened-${n}`),
        details: Sample.details(seed.chance(20) ? 0 : 1_000 + n),
        managerId: Id.make(`founder-${n}`),
        manager: Sample.profile(seed.chance(20) ? 0 : 1_000 + n)
      }
    case "UploadAgencyDocument":
      return {
        _tag: name,
        agencyId: anAgency(choice),
        document: { type: seed.pick(["agency-agreement", "payee-data"]) }
      }
    case "SetAgencySite":
    case "RemoveAgencySite":
    case "ChangeAgencyContact":
      return anAccountStep(choice, name)
    case "SuspendAgency":
      return { _tag: name, agencyId: anAgency(choice), reason: "agreement-lapsed" }
    case "RejectAgency":
      return { _tag: name, agencyId: anAgency(choice), reason: "documents-false" }
    case "TerminateAgency":
      return { _tag: name, agencyId: anAgency(choice), reason: "closed", books: seed.chance(50) ? "moved" : "end" }
    case "CertifyAgency":
      return { _tag: name, agencyId: anAgency(choice), managerTerm: Sample.term }
    case "SubmitAgency":
    case "ReinstateAgency":
      return { _tag: name, agencyId: anAgency(choice) }
    case "AddAgent":
      return {
        _tag: name,
        agencyId: anAgency(choice),
        agentId: seed.chance(15) ? anAgent(choice) : Id.make(`added-${n}`),
        profile: Sample.profile(seed.chance(10) ? 1 : 2_000 + n)
      }
    case "SetAgentInactive":
    case "SetAgentActive": {
      const agencyId = anAgency(choice)
      const near = colleagues(choice, agencyId)
      const agentId = near.length > 0 && !seed.chance(10) ? seed.pick(near) : anAgent(choice)
      return name === "SetAgentActive"
        ? { _tag: name, agencyId, agentId }
        : { _tag: name, agencyId, agentId, reason: "leave" }
    }
    case "AddStaff": {
      const userId = seed.chance(30) ? aHelper(choice) : Id.make<Id.UserId>(`helper-${n}`)
      const { email, name: person } = Sample.staff(seed.chance(10) ? 0 : 4_000 + n)
      const details = { name: person, email: seed.chance(5) ? Sample.profile(0).loginEmail : email }
      return { _tag: "AddStaff", agencyId: anAgency(choice), userId, details, level: seed.chance(50) ? 1 : 2 }
    }
    case "RequestDelegation":
      return {
        _tag: name,
        delegationId: Id.make(`asked-${seed.chance(5) ? seed.int(n + 1) : n}`),
        caseId: aCase(choice),
        agentId: anAgent(choice),
        signedBy: "Cora Quint"
      }
    case "AcceptRequest":
    case "DeclineRequest":
    case "CancelRequest":
    case "ExpireRequest":
      return { _tag: name, delegationId: aDelegation(choice, "Requested") }
    case "RemoveDelegation":
    case "RelinquishDelegation":
      return { _tag: name, delegationId: aDelegation(choice, "Active") }
    case "DelegateByServiceCenter":
    case "DelegateByThreeWayCall":
    case "DelegateByAccessCode":
    case "ClaimCase":
    case "IssueAgentChangeCode":
    case "ConfirmAgentChange":
    case "StartApplication":
    case "RemindRequests":
      return aNewAgentStep(choice, name)
    case "GrantConsent":
    case "RescindConsent":
    case "ExpireConsents":
    case "ReviewApplication":
      return aConsentStep(choice, name)
    case "TransferBook":
      return aTransfer(choice)
    case "RecordExport": {
      const agencyId = anAgency(choice)
      const near = colleagues(choice, agencyId)
      const columns = seed.pick(["compact", "standard", "full"] as const)
      const order = { agencyId, columns, ...(near.length > 0 && seed.chance(50) ? { agentId: seed.pick(near) } : {}) }
      return {
        _tag: name,
        exportId: Id.make(`export-${seed.chance(10) ? seed.int(n + 1) : n}`),
        order: seed.chance(30)
          ? { ...order, privateFields: ["date-of-birth"], ...(seed.chance(50) ? { reason: "match" } : {}) }
          : order,
        acknowledged: !seed.chance(10)
      }
    }
    case "CompleteExport":
      return {
        _tag: name,
        exportId: orUnknown(
          choice,
          World.records(world, "exportLog").map(({ exportId }) => exportId)
        ),
        asOf: Sample.now,
        rowCount: seed.int(9),
        sha256: Sample.digest
      }
    case "ConfirmTransfer":
    case "DeclineTransfer":
    case "CancelTransfer":
    case "ApproveTransfer":
    case "RejectTransfer":
    case "ApplyDueTransfers":
    case "SubmitTransfer":
      return ofWaiting(choice, name)
    case "OpenActing": {
      const agencyId = anAgency(choice)
      const near = colleagues(choice, agencyId)
      const agentId = near.length > 0 && !seed.chance(10) ? seed.pick(near) : anAgent(choice)
      return { _tag: name, actingId: Id.make(`acting-${n}`), agencyId, agentId }
    }
    case "CloseActing":
      return {
        _tag: name,
        actingId: orUnknown(
          choice,
          World.records(world, "acting").map(({ actingId }) => actingId)
        )
      }
    case "IssueAccessCode":
    case "RedeemAccessCode":
      return ofCode(choice, name)
    case "IssueInvitation":
    case "ClaimInvitation":
    case "RevokeInvitation":
      return ofInvitation(choice, name)
    case "RunExtranetOnboarding":
    case "RunExtranetDaily":
    case "RecordExtranetLogin":
    case "ChangeExtranetPassword":
    case "RequestExtranetReset":
    case "UseExtranetReset":
    case "RecordExtranetExtract":
      return ofExtranet(choice, name)
    case "RecordCases": {
      const agencyId = anAgency(choice)
      const near = colleagues(choice, agencyId)
      const agentId = near.length > 0 && !seed.chance(10) ? seed.pick(near) : anAgent(choice)
      const since = Dates.plusHours(Sample.now, seed.chance(5) ? 10_000 : -1)
      const delegate = { agentId, agencyId, since }
      const known = World.records(world, "case")
      // A feed knows nothing of who was on record here before.
      const { agentsOfRecord: _, ...one } =
        known.length > 0 && seed.chance(50) ? seed.pick(known) : Sample.household(3_000 + n)
      // Another case's number, now and then.
      const { caseNumber } = known.length > 0 && seed.chance(10) ? seed.pick(known) : one
      const named = seed.chance(50)
      return { _tag: name, entries: [{ case: { ...one, caseNumber }, ...(named ? { delegate } : {}) }] }
    }
    case "ChangeAgentOfRecord":
      return {
        _tag: name,
        caseId: aCase(choice),
        agentId: anAgent(choice),
        from: Dates.plusDays(Sample.today, seed.pick([0, 0, 30, -1])),
        reason: "consumer-request"
      }
    case "RecordRoster":
      return { _tag: name, agencies: [], agents: [] }
    case "RecordStaffTraining":
    case "ApproveStaff":
    case "DenyStaff":
    case "SetStaffLevel":
    case "SetStaffInactive":
    case "SetStaffActive":
    case "TerminateStaff":
      return ofStaff(choice, name)
    default:
      return ofAgent(choice, name)
  }
}

// A command that ends or blocks a lot, or that no other has to do with, is rare, so that a trace keeps something to do.
const rare: ReadonlySet<CommandName> = new Set([
  "RecordDeath",
  "TerminateAgent",
  "AddStaff",
  "RecordStaffTraining",
  "DenyStaff",
  "SetStaffLevel",
  "SetStaffInactive",
  "SetStaffActive",
  "TerminateStaff",
  "SuspendAgency",
  "TerminateAgency",
  "OpenAgency",
  "RecordRoster",
  "RescindConsent",
  "ExpireConsents",
  "RunExtranetOnboarding",
  "RunExtranetDaily",
  "RecordExtranetLogin",
  "ChangeExtranetPassword",
  "RequestExtranetReset",
  "UseExtranetReset",
  "RecordExtranetExtract",
  "IssueInvitation",
  "ClaimInvitation",
  "RevokeInvitation"
])
const names = (Object.keys(catalogue) as ReadonlyArray<CommandName>).flatMap((name) =>
  rare.has(name) ? [name] : [name, name, name]
)

const anybody = (choice: Choice): Actor => {
  const { seed } = choice
  const userId = Id.make<Id.UserId>("user-1")
  return seed.pick<() => Actor>([
    () => ({ _tag: "Agent", agentId: anAgent(choice) }),
    () => ({ _tag: "Agent", agentId: anAgent(choice) }),
    () => ({ _tag: "Consumer", caseId: aCase(choice) }),
    () => aStaffActor(choice),
    () => aStaffActor(choice),
    () => Sample.exchange,
    () => Sample.serviceCenter,
    () => Sample.system,
    () => ({ _tag: "Applicant", userId }),
    () => ({ _tag: "Counselor", userId })
  ])()
}

/** A command of one name against a world, with the choices of a seed. @category generators */
export const of = (name: CommandName, world: World.World, seed: Seed.Seed, options: Options): Command =>
  commandOf({ seed, world, n: options.n }, name)

/** The next random command against a world. @category generators */
export const next = (world: World.World, seed: Seed.Seed, options: Options): Sent => {
  const choice: Choice = { seed, world, n: options.n }
  const command = commandOf(choice, seed.pick(names))
  const sessions = World.records(world, "acting")
  const session = sessions.length > 0 && seed.chance(15) ? seed.pick(sessions) : undefined
  const actor =
    session !== undefined && !seed.chance(20)
      ? ({ _tag: "Agent", agentId: session.managerId } as const)
      : seed.chance(20)
        ? anybody(choice)
        : usual(world, command)
  const link =
    command._tag === "UseExtranetReset"
      ? ((command.with === "link" ? options.linkOf?.(command.username) : undefined) ?? wrongSecret[command.with])
      : undefined
  const claim = command._tag === "ClaimInvitation" ? options.claimOf?.(command) : undefined
  const typed =
    command._tag === "ConfirmAgentChange"
      ? ((seed.chance(60) ? options.passcodeOf?.(command.caseId, command.agentId) : undefined) ?? wrongPasscode)
      : command._tag === "RedeemAccessCode"
        ? ((seed.chance(60) ? options.codeOf?.(command.caseId) : undefined) ?? wrongCode)
        : command._tag === "ClaimInvitation"
          ? ((seed.chance(70) ? claim : undefined) ?? wrongClaim[command.kind])
          : link
  return {
    id: `sent-${options.n}`,
    actor,
    command,
    ...(session === undefined ? {} : { acting: session.actingId }),
    ...(typed === undefined ? {} : { secret: typed })
  }
}
