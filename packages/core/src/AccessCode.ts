/**
 * One-time codes that link a consumer's new online account to an existing case.
 *
 * The code itself is never stored: records hold a salted digest. How it is spelled is an `OneTimeText`; randomness and
 * digests come from the outside.
 *
 * @since 0.1.0
 */
import { type Actor, key } from "./Actor.ts"
import type { Instant } from "./CalendarDate.ts"
import * as Dates from "./CalendarDate.ts"
import type { Case, Event as CaseEvent, CaseNumber } from "./Case.ts"
import * as CaseFacet from "./CaseFacet.ts"
import * as Counselor from "./Counselor.ts"
import { type Answer, accept, type Context, firstRefusal } from "./Decider.ts"
import type * as Format from "./Format.ts"
import type { AccessCodeId, AccountId, Branded, CaseId, UserId } from "./Id.ts"
import * as Machine from "./Machine.ts"
import * as OneTimeText from "./OneTimeText.ts"
import { type Refusal, reason } from "./Refusal.ts"

/** The ten symbols of a code, without hyphen, the last one a check symbol. @category models */
export type Code = Branded<"AccessCodeText">

/** How the code reaches the consumer. @rule ACC-05 @category models */
export type Channel = "phone" | "mail"

/**
 * Who asked for the code; kept with it. A certified enrollment counselor stands in the register; of a plan-based enroller
 * there is none, and the identifier is kept by which the representative knows the person.
 *
 * @rule ACC-02
 * @rule ACC-12
 * @category models
 */
export type RequestedBy =
  | { readonly _tag: "Consumer" }
  | { readonly _tag: "Cec"; readonly counselorId: UserId; readonly consumerPresent: boolean }
  | { readonly _tag: "Pbe"; readonly helperId: UserId; readonly consumerPresent: boolean }

/**
 * How a representative makes sure of who speaks: by what the case knows of the consumer, by a paper, or by calling the
 * telephone number of the case.
 *
 * @rule ACC-03
 * @category models
 */
export const identityMethods = ["personal-data", "document", "call-back"] as const
/** One of them. @category models */
export type IdentityMethod = (typeof identityMethods)[number]

/** Who made sure of the consumer's identity, how and when. @rule ACC-03 @category models */
export interface IdentityCheck {
  /** As journals name an actor. */
  readonly by: string
  readonly method: IdentityMethod
  readonly at: Instant
}

/** Name of a state of a code. @category models */
export type State = (typeof machine)["states"][number]
/** The triggers of the machine. @category models */
export type Trigger = (typeof machine)["triggers"][number]

/** An issued code in one of its states. @category models */
export interface AccessCode {
  readonly accessCodeId: AccessCodeId
  readonly caseId: CaseId
  readonly channel: Channel
  readonly requestedBy: RequestedBy
  /** Absent on a letter that the system sent: it goes to the address of the case. @rule ACC-05 */
  readonly identityCheck?: IdentityCheck
  /** As journals name an actor. */
  readonly issuedBy: string
  /** Salted digest of the code; never the code. @rule ACC-09 */
  readonly digest: string
  readonly issuedAt: Instant
  readonly expiresAt: Instant
  readonly wrongTries: number
  /** When it linked an account; the consumer may choose an agent with it soon after. @rule ACC-06 */
  readonly redeemedAt?: Instant
  /** The account that it linked; it stays here when that is taken off the case again. @rule ACC-01 */
  readonly redeemedAccountId?: AccountId
  /**
   * What was recorded last; what it is at an instant says `stateAt`. `Spent` is a redeemed code by which nobody chooses an
   * agent any more: one was chosen, or the account was taken off.
   */
  readonly state: State | "Spent"
}

