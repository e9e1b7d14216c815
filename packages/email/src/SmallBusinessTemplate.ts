/**
 * Words about the yearly window in which small businesses may enroll without the two tests, to agents who serve employers.
 *
 * @since 0.1.0
 */
import type { Template } from "@agencybook/core/Notice"
import { day, say, showing, type Wording, type Words } from "./Wording.ts"

const counted = (text: string | undefined): number => (text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : 0)

/** So many employers, and references of those whom the notice names. */
const employers = (many: string | undefined, references: string | undefined): string | undefined => {
  const count = counted(many)
  if (count === 0) return undefined
  const named = references === undefined ? [] : references.split(", ")
  if (named.length === 0) return count.toString()
  const more = count > named.length ? ` and ${count - named.length} more` : ""
  return `${count} (${named.join(", ")}${more})`
}

const shown = [
  "news",
  "lastDay",
  "startsOn",
  "participation",
  "participationOf",
  "contribution",
  "contributionOf"
] as const

const window = showing(shown, (facts, { exchange }): Words => {
  const lastDay = day(facts.lastDay)
  const lowParticipation = employers(facts.participation, facts.participationOf)
  const lowContribution = employers(facts.contribution, facts.contributionOf)
  const known = lowParticipation !== undefined || lowContribution !== undefined
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
      ["Coverage starts on", day(facts.startsOn)],
      ["Employers of yours with too few employees taking part", lowParticipation],
      ["Employers of yours who pay too little", lowContribution]
    ],
    next: {
      title: "What you can do",
      items: [
        known
          ? say`Look at the employers named here, and at others you serve who may have failed one of the two tests since.`
          : say`Look through the employers you serve for those who failed one of the two tests.`,
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
