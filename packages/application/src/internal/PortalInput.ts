/**
 * What hosts without Effect may send with a question, as schemas that name the field that cannot be read.
 *
 * @since 0.1.0
 */

import { machine as agency } from "@agencybook/core/AgencyCertification"
import { type Capability, permissions } from "@agencybook/core/Capability"
import { machine as certification } from "@agencybook/core/Certification"
import { lists } from "@agencybook/core/DelegationList"
import type { Criteria } from "@agencybook/core/Directory"
import { reasonFormat } from "@agencybook/core/Disclosure"
import type { Discrepancy } from "@agencybook/core/Discrepancy"
import { machine as employment } from "@agencybook/core/Employment"
import { machine as entity } from "@agencybook/core/EnrollmentEntity"
import type { Input } from "@agencybook/core/Input"
import { mostRows } from "@agencybook/core/Page"
import { items } from "@agencybook/core/Requirement"
import type { Employer } from "@agencybook/core/SmallBusiness"
import * as Vocabulary from "@agencybook/core/schema/Vocabulary"
import * as Schema from "effect/Schema"
import { isText } from "../Fidelity.ts"

import type { Viewer } from "./QueryAsk.ts"
import { mostTrendDays } from "./TrendQueries.ts"

export { own } from "./Own.ts"

/** What somebody types to search for. */
const line = (most: number) =>
  Schema.String.check(
    // What is too long is not looked through as well.
    Schema.isMaxLength(most).abort(),
    Schema.makeFilter((text: string) => (isText(text) ? undefined : "expected text without NUL and half symbols"))
  )
const Line = line(200)

/** Who asks, as the host has authenticated them. */
export const viewer: Schema.Codec<Viewer, Input<Viewer>> = Schema.Struct({
  actor: Vocabulary.Actor,
  acting: Schema.optionalKey(Vocabulary.ActingId),
  secondFactor: Schema.optionalKey(Schema.Literal(true)),
  reason: Schema.optionalKey(Vocabulary.fromFormat(reasonFormat))
})
/** Which book. */
export const scope = Schema.Struct({
  agencyId: Vocabulary.AgencyId,
  agentId: Schema.optionalKey(Vocabulary.AgentId)
})
/** For how many days a trend is asked. */
export const trendDays = Vocabulary.whole(1, mostTrendDays, `a whole number of days from 1 to ${mostTrendDays}`)
/** A capability. */
export const capability = Schema.Literals(Object.keys(permissions) as ReadonlyArray<Capability>)
const About = Schema.Struct({
  agencyId: Schema.optionalKey(Vocabulary.AgencyId),
  agentId: Schema.optionalKey(Vocabulary.AgentId),
  counselorId: Schema.optionalKey(Vocabulary.UserId),
  caseId: Schema.optionalKey(Vocabulary.CaseId)
})
/** A capability, and what it would be used on. */
export const question = Schema.Struct({ capability, about: About })
/** A capability, and as much as it would be used on as a page of a list has rows. */
export const questions = Schema.Struct({
  capability,
  about: Schema.Array(About).check(Schema.isMaxLength(mostRows).abort())
})
/** A case and a day, and the day of which the belief is asked for. */
export const onDay = Schema.Struct({
  caseId: Vocabulary.CaseId,
  day: Vocabulary.CalendarDate,
  believedOn: Schema.optionalKey(Vocabulary.CalendarDate),
  policyId: Schema.optionalKey(Vocabulary.PolicyId)
})
const distance = Schema.Number.check(
  Schema.makeFilter((miles: number) =>
    miles >= 0 && miles <= 12_500 ? undefined : "expected miles from 0 to 12,500, which is as far as one can be"
  )
)
const degrees = (most: number) =>
  Schema.Number.check(
    Schema.makeFilter((n: number) => (Math.abs(n) <= most ? undefined : `expected degrees from -${most} to ${most}`))
  )
