import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import * as AccessCode from "../src/AccessCode.ts"
import type { Actor } from "../src/Actor.ts"
import * as Dates from "../src/CalendarDate.ts"
import type { Counselor } from "../src/Counselor.ts"
import type { EnrollmentEntity } from "../src/EnrollmentEntity.ts"
import * as Id from "../src/Id.ts"
import { calheers } from "../src/Policy.ts"
import * as Sample from "./fixture/sample.ts"

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
const code = fc.uint8Array({ minLength: 9, maxLength: 9 }).map(AccessCode.fromBytes)

describe("AccessCode: symbols", () => {
  it("is ten symbols without I, L, O and U, shown in two groups of five", () => {
    const zero = AccessCode.fromBytes(new Uint8Array(9))
    assert.strictEqual(AccessCode.toText(zero), "00000-00000")
    fc.assert(
      fc.property(code, (one) => /^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/.test(AccessCode.toText(one))),
      { seed: 1 }
    )
  })

  it("gives every symbol the same chance at every place, also for bytes of one value only [E1]", () => {
    for (let place = 0; place < 9; place++) {
      const counts = new Map<string, number>()
      for (let byte = 0; byte < 256; byte++) {
        const bytes = new Uint8Array(9)
        bytes[place] = byte
        const symbol = AccessCode.fromBytes(bytes)[place] as string
        counts.set(symbol, (counts.get(symbol) ?? 0) + 1)
      }
      assert.deepStrictEqual([...counts.values()], Array(32).fill(8))
    }
    assert.isDefined(AccessCode.format.read(AccessCode.fromBytes(new Uint8Array(9).fill(255))))
    assert.throws(() => AccessCode.fromBytes(new Uint8Array(8)), RangeError)
  })

  it("leaves a guesser at most one chance in 2^32 over the life of a code [E2]", () => {
    assert.isAtLeast(45 - Math.log2(calheers.accessCode.tries), 32)
  })

  it("reads what people type: any case, spaces, hyphens, O for zero, I and L for one [E8]", () => {
    fc.assert(
      fc.property(code, (one) => {
        const text = AccessCode.toText(one)
        return [text, text.toLowerCase(), ` ${text} `, text.replace("-", ""), [...one].join(" ")]
          .concat(one.replace(/0/g, "o").replace(/1/g, "l"), one.replace(/1/g, "I"))
          .every((typed) => AccessCode.format.read(typed) === one)
      }),
      { seed: 2 }
    )
  })

  it.each([
    "",
    "00000-0000",
    "00000-000000",
    "UUUUU-UUUUU",
    "٠٠٠٠٠٠٠٠٠٠",
    "００００００００００",
    "00000-0000\n0",
    "ОООООООООО",
    "0000000000'"
  ])("refuses %j", (typed) => assert.isUndefined(AccessCode.format.read(typed)))

  it("finds every single wrong symbol and every swap of neighbours", () => {
    fc.assert(
      fc.property(code, (one) => {
        for (let place = 0; place < 10; place++) {
          for (const symbol of alphabet) {
            const wrong = one.slice(0, place) + symbol + one.slice(place + 1)
            if (wrong !== one && AccessCode.format.read(wrong) !== undefined) return false
          }
          const swapped = one.slice(0, place) + (one[place + 1] ?? "") + one[place] + one.slice(place + 2)
          if (place < 9 && swapped !== one && AccessCode.format.read(swapped) !== undefined) return false
        }
        return true
      }),
      { seed: 3 }
    )
  })
})

const issue: AccessCode.Command & { readonly _tag: "IssueAccessCode" } = {
  _tag: "IssueAccessCode",
  accessCodeId: Id.make("code-1"),
  caseId: Sample.caseId(),
  channel: "phone",
  requestedBy: { _tag: "Consumer" },
  identityMethod: "document"
}
const redeem: AccessCode.Command = {
  _tag: "RedeemAccessCode",
  caseId: Sample.caseId(),
  accountId: Id.make("account-1"),
  fact: { dob: "1980-05-17" }
}
const facts = (over: Partial<AccessCode.Facts> = {}): AccessCode.Facts => ({
  case: Sample.household(),
  live: undefined,
  digest: "digest-1",
  ...over
})
const decide = (command: AccessCode.Command, over: Partial<AccessCode.Facts> = {}, at = Sample.now) =>
  AccessCode.decide(command, facts(over), Sample.context({ at }))
