/**
 * Words about books and exports, to the agent or manager who works with them.
 *
 * No message has a row of a book in it; it says that there is something to fetch, and until when.
 *
 * @since 0.1.0
 */
import type { Template } from "@agencybook/core/Notice"
import { moment, say, showing, type Wording, type Words } from "./Wording.ts"

const exportReady = showing(["rows", "until"], (facts, { exchange, timeZone }): Words => {
  const rows = /^\d{1,12}$/.test(facts.rows ?? "") ? Number(facts.rows) : undefined
  return {
    subject: "Your export is ready",
    paragraphs: [
      rows === undefined
        ? say`The file that you asked for in the portal of ${exchange} is ready.`
        : say`The file that you asked for in the portal of ${exchange} is ready. It has ${String(rows)} ${rows === 1 ? "row" : "rows"}.`
    ],
    facts: [["Fetch it until", moment(facts.until, timeZone)]],
    next: {
      title: "Good to know",
      items: [
        say`The file has private data of consumers. Keep it where only people who need it can read it, and delete it when you no longer need it.`,
        say`It was recorded that you took this file. If you did not, tell us.`
      ]
    },
    action: "Fetch the file"
  }
})

const wholeNumber = (text: string | undefined): number | undefined =>
  /^\d{1,12}$/.test(text ?? "") ? Number(text) : undefined
const counted = (count: number | undefined, one: string, many: string): string =>
  count === undefined ? `some ${many}` : `${count} ${count === 1 ? one : many}`

const differing = showing(["cases", "numbers", "agents"], (facts, { exchange, role }): Words => {
  const cases = wholeNumber(facts.cases)
  const agents = wholeNumber(facts.agents)
  const numbers = /^\d{8,12}(?:, \d{8,12})*$/.test(facts.numbers ?? "") ? facts.numbers : undefined
  const named = numbers?.split(", ").length ?? 0
  return {
    subject: "Policies that name another agent",
    paragraphs: [
      role === "manager"
        ? say`In the book of your agency at ${exchange}, ${counted(cases, "policy names", "policies name")} another agent than the one who has the case. That concerns ${counted(agents, "agent", "agents")}.`
        : say`In your book at ${exchange}, ${counted(cases, "policy names", "policies name")} another agent than you.`,
      say`The agent of record is the one whom the carrier pays.`
    ],
    facts: [
      ["Case numbers", numbers],
      ["Not shown here", cases !== undefined && named > 0 && cases > named ? `${cases - named} more` : undefined]
    ],
    next: {
      title: "What you can do",
      items: [
        say`Compare the enrollment with your records. If the agent of record is wrong, ask the exchange to correct it.`,
        say`If somebody else should work the case, transfer it in the portal.`
      ]
    },
    action: "See the policies"
  }
})

/**
 * The templates of the book, for agents and managers.
 *
 * @category constructors
 * @since 0.1.0
 */
export const templates: { readonly [T in Template]?: Wording } = {
  "NTC-19": exportReady,
  "NTC-27": differing
}

/**
 * The templates of the book that the managers of the agency get: what differs, of all their agents together.
 *
 * @category constructors
 * @since 0.1.0
 */
export const forManagers: { readonly [T in Template]?: Wording } = { "NTC-27": differing }
