import { mkdtemp, readdir, readFile, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Mailer, type MailMessage } from "@agencybook/application/Mailer"
import * as AgentChange from "@agencybook/core/AgentChange"
import type { Email } from "@agencybook/core/Contact"
import * as Extranet from "@agencybook/core/Extranet"
import * as Facts from "@agencybook/core/Facts"
import * as Id from "@agencybook/core/Id"
import * as Invitation from "@agencybook/core/Invitation"
import * as Notice from "@agencybook/core/Notice"
import * as MailFolder from "@agencybook/email/MailFolder"
import * as Mime from "@agencybook/email/Mime"
import * as Render from "@agencybook/email/Render"
import * as Template from "@agencybook/email/Template"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as fc from "fast-check"
import PostalMime from "postal-mime"
import { hostile } from "./fixture/messages.ts"
import { notice, options, params, queuedAt, roles } from "./fixture/notices.ts"

const render = Result.getOrThrow(Render.make(options))

const rendered = (given: Notice.Notice, using = render): MailMessage => {
  const message = using(given, queuedAt)
  assert.isDefined(message)
  return message as MailMessage
}

const printed = Result.getOrThrow(Render.makeLetter(options))

const token = (linkId: string): string => {
  const text = Extranet.textOf("link")
  return text.fromBytes(options.derive(text.name, Extranet.secretId(linkId, "agent@mail.example")))
}

const compose = (message: MailMessage) => Effect.runPromise(Mime.compose(message))

const refused = (changes: Partial<Render.RenderOptions>): string =>
  Result.match(Render.make({ ...options, ...changes }), {
    onSuccess: () => "accepted",
    onFailure: (error) => error.message
  })

const scripts: ReadonlyArray<string> = [
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "'><svg/onload=alert(1)>",
  "javascript:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "{{7*7}}",
  "]]>",
  "</title><script>alert(1)</script>",
  "</bdi></p><h1>Pay now</h1>",
  "<!--",
  "&lt;script&gt;",
  "https://evil.example/x",
  "www.evil.example",
  "__proto__"
]

const known = "!doctype html head meta title body table tr td h1 h2 p dl dt dd ul li a br span bdi".split(" ")

/** What opens a tag in a document and is not one of the layout's own. */
const foreignTags = (html: string): ReadonlyArray<string> =>
  Array.from(html.matchAll(/<\/?([^\s>]*)/g), (match) => match[1] ?? "").filter((tag) => !known.includes(tag))

const headers = ["from", "to", "subject", "message-id", "date", "mime-version", "content-type", "auto-submitted"]

