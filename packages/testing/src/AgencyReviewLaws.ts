/**
 * Laws of a change of what an agency's agreement rests on.
 *
 * @since 0.1.0
 */
import type { Agency } from "@agencybook/core/Agency"
import type { Item, Wanted } from "@agencybook/core/AgencyChange"
import type { Command } from "@agencybook/core/AgencyReview"
import type { Command as Signing } from "@agencybook/core/AgencySigning"
import * as Dates from "@agencybook/core/CalendarDate"
import * as Id from "@agencybook/core/Id"
import * as fc from "fast-check"
import { acceptedAs, all, eventsOf, type Law, make, refusedAs, same } from "./Law.ts"
import type { Rules } from "./Rules.ts"
import * as Sample from "./Sample.ts"

const agencyId = Sample.agencyId()
const changeId = Id.make<Id.AgencyChangeId>("change-1")
const asked = Sample.asAgent()
const first = { _tag: "Manager", agentId: Sample.agentId() } as const

const present = Sample.details(0)
const next = { ...Sample.details(50), licenceNumber: Sample.licence(50).number }
const fields = ["legalName", "fein", "licenceNumber"] as const
type Field = (typeof fields)[number]
/** The rule once more, as a table: what each field opens. */
const opens: { readonly [F in Field]: Item } = {
  legalName: "agreement",
  fein: "payee-data",
  licenceNumber: "licence"
}

const wantedOf = (changed: ReadonlyArray<Field>, repeated: ReadonlyArray<Field> = []): Wanted => ({
  ...Object.fromEntries(repeated.flatMap((field) => (field === "licenceNumber" ? [] : [[field, present[field]]]))),
  ...Object.fromEntries(changed.map((field) => [field, next[field]]))
})
const someFields = fc.subarray<Field>([...fields])

const decide = (rules: Rules, command: Command, agency: Agency | undefined, actor = asked, sameFein?: Agency) =>
  rules.agencyReview.decide(command, { agency, sameFein }, Sample.context({ actor }))
const requested = (wanted: Wanted, id = changeId): Command => ({
  _tag: "RequestAgencyChange",
  agencyId,
  changeId: id,
  wanted
})
const approval: Command = { _tag: "ApproveAgencyChange", agencyId, changeId, licenceValidated: true }
const after = (
  rules: Rules,
  agency: Agency,
  answer: { readonly _tag: string; readonly events?: ReadonlyArray<unknown> }
): Agency => eventsOf(answer).reduce<Agency>((now, event) => rules.agency.evolve(now, event as never), agency)

/** What is seen of an agency from outside: everything but the change, its answer, and the papers that count no more. */
const standing = ({ change: _, settled: _settled, spent: _spent, ...agency }: Agency): object => agency

const asks = (rules: Rules, agency: Agency, changed: ReadonlyArray<Field>): Agency =>
  after(rules, agency, decide(rules, requested(wantedOf(changed)), agency))

/** The manager signs under new papers. */
const signs = (rules: Rules, agency: Agency): Agency => {
  const command: Signing = {
    _tag: "SignAgencyAgreement",
    agencyId,
    envelope: Id.make("envelope-new"),
    by: first,
    on: Sample.today
  }
  return after(rules, agency, rules.agencySigning.decide(command, { agency }, Sample.context({ actor: asked })))
}
const uploads = (rules: Rules, agency: Agency): Agency =>
  after(
    rules,
    agency,
    rules.agency.decide(
      { _tag: "UploadAgencyDocument", agencyId, document: { type: "payee-data", file: Sample.documentFile() } },
      {
        agency,
        sameFein: undefined,
        sameNpn: undefined,
        sameEmail: undefined,
        manager: undefined,
        managerEmployment: undefined,
        openEmployment: undefined
      },
      Sample.context({ actor: asked, at: Dates.plusHours(Sample.now, 1) })
    )
  )

/** A change opens what belongs to it, and nothing else. @category laws */
export const changeReopens = make({
  id: "agency-change-reopens",
  sentence:
    "a change opens the items of exactly those fields that become different and moves nothing else: name, FEIN, licence, papers and certification stay as they are",
  rules: ["AGY-13", "AGY-09"],
  runs: 400,
  input: fc.record({
    changed: someFields,
    repeated: someFields,
    state: fc.constantFrom("Incomplete", "Pending", "Certified", "Suspended" as const)
  }),
  holds: ({ changed, repeated, state }, rules) => {
    const agency = Sample.agency(0, { certification: Sample.agencyCertification(state) })
    const wanted = wantedOf(
      changed,
      repeated.filter((field) => !changed.includes(field))
    )
    const answer = decide(rules, requested(wanted), agency)
    if (changed.length === 0) return refusedAs(answer, "NothingToChange", "AGY-13")
    const left = after(rules, agency, answer)
    return all(
      same([...(left.change?.items ?? [])].sort(), changed.map((field) => opens[field]).sort(), "what is open"),
      same(left.change?.wanted, wantedOf(changed), "what is wanted"),
      same(standing(left), standing(agency), "the agency")
    )
  }
})

