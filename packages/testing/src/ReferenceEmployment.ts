/**
 * Employment in the reference model: the place of an agent in an agency.
 *
 * @since 0.1.0
 */
import type { Command as Review } from "@agencybook/core/Association"
import type { Command } from "@agencybook/core/Employment"
import { invited, isStaff, personKnown, unlessOver } from "./ReferenceAgency.ts"
import * as Authority from "./ReferenceAuthority.ts"
import { applying, profile } from "./ReferenceCertification.ts"
import { daysAfter } from "./ReferenceDates.ts"
import { isOpen } from "./ReferenceDelegation.ts"
import * as Invitation from "./ReferenceInvitation.ts"
import { hasOther, notForThem, relieved } from "./ReferenceManagers.ts"
import {
  isKept,
  loginUsed,
  misplaced,
  misshapen,
  npnUsed,
  shut,
  stateOf,
  turnedAway,
  unreached,
  windowEnd
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
  reason,
  some,
  unchanged,
  unless,
  type Verdict,
  type World,
  without
} from "./ReferenceWorld.ts"

type Of<N extends Command["_tag"]> = Extract<Command, { readonly _tag: N }>
type OfReview<N extends Review["_tag"]> = Extract<Review, { readonly _tag: N }>

const placeIn = (
  world: World,
  { agencyId, agentId }: { readonly agencyId: string; readonly agentId: string }
): Fact<"employment"> | undefined =>
  Authority.onRoster(world, agentId, agencyId)
    ? one(world, "employment", (fact) => fact.agent === agentId && fact.agency === agencyId)
    : undefined

const moved = (world: World, place: Fact<"employment">, next: Partial<Fact<"employment">>): Verdict =>
  accepted(
    change(
      world,
      "employment",
      (fact) => fact.agent === place.agent && fact.agency === place.agency,
      (fact) => ({ ...fact, why: undefined, ...next })
    )
  )

const add = (world: World, { agencyId, agentId, profile: about }: Of<"AddAgent">, moment: Moment): Verdict =>
  unless(
    [
      misshapen(about.licence.number, moment),
      unreached(about),
      ...misplaced(world, about, agencyId),
      personKnown(world, agentId, about.licence.number) && reason("AgentExists", "AGT-01"),
      npnUsed(world, about.npn) && reason("NpnInUse", "AGT-01"),
      loginUsed(world, about.loginEmail) && reason("LoginEmailInUse", "STF-07"),
      Authority.placeOf(world, agentId) !== undefined && reason("EmployedElsewhere", "EMP-03"),
      isStaff(world, about.loginEmail) && reason("StaffRoleOpen", "STF-07")
    ],
    () => accepted(invited(world, agentId, agencyId, profile(agentId, about, agencyId), moment.at))
  )

/** What speaks against keeping clients until a day: it comes, in the days of the policy, and is that of an open window. @rule EMP-04 */
const dayAgainst = (world: World, agent: string, until: string, { day, policy }: Moment): boolean => {
  const window = windowEnd(world, agent)
  return until <= day || (window === undefined ? until > daysAfter(day, policy.dispositionDays) : until !== window)
}

/** The world in which an agency keeps what an agent has there, until a day. @rule EMP-04 */
const keeping = (world: World, agent: string, agency: string, until: string, at: string): World => {
  const waiting = change(
    world,
    "delegation",
    (fact) => fact.agent === agent && fact.agency === agency && fact.state === "Active",
    (fact) => ({ ...fact, state: "Frozen", frozenSince: at })
  )
  return put(shut(waiting, agent), { is: "window", agent, until })
}