describe("Render.make", () => {
  it("renders every template for every role as a message that can be sent", async () => {
    for (const template of Template.all) {
      for (const role of roles) {
        for (const given of params[template]) {
          const message = rendered(notice(template, role, given))
          const parsed = await PostalMime.parse((await compose(message)).bytes)
          assert.strictEqual(parsed.html?.trim(), message.html.trim().replaceAll("\r\n", "\n"))
          assert.strictEqual(parsed.text?.trim(), message.text.trim())
          assert.deepStrictEqual(parsed.from, options.sender)
          assert.strictEqual(parsed.to?.[0]?.address, `${role}@mail.example`)
          assert.strictEqual(message.sentAt, queuedAt)
          assert.strictEqual(message.id, notice(template, role).noticeId)
          for (const line of message.text.split("\n")) {
            assert.isTrue(line.length <= 72 || line.startsWith("https://"), line)
          }
        }
      }
    }
  })

  it("writes HTML that needs nothing from outside and has one heading of the first level", () => {
    for (const template of Template.all) {
      for (const role of roles) {
        const { html } = rendered(notice(template, role))
        assert.strictEqual(html.match(/<h1/g)?.length, 1)
        assert.include(html, '<html lang="en-US"')
        assert.notMatch(html, /<(img|style|script|link|iframe|form)|url\(|@import|\sclass=/i)
        assert.deepStrictEqual(
          Array.from(html.matchAll(/https?:\/\/[^/"'<\s]+/g)).filter(([origin]) => origin !== options.portalOrigin),
          []
        )
      }
    }
  })

  it("writes a request to an agent", () => {
    const message = rendered(notice("NTC-12", "agent"))
    assert.strictEqual(message.subject, "A consumer asks for your help")
    assert.strictEqual(
      message.text,
      [
        "A consumer asks for your help",
        "",
        "Hello Ann O'Brien,",
        "",
        "Maria G. would like you to be the agent for an application at Example",
        "Exchange.",
        "",
        "The details are in the portal.",
        "",
        "What you can do:",
        "- Accept or decline the request in the portal.",
        "- A request that nobody answers expires. The consumer is then told to",
        "  choose another agent.",
        "",
        "See the request:",
        "https://portal.exchange.example/notices/NTC-12?notice=cmd-7f3a~n12",
        "",
        "---",
        "Questions? Call 800-555-0100, Monday to Friday, 8 a.m. to 6 p.m.",
        "",
        "Example Exchange never asks for a password or an access code by e-mail.",
        ""
      ].join("\n")
    )
    assert.include(message.html, "<bdi>Maria G.</bdi> would like you to be the agent")
    assert.include(message.html, "Hello <bdi>Ann O&#39;Brien</bdi>,")
  })

  it("writes an accepted request to a consumer", () => {
    const message = rendered(notice("NTC-13", "consumer"))
    assert.strictEqual(message.subject, "Your agent has accepted your request")
    assert.strictEqual(
      message.text,
      [
        "Your agent has accepted your request",
        "",
        "Hello Maria Gonzalez,",
        "",
        "Ann O'Brien is now your agent at Example Exchange. Your agent can see",
        "your application and help you with it.",
        "",
        "  Agent: Ann O'Brien",
        "  License number: 1H12345",
        "",
        "What you can do:",
        "- You stay in charge. You can remove your agent at any time, in your",
        "  account or by phone.",
        "- If you did not ask for this agent, remove the agent now and tell us.",
        "",
        "See your agent:",
        "https://portal.exchange.example/notices/NTC-13?notice=cmd-7f3a~n13",
        "",
        "---",
        "Questions? Call 800-555-0100, Monday to Friday, 8 a.m. to 6 p.m.",
        "",
        "Example Exchange never asks for a password or an access code by e-mail.",
        ""
      ].join("\n")
    )
  })

  it("writes the license number in larger type than any contact detail [NOT-01]", () => {
    const { html } = rendered(notice("NTC-13", "consumer"))
    const sizeBefore = (text: string) => Number(/.*font-size:(\d+)px/s.exec(html.slice(0, html.indexOf(text)))?.[1])
    assert.isAtLeast(sizeBefore("1H12345"), sizeBefore("Questions? Call 800-555-0100"))
  })

  it("writes the link to set a password", () => {
    const message = rendered(notice("NTC-22", "agent"))
    assert.strictEqual(message.subject, "Set your password for the extranet")
    assert.isTrue(message.secure)
    assert.include(
      message.text,
      [
        "Use this link to set your own password for the agent extranet of Example",
        "Exchange.",
        "",
        "The link works once and until November 24, 2026, 9:00 AM PST. Do not",
        "pass it on.",
        "",
        "Good to know:",
        "- Your user name came in a separate message.",
        "- If the link no longer works, ask for a new one on the sign-in page.",
        "- If you did not expect this message, do not use the link, and tell us.",
        "",
        "Set your password:",
        `https://portal.exchange.example/set-password?notice=cmd-7f3a~n22#token=${token("run-7~0")}`
      ].join("\n")
    )
    const query = rendered(notice("NTC-22", "agent"), Result.getOrThrow(Render.make({ ...options, tokenIn: "query" })))
    assert.include(query.text, `/set-password?notice=cmd-7f3a%7En22&token=${token("run-7~0")}\n`)
    const { link: _, ...bare } = options
    for (const [template, linkId] of [
      ["NTC-22", "run-7~0"],
      ["NTC-24", "asked-1~0"]
    ] as const) {
      const plain = rendered(notice(template, "agent"), Result.getOrThrow(Render.make(bare)))
      assert.include(plain.text, `https://portal.exchange.example/set-password#token=${token(linkId)}\n`)
    }
  })

  it("derives the token for the link and the address, and for nobody but the agent [EXT-05]", () => {
    const elsewhere = notice("NTC-24", "agent")
    const moved = rendered({ ...elsewhere, to: { ...elsewhere.to, email: "new@mail.example" as Email } })
    assert.notInclude(moved.text, token("asked-1~0"))
    assert.include(moved.text, "#token=")
    for (const role of ["consumer", "manager"] as const)
      assert.notInclude(rendered(notice("NTC-24", role)).text, "token=")
  })

  it("writes the code for an agent's account to the manager alone, and the link to the agent alone [INV-01 INV-02]", () => {
    const given = { ...params["NTC-06"][0], invitationId: "i-1" }
    const code = Invitation.codeText.toText(
      Invitation.codeText.fromBytes(options.derive(Invitation.codeText.name, "i-1"))
    )
    assert.include(rendered(notice("NTC-06", "manager", given)).text, code)
    assert.notInclude(rendered(notice("NTC-06", "agent", given)).text, code)
    const { link: _, ...bare } = options
    const using = Result.getOrThrow(Render.make(bare))
    assert.include(rendered(notice("NTC-11", "agent"), using).text, "https://portal.exchange.example/activate#token=")
    assert.notInclude(rendered(notice("NTC-11", "manager"), using).text, "token=")
  })

  it("writes a first password only where the exchange still mails one, and no link with it [EXT-09]", () => {
    const message = rendered(notice("NTC-22", "agent", params["NTC-22"][1]))
    assert.match(message.text, /First password: ([0-9A-Z]{5}-){3}[0-9A-Z]{5}\n/)
    assert.notInclude(message.text, "token=")
    assert.isTrue(message.secure)
    assert.notInclude(rendered(notice("NTC-22", "agent")).text, "First password")
  })

  it("leaves letters to another way", () => {
    assert.isUndefined(render({ ...notice("NTC-13", "consumer"), channel: "letter" }, queuedAt))
    assert.isUndefined(render({ ...notice("NTC-13", "consumer"), to: { role: "consumer", name: "A B" } }, queuedAt))
  })

  it("gives the same bytes for a repeat [C1]", async () => {
    const again = Result.getOrThrow(Render.make({ ...options }))
    for (const template of Template.all) {
      for (const role of roles) {
        const first = rendered(notice(template, role))
        const second = rendered(structuredClone(notice(template, role)), again)
        assert.deepStrictEqual(second, first)
        assert.deepStrictEqual((await compose(second)).bytes, (await compose(first)).bytes)
      }
    }
  })
})

describe("Render.make refuses", () => {
  it("every origin but a plain https one [C8]", () => {
    for (const portalOrigin of [
      "http://portal.exchange.example",
      "//portal.exchange.example",
      "portal.exchange.example",
      "https://portal.exchange.example/app",
      "https://portal.exchange.example?x=1",
      "https://portal.exchange.example#x",
      "https://portal.exchange.example@evil.example",
      "https://user:pass@portal.exchange.example",
      "https://portal.exchange.example\\@evil.example",
      "https://portal.exchange.example\n",
      " https://portal.exchange.example",
      "https:portal.exchange.example",
      "javascript:alert(1)",
      "data:text/html,x",
      ""
    ]) {
      assert.strictEqual(
        refused({ portalOrigin }),
        "render option `portalOrigin` is not an https origin such as `https://portal.example`",
        portalOrigin
      )
    }
    assert.strictEqual(refused({ portalOrigin: "https://portal.exchange.example/" }), "accepted")
    assert.strictEqual(refused({ portalOrigin: "https://localhost:8443" }), "accepted")
  })

  it("a sender, a name, a support text, a link and a time zone that cannot be used", () => {
    const sender = (name: string, address: string) => refused({ sender: { name, address } })
    assert.match(sender("A\r\nBcc: x@evil.example", "a@b.example"), /^render option `sender.name` holds a line break/)
    assert.match(sender("A", "a@b.example, c@d.example"), /^render option `sender.address` is not one plain address/)
    assert.strictEqual(refused({ exchangeName: " " }), "render option `exchangeName` is empty")
    assert.match(refused({ exchangeName: "A\nB" }), /^render option `exchangeName` holds a line break/)
    assert.strictEqual(refused({ supportText: "" }), "render option `supportText` is empty")
    assert.match(refused({ timeZone: "Mars/Olympus" }), /^render option `timeZone` is not an IANA time zone/)
    for (const path of ["https://evil.example/", "//evil.example", "/\\evil.example", "evil", "", "/\t/evil.example"]) {
      assert.strictEqual(
        refused({ link: () => path }),
        "render option `link` gives something else than a path for NTC-01"
      )
    }
  })
})

describe("Hostile facts", () => {
  const fields = Template.all.flatMap((template) =>
    roles.flatMap((role) =>
      params[template].flatMap((given) => [
        ...Object.keys(given).map((key) => ({ template, role, given, key })),
        { template, role, given, key: "to.name" }
      ])
    )
  )

  const poisoned = ({ given, key, role, template }: (typeof fields)[number], value: string): Notice.Notice => {
    const base = notice(template, role, given)
    return key === "to.name"
      ? { ...base, to: { ...base.to, name: value } }
      : { ...base, params: { ...given, [key]: value } }
  }

  it.each(Template.all)("are inert text in every place of %s [X078, X096]", (template) => {
    for (const field of fields.filter((one) => one.template === template)) {
      for (const value of [...scripts, ...hostile]) {
        const message = rendered(poisoned(field, value))
        assert.deepStrictEqual(foreignTags(message.html), [], value)
        assert.strictEqual(message.html.match(/<h1/g)?.length, 1)
        assert.notMatch(message.html, /<script|href="(?!https:\/\/portal\.exchange\.example\/)/i)
        for (const shown of [message.text, message.html]) assert.notMatch(shown, /:\/\/evil|evil\.example/)
        assert.notMatch(message.subject, /evil|script/)
      }
    }
  })

  it("change no header and no recipient [C7]", async () => {
    for (const template of Template.all) {
      for (const role of roles) {
        for (const value of [...scripts, ...hostile]) {
          const base = notice(template, role)
          const given = Object.fromEntries(Object.keys(base.params).map((key) => [key, value]))
          const mime = await compose(rendered({ ...base, to: { ...base.to, name: value }, params: given }))
          const parsed = await PostalMime.parse(mime.bytes)
          assert.deepStrictEqual(parsed.headers.map(({ key }) => key).sort(), [...headers].sort())
          assert.strictEqual(mime.envelope.to, `${role}@mail.example`)
          assert.strictEqual(parsed.to?.length, 1)
          assert.strictEqual(parsed.attachments.length, 0)
        }
      }
    }
  })

  it("cannot lead a link elsewhere, not even as a notice id [C8]", () => {
    for (const value of [...scripts, ...hostile, "../../admin", "?a=b&notice=1", "#x", "%0d%0a", "@evil.example"]) {
      for (const template of Template.all) {
        const { html, text } = rendered({ ...notice(template, "agent"), noticeId: value })
        for (const [, href = ""] of html.matchAll(/href="([^"]*)"/g)) {
          const url = new URL(href.replaceAll("&amp;", "&"))
          assert.strictEqual(url.origin, options.portalOrigin)
          assert.strictEqual(url.pathname, template === "NTC-22" ? "/set-password" : `/notices/${template}`)
          assert.deepStrictEqual(Array.from(url.searchParams.keys()), ["notice"])
          assert.include(text, url.href)
        }
      }
    }
  })

  it("isolates names of either direction", () => {
    const message = rendered(
      poisoned({ template: "NTC-12", role: "agent", given: params["NTC-12"][0] ?? {}, key: "consumer" }, "د. علي م.")
    )
    assert.include(message.html, "<bdi>د. علي م.</bdi>")
    assert.include(message.text, "\u2068د. علي م.\u2069 would like you")
    const overriding = rendered(
      poisoned({ template: "NTC-12", role: "agent", given: {}, key: "consumer" }, "\u202Egpj\u2066.exe")
    )
    assert.notMatch(overriding.text + overriding.html, /[\u202A-\u202E\u2066]/)
  })
})

/** Every way in which a text may stand in the bytes of a message. */
const encodings = (secret: string): ReadonlyArray<string> => [
  secret,
  Buffer.from(secret).toString("base64").replace(/=+$/, ""),
  Buffer.from(secret).toString("hex"),
  encodeURIComponent(secret),
  secret.replace(/=/g, "=3D")
]

const readable = async (message: MailMessage): Promise<string> => {
  const { bytes } = await compose(message)
  const parsed = await PostalMime.parse(bytes)
  const raw = Buffer.from(bytes).toString()
  return [
    raw,
    raw.replace(/=\r\n/g, ""),
    parsed.text,
    parsed.html,
    parsed.subject,
    JSON.stringify(parsed.headers)
  ].join("\n")
}

const holds = (mail: string, secret: string): boolean => encodings(secret).some((form) => mail.includes(form))

describe("Generated data", () => {
  const word = fc.stringMatching(/^[A-Z][a-z]{3,8}$/)
  const licence = fc.stringMatching(/^[0-9][A-Z][0-9]{5}$/)

  it("puts a user name and a secret in no mail together, and a link in NTC-11, NTC-22 and NTC-24 only [EXT-09 C5]", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          first: word,
          last: word,
          licence,
          id: fc.uuid(),
          bytes: fc.uint8Array({ minLength: 32, maxLength: 32 }),
          first22: fc.constantFrom(...(["link", "password"] as const))
        }),
        async ({ bytes, first, first22, id, last, licence: number }) => {
          const using = Result.getOrThrow(Render.make({ ...options, derive: () => bytes }))
          const spelled = (kind: "link" | "password") =>
            Extranet.textOf(kind).toText(Extranet.textOf(kind).fromBytes(bytes))
          const username = `CC_${number}`
          for (const template of Template.all) {
            for (const role of roles) {
              const given = { agentName: `${first} ${last}`, agentLicence: number, username, with: first22 }
              const secret = spelled(template === "NTC-22" ? first22 : "link")
              const mail = await readable(
                rendered(
                  { ...notice(template, role, { ...params[template][0], ...given }), noticeId: `${id}~n0` },
                  using
                )
              )
              assert.strictEqual(holds(mail, username), template === "NTC-21" && role === "agent")
              assert.strictEqual(
                holds(mail, secret),
                ["NTC-11", "NTC-22", "NTC-24"].includes(template) && role === "agent"
              )
              // The user name is made of the licence number, so the number must not stand beside the secret
              if (holds(mail, secret)) assert.isFalse(holds(mail, number))
            }
          }
        }
      ),
      { numRuns: 30 }
    )
  })

  it("shows agents no more of a consumer than first name and initial [C9]", async () => {
    const person = fc.record({ first: word, last: fc.stringMatching(/^[A-Z][a-z]{2}QX[a-z]{3,8}$/) })
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          consumer: person,
          phone: fc.stringMatching(/^[2-9][0-9]{2}[2-9][0-9]{6}$/),
          dob: fc.constantFrom("1981-03-07", "1949-12-31"),
          caseId: fc.uuid(),
          reason: fc.constantFrom("consumer-removed", "relinquished", "replaced", "certification-ended"),
          origin: fc.constantFrom("directory", "agent-started")
        }),
        async ({ caseId, consumer, dob, origin, phone, reason }) => {
          const agent = {
            agentId: "agt-1",
            name: { first: "Ann", last: "Lee" },
            licence: { number: "1H12345" },
            loginEmail: "ann@agency.example",
            certification: { _tag: "Certified" }
          }
          const manager = {
            ...agent,
            agentId: "agt-2",
            name: { first: "Bo", last: "Chen" },
            loginEmail: "bo@agency.example"
          }
          const email = `${consumer.last.toLowerCase()}@mail.example`
          const primaryContact = { name: consumer, dob, phone, email, preferredLanguage: "en" }
          const household = { caseId, primaryContact, caseNumber: "10000001", account: { _tag: "None" } }
          const delegation = {
            delegationId: "del-1",
            caseId,
            kind: "producer",
            delegate: { agentId: "agt-1", agencyId: "agy-1" },
            origin,
            signedBy: `${consumer.first} ${consumer.last}`,
            state: { _tag: origin === "directory" ? "Requested" : "Active", at: queuedAt, from: queuedAt }
          }
          const facts = Facts.make({
            agent: new Map([agent, manager].map((one) => [one.agentId, one])),
            agency: new Map([["agy-1", { agencyId: "agy-1", managers: ["agt-2"], publicName: "Golden Gate" }]]),
            employment: new Map([[Id.employment("agt-2" as never, "agy-1" as never), { state: "Active" }]]),
            case: new Map([[caseId, household]]),
            delegation: new Map([["del-1", delegation]])
          } as never)
          const events = [
            { _tag: "DelegationOpened", delegation },
            {
              _tag: "DelegationMoved",
              delegationId: "del-1",
              trigger: "cancel",
              from: "Requested",
              to: { _tag: "Cancelled" }
            },
            {
              _tag: "DelegationMoved",
              delegationId: "del-1",
              trigger: "remove",
              from: "Active",
              to: { _tag: "Ended", reason }
            }
          ]
          const context = { commandId: "cmd-1", actor: { _tag: "Exchange", userId: "examiner" } }
          const notices = [events.slice(0, 1), events.slice(1)].flatMap((some) =>
            Notice.fromEvents(some as never, facts, context as never)
          )
          // A new delegation without a request is told to the consumer as well.
          assert.strictEqual(notices.length, origin === "directory" ? 8 : 9)
          for (const one of notices) {
            const mail = await readable(rendered(one))
            if (one.to.role === "consumer") {
              assert.include(mail, "1H12345")
              continue
            }
            assert.include(mail, `${consumer.first} ${consumer.last[0]}.`)
            for (const secret of [consumer.last, consumer.last.toLowerCase(), email, phone, dob, caseId, "10000001"]) {
              assert.isFalse(holds(mail, secret), secret)
            }
          }
        }
      ),
      { numRuns: 60 }
    )
  })

  it("can be sent whatever the names are", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...Template.all),
        fc.constantFrom(...roles),
        fc.string({ unit: "binary", maxLength: 300 }),
        async (template, role, text) => {
          const base = notice(template, role)
          const given = Object.fromEntries(Object.keys(base.params).map((key) => [key, text]))
          const message = rendered({
            ...base,
            to: { ...base.to, name: text, email: "a@b.example" as Email },
            params: given
          })
          const parsed = await PostalMime.parse((await compose(message)).bytes)
          assert.strictEqual(parsed.headers.length, headers.length)
          assert.notMatch(message.html, /<script|<img/i)
        }
      ),
      { numRuns: 500 }
    )
  })
})

