/**
 * Words to consumers: what became of a request for an agent, of an agent, of an access code.
 *
 * An agent is always named with the license number. Nothing here holds a code, and no reason that concerns an
 * agent's own affairs.
 *
 * @since 0.1.0
 */
import type { Template } from "@agencybook/core/Notice"
import { numbered, ownAccount } from "./OwnAccount.ts"
import { type About, day, dayOf, type Line, moment, say, showing, type Wording, type Words } from "./Wording.ts"

interface AgentFacts {
  readonly agentName?: string
  readonly agentLicence?: string
}

interface RecordedFacts extends AgentFacts {
  readonly agencyName?: string
  readonly at?: string
  readonly by?: string
}

// NOT-01: the number stands beside the name in every message that speaks about an agent
const agentFacts = ({ agentLicence, agentName }: AgentFacts): NonNullable<Words["facts"]> => [
  ["Agent", agentName],
  ["License number", agentLicence]
]

const unchanged = say`Your application and your coverage stay as they are.`
const withoutAgent = say`You can also continue without an agent. You can change your mind at any time.`
const chooseAnother = say`To choose another agent, search the agent directory in your account.`

const choose = (...items: ReadonlyArray<Line>): Pick<Words, "next"> => ({
  next: { title: "What you can do", items }
})

const origins = new Map<string | undefined, (...at: [string, string]) => Line>([
  [
    "agent-started",
    (agent, exchange) => say`${agent} has started an application at ${exchange} with you and is now your agent.`
  ],
  ["service-center", (agent, exchange) => say`As you told us by phone, ${agent} is now your agent at ${exchange}.`],
  ["three-way-call", (agent, exchange) => say`As you told us by phone, ${agent} is now your agent at ${exchange}.`],
  ["otp", (agent, exchange) => say`With the passcode that we sent you, ${agent} is now your agent at ${exchange}.`],
  ["access-code", (agent, exchange) => say`You have chosen ${agent} as your agent at ${exchange}.`]
])
const stayInCharge = say`You stay in charge. You can remove your agent at any time, in your account or by phone.`
const notMine = say`If you did not ask for this agent, remove the agent now and tell us.`

const answeredFacts = ["agentName", "agentLicence", "answer", "origin", "caseNumber"] as const
const answered = showing(answeredFacts, (facts, { exchange }): Words => {
  const agent = facts.agentName ?? "The agent"
  const begun = origins.get(facts.origin)
  const helps = "Your agent can see your application and help you with it."
  if (facts.answer === "Active")
    return {
      subject: begun === undefined ? "Your agent has accepted your request" : "An agent now works on your case",
      paragraphs:
        begun === undefined
          ? [[...say`${agent} is now your agent at ${exchange}.`, ` ${helps}`]]
          : [begun(agent, exchange), [helps]],
      facts: [...agentFacts(facts), ...numbered(facts)],
      ...(facts.caseNumber === undefined
        ? { ...choose(stayInCharge, notMine), action: "See your agent" }
        : { ...choose(...ownAccount, stayInCharge, notMine), action: "Create your account" })
    }
  const declined = facts.answer === "Declined"
  return {
    subject: declined ? "Your agent request was declined" : "Your agent request was not answered in time",
    paragraphs: [
      declined
        ? say`${agent} cannot take on your case at this time.`
        : say`${agent} did not answer your request in time, so we have closed it.`,
      unchanged
    ],
    facts: agentFacts(facts),
    ...choose(chooseAnother, withoutAgent),
    action: "Find another agent"
  }
})

const endings = new Map<
  string | undefined,
  { readonly subject: string; readonly why: (...at: [string, string]) => Line }
