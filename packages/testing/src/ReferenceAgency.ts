/**
 * Agencies in the reference model: opened, submitted and certified together with their manager.
 *
 * @since 0.1.0
 */
import type { Command } from "@agencybook/core/Agency"
import type { Command as AccountCommand } from "@agencybook/core/AgencyAccount"
import type { Command as EndingCommand } from "@agencybook/core/AgencyTermination"
import type { Profile } from "@agencybook/core/Agent"
import { unfit } from "./ReferenceAgencyReason.ts"
import { certifiedOn, licensedOn, placeOf } from "./ReferenceAuthority.ts"
import { business } from "./ReferenceBusiness.ts"
import { againstCertifying, certified, profile, submitted } from "./ReferenceCertification.ts"
import { isOpen, setFree } from "./ReferenceDelegation.ts"
import * as Invitation from "./ReferenceInvitation.ts"
import { feinUsed, licenceUsed, namesImitated, shownAs } from "./ReferenceName.ts"
import {
  employed,
  leaving,
  licenceHeld,
  loginUsed,
  misshapen,
  npnUsed,
  stateOf as standing,
  unreached
} from "./ReferenceStanding.ts"
import {
  accepted,
  all,
  change,
  type Entries,
  type Entry,
  type Fact,
  type Moment,
  one,
  put,
  type Reason,
  reason,
  some,
  unless,
  type Verdict,
  type World,
  without
} from "./ReferenceWorld.ts"

type Of<N extends Command["_tag"]> = Extract<Command, { readonly _tag: N }>
type Account = Exclude<AccountCommand, { readonly _tag: "DescribeAgency" | "RemoveAgencySite" | "SetAgencySite" }>
type Ending<N extends EndingCommand["_tag"]> = Extract<EndingCommand, { readonly _tag: N }>

/** The state of an agency, if there is one. @category queries */
export const stateOf = (world: World, agency: string): string | undefined =>
  one(world, "agency state", (fact) => fact.agency === agency)?.state

const managerOf = (world: World, agency: string): string =>
  one(world, "manager", (fact) => fact.agency === agency && fact.place === 0)?.agent ?? ""

/** The agency in another state. @category transforms */
export const moved = (world: World, agency: string, state: string, since: string): World =>
  change(
    world,
    "agency state",
    (fact) => fact.agency === agency,
    (fact) => ({ ...fact, state, since })
  )

/** Whether a person is known, by identifier or by licence number. @rule AGT-01 @category predicates */
export const personKnown = (world: World, agent: string, licence: string): boolean =>
  some(world, "agent", (fact) => fact.agent === agent) || licenceHeld(world, licence)

/** Whether a person has an open role as staff, by the address of the login. @rule STF-07 @category predicates */
export const isStaff = (world: World, login: string): boolean =>
  some(world, "staff", (fact) => fact.login === login && ["Pending", "Eligible", "Approved"].includes(fact.state))

/** A new profile in an agency: certification has not begun, the place is an invitation. @rule AGT-02 @category transforms */
export const invited = (world: World, agent: string, agency: string, about: World, at: string): World =>
  put(
    world,
    ...about,
    {
      is: "certification",
      agent,
      state: "Incomplete",
      since: at,
      from: undefined,
      until: undefined,
      number: undefined
    },
    { is: "employment", agent, agency, state: "Invited", since: at, why: undefined }
  )

/** Whether the exchange names somebody on record, by both numbers. @rule AGY-01 EMP-06 */
const isOnRecord = (world: World, agent: string, about: Profile): boolean =>
  some(world, "agent", (fact) => fact.agent === agent && fact.npn === about.npn) &&
  some(world, "licence", (fact) => fact.agent === agent && fact.number === about.licence.number)

/** The exchange opens an agency for somebody who is certified and works nowhere. @rule AGY-01 EMP-06 */
const openFor = (world: World, command: Of<"OpenAgency">, moment: Moment): Verdict => {
  const { at, day } = moment
  const { agencyId: agency, details, managerId: agent } = command
  const person = one(world, "agent", (fact) => fact.agent === agent)
  const name = details.legalName ?? `${person?.first} ${person?.last} ${details.namedAs ?? "Insurance"}`
  return unless(
    [
      misshapen(details.licenceNumber, moment),
      misshapen(command.manager.licence.number, moment),
      some(world, "agency", (fact) => fact.agency === agency) && reason("AgencyExists", "AGY-07"),
      feinUsed(world, details.fein) && reason("FeinInUse", "AGY-07"),
      licenceUsed(world, details.licenceNumber) && reason("AgencyLicenceInUse", "AGY-16"),
      !certifiedOn(world, agent, day) && reason("NothingToTakeAlong", "EMP-06"),
      placeOf(world, agent) !== undefined && reason("EmployedElsewhere", "EMP-03"),
      (isStaff(world, person?.login ?? "") || isStaff(world, command.manager.loginEmail)) &&
        reason("StaffRoleOpen", "STF-07")
    ],
    () =>
      accepted(
        put(
          world,
          {
            is: "agency",
            agency,
            name,
            shown: details.publicName ?? name,
            fein: details.fein,
            licence: details.licenceNumber,
            ...business(details)
          },
          { is: "site", agency, site: "main", place: 0, hours: 0 },
          { is: "manager", agency, agent, place: 0, since: undefined },
          { is: "agency state", agency, state: "Incomplete", since: at },
          { is: "employment", agent, agency, state: "Invited", since: at, why: undefined },
          { is: "association", agent, agency }
        )
      )
  )
}

