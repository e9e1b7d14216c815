import * as MailAddress from "@agencybook/email/MailAddress"
import { assert, describe, it } from "@effect/vitest"
import * as Result from "effect/Result"
import * as fc from "fast-check"
import { hostile } from "./fixture/messages.ts"

const accepted = (text: string) => Result.getOrElse(MailAddress.parse(text), () => "refused")

const problem = (result: Result.Result<unknown, MailAddress.TextRefused>) =>
  Result.match(result, { onSuccess: () => "accepted", onFailure: (refused) => refused.problem })

describe("MailAddress.parse", () => {
  it("accepts plain addresses and lowers the domain only", () => {
    assert.strictEqual(accepted("Ann.O'Brien+agency@Agency.Example"), "Ann.O'Brien+agency@agency.example")
    assert.strictEqual(accepted("a@b.co"), "a@b.co")
    assert.strictEqual(accepted(`${"a".repeat(64)}@b.example`), `${"a".repeat(64)}@b.example`)
  })

  it("turns a domain outside ASCII into A-labels", () => {
    assert.strictEqual(accepted("a@bücher.example"), "a@xn--bcher-kva.example")
    assert.strictEqual(accepted("a@BÜCHER.example"), "a@xn--bcher-kva.example")
    assert.strictEqual(accepted("a@xn--bcher-kva.example"), "a@xn--bcher-kva.example")
    assert.strictEqual(accepted("a@аpple.example"), "a@xn--pple-43d.example")
  })

  it("accepts nothing else from the hostile corpus", () => {
    assert.deepStrictEqual(
      hostile.filter((text) => accepted(text) !== "refused"),
      ["a@bücher.example", "a@BÜCHER.example", "a@xn--bcher-kva.example", "a@аpple.example"]
    )
  })

  for (const [text, expected] of [
    ["", "empty"],
    ["a@b.example\r\nBcc: x@y.example", "control"],
    ["a\u0085@b.example", "control"],
    ["\uD800@b.example", "brokenText"],
    ["=?utf-8?q?x?=@b.example", "encodedWord"],
    [`a@${"b.".repeat(150)}example`, "tooLong"],
    ["Ann <a@b.example>", "notOneAddress"],
    ["a@b.example, c@d.example", "notOneAddress"],
    ['"a"@b.example', "notOneAddress"],
    ["a(x)@b.example", "notOneAddress"],
    ["a@b@c.example", "notOneAddress"],
    ["a@[192.0.2.1]", "notOneAddress"],
    ["ann", "notOneAddress"],
    ["a..b@b.example", "localPart"],
    [".a@b.example", "localPart"],
    ["a.@b.example", "localPart"],
    ["@b.example", "localPart"],
    ["a%c@b.example", "localPart"],
    ["c!a@b.example", "localPart"],
    ["ä@b.example", "localPart"],
    [`${"a".repeat(65)}@b.example`, "localTooLong"],
    ["a@b", "domain"],
    ["a@localhost", "domain"],
    ["a@b..example", "domain"],
    ["a@.b.example", "domain"],
    ["a@b.example.", "domain"],
    ["a@-b.example", "domain"],
    ["a@b-.example", "domain"],
    ["a@b_c.example", "domain"],
    ["a@192.0.2.1", "domain"],
    ["a@0x7f.1", "domain"],
    ["a@xn--a.example", "domain"],
    ["a@ｅxample.com", "domain"],
    ["a@ex%61mple.com", "domain"],
    ["a@b\u200db.example", "domain"],
    ["a@b。example", "domain"],
    [`a@${"b".repeat(64)}.example`, "domain"]
  ] as const) {
    it(`refuses ${JSON.stringify(text.slice(0, 40))} because of \`${expected}\``, () => {
      assert.strictEqual(problem(MailAddress.parse(text)), expected)
    })
  }

  it("is idempotent and yields one ASCII address on every accepted text", () => {
    const atom = fc.stringMatching(/^[a-zA-Z0-9.+_äß=?@%"-]{0,12}$/)
    fc.assert(
      fc.property(atom, fc.oneof(fc.domain(), atom), (local, domain) => {
        const result = MailAddress.parse(`${local}@${domain}`)
        if (Result.isFailure(result)) return
        assert.match(result.success, /^[\x21-\x7e]+$/)
        assert.strictEqual(result.success.split("@").length, 2)
        assert.strictEqual(accepted(result.success), result.success)
      }),
      { numRuns: 1000 }
    )
  })
})

describe("MailAddress.parseName", () => {
  it("keeps the names of people", () => {
    for (const name of ["", "O'Brien-Śmith", "Nguyễn Thị", "د. علي", "X Æ A-12", "Ng", "A <b@x.org>, c@y.org"]) {
      assert.strictEqual(Result.getOrThrow(MailAddress.parseName(name)), name)
    }
  })

  for (const [name, expected] of [
    ["A\r\nBcc: x", "control"],
    ["A\tB", "control"],
    ["A\u2028B", "control"],
    ["A\u00a0B", "space"],
    ["\uDC00", "brokenText"],
    ["=?utf-8?q?=0D=0ABcc:_x?=", "encodedWord"],
    ["x".repeat(201), "tooLong"]
  ] as const) {
    it(`refuses ${JSON.stringify(name.slice(0, 40))} because of \`${expected}\``, () => {
      assert.strictEqual(problem(MailAddress.parseName(name)), expected)
    })
  }
})
