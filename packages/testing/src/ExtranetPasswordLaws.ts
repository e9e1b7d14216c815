/**
 * Laws of the password of the extranet: its days, its one warning, its one link.
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import type { Command, Event, ExtranetAccount } from "@agencybook/core/Extranet"
import { make as factsOf } from "@agencybook/core/Facts"
import * as Id from "@agencybook/core/Id"
import type { PasswordLife, Policy } from "@agencybook/core/Policy"
import * as fc from "fast-check"
import { ofPolicy } from "./internal/PolicyInForce.ts"
import { all, eventsOf, holdsIf, type Law, make, refusedAs, same } from "./Law.ts"
import type { Rules } from "./Rules.ts"
import * as Sample from "./Sample.ts"

// Passwords live longer here than a usual term, which would close the extranet as well.
const agent = Sample.agent(1, {
  certification: { _tag: "Certified", since: Sample.now, term: { ...Sample.term, until: Dates.make("2099-01-01") } }
})
const { agentId, loginEmail: email } = agent

/** What the account becomes by a command, and what is told of it. */
const sent = (
  rules: Rules,
  named: ExtranetAccount,
  command: Command,
  at: Dates.Instant,
  policy: Policy,
  matches = false
) => {
  const context = Sample.context({ at, policy, commandId: Id.make(`at-${Dates.toMillis(at)}`) })
  const answer = rules.extranet.decide(command, { named, agent, due: [named], matches }, context)
  const events = eventsOf(answer)
  const account = events.reduce<ExtranetAccount>((now, event: Event) => rules.extranet.evolve(now, event), named)
  const facts = factsOf({ agent: new Map([[agentId as string, agent]]) })
  return { account, answer, notices: rules.notice.fromEvents(events, facts, context) }
}

const lives = fc.oneof(
  fc.constant<PasswordLife>({ _tag: "Unlimited" }),
  fc.constant<PasswordLife>({ _tag: "Days", days: 60, warnDays: 10 }),
  fc
    .tuple(fc.integer({ min: 2, max: 365 }), fc.integer({ min: 1, max: 364 }))
    .map(([days, warn]): PasswordLife => ({ _tag: "Days", days, warnDays: Math.min(warn, days - 1) }))
)
const zones = fc.constantFrom("America/Los_Angeles", "America/New_York", "UTC")
const withLife = (password: PasswordLife, timeZone: string): Policy => ({
  ...Sample.policy(),
  timeZone,
  extranet: { ...Sample.policy().extranet, password }
})
// Around the changes of the clocks of 2026, and any other time of the two years.
const moments = fc
  .oneof(
    fc.constantFrom("2026-03-08T09:59:59.999Z", "2026-03-08T10:00:00.000Z", "2026-11-01T08:30:00.000Z"),
    fc.integer({ min: 0, max: 730 * 1_440 }).map((minutes) => Dates.plusMillis(Sample.now, minutes * 60_000))
  )
  .map((text) => Dates.instant(text))

/** A password is good to the last instant of its last day. @category laws */
export const livesForItsDays = make({
  id: "extranet-password-lives-for-its-days",
  sentence:
    "a password works to the last millisecond before the day that the policy's days give in its zone, or for ever where there is no end",
  rules: ["EXT-04"],
  runs: 500,
  input: fc.record({ setAt: moments, life: lives, zone: zones, offset: fc.constantFrom(-1, 0, 1) }),
  holds: ({ life, offset, setAt, zone }, rules) => {
    const policy = withLife(life, zone)
    const pending = Sample.extranetAccount(1, "ResetPending", {
      state: {
        _tag: "ResetPending",
        since: setAt,
        link: { linkId: Id.make("l"), with: "link", expiresAt: Dates.plusHours(setAt, 24) }
      }
    })
    const use = { _tag: "UseExtranetReset", username: pending.username, with: "link" } as const
    const { account } = sent(rules, pending, use, setAt, policy, true)
    const days = life._tag === "Unlimited" ? 4_000 : life.days
    const end = Dates.startOf(Dates.plusDays(Dates.on(setAt, zone), days), zone)
    const login = { _tag: "RecordExtranetLogin", agentId } as const
    const tried = sent(rules, account, login, Dates.plusMillis(end, offset), policy)
    const works = life._tag === "Unlimited" || offset < 0
    return all(
      same(account.epoch, pending.epoch + 1, "the number of passwords"),
      works
        ? same(tried.account, { ...account, lastLoginAt: Dates.plusMillis(end, offset) }, "the account")
        : refusedAs(
            tried.answer._tag === "Recorded" ? tried.answer.refusal : tried.answer,
            "PasswordExpired",
            "EXT-04"
          ),
      holdsIf(works || tried.account.state._tag === "LockedExpired", "a login after the end leaves the account open"),
      // A clock that steps back by a day opens nothing that was seen to be over.
      works
        ? same(1, 1)
        : same(
            sent(rules, tried.account, login, Dates.plusHours(end, -24), policy).answer._tag,
            "Refused",
            "a login by a clock that stepped back"
          )
    )
  }
})