/** A step of a code, or of the account that was linked with one. `RedeemAccessCode` names the case, mostly by its number, which binds the guess to one case. @category models */
export type Command =
  | {
      readonly _tag: "IssueAccessCode"
      readonly accessCodeId: AccessCodeId
      readonly caseId: CaseId
      readonly channel: Channel
      readonly requestedBy: RequestedBy
      /**
       * How the representative, who spoke to the consumer, verified the identity; absent where nobody did. A letter that the
       * system sends goes to the address of the case and needs no talk. @rule ACC-03
       */
      readonly identityMethod?: IdentityMethod
    }
  /** Ends the code of a case that may be in wrong hands, without another one. */
  | { readonly _tag: "RevokeAccessCode"; readonly caseId: CaseId }
  /** Takes an account off a case that it does not belong to. */
  | {
      readonly _tag: "UnlinkAccount"
      readonly caseId: CaseId
      /**
       * How the representative, who spoke to the consumer, verified the identity; absent where nobody did. The exchange needs
       * no talk. @rule ACC-03
       */
      readonly identityMethod?: IdentityMethod
    }
  | {
      readonly _tag: "RedeemAccessCode"
      /** As the letter has it; either this or `caseId`. */
      readonly caseNumber?: CaseNumber
      /** Where the host knows it. */
      readonly caseId?: CaseId
      readonly accountId: AccountId
      /** The second fact: date of birth or ZIP code of the primary contact. @rule ACC-11 */
      readonly fact: { readonly dob: string } | { readonly zip: string }
    }

/** Something happened to a code. @category models */
export type Event =
  | { readonly _tag: "AccessCodeIssued"; readonly accessCode: AccessCode }
  | {
      readonly _tag: "AccessCodeMoved"
      readonly accessCodeId: AccessCodeId
      readonly caseId: CaseId
      /** The step of the machine; absent for a wrong try that is only counted, and for a code that is used up. */
      readonly trigger?: Trigger
      readonly from?: State
      readonly to: AccessCode["state"]
      readonly wrongTries: number
      /** When the code was redeemed, with the step that redeems it. */
      readonly at?: Instant
      /** The account that it links, with the same step. */
      readonly accountId?: AccountId
    }

/** What a decision about a code looks at. @category models */
export interface Facts {
  readonly case: Case | undefined
  /** The code of the case in state `Issued`, whether or not its time is over. */
  readonly live: AccessCode | undefined
  /** The codes of the case that linked an account and are not used up, for taking that account off. */
  readonly redeemed?: ReadonlyArray<AccessCode>
  /** A code that has the identifier of the new one, if there is one. */
  readonly same?: AccessCode | undefined
  /** The counselor who asks for the new code. @rule ACC-02 */
  readonly counselor?: Counselor.Member | undefined
  /** Digest of the new code, for issuing. */
  readonly digest?: string
  /** Whether the typed code has the digest of the live code, for redeeming. */
  readonly matches?: boolean
}

/**
 * The machine of the domain description, section 3.8. Time leads to `Expired`: a code is in it from its last instant on,
 * and it is recorded when another code takes the place.
 *
 * **Rules**: ACC-08, ACC-09, ACC-10.
 *
 * @category machine
 */
export const machine = /*#__PURE__*/ Machine.define({
  name: "access code",
  states: ["Issued", "Redeemed", "Expired", "Superseded", "Revoked", "Locked"],
  triggers: ["redeem", "expire", "supersede", "revoke", "lock"],
  edges: {
    Issued: { redeem: "Redeemed", expire: "Expired", supersede: "Superseded", revoke: "Revoked", lock: "Locked" },
    Redeemed: {},
    Expired: {},
    Superseded: {},
    Revoked: {},
    Locked: {}
  },
  otherwise: "ACC-09"
})

