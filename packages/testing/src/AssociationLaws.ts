/**
 * Laws of an agent who is certified and comes to another agency.
 *
 * @since 0.1.0
 */
import type { Command as CatalogueCommand } from "@agencybook/application/Catalogue"
import type { Command, Facts } from "@agencybook/core/Association"
import * as Dates from "@agencybook/core/CalendarDate"
import type { State } from "@agencybook/core/Certification"
import type { Employment, InactiveReason } from "@agencybook/core/Employment"
import { make as factsOf } from "@agencybook/core/Facts"
import * as fc from "fast-check"
import { states } from "./internal/CertificationSteps.ts"
import { acceptedAs, all, eventsOf, type Law, make, refusedAs, same } from "./Law.ts"
import type { Rules } from "./Rules.ts"
import * as Sample from "./Sample.ts"
import * as World from "./World.ts"

const agentId = Sample.agentId(1)
const agencyId = Sample.agencyId(3)
const { employmentId } = Sample.employment(1, 3)
const { licence, npn } = Sample.profile(1)
const place = (state: Employment["state"], more: Partial<Employment> = {}): Employment => ({
  ...Sample.employment(1, 3, state),
  ...more
})
const underReview = place("Invited", { review: true })
const facts = (over: Partial<Facts> = {}): Facts => ({
  agent: Sample.agent(1),
  employment: undefined,
  openEmployment: undefined,
  agencyCertified: true,
  ...over
})
const decide = (rules: Rules, command: Command, over: Partial<Facts>) =>
  rules.association.decide(command, facts(over), Sample.context())
const ask: Command = { _tag: "AssociateAgent", agencyId, licence: licence.number, npn }

const unapproved: ReadonlyArray<InactiveReason> = ["association-declined", "association-withdrawn"]
const neverApproved: ReadonlyArray<InactiveReason> = [...unapproved, "application-ended"]
const often = (state: State) => fc.oneof({ weight: 3, arbitrary: fc.constant(state) }, fc.constantFrom(...states))
const rarely = fc.integer({ min: 0, max: 6 }).map((n) => n === 0)

/** An agency asks for a person who is certified and free. @category laws */
export const askedForOneWhoIsFree = make({
  id: "association-asks-for-one-who-is-free",
  sentence:
    "an agency asks for a person by both numbers who is certified today, works nowhere and has not worked for it; the place is an invitation under review, and whoever was not approved before is asked for again",
  rules: ["AGT-03", "EMP-03", "EMP-06", "STF-07"],
  runs: 800,
  input: fc.record({
    known: rarely.map((no) => !no),
    state: often("Certified"),
    left: rarely,
    elsewhere: rarely,
    before: fc.option(fc.constantFrom<InactiveReason>("left-agency", "leave", "agency-ended", ...neverApproved), {
      freq: 2,
      nil: undefined
    }),
    staff: rarely
  }),
  holds: ({ before, elsewhere, known, left, staff, state }, rules) => {
    const term = left ? { ...Sample.term, until: Sample.today } : Sample.term
    const plain = Sample.certification(state)
    const certification = "term" in plain ? { ...plain, term } : plain
    const earlier = before && place("Inactive", { reason: before })
    const answer = decide(rules, ask, {
      agent: known ? Sample.agent(1, { certification }) : undefined,
      employment: earlier,
      openEmployment: elsewhere ? Sample.employment(1, 0) : undefined,
      ...(staff ? { staff: Sample.staff(0) } : {})
    })
    if (!known) return refusedAs(answer, "AgentNotFound", "AGT-03")
    if (elsewhere) return refusedAs(answer, "EmployedElsewhere", "EMP-03")
    if (before !== undefined && !neverApproved.includes(before)) return refusedAs(answer, "KnownHere", "AGT-03")
    if (state !== "Certified" || left) return refusedAs(answer, "NothingToTakeAlong", "EMP-06")
    if (staff) return refusedAs(answer, "StaffRoleOpen", "STF-07")
    return acceptedAs(answer, [
      {
        ...{ _tag: "EmploymentMoved", employmentId, trigger: "invite" },
        ...(earlier === undefined ? {} : { from: "Inactive" }),
        to: underReview
      }
    ])
  }
})

