/**
 * What takes a certification away in the reference model: suspensions, ends, licences, and the days that pass.
 *
 * A step may leave its clients as they are; those who are named later become what the certification is by then.
 *
 * @since 0.1.0
 */
import type { Command as Daily } from "@agencybook/core/CertificationDaily"
import type { Command as Decertification } from "@agencybook/core/Decertification"
import type { Command as LicenceCheck } from "@agencybook/core/LicenceCheck"
import * as Authority from "./ReferenceAuthority.ts"
import * as Dates from "./ReferenceDates.ts"
import { isOpen, setFree } from "./ReferenceDelegation.ts"
import {
  allFree,
  certification,
  clientsStay,
  closed,
  endInvitation,
  freeze,
  isKept,
  leaving,
  left,
  licenceHeld,
  misshapen,
  npnUsed,
  refuse,
  shut,
  shutOut,
  stateOf,
  step,
  suspension,
  targetOf,
  thaw,
  windowEnd
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
  unless,
  type Verdict,
  type World,
  without
} from "./ReferenceWorld.ts"

type Command = Daily | Decertification | LicenceCheck
type Of<N extends Command["_tag"]> = Extract<Command, { readonly _tag: N }>

/** The world in which a suspension is over. */
const back = (world: World, agent: string, at: string): World => {
  const term = one(world, "certification", (fact) => fact.agent === agent)
  return thaw(certification(world, agent, "Certified", at, term), agent)
}

const reinstate = (world: World, { agentId }: Of<"ReinstateAgent">, { at, day }: Moment): Verdict =>
  unless([!Authority.licensedOn(world, agentId, day) && reason("LicenceNotGood", "AGT-11")], () =>
    accepted(back(world, agentId, at))
  )

const suspended = (
  world: World,
  agent: string,
  at: string,
  about: Pick<Fact<"suspension">, "why"> & Partial<Fact<"suspension">>
): World => {
  const term = one(world, "certification", (fact) => fact.agent === agent)
  return freeze(put(certification(world, agent, "Suspended", at, term), suspension(agent, about)), agent, at)
}

/** What somebody is suspended for; everything else is a reason of another step. @rule AGT-20 */
const suspicions = ["licence-inactive", "under-investigation", "breach"]

const suspend = (world: World, command: Of<"SuspendAgent">, { actor, at, day, policy }: Moment): Verdict => {
  const { agentId, reason: why, until } = command
  // Only who is under suspicion is suspended for a time, and may ask to look again. @rule AGT-15
  const terms = why !== "licence-inactive" && policy.suspension._tag === "Days" ? policy.suspension : undefined
  const latest = terms && Dates.daysAfter(day, terms.days)
  return unless(
    [
      !suspicions.includes(why) && reason("ReasonNotForStep", "AGT-20"),
      // A program looks at the licence and at nothing else.
      actor._tag === "System" &&
        (why !== "licence-inactive" || Authority.licensedOn(world, agentId, day)) &&
        reason("SuspensionByExchange", "AGT-12"),
      until !== undefined && until <= day && reason("SuspensionPast", "AGT-15"),
      until !== undefined && latest !== undefined && until > latest && reason("SuspensionTooLong", "AGT-15")
    ],
    () =>
      accepted(
        suspended(world, agentId, at, {
          why,
          until: until ?? latest,
          late: terms && Dates.daysAfter(day, terms.reconsiderationDays + 1)
        })
      )
  )
}

/** Asks about a suspension, or answers. @rule AGT-15 */
const reconsider =
  (outcome: "requested" | "upheld") =>
  (world: World, { agentId }: { readonly agentId: string }, { day }: Moment): Verdict => {
    if (stateOf(world, agentId) === undefined) return refuse(reason("UnknownAgent", "DEL-08"))
    const known = one(world, "suspension", (fact) => fact.agent === agentId)
    const { asked, late } = known ?? { asked: undefined, late: undefined }
    const possible =
      outcome === "upheld" ? asked === "requested" : asked === undefined && late !== undefined && day < late
    return unless([!(late !== undefined && possible) && reason("ReconsiderationNotOpen", "AGT-15")], () =>
      accepted(
        change(
          world,
          "suspension",
          (fact) => fact.agent === agentId,
          (fact) => ({ ...fact, asked: outcome })
        )
      )
    )
  }

/** How sure a finding is, the least sure first. @rule AGT-16 */
const proofs = ["finding", "preponderance", "clear-and-convincing"]
const noFault = [
  ...["voluntary", "retired", "recertification-lapsed", "agreement-not-signed", "licence-inactive"],
  "left-state"
]