/** Papers of a change wait with it. @category laws */
export const papersWait = make({
  id: "agency-change-papers-wait",
  sentence:
    "papers for an open item wait with the change: they take the place of those in force with the approval, and only then do name, FEIN and licence become different; turned down or withdrawn everything is as before, and the certification never moves",
  rules: ["AGY-13", "AGY-05"],
  runs: 400,
  input: fc.record({
    changed: fc.subarray<Field>([...fields], { minLength: 1 }),
    outcome: fc.constantFrom("approved", "approved", "rejected", "withdrawn" as const)
  }),
  holds: ({ changed, outcome }, rules) => {
    const agency = Sample.agency()
    const waiting = asks(rules, agency, changed)
    const signed = changed.includes("legalName") ? signs(rules, waiting) : waiting
    const whole = changed.includes("fein") ? uploads(rules, signed) : signed
    const command: Command =
      outcome === "approved"
        ? approval
        : outcome === "withdrawn"
          ? { _tag: "WithdrawAgencyChange", agencyId, changeId }
          : { _tag: "RejectAgencyChange", agencyId, changeId, reason: "not-registered" }
    const left = after(rules, whole, decide(rules, command, whole, Sample.exchange))
    const reason = outcome === "rejected" ? { reason: "not-registered" } : {}
    return all(
      same(standing(whole), standing(agency), "the agency meanwhile"),
      same(left.change, undefined, "what waits"),
      same(left.settled, { changeId, outcome, at: Sample.now, ...reason }, "the answer"),
      same(left.certification, agency.certification, "the certification"),
      outcome === "approved"
        ? all(
            ...fields.map((field) => same(left[field], changed.includes(field) ? next[field] : agency[field], field)),
            same(
              left.agreement?.envelope,
              changed.includes("legalName") ? "envelope-new" : agency.agreement?.envelope,
              "the agreement"
            ),
            same(
              left.documents.map(({ type, uploadedAt }) => `${type} ${uploadedAt}`).sort(),
              agency.documents
                .map(({ type, uploadedAt }) =>
                  type === "payee-data" && changed.includes("fein")
                    ? `${type} ${Dates.plusHours(Sample.now, 1)}`
                    : `${type} ${uploadedAt}`
                )
                .sort(),
              "the documents"
            )
          )
        : same(standing(left), standing(agency), "the agency")
    )
  }
})

/** The exchange approves what is complete. @category laws */
export const approvalIsComplete = make({
  id: "agency-change-approval-is-complete",
  sentence:
    "a change is approved when the agreement is signed for a new name, payee data of a new FEIN is there and the exchange has validated a new licence number, by somebody who did not ask for it, and while no other live agency has the FEIN or the licence",
  rules: ["AGY-13", "AGY-07", "AGY-16"],
  runs: 800,
  input: fc.record({
    changed: fc.subarray<Field>([...fields], { minLength: 1 }),
    signed: fc.boolean(),
    uploaded: fc.boolean(),
    validated: fc.boolean(),
    own: fc.boolean(),
    taken: fc.constantFrom("nothing", "nothing", "nothing", "fein", "licence" as const)
  }),
  holds: ({ changed, own, signed, taken, uploaded, validated }, rules) => {
    const actor = own ? Sample.exchange : asked
    const agency = Sample.agency()
    const waiting = after(rules, agency, decide(rules, requested(wantedOf(changed)), agency, actor))
    const withAgreement = signed && changed.includes("legalName") ? signs(rules, waiting) : waiting
    const whole = uploaded && changed.includes("fein") ? uploads(rules, withAgreement) : withAgreement
    const other = Sample.agency(50)
    const answer = rules.agencyReview.decide(
      { _tag: "ApproveAgencyChange", agencyId, changeId, ...(validated ? { licenceValidated: true } : {}) },
      {
        agency: whole,
        sameFein: taken === "fein" ? other : undefined,
        sameLicence: taken === "licence" ? other : undefined
      },
      Sample.context({ actor: Sample.exchange })
    )
    const met = { legalName: signed, fein: uploaded, licenceNumber: validated }
    if (own) return refusedAs(answer, "OwnAgencyChange", "AGY-13")
    if (changed.some((field) => !met[field])) return refusedAs(answer, "AgencyItemsOpen", "AGY-13")
    if (taken === "fein") return refusedAs(answer, "FeinInUse", "AGY-07")
    if (taken === "licence") return refusedAs(answer, "AgencyLicenceInUse", "AGY-16")
    return acceptedAs(answer, [
      { _tag: "AgencyChangeSettled", agencyId, settled: { changeId, outcome: "approved", at: Sample.now } }
    ])
  }
})

