/**
 * The one path of every command: decode, authorise, load, decide, record; and the queries beside it.
 *
 * @since 0.1.0
 */

import type { Actor } from "@agencybook/core/Actor"
import { key as actorKey } from "@agencybook/core/Actor"
import type { Grant, Moment } from "@agencybook/core/Authority"
import * as Authority from "@agencybook/core/Authority"
import type { Instant } from "@agencybook/core/CalendarDate"
import * as Dates from "@agencybook/core/CalendarDate"
import { allowanceOf, type Capability } from "@agencybook/core/Capability"
import type { Answer, Context as CommandContext } from "@agencybook/core/Decider"
import {
  counselorOf,
  counselorReads,
  type Facts,
  formerMember,
  formerReads,
  member,
  memberOf,
  memberOfReads,
  memberReads,
  read,
  type Selection,
  write
} from "@agencybook/core/Facts"
import type { Format } from "@agencybook/core/Format"
import type { ActingId, AgentId, CommandId } from "@agencybook/core/Id"
import type { OneTimeText } from "@agencybook/core/OneTimeText"
import * as Policy from "@agencybook/core/Policy"
import type { Event } from "@agencybook/core/Record"
import type { Refusal } from "@agencybook/core/Refusal"
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { type Command, capabilityOf, catalogue, type Held, type Sealed } from "./Catalogue.ts"
import type { CommandEnvelope, UnreadEnvelope } from "./CommandInput.ts"
import { type CommandConflict, CommandMalformed, conflict, type Envelope } from "./Envelope.ts"
import { canonical } from "./internal/Canonical.ts"
import { type Decoded, decode } from "./internal/EnvelopeRead.ts"
import * as Expected from "./internal/Expected.ts"
import { changesOf, noticesOf } from "./internal/Leaving.ts"
import { bare, own } from "./internal/Own.ts"
import { again, freely, usualDeadline, within } from "./internal/Patience.ts"
import { shown } from "./internal/Reply.ts"
import * as Loading from "./Loading.ts"
import { Secrets } from "./Secrets.ts"
import {
  type Basis,
  type Commit,
  type Look,
  type Provenance,
  type Reading,
  Store,
  type StoreError,
  type Transaction
} from "./Store.ts"

/** A command was carried out. @category models */
export interface Done {
  readonly _tag: "Done"
  readonly commandId: CommandId
  readonly at: Instant
  /** What happened, in order; nothing when the command changed nothing. */
  readonly events: ReadonlyArray<Event>
  /** Whether it had been carried out before, and this is the remembered outcome. */
  readonly repeated: boolean
  /** A code to tell whom it is for; given once, stored nowhere. @rule ACC-09 */
  readonly reveal?: string
}

/** Why a command was not carried out. @category errors */
export type ExecuteError = Refusal | CommandMalformed | CommandConflict | StoreError

/**
 * What authorisation reads: the actor as an agent, as staff or as a counselor, the acting session and the agent acted
 * for; for work on a case also the agent of the target, and for a counselor the consents of the case.
 *
 * @category queries
 */
export const evidenceReads = (
  actor: Actor,
  acting: ActingId | undefined,
  facts: Facts,
  { agencyId, agentId, caseId }: Authority.Target = {}
): ReadonlyArray<Selection> => {
  const session = acting === undefined ? undefined : facts.get("acting", acting)
  const former = ofFormer(actor, facts)
  return [
    ...(former === undefined ? [] : formerReads(facts, former)),
    ...(actor._tag === "Agent" ? memberReads(facts, actor.agentId) : []),
    ...(actor._tag === "Staff" ? [read("staff", "id", actor.userId), read("agency", "id", actor.agencyId)] : []),
    ...(actor._tag === "Counselor" ? counselorReads(facts, actor.userId) : []),
    ...(actor._tag === "Counselor" && caseId !== undefined ? [read("consent", "case", caseId)] : []),
    ...(agencyId === undefined || agentId === undefined ? [] : memberOfReads(agentId, agencyId)),
    ...(acting === undefined ? [] : [write("acting", "id", acting)]),
    ...(session === undefined ? [] : memberReads(facts, session.agentId))
  ]
}

