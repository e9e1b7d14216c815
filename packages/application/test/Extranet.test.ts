import * as Extranet from "@agencybook/core/Extranet"
import { read } from "@agencybook/core/Facts"
import { assert, describe } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { Secrets } from "../src/Secrets.ts"
import { Store } from "../src/Store.ts"
import * as portal from "./fixture/portal.ts"

const { agent, envelope, exchange, execute, left, serviceCenter, story, system, told } = portal

const hour = 3_600_000
const applicant = { _tag: "Applicant", userId: "somebody" }
const username = "CC_1H10001"
const email = "agent1@login.example"
const ask = (over: object = {}) => ({ _tag: "RequestExtranetReset", username, email, ...over })
const use = (over: object = {}) => ({ _tag: "UseExtranetReset", username, with: "link", ...over })
const guess = "0".repeat(32)

/** The token of the message that was written last, derived as the renderer of messages does it. */
const mailed = Effect.gen(function* () {
  const store = yield* Store
  const secrets = yield* Secrets
  const claimed = yield* store.claim("2030-01-01T00:00:00.000Z" as never, 1_000, 1)
  const linkId = claimed.flatMap(({ notice }) => notice.params.linkId ?? []).at(-1)
  const text = Extranet.textOf("link")
  return text.fromBytes(yield* secrets.derive(text.name, Extranet.secretId(String(linkId), email)))
})
const attempt = (command: object, secret?: string, millis = portal.start, actor: object = applicant) =>
  Effect.map(
    Effect.result(execute(envelope(actor, command, secret === undefined ? {} : { secret }), millis)),
    (done) =>
      Result.isSuccess(done) ? "done" : done.failure._tag === "Refused" ? done.failure.code : done.failure._tag
  )
const account = Effect.gen(function* () {
  const store = yield* Store
  const [found] = yield* store.load([read("extranetAccount", "id", "agent-1")])
  return found?.record as Extranet.ExtranetAccount
})

