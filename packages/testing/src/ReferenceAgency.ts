/**
 * Agencies in the reference model: opened, submitted and certified together with their manager.
 *
 * @since 0.1.0
 */
import type { Command } from "@agencybook/core/Agency"
import type { Command as AccountCommand } from "@agencybook/core/AgencyAccount"
import type { Command as EndingCommand } from "@agencybook/core/AgencyTermination"
import { certifiedOn, licensedOn, placeOf } from "./ReferenceAuthority.ts"
import { againstCertifying, certified, profile, submitted } from "./ReferenceCertification.ts"
import { isOpen, setFree } from "./ReferenceDelegation.ts"
import * as Invitation from "./ReferenceInvitation.ts"
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
type Account<N extends AccountCommand["_tag"]> = Extract<AccountCommand, { readonly _tag: N }>
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

/** Whether a live agency has a FEIN. @rule AGY-07 @category predicates */
export const feinUsed = (world: World, fein: string): boolean =>
  world.some((fact) => fact.is === "agency" && fact.fein === fein && stateOf(world, fact.agency) !== "Terminated")

/** Whether an agency that was submitted and is not over has a licence number; a draft keeps it from nobody. @rule AGY-16 @category predicates */
export const licenceUsed = (world: World, number: string | undefined): boolean =>
  number !== undefined &&
  some(
    world,
    "agency",
    (fact) =>
      fact.licence === number && ["Pending", "Certified", "Suspended"].includes(stateOf(world, fact.agency) ?? "")
  )

/** Whether a person is known, by identifier or by licence number. @rule AGT-01 @category predicates */
export const personKnown = (world: World, agent: string, licence: string): boolean =>
  some(world, "agent", (fact) => fact.agent === agent) || some(world, "licence", (fact) => fact.number === licence)

/** Whether an agent has a national producer number, at work or not. @rule AGT-01 @category predicates */
export const npnUsed = (world: World, npn: string): boolean => some(world, "agent", (fact) => fact.npn === npn)

/** Whether an agent signs in with an address, at work or not. @rule STF-07 @category predicates */
export const loginUsed = (world: World, login: string): boolean => some(world, "agent", (fact) => fact.login === login)

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

