/**
 * The relations of the reference model: what its facts say.
 *
 * @since 0.1.0
 */
import type { Facets } from "./ReferenceCase.ts"
import type { Account } from "./ReferenceRelationsExtranet.ts"
import type { Claim, Export } from "./ReferenceRelationsFile.ts"

/** What can be the case, by the name of the relation. @category models */
export interface Relations {
  readonly agency: Readonly<Record<"agency" | "name" | "shown" | "fein", string>> &
    Readonly<Record<"licence" | "form" | "registered" | "sells", string | undefined>>
  /** A change that waits for the exchange: what is to be different, and who asked. */
  readonly change: {
    readonly agency: string
    readonly change: string
    readonly name: string | undefined
    readonly fein: string | undefined
    readonly licence: string | undefined
    readonly by: string
  }
  /** The payee data of the FEIN that is wanted. */
  readonly "new document": { readonly agency: string; readonly through: string | undefined; readonly handed: string }
  /** The agreement that was signed for the name that is wanted. */
  readonly "new agreement": {
    readonly agency: string
    readonly envelope: string
    readonly from: string
    readonly through: string
  }
  /** `place` 0 is the primary manager; `since` when of somebody who came after the agency was opened. */
  readonly manager: {
    readonly agency: string
    readonly agent: string
    readonly place: number
    readonly since: string | undefined
  }
  /** That no manager is certified, since when, and the last day on which that is borne. */
  readonly "without manager": { readonly agency: string; readonly since: string; readonly until: string }
  readonly "agency state": { readonly agency: string; readonly state: string; readonly since: string }
  /** `place` 0 is the primary site. */
  readonly site: { readonly agency: string; readonly site: string; readonly place: number; readonly hours: number }
  /** A site that somebody's profile names, of which agency, and the place in the row of those named. */
  readonly "met at": {
    readonly agent: string
    readonly agency: string
    readonly site: string
    readonly place: number
  }
  readonly document: {
    readonly agency: string
    readonly type: string
    readonly through: string | undefined
    /** The day of the exchange on which it was handed in. */
    readonly handed: string
  }
  /** Who may bind the agency: the manager `agent`, or a person who is none. */
  readonly signer: { readonly agency: string; readonly agent: string | undefined }
  /** A signature under papers that do not bind yet; `by` is the manager, or `signer`. */
  readonly signature: {
    readonly agency: string
    readonly envelope: string
    readonly by: string
    readonly on: string
  }
  readonly agreement: {
    readonly agency: string
    readonly envelope: string
    readonly from: string
    readonly through: string
  }
  /** Papers that count no more, however often they are told. */
  readonly "spent envelope": { readonly agency: string; readonly envelope: string }
  readonly reminded: { readonly agency: string; readonly on: string }
  readonly agent: {
    readonly agent: string
    readonly npn: string
    readonly accepting: boolean
    readonly listed: boolean
    /** Whether employers are among the clients; who says nothing takes both. */
    readonly employers: boolean
    /** The description of the photo, as one text. */
    readonly photo: string | undefined
    /** The carriers, each with how far the appointment is, as one text. */
    readonly carriers: string
    /** Everything else that consumers are shown, as one text. */
    readonly shown: string
    /** The address with which the person signs in. */
    readonly login: string
    readonly first: string
    /** Middle name and suffix. */
    readonly parts: string
    readonly last: string
    readonly city: string
    readonly county: string
  }
  /** What an agent has told of a change and nobody has looked at; `again` when the licence check waits for it. */
  readonly report: {
    readonly agent: string
    readonly about: string
    readonly happened: string
    readonly on: string
    readonly late: boolean
    readonly number: string | undefined
    readonly again: boolean
  }
  readonly licence: {
    readonly agent: string
    readonly number: string
    readonly status: string
    readonly through: string
    readonly health: boolean
  }
  /** `from` and `until` are the dates of a term, the last one excluded. */
  readonly certification: {
    readonly agent: string
    readonly state: string
    readonly since: string
    readonly from: string | undefined
    readonly until: string | undefined
    /** Under which the exchange knows it. */
    readonly number: string | undefined
  }
  /** The days in which the clients of a certification that is over can be moved; on `until` they are free. */
  readonly window: { readonly agent: string; readonly until: string }
  /** Until when a licence has to be active again. */
  readonly grace: { readonly agent: string; readonly until: string }
  /** Why somebody is suspended, until when, from which day on nobody asks about it, and whether somebody did. */
  readonly suspension: {
    readonly agent: string
    readonly why: string
    readonly until: string | undefined
    readonly late: string | undefined
    readonly asked: string | undefined
  }
  /** Items of an application, or of the certification that came of it; then with the first day without it. */
  readonly item: {
    readonly agent: string
    readonly item: string
    readonly state: string
    readonly until: string | undefined
    readonly signBy: string | undefined
  }
  /** From which day on the exchange may take a new application after a termination for cause. */
  readonly bar: { readonly agent: string; readonly until: string }
  /** Until when a certification past its term can be renewed. */
  readonly renewal: { readonly agent: string; readonly until: string }
  readonly reminder: { readonly agent: string; readonly about: string; readonly on: string }
  /** The tries of a round, and whether the last one of the round before took back a training that was waived. */
  readonly exam: { readonly agent: string; readonly tries: number; readonly cycle: number; readonly waived: boolean }
  readonly locked: { readonly agent: string; readonly why?: string | undefined }
  /** Since when an account is open or locked, where a command said so. */
  readonly opened: { readonly agent: string; readonly since: string }
  readonly employment: {
    readonly agent: string
    readonly agency: string
    readonly state: string
    readonly since: string
    readonly why: string | undefined
  }
  /** That the exchange looks over the invitation of somebody who was certified before. */
  readonly association: { readonly agent: string; readonly agency: string }
  readonly staff: {
    readonly staff: string
    readonly agency: string
    readonly login: string
    readonly level: number
    readonly state: string
    readonly since: string
    readonly active: boolean
    readonly trained: string | undefined
    readonly first: string
    readonly last: string
    readonly number: string | undefined
  }
  /** The last link that was sent to a helper. */
  readonly staffLink: {
    readonly staff: string
    readonly link: string
    readonly expires: string
    readonly wrong: number
    readonly state: string
  }
  /** An organisation of counselors; `through` is the last day of a certification that lasts or is suspended. */
  readonly entity: {
    readonly entity: string
    readonly state: string
    readonly since: string
    readonly through: string | undefined
    readonly why: string | undefined
    /** What was told of its sites, as it was written. */
    readonly sites: string | undefined
  }
  readonly counselor: {
    readonly counselor: string
    readonly entity: string
    readonly first: string
    readonly last: string
    readonly state: string
    readonly since: string
    readonly why: string | undefined
    /** What the public may know, as it was written. */
    readonly listed: string | undefined
  }
  readonly case: Facets & {
    readonly case: string
    readonly number: string
    readonly members: number
    readonly covered: number
    readonly dob: string
    readonly zip: string
    readonly first: string
    readonly last: string
    /** Whether there is an e-mail address. */
    readonly reachable: boolean
    readonly verifications: number
    readonly coverage: string | undefined
    readonly premium: number | undefined
    readonly credit: number | undefined
    readonly binderPaid: boolean | undefined
    /** Who is on record by the last delivery. */
    readonly recordNpn: string | undefined
    /** First day of the policy. */
    readonly starts: string | undefined
    readonly year: number
  }
  /** The latest day for which an agency was told whose policies name another agent. */
  readonly "record report": { readonly agency: string; readonly on: string }
  /** The latest day on which an agency was told of the yearly window of small businesses. */
  readonly "window word": { readonly agency: string; readonly on: string }
  /** One statement about who is on record for the policy of a case; nobody when it names no one. */
  readonly record: {
    readonly case: string
    /** Which of the policies beside the main one. */
    readonly policy: string | undefined
    readonly number: number
    readonly from: string
    readonly npn: string | undefined
    /** Whether a feed said it, or somebody on purpose. */
    readonly fed: boolean
  }
  readonly account: { readonly case: string; readonly state: string; readonly account: string | undefined }
  /** One period of one consumer's wish for one agent; what is over stays in the list. */
  readonly delegation: {
    readonly delegation: string
    readonly case: string
    readonly kind: string
    readonly agent: string
    readonly agency: string
    readonly origin: string
    readonly predecessor: string | undefined
    readonly transfer: string | undefined
    /** The consent that it rests on. */
    readonly consent: string | undefined
    /** Whether it waits for one that reaches the agent. */
    readonly awaits?: boolean | undefined
    /** How somebody made sure that the consumer wants the agent, and what that can be looked up by. */
    readonly method: string | undefined
    readonly reference: string | undefined
    /** How often the agent was reminded of the request. */
    readonly reminders: number | undefined
    /** When the consumer asked, for what somebody had to accept. */
    readonly asked: string | undefined
    readonly state: string
    /** When it was asked for or answered, for what never was active. */
    readonly at: string | undefined
    readonly from: string | undefined
    readonly frozenSince: string | undefined
    readonly until: string | undefined
    readonly why: string | undefined
  }
  /** What a counselor has of a case: asked for, at work, or over. */
  readonly help: Readonly<
    Record<"delegation" | "case" | "counselor" | "entity" | "consent" | "origin" | "state", string> &
      Record<"reference" | "asked" | "at" | "from" | "until" | "why", string | undefined> &
      // How often the counselor was reminded of the request.
      Record<"reminders", number | undefined>
  >
  readonly consent: {
    readonly consent: string
    readonly case: string
    readonly state: string
    readonly since: string
    /** When it was granted, of one that is over. */
    readonly granted: string | undefined
    readonly agency: string | undefined
    readonly agent: string | undefined
    readonly counselor: string | undefined
    /** Other people of the agency, and what is allowed: words in the order of the alphabet. */
    readonly others: string
    readonly scopes: string
    /** The last day, and the first on which it need not be kept. */
    readonly through: string | undefined
    readonly keep: string | undefined
  }
  readonly review: {
    readonly review: string
    readonly case: string
    readonly year: number
    readonly on: string
    readonly agency: string
    readonly agent: string
    readonly keep: string
  }
  readonly transfer: {
    readonly transfer: string
    readonly agency: string
    readonly from: string
    readonly to: string
    /** The agency of the target and the one that handed in the papers, when a book leaves its agency. */
    readonly toAgency: string | undefined
    readonly submitter: string | undefined
    /** All else that the request said, and how many cases the papers of a book that leaves its agency state. */
    readonly asked: string
    readonly stated: number | undefined
    /** What was asked of consumers when it was made. */
    readonly mode: string
    readonly state: string
    /** First day with the target, and the day on which questions to consumers end. */
    readonly effective: string | undefined
    readonly answerBy: string | undefined
    readonly rejection: string | undefined
  }
  readonly "transfer row": {
    readonly transfer: string
    readonly delegation: string
    /** The case of what the source held; nothing is known of the others. */
    readonly case: string | undefined
    readonly outcome: string
    readonly successor: string | undefined
  }
  readonly session: {
    readonly session: string
    readonly manager: string
    readonly agent: string
    readonly agency: string
    readonly opened: string
    readonly used: string
    readonly closed: string | undefined
  }
  readonly code: {
    readonly code: string
    readonly case: string
    readonly digest: string
    readonly state: string
    readonly expires: string
    readonly wrong: number
    /** Who asked for it: the consumer, or a helper of a kind. */
    readonly asked: string
    /** Who made sure of the consumer, how and when; nobody where the system sent it. */
    readonly checked: string | undefined
    readonly issuer: string
    /** When it linked an account, and which. */
    readonly redeemed: string | undefined
    readonly account: string | undefined
  }
  /** A passcode that gives a case to an agent; `text` is what the consumer reads out. */
  readonly passcode: {
    readonly passcode: string
    readonly case: string
    readonly agent: string
    readonly agency: string
    readonly text: string
    readonly state: string
    readonly sent: string
    readonly expires: string
    readonly wrong: number
  }
  readonly invitation: {
    readonly invitation: string
    readonly kind: string
    readonly agent: string
    readonly agency: string
    readonly expires: string
    readonly wrong: number
    readonly state: string
    /** The host's user who has claimed it. */
    readonly user: string | undefined
  }
  readonly export: Export
  /** A claim of a list, and that every claim of a list was answered. */
  readonly claim: Claim
  readonly "answered list": { readonly list: string; readonly at: string }
  /** An account of the extranet; each of link, password and files has its fields together or none of them. */
  readonly extranet: Account
}
