/**
 * Lists of consumers whom an agent misses in the own book, as they are returned to the exchange, and what came of each claim.
 *
 * `Discrepancy` compares claims with a book; here a list is kept, and somebody of the exchange answers every claim of it.
 * An answer is a finding and moves nobody: a case comes to an agent by its consumer, a passcode, a claim with proof or a
 * transfer, and by nothing else.
 *
 * @since 0.1.0
 */
import type { Instant } from "./CalendarDate.ts"
import type { Case, CaseNumber } from "./Case.ts"
import { accept, type Context, type Decision } from "./Decider.ts"
import { type Delegation, holdsCase } from "./Delegation.ts"
import type { Discrepancy } from "./Discrepancy.ts"
import * as Format from "./Format.ts"
import type { AgencyId, AgentId, CaseId, DiscrepancyListId } from "./Id.ts"
import * as Machine from "./Machine.ts"
import { type Refusal, reason } from "./Refusal.ts"

/** How many claims a list has at most; who misses more returns several. @category models */
export const mostClaims = 200

/** What the exchange may find, beside upholding a claim. @category models */
export const rejections = ["not-upheld", "no-such-case"] as const

/**
 * What came of a claim: the exchange upheld it for a case, did not, or knows no such case; or the case was in the agent's
 * book when the list came. The comment is the exchange's word to the agent.
 *
 * @rule BOB-13
 * @category models
 */
export type Finding =
  | { readonly finding: "upheld"; readonly caseNumber: CaseNumber; readonly comment?: string }
  | { readonly finding: (typeof rejections)[number]; readonly comment?: string }
  | { readonly finding: "in-book"; readonly caseNumber: CaseNumber }

/** A finding of the exchange about one claim of a list; claims count from 1. @category models */
export type Answer = Exclude<Finding, { readonly finding: "in-book" }> & { readonly claim: number }

/** One line of a list, with what came of it once that is known. @category models */
export interface Line {
  readonly claim: Discrepancy
  readonly answer?: Finding
}

/** Whether somebody has to look at a list still. @category models */
export type State = { readonly _tag: "Open" } | { readonly _tag: "Answered"; readonly at: Instant }

/** A list as it was returned, and as far as it is answered. @rule BOB-13 @category models */
export interface DiscrepancyList {
  readonly listId: DiscrepancyListId
  /** Whose book it answers: an agent's in an agency. */
  readonly agencyId: AgencyId
  readonly agentId: AgentId
  readonly returnedAt: Instant
  /** 1 to 200, in the order in which they were returned. */
  readonly lines: ReadonlyArray<Line>
  readonly state: State
}

/** A list comes in, or some of its claims are answered. @category models */
export type Command =
  | {
      readonly _tag: "ReturnDiscrepancies"
      readonly listId: DiscrepancyListId
      readonly agencyId: AgencyId
      readonly agentId: AgentId
      readonly claims: ReadonlyArray<Discrepancy>
    }
  | {
      readonly _tag: "AnswerDiscrepancies"
      readonly listId: DiscrepancyListId
      readonly answers: ReadonlyArray<Answer>
    }

/** The triggers of the machine. @category models */
export type Trigger = (typeof machine)["triggers"][number]

/** Something happened to a list. @category models */
export type Event =
  | { readonly _tag: "DiscrepancyListReturned"; readonly list: DiscrepancyList }
  | {
      readonly _tag: "DiscrepancyListMoved"
      readonly listId: DiscrepancyListId
      readonly answers: ReadonlyArray<Answer>
      readonly trigger: Trigger
      readonly from: State["_tag"]
      readonly to: State
    }

/** What a decision about a list looks at. @category models */
export interface Facts {
  readonly list: DiscrepancyList | undefined
  /** The case that has a number. */
  readonly byNumber: (caseNumber: CaseNumber) => Case | undefined
  /** The open delegations of a case; asked when a list is returned. */
  readonly open: (caseId: CaseId) => ReadonlyArray<Delegation>
}

