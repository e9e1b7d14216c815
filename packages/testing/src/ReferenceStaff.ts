/**
 * Admin staff in the reference model: added by the agency, approved by the exchange.
 *
 * @since 0.1.0
 */
import type { Command } from "@agencybook/core/Staff"
import type { Command as LinkCommand } from "@agencybook/core/StaffLink"
import { staffOf } from "./ReferenceAuthority.ts"
import * as Dates from "./ReferenceDates.ts"
import {
  accepted,
  change,
  type Entries,
  type Entry,
  type Fact,
  type Moment,
  one,
  put,
  reason,
  sealed,
  some,
  unchanged,
  unless,
  type Verdict,
  type World,
  without
} from "./ReferenceWorld.ts"

type Of<N extends Command["_tag"]> = Extract<Command, { readonly _tag: N }>

const agents = (world: World, login: string): ReadonlyArray<string> =>
  world.flatMap((fact) => (fact.is === "agent" && fact.login === login ? [fact.agent] : []))

/** Whoever applies for or has a certification; the others are free to help. */
const isAgent = (world: World, login: string): boolean =>
  some(
    world,
    "certification",
    (fact) =>
      agents(world, login).includes(fact.agent) &&
      ["Incomplete", "Pending", "Eligible", "Certified", "Suspended"].includes(fact.state)
  )

const ended = ({ state }: Fact<"staff">): boolean => state === "Denied" || state === "Terminated"

const add = (world: World, { agencyId, details, level, userId }: Of<"AddStaff">, { at }: Moment): Verdict => {
  const { email: login } = details
  const known = staffOf(world, userId)
  return unless(
    [
      !some(world, "agency", (fact) => fact.agency === agencyId) && reason("UnknownAgency", "AGY-01"),
      known !== undefined && !ended(known) && reason("StaffExists", "STF-07"),
      some(world, "staff", (fact) => fact.login === login && fact.staff !== userId && !ended(fact)) &&
        reason("StaffEmailInUse", "STF-07"),
      isAgent(world, login) && reason("PersonIsAgent", "STF-04")
    ],
    () =>
      accepted(
        put(
          without(
            without(world, "staff", (fact) => fact.staff === userId),
            "staffLink",
            (fact) => fact.staff === userId
          ),
          {
            is: "staff",
            staff: userId,
            agency: agencyId,
            login,
            level,
            state: "Pending",
            since: at,
            active: true,
            trained: undefined,
            number: undefined,
            first: details.name.first,
            last: details.name.last
          }
        )
      )
  )
}

/** A step of a helper who is known, from some states only. */
const step = <C extends { readonly userId: string }>(
  capability: Entry<C>["capability"],
  from: ReadonlyArray<string>,
  otherwise: "NotAllowedFrom" | "StaffRoleOver",
  go: (world: World, helper: Fact<"staff">, command: C, moment: Moment) => Verdict
): Entry<C> => ({
  capability,
  target: (world, { userId }) => ({ agency: staffOf(world, userId)?.agency }),
  carryOut: (world, command, moment) => {
    const helper = staffOf(world, command.userId)
    const refuse = (code: string): Verdict => ({ _tag: "Refused", reasons: [reason(code, "STF-05")] })
    if (helper === undefined) return refuse("UnknownStaff")
    return from.includes(helper.state) ? go(world, helper, command, moment) : refuse(otherwise)
  }
})

const made = (world: World, helper: Fact<"staff">, next: Partial<Fact<"staff">>): Verdict =>
  Object.entries(next).every(([name, value]) => helper[name as keyof Fact<"staff">] === value)
    ? unchanged(world)
    : accepted(
        change(
          world,
          "staff",
          (fact) => fact.staff === helper.staff,
          (fact) => ({ ...fact, ...next })
        )
      )

/** The world with a new link to a helper's login, in the place of the one before. @rule STF-05 INV-02 */
const sent = (world: World, staff: string, { at, commandId, policy }: Moment): World =>
  put(
    without(world, "staffLink", (fact) => fact.staff === staff),
    {
      ...{ is: "staffLink", staff, link: `${commandId}~0` },
      ...{ expires: Dates.later(at, policy.inviteHours * 3_600_000), wrong: 0, state: "Issued" }
    }
  )

const open = ["Pending", "Eligible", "Approved"]
const waiting = ["Pending", "Eligible"]