/** The consumer's identity was not verified. @category errors */
export const identityNotVerified = /*#__PURE__*/ reason(
  "IdentityNotVerified",
  "ACC-03",
  (f: { readonly caseId: CaseId }) => `the identity of the consumer of case \`${f.caseId}\` was not verified`,
  "speak to the consumer and verify the identity before issuing a code"
)
/** A helper asked without the consumer. @category errors */
export const consumerNotPresent = /*#__PURE__*/ reason(
  "ConsumerNotPresent",
  "ACC-02",
  (f: { readonly caseId: CaseId }) => `the consumer of case \`${f.caseId}\` is neither on the line nor present`,
  "ask again together with the consumer"
)
/** Who asks is no counselor in good standing. @category errors */
export const counselorNotIdentified = /*#__PURE__*/ reason(
  "CounselorNotIdentified",
  "ACC-02",
  (f: { readonly counselorId: UserId; readonly gaps: ReadonlyArray<Counselor.Gap> }) =>
    `\`${f.counselorId}\` asks as a counselor and may not help: ${f.gaps.map((gap) => `\`${gap}\``).join(", ")}`,
  "look the counselor up in the register, or have the consumer ask without the helper"
)
/** The case is linked already. @category errors */
export const accountLinked = /*#__PURE__*/ reason(
  "AccountLinked",
  "ACC-07",
  (f: { readonly caseId: CaseId }) => `case \`${f.caseId}\` has an online account already`,
  "recover the password of the existing account"
)
/** There is no such case. @category errors */
export const unknownCase = /*#__PURE__*/ reason(
  "NoSuchCase",
  "ACC-07",
  (f: { readonly caseId: CaseId }) => `there is no case \`${f.caseId}\``,
  "look the case up by its number"
)
/** The identifier is taken. @category errors */
export const codeExists = /*#__PURE__*/ reason(
  "AccessCodeExists",
  "ACC-08",
  (f: { readonly accessCodeId: AccessCodeId }) => `access code \`${f.accessCodeId}\` exists already`,
  "choose a new identifier for each code"
)
/** The case is named not at all, or twice. @category errors */
export const caseNotNamed = /*#__PURE__*/ reason(
  "CaseNotNamed",
  "ACC-09",
  () => "a code is redeemed for one case, named by `caseNumber` or by `caseId`",
  "give the number that stands in the letter as `caseNumber`, or `caseId` where it is known, and not both"
)
/** The code does not open the case; the answer is the same whatever is wrong with it. @category errors */
export const codeNotAccepted = /*#__PURE__*/ reason(
  "CodeNotAccepted",
  "ACC-09",
  () => "the code is not accepted for this case",
  "check the code and the second fact; after five wrong tries or its time, ask for a new code"
)

/** There is no code that could be revoked. @category errors */
export const noLiveCode = /*#__PURE__*/ reason(
  "NoCodeToRevoke",
  "ACC-08",
  (f: { readonly caseId: CaseId }) => `case \`${f.caseId}\` has no access code that waits to be used`,
  "look at the account of the case; one that was linked already is taken off instead"
)
/** No account is linked to the case. @category errors */
export const noAccount = /*#__PURE__*/ reason(
  "NoAccountLinked",
  "ACC-07",
  (f: { readonly caseId: CaseId }) => `case \`${f.caseId}\` has no online account`,
  "revoke the access code of the case, if one is still waiting"
)

/** How an access code is spelled: nine symbols of chance, 45 bits, and a check symbol. @category models */
export const text: OneTimeText.OneTimeText<Code> = /*#__PURE__*/ OneTimeText.code({
  name: "access-code",
  drawn: 9,
  group: 5,
  expected: "an access code of ten letters and digits such as XXXXX-XXXXX"
})

/** Makes a code from nine random bytes, five bits of each, without bias. @category constructors */
export const fromBytes: (bytes: Uint8Array) => Code = text.fromBytes

/** Format of a code as people type it. @category decoding */
export const format: Format.Format<Code> = text.format

/** Writes a code as it is read out and printed: two groups of five. @category encoding */
export const toText: (code: Code) => string = text.toText

// A code that is used up has been redeemed, and stays so.
const recorded = ({ state }: AccessCode): State => (state === "Spent" ? "Redeemed" : state)

/**
 * The state of a code at an instant: what was recorded, and `Expired` from the last instant of a code on that was not used.
 *
 * @rule ACC-10
 * @category queries
 */
export const stateAt = (code: AccessCode, at: Instant): State => {
  const state = recorded(code)
  const over = Machine.next(machine, state, "expire")
  return over._tag === "Edge" && at >= code.expiresAt ? over.to : state
}

/** Checks whether a code can still be redeemed at an instant. @rule ACC-10 @category predicates */
export const isLive = (code: AccessCode, at: Instant): boolean =>
  Machine.refusal(machine, stateAt(code, at), "redeem") === undefined

/** How long after linking an account its consumer may choose an agent by the code, in hours. */
const choiceHours = 24

