/**
 * A consumer's consent to be helped: for what, for how long, by whom, how it was given and how it is taken back.
 *
 * A delegation names the consent it rests on. What taking a consent back means for delegations is `Rescission`; that
 * the consumer has looked over an application is `ApplicationReview`. Days are those of the exchange's zone.
 *
 * @since 0.1.0
 */
import type { Agent } from "./Agent.ts"
import type { CalendarDate, Instant } from "./CalendarDate.ts"
import * as Dates from "./CalendarDate.ts"
import { callName, type Name } from "./Contact.ts"
import * as Counselor from "./Counselor.ts"
import { accept, acceptAll, type Context, type Decision, firstRefusal } from "./Decider.ts"
import * as Format from "./Format.ts"
import type { AgencyId, AgentId, CaseId, ConsentId, UserId } from "./Id.ts"
import type { Npn } from "./Licence.ts"
import * as Machine from "./Machine.ts"
import { reason } from "./Refusal.ts"

/** What a consent may allow. @rule CON-01 @category models */
export const scopes = [
  "search-application",
  "complete-application",
  "maintain-account",
  "answer-inquiries",
  "submit-with-signature",
  "enter-payment",
  /** Speaking for the household with the county, by the form of an authorized representative. @rule DEL-27 */
  "represent-before-county"
] as const
/** One thing that a consent allows. @category models */
export type Scope = (typeof scopes)[number]

/** What a consumer may allow by telephone; the county wants a form. @rule DEL-27 @category models */
export const phoneScopes = [
  "search-application",
  "complete-application",
  "maintain-account",
  "answer-inquiries",
  "submit-with-signature",
  "enter-payment"
] as const satisfies ReadonlyArray<Scope>
/** One thing that a consumer may allow by telephone. @category models */
export type PhoneScope = (typeof phoneScopes)[number]

/** What a consent is for. @category models */
export const purposes = ["apply-and-enroll", "keep-coverage", "one-inquiry"] as const
/** How a consent may be given. @category models */
export const channels = ["electronic-signature", "wet-signature", "recorded-call", "text", "email"] as const
/** How a consumer may take a consent back. @category models */
export const rescindWays = ["online", "phone", "mail"] as const
/** Other people of the agency who may use what the consent opens. @category models */
export const otherUsers = ["agent", "manager", "staff"] as const

/**
 * What proves a consent: the portal's own journal, or something kept elsewhere with its SHA-256.
 *
 * @category models
 */
export type Evidence =
  | { readonly type: "portal-record"; readonly ref: string }
  | { readonly type: "recording" | "document" | "message"; readonly ref: string; readonly sha256: string }

/** Who is allowed: an agency with or without naming one of its agents, or a counselor. @rule DEL-28 @category models */
export type Grantee =
  | { readonly _tag: "Agency"; readonly agencyId: AgencyId; readonly agentId?: AgentId }
  | { readonly _tag: "Counselor"; readonly counselorId: UserId }

/** What is written down of a spoken consent for an agency: the agent who was named in the call. @rule CON-04 @category models */
export interface SpokenOfAgent {
  readonly agentName: Name
  readonly agentNpn: Npn
  /** The help that was described, in one line. */
  readonly help: string
}

/** What is written down of a spoken consent for a counselor, who has no producer number. @rule CON-04 @category models */
export interface SpokenOfCounselor {
  readonly counselorName: Name
  readonly counselorId: UserId
  /** The help that was described, in one line. */
  readonly help: string
}

/** What is written down of a spoken consent; whom the terms allow says which it is. @rule CON-04 @category models */
export type Spoken = SpokenOfAgent | SpokenOfCounselor

/** What a consent says. @rule CON-01 @category models */
export interface Terms {
  readonly grantee: Grantee
  readonly otherUsers: ReadonlyArray<(typeof otherUsers)[number]>
  readonly scopes: ReadonlyArray<Scope>
  readonly purpose: (typeof purposes)[number]
  /** The last day on which it holds; without one it holds until it is taken back. */
  readonly expiresOn?: CalendarDate
  /** How it can be ended at any time; a grant that does not say so is none. @rule DEL-12 */
  readonly rescindHow: ReadonlyArray<(typeof rescindWays)[number]>
  /** Whoever signs or speaks for the consumer, when that is somebody else. */
  readonly representativeName?: Name
  readonly channel: (typeof channels)[number]
  readonly evidence: Evidence
  readonly spoken?: Spoken
}

