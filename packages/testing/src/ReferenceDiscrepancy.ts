/**
 * Lists of consumers whom agents miss, in the reference model: claims that come in, and what is found about each.
 *
 * @since 0.1.0
 */
import type { Discrepancy } from "@agencybook/core/Discrepancy"
import type { Answer, Command, DiscrepancyList, Finding } from "@agencybook/core/DiscrepancyList"
import {
  accepted,
  all,
  type Entries,
  type Fact,
  type Moment,
  put,
  type Reason,
  reason,
  some,
  unless,
  type Verdict,
  type World
} from "./ReferenceWorld.ts"

type Of<N extends Command["_tag"]> = Extract<Command, { readonly _tag: N }>

const saying = ({ applicationOn, caseNumber, comment, dob, name }: Discrepancy): string =>
  [name.first, name.last, dob, applicationOn, caseNumber ?? "-", comment ?? "-"].join("|")

const found = (one: Finding): string =>
  [one.finding, "caseNumber" in one ? one.caseNumber : "-", "comment" in one ? one.comment : "-"].join("|")

/** A list as facts: one for each claim, and one when the last of them is answered. @category queries */
export const claimsOf = ({ agencyId, agentId, lines, listId, returnedAt, state }: DiscrepancyList): World => [
  ...lines.map(
    ({ answer, claim }, n): Fact => ({
      ...{ is: "claim", list: listId, number: n + 1, from: `${agentId} ${agencyId} ${returnedAt}` },
      ...{ says: saying(claim), answer: answer && found(answer) }
    })
  ),
  ...(state._tag === "Answered" ? [{ is: "answered list", list: listId, at: state.at } as const] : [])
]

const linesOf = (world: World, list: string) => all(world, "claim", (fact) => fact.list === list)

const closed = (world: World, list: string, at: string): World =>
  linesOf(world, list).every(({ answer }) => answer !== undefined)
    ? put(world, { is: "answered list", list, at })
    : world

const take = (world: World, command: Of<"ReturnDiscrepancies">, { at }: Moment): Verdict => {
  const { agencyId, agentId, claims, listId } = command
  const isInBook = (number: string): boolean =>
    some(
      world,
      "delegation",
      (held) =>
        (held.state === "Active" || held.state === "Frozen") &&
        `${held.kind} ${held.agent} ${held.agency}` === `producer ${agentId} ${agencyId}` &&
        some(world, "case", (one) => one.case === held.case && one.number === number)
    )
  return unless([linesOf(world, listId).length > 0 && reason("DiscrepancyListExists", "BOB-13")], () => {
    const lines = claims.map((claim, n): Fact => {
      const { caseNumber } = claim
      const isOwn = caseNumber !== undefined && isInBook(caseNumber)
      return {
        ...{ is: "claim", list: listId, number: n + 1, from: `${agentId} ${agencyId} ${at}` },
        ...{ says: saying(claim), answer: isOwn ? `in-book|${caseNumber}|-` : undefined }
      }
    })
    return accepted(closed(put(world, ...lines), listId, at))
  })
}

const objections = (world: World, list: string, one: Answer, before: ReadonlyArray<Answer>) => {
  const line = linesOf(world, list).find(({ number }) => number === one.claim)
  const isTwice = before.some(({ claim }) => claim === one.claim)
  const wanted = one.finding === "upheld" ? one.caseNumber : undefined
  const isKnown = wanted === undefined || some(world, "case", ({ number }) => number === wanted)
  return [
    ...(line === undefined ? [reason("UnknownDiscrepancyClaim", "BOB-13")] : []),
    ...(line?.answer !== undefined || isTwice ? [reason("DiscrepancyClaimAnswered", "BOB-13")] : []),
    ...(isKnown ? [] : [reason("DiscrepancyCaseUnknown", "BOB-13")])
  ]
}

const settle = (world: World, { answers, listId }: Of<"AnswerDiscrepancies">, { at }: Moment): Verdict => {
  const lines = linesOf(world, listId)
  const isOver = some(world, "answered list", ({ list }) => list === listId)
  if (lines.length === 0) return unless([reason("UnknownDiscrepancyList", "BOB-13")], () => accepted(world))
  const each = answers.flatMap((one, n): ReadonlyArray<Reason> => objections(world, listId, one, answers.slice(0, n)))
  return unless(isOver ? [reason("NotAllowedFrom", "BOB-13")] : each, () => {
    const after = world.map((fact): Fact => {
      const known = fact.is === "claim" && fact.list === listId ? fact : undefined
      const answer = answers.find(({ claim }) => claim === known?.number)
      return known === undefined || answer === undefined ? fact : { ...known, answer: found(answer) }
    })
    return accepted(closed(after, listId, at))
  })
}

/** The commands of this part. @category models */
export const entries: Entries<Command> = {
  ReturnDiscrepancies: {
    capability: "return-discrepancies",
    target: (_, { agencyId, agentId }) => ({ agency: agencyId, agent: agentId }),
    carryOut: take
  },
  AnswerDiscrepancies: {
    capability: "answer-discrepancies",
    // Only the exchange answers, whosever book it is about.
    target: () => ({}),
    carryOut: settle
  }
}
