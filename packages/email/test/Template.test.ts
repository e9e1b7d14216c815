import type { Notice, Template as NoticeTemplate, Recipient } from "@agencybook/core/Notice"
import * as Template from "@agencybook/email/Template"
import type { Line, Words } from "@agencybook/email/Wording"
import { assert, describe, it } from "@effect/vitest"
import { notice, params, queuedAt, roles } from "./fixture/notices.ts"

const about = { exchange: "Example Exchange", queuedAt, timeZone: "America/Los_Angeles" }

const plain = (line: Line): string => line.map((piece) => (typeof piece === "string" ? piece : piece.value)).join("")

const everything = (words: Words): string =>
  [
    words.subject,
    ...words.paragraphs.map(plain),
    ...(words.facts ?? []).map(([label, value]) => `${label}: ${value}`),
    ...(words.next?.items.map(plain) ?? []),
    words.action ?? ""
  ].join("\n")

// Nobody but the consumer and the counselor is told of counselors.
const isTold = (role: Recipient["role"], given: Notice["params"]) =>
  !("counselorName" in given) || role === "consumer" || role === "counselor"
const variants = Template.all.flatMap((template) =>
  roles.flatMap((role) =>
    params[template].filter((given) => isTold(role, given)).map((given) => ({ template, role, given }))
  )
)

const wordsOf = (template: NoticeTemplate, role: Recipient["role"], given?: (typeof params)["NTC-01"][number]) =>
  Template.words(notice(template, role, given), about)

