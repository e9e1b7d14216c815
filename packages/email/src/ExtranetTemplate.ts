/**
 * Words about the extranet account: an introduction, the user name, the link to set a password, its end, the files
 * of a week or month.
 *
 * The user name and the link never stand in one message, and the license number, of which the user name is made,
 * stands in none of them.
 *
 * @since 0.1.0
 */
import type { Template } from "@agencybook/core/Notice"
import { day, moment, say, showing, type Wording, type Words } from "./Wording.ts"

const introduction = showing(
  ["passwordDays"],
  (facts, { exchange }): Words => ({
    subject: "Your extranet account",
    paragraphs: [
      say`You now have an account for the agent extranet of ${exchange}. It has the extract of your book of business: the consumers who are delegated to you, with their enrollment.`
    ],
    next: {
      title: "What happens next",
      items: [
        say`One secure message brings your user name.`,
        say`Another secure message brings what you need to set your password.`,
        say`Some mail programs put messages of one sender together. If you see only one of the two, look below it or in your junk folder.`,
        facts.passwordDays === undefined
          ? say`You can set a new password on the sign-in page.`
          : say`A password is valid for ${facts.passwordDays} days. You can set a new one on the sign-in page.`
      ]
    }
  })
)

const userName = showing(
  ["username"],
  (facts, { exchange }): Words => ({
    subject: "User name for the extranet",
    paragraphs: [say`This is your user name for the agent extranet of ${exchange}. Keep it in a safe place.`],
    facts: [["User name", facts.username]],
    next: {
      title: "What happens next",
      items: [
        say`A separate message brings what you need to set your password. Do that first.`,
        say`Then sign in with your user name and your password.`
      ]
    },
    action: "Go to the sign-in page"
  })
)

const setPassword = showing(["expiresAt"], (facts, { exchange, secret, timeZone }): Words => {
  const end = moment(facts.expiresAt, timeZone)
  const life = end === undefined ? say`only for a limited time` : say`until ${end}`
  if (secret !== undefined) {
    return {
      subject: "Set your password for the extranet",
      paragraphs: [
        say`This is your first password for the agent extranet of ${exchange}. It serves for one thing: to set your own.`,
        [...say`It works once and `, ...life, "."]
      ],
      facts: [["First password", secret]],
      next: {
        title: "Good to know",
        items: [
          say`Your user name came in a separate message.`,
          say`If you did not expect this message, do not use the password, and tell us.`
        ]
      },
      action: "Set your own password"
    }
  }
  return {
    subject: "Set your password for the extranet",
    paragraphs: [
      say`Use this link to set your own password for the agent extranet of ${exchange}.`,
      [...say`The link works once and `, ...life, ". Do not pass it on."]
    ],
    next: {
      title: "Good to know",
      items: [
        say`Your user name came in a separate message.`,
        say`If the link no longer works, ask for a new one on the sign-in page.`,
        say`If you did not expect this message, do not use the link, and tell us.`
      ]
    },
    action: "Set your password"
  }
})

const expiring = showing(["state", "expiresOn"], (facts, { exchange }): Words => {
  const over = facts.state === "LockedExpired"
  const end = day(facts.expiresOn)
  return {
    subject: over ? "Your extranet password has expired" : "Your extranet password expires soon",
    paragraphs: over
      ? [
          say`Your password for the agent extranet of ${exchange} has expired, and the account is locked until you set a new one.`
        ]
      : [
          end === undefined
            ? say`Your password for the agent extranet of ${exchange} expires soon.`
            : say`Your password for the agent extranet of ${exchange} works through ${day(facts.expiresOn, -1) ?? end}.`
        ],
    next: {
      title: "What you can do",
      items: over
        ? [say`Ask for a link on the sign-in page and set a new password.`]
        : [
            say`Sign in and change your password before that day.`,
            say`If you no longer know it, ask for a link on the sign-in page.`
          ]
    },
    action: "Go to the sign-in page"
  }
})

const reset = showing(["expiresAt"], (facts, { exchange, timeZone }): Words => {
  const end = moment(facts.expiresAt, timeZone)
  return {
    subject: "Set a new password for the extranet",
    paragraphs: [
      say`Somebody asked for a new password for your account of the agent extranet of ${exchange}.`,
      end === undefined
        ? say`This link works once and only for a limited time. Do not pass it on.`
        : say`This link works once and until ${end}. Do not pass it on.`
    ],
    next: {
      title: "Good to know",
      items: [
        say`Until you set a new password, the old one works for its time.`,
        say`Only the link of the latest message works.`,
        say`If it was not you who asked, do nothing, and tell us if it happens again.`
      ]
    },
    action: "Set a new password"
  }
})

const counted = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined

const files = showing(["agentName", "week", "month", "cases", "added", "removed"], (facts, about): Words => {
  const own = about.role !== "manager"
  const [cases, added, removed] = [counted(facts.cases), counted(facts.added), counted(facts.removed)]
  const [week, month] = [day(facts.week), day(facts.month)]
  const every = month === undefined ? "weekly" : "monthly"
  return {
    subject: own ? `Your ${every} book of business is ready` : `The ${every} book of business of your agent is ready`,
    paragraphs: [
      own
        ? say`The files of your book of business at ${about.exchange} are ready on the agent extranet.`
        : say`The files of ${facts.agentName ?? "an agent of your agency"} at ${about.exchange} are ready on the agent extranet.`
    ],
    facts: [
      month === undefined ? ["Week of", week] : ["Month from", month],
      ["Consumers", cases?.toString()],
      ["New since the files before", added?.toString()],
      ["No longer in the files", removed?.toString()]
    ],
    next: {
      title: "Good to know",
      items: [say`The files name consumers. Keep them on a protected computer and do not send them by e-mail.`]
    },
    action: "Go to the sign-in page"
  }
})

/**
 * The templates of the extranet account, for the agent.
 *
 * @rule EXT-09
 * @category constructors
 * @since 0.1.0
 */
export const templates: { readonly [T in Template]?: Wording } = {
  "NTC-20": introduction,
  "NTC-21": userName,
  "NTC-22": setPassword,
  "NTC-23": expiring,
  "NTC-24": reset,
  "NTC-25": files
}

/**
 * The templates of the extranet that the managers of the agency get: numbers of the files.
 *
 * @category constructors
 * @since 0.1.0
 */
export const forManagers: { readonly [T in Template]?: Wording } = { "NTC-25": files }