/** The exchange looks it over. @category laws */
export const reviewedByTheExchange = make({
  id: "association-reviewed-by-the-exchange",
  sentence:
    "a review is approved for a certified agent with an active licence in a certified agency, who is active then; declined or withdrawn, it leaves a place that only another review opens; an applicant is under no review",
  rules: ["AGT-03", "AGT-07", "AGT-11", "EMP-01", "EMP-06", "AGY-01"],
  runs: 1_200,
  input: fc.record({
    step: fc.constantFrom(
      ...(["ApproveAssociation", "ApproveAssociation", "DeclineAssociation", "WithdrawAssociation"] as const)
    ),
    at: fc.constantFrom(...(["review", "review", "review", "Invited", "Active", "Inactive", "nowhere"] as const)),
    state: often("Certified"),
    licensed: rarely.map((no) => !no),
    agencyCertified: rarely.map((no) => !no)
  }),
  holds: ({ agencyCertified, at, licensed, state, step }, rules) => {
    const employment = at === "nowhere" ? undefined : at === "review" ? underReview : place(at)
    const agent = Sample.agent(1, {
      certification: Sample.certification(state),
      licence: licensed ? licence : { ...licence, status: "inactive" }
    })
    const answer = decide(rules, { _tag: step, agencyId, agentId }, { agent, employment, agencyCertified })
    if (at === "nowhere") return refusedAs(answer, "NotOnRoster", "AGY-01")
    if (at === "Active" || at === "Inactive") return refusedAs(answer, "NotAllowedFrom", "EMP-01")
    if (at === "Invited") return refusedAs(answer, "NoAssociationAsked", "AGT-03")
    if (step === "ApproveAssociation") {
      if (state !== "Certified") return refusedAs(answer, "NothingToTakeAlong", "EMP-06")
      if (!licensed) return refusedAs(answer, "LicenceNotGood", "AGT-11")
      if (!agencyCertified) return refusedAs(answer, "AgencyNotCertified", "AGT-07")
      return acceptedAs(answer, [
        { _tag: "EmploymentMoved", employmentId, trigger: "approve", from: "Invited", to: place("Active") }
      ])
    }
    const trigger = step === "DeclineAssociation" ? "decline" : "withdraw"
    const why = step === "DeclineAssociation" ? "association-declined" : "association-withdrawn"
    const to = place("Inactive", { reason: why })
    const back = rules.employment.decide(
      { _tag: "SetAgentActive", agencyId, agentId },
      {
        ...{ agent, employment: to, openEmployment: undefined, openDelegations: 0 },
        ...{ otherManager: true, isManager: false, sameLicence: undefined, sameNpn: undefined, sameEmail: undefined }
      },
      Sample.context()
    )
    return all(
      acceptedAs(answer, [{ _tag: "EmploymentMoved", employmentId, trigger, from: "Invited", to }]),
      refusedAs(back, "NeverAssociated", "AGT-03")
    )
  }
})

