/**
 * Words about an agency itself, to its managers: what runs out, and what became of its certification.
 *
 * @since 0.1.0
 */
import type { Template } from "@agencybook/core/Notice"
import { day, say, showing, type Wording, type Words } from "./Wording.ts"

const someAgency = "your agency"

const papers = new Map<string | undefined, string>([
  ["e-and-o", "The errors and omissions insurance"],
  ["agreement", "The agreement with the exchange"]
])

const reasons = new Map<string | undefined, string>([
  ["e-and-o-lapsed", "The errors and omissions insurance has ended"],
  ["agreement-lapsed", "The agreement has ended"],
  ["no-certified-manager", "The agency has no certified manager"]
])

/** Shown to a manager before insurance or agreement end. */
const ending = showing(
  ["agencyName", "what", "lastDay"],
  (facts, { exchange }): Words => ({
    subject: "Papers of your agency run out",
    paragraphs: [
      say`${papers.get(facts.what) ?? "A document"} of ${facts.agencyName ?? someAgency} runs out soon.`,
      say`Without it your agency is suspended, and its agents cannot work on cases of consumers of ${exchange}.`
    ],
    facts: [
      ["Agency", facts.agencyName],
      ["Last day", day(facts.lastDay)]
    ],
    next: {
      title: "What you can do",
      items: [
        facts.what === "agreement"
          ? say`Have the new agreement signed by whoever may bind the agency.`
          : say`Upload the new certificate in the portal.`
      ]
    },
    action: "Open your agency’s account"
  })
)

/** Shown to a manager when the agency is suspended or back. */
const standing = showing(["agencyName", "state", "reason"], (facts, { exchange }): Words => {
  const agency = facts.agencyName ?? someAgency
  const shared = { facts: [["Reason", reasons.get(facts.reason)] as const], action: "Open your agency’s account" }
  if (facts.state === "Certified")
    return {
      ...shared,
      subject: "Your agency is active again",
      paragraphs: [
        say`The certification of ${agency} with ${exchange} is active again.`,
        say`Its agents can work on their consumers’ cases again.`
      ]
    }
  return {
    ...shared,
    subject: "Your agency is suspended",
    paragraphs: [
      say`The certification of ${agency} with ${exchange} is suspended.`,
      say`Consumers stay with their agents, who cannot work on cases for now. New consumers cannot choose them.`
    ],
    next: {
      title: "What you can do",
      items: [
        say`See in your agency’s account what is missing.`,
        say`If you think that this is a mistake, contact us. We will tell you how to appeal.`
      ]
    }
  }
})

// The agency's words when the notice names no agent.
const orAgency =
  (ofAgency: Wording, ofAgent: Wording | undefined): Wording =>
  (notice, about) =>
    (notice.params.agentName === undefined && notice.params.agencyName !== undefined
      ? ofAgency
      : (ofAgent ?? ofAgency))(notice, about)

/**
 * The templates that tell managers of their agency, beside those that tell of an agent under the same identifier.
 *
 * @category constructors
 * @since 0.1.0
 */
export const forManagers = (
  ofAgents: {
    readonly [T in Template]?: Wording
  }
): { readonly [T in Template]?: Wording } => ({
  "NTC-09": orAgency(standing, ofAgents["NTC-09"]),
  "NTC-26": orAgency(ending, ofAgents["NTC-26"])
})