/** An agency begins with one site. @rule AGY-08 @category predicates */
export const onlyMain = ({ siteIds = [] }: Profile): ReadonlyArray<Reason | false> =>
  siteIds.map((site) => (site as string) !== "main" && reason("UnknownSite", "AGY-08"))

const open = (world: World, command: Of<"OpenAgency">, moment: Moment): Verdict => {
  const { agencyId: agency, details, manager, managerId: agent } = command
  const { actor, at } = moment
  if (actor._tag === "Exchange" && isOnRecord(world, agent, manager)) return openFor(world, command, moment)
  const { first, last } = manager.name
  const name = details.legalName ?? `${first} ${last} ${details.namedAs ?? "Insurance"}`
  return unless(
    [
      misshapen(details.licenceNumber, moment),
      misshapen(manager.licence.number, moment),
      unreached(manager),
      ...onlyMain(manager),
      some(world, "agency", (fact) => fact.agency === agency) && reason("AgencyExists", "AGY-07"),
      feinUsed(world, details.fein) && reason("FeinInUse", "AGY-07"),
      licenceUsed(world, details.licenceNumber) && reason("AgencyLicenceInUse", "AGY-16"),
      personKnown(world, agent, manager.licence.number) && reason("AgentExists", "AGT-01"),
      npnUsed(world, manager.npn) && reason("NpnInUse", "AGT-01"),
      loginUsed(world, manager.loginEmail) && reason("LoginEmailInUse", "STF-07"),
      placeOf(world, agent) !== undefined && reason("EmployedElsewhere", "EMP-03"),
      isStaff(world, manager.loginEmail) && reason("StaffRoleOpen", "STF-07")
    ],
    () => {
      const founded = put(
        world,
        {
          is: "agency",
          agency,
          name,
          shown: details.publicName ?? name,
          fein: details.fein,
          licence: details.licenceNumber,
          ...business(details)
        },
        { is: "site", agency, site: "main", place: 0, hours: 0 },
        { is: "manager", agency, agent, place: 0, since: undefined },
        { is: "agency state", agency, state: "Incomplete", since: at }
      )
      return accepted(invited(founded, agent, agency, profile(agent, manager, agency), at))
    }
  )
}

const hasCurrent = (world: World, agency: string, type: string, day: string): boolean =>
  some(
    world,
    "document",
    (fact) => fact.agency === agency && fact.type === type && (fact.through === undefined || day <= fact.through)
  )

/** A step of an agency that is known, from one state only. @category constructors */
export const step = <C extends { readonly agencyId: string }>(
  capability: Entry<C>["capability"],
  from: string | undefined,
  go: (world: World, command: C, moment: Moment) => Verdict
): Entry<C> => ({
  capability,
  target: (_, { agencyId }) => ({ agency: agencyId }),
  carryOut: (world, command, moment) => {
    const state = stateOf(world, command.agencyId)
    const refuse = (why: Reason): Verdict => ({ _tag: "Refused", reasons: [why] })
    if (state === undefined) return refuse(reason("UnknownAgency", "AGY-01"))
    if (from !== undefined && state !== from) return refuse(reason("NotAllowedFrom", "AGY-09"))
    return go(world, command, moment)
  }
})

/** Whether the agency is bound by an agreement on a day. @rule AGY-05 */
const isBound = (world: World, agency: string, day: string): boolean =>
  some(world, "agreement", (fact) => fact.agency === agency && fact.from <= day && day <= fact.through)

/** Whether the manager is in the agency, invited at least. @rule AGY-03 */
const isThere = (world: World, agency: string): boolean =>
  some(
    world,
    "employment",
    (fact) => fact.agency === agency && fact.agent === managerOf(world, agency) && fact.state !== "Inactive"
  )