const answer = (...args: Parameters<typeof decide>) => {
  const decided = decide(...args)
  const events = "events" in decided ? decided.events.map((event) => ("to" in event ? event.to : event._tag)) : []
  const refusal = decided._tag === "Accepted" ? [] : [decided._tag === "Refused" ? decided.rule : decided.refusal.rule]
  return [...refusal, ...events]
}

describe("AccessCode: issuing", () => {
  it("issues a code to a verified consumer, for 72 hours by phone and 30 days by mail [ACC-03 ACC-10]", () => {
    const until = (channel: AccessCode.Channel) => {
      const decided = decide({ ...issue, channel })
      const [issued] = "events" in decided ? decided.events : []
      return issued?._tag === "AccessCodeIssued" ? issued.accessCode.expiresAt : undefined
    }
    assert.strictEqual(until("phone"), Dates.plusHours(Sample.now, 72))
    assert.strictEqual(until("mail"), Dates.plusHours(Sample.now, 720))
  })

  it("keeps the digest, never the code, and who asked [ACC-09]", () => {
    const requestedBy = { _tag: "Pbe", helperId: Id.make<Id.UserId>("enroller-7"), consumerPresent: true } as const
    assert.deepNestedInclude(decide({ ...issue, requestedBy }), {
      "events[0].accessCode.digest": "digest-1",
      "events[0].accessCode.requestedBy": requestedBy
    })
  })

  it("keeps who issued it, and who made sure of the consumer, how and when [ACC-12]", () => {
    const by = "servicecenter/representative"
    const context = Sample.context({ actor: Sample.serviceCenter })
    assert.deepNestedInclude(AccessCode.decide(issue, facts(), context), {
      "events[0].accessCode.issuedBy": by,
      "events[0].accessCode.identityCheck": { by, method: "document", at: Sample.now }
    })
    const letter = AccessCode.decide({ ...issue, channel: "mail" }, facts(), Sample.context({ actor: Sample.system }))
    assert.notNestedProperty(letter, "events[0].accessCode.identityCheck")
  })

  it("takes a counselor of the register, who may help today, for a helper [ACC-02]", () => {
    const counselorId = Id.make<Id.UserId>("cec-7")
    const counselor: Counselor = {
      counselorId,
      entityId: Id.make("open-door"),
      name: Sample.household().primaryContact.name,
      state: { _tag: "Active", since: Sample.now }
    }
    const entity: EnrollmentEntity = {
      entityId: counselor.entityId,
      name: "Open Door" as EnrollmentEntity["name"],
      certification: { _tag: "Certified", since: Sample.now, through: Sample.today }
    }
    const asked = { ...issue, requestedBy: { _tag: "Cec", counselorId, consumerPresent: true } } as const
    const because = (over: Partial<AccessCode.Facts>, at = Sample.now) => {
      const decided = decide(asked, over, at)
      return decided._tag === "Refused" ? [decided.rule, decided.facts.gaps] : decided._tag
    }
    const tomorrow = Dates.plusHours(Sample.now, 24)
    assert.strictEqual(because({ counselor: { counselor, entity } }), "Accepted")
    assert.deepStrictEqual(because({ counselor: { counselor, entity } }, tomorrow), [
      "ACC-02",
      ["entity-not-certified"]
    ])
    assert.deepStrictEqual(because({}), ["ACC-02", ["not-on-record"]])
  })

  it("keeps the account that it linked [ACC-01]", () => {
    const code = decide(redeem, { live: Sample.accessCode(), matches: true })
    const [step] = "events" in code ? code.events : []
    assert.strictEqual(
      step?._tag === "AccessCodeMoved" && AccessCode.evolve(Sample.accessCode(), step).redeemedAccountId,
      Id.make<Id.AccountId>("account-1")
    )
  })

  it("keeps an empty digest, which nothing matches, when none was made", () => {
    const { digest: _, ...without } = facts()
    assert.deepNestedInclude(AccessCode.decide(issue, without, Sample.context()), { "events[0].accessCode.digest": "" })
  })

  it("supersedes the code before [ACC-08]", () => {
    assert.deepStrictEqual(answer(issue, { live: Sample.accessCode() }), [
      "Superseded",
      "AccessCodeIssued",
      "CaseAccountMoved"
    ])
  })

  it("refuses without the consumer, without verification, and for a linked or unknown case", () => {
    const helper = { _tag: "Pbe", helperId: Id.make<Id.UserId>("enroller-7"), consumerPresent: false } as const
    const { identityMethod: _, ...unverified } = issue
    const linked = Sample.household(0, { account: { _tag: "Linked" } })
    assert.deepStrictEqual(answer({ ...issue, requestedBy: helper }), ["ACC-02"])
    assert.deepStrictEqual(answer(unverified), ["ACC-03"])
    assert.deepStrictEqual(answer(issue, { case: linked }), ["ACC-07"])
    assert.deepStrictEqual(answer(issue, { case: undefined }), ["ACC-07"])
  })
})

