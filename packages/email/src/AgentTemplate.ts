/**
 * Words to agents and to the managers of their agency: certification and requests of consumers. What applicants and
 * certified agents have to see to is `CertificationTemplate`.
 *
 * Of a consumer no more than first name and initial is shown, and only where the notice has it.
 *
 * @since 0.1.0
 */
import type { Template } from "@agencybook/core/Notice"
import * as AssociationTemplate from "./AssociationTemplate.ts"
import * as CertificationTemplate from "./CertificationTemplate.ts"
import * as EndTemplate from "./EndTemplate.ts"
import * as TransferTemplate from "./TransferTemplate.ts"
import { type About, day, type Line, moment, say, showing, type Wording, type Words } from "./Wording.ts"

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

const then = (...items: ReadonlyArray<Line>): Pick<Words, "next"> => ({ next: { title: "What happens next", items } })
const youCan = (...items: ReadonlyArray<Line>): Pick<Words, "next"> => ({ next: { title: "What you can do", items } })

const reasons = new Map<string | undefined, string>([
  ["application-incomplete", "The application was not complete"],
  ["licence-inactive", "The license is not active"],
  ["under-investigation", "A review is open"],
  ["voluntary", "At the agent’s own request"],
  ["retired", "Retirement"],
  ["recertification-lapsed", "The certification was not renewed in time"],
  ["agreement-not-signed", "An agreement was not signed"],
  ["left-state", "The agent has left the state"],
  ["breach", "The agreement was not kept"],
  ["death-recorded", "A death was recorded"],
  ["agency-ended", "The agency no longer works with the exchange"]
])

const certified = showing(
  ["agentName", "agentLicence", "number", "from", "until", "renewed", "suspended", "agencyName"],
  (facts, about): Words => {
    const own = !isManager(about)
    if (facts.agencyName !== undefined) return AssociationTemplate.approved(facts, about)
    if (facts.renewed === "yes")
      return {
        subject: own ? "Your certification is renewed" : "Your agent’s certification is renewed",
        paragraphs: [
          own
            ? say`Your certification with ${about.exchange} is renewed.`
            : say`The certification of ${facts.agentName ?? someAgent} with ${about.exchange} is renewed.`,
          ...(facts.suspended === "yes"
            ? [
                own
                  ? say`You are still suspended, and cannot work on cases until the suspension is over.`
                  : say`The agent is still suspended, and cannot work on cases until the suspension is over.`
              ]
            : [])
        ],
        facts: [...agentFacts(facts), ["Certification number", facts.number], ["Last day", day(facts.until, -1)]],
        action: "Open the portal"
      }
    return {
      subject: own ? "You are certified" : "Your agent is certified",
      paragraphs: [
        own
          ? say`You are now a certified agent of ${about.exchange}. Consumers can choose you as their agent.`
          : say`${facts.agentName ?? "An agent of your agency"} is now a certified agent of ${about.exchange}. Consumers can choose this agent.`
      ],
      facts: [
        ...agentFacts(facts),
        ["Certification number", facts.number],
        ["First day", day(facts.from)],
        ["Last day", day(facts.until, -1)],
        ["Code for the agent’s account", about.secret]
      ],
      ...then(
        ...(about.secret === undefined
          ? []
          : [
              say`Pass the code on to this agent, and to nobody else. It opens the account once, with license number and name.`
            ]),
        own
          ? say`Consumers’ requests appear in the portal. We also tell you about each one by e-mail.`
          : say`Consumers’ requests appear in the portal. We also tell you and the agent about each one by e-mail.`,
        own
          ? say`Your extranet account is set up in the coming weekly run. Three messages about it follow.`
          : say`The extranet account is set up in the coming weekly run. The agent gets three messages about it.`,
        say`To stay certified, renew before the last day.`
      ),
      action: "Open the portal"
    }
  }
)

const invited = showing(["expiresAt"], (facts, { exchange, timeZone }): Words => {
  const end = moment(facts.expiresAt, timeZone)
  return {
    subject: "Set up your agent account",
    paragraphs: [
      say`You are invited to set up your account in the agent portal of ${exchange}.`,
      end === undefined
        ? say`The link works once and only for a limited time. Do not pass it on.`
        : say`The link works once and until ${end}. Do not pass it on.`
    ],
    ...then(
      say`You are asked for your license number and your name.`,
      say`If the link no longer works, ask your agency manager to send a new one.`
    ),
    action: "Set up your account"
  }
})

const loginChanged = showing(
  ["address"],
  (facts, { exchange }): Words => ({
    subject: "Your sign in address was changed",
    paragraphs: [
      say`The e-mail address with which you sign in to the agent portal of ${exchange} was changed.`,
      facts.address === "former"
        ? say`This message goes to the address of before. From now on messages go to the new one.`
        : say`From now on messages go to this address.`
    ],
    ...youCan(say`If neither you nor the exchange at your request has changed it, call the exchange at once.`),
    action: "Open the portal"
  })
)

