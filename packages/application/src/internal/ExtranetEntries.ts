/**
 * The entries of the catalogue for extranet accounts and their files.
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import * as Extranet from "@agencybook/core/Extranet"
import * as ExtranetExtract from "@agencybook/core/ExtranetExtract"
import { type Facts, read, type Selection, write } from "@agencybook/core/Facts"
import type { LicenceNumber } from "@agencybook/core/Licence"
import type { Policy } from "@agencybook/core/Policy"
import * as Schemas from "@agencybook/core/schema/ExtranetCommand"
import { defined, type Entry, type Held } from "./CatalogueEntry.ts"

/** The days that end with one, oldest first. */
const daysUntil = (day: Dates.CalendarDate, count: number): ReadonlyArray<Dates.CalendarDate> =>
  Array.from({ length: count }, (_, n) => Dates.plusDays(day, n + 1 - count))

// The run looks back eight weeks, for Mondays on which nothing ran; whoever missed more runs the earlier ones too.
const certifiedDays = (day: Dates.CalendarDate) => daysUntil(Dates.plusDays(Dates.mondayOf(day), 1), 8 * 7 + 2)
// A login refuses a password that is over whether or not the daily run has noted it.
const dueDays = (day: Dates.CalendarDate) => daysUntil(day, 400)

const certified = (day: Dates.CalendarDate, facts: Facts) =>
  certifiedDays(day).flatMap((one) => facts.find("agent", "certifiedOn", one))

/** The account that a command names, by agent or by user name. */
const named = (command: Extranet.Command, facts: Facts): Extranet.ExtranetAccount | undefined => {
  switch (command._tag) {
    case "RunExtranetOnboarding":
    case "RunExtranetDaily":
      return undefined
    case "RecordExtranetLogin":
    case "ChangeExtranetPassword":
      return facts.get("extranetAccount", command.agentId)
    case "RequestExtranetReset":
    case "UseExtranetReset":
      return facts.find("extranetAccount", "username", command.username)[0]
  }
}

/** The accounts that may have the names of new ones: the plain names, and those with a count where one is taken. */
export const usernameReads = (licences: ReadonlyArray<LicenceNumber>, facts: Facts, prefix: string): Selection =>
  read(
    "extranetAccount",
    "username",
    ...licences.flatMap((licence, n) => {
      const names = Extranet.usernames(prefix, licence)
      const isTaken = facts.find("extranetAccount", "username", names[0] as string).length > 0
      return isTaken || licences.indexOf(licence) < n ? names : names.slice(0, 1)
    })
  )

const reads = (command: Extranet.Command, facts: Facts, { extranet }: Policy): ReadonlyArray<Selection> => {
  switch (command._tag) {
    case "RunExtranetOnboarding": {
      const agents = certified(command.day, facts)
      const due = agents.filter(({ agentId }) => !Extranet.isOpen(facts.get("extranetAccount", agentId)))
      return [
        read("agent", "certifiedOn", ...certifiedDays(command.day)),
        write("extranetAccount", "id", ...agents.map(({ agentId }) => agentId)),
        usernameReads(
          due.map(({ licence }) => licence.number),
          facts,
          extranet.usernamePrefix
        )
      ]
    }
    case "RunExtranetDaily":
      return [write("extranetAccount", "due", ...dueDays(command.day))]
    case "RecordExtranetLogin":
    case "ChangeExtranetPassword":
      return [write("extranetAccount", "id", command.agentId), read("agent", "id", command.agentId)]
    case "RequestExtranetReset":
    case "UseExtranetReset":
      return [
        write("extranetAccount", "username", command.username),
        ...defined(named(command, facts)).map(({ agentId }) => read("agent", "id", agentId))
      ]
  }
}

const extranet: Entry<Extranet.Command> = {
  schema: Schemas.ExtranetCommand,
  capability: ({ _tag }) => {
    switch (_tag) {
      case "RunExtranetOnboarding":
        return "run-extranet-onboarding"
      case "RunExtranetDaily":
        return "run-extranet-daily"
      case "RecordExtranetLogin":
      case "ChangeExtranetPassword":
        return "use-extranet"
      case "RequestExtranetReset":
      case "UseExtranetReset":
        return "reset-extranet"
    }
  },
  target: (command, facts) => {
    if ("agentId" in command) return { agentId: command.agentId }
    const account = named(command, facts)
    return account === undefined ? {} : { agentId: account.agentId }
  },
  reads,
  decide: (command, facts, context, { matches = false }) => {
    const account = named(command, facts)
    return Extranet.decide(
      command,
      {
        account: (agentId) => facts.get("extranetAccount", agentId),
        owner: (username) => facts.find("extranetAccount", "username", username)[0]?.agentId,
        certified: command._tag === "RunExtranetOnboarding" ? certified(command.day, facts) : [],
        due:
          command._tag === "RunExtranetDaily"
            ? dueDays(command.day).flatMap((day) => facts.find("extranetAccount", "due", day))
            : [],
        named: account,
        agent: account && facts.get("agent", account.agentId),
        matches
      },
      context
    )
  }
}

/** The link on its way to the agent of an account, as far as the command may use it. */
const heldLink = (command: Extranet.Command, facts: Facts): Held | undefined => {
  const account = named(command, facts)
  const agent = account && facts.get("agent", account.agentId)
  const link = account !== undefined && "link" in account.state ? account.state.link : undefined
  return command._tag === "UseExtranetReset" && link?.with === command.with && agent !== undefined
    ? { id: Extranet.secretId(link.linkId, agent.loginEmail) }
    : undefined
}

const extract: Entry<ExtranetExtract.Command> = {
  schema: Schemas.ExtranetExtractCommand,
  capability: "make-extract",
  target: ({ agentId }) => ({ agentId }),
  reads: ({ agentId }) => [
    write("extranetAccount", "id", agentId),
    read("agent", "id", agentId),
    read("delegation", "agent", agentId),
    read("employment", "agent", agentId)
  ],
  decide: (command, facts, context) =>
    ExtranetExtract.decide(
      command,
      {
        account: facts.get("extranetAccount", command.agentId),
        agent: facts.get("agent", command.agentId),
        open: facts.find("delegation", "agent", command.agentId),
        places: facts.find("employment", "agent", command.agentId)
      },
      context
    )
}

/** The entries by command name. */
export const entries = {
  RunExtranetOnboarding: extranet,
  RunExtranetDaily: extranet,
  RecordExtranetLogin: extranet,
  ChangeExtranetPassword: extranet,
  RequestExtranetReset: extranet,
  UseExtranetReset: {
    ...extranet,
    secretWork: {
      _tag: "Check",
      kept: "derived",
      text: (command: Extranet.Command) => Extranet.textOf(command._tag === "UseExtranetReset" ? command.with : "link"),
      held: heldLink
    }
  },
  RecordExtranetExtract: extract
} satisfies Record<string, Entry<Extranet.Command> | Entry<ExtranetExtract.Command>>
