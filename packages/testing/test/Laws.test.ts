import { readdirSync, readFileSync } from "node:fs"
import type { Event } from "@agencybook/core/Record"
import * as Rule from "@agencybook/core/Rule"
import { assert, describe, it } from "@effect/vitest"
import { check, type Law, LawBroken, type Report } from "../src/Law.ts"
import { forRule, laws } from "../src/Laws.ts"
import { core, type Rules } from "../src/Rules.ts"
import { changingRefusal, droppingEvent, mutants, notingEvents } from "./fixture/mutants.ts"
import { everyRefusal } from "./fixture/refusals.ts"

const seed = 20_260_303

interface Run {
  readonly report: Report
  /** The kinds of events that the rules gave while the law was checked. */
  readonly events: ReadonlySet<string>
}

const runs = new Map<Law, Run>()

/** A law checked with the rules of core, once for all tests that ask. */
const runOf = (law: Law): Run => {
  const known = runs.get(law)
  if (known !== undefined) return known
  const events = new Set<string>()
  const run = { report: check(law, { seed, rules: notingEvents(events) }), events }
  runs.set(law, run)
  return run
}

describe("Laws", () => {
  for (const law of laws) {
    const ids = law.rules.length === 0 ? "" : ` [${law.rules.join(" ")}]`
    it(`${law.id}: ${law.sentence}${ids}`, () => {
      assert.isAbove(runOf(law).report.exercised, 0, "the interesting case never occurred")
    })
  }

  it("have names and sentences of their own", () => {
    for (const texts of [laws.map(({ id }) => id), laws.map(({ sentence }) => sentence)])
      assert.deepStrictEqual(
        texts.filter((text, n) => texts.indexOf(text) !== n),
        []
      )
    for (const { id, sentence } of laws) {
      assert.match(id, /^[a-z]+(-[a-z]+)+$/)
      assert.match(sentence, /^[a-z].*[^.\s]$/)
    }
  })

  it("stand for every rule of the catalogue, but for those that a test of another package names in its title", () => {
    const folder = new URL("../../", import.meta.url)
    const titles = readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((path) => /^[a-z]+[/\\]test[/\\].*\.test\.ts$/.test(path))
      .flatMap(
        (path) =>
          readFileSync(new URL(path.replaceAll("\\", "/"), folder), "utf8").match(/\[[A-Z][A-Z\d ,.-]*\]/g) ?? []
      )
    const tested = (id: string) => titles.some((title) => title.includes(id))
    const ids = Object.keys(Rule.catalogue) as ReadonlyArray<Rule.RuleId>
    const without = ids.filter((id) => forRule(id).length === 0 && !tested(id))
    assert.deepStrictEqual(without, [], "write a law, or a test with the identifier in its title: [DEL-09]")
  })
})

const breaks = (law: (typeof laws)[number], rules: Rules): LawBroken | undefined => {
  try {
    check(law, { seed, rules })
    return undefined
  } catch (error) {
    if (error instanceof LawBroken) return error
    throw error
  }
}

describe("Laws: faults that somebody could build in", () => {
  it.each(mutants)("$fault: seen by $law [$rule]", ({ law, rule, rules }) => {
    const named = laws.find(({ id }) => id === law) ?? assert.fail(`no law ${law}`)
    const error = breaks(named, rules)
    assert.include(error?.message ?? "", `law \`${law}\` is broken: ${named.sentence}`)
    assert.include(error?.message ?? "", `${rule}: ${Rule.catalogue[rule].sentence}`)
  })

  it("leave everything else in peace: with the rules of core no law breaks under these seeds", () => {
    for (const law of new Set(mutants.map((one) => one.law))) {
      const named = laws.find(({ id }) => id === law) ?? assert.fail(law)
      assert.isAbove(runOf(named).report.runs, 0)
    }
  })
})

/** Every refusal of core by code and rule: what a reason declares, and what the machines answer. */
const refusals = await everyRefusal()