const open = (world: World, command: Of<"OpenAgency">, { at }: Moment): Verdict => {
  const { agencyId: agency, details, manager, managerId: agent } = command
  const { first, last } = manager.name
  const name = details.legalName ?? `${first} ${last} ${details.namedAs ?? "Insurance"}`
  return unless(
    [
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
        { is: "agency", agency, name, fein: details.fein, licence: details.licenceNumber },
        { is: "site", agency, site: "main", place: 0, hours: 0 },
        { is: "manager", agency, agent, place: 0, since: undefined },
        { is: "agency state", agency, state: "Incomplete", since: at }
      )
      return accepted(invited(founded, agent, agency, profile(agent, manager), at))
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

const submit = (world: World, { agencyId }: Of<"SubmitAgency">, { at, day }: Moment): Verdict => {
  const complete = ["e-and-o", "payee-data"].every((type) => hasCurrent(world, agencyId, type, day))
  const licence = one(world, "agency", ofAgency(agencyId))?.licence
  const reasons = [
    licenceUsed(world, licence) && reason("AgencyLicenceInUse", "AGY-16"),
    !complete && reason("DocumentsMissing", "AGY-06")
  ]
  return unless(reasons, () =>
    accepted(submitted(moved(world, agencyId, "Pending", at), managerOf(world, agencyId), at))
  )
}

const certify = (world: World, { agencyId, managerTerm }: Of<"CertifyAgency">, moment: Moment): Verdict => {
  const { at, day } = moment
  const manager = managerOf(world, agencyId)
  const complete = ["e-and-o", "payee-data"].every((type) => hasCurrent(world, agencyId, type, day))
  const isCertified = certifiedOn(world, manager, day)
  const eligible = some(world, "certification", (fact) => fact.agent === manager && fact.state === "Eligible")
  const together = managerTerm !== undefined && eligible ? managerTerm : undefined
  return unless(
    [
      !complete && reason("DocumentsMissing", "AGY-06"),
      !isBound(world, agencyId, day) && reason("AgreementNotSigned", "AGY-05"),
      !isCertified && together === undefined && reason("ManagerNotReady", "AGY-03"),
      // The manager holds an active licence and certification. @rule AGY-03
      !licensedOn(world, manager, day) && reason("LicenceNotGood", "AGT-11"),
      together !== undefined && againstCertifying(world, manager, together, day).filter((against) => against !== false)
    ],
    () => {
      const next = moved(world, agencyId, "Certified", at)
      return accepted(together === undefined ? next : certified(next, manager, together, moment))
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
  { agencyId, document: { expiresOn, type } }: Of<"UploadAgencyDocument">,
  { day }: Moment
): Verdict => {
  if (expiresOn !== undefined && expiresOn < day)
    return { _tag: "Refused", reasons: [reason("AgencyDocumentOver", "AGY-06")] }
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

/** Sites stand in a row: a new one goes to the end, one that becomes primary to the front. @rule AGY-08 */
const setSite = (world: World, { agencyId, primary, site }: Account<"SetAgencySite">): Verdict => {
  const { hours = [], siteId } = site
  const before = [...all(world, "site", ofAgency(agencyId))].sort((a, b) => a.place - b.place)
  const others = before.filter((fact) => fact.site !== siteId)
  const overlapping = hours.some((one, n) =>
    hours.some(
      (other, m) =>
        (n === m && one.opens >= one.closes) ||
        (n < m && one.weekday === other.weekday && !(one.closes <= other.opens || other.closes <= one.opens))
    )
  )
  const made = { is: "site", agency: agencyId, site: siteId, place: 0, hours: hours.length } as const
  const place = before.findIndex((fact) => fact.site === siteId)
  const kept = place < 0 ? [...others, made] : [...others.slice(0, place), made, ...others.slice(place)]
  const row = primary === true ? [made, ...others] : kept
  return unless(
    [
      place < 0 && before.length >= 100 && reason("TooManySites", "AGY-08"),
      overlapping && reason("HoursOverlap", "AGY-08")
    ],
    () => accepted(put(without(world, "site", ofAgency(agencyId)), ...row.map((fact, n) => ({ ...fact, place: n }))))
  )
}

const removeSite = (world: World, { agencyId, siteId }: Account<"RemoveAgencySite">): Verdict => {
  const gone = one(world, "site", (fact) => fact.agency === agencyId && fact.site === siteId)
  return unless(
    [gone === undefined && reason("UnknownSite", "AGY-08"), gone?.place === 0 && reason("PrimarySiteStays", "AGY-08")],
    () =>
      accepted(
        change(
          without(world, "site", (fact) => fact.agency === agencyId && fact.site === siteId),
          "site",
          (fact) => fact.agency === agencyId && fact.place > (gone?.place ?? 0),
          (fact) => ({ ...fact, place: fact.place - 1 })
        )
      )
  )
}

/** Nothing outlives the agency: no delegation, no place, no application, no staff role. @rule AGY-04 */
const over = (world: World, agency: string, moment: Moment): World => {
  const { at } = moment
  const members = all(world, "employment", (fact) => fact.agency === agency && fact.state !== "Inactive")
  const given = (agent: string): boolean =>
    members.some((member) => member.agent === agent) &&
    some(world, "certification", (fact) => fact.agent === agent && ["Pending", "Eligible"].includes(fact.state))
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
          ? { ...fact, state: "Inactive", since: at, why: "agency-ended" }
          : fact
      case "certification":
        return given(fact.agent) ? { ...fact, state: "Withdrawn", since: at } : fact
      case "staff":
        return fact.agency === agency && ["Pending", "Eligible", "Approved"].includes(fact.state)
          ? { ...fact, state: "Terminated", since: at }
          : fact
      default:
        return fact
    }
  })
  const uninvited = members.reduce<World>((next, { agent }) => Invitation.revoked(next, agent), left)
  return setFree(uninvited, (fact) => fact.agency === agency, moment)
}

const terminate = (world: World, { agencyId, books }: Ending<"TerminateAgency">, moment: Moment): Verdict => {
  const state = stateOf(world, agencyId)
  const holding = some(world, "delegation", (fact) => fact.agency === agencyId && isOpen(fact))
  return unless(
    [
      state !== "Certified" && state !== "Suspended" && reason("NotAllowedFrom", "AGY-09"),
      books === "moved" && holding && reason("BooksNotMoved", "AGY-04")
    ],
    () => accepted(over(world, agencyId, moment))
  )
}

/** The commands of this part. @category models */
export const entries: Entries<AccountCommand | Command | EndingCommand> = {
  OpenAgency: { capability: "open-agency", target: (_, { agencyId }) => ({ agency: agencyId }), carryOut: open },
  UploadAgencyDocument: step("complete-agency", undefined, unlessOver(upload)),
  SetAgencySite: step("edit-agency", undefined, unlessOver(setSite)),
  RemoveAgencySite: step("edit-agency", undefined, unlessOver(removeSite)),
  // Names and addresses are not among the facts of the model; only that the step is allowed is.
  ChangeAgencyContact: step("edit-agency", undefined, unlessOver(accepted)),
  SubmitAgency: step("submit-agency", "Incomplete", submit),
  CertifyAgency: step("certify-agency", "Pending", certify),
  SuspendAgency: step("certify-agency", "Certified", (world, { agencyId }, { at }) =>
    accepted(moved(world, agencyId, "Suspended", at))
  ),
  ReinstateAgency: step("certify-agency", "Suspended", reinstate),
  RejectAgency: step("certify-agency", "Pending", (world, { agencyId }, moment) =>
    accepted(over(world, agencyId, moment))
  ),
  TerminateAgency: step("certify-agency", undefined, terminate)
}