describe("A notice in a mail folder", () => {
  it("is a file that a mail program can open", async () => {
    const folder = await mkdtemp(join(tmpdir(), "notices-"))
    try {
      const deliver = Effect.gen(function* () {
        const mailer = yield* Mailer
        for (const template of Template.all) yield* mailer.deliver(rendered(notice(template, "agent")))
      })
      await Effect.runPromise(deliver.pipe(Effect.provide(MailFolder.layer({ folder }))))
      const files = (await readdir(folder)).sort()
      assert.strictEqual(files.length, Template.all.length)
      for (const file of files) {
        const parsed = await PostalMime.parse(await readFile(join(folder, file)))
        assert.match(parsed.html ?? "", /^<!doctype html>/)
        assert.match(parsed.text ?? "", /^\S.*\n\nHello Ann O'Brien,\n/)
        const secure = /user name for|set your password|set a new password|set up your agent/i.test(
          parsed.subject ?? ""
        )
        assert.strictEqual((parsed.subject ?? "").startsWith("[secure] "), secure)
      }
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})

describe("Letters", () => {
  const letter = (given: Notice.Notice): Notice.Notice => {
    const { email: _, ...to } = given.to
    return { ...given, channel: "letter", to: { ...to, caseId: Id.make("case-1") } }
  }

  it("have the words of the mail, and mails have none of letters", () => {
    for (const template of Template.all) {
      const given = notice(template, "consumer")
      const words = printed(letter(given), queuedAt)
      const { from: _, secure: __, sentAt: ___, to: ____, ...said } = rendered(given)
      assert.deepStrictEqual(words, said)
      assert.isUndefined(printed(given, queuedAt))
      assert.isUndefined(render(letter(given), queuedAt))
    }
  })

  it("hold a passcode that neither the notice nor its case holds", () => {
    const given = letter({
      ...notice("NTC-17", "consumer"),
      params: { agentChangeCodeId: "code-1", expiresAt: queuedAt }
    })
    const code = AgentChange.text.toText(AgentChange.text.fromBytes(options.derive(AgentChange.text.name, "code-1")))
    assert.include(printed(given, queuedAt)?.text, code)
    assert.notInclude(JSON.stringify(given), code)
  })

  it("refuse the options that mails refuse, but for the sender", () => {
    const { sender: _, ...without } = options
    assert.isTrue(Result.isSuccess(Render.makeLetter(without)))
    const wrong = Render.makeLetter({ ...without, portalOrigin: "http://portal.example" })
    assert.strictEqual(Result.isFailure(wrong) && wrong.failure.option, "portalOrigin")
  })
})