const submit = (world: World, { agencyId }: Of<"SubmitAgency">, { at, day }: Moment): Verdict => {
  const complete = ["e-and-o", "payee-data"].every((type) => hasCurrent(world, agencyId, type, day))
  const { fein, form, licence, sells } = one(world, "agency", ofAgency(agencyId)) ?? {}
  const discarded = standing(world, managerOf(world, agencyId)) === "Discarded"
  const reasons = [
    (form === undefined || sells === undefined) && reason("AgencyNotDescribed", "AGY-06"),
    feinUsed(world, fein) && reason("FeinInUse", "AGY-07"),
    licenceUsed(world, licence) && reason("AgencyLicenceInUse", "AGY-16"),
    namesImitated(world, agencyId) && reason("AgencyNameImitates", "AGY-16"),
    !complete && reason("DocumentsMissing", "AGY-06"),
    discarded && reason("ManagerNotReady", "AGY-03"),
    !isThere(world, agencyId) && reason("ManagerNotThere", "AGY-03")
  ]
  return unless(reasons, () =>
    accepted(submitted(moved(world, agencyId, "Pending", at), managerOf(world, agencyId), at))
  )
}

const certify = (world: World, { agencyId, managerTerm }: Of<"CertifyAgency">, moment: Moment): Verdict => {
  const { at, day } = moment
  const manager = managerOf(world, agencyId)
  const complete = ["e-and-o", "payee-data"].every((type) => hasCurrent(world, agencyId, type, day))
  const eligible = some(world, "certification", (fact) => fact.agent === manager && fact.state === "Eligible")
  const together = managerTerm !== undefined && eligible ? managerTerm : undefined
  return unless(
    [
      namesImitated(world, agencyId) && reason("AgencyNameImitates", "AGY-16"),
      !complete && reason("DocumentsMissing", "AGY-06"),
      !isBound(world, agencyId, day) && reason("AgreementNotSigned", "AGY-05"),
      !certifiedOn(world, manager, day) && together === undefined && reason("ManagerNotReady", "AGY-03"),
      !isThere(world, agencyId) && reason("ManagerNotThere", "AGY-03"),
      // The manager holds an active licence and certification. @rule AGY-03
      !licensedOn(world, manager, day) && reason("LicenceNotGood", "AGT-11"),
      together !== undefined &&
        againstCertifying(world, manager, together, moment).filter((against) => against !== false)
    ],
    () => {
      const next = moved(world, agencyId, "Certified", at)
      const reviewed = some(world, "association", (fact) => fact.agent === manager && fact.agency === agencyId)
      const place = one(world, "employment", (fact) => fact.agent === manager && fact.agency === agencyId)
      // Who was certified before is approved together with the own agency.
      const approved = reviewed ? employed(next, place, "Invited", { state: "Active", since: at }) : next
      return accepted(together === undefined ? approved : certified(next, manager, together, moment))
    }
  )
}

/** What was handed in once has to be current; a roster that was taken over came without documents. */
const reinstate = (world: World, { agencyId }: Of<"ReinstateAgency">, { at, day }: Moment): Verdict => {
  const lapsed = ["e-and-o", "payee-data"].some(
    (type) =>
      some(world, "document", (fact) => fact.agency === agencyId && fact.type === type) &&
      !hasCurrent(world, agencyId, type, day)
  )
  const signed = some(world, "agreement", (fact) => fact.agency === agencyId)
  return unless(
    [
      some(world, "without manager", (fact) => fact.agency === agencyId) && reason("NoCertifiedManager", "AGY-03"),
      lapsed && reason("DocumentsMissing", "AGY-06"),
      signed && !isBound(world, agencyId, day) && reason("AgreementNotSigned", "AGY-05")
    ],
    () => accepted(moved(world, agencyId, "Certified", at))
  )
}

const upload = (
  world: World,
  { agencyId, document: { expiresOn, file, paper, type } }: Of<"UploadAgencyDocument">,
  { actor, day }: Moment
): Verdict => {
  const against = [
    expiresOn !== undefined && expiresOn < day && reason("AgencyDocumentOver", "AGY-06"),
    !file && !paper && reason("AgencyDocumentWithoutFile", "AGY-06"),
    paper !== undefined && actor._tag !== "Exchange" && reason("PaperOfExchange", "AGY-06")
  ].filter((one) => one !== false)
  if (against.length > 0) return { _tag: "Refused", reasons: against }
  // Payee data for a change of the FEIN waits with it. @rule AGY-13
  if (type === "payee-data" && some(world, "change", (fact) => fact.agency === agencyId && fact.fein !== undefined)) {
    const others = without(world, "new document", (fact) => fact.agency === agencyId)
    return accepted(put(others, { is: "new document", agency: agencyId, through: expiresOn, handed: day }))
  }
  return accepted(
    put(
      without(world, "document", (fact) => fact.agency === agencyId && fact.type === type),
      { is: "document", agency: agencyId, type, through: expiresOn, handed: day }
    )
  )
}

