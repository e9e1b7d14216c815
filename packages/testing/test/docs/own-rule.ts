// #region imports
import type * as AgentOfRecord from "@agencybook/core/AgentOfRecord"
import * as Law from "@agencybook/testing/Law"
import * as Laws from "@agencybook/testing/Laws"
import { core, type Rules } from "@agencybook/testing/Rules"

// #endregion

// #region own
/** A register of ours: who is paid for a case from which day on. The last word about a day counts. */
class Register {
  readonly #days = new Map<string, string | undefined>()

  put(from: string, agent: string | undefined): void {
    this.#days.set(from, agent)
  }

  /** Whoever was put down for the latest day that has begun. */
  on(day: string): string | undefined {
    const begun = [...this.#days.keys()].filter((from) => from <= day).sort()
    return this.#days.get(begun.at(-1) ?? "")
  }
}
// #endregion

// #region adapter
const on: typeof AgentOfRecord.on = (history, day, known) => {
  const register = new Register()
  const told = history.filter(({ recordedAt }) => known === undefined || recordedAt <= known)
  for (const [n, { from }] of told.entries()) register.put(from, String(n))
  const found = register.on(day)
  return found === undefined ? undefined : told[Number(found)]
}

const ours: Rules = { ...core, agentOfRecord: { ...core.agentOfRecord, on } }
// #endregion

// #region check
for (const law of Laws.forRule("DEL-20")) {
  try {
    Law.check(law, { rules: ours, seed: 1 })
  } catch (error) {
    if (!(error instanceof Law.LawBroken)) throw error
    for (const line of error.message.split("\n")) console.log(line.slice(0, 105))
  }
}
// => law `record-two-times` is broken: the agent of record on a day is the last one recorded of those that had
// =>   DEL-20: the agent of record of a policy is kept apart from the delegate, with its history
// =>   because what is known now is {"npn":"1","from":"2026-03-04","recordedAt":"2026-03-03T18:00:00.000Z","re
// =>   seed 1, path "0:1:0:3:3", input {"froms":[1,0],"on":1,"known":0}
// #endregion
