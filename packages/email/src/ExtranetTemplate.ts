/**
 * Words about the extranet account: an introduction, the user name, the link to set a password.
 *
 * The user name and the link never stand in one message, and the license number, of which the user name is made,
 * stands in none of them.
 *
 * @since 0.1.0
 */
import type { Template } from "@agencybook/core/Notice"
import { say, showing, type Wording, type Words } from "./Wording.ts"

const introduction = showing(
  [],
  (_facts, { exchange }): Words => ({
    subject: "Your extranet account",
    paragraphs: [
      say`You now have an account for the agent extranet of ${exchange}. It has the extract of your book of business: the consumers who are delegated to you, with their enrollment.`
    ],
    next: {
      title: "What happens next",
      items: [
        say`One secure message brings your user name.`,
        say`Another secure message brings a link with which you set your password.`,
        say`Some mail programs put messages of one sender together. If you see only one of the two, look below it or in your junk folder.`,
        say`A password is valid for a limited time. You can set a new one on the sign-in page.`
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
        say`A separate message brings the link with which you set your password. Do that first.`,
        say`Then sign in with your user name and your password.`
      ]
    },
    action: "Go to the sign-in page"
  })
)

const setPassword = showing(
  [],
  (_facts, { exchange }): Words => ({
    subject: "Set your password for the extranet",
    paragraphs: [
      say`Use this link to set your own password for the agent extranet of ${exchange}.`,
      say`The link works once and only for a limited time. Do not pass it on.`
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
  })
)

/**
 * The templates of the extranet account, for the agent alone.
 *
 * @rule EXT-09
 * @category constructors
 * @since 0.1.0
 */
export const templates: { readonly [T in Template]?: Wording } = {
  "NTC-20": introduction,
  "NTC-21": userName,
  "NTC-22": setPassword
}