/**
 * Whom else the evidence for a command is about. Staff are judged by whether the agent may act on whose case they work;
 * everybody else is judged alone.
 *
 * @rule STF-06
 * @category queries
 */
export const workedOn = (command: Command, actor: Actor, facts: Facts): Authority.Target =>
  actor._tag === "Staff" ? catalogue[command._tag].target(command, facts) : {}

/** Who is asked about beside that: whoever may apply again at an agency without being on its roster. @rule AGT-17 */
const ofFormer = (actor: Actor, facts: Facts): AgentId | undefined => {
  const agent = actor._tag === "Agent" ? facts.get("agent", actor.agentId) : undefined
  return agent !== undefined && Authority.mayReapply(agent) ? agent.agentId : undefined
}

/** The evidence for authorisation. @category queries */
export const evidence = (
  actor: Actor,
  acting: ActingId | undefined,
  facts: Facts,
  { agencyId, agentId, caseId }: Authority.Target = {}
): Authority.Evidence => {
  const session = acting === undefined ? undefined : facts.get("acting", acting)
  const former = ofFormer(actor, facts)
  return bare({
    former: former && formerMember(facts, former),
    self: actor._tag === "Agent" ? member(facts, actor.agentId) : undefined,
    person: actor._tag === "Agent" ? facts.get("agent", actor.agentId) : undefined,
    employer: actor._tag === "Staff" ? facts.get("agency", actor.agencyId) : undefined,
    staff: actor._tag === "Staff" ? facts.get("staff", actor.userId) : undefined,
    delegate: agencyId === undefined || agentId === undefined ? undefined : memberOf(facts, agentId, agencyId),
    counselor: actor._tag === "Counselor" ? counselorOf(facts, actor.userId) : undefined,
    consents: actor._tag === "Counselor" && caseId !== undefined ? facts.find("consent", "case", caseId) : undefined,
    session,
    principal: session && member(facts, session.agentId)
  })
}

/**
 * What a step of casework reads beside that: by what the delegate has the case, and what the consumer has consented to.
 *
 * @rule CON-01
 * @category queries
 */
export const caseworkReads = (capability: Capability, { caseId }: Authority.Target): ReadonlyArray<Selection> =>
  caseId === undefined || allowanceOf(capability) === undefined
    ? []
    : [read("delegation", "case", caseId), read("consent", "case", caseId)]

/** The evidence of it. @category queries */
export const caseworkEvidence = (
  capability: Capability,
  facts: Facts,
  { agencyId, agentId, caseId }: Authority.Target
): Pick<Authority.Evidence, "consents" | "held"> => {
  if (caseId === undefined || allowanceOf(capability) === undefined) return {}
  const held = facts
    .find("delegation", "case", caseId)
    .find(
      ({ delegate, kind, state }) =>
        kind === "producer" && state._tag === "Active" && delegate.agentId === agentId && delegate.agencyId === agencyId
    )
  return { held, consents: facts.find("consent", "case", caseId) }
}

interface Outcome {
  readonly refusal: Refusal | undefined
  readonly events: ReadonlyArray<Event>
  readonly at: Instant
  readonly repeated: boolean
  /** Marks the carrying out that may reveal a secret. */
  readonly mark?: string | undefined
}

/** A command that the rules carry out. */
interface Decided {
  readonly context: CommandContext
  readonly grant: Grant
  readonly loaded: Loading.Loaded
  readonly answer: Exclude<Answer<Event>, Refusal>
}

/** What every journal row of a command says about its sender, its permission and its policy. @rule DEL-30 @category encoding */
export const provenanceOf = (commandName: string, context: CommandContext, grant: Grant): Provenance => ({
  commandId: context.commandId,
  commandName,
  at: context.at,
  actor: actorKey(context.actor),
  ...(grant.onBehalfOf === undefined ? {} : { onBehalfOf: grant.onBehalfOf.agentId }),
  permission: `${grant.permission} ${grant.role}`,
  policy: context.policy.name
})

