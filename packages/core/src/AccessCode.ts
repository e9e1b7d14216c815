/**
 * One-time codes that link a consumer's new online account to an existing case.
 *
 * The code itself is never stored: records hold a salted digest. How it is spelled is an `OneTimeText`; randomness and
 * digests come from the outside.
 *
 * @since 0.1.0
 */
import type { Instant } from "./CalendarDate.ts"
import * as Dates from "./CalendarDate.ts"
import type { Case, Event as CaseEvent } from "./Case.ts"
import { type Answer, accept, type Context, firstRefusal } from "./Decider.ts"
import type * as Format from "./Format.ts"
import type { AccessCodeId, AccountId, Branded, CaseId, UserId } from "./Id.ts"
import * as OneTimeText from "./OneTimeText.ts"
import { reason } from "./Refusal.ts"

/** The ten symbols of a code, without hyphen, the last one a check symbol. @category models */
export type Code = Branded<"AccessCodeText">

/** How the code reaches the consumer. @rule ACC-05 @category models */
export type Channel = "phone" | "mail"

/** Who asked for the code; kept with it. @rule ACC-02 @rule ACC-12 @category models */
export type RequestedBy =
  | { readonly _tag: "Consumer" }
  | { readonly _tag: "Helper"; readonly helperId: UserId; readonly consumerPresent: boolean }

/** An issued code in one of its states. @category models */
export interface AccessCode {
  readonly accessCodeId: AccessCodeId
  readonly caseId: CaseId
  readonly channel: Channel
  readonly requestedBy: RequestedBy
  /** Salted digest of the code; never the code. @rule ACC-09 */
  readonly digest: string
  readonly issuedAt: Instant
  readonly expiresAt: Instant
  readonly wrongTries: number
  readonly state: "Issued" | "Redeemed" | "Superseded" | "Revoked" | "Locked"
}

/** A step of a code. `RedeemAccessCode` names the case by its number, which binds the guess to one case. @category models */
export type Command =
  | {
      readonly _tag: "IssueAccessCode"
      readonly accessCodeId: AccessCodeId
      readonly caseId: CaseId
      readonly channel: Channel
      readonly requestedBy: RequestedBy
      /** Whether the representative spoke to the consumer and verified the identity. @rule ACC-03 */
      readonly identityVerified: boolean
    }
  | {
      readonly _tag: "RedeemAccessCode"
      readonly caseId: CaseId
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
      readonly to: AccessCode["state"]
      readonly wrongTries: number
    }

/** What a decision about a code looks at. @category models */
export interface Facts {
  readonly case: Case | undefined
  /** The code of the case in state `Issued`, whether or not its time is over. */
  readonly live: AccessCode | undefined
  /** A code that has the identifier of the new one, if there is one. */
  readonly same?: AccessCode | undefined
  /** Digest of the new code, for issuing. */
  readonly digest?: string
  /** Whether the typed code has the digest of the live code, for redeeming. */
  readonly matches?: boolean
}

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
/** The code does not open the case; the answer is the same whatever is wrong with it. @category errors */
export const codeNotAccepted = /*#__PURE__*/ reason(
  "CodeNotAccepted",
  "ACC-09",
  () => "the code is not accepted for this case",
  "check the code and the second fact; after five wrong tries or its time, ask for a new code"
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

/** Checks whether a code can still be redeemed at an instant. @rule ACC-10 @category predicates */
export const isLive = (code: AccessCode, at: Instant): boolean => code.state === "Issued" && at < code.expiresAt

const moved = (code: AccessCode, to: AccessCode["state"], wrongTries = code.wrongTries): Event => ({
  _tag: "AccessCodeMoved",
  accessCodeId: code.accessCodeId,
  caseId: code.caseId,
  to,
  wrongTries
})

const issue = (
  command: Command & { readonly _tag: "IssueAccessCode" },
  facts: Facts,
  { at, policy }: Context
): Answer<Event | CaseEvent> => {
  const { accessCodeId, caseId, channel, requestedBy } = command
  const refused = firstRefusal(
    facts.case === undefined && unknownCase({ caseId }),
    facts.same !== undefined && codeExists({ accessCodeId }),
    facts.case?.account._tag === "Linked" && accountLinked({ caseId }),
    requestedBy._tag === "Helper" && !requestedBy.consumerPresent && consumerNotPresent({ caseId }),
    !command.identityVerified && identityNotVerified({ caseId })
  )
  if (refused) return refused
  const hours = channel === "phone" ? policy.accessCode.phoneHours : policy.accessCode.mailHours
  const events: Array<Event | CaseEvent> = facts.live === undefined ? [] : [moved(facts.live, "Superseded")]
  events.push(
    {
      _tag: "AccessCodeIssued",
      accessCode: {
        accessCodeId,
        caseId,
        channel,
        requestedBy,
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
  const refusal = codeNotAccepted({})
  if (facts.case === undefined || live === undefined || !isLive(live, at) || facts.case.account._tag === "Linked")
    return refusal
  const { address, dob } = facts.case.primaryContact
  const factMatches =
    "dob" in command.fact ? command.fact.dob === dob : command.fact.zip.slice(0, 5) === address.zip.slice(0, 5)
  if (facts.matches === true && factMatches) {
    const account = { _tag: "Linked", accountId: command.accountId } as const
    return accept<Event | CaseEvent>(moved(live, "Redeemed"), {
      _tag: "CaseAccountMoved",
      caseId: live.caseId,
      account
    })
  }
  const wrongTries = live.wrongTries + 1
  const to = wrongTries >= policy.accessCode.tries ? "Locked" : "Issued"
  return { _tag: "Recorded", refusal, events: [moved(live, to, wrongTries)] }
}

/**
 * Decides a step of a code. A wrong try is refused and counted.
 *
 * **Rules**: ACC-01..03, ACC-05, ACC-07..12.
 *
 * @category machine
 */
export const decide = (command: Command, facts: Facts, context: Context): Answer<Event | CaseEvent> =>
  command._tag === "IssueAccessCode" ? issue(command, facts, context) : redeem(command, facts, context)

/** Applies an event to a code; never fails. @category machine */
export const evolve = (code: AccessCode | undefined, event: Event): AccessCode =>
  event._tag === "AccessCodeIssued"
    ? event.accessCode
    : { ...(code as AccessCode), state: event.to, wrongTries: event.wrongTries }
