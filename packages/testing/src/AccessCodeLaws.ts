/**
 * Laws of access codes: spelling, issuing, redeeming and dying.
 *
 * @since 0.1.0
 */
import { type AccessCode, type Command, type Facts, identityMethods } from "@agencybook/core/AccessCode"
import * as Dates from "@agencybook/core/CalendarDate"
import { make as factsOf } from "@agencybook/core/Facts"
import * as Id from "@agencybook/core/Id"
import type { Event } from "@agencybook/core/Record"
import * as fc from "fast-check"
import { acceptedAs, all, eventsOf, holdsIf, type Law, make, refusedAs, same } from "./Law.ts"
import type { Rules } from "./Rules.ts"
import * as Sample from "./Sample.ts"

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
const caseId = Sample.caseId()
const accountId = Id.make<Id.AccountId>("account-1")
const issue: Command & { readonly _tag: "IssueAccessCode" } = {
  _tag: "IssueAccessCode",
  accessCodeId: Id.make("code-9"),
  caseId,
  channel: "phone",
  requestedBy: { _tag: "Consumer" },
  identityMethod: "call-back"
}
const redeem: Command = { _tag: "RedeemAccessCode", caseId, accountId, fact: { dob: "1980-05-17" } }
const takes = (trigger: string, to: string) => ({ trigger, from: "Issued", to })
const decide = (
  rules: Rules,
  command: Command,
  over: Partial<Facts> = {},
  at = Sample.now,
  actor = Sample.serviceCenter
) =>
  rules.accessCode.decide(
    command,
    { case: Sample.household(), live: undefined, digest: "digest-9", ...over },
    Sample.context({ actor, at })
  )

/** A mistyped code is noticed. @category laws */
export const mistakesAreNoticed = make({
  id: "access-code-mistakes-are-noticed",
  sentence: "a code is read in any common spelling; every single wrong symbol and every swap of neighbours is noticed",
  rules: ["ACC-09"],
  input: fc.record({
    bytes: fc.uint8Array({ minLength: 9, maxLength: 9 }),
    place: fc.nat(9),
    symbol: fc.constantFrom(...alphabet)
  }),
  holds: ({ bytes, place, symbol }, rules) => {
    const code = rules.accessCode.fromBytes(bytes)
    const wrong = code.slice(0, place) + symbol + code.slice(place + 1)
    const swapped = code.slice(0, place) + (code[place + 1] ?? "") + code[place] + code.slice(place + 2)
    const read = (text: string) => rules.accessCode.format.read(text)
    // Letters that nobody draws are read as the digits that they look like.
    const spoken = (one: string) => code.replaceAll("0", "o").replaceAll("1", one)
    return all(
      same(read(`${code.slice(0, 5)}-${code.slice(5)}`.toLowerCase()), code, "the code read again"),
      ...["i", "l", "L"].map((one) => same(read(spoken(one)), code, `the code with \`${one}\` for 1`)),
      holdsIf(wrong === code || read(wrong) === undefined, `a wrong symbol at ${place} is not noticed`),
      holdsIf(place === 9 || swapped === code || read(swapped) === undefined, `a swap at ${place} is not noticed`)
    )
  }
})

const noByte = new Uint8Array(9)

/** Every symbol has the same chance. @category laws */
export const noSymbolIsPreferred = make({
  id: "access-code-no-symbol-is-preferred",
  sentence: "over all random bytes every symbol occurs equally often at every place",
  rules: ["ACC-09"],
  input: fc.nat(8),
  holds: (place, rules) => {
    const counts = new Map<string | undefined, number>()
    for (let byte = 0; byte < 256; byte++) {
      const symbol = rules.accessCode.fromBytes(noByte.with(place, byte))[place]
      counts.set(symbol, (counts.get(symbol) ?? 0) + 1)
    }
    return same([...counts.values()], Array(32).fill(8), "the frequencies")
  }
})

