/**
 * Schemas of every command, one struct each, tagged by its name.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as AccessCode from "../AccessCode.ts"
import type * as Acting from "../Acting.ts"
import type * as Agency from "../Agency.ts"
import { callings } from "../Agency.ts"
import { reasons as agencyReasons } from "../AgencyReason.ts"
import {
  type Profile as AgentProfile,
  appointmentStates,
  type CarrierAppointment,
  expertises,
  mostAppointments
} from "../Agent.ts"
import * as AgentLock from "../AgentLock.ts"
import type * as AgentLogin from "../AgentLogin.ts"
import type * as AgentOfRecordChange from "../AgentOfRecordChange.ts"
import type * as AgentOfRecordDigest from "../AgentOfRecordDigest.ts"
import type { Command as EditProfile } from "../AgentProfile.ts"
import type * as Association from "../Association.ts"
import * as Case from "../Case.ts"
import type * as Certification from "../Certification.ts"
import { machine } from "../Certification.ts"
import type * as Delegation from "../Delegation.ts"
import type * as Employment from "../Employment.ts"
import type { Input } from "../Input.ts"
import type * as Migration from "../Migration.ts"
import { items } from "../Requirement.ts"
import { most as mostSites } from "../Site.ts"
import { AgencyDocument, business } from "./AgencyAccountCommand.ts"
import { Coverage, FurtherPolicy } from "./Coverage.ts"
import { Photo } from "./File.ts"
import * as V from "./Vocabulary.ts"

const tag = <T extends string>(name: T) => Schema.Literal(name)

/** What an agent shows, field by field. @category schemas */
export const shown = {
  publicEmail: Schema.optionalKey(V.Email),
  publicPhone: Schema.optionalKey(V.Phone),
  languages: /*#__PURE__*/ V.atMost(30, "languages", Schema.NonEmptyArray(V.Language)),
  acceptsNewClients: Schema.Boolean,
  clientsServed: Schema.optionalKey(Schema.Literals(["individuals", "employers", "both"])),
  listInDirectory: Schema.Boolean,
  expertise: Schema.optionalKey(
    /*#__PURE__*/ V.atMost(expertises.length, "things", Schema.Array(Schema.Literals(expertises)))
  ),
  bio: Schema.optionalKey(V.Bio),
  photo: Schema.optionalKey(Photo),
  eveningsAndWeekends: Schema.optionalKey(Schema.Boolean),
  siteIds: Schema.optionalKey(
    /*#__PURE__*/ V.atMost(mostSites, "sites", Schema.Array(V.SiteId)).check(
      /*#__PURE__*/ Schema.makeFilter((ids: ReadonlyArray<string>) =>
        new Set(ids).size === ids.length ? undefined : "expected each site once"
      )
    )
  )
}

/** Schema for the carriers that have appointed an agent, each once. @category schemas */
export const CarrierAppointments: Schema.Codec<
  ReadonlyArray<CarrierAppointment>,
  ReadonlyArray<Input<CarrierAppointment>>
> = /*#__PURE__*/ V.atMost(
  mostAppointments,
  "carriers",
  Schema.Array(Schema.Struct({ carrier: V.Place, status: Schema.Literals(appointmentStates) }))
).check(
  /*#__PURE__*/ Schema.makeFilter((list: ReadonlyArray<CarrierAppointment>) =>
    new Set(list.map(({ carrier }) => carrier)).size === list.length ? undefined : "expected each carrier once"
  )
)

/** Schema for what an agency enters about an agent. @category schemas */
export const Profile: Schema.Codec<AgentProfile, Input<AgentProfile>> = /*#__PURE__*/ Schema.Struct({
  name: V.Name,
  licence: V.Licence,
  npn: V.Npn,
  loginEmail: V.Email,
  place: Schema.Struct({ city: V.Place, county: V.Place }),
  carrierAppointments: Schema.optionalKey(CarrierAppointments),
  ...shown
})

