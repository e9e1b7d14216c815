/**
 * A week at two agencies, as commands through the one command path.
 *
 * @since 0.1.0
 */
import { Agencybook } from "@agencybook/application/Agencybook"
import * as Queries from "@agencybook/application/Queries"
import { Store } from "@agencybook/application/Store"
import type { Actor } from "@agencybook/core/Actor"
import * as AgencyDocument from "@agencybook/core/AgencyDocument"
import type { Profile } from "@agencybook/core/Agent"
import * as Dates from "@agencybook/core/CalendarDate"
import * as Contact from "@agencybook/core/Contact"
import * as Facts from "@agencybook/core/Facts"
import * as Format from "@agencybook/core/Format"
import * as Id from "@agencybook/core/Id"
import * as Licence from "@agencybook/core/Licence"
import type { items } from "@agencybook/core/Requirement"
import * as TaxId from "@agencybook/core/TaxId"
import type { Command as TransferCommand } from "@agencybook/core/Transfer"
import * as Effect from "effect/Effect"
import { agencies, amelie, type CastAgent, type CastCase, dolores, linh, maria, rosalind, tomas, zoe } from "./cast.ts"
import type { Desk, StoryClock } from "./Desk.ts"
import { send, sendQuietly, sendRefused } from "./Desk.ts"

const goldenGate = Id.make<Id.AgencyId>(agencies.goldenGate)
const harbor = Id.make<Id.AgencyId>("agy-harbor-light")
const ingrid = Id.make<Id.AgentId>("agt-ingrid-saether")
const noor = Id.make<Id.AgentId>("agt-noor-haddad")

const agent = ({ agentId }: CastAgent): Actor => ({ _tag: "Agent", agentId: Id.make(agentId) })
const agentIdOf = ({ agentId }: CastAgent): Id.AgentId => Id.make(agentId)
const caseIdOf = ({ caseNumber }: CastCase): Id.CaseId => Id.make(`case-${caseNumber}`)
const consumer = (one: CastCase): Actor => ({ _tag: "Consumer", caseId: caseIdOf(one) })
const exchange: Actor = { _tag: "Exchange", userId: Id.make("reviewer-7") }
const serviceCenter: Actor = { _tag: "ServiceCenter", userId: Id.make("representative-12") }

const profile = (
  first: string,
  last: string,
  licence: string,
  npn: string,
  city: string,
  languages: string
): Profile => ({
  name: { first: Format.literal(Contact.personName, first), last: Format.literal(Contact.personName, last) },
  licence: {
    number: Format.literal(Licence.format, licence),
    expiresOn: Dates.make("2028-02-29"),
    status: "active",
    health: true
  },
  npn: Format.literal(Licence.npnFormat, npn),
  loginEmail: Format.literal(Contact.email, `${npn}@example.com`),
  publicEmail: Format.literal(Contact.email, `agent.${npn}@example.com`),
  languages: languages.split(" ").map((code) => Format.literal(Contact.language, code)),
  place: { city, county: city },
  publicPhone: Format.literal(Contact.phone, "707-555-0119"),
  acceptsNewClients: true,
  listInDirectory: true
})

const checklist = Effect.fnUntraced(function* (
  desk: Desk,
  key: string,
  agentId: Id.AgentId,
  name: string,
  scores: ReadonlyArray<number>
) {
  const record = (item: Exclude<(typeof items)[number], "exam-passed">) =>
    sendQuietly({
      id: `${key}-${item}`,
      who: exchange,
      says: item,
      command: { _tag: "RecordRequirement", agentId, item, outcome: "Met" }
    })
  for (const item of ["licence-validated", "lms-invited", "training-complete"] as const) yield* record(item)
  desk.note(`${name}: licence validated, invited to the learning system, training complete`)
  for (const [index, score] of scores.entries()) {
    yield* send(
      desk,
      {
        id: `${key}-exam-${index}`,
        who: exchange,
        says: `${name} takes the exam: ${score} percent`,
        command: { _tag: "RecordExam", agentId, score }
      },
      () => (score >= 80 ? "passed" : `not passed, ${2 - index} tries left`)
    )
  }
  for (const item of ["fee-paid", "agreement-signed", "voter-registration-training"] as const) yield* record(item)
  desk.note(`${name}: fee paid, agreement signed, voter-registration training done`)
})