/** A code is issued to a verified consumer. @category laws */
export const issuedToTheConsumer = make({
  id: "access-code-issued-to-the-consumer",
  sentence:
    "a code is issued for a case without account, with the consumer present and verified, or by the system in a letter; the one before is superseded, or recorded as expired when its time is over",
  rules: ["ACC-02", "ACC-03", "ACC-05", "ACC-07", "ACC-08", "ACC-09", "ACC-10", "ACC-12"],
  runs: 500,
  input: fc.record({
    known: fc.boolean(),
    linked: fc.boolean(),
    helper: fc.constantFrom(...(["none", "with consumer", "alone"] as const)),
    method: fc.constantFrom(undefined, ...identityMethods),
    live: fc.constantFrom(...(["none", "good", "over"] as const)),
    reused: fc.boolean(),
    channel: fc.constantFrom(...(["phone", "mail"] as const)),
    system: fc.boolean()
  }),
  holds: ({ channel, system, helper, known, linked, live, method, reused }, rules) => {
    const requestedBy =
      helper === "none"
        ? ({ _tag: "Consumer" } as const)
        : ({
            _tag: "Pbe",
            helperId: Id.make<Id.UserId>("enroller-1"),
            consumerPresent: helper === "with consumer"
          } as const)
    const account = linked ? "Linked" : live === "none" ? "None" : "CodeIssued"
    const household = Sample.household(0, { account: { _tag: account } })
    const { identityMethod: _, ...unverified } = issue
    const answer = decide(
      rules,
      { ...unverified, channel, requestedBy, ...(method === undefined ? {} : { identityMethod: method }) },
      {
        case: known ? household : undefined,
        live: live === "none" ? undefined : Sample.accessCode(0, live === "over" ? { expiresAt: Sample.now } : {}),
        ...(reused ? { same: Sample.accessCode(0, { accessCodeId: issue.accessCodeId, state: "Redeemed" }) } : {})
      },
      Sample.now,
      system ? Sample.system : Sample.serviceCenter
    )
    if (!known) return refusedAs(answer, "NoSuchCase", "ACC-07")
    if (reused) return refusedAs(answer, "AccessCodeExists", "ACC-08")
    if (linked) return refusedAs(answer, "AccountLinked", "ACC-07")
    if (helper === "alone") return refusedAs(answer, "ConsumerNotPresent", "ACC-02")
    if (system ? channel === "phone" : method === undefined) return refusedAs(answer, "IdentityNotVerified", "ACC-03")
    const { mailHours, phoneHours } = Sample.policy().accessCode
    const { identityCheck: __, ...unchecked } = Sample.accessCode()
    const accessCode: AccessCode = {
      ...unchecked,
      accessCodeId: issue.accessCodeId,
      channel,
      requestedBy,
      // Nobody speaks with a system, whatever it says.
      ...(system || method === undefined
        ? {}
        : { identityCheck: { by: "servicecenter/representative", method, at: Sample.now } }),
      issuedBy: system ? "system/scheduler" : "servicecenter/representative",
      digest: "digest-9",
      expiresAt: Dates.plusHours(Sample.now, channel === "phone" ? phoneHours : mailHours)
    }
    const { accessCodeId } = Sample.accessCode()
    return acceptedAs(answer, [
      ...(live === "none"
        ? []
        : [
            {
              ...{ _tag: "AccessCodeMoved", accessCodeId, caseId, wrongTries: 0 },
              ...(live === "over" ? takes("expire", "Expired") : takes("supersede", "Superseded"))
            }
          ]),
      { _tag: "AccessCodeIssued", accessCode },
      { _tag: "CaseAccountMoved", caseId, account: { _tag: "CodeIssued" } }
    ])
  }
})