>([
  [
    "exchange-ended",
    {
      subject: "We have ended the work of your agent",
      why: (agent, exchange) =>
        say`${exchange} has ended the work of ${agent} on your case. You did not have to do anything.`
    }
  ],
  [
    "agency-ended",
    {
      subject: "Your agent’s agency can no longer help you",
      why: (agent, exchange) =>
        say`The agency of ${agent} no longer works with ${exchange}. ${agent} is no longer your agent.`
    }
  ],
  [
    "consumer-removed",
    {
      subject: "You have removed your agent",
      why: (agent, exchange) => say`${agent} is no longer your agent at ${exchange}, as you asked.`
    }
  ],
  [
    "consent-rescinded",
    {
      subject: "You have taken back your consent",
      why: (agent, exchange) =>
        say`You have taken back your consent. ${agent} may no longer help you and is no longer your agent at ${exchange}.`
    }
  ],
  [
    "relinquished",
    {
      subject: "Your agent no longer works on your case",
      why: (agent, exchange) =>
        say`${agent} has ended the work on your case and is no longer your agent at ${exchange}.`
    }
  ],
  [
    "replaced",
    {
      subject: "Your earlier agent has been replaced",
      why: (agent, exchange) =>
        say`${agent} is no longer your agent at ${exchange}, because another agent now works on your case.`
    }
  ],
  [
    "certification-ended",
    {
      subject: "Your agent can no longer help you",
      why: (agent, exchange) =>
        say`${agent} can no longer work with consumers of ${exchange} and is no longer your agent.`
    }
  ]
])

const byAgency = (facts: { readonly by?: string; readonly reason?: string }): boolean =>
  facts.reason === "relinquished" && facts.by === "Manager"
const byPhone = (facts: { readonly by?: string }): boolean => facts.by === "ServiceCenter"

const ended = showing(["agentName", "agentLicence", "reason", "by"], (facts, { exchange }): Words => {
  const known = endings.get(facts.reason)
  const agent = facts.agentName ?? "Your agent"
  if (facts.reason === "request-cancelled")
    return {
      subject: "Your agent request was closed",
      paragraphs: [
        byPhone(facts)
          ? say`As you told us by phone, your request to ${agent} at ${exchange} is withdrawn.`
          : say`Your request to ${agent} at ${exchange} is closed. You will get no answer to it.`,
        unchanged
      ],
      facts: agentFacts(facts),
      ...choose(chooseAnother, withoutAgent, say`If you have questions about this, contact us.`),
      action: "Find another agent"
    }
  const replaced = facts.reason === "replaced"
  return {
    subject: known?.subject ?? "You no longer have this agent",
    paragraphs: [
      (facts.reason === "consumer-removed" && byPhone(facts)
        ? say`As you told us by phone, ${agent} is no longer your agent at ${exchange}.`
        : byAgency(facts)
          ? say`The agency of ${agent} has given your case back to you. ${agent} is no longer your agent at ${exchange}.`
          : known?.why(agent, exchange)) ?? say`${agent} is no longer your agent at ${exchange}.`,
      say`This agent can no longer see or change your application.`,
      unchanged
    ],
    facts: agentFacts(facts),
    ...choose(
      ...(replaced ? [] : [chooseAnother, withoutAgent]),
      ...(replaced || facts.reason === "consumer-removed" || facts.reason === "consent-rescinded"
        ? [say`If you did not ask for this, tell us right away.`]
        : [])
    ),
    action: replaced ? "See your agent" : "Find another agent"
  }
})

/** A consent that somebody else recorded in the consumer's name. @rule CON-01 */
const recorded = (facts: RecordedFacts, { exchange, queuedAt, timeZone }: About): Words => ({
  subject: "A consent was recorded in your name",
  paragraphs: [
    say`${facts.by === "Agent" ? (facts.agentName ?? "An agent") : exchange} recorded that you agreed to be helped.`,
    say`You can take a consent back at any time.`
  ],
  facts: [
    ...agentFacts(facts),
    ["Agency", facts.agencyName],
    ["Recorded", moment(facts.at, timeZone) ?? dayOf(queuedAt, timeZone)]
  ],
  next: {
    title: "Was this not you?",
    items: [
      say`If you did not agree to this, take the consent back now and tell us right away.`,
      say`If you did, you do not have to do anything.`
    ]
  },
  action: "Not you? Take the consent back"
})