const newAgency = Effect.fnUntraced(function* (desk: Desk, clock: StoryClock) {
  desk.chapter("Monday, 2 March: a new agency")
  clock.set("2026-03-02T18:00:00.000Z")
  const owner: Actor = { _tag: "Agent", agentId: ingrid }
  yield* send(
    desk,
    {
      id: "open-agency",
      who: { _tag: "Applicant", userId: Id.make("applicant-3") },
      says: "Ingrid Sæther opens Harbor Light Insurance and becomes its manager",
      command: {
        _tag: "OpenAgency",
        agencyId: harbor,
        managerId: ingrid,
        manager: profile("Ingrid", "Sæther", "7I50417", "9900150417", "Eureka", "en no"),
        details: {
          legalName: Format.literal(Contact.businessName, "Harbor Light Insurance Services"),
          publicName: Format.literal(Contact.businessName, "Harbor Light Insurance"),
          fein: Format.literal(TaxId.format, "68-4417093"),
          entityKind: "llc",
          markets: ["individual", "smallBusiness"],
          email: Format.literal(Contact.email, "office@harborlight.example.com"),
          phone: Format.literal(Contact.phone, "707-555-0177"),
          site: {
            street: "14 Wharf Street",
            city: "Eureka",
            county: "Humboldt",
            state: "CA",
            zip: Format.literal(Contact.zip, "95501")
          }
        }
      }
    },
    () => "agency and manager are pending together"
  )
  const documents = [{ type: "e-and-o", expiresOn: Dates.make("2027-01-31") }, { type: "payee-data" }] as const
  for (const one of documents) {
    // The host keeps the file, and tells the portal its digest.
    const file: AgencyDocument.File = {
      documentId: Id.make<Id.DocumentId>(`harbor-${one.type}`),
      name: Format.literal(AgencyDocument.fileName, `${one.type}.pdf`),
      mediaType: "application/pdf",
      bytes: 48_213,
      sha256: "3f".repeat(32)
    }
    const document = { ...one, file }
    const command = { _tag: "UploadAgencyDocument", agencyId: harbor, document } as const
    yield* send(desk, { id: `upload-${document.type}`, who: owner, says: `She uploads ${document.type}`, command })
  }
  yield* send(desk, {
    id: "submit-agency",
    who: owner,
    says: "She submits both applications",
    command: { _tag: "SubmitAgency", agencyId: harbor }
  })
  clock.set("2026-03-03T18:00:00.000Z")
  yield* checklist(desk, "ingrid", ingrid, "Ingrid", [88])
  const herself = { _tag: "Manager", agentId: ingrid } as const
  yield* send(desk, {
    id: "name-signer",
    who: owner,
    says: "She is the one who may bind the agency",
    command: { _tag: "NameAgencySigner", agencyId: harbor, signer: herself }
  })
  yield* send(desk, {
    id: "sign-agreement",
    who: owner,
    says: "She signs the agency agreement",
    command: {
      _tag: "SignAgencyAgreement",
      agencyId: harbor,
      envelope: Id.make("envelope-harbor"),
      by: herself,
      on: Dates.make("2026-03-03")
    }
  })
  yield* send(
    desk,
    {
      id: "certify-agency",
      who: exchange,
      says: "The exchange certifies Harbor Light and its manager in one step",
      command: {
        _tag: "CertifyAgency",
        agencyId: harbor,
        managerTerm: { number: "2500417001", from: Dates.make("2026-03-03"), until: Dates.make("2031-03-03") }
      }
    },
    ({ events }) => `${events.length} events in one transaction`
  )
})

const isCertified = Effect.fnUntraced(function* (agentId: Id.AgentId) {
  const store = yield* Store
  const [found] = yield* store.load([Facts.read("agent", "id", agentId)])
  return found?.kind === "agent" && found.record.certification._tag === "Certified"
})

