import { assert, describe, it } from "@effect/vitest"
import * as Dates from "../src/CalendarDate.ts"
import * as Extranet from "../src/Extranet.ts"
import * as Id from "../src/Id.ts"
import type { LicenceNumber } from "../src/Licence.ts"
import { calheers } from "../src/Policy.ts"
import { passwordLives } from "../src/PolicyPreset.ts"
import * as Sample from "./fixture/sample.ts"

const zone = "America/Los_Angeles"
const term = { ...Sample.term, from: Dates.make("2025-01-01") }
const certifiedAt = (at: string) =>
  Sample.agent(1, { certification: { _tag: "Certified", since: Dates.instant(at), term } })
const due = (at: string, today: string, hasAccount = false) =>
  Extranet.due([certifiedAt(at)], () => (hasAccount ? Sample.extranetAccount(1) : undefined), Dates.make(today), zone)
    .length === 1
const agentId = Sample.agentId(1)
const at = (text: string) => Dates.instant(text)
const stateAfter = (account: Extranet.ExtranetAccount, command: Extranet.Command, when: string) => {
  const decided = Extranet.decide(
    command,
    { named: account, due: [account], agent: certifiedAt("2025-01-01T08:00:00.000Z"), matches: true },
    Sample.context({ at: at(when) })
  )
  const events = "events" in decided ? decided.events : []
  return events.reduce<Extranet.ExtranetAccount>((now, event) => Extranet.evolve(now, event), account)
}

