/**
 * Words about admin staff: to the helper who was approved, and to the managers of the agency.
 *
 * @since 0.1.0
 */
import type { Template } from "@agencybook/core/Notice"
import { type Line, moment, say, showing, type Wording, type Words } from "./Wording.ts"

const someAgency = "your agency"

const mayDo = (level: string | undefined): ReadonlyArray<Line> => [
  say`You can see the agents and their active consumers, work on applications and upload documents.`,
  ...(level === "2"
    ? [say`You can also add agents, move consumers between agents and keep the agency’s account.`]
    : []),
  say`You cannot choose plans for consumers or advise on them. Ask an agent to do that.`
]

/** Shown to the helper; whoever signs in with these words has a login of their own. */
const activation = showing(
  ["agencyName", "level", "staffNumber", "expiresAt"],
  (facts, { exchange, timeZone }): Words => {
    const end = moment(facts.expiresAt, timeZone)
    return {
      subject: "You can activate your staff account",
      paragraphs: [
        say`${exchange} has approved you as staff of ${facts.agencyName ?? someAgency}. Activate your account to begin.`,
        end === undefined
          ? say`The link works once and only for a limited time. Do not pass it on.`
          : say`The link works once and until ${end}. Do not pass it on.`,
        say`The account is yours alone. Do not use another person’s sign-in, and do not pass yours on.`
      ],
      facts: [
        ["Agency", facts.agencyName],
        ["Level", facts.level],
        ["Staff number for calls to the service center", facts.staffNumber]
      ],
      next: {
        title: "What you can do",
        items: [...mayDo(facts.level), say`If the link no longer works, ask your agency manager to send a new one.`]
      },
      action: "Activate your account"
    }
  }
)

/** Shown to a manager of the agency. */
const approved = showing(
  ["staffName", "level"],
  (facts, { exchange }): Words => ({
    subject: "A member of your staff is approved",
    paragraphs: [
      say`${exchange} has approved ${facts.staffName ?? "a member of your staff"}. We have sent the person a link to activate the account.`,
      say`The link works only for a limited time. You can send a new one in the portal.`
    ],
    facts: [
      ["Name", facts.staffName],
      ["Level", facts.level]
    ],
    next: {
      title: "What you can do",
      items: [
        say`You can change the level, or set the person inactive, at any time in the portal.`,
        say`Everybody signs in with an account of their own. Do not share yours.`
      ]
    },
    action: "See your staff"
  })
)

/**
 * The templates for a helper.
 *
 * @category constructors
 * @since 0.1.0
 */
export const forStaff: { readonly [T in Template]?: Wording } = { "NTC-10": activation }

/**
 * The templates about helpers for the managers of the agency.
 *
 * @category constructors
 * @since 0.1.0
 */
export const forManagers: { readonly [T in Template]?: Wording } = { "NTC-10": approved }
