/**
 * Words about somebody who is certified and comes to another agency.
 *
 * @since 0.1.0
 */
import { type About, day, say, type Words } from "./Wording.ts"

interface Facts {
  readonly agentName?: string
  readonly agentLicence?: string
  readonly agencyName?: string
  readonly number?: string
  readonly until?: string
}

const isManager = ({ role }: About): boolean => role === "manager"
const person = (facts: Facts): NonNullable<Words["facts"]> => [
  ["Agent", facts.agentName],
  ["License number", facts.agentLicence]
]
const someAgent = "an agent"
const agencyOf = ({ agencyName }: Facts, otherwise: string): string =>
  agencyName === undefined || agencyName === "" ? otherwise : agencyName

/** That the exchange looks an association over. @category wordings @since 0.1.0 */
export const asked = (facts: Facts, about: About): Words => ({
  subject: isManager(about) ? "The agent’s change of agency is under review" : "Your change of agency is under review",
  paragraphs: [
    isManager(about)
      ? say`Your agency has asked ${about.exchange} for ${facts.agentName ?? someAgent}, who is certified already.`
      : say`${agencyOf(facts, "An agency")} has asked ${about.exchange} for you. Your certification goes on as it is.`,
    say`Until the exchange has approved it, the status on the roster is Pending.`
  ],
  facts: person(facts),
  next: { title: "What happens next", items: [say`No training is repeated. We tell you the answer.`] },
  action: "Open the portal"
})

/** That the exchange has approved it. @category wordings @since 0.1.0 */
export const approved = (facts: Facts, about: About): Words => {
  const own = !isManager(about)
  return {
    subject: own ? "You can work for your new agency" : "A certified agent has joined your agency",
    paragraphs: [
      own
        ? say`${about.exchange} has approved that you work for ${agencyOf(facts, "your new agency")}.`
        : say`${about.exchange} has approved that ${facts.agentName ?? someAgent} works for your agency.`,
      say`The certification goes on as it was. No training is repeated.`
    ],
    facts: [...person(facts), ["Certification number", facts.number], ["Last day", day(facts.until, -1)]],
    next: {
      title: "What happens next",
      items: [say`Clients of the former agency stay there. New ones can choose the agent from now on.`]
    },
    action: "Open the portal"
  }
}

/** That the exchange has not approved it. @category wordings @since 0.1.0 */
export const declined = (facts: Facts, about: About): Words => ({
  subject: isManager(about) ? "The agent cannot join your agency" : "You cannot join the agency",
  paragraphs: [
    isManager(about)
      ? say`${about.exchange} has not approved that ${facts.agentName ?? someAgent} works for your agency.`
      : say`${about.exchange} has not approved that you work for ${agencyOf(facts, "the agency that asked for you")}.`,
    say`The certification goes on as it was.`
  ],
  facts: person(facts),
  next: { title: "What you can do", items: [say`If you think that this is a mistake, contact us.`] },
  action: "Open the portal"
})