/**
 * Whether a consumer may still choose an agent by a redeemed code: once, and within a day.
 *
 * @rule ACC-06
 * @category predicates
 */
export const mayChoose = ({ redeemedAt, state }: AccessCode, at: Instant): boolean =>
  state === "Redeemed" && redeemedAt !== undefined && at < Dates.plusHours(redeemedAt, choiceHours)

const moved = <To extends AccessCode["state"]>(code: AccessCode, to: To, wrongTries = code.wrongTries) => ({
  _tag: "AccessCodeMoved" as const,
  accessCodeId: code.accessCodeId,
  caseId: code.caseId,
  to,
  wrongTries
})

// Whether the account of a case takes a step.
const takes = (trigger: "issue-code" | "revoke-code" | "link" | "unlink", one: Case | undefined): boolean =>
  one !== undefined && Machine.refusal(CaseFacet.account, one.account._tag, trigger) === undefined

// The event of one step, unless the table refuses it.
const step = (code: AccessCode, trigger: Trigger, wrongTries?: number) => {
  const from = recorded(code)
  const next = Machine.next(machine, from, trigger)
  return next._tag === "Refused" ? next : { ...moved(code, next.to, wrongTries), trigger, from }
}

/** The event by which a redeemed code is used up, or ends with the account that it linked. @rule ACC-06 @category constructors */
export const spent = (code: AccessCode): Event => moved(code, "Spent")

// Who asks for a consumer is known to the register, and has the consumer there. @rule ACC-02
const helperLacks = (
  { caseId, requestedBy }: Command & { readonly _tag: "IssueAccessCode" },
  { counselor }: Facts,
  { at, policy }: Context
) => {
  if (requestedBy._tag === "Consumer") return undefined
  if (!requestedBy.consumerPresent) return consumerNotPresent({ caseId })
  if (requestedBy._tag === "Pbe") return undefined
  const { counselorId } = requestedBy
  const known =
    counselor?.counselor?.counselorId === counselorId ? counselor : { counselor: undefined, entity: undefined }
  const gaps = Counselor.gaps(known, Dates.on(at, policy.timeZone))
  return gaps.length > 0 && counselorNotIdentified({ counselorId, gaps })
}

// A system speaks with nobody, whatever its command says.
const checked = (actor: Actor, at: Instant, method?: IdentityMethod): { readonly identityCheck?: IdentityCheck } =>
  actor._tag === "System" || method === undefined ? {} : { identityCheck: { by: key(actor), method, at } }

const issue = (
  command: Command & { readonly _tag: "IssueAccessCode" },
  facts: Facts,
  context: Context
): Answer<Event | CaseEvent> => {
  const { actor, at, policy } = context
  const { accessCodeId, caseId, channel, requestedBy } = command
  // Nobody speaks with a system: it sends letters, and tells nobody a code on the telephone.
  const verified = actor._tag === "System" ? channel === "mail" : command.identityMethod !== undefined
  const refused = firstRefusal(
    facts.case === undefined && unknownCase({ caseId }),
    facts.same !== undefined && codeExists({ accessCodeId }),
    facts.case !== undefined && !takes("issue-code", facts.case) && accountLinked({ caseId }),
    helperLacks(command, facts, context),
    !verified && identityNotVerified({ caseId })
  )
  if (refused) return refused
  // The code before makes room: it is over already, or ends with this one.
  const before = facts.live && step(facts.live, at < facts.live.expiresAt ? "supersede" : "expire")
  if (before?._tag === "Refused") return before
  const hours = channel === "phone" ? policy.accessCode.phoneHours : policy.accessCode.mailHours
  const events: Array<Event | CaseEvent> = before === undefined ? [] : [before]
  events.push(
    {
      _tag: "AccessCodeIssued",
      accessCode: {
        accessCodeId,
        caseId,
        channel,
        requestedBy,
        ...checked(actor, at, command.identityMethod),
        issuedBy: key(actor),
        digest: facts.digest ?? "",
        issuedAt: at,
        expiresAt: Dates.plusHours(at, hours),
        wrongTries: 0,
        state: "Issued"
      }
    },
    { _tag: "CaseAccountMoved", caseId, account: { _tag: "CodeIssued" } }
  )
  return accept(...events)
}

