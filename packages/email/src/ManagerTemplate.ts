/**
 * Words about who manages an agency: to the person whom it is about, and to the other managers.
 *
 * @since 0.1.0
 */
import type { Template } from "@agencybook/core/Notice"
import { day, say, showing, type Wording, type Words } from "./Wording.ts"

const someAgency = "your agency"
const somebody = "an agent of your agency"

/** Shown to the person whom the change is about. */
const own = showing(["agencyName", "change"], (facts, { exchange }): Words => {
  const agency = facts.agencyName ?? someAgency
  const shared = { facts: [["Agency", facts.agencyName] as const] }
  switch (facts.change) {
    case "designated":
    case "primary":
      return {
        ...shared,
        subject: facts.change === "primary" ? "You are the primary manager of your agency" : "You manage your agency",
        paragraphs: [
          facts.change === "primary"
            ? say`You are now the primary manager of ${agency} in the portal of ${exchange}.`
            : say`You were made a manager of ${agency} in the portal of ${exchange}.`,
          say`Managers answer for the business of the agency and of all its agents.`
        ],
        next: {
          title: "Good to know",
          items: [
            say`You sign in with your own account, as before. Do not share it with your staff.`,
            say`If you did not expect this, talk to the other managers of your agency, or contact us.`
          ]
        },
        action: "Open your agency’s account"
      }
    default:
      return {
        ...shared,
        subject: "You no longer manage your agency",
        paragraphs: [
          say`You no longer manage ${agency} in the portal of ${exchange}.`,
          facts.change === "left"
            ? say`The role ended when you left the agency.`
            : say`Your own certification and your own clients stay as they are.`
        ],
        next: {
          title: "What you can do",
          items: [say`If you think that this is a mistake, talk to the managers of the agency, or contact us.`]
        }
      }
  }
})

/** Shown to the other managers of the agency. */
const other = showing(["agentName", "agentLicence", "agencyName", "change"], (facts, { exchange }): Words => {
  const agency = facts.agencyName ?? someAgency
  const agent = facts.agentName ?? somebody
  const what =
    facts.change === "designated"
      ? say`In the portal of ${exchange}, ${agent} was made a manager of ${agency}.`
      : facts.change === "primary"
        ? say`In the portal of ${exchange}, ${agent} is now the primary manager of ${agency}.`
        : facts.change === "left"
          ? say`In the portal of ${exchange}, ${agent} has left ${agency} and no longer manages it.`
          : say`In the portal of ${exchange}, ${agent} no longer manages ${agency}.`
  return {
    subject: "The managers of your agency have changed",
    paragraphs: [what],
    facts: [
      ["Name", facts.agentName],
      ["License number", facts.agentLicence]
    ],
    next: {
      title: "What you can do",
      items: [
        say`See in your agency’s account who manages it.`,
        say`If you did not expect this, talk to the other managers, or contact us.`
      ]
    },
    action: "Open your agency’s account"
  }
})

/** Shown to the managers and to the office of an agency. */
const forsaken = showing(
  ["agencyName", "lastDay"],
  (facts, { exchange }): Words => ({
    subject: "Your agency needs a certified manager",
    paragraphs: [
      say`No manager of ${facts.agencyName ?? someAgency} is certified with ${exchange} at present.`,
      say`An agency may be without one for some days. After the last of them the agency is suspended, and its agents cannot work on cases.`
    ],
    facts: [
      ["Agency", facts.agencyName],
      ["Last day", day(facts.lastDay)]
    ],
    next: {
      title: "What you can do",
      items: [
        say`Tell us which certified agent of the agency is to manage it. We will make that agent a manager.`,
        say`If the certification of a manager can be renewed, finish what is open for it.`
      ]
    },
    action: "Open your agency’s account"
  })
)

/**
 * The templates about managers for the agent whom they are about.
 *
 * @category constructors
 * @since 0.1.0
 */
export const forAgents: { readonly [T in Template]?: Wording } = { "NTC-29": own }

/**
 * The templates about managers for the other managers of the agency.
 *
 * @category constructors
 * @since 0.1.0
 */
export const forManagers: { readonly [T in Template]?: Wording } = { "NTC-29": other, "NTC-30": forsaken }
