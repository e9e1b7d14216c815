/**
 * What people want next about accounts of the portal and about files: access codes, invitations, and books that are taken out.
 *
 * @since 0.1.0
 */
import { identityMethods } from "@agencybook/core/AccessCode"
import type { Actor } from "@agencybook/core/Actor"
import * as Id from "@agencybook/core/Id"
import * as Sample from "../Sample.ts"
import * as World from "../World.ts"
import { aCase, anAgency, anAgent, type Choice, colleagues } from "./CommandChoice.ts"
import { agentAs, issued, one, type Wishing } from "./DifferentialWish.ts"

const managerOf = ({ world }: Choice, agencyId: Id.AgencyId): Actor => {
  const managerId = world.agency.get(agencyId)?.managers[0]
  return managerId === undefined ? Sample.exchange : agentAs(managerId)
}

/** Somebody claims an account under the name of another one, or a second one. */
export const claimOfAnother: Wishing = (choice) => {
  const { seed, world } = choice
  const live = one(
    choice,
    World.records(world, "invitation").filter(({ state }) => state === "Issued")
  )
  const agent = live && world.agent.get(live.agentId)
  if (live === undefined || agent === undefined) return undefined
  const other = one(
    choice,
    World.records(world, "agent").filter(({ agentId }) => agentId !== agent.agentId)
  )
  const before = one(
    choice,
    World.records(world, "invitation").filter(({ agentId, claimedBy }) => claimedBy && agentId !== agent.agentId)
  )?.claimedBy
  const second = before !== undefined && seed.chance(45)
  const userId = second ? before : Id.make<Id.UserId>(`claimer-${seed.int(3)}`)
  const name = other === undefined || second || seed.chance(25) ? agent.name : other.name
  return {
    command: { _tag: "ClaimInvitation", kind: live.kind, userId, licence: agent.licence.number, name },
    actor: { _tag: "Applicant", userId }
  }
}

/** An agency invites an agent or takes an invitation back, or somebody claims it. */
export const invitation: Wishing = (choice) => {
  const { n, seed, world } = choice
  const known = World.records(world, "invitation")
  const live = issued(choice, known)
  const agent = live && world.agent.get(live.agentId)
  if (live !== undefined && agent !== undefined && seed.chance(60)) {
    const name = seed.chance(90) ? agent.name : Sample.profile(9_100).name
    const userId = Id.make<Id.UserId>(`claimer-${seed.int(6)}`)
    const actor = { _tag: "Applicant", userId } as const
    const claimer = seed.chance(96) ? userId : Id.make<Id.UserId>("claimer-9")
    return {
      command: { _tag: "ClaimInvitation", kind: live.kind, userId: claimer, licence: agent.licence.number, name },
      actor
    }
  }
  // An invitation does not outlive the certification.
  if (agent !== undefined && seed.chance(15)) {
    const { agentId } = agent
    return {
      command: { _tag: "TerminateAgent", agentId, forCause: false, reason: "voluntary" },
      actor: Sample.exchange
    }
  }
  const some = (seed.chance(75) ? live : undefined) ?? one(choice, known)
  if (some !== undefined && seed.chance(25)) {
    const agencyId = seed.chance(90) ? some.agencyId : anAgency(choice)
    const { invitationId } = some
    return { command: { _tag: "RevokeInvitation", invitationId, agencyId }, actor: managerOf(choice, agencyId) }
  }
  // A lost one is sent anew, which ends the one before.
  const lost = seed.chance(30) ? some : undefined
  const agencyId = lost?.agencyId ?? anAgency(choice)
  const agentId =
    lost?.agentId ?? (seed.chance(90) ? one(choice, colleagues(choice, agencyId)) : undefined) ?? anAgent(choice)
  const invitationId = seed.chance(8) && some !== undefined ? some.invitationId : Id.make<Id.InvitationId>(`sent-${n}`)
  const kind = lost?.kind ?? seed.pick(["delegation-code", "activation-link"] as const)
  return {
    command: { _tag: "IssueInvitation", invitationId, kind, agentId, agencyId },
    actor: managerOf(choice, agencyId)
  }
}

