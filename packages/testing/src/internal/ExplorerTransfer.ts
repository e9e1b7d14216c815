/**
 * Transfers that wait, as short texts and back: whether papers lie with the exchange, a day is to come, or the consumer is
 * asked.
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import { type Delegation, holdsCase } from "@agencybook/core/Delegation"
import * as Id from "@agencybook/core/Id"
import type { Policy } from "@agencybook/core/Policy"
import { isWaiting, type Transfer } from "@agencybook/core/Transfer"
import * as Sample from "../Sample.ts"

/** Days until a transfer counts that is made for a later day. */
export const laterBy = 2

const letters = { planned: "P", asked: "K", confirmed: "Y" } as const
const form = /^([RPKY])([.ld])([.oe])([.<>])(\d+)\.(\d+)([=?-])$/

/** The number in an identifier of a sample. */
const numberOf = (id: string): number => Number(id.slice(id.lastIndexOf("-") + 1))

/**
 * The text of a transfer that waits: what it waits for, whether its day and the end of its question have come, which side
 * handed papers in, both agents, and whether the source still has what would move.
 */
export const transferText = (
  transfer: Transfer,
  open: ReadonlyArray<Delegation>,
  day: Dates.CalendarDate
): ReadonlyArray<string> => {
  if (!isWaiting(transfer)) return []
  const [row, ...more] = transfer.rows
  if (row === undefined || more.length > 0 || !(row.outcome in letters))
    throw new Error("a transfer of the explorer waits for one delegation")
  const { agencyId, answerBy, effectiveOn, fromAgentId, state, submittedBy, toAgentId } = transfer
  const held = open.find((one) => one.delegationId === row.delegationId && one.delegate.agentId === fromAgentId)
  return [
    [
      state === "ExchangeReview" ? "R" : letters[row.outcome as keyof typeof letters],
      effectiveOn === undefined ? "." : effectiveOn <= day ? "d" : "l",
      answerBy === undefined ? "." : answerBy <= day ? "e" : "o",
      submittedBy === undefined ? "." : submittedBy === agencyId ? "<" : ">",
      `${numberOf(fromAgentId)}.${numberOf(toAgentId)}`,
      held === undefined ? "-" : holdsCase(held) ? "=" : "?"
    ].join("")
  ]
}

/** The transfer of a text, the `index`-th of a case, at the moment of all samples. */
export const transferFrom = (
  text: string,
  caseId: Id.CaseId,
  index: number,
  open: ReadonlyArray<Delegation>,
  { agents, consent }: { readonly agents: number; readonly consent: Policy["transferConsent"] }
): Transfer => {
  const [, waits, on, question, papers, from, to, held] = form.exec(text) as unknown as ReadonlyArray<string>
  const [fromAgentId, toAgentId] = [Sample.agentId(Number(from)), Sample.agentId(Number(to))]
  const [agencyId, toAgencyId] = [from, to].map((n) => Sample.agencyId(Math.floor(Number(n) / agents))) as [
    Id.AgencyId,
    Id.AgencyId
  ]
  const moving = open.find(
    (one) => one.delegate.agentId === fromAgentId && (held === "=" ? holdsCase(one) : held === "?" && !holdsCase(one))
  )
  const outcome = waits === "K" ? "asked" : waits === "Y" ? "confirmed" : "planned"
  return {
    transferId: Id.make(`${caseId}:t${index}`),
    ...{ agencyId, fromAgentId, toAgentId, chosen: true, reason: "workload", consentMode: consent },
    ...(papers === "."
      ? {}
      : {
          toAgencyId,
          submittedBy: papers === "<" ? agencyId : toAgencyId,
          evidence: { kind: "release", documentId: Sample.finding.documentId },
          stated: stated(Number(from), Number(to))
        }),
    state: waits === "R" ? "ExchangeReview" : waits === "K" ? "AwaitingConsent" : "Scheduled",
    ...(on === "." ? {} : { effectiveOn: Dates.plusDays(Sample.today, on === "l" ? laterBy : -1) }),
    ...(question === "." ? {} : { answerBy: Dates.plusDays(Sample.today, question === "o" ? 30 : 0) }),
    rows: [{ delegationId: moving?.delegationId ?? Id.make(`${caseId}:gone`), caseId, outcome }]
  }
}

/** What papers state of one case that goes from an agent to another. */
export const stated = (from: number, to: number): NonNullable<Transfer["stated"]> => ({
  fromNpn: Sample.agent(from).npn,
  toNpn: Sample.agent(to).npn,
  cases: 1
})

/** The text of a transfer after whole days: its day comes before its question ends. */
export const transferAged = (text: string, days: number): string => {
  const [, waits, on, question, rest] = /^(.)(.)(.)(.*)$/.exec(text) as unknown as ReadonlyArray<string>
  const come = on === "l" && days >= laterBy ? "d" : on
  return [waits, come, question === "o" && days >= 30 ? "e" : question, rest].join("")
}

/** The text of a transfer when agents are renamed. */
export const transferRenamed = (text: string, rename: (agent: number) => number): string =>
  text.replace(/(\d+)\.(\d+)/, (_, from, to) => `${rename(Number(from))}.${rename(Number(to))}`)
