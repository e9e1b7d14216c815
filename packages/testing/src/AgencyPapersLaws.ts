/**
 * Laws of an agency's papers and numbers: which documents count, and which do not, being signed while it is suspended, dated
 * elsewhere, or of a draft.
 *
 * @since 0.1.0
 */
import type { Agency } from "@agencybook/core/Agency"
import type { Signer } from "@agencybook/core/AgencyAgreement"
import type { Command } from "@agencybook/core/AgencySigning"
import * as Dates from "@agencybook/core/CalendarDate"
import type { BusinessName } from "@agencybook/core/Contact"
import * as Id from "@agencybook/core/Id"
import * as fc from "fast-check"
import { all, broken, eventsOf, type Law, make, refusedAs, same } from "./Law.ts"
import * as Sample from "./Sample.ts"
import * as World from "./World.ts"

const agencyId = Sample.agencyId()
const manager = { _tag: "Manager", agentId: Sample.agentId(0) } as const
const { email, name } = Sample.staff(3)
const person: Signer = { _tag: "Person", name, title: "President" as BusinessName, email }
const { agreement: _agreement, ...sampled } = Sample.agency(0)
const unsigned: Agency = { ...sampled, signer: manager }
const signed: Command = {
  _tag: "SignAgencyAgreement",
  agencyId,
  envelope: Id.make<Id.DocumentId>("envelope-new"),
  by: manager,
  on: Sample.today
}

/** Nobody else is concerned. */
const alone = {
  ...{ sameFein: undefined, sameNpn: undefined, sameEmail: undefined },
  ...{ manager: undefined, managerEmployment: undefined, openEmployment: undefined }
}

/** A suspended agency stays bound as it is. @category laws */
export const suspendedStaysBound = make({
  id: "agreement-suspended-stays-bound",
  sentence:
    "while an agency is suspended no manager names its signer, nor signs but in place of an agreement that is over; the exchange and the service that collects signatures tell both as always",
  rules: ["AGY-11", "AGY-05"],
  runs: 300,
  fixes: ["agreementTermYears"],
  input: fc.record({
    state: fc.constantFrom("Suspended", "Suspended", "Certified", "Pending" as const),
    actor: fc.constantFrom("manager", "exchange", "system" as const),
    agreement: fc.constantFrom("none", "over", "today", "long" as const),
    naming: fc.boolean()
  }),
  holds: ({ actor, agreement, naming, state }, rules) => {
    const days = { none: 0, over: -1, today: 0, long: 700 }
    const expiresOn = Dates.plusDays(Sample.today, days[agreement])
    const agency = {
      ...unsigned,
      certification: Sample.agencyCertification(state),
      ...(agreement === "none" ? {} : { agreement: Sample.agreement(0, { expiresOn }) })
    }
    const who = { manager: Sample.asAgent(0), exchange: Sample.exchange, system: Sample.system }[actor]
    const answer = rules.agencySigning.decide(
      naming ? { _tag: "NameAgencySigner", agencyId, signer: person } : signed,
      { agency },
      Sample.context({ actor: who })
    )
    const bound = agreement === "today" || agreement === "long"
    return actor === "manager" && state === "Suspended" && (naming || bound)
      ? refusedAs(answer, "AgencySuspendedMeanwhile", "AGY-11")
      : same(eventsOf(answer).length, 1, "the number of events")
  }
})

/** Papers come on a day of the exchange. @category laws */
export const papersComeOnADay = make({
  id: "agreement-papers-come-on-a-day",
  sentence:
    "insurance counts as handed in on the exchange's day of that moment, whatever day it is elsewhere: reminders of that day and before are not made up for, those of the next day come",
  rules: ["AGY-05", "AGY-06"],
  runs: 400,
  input: fc.record({
    timeZone: fc.constantFrom("America/Los_Angeles", "Pacific/Kiritimati", "UTC"),
    hour: fc.integer({ min: 0, max: 23 }),
    ahead: fc.constantFrom(...[60, 30, 7].flatMap((days) => [days - 1, days, days + 1, days + 2]))
  }),
  holds: ({ ahead, hour, timeZone }, rules) => {
    const policy = { ...Sample.policy(), timeZone }
    const at = Dates.instant(`2026-06-15T${String(hour).padStart(2, "0")}:30:00.000Z`)
    const today = Dates.on(at, timeZone)
    const expiresOn = Dates.plusDays(today, ahead)
    const { agreement: _, ...plain } = Sample.agency(0, { documents: [] })
    const answer = rules.agency.decide(
      { _tag: "UploadAgencyDocument", agencyId, document: { type: "e-and-o", expiresOn, file: Sample.documentFile() } },
      { ...alone, agency: plain },
      Sample.context({ at, policy })
    )
    const [event] = eventsOf(answer)
    if (event?._tag !== "AgencyDocumentUploaded") return broken("nothing was uploaded")
    const next = [60, 30, 7].find((days) => days < ahead)
    return same(
      rules.agency.evolve(plain, event).dueOn,
      Dates.plusDays(expiresOn, next === undefined ? 1 : -next),
      "the next day of the run"
    )
  }
})