const claimed = showing(["agentName", "agentLicence", "agencyName", "at", "what", "by"], (facts, about): Words => {
  if (facts.what === "consent") return recorded(facts, about)
  const { exchange, timeZone } = about
  const agent = facts.agentName ?? "An agent"
  return {
    subject: "An agent has taken over your case",
    paragraphs: [
      say`${agent} told us that you asked for help, and is now your agent at ${exchange}.`,
      say`Your agent can see your application and help you with it.`
    ],
    facts: [
      ...agentFacts(facts),
      ["Agency", facts.agencyName],
      ["Since", moment(facts.at, timeZone) ?? dayOf(about.queuedAt, timeZone)]
    ],
    next: {
      title: "Was this not you?",
      items: [
        say`If you did not ask this agent for help, remove the agent now and tell us right away.`,
        say`If you did, you do not have to do anything. You can remove your agent at any time.`
      ]
    },
    action: "Not you? Remove the agent"
  }
})

const changeCode = showing(
  ["agentName", "agentLicence", "expiresAt"],
  (facts, { exchange, secret, timeZone }): Words => {
    const agent = facts.agentName ?? "An agent"
    return {
      subject: "Your passcode for a new agent",
      paragraphs: [
        say`${agent} asks to become your agent at ${exchange}.`,
        secret === undefined
          ? say`The passcode for this is in your account.`
          : say`If you want this, tell the agent this passcode.`,
        say`Do not share the passcode unless you want this agent.`
      ],
      facts: [
        ["Passcode", secret],
        ...agentFacts(facts),
        ["The passcode works until", moment(facts.expiresAt, timeZone)]
      ],
      ...choose(
        say`If you do not want this agent, you do not have to do anything. Without the passcode nothing changes.`,
        say`We never ask you for the passcode.`
      ),
      action: "Open the portal"
    }
  }
)

const transferFacts = [
  ...(["agentName", "agentLicence", "agencyName", "fromName", "fromLicence"] as const),
  ...(["what", "state", "across", "effectiveOn", "answerBy"] as const)
] as const

const transferred = showing(transferFacts, (facts, about): Words => {
  const { exchange } = about
  const agent = facts.agentName ?? "Another agent"
  const old = facts.fromName ?? "Your agent"
  if (facts.state === "Requested")
    return {
      subject: "Another agent has your request now",
      paragraphs: [
        say`Your agency has given your request to another of its agents. ${agent} at ${exchange} will answer it.`,
        unchanged
      ],
      facts: [...agentFacts(facts), ["Agency", facts.agencyName]],
      ...choose(
        say`If you agree, you do not have to do anything.`,
        say`If you do not agree, you can withdraw your request at any time, in your account or by phone.`,
        withoutAgent
      ),
      action: "See your request"
    }
  const since = dayOf(about.queuedAt, about.timeZone)
  const first = day(facts.effectiveOn)
  const named: Words["facts"] = [
    ["Your agent now", facts.fromName],
    ["License number of your agent now", facts.fromLicence],
    ...agentFacts(facts),
    ["Agency", facts.agencyName]
  ]
  const stay = say`You can also choose any other agent, or continue without one, at any time.`
  if (facts.what === "asked")
    return {
      subject: "Your answer about a new agent is needed",
      paragraphs: [
        say`${old} is your agent at ${exchange}. ${agent} is to take over your case.`,
        say`Nothing changes before you say yes. If you do not answer, you keep your agent.`,
        unchanged
      ],
      facts: [...named, ["First day with the new agent", first], ["Please answer before", day(facts.answerBy)]],
      ...choose(say`Say yes or no in your account, or by phone.`, stay),
      action: "Answer the question"
    }
  if (facts.what === "planned")
    return {
      subject: "You will have a new agent",
      paragraphs: [
        first === undefined
          ? say`${agent} will take over your case at ${exchange} from ${old}.`
          : say`From ${first} on, ${agent} will be your agent at ${exchange}. Until then ${old} is.`,
        unchanged
      ],
      facts: [...named, ["First day with the new agent", first]],
      ...choose(
        say`If you agree, you do not have to do anything.`,
        say`If you do not agree, choose another agent before that day, or remove your agent, in your account or by phone.`
      ),
      action: "See or change your agent"
    }
  if (facts.what === "kept")
    return {
      subject: "You keep your agent",
      paragraphs: [say`${old} stays your agent at ${exchange}. Nobody else takes over your case.`, unchanged],
      facts: [
        ["Agent", facts.fromName],
        ["License number", facts.fromLicence]
      ],
      ...choose(stay),
      action: "See or change your agent"
    }
  return {
    subject: "You have a new agent",
    paragraphs: [
      facts.across === "yes"
        ? say`Your case has gone over to an agent of another agency. Since ${since}, ${agent} is your agent at ${exchange}.`
        : say`Your agency has given your case to another of its agents. Since ${since}, ${agent} is your agent at ${exchange}.`,
      facts.fromName === undefined || facts.fromName === ""
        ? say`Your earlier agent can no longer see or change your application.`
        : say`${facts.fromName} was your agent until then and can no longer see or change your application.`,
      unchanged
    ],
    facts: [
      ...agentFacts(facts),
      ["Agency", facts.agencyName],
      ["Your earlier agent", facts.fromName],
      ["License number of your earlier agent", facts.fromLicence]
    ],
    ...choose(
      say`If you agree, you do not have to do anything.`,
      say`If you do not agree, you can remove this agent at any time, in your account or by phone.`,
      chooseAnother,
      withoutAgent
    ),
    action: "See or change your agent"
  }
})

