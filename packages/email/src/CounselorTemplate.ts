/**
 * Words about counselors: to consumers about the counselor whom they have asked or have had, and to counselors about
 * consumers. A counselor is named with the entity, and a consumer to a counselor by first name and initial alone.
 *
 * @since 0.1.0
 */
import type { Template } from "@agencybook/core/Notice"
import { numbered, ownAccount } from "./OwnAccount.ts"
import { type Line, moment, say, showing, type Wording, type Words } from "./Wording.ts"

interface CounselorFacts {
  readonly counselorName?: string
  readonly entityName?: string
}

const counselorFacts = ({ counselorName, entityName }: CounselorFacts): NonNullable<Words["facts"]> => [
  ["Counselor", counselorName],
  ["Organization", entityName]
]

const unchanged = say`Your application and your coverage stay as they are.`
const chooseAnother = say`To choose somebody else, look for help in your account. You can also continue without help.`
const stayInCharge = say`You stay in charge. You can remove your counselor at any time, in your account or by phone.`
const notMine = say`If you did not ask for this counselor, remove the counselor now and tell us.`
const free = say`Counselors help you for free.`

const choose = (...items: ReadonlyArray<Line>): Pick<Words, "next"> => ({
  next: { title: "What you can do", items }
})

const answeredFacts = ["counselorName", "entityName", "answer", "origin", "caseNumber"] as const

const answered = showing(answeredFacts, (facts, { exchange }): Words => {
  const counselor = facts.counselorName ?? "The counselor"
  if (facts.answer === "Active")
    return {
      subject:
        facts.origin === undefined ? "Your counselor has accepted your request" : "A counselor now works on your case",
      paragraphs: [
        facts.origin === "counselor-started"
          ? say`${counselor} has started an application at ${exchange} with you and now helps you with it.`
          : say`${counselor} now helps you at ${exchange}. Your counselor can see your application and work on it with you.`,
        free
      ],
      facts: [...counselorFacts(facts), ...numbered(facts)],
      ...(facts.caseNumber === undefined
        ? { ...choose(stayInCharge, notMine), action: "See your counselor" }
        : { ...choose(...ownAccount, stayInCharge, notMine), action: "Create your account" })
    }
  const declined = facts.answer === "Declined"
  return {
    subject: declined ? "Your counselor request was declined" : "Your counselor request was not answered in time",
    paragraphs: [
      declined
        ? say`${counselor} cannot take on your case at this time.`
        : say`${counselor} did not answer your request in time, so we have closed it.`,
      unchanged
    ],
    facts: counselorFacts(facts),
    ...choose(chooseAnother),
    action: "Find help"
  }
})

const claimed = showing(["counselorName", "entityName", "at"], (facts, { exchange, timeZone }): Words => {
  const counselor = facts.counselorName ?? "A counselor"
  return {
    subject: "A counselor has taken on your case",
    paragraphs: [
      say`${counselor} told us that you asked for help, and can now see your application at ${exchange} and work on it with you.`,
      free
    ],
    facts: [...counselorFacts(facts), ["Since", moment(facts.at, timeZone)]],
    next: {
      title: "Was this not you?",
      items: [
        say`If you did not ask this counselor for help, remove the counselor now and tell us right away.`,
        say`If you did, you do not have to do anything. You can remove your counselor at any time.`
      ]
    },
    action: "Not you? Remove the counselor"
  }
})

const reasons = new Map<string | undefined, (...at: [string, string]) => Line>([
  ["exchange-ended", (counselor, exchange) => say`${exchange} has ended the work of ${counselor} on your case.`],
  ["consumer-removed", (counselor, exchange) => say`${counselor} no longer helps you at ${exchange}, as you asked.`],
  [
    "consent-rescinded",
    (counselor, exchange) => say`You have taken back your consent. ${counselor} no longer helps you at ${exchange}.`
  ],
  ["relinquished", (counselor, exchange) => say`${counselor} has ended the work on your case at ${exchange}.`],
  [
    "replaced",
    (counselor, exchange) =>
      say`${counselor} no longer helps you at ${exchange}, because somebody else now works on your case.`
  ],
  ["certification-ended", (counselor, exchange) => say`${counselor} can no longer help consumers of ${exchange}.`]
])

const ended = showing(["counselorName", "entityName", "reason", "by"], (facts, { exchange }): Words => {
  const counselor = facts.counselorName ?? "Your counselor"
  if (facts.reason === "request-cancelled")
    return {
      subject: "Your counselor request was closed",
      paragraphs: [
        facts.by === "ServiceCenter"
          ? say`As you told us by phone, your request to ${counselor} at ${exchange} is withdrawn.`
          : say`Your request to ${counselor} at ${exchange} is closed. You will get no answer to it.`,
        unchanged
      ],
      facts: counselorFacts(facts),
      ...choose(chooseAnother),
      action: "Find help"
    }
  return {
    subject: "You no longer have this counselor",
    paragraphs: [
      reasons.get(facts.reason)?.(counselor, exchange) ?? say`${counselor} no longer helps you at ${exchange}.`,
      say`This counselor can no longer see or change your application.`,
      unchanged
    ],
    facts: counselorFacts(facts),
    ...choose(
      ...(facts.reason === "replaced" ? [] : [chooseAnother]),
      say`If you did not ask for this, tell us right away.`
    ),
    action: "Find help"
  }
})

/**
 * The templates that consumers get about counselors.
 *
 * @category constructors
 * @since 0.1.0
 */
export const forConsumers = { "NTC-13": answered, "NTC-14": claimed, "NTC-15": ended } as const

const requested = showing(
  ["consumer", "reminder"],
  (facts, { exchange }): Words => ({
    subject: facts.reminder === undefined ? "A consumer asks for your help" : "A consumer still waits for your answer",
    paragraphs:
      facts.reminder === undefined
        ? [
            say`${facts.consumer ?? "A consumer"} would like you to help with an application at ${exchange}.`,
            say`The details are in the portal.`
          ]
        : [
            say`${facts.consumer ?? "A consumer"} has asked you for help at ${exchange} and still waits for your answer.`
          ],
    ...choose(
      say`Accept or decline the request in the portal.`,
      say`A request that nobody answers expires. The consumer is then told to choose somebody else.`
    ),
    action: "See the request"
  })
)

const why = new Map<string | undefined, string>([
  ["consumer-removed", "The consumer ended it"],
  ["consent-rescinded", "The consumer took the consent back"],
  ["relinquished", "You gave the case back"],
  ["replaced", "The consumer chose somebody else"],
  ["certification-ended", "Your work for the organization has ended"],
  ["exchange-ended", "The exchange ended it"],
  ["request-cancelled", "The request was withdrawn"],
  ["request-expired", "Nobody answered the request in time"]
])

const lost = showing(["consumer", "reason"], (facts, { exchange }): Words => {
  const consumer = facts.consumer ?? "A consumer"
  const request = facts.reason === "request-cancelled" || facts.reason === "request-expired"
  return {
    subject: request ? "A request to you is over" : "A consumer is no longer with you",
    paragraphs: [
      request
        ? say`The request of ${consumer} at ${exchange} is over. You do not have to do anything.`
        : say`You no longer help ${consumer} at ${exchange}, and can no longer see or change this case.`
    ],
    facts: [["Reason", why.get(facts.reason)]],
    action: "Open the portal"
  }
})

/**
 * The templates that counselors get.
 *
 * @rule NOT-01
 * @category constructors
 * @since 0.1.0
 */
export const forCounselors: { readonly [T in Template]?: Wording } = { "NTC-12": requested, "NTC-15": lost }