/** Schema for a change of what an agent shows, or of the agent's appointments. @category schemas */
export const AgentProfileCommand: Schema.Codec<EditProfile, Input<EditProfile>> = /*#__PURE__*/ Schema.Union([
  Schema.Struct({ _tag: tag("EditAgentProfile"), agentId: V.AgentId, profile: Schema.Struct(shown) }),
  Schema.Struct({ _tag: tag("SetCarrierAppointments"), agentId: V.AgentId, appointments: CarrierAppointments })
])

/** Schema for a new address for login. @category schemas */
export const AgentLoginCommand: Schema.Codec<
  AgentLogin.Command,
  Input<AgentLogin.Command>
> = /*#__PURE__*/ Schema.Struct({
  _tag: tag("ChangeAgentLogin"),
  agentId: V.AgentId,
  loginEmail: V.Email
})

/** Schema for a step of an agent's account. @category schemas */
export const AgentLockCommand: Schema.Codec<AgentLock.Command, Input<AgentLock.Command>> = /*#__PURE__*/ Schema.Union([
  Schema.Struct({ _tag: tag("LockAgent"), agentId: V.AgentId, reason: Schema.Literals(AgentLock.reasons) }),
  Schema.Struct({ _tag: tag("UnlockAgent"), agentId: V.AgentId })
])

/** Schema for what an agency tells about itself. @category schemas */
export const AgencyDetails: Schema.Codec<Agency.Details, Input<Agency.Details>> = /*#__PURE__*/ Schema.Struct({
  legalName: V.AgencyName,
  publicName: V.AgencyName,
  fein: V.Fein,
  licenceNumber: Schema.optionalKey(V.LicenceNumber),
  ...business,
  email: V.Email,
  phone: V.Phone,
  site: V.PostalAddress
})

/** Schema for what an agency tells when it is opened; an independent agent need not name it. @category schemas */
export const AgencyOpening: Schema.Codec<Agency.Opening, Input<Agency.Opening>> = /*#__PURE__*/ Schema.Struct({
  legalName: Schema.optionalKey(V.AgencyName),
  publicName: Schema.optionalKey(V.AgencyName),
  namedAs: Schema.optionalKey(Schema.Literals(callings)),
  fein: V.Fein,
  licenceNumber: Schema.optionalKey(V.LicenceNumber),
  ...business,
  email: V.Email,
  phone: V.Phone,
  site: V.PostalAddress
})

/** Schema for the dates and the number of a certification. @category schemas */
export const Term: Schema.Codec<Certification.Term, Input<Certification.Term>> = /*#__PURE__*/ Schema.Struct({
  number: V.CertificationNumber,
  from: V.CalendarDate,
  until: V.CalendarDate
})

/** What a step may say of the clients who follow it: whoever has many moves first, and they follow in chunks. @category schemas */
export const following = { clientsLater: /*#__PURE__*/ Schema.optionalKey(/*#__PURE__*/ Schema.Literal(true)) }

/** Schema for the reasons of a status. @category schemas */
export const StatusReason = /*#__PURE__*/ Schema.Literals([
  "application-incomplete",
  "licence-inactive",
  "under-investigation",
  "voluntary",
  "retired",
  "recertification-lapsed",
  "agreement-not-signed",
  "left-state",
  "breach",
  "death-recorded"
])

const agentStep = <T extends string>(name: T) => Schema.Struct({ _tag: tag(name), agentId: V.AgentId })

/** Schema for the steps of an application. @category schemas */
export const CertificationCommand: Schema.Codec<
  Certification.Command,
  Input<Certification.Command>
> = /*#__PURE__*/ Schema.Union([
  agentStep("SubmitAgent"),
  Schema.Struct({
    _tag: tag("RecordRequirement"),
    agentId: V.AgentId,
    item: Schema.Literals(items),
    outcome: Schema.Literals(["InProgress", "Met", "Failed", "Waived"])
  }),
  Schema.Struct({ _tag: tag("RecordExam"), agentId: V.AgentId, score: Schema.Finite }),
  Schema.Struct({ _tag: tag("CorrectExam"), agentId: V.AgentId, score: Schema.optionalKey(Schema.Finite) }),
  Schema.Struct({ _tag: tag("CertifyAgent"), agentId: V.AgentId, term: Term, ...following }),
  Schema.Struct({ _tag: tag("DenyAgent"), agentId: V.AgentId, reason: StatusReason }),
  agentStep("WithdrawAgent"),
  agentStep("ReapplyAgent")
])