describe("AccessCode: redeeming", () => {
  const live = Sample.accessCode()

  it("links the account with the right code and the right date of birth or ZIP [ACC-11]", () => {
    const expected = ["Redeemed", "CaseAccountMoved"]
    assert.deepStrictEqual(answer(redeem, { live, matches: true }), expected)
    assert.deepStrictEqual(answer({ ...redeem, fact: { zip: "95814" } }, { live, matches: true }), expected)
    assert.deepStrictEqual(answer({ ...redeem, fact: { zip: "95815" } }, { live, matches: true }), ["ACC-09", "Issued"])
    const long = Sample.household(0)
    const withFour = {
      ...long,
      primaryContact: {
        ...long.primaryContact,
        address: { ...long.primaryContact.address, zip: "95814-1234" as typeof long.primaryContact.address.zip }
      }
    }
    const byZip = { ...redeem, fact: { zip: "95814-9999" } } as const
    assert.deepStrictEqual(answer(byZip, { live, matches: true, case: withFour }), expected)
    assert.deepStrictEqual(answer({ ...redeem, fact: { dob: "1980-05-18" } }, { live, matches: true }), [
      "ACC-09",
      "Issued"
    ])
  })

  it("counts wrong tries and is locked at the fifth, whoever guesses [ACC-10]", () => {
    let code = live
    const states = Array.from({ length: 5 }, () => {
      const decided = decide(redeem, { live: code, matches: false })
      for (const event of "events" in decided ? decided.events : [])
        if (event._tag === "AccessCodeMoved") code = AccessCode.evolve(code, event)
      return `${code.wrongTries} ${code.state}`
    })
    assert.deepStrictEqual(states, ["1 Issued", "2 Issued", "3 Issued", "4 Issued", "5 Locked"])
    assert.deepStrictEqual(answer(redeem, { live: code, matches: true }), ["ACC-09"])
  })

  it("lives up to its last millisecond and no longer", () => {
    const last = Dates.plusMillis(live.expiresAt, -1)
    assert.strictEqual(answer(redeem, { live, matches: true }, last)[0], "Redeemed")
    assert.deepStrictEqual(answer(redeem, { live, matches: true }, live.expiresAt), ["ACC-09"])
    assert.isTrue(AccessCode.isLive(live, last))
    assert.isFalse(AccessCode.isLive(live, live.expiresAt))
    assert.strictEqual(AccessCode.stateAt(live, last), "Issued")
    assert.strictEqual(AccessCode.stateAt(live, live.expiresAt), "Expired")
    assert.strictEqual(AccessCode.stateAt({ ...live, state: "Spent" }, live.expiresAt), "Redeemed")
  })

  it("has expired when its time is over: the next code does not replace it, and nobody revokes it [ACC-08]", () => {
    const replaced = decide(issue, { live })
    const step = { trigger: "supersede", from: "Issued", to: "Superseded" }
    assert.deepInclude("events" in replaced && (replaced.events[0] as object), step)
    assert.deepStrictEqual(answer(issue, { live }, live.expiresAt)[0], "Expired")
    assert.deepStrictEqual(answer({ _tag: "RevokeAccessCode", caseId: Sample.caseId() }, { live }, live.expiresAt), [
      "ACC-09"
    ])
  })

  it("says the same whatever is wrong [E4]", () => {
    const refusals = [
      decide(redeem),
      decide(redeem, { case: undefined }),
      decide(redeem, { case: undefined, live, matches: true }),
      decide(redeem, { live, matches: false }),
      decide(redeem, { live: { ...live, state: "Redeemed" }, matches: true }),
      decide(redeem, { live, matches: true }, live.expiresAt),
      decide(redeem, { live, matches: true, case: Sample.household(0, { account: { _tag: "Linked" } }) })
    ].map((one) => JSON.stringify(one._tag === "Recorded" ? one.refusal : one))
    assert.strictEqual(new Set(refusals).size, 1)
  })
})

