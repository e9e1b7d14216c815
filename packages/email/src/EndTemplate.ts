/**
 * Words to agents and managers about clients who are no longer there, and about requests that came to nothing.
 *
 * @since 0.1.0
 */
import { type About, say, showing, type Words } from "./Wording.ts"

const isManager = ({ role }: About): boolean => role === "manager"
const someAgent = "an agent of your agency"

const endings = new Map<string | undefined, string>([
  ["consumer-removed", "The consumer ended it"],
  ["consent-rescinded", "The consumer took the consent back"],
  ["relinquished", "The agent gave the case back"],
  ["replaced", "The consumer chose another agent"],
  ["certification-ended", "The agent’s certification has ended"],
  ["exchange-ended", "The exchange ended it"],
  ["agency-ended", "The agency no longer works with the exchange"],
  ["request-cancelled", "The consumer withdrew the request"],
  ["request-expired", "Nobody answered the request in time"],
  ["request-declined", "Somebody of the agency declined the request"]
])
// Who said what is not the same in a claim, where one agent speaks, and in a call, where the consumer does.
const told = new Map<string, string>([
  ["consumer-removed ServiceCenter", "The consumer ended it by phone"],
  ["request-cancelled ServiceCenter", "The consumer withdrew the request by phone"],
  ["relinquished Manager", "The manager of the agency gave the case back to the consumer"],
  ["request-cancelled Exchange", "The exchange closed the request"],
  ["replaced claim", "Another agent stated that the consumer asked for help"],
  ["replaced agent-started", "Another agent started an application with the consumer"],
  ["replaced service-center", "The consumer chose another agent by phone"],
  ["replaced three-way-call", "The consumer chose another agent by phone"]
])
const reasonOf = ({
  by,
  reason,
  successor
}: {
  readonly by?: string
  readonly reason?: string
  readonly successor?: string
}) => told.get(`${reason} ${reason === "replaced" ? successor : by}`) ?? endings.get(reason)

/** What became of a request without the agent's own answer: a subject and a sentence, to the agent and to the manager. */
type Closing = (own: boolean, consumer: string, agent: string) => Pick<Words, "subject" | "paragraphs">
const closings = new Map<string | undefined, Closing>([
  [
    "request-cancelled",
    (own, consumer, agent) => ({
      subject: own ? "A request was withdrawn" : "A request to your agent was withdrawn",
      paragraphs: [
        say`${consumer} no longer asks ${own ? "you" : agent} to be the agent. You do not have to do anything.`
      ]
    })
  ],
  [
    "request-expired",
    (own, consumer, agent) => ({
      subject: own ? "A request has expired" : "A request to your agent has expired",
      paragraphs: [
        say`${own ? "You" : agent} did not answer the request of ${consumer} in time. We have told the consumer.`
      ]
    })
  ],
  [
    "request-declined",
    (own, consumer, agent) => ({
      subject: own ? "A request was declined for you" : "A request was declined for your agent",
      paragraphs: [say`The request of ${consumer} to ${own ? "you" : agent} was declined. We have told the consumer.`]
    })
  ]
])

/** That a client is no longer there, or that a request came to nothing. @category wordings @since 0.1.0 */
export const ended = showing(["agentName", "consumer", "reason", "cases", "by", "successor"], (facts, about): Words => {
  const own = !isManager(about)
  const cases = /^\d{1,12}$/.test(facts.cases ?? "") ? Number(facts.cases) : 1
  if (cases > 1)
    return {
      subject: own ? "Consumers are no longer with you" : "Consumers are no longer with your agent",
      paragraphs: [
        own
          ? say`${String(cases)} consumers are no longer with you at ${about.exchange}. We have told each of them.`
          : say`${String(cases)} consumers are no longer with ${facts.agentName ?? someAgent} at ${about.exchange}. We have told each of them.`
      ],
      facts: [["Reason", reasonOf(facts)]],
      action: "Open the portal"
    }
  const consumer = facts.consumer ?? "A consumer"
  const agent = facts.agentName ?? someAgent
  const closing = closings.get(facts.reason)
  const words: ReturnType<Closing> = closing?.(own, consumer, agent) ?? {
    subject: own ? "A consumer is no longer with you" : "A consumer is no longer with your agent",
    paragraphs: [
      own
        ? say`${consumer} is no longer your consumer at ${about.exchange}.`
        : say`${consumer} is no longer a consumer of ${agent} at ${about.exchange}.`,
      own ? say`You can no longer see or change this case.` : say`The agent can no longer see or change this case.`
    ]
  }
  return { ...words, facts: [["Reason", reasonOf(facts)]], action: "Open the portal" }
})