const newAgent = Effect.fnUntraced(function* (desk: Desk, clock: StoryClock) {
  desk.chapter("Tuesday, 3 March: a new agent at Golden Gate")
  clock.set("2026-03-03T19:00:00.000Z")
  yield* send(desk, {
    id: "add-noor",
    who: agent(dolores),
    says: "Dolores Ñíguez-Hart, manager, adds Noor Haddad to the roster",
    command: {
      _tag: "AddAgent",
      agencyId: goldenGate,
      agentId: noor,
      profile: profile("Noor", "Haddad", "7N50633", "9900150633", "San Francisco", "en ar")
    }
  })
  yield* send(desk, {
    id: "submit-noor",
    who: agent(dolores),
    says: "She submits the profile",
    command: { _tag: "SubmitAgent", agentId: noor }
  })
  const term = { number: "2500633001", from: Dates.make("2026-03-04"), until: Dates.make("2031-03-04") }
  if (!(yield* isCertified(noor))) {
    yield* sendRefused(desk, {
      id: "certify-noor-early",
      who: exchange,
      says: "Certifying Noor before the checklist is complete",
      command: { _tag: "CertifyAgent", agentId: noor, term }
    })
  }
  clock.set("2026-03-04T18:00:00.000Z")
  yield* checklist(desk, "noor", noor, "Noor", [79, 84])
  yield* send(
    desk,
    {
      id: "certify-noor",
      who: exchange,
      says: "The exchange certifies Noor",
      command: { _tag: "CertifyAgent", agentId: noor, term }
    },
    () => "active on the roster at once"
  )
})

const findHelp = Effect.fnUntraced(function* (desk: Desk, clock: StoryClock) {
  desk.chapter("Wednesday, 4 March: a consumer finds help")
  clock.set("2026-03-04T21:00:00.000Z")
  const found = yield* Queries.directory(
    { actor: consumer(amelie) },
    { language: Format.literal(Contact.language, "es"), county: "San Francisco", acceptsNewClients: true },
    { limit: 20 }
  )
  desk.note(`Amélie D'Arcy looks for an agent who speaks Spanish in San Francisco: ${found.value.rows.length} found`)
  const delegationId = Id.make<Id.DelegationId>("request-amelie")
  yield* send(
    desk,
    {
      id: "request-amelie",
      who: consumer(amelie),
      says: "She asks Tomás O'Brien to be her agent",
      command: {
        _tag: "RequestDelegation",
        delegationId,
        caseId: caseIdOf(amelie),
        agentId: agentIdOf(tomas),
        signedBy: "Amélie D'Arcy"
      }
    },
    () => "pending until he answers"
  )
  yield* send(desk, {
    id: "accept-amelie",
    who: agent(tomas),
    says: "Tomás accepts",
    command: { _tag: "AcceptRequest", delegationId }
  })
})

const isLinked = Effect.fnUntraced(function* (caseId: Id.CaseId) {
  const store = yield* Store
  const [found] = yield* store.load([Facts.read("case", "id", caseId)])
  return found?.kind === "case" && found.record.account._tag === "Linked"
})

const linkAccount = Effect.fnUntraced(function* (desk: Desk, clock: StoryClock) {
  desk.chapter("Thursday, 5 March: a case is linked by an access code")
  clock.set("2026-03-05T22:00:00.000Z")
  const caseId = caseIdOf(zoe)
  if (yield* isLinked(caseId)) {
    desk.note("Zoë Null's account was linked before")
    return
  }
  const requestedBy = { _tag: "Pbe", helperId: Id.make<Id.UserId>("enroller-5"), consumerPresent: true } as const
  yield* sendRefused(desk, {
    id: "code-unverified",
    who: serviceCenter,
    says: "The service center is asked for a code, but nobody verified who is calling",
    command: {
      _tag: "IssueAccessCode",
      accessCodeId: Id.make("code-0"),
      caseId,
      channel: "phone",
      requestedBy
    }
  })
  // A code is told once: a run that was cut off between issuing and redeeming has to ask for another one.
  for (let attempt = 1; attempt <= 20; attempt++) {
    const issued = yield* send(
      desk,
      {
        id: `code-${attempt}`,
        who: serviceCenter,
        says: "Zoë Null is on the line and proves who she is; she is told a code",
        command: {
          _tag: "IssueAccessCode",
          accessCodeId: Id.make(`code-${attempt}`),
          caseId,
          channel: "phone",
          requestedBy,
          identityMethod: "personal-data"
        }
      },
      () => "kept only as a salted digest"
    )
    if (issued.reveal === undefined) continue
    yield* send(desk, {
      id: `redeem-${attempt}`,
      who: consumer(zoe),
      says: "She types it with her date of birth, and her new account is linked",
      secret: issued.reveal,
      command: { _tag: "RedeemAccessCode", caseId, accountId: Id.make("account-zoe"), fact: { dob: zoe.dob } }
    })
    return
  }
})