/** How the comment of a claim is written: one line of text. @category decoding */
export const comment: Format.Format<string> = /*#__PURE__*/ Format.line("comment", 500)

/** The machine of a list: some answers leave it open, the last one closes it. @rule BOB-13 @category machine */
export const machine = /*#__PURE__*/ Machine.define({
  name: "discrepancy list",
  states: ["Open", "Answered"],
  triggers: ["answer", "complete"],
  edges: { Open: { answer: "Open", complete: "Answered" }, Answered: {} },
  otherwise: "BOB-13"
})

/** The identifier is taken. @category errors */
export const listExists = /*#__PURE__*/ reason(
  "DiscrepancyListExists",
  "BOB-13",
  (f: { readonly listId: DiscrepancyListId }) => `list \`${f.listId}\` was returned already`,
  "choose a new identifier for each list"
)
/** There is no such list. @category errors */
export const unknownList = /*#__PURE__*/ reason(
  "UnknownDiscrepancyList",
  "BOB-13",
  (f: { readonly listId: DiscrepancyListId }) => `there is no list \`${f.listId}\``,
  "look for it among the lists that wait"
)
/** The list has no such claim. @category errors */
export const unknownClaim = /*#__PURE__*/ reason(
  "UnknownDiscrepancyClaim",
  "BOB-13",
  (f: { readonly listId: DiscrepancyListId; readonly claim: number; readonly claims: number }) =>
    `list \`${f.listId}\` has \`${f.claims}\` claims and none with number \`${f.claim}\``,
  "number the claims from 1 in the order of the list"
)
/** The claim has an answer. @category errors */
export const claimAnswered = /*#__PURE__*/ reason(
  "DiscrepancyClaimAnswered",
  "BOB-13",
  (f: { readonly listId: DiscrepancyListId; readonly claim: number }) =>
    `claim \`${f.claim}\` of list \`${f.listId}\` is answered already`,
  "answer each claim once; who was answered wrongly returns it in a new list"
)
/** No case has the number for which the claim is upheld. @category errors */
export const unknownCase = /*#__PURE__*/ reason(
  "DiscrepancyCaseUnknown",
  "BOB-13",
  (f: { readonly listId: DiscrepancyListId; readonly claim: number }) =>
    `no case has the number for which claim \`${f.claim}\` of list \`${f.listId}\` is upheld`,
  "copy the case number from the case, or answer that there is no such case"
)

const isAnswered = ({ answer }: Line): boolean => answer !== undefined

const stateOf = (lines: ReadonlyArray<Line>, at: Instant): State =>
  lines.every(isAnswered) ? { _tag: "Answered", at } : { _tag: "Open" }

const take = (
  { agencyId, agentId, claims, listId }: Command & { readonly _tag: "ReturnDiscrepancies" },
  { byNumber, list, open }: Facts,
  { at }: Context
): Decision<Event> => {
  if (list !== undefined) return listExists({ listId })
  // Nothing but the own book is told: a case in another one looks like a case that does not exist.
  const isOwn = (one: Delegation): boolean =>
    one.kind === "producer" && one.delegate.agentId === agentId && one.delegate.agencyId === agencyId && holdsCase(one)
  const lines = claims.map((claim): Line => {
    const { caseNumber } = claim
    const known = caseNumber === undefined ? undefined : byNumber(caseNumber)
    return known !== undefined && open(known.caseId).some(isOwn)
      ? { claim, answer: { finding: "in-book", caseNumber: known.caseNumber } }
      : { claim }
  })
  const state = stateOf(lines, at)
  return accept({
    _tag: "DiscrepancyListReturned",
    list: { listId, agencyId, agentId, returnedAt: at, lines, state }
  })
}

const findingOf = ({ claim: _, ...finding }: Answer): Finding => finding

