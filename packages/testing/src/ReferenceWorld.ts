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
import type { Relations } from "./ReferenceRelations.ts"

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
  /** Whether the actor is said to have signed in with a second factor. */
  readonly secondFactor: boolean
  readonly policy: Policy
  /** What was typed as an access code, and the digest of a new one. */
  readonly secret: string | undefined
}

/** What a command is about, for the question whether it is permitted. @category models */
export interface Target {
  readonly agency?: string | undefined
  readonly agent?: string | undefined
  readonly counselor?: string | undefined
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