/** A call that the service center has noted: its number there, without a recording to be compared. @category models */
export interface CallNote {
  readonly type: "call"
  readonly ref: string
}

/**
 * What is written down of a consent: what somebody brings, or what a representative of the service center heard, which
 * no command can claim.
 *
 * @rule CON-04
 * @category models
 */
export interface Recorded extends Omit<Terms, "channel" | "evidence"> {
  readonly channel: Terms["channel"] | "service-center-call"
  readonly evidence: Evidence | CallNote
}

/** What a consumer says in a call with the service center. @rule CON-04 @category models */
export interface SaidByPhone {
  /** Number of the call in the records of the service center, or of the command that notes it. */
  readonly reference: string
  /** What the consumer allows, read out one by one; without it everything that the form offers but payment. */
  readonly scopes?: ReadonlyArray<PhoneScope>
  /** The help that was described, in one line; without it the names of what is allowed. */
  readonly help?: string
}

/** The state of a consent, each with only its own fields. @category models */
export type State =
  | { readonly _tag: "Draft"; readonly since: Instant }
  | { readonly _tag: "Granted"; readonly from: Instant }
  | { readonly _tag: "Rescinded"; readonly from?: Instant; readonly at: Instant }
  | { readonly _tag: "Expired"; readonly from?: Instant; readonly at: Instant }

/** One consent of one consumer. @category models */
export interface Consent extends Recorded {
  readonly consentId: ConsentId
  readonly caseId: CaseId
  readonly consumerName: Name
  /** Who signed, in the signer's own writing. @rule DEL-12 */
  readonly signedBy: string
  /** The first day on which it need not be kept; absent while its last day is not known. @rule CON-03 */
  readonly retainUntil?: CalendarDate
  readonly state: State
}

/** A step of a consent. @category models */
export type Command =
  | {
      readonly _tag: "GrantConsent"
      readonly consentId: ConsentId
      readonly caseId: CaseId
      readonly terms: Terms
      readonly signedBy: string
    }
  /** Ends consents whose last day lies before a day: all of them, or of those that are named, at most 1,000. */
  | {
      readonly _tag: "ExpireConsents"
      readonly before: CalendarDate
      readonly only?: ReadonlyArray<ConsentId>
    }

/** Something happened to a consent. @category models */
export type Event =
  | { readonly _tag: "ConsentDrafted"; readonly consent: Consent }
  | {
      readonly _tag: "ConsentMoved"
      readonly consentId: ConsentId
      readonly trigger: Trigger
      readonly from: State["_tag"]
      readonly to: State
      readonly retainUntil?: CalendarDate
    }

/** The case of a consumer, as far as a consent tells of it. @category models */
export interface Household {
  readonly caseId: CaseId
  readonly primaryContact: { readonly name: Name }
}

/** What a decision about a consent looks at. @category models */
export interface Facts {
  readonly case: Household | undefined
  /** A consent that has the identifier of the new one, if there is one. */
  readonly same: Consent | undefined
  /** The agent whom the consent names, if it names one. */
  readonly agent: Agent | undefined
  /** The counselor whom the consent names, if it names one, with the entity. @rule ENT-01 */
  readonly counselor?: Counselor.Member | undefined
  /** The requested, active and frozen delegations of the case; absent where there is none. */
  readonly open?: ReadonlyArray<{ readonly delegate: { readonly agentId: AgentId; readonly agencyId: AgencyId } }>
  /** Granted consents that may be over. */
  readonly ending: ReadonlyArray<Consent>
}

/** The triggers of the machine. @category models */
export type Trigger = (typeof machine)["triggers"][number]

/** The machine of the domain description, section 3.12. @rule CON-05 @category machine */
export const machine = /*#__PURE__*/ Machine.define({
  name: "consent",
  states: ["Draft", "Granted", "Rescinded", "Expired"],
  triggers: ["grant", "rescind", "expire"],
  edges: {
    // A draft that nobody accepted is over as well.
    Draft: { grant: "Granted", rescind: "Rescinded", expire: "Expired" },
    Granted: { rescind: "Rescinded", expire: "Expired" },
    Rescinded: {},
    Expired: {}
  },
  otherwise: "CON-05"
})

