/**
 * Words about what an applicant and a certified agent have to see to: the license check, the exam, what is still open,
 * and what ends.
 *
 * @since 0.1.0
 */
import type { Template } from "@agencybook/core/Notice"
import * as AssociationTemplate from "./AssociationTemplate.ts"
import { type About, day, type Line, say, showing, type Wording, type Words } from "./Wording.ts"

interface AgentFacts {
  readonly agentName?: string
  readonly agentLicence?: string
}

const someAgent = "an agent of your agency"
const isManager = ({ role }: About): boolean => role === "manager"
const agentFacts = (facts: AgentFacts): NonNullable<Words["facts"]> => [
  ["Agent", facts.agentName],
  ["License number", facts.agentLicence]
]

/** The items of the checklist as the portal calls them. */
const names = new Map<string, string>([
  ["licence-validated", "License check"],
  ["lms-invited", "Invitation to the training"],
  ["training-complete", "Training"],
  ["exam-passed", "Exam"],
  ["fee-paid", "Fee"],
  ["agreement-signed", "Agreement"],
  ["voter-registration-training", "Training in voter registration"]
])

const listOf = (items: string | undefined): string | undefined => {
  const known = (items ?? "").split(" ").flatMap((item) => names.get(item) ?? [])
  return known.length === 0 ? undefined : known.join(", ")
}

const expected = (from: string | undefined, through: string | undefined): ReadonlyArray<Line> => {
  const [first, last] = [day(from), day(through)]
  if (first === undefined || last === undefined) return [say`We check the license with the regulator.`]
  return first === last
    ? [say`We check the license with the regulator. We expect the answer on ${first}.`]
    : [say`We check the license with the regulator. We expect the answer between ${first} and ${last}.`]
}

const received = showing(
  ["agentName", "agentLicence", "answerFrom", "answerThrough", "review", "agencyName"],
  (facts, about): Words => {
    if (facts.review === "yes") return AssociationTemplate.asked(facts, about)
    const { exchange } = about
    return {
      subject: isManager(about) ? "Your agent’s application was received" : "Your application was received",
      paragraphs: [
        isManager(about)
          ? say`We have received the application of ${facts.agentName ?? someAgent} to become a certified agent of ${exchange}.`
          : say`We have received your application to become a certified agent of ${exchange}.`,
        say`Its status is now Pending.`
      ],
      facts: agentFacts(facts),
      next: {
        title: "What happens next",
        items: [
          ...expected(facts.answerFrom, facts.answerThrough),
          say`Then training, the exam and the agreement follow. The checklist in the portal shows what is still open.`
        ]
      },
      action: "See the checklist"
    }
  }
)

const validated = showing(
  ["agentName", "agentLicence"],
  (facts, { exchange }): Words => ({
    subject: "Your training is open",
    paragraphs: [
      say`The regulator has confirmed your license. You can now begin the training of ${exchange}.`,
      say`The user name of the learning system is the e-mail address at which you read this.`
    ],
    facts: agentFacts(facts),
    next: {
      title: "What happens next",
      items: [
        say`Finish all courses first. Then you can take the exam.`,
        say`After the exam we send you the fee and the agreement to sign.`
      ]
    },
    action: "Begin the training"
  })
)

const correction = "The result of your exam has been corrected"

const examined = showing(
  ["agentName", "agentLicence", "result", "triesLeft", "restarts", "corrects"],
  (facts): Words => {
    // Whoever was told something wrong reads first that it does not count.
    const corrected = facts.corrects !== undefined
    const wrong = corrected ? [say`The result of the exam that we told you before was wrong. It does not count.`] : []
    if (facts.result === "none")
      return {
        subject: correction,
        paragraphs: [...wrong, say`You have not taken this exam. Your tries are counted without it.`],
        facts: agentFacts(facts),
        action: "See the checklist"
      }
    if (facts.result === "passed")
      return {
        subject: corrected ? correction : "You have passed the exam",
        paragraphs: [...wrong, say`You have passed the exam.`],
        facts: agentFacts(facts),
        next: {
          title: "What happens next",
          items: [say`We tell you when there is something to pay or to sign. The checklist shows what is still open.`]
        },
        action: "See the checklist"
      }
    const tries = /^\d{1,3}$/.test(facts.triesLeft ?? "") ? facts.triesLeft : undefined
    return {
      subject: corrected ? correction : "You have not passed the exam",
      paragraphs: [
        ...wrong,
        say`You have not passed the exam.`,
        facts.restarts === "yes"
          ? say`All tries are used. The training begins anew, and after it you can take the exam again.`
          : say`You can take the exam again.`
      ],
      facts: [...agentFacts(facts), ["Tries left", facts.restarts === "yes" ? undefined : tries]],
      action: "See the checklist"
    }
  }
)