describe("Template.words", () => {
  it("has words for every template, role and variant", () => {
    for (const { given, role, template } of variants) {
      const words = wordsOf(template, role, given)
      assert.isAbove(words.subject.length, 8)
      assert.isAbove(words.paragraphs.length, 0)
      assert.notMatch(everything(words).replace(/: undefined$/gm, ""), /undefined|NaN|\[object|`| {2}/)
      for (const line of [...words.paragraphs, ...(words.next?.items ?? [])]) {
        assert.match(plain(line), /^[A-Z0-9].*[.]$/, `${template} ${role}`)
      }
    }
  })

  it("has words for every template and role without any fact, and with facts of no meaning", () => {
    for (const template of Template.all) {
      for (const role of roles) {
        for (const value of [undefined, "", "nonsense", "__proto__", -1]) {
          const keys = Object.keys(Object.assign({}, ...params[template]))
          const given = value === undefined ? {} : Object.fromEntries(keys.map((key) => [key, value]))
          const words = wordsOf(template, role, given)
          for (const line of [...words.paragraphs, ...(words.next?.items ?? [])]) {
            assert.notMatch(plain(line), /undefined|NaN|\[object|^ | {2}|^\.| \./)
          }
        }
      }
    }
  })

  it("writes the templates of the domain description for its audiences, and nothing for anybody else", () => {
    const audience = (role: Recipient["role"]) => Template.all.filter((template) => Template.isFor(template, role))
    assert.deepStrictEqual(audience("consumer"), ["NTC-13", "NTC-14", "NTC-15", "NTC-16", "NTC-17", "NTC-18"])
    assert.deepStrictEqual(audience("counselor"), ["NTC-12", "NTC-15"])
    assert.deepStrictEqual(audience("signer"), ["NTC-04"])
    const shared: ReadonlyArray<NoticeTemplate> = [
      ...([
        "NTC-01",
        "NTC-05",
        "NTC-06",
        "NTC-07",
        "NTC-08",
        "NTC-09",
        "NTC-12",
        "NTC-15",
        "NTC-16",
        "NTC-26",
        "NTC-27",
        "NTC-29",
        "NTC-32"
      ] as const)
    ]
    assert.deepStrictEqual(audience("manager"), [...shared, "NTC-04", "NTC-10", "NTC-25", "NTC-30"].sort())
    const extranet: ReadonlyArray<NoticeTemplate> = ["NTC-20", "NTC-21", "NTC-22", "NTC-23", "NTC-24", "NTC-25"]
    const own: ReadonlyArray<NoticeTemplate> = [
      "NTC-02",
      "NTC-03",
      "NTC-04",
      "NTC-11",
      "NTC-19",
      "NTC-28",
      "NTC-31",
      ...extranet
    ]
    assert.deepStrictEqual(audience("agent"), [...shared, ...own].sort())
    assert.deepStrictEqual(audience("staff"), ["NTC-10"])
    for (const { given, role, template } of variants) {
      if (Template.isFor(template, role)) continue
      const text = everything(wordsOf(template, role, given))
      for (const value of Object.values(given)) {
        if (String(value).length > 2) assert.notInclude(text, String(value))
      }
    }
  })

  it("says who withdrew a request, and how a case went over to another agent [NOT-02]", () => {
    const reasonOf = (given: Notice["params"]) => wordsOf("NTC-15", "agent", given).facts?.[0]?.[1]
    const cancelled = { consumer: "Maria G.", reason: "request-cancelled" }
    assert.strictEqual(reasonOf({ ...cancelled, by: "Exchange" }), "The exchange closed the request")
    assert.strictEqual(reasonOf({ ...cancelled, by: "Consumer" }), "The consumer withdrew the request")
    const replaced = { consumer: "Maria G.", reason: "replaced" }
    assert.strictEqual(reasonOf(replaced), "The consumer chose another agent")
    assert.notInclude(reasonOf({ ...replaced, successor: "claim" }) ?? "", "chose")
  })

  it("says whether the agent or the agency gave a case back [NOT-02]", () => {
    const text = (role: "agent" | "consumer", by: string) =>
      everything(wordsOf("NTC-15", role, { agentName: "Dee Fox", consumer: "Maria G.", reason: "relinquished", by }))
    assert.include(text("consumer", "Manager"), "The agency of Dee Fox has given your case back to you")
    assert.include(text("agent", "Manager"), "The manager of the agency gave the case back to the consumer")
    for (const role of ["agent", "consumer"] as const) assert.notInclude(text(role, "Agent"), "agency")
  })

  it("names the license number wherever a consumer reads about an agent [NOT-01]", () => {
    for (const { given, role, template } of variants) {
      // Counselors have no licence.
      if (role !== "consumer" || !Template.isFor(template, role) || "counselorName" in given) continue
      const text = everything(wordsOf(template, role, given))
      const numbers = { "Ann O'Brien": "1H12345", "Dee Fox": "2F54321" }
      const named = Object.entries(numbers).filter(([name]) => text.includes(name))
      for (const [, number] of named) assert.match(text, new RegExp(`icense number[^:]*: ${number}`))
      if (named.length === 0) assert.strictEqual(template, "NTC-18")
    }
  })

  it("keeps subjects free of names, numbers and codes, and every template its own subject [C5]", () => {
    const seen = new Map<string, string>()
    for (const { given, role, template } of variants) {
      const { subject } = wordsOf(template, role, given)
      assert.match(subject, /^[A-Za-z’ ]+$/)
      for (const value of ["Maria", "Ann", "O'Brien", "Fox", "Golden"]) assert.notInclude(subject, value)
      if (!Template.isFor(template, role)) continue
      const other = seen.get(subject)
      assert.isTrue(other === undefined || other === template, subject)
      seen.set(subject, template)
    }
  })

  it("shows in each mail only the facts listed for it [C9]", () => {
    const canary = "CANARY-9f2"
    for (const { given, role, template } of variants) {
      const more = Object.fromEntries(
        ["consumerName", "lastName", "email", "phone", "dob", "ssn", "code", "password", "token", "secret"].map(
          (key) => [key, canary]
        )
      )
      assert.notInclude(everything(wordsOf(template, role, { ...given, ...more })), canary)
    }
  })

  it("tells a helper in NTC-10 what the level may do, and never that plans may be chosen [STF-04]", () => {
    const [first, second] = params["NTC-10"]
    const [one, two] = [first, second].map((given) => everything(wordsOf("NTC-10", "staff", given)))
    assert.notInclude(one, "move consumers")
    assert.include(two, "move consumers between agents")
    assert.include(two, "Staff number for calls to the service center: A1234")
    for (const text of [one, two]) assert.include(text, "You cannot choose plans for consumers")
    const toManager = everything(wordsOf("NTC-10", "manager", first))
    assert.include(toManager, "approved Pat Soto. We have sent the person a link to activate the account.")
    assert.include(toManager, "You can send a new one in the portal.")
  })

  it("words NTC-13 by answer", () => {
    const subject = (answer: string) => wordsOf("NTC-13", "consumer", { agentName: "Ann Lee", answer }).subject
    assert.strictEqual(subject("Active"), "Your agent has accepted your request")
    assert.strictEqual(subject("Declined"), "Your agent request was declined")
    assert.strictEqual(subject("Expired"), "Your agent request was not answered in time")
  })

  it("invites whoever has applied with help to an account of the own, by the number of the case and without a code [DEL-14 ACC-03]", () => {
    const started = { answer: "Active", origin: "agent-started", agentName: "Ann Lee", agentLicence: "1H10001" }
    const counselor = { answer: "Active", origin: "counselor-started", counselorName: "Cleo Nash" }
    for (const given of [started, counselor]) {
      const words = wordsOf("NTC-13", "consumer", { ...given, caseNumber: "10000001" })
      const text = everything(words)
      assert.include(text, "Case number: 10000001")
      assert.include(text, "Call us with your case number and ask for an access code.")
      assert.include(text, "give the code to you alone, by phone or by post, never by e-mail")
      assert.strictEqual(words.action, "Create your account")
      const linked = wordsOf("NTC-13", "consumer", given)
      assert.notInclude(everything(linked), "access code")
      assert.notStrictEqual(linked.action, "Create your account")
    }
  })

  it("speaks of a counselor where a notice names one, never of an agent or a license, and says that help is free [ENT-01]", () => {
    const named = { counselorName: "Cleo Nash", entityName: "Open Door" }
    const subject = (template: NoticeTemplate, more: object) =>
      wordsOf(template, "consumer", { ...named, ...more }).subject
    assert.strictEqual(subject("NTC-13", { answer: "Active" }), "Your counselor has accepted your request")
    assert.strictEqual(subject("NTC-13", { answer: "Declined" }), "Your counselor request was declined")
    assert.strictEqual(subject("NTC-13", { answer: "Expired" }), "Your counselor request was not answered in time")
    assert.strictEqual(subject("NTC-15", { reason: "request-cancelled" }), "Your counselor request was closed")
    assert.strictEqual(subject("NTC-15", { reason: "relinquished" }), "You no longer have this counselor")
    for (const template of ["NTC-13", "NTC-14", "NTC-15"] as const)
      for (const given of params[template].filter((one) => "counselorName" in one)) {
        const text = everything(wordsOf(template, "consumer", given))
        assert.notMatch(text, /agent|license/i)
        assert.include(text, "Organization: Open Door")
      }
    for (const [template, given] of [
      ["NTC-13", { ...named, answer: "Active" }],
      ["NTC-14", named]
    ] as const)
      assert.include(everything(wordsOf(template, "consumer", given)), "Counselors help you for free.")
    const asked = everything(wordsOf("NTC-12", "counselor", { ...named, consumer: "Maria G.", state: "Requested" }))
    assert.include(asked, "Maria G. would like you to help with an application")
    const waits = { ...named, consumer: "Maria G.", state: "Requested", reminder: 1 }
    assert.strictEqual(wordsOf("NTC-12", "counselor", waits).subject, "A consumer still waits for your answer")
    assert.include(everything(wordsOf("NTC-12", "counselor", waits)), "Maria G. has asked you for help")
    const lost = everything(wordsOf("NTC-15", "counselor", { ...named, consumer: "Maria G.", reason: "replaced" }))
    assert.include(lost, "Reason: The consumer chose somebody else")
  })

  it("words NTC-16 for the consumer with both agents, and as a digest with a count for agents", () => {
    const [many, one] = params["NTC-16"]
    const consumer = everything(wordsOf("NTC-16", "consumer", many))
    assert.include(consumer, "Since November 23, 2026, Ann O'Brien is your agent")
    assert.include(consumer, "To choose another agent")
    assert.include(consumer, "Dee Fox was your agent until then")
    assert.include(everything(wordsOf("NTC-16", "agent", many)), "12 consumers of Example Exchange were transferred")
    assert.include(everything(wordsOf("NTC-16", "manager", one)), "1 consumer of Example Exchange was transferred")
  })

  it("tells in NTC-14 who and when, and asks whether it was the reader", () => {
    const text = everything(wordsOf("NTC-14", "consumer"))
    for (const part of ["Ann O'Brien", "1H12345", "November 23, 2026, 8:59 AM PST"]) assert.include(text, part)
    assert.strictEqual(wordsOf("NTC-14", "consumer").next?.title, "Was this not you?")
  })

  it("tells in NTC-14 of a consent that somebody else recorded, and how to take it back [CON-01]", () => {
    const at = "2026-11-23T16:59:00.000Z"
    const of = (by: string) =>
      wordsOf("NTC-14", "consumer", { ...{ agentName: "Ann O'Brien", at }, ...{ what: "consent", by } })
    assert.strictEqual(of("Agent").subject, "A consent was recorded in your name")
    assert.include(everything(of("Agent")), "Ann O'Brien recorded that you agreed")
    assert.include(everything(of("ServiceCenter")), "Example Exchange recorded that you agreed")
    assert.include(everything(of("Agent")), "take the consent back now")
  })

  it("tells in NTC-17 the agent, the passcode it is given, and not to share it", () => {
    const given = (role: Recipient["role"]) =>
      everything(Template.words(notice("NTC-17", role), { ...about, secret: "BCDF-GHJK" }))
    for (const part of ["Ann O'Brien", "BCDF-GHJK", "Do not share the passcode unless you want this agent."])
      assert.include(given("consumer"), part)
    assert.include(given("consumer"), "The passcode works until: November 23, 2026, 9:10 AM PST")
    assert.notInclude(given("agent"), "BCDF-GHJK")
    assert.notInclude(everything(wordsOf("NTC-17", "consumer")), "passcode-1")
  })

  it("tells in NTC-18 how long a code lives in the time of the exchange, and never the code [ACC-04]", () => {
    const text = everything(wordsOf("NTC-18", "consumer", { ...params["NTC-18"][0], code: "BCDFG-HJKLM" }))
    assert.include(text, "The code works until: November 26, 2026, 9:00 AM PST")
    assert.notInclude(text, "BCDFG")
    const summer = { what: "issued", expiresAt: "2026-07-04T06:30:00.000Z", channel: "mail" }
    assert.include(everything(wordsOf("NTC-18", "consumer", summer)), "July 3, 2026, 11:30 PM PDT")
  })

  it("tells in NTC-19 how many rows to fetch until when [BOB-12]", () => {
    const text = everything(wordsOf("NTC-19", "agent"))
    assert.include(text, "It has 1298 rows.")
    assert.include(text, "Fetch it until: November 24, 2026, 9:00 AM PST")
    assert.include(everything(wordsOf("NTC-19", "agent", params["NTC-19"][1])), "It has 1 row.")
  })

  it("says in NTC-28 until when the window of small businesses is open, and that it closes [SHP-03]", () => {
    const [opens, closes, named] = params["NTC-28"].map((given) => wordsOf("NTC-28", "agent", given))
    assert.strictEqual(opens?.subject, "The yearly window for small businesses is open")
    assert.strictEqual(closes?.subject, "The yearly window for small businesses closes soon")
    for (const words of [opens, closes]) {
      const text = everything(words as never)
      for (const what of ["Last day: December 15, 2026", "Coverage starts on: January 1, 2027"])
        assert.include(text, what)
    }
    const text = everything(named as never)
    assert.include(text, "Employers of yours with too few employees taking part: 51 (E-1, E-2 and 49 more)")
    assert.include(text, "Employers of yours who pay too little: 1 (E-2)")
  })

  it("names in NTC-27 cases by number alone, and says how many it does not name [DEL-20]", () => {
    const agent = everything(wordsOf("NTC-27", "agent", params["NTC-27"][1]))
    assert.include(agent, "51 policies name another agent than you")
    assert.include(agent, "Case numbers: 10000042")
    assert.include(agent, "Not shown here: 50 more")
    const manager = everything(wordsOf("NTC-27", "manager", params["NTC-27"][0]))
    assert.include(manager, "2 policies name another agent than the one who has the case. That concerns 1 agent.")
    assert.notInclude(manager, "more")
    const one = everything(wordsOf("NTC-27", "agent", params["NTC-27"][2]))
    assert.include(one, "1 policy names another agent than you")
    // Whatever is no case number is not shown.
    const names = everything(wordsOf("NTC-27", "agent", { cases: 1, numbers: "Cora Quint" }))
    assert.notInclude(names, "Quint")
  })

  it("tells the last day of a certification, not the day after", () => {
    assert.include(everything(wordsOf("NTC-06", "agent")), "Last day: November 22, 2027")
  })
})
