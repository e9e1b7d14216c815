/**
 * What may be tried with agents and agencies: certification, employment, locks, transfers of a book, acting sessions.
 *
 * @since 0.1.0
 */
import type { Command } from "@agencybook/application/Catalogue"
import type { Actor } from "@agencybook/core/Actor"
import * as Dates from "@agencybook/core/CalendarDate"
import type { Facts } from "@agencybook/core/Facts"
import type * as Id from "@agencybook/core/Id"
import * as Requirement from "@agencybook/core/Requirement"
import * as Sample from "../Sample.ts"
import { agent, by, type Group, ids, type Move, move, placesOf, transfer } from "./ExplorerMove.ts"
import type { Scope } from "./ExplorerSize.ts"
import type { Sent } from "./ExplorerStep.ts"

/** The moves of agents, agencies and sessions. */
export const officeMoves = (scope: Scope): ReadonlyArray<Group> => {
  const { agencies, agents, features } = scope
  const { agencyOf, managerOf } = placesOf(scope)
  const groups: Array<Group> = []

  const certification = (n: number): ReadonlyArray<Move> => {
    const agentId = Sample.agentId(n)
    const own = agent(managerOf(agencyOf(n)))
    const name = (text: string) => `${text} ${agentId}`
    const exchange = (command: Command) => move(name(command._tag), by(Sample.exchange, command))
    const basic = [
      exchange({ _tag: "SuspendAgent", agentId, reason: "breach" }),
      exchange({ _tag: "ReinstateAgent", agentId }),
      exchange({ _tag: "TerminateAgent", agentId, forCause: true, reason: "breach", finding: Sample.finding }),
      move(name("ReinstateAgent by the agent"), by(agent(agentId), { _tag: "ReinstateAgent", agentId })),
      move(name("ReinstateAgent by the manager"), by(own, { _tag: "ReinstateAgent", agentId }))
    ]
    if (!features.career) return basic
    const record = (facts: Facts): Sent | undefined => {
      const certification = facts.get("agent", agentId)?.certification
      const item =
        certification && "checklist" in certification ? Requirement.openItems(certification.checklist)[0] : undefined
      if (item === undefined) return undefined
      const exam = item === "exam-passed"
      return by(
        Sample.exchange,
        exam ? { _tag: "RecordExam", agentId, score: 95 } : { _tag: "RecordRequirement", agentId, item, outcome: "Met" }
      )
    }
    return [
      ...basic,
      exchange({ _tag: "TerminateAgent", agentId, forCause: false, reason: "retired" }),
      exchange({ _tag: "RecordDeath", agentId, documentId: Sample.finding.documentId }),
      exchange({ _tag: "DenyAgent", agentId, reason: "application-incomplete" }),
      exchange({ _tag: "CertifyAgent", agentId, term: Sample.term }),
      exchange({ _tag: "ReapplyAgent", agentId }),
      move(name("CertifyAgent by the agent"), by(agent(agentId), { _tag: "CertifyAgent", agentId, term: Sample.term })),
      move(name("ReapplyAgent by the manager"), by(own, { _tag: "ReapplyAgent", agentId })),
      move(name("SubmitAgent"), by(own, { _tag: "SubmitAgent", agentId })),
      move(name("WithdrawAgent"), by(own, { _tag: "WithdrawAgent", agentId })),
      { name: name("next item of"), send: record }
    ]
  }

  const licences = (n: number): ReadonlyArray<Move> => {
    const agentId = Sample.agentId(n)
    const told = (name: string, days: number | undefined, status: "active" | "inactive", actor: Actor): Move => ({
      name: `RecordLicence ${name} of ${agentId}`,
      send: (_, { at }) => {
        const on = days === undefined ? {} : { expiresOn: Dates.plusDays(Dates.on(at, scope.policy.timeZone), days) }
        return by(actor, { _tag: "RecordLicence", agentId, licence: Sample.licence(n, { status, ...on }) })
      }
    })
    return [
      told("good", undefined, "active", Sample.system),
      told("that soon ends", 10, "active", Sample.system),
      told("that has ended", -1, "active", Sample.system),
      told("not active", undefined, "inactive", Sample.exchange),
      told("good by the agent", undefined, "active", agent(agentId)),
      told("not active by a colleague", undefined, "inactive", agent(managerOf(agencyOf(n))))
    ]
  }

  const employment = (n: number): ReadonlyArray<Move> => {
    const [agentId, agencyId] = [Sample.agentId(n), Sample.agencyId(agencyOf(n))]
    const leave: Command = { _tag: "SetAgentInactive", agencyId, agentId, reason: "leave" }
    const back: Command = { _tag: "SetAgentActive", agencyId, agentId }
    const own = agent(managerOf(agencyOf(n)))
    const other = agent(managerOf(agencyOf(n) + 1))
    return [
      move(`SetAgentInactive ${agentId}`, by(own, leave)),
      move(`SetAgentActive ${agentId}`, by(own, back)),
      move(`SetAgentInactive ${agentId} by the exchange`, by(Sample.exchange, leave)),
      move(`SetAgentActive ${agentId} by the exchange`, by(Sample.exchange, back)),
      move(`SetAgentInactive ${agentId} by another agency`, by(other, leave)),
      move(`SetAgentActive ${agentId} by the agent`, by(agent(agentId), back))
    ]
  }

  const locks = (n: number): ReadonlyArray<Move> =>
    [true, false].map((locked) => ({
      name: `the host ${locked ? "locks" : "unlocks"} ${Sample.agentId(n)}`,
      send: (facts) =>
        facts.get("agent", Sample.agentId(n))?.locked === locked
          ? undefined
          : { host: { _tag: "AgentLocked", agentId: Sample.agentId(n), locked } }
    }))

  const agencyMoves = (a: number): ReadonlyArray<Move> => {
    const agencyId = Sample.agencyId(a)
    return [
      move(`SuspendAgency ${agencyId}`, by(Sample.exchange, { _tag: "SuspendAgency", agencyId, reason: "breach" })),
      move(`ReinstateAgency ${agencyId}`, by(Sample.exchange, { _tag: "ReinstateAgency", agencyId })),
      move(`ReinstateAgency ${agencyId} by its manager`, by(agent(managerOf(a)), { _tag: "ReinstateAgency", agencyId }))
    ]
  }

  const transfers = (a: number): ReadonlyArray<Group> =>
    ids(agents, (i) => a * agents + i).flatMap((from) => {
      const [source, agencyId] = [Sample.agentId(from), Sample.agencyId(a)]
      const targets = [...ids(agents, (j) => a * agents + j), ((a + 1) % agencies) * agents]
      const others = targets.filter((to, n) => to !== from && targets.indexOf(to) === n)
      const moves = others.flatMap((to): ReadonlyArray<Move> => {
        const target = Sample.agentId(to)
        const whole = (name: string, actor: Actor): Move => ({
          name: `TransferBook from ${source} to ${target}${name}`,
          // An empty book is refused whoever asks; sending it would only make the search longer.
          send: (facts, { fresh }) =>
            facts.find("delegation", "agent", source).length === 0
              ? undefined
              : by(actor, transfer(fresh, agencyId, source, target))
        })
        const own = managerOf(a)
        return [
          whole("", agent(own)),
          whole(" by the exchange", Sample.exchange),
          whole(" by another agency", agent(managerOf(a + 1))),
          ...(target === own ? [] : [whole(" by the target", agent(target))])
        ]
      })
      return [{ moves }]
    })

  const sessions = (n: number): ReadonlyArray<Move> => {
    const [agentId, agencyId] = [Sample.agentId(n), Sample.agencyId(agencyOf(n))]
    const opening = (name: string, actor: Actor, nested: boolean): Move => ({
      name: `OpenActing for ${agentId}${name}`,
      send: (_, { fresh, session }) => ({
        actor,
        ...(nested ? { acting: session } : {}),
        command: { _tag: "OpenActing", actingId: fresh as Id.ActingId, agencyId, agentId }
      })
    })
    return [
      ...ids(scope.managers, (j) => opening(` by manager ${j}`, Sample.asAgent(agencyOf(n) * agents + j), false)),
      opening(" by a colleague", Sample.asAgent(agencyOf(n) * agents + agents - 1), false),
      opening(" by another agency", agent(managerOf(agencyOf(n) + 1)), false),
      opening(" inside a session", agent(managerOf(agencyOf(n))), true)
    ]
  }

  const closing = (name: string, from: (facts: Facts, session: Id.ActingId) => Id.AgentId | undefined): Move => ({
    name: `CloseActing by ${name}`,
    send: (facts, { session }) => {
      const agentId = from(facts, session)
      return agentId && by(agent(agentId), { _tag: "CloseActing", actingId: session })
    }
  })

  for (let n = 0; n < agencies * agents; n++) {
    groups.push({ moves: [...certification(n), ...(features.locks ? locks(n) : []), ...employment(n)] })
    if (features.licences) groups.push({ moves: licences(n) })
  }
  for (let a = 0; a < agencies; a++) {
    if (features.agency) groups.push({ moves: agencyMoves(a) })
    if (features.transfer) groups.push(...transfers(a))
    if (features.acting) groups.push({ moves: ids(agents, (j) => sessions(a * agents + j)).flat() })
  }
  if (features.acting) {
    const moves = [
      closing("the manager", (facts, session) => facts.get("acting", session)?.managerId),
      closing("the agent", (facts, session) => facts.get("acting", session)?.agentId)
    ]
    groups.push({ part: "session", when: /./, moves })
  }
  return groups
}
