/**
 * Laws of extranet accounts: who gets one at the weekly run, every step of the machine, and what is told of a secret.
 *
 * The steps are written out here and share no code with the machine that they judge.
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import type { State } from "@agencybook/core/Certification"
import type { AccountState, Command, ExtranetAccount } from "@agencybook/core/Extranet"
import { make as factsOf } from "@agencybook/core/Facts"
import * as Id from "@agencybook/core/Id"
import * as fc from "fast-check"
import { acceptedAs, all, eventsOf, holdsIf, type Law, make, refusedAs, same } from "./Law.ts"
import * as Sample from "./Sample.ts"

const monday = Dates.make("2026-03-02")
const zone = () => Sample.policy().timeZone
const linkOf = (index: number, at: Dates.Instant) => ({
  ...{ linkId: `command-0~${index}`, with: "link" },
  expiresAt: Dates.plusHours(at, Sample.policy().extranet.linkHours)
})

/** Each newly certified agent gets one account on Monday. @category laws */
export const onMonday = make({
  id: "extranet-on-monday",
  sentence:
    "a run gives one account, named by prefix and licence, to whoever was certified before its week and still is; no run is for a day to come",
  rules: ["EXT-01", "EXT-03", "EXT-10"],
  runs: 1_000,
  fixes: ["extranet.firstSecret"],
  input: fc.record({
    hoursFromWeekStart: fc.constantFrom(-400, -169, -1, 0, 1, 30),
    millis: fc.constantFrom(-1, 0),
    runDay: fc.integer({ min: 0, max: 6 }),
    late: fc.constantFrom(0, 0, 0, 1, 9, -1),
    state: fc.constantFrom<State>("Certified", "Certified", "Suspended", "TerminatedVested", "Pending"),
    lastDay: fc.constantFrom(-1, 0, 1, 300),
    account: fc.constantFrom<ExtranetAccount["state"]["_tag"] | "none">("none", "none", "Active", "Disabled"),
    prefix: fc.constantFrom("CC_", "VA_")
  }),
  holds: ({ account, hoursFromWeekStart, lastDay, late, millis, prefix, runDay, state }, rules) => {
    const weekStart = Dates.startOf(monday, zone())
    const since = Dates.plusMillis(Dates.plusHours(weekStart, hoursFromWeekStart), millis)
    const day = Dates.plusDays(monday, runDay)
    const at = Dates.plusHours(Dates.startOf(Dates.plusDays(day, late), zone()), 7)
    const term = { ...Sample.term, until: Dates.plusDays(day, lastDay) }
    const plain = Sample.certification(state, since)
    const agent = Sample.agent(1, { certification: "term" in plain ? { ...plain, term } : plain })
    const policy = { ...Sample.policy(), extranet: { ...Sample.policy().extranet, usernamePrefix: prefix } }
    const known = account === "none" ? undefined : Sample.extranetAccount(1, account)
    const answer = rules.extranet.decide(
      { _tag: "RunExtranetOnboarding", day },
      { certified: [agent], account: () => known },
      Sample.context({ at, policy, actor: Sample.system })
    )
    if (late < 0) return refusedAs(answer, "RunAhead", "EXT-01")
    const due =
      state === "Certified" && since < weekStart && lastDay > 0 && (account === "none" || account === "Disabled")
    const given = {
      agentId: agent.agentId,
      username: `${prefix}${agent.licence.number}`,
      provisionedAt: at,
      epoch: known?.epoch ?? 0,
      state: { _tag: "Provisioned", since: at, link: linkOf(0, at) }
    }
    const from = account === "none" ? "NotProvisioned" : account
    const event = { _tag: "ExtranetAccountProvisioned", trigger: "provision", from, account: given }
    return acceptedAs(answer, due ? [event] : [])
  }
})