// Where a device says that somebody is, with as many decimals as it gives.
const Somewhere = Schema.Struct({ latitude: degrees(90), longitude: degrees(180) })
/** What a consumer looks for in the directory: every field of the criteria, so that none is taken and not asked. */
const criteriaFields = {
  language: Schema.optionalKey(Vocabulary.Language),
  county: Schema.optionalKey(Line),
  city: Schema.optionalKey(Line),
  zip: Schema.optionalKey(Vocabulary.Zip),
  name: Schema.optionalKey(Line),
  acceptsNewClients: Schema.optionalKey(Schema.Boolean),
  clients: Schema.optionalKey(Schema.Literals(["individuals", "employers"])),
  openAt: Schema.optionalKey(
    Schema.Struct({
      weekday: Vocabulary.whole(1, 7, "a weekday from 1 for Monday to 7 for Sunday"),
      time: Vocabulary.TimeOfDay
    })
  ),
  near: Schema.optionalKey(Schema.Struct({ point: Somewhere, miles: distance }))
} satisfies { readonly [Field in keyof Required<Criteria>]: unknown }
/** What a consumer looks for in the directory. */
export const criteria = Schema.Struct(criteriaFields)
const { clients: _, ...ofCounselors } = criteriaFields
/** What a consumer looks for among counselors. */
export const counselorCriteria = Schema.Struct(ofCounselors)

/** Which part of what the daily run finds. */
export const due = Schema.Struct({
  day: Vocabulary.CalendarDate,
  after: Schema.optionalKey(Schema.Struct({ agentId: Vocabulary.AgentId, dueOn: Vocabulary.CalendarDate })),
  limit: Schema.optionalKey(Vocabulary.whole(1, 1_000, "a whole number from 1 to 1,000"))
})
/** Which part of the agencies that the daily run finds. */
export const agencyDue = Schema.Struct({
  day: Vocabulary.CalendarDate,
  after: Schema.optionalKey(Schema.Struct({ agencyId: Vocabulary.AgencyId, dueOn: Vocabulary.CalendarDate })),
  limit: Schema.optionalKey(Vocabulary.whole(1, 1_000, "a whole number from 1 to 1,000"))
})
/** Which part of the requests that the daily run finds. */
export const requestDue = Schema.Struct({
  day: Vocabulary.CalendarDate,
  after: Schema.optionalKey(Schema.Struct({ delegationId: Vocabulary.DelegationId, requestedAt: Vocabulary.Instant })),
  limit: Schema.optionalKey(Vocabulary.whole(1, 1_000, "a whole number from 1 to 1,000"))
})
const upTo1000 = Vocabulary.whole(1, 1_000, "a whole number from 1 to 1,000")
const lease = Vocabulary.whole(1, 2_592_000_000, "a whole number of milliseconds up to 30 days")
/** How many letters, and for how long. */
export const letters = Schema.Struct({ limit: Schema.optionalKey(upTo1000), leaseMillis: Schema.optionalKey(lease) })
/** How many notices for e-mail at once, for how long, and how often each is tried. */
export const drained = Schema.Struct({
  attempts: Schema.optionalKey(upTo1000),
  batch: Schema.optionalKey(upTo1000),
  leaseMillis: Schema.optionalKey(lease)
})
/** What of a claimed letter is needed to settle it, and what became of it. */
export const settled = Schema.Struct({
  noticeId: line(400),
  token: line(400),
  outcome: Schema.Literals(["sent", "failed", "retry"])
})
const Limit = Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: mostRows }))
const Days = Vocabulary.whole(0, 10_000, "a whole number of days from 0 to 10,000")
const Text = line(400)
const Status = Schema.Literals(["Lapsed", ...certification.states])