const actForAgent = Effect.fnUntraced(function* (desk: Desk, clock: StoryClock) {
  desk.chapter("Friday, 6 March: the manager acts for an agent")
  clock.set("2026-03-06T18:00:00.000Z")
  const delegationId = Id.make<Id.DelegationId>("request-zoe")
  yield* send(desk, {
    id: "request-zoe",
    who: consumer(zoe),
    says: "Zoë asks Linh Nguyễn, who speaks Vietnamese",
    command: {
      _tag: "RequestDelegation",
      delegationId,
      caseId: caseIdOf(zoe),
      agentId: agentIdOf(linh),
      signedBy: "Zoë Null"
    }
  })
  const actingId = Id.make<Id.ActingId>("acting-for-linh")
  yield* send(desk, {
    id: "open-acting",
    who: agent(dolores),
    says: "Linh is with a client all day; Dolores opens a session to act for Linh",
    command: { _tag: "OpenActing", actingId, agencyId: goldenGate, agentId: agentIdOf(linh) }
  })
  clock.set("2026-03-06T18:04:00.000Z")
  yield* send(
    desk,
    {
      id: "accept-zoe",
      who: agent(dolores),
      acting: actingId,
      says: "In that session she accepts Zoë's request",
      command: { _tag: "AcceptRequest", delegationId }
    },
    () => "actor Dolores, on behalf of Linh; the agent of record is Linh"
  )
  yield* send(desk, {
    id: "close-acting",
    who: agent(dolores),
    says: "She closes the session",
    command: { _tag: "CloseActing", actingId }
  })
})

const leave = Effect.fnUntraced(function* (desk: Desk, clock: StoryClock) {
  desk.chapter("Friday, 6 March, afternoon: an agent goes on leave")
  clock.set("2026-03-06T23:00:00.000Z")
  const inactive = {
    _tag: "SetAgentInactive",
    agencyId: goldenGate,
    agentId: agentIdOf(maria),
    reason: "leave"
  } as const
  const transfer: TransferCommand = {
    _tag: "TransferBook",
    transferId: Id.make("transfer-maria-leave"),
    agencyId: goldenGate,
    fromAgentId: agentIdOf(maria),
    toAgentId: noor,
    reason: "leave"
  }
  const preview = yield* Effect.result(Queries.previewTransfer({ actor: agent(dolores) }, transfer))
  if (preview._tag === "Success") {
    yield* sendRefused(desk, {
      id: "inactive-early",
      who: agent(dolores),
      says: "Dolores sets Maria Okafor-Lindqvist inactive",
      command: inactive
    })
    yield* sendRefused(desk, {
      id: "transfer-stranger",
      who: agent(rosalind),
      says: "The manager of another agency tries to take the book",
      command: { ...transfer, transferId: Id.make("transfer-stranger") }
    })
    const { after, before } = preview.success.value
    desk.note(
      `Preview: Maria ${before.source} cases → ${after.source}, Noor ${before.target} → ${after.target}; every consumer is told`
    )
  }
  yield* send(
    desk,
    { id: "transfer-maria", who: agent(dolores), says: "Dolores transfers the whole book to Noor", command: transfer },
    ({ events }) => `${events.length} events, all or none`
  )
  yield* send(desk, { id: "inactive-maria", who: agent(dolores), says: "Now Maria is set inactive", command: inactive })
})

const mondayRun = Effect.fnUntraced(function* (desk: Desk, clock: StoryClock) {
  desk.chapter("Monday, 9 March: the weekly run for newly certified agents")
  clock.set("2026-03-09T15:00:00.000Z")
  yield* send(
    desk,
    {
      id: "extranet-2026-03-09",
      who: { _tag: "System", userId: Id.make("scheduler") },
      says: "Extranet accounts for everybody certified last week",
      command: { _tag: "RunExtranetOnboarding", day: Dates.make("2026-03-09") }
    },
    ({ events }) =>
      events.map((event) => (event._tag === "ExtranetAccountProvisioned" ? event.account.username : "")).join(" and ")
  )
})

/** Plays the week; what was done before is recognised and not done again. */
export const play = Effect.fnUntraced(function* (desk: Desk, clock: StoryClock) {
  yield* Agencybook
  yield* newAgency(desk, clock)
  yield* newAgent(desk, clock)
  yield* findHelp(desk, clock)
  yield* linkAccount(desk, clock)
  yield* actForAgent(desk, clock)
  yield* leave(desk, clock)
  yield* mondayRun(desk, clock)
})
