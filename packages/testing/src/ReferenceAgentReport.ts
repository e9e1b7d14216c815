/**
 * What agents tell of a new name, licence or address, and change of what they show and sign in with, in the reference model.
 *
 * @since 0.1.0
 */
import type { Command as ChangeLogin } from "@agencybook/core/AgentLogin"
import type { Command as EditProfile } from "@agencybook/core/AgentProfile"
import type { Command } from "@agencybook/core/AgentReport"
import { isStaff } from "./ReferenceAgency.ts"
import * as Authority from "./ReferenceAuthority.ts"
import { carriersOf, meeting, partsOf, photoText, reckon, shownText } from "./ReferenceCertification.ts"
import * as Checklist from "./ReferenceChecklist.ts"
import * as Dates from "./ReferenceDates.ts"
import {
  isOver,
  licenceHeld,
  loginUsed,
  misplaced,
  misshapen,
  refuse,
  stateOf,
  targetOf,
  unreached
} from "./ReferenceStanding.ts"
import * as Upkeep from "./ReferenceUpkeep.ts"
import {
  accepted,
  all,
  change,
  type Entries,
  type Fact,
  type Moment,
  one,
  put,
  reason,
  some,
  unchanged,
  unless,
  type Verdict,
  type World,
  without
} from "./ReferenceWorld.ts"

type Of<N extends Command["_tag"]> = Extract<Command, { readonly _tag: N }>

const check = "licence-validated"

/** The world in which the licence check of an agent is in a state. */
const checked = (world: World, agent: string, state: string, { at }: Moment): Verdict => {
  const now = stateOf(world, agent) ?? ""
  const set = Checklist.set(Upkeep.held.includes(now) ? Upkeep.known(world, agent) : world, agent, check, state)
  return now === "Pending" || now === "Eligible" ? reckon(set, agent, now, at) : accepted(set)
}

/** Whether the check is done that somebody stands on; whoever was taken over has done it. */
const isDone = (world: World, agent: string): boolean => {
  const now = stateOf(world, agent) ?? ""
  if (Upkeep.held.includes(now)) return Checklist.isDone(Upkeep.known(world, agent), agent, check)
  return (now === "Pending" || now === "Eligible") && Checklist.isDone(world, agent, check)
}

const saidOf = (world: World, { agentId, change: said }: Of<"ReportAgentChange">): boolean => {
  const about = one(world, "agent", (fact) => fact.agent === agentId)
  switch (said._tag) {
    case "Name":
      return about?.first === said.name.first && about?.last === said.name.last && about?.parts === partsOf(said.name)
    case "Licence":
      return some(world, "licence", (fact) => fact.agent === agentId && fact.number === said.number)
    case "Address":
      return about?.city === said.place.city && about?.county === said.place.county
  }
}

const report = (world: World, command: Of<"ReportAgentChange">, moment: Moment): Verdict => {
  const { agentId: agent, change: said, happenedOn: happened } = command
  const { day, policy } = moment
  const state = stateOf(world, agent)
  if (state === undefined) return refuse(reason("UnknownAgent", "DEL-08"))
  if (isOver(state)) return refuse(reason("NotAllowedFrom", "AGT-21"))
  const about = said._tag === "Name" ? "name" : said._tag === "Licence" ? "licence" : "address"
  const number = said._tag === "Licence" ? said.number : undefined
  return unless(
    [
      happened > day && reason("ChangeAhead", "AGT-21"),
      misshapen(number, moment),
      licenceHeld(world, number, agent) && reason("LicenceInUse", "AGT-01")
    ],
    () => {
      const before = all(world, "report", (fact) => fact.agent === agent)
      const mistaken = before.some((fact) => fact.about === "licence" && fact.number !== number)
      if (saidOf(world, command) && !(about === "licence" && mistaken)) return unchanged(world)
      const reopens = about !== "address" && isDone(world, agent)
      const entry: Fact<"report"> = {
        ...{ is: "report", agent, about, happened, on: day, number },
        late:
          Dates.daysAfter(happened, policy.changeReportDays) < day ||
          before.some((fact) => fact.about === about && fact.late),
        again: reopens || (about !== "address" && before.some((fact) => fact.again))
      }
      const told = change(
        put(
          without(world, "report", (fact) => fact.agent === agent && fact.about === about),
          entry
        ),
        "agent",
        (fact) => fact.agent === agent,
        (fact) =>
          said._tag === "Name"
            ? { ...fact, first: said.name.first, last: said.name.last, parts: partsOf(said.name) }
            : said._tag === "Address"
              ? { ...fact, city: said.place.city, county: said.place.county }
              : fact
      )
      return reopens ? checked(told, agent, "InProgress", moment) : accepted(told)
    }
  )
}

