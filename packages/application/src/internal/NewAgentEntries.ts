/**
 * The entries of the catalogue for the ways to a new agent without a request that waits, and for reminders of requests.
 *
 * @since 0.1.0
 */
import * as AccessCode from "@agencybook/core/AccessCode"
import * as AgentChange from "@agencybook/core/AgentChange"
import * as AgentStart from "@agencybook/core/AgentStart"
import * as Dates from "@agencybook/core/CalendarDate"
import * as Claim from "@agencybook/core/Claim"
import { type Facts, member, memberReads, read, type Selection, write } from "@agencybook/core/Facts"
import * as Id from "@agencybook/core/Id"
import * as NewAgent from "@agencybook/core/NewAgent"
import * as RequestReminder from "@agencybook/core/RequestReminder"
import * as Schemas from "@agencybook/core/schema/NewAgentCommand"
import { defined, type Entry } from "./CatalogueEntry.ts"
import { displacedReads, displacing } from "./CounselorEntries.ts"

interface Named {
  readonly delegationId: Id.DelegationId
  readonly agentId: Id.AgentId
}

/** What the beginning of a delegation reads of its case. */
const caseReads = (caseId: Id.CaseId): ReadonlyArray<Selection> => [
  write("case", "id", caseId),
  write("delegation", "case", caseId),
  write("consent", "case", caseId),
  displacedReads(caseId)
]
const agentReads = ({ agentId, delegationId }: Named, facts: Facts): ReadonlyArray<Selection> => [
  read("delegation", "id", delegationId),
  ...memberReads(facts, agentId)
]
const factsOf = (caseId: Id.CaseId | undefined, { agentId, delegationId }: Named, facts: Facts) => ({
  case: caseId === undefined ? undefined : facts.get("case", caseId),
  same: facts.get("delegation", delegationId),
  open: caseId === undefined ? [] : facts.find("delegation", "case", caseId),
  consents: caseId === undefined ? [] : facts.find("consent", "case", caseId),
  delegate: member(facts, agentId)
})

const newAgent: Entry<NewAgent.Command> = {
  schema: Schemas.NewAgentCommand,
  capability: ({ _tag }) => (_tag === "DelegateByAccessCode" ? "delegate-by-code" : "delegate-by-phone"),
  target: ({ caseId }) => ({ caseId }),
  reads: (command, facts) => [
    ...caseReads(command.caseId),
    ...agentReads(command, facts),
    // A code gives one choice: who chooses by it holds it.
    (command._tag === "DelegateByAccessCode" ? write : read)("accessCode", "redeemed", command.caseId)
  ],
  decide: (command, facts, context) => {
    const redeemed = facts
      .find("accessCode", "redeemed", command.caseId)
      .find((code) => AccessCode.mayChoose(code, context.at))
    const answer = NewAgent.decide(command, { ...factsOf(command.caseId, command, facts), redeemed }, context)
    return displacing("producer", answer, command.caseId, facts, context)
  }
}

const claim: Entry<Claim.Command> = {
  schema: Schemas.ClaimCommand,
  capability: "claim-case",
  target: ({ agentId }) => ({ agentId }),
  reads: (command, facts) => {
    const { consumer } = command
    const caseId = Claim.caseIdOf(facts.find("case", "dob", consumer.dob), consumer)
    return [
      read("case", "dob", consumer.dob),
      ...agentReads(command, facts),
      ...defined(caseId).flatMap((id) => [
        ...caseReads(id),
        read("delegation", "history", id),
        read("counselorDelegation", "history", id)
      ])
    ]
  },
  decide: (command, facts, context) => {
    const candidates = facts.find("case", "dob", command.consumer.dob)
    const caseId = Claim.caseIdOf(candidates, command.consumer)
    const history = caseId === undefined ? [] : facts.find("delegation", "history", caseId)
    const counselors = caseId === undefined ? [] : facts.find("counselorDelegation", "history", caseId)
    const known = { ...factsOf(caseId, command, facts), candidates, history, counselors }
    const answer = Claim.decide(command, known, context)
    return displacing("producer", answer, caseId, facts, context)
  }
}

const live = ({ agentId, caseId }: AgentChange.Command, facts: Facts) =>
  facts.find("agentChangeCode", "live", Id.agentChange(caseId, agentId))[0]

