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

/**
 * The templates of the book, for agents and managers.
 *
 * @category constructors
 * @since 0.1.0
 */
export const templates: { readonly [T in Template]?: Wording } = {
  "NTC-19": exportReady
}