/** Which page of a list. */
export const page = Schema.Struct({
  after: Schema.optionalKey(Schema.Struct({ key: Text, id: Text })),
  limit: Limit
})
/** Which page of a trail. */
export const trailPage = Schema.Struct({
  before: Schema.optionalKey(Schema.Int.check(Schema.isGreaterThan(0))),
  limit: Limit
})
/** One of the lists of delegations. */
export const list = Schema.Literals(lists)
/** Whose trail: at most one of four. */
export const trail = Schema.Struct({
  caseId: Schema.optionalKey(Vocabulary.CaseId),
  agentId: Schema.optionalKey(Vocabulary.AgentId),
  agencyId: Schema.optionalKey(Vocabulary.AgencyId),
  counselorId: Schema.optionalKey(Vocabulary.UserId)
}).check(
  Schema.makeFilter((of: object) =>
    Object.keys(of).length > 1 ? "expected one case, agent, agency or counselor" : undefined
  )
)
/** What a roster is searched for. */
export const rosterFilter = Schema.Struct({
  search: Schema.optionalKey(Text),
  certificationStatus: Schema.optionalKey(Status),
  employment: Schema.optionalKey(Schema.Literals(employment.states)),
  mayAct: Schema.optionalKey(Schema.Boolean)
})
/** Which agencies. */
export const agencyFilter = Schema.Struct({ certification: Schema.optionalKey(Schema.Literals(agency.states)) })
/** Which enrollment entities. */
export const entityFilter = Schema.Struct({ certification: Schema.optionalKey(Schema.Literals(entity.states)) })
/** Whose worklist. */
export const workScope = Schema.Struct({ agencyId: Schema.optionalKey(Vocabulary.AgencyId) })
/** What stuck certifications are looked for by. */
export const stuckFilter = Schema.Struct({
  item: Schema.optionalKey(Schema.Literals(items)),
  atLeastDays: Schema.optionalKey(Days)
})
/** What runs out, and before when. */
export const expiryFilter = Schema.Struct({
  what: Schema.Literals(["licence", "term", "document"]),
  before: Vocabulary.CalendarDate
})
/** Whose requests: an agent's in an agency, an agency's, or everybody's. */
export const requestScope = Schema.Struct({
  agencyId: Schema.optionalKey(Vocabulary.AgencyId),
  agentId: Schema.optionalKey(Vocabulary.AgentId)
}).check(
  Schema.makeFilter((scope: object) =>
    "agentId" in scope && !("agencyId" in scope) ? "expected the agency of the agent" : undefined
  )
)
/** Which reports: all, or those that came late. */
export const reportFilter = Schema.Struct({ lateOnly: Schema.optionalKey(Schema.Boolean) })
/** How old requests have to be. */
export const age = Schema.Struct({ atLeastDays: Schema.optionalKey(Days) })
/** A case and an instant, and the instant of which the belief is asked for. */
export const atInstant = Schema.Struct({
  caseId: Vocabulary.CaseId,
  at: Vocabulary.Instant,
  believedAt: Schema.optionalKey(Vocabulary.Instant)
})
/** A case, and the agent who would work on it. */
export const caseAndAgent = Schema.Struct({ caseId: Vocabulary.CaseId, agentId: Vocabulary.AgentId })
/** The position of the journal that was read last, 0 before the first. */
export const position = Vocabulary.whole(0, Number.MAX_SAFE_INTEGER, "a position of the journal, 0 before the first")

/** Cases that somebody misses in a book. */
export const discrepancies: Schema.Codec<
  ReadonlyArray<Discrepancy>,
  ReadonlyArray<Input<Discrepancy>>
> = Vocabulary.atMost(
  5_000,
  "cases",
  Schema.Array(
    Schema.Struct({
      name: Vocabulary.Name,
      dob: Vocabulary.CalendarDate,
      applicationOn: Vocabulary.CalendarDate,
      caseNumber: Schema.optionalKey(Vocabulary.CaseNumber),
      comment: Schema.optionalKey(line(1_000))
    })
  )
)
/** What an employer brings; which figures can be is a rule. */
export const employer: Schema.Codec<Employer, Input<Employer>> = Schema.Struct({
  eligible: Schema.Finite,
  taking: Vocabulary.atMost(100, "carriers", Schema.Array(Schema.Struct({ carrier: Line, employees: Schema.Finite }))),
  otherCoverage: Schema.Finite,
  employerShare: Vocabulary.Amount,
  lowestPremium: Vocabulary.Amount
})
/** Why an employer is looked at. */
export const occasion = Schema.Literals(["first-submission", "renewal", "change"])