/** A code or an account in wrong hands is taken away. @category laws */
export const takenAway = make({
  id: "access-code-taken-away",
  sentence:
    "a code that waits is revoked without another one, a linked account is taken off a case by a verified consumer's representative or the exchange, and no code that linked it chooses an agent any more; each is told to the consumer once, and a new code can be issued then",
  rules: ["ACC-03", "ACC-06", "ACC-07", "ACC-08", "NOT-02"],
  runs: 400,
  input: fc.record({
    known: fc.constantFrom(true, true, true, false),
    account: fc.constantFrom("None" as const, "CodeIssued" as const, "Linked" as const, "Linked" as const),
    live: fc.boolean(),
    old: fc.integer({ min: 0, max: 2 }),
    revoke: fc.boolean(),
    identityMethod: fc.constantFrom(undefined, "personal-data" as const, "document" as const, "call-back" as const),
    actor: fc.constantFrom(Sample.serviceCenter, Sample.exchange)
  }),
  holds: ({ account, actor, identityMethod, known, live, old, revoke }, rules) => {
    const household = Sample.household(0, { account: { _tag: account } })
    const code = live ? Sample.accessCode() : undefined
    const redeemed = Array.from({ length: old }, (_, n) =>
      Sample.accessCode(0, {
        accessCodeId: Id.make(`old-${n}`),
        state: "Redeemed",
        redeemedAt: Dates.plusHours(Sample.now, -1)
      })
    )
    const command: Command = revoke
      ? { _tag: "RevokeAccessCode", caseId }
      : { _tag: "UnlinkAccount", caseId, ...(identityMethod === undefined ? {} : { identityMethod }) }
    const found = { case: known ? household : undefined, live: code, redeemed }
    const answer = decide(rules, command, found, Sample.now, actor)
    if (!known) return refusedAs(answer, "NoSuchCase", "ACC-07")
    if (revoke && !live) return refusedAs(answer, "NoCodeToRevoke", "ACC-08")
    if (!revoke && account !== "Linked") return refusedAs(answer, "NoAccountLinked", "ACC-07")
    if (!revoke && identityMethod === undefined && actor === Sample.serviceCenter)
      return refusedAs(answer, "IdentityNotVerified", "ACC-03")
    const events = eventsOf(answer)
    const after = events.reduce(
      (one, event) => (event._tag === "CaseAccountMoved" ? rules.case.evolve(one, event) : one),
      household
    )
    const told = rules.notice.fromEvents(
      events as ReadonlyArray<Event>,
      factsOf({ case: new Map([[caseId as string, after]]) }),
      Sample.context({ actor })
    )
    const isFree = !revoke || account === "CodeIssued"
    return all(
      same(after.account, isFree ? { _tag: "None" } : household.account, "the account"),
      same(
        events.flatMap((event) => (event._tag === "CaseAccountMoved" ? [event.identityMethod] : [])),
        isFree ? [revoke ? undefined : identityMethod] : [],
        "how the consumer was known"
      ),
      same(
        events.flatMap((event) => (event._tag === "AccessCodeMoved" ? [[event.accessCodeId, event.to]] : [])),
        revoke
          ? [[Sample.accessCode().accessCodeId, "Revoked"]]
          : redeemed.map(({ accessCodeId }) => [accessCodeId, "Spent"]),
        "what becomes of the codes"
      ),
      same(
        told.map(({ params, template, to }) => [to.role, template, params.what]),
        [["consumer", "NTC-18", revoke ? "revoked" : "unlinked"]],
        "what the consumer is told"
      ),
      same(
        decide(rules, issue, { case: after })._tag,
        after.account._tag === "Linked" ? "Refused" : "Accepted",
        "a new code"
      )
    )
  }
})

/** A live code, a matching text and a matching fact open a case, together. @category laws */
export const opensOnce = make({
  id: "access-code-opens-once",
  sentence:
    "a live code and a second fact link one account; anything else is refused with the same words, and a guess is counted",
  rules: ["ACC-01", "ACC-09", "ACC-10", "ACC-11"],
  runs: 1_000,
  fixes: ["accessCode.tries"],
  input: fc.record({
    state: fc.constantFrom(
      ...([
        "Issued",
        "Issued",
        "Issued",
        "Redeemed",
        "Spent",
        "Expired",
        "Superseded",
        "Revoked",
        "Locked",
        "none"
      ] as const)
    ),
    offset: fc.constantFrom(-1, -1, 0, 1),
    matches: fc.boolean(),
    fact: fc.constantFrom(
      { dob: "1980-05-17" },
      { zip: "95814" },
      { zip: "95814-0001" },
      { dob: "1980-05-18" },
      { zip: "95815" }
    ),
    wrongTries: fc.integer({ min: 0, max: 4 }),
    linked: fc.constantFrom(false, false, true)
  }),
  holds: ({ fact, linked, matches, offset, state, wrongTries }, rules) => {
    const live = state === "none" ? undefined : Sample.accessCode(0, { state, wrongTries })
    const at = Dates.plusMillis(Sample.accessCode().expiresAt, offset)
    const household = Sample.household(0, linked ? { account: { _tag: "Linked" } } : {})
    const answer = decide(rules, { ...redeem, fact }, { case: household, live, matches }, at)
    const dead = live === undefined || state !== "Issued" || offset >= 0 || linked
    if (dead) return refusedAs(answer, "CodeNotAccepted", "ACC-09")
    const { accessCodeId } = live
    const moved = { _tag: "AccessCodeMoved", accessCodeId, caseId }
    const right = matches && ("dob" in fact ? fact.dob === "1980-05-17" : fact.zip.startsWith("95814"))
    if (right) {
      const account = { _tag: "Linked", accountId }
      return acceptedAs(answer, [
        { ...moved, ...takes("redeem", "Redeemed"), wrongTries, at, accountId },
        { _tag: "CaseAccountMoved", caseId, account }
      ])
    }
    const step = wrongTries === 4 ? takes("lock", "Locked") : { to: "Issued" }
    return all(
      same(answer._tag, "Recorded", "the answer to a guess"),
      refusedAs(answer._tag === "Recorded" ? answer.refusal : answer, "CodeNotAccepted", "ACC-09"),
      same(eventsOf(answer), [{ ...moved, ...step, wrongTries: wrongTries + 1 }], "what a guess leaves behind")
    )
  }
})

