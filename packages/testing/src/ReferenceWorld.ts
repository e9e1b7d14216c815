/**
 * The world of the reference model: one flat list of facts, asked by looking through all of it.
 *
 * The reference model is a naive second implementation of the rules. It has no index, no machine and no code in
 * common with core or application, from which it takes types alone; it is written from the domain description and
 * differs from core as little as the rules do. Slow and obvious is its whole purpose.
 *
 * @since 0.1.0
 */
import type { CommandName } from "@agencybook/application/Catalogue"
import type { Actor } from "@agencybook/core/Actor"
import type { Capability } from "@agencybook/core/Capability"
import type { Policy } from "@agencybook/core/Policy"

/** What can be the case, by the name of the relation. @category models */
export interface Relations {
  readonly agency: { readonly agency: string; readonly fein: string }
  /** `place` 0 is the primary manager. */
  readonly manager: { readonly agency: string; readonly agent: string; readonly place: number }
  readonly "agency state": { readonly agency: string; readonly state: string; readonly since: string }
  /** `place` 0 is the primary site. */
  readonly site: { readonly agency: string; readonly site: string; readonly place: number; readonly hours: number }
  readonly document: {
    readonly agency: string
    readonly type: string
    readonly through: string | undefined
    /** When it was handed in. */
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
  readonly reminded: { readonly agency: string; readonly on: string }
  readonly agent: {
    readonly agent: string
    readonly npn: string
    readonly accepting: boolean
    readonly listed: boolean
    /** The address with which the person signs in. */
    readonly login: string
    readonly first: string
    readonly last: string
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
  readonly item: { readonly agent: string; readonly item: string; readonly state: string }
  readonly exam: { readonly agent: string; readonly tries: number; readonly cycle: number }
  readonly locked: { readonly agent: string }
  readonly employment: {
    readonly agent: string
    readonly agency: string
    readonly state: string
    readonly since: string
    readonly why: string | undefined
  }
  readonly staff: {
    readonly staff: string
    readonly agency: string
    readonly login: string
    readonly level: number
    readonly state: string
    readonly since: string
    readonly active: boolean
    readonly trained: string | undefined
    readonly number: string | undefined
  }
  readonly case: {
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
    /** Year of the application. */
    readonly year: number
  }
  /** One statement about who is on record for the policy of a case; nobody when it names no one. */
  readonly record: {
    readonly case: string
    readonly number: number
    readonly from: string
    readonly npn: string | undefined
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
    /** How somebody made sure that the consumer wants the agent, and what that can be looked up by. */
    readonly method: string | undefined
    readonly reference: string | undefined
    /** How often the agent was reminded of the request. */
    readonly reminders: number | undefined
    readonly state: string
    /** When it was asked for or answered, for what never was active. */
    readonly at: string | undefined
    readonly from: string | undefined
    readonly frozenSince: string | undefined
    readonly until: string | undefined
    readonly why: string | undefined
  }
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
  }
  /** A passcode that gives a case to an agent; `text` is what the consumer reads out. */
  readonly passcode: {
    readonly passcode: string
    readonly case: string
    readonly agent: string
    readonly agency: string
    readonly text: string
    readonly state: string
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
  /** What was asked for, by whom, until when it is there, and the file: when its rows hold, how many, and its digest. */
  readonly export: {
    readonly export: string
    readonly agency: string
    readonly agent: string | undefined
    readonly columns: string
    readonly fields: string
    readonly why: string | undefined
    readonly by: string
    /** Who is told that the file is there. */
    readonly told: string | undefined
    readonly at: string
    readonly until: string
    readonly file: string | undefined
    readonly written: string | undefined
  }
  readonly extranet: {
    readonly agent: string
    readonly username: string
    readonly since: string
    readonly disabled: string | undefined
  }
}

/** Name of a relation. @category models */
export type Relation = keyof Relations

/** One fact. @category models */
export type Fact<R extends Relation = Relation> = { readonly [K in R]: { readonly is: K } & Relations[K] }[R]

/** All facts, in no order that means anything. @category models */
export type World = ReadonlyArray<Fact>

/** When, by whom and under which policy a command is judged. @category models */
export interface Moment {
  readonly commandId: string
  readonly at: string
  /** The day of `at` in the zone of the policy. */
  readonly day: string
  readonly actor: Actor
  readonly acting: string | undefined
  readonly policy: Policy
  /** What was typed as an access code, and the digest of a new one. */
  readonly secret: string | undefined
}

/** What a command is about, for the question whether it is permitted. @category models */
export interface Target {
  readonly agency?: string | undefined
  readonly agent?: string | undefined
  readonly case?: string | undefined
}

/** One thing that speaks against a command. @category models */
export interface Reason {
  readonly code: string
  readonly rule: string
  /** What kind of obstacle it is, where one code stands for several. */
  readonly detail?: string
}

/**
 * The answer of a rule: the reasons against it, all of them, since no rule says which is told first; or the facts
 * afterwards. A refused attempt may leave a trace; an accepted one may be without any effect.
 *
 * @category models
 */
export type Verdict =
  | { readonly _tag: "Refused"; readonly reasons: ReadonlyArray<Reason>; readonly world?: World }
  | { readonly _tag: "Accepted"; readonly world: World; readonly nothing: boolean }

/** One command of the model. @category models */
export interface Entry<C> {
  readonly capability: Capability | ((command: C) => Capability)
  readonly target: (world: World, command: C) => Target
  readonly carryOut: (world: World, command: C, moment: Moment) => Verdict
}

/** A command that the model does not follow, and why. @category models */
export interface NotCovered {
  readonly notCovered: string
}

/** Every command with what the model says about it. @category models */
export type Entries<C extends { readonly _tag: CommandName }> = {
  readonly [N in C["_tag"]]: Entry<Extract<C, { readonly _tag: N }>> | NotCovered
}

type Fits<R extends Relation> = (fact: Fact<R>) => boolean

const fitting =
  <R extends Relation>(is: R, fits: Fits<R>) =>
  (fact: Fact): boolean =>
    fact.is === is && fits(fact as unknown as Fact<R>)

/** The facts of a relation that fit. @category queries */
export const all = <R extends Relation>(world: World, is: R, fits: Fits<R> = () => true): ReadonlyArray<Fact<R>> =>
  world.filter(fitting(is, fits)) as unknown as ReadonlyArray<Fact<R>>

/** One fact of a relation that fits, if there is one. @category queries */
export const one = <R extends Relation>(world: World, is: R, fits: Fits<R>): Fact<R> | undefined =>
  world.find(fitting(is, fits)) as unknown as Fact<R> | undefined

/** Whether there is such a fact. @category predicates */
export const some = <R extends Relation>(world: World, is: R, fits: Fits<R>): boolean => world.some(fitting(is, fits))

/** The world with more facts. @category transforms */
export const put = (world: World, ...facts: ReadonlyArray<Fact>): World => [...world, ...facts]

/** The world without the facts of a relation that fit. @category transforms */
export const without = <R extends Relation>(world: World, is: R, fits: Fits<R>): World => {
  const fit = fitting(is, fits)
  return world.filter((fact) => !fit(fact))
}

/** The world with the facts of a relation that fit made anew. @category transforms */
export const change = <R extends Relation>(
  world: World,
  is: R,
  fits: Fits<R>,
  next: (fact: Fact<R>) => Fact<R>
): World => {
  const fit = fitting(is, fits)
  return world.map((fact) => (fit(fact) ? (next(fact as unknown as Fact<R>) as unknown as Fact) : fact))
}

/** Accepts with the facts afterwards. @category constructors */
export const accepted = (world: World): Verdict => ({ _tag: "Accepted", world, nothing: false })

/** Accepts and changes nothing. @category constructors */
export const unchanged = (world: World): Verdict => ({ _tag: "Accepted", world, nothing: true })

/** The text of a secret that is derived for a name, as whoever was told it types it. @category constructors */
export const sealed = (name: string): string => `digest of ${name}`

/** A reason. @category constructors */
export const reason = (code: string, rule: string, detail?: string): Reason =>
  detail === undefined ? { code, rule } : { code, rule, detail }

/** Refuses for the reasons that hold, or goes on when there are none. @category constructors */
export const unless = (
  reasons: ReadonlyArray<Reason | false | undefined | ReadonlyArray<Reason>>,
  otherwise: () => Verdict
): Verdict => {
  const holding = reasons.flatMap((one): ReadonlyArray<Reason> => {
    if (one === false || one === undefined) return []
    return "code" in one ? [one] : one
  })
  return holding.length > 0 ? { _tag: "Refused", reasons: holding } : otherwise()
}
