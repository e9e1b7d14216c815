/**
 * The way to a certification in the reference model.
 *
 * @since 0.1.0
 */

import type { Profile, Shown } from "@agencybook/core/Agent"
import type { Command } from "@agencybook/core/Certification"
import * as Authority from "./ReferenceAuthority.ts"
import * as Checklist from "./ReferenceChecklist.ts"
import { isOpen } from "./ReferenceDelegation.ts"
import * as Invitation from "./ReferenceInvitation.ts"
import {
  certification,
  closed,
  employed,
  endInvitation,
  formerTargetOf,
  isKept,
  isOfForm,
  latestPlace,
  leaving,
  left,
  refuse,
  shut,
  stateOf,
  step,
  targetOf,
  thaw,
  turnedAway,
  windowEnd
} from "./ReferenceStanding.ts"
import * as Upkeep from "./ReferenceUpkeep.ts"
import {
  accepted,
  type Entries,
  type Entry,
  type Fact,
  type Moment,
  one,
  type Reason,
  reason,
  some,
  unless,
  type Verdict,
  type World
} from "./ReferenceWorld.ts"

type Met = Fact<"met at">
type Of<N extends Command["_tag"]> = Extract<Command, { readonly _tag: N }>

const isComplete = (world: World, agent: string): boolean =>
  Checklist.items.every((item) => Checklist.isDone(world, agent, item))

/** The world in which an application begins anew: nothing is met, no try is used. @category transforms */
export const applying = (world: World, agent: string, at: string): World =>
  Checklist.fresh(certification(world, agent, "Pending", at), agent)

/** The file of a photo, as one text. @category constructors */
export const photoText = ({ photo }: Pick<Shown, "photo">): string | undefined =>
  photo && [photo.documentId, photo.name, photo.mediaType, photo.bytes, photo.sha256].join(" / ")

/** What somebody shows beside the list, the clients and the photo, as one text. @category constructors */
export const shownText = (shown: Shown): string =>
  [
    shown.languages.join(" "),
    shown.publicEmail,
    shown.publicPhone,
    shown.clientsServed,
    shown.expertise?.join(" "),
    shown.bio,
    shown.eveningsAndWeekends
  ].join(" / ")

/** The sites of an agency that somebody names, in the order of the naming. @rule AGY-08 @category constructors */
export const meeting = (agent: string, { siteIds = [] }: Pick<Shown, "siteIds">, agency = ""): ReadonlyArray<Met> =>
  siteIds.map((site, place) => ({ is: "met at", agent, agency, site, place }))

/** The carriers that have appointed somebody, as one text. @category constructors */
export const carriersOf = (list: Profile["carrierAppointments"] = []): string =>
  list.map(({ carrier, status }) => `${carrier}: ${status}`).join(" / ")

/** The parts of a name that not everybody has, as one text. @category constructors */
export const partsOf = ({ middle, suffix }: Profile["name"]): string => `${middle ?? ""} / ${suffix ?? ""}`

/** A new profile in an agency, whose certification has not begun. @category constructors */
export const profile = (agent: string, about: Profile, agency: string | undefined): World => {
  const { acceptsNewClients, licence, listInDirectory, loginEmail, name, npn, place } = about
  return [
    ...meeting(agent, about, agency),
    {
      ...{ is: "agent", agent, npn, accepting: acceptsNewClients, listed: listInDirectory, login: loginEmail },
      ...{ first: name.first, last: name.last, parts: partsOf(name) },
      ...{ city: place.city, county: place.county, shown: shownText(about) },
      ...{ employers: about.clientsServed !== "individuals", photo: photoText(about) },
      carriers: carriersOf(about.carrierAppointments)
    },
    {
      is: "licence",
      agent,
      number: licence.number,
      status: licence.status,
      through: licence.expiresOn,
      health: licence.health
    }
  ]
}

/** The world after a submitted application. @rule AGT-02 @category transforms */
export const submitted = (world: World, agent: string, at: string): World =>
  stateOf(world, agent) === "Incomplete" ? applying(world, agent, at) : world