/** Somebody takes a book out as a file, and the file is written. */
export const file: Wishing = (choice) => {
  const { n, seed, world } = choice
  const known = one(choice, World.records(world, "exportLog"))
  if (known !== undefined && seed.chance(55)) {
    const exportId = seed.chance(95) ? known.exportId : Id.make<Id.ExportId>(`file-${n}`)
    const rowCount = seed.chance(65) ? 1 : 2
    const command = { _tag: "CompleteExport", exportId, asOf: Sample.now, rowCount, sha256: Sample.digest } as const
    const taker = known.agentId
    // A manager may look at the exports of the agency, and finishes only the own ones.
    if (seed.chance(25)) return { command, actor: managerOf(choice, known.order.agencyId) }
    return { command, actor: taker === undefined || seed.chance(40) ? Sample.system : agentAs(taker) }
  }
  const agencyId = anAgency(choice)
  const agentId = seed.chance(50) ? one(choice, colleagues(choice, agencyId)) : undefined
  const fields = seed.chance(25)
    ? { privateFields: ["date-of-birth"] as const, ...(seed.chance(60) ? { reason: "match" } : {}) }
    : n % 4 === 0
      ? {}
      : { reason: "match" }
  const columns = seed.pick(["compact", "standard"] as const)
  const searched = n % 7 === 0 ? { filter: { _tag: "Text", contains: "Cora" } as const } : {}
  return {
    command: {
      _tag: "RecordExport",
      exportId: Id.make(known !== undefined && seed.chance(8) ? known.exportId : `file-${n}`),
      order: { agencyId, columns, ...(agentId === undefined ? {} : { agentId }), ...fields, ...searched },
      acknowledged: !seed.chance(6)
    },
    actor: agentId !== undefined && seed.chance(40) ? agentAs(agentId) : managerOf(choice, agencyId)
  }
}

/** A code for a case is issued, typed in or taken back, or an account is taken off. */
export const code: Wishing = (choice) => {
  const { n, seed, world } = choice
  const live = issued(choice, World.records(world, "accessCode"))
  if (live !== undefined && seed.chance(60)) {
    const fact = seed.pick([{ dob: "1980-05-17" }, { zip: "95814-1234" }, { zip: "10001" }])
    const { caseId } = live
    const number = world.case.get(caseId)?.caseNumber
    const byNumber = number !== undefined && seed.chance(40)
    // Now and then the case is named twice, or not at all.
    const named = {
      ...(byNumber ? { caseNumber: number } : {}),
      ...(byNumber === seed.chance(5) ? { caseId } : {})
    }
    return { command: { _tag: "RedeemAccessCode", ...named, accountId: Id.make(`account-${n}`), fact } }
  }
  const [end, of] = seed.pick([
    ["RevokeAccessCode", "CodeIssued"],
    ["UnlinkAccount", "Linked"]
  ] as const)
  const known = one(
    choice,
    World.records(world, "case").filter(({ account }) => account._tag === of)
  )
  if (known !== undefined && seed.chance(30)) {
    const { caseId } = known
    const actor = seed.pick([Sample.serviceCenter, Sample.exchange])
    return end === "RevokeAccessCode"
      ? { command: { _tag: end, caseId }, actor }
      : {
          command: { _tag: end, caseId, ...(seed.chance(20) ? {} : { identityMethod: seed.pick(identityMethods) }) },
          actor
        }
  }
  const requestedBy = { _tag: "Consumer" } as const
  const accessCodeId = Id.make<Id.AccessCodeId>(`issued-${n}`)
  const channel = seed.pick(["phone", "mail"] as const)
  return {
    ...(seed.chance(20) ? { actor: Sample.system } : {}),
    command: {
      _tag: "IssueAccessCode",
      accessCodeId,
      caseId: aCase(choice),
      channel,
      requestedBy,
      ...(seed.chance(80) ? { identityMethod: seed.pick(identityMethods) } : {})
    }
  }
}
