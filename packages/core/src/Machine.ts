/**
 * State machines as data: one table says for every state and every trigger where it leads,
 * or by which rule it is refused.
 *
 * The table is what `decide` runs, what the diagrams are drawn from and what the tests enumerate.
 *
 * @since 0.1.0
 */
import { type Refusal, reason } from "./Refusal.ts"
import type { RuleId } from "./Rule.ts"

/** Where a trigger leads. @category models */
export interface Edge<State extends string> {
  readonly _tag: "Edge"
  readonly to: State
}

/** A machine: total over its states and triggers. @category models */
export interface Machine<State extends string, Trigger extends string> {
  readonly name: string
  readonly states: ReadonlyArray<State>
  readonly triggers: ReadonlyArray<Trigger>
  readonly table: Readonly<Record<State, Readonly<Record<Trigger, Edge<State> | Refusal<"NotAllowedFrom">>>>>
}

/** The machine does not leave this state by this trigger. @category errors */
export const notAllowedFrom =
  (rule: RuleId) =>
  (machine: string, state: string, trigger: string): Refusal<"NotAllowedFrom"> =>
    reason(
      "NotAllowedFrom",
      rule,
      () => `\`${trigger}\` is not allowed while the ${machine} is \`${state}\``,
      "look at the present state and choose a step that leads out of it"
    )({ machine, state, trigger })

/**
 * Builds a machine from its allowed edges; every other pair of state and trigger is refused by the rule
 * named for the state in `refusedBy`, or by `otherwise`.
 *
 * @category constructors
 */
export const define = <const State extends string, const Trigger extends string>(options: {
  readonly name: string
  readonly states: ReadonlyArray<State>
  readonly triggers: ReadonlyArray<Trigger>
  readonly edges: { readonly [S in State]: { readonly [T in Trigger]?: State } }
  readonly otherwise: RuleId
  readonly refusedBy?: { readonly [S in State]?: RuleId }
}): Machine<State, Trigger> => {
  const { edges, name, otherwise, refusedBy, states, triggers } = options
  const row = (state: State) =>
    Object.freeze(
      Object.fromEntries(
        triggers.map((trigger) => {
          const to = edges[state][trigger]
          return [
            trigger,
            to === undefined
              ? notAllowedFrom(refusedBy?.[state] ?? otherwise)(name, state, trigger)
              : Object.freeze({ _tag: "Edge", to })
          ]
        })
      )
    )
  const table = Object.freeze(Object.fromEntries(states.map((state) => [state, row(state)])))
  return { name, states, triggers, table: table as Machine<State, Trigger>["table"] }
}

/** The answer of a machine: the edge, or the refusal of that pair. @category machine */
export const next = <State extends string, Trigger extends string>(
  machine: Machine<State, Trigger>,
  state: State,
  trigger: Trigger
): Edge<State> | Refusal<"NotAllowedFrom"> => machine.table[state][trigger]

/** The refusal of a trigger, or `undefined` when it is allowed. @category queries */
export const refusal = <State extends string, Trigger extends string>(
  machine: Machine<State, Trigger>,
  state: State,
  trigger: Trigger
): Refusal<"NotAllowedFrom"> | undefined => {
  const answer = machine.table[state][trigger]
  return answer._tag === "Edge" ? undefined : answer
}

/** Every pair of state and trigger with its answer, in the order of the declaration. @category queries */
export const pairs = <State extends string, Trigger extends string>(
  machine: Machine<State, Trigger>
): ReadonlyArray<{
  readonly state: State
  readonly trigger: Trigger
  readonly answer: Edge<State> | Refusal<"NotAllowedFrom">
}> =>
  machine.states.flatMap((state) =>
    machine.triggers.map((trigger) => ({ state, trigger, answer: next(machine, state, trigger) }))
  )