/** An applicant on no roster finds a place. @category laws */
export const applicantsArePlaced = make({
  id: "association-applicants-are-placed",
  sentence:
    "whoever applies and is on no roster, having left before or been turned away, is placed by the exchange in a certified agency and certified there, and whose application or certification is over applies anew with it, but while barred; nobody else is placed, and no applicant is certified without a place",
  rules: ["AGT-17", "AGT-07", "EMP-03", "STF-07"],
  runs: 800,
  input: fc.record({
    known: rarely.map((no) => !no),
    state: often("Eligible"),
    elsewhere: rarely,
    before: fc.constantFrom<InactiveReason | undefined>(undefined, "left-agency", "leave", ...neverApproved),
    agencyCertified: rarely.map((no) => !no),
    staff: rarely,
    barred: fc.boolean()
  }),
  holds: ({ agencyCertified, barred, before, elsewhere, known, staff, state }, rules) => {
    const plain = Sample.certification(state)
    const isBarred = barred && plain._tag === "TerminatedForCause"
    const certification = isBarred ? { ...plain, barredUntil: Dates.plusDays(Sample.today, 1) } : plain
    const agent = Sample.agent(1, { certification })
    const answer = decide(
      rules,
      { _tag: "PlaceApplicant", agencyId, agentId },
      {
        ...{ agent: known ? agent : undefined, employment: before && place("Inactive", { reason: before }) },
        ...{ openEmployment: elsewhere ? Sample.employment(1, 0) : undefined, agencyCertified },
        ...(staff ? { staff: Sample.staff(0) } : {})
      }
    )
    if (!known) return refusedAs(answer, "UnknownApplicant", "AGT-17")
    if (elsewhere) return refusedAs(answer, "EmployedElsewhere", "EMP-03")
    const over = ["Denied", "Withdrawn", "TerminatedVested", "TerminatedForCause"].includes(state)
    if (!over && !["Incomplete", "Pending", "Eligible"].includes(state))
      return refusedAs(answer, "NotAllowedFrom", "AGT-17")
    if (!agencyCertified) return refusedAs(answer, "AgencyNotCertified", "AGT-07")
    if (staff) return refusedAs(answer, "StaffRoleOpen", "STF-07")
    if (isBarred) return refusedAs(answer, "ApplicationBarred", "AGT-17")
    const facts = { certification, licence, agencyCertified: true }
    const certify = (withoutPlace: boolean) =>
      rules.certification.decide(
        { _tag: "CertifyAgent", agentId, term: Sample.term },
        { ...facts, withoutPlace, agencyCertified: !withoutPlace },
        Sample.context({ actor: Sample.exchange })
      )
    const from = before === undefined ? {} : { from: "Inactive" }
    const worked = before === "left-agency" || before === "leave" ? { workedUntil: Sample.now } : {}
    return all(
      acceptedAs(answer, [
        ...(over
          ? [
              {
                ...{ _tag: "CertificationMoved", agentId, trigger: "reapply", from: state },
                to: Sample.certification("Pending")
              }
            ]
          : []),
        { _tag: "EmploymentMoved", employmentId, trigger: "invite", ...from, to: place("Invited", worked) }
      ]),
      ...(state === "Eligible"
        ? [refusedAs(certify(true), "ApplicantWithoutPlace", "AGT-07"), same(certify(false)._tag, "Accepted")]
        : [])
    )
  }
})

/** An agency that has ended takes nobody. @category laws */
export const nobodyComesIntoWhatEnded = make({
  id: "association-nobody-comes-into-an-ended-agency",
  sentence:
    "nobody is added to an agency that has ended, set active, asked for or placed in it; whoever applies again is invited by the agency of before unless it has ended, and gives a role as staff up first",
  rules: ["AGY-09", "AGT-17", "STF-07"],
  runs: 400,
  input: fc.record({
    way: fc.constantFrom("AddAgent", "SetAgentActive", "AssociateAgent", "PlaceApplicant", "ReapplyAgent" as const),
    ended: fc.boolean(),
    staff: fc.boolean()
  }),
  holds: ({ ended, staff, way }, rules) => {
    const state = way === "PlaceApplicant" ? "Eligible" : way === "ReapplyAgent" ? "Withdrawn" : "Certified"
    const agent = Sample.agent(1, { certification: Sample.certification(state) })
    const left = { SetAgentActive: "leave", ReapplyAgent: "application-ended" } as const
    const before = left[way as keyof typeof left]
    const places = before === undefined ? [] : [place("Inactive", { reason: before })]
    const helper = Sample.staff(0, { email: agent.loginEmail })
    const agency = {
      ...Sample.agency(3),
      certification: Sample.agencyCertification(ended ? "Terminated" : "Certified")
    }
    const isNew = way === "AddAgent"
    const world = {
      ...World.empty,
      agency: new Map([[agencyId, agency]]),
      agent: new Map(isNew ? [] : [[agentId, agent]]),
      employment: new Map(places.map((one) => [one.employmentId, one])),
      staff: new Map(staff && way === "ReapplyAgent" ? [[helper.userId, helper]] : [])
    }
    const command: CatalogueCommand =
      way === "AddAgent"
        ? { _tag: way, agencyId, agentId, profile: Sample.profile(1) }
        : way === "AssociateAgent"
          ? { _tag: way, agencyId, licence: licence.number, npn }
          : way === "ReapplyAgent"
            ? { _tag: way, agentId }
            : { _tag: way, agencyId, agentId }
    const answer = rules.command(command, World.facts(world), Sample.context(), {})
    if (way === "ReapplyAgent") {
      if (staff) return refusedAs(answer, "StaffRoleOpen", "STF-07")
      return same(
        eventsOf(answer).map(({ _tag }) => _tag),
        ["CertificationMoved", ...(ended ? [] : ["EmploymentMoved"])],
        "what happens"
      )
    }
    return ended
      ? refusedAs(answer, "AgencyOver", "AGY-09")
      : same(eventsOf(answer).filter(({ _tag }) => _tag === "EmploymentMoved").length, 1, "the places")
  }
})

