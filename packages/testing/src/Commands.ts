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
import * as Dates from "@agencybook/core/CalendarDate"
import * as Id from "@agencybook/core/Id"
import type * as Invitation from "@agencybook/core/Invitation"
import { usual } from "./CommandActors.ts"
import { type Area, areas, commandsOf } from "./CommandArea.ts"
import { aManagerStep, anAccountStep, aReviewStep, aSigningStep } from "./internal/AgencyChoice.ts"
import {
  aKeepDay,
  anAssociationStep,
  ofAgent,
  ofCode,
  ofExtranet,
  ofInvitation,
  ofStaff,
  wrongClaim,
  wrongCode,
  wrongSecret
} from "./internal/AgentChoice.ts"
import {
  aCase,
  aDelegation,
  aHelper,
  anAgency,
  anAgent,
  anIdentityTaken,
  aStaffActor,
  aWindowWord,
  type Choice,
  colleagues,
  orUnknown,
  somePhoto,
  someSites
} from "./internal/CommandChoice.ts"
import { aConsentStep } from "./internal/ConsentChoice.ts"
import { aCounselorStep } from "./internal/CounselorChoice.ts"
import { aDiscrepancyStep } from "./internal/DiscrepancyChoice.ts"
import { aCounselor, anEntityStep } from "./internal/EntityChoice.ts"
import { aNewAgentStep } from "./internal/NewAgentChoice.ts"
import { aTransfer, ofWaiting } from "./internal/TransferChoice.ts"
import * as Sample from "./Sample.ts"
import type * as Seed from "./Seed.ts"
import * as World from "./World.ts"

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
  /** The token of the link on its way to a helper; without it a guess is sent. */
  readonly staffLinkOf?: (userId: Id.UserId) => string | undefined
  /** The token of the link on its way to a user of the extranet; without it a guess is sent. */
  readonly linkOf?: (username: string) => string | undefined
  /** What most commands are about; without it all commands are drawn alike. */
  readonly about?: Area
  /** The text to type as the passcode that gives a case to an agent; without it a guess is typed. */
  readonly passcodeOf?: (caseId: Id.CaseId, agentId: Id.AgentId) => string | undefined
}

// The last of each belongs to another step.
const suspending = ["agreement-lapsed", "under-investigation", "breach", "closed"] as const
const rejecting = ["documents-false", "not-theirs", "application-incomplete", "no-certified-manager"] as const
const terminating = ["closed", "voluntary", "breach", "under-investigation"] as const

const wrongPasscode = "0000-0000"