const review = (world: World, { about, agentId: agent }: Of<"ReviewAgentChange">, moment: Moment): Verdict => {
  if (stateOf(world, agent) === undefined) return refuse(reason("UnknownAgent", "DEL-08"))
  const entry = one(world, "report", (fact) => fact.agent === agent && fact.about === about)
  if (entry === undefined) return refuse(reason("NothingReported", "AGT-21"))
  const has = some(world, "licence", (fact) => fact.agent === agent && fact.number === entry.number)
  return unless(
    [
      entry.number !== undefined &&
        !(has && Authority.licensedOn(world, agent, moment.day)) &&
        reason("LicenceNotConfirmed", "AGT-21")
    ],
    () => {
      const rest = without(world, "report", (fact) => fact.agent === agent && fact.about === about)
      const waits = some(rest, "report", (fact) => fact.agent === agent && fact.again)
      const open = some(
        rest,
        "item",
        (fact) => fact.agent === agent && fact.item === check && fact.state === "InProgress"
      )
      return entry.again && open && !waits ? checked(rest, agent, "Met", moment) : accepted(rest)
    }
  )
}

type Edit<N extends EditProfile["_tag"]> = Extract<EditProfile, { readonly _tag: N }>

/** Whether nobody, or not this person, says anything about an agent any more. @rule AGY-04 */
const isClosed = (state: string, agent: string, { actor, policy }: Moment): boolean => {
  const byAgency = actor._tag === "Staff" || (actor._tag === "Agent" && actor.agentId !== agent)
  return (
    ["Discarded", "TerminatedVested", "TerminatedForCause", "Deceased"].includes(state) ||
    (byAgency && policy.profileEditing === "certified" && state !== "Certified")
  )
}

const appoint = (world: World, command: Edit<"SetCarrierAppointments">, moment: Moment): Verdict => {
  const { agentId: agent } = command
  const state = stateOf(world, agent)
  if (state === undefined) return refuse(reason("UnknownAgent", "DEL-08"))
  if (isClosed(state, agent, moment)) return refuse(reason("ProfileClosed", "AGY-04"))
  const carriers = carriersOf(command.appointments)
  const ofAgent = (fact: { readonly agent: string }) => fact.agent === agent
  return some(world, "agent", (fact) => fact.agent === agent && fact.carriers === carriers)
    ? unchanged(world)
    : accepted(change(world, "agent", ofAgent, (fact) => ({ ...fact, carriers })))
}

/** What somebody shows: only of clients and of the list the model knows. @rule AGY-04 DEL-02 */
const edit = (world: World, { agentId: agent, profile }: Edit<"EditAgentProfile">, moment: Moment): Verdict => {
  const state = stateOf(world, agent)
  if (state === undefined) return refuse(reason("UnknownAgent", "DEL-08"))
  const closed = isClosed(state, agent, moment)
  const { acceptsNewClients: accepting, listInDirectory: listed } = profile
  const agency = Authority.placeOf(world, agent)?.agency
  const against = [
    closed && reason("ProfileClosed", "AGY-04"),
    unreached(profile),
    ...misplaced(world, profile, agency)
  ]
  return unless(against, () => {
    const met = meeting(agent, profile, agency)
    const before = all(world, "met at", (fact) => fact.agent === agent)
    const sameSites =
      met.length === before.length &&
      met.every((one) =>
        before.some((fact) => fact.agency === one.agency && fact.site === one.site && fact.place === one.place)
      )
    const told = { accepting, listed, shown: shownText(profile), photo: photoText(profile) }
    const same = some(
      world,
      "agent",
      (fact) =>
        fact.agent === agent &&
        fact.shown === told.shown &&
        fact.photo === told.photo &&
        fact.accepting === accepting &&
        fact.listed === listed
    )
    return same && sameSites
      ? unchanged(world)
      : accepted(
          change(
            put(
              without(world, "met at", (fact) => fact.agent === agent),
              ...met
            ),
            "agent",
            (fact) => fact.agent === agent,
            (fact) => ({ ...fact, ...told, employers: profile.clientsServed !== "individuals" })
          )
        )
  })
}

/** Another address to sign in with, which is nobody else's. @rule SEC-01 STF-07 */
const changeLogin = (world: World, { agentId: agent, loginEmail: login }: ChangeLogin): Verdict => {
  const known = one(world, "agent", (fact) => fact.agent === agent)
  if (known === undefined) return refuse(reason("UnknownAgent", "DEL-08"))
  if (known.login === login) return unchanged(world)
  return unless(
    [
      loginUsed(world, login, agent) && reason("LoginEmailInUse", "STF-07"),
      isStaff(world, login) && reason("StaffRoleOpen", "STF-07")
    ],
    () =>
      accepted(
        change(
          world,
          "agent",
          (fact) => fact.agent === agent,
          (fact) => ({ ...fact, login })
        )
      )
  )
}

/** The commands of this part. @category models */
export const entries: Entries<Command | EditProfile | ChangeLogin> = {
  ChangeAgentLogin: { capability: "change-agent-login", target: targetOf, carryOut: changeLogin },
  SetCarrierAppointments: { capability: "edit-agent-profile", target: targetOf, carryOut: appoint },
  EditAgentProfile: { capability: "edit-agent-profile", target: targetOf, carryOut: edit },
  ReportAgentChange: { capability: "report-agent-change", target: targetOf, carryOut: report },
  ReviewAgentChange: { capability: "certify-agent", target: targetOf, carryOut: review }
}
