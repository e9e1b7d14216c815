/**
 * Laws of the knobs of a policy that say how long and how often: what California has is one value among many.
 *
 * @since 0.1.0
 */
import type { Command } from "@agencybook/application/Catalogue"
import type { Actor } from "@agencybook/core/Actor"
import * as Dates from "@agencybook/core/CalendarDate"
import type { Capability } from "@agencybook/core/Capability"
import type { Certification } from "@agencybook/core/Certification"
import type { Email } from "@agencybook/core/Contact"
import { make as factsOf } from "@agencybook/core/Facts"
import * as Id from "@agencybook/core/Id"
import type { Policy } from "@agencybook/core/Policy"
import * as Requirement from "@agencybook/core/Requirement"
import * as fc from "fast-check"
import { all, eventsOf, type Law, make, same } from "./Law.ts"
import type { Rules } from "./Rules.ts"
import * as Sample from "./Sample.ts"
import * as World from "./World.ts"

const hours = fc.integer({ min: 1, max: 2000 })
const caseId = Sample.caseId(1)
const decided = (rules: Rules, policy: Policy, world: World.World, command: Command, actor = Sample.exchange) =>
  rules.command(command, World.facts(world), Sample.context({ policy, actor }), { digest: "sealed", matches: false })

/** Codes, passcodes and sessions live as long as the policy says. @category laws */
export const livesAreThePolicys = make({
  id: "knob-lives-are-the-policys",
  sentence:
    "a spoken code, a mailed one and a passcode live for the hours and minutes of the policy, and a session that is not used ends with its minutes",
  rules: ["ACC-10", "DEL-17", "ACT-02"],
  input: fc.record({ phoneHours: hours, mailHours: hours, minutes: fc.integer({ min: 1, max: 1440 }) }),
  holds: ({ mailHours, minutes, phoneHours }, rules) => {
    const policy: Policy = {
      ...Sample.policy(),
      accessCode: { ...Sample.policy().accessCode, phoneHours, mailHours },
      agentChangeCode: { ...Sample.policy().agentChangeCode, minutes },
      newAgentVerification: ["one-time-passcode", "consumer"],
      actingIdleMinutes: minutes
    }
    const lives = (command: Command, actor = Sample.exchange) =>
      eventsOf(decided(rules, policy, World.office, command, actor)).flatMap((event) =>
        event._tag === "AccessCodeIssued"
          ? [event.accessCode.expiresAt]
          : event._tag === "AgentChangeCodeIssued"
            ? [event.code.expiresAt]
            : []
      )
    const code = (channel: "phone" | "mail") =>
      lives({
        ...{ _tag: "IssueAccessCode", accessCodeId: Id.make("code-9"), caseId, channel, identityMethod: "document" },
        requestedBy: { _tag: "Consumer" }
      })
    const passcode = {
      _tag: "IssueAgentChangeCode",
      agentChangeCodeId: Id.make<Id.AgentChangeCodeId>("passcode-9"),
      caseId
    } as const
    const session = Sample.session()
    const over = Dates.plusMillis(Sample.now, minutes * 60_000)
    const why = (at: Dates.Instant) =>
      rules.acting.obstacle(session.actingId, session, Sample.member(0), Sample.member(1), {
        at,
        day: Dates.on(at, policy.timeZone),
        policy
      })?.facts
    // The day of the samples is no concern of minutes.
    const isIdle = (at: Dates.Instant) => (why(at) as { readonly why?: string } | undefined)?.why === "idle"
    return all(
      same(code("phone"), [Dates.plusHours(Sample.now, phoneHours)], "the end of a spoken code"),
      same(code("mail"), [Dates.plusHours(Sample.now, mailHours)], "the end of a mailed code"),
      same(lives({ ...passcode, agentId: Sample.agentId(2) }, Sample.asAgent(2)), [over], "the end of a passcode"),
      same([Dates.plusMillis(over, -1), over].map(isIdle), [false, true], "whether a session is idle")
    )
  }
})