const redeem = (
  command: Command & { readonly _tag: "RedeemAccessCode" },
  facts: Facts,
  { at, policy }: Context
): Answer<Event | CaseEvent> => {
  const { live } = facts
  if ((command.caseId === undefined) === (command.caseNumber === undefined)) return caseNotNamed({})
  const refusal = codeNotAccepted({})
  const opened: Event | Refusal = live !== undefined && isLive(live, at) ? step(live, "redeem") : refusal
  if (facts.case === undefined || live === undefined || opened._tag === "Refused") return refusal
  if (!takes("link", facts.case)) return refusal
  const { address, dob } = facts.case.primaryContact
  const factMatches =
    "dob" in command.fact ? command.fact.dob === dob : command.fact.zip.slice(0, 5) === address.zip.slice(0, 5)
  if (facts.matches === true && factMatches) {
    const { accountId } = command
    const account = { _tag: "Linked", accountId } as const
    return accept<Event | CaseEvent>(
      { ...opened, at, accountId },
      {
        _tag: "CaseAccountMoved",
        caseId: live.caseId,
        account
      }
    )
  }
  const wrongTries = live.wrongTries + 1
  const over =
    wrongTries >= policy.accessCode.tries ? step(live, "lock", wrongTries) : moved(live, "Issued", wrongTries)
  return { _tag: "Recorded", refusal, events: over._tag === "Refused" ? [] : [over] }
}

const without = (caseId: CaseId, from: "CodeIssued" | "Linked"): CaseEvent => ({
  _tag: "CaseAccountMoved",
  caseId,
  account: { _tag: "None" },
  from
})

const revoke = (caseId: CaseId, facts: Facts, { at }: Context): Answer<Event | CaseEvent> => {
  if (facts.case === undefined) return unknownCase({ caseId })
  if (facts.live === undefined) return noLiveCode({ caseId })
  const revoked = Machine.refusal(machine, stateAt(facts.live, at), "revoke") ?? step(facts.live, "revoke")
  if (revoked._tag === "Refused") return revoked
  const events: ReadonlyArray<CaseEvent> = takes("revoke-code", facts.case) ? [without(caseId, "CodeIssued")] : []
  return accept<Event | CaseEvent>(revoked, ...events)
}

const unlink = (
  { caseId, identityMethod }: Command & { readonly _tag: "UnlinkAccount" },
  facts: Facts,
  { actor }: Context
): Answer<Event | CaseEvent> =>
  firstRefusal(
    facts.case === undefined && unknownCase({ caseId }),
    facts.case !== undefined && !takes("unlink", facts.case) && noAccount({ caseId }),
    identityMethod === undefined && actor._tag !== "Exchange" && identityNotVerified({ caseId })
  ) ??
  // Whoever was linked by a code chooses no agent by it once the account is off the case.
  accept<Event | CaseEvent>(...(facts.redeemed ?? []).map(spent), {
    ...without(caseId, "Linked"),
    ...(identityMethod === undefined ? {} : { identityMethod })
  })

/**
 * Decides a step of a code, or that an account is taken off a case. A wrong try is refused and counted.
 *
 * **Rules**: ACC-01..03, ACC-05..12.
 *
 * @category machine
 */
export const decide = (command: Command, facts: Facts, context: Context): Answer<Event | CaseEvent> => {
  switch (command._tag) {
    case "IssueAccessCode":
      return issue(command, facts, context)
    case "RedeemAccessCode":
      return redeem(command, facts, context)
    case "RevokeAccessCode":
      return revoke(command.caseId, facts, context)
    case "UnlinkAccount":
      return unlink(command, facts, context)
  }
}

/** Applies an event to a code; never fails. @category machine */
export const evolve = (code: AccessCode | undefined, event: Event): AccessCode => {
  if (event._tag === "AccessCodeIssued") return event.accessCode
  const { accountId, at, to: state, wrongTries } = event
  return {
    ...(code as AccessCode),
    state,
    wrongTries,
    ...(at === undefined ? {} : { redeemedAt: at }),
    ...(accountId === undefined ? {} : { redeemedAccountId: accountId })
  }
}
