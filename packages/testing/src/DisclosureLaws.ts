/**
 * Laws of reading personal data: who has to say why, what stays of a reading, and what a consumer is shown of it.
 *
 * @since 0.1.0
 */
import type { Actor } from "@agencybook/core/Actor"
import type { Role } from "@agencybook/core/Capability"
import type { Kept, Purpose, Shown } from "@agencybook/core/Disclosure"
import { whats } from "@agencybook/core/Disclosure"
import * as Id from "@agencybook/core/Id"
import { readingsForOthers } from "@agencybook/core/Policy"
import * as fc from "fast-check"
import { all, holdsIf, type Law, make, refusedAs, same } from "./Law.ts"
import * as Sample from "./Sample.ts"

/** For whom each role reads, written out a second time. */
const table: ReadonlyArray<readonly [role: Role, acting: boolean, purpose: Purpose, actor: Actor]> = [
  ["consumer", false, "own", Sample.asConsumer(0)],
  ["agent", false, "own", Sample.asAgent(1)],
  ["agent", true, "acting", Sample.asAgent(0)],
  ["manager", false, "agency", Sample.asAgent(0)],
  ["staff-1", false, "agency", Sample.asStaff(0, 1)],
  ["staff-2", false, "agency", Sample.asStaff(0, 2)],
  ["service-center", false, "support", Sample.serviceCenter],
  ["exchange", false, "oversight", Sample.exchange],
  ["system", false, "operation", Sample.system]
]

const said: ReadonlyArray<string> = [
  "a complaint that we look into",
  "  ticket 48213, by phone ",
  "audit of the plan year 2026",
  "Überprüfung",
  "要求による確認"
]
/** What is no reason, or names somebody. */
const unsaid: ReadonlyArray<string> = [
  "",
  "  ",
  "ok",
  "12345",
  "for maria@mail.example",
  "maria＠mail.example asked",
  "number 078-05-1120",
  "born 1985-04-12",
  "born 04/12/1985",
  "call (916) 555 0142",
  "card 4111 1111 1111 1111",
  "９１６５５５０１４２",
  "two\nlines",
  "a bell \u0007 rings",
  "x".repeat(201)
]

const reader = fc.constantFrom(...table)
const granted = ([role, acting]: (typeof table)[number]) => ({
  capability: "view-agency-book" as const,
  role,
  ...(acting ? { onBehalfOf: { acting: "s-1" as never, agentId: Sample.agentId(1) } } : {})
})

/** Who reads for somebody else says why, where the policy asks. @category laws */
export const saysWhy = make({
  id: "reading-says-why",
  sentence:
    "who reads for somebody else says why where the policy asks for it, in words that name nobody, and nobody else has to",
  rules: ["SEC-03"],
  runs: 1_000,
  input: fc.record({
    who: reader,
    asked: fc.subarray([...readingsForOthers]),
    reason: fc.oneof(fc.constant(undefined), fc.constantFrom(...said), fc.constantFrom(...unsaid)),
    what: fc.constantFrom(...whats)
  }),
  holds: ({ asked, reason, what, who }, rules) => {
    const [, , purpose] = who
    const found = rules.disclosure.obstacle(what, granted(who), reason, { reasonToRead: asked })
    if (reason === undefined && (asked as ReadonlyArray<string>).includes(purpose))
      return all(
        refusedAs(found ?? {}, "ReadReasonMissing", "SEC-03"),
        same(found?.facts, { what, purpose, field: "reason" }, "the facts")
      )
    if (reason !== undefined && !said.includes(reason))
      return all(
        refusedAs(found ?? {}, "ReadReasonUnusable", "SEC-03"),
        holdsIf(!JSON.stringify(found).includes("maria"), "the refusal repeats what was typed")
      )
    return holdsIf(found === undefined, `it is refused: ${found?.code}`)
  }
})