interface Term {
  readonly number: string
  readonly from: string
  readonly until: string
}

/** What speaks against certifying an agent today, apart from the agency. @category queries */
export const againstCertifying = (
  world: World,
  agent: string,
  term: Term,
  { day, policy }: Moment
): ReadonlyArray<Reason | false> => [
  !isComplete(world, agent) && reason("ChecklistOpen", "AGT-07"),
  !Authority.licensedOn(world, agent, day) && reason("LicenceNotGood", "AGT-11"),
  !isOfForm(term.number, policy.certificationNumber) && reason("CertificationNumberMisshapen", "AGT-08"),
  !(term.from <= day && day < term.until) && reason("TermNotCurrent", "AGT-08")
]

/** The world after an agent was certified: an invited agent becomes active, frozen clients are free again. @category transforms */
export const certified = (
  world: World,
  agent: string,
  term: { readonly from: string; readonly until: string },
  moment: Moment
): World => {
  const { at } = moment
  const named = certification(Upkeep.begun(world, agent, moment), agent, "Certified", at, term)
  const back = thaw(employed(named, latestPlace(world, agent), "Invited", { state: "Active", since: at }), agent)
  // The window is over, but for those whom a former agency keeps.
  return some(back, "delegation", (fact) => fact.agent === agent && isKept(back, fact)) ? back : shut(back, agent)
}

const certify = (world: World, { agentId, term }: Of<"CertifyAgent">, moment: Moment): Verdict => {
  const place = Authority.placeOf(world, agentId)
  const inCertified = place !== undefined && Authority.agencyCertified(world, place.agency)
  return unless(
    [
      againstCertifying(world, agentId, term, moment).filter((one) => one !== false),
      place === undefined && reason("ApplicantWithoutPlace", "AGT-07"),
      place !== undefined && !inCertified && reason("AgencyNotCertified", "AGT-07")
    ],
    () =>
      accepted(Invitation.onCertified(certified(world, agentId, term, moment), agentId, place?.agency ?? "", moment))
  )
}

const turnAway =
  (state: string) =>
  (world: World, { agentId }: { readonly agentId: string }, moment: Moment): Verdict => {
    const { at } = moment
    const over = Invitation.revoked(
      endInvitation(certification(closed(world, agentId), agentId, state, at), agentId, at),
      agentId
    )
    // Whom a feed brought as an applicant may have clients; a window that is open stands. @rule EMP-04
    const waiting = some(world, "delegation", (fact) => fact.agent === agentId && isOpen(fact))
    return accepted(waiting && windowEnd(world, agentId) === undefined ? left(over, agentId, moment, world) : over)
  }

/** Whether a person helps an agency as staff, under the address of the login. @rule STF-07 */
const helps = (world: World, agent: string): boolean =>
  some(
    world,
    "staff",
    (fact) =>
      fact.login === one(world, "agent", (person) => person.agent === agent)?.login &&
      ["Pending", "Eligible", "Approved"].includes(fact.state)
  )

const gone = (world: World, agency: string): boolean =>
  some(world, "agency state", (fact) => fact.agency === agency && fact.state === "Terminated")

const reapply = (world: World, { agentId }: Of<"ReapplyAgent">, { actor, at, day }: Moment, state: string): Verdict =>
  unless(
    [
      state === "TerminatedForCause" && actor._tag !== "Exchange" && reason("ReapplicationByExchange", "AGT-17"),
      some(world, "bar", (fact) => fact.agent === agentId && day < fact.until) && reason("ApplicationBarred", "AGT-17"),
      helps(world, agentId) && reason("StaffRoleOpen", "STF-07")
    ],
    () => {
      const place = latestPlace(world, agentId)
      const pending = applying(world, agentId, at)
      // Only an invitation that ended with the application comes back with it.
      return accepted(
        place?.why === "application-ended" && !gone(world, place.agency)
          ? employed(pending, place, "Inactive", { state: "Invited", since: at })
          : pending
      )
    }
  )