describe("Extranet: the Monday run", () => {
  it("mails on Monday whom the week before has certified [EXT-01]", () => {
    const tuesday = "2025-03-04T20:00:00.000Z"
    const sunday = "2025-03-09T20:00:00.000Z"
    const monday = "2025-03-10T20:00:00.000Z"
    assert.deepStrictEqual(
      [tuesday, sunday, monday].map((one) => due(one, "2025-03-10")),
      [true, true, false]
    )
    assert.isTrue(due(monday, "2025-03-17"))
  })

  it("cuts the week at midnight between Sunday and Monday in Los Angeles, also on the day of the clock change", () => {
    assert.isTrue(due("2025-03-10T06:59:59.999Z", "2025-03-10"))
    assert.isFalse(due("2025-03-10T07:00:00.000Z", "2025-03-10"))
    assert.isTrue(due("2025-03-03T07:59:59.999Z", "2025-03-03"))
    assert.isFalse(due("2025-03-03T08:00:00.000Z", "2025-03-03"))
  })

  it("takes an agent from the first day of the term on, and not before [EXT-01]", () => {
    const { certification, ...agent } = certifiedAt("2025-03-04T20:00:00.000Z")
    const dueFrom = (from: string) =>
      Extranet.due(
        [{ ...agent, certification: { ...certification, term: { ...term, from: Dates.make(from) } } as never }],
        () => undefined,
        ...([Dates.make("2025-03-10"), zone] as const)
      ).length
    assert.deepStrictEqual(["2025-03-09", "2025-03-10", "2025-03-11"].map(dueFrom), [1, 1, 0])
  })

  it("spells links and passwords each in its way, and user names without a hyphen [EXT-03]", () => {
    assert.strictEqual(Extranet.textOf("link"), Extranet.linkText)
    assert.strictEqual(Extranet.textOf("password"), Extranet.passwordText)
    // The bytes of a secret are derived for its name: under another one, what is on its way would open nothing.
    assert.deepStrictEqual([Extranet.linkText.name, Extranet.passwordText.name], ["extranet-link", "extranet-password"])
    assert.strictEqual(
      Extranet.passwordText.format.expected,
      "the first password of 20 letters and digits in groups of five"
    )
    const [first, second] = Extranet.usernames("CA", "NV-1H12345" as LicenceNumber)
    assert.deepStrictEqual([first, second], ["CANV_1H12345", "CANV_1H12345_2"])
  })

  it("takes an account over from another system as one that was not there before", () => {
    assert.deepInclude(Extranet.takenOver(agentId, "old-name", Sample.context()), {
      ...{ _tag: "ExtranetAccountProvisioned", trigger: "take-over", from: "NotProvisioned" }
    })
  })

  it("takes up later whom a run has missed, and nobody twice [X068]", () => {
    assert.isTrue(due("2025-03-04T20:00:00.000Z", "2025-03-31"))
    assert.isTrue(due("2025-03-04T20:00:00.000Z", "2025-03-12"))
    assert.isFalse(due("2025-03-04T20:00:00.000Z", "2025-03-10", true))
  })

  it("passes over whoever is not certified on the day [EXT-10]", () => {
    for (const state of ["Suspended", "TerminatedVested", "Pending"] as const) {
      const agent = Sample.agent(1, { certification: Sample.certification(state) })
      assert.isEmpty(Extranet.due([agent], () => undefined, Dates.make("2026-03-09"), zone))
    }
    assert.isFalse(due("2025-03-04T20:00:00.000Z", "2027-01-04"))
  })

  it("counts on where a name is taken, and leaves out nobody but who finds all taken [EXT-03]", () => {
    const names = Extranet.usernames("CC_", "1H10001" as LicenceNumber)
    assert.deepStrictEqual(
      [names[0], names[1], names.length, names.at(-1)],
      ["CC_1H10001", "CC_1H10001_2", 19, "CC_1H10001_19"]
    )
    const certified = [1, 2].map((n) =>
      Sample.agent(n, { certification: Sample.certification("Certified", at("2025-03-04T20:00:00.000Z")) })
    )
    const given = (owner: (username: string) => string | undefined, agents = certified) => {
      const decided = Extranet.decide(
        { _tag: "RunExtranetOnboarding", day: Dates.make("2026-03-09") },
        { certified: agents, owner: owner as never },
        Sample.context({ at: at("2026-03-09T17:00:00.000Z") })
      )
      const events = decided._tag === "Accepted" ? decided.events : assert.fail("the run is refused")
      return events.map((event) => (event._tag === "ExtranetAccountProvisioned" ? event.account.username : event._tag))
    }
    assert.deepStrictEqual(
      given((name) => (name === "CC_1H10001" ? "other" : undefined)),
      ["CC_1H10001_2", "CC_1H10002"]
    )
    // A name of one's own closed account is free.
    assert.deepStrictEqual(
      given((name) => (name === "CC_1H10001" ? "agent-1" : undefined)),
      ["CC_1H10001", "CC_1H10002"]
    )
    assert.deepStrictEqual(
      given((name) => (name.startsWith("CC_1H10001") ? "other" : undefined)),
      ["CC_1H10002"]
    )
    // What one run has given is taken for the rest of it.
    const twins = certified.map((agent) => ({ ...agent, licence: Sample.profile(1).licence }))
    assert.deepStrictEqual(
      given(() => undefined, twins),
      ["CC_1H10001", "CC_1H10001_2"]
    )
  })

  it("does nothing for nobody, at the run of Monday as at that of each day", () => {
    for (const _tag of ["RunExtranetOnboarding", "RunExtranetDaily"] as const) {
      const decided = Extranet.decide({ _tag, day: Sample.today }, {}, Sample.context())
      assert.deepStrictEqual(decided, { _tag: "Accepted", events: [] })
    }
  })

  it("names the account after prefix and licence, and puts a link on its way [EXT-03 EXT-09]", () => {
    assert.strictEqual(Extranet.usernames("CC_", "1H12345" as LicenceNumber)[0], "CC_1H12345")
    const when = at("2025-03-10T17:00:00.000Z")
    const decided = Extranet.decide(
      { _tag: "RunExtranetOnboarding", day: Dates.make("2025-03-10") },
      { certified: [certifiedAt("2025-03-04T20:00:00.000Z")] },
      Sample.context({ at: when })
    )
    const account: Extranet.ExtranetAccount = {
      agentId,
      username: "CC_1H10001",
      provisionedAt: when,
      epoch: 0,
      state: {
        _tag: "Provisioned",
        since: when,
        link: { linkId: Id.make("command-0~0"), with: "link", expiresAt: at("2025-03-11T17:00:00.000Z") }
      }
    }
    const event = { _tag: "ExtranetAccountProvisioned", trigger: "provision", from: "NotProvisioned", account } as const
    assert.deepStrictEqual(decided, { _tag: "Accepted", events: [event] })
    assert.deepStrictEqual(Extranet.evolve(undefined, event), account)
  })

  it("mails a first password where the policy still asks for it, and a link otherwise [EXT-09]", () => {
    assert.strictEqual(calheers.extranet.firstSecret, "link")
    const policy = { ...calheers, extranet: { ...calheers.extranet, firstSecret: "password" as const } }
    const decided = Extranet.decide(
      { _tag: "RunExtranetOnboarding", day: Dates.make("2025-03-10") },
      { certified: [certifiedAt("2025-03-04T20:00:00.000Z")] },
      Sample.context({ at: at("2025-03-10T17:00:00.000Z"), policy })
    )
    assert.deepNestedInclude(decided, { "events[0].account.state.link.with": "password" })
    assert.match(Extranet.textOf("password").fromBytes(new Uint8Array(32)), /^0{20}$/)
  })
})