describe("The extranet through the whole path", () => {
  story(
    "gives the true holder of a number a name when another account still has the plain one [EXT-03]",
    Effect.gen(function* () {
      const { licence } = portal.profile(1)
      yield* told(system, { _tag: "RecordLicence", agentId: "agent-1", licence: { ...licence, number: "1H19999" } })
      const certification = { state: "Certified", term: { ...portal.term, number: "5000000099" } }
      const holder = {
        ...{ agentId: "agent-8", agencyId: "agency-0", manager: false, certification, employment: "Active" },
        profile: { ...portal.profile(8), licence }
      }
      const { events } = yield* told(system, { _tag: "RecordRoster", agencies: [], agents: [holder] })
      assert.deepStrictEqual(
        events.flatMap((event) => (event._tag === "ExtranetAccountProvisioned" ? event.account.username : [])),
        ["CC_1H10001_2"]
      )
      // The new name is one that a reset can be asked for.
      const reset = ask({ username: "CC_1H10001_2", email: portal.profile(8).loginEmail })
      assert.strictEqual(yield* attempt(reset, undefined, portal.start, agent(8)), "done")
    })
  )

  story(
    "sets a password by the link of a message, once, and stores nothing that opens the account [EXT-05 EXT-09]",
    Effect.gen(function* () {
      yield* told(applicant, ask())
      const token = yield* mailed
      const store = yield* Store
      const everything = JSON.stringify([
        yield* store.journal(0, 1_000),
        yield* account,
        yield* store.claim("2031-01-01T00:00:00.000Z" as never, 1_000, 1)
      ])
      assert.notInclude(everything, token)
      assert.strictEqual(yield* attempt(use(), guess), "LinkNotAccepted")
      assert.strictEqual(yield* attempt(use(), "no link"), "CommandMalformed")
      assert.strictEqual(yield* attempt(use(), token), "done")
      const { epoch, state } = yield* account
      assert.deepStrictEqual([epoch, state._tag], [2, "Active"])
      assert.strictEqual(yield* attempt(use(), token), "LinkNotAccepted")
    })
  )

  story(
    "lets the newest link alone work, and none after its day",
    Effect.gen(function* () {
      yield* told(applicant, ask())
      const first = yield* mailed
      yield* told(applicant, ask())
      const second = yield* mailed
      assert.notStrictEqual(first, second)
      assert.strictEqual(yield* attempt(use(), first), "LinkNotAccepted")
      assert.strictEqual(yield* attempt(use(), second, portal.start + 24 * hour), "LinkNotAccepted")
      assert.strictEqual(yield* attempt(use(), second, portal.start + 24 * hour - 1), "done")
    })
  )

  story(
    "lets one of 32 parallel uses of a link through [E6]",
    Effect.gen(function* () {
      yield* told(applicant, ask())
      const token = yield* mailed
      const answers = yield* Effect.all(
        Array.from({ length: 32 }, () => attempt(use(), token)),
        { concurrency: "unbounded" }
      )
      assert.strictEqual(answers.filter((answer) => answer === "done").length, 1)
      assert.strictEqual((yield* account).epoch, 2)
    })
  )

  story(
    "answers every wrong request with the same words, and leaves nothing behind [EXT-06]",
    Effect.gen(function* () {
      const before = yield* left
      const answers = yield* Effect.all(
        [
          ask({ username: "CC_1H99999" }),
          ask({ email: "other@login.example" }),
          ask({ username: "nobody", email: "other@login.example" })
        ].map((command) => Effect.flip(execute(envelope(applicant, command))))
      )
      for (const answer of answers) assert.deepStrictEqual(answer, answers[0])
      assert.deepInclude(answers[0], { code: "ResetNotSent", rule: "EXT-06" })
      assert.include(answers[0]?.message, "within `24` to `48` hours")
      assert.deepStrictEqual(yield* left, before)
    })
  )

  story(
    "lets agents ask for their own account and support for any, and others for none",
    Effect.gen(function* () {
      assert.strictEqual(yield* attempt(ask(), undefined, portal.start, agent(1)), "done")
      assert.strictEqual(yield* attempt(ask(), undefined, portal.start, serviceCenter), "done")
      assert.strictEqual(yield* attempt(ask(), undefined, portal.start, agent(2)), "NotPermitted")
      const unknown = ask({ username: "CC_1H99999" })
      assert.strictEqual(yield* attempt(unknown, undefined, portal.start, agent(2)), "NotPermitted")
      assert.strictEqual(yield* attempt(ask(), undefined, portal.start, portal.consumer(0)), "NotPermitted")
    })
  )

  story(
    "onboards on Monday, each once, and a run that comes late takes up the week before [EXT-01]",
    Effect.gen(function* () {
      const added = { _tag: "AddAgent", agencyId: "agency-0", agentId: "agent-9", profile: portal.profile(9) }
      yield* told(agent(0), added)
      yield* told(agent(0), { _tag: "SubmitAgent", agentId: "agent-9" })
      for (const item of ["licence-validated", "training-complete", "exam-passed", "fee-paid", "agreement-signed"])
        yield* Effect.ignore(
          execute(envelope(exchange, { _tag: "RecordRequirement", agentId: "agent-9", item, outcome: "Met" }))
        )
      const run = (day: string) => ({ _tag: "RunExtranetOnboarding", day })
      const monday = portal.start + 6 * 24 * hour
      assert.strictEqual(yield* attempt(run("2026-03-09"), undefined, portal.start, system), "RunAhead")
      const first = yield* told(system, run("2026-03-09"), {}, monday)
      assert.isTrue(first.events.every(({ _tag }) => _tag === "ExtranetAccountProvisioned"))
      assert.deepStrictEqual((yield* told(system, run("2026-03-09"), {}, monday)).events, [])
    })
  )

  story(
    "warns and locks by the daily run, and a login after the end is refused and noted [EXT-04]",
    Effect.gen(function* () {
      const daily = (day: string) => ({ _tag: "RunExtranetDaily", day })
      const days = (count: number) => portal.start + count * 24 * hour
      assert.deepStrictEqual((yield* told(system, daily("2026-04-21"), {}, days(49))).events, [])
      const warned = yield* told(system, daily("2026-04-22"), {}, days(50))
      assert.strictEqual(warned.events.length, 4)
      assert.deepStrictEqual((yield* told(system, daily("2026-04-22"), {}, days(50))).events, [])
      const login = { _tag: "RecordExtranetLogin", agentId: "agent-1" }
      assert.strictEqual(yield* attempt(login, undefined, days(59), system), "done")
      assert.strictEqual(yield* attempt(login, undefined, days(60), system), "PasswordExpired")
      assert.strictEqual((yield* account).state._tag, "LockedExpired")
      assert.strictEqual((yield* told(system, daily("2026-05-02"), {}, days(60))).events.length, 3)
      yield* told(agent(2), ask({ username: "CC_1H10002", email: "agent2@login.example" }), {}, days(60))
      assert.strictEqual(yield* attempt(login, undefined, days(60), system), "NotAllowedFrom")
    })
  )

  story(
    "opens nothing while the agent is suspended, and opens again with the reinstatement [AGT-19]",
    Effect.gen(function* () {
      const login = { _tag: "RecordExtranetLogin", agentId: "agent-1" }
      const extract = { _tag: "RecordExtranetExtract", agentId: "agent-1", day: "2026-03-03" }
      yield* told(applicant, ask())
      const token = yield* mailed
      const before = yield* account
      yield* told(exchange, { _tag: "SuspendAgent", agentId: "agent-1", reason: "under-investigation" })
      assert.strictEqual(yield* attempt(login, undefined, portal.start, system), "ExtranetWithheld")
      assert.strictEqual(yield* attempt(extract, undefined, portal.start, system), "ExtranetWithheld")
      assert.strictEqual(yield* attempt(ask()), "ResetNotSent")
      assert.strictEqual(yield* attempt(use(), token), "LinkNotAccepted")
      assert.deepStrictEqual(yield* account, before)
      yield* told(exchange, { _tag: "ReinstateAgent", agentId: "agent-1" })
      assert.strictEqual(yield* attempt(login, undefined, portal.start, system), "done")
      assert.strictEqual(yield* attempt(extract, undefined, portal.start, system), "done")
      assert.strictEqual(yield* attempt(use(), token), "done")
    })
  )

  story(
    "opens nothing while the agent's account is locked, and opens again with it [SEC-01]",
    Effect.gen(function* () {
      const login = { _tag: "RecordExtranetLogin", agentId: "agent-1" }
      const change = { _tag: "ChangeExtranetPassword", agentId: "agent-1" }
      const extract = { _tag: "RecordExtranetExtract", agentId: "agent-1", day: "2026-03-03" }
      yield* told(applicant, ask())
      const token = yield* mailed
      const before = yield* account
      yield* told(exchange, { _tag: "LockAgent", agentId: "agent-1", reason: "unusual-activity" })
      for (const command of [login, change, extract])
        assert.strictEqual(yield* attempt(command, undefined, portal.start, system), "ExtranetLockedOut")
      assert.strictEqual(yield* attempt(ask()), "ResetNotSent")
      assert.strictEqual(yield* attempt(use(), token), "LinkNotAccepted")
      assert.deepStrictEqual(yield* account, before)
      yield* told(exchange, { _tag: "UnlockAgent", agentId: "agent-1" })
      for (const command of [login, extract])
        assert.strictEqual(yield* attempt(command, undefined, portal.start, system), "done")
      assert.strictEqual(yield* attempt(use(), token), "done")
    })
  )

  story(
    "holds nothing that a former agency keeps, in the files or in a number [EMP-07 EXT-07]",
    Effect.gen(function* () {
      const store = yield* Store
      const files = (day: string, claimedAt: string, millis = portal.start) =>
        Effect.gen(function* () {
          yield* told(system, { _tag: "RecordExtranetExtract", agentId: "agent-1", day }, {}, millis)
          const claimed = yield* store.claim(claimedAt as never, 1_000, 1)
          return claimed.flatMap(({ notice: { params, template, to } }) =>
            template === "NTC-25" ? [`${to.role}: ${params.cases} held, ${params.removed} gone`] : []
          )
        })
      assert.deepStrictEqual(yield* files("2026-03-03", "2030-01-01T00:00:00.000Z"), [
        "agent: 2 held, 0 gone",
        "manager: 2 held, 0 gone"
      ])
      const member = { agencyId: "agency-0", agentId: "agent-1" }
      const kept = { keepClientsUntil: "2026-03-20" }
      yield* told(agent(0), { _tag: "SetAgentInactive", ...member, reason: "left-agency", ...kept })
      const { licence, npn } = portal.profile(1)
      yield* told(agent(3), { _tag: "AssociateAgent", agencyId: "agency-1", licence: licence.number, npn })
      yield* told(exchange, { _tag: "ApproveAssociation", ...member, agencyId: "agency-1" })
      const told9 = yield* files("2026-03-09", "2031-01-01T00:00:00.000Z", portal.start + 6 * 24 * hour)
      assert.deepStrictEqual(told9.slice(-2), ["agent: 0 held, 0 gone", "manager: 0 held, 0 gone"])
    })
  )

  story(
    "notes the weekly files once a week and tells numbers only [EXT-07]",
    Effect.gen(function* () {
      const extract = { _tag: "RecordExtranetExtract", agentId: "agent-1", day: "2026-03-03" }
      const { events } = yield* told(system, extract)
      const numbers = { week: "2026-03-02", madeAt: "2026-03-03T18:00:00.000Z", cases: 2, added: 2, removed: 0 }
      assert.deepStrictEqual(events, [{ _tag: "ExtranetExtracted", agentId: "agent-1", extract: numbers }] as never)
      assert.deepStrictEqual((yield* told(system, extract)).events, [])
      const store = yield* Store
      const claimed = yield* store.claim("2031-01-01T00:00:00.000Z" as never, 1_000, 1)
      const notices = claimed.filter(({ notice }) => notice.template === "NTC-25")
      assert.deepStrictEqual(
        notices.map(({ notice }) => notice.to.role),
        ["agent", "manager"]
      )
      assert.notInclude(JSON.stringify(notices), "Quint")
    })
  )
})