/** The warning comes once, on its day or when the run is back. @category laws */
export const warnedOnce = make({
  id: "extranet-warned-once",
  sentence:
    "the end of a password is told once, on the day of the warning or on the first run after it, not after a change, and then the account is locked",
  rules: ["EXT-04"],
  runs: 500,
  input: fc.record({
    setAt: moments,
    life: lives,
    zone: zones,
    // Days from one run to the next.
    gaps: fc.array(fc.integer({ min: 1, max: 15 }), { minLength: 30, maxLength: 60 }),
    changedOn: fc.option(fc.integer({ min: 0, max: 80 }), { nil: undefined }),
    asksOn: fc.option(fc.integer({ min: 0, max: 80 }), { nil: undefined })
  }),
  holds: ({ asksOn, changedOn, gaps, life, setAt, zone }, rules) => {
    const policy = withLife(life, zone)
    const first = Dates.on(setAt, zone)
    const noon = (day: number) => Dates.plusHours(Dates.startOf(Dates.plusDays(first, day), zone), 12)
    const begun = { linkId: Id.make<Id.LinkId>("l"), with: "link", expiresAt: Dates.plusHours(setAt, 24) } as const
    const pending = Sample.extranetAccount(1, "Provisioned", {
      state: { _tag: "Provisioned", since: setAt, link: begun }
    })
    const use = { _tag: "UseExtranetReset", username: pending.username, with: "link" } as const
    let { account } = sent(rules, pending, use, setAt, policy, true)
    let set = 0
    const told: Array<string> = []
    const expected: Array<string> = []
    const step = (day: number, command: Command) => {
      const done = sent(rules, account, command, noon(day), policy)
      account = done.account
      for (const { params, template } of done.notices) if (template === "NTC-23") told.push(`${day} ${params.state}`)
      return done.answer._tag === "Accepted"
    }
    let day = 0
    let warned = false
    let locked = false
    const changes = [
      { day: changedOn, command: { _tag: "ChangeExtranetPassword", agentId } as const },
      { day: asksOn, command: { _tag: "RequestExtranetReset", username: account.username, email } as const }
    ]
    for (const gap of gaps) {
      for (const { command, day: on } of changes) {
        if (on === undefined || on < day || on >= day + gap) continue
        const taken = step(on, command)
        if (taken && command._tag === "ChangeExtranetPassword") {
          set = on
          warned = false
        }
        // A link on its way keeps an account from being locked for its day; nothing else changes.
        if (taken && command._tag === "RequestExtranetReset") locked = false
      }
      day += gap
      step(day, { _tag: "RunExtranetDaily", day: Dates.plusDays(first, day) })
      if (life._tag === "Unlimited" || locked) continue
      const age = day - set
      if (age >= life.days) {
        if (account.state._tag === "LockedExpired") {
          if (!warned) expected.push(`${day} LockedExpired`)
          warned = true
          locked = true
        }
      } else if (age >= life.days - life.warnDays && !warned) {
        expected.push(`${day} ${account.state._tag}`)
        warned = true
      }
    }
    const over = life._tag === "Days" && day - set >= life.days + 15
    return all(
      same(told, expected, "what is told, and when"),
      holdsIf(!over || account.state._tag === "LockedExpired", `the account is ${account.state._tag} at the end`),
      holdsIf(life._tag === "Days" || told.length === 0, "an end is told where there is none")
    )
  }
})

/** A link works once. @category laws */
export const linkWorksOnce = make({
  id: "extranet-link-works-once",
  sentence: "a link sets one password, in its time and only while it is the newest; a second use is refused",
  rules: ["EXT-05"],
  runs: 500,
  input: fc.record({
    minutes: ofPolicy(({ extranet: { linkHours } }) => {
      const life = 60 * linkHours
      return fc.constantFrom(0, life - 1, life, life + 560)
    }),
    again: fc.boolean(),
    changed: fc.boolean(),
    matches: fc.constantFrom(true, true, true, false)
  }),
  holds: ({ again, changed, matches, minutes }, rules) => {
    const policy = Sample.policy()
    const ask = { _tag: "RequestExtranetReset", username: Sample.extranetAccount(1).username, email } as const
    const use = { _tag: "UseExtranetReset", username: ask.username, with: "link" } as const
    const first = sent(rules, Sample.extranetAccount(1), ask, Sample.now, policy).account
    const second = again ? sent(rules, first, ask, Dates.plusMillis(Sample.now, 1), policy).account : first
    const change = { _tag: "ChangeExtranetPassword", agentId } as const
    const account = changed ? sent(rules, second, change, Dates.plusMillis(Sample.now, 2), policy).account : second
    const linkId = (one: ExtranetAccount) => ("link" in one.state ? one.state.link.linkId : undefined)
    const at = Dates.plusMillis(Sample.now, minutes * 60_000)
    const used = sent(rules, account, use, at, policy, matches)
    const works = matches && !changed && minutes < 60 * policy.extranet.linkHours + (again ? 1 / 60_000 : 0)
    return all(
      holdsIf(!again || linkId(second) !== linkId(first), "two links have one identifier"),
      works
        ? same(used.account.state._tag, "Active", "the account")
        : all(refusedAs(used.answer, "LinkNotAccepted", "EXT-05"), same(used.account, account, "the account")),
      refusedAs(sent(rules, used.account, use, at, policy, works).answer, "LinkNotAccepted", "EXT-05")
    )
  }
})