/** What a consent may lack. @category models */
export type Lack = "scopes" | "rescind-how" | "duration" | "evidence" | "agent"

/** What the record of a spoken consent may lack, or say of another than the terms do. @rule CON-04 @category models */
export type SpokenLack = "record" | "recording" | "agent-npn" | "agent-name" | "counselor-id" | "counselor-name"

/** There is no such case. @category errors */
export const unknownCase = /*#__PURE__*/ reason(
  "NoCaseToConsent",
  "CON-01",
  (f: { readonly caseId: CaseId }) => `there is no case \`${f.caseId}\` to consent for`,
  "record the case first, or look its identifier up"
)
/** The identifier is taken. @category errors */
export const consentExists = /*#__PURE__*/ reason(
  "ConsentExists",
  "CON-01",
  (f: { readonly consentId: ConsentId }) => `consent \`${f.consentId}\` exists already`,
  "choose a new identifier for each consent"
)
/** A consent does not say what it has to say. @category errors */
export const incomplete = /*#__PURE__*/ reason(
  "ConsentIncomplete",
  "CON-01",
  (f: { readonly missing: ReadonlyArray<Lack> }) =>
    `the consent lacks ${f.missing.map((lack) => `\`${lack}\``).join(", ")}`,
  "have the consumer consent to everything that the form asks, with evidence and a last day to come"
)
/** A spoken consent lacks what its record needs. @category errors */
export const spokenIncomplete = /*#__PURE__*/ reason(
  "SpokenConsentIncomplete",
  "CON-04",
  (f: { readonly missing: ReadonlyArray<SpokenLack> }) =>
    `the record of the spoken consent lacks ${f.missing.map((lack) => `\`${lack}\``).join(", ")}`,
  "record the name of who may help, with the agent's producer number or the counselor's identifier as the exchange has them, and the help described, with the recording"
)
/** Somebody else signs in the portal for the consumer. @category errors */
export const notTheSigner = /*#__PURE__*/ reason(
  "NotTheSigner",
  "CON-01",
  (f: { readonly evidence: Evidence["type"] }) =>
    `the proof is a \`${f.evidence}\` of a signature, and the consumer is not the one who signed in`,
  "have the consumer sign in the portal, or record the call, the message or the signed form with its digest"
)
/** The agent who records a consent has nothing to do with the case. @category errors */
export const notAsked = /*#__PURE__*/ reason(
  "NotAskedToHelp",
  "CON-01",
  (f: { readonly caseId: CaseId }) => `the agent of the consent neither holds case \`${f.caseId}\` nor is asked to`,
  "have the consumer ask for the agent first, or record the consent; a claim or a new application brings its own"
)
/** No consent lets somebody help with a case. @category errors */
export const noConsent = /*#__PURE__*/ reason(
  "NoConsentInForce",
  "CON-01",
  (f: {
    readonly caseId: CaseId
    readonly agentId: AgentId
    readonly by: "Agent" | "Manager" | "Staff"
    readonly scope: Scope
  }) =>
    `no consent in force for case \`${f.caseId}\` lets ${
      f.by === "Agent" ? "agent" : f.by === "Manager" ? "the manager of agent" : "staff of the agency of agent"
    } \`${f.agentId}\` do \`${f.scope}\``,
  "have the consumer consent to it first, in the portal or in a call with the service center"
)
/** Consents cannot be ended before they are over. @category errors */
export const notYetOver = /*#__PURE__*/ reason(
  "ConsentNotYetOver",
  "CON-01",
  (f: { readonly before: CalendarDate; readonly today: CalendarDate }) =>
    `consents cannot be ended up to \`${f.before}\` on \`${f.today}\``,
  "end consents only up to the present day"
)

/**
 * The first day on which a record need not be kept any more, from the last day on which it mattered.
 *
 * @rule CON-03
 * @category queries
 */
export const retainUntil = (lastDay: CalendarDate, { consentRetentionYears }: Context["policy"]): CalendarDate =>
  Dates.plusYears(lastDay, consentRetentionYears)