/** What a command that was decided leaves behind, and what it answers. */
const leaving = Effect.fnUntraced(function* (
  load: Reading["load"],
  { acting, command }: Decoded,
  fingerprint: string,
  { answer, context, grant, loaded }: Decided,
  mark: string | undefined
) {
  const { at, commandId } = context
  const used: ReadonlyArray<Event> = acting === undefined ? [] : [{ _tag: "ActingUsed", actingId: acting, at }]
  const events = bare([...answer.events, ...used])
  const changes = changesOf(events, loaded)
  const notices = events.length === 0 ? [] : yield* noticesOf(load, loaded, changes, events, context)
  const refusal = answer._tag === "Recorded" ? answer.refusal : undefined
  const commit: Commit = {
    command: { commandId, fingerprint, at, outcome: JSON.stringify({ refusal, mark }) },
    provenance: provenanceOf(command._tag, context, grant),
    events,
    changes,
    notices
  }
  const outcome: Outcome = { events, at, mark, repeated: false, refusal }
  return { commit, outcome }
})

/** What was done before the transaction: `mark` is there when the command may reveal a secret. */
interface Prepared {
  readonly seal: (facts: Facts) => Sealed
  readonly mark?: string
  readonly reveal?: (events: ReadonlyArray<Event>) => Effect.Effect<string | undefined>
}

const unread = ({ expected, remedy }: Format<unknown>): CommandMalformed =>
  new CommandMalformed({ issues: [{ path: ["secret"], message: `expected ${expected}; ${remedy}` }] })

/** Settings of one exchange. @category models */
export interface Options {
  readonly policy: Policy.Policy
  /**
   * Longest time for a command with all its attempts, in milliseconds; 30,000 when absent, `Infinity` for none. After it
   * the answer is that the store is not available; whether the command was carried out, the same identifier finds out.
   */
  readonly deadlineMillis?: number
}

/**
 * The portal logic of one exchange.
 *
 * @category services
 */
export class Agencybook extends Context.Service<
  Agencybook,
  {
    readonly policy: Policy.Policy
    /**
     * Carries out a command once, entirely, explainably, or not at all. The same command identifier with the same
     * body gives the remembered outcome; a refusal changes nothing and is not remembered. A failure that may be
     * tried again is tried again up to eight times, within the deadline. @rule DEL-29
     */
    readonly execute: (envelope: CommandEnvelope) => Effect.Effect<Done, ExecuteError>
    /**
     * The same for a command that came over the wire, of which the compiler knows nothing; one that cannot be read fails
     * with `CommandMalformed`, which says what is wrong with it.
     */
    readonly executeUnknown: (envelope: UnreadEnvelope) => Effect.Effect<Done, ExecuteError>
  }
>()("@agencybook/application/Agencybook") {}

const senderOf = ({ acting, actor }: Decoded): string => `${actorKey(actor)} ${acting ?? ""}`

/** What of the sender's own standing is known only by what was read before. */
const standingOf = ({ acting, actor }: Decoded, { partial }: Loading.Loaded): ReadonlyArray<Selection> =>
  Loading.beyond(evidenceReads(actor, acting, Loading.factsOf([])), evidenceReads(actor, acting, partial))