describe("Laws: every refusal of core", () => {
  it("are many", () => assert.isAtLeast(refusals.length, 40))

  it("are asked for their sentences, but for those of the machines, which are drawn", () => {
    const asked = new Set(core.reasons().map(({ code, rule }) => `${code} ${rule}`))
    assert.deepStrictEqual(
      refusals.flatMap(({ code, rule }) => (code === "NotAllowedFrom" || asked.has(`${code} ${rule}`) ? [] : code)),
      []
    )
  })

  it.each(refusals)("$code [$rule] cannot be turned into a permission or another code unseen", ({ code, rule }) => {
    for (const change of [
      () => ({ _tag: "Accepted", events: [] }),
      (refusal: object) => ({ ...refusal, code: "Other" })
    ]) {
      const rules = changingRefusal(code, rule, change)
      const error = forRule(rule)
        .map((law) => breaks(law, rules))
        .find((one) => one !== undefined)
      assert.include(error?.message ?? "", `${rule}: ${Rule.catalogue[rule].sentence}`, `no law of ${rule} sees it`)
    }
  })
})

/** A session is used by whatever is done in it: no rule decides that, and whoever sends a command writes it down [ACT-02]. */
type NotDecided = "ActingUsed"

/** Every event that a decision gives; the compiler asks for one that is not here. */
const given: Readonly<Record<Exclude<Event["_tag"], NotDecided>, true>> = {
  AccessCodeIssued: true,
  AccessCodeMoved: true,
  ActingClosed: true,
  ActingOpened: true,
  AgencyAgreementSigned: true,
  AgencyCertificationMoved: true,
  AgencyChangeRequested: true,
  AgencyChangeSettled: true,
  AgencyContactChanged: true,
  AgencyDescribed: true,
  AgencyDocumentUploaded: true,
  AgencyLeftWithoutManager: true,
  AgencyManagedAgain: true,
  AgencyManagerDesignated: true,
  AgencyManagerRemoved: true,
  AgencyOpened: true,
  AgencyPrimaryManagerChosen: true,
  AgencyReminded: true,
  AgencySignerNamed: true,
  AgencySiteRemoved: true,
  AgencySiteSet: true,
  AgentAdded: true,
  AgentChangeCodeIssued: true,
  AgentChangeCodeMoved: true,
  AgentChangeReported: true,
  AgentChangeReviewed: true,
  AgentLocked: true,
  AgentLoginChanged: true,
  AgentOfRecordChanged: true,
  AgentProfileEdited: true,
  AgentReminded: true,
  AgentsOfRecordReported: true,
  ApplicationReviewed: true,
  CarrierAppointmentsSet: true,
  CaseAccountMoved: true,
  CaseRecorded: true,
  CertificationMoved: true,
  ChecklistRecorded: true,
  ConsentDrafted: true,
  ConsentMoved: true,
  CounselorAdded: true,
  CounselorListed: true,
  CounselorDelegationMoved: true,
  CounselorDelegationOpened: true,
  CounselorMoved: true,
  CounselorRequestReminded: true,
  DelegationMoved: true,
  DelegationOpened: true,
  DiscrepancyListMoved: true,
  DiscrepancyListReturned: true,
  DispositionClosed: true,
  DispositionOpened: true,
  EmploymentMoved: true,
  EntityMoved: true,
  EntitySitesSet: true,
  EntityRegistered: true,
  ExportCompleted: true,
  ExportRecorded: true,
  ExtranetAccountMoved: true,
  ExtranetAccountProvisioned: true,
  ExtranetExtracted: true,
  InvitationIssued: true,
  InvitationMoved: true,
  LicenceLapsed: true,
  LicenceRecorded: true,
  ReconsiderationRecorded: true,
  RequestReminded: true,
  SmallBusinessWindowTold: true,
  StaffActivitySet: true,
  StaffAdded: true,
  StaffLinkIssued: true,
  StaffLinkMoved: true,
  StaffLevelSet: true,
  StaffMoved: true,
  StaffTrained: true,
  TermEnded: true,
  TransferApplied: true,
  TransferMoved: true,
  TransferOpened: true
}

describe("Laws: every event that a rule gives", () => {
  it.each(Object.keys(given))("%s cannot be left out unseen", (tag) => {
    const rules = droppingEvent(tag)
    // A law that never met the event goes the same way without it.
    const met = laws.filter((law) => runOf(law).events.has(tag))
    assert.isTrue(
      met.some((law) => breaks(law, rules) !== undefined),
      "no law sees it"
    )
  })
})