/** Nothing about a password goes back. @category laws */
export const movesForward = make({
  id: "extranet-password-moves-forward",
  sentence:
    "whatever is done to an account, the number of its passwords never falls, and a password keeps its days and its warning until the next one",
  rules: ["EXT-04", "EXT-05", "EXT-10"],
  input: fc.record({
    life: lives,
    steps: fc.array(
      fc.record({
        hours: fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 1_500 })),
        step: fc.constantFrom(...(["login", "login", "change", "ask", "ask", "use", "use", "daily", "daily"] as const)),
        matches: fc.boolean()
      }),
      { minLength: 5, maxLength: 30 }
    )
  }),
  holds: ({ life, steps }, rules) => {
    const policy = withLife(life, Sample.policy().timeZone)
    let account = Sample.extranetAccount(1)
    let at = Sample.now
    const passwordOf = ({ state }: ExtranetAccount) => ("password" in state ? state.password : undefined)
    return all(
      ...steps.map(({ hours, matches, step }) => {
        at = Dates.plusHours(at, hours)
        const { username } = account
        const commands: Record<typeof step, Command> = {
          login: { _tag: "RecordExtranetLogin", agentId },
          change: { _tag: "ChangeExtranetPassword", agentId },
          ask: { _tag: "RequestExtranetReset", username, email },
          use: { _tag: "UseExtranetReset", username, with: "link" },
          daily: { _tag: "RunExtranetDaily", day: Dates.on(at, policy.timeZone) }
        }
        const before = account
        account = sent(rules, before, commands[step], at, policy, matches).account
        const [old, now] = [passwordOf(before), passwordOf(account)]
        const renewed = account.epoch === before.epoch + 1
        return all(
          holdsIf(renewed || account.epoch === before.epoch, `${before.epoch} passwords became ${account.epoch}`),
          holdsIf(!renewed || now?.setAt === at, "a new password is not from now"),
          renewed || old === undefined || now === undefined
            ? same(renewed || now === undefined || old !== undefined, true, "a password without a beginning")
            : all(
                same([now.setAt, now.expiresOn], [old.setAt, old.expiresOn], "the days of a password"),
                holdsIf(old.warnedAt === undefined || now.warnedAt === old.warnedAt, "a warning is taken back")
              )
        )
      })
    )
  }
})

const triggers = [
  ...(["login", "use-link", "change-password", "request-reset"] as const),
  ...(["warn", "lock", "disable"] as const)
]

/** A login is kept. @category laws */
export const loginsAreKept = make({
  id: "extranet-logins-are-kept",
  sentence:
    "whoever signs in, by password or by a link, has last been there at that moment, and by nothing else; a link and a change are each another password; what the files of a week held is kept beside",
  rules: ["EXT-04", "EXT-05", "EXT-07"],
  input: fc.record({
    trigger: fc.constantFrom(...triggers),
    epoch: fc.integer({ min: 1, max: 9 }),
    hours: fc.integer({ min: 1, max: 99 }),
    cases: fc.nat()
  }),
  holds: ({ cases, epoch, hours, trigger }, rules) => {
    const before = Sample.extranetAccount(1, "Active", { epoch, lastLoginAt: Sample.now })
    const at = Dates.plusHours(Sample.now, hours)
    const to = Sample.accountState(trigger === "disable" ? "Disabled" : "Expiring")
    const extract = { week: Sample.today, madeAt: at, cases, added: 1, removed: 2 }
    const filed = rules.extranet.evolve(before, { _tag: "ExtranetExtracted", agentId, extract })
    const after = rules.extranet.evolve(filed, {
      _tag: "ExtranetAccountMoved",
      agentId,
      trigger,
      from: "Active",
      to,
      at
    })
    return same(
      after,
      {
        ...{ ...before, extract, state: to },
        epoch: trigger === "use-link" || trigger === "change-password" ? epoch + 1 : epoch,
        lastLoginAt: trigger === "use-link" || trigger === "login" ? at : Sample.now
      },
      "the account"
    )
  }
})

/** The laws of this module. @category laws */
export const laws = [livesForItsDays, warnedOnce, linkWorksOnce, movesForward, loginsAreKept] as ReadonlyArray<Law>