const setInactive = (world: World, command: Of<"SetAgentInactive">, moment: Moment): Verdict => {
  const { at, day } = moment
  const { agencyId, agentId, keepClientsUntil: until, reason: why } = command
  const place = placeIn(world, command)
  // A manager leaves only when another one can act. @rule AGY-12
  const last = Authority.isManager(world, agentId, agencyId) && !hasOther(world, agentId, agencyId, day)
  const holding = some(
    world,
    "delegation",
    (fact) => fact.agent === agentId && fact.agency === agencyId && isOpen(fact)
  )
  const same = until === undefined || !holding || until === windowEnd(world, agentId)
  if (place?.state === "Inactive" && same) return unchanged(world)
  return place === undefined
    ? unless([reason("NotOnRoster", "AGY-01")], () => unchanged(world))
    : unless(
        [
          place.state !== "Active" && reason("NotAllowedFrom", "EMP-01"),
          notForThem(world, agentId, agencyId, true, moment),
          last && reason("LastManager", "AGY-12"),
          until === undefined && holding && reason("DelegationsWithoutDisposition", "EMP-04"),
          until !== undefined && dayAgainst(world, agentId, until, moment) && reason("KeepDayOutside", "EMP-04")
        ],
        () => {
          const kept = until === undefined || !holding ? world : keeping(world, agentId, agencyId, until, at)
          return moved(
            // What the agency had passed on opens nothing any more. @rule INV-03
            Invitation.revoked(
              why === "left-agency" ? relieved(kept, agentId, agencyId) : kept,
              agentId,
              (fact) => fact.agency === agencyId
            ),
            place,
            { state: "Inactive", since: at, why }
          )
        }
      )
}

/** How a place ends that the exchange never approved. @rule AGT-03 */
const neverApproved = ["association-declined", "association-withdrawn", "application-ended"]

/** An agency asks for somebody who is certified. @rule AGT-03 EMP-06 */
const associate = (world: World, command: OfReview<"AssociateAgent">, { at, day }: Moment): Verdict => {
  const { agencyId: agency, licence, npn } = command
  const agent = all(world, "licence", (fact) => fact.number === licence)
    .map((fact) => fact.agent)
    .find(
      (one) =>
        stateOf(world, one) !== "Discarded" && some(world, "agent", (fact) => fact.agent === one && fact.npn === npn)
    )
  if (agent === undefined) return unless([reason("AgentNotFound", "AGT-03")], () => unchanged(world))
  const place = one(world, "employment", (fact) => fact.agent === agent && fact.agency === agency)
  const login = one(world, "agent", (fact) => fact.agent === agent)?.login ?? ""
  return unless(
    [
      Authority.placeOf(world, agent) !== undefined && reason("EmployedElsewhere", "EMP-03"),
      place !== undefined && !neverApproved.includes(place.why ?? "") && reason("KnownHere", "AGT-03"),
      !Authority.certifiedOn(world, agent, day) && reason("NothingToTakeAlong", "EMP-06"),
      isStaff(world, login) && reason("StaffRoleOpen", "STF-07")
    ],
    () =>
      accepted(
        put(
          without(world, "employment", (fact) => fact === place),
          { is: "employment", agent, agency, state: "Invited", since: at, why: undefined },
          { is: "association", agent, agency }
        )
      )
  )
}

/** The exchange puts an applicant who is on no roster into an agency. @rule AGT-17 */
const placeApplicant = (world: World, command: OfReview<"PlaceApplicant">, { at, day }: Moment): Verdict => {
  const { agencyId: agency, agentId: agent } = command
  const person = one(world, "agent", (fact) => fact.agent === agent)
  const state = one(world, "certification", (fact) => fact.agent === agent)?.state ?? ""
  if (person === undefined) return unless([reason("UnknownApplicant", "AGT-17")], () => unchanged(world))
  return unless(
    [
      Authority.placeOf(world, agent) !== undefined && reason("EmployedElsewhere", "EMP-03"),
      !["Incomplete", "Pending", "Eligible", ...turnedAway].includes(state) && reason("NotAllowedFrom", "AGT-17"),
      // A bar holds for whoever is placed as for whoever applies again.
      turnedAway.includes(state) &&
        some(world, "bar", (fact) => fact.agent === agent && day < fact.until) &&
        reason("ApplicationBarred", "AGT-17"),
      !Authority.agencyCertified(world, agency) && reason("AgencyNotCertified", "AGT-07"),
      isStaff(world, person.login) && reason("StaffRoleOpen", "STF-07")
    ],
    () =>
      accepted(
        put(
          without(
            turnedAway.includes(state) ? applying(world, agent, at) : world,
            "employment",
            (fact) => fact.agent === agent && fact.agency === agency
          ),
          { is: "employment", agent, agency, state: "Invited", since: at, why: undefined }
        )
      )
  )
}