const make = Effect.fnUntraced(function* (options: Options) {
  const store = yield* Store
  const secrets = yield* Secrets
  const { deadlineMillis = usualDeadline, policy } = options
  const expected = Expected.make()

  const readsOf = (decoded: Decoded) => {
    const { acting, actor, command } = decoded
    const one = catalogue[command._tag]
    return (facts: Facts) => [
      ...evidenceReads(actor, acting, facts, workedOn(decoded.command, actor, facts)),
      ...one.reads(command, facts, policy)
    ]
  }

  const judge = (decoded: Decoded, { facts, partial }: Pick<Loading.Loaded, "facts" | "partial">, at: Instant) => {
    const { acting, actor, command, secondFactor } = decoded
    return Authority.judge(
      {
        ...{ capability: capabilityOf(command), actor },
        target: catalogue[command._tag].target(command, partial),
        ...(acting === undefined ? {} : { acting }),
        ...(secondFactor === undefined ? {} : { secondFactor })
      },
      evidence(actor, acting, facts, workedOn(command, actor, partial)),
      { at, day: Dates.on(at, policy.timeZone), policy } satisfies Moment
    )
  }

  /** What was remembered of a command, if it was carried out. */
  const recalled = Effect.fnUntraced(function* (
    find: Transaction["command"],
    commandId: CommandId,
    fingerprint: string
  ) {
    const known = yield* find(commandId)
    if (known === undefined) return undefined
    if (known.fingerprint !== fingerprint) return yield* conflict(commandId)
    const outcome = JSON.parse(known.outcome) as Partial<Pick<Outcome, "mark" | "refusal">>
    return {
      refusal: undefined,
      mark: undefined,
      ...outcome,
      events: known.events,
      at: known.at,
      repeated: true
    } satisfies Outcome
  })

  const rule = Effect.fnUntraced(function* (decoded: Decoded, loaded: Loading.Loaded, { seal }: Prepared) {
    const { actor, command, commandId } = decoded
    const at = Dates.fromMillis(yield* Clock.currentTimeMillis)
    const refused = (refusal: Refusal): Outcome => ({ refusal, events: [], at, repeated: false })
    const ruling = judge(decoded, loaded, at)
    if (ruling._tag === "Refused") return refused(ruling)
    const context: CommandContext = {
      commandId,
      at,
      actor,
      policy,
      ...(ruling.onBehalfOf === undefined ? {} : { onBehalfOf: ruling.onBehalfOf })
    }
    const answer = catalogue[command._tag].decide(command, loaded.facts, context, seal(loaded.facts))
    if (answer._tag === "Refused") return refused(answer)
    return { context, grant: ruling, loaded, answer } satisfies Decided
  })

  /** Carries out a command while everything that it reads is held. */
  const holding = (decoded: Decoded, fingerprint: string, prepared: Prepared) =>
    store.transact(
      Effect.fnUntraced(function* (tx: Transaction) {
        const recall = recalled(tx.command, decoded.commandId, fingerprint)
        const remembered = yield* recall
        if (remembered !== undefined) return remembered
        const plain: Reading["load"] = (selections) => tx.load(selections, { lock: false })
        const underLock: Reading["load"] = (selections) => tx.load(selections, { lock: true })
        const expecting = expected.of(senderOf(decoded))
        const loaded = yield* Loading.locked(plain, underLock, readsOf(decoded), expecting)
        expected.note(senderOf(decoded), standingOf(decoded, loaded))
        const decided = yield* rule(decoded, loaded, prepared)
        // Another sender of the same command may have been ahead while this one waited for its locks.
        if (!("answer" in decided)) return (yield* recall) ?? decided
        const { commit, outcome } = yield* leaving(plain, decoded, fingerprint, decided, prepared.mark)
        yield* tx.commit(commit)
        return outcome
      })
    )

  /** Carries out a command that holds nothing until it writes; fails with a conflict when it had to hold something. */
  const proposing =
    (propose: NonNullable<Store["Service"]["propose"]>) =>
    (decoded: Decoded, fingerprint: string, prepared: Prepared) =>
      propose(
        Effect.fnUntraced(function* (look: Look) {
          // Both at once, for a command is hardly ever known already; neither stops the other when it fails.
          const [known, found] = yield* Effect.all(
            [
              Effect.exit(recalled(look.command, decoded.commandId, fingerprint)),
              Effect.exit(Loading.discover(look.load, readsOf(decoded), { expected: expected.of(senderOf(decoded)) }))
            ],
            { concurrency: 2 }
          )
          const remembered: Outcome | undefined = yield* known
          if (remembered !== undefined) return { answer: remembered }
          const loaded = yield* found
          expected.note(senderOf(decoded), standingOf(decoded, loaded))
          const decided = yield* rule(decoded, loaded, prepared)
          if (!("answer" in decided)) return { answer: decided }
          const { commit, outcome } = yield* leaving(look.load, decoded, fingerprint, decided, prepared.mark)
          const basis: Basis = { reads: loaded.asked, found: Array.from(loaded.records.values()) }
          return { answer: outcome, write: { commit, basis } }
        })
      )

  const attempts = (decoded: Decoded, fingerprint: string, prepared: Prepared) => {
    const held = holding(decoded, fingerprint, prepared)
    return store.propose === undefined ? held : freely(proposing(store.propose)(decoded, fingerprint, prepared), held)
  }

  /** Whether a typed text is the derived secret that is held; to find nothing takes as long as to find another. */
  const isDerived = Effect.fnUntraced(function* ({ fromBytes, name }: OneTimeText, typed: string, held?: Held) {
    const own = fromBytes(yield* secrets.derive(name, held?.id ?? ""))
    // Digests are compared, so that the time says nothing about how many symbols were right.
    return (yield* secrets.digest(own)) === (yield* secrets.digest(typed)) && held !== undefined
  })

  /** Secret work happens before the transaction, because it is slow on purpose, and only for who may ask for it. */
  const prepare = Effect.fnUntraced(function* (decoded: Decoded, secret: string | undefined) {
    const { command } = decoded
    const work = catalogue[command._tag].secretWork
    if (work === undefined) return { seal: () => ({}) } satisfies Prepared
    const loaded = yield* store.snapshot((load) => Loading.discover(load, readsOf(decoded)))
    const ruling = judge(decoded, loaded, Dates.fromMillis(yield* Clock.currentTimeMillis))
    if (ruling._tag === "Refused") return ruling
    const mark = yield* secrets.digest((yield* secrets.random(16)).join())
    switch (work._tag) {
      case "Make": {
        const made = work.text.fromBytes(yield* secrets.random(work.text.bytes))
        const digest = yield* secrets.seal(made)
        return {
          mark,
          seal: () => ({ digest }),
          reveal: () => Effect.succeed(work.text.toText(made))
        } satisfies Prepared
      }
      case "Derive": {
        const { fromBytes, name, toText } = work.text
        const reveal = (events: ReadonlyArray<Event>) => {
          const id = work.made(events)
          return id === undefined
            ? Effect.succeed(undefined)
            : Effect.map(secrets.derive(name, id), (bytes) => toText(fromBytes(bytes)))
        }
        return { mark, seal: () => ({}), reveal } satisfies Prepared
      }
      case "Check": {
        const text = work.text(command)
        const typed = text.format.read(secret ?? "")
        if (typed === undefined) return unread(text.format)
        const held = work.held(command, loaded.facts)
        const right =
          work.kept === "sealed" ? yield* secrets.opens(typed, held?.digest) : yield* isDerived(text, typed, held)
        // Between the look and the decision another secret may have taken the place of this one.
        return {
          seal: (facts) => ({ matches: right && work.held(command, facts)?.id === held?.id })
        } satisfies Prepared
      }
    }
  })

  const execute = Effect.fn("Agencybook.execute")(function* (sent: Envelope) {
    const envelope = own(sent) as Envelope
    const decoded = decode(envelope)
    if (decoded instanceof CommandMalformed) return yield* decoded
    const { acting, actor, command, commandId } = decoded
    const fingerprint = yield* secrets.digest(canonical({ actor, acting, command }))
    const prepared = yield* again(prepare(decoded, envelope.secret))
    if (prepared instanceof CommandMalformed) return yield* prepared
    if ("_tag" in prepared) return yield* Effect.fail(prepared)
    const outcome: Outcome = yield* again(attempts(decoded, fingerprint, prepared))
    if (outcome.refusal !== undefined) return yield* Effect.fail(outcome.refusal)
    // The mark tells this carrying out from an earlier one with the same identifier, which has revealed it already.
    const mine = prepared.mark !== undefined && outcome.mark === prepared.mark
    const reveal = mine ? yield* prepared.reveal?.(outcome.events) ?? Effect.succeed(undefined) : undefined
    const done: Done = {
      _tag: "Done",
      commandId,
      at: outcome.at,
      events: shown(outcome.events, command, actor),
      repeated: outcome.repeated,
      ...(reveal === undefined ? {} : { reveal })
    }
    return done
  })

  const inTime = (envelope: Envelope) => within(deadlineMillis)(execute(envelope))
  return Agencybook.of({ policy, execute: inTime, executeUnknown: inTime })
})

/**
 * The portal logic over a store and a source of secrets; without options under the policy of Covered California.
 *
 * @category layers
 */
export const layer = (
  options: Options = { policy: Policy.calheers }
): Layer.Layer<Agencybook, never, Store | Secrets> => Layer.effect(Agencybook, make(options))