/** A draft keeps nobody out. @category laws */
export const draftHoldsNoLicence = make({
  id: "agency-draft-holds-no-licence",
  sentence:
    "a licence number belongs to the agency that is submitted with it and not over; a draft with the number keeps nobody from it, and is not submitted once another agency has it",
  rules: ["AGY-16"],
  runs: 300,
  input: fc.record({
    other: fc.constantFrom("Incomplete", "Pending", "Certified", "Suspended", "Terminated" as const),
    same: fc.boolean(),
    step: fc.constantFrom("open", "submit" as const)
  }),
  holds: ({ other, same: isSame, step }, rules) => {
    const { number: licenceNumber } = Sample.licence(70)
    const holder = Sample.agency(7, { licenceNumber, certification: Sample.agencyCertification(other) })
    const details = { ...Sample.details(3), licenceNumber: isSame ? licenceNumber : Sample.licence(71).number }
    const draft = Sample.agency(3, {
      licenceNumber: details.licenceNumber,
      certification: Sample.agencyCertification("Incomplete"),
      managers: [Sample.agentId(3)]
    })
    const world = {
      ...World.empty,
      agency: new Map([holder, ...(step === "submit" ? [draft] : [])].map((one) => [one.agencyId, one])),
      ...(step === "submit"
        ? {
            agent: new Map([
              [Sample.agentId(3), Sample.agent(3, { certification: Sample.certification("Incomplete") })]
            ]),
            employment: new Map([[Sample.employment(3, 3, "Invited").employmentId, Sample.employment(3, 3, "Invited")]])
          }
        : {})
    }
    const { agencyId: opened } = draft
    const answer = rules.command(
      step === "submit"
        ? { _tag: "SubmitAgency", agencyId: opened }
        : { _tag: "OpenAgency", agencyId: opened, details, managerId: Sample.agentId(3), manager: Sample.profile(3) },
      World.facts(world),
      Sample.context(),
      {}
    )
    const taken = isSame && other !== "Incomplete" && other !== "Terminated"
    return taken ? refusedAs(answer, "AgencyLicenceInUse", "AGY-16") : same(answer._tag, "Accepted", `to ${step}`)
  }
})

/** The newest document of a type counts. @category laws */
export const newestDocumentCounts = make({
  id: "agency-newest-document-counts",
  sentence:
    "an uploaded document takes the place of the one of its type, and no other's, with its file, who handed it in and when; without a file none is taken but a paper that the exchange holds and names, nor one that is over on that day, and an agency that has ended takes none; payee data goes to a change of the FEIN while one waits, and nothing else does",
  rules: ["AGY-06", "AGY-08", "AGY-09", "AGY-13"],
  input: fc.record({
    type: fc.constantFrom(...(["e-and-o", "payee-data", "other"] as const)),
    over: fc.boolean(),
    comes: fc.constantFrom("file", "file", "file", "paper", "both", "nothing"),
    exchange: fc.boolean(),
    last: fc.constantFrom(-400, -1, 0, 400),
    changing: fc.boolean()
  }),
  holds: ({ changing, comes, exchange, last, over, type }, rules) => {
    const document = {
      type,
      expiresOn: Dates.plusDays(Sample.today, last),
      ...(comes === "file" || comes === "both" ? { file: Sample.documentFile() } : {}),
      ...(comes === "paper" || comes === "both" ? { paper: Id.make<Id.DocumentId>("shelf-7") } : {})
    }
    const change: NonNullable<Agency["change"]> = {
      ...{ changeId: Id.make("change-1"), wanted: { fein: Sample.details(9).fein }, items: ["payee-data"] },
      ...{ requestedAt: Sample.now, requestedBy: "agent/agent-0" }
    }
    const agency = Sample.agency(0, {
      ...(over ? { certification: Sample.agencyCertification("Terminated") } : {}),
      ...(changing ? { change } : {})
    })
    const actor = exchange ? Sample.exchange : Sample.asAgent(0)
    const answer = rules.agency.decide(
      { _tag: "UploadAgencyDocument", agencyId, document },
      { ...alone, agency },
      Sample.context({ actor })
    )
    if (over) return refusedAs(answer, "AgencyOver", "AGY-09")
    if (!exchange && "paper" in document) return refusedAs(answer, "PaperOfExchange", "AGY-06")
    if (comes === "nothing") return refusedAs(answer, "AgencyDocumentWithoutFile", "AGY-06")
    if (last < 0) return refusedAs(answer, "AgencyDocumentOver", "AGY-06")
    const [event] = eventsOf(answer)
    if (event?._tag !== "AgencyDocumentUploaded") return broken("nothing was uploaded")
    const others = agency.documents.filter((one) => one.type !== type)
    const held = {
      ...document,
      uploadedAt: Sample.now,
      uploadedOn: Sample.today,
      uploadedBy: exchange ? "exchange/examiner" : "agent/agent-0"
    }
    const after = rules.agency.evolve(agency, event)
    if (!changing) return same(after.documents, [...others, held], "the documents")
    const forIt = type === "payee-data"
    return all(
      same(after.documents, forIt ? agency.documents : [...others, held], "the documents"),
      same(after.change, forIt ? { ...change, payeeData: held } : change, "the change")
    )
  }
})

/** The laws of this module. @category laws */
export const laws = [
  suspendedStaysBound,
  papersComeOnADay,
  newestDocumentCounts,
  draftHoldsNoLicence
] as ReadonlyArray<Law>