/** The commands of this part. @category models */
export const entries: Entries<Command> = {
  AddStaff: { capability: "add-staff", target: (_, { agencyId }) => ({ agency: agencyId }), carryOut: add },
  RecordStaffTraining: step("record-staff-training", open, "StaffRoleOver", (world, helper, { on }, { at, day }) =>
    unless([on > day && reason("StaffTrainingInFuture", "STF-05")], () =>
      accepted(
        change(
          world,
          "staff",
          (fact) => fact.staff === helper.staff,
          (fact) => ({ ...fact, trained: on, ...(fact.state === "Pending" ? { state: "Eligible", since: at } : {}) })
        )
      )
    )
  ),
  ApproveStaff: step("approve-staff", waiting, "NotAllowedFrom", (world, helper, { staffNumber }, moment) =>
    unless(
      [
        moment.policy.staffTraining && helper.trained === undefined && reason("StaffTrainingMissing", "STF-05"),
        staffNumber !== undefined &&
          some(world, "staff", (fact) => fact.number === staffNumber && fact.staff !== helper.staff) &&
          reason("StaffNumberInUse", "STF-08")
      ],
      () =>
        made(sent(world, helper.staff, moment), helper, {
          ...{ state: "Approved", since: moment.at, number: staffNumber ?? helper.number }
        })
    )
  ),
  DenyStaff: step("approve-staff", waiting, "NotAllowedFrom", (world, helper, _, { at }) =>
    made(world, helper, { state: "Denied", since: at })
  ),
  SetStaffLevel: step("add-staff", open, "StaffRoleOver", (world, helper, { level }) => made(world, helper, { level })),
  SetStaffInactive: step("set-staff-inactive", open, "StaffRoleOver", (world, helper) =>
    made(world, helper, { active: false })
  ),
  SetStaffActive: step("set-staff-active", open, "StaffRoleOver", (world, helper) =>
    made(world, helper, { active: true })
  ),
  TerminateStaff: {
    ...step<Of<"TerminateStaff">>("terminate-staff", open, "NotAllowedFrom", (world, helper, command, { at }) => {
      const { forCause, reason: why } = command
      const breach = why === "breach"
      return unless(
        [
          forCause && helper.state !== "Approved" && reason("NotAllowedFrom", "STF-05"),
          ((forCause && !breach) || (!forCause && breach)) && reason("StaffReasonNotFitting", "STF-05")
        ],
        () => made(world, helper, { state: forCause ? "TerminatedForCause" : "Terminated", since: at })
      )
    }),
    // A finding of breach is the exchange's.
    capability: ({ forCause }) => (forCause ? "approve-staff" : "terminate-staff")
  }
}

const linkOf = (world: World, staff: string): Fact<"staffLink"> | undefined =>
  one(world, "staffLink", (fact) => fact.staff === staff)

const alike = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase()

const send = (world: World, { userId }: { readonly userId: string }, moment: Moment): Verdict => {
  const helper = staffOf(world, userId)
  if (helper === undefined) return { _tag: "Refused", reasons: [reason("UnknownStaff", "STF-05")] }
  return unless(
    [
      helper.state !== "Approved" && reason("StaffLinkNotApproved", "STF-05"),
      linkOf(world, userId)?.state === "Claimed" && reason("StaffLinkClaimed", "INV-03")
    ],
    () => accepted(sent(world, userId, moment))
  )
}

const claim = (
  world: World,
  { name, userId }: Extract<LinkCommand, { readonly _tag: "ClaimStaffLink" }>,
  { actor, at, policy, secret }: Moment
): Verdict => {
  // Whatever is wrong, the answer is the same. @rule INV-03
  const reasons = [reason("StaffLinkNotAccepted", "INV-03")]
  const helper = staffOf(world, userId)
  const link = linkOf(world, userId)
  const isSelf = actor._tag === "Applicant" && actor.userId === userId
  if (helper?.state !== "Approved" || link?.state !== "Issued" || !isSelf) return { _tag: "Refused", reasons }
  const after = (next: Partial<Fact<"staffLink">>): World =>
    change(
      world,
      "staffLink",
      (fact) => fact.staff === userId,
      (fact) => ({ ...fact, ...next })
    )
  if (at >= link.expires) return { _tag: "Refused", reasons, world: after({ state: "Expired" }) }
  const isPerson = alike(name.first, helper.first) && alike(name.last, helper.last)
  if (secret === sealed(`${link.link} ${helper.login}`) && isPerson) return accepted(after({ state: "Claimed" }))
  const wrong = link.wrong + 1
  return {
    _tag: "Refused",
    reasons,
    world: after({ wrong, state: wrong >= policy.accessCode.tries ? "Revoked" : "Issued" })
  }
}

/** The commands of the link to a helper's login. @category models */
export const linkEntries: Entries<LinkCommand> = {
  SendStaffLink: {
    capability: "add-staff",
    target: (world, { userId }) => ({ agency: staffOf(world, userId)?.agency }),
    carryOut: send
  },
  ClaimStaffLink: { capability: "claim-invitation", target: () => ({}), carryOut: claim }
}