const over = (world: World, agent: string, state: string, moment: Moment): World => {
  const { at } = moment
  const gone = endInvitation(certification(closed(world, agent), agent, state, at), agent, at)
  return shutOut(left(gone, agent, moment, world), agent, at)
}

const terminate = (world: World, command: Of<"TerminateAgent">, moment: Moment): Verdict => {
  const { agentId, barredUntil: until, finding, forCause, reason: why } = command
  const enough = proofs.slice(proofs.indexOf(moment.policy.proofForCause))
  return unless(
    [
      (forCause ? why !== "breach" : !noFault.includes(why)) && reason("ReasonNotFitting", "AGT-13"),
      forCause && finding === undefined && reason("FindingMissing", "AGT-16"),
      forCause && finding !== undefined && !enough.includes(finding.proof) && reason("ProofTooWeak", "AGT-16"),
      until !== undefined && (!forCause || until <= moment.day) && reason("BarWithoutEffect", "AGT-17")
    ],
    () => {
      const ended = over(world, agentId, forCause ? "TerminatedForCause" : "TerminatedVested", moment)
      return accepted(until === undefined ? ended : put(ended, { is: "bar", agent: agentId, until }))
    }
  )
}

const die = (world: World, { agentId }: Of<"RecordDeath">, moment: Moment): Verdict =>
  accepted(over(world, agentId, "Deceased", moment))

const isHeld = (world: World, agent: string): boolean => Upkeep.held.includes(stateOf(world, agent) ?? "")

/** What days alone mean for the agreement and for the term. @rule AGT-08 AGT-09 */
const ofTerm = (world: World, agent: string, on: string, moment: Moment): World => {
  if (!isHeld(world, agent)) return world
  if (Upkeep.agreementOver(world, agent, on)) return over(world, agent, "TerminatedVested", moment)
  const until = one(world, "certification", (fact) => fact.agent === agent)?.until ?? ""
  if (on < until) return world
  const known = one(world, "renewal", (fact) => fact.agent === agent)?.until
  const last = known ?? Dates.daysAfter(moment.day, moment.policy.recertificationGraceDays)
  if (last <= on) return over(world, agent, "TerminatedVested", moment)
  return known === undefined ? put(world, { is: "renewal", agent, until: last }) : world
}

/** What days alone mean for a licence and for a suspension. @rule AGT-12 AGT-15 */
const ofLicence = (world: World, agent: string, on: string, moment: Moment): World => {
  const { at, day, policy } = moment
  const state = stateOf(world, agent) ?? ""
  if (!isHeld(world, agent)) return world
  const until = one(world, "suspension", (fact) => fact.agent === agent)?.until
  if (Authority.licensedOn(world, agent, day))
    return state === "Suspended" && until !== undefined && until <= on ? back(world, agent, at) : world
  const grace = one(world, "grace", (fact) => fact.agent === agent)?.until
  const ends = grace ?? Dates.daysAfter(day, policy.licenceGraceDays)
  if (ends <= on) return over(world, agent, "TerminatedVested", moment)
  if (grace !== undefined) return world
  const noticed = put(world, { is: "grace", agent, until: ends })
  return state === "Certified" ? suspended(noticed, agent, at, { why: "licence-inactive" }) : noticed
}

/** The world in which the clients are free whose day has come; of somebody certified, those whom an agency has kept. @rule DEL-25 EMP-04 */
const windowPassed = (world: World, agent: string, on: string, moment: Moment): World => {
  const end = windowEnd(world, agent)
  if (end === undefined || on < end) return world
  if (!isHeld(world, agent)) return shut(allFree(world, agent, moment), agent)
  const ours = all(world, "delegation", (fact) => fact.agent === agent && isKept(world, fact))
  return shut(
    setFree(world, (fact) => ours.includes(fact), moment, "relinquished"),
    agent
  )
}

/** Who has neither a certification nor an application, and may apply again or never. @rule AGT-17 */
const gone = ["Denied", "Withdrawn", "Discarded", "TerminatedVested", "TerminatedForCause", "Deceased"]

