/**
 * The entries of the catalogue for admin staff.
 *
 * @since 0.1.0
 */
import * as Agency from "@agencybook/core/Agency"
import { read, write } from "@agencybook/core/Facts"
import * as Staff from "@agencybook/core/Staff"
import * as StaffLink from "@agencybook/core/StaffLink"
import { StaffCommand, StaffLinkCommand } from "@agencybook/core/schema/StaffCommand"
import type { Entry } from "./CatalogueEntry.ts"

const staff: Entry<Staff.Command> = {
  schema: StaffCommand,
  capability: (command) => {
    switch (command._tag) {
      case "AddStaff":
      case "SetStaffLevel":
        return "add-staff"
      case "RecordStaffTraining":
        return "record-staff-training"
      case "ApproveStaff":
      case "DenyStaff":
        return "approve-staff"
      case "SetStaffInactive":
        return "set-staff-inactive"
      case "SetStaffActive":
        return "set-staff-active"
      case "TerminateStaff":
        // A finding of breach is the exchange's.
        return command.forCause ? "approve-staff" : "terminate-staff"
    }
  },
  target: (command, facts) => {
    const agencyId = command._tag === "AddStaff" ? command.agencyId : facts.get("staff", command.userId)?.agencyId
    return agencyId === undefined ? {} : { agencyId }
  },
  reads: (command) => [
    write("staff", "id", command.userId),
    ...(command._tag === "AddStaff"
      ? [
          read("agency", "id", command.agencyId),
          read("staff", "email", command.details.email),
          read("agent", "email", command.details.email)
        ]
      : []),
    ...(command._tag === "ApproveStaff" && command.staffNumber !== undefined
      ? [read("staff", "number", command.staffNumber)]
      : [])
  ],
  decide: (command, facts, context) => {
    const adding = command._tag === "AddStaff" ? command : undefined
    if (adding !== undefined && facts.get("agency", adding.agencyId) === undefined)
      return Agency.unknownAgency({ agencyId: adding.agencyId })
    const others = (found: ReadonlyArray<Staff.Staff>) => found.find(({ userId }) => userId !== command.userId)
    return Staff.decide(
      command,
      {
        staff: facts.get("staff", command.userId),
        ...(adding === undefined
          ? {}
          : {
              sameEmail: others(facts.find("staff", "email", adding.details.email)),
              agents: facts.find("agent", "email", adding.details.email)
            }),
        ...(command._tag === "ApproveStaff" && command.staffNumber !== undefined
          ? { sameNumber: others(facts.find("staff", "number", command.staffNumber)) }
          : {})
      },
      context
    )
  }
}

const link: Entry<StaffLink.Command> = {
  schema: StaffLinkCommand,
  // A claim is by somebody who is nobody's staff to the portal so far; link and name make up for that.
  capability: (command) => (command._tag === "ClaimStaffLink" ? "claim-invitation" : "add-staff"),
  target: (command, facts) => {
    const agencyId = command._tag === "SendStaffLink" ? facts.get("staff", command.userId)?.agencyId : undefined
    return agencyId === undefined ? {} : { agencyId }
  },
  reads: ({ userId }) => [write("staff", "id", userId)],
  decide: (command, facts, context, { matches = false }) =>
    StaffLink.decide(command, { staff: facts.get("staff", command.userId), matches }, context)
}

/** The entries by command name. */
export const entries = {
  AddStaff: staff,
  RecordStaffTraining: staff,
  ApproveStaff: staff,
  DenyStaff: staff,
  SetStaffLevel: staff,
  SetStaffInactive: staff,
  SetStaffActive: staff,
  TerminateStaff: staff,
  SendStaffLink: link,
  ClaimStaffLink: {
    ...link,
    secretWork: {
      _tag: "Check",
      kept: "derived",
      text: () => StaffLink.text,
      held: ({ userId }, facts) => {
        const staff = facts.get("staff", userId)
        const live = StaffLink.live(staff)
        return staff && live && { id: StaffLink.secretId(live.invitationId, staff.email) }
      }
    }
  } satisfies Entry<StaffLink.Command>
} as const