const certified = Sample.certification("Certified") as Certification & { readonly _tag: "Certified" }

/** Tries are counted as the policy counts them. @category laws */
export const triesAreThePolicys = make({
  id: "knob-tries-are-the-policys",
  sentence:
    "the last wrong try that the policy allows locks a code and an invitation, and the one before does not; an exam is passed with its mark, and its last failure starts the curriculum again",
  rules: ["ACC-10", "INV-03", "AGT-05"],
  input: fc.record({ tries: fc.integer({ min: 2, max: 20 }), passMark: fc.integer({ min: 1, max: 100 }) }),
  holds: ({ passMark, tries }, rules) => {
    const policy: Policy = {
      ...Sample.policy(),
      accessCode: { ...Sample.policy().accessCode, tries },
      exam: { passMark, attempts: tries }
    }
    const context = Sample.context({ policy, actor: { _tag: "Applicant", userId: Sample.userId } })
    const afterTry = (wrongTries: number) => {
      const code = rules.accessCode.decide(
        { _tag: "RedeemAccessCode", caseId, accountId: Id.make("account-1"), fact: { dob: "1980-05-17" } },
        { case: Sample.household(1), live: Sample.accessCode(1, { wrongTries }), matches: false },
        context
      )
      const invitation = rules.invitation.decide(
        {
          ...{ _tag: "ClaimInvitation", kind: "delegation-code", userId: Sample.userId },
          ...{ licence: Sample.licence(1).number, name: Sample.profile(1).name }
        },
        { agent: Sample.agent(1), invitations: [Sample.invitation(1, { wrongTries })], matches: false },
        context
      )
      const [one, two] = [eventsOf(code)[0], eventsOf(invitation)[0]]
      return [one?._tag === "AccessCodeMoved" && one.to, two?._tag === "InvitationMoved" && two.to]
    }
    const ready = Sample.checklist(["licence-validated", "training-complete"])
    const afterExam = (attemptsUsed: number, score: number) => {
      const [checklist] = eventsOf(
        rules.requirement.recordExam({ ...ready, exam: { attemptsUsed, cycle: 1 } }, score, Sample.now, policy)
      )
      return [checklist?.items["exam-passed"].state, checklist?.items["training-complete"].state, checklist?.exam]
    }
    const met = Sample.checklist(Requirement.items)
    const upkeep = { ...met, items: { ...met.items, "exam-passed": { state: "Expired" } as const } }
    const afterRenewal = (attemptsUsed: number, score: number) => {
      const certification = { ...certified, upkeep: { ...upkeep, exam: { attemptsUsed, cycle: 1 } } }
      const facts = { certification, licence: Sample.licence(1), agencyCertified: true }
      const [event] = eventsOf(
        rules.certification.decide(
          { _tag: "RecordExam", agentId: Sample.agentId(1), score },
          facts,
          Sample.context({ policy })
        )
      )
      return event?._tag === "ChecklistRecorded" && [event.result, event.checklist.exam]
    }
    const failed = passMark - 1
    const known = factsOf({ agent: new Map([[Sample.agentId(1) as string, Sample.agent(1)]]) })
    const checklist = { ...met, exam: { attemptsUsed: 1, cycle: 1 } }
    const recorded = { _tag: "ChecklistRecorded", agentId: Sample.agentId(1), item: "exam-passed", checklist } as const
    const told = rules.notice.fromEvents([{ ...recorded, result: "failed" }], known, Sample.context({ policy }))
    return all(
      same(afterTry(tries - 2), ["Issued", "Issued"], "what is left after the try before the last"),
      same(afterTry(tries - 1), ["Locked", "Revoked"], "what is left after the last try"),
      same(
        afterExam(tries - 1, passMark),
        ["Met", "Met", { attemptsUsed: tries, cycle: 1 }],
        "an exam that is passed with the mark"
      ),
      same(
        afterExam(tries - 2, failed),
        ["InProgress", "Met", { attemptsUsed: tries - 1, cycle: 1 }],
        "an exam that is failed before the last try"
      ),
      same(
        afterExam(tries - 1, failed),
        ["InProgress", "NotStarted", { attemptsUsed: 0, cycle: 2 }],
        "an exam that is failed with the last try"
      ),
      same(
        told.map(({ params }) => params.triesLeft),
        [tries - 1],
        "the tries that are left"
      ),
      same(afterRenewal(0, passMark), ["passed", { attemptsUsed: 1, cycle: 1 }], "a yearly exam that is passed"),
      same(
        [tries - 2, tries - 1].map((used) => afterRenewal(used, failed)),
        [
          ["failed", { attemptsUsed: tries - 1, cycle: 1 }],
          ["failed", { attemptsUsed: 0, cycle: 2 }]
        ],
        "a yearly exam that is failed before the last try and with it"
      )
    )
  }
})