/** The world in which some clients are as their agent's certification is: free, waiting, or active again. @rule DEL-25 */
const followed = (world: World, agent: string, named: ReadonlyArray<string>, on: string, moment: Moment): World => {
  const own = all(
    world,
    "delegation",
    (fact) => fact.agent === agent && isOpen(fact) && named.includes(fact.delegation)
  )
  const end = windowEnd(world, agent)
  const state = stateOf(world, agent) ?? ""
  const passed = end !== undefined && end <= on
  const isFree = (fact: Fact<"delegation">) =>
    end === undefined ? gone.includes(state) : passed && (!isHeld(world, agent) || isKept(world, fact))
  const free = own.filter(isFree).map((fact) => fact.delegation)
  const rest = own.filter((fact) => !isFree(fact)).map((fact) => fact.delegation)
  const since = one(world, "certification", (fact) => fact.agent === agent)?.since ?? ""
  // Whoever follows alone does so as all would.
  const moved = state === "Certified" ? thaw(world, agent) : freeze(world, agent, since)
  const freed = setFree(
    world,
    (fact) => free.includes(fact.delegation),
    moment,
    isHeld(world, agent) ? "relinquished" : "certification-ended"
  )
  return change(
    freed,
    "delegation",
    (fact) => rest.includes(fact.delegation),
    (fact) => one(moved, "delegation", (other) => other.delegation === fact.delegation) ?? fact
  )
}

const daily = (world: World, command: Of<"RunCertificationDaily">, moment: Moment): Verdict => {
  const { agentId, day: on, only } = command
  if (stateOf(world, agentId) === undefined) return refuse(reason("UnknownAgent", "DEL-08"))
  return unless([on > moment.day && reason("CertificationRunAhead", "DEL-25")], () => {
    if (only !== undefined) return accepted(followed(world, agentId, only, on, moment))
    const now = windowPassed(world, agentId, on, moment)
    const moved = clientsStay(now, ofLicence(ofTerm(now, agentId, on, moment), agentId, on, moment), command)
    const later = Upkeep.reminded(
      isHeld(moved, agentId) ? Upkeep.expired(moved, agentId, on) : moved,
      agentId,
      on,
      moment
    )
    return accepted(later)
  })
}

const recordLicence = (world: World, { agentId, licence, npn }: Of<"RecordLicence">, moment: Moment): Verdict => {
  const { at, day, policy } = moment
  const state = stateOf(world, agentId)
  if (state === undefined) return refuse(reason("UnknownAgent", "DEL-08"))
  return unless(
    [
      misshapen(licence.number, moment),
      licenceHeld(world, licence.number, agentId) && reason("LicenceInUse", "AGT-01"),
      npnUsed(world, npn, agentId) && reason("NpnInUse", "AGT-01")
    ],
    () => {
      const said = change(
        change(
          world,
          "agent",
          (fact) => fact.agent === agentId,
          (fact) => ({ ...fact, npn: npn ?? fact.npn })
        ),
        "licence",
        (fact) => fact.agent === agentId,
        (fact) => ({
          ...fact,
          number: licence.number,
          status: licence.status,
          through: licence.expiresOn,
          health: licence.health
        })
      )
      const grace = one(world, "grace", (fact) => fact.agent === agentId)
      const calm = without(said, "grace", (fact) => fact.agent === agentId)
      // An inactive licence suspends at once; an active one brings back whom it suspended. @rule AGT-12
      if (!Upkeep.held.includes(state) || Authority.licensedOn(said, agentId, day)) {
        const forLicence = some(
          world,
          "suspension",
          (fact) => fact.agent === agentId && fact.why === "licence-inactive"
        )
        return accepted(forLicence ? back(calm, agentId, at) : calm)
      }
      const until = grace?.until ?? Dates.daysAfter(day, policy.licenceGraceDays)
      const noticed = put(calm, { is: "grace", agent: agentId, until })
      return accepted(state === "Certified" ? suspended(noticed, agentId, at, { why: "licence-inactive" }) : noticed)
    }
  )
}

/** The commands of this part. @category models */
export const entries: Entries<Command> = {
  SuspendAgent: step("suspend-agent", ["Certified"], leaving(suspend)),
  ReinstateAgent: step("certify-agent", ["Suspended"], leaving(reinstate)),
  RequestReconsideration: {
    capability: "request-reconsideration",
    target: targetOf,
    carryOut: reconsider("requested")
  },
  UpholdSuspension: { capability: "certify-agent", target: targetOf, carryOut: reconsider("upheld") },
  TerminateAgent: step("certify-agent", Upkeep.held, leaving(terminate)),
  RecordDeath: step("certify-agent", ["Incomplete", "Pending", "Eligible", ...Upkeep.held], leaving(die)),
  RecordLicence: {
    capability: "record-licence",
    target: targetOf,
    carryOut: (world, command, moment) => leaving(recordLicence)(world, command, moment, "")
  },
  RunCertificationDaily: { capability: "run-certification-daily", target: targetOf, carryOut: daily }
}