const lockReasons = new Map<string | undefined, string>([
  ["sign-in-failed", "Too many attempts to sign in"],
  ["credentials-at-risk", "Somebody else may know how you sign in"],
  ["unusual-activity", "Unusual activity"],
  ["shared-login", "A sign in that more than one person uses"]
])

const account = showing(["agentName", "agentLicence", "account", "reason"], (facts, about): Words => {
  const own = !isManager(about)
  const { exchange } = about
  const agent = facts.agentName ?? someAgent
  if (facts.account === "open")
    return {
      subject: own ? "Your account is open again" : "Your agent’s account is open again",
      paragraphs: [
        own
          ? say`Your account in the agent portal of ${exchange} is open again.`
          : say`The account of ${agent} in the agent portal of ${exchange} is open again.`
      ],
      facts: agentFacts(facts),
      action: "Open the portal"
    }
  return {
    subject: own ? "Your account is locked" : "Your agent’s account is locked",
    paragraphs: [
      own
        ? say`Your account in the agent portal of ${exchange} is locked. Nobody can use it for now, and you cannot either.`
        : say`The account of ${agent} in the agent portal of ${exchange} is locked. The agent cannot work on cases for now.`,
      own
        ? say`Your certification and your consumers stay as they are.`
        : say`Certification and consumers stay as they are.`
    ],
    facts: [...agentFacts(facts), ["Reason", lockReasons.get(facts.reason)]],
    ...youCan(
      own
        ? say`To have it opened, show where you sign in that you are the person, or call the exchange.`
        : say`Transfer consumers who need help now to another agent of your agency.`
    ),
    action: "Open the portal"
  }
})

const denied = showing(["agentName", "agentLicence", "reason", "agencyName", "state"], (facts, about): Words => {
  if (facts.reason === "association-declined") return AssociationTemplate.declined(facts, about)
  if (facts.state === "Withdrawn") {
    const own = !isManager(about)
    return {
      subject: own ? "Your application was withdrawn" : "Your agent’s application was withdrawn",
      paragraphs: [
        own
          ? say`Your application to become a certified agent of ${about.exchange} was withdrawn.`
          : say`The application of ${facts.agentName ?? someAgent} to become a certified agent of ${about.exchange} was withdrawn.`
      ],
      facts: [...agentFacts(facts), ["Reason", reasons.get(facts.reason)]],
      ...youCan(
        say`Nothing speaks against another application.`,
        say`If you think that this is a mistake, contact us.`
      ),
      action: "Open the portal"
    }
  }
  return {
    subject: isManager(about) ? "Your agent’s application was denied" : "Your application was denied",
    paragraphs: [
      isManager(about)
        ? say`The application of ${facts.agentName ?? someAgent} to become a certified agent of ${about.exchange} was denied.`
        : say`Your application to become a certified agent of ${about.exchange} was denied.`
    ],
    facts: [...agentFacts(facts), ["Reason", reasons.get(facts.reason)]],
    ...youCan(
      isManager(about)
        ? say`When the reason no longer applies, you can submit the application again in the portal.`
        : say`When the reason no longer applies, your agency manager can submit the application again in the portal.`,
      say`If you think that this is a mistake, contact us.`
    ),
    action: "Open the portal"
  }
})