describe("AccessCode: taking away", () => {
  const revoke = { _tag: "RevokeAccessCode", caseId: Sample.caseId() } as const
  const unlink = { _tag: "UnlinkAccount", caseId: Sample.caseId() } as const
  const linked = { case: Sample.household(0, { account: { _tag: "Linked" } }) }
  const waiting = { case: Sample.household(0, { account: { _tag: "CodeIssued" } }), live: Sample.accessCode() }
  const by = (actor: Actor, command: AccessCode.Command, over: Partial<AccessCode.Facts>) => {
    const decided = AccessCode.decide(command, facts(over), Sample.context({ actor }))
    return decided._tag === "Refused" ? decided.code : "events" in decided ? decided.events : []
  }

  it("revokes the code that waits, and the case waits for none any more [ACC-08]", () => {
    assert.deepStrictEqual(answer(revoke, waiting), ["Revoked", "CaseAccountMoved"])
    const account = { _tag: "CaseAccountMoved", caseId: Sample.caseId(), account: { _tag: "None" } } as const
    const [, event] = by(Sample.exchange, revoke, waiting) as ReadonlyArray<AccessCode.Event>
    assert.deepEqual<unknown>(event, { ...account, from: "CodeIssued" })
    assert.deepStrictEqual(answer(revoke, { ...waiting, case: Sample.household() }), ["Revoked"])
    assert.strictEqual(by(Sample.exchange, revoke, { case: waiting.case }), "NoCodeToRevoke")
    assert.strictEqual(by(Sample.exchange, revoke, { ...waiting, case: undefined }), "NoSuchCase")
  })

  it("takes an account off a case, for a consumer whom the service center knows, and for the exchange [ACC-03 ACC-07]", () => {
    const events = [
      { _tag: "CaseAccountMoved", caseId: Sample.caseId(), account: { _tag: "None" }, from: "Linked" }
    ] as const
    assert.deepStrictEqual(by(Sample.exchange, unlink, linked), events)
    assert.strictEqual(by(Sample.serviceCenter, unlink, linked), "IdentityNotVerified")
    assert.deepStrictEqual(by(Sample.serviceCenter, { ...unlink, identityMethod: "call-back" }, linked), [
      { ...events[0], identityMethod: "call-back" }
    ])
    assert.strictEqual(by(Sample.exchange, unlink, waiting), "NoAccountLinked")
  })

  it("remembers when it was redeemed [ACC-06]", () => {
    const moved = { _tag: "AccessCodeMoved", accessCodeId: Sample.accessCode().accessCodeId, from: "Issued" } as const
    const step = { ...moved, caseId: Sample.caseId(), wrongTries: 0 }
    const after = (over: Pick<AccessCode.Event & { readonly _tag: "AccessCodeMoved" }, "to" | "at">) =>
      AccessCode.evolve(Sample.accessCode(), { ...step, ...over } as AccessCode.Event)
    assert.strictEqual(after({ to: "Redeemed", at: Sample.now }).redeemedAt, Sample.now)
    assert.notProperty(after({ to: "Locked" }), "redeemedAt")
  })

  it("ends the code that linked the account, so that it chooses no agent [ACC-06]", () => {
    const code = Sample.accessCode(0, { state: "Redeemed", redeemedAt: Sample.now })
    const events = by(Sample.exchange, unlink, { ...linked, redeemed: [code] })
    const moved = (events as ReadonlyArray<AccessCode.Event>).filter(({ _tag }) => _tag === "AccessCodeMoved")
    const after = moved.reduce(AccessCode.evolve, code)
    assert.isTrue(AccessCode.mayChoose(code, Sample.now))
    assert.isFalse(AccessCode.mayChoose(after, Sample.now))
  })

  it("lets the system send letters and nothing else [ACC-05]", () => {
    const { identityMethod, ...unverified } = issue
    const letter = { ...unverified, channel: "mail" } as const
    assert.isArray(by(Sample.system, letter, {}))
    assert.strictEqual(
      by(Sample.system, { ...letter, channel: "phone", identityMethod: "document" }, {}),
      "IdentityNotVerified"
    )
    assert.strictEqual(by(Sample.serviceCenter, letter, {}), "IdentityNotVerified")
  })
})