const withAnswers = (lines: ReadonlyArray<Line>, answers: ReadonlyArray<Answer>): ReadonlyArray<Line> => {
  const found = new Map(answers.map((answer) => [answer.claim, findingOf(answer)]))
  return lines.map((line, n) => {
    const answer = found.get(n + 1)
    return answer === undefined ? line : { ...line, answer }
  })
}

const answer = (
  { answers, listId }: Command & { readonly _tag: "AnswerDiscrepancies" },
  { byNumber, list }: Facts,
  { at }: Context
): Decision<Event> => {
  if (list === undefined) return unknownList({ listId })
  const { lines, state } = list
  const given = new Set<number>()
  const refused = (one: Answer): Refusal | undefined => {
    const { claim } = one
    const line = lines[claim - 1]
    if (line === undefined) return unknownClaim({ listId, claim, claims: lines.length })
    if (isAnswered(line) || given.has(claim)) return claimAnswered({ listId, claim })
    given.add(claim)
    return one.finding === "upheld" && byNumber(one.caseNumber) === undefined
      ? unknownCase({ listId, claim })
      : undefined
  }
  const stopped = Machine.refusal(machine, state._tag, "answer")
  if (stopped !== undefined) return stopped
  for (const one of answers) {
    const refusal = refused(one)
    if (refusal !== undefined) return refusal
  }
  const to = stateOf(withAnswers(lines, answers), at)
  const trigger = to._tag === "Answered" ? "complete" : "answer"
  return accept({ _tag: "DiscrepancyListMoved", listId, answers, trigger, from: state._tag, to })
}

/**
 * Decides the return of a list, whose claims for cases in the agent's own book are answered at once, or answers to claims,
 * each of which is given once. Neither opens, moves or ends a delegation.
 *
 * **Rules**: BOB-03, BOB-13.
 *
 * @category machine
 */
export const decide = (command: Command, facts: Facts, context: Context): Decision<Event> =>
  command._tag === "ReturnDiscrepancies" ? take(command, facts, context) : answer(command, facts, context)

/** Applies an event to a list; never fails. @category machine */
export const evolve = (list: DiscrepancyList | undefined, event: Event): DiscrepancyList => {
  if (event._tag === "DiscrepancyListReturned") return event.list
  const before = list as DiscrepancyList
  return { ...before, lines: withAnswers(before.lines, event.answers), state: event.to }
}

/** When a list came that somebody has to look at. @rule BOB-13 @category queries */
export const waitsSince = ({ returnedAt, state }: DiscrepancyList): Instant | undefined =>
  state._tag === "Open" ? returnedAt : undefined

/** A list in figures, without anybody who is on it. @category models */
export interface Summary {
  readonly listId: DiscrepancyListId
  readonly agencyId: AgencyId
  readonly agentId: AgentId
  readonly returnedAt: Instant
  /** When the last claim was answered; absent while some wait. */
  readonly answeredAt?: Instant
  readonly claims: number
  readonly open: number
  readonly upheld: number
  readonly inBook: number
}

/** A list in figures. @category transforms */
export const summarise = ({ agencyId, agentId, lines, listId, returnedAt, state }: DiscrepancyList): Summary => {
  const count = (finding: Finding["finding"] | undefined): number =>
    lines.filter((line) => line.answer?.finding === finding).length
  return {
    ...{ listId, agencyId, agentId, returnedAt },
    ...(state._tag === "Answered" ? { answeredAt: state.at } : {}),
    ...{ claims: lines.length, open: count(undefined), upheld: count("upheld"), inBook: count("in-book") }
  }
}

/**
 * A list as those see it who returned it: whether a case that is not theirs exists at all is not told.
 *
 * **Rules**: BOB-03, BOB-13.
 *
 * @category transforms
 */
export const forAgent = (list: DiscrepancyList): DiscrepancyList => ({
  ...list,
  lines: list.lines.map((line) =>
    line.answer?.finding === "no-such-case" ? { ...line, answer: { ...line.answer, finding: "not-upheld" } } : line
  )
})
