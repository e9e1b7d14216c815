/**
 * Laws of moves: an event that says by which step something came from one state to another says what its machine has.
 *
 * @since 0.1.0
 */
import type { Event } from "@agencybook/core/Record"
import { all, holdsIf, type Law, make, same } from "./Law.ts"
import type { MachineName } from "./Rules.ts"
import { play, story } from "./TraceLaws.ts"

/** A step of a machine, as an event tells it. */
interface Move {
  readonly machine: MachineName
  readonly trigger: string
  readonly from: string | undefined
  readonly to: string
}

/** The step that an event tells; an invitation to an agency begins an employment and is no step of one. */
const moveOf = (event: Event): Move | undefined => {
  switch (event._tag) {
    case "AccessCodeMoved":
      return event.trigger && { machine: "accessCode", trigger: event.trigger, from: event.from, to: event.to }
    case "AgencyCertificationMoved":
      return { machine: "agencyCertification", ...event, to: event.to._tag }
    case "CertificationMoved":
      return { machine: "certification", ...event, to: event.to._tag }
    case "ConsentMoved":
      return { machine: "consent", ...event, to: event.to._tag }
    case "CounselorMoved":
      return { machine: "counselor", ...event, to: event.to._tag }
    case "CounselorDelegationMoved":
      return { machine: "counselorDelegation", ...event, to: event.to._tag }
    case "DelegationMoved":
      return { machine: "delegation", ...event, to: event.to._tag }
    case "DiscrepancyListMoved":
      return { machine: "discrepancyList", ...event, to: event.to._tag }
    case "EmploymentMoved":
      return event.trigger === "invite"
        ? undefined
        : { machine: "employment", trigger: event.trigger, from: event.from, to: event.to.state }
    case "EntityMoved":
      return { machine: "enrollmentEntity", ...event, to: event.to._tag }
    case "ExtranetAccountMoved":
      return { machine: "extranet", ...event, to: event.to._tag }
    case "ExtranetAccountProvisioned":
      return { machine: "extranet", trigger: event.trigger, from: event.from, to: event.account.state._tag }
    case "InvitationMoved":
      return { machine: "invitation", ...event }
    case "StaffLinkMoved":
      return { machine: "invitation", ...event }
    case "StaffMoved":
      return { machine: "staff", ...event, to: event.to._tag }
    case "TransferMoved":
      return { machine: "transfer", ...event }
    default:
      return undefined
  }
}

/** Every move is a step of its machine. @category laws */
export const movesAreSteps = make({
  id: "story-moves-are-steps",
  sentence:
    "every event that moves something names a step that its machine has for the state it was in, and the state to which that step leads",
  rules: [
    "AGT-20",
    "AGY-09",
    "EMP-01",
    "STF-05",
    "INV-03",
    "CON-05",
    "DEL-03",
    "EXT-04",
    "ENT-01",
    "TRF-13",
    "BOB-13",
    "ACC-09",
    "CAS-01"
  ],
  runs: 300,
  input: story,
  holds: ({ length, start, world }, rules) => {
    const moves = Array.from(play(world, start, length, rules)).flatMap(({ events, sent: { command } }) =>
      events.flatMap((event) => {
        const moves = event._tag === "CaseRecorded" ? (event.steps ?? []) : (moveOf(event) ?? [])
        return [moves].flat().map((move) => ({ ...move, what: `\`${event._tag}\` after \`${command._tag}\`` }))
      })
    )
    if (moves.length === 0) return { _tag: "Idle" }
    return all(
      ...moves.map(({ from = "", machine, to, trigger, what }) => {
        const answer = rules.machine[machine].table[from]?.[trigger]
        return answer === undefined || !("to" in answer)
          ? holdsIf(false, `${what} is \`${trigger}\` from \`${from}\`, which is no step of the ${machine}`)
          : same(to, answer.to, `where ${what} leads by \`${trigger}\``)
      })
    )
  }
})

/** The laws of this module. @category laws */
export const laws = [movesAreSteps] as ReadonlyArray<Law>