/** Papers of a change hold on the day of the answer. @category laws */
export const papersHold = make({
  id: "agency-change-papers-hold",
  sentence:
    "papers of a change that are over on the day of the answer leave their item open: neither an agreement nor payee data that is over is put in force",
  rules: ["AGY-13", "AGY-05", "AGY-06"],
  runs: 300,
  input: fc.record({
    changed: fc.constantFrom<Field>("legalName", "fein"),
    last: fc.option(fc.integer({ min: -1, max: 1 }), { nil: undefined })
  }),
  holds: ({ changed, last }, rules) => {
    const waiting = asks(rules, Sample.agency(), [changed])
    const until = last === undefined ? {} : { expiresOn: Dates.plusDays(Sample.today, last) }
    const paper =
      changed === "legalName"
        ? { agreement: Sample.agreement(0, { envelope: Id.make("envelope-new"), ...until }) }
        : { payeeData: Sample.document("payee-data", until) }
    const whole: Agency = waiting.change ? { ...waiting, change: { ...waiting.change, ...paper } } : waiting
    const answer = decide(rules, approval, whole, Sample.exchange)
    return last !== undefined && last < 0
      ? refusedAs(answer, "AgencyItemsOpen", "AGY-13")
      : same(
          eventsOf(answer).map(({ _tag }) => _tag),
          ["AgencyChangeSettled"]
        )
  }
})

/** One change at a time. @category laws */
export const oneChangeAtATime = make({
  id: "agency-change-one-at-a-time",
  sentence:
    "an agency that is there and not over has one change at a time, for a FEIN that no other live agency has; only the one that waits is answered or withdrawn",
  rules: ["AGY-13", "AGY-07", "AGY-01", "AGY-09"],
  runs: 300,
  input: fc.record({
    state: fc.constantFrom("unknown", "Terminated", "Certified", "Certified" as const),
    pending: fc.boolean(),
    taken: fc.boolean(),
    step: fc.constantFrom("RequestAgencyChange", "WithdrawAgencyChange", "ApproveAgencyChange", "RejectAgencyChange")
  }),
  holds: ({ pending, state, step, taken }, rules) => {
    const plain = Sample.agency(0, {
      certification: Sample.agencyCertification(state === "unknown" ? "Certified" : state)
    })
    const agency = pending ? asks(rules, plain, ["fein"]) : plain
    const other = Id.make<Id.AgencyChangeId>("change-2")
    const about = { agencyId, changeId: other }
    const command = {
      RequestAgencyChange: requested(wantedOf(["fein"]), other),
      WithdrawAgencyChange: { _tag: "WithdrawAgencyChange", ...about },
      ApproveAgencyChange: { _tag: "ApproveAgencyChange", ...about },
      RejectAgencyChange: { _tag: "RejectAgencyChange", ...about, reason: "other" }
    }[step] as Command
    const sameFein = taken ? Sample.agency(50) : undefined
    const answer = decide(rules, command, state === "unknown" ? undefined : agency, Sample.exchange, sameFein)
    if (state === "unknown") return refusedAs(answer, "UnknownAgency", "AGY-01")
    if (state === "Terminated") return refusedAs(answer, "AgencyOver", "AGY-09")
    if (step !== "RequestAgencyChange") return refusedAs(answer, "NoSuchAgencyChange", "AGY-13")
    if (pending) return refusedAs(answer, "AgencyChangePending", "AGY-13")
    return taken
      ? refusedAs(answer, "FeinInUse", "AGY-07")
      : same(
          eventsOf(answer).map(({ _tag }) => _tag),
          ["AgencyChangeRequested"]
        )
  }
})

/** Signatures are for one name. @category laws */
export const signaturesAreForOneName = make({
  id: "agency-change-signatures-are-for-one-name",
  sentence:
    "signatures that were given under the old name do not count for the new one, nor those for a name that was turned down for the old; the same papers are signed once",
  rules: ["AGY-13", "AGY-05"],
  input: fc.record({ named: fc.boolean(), moment: fc.constantFrom("asked", "turned down" as const) }),
  holds: ({ moment, named }, rules) => {
    const person = {
      _tag: "Person",
      name: Sample.staff(3).name,
      title: present.legalName,
      email: Sample.staff(3).email
    } as const
    const half = (agency: Agency) => signs(rules, { ...agency, signer: person })
    const field: ReadonlyArray<Field> = named ? ["legalName"] : ["fein"]
    const start = Sample.agency()
    const reject: Command = { _tag: "RejectAgencyChange", agencyId, changeId, reason: "other" }
    const whole = asks(rules, start, ["legalName"])
    const done = signs(rules, whole)
    const left =
      moment === "asked"
        ? asks(rules, half(start), field)
        : (() => {
            const waiting = half(asks(rules, start, field))
            return after(rules, waiting, decide(rules, reject, waiting, Sample.exchange))
          })()
    return all(
      same(left.signing?.signatures.length, named ? undefined : 1, "the signatures that count"),
      same(standing(signs(rules, done)), standing(done), "what was signed twice"),
      same(done.change?.agreement?.envelope, "envelope-new", "the agreement of the change")
    )
  }
})

/** The laws of this module. @category laws */
export const laws = [
  changeReopens,
  papersWait,
  approvalIsComplete,
  papersHold,
  oneChangeAtATime,
  signaturesAreForOneName
] as ReadonlyArray<Law>