const agentChange: Entry<AgentChange.Command> = {
  schema: Schemas.AgentChangeCommand,
  capability: "change-agent-by-passcode",
  target: ({ agentId, caseId }) => ({ agentId, caseId }),
  reads: (command, facts) => [
    ...caseReads(command.caseId),
    write("agentChangeCode", "live", Id.agentChange(command.caseId, command.agentId)),
    ...(command._tag === "ConfirmAgentChange"
      ? agentReads(command, facts)
      : [
          read("agentChangeCode", "id", command.agentChangeCodeId),
          read("agentChangeCode", "sent", Id.agentChange(command.caseId, command.agentId)),
          ...memberReads(facts, command.agentId)
        ])
  ],
  decide: (command, facts, context, { matches }) => {
    const confirming = command._tag === "ConfirmAgentChange"
    const answer = AgentChange.decide(
      command,
      {
        case: facts.get("case", command.caseId),
        same: confirming ? facts.get("delegation", command.delegationId) : undefined,
        open: facts.find("delegation", "case", command.caseId),
        consents: facts.find("consent", "case", command.caseId),
        delegate: member(facts, command.agentId),
        live: live(command, facts),
        sent: confirming ? [] : facts.find("agentChangeCode", "sent", Id.agentChange(command.caseId, command.agentId)),
        sameCode: confirming ? undefined : facts.get("agentChangeCode", command.agentChangeCodeId),
        ...(matches === undefined ? {} : { matches })
      },
      context
    )
    return displacing("producer", answer, command.caseId, facts, context)
  }
}

const start: Entry<AgentStart.Command> = {
  schema: Schemas.AgentStartCommand,
  capability: "start-application",
  // Staff begin applications for the agents of their own agency. @rule STF-02
  target: ({ agentId }, facts) => {
    const agencyId = facts.find("employment", "open", agentId)[0]?.agencyId
    return agencyId === undefined ? { agentId } : { agentId, agencyId }
  },
  reads: (command, facts) => [
    write("case", "id", command.caseId),
    read("case", "number", command.caseNumber),
    read("case", "dob", command.primaryContact.dob),
    ...agentReads(command, facts)
  ],
  decide: (command, facts, context) => {
    const candidates = [
      ...defined(facts.get("case", command.caseId)),
      ...facts.find("case", "number", command.caseNumber),
      ...facts.find("case", "dob", command.primaryContact.dob)
    ]
    const same = facts.get("delegation", command.delegationId)
    return AgentStart.decide(command, { candidates, same, delegate: member(facts, command.agentId) }, context)
  }
}

// A request lives for a year at most, and gets its last reminder on its tenth day: three months are enough.
const monthsOf = ({ on }: RequestReminder.Command): ReadonlyArray<string> =>
  [1, 0, -1, -2].map((months) => Dates.firstOfMonth(on, months).slice(0, 7))

const remind: Entry<RequestReminder.Command> = {
  schema: Schemas.RequestReminderCommand,
  capability: "remind-requests",
  target: () => ({}),
  reads: (command) =>
    command.only === undefined
      ? [
          write("delegation", "requested", ...monthsOf(command)),
          write("counselorDelegation", "requested", ...monthsOf(command))
        ]
      : [write("delegation", "id", ...command.only), write("counselorDelegation", "id", ...command.only)],
  decide: (command, facts, context) => {
    const requests =
      command.only === undefined
        ? [
            ...monthsOf(command).flatMap((month) => facts.find("delegation", "requested", month)),
            ...monthsOf(command).flatMap((month) => facts.find("counselorDelegation", "requested", month))
          ]
        : Array.from(new Set(command.only)).flatMap(
            (id) => facts.get("delegation", id) ?? facts.get("counselorDelegation", id) ?? []
          )
    return RequestReminder.decide(command, requests, context)
  }
}

const confirm: Entry<AgentChange.Command> = {
  ...agentChange,
  secretWork: {
    _tag: "Check",
    kept: "derived",
    text: () => AgentChange.text,
    held: (command, facts) => {
      const code = live(command, facts)
      return code && { id: code.agentChangeCodeId }
    }
  }
}

/** The entries by command name. */
export const entries = {
  DelegateByServiceCenter: newAgent,
  DelegateByThreeWayCall: newAgent,
  DelegateByAccessCode: newAgent,
  ClaimCase: claim,
  IssueAgentChangeCode: agentChange,
  ConfirmAgentChange: confirm,
  StartApplication: start,
  RemindRequests: remind
} as const