/** A name that somebody has stops nobody. @category laws */
export const takenNameStopsNobody = make({
  id: "extranet-taken-name-stops-nobody",
  sentence:
    "an account is opened also for whoever finds the own user name taken, under the next one with a count, and no two accounts have one name",
  rules: ["EXT-01", "EXT-03"],
  input: fc.record({
    due: fc.uniqueArray(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 4 }),
    taken: fc.integer({ min: 0, max: 4 }),
    roster: fc.boolean()
  }),
  holds: ({ due, roster, taken }, rules) => {
    const at = Dates.plusHours(Dates.startOf(monday, zone()), 7)
    const since = Dates.plusHours(at, -100)
    const plain = Sample.extranetAccount(1).username
    // Others had the number of agent 1 before it was corrected.
    const others = Array.from({ length: taken }, (_, n) => ({
      ...Sample.extranetAccount(20 + n),
      username: n === 0 ? plain : `${plain}_${n + 1}`
    }))
    const agents = due.map((n) => Sample.agent(n, { certification: Sample.certification("Certified", since) }))
    const certified = { state: "Certified", term: Sample.term } as const
    const answer = rules.command(
      roster
        ? {
            _tag: "RecordRoster",
            agencies: [],
            agents: due.map((n) => ({
              ...{ agentId: Sample.agentId(n), agencyId: Sample.agencyId(), profile: Sample.profile(n) },
              ...{ manager: false, certification: certified, employment: "Active" }
            }))
          }
        : { _tag: "RunExtranetOnboarding", day: monday },
      factsOf({
        agency: new Map([[Sample.agencyId() as string, Sample.agency()]]),
        agent: new Map(roster ? [] : agents.map((one) => [one.agentId as string, one] as const)),
        extranetAccount: new Map(others.map((one) => [one.agentId as string, one] as const))
      }),
      Sample.context({ at, actor: Sample.system }),
      {}
    )
    const given = eventsOf(answer).flatMap((event) =>
      event._tag === "ExtranetAccountProvisioned" ? [[event.account.agentId, event.account.username]] : []
    )
    const names = due.map((n) => {
      const own = Sample.extranetAccount(n).username
      return [Sample.agentId(n), n === 1 && taken > 0 ? `${own}_${taken + 1}` : own]
    })
    return same(given.sort(), names.sort(), "the accounts")
  }
})

/** A closed account is replaced, an open one is kept. @category laws */
export const closedIsReplaced = make({
  id: "extranet-closed-is-replaced",
  sentence:
    "an account that was closed when a certification ended is given again to whoever is certified anew, without the old password",
  rules: ["EXT-10", "EXT-01"],
  fixes: ["extranet.firstSecret"],
  input: fc.record({ closed: fc.boolean(), certified: fc.boolean() }),
  holds: ({ certified, closed }, rules) => {
    const at = Dates.plusHours(Dates.startOf(monday, zone()), 7)
    const since = Dates.plusHours(at, -100)
    const agent = Sample.agent(1, { certification: Sample.certification(certified ? "Certified" : "Pending", since) })
    const { agentId } = agent
    const before = Sample.extranetAccount(1)
    const to = { _tag: "Disabled", since } as const
    const account = closed
      ? rules.evolve("extranetAccount", before, {
          _tag: "ExtranetAccountMoved",
          agentId,
          trigger: "disable",
          from: "Active",
          to,
          at: since
        })
      : before
    const answer = rules.command(
      { _tag: "RunExtranetOnboarding", day: monday },
      factsOf({
        agent: new Map([[agentId as string, agent]]),
        extranetAccount: new Map([[agentId as string, account]])
      }),
      Sample.context({ at, actor: Sample.system }),
      {}
    )
    const state = { _tag: "Provisioned", since: at, link: linkOf(0, at) }
    const again = {
      _tag: "ExtranetAccountProvisioned",
      trigger: "provision",
      from: "Disabled",
      account: { agentId, username: before.username, provisionedAt: at, epoch: before.epoch, state }
    }
    const onlyOld = eventsOf(answer).every((event) => !JSON.stringify(event).includes('"password":{'))
    return all(
      same(account, closed ? { ...before, state: to } : before, "the account"),
      acceptedAs(answer, closed && certified ? [again] : []),
      holdsIf(onlyOld, "an old password comes back")
    )
  }
})