describe("Extranet: the password", () => {
  const newYear = at("2025-01-01T18:00:00.000Z")
  const active = (password: Extranet.Password): Extranet.ExtranetAccount =>
    Sample.extranetAccount(1, { _tag: "Active", since: password.setAt, password })
  const account = active(Extranet.passwordSet(newYear, calheers))
  const daily = (day: string): Extranet.Command => ({ _tag: "RunExtranetDaily", day: Dates.make(day) })

  it("set on New Year's Day is warned of on 20 February and locked on 2 March [EXT-04]", () => {
    assert.deepInclude(account.state, {
      password: { setAt: newYear, dueOn: Dates.make("2025-02-20"), expiresOn: Dates.make("2025-03-02") }
    })
    const states = ["2025-02-19", "2025-02-20", "2025-03-01", "2025-03-02"].map(
      (day) => stateAfter(account, daily(day), `${day}T20:00:00.000Z`).state._tag
    )
    assert.deepStrictEqual(states, ["Active", "Expiring", "Expiring", "LockedExpired"])
  })

  const run = (one: Extranet.ExtranetAccount, day: string) =>
    Extranet.decide(daily(day), { due: [one] }, Sample.context({ at: at(`${day}T20:00:00.000Z`) }))
  const nothing = { _tag: "Accepted", events: [] } as const
  const link = {
    linkId: Id.make<Id.LinkId>("link-1"),
    with: "link",
    expiresAt: at("2099-01-01T00:00:00.000Z")
  } as const
  const pending = (password?: Extranet.Password) =>
    Sample.extranetAccount(1, { _tag: "ResetPending", since: newYear, link, ...(password && { password }) })

  it("is looked at where there is one, and has a day for it, in no account that is locked already [EXT-04]", () => {
    const day = Dates.make("2025-02-20")
    for (const state of [{ _tag: "Provisioned", since: newYear, link } as const, pending().state])
      assert.deepStrictEqual(run(Sample.extranetAccount(1, state), "2025-03-02"), nothing, state._tag)
    assert.isUndefined(Extranet.dueOn(pending()))
    assert.isFalse(Extranet.isGoodOn(undefined, day))
    const set = Extranet.passwordSet(newYear, calheers)
    for (const one of [{ setAt: newYear }, { setAt: newYear, expiresOn: set.expiresOn ?? day }])
      assert.deepStrictEqual(run(active(one), "2025-03-02"), nothing)
    const locked = Sample.extranetAccount(1, { _tag: "LockedExpired", since: newYear, password: set })
    assert.deepStrictEqual(run(locked, "2025-03-02"), nothing)
  })

  it("is warned of once, and the link that is on its way stays [EXT-04 EXT-05]", () => {
    const set = Extranet.passwordSet(newYear, calheers)
    const warned = stateAfter(pending(set), daily("2025-02-20"), "2025-02-20T20:00:00.000Z").state
    assert.deepInclude(warned, { _tag: "ResetPending", link })
    assert.deepNestedInclude(warned, { "password.warnedAt": at("2025-02-20T20:00:00.000Z") })
    // Whom the lock has told is not warned by a run that is made up for.
    assert.deepStrictEqual(run(pending({ ...set, warnedAt: newYear }), "2025-02-25"), nothing)
  })

  it("works to the last millisecond of the day before, also when the clocks change in between [EXT-04]", () => {
    const login: Extranet.Command = { _tag: "RecordExtranetLogin", agentId }
    // 60 days from 20 January are 21 March 2026; the clocks changed on 8 March.
    const set = active(Extranet.passwordSet(at("2026-01-20T18:00:00.000Z"), calheers))
    assert.strictEqual(stateAfter(set, login, "2026-03-21T06:59:59.999Z").lastLoginAt, "2026-03-21T06:59:59.999Z")
    const late = stateAfter(set, login, "2026-03-21T07:00:00.000Z")
    assert.strictEqual(late.state._tag, "LockedExpired")
    assert.isUndefined(late.lastLoginAt)
    assert.strictEqual(stateAfter(late, login, "2026-03-20T07:00:00.000Z").state._tag, "LockedExpired")
  })

  it("has no end under the newer rule book, and 60 days with 10 of warning under the older [EXT-04]", () => {
    assert.deepStrictEqual(passwordLives["exchange-legacy"], { _tag: "Days", days: 60, warnDays: 10 })
    const policy = { ...calheers, extranet: { ...calheers.extranet, password: passwordLives["nist-rev4"] } }
    const password = Extranet.passwordSet(newYear, policy)
    assert.deepStrictEqual(password, { setAt: newYear })
    assert.isTrue(Extranet.isGoodOn(password, Dates.make("2099-01-01")))
    assert.isUndefined(Extranet.dueOn(active(password)))
  })

  it("stays as it is while a link is on its way, and the link outlives it for a day [EXT-05]", () => {
    const ask: Extranet.Command = {
      _tag: "RequestExtranetReset",
      username: account.username,
      email: Sample.agent(1).loginEmail
    }
    const pending = stateAfter(account, ask, "2025-03-01T20:00:00.000Z")
    assert.strictEqual(pending.state._tag, "ResetPending")
    assert.strictEqual(stateAfter(pending, daily("2025-03-02"), "2025-03-02T19:00:00.000Z").state._tag, "ResetPending")
    assert.strictEqual(stateAfter(pending, daily("2025-03-03"), "2025-03-03T19:00:00.000Z").state._tag, "LockedExpired")
    const use: Extranet.Command = { _tag: "UseExtranetReset", username: account.username, with: "link" }
    const used = stateAfter(pending, use, "2025-03-02T19:59:59.999Z")
    assert.strictEqual(used.state._tag, "Active")
    assert.strictEqual(used.epoch, account.epoch + 1)
    assert.deepStrictEqual(stateAfter(used, use, "2025-03-02T19:59:59.999Z"), used)
  })

  it("derives the secret for the link and the address together, so that another address kills it [EXT-05]", () => {
    assert.notStrictEqual(Extranet.secretId("l-1", "a@x.example"), Extranet.secretId("l-1", "b@x.example"))
  })
})

