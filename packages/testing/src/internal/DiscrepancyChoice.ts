/**
 * Random lists of consumers whom agents miss, and random answers to them.
 *
 * @since 0.1.0
 */
import type { Command } from "@agencybook/application/Catalogue"
import type { CaseNumber } from "@agencybook/core/Case"
import type { Discrepancy } from "@agencybook/core/Discrepancy"
import type * as DiscrepancyList from "@agencybook/core/DiscrepancyList"
import * as Id from "@agencybook/core/Id"
import * as DiscrepancySample from "../DiscrepancySample.ts"
import * as World from "../World.ts"
import { anAgency, anAgent, type Choice, colleagues, orUnknown } from "./CommandChoice.ts"
import { agentAs, delegations, one, ready, type Wishing } from "./DifferentialWish.ts"

/** Nobody's number: no sample has one that begins with a nine. */
const strange = "99999999" as CaseNumber

const aNumber = (choice: Choice): CaseNumber => {
  const known = one(choice, World.records(choice.world, "case"))
  return known === undefined || choice.seed.chance(15) ? strange : known.caseNumber
}

const claims = (choice: Choice, numbers: ReadonlyArray<CaseNumber>): ReadonlyArray<Discrepancy> => [
  ...numbers.map((caseNumber, n) => DiscrepancySample.claim(n, { caseNumber })),
  ...(numbers.length === 0 || choice.seed.chance(50) ? [DiscrepancySample.claim(choice.n)] : [])
]

const aFinding = (choice: Choice, claim: number): DiscrepancyList.Answer => {
  const { seed } = choice
  const comment = seed.chance(30) ? { comment: "Ask the consumer to choose you" } : {}
  return seed.chance(45)
    ? { claim, finding: "upheld", caseNumber: aNumber(choice), ...comment }
    : { claim, finding: seed.pick(["not-upheld", "no-such-case"] as const), ...comment }
}

/** Answers to claims of a list: mostly to those that wait, now and then to one twice or to none of the list. */
const answersTo = (choice: Choice, list: DiscrepancyList.DiscrepancyList | undefined) => {
  const { seed } = choice
  const lines = list?.lines ?? []
  const open = lines.flatMap(({ answer }, n) => (answer === undefined ? [n + 1] : []))
  const some = open.filter(() => seed.chance(70))
  const chosen = some.length > 0 ? some : [open[0] ?? 1]
  const odd = seed.chance(20) ? [seed.pick([chosen[0] as number, lines.length + 1, lines.length + 1])] : []
  return [...chosen, ...odd].map((claim) => aFinding(choice, claim))
}

/** A step of a list. @category generators */
export const aDiscrepancyStep = (choice: Choice, name: DiscrepancyList.Command["_tag"]): Command => {
  const { n, seed, world } = choice
  const lists = World.records(world, "discrepancyList")
  if (name === "AnswerDiscrepancies") {
    const open = lists.filter(({ state }) => state._tag === "Open")
    const from = open.length > 0 && !seed.chance(20) ? open : lists
    const listId = orUnknown(
      choice,
      from.map((list) => list.listId)
    )
    return { _tag: name, listId, answers: answersTo(choice, world.discrepancyList.get(listId)) }
  }
  const agencyId = anAgency(choice)
  const near = colleagues(choice, agencyId)
  return {
    _tag: name,
    listId: Id.make(`list-${seed.chance(10) ? seed.int(n + 1) : n}`),
    agencyId,
    agentId: near.length > 0 && !seed.chance(10) ? seed.pick(near) : anAgent(choice),
    claims: claims(choice, seed.chance(60) ? [aNumber(choice)] : [])
  }
}

/** An agent returns whom the own book lacks, and the exchange answers; now and then somebody else would. */
export const missed: Wishing = (choice) => {
  const { n, seed, world } = choice
  const lists = World.records(world, "discrepancyList")
  if (lists.length > 0 && seed.chance(60)) return { command: aDiscrepancyStep(choice, "AnswerDiscrepancies") }
  // A manager returns a list as the agent of a session.
  const sessions = World.records(world, "acting").filter(({ closedAt }) => closedAt === undefined)
  const session = seed.chance(15) ? one(choice, sessions) : undefined
  const agentId = session?.agentId ?? (seed.chance(90) ? one(choice, ready(choice)) : undefined) ?? anAgent(choice)
  const place = World.records(world, "employment").find((one) => one.agentId === agentId && one.state === "Active")
  const own = delegations(choice, "Active", "Frozen", "Requested").filter(
    ({ delegate }) => delegate.agentId === agentId
  )
  const held = seed.chance(50) ? one(choice, own) : undefined
  const number = held && world.case.get(held.caseId)?.caseNumber
  const again = seed.chance(8) ? one(choice, lists)?.listId : undefined
  return {
    command: {
      _tag: "ReturnDiscrepancies",
      listId: again ?? Id.make<Id.DiscrepancyListId>(`list-${n}`),
      agencyId: place !== undefined && !seed.chance(6) ? place.agencyId : anAgency(choice),
      agentId,
      claims: claims(choice, [...(number === undefined ? [] : [number]), ...(seed.chance(50) ? [aNumber(choice)] : [])])
    },
    actor: agentAs(session?.managerId ?? (seed.chance(92) ? agentId : anAgent(choice))),
    ...(session === undefined ? {} : { acting: session.actingId })
  }
}
