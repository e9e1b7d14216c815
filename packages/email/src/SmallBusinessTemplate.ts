/**
 * Words about the yearly window in which small businesses may enroll without the two tests, to agents who serve employers.
 *
 * @since 0.1.0
 */
import type { Template } from "@agencybook/core/Notice"
import { day, say, showing, type Wording, type Words } from "./Wording.ts"

const window = showing(["news", "lastDay", "startsOn"], (facts, { exchange }): Words => {
  const lastDay = day(facts.lastDay)
  return {
    subject:
      facts.news === "closes"
        ? "The yearly window for small businesses closes soon"
        : "The yearly window for small businesses is open",
    paragraphs: [
      facts.news === "closes"
        ? say`The yearly window for small businesses at ${exchange} is about to close.`
        : say`The yearly window for small businesses at ${exchange} is open.`,
      say`While it is open, an employer may enroll even if too few employees take part, or if the employer pays less than is asked for in the rest of the year.`
    ],
    facts: [
      ["Last day", lastDay],
      ["Coverage starts on", day(facts.startsOn)]
    ],
    next: {
      title: "What you can do",
      items: [
        say`Look through the employers you serve for those who failed one of the two tests.`,
        say`Send in their applications by the last day of the window.`
      ]
    },
    action: "Open the portal"
  }
})

/**
 * The template of the window, for agents.
 *
 * @category constructors
 * @since 0.1.0
 */
export const templates: { readonly [T in Template]?: Wording } = { "NTC-28": window }