const accessCode = showing(["what", "expiresAt", "channel"], (facts, { exchange, timeZone }): Words => {
  const notMe = say`If this was not you, tell us right away.`
  if (facts.what === "redeemed")
    return {
      subject: "Your online account is linked to your case",
      paragraphs: [
        say`Your access code was used, and an online account is now linked to your case at ${exchange}.`,
        say`The code cannot be used again.`
      ],
      ...choose(say`Sign in to see your case or to choose an agent.`, notMe),
      action: "Sign in"
    }
  if (facts.what === "unlinked")
    return {
      subject: "An online account was taken off your case",
      paragraphs: [
        say`The online account that was linked to your case at ${exchange} is not linked to it any more.`,
        say`Nobody can see your case with that account.`
      ],
      ...choose(say`To link an account of your own, ask us for a new access code.`, notMe)
    }
  if (facts.what === "revoked")
    return {
      subject: "Your access code no longer works",
      paragraphs: [
        say`We have ended the access code of your case at ${exchange}. Nobody can use it any more.`,
        say`Nobody got access to your case with it.`
      ],
      ...choose(say`To get a new code, contact us.`, notMe)
    }
  if (facts.what === "locked")
    return {
      subject: "Your access code no longer works",
      paragraphs: [
        say`A wrong access code was entered for your case too many times. To protect your case we have blocked your code.`,
        say`Nobody got access to your case in this way.`
      ],
      ...choose(say`To get a new code, contact us.`, say`If it was not you who tried, tell us right away.`)
    }
  const way = facts.channel === "phone" ? say`The code was given by phone.` : say`The code comes to you by postal mail.`
  return {
    subject: "An access code was issued for your case",
    paragraphs: [
      say`We have issued an access code with which an online account can be linked to your case at ${exchange}.`,
      facts.channel === undefined ? say`We never send this code by e-mail.` : [...way, " We never send it by e-mail."]
    ],
    facts: [["The code works until", moment(facts.expiresAt, timeZone)]],
    ...choose(
      say`When you create your account, answer yes to the question whether you have an access code, and enter it.`,
      say`Do not give the code to anybody. Whoever has it may be able to see your case.`,
      say`If you did not ask for a code, tell us right away.`
    ),
    action: "Create your account"
  }
})

/**
 * The templates that consumers get.
 *
 * **Rules**: [NOT-01], [NOT-02]
 *
 * @rule NOT-01
 * @category constructors
 * @since 0.1.0
 */
export const templates: { readonly [T in Template]?: Wording } = {
  "NTC-13": answered,
  "NTC-14": claimed,
  "NTC-15": ended,
  "NTC-16": transferred,
  "NTC-17": changeCode,
  "NTC-18": accessCode
}