/** Nothing is done again. @category laws */
export const nothingIsDoneAgain = make({
  id: "association-repeats-nothing",
  sentence:
    "whoever leaves one agency and comes to another keeps certification, number and term, has met everything, and may act for the new agency from the approval on and not before; an end of the certification ends the review",
  rules: ["AGT-03", "EMP-02", "EMP-06"],
  input: fc.record({
    ends: fc.constantFrom("not", "not", "terminate-vested", "terminate-for-cause", "record-death" as const)
  }),
  holds: ({ ends }, rules) => {
    const before = Sample.agent(1)
    const mayAct = (employment: Employment) =>
      rules.standing.isGood({ agent: before, employment, agency: Sample.agency(3) }, Sample.today)
    const asked = eventsOf(decide(rules, ask, {})).filter((event) => event._tag === "EmploymentMoved")
    const [invited] = asked
    if (invited === undefined) return same(asked.length, 1, "the invitation")
    if (ends !== "not") {
      const to = Sample.certification(ends === "record-death" ? "Deceased" : "TerminatedVested")
      const moved = { _tag: "CertificationMoved", agentId, trigger: ends, from: "Certified", to } as const
      const cascade = { agentId, employment: invited.to, open: [] }
      const follows = rules.cascade.follow([moved], cascade, Sample.context())
      return same(
        follows.flatMap((event) =>
          event._tag === "EmploymentMoved" ? [[event.to.state, event.to.reason, event.to.review]] : []
        ),
        [["Inactive", "association-declined", undefined]],
        "the place"
      )
    }
    const approve: Command = { _tag: "ApproveAssociation", agencyId, agentId }
    const answer = decide(rules, approve, { employment: invited.to })
    const [approved] = eventsOf(answer).filter((event) => event._tag === "EmploymentMoved")
    const after = [...asked, ...eventsOf(answer)].filter(({ _tag }) => _tag !== "EmploymentMoved")
    return all(
      same(mayAct(invited.to), false, "authority during the review"),
      same(approved !== undefined && mayAct(approved.to), true, "authority after it"),
      same(after, [], "what happens to the certification")
    )
  }
})

/** Both sides are told. @category laws */
export const bothAreTold = make({
  id: "association-is-told",
  sentence:
    "agent and managers of the new agency are told that a review was asked for, approved with number and term, or declined; of a withdrawal nobody is told",
  rules: ["AGT-03"],
  input: fc.constantFrom(...(["invite", "approve", "decline", "withdraw"] as const)),
  holds: (trigger, rules) => {
    const to = trigger === "invite" ? underReview : place(trigger === "approve" ? "Active" : "Inactive")
    const manager = Sample.employment(0, 3)
    const records = factsOf({
      agent: new Map([0, 1].map((n) => [Sample.agentId(n) as string, Sample.agent(n)])),
      agency: new Map([[agencyId as string, { ...Sample.agency(3), managers: [Sample.agentId(0)] }]]),
      employment: new Map([manager, to].map((one) => [one.employmentId as string, one]))
    })
    const event = { _tag: "EmploymentMoved", employmentId, trigger, to } as const
    const lines = rules.notice
      .fromEvents([event], records, Sample.context())
      .map(({ params, template, to: { role } }) => [
        ...[role, template, params.review, params.reason, params.number, params.until, params.agencyName]
      ])
    const none = undefined
    const { publicName } = Sample.agency(3)
    const { number, until } = Sample.term
    const said = {
      invite: ["NTC-01", "yes", none, none, none, publicName],
      approve: ["NTC-06", none, none, number, until, publicName],
      decline: ["NTC-07", none, "association-declined", none, none, publicName],
      withdraw: undefined
    }[trigger]
    return same(
      lines,
      said === undefined ? [] : ["agent", "manager"].map((role) => [role, ...said]),
      "who is told what"
    )
  }
})