const commandOf = (choice: Choice, name: CommandName): Command => {
  const { n, seed, world } = choice
  switch (name) {
    case "OpenAgency":
      return {
        _tag: name,
        agencyId: Id.make(`opened-${n}`),
        details: Sample.details(seed.chance(20) ? 0 : 1_000 + n),
        managerId: Id.make(`founder-${n}`),
        manager: Sample.profile(seed.chance(20) ? 0 : 1_000 + n, anIdentityTaken(choice))
      }
    case "UploadAgencyDocument":
      return {
        _tag: name,
        agencyId: anAgency(choice),
        document: { type: seed.pick(["other", "payee-data"]), file: Sample.documentFile(n) }
      }
    case "NameAgencySigner":
    case "SignAgencyAgreement":
      return aSigningStep(choice, name)
    case "DesignateManager":
    case "RemoveManager":
    case "ChoosePrimaryManager":
      return aManagerStep(choice, name)
    case "RequestAgencyChange":
    case "WithdrawAgencyChange":
    case "ApproveAgencyChange":
    case "RejectAgencyChange":
      return aReviewStep(choice, name)
    case "RunAgencyDaily":
      return { _tag: name, agencyId: anAgency(choice), day: Dates.plusDays(Sample.today, seed.pick([0, 0, -1, 1])) }
    case "TellSmallBusinessWindow":
      return aWindowWord(choice, Dates.plusDays(Sample.today, seed.pick([0, 0, -1, 1])))
    case "SetAgencySite":
    case "RemoveAgencySite":
    case "ChangeAgencyContact":
    case "DescribeAgency":
      return anAccountStep(choice, name)
    case "SuspendAgency":
      return { _tag: name, agencyId: anAgency(choice), reason: seed.pick(suspending) }
    case "RejectAgency":
      return { _tag: name, agencyId: anAgency(choice), reason: seed.pick(rejecting) }
    case "TerminateAgency":
      return {
        ...{ _tag: name, agencyId: anAgency(choice), reason: seed.pick(terminating) },
        books: seed.chance(50) ? "moved" : "end"
      }
    case "CertifyAgency":
      return { _tag: name, agencyId: anAgency(choice), managerTerm: Sample.term }
    case "SubmitAgency":
    case "ReinstateAgency":
      return { _tag: name, agencyId: anAgency(choice) }
    case "AddAgent": {
      const agencyId = anAgency(choice)
      const agentId = seed.chance(15) ? anAgent(choice) : Id.make<Id.AgentId>(`added-${n}`)
      const told = { ...anIdentityTaken(choice), ...somePhoto(choice), ...someSites(choice, agencyId) }
      return { _tag: name, agencyId, agentId, profile: Sample.profile(seed.chance(10) ? 1 : 2_000 + n, told) }
    }
    case "AssociateAgent":
    case "ApproveAssociation":
    case "DeclineAssociation":
    case "WithdrawAssociation":
    case "PlaceApplicant":
      return anAssociationStep(choice, name)
    case "SetAgentInactive":
    case "SetAgentActive": {
      const agencyId = anAgency(choice)
      const near = colleagues(choice, agencyId)
      const agentId = near.length > 0 && !seed.chance(10) ? seed.pick(near) : anAgent(choice)
      return name === "SetAgentActive"
        ? { _tag: name, agencyId, agentId }
        : {
            ...{ _tag: name, agencyId, agentId, reason: seed.chance(30) ? "left-agency" : "leave" },
            ...(seed.chance(50) ? { keepClientsUntil: aKeepDay(choice, agentId) } : {})
          }
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
    case "ReturnDiscrepancies":
    case "AnswerDiscrepancies":
      return aDiscrepancyStep(choice, name)
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
    case "RevokeAccessCode":
    case "UnlinkAccount":
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
      const {
        agentsOfRecord: _,
        policyAgentsOfRecord: _others,
        ...one
      } = known.length > 0 && seed.chance(50) ? seed.pick(known) : Sample.household(3_000 + n)
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
    case "ReportAgentsOfRecord":
      return { _tag: name, agencyId: anAgency(choice), on: Dates.plusDays(Sample.today, seed.pick([0, 0, 0, -1, 1])) }
    case "RecordRoster":
      return { _tag: name, agencies: [], agents: [] }
    case "RecordStaffTraining":
    case "ApproveStaff":
    case "DenyStaff":
    case "SetStaffLevel":
    case "SetStaffInactive":
    case "SetStaffActive":
    case "SendStaffLink":
    case "ClaimStaffLink":
    case "TerminateStaff":
      return ofStaff(choice, name)
    case "RegisterEntity":
    case "SetEntitySites":
    case "SetCounselorListing":
    case "CertifyEntity":
    case "SuspendEntity":
    case "ReinstateEntity":
    case "EndEntity":
    case "AddCounselor":
    case "EndCounselor":
      return anEntityStep(choice, name)
    case "RequestCounselor":
    case "AcceptCounselorRequest":
    case "DeclineCounselorRequest":
    case "CancelCounselorRequest":
    case "ExpireCounselorRequest":
    case "RemoveCounselor":
    case "RelinquishAsCounselor":
    case "StartApplicationAsCounselor":
    case "ClaimCaseAsCounselor":
      return aCounselorStep(choice, name)
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
  ...(["SendStaffLink", "ClaimStaffLink"] as const),
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
  "RevokeInvitation",
  ...(["RegisterEntity", "CertifyEntity", "SuspendEntity", "ReinstateEntity", "EndEntity"] as const),
  ...(["AddCounselor", "EndCounselor", "SetEntitySites", "SetCounselorListing"] as const)
])

const names = (Object.keys(catalogue) as ReadonlyArray<CommandName>).flatMap((name) =>
  rare.has(name) ? [name] : [name, name, name]
)

const belonging = Object.fromEntries(areas.map((area) => [area, commandsOf(area)])) as Readonly<
  Record<Area, ReadonlyArray<CommandName>>
>
/** Two of three commands belong to the area of a story; what they need to be possible comes with the rest. */
const drawn = (seed: Seed.Seed, about: Area | undefined): CommandName =>
  seed.pick(about !== undefined && seed.chance(67) ? belonging[about] : names)

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
    () => ({ _tag: "Counselor", userId: aCounselor(choice) })
  ])()
}

/** A command of one name against a world, with the choices of a seed. @category generators */
export const of = (name: CommandName, world: World.World, seed: Seed.Seed, options: Options): Command =>
  commandOf({ seed, world, n: options.n }, name)

/** The next random command against a world. @category generators */
export const next = (world: World.World, seed: Seed.Seed, options: Options): Sent => {
  const choice: Choice = { seed, world, n: options.n }
  const command = commandOf(choice, drawn(seed, options.about))
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
        ? ((seed.chance(60) && command.caseId !== undefined ? options.codeOf?.(command.caseId) : undefined) ??
          wrongCode)
        : command._tag === "ClaimInvitation"
          ? ((seed.chance(70) ? claim : undefined) ?? wrongClaim[command.kind])
          : command._tag === "ClaimStaffLink"
            ? ((seed.chance(70) ? options.staffLinkOf?.(command.userId) : undefined) ?? wrongSecret.link)
            : link
  return {
    id: `sent-${options.n}`,
    actor,
    command,
    ...(session === undefined ? {} : { acting: session.actingId }),
    ...(typed === undefined ? {} : { secret: typed })
  }
}