/** What follows when an item was recorded: whoever has everything is eligible, whoever lacks something pending. @rule AGT-07 @category transforms */
export const reckon = (world: World, agent: string, state: string, at: string): Verdict => {
  const due = isComplete(world, agent) ? "Eligible" : "Pending"
  return accepted(due === state ? world : certification(world, agent, due, at))
}

const recorded =
  <C extends { readonly agentId: string }>(
    again: (world: World, command: C, moment: Moment) => Verdict,
    against: (world: World, command: C, moment: Moment) => ReadonlyArray<Reason | false>,
    next: (world: World, command: C, moment: Moment) => World
  ): Entry<C>["carryOut"] =>
  (world, command, moment) => {
    const state = stateOf(world, command.agentId)
    if (state === undefined) return refuse(reason("UnknownAgent", "DEL-08"))
    if (Upkeep.held.includes(state)) return again(world, command, moment)
    if (state !== "Pending" && state !== "Eligible") return refuse(reason("NotAllowedFrom", "AGT-07"))
    return unless(against(world, command, moment), () =>
      reckon(next(world, command, moment), command.agentId, state, moment.at)
    )
  }

const applicationStates = ["Pending", "Eligible"]

/** The commands of this part. @category models */
export const entries: Entries<Command> = {
  SubmitAgent: step("add-agent", ["Incomplete"], (world, { agentId }, { at }) =>
    accepted(submitted(world, agentId, at))
  ),
  RecordRequirement: {
    capability: "certify-agent",
    target: targetOf,
    carryOut: recorded<Of<"RecordRequirement">>(
      (world, { agentId, item, outcome }, moment) => Upkeep.renew(world, agentId, item, outcome, moment),
      (world, { agentId, item }) => Checklist.againstItem(world, agentId, item),
      (world, { agentId, item, outcome }) => Checklist.set(world, agentId, item, outcome)
    )
  },
  RecordExam: {
    capability: "certify-agent",
    target: targetOf,
    carryOut: recorded<Of<"RecordExam">>(
      (world, { agentId, score }, moment) => Upkeep.sitAgain(world, agentId, score, moment),
      (world, { agentId, score }) => Checklist.againstScore(world, agentId, score),
      (world, { agentId, score }, { policy }) => Checklist.sit(world, agentId, score, policy.exam)
    )
  },
  CorrectExam: {
    capability: "certify-agent",
    target: targetOf,
    carryOut: recorded<Of<"CorrectExam">>(
      // What somebody was certified on is not called wrong afterwards.
      () => refuse(reason("CertifiedOnExam", "AGT-20")),
      (world, { agentId, score }, { policy }) => Checklist.againstCorrection(world, agentId, score, policy.exam),
      (world, { agentId, score }, { policy }) => {
        const before = Checklist.unsat(world, agentId, policy.exam)
        return score === undefined ? before : Checklist.sit(before, agentId, score, policy.exam)
      }
    )
  },
  CertifyAgent: step("give-certification", applicationStates, leaving(certify)),
  DenyAgent: step<Of<"DenyAgent">>("certify-agent", applicationStates, (world, command, moment) =>
    unless(
      [
        // Whoever goes by the own wish withdraws, and whoever has died is recorded so. @rule AGT-20
        ["voluntary", "retired", "recertification-lapsed", "death-recorded"].includes(command.reason) &&
          reason("ReasonNotForStep", "AGT-20")
      ],
      () => turnAway("Denied")(world, command, moment)
    )
  ),
  // What was never submitted leaves no application behind.
  WithdrawAgent: step("withdraw-agent", ["Incomplete", ...applicationStates], (world, command, moment, state) =>
    turnAway(state === "Incomplete" ? "Discarded" : "Withdrawn")(world, command, moment)
  ),
  ReapplyAgent: { ...step("reapply-agent", turnedAway, reapply), target: formerTargetOf }
}