type Step = Command["_tag"] &
  ("RecordExtranetLogin" | "ChangeExtranetPassword" | "RequestExtranetReset" | "UseExtranetReset")
const steps = ["RecordExtranetLogin", "ChangeExtranetPassword", "RequestExtranetReset", "UseExtranetReset"] as const
const states = [
  ...(["NotProvisioned", "Provisioned", "Active", "Expiring"] as const),
  ...(["LockedExpired", "ResetPending", "Disabled"] as const)
]
/** Where a step leads from a state while the password and the link are good; `-` where the machine has no edge. */
const leads: Readonly<Record<Step, Readonly<Record<(typeof states)[number], AccountState["_tag"] | "-">>>> = {
  RecordExtranetLogin: {
    NotProvisioned: "-",
    Provisioned: "-",
    Active: "Active",
    Expiring: "Expiring",
    LockedExpired: "-",
    ResetPending: "ResetPending",
    Disabled: "-"
  },
  ChangeExtranetPassword: {
    NotProvisioned: "-",
    Provisioned: "-",
    Active: "Active",
    Expiring: "Active",
    LockedExpired: "-",
    ResetPending: "Active",
    Disabled: "-"
  },
  RequestExtranetReset: {
    NotProvisioned: "-",
    Provisioned: "ResetPending",
    Active: "ResetPending",
    Expiring: "ResetPending",
    LockedExpired: "ResetPending",
    ResetPending: "ResetPending",
    Disabled: "-"
  },
  UseExtranetReset: {
    NotProvisioned: "-",
    Provisioned: "Active",
    Active: "-",
    Expiring: "-",
    LockedExpired: "-",
    ResetPending: "Active",
    Disabled: "-"
  }
}
const refusedBy = { NotProvisioned: "EXT-01", Provisioned: "EXT-05", Disabled: "EXT-10" } as const
const triggers = {
  RecordExtranetLogin: "login",
  ChangeExtranetPassword: "change-password",
  RequestExtranetReset: "request-reset",
  UseExtranetReset: "use-link"
} as const

/** Who is suspended or locked opens nothing, and keeps the account. @category laws */
export const suspensionOpensNothing = make({
  id: "extranet-suspension-opens-nothing",
  sentence:
    "who is suspended, past the term or locked neither signs in nor gets or uses a link, and has the account as it was once that is over",
  rules: ["AGT-19", "AGT-08", "SEC-01"],
  runs: 600,
  input: fc.record({
    step: fc.constantFrom<Step>(...steps),
    state: fc.constantFrom(...states),
    certification: fc.constantFrom(...(["Suspended", "locked", "over", "Certified"] as const))
  }),
  holds: ({ certification, state, step }, rules) => {
    const known = Sample.certification(certification === "Suspended" ? certification : "Certified")
    const over = certification === "over" && "term" in known ? { term: { ...known.term, until: Sample.today } } : {}
    const agent = Sample.agent(1, { certification: { ...known, ...over }, locked: certification === "locked" })
    const { agentId, loginEmail: email } = agent
    const named = state === "NotProvisioned" ? undefined : Sample.extranetAccount(1, state)
    const username = named?.username ?? "CC_1H99999"
    const command: Command =
      step === "RequestExtranetReset"
        ? { _tag: step, username, email }
        : step === "UseExtranetReset"
          ? { _tag: step, username, with: "link" }
          : { _tag: step, agentId }
    const answer = rules.extranet.decide(command, { named, agent, matches: true }, Sample.context())
    if (leads[step][state] === "-") return same(answer._tag, "Refused", "the answer")
    if (certification === "Certified") return same(answer._tag, "Accepted", "the answer")
    if (step === "RequestExtranetReset") return refusedAs(answer, "ResetNotSent", "EXT-06")
    if (step === "UseExtranetReset") return refusedAs(answer, "LinkNotAccepted", "EXT-05")
    return certification === "locked"
      ? refusedAs(answer, "ExtranetLockedOut", "SEC-01")
      : refusedAs(answer, "ExtranetWithheld", "AGT-19")
  }
})