/** Anything but the end: an agency that is over changes nothing any more. @category transforms */
export const unlessOver =
  <C extends { readonly agencyId: string }>(go: (world: World, command: C, moment: Moment) => Verdict) =>
  (world: World, command: C, moment: Moment): Verdict =>
    unless([stateOf(world, command.agencyId) === "Terminated" && reason("AgencyOver", "AGY-09")], () =>
      go(world, command, moment)
    )

/** Facts of one agency. @category predicates */
export const ofAgency = (agency: string) => (fact: { readonly agency: string }) => fact.agency === agency

const applied = ["Incomplete", "Pending", "Eligible"]

/** Nothing outlives the agency: no delegation, no place, no application, no staff role. @rule AGY-04 */
const over = (world: World, agency: string, moment: Moment): World => {
  const { at } = moment
  const members = all(world, "employment", (fact) => fact.agency === agency && fact.state !== "Inactive")
  const given = (agent: string): boolean =>
    members.some((member) => member.agent === agent) &&
    some(world, "certification", (fact) => fact.agent === agent && applied.includes(fact.state))
  const asked = (agent: string) => some(world, "association", (fact) => fact.agent === agent && fact.agency === agency)
  // A withdrawn application has no checklist any more.
  const kept = moved(world, agency, "Terminated", at).filter(
    (fact) =>
      !((fact.is === "item" || fact.is === "exam") && given(fact.agent)) &&
      !(fact.is === "association" && fact.agency === agency)
  )
  const left = kept.map((fact): Fact => {
    switch (fact.is) {
      case "employment":
        return fact.agency === agency && fact.state !== "Inactive"
          ? { ...fact, state: "Inactive", since: at, why: asked(fact.agent) ? "association-declined" : "agency-ended" }
          : fact
      case "certification":
        return given(fact.agent)
          ? { ...fact, state: fact.state === "Incomplete" ? "Discarded" : "Withdrawn", since: at }
          : fact
      case "staff":
        return fact.agency === agency && ["Pending", "Eligible", "Approved"].includes(fact.state)
          ? { ...fact, state: "Terminated", since: at }
          : fact
      default:
        return fact
    }
  })
  const uninvited = members.reduce<World>((next, { agent }) => Invitation.revoked(next, agent), left)
  return setFree(uninvited, (fact) => fact.agency === agency, moment, "agency-ended")
}

const terminate = (world: World, command: Ending<"TerminateAgency">, moment: Moment): Verdict => {
  const { agencyId, books } = command
  const state = stateOf(world, agencyId)
  const holding = some(world, "delegation", (fact) => fact.agency === agencyId && isOpen(fact))
  return unless(
    [
      state !== "Certified" && state !== "Suspended" && reason("NotAllowedFrom", "AGY-09"),
      unfit("terminate", command),
      books === "moved" && holding && reason("BooksNotMoved", "AGY-04")
    ],
    () => accepted(over(world, agencyId, moment))
  )
}

/** The commands of this part. @category models */
export const entries: Entries<Account | Command | EndingCommand> = {
  OpenAgency: { capability: "open-agency", target: (_, { agencyId }) => ({ agency: agencyId }), carryOut: open },
  UploadAgencyDocument: step("complete-agency", undefined, unlessOver(upload)),
  // Addresses are not among the facts of the model; the name that is shown is.
  ChangeAgencyContact: step(
    "edit-agency",
    undefined,
    unlessOver((world, { agencyId, contact }) => shownAs(world, agencyId, contact.publicName))
  ),
  SubmitAgency: step("submit-agency", "Incomplete", submit),
  CertifyAgency: step("certify-agency", "Pending", leaving(certify)),
  SuspendAgency: step("certify-agency", "Certified", (world, command, { at }) =>
    unless([unfit("suspend", command)], () => accepted(moved(world, command.agencyId, "Suspended", at)))
  ),
  ReinstateAgency: step("certify-agency", "Suspended", reinstate),
  RejectAgency: step("certify-agency", undefined, (world, command, moment) =>
    unless(
      [
        !["Incomplete", "Pending"].includes(stateOf(world, command.agencyId) ?? "") &&
          reason("NotAllowedFrom", "AGY-09"),
        unfit("reject", command)
      ],
      () => accepted(over(world, command.agencyId, moment))
    )
  ),
  TerminateAgency: step("certify-agency", undefined, terminate)
}