const standingFacts = [
  ...(["agentName", "agentLicence", "state", "reason", "until", "reconsiderUntil", "reconsideration"] as const),
  ...(["licenceUntil", "clientsUntil", "barredUntil"] as const)
] as const
const standing = showing(standingFacts, (facts, about): Words => {
  const own = !isManager(about)
  const { exchange } = about
  const agent = facts.agentName ?? someAgent
  const appeal = say`If you think that this is a mistake, contact us. We will tell you how to appeal.`
  const shared = {
    facts: [...agentFacts(facts), ["Reason", reasons.get(facts.reason)] as const],
    action: "Open the portal"
  }
  if (facts.state === "Certified")
    return {
      ...shared,
      subject: own ? "Your certification is active again" : "Your agent’s certification is active again",
      paragraphs: [
        own
          ? say`Your certification with ${exchange} is active again.`
          : say`The certification of ${agent} with ${exchange} is active again.`,
        own
          ? say`You can work on your consumers’ cases again. New consumers can choose you.`
          : say`The agent can work on the consumers’ cases again. New consumers can choose this agent.`
      ]
    }
  if (facts.state === "Suspended") {
    const upheld = facts.reconsideration === "upheld"
    return {
      ...shared,
      subject: upheld
        ? own
          ? "Your suspension was upheld"
          : "Your agent’s suspension was upheld"
        : own
          ? "Your certification is suspended"
          : "Your agent’s certification is suspended",
      paragraphs: [
        upheld
          ? own
            ? say`We have looked again at the suspension of your certification with ${exchange}. It stays as it is.`
            : say`We have looked again at the suspension of ${agent} with ${exchange}. It stays as it is.`
          : own
            ? say`Your certification with ${exchange} is suspended.`
            : say`The certification of ${agent} with ${exchange} is suspended.`,
        own
          ? say`Your consumers stay with you, but you cannot work on their cases for now. New consumers cannot choose you.`
          : say`The consumers stay with the agent, who cannot work on their cases for now. New consumers cannot choose this agent.`
      ],
      facts: [
        ...shared.facts,
        ["First day without suspension", day(facts.until)] as const,
        ["Last day to ask for reconsideration", day(facts.reconsiderUntil, -1)] as const,
        ["Day on which the certification ends", day(facts.licenceUntil)] as const
      ],
      ...youCan(
        own
          ? say`Your agency manager can transfer consumers who need help now to another agent.`
          : say`Transfer consumers who need help now to another agent of your agency.`,
        ...(facts.licenceUntil === undefined
          ? []
          : [
              own
                ? say`Make your license active again with the regulator before the certification ends.`
                : say`The license has to be active again with the regulator before the certification ends.`
            ]),
        ...(facts.reconsiderUntil === undefined
          ? []
          : [
              own
                ? say`You can ask in the portal that we look at the suspension again.`
                : say`The agent can ask in the portal that we look at the suspension again.`
            ]),
        ...(upheld ? [] : [appeal])
      )
    }
  }
  return {
    ...shared,
    subject: own ? "Your certification has ended" : "Your agent’s certification has ended",
    paragraphs: [
      own
        ? say`Your certification with ${exchange} has ended.`
        : say`The certification of ${agent} with ${exchange} has ended.`,
      own
        ? say`You can no longer work on cases of consumers of the exchange.`
        : say`The agent can no longer work on cases of consumers of the exchange. Other agents of your agency are not affected.`
    ],
    facts: [
      ...shared.facts,
      ["Last day to transfer consumers", day(facts.clientsUntil, -1)] as const,
      ["First day for a new application", day(facts.barredUntil)] as const
    ],
    ...youCan(
      own
        ? say`Your agency manager can see in the portal which consumers need another agent.`
        : say`See in the portal which consumers need another agent, and transfer them.`,
      ...(facts.clientsUntil === undefined
        ? []
        : [say`Consumers who have not been transferred by then are told to choose another agent.`]),
      appeal
    )
  }
})

const requested = showing(["agentName", "consumer", "state", "reminder", "by"], (facts, about): Words => {
  const own = !isManager(about)
  const consumer = facts.consumer ?? "A consumer"
  const agent = facts.agentName ?? someAgent
  if (facts.state !== undefined && facts.state !== "Requested")
    return {
      subject: own ? "A consumer is now with you" : "A consumer is now with your agent",
      paragraphs: [
        own
          ? say`${consumer} is now your consumer at ${about.exchange}.`
          : say`${consumer} is now a consumer of ${agent} at ${about.exchange}.`,
        ...(facts.by === undefined ? [] : [say`Somebody of the agency has accepted the request for the agent.`])
      ],
      action: "See the case"
    }
  if (facts.reminder !== undefined)
    return {
      subject: own ? "A consumer still waits for your answer" : "A consumer still waits for your agent’s answer",
      paragraphs: [
        own
          ? say`${consumer} has asked you for help at ${about.exchange} and still waits for your answer.`
          : say`${consumer} has asked ${agent} for help at ${about.exchange} and still waits for an answer.`
      ],
      ...youCan(
        own
          ? say`Accept or decline the request in the portal.`
          : say`Please make sure that the request is answered in the portal.`,
        say`A request that nobody answers expires. The consumer is then told to choose another agent.`
      ),
      action: "See the request"
    }
  return {
    subject: own ? "A consumer asks for your help" : "A consumer asks for your agent’s help",
    paragraphs: [
      own
        ? say`${consumer} would like you to be the agent for an application at ${about.exchange}.`
        : say`${consumer} would like ${agent} to be the agent for an application at ${about.exchange}.`,
      say`The details are in the portal.`
    ],
    ...youCan(
      own
        ? say`Accept or decline the request in the portal.`
        : say`Please make sure that the request is answered in the portal.`,
      say`A request that nobody answers expires. The consumer is then told to choose another agent.`
    ),
    action: "See the request"
  }
})

/**
 * The templates that agents and managers get, without those of the extranet account.
 *
 * @category constructors
 * @since 0.1.0
 */
export const templates: { readonly [T in Template]?: Wording } = {
  "NTC-06": certified,
  "NTC-07": denied,
  "NTC-09": standing,
  "NTC-12": requested,
  "NTC-15": EndTemplate.ended,
  "NTC-32": account,
  ...CertificationTemplate.templates,
  ...TransferTemplate.templates
}

/**
 * The templates that the agent gets alone: the invitation to the account, and the results of the own application.
 *
 * @category constructors
 * @since 0.1.0
 */
export const forAgents: { readonly [T in Template]?: Wording } = {
  "NTC-11": invited,
  "NTC-31": loginChanged,
  ...CertificationTemplate.forAgents
}