/** Schema for why an agency is turned away, suspended or ended. @rule AGT-20 @category schemas */
export const AgencyReason = /*#__PURE__*/ Schema.Literals(agencyReasons)

/** Schema for the steps of an agency. @category schemas */
export const AgencyCommand: Schema.Codec<Agency.Command, Input<Agency.Command>> = /*#__PURE__*/ Schema.Union([
  Schema.Struct({
    _tag: tag("OpenAgency"),
    agencyId: V.chosen(V.AgencyId),
    details: AgencyOpening,
    managerId: V.chosen(V.AgentId),
    manager: Profile
  }),
  Schema.Struct({ _tag: tag("UploadAgencyDocument"), agencyId: V.AgencyId, document: AgencyDocument }),
  Schema.Struct({ _tag: tag("SubmitAgency"), agencyId: V.AgencyId }),
  Schema.Struct({
    _tag: tag("CertifyAgency"),
    agencyId: V.AgencyId,
    managerTerm: Schema.optionalKey(Term),
    ...following
  }),
  Schema.Struct({ _tag: tag("SuspendAgency"), agencyId: V.AgencyId, reason: AgencyReason }),
  Schema.Struct({ _tag: tag("ReinstateAgency"), agencyId: V.AgencyId })
])

/** Schema for the steps of an employment. @category schemas */
export const EmploymentCommand: Schema.Codec<
  Employment.Command,
  Input<Employment.Command>
> = /*#__PURE__*/ Schema.Union([
  Schema.Struct({ _tag: tag("AddAgent"), agencyId: V.AgencyId, agentId: V.chosen(V.AgentId), profile: Profile }),
  Schema.Struct({
    _tag: tag("SetAgentInactive"),
    agencyId: V.AgencyId,
    agentId: V.AgentId,
    reason: Schema.Literals(["leave", "left-agency", "application-ended", "other"]),
    keepClientsUntil: Schema.optionalKey(V.CalendarDate)
  }),
  Schema.Struct({ _tag: tag("SetAgentActive"), agencyId: V.AgencyId, agentId: V.AgentId })
])

const associationStep = <T extends string>(name: T) =>
  Schema.Struct({ _tag: tag(name), agencyId: V.AgencyId, agentId: V.AgentId })

/** Schema for the review of an agent who comes from another agency. @category schemas */
export const AssociationCommand: Schema.Codec<
  Association.Command,
  Input<Association.Command>
> = /*#__PURE__*/ Schema.Union([
  Schema.Struct({ _tag: tag("AssociateAgent"), agencyId: V.AgencyId, licence: V.LicenceNumber, npn: V.Npn }),
  associationStep("ApproveAssociation"),
  associationStep("DeclineAssociation"),
  associationStep("WithdrawAssociation"),
  associationStep("PlaceApplicant")
])

const delegationStep = <T extends string>(name: T) => Schema.Struct({ _tag: tag(name), delegationId: V.DelegationId })

/** Schema for the steps of a delegation. @category schemas */
export const DelegationCommand: Schema.Codec<
  Delegation.Command,
  Input<Delegation.Command>
> = /*#__PURE__*/ Schema.Union([
  Schema.Struct({
    _tag: tag("RequestDelegation"),
    delegationId: V.chosen(V.DelegationId),
    caseId: V.CaseId,
    agentId: V.AgentId,
    signedBy: V.PersonName
  }),
  delegationStep("AcceptRequest"),
  delegationStep("DeclineRequest"),
  delegationStep("CancelRequest"),
  delegationStep("ExpireRequest"),
  delegationStep("RemoveDelegation"),
  delegationStep("RelinquishDelegation")
])

