/**
 * Words about an agency itself, to its managers and its signer: what waits, what runs out, and what became of it.
 *
 * @since 0.1.0
 */
import type { AgencyReason } from "@agencybook/core/AgencyReason"
import type { Template } from "@agencybook/core/Notice"
import { day, say, showing, type Wording, type Words } from "./Wording.ts"

const someAgency = "your agency"

const papers = new Map<string | undefined, string>([
  ["e-and-o", "The errors and omissions insurance"],
  ["agreement", "The agreement with the exchange"]
])

const wordsOf: Readonly<Record<AgencyReason, string>> = {
  "application-incomplete": "The application was not complete",
  "not-theirs": "The application did not come from the agency",
  "documents-false": "A document says what is not so",
  voluntary: "At the agency’s own request",
  closed: "The agency has closed",
  "licence-inactive": "The license is not active",
  "under-investigation": "A review is open",
  "e-and-o-lapsed": "The errors and omissions insurance has ended",
  "agreement-lapsed": "The agreement has ended",
  "no-certified-manager": "The agency has no certified manager",
  breach: "The agreement was not kept"
}
const reasons = new Map<string | undefined, string>(Object.entries(wordsOf))

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
  if (facts.state === "Terminated")
    return {
      ...shared,
      action: "Open the portal",
      subject: "Your agency no longer works with us",
      paragraphs: [
        say`The certification of ${agency} with ${exchange} has ended, and nobody works there for consumers of the exchange any more.`,
        say`Your own certification is not affected by this. We have told the consumers who had an agent of ${agency}.`
      ],
      next: {
        title: "What you can do",
        items: [
          say`Another agency can ask for an agent who is certified. No training is repeated.`,
          say`If you think that this is a mistake, contact us. We will tell you how to appeal.`
        ]
      }
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

/** Shown to whoever opened an agency that is turned away. @rule AGY-09 */
const rejected = showing(
  ["agencyName", "reason"],
  (facts, { exchange }): Words => ({
    subject: "The application of your agency was denied",
    paragraphs: [say`The application of ${facts.agencyName ?? someAgency} to work with ${exchange} was denied.`],
    facts: [["Reason", reasons.get(facts.reason)]],
    next: {
      title: "What you can do",
      items: [
        say`When the reason no longer applies, you can open the agency again in the portal.`,
        say`If you think that this is a mistake, contact us. We will tell you how to appeal.`
      ]
    },
    action: "Open the portal"
  })
)

/** Shown to whoever may bind the agency when a manager who may not has signed. */
const toSign = showing(["agencyName"], (facts, about): Words => {
  const agency = facts.agencyName ?? someAgency
  const isManager = about.role === "manager"
  return {
    subject: "An agreement waits for your signature",
    paragraphs: [
      say`A manager of ${agency} has signed its agreement with ${about.exchange}. It binds the agency once you have signed it too.`,
      isManager
        ? say`You are named as the person who may bind the agency.`
        : say`The agency has named you as the person who may bind it. You do not need an account for this.`
    ],
    facts: [["Agency", facts.agencyName]],
    next: {
      title: "What you can do",
      items: [
        isManager
          ? say`Read the agreement and sign it in the portal.`
          : say`Read the agreement and sign it where the agency or the service for signatures has sent it to you.`,
        say`If you do not know the agency, or may not sign for it, do not sign, and contact us.`
      ]
    },
    ...(isManager ? { action: "Open your agency’s account" } : {})
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
  "NTC-04": toSign,
  "NTC-07": orAgency(rejected, ofAgents["NTC-07"]),
  "NTC-09": orAgency(standing, ofAgents["NTC-09"]),
  "NTC-26": orAgency(ending, ofAgents["NTC-26"])
})

/**
 * What agents are told of their agency, beside what they are told of themselves under the same identifier.
 *
 * @category constructors
 * @since 0.1.0
 */
export const forAgents = (
  ofAgents: {
    readonly [T in Template]?: Wording
  }
): { readonly [T in Template]?: Wording } => ({ "NTC-09": orAgency(standing, ofAgents["NTC-09"]) })

/**
 * What the person who may bind an agency, and has no account, is told of it.
 *
 * @category constructors
 * @since 0.1.0
 */
export const forSigners: { readonly [T in Template]?: Wording } = { "NTC-04": toSign }