const lastDayOf = (consent: Consent, to: State, { at, policy }: Context): CalendarDate | undefined => {
  if (to._tag === "Granted" || to._tag === "Draft") return consent.expiresOn
  const day = Dates.on(at, policy.timeZone)
  const { expiresOn } = consent
  return to._tag === "Expired" && expiresOn !== undefined && expiresOn < day ? expiresOn : day
}

/** The event of one step. @category constructors */
export const moved = (consent: Consent, trigger: Trigger, context: Context): Event => {
  const { at } = context
  const from = consent.state._tag === "Granted" ? { from: consent.state.from } : {}
  const to: State =
    trigger === "grant"
      ? { _tag: "Granted", from: at }
      : { _tag: trigger === "rescind" ? "Rescinded" : "Expired", ...from, at }
  const lastDay = lastDayOf(consent, to, context)
  return {
    _tag: "ConsentMoved",
    consentId: consent.consentId,
    trigger,
    from: consent.state._tag,
    to,
    ...(lastDay === undefined ? {} : { retainUntil: retainUntil(lastDay, context.policy) })
  }
}

/** A consent that waits to be granted. @category constructors */
export const draft = (
  consentId: ConsentId,
  household: Household,
  terms: Recorded,
  signedBy: string,
  { at }: Context
): Consent => ({
  ...terms,
  consentId,
  caseId: household.caseId,
  consumerName: household.primaryContact.name,
  signedBy,
  state: { _tag: "Draft", since: at }
})

/**
 * What a consumer signs who asks for an agent in the portal: everything that the form offers, until it is taken back.
 *
 * **Details**: where a transfer inside an agency waits for the consumer's yes, the consent does not reach colleagues.
 *
 * @category constructors
 */
export const ofRequest = (agencyId: AgencyId, agentId: AgentId, ref: string, { policy }: Context): Terms => ({
  grantee: { _tag: "Agency", agencyId, agentId },
  otherUsers: policy.transferConsent === "consumer-confirm" ? ["manager", "staff"] : otherUsers,
  // The county wants a form of its own, which nobody signs by asking for an agent.
  scopes: scopes.filter((scope) => scope !== "represent-before-county"),
  purpose: "apply-and-enroll",
  rescindHow: rescindWays,
  channel: "electronic-signature",
  evidence: { type: "portal-record", ref }
})

/**
 * What a consumer allows in a call with the service center: as with a request, but for payment, unless it was named; with
 * the agent's name and number and the help that was described.
 *
 * **Rules**: CON-01, CON-04.
 *
 * @category constructors
 */
export const ofCall = (agencyId: AgencyId, agent: Agent, said: SaidByPhone, context: Context): Recorded => {
  const { help, reference: ref, scopes: allowed = phoneScopes.filter((one) => one !== "enter-payment") } = said
  return {
    ...ofRequest(agencyId, agent.agentId, ref, context),
    scopes: allowed,
    channel: "service-center-call",
    evidence: { type: "call", ref },
    spoken: { agentName: agent.name, agentNpn: agent.npn, help: help ?? allowed.join(", ") }
  }
}

