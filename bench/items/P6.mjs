// One step of a certification: ten states, one guarded edge, the same walk of 4,096 events for everybody. An answer is the
// number of the state after the step, so equal answers mean equal walks.
import * as Certification from "@agencybook/core/Certification"
import * as Machine from "@agencybook/core/Machine"
import { operations } from "../lib/measure.mjs"
import { pick, seeded } from "../lib/random.mjs"

export const title = "state machine, one transition"
export const ours = "Machine.next"
export const goals = { robot3: 15, "xstate actor": 70, "xstate transition": 250 }

const { machine } = Certification
const first = "Incomplete"
const numbers = Object.fromEntries(machine.states.map((state, number) => [state, number + 1]))
const edges = Object.fromEntries(machine.states.map((state) => [state, {}]))
for (const { answer, state, trigger } of Machine.pairs(machine))
  if (answer._tag === "Edge") edges[state][trigger] = answer.to

// Nobody comes back from the dead, so the walk leaves that step out.
const triggers = machine.triggers.filter((trigger) => trigger !== "record-death")

/** Mostly steps that are allowed, some that are not; a certification is granted when the checklist is met. */
const walk = (() => {
  const random = seeded(6)
  let state = first
  return Array.from({ length: 4096 }, () => {
    const legal = Object.keys(edges[state]).filter((trigger) => trigger !== "record-death")
    const type = pick(random, random() < 0.85 ? legal : triggers)
    const event = { type, met: random() < 0.8 }
    const to = edges[state][type]
    if (to !== undefined && !(type === "certify" && !event.met)) state = to
    return event
  })
})()

/** Every alternative begins the walk anew with each pass. */
const walked = (begin, step) => {
  let current
  const answer = (i) => {
    if (i === 0) current = begin()
    current = step(current, walk[i])
    return numbers[current.state ?? current]
  }
  return operations({ answer, size: walk.length })
}

const guarded = (type, to, guard) => (type === "certify" ? guard(to) : to)
const mapEdges = (each) =>
  Object.fromEntries(Object.entries(edges).map(([state, out]) => [state, each(Object.entries(out))]))

const xstateMachine = async () => {
  const xstate = await import("xstate")
  const states = mapEdges((out) => ({
    on: Object.fromEntries(
      out.map(([type, to]) => [type, guarded(type, to, (target) => ({ target, guard: ({ event }) => event.met }))])
    )
  }))
  return { ...xstate, made: xstate.createMachine({ id: "certification", initial: first, states }) }
}

export const alternatives = {
  [ours]: () => {
    const notMet = Certification.checklistOpen({ agentId: "agent-1", open: ["exam-passed"] })
    class Profile {
      state = first
      /** As a program would use it: the refusal goes to the caller, the state moves along the edge. */
      apply(event) {
        const answer = Machine.next(machine, this.state, event.type)
        if (answer._tag === "Refused") return answer
        if (event.type === "certify" && !event.met) return notMet
        this.state = answer.to
        return answer
      }
    }
    return walked(
      () => new Profile(),
      (profile, event) => {
        profile.apply(event)
        return profile
      }
    )
  },
  "plain table": () =>
    walked(
      () => first,
      (state, event) => {
        const to = edges[state][event.type]
        return to !== undefined && (event.type !== "certify" || event.met) ? to : state
      }
    ),
  robot3: async () => {
    const { createMachine, guard, interpret, state, transition } = await import("robot3")
    const met = guard((_, event) => event.met)
    const states = mapEdges((out) =>
      state(...out.map(([type, to]) => (type === "certify" ? transition(type, to, met) : transition(type, to))))
    )
    const made = createMachine(first, states)
    return walked(
      () => ({ service: interpret(made, () => undefined), state: first }),
      (one, event) => {
        one.service.send(event)
        one.state = one.service.machine.current
        return one
      }
    )
  },
  "xstate actor": async () => {
    const { createActor, made } = await xstateMachine()
    return walked(
      () => ({ actor: createActor(made).start(), state: first }),
      (one, event) => {
        one.actor.send(event)
        one.state = one.actor.getSnapshot().value
        return one
      }
    )
  },
  "xstate transition": async () => {
    const { initialTransition, made, transition } = await xstateMachine()
    return walked(
      () => ({ snapshot: initialTransition(made)[0], state: first }),
      (one, event) => {
        one.snapshot = transition(made, one.snapshot, event)[0]
        one.state = one.snapshot.value
        return one
      }
    )
  },
  "javascript-state-machine": async () => {
    const { default: StateMachine } = await import("javascript-state-machine")
    const transitions = Object.entries(edges).flatMap(([from, out]) =>
      Object.entries(out).map(([name, to]) => ({ name, from, to }))
    )
    let met = true
    const Profile = StateMachine.factory({ init: first, transitions, methods: { onBeforeCertify: () => met } })
    // The library makes a method of each trigger and writes its name without hyphens.
    const method = Object.fromEntries(
      triggers.map((type) => [type, type.replace(/-(.)/g, (_, letter) => letter.toUpperCase())])
    )
    return walked(
      () => new Profile(),
      (profile, event) => {
        if (!profile.can(event.type)) return profile
        met = event.met
        profile[method[event.type]]()
        return profile
      }
    )
  }
}