/** Every step from every state. @category laws */
export const everyStep = make({
  id: "extranet-every-step",
  sentence:
    "a login or a change needs a password that is not over; a request needs the user name and the address on file; a link works in its time; and each leads where the table says",
  rules: ["EXT-01", "EXT-04", "EXT-05", "EXT-06", "EXT-10"],
  runs: 3_000,
  fixes: ["extranet.password"],
  input: fc.record({
    step: fc.constantFrom<Step>(...steps),
    state: fc.constantFrom(...states),
    passwordDays: fc.constantFrom(1, 1, 0, -1),
    linkMillis: fc.constantFrom(1, 1, 0, -1),
    matches: fc.constantFrom(true, true, false),
    asked: fc.constantFrom(...(["link", "link", "password"] as const)),
    address: fc.constantFrom(...(["same", "same", "capitals", "other"] as const))
  }),
  holds: ({ address, asked, linkMillis, matches, passwordDays, state, step }, rules) => {
    const agent = Sample.agent(1)
    const { agentId, loginEmail } = agent
    const at = Sample.now
    const expiresOn = Dates.plusDays(Sample.today, passwordDays)
    const given = state === "NotProvisioned" ? undefined : Sample.extranetAccount(1, state)
    const named = given && {
      ...given,
      state: {
        ...given.state,
        ...("password" in given.state ? { password: { ...Sample.extranetPassword, expiresOn } } : {}),
        ...("link" in given.state ? { link: { ...given.state.link, expiresAt: Dates.plusMillis(at, linkMillis) } } : {})
      } as AccountState
    }
    const username = given?.username ?? "CC_1H99999"
    const typed = { same: loginEmail, capitals: loginEmail.toUpperCase(), other: "other@mail.example" }[address]
    const email = typed as typeof loginEmail
    const command: Command =
      step === "RequestExtranetReset"
        ? { _tag: step, username, email }
        : step === "UseExtranetReset"
          ? { _tag: step, username, with: asked }
          : { _tag: step, agentId }
    const answer = rules.extranet.decide(command, { named, agent, matches }, Sample.context({ at }))
    const to = leads[step][state]
    const password = { setAt: at, expiresOn: Dates.make("2026-05-02"), dueOn: Dates.make("2026-04-22") }
    const kept = named !== undefined && "password" in named.state ? named.state.password : undefined
    const old = kept === undefined ? {} : { password: kept }
    const event = (next: unknown, trigger: string = triggers[step]) => ({
      _tag: "ExtranetAccountMoved",
      agentId,
      trigger,
      from: state,
      to: next,
      at
    })
    if (step === "RequestExtranetReset")
      return to === "-" || address === "other"
        ? refusedAs(answer, "ResetNotSent", "EXT-06")
        : acceptedAs(answer, [event({ _tag: to, since: at, link: linkOf(0, at), ...old })])
    if (step === "UseExtranetReset")
      return to === "-" || linkMillis <= 0 || !matches || asked !== "link"
        ? refusedAs(answer, "LinkNotAccepted", "EXT-05")
        : acceptedAs(answer, [event({ _tag: to, since: at, password })])
    if (to === "-") return refusedAs(answer, "NotAllowedFrom", refusedBy[state as keyof typeof refusedBy] ?? "EXT-04")
    if (passwordDays > 0)
      return acceptedAs(
        answer,
        step === "RecordExtranetLogin" ? [event(named?.state)] : [event({ _tag: to, since: at, password })]
      )
    if (step === "ChangeExtranetPassword" || state === "ResetPending")
      return refusedAs(answer, "PasswordExpired", "EXT-04")
    return all(
      refusedAs(answer._tag === "Recorded" ? answer.refusal : answer, "PasswordExpired", "EXT-04"),
      same(
        eventsOf(answer),
        [event({ _tag: "LockedExpired", since: at, password: { ...kept, warnedAt: at } }, "lock")],
        "what is noted"
      )
    )
  }
})

