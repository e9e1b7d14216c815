/**
 * Words to agents and managers about transfers: one digest for each batch, without a consumer's name.
 *
 * @since 0.1.0
 */
import type { Template } from "@agencybook/core/Notice"
import { day, type Line, say, showing, type Wording, type Words } from "./Wording.ts"

const someAgent = "an agent of your agency"

const rejections = new Map<string | undefined, string>([
  ["nothing-moved", "No consumer moved"],
  ["target-without-authority", "The new agent could not work for consumers on that day"],
  ["evidence-insufficient", "The papers do not show that the book may move"],
  ["disputed", "The two sides do not agree"],
  ["duplicate", "The same transfer was asked for before"]
])

const countOf = (cases: string | undefined): number | undefined =>
  /^\d{1,9}$/.test(cases ?? "") ? Number(cases) : undefined

const keys = [
  ...(["fromName", "toName", "cases", "what", "across"] as const),
  ...(["effectiveOn", "answerBy", "reason"] as const)
]

const transferred = showing(keys, (facts, { exchange }): Words => {
  const from = facts.fromName ?? someAgent
  const to = facts.toName ?? "another agent"
  const count = countOf(facts.cases)
  const first = day(facts.effectiveOn)
  const across = facts.across === "yes"
  const people = count === 1 ? "1 consumer" : `${count === undefined ? "Several" : String(count)} consumers`
  const waiting = count === 1 ? "waits" : "wait"
  const listed: NonNullable<Words["facts"]> = [
    ["From", facts.fromName],
    ["To", facts.toName],
    ["Consumers", count === undefined ? undefined : String(count)]
  ]
  const words = (
    subject: string,
    paragraphs: ReadonlyArray<Line>,
    items: ReadonlyArray<Line>,
    more: NonNullable<Words["facts"]> = []
  ): Words => ({
    subject,
    paragraphs,
    facts: [...listed, ...more],
    ...(items.length === 0 ? {} : { next: { title: "What happens next", items } }),
    action: "See the transfer"
  })
  switch (facts.what) {
    case "submitted":
      return words(
        "A transfer to another agency was submitted",
        [
          say`The exchange reviews the papers of a transfer from ${from} to ${to}. ${people} of ${exchange} ${waiting} for it.`
        ],
        [say`Until the exchange has approved the transfer and its day has come, nothing changes.`],
        [["First possible day", first]]
      )
    case "asked":
      return words(
        "Consumers are asked about a transfer",
        [say`${people} of ${exchange} can now say whether they go over from ${from} to ${to}.`],
        [
          say`Each consumer moves after the answer yes. Whoever says no or does not answer stays.`,
          say`You can see the answers in the portal.`
        ],
        [
          ["Answers before", day(facts.answerBy)],
          ["First day with the new agent", first]
        ]
      )
    case "planned":
      return words(
        "A transfer is planned",
        [say`${people} of ${exchange} will be transferred from ${from} to ${to}.`],
        [
          say`Until that day nothing changes. A consumer who chooses an agent in the meantime is not transferred.`,
          say`The transfer takes place only if the new agent may work for consumers on that day.`
        ],
        [["First day with the new agent", first]]
      )
    case "cancelled":
      return words(
        "A transfer was cancelled",
        [say`The transfer from ${from} to ${to} was cancelled. Consumers who had not moved stay where they are.`],
        []
      )
    case "rejected":
      return words(
        "A transfer did not take place",
        [say`Nobody was transferred from ${from} to ${to}. The consumers stay where they are.`],
        [],
        [["Reason", rejections.get(facts.reason)]]
      )
    case "ended":
      return words(
        "A transfer is complete",
        [say`All consumers have answered, or their time is over. Whoever did not say yes stays with ${from}.`],
        []
      )
    default:
      return words(
        across ? "Consumers were transferred to another agency" : "Consumers were transferred inside your agency",
        [
          count === 1
            ? say`1 consumer of ${exchange} was transferred from ${from} to ${to}.`
            : say`${count === undefined ? "Several" : String(count)} consumers of ${exchange} were transferred from ${from} to ${to}.`,
          say`Each consumer is told about it, and how to choose another agent.`
        ],
        [
          say`The transfer applies from now on. Earlier records do not change.`,
          say`The list of the transferred cases is in the portal.`
        ]
      )
  }
})

/**
 * The template that agents and managers get about transfers.
 *
 * @category constructors
 * @since 0.1.0
 */
export const templates: { readonly [T in Template]?: Wording } = { "NTC-16": transferred }