/** The world in which kept clients are worked for again at an agency; the window is over unless another one keeps some. @rule EMP-04 */
const resumed = (world: World, agent: string, agency: string): World => {
  const back = change(
    world,
    "delegation",
    (fact) => fact.agent === agent && fact.agency === agency && fact.state === "Frozen",
    (fact) => ({ ...fact, state: "Active", frozenSince: undefined })
  )
  return some(back, "delegation", (fact) => fact.agent === agent && isKept(back, fact)) ? back : shut(back, agent)
}

/** The exchange or the agency ends a review. @rule AGT-03 */
const review =
  (next: string, why: string | undefined) =>
  (world: World, command: { readonly agencyId: string; readonly agentId: string }, { at, day }: Moment): Verdict => {
    const { agencyId: agency, agentId: agent } = command
    const place = one(world, "employment", (fact) => fact.agent === agent && fact.agency === agency)
    const reviewed = some(world, "association", (fact) => fact.agent === agent && fact.agency === agency)
    if (place === undefined) return unless([reason("NotOnRoster", "AGY-01")], () => unchanged(world))
    return unless(
      [
        place.state !== "Invited" && reason("NotAllowedFrom", "EMP-01"),
        !reviewed && reason("NoAssociationAsked", "AGT-03"),
        next === "Active" && !Authority.certifiedOn(world, agent, day) && reason("NothingToTakeAlong", "EMP-06"),
        next === "Active" && !Authority.licensedOn(world, agent, day) && reason("LicenceNotGood", "AGT-11"),
        next === "Active" && !Authority.agencyCertified(world, agency) && reason("AgencyNotCertified", "AGT-07")
      ],
      () => {
        const over = moved(
          without(world, "association", (fact) => fact.agent === agent && fact.agency === agency),
          place,
          { state: next, since: at, why }
        )
        // Whoever is approved before the day has the clients who are still there. @rule EMP-04
        return over._tag === "Accepted" && next === "Active" && windowEnd(world, agent) !== undefined
          ? accepted(resumed(over.world, agent, agency))
          : over
      }
    )
  }

const setActive = (world: World, command: Of<"SetAgentActive">, moment: Moment): Verdict => {
  const { at, day } = moment
  const { agencyId, agentId } = command
  const place = placeIn(world, command)
  if (place?.state === "Active") return unchanged(world)
  const elsewhere = Authority.placeOf(world, agentId)
  return place === undefined
    ? unless([reason("NotOnRoster", "AGY-01")], () => unchanged(world))
    : unless(
        [
          place.state !== "Inactive" && reason("NotAllowedFrom", "EMP-01"),
          notForThem(world, agentId, agencyId, false, moment),
          neverApproved.includes(place.why ?? "") && reason("NeverAssociated", "AGT-03"),
          !Authority.certifiedOn(world, agentId, day) && reason("NotCertified", "EMP-05"),
          elsewhere !== undefined && elsewhere !== place && reason("EmployedElsewhere", "EMP-03")
        ],
        () => {
          const placed = change(
            world,
            "employment",
            (fact) => fact === place,
            (fact) => ({ ...fact, why: undefined, state: "Active", since: at })
          )
          // Whoever is back before the day has the clients who are still there. @rule EMP-04
          const back = windowEnd(world, agentId) === undefined ? placed : resumed(placed, agentId, agencyId)
          return accepted(back)
        }
      )
}

const step = <C extends { readonly agencyId: string }>(
  capability: Entry<C>["capability"],
  go: (world: World, command: C, moment: Moment) => Verdict
): Entry<C> => ({
  capability,
  target: (_, { agencyId }) => ({ agency: agencyId }),
  carryOut: (world, command, moment) =>
    unless(
      [!some(world, "agency", (fact) => fact.agency === command.agencyId) && reason("UnknownAgency", "AGY-01")],
      () => go(world, command, moment)
    )
})

/** The commands of this part. @category models */
export const entries: Entries<Command | Review> = {
  AssociateAgent: step("add-agent", unlessOver(associate)),
  ApproveAssociation: step("certify-agent", review("Active", undefined)),
  DeclineAssociation: step("certify-agent", review("Inactive", "association-declined")),
  WithdrawAssociation: step("add-agent", review("Inactive", "association-withdrawn")),
  PlaceApplicant: step("certify-agent", unlessOver(placeApplicant)),
  AddAgent: step("add-agent", unlessOver(add)),
  SetAgentInactive: step("set-agent-activity", setInactive),
  SetAgentActive: step("set-agent-activity", unlessOver(setActive))
}