const toSign = showing(["agentName", "agentLicence", "signBy"], (facts, { exchange }): Words => {
  const by = day(facts.signBy)
  return {
    subject: by === undefined ? "There is a fee to pay and an agreement to sign" : "There is an amendment to sign",
    paragraphs:
      by === undefined
        ? [say`Your envelope from ${exchange} is ready.`]
        : [
            say`The agreement with ${exchange} has been amended. Without your signature by ${by} your certification ends.`
          ],
    facts: [...agentFacts(facts), ["Sign by", by]],
    next: {
      title: "What you can do",
      items:
        by === undefined
          ? [
              say`Pay the endorsement fee first. It is not refunded.`,
              say`Then read and sign the agreement, and finish the training in voter registration.`
            ]
          : [say`Read the amendment and sign it.`]
    },
    action: "Open the envelope"
  }
})

const pending = showing(
  ["agentName", "agentLicence", "items", "answerFrom", "answerThrough"],
  (facts, about): Words => {
    const own = !isManager(about)
    return {
      subject: own ? "Your application is not complete yet" : "Your agent’s application is not complete yet",
      paragraphs: [
        own
          ? say`Your application to become a certified agent of ${about.exchange} still waits for what is listed here.`
          : say`The application of ${facts.agentName ?? someAgent} to become a certified agent of ${about.exchange} still waits for what is listed here.`
      ],
      facts: [...agentFacts(facts), ["Still open", listOf(facts.items)]],
      ...(facts.answerFrom === undefined
        ? {}
        : { next: { title: "Good to know", items: expected(facts.answerFrom, facts.answerThrough) } }),
      action: "See the checklist"
    }
  }
)

const renewal = showing(["agentName", "agentLicence", "until", "items", "renewUntil"], (facts, about): Words => {
  const own = !isManager(about)
  const over = facts.renewUntil !== undefined
  const agent = facts.agentName ?? someAgent
  const open = listOf(facts.items)
  return {
    subject: over
      ? own
        ? "Your certification has run out"
        : "Your agent’s certification has run out"
      : own
        ? "Your certification has to be renewed"
        : "Your agent’s certification has to be renewed",
    paragraphs: [
      over
        ? own
          ? say`Your certification with ${about.exchange} has run out. You cannot work on cases until it is renewed.`
          : say`The certification of ${agent} with ${about.exchange} has run out. The agent cannot work on cases until it is renewed.`
        : own
          ? say`Your certification with ${about.exchange} ends soon.`
          : say`The certification of ${agent} with ${about.exchange} ends soon.`
    ],
    facts: [
      ...agentFacts(facts),
      ["Last day", day(facts.until, -1)],
      ["Can be renewed through", day(facts.renewUntil, -1)],
      ["Still open", open]
    ],
    next: {
      title: "What you can do",
      items: [
        open === undefined
          ? say`Everything is met, so that the exchange can renew the certification. Ask it when you have heard nothing by the last day.`
          : own
            ? say`See to what is listed as open. Then the certification is renewed.`
            : say`Make sure that the agent sees to what is listed as open. Then the certification is renewed.`
      ]
    },
    action: "See the checklist"
  }
})

const ending = new Map<string | undefined, readonly [subject: string, what: string, todo: Line]>([
  ["licence", ["A license ends soon", "License", say`Renew the license with the regulator. We look it up there.`]],
  ["agreement", ["An agreement ends soon", "Agreement", say`Sign the agreement again before it ends.`]],
  ["yearly", ["A yearly training ends soon", "Yearly training", say`Take the yearly training again before it ends.`]]
])

const expiring = showing(["agentName", "agentLicence", "what", "ends"], (facts, about): Words => {
  const own = !isManager(about)
  const [subject, what, todo] = ending.get(facts.what) ?? [
    "Something of a certification ends soon",
    undefined,
    say`See in the portal what has to be renewed.`
  ]
  return {
    subject,
    paragraphs: [
      own
        ? say`Your certification with ${about.exchange} stands on something that ends soon.`
        : say`The certification of ${facts.agentName ?? someAgent} with ${about.exchange} stands on something that ends soon.`
    ],
    facts: [...agentFacts(facts), ["What ends", what], ["Last day", day(facts.ends, -1)]],
    next: { title: "What you can do", items: [todo] },
    action: "See the checklist"
  }
})

/**
 * The templates of checklists that agents and managers get.
 *
 * @category constructors
 * @since 0.1.0
 */
export const templates: { readonly [T in Template]?: Wording } = {
  "NTC-01": received,
  "NTC-05": pending,
  "NTC-08": renewal,
  "NTC-26": expiring
}

/**
 * The templates of checklists that the agent gets alone.
 *
 * @category constructors
 * @since 0.1.0
 */
export const forAgents: { readonly [T in Template]?: Wording } = {
  "NTC-02": validated,
  "NTC-03": examined,
  "NTC-04": toSign
}