/** What stays of a reading. @category laws */
export const leavesIdentifiers = make({
  id: "reading-leaves-identifiers",
  sentence:
    "what stays of a reading is who, for whom, by which permission, when, of which cases, each once, how many rows and why, and nothing that was read",
  rules: ["SEC-03", "DEL-30"],
  input: fc.record({
    who: reader,
    rows: fc.array(fc.nat({ max: 4 }), { maxLength: 8 }),
    whole: fc.boolean(),
    reason: fc.oneof(fc.constant(undefined), fc.constantFrom(...said)),
    what: fc.constantFrom(...whats)
  }),
  holds: ({ reason, rows, what, who, whole }, rules) => {
    const [role, acting, purpose, actor] = who
    const counselorId = Id.make<Id.UserId>("counselor-0")
    const about = { agencyId: Sample.agencyId(), counselorId, ...Sample.household(0) }
    const shown: Shown = {
      ...{ what, about, cases: rows.map(Sample.caseId), count: rows.length, reason },
      ...(whole ? { whole: true } : {})
    }
    const made = rules.disclosure.make(shown, granted(who), actor, Sample.now)
    const names: { readonly [T in Actor["_tag"]]?: string } = {
      Consumer: "consumer/case-0",
      Agent: actor._tag === "Agent" ? `agent/${actor.agentId}` : "",
      Staff: `staff/${"userId" in actor ? actor.userId : ""}`,
      ServiceCenter: "servicecenter/representative",
      Exchange: "exchange/examiner",
      System: "system/scheduler"
    }
    return same(
      made,
      {
        ...{ at: Sample.now, actor: names[actor._tag], capability: "view-agency-book", role, purpose, what },
        ...(acting ? { onBehalfOf: Sample.agentId(1) } : {}),
        ...(reason === undefined ? {} : { reason: reason.trim() }),
        about: { caseId: Sample.caseId(0), agencyId: Sample.agencyId(), counselorId },
        cases: whole ? [] : [0, 1, 2, 3, 4].filter((n) => rows.includes(n)).map(Sample.caseId),
        count: rows.length,
        ...(whole ? { whole: true } : {})
      },
      "the entry"
    )
  }
})

/** What a consumer is shown of who read. @category laws */
export const consumersSeeTheirs = make({
  id: "reading-consumers-see-theirs",
  sentence:
    "a consumer is shown who read of the own case, agents by name and employees by office, without reasons and without other cases",
  rules: ["SEC-03"],
  input: fc.record({
    actor: fc.constantFrom(
      ["agent/agent-1", "agent/agent-1"],
      ["consumer/case-0", "consumer/case-0"],
      ["exchange/examiner", "exchange"],
      ["staff/helper-1", "staff"],
      ["servicecenter/rep", "servicecenter"]
    ),
    others: fc.subarray([1, 2, 3]),
    reasoned: fc.boolean(),
    whole: fc.boolean()
  }),
  holds: ({ actor: [name, shownAs], others, reasoned, whole }, rules) => {
    const cases = whole ? [] : [0, ...others].map(Sample.caseId)
    const kept: Kept = {
      ...{ position: 7, at: Sample.now, actor: name as string, capability: "view-agency-book", role: "manager" },
      ...{ purpose: "agency", what: "book", about: { agencyId: Sample.agencyId() }, cases },
      count: whole ? 40 : cases.length,
      ...(reasoned ? { reason: "a complaint" } : {}),
      ...(whole ? { whole: true } : {})
    }
    const { reason: _, ...rest } = kept
    return same(
      rules.disclosure.forConsumer(kept, Sample.caseId(0)),
      { ...rest, actor: shownAs, cases: whole ? [] : [Sample.caseId(0)], count: 1 },
      "what is shown"
    )
  }
})

/** The laws of reading personal data. @category laws */
export const laws = [saysWhy, leavesIdentifiers, consumersSeeTheirs] as ReadonlyArray<Law>