/** Format of a reference to something that is kept elsewhere, such as the number of a call. @category decoding */
export const reference: Format.Format<string> = /*#__PURE__*/ Format.pattern(
  "reference",
  /^[0-9A-Za-z][0-9A-Za-z_.:/#~-]{0,199}$/,
  "a reference of letters, digits and `_ . : / # ~ -`, at most 200 characters",
  "copy the reference from where the proof is kept"
)

/** Format of the SHA-256 of something that is kept elsewhere. @category decoding */
export const sha256: Format.Format<string> = /*#__PURE__*/ Format.pattern(
  "digest",
  /^[0-9a-f]{64}$/,
  "a SHA-256 digest of 64 hexadecimal digits",
  "write the digest without spaces",
  (text) => text.toLowerCase()
)

/** Format of the help that was described in a spoken consent. @category decoding */
export const help: Format.Format<string> = /*#__PURE__*/ Format.line("description", 500)

/** What a consent lacks, judged on a day. @rule CON-01 @category queries */
export const lacks = (terms: Recorded, agent: Agent | undefined, day: CalendarDate): ReadonlyArray<Lack> => {
  const { channel, evidence, expiresOn, grantee } = terms
  const missing: Array<Lack> = []
  if (terms.scopes.length === 0) missing.push("scopes")
  if (terms.rescindHow.length === 0) missing.push("rescind-how")
  if (expiresOn !== undefined && expiresOn < day) missing.push("duration")
  // Only what was signed in the portal itself is proven by the portal's journal.
  const needsProof = channel !== "electronic-signature" || terms.scopes.includes("represent-before-county")
  if (needsProof && evidence.type === "portal-record") missing.push("evidence")
  if (grantee._tag === "Agency" && grantee.agentId !== undefined && agent === undefined) missing.push("agent")
  return missing
}

const plain = (text: string): string => text.normalize("NFC").trim().toLowerCase()

const isCalled = (said: Name, name: Name): boolean => plain(callName(said)) === plain(callName(name))

/** What the record of a call lacks to name whom the terms allow, in the words for that sort of helper. */
const misnamed = (grantee: Grantee, spoken: Spoken, { agent, counselor }: Pick<Facts, "agent" | "counselor">) => {
  const missing: Array<SpokenLack> = []
  if (grantee._tag === "Counselor") {
    const said = "counselorId" in spoken ? spoken : undefined
    const name = counselor?.counselor?.name
    if (said?.counselorId !== grantee.counselorId) missing.push("counselor-id")
    if (said === undefined || (name && !isCalled(said.counselorName, name))) missing.push("counselor-name")
    return missing
  }
  const said = "agentNpn" in spoken ? spoken : undefined
  if (said === undefined || (agent && said.agentNpn !== agent.npn)) missing.push("agent-npn")
  if (said === undefined || (agent && !isCalled(said.agentName, agent.name))) missing.push("agent-name")
  return missing
}

const spokenLacks = ({ channel, evidence, grantee, spoken }: Recorded, helper: Pick<Facts, "agent" | "counselor">) => {
  if (channel !== "recorded-call") return undefined
  const missing: Array<SpokenLack> = []
  if (spoken === undefined || spoken.help === "") missing.push("record")
  if (evidence.type !== "recording") missing.push("recording")
  if (spoken !== undefined) missing.push(...misnamed(grantee, spoken, helper))
  return missing.length === 0 ? undefined : spokenIncomplete({ missing })
}

/**
 * What speaks against recording a consent with these terms, judged by whom they name.
 *
 * **Rules**: CON-01, CON-04.
 *
 * @category queries
 */
export const obstacle = (terms: Recorded, helper: Pick<Facts, "agent" | "counselor">, { at, policy }: Context) => {
  const missing = lacks(terms, helper.agent, Dates.on(at, policy.timeZone))
  return firstRefusal(missing.length > 0 && incomplete({ missing }), spokenLacks(terms, helper))
}

/**
 * What speaks against what somebody brings as proof of the consumer's word: nobody signs in the portal for the consumer.
 *
 * @rule CON-01
 * @category queries
 */
export const forged = ({ type: evidence }: Evidence, { actor }: Context) =>
  evidence === "portal-record" && actor._tag !== "Consumer" ? notTheSigner({ evidence }) : undefined

/** The events of a consent that is granted at once. @category constructors */
export const given = (consent: Consent, context: Context): ReadonlyArray<Event> => [
  { _tag: "ConsentDrafted", consent },
  moved(consent, "grant", context)
]

/** The events by which drafts end that nobody will grant any more; the others stay as they are. @rule CON-03 @category constructors */
export const dropped = (consents: ReadonlyArray<Consent>, context: Context): ReadonlyArray<Event> =>
  consents.flatMap((consent) => (consent.state._tag === "Draft" ? [moved(consent, "expire", context)] : []))

// Nobody is allowed to a case who could not be met there; what the entity loses later is asked when it is used.
const withoutStanding = (grantee: Grantee, { counselor }: Facts, { at, policy }: Context) => {
  if (grantee._tag !== "Counselor") return undefined
  const known = counselor ?? { counselor: undefined, entity: undefined }
  return Counselor.obstacle(grantee.counselorId, known, Dates.on(at, policy.timeZone))
}

/**
 * What speaks against somebody else than the consumer recording a consent: nobody signs in the portal for the consumer,
 * and an agent records consents only to help with a case that the agent holds or is asked to take.
 */
const recordedBy = (
  { caseId, terms }: Command & { readonly _tag: "GrantConsent" },
  { open = [] }: Facts,
  context: Context
) => {
  const { actor } = context
  const { evidence, grantee } = terms
  if (actor._tag === "Consumer") return undefined
  const helps = open.some(
    ({ delegate }) =>
      grantee._tag === "Agency" && delegate.agentId === grantee.agentId && delegate.agencyId === grantee.agencyId
  )
  return firstRefusal(forged(evidence, context), actor._tag === "Agent" && !helps && notAsked({ caseId }))
}

const grant = (
  command: Command & { readonly _tag: "GrantConsent" },
  facts: Facts,
  context: Context
): Decision<Event> => {
  const { caseId, consentId, signedBy, terms } = command
  if (facts.case === undefined) return unknownCase({ caseId })
  const refused = firstRefusal(
    facts.same !== undefined && consentExists({ consentId }),
    obstacle(terms, facts, context),
    withoutStanding(terms.grantee, facts, context),
    recordedBy(command, facts, context)
  )
  return refused ?? acceptAll(given(draft(consentId, facts.case, terms, signedBy, context), context))
}

const expire = (
  { before, only }: Command & { readonly _tag: "ExpireConsents" },
  facts: Facts,
  context: Context
): Decision<Event> => {
  const today = Dates.on(context.at, context.policy.timeZone)
  if (today < before) return notYetOver({ before, today })
  const named = only && new Set(only)
  const over = facts.ending.filter(
    ({ consentId, expiresOn, state }) =>
      state._tag === "Granted" &&
      expiresOn !== undefined &&
      expiresOn < before &&
      (named === undefined || named.has(consentId))
  )
  return accept(...over.map((consent) => moved(consent, "expire", context)))
}

/**
 * Decides a step of a consent.
 *
 * **Rules**: CON-01, CON-03, CON-04, ENT-01.
 *
 * @category machine
 */
export const decide = (command: Command, facts: Facts, context: Context): Decision<Event> =>
  command._tag === "GrantConsent" ? grant(command, facts, context) : expire(command, facts, context)

/** Applies an event to a consent; never fails. @category machine */
export const evolve = (consent: Consent | undefined, event: Event): Consent => {
  if (event._tag === "ConsentDrafted") return event.consent
  const { retainUntil: _, ...known } = consent as Consent
  const kept = event.retainUntil === undefined ? {} : { retainUntil: event.retainUntil }
  return { ...known, state: event.to, ...kept }
}

/** Whether a consent is granted and not over on a day. @rule CON-01 @category predicates */
export const isInForce = ({ expiresOn, state }: Consent, day: CalendarDate): boolean =>
  state._tag === "Granted" && (expiresOn === undefined || day <= expiresOn)

/** Whether a consent reaches an agent: the one it names, or the agency's others when it names them. @category predicates */
export const reaches = ({ grantee, otherUsers: others }: Consent, agencyId: AgencyId, agentId: AgentId): boolean =>
  grantee._tag === "Agency" &&
  grantee.agencyId === agencyId &&
  (grantee.agentId === undefined || grantee.agentId === agentId || others.includes("agent"))

/** Somebody who wants to use what a consent opens. @category models */
export type User =
  | { readonly _tag: "Agent"; readonly agencyId: AgencyId; readonly agentId: AgentId }
  | { readonly _tag: "Manager" | "Staff"; readonly agencyId: AgencyId }
  | { readonly _tag: "Counselor"; readonly counselorId: UserId }

const names = (consent: Consent, user: User): boolean => {
  const { grantee, otherUsers: others } = consent
  if (user._tag === "Agent") return reaches(consent, user.agencyId, user.agentId)
  if (user._tag === "Counselor") return grantee._tag === "Counselor" && grantee.counselorId === user.counselorId
  const other = user._tag === "Manager" ? "manager" : "staff"
  return grantee._tag === "Agency" && grantee.agencyId === user.agencyId && others.includes(other)
}

/**
 * Whether one of a consumer's consents lets somebody do one thing on a day; without one nothing is allowed.
 *
 * **Rules**: CON-01, DEL-28.
 *
 * @category predicates
 */
export const permits = (consents: ReadonlyArray<Consent>, user: User, scope: Scope, day: CalendarDate): boolean =>
  consents.some((consent) => isInForce(consent, day) && consent.scopes.includes(scope) && names(consent, user))