const term = { ...Sample.term, until: Dates.make("2036-01-01") }

/** Questions are open as long as the policy says. @category laws */
export const questionsAreThePolicys = make({
  id: "knob-questions-are-the-policys",
  sentence:
    "a request, and a question about a transfer, ends after the days of the policy: the request is neither over before nor answered after, and nobody is reminded of one that is over",
  rules: ["DEL-23", "TRF-12"],
  input: fc.record({ days: fc.integer({ min: 1, max: 365 }) }),
  holds: ({ days }, rules) => {
    const policy: Policy = { ...Sample.policy(), requestDays: days, transferConsent: "consumer-confirm" }
    const delegation = Sample.delegation(1, "Requested", { state: { _tag: "Requested", at: Sample.now } })
    const delegate = Sample.member(0, {
      certification: { ...Sample.certification("Certified"), term } as Certification
    })
    const agent = { ...delegate.agent, licence: Sample.licence(0, { expiresOn: term.until }) }
    const facts = { case: Sample.household(1), delegation, open: [delegation], delegate: { ...delegate, agent } }
    const end = Dates.plusDays(Sample.today, days)
    const over = Dates.startOf(end, policy.timeZone)
    const states = (_tag: "AcceptRequest" | "ExpireRequest") =>
      [Dates.plusMillis(over, -1), over].map((at) =>
        eventsOf(
          rules.delegation.decide(
            { _tag, delegationId: delegation.delegationId },
            facts,
            Sample.context({ policy, at })
          )
        ).flatMap((event) => (event._tag === "DelegationMoved" ? [event.to._tag] : []))
      )
    const [agencyId, fromAgentId, toAgentId] = [Sample.agencyId(), Sample.agentId(1), Sample.agentId(2)]
    const asked = decided(rules, policy, World.office, {
      ...{ _tag: "TransferBook", transferId: Id.make("transfer-9"), agencyId, fromAgentId, toAgentId, reason: "leave" }
    })
    const age = rules.worklist.ageOf(delegation, { day: Sample.today, policy })
    const reminded = [3, 10].map((age) => {
      const on = Dates.plusDays(Sample.today, age)
      const at = Dates.plusHours(Dates.startOf(on, policy.timeZone), 10)
      const answer = rules.requestReminder.decide(
        { _tag: "RemindRequests", on },
        [delegation],
        Sample.context({ policy, at })
      )
      return eventsOf(answer).length > 0
    })
    return all(
      same(age?.expiresOn, end, "the end of a request in a worklist"),
      same(reminded, [3 < days, 10 < days], "whether somebody is reminded on the third and the tenth day"),
      same(states("ExpireRequest"), [[], ["Expired"]], "a request at the end of its days"),
      same(states("AcceptRequest"), [["Active"], []], "an answer at the end of the days"),
      same(
        eventsOf(asked)
          .flatMap((event) => (event._tag === "TransferOpened" ? [event.transfer] : []))
          .map(({ answerBy, consentMode }) => [answerBy, consentMode]),
        [[end, "consumer-confirm"]],
        "the question, and its end"
      )
    )
  }
})