/** Schema for the steps of an acting session. @category schemas */
export const ActingCommand: Schema.Codec<Acting.Command, Input<Acting.Command>> = /*#__PURE__*/ Schema.Union([
  Schema.Struct({ _tag: tag("OpenActing"), actingId: V.chosen(V.ActingId), agencyId: V.AgencyId, agentId: V.AgentId }),
  Schema.Struct({ _tag: tag("CloseActing"), actingId: V.ActingId })
])

/** Schema for who asks for an access code. @rule ACC-02 @category schemas */
export const RequestedBy: Schema.Codec<
  AccessCode.RequestedBy,
  Input<AccessCode.RequestedBy>
> = /*#__PURE__*/ Schema.Union([
  Schema.Struct({ _tag: tag("Consumer") }),
  Schema.Struct({ _tag: tag("Cec"), counselorId: V.UserId, consumerPresent: Schema.Boolean }),
  Schema.Struct({ _tag: tag("Pbe"), helperId: V.UserId, consumerPresent: Schema.Boolean })
])

/** Schema for the steps of an access code; the code that is typed comes beside the command, never in it. @category schemas */
export const AccessCodeCommand: Schema.Codec<
  AccessCode.Command,
  Input<AccessCode.Command>
> = /*#__PURE__*/ Schema.Union([
  Schema.Struct({
    _tag: tag("IssueAccessCode"),
    accessCodeId: V.chosen(V.AccessCodeId),
    caseId: V.CaseId,
    channel: Schema.Literals(["phone", "mail"]),
    requestedBy: RequestedBy,
    identityMethod: Schema.optionalKey(Schema.Literals(AccessCode.identityMethods))
  }),
  Schema.Struct({
    _tag: tag("RedeemAccessCode"),
    caseNumber: Schema.optionalKey(V.CaseNumber),
    caseId: Schema.optionalKey(V.CaseId),
    accountId: V.AccountId,
    fact: Schema.Union([Schema.Struct({ dob: V.CalendarDate }), Schema.Struct({ zip: V.Zip })])
  }),
  Schema.Struct({ _tag: tag("RevokeAccessCode"), caseId: V.CaseId }),
  Schema.Struct({
    _tag: tag("UnlinkAccount"),
    caseId: V.CaseId,
    identityMethod: Schema.optionalKey(Schema.Literals(AccessCode.identityMethods))
  })
])

/** Schema for the person who speaks for a household. @category schemas */
export const PrimaryContact: Schema.Codec<
  Case.PrimaryContact,
  Input<Case.PrimaryContact>
> = /*#__PURE__*/ Schema.Struct({
  name: V.Name,
  dob: V.CalendarDate,
  phone: Schema.optionalKey(V.Phone),
  email: Schema.optionalKey(V.Email),
  preferredLanguage: V.Language,
  preferredChannel: Schema.Literals(["email", "phone", "mail"]),
  address: V.PostalAddress
})

/** Schema for the members of a household, one eligibility each. @category schemas */
export const Members: Schema.Codec<Case.Case["members"], Input<Case.Case["members"]>> = /*#__PURE__*/ V.atMost(
  30,
  "members",
  Schema.NonEmptyArray(Schema.Literals(Case.eligibilities))
)

/** Schema for what has to be proven. @category schemas */
export const VerificationKind = /*#__PURE__*/ Schema.Literals(Case.verificationKinds)