/** A story of guesses: what was typed was right or wrong. */
const guesses = fc.array(fc.boolean(), { minLength: 1, maxLength: 12 })

/** Five wrong tries, then nothing. @category laws */
export const neverASixthTry = make({
  id: "access-code-never-a-sixth-try",
  sentence: "a code opens at most once and is looked at at most five times in vain, whatever comes after",
  rules: ["ACC-09", "ACC-10"],
  fixes: ["accessCode.tries"],
  input: guesses,
  holds: (guesses, rules) => {
    let code = Sample.accessCode()
    let household = Sample.household()
    let opened = 0
    let looked = 0
    for (const matches of guesses) {
      const live = code.state === "Issued" ? code : undefined
      const answer = decide(rules, redeem, { case: household, live, matches })
      if (answer._tag === "Recorded") looked += 1
      if (answer._tag === "Accepted") opened += 1
      for (const event of eventsOf(answer)) {
        if (event._tag === "AccessCodeMoved") code = rules.accessCode.evolve(code, event)
        if (event._tag === "CaseAccountMoved") household = rules.case.evolve(household, event)
      }
    }
    const first = guesses.indexOf(true)
    const wrong = first === -1 ? guesses.length : first
    return all(
      same(opened, wrong < 5 && first !== -1 ? 1 : 0, "the number of accounts linked"),
      same(looked, Math.min(wrong, 5), "the number of tries looked at")
    )
  }
})

/** What happens to a code is told to the consumer. @category laws */
export const toldToTheConsumer = make({
  id: "access-code-told-to-the-consumer",
  sentence:
    "the consumer, and nobody else, is told that a code was issued, by what way and until when, that it was redeemed, and that it is locked or revoked; a wrong try and a code that is replaced are no news, and no notice holds the code",
  rules: ["ACC-04", "ACC-09"],
  input: fc.record({
    what: fc.constantFrom(
      ...(["issued", "Issued", "Redeemed", "Spent", "Expired", "Superseded", "Revoked", "Locked"] as const)
    ),
    channel: fc.constantFrom(...(["phone", "mail"] as const))
  }),
  holds: ({ channel, what }, rules) => {
    const one = Sample.household()
    const code = Sample.accessCode(0, { channel, caseId: one.caseId })
    const { accessCodeId, caseId, expiresAt } = code
    const event: Event =
      what === "issued"
        ? { _tag: "AccessCodeIssued", accessCode: code }
        : { _tag: "AccessCodeMoved", accessCodeId, caseId, to: what, wrongTries: 1 }
    const facts = factsOf({ case: new Map([[caseId as string, one]]) })
    const notices = rules.notice.fromEvents([event], facts, Sample.context())
    const told = { issued: "issued", Redeemed: "redeemed", Locked: "locked", Revoked: "revoked" }[what as string]
    return all(
      same(
        notices.map(({ params, template, to }) => [to.role, to.email, template, params]),
        told === undefined
          ? []
          : [
              [
                ...["consumer", one.primaryContact.email, "NTC-18"],
                { what: told, ...(what === "issued" ? { expiresAt, channel } : {}) }
              ]
            ],
        "who is told what"
      )
    )
  }
})

/** A code is found for what it still does. @category laws */
export const foundForWhatItDoes = make({
  id: "access-code-found-for-what-it-does",
  sentence:
    "a case finds its code while it can be redeemed, and afterwards the one that has linked an account, until it is used up; every other code is found by its identifier alone",
  rules: ["ACC-08", "ACC-06"],
  input: fc.constantFrom<AccessCode["state"]>(
    "Issued",
    "Redeemed",
    "Spent",
    "Expired",
    "Superseded",
    "Revoked",
    "Locked"
  ),
  holds: (state, rules) => {
    const code = Sample.accessCode(1, { state })
    const key = (index: "id" | "live" | "redeemed") => rules.keyOf("accessCode", index, code)
    return all(
      same(key("live"), state === "Issued" ? code.caseId : undefined, "the live code"),
      same(key("redeemed"), state === "Redeemed" ? code.caseId : undefined, "the code that linked an account"),
      same(key("id"), code.accessCodeId, "the code by itself")
    )
  }
})

/** The laws of this module. @category laws */
export const laws = [
  mistakesAreNoticed,
  noSymbolIsPreferred,
  issuedToTheConsumer,
  takenAway,
  opensOnce,
  neverASixthTry,
  toldToTheConsumer,
  foundForWhatItDoes
] as ReadonlyArray<Law>