/** A new term is at most as long as the agreement of the policy. @category laws */
export const termsAreThePolicys = make({
  id: "knob-terms-are-the-policys",
  sentence: "a certification is renewed for the years of an agreement, and not for a day more",
  rules: ["AGT-08", "AGT-09"],
  input: fc.record({ years: fc.integer({ min: 1, max: 10 }) }),
  holds: ({ years }, rules) => {
    const { until } = certified.term
    const policy: Policy = { ...Sample.policy(), agreementTermYears: years }
    const at = Dates.startOf(Dates.plusDays(until, -30), policy.timeZone)
    const longest = Dates.plusYears(until, years)
    const renewed = (day: Dates.CalendarDate) =>
      eventsOf(
        rules.recertification.decide(
          { _tag: "RecertifyAgent", agentId: Sample.agentId(1), until: day },
          { certification: certified, licence: Sample.licence(1) },
          Sample.context({ policy, at })
        )
      ).length
    return same([longest, Dates.plusDays(longest, 1)].map(renewed), [1, 0], "whether it is renewed until its last day")
  }
})

/** Counted from Monday to Friday, one day after the other. */
const workingDay = (count: number): Dates.CalendarDate => {
  let day = Sample.today
  for (let left = count; left > 0; ) {
    day = Dates.plusDays(day, 1)
    if (![0, 6].includes(new Date(`${day}T12:00:00.000Z`).getUTCDay())) left -= 1
  }
  return day
}

/** The extranet and the regulator answer when the policy says. @category laws */
export const answersAreThePolicys = make({
  id: "knob-answers-are-the-policys",
  sentence:
    "user names, links, passwords and help with the extranet are those of the policy, and an applicant reads within which working days of the policy the regulator answers",
  rules: ["AGT-04", "EXT-03", "EXT-04", "EXT-05", "EXT-06"],
  input: fc.record({
    prefix: fc.constantFrom("CC_", "AB", "X_9_"),
    linkHours: fc.integer({ min: 1, max: 72 }),
    least: fc.integer({ min: 0, max: 48 }),
    more: fc.integer({ min: 0, max: 12 }),
    life: fc.integer({ min: 3, max: 400 }),
    warnDays: fc.integer({ min: 1, max: 2 })
  }),
  holds: ({ least, life, linkHours, more, prefix, warnDays }, rules) => {
    const most = least + more
    const policy: Policy = {
      ...Sample.policy(),
      licenceCheckBusinessDays: { least, most },
      extranet: {
        ...Sample.policy().extranet,
        ...{ usernamePrefix: prefix, linkHours, supportHours: { least, most } },
        password: { _tag: "Days", days: life, warnDays }
      }
    }
    const [agentId, { username }] = [Sample.agentId(1), Sample.extranetAccount(1)]
    const facts = { agent: Sample.agent(1), named: Sample.extranetAccount(1) }
    const context = Sample.context({ policy, actor: Sample.system })
    const reset = (email: Email) =>
      rules.extranet.decide({ _tag: "RequestExtranetReset", username, email }, facts, context)
    const states = (answer: ReturnType<typeof reset>) =>
      eventsOf(answer).flatMap((event) => (event._tag === "ExtranetAccountMoved" ? [event.to] : []))
    const [link] = states(reset(Sample.agent(1).loginEmail))
    const nobody = reset(Sample.agent(2).loginEmail)
    const [changed] = states(rules.extranet.decide({ _tag: "ChangeExtranetPassword", agentId }, facts, context))
    const since = Dates.plusHours(Sample.now, -24 * 6)
    const fresh = World.opening("agent", Sample.agent(1, { certification: { ...certified, since } }))
    const monday = Dates.plusDays(Sample.today, -1)
    const run = { _tag: "RunExtranetOnboarding", day: monday } as const
    const world = World.after(World.office, [fresh])
    const names = eventsOf(decided(rules, policy, world, run, Sample.system)).flatMap((event) =>
      event._tag === "ExtranetAccountProvisioned" ? [event.account.username] : []
    )
    const applied = rules.notice.fromEvents(
      [
        {
          _tag: "CertificationMoved",
          agentId,
          trigger: "submit",
          from: "Incomplete",
          to: Sample.certification("Pending")
        }
      ],
      World.facts(World.office),
      context
    )
    const ends = Dates.plusDays(Sample.today, life)
    return all(
      same(names, [`${prefix}${Sample.licence(1).number}`], "the user name"),
      same(link && "link" in link && link.link.expiresAt, Dates.plusHours(Sample.now, linkHours), "the end of a link"),
      same(nobody._tag === "Refused" && nobody.facts, { leastHours: least, mostHours: most }, "the hours of support"),
      same(
        changed && "password" in changed && [changed.password?.expiresOn, changed.password?.dueOn],
        [ends, Dates.plusDays(ends, -warnDays)],
        "the days of a password"
      ),
      ...applied.map(({ params }) =>
        same(
          [params.answerFrom, params.answerThrough],
          [workingDay(least), workingDay(most)],
          "the days on which the regulator answers"
        )
      )
    )
  }
})