/** Who merely asked is told nothing. @category laws */
export const theOneWhoAskedIsToldNothing = make({
  id: "association-asking-tells-nothing",
  sentence:
    "an agency that asks for somebody, or asked in vain, is told nothing of what becomes of the certification; the agent is, and the agency that had the agent last",
  rules: ["AGT-03", "AGT-19"],
  input: fc.record({
    at: fc.constantFrom(...(["review", ...unapproved, "Active"] as const)),
    former: fc.boolean()
  }),
  holds: ({ at, former }, rules) => {
    const asking = at === "review" ? underReview : at === "Active" ? place(at) : place("Inactive", { reason: at })
    const left: Employment = { ...Sample.employment(1, 0, "Inactive"), since: Dates.plusMillis(asking.since, -1) }
    const managed = (n: number, manager: number) => ({ ...Sample.agency(n), managers: [Sample.agentId(manager)] })
    const places = [Sample.employment(2, 3), Sample.employment(0, 0), asking, ...(former ? [left] : [])]
    const records = factsOf({
      agent: new Map([0, 1, 2].map((n) => [Sample.agentId(n) as string, Sample.agent(n)])),
      agency: new Map([managed(0, 0), managed(3, 2)].map((one) => [one.agencyId as string, one])),
      employment: new Map(places.map((one) => [one.employmentId as string, one]))
    })
    const to = Sample.certification("Suspended")
    const event = { _tag: "CertificationMoved", agentId, trigger: "suspend", from: "Certified", to } as const
    const emails = rules.notice.fromEvents([event], records, Sample.context()).map((one) => one.to.email)
    const told = [1, ...(at === "Active" ? [2] : former ? [0] : [])].map((n) => Sample.agent(n).loginEmail)
    return same(emails, told, "who is told of the suspension")
  }
})

/** An agency that has only asked sees what became of that, and nothing of the person. @category laws */
export const strangersStayStrangers = make({
  id: "roster-strangers-stay-strangers",
  sentence:
    "of whom an agency has only asked for, its roster tells what became of that, whatever becomes of the person",
  rules: ["AGT-03", "BOB-05"],
  input: fc.record({
    state: fc.constantFrom(...states),
    place: fc.constantFrom("review", "association-declined", "association-withdrawn"),
    free: fc.boolean()
  }),
  holds: ({ free, place: how, state }, rules) => {
    const agent = Sample.agent(1, {
      certification: Sample.certification(state),
      ...(free ? { dispositionUntil: Sample.today } : {})
    })
    const employment = how === "review" ? underReview : place("Inactive", { reason: how as InactiveReason })
    const [line] = rules.roster.lines([{ agent, employment, agency: Sample.agency(3) }], [], Sample.today)
    const told = { review: "Pending", "association-declined": "Denied", "association-withdrawn": "Withdrawn" }
    return same(
      [line?.certificationStatus, line?.clientsUntil, line?.mayAct],
      [told[how as keyof typeof told], undefined, false],
      "the line"
    )
  }
})

/** The laws of this module. @category laws */
export const laws: ReadonlyArray<Law> = [
  askedForOneWhoIsFree,
  reviewedByTheExchange,
  applicantsArePlaced,
  nobodyComesIntoWhatEnded,
  nothingIsDoneAgain,
  bothAreTold,
  theOneWhoAskedIsToldNothing,
  strangersStayStrangers
]