describe("Extranet: whoever guesses a username", () => {
  const account = Sample.extranetAccount(1)
  const guess = (command: Extranet.Command, facts: Partial<Extranet.Facts> = {}) =>
    Extranet.decide(command, { named: account, agent: Sample.agent(1), ...facts }, Sample.context())
  const { username } = account

  it("locks nobody out, however often a secret is tried, and has no link sent without the address [EXT-05 EXT-06]", () => {
    for (let n = 0; n < 50; n++) {
      const tried = guess({ _tag: "UseExtranetReset", username, with: "link" }, { matches: false })
      assert.deepInclude(tried, { _tag: "Refused", code: "LinkNotAccepted" })
      const email = Sample.profile(2).loginEmail
      const asked = guess({ _tag: "RequestExtranetReset", username, email })
      assert.deepInclude(asked, { _tag: "Refused", code: "ResetNotSent" })
    }
  })
})

describe("Extranet: an account that another system had", () => {
  it("is kept: it is active, and its password counts from the day of the delivery", () => {
    const event = Extranet.takenOver(agentId, "CC_1H10001", Sample.context())
    const account = Extranet.evolve(undefined, event)
    assert.deepInclude(account, { takenOver: true, username: "CC_1H10001", epoch: 1 })
    assert.strictEqual(account.state._tag, "Active")
    assert.strictEqual(Extranet.dueOn(account), "2026-04-22")
    assert.isEmpty(Extranet.due([Sample.agent(1)], () => account, Dates.make("2026-03-16"), zone))
  })

  it("remembers the last sign-in, and counts every new password [EXT-03]", () => {
    const account = Sample.extranetAccount(1)
    const after = (trigger: Extranet.Trigger) => {
      const event = { _tag: "ExtranetAccountMoved", agentId: account.agentId, trigger, from: "Active" } as const
      const at = Dates.plusHours(Sample.now, 5)
      const { epoch, lastLoginAt } = Extranet.evolve(account, { ...event, to: account.state, at })
      return [epoch - account.epoch, lastLoginAt === at]
    }
    assert.deepStrictEqual(after("login"), [0, true])
    assert.deepStrictEqual(after("use-link"), [1, true])
    assert.deepStrictEqual(after("change-password"), [1, false])
    assert.deepStrictEqual(after("warn"), [0, false])
  })
})