/** The scheduler certifies where the policy says so. @category laws */
export const schedulerCertifies = make({
  id: "knob-scheduler-certifies",
  sentence:
    "the scheduler certifies an agent exactly where the policy lets it, and gets the answer that the exchange gets: an open item, a licence that is not good, a term that is not now and an agency that is not certified stay in the way; what the certification stands on it neither records nor denies",
  rules: ["AGT-07", "SEC-01"],
  input: fc.record({
    on: fc.boolean(),
    state: fc.constantFrom("Pending", "Eligible" as const),
    licensed: fc.boolean(),
    current: fc.boolean(),
    certified: fc.boolean()
  }),
  holds: ({ certified, current, licensed, on, state }, rules) => {
    const policy: Policy = { ...Sample.policy(), systemMayCertifyAgents: on }
    const agentId = Sample.agentId(1)
    const licence = Sample.licence(1, licensed ? {} : { status: "inactive" })
    const applicant = Sample.agent(1, { certification: Sample.certification(state), licence })
    const agency = Sample.agency(0, { certification: Sample.agencyCertification(certified ? "Certified" : "Pending") })
    const place = Sample.employment(1, 0, "Invited")
    const world = {
      ...World.empty,
      agency: new Map([[agency.agencyId, agency]]),
      agent: new Map([[agentId, applicant]]),
      employment: new Map([[place.employmentId, place]])
    }
    const term = current ? Sample.term : { ...Sample.term, from: Dates.plusDays(Sample.today, 1) }
    const judged = (capability: Capability, actor: Actor) =>
      rules.authority.judge(
        { capability, actor, secondFactor: true, target: { agentId } },
        {},
        { at: Sample.now, day: Sample.today, policy }
      )._tag
    const answer = (actor: Actor) => decided(rules, policy, world, { _tag: "CertifyAgent", agentId, term }, actor)
    const byExchange = answer(Sample.exchange)
    const good = state === "Eligible" && licensed && current && certified
    return all(
      same(judged("give-certification", Sample.system), on ? "Granted" : "Refused", "whether the scheduler certifies"),
      same(judged("give-certification", Sample.exchange), "Granted", "whether the exchange certifies"),
      same(judged("certify-agent", Sample.system), "Refused", "whether the scheduler records"),
      same(judged("give-certification", Sample.asAgent(1)), "Refused", "whether an agent certifies"),
      same(byExchange._tag, good ? "Accepted" : "Refused", "the answer to the exchange"),
      same(answer(Sample.system), byExchange, "the answer to the scheduler")
    )
  }
})

/** The laws of this module. @category laws */
export const laws = [
  livesAreThePolicys,
  triesAreThePolicys,
  questionsAreThePolicys,
  termsAreThePolicys,
  answersAreThePolicys,
  schedulerCertifies
] as ReadonlyArray<Law>