/** What came before says nothing to the outside. @category laws */
export const resetRevealsNothing = make({
  id: "extranet-reset-reveals-nothing",
  sentence: "who asks for a link with a wrong user name, a wrong address or for a closed account gets the same words",
  rules: ["EXT-06"],
  input: fc.record({
    wrong: fc.constantFrom(...(["unknown", "address", "closed"] as const)),
    n: fc.nat(50)
  }),
  holds: ({ n, wrong }, rules) => {
    const agent = Sample.agent(n)
    const account = Sample.extranetAccount(n, wrong === "closed" ? "Disabled" : "Active")
    const email = wrong === "address" ? Sample.profile(n + 1).loginEmail : agent.loginEmail
    const named = wrong === "unknown" ? undefined : account
    const command = { _tag: "RequestExtranetReset", username: account.username, email } as const
    const answer = rules.extranet.decide(command, { named, agent: named && agent }, Sample.context())
    const { least: leastHours, most: mostHours } = Sample.policy().extranet.supportHours
    return all(
      refusedAs(answer, "ResetNotSent", "EXT-06"),
      same((answer as { readonly facts?: unknown }).facts, { leastHours, mostHours }, "what is said"),
      holdsIf(!JSON.stringify(answer).includes(account.username), "the user name is repeated")
    )
  }
})

/** User name and secret travel apart, and of the secret only what it is derived for. @category laws */
export const toldApart = make({
  id: "extranet-told-apart",
  sentence:
    "no notice names a user name and a secret together; both go through an encrypting channel, and a notice holds nothing that opens an account",
  rules: ["EXT-02", "EXT-05", "EXT-09"],
  input: fc.record({
    n: fc.nat(50),
    firstSecret: fc.constantFrom(...(["link", "password"] as const)),
    asked: fc.boolean()
  }),
  holds: ({ asked, firstSecret, n }, rules) => {
    const since = Dates.plusHours(Dates.startOf(monday, zone()), -30)
    const agent = Sample.agent(n, { certification: Sample.certification("Certified", since) })
    const { agentId, loginEmail: email } = agent
    const policy = { ...Sample.policy(), extranet: { ...Sample.policy().extranet, firstSecret } }
    const context = Sample.context({ policy, commandId: Id.make(`run-${n}`), actor: Sample.system })
    const named = Sample.extranetAccount(n)
    const answer = asked
      ? rules.extranet.decide(
          { _tag: "RequestExtranetReset", username: named.username, email },
          { named, agent },
          context
        )
      : rules.extranet.decide({ _tag: "RunExtranetOnboarding", day: monday }, { certified: [agent] }, context)
    const facts = factsOf({ agent: new Map([[agentId as string, agent]]) })
    const notices = rules.notice.fromEvents(eventsOf(answer), facts, context)
    const opening = notices.filter(({ params }) => "username" in params || "linkId" in params)
    const linkIds = notices.flatMap(({ params }) => params.linkId ?? [])
    return all(
      same(
        notices.map(({ secure, template }) => `${template}${secure ? " secure" : ""}`),
        asked ? ["NTC-24 secure"] : ["NTC-20", "NTC-21 secure", "NTC-22 secure"],
        "the notices"
      ),
      holdsIf(
        notices.every(({ params }) => !("username" in params && ("linkId" in params || "with" in params))),
        "user name and secret stand together"
      ),
      holdsIf(
        opening.every(({ params, secure, to }) => secure && to.email === email && !("token" in params)),
        "a secret travels in the open"
      ),
      same(linkIds, [`run-${n}~0`], "what the secret is derived for")
    )
  }
})

/** The laws of this module. @category laws */
export const laws = [
  onMonday,
  takenNameStopsNobody,
  closedIsReplaced,
  suspensionOpensNothing,
  everyStep,
  resetRevealsNothing,
  toldApart
] as ReadonlyArray<Law>