/** A case as a feed delivers it, field by field. @category schemas */
export const delivered = {
  caseId: V.CaseId,
  caseNumber: V.CaseNumber,
  primaryContact: PrimaryContact,
  members: Members,
  persons: Schema.optionalKey(
    /*#__PURE__*/ V.atMost(
      30,
      "persons",
      Schema.Array(Schema.Struct({ memberId: V.MemberId, relation: Schema.Literals(Case.relations) }))
    )
  ),
  application: Schema.Struct({
    year: /*#__PURE__*/ V.whole(2000, 2199, "a year from 2000 to 2199"),
    state: Schema.Literals(["NotStarted", "InProgress", "Submitted", "Determined", "Closed", "Withdrawn"]),
    submittedAt: Schema.optionalKey(V.Instant)
  }),
  coverage: Schema.optionalKey(Coverage),
  policies: Schema.optionalKey(/*#__PURE__*/ V.atMost(100, "policies", Schema.Array(FurtherPolicy))),
  verifications: /*#__PURE__*/ V.atMost(
    300,
    "verifications",
    Schema.Array(
      Schema.Struct({
        kind: VerificationKind,
        dueOn: Schema.optionalKey(V.CalendarDate),
        askedOn: Schema.optionalKey(V.CalendarDate),
        memberId: Schema.optionalKey(V.MemberId)
      })
    )
  ),
  renewal: Schema.Literals(["NotDue", "AwaitingAction", "AutoRenewed", "ActivelyRenewed", "OptedOut", "AtRisk"]),
  renewalRisks: Schema.optionalKey(
    /*#__PURE__*/ V.atMost(4, "risks", Schema.Array(Schema.Literals(Case.renewalRisks)))
  ),
  paperOrigin: Schema.optionalKey(Schema.Boolean),
  doNotContact: Schema.optionalKey(Schema.Boolean),
  account: Schema.Union([
    Schema.Struct({ _tag: tag("None") }),
    Schema.Struct({ _tag: tag("CodeIssued") }),
    Schema.Struct({ _tag: tag("Linked"), accountId: Schema.optionalKey(V.AccountId) })
  ]),
  lastActivityOn: V.CalendarDate
}

/** Schema for a case as a feed delivers it; who was on record is known here alone. @category schemas */
export const CaseRecord: Schema.Codec<Case.Delivered, Input<Case.Delivered>> = /*#__PURE__*/ Schema.Struct(delivered)

/** Schema for a delivery of cases, at most 1,000 at once. @category schemas */
export const CaseCommand: Schema.Codec<Case.Command, Input<Case.Command>> = /*#__PURE__*/ Schema.Struct({
  _tag: tag("RecordCases"),
  entries: /*#__PURE__*/ V.atMost(
    1_000,
    "cases at once",
    Schema.Array(
      Schema.Struct({
        case: CaseRecord,
        delegate: Schema.optionalKey(Schema.Struct({ agentId: V.AgentId, agencyId: V.AgencyId, since: V.Instant }))
      })
    )
  )
})

/** Schema for a change of the agent of record. @category schemas */
export const AgentOfRecordCommand: Schema.Codec<
  AgentOfRecordChange.Command,
  Input<AgentOfRecordChange.Command>
> = /*#__PURE__*/ Schema.Struct({
  _tag: tag("ChangeAgentOfRecord"),
  caseId: V.CaseId,
  policyId: Schema.optionalKey(V.PolicyId),
  agentId: V.AgentId,
  from: V.CalendarDate,
  reason: Schema.Literals(["agency-transfer", "correction", "retroactive-request", "consumer-request"]),
  requestedOn: Schema.optionalKey(V.CalendarDate)
})

/** Schema for the daily word about agents of record. @category schemas */
export const AgentOfRecordDigestCommand: Schema.Codec<
  AgentOfRecordDigest.Command,
  Input<AgentOfRecordDigest.Command>
> = /*#__PURE__*/ Schema.Struct({ _tag: tag("ReportAgentsOfRecord"), agencyId: V.AgencyId, on: V.CalendarDate })

/** Schema for a delivery of a roster, at most 5,000 agents at once. @category schemas */
export const MigrationCommand: Schema.Codec<Migration.Command, Input<Migration.Command>> = /*#__PURE__*/ Schema.Struct({
  _tag: tag("RecordRoster"),
  agencies: /*#__PURE__*/ V.atMost(
    5_000,
    "agencies at once",
    Schema.Array(Schema.Struct({ agencyId: V.AgencyId, details: AgencyDetails }))
  ),
  agents: /*#__PURE__*/ V.atMost(
    5_000,
    "agents at once",
    Schema.Array(
      Schema.Struct({
        agentId: V.AgentId,
        agencyId: V.AgencyId,
        profile: Profile,
        manager: Schema.Boolean,
        certification: Schema.Struct({
          state: Schema.Literals(machine.states),
          term: Schema.optionalKey(Term)
        }),
        employment: Schema.Literals(["Invited", "Active", "Inactive"])
      })
    )
  )
})
