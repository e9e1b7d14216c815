/**
 * How a story starts: a small world in which some things are about to end, and a policy that is not quite any preset.
 *
 * What a story is about is there from its first day, so that it does not have to be made first.
 *
 * @since 0.1.0
 */
import { type Agency, scheduled } from "@agencybook/core/Agency"
import type { Agent } from "@agencybook/core/Agent"
import * as Dates from "@agencybook/core/CalendarDate"
import type { Case } from "@agencybook/core/Case"
import { type Certification, isHeld, isOver } from "@agencybook/core/Certification"
import type { Delegation } from "@agencybook/core/Delegation"
import type { Employment } from "@agencybook/core/Employment"
import type * as Extranet from "@agencybook/core/Extranet"
import * as Id from "@agencybook/core/Id"
import { type PasswordLife, type Policy, verifications } from "@agencybook/core/Policy"
import { all as presets } from "@agencybook/core/PolicyPreset"
import type { ItemRecord } from "@agencybook/core/Requirement"
import * as Upkeep from "@agencybook/core/Upkeep"
import type { Area } from "../CommandArea.ts"
import * as Sample from "../Sample.ts"
import type * as Seed from "../Seed.ts"
import * as World from "../World.ts"

/** The policy of a story. */
export const policyOf = (seed: Seed.Seed, about: Area): Policy => {
  const preset = seed.pick(presets)
  // Where consumers are never asked, no transfer waits.
  const offered = about === "passcodes" || about === "new agents at once" ? [verifications, verifications] : []
  const asking = about === "transfers" ? (["consumer-confirm", "consumer-confirm"] as const) : []
  return {
    ...preset,
    licenceState: seed.pick([preset.licenceState, "CA"]),
    exam: { passMark: seed.pick([80, 80, 1, 100]), attempts: seed.pick([1, 2, 3]) },
    requestDays: seed.pick([1, 2, 30, 30]),
    newAgentVerification: seed.pick([preset.newAgentVerification, verifications, verifications, [], ...offered]),
    systemMayCertifyAgents: seed.chance(40),
    staffMayAnswerRequests: seed.pick([preset.staffMayAnswerRequests, "level-2", "both"]),
    callConsent: seed.pick(["one-call", "until-taken-back"] as const),
    claimBySearch: seed.pick([preset.claimBySearch, "associated", "any"]),
    agentChangeCode: {
      ...{ minutes: seed.pick([1, 10, 60, 1440]), tries: seed.pick([1, 2, 5]), perDay: seed.pick([1, 5, 5]) },
      waitMinutes: seed.pick([0, 1, 60, 60])
    },
    transferConsent: seed.pick([preset.transferConsent, preset.transferConsent, "none", "consumer-confirm", ...asking]),
    smallBusiness: {
      ...preset.smallBusiness,
      // Stories begin on 3 March.
      window: seed.pick([
        preset.smallBusiness.window,
        { from: "03-03", through: "03-15" },
        { from: "03-01", through: "03-09" }
      ])
    },
    expeditedBy: seed.pick([preset.expeditedBy, ["contract", "legal-document"]]),
    crossAgencyEffective: seed.pick([preset.crossAgencyEffective, { on: "any-day", days: seed.int(3) }]),
    dispositionDays: seed.pick([0, 1, 15, 30]),
    licenceGraceDays: seed.pick([0, 1, 15, 30]),
    proofForCause: seed.pick([preset.proofForCause, preset.proofForCause, "preponderance"]),
    ...{ profileEditing: seed.pick(["any", "certified"]), managerGraceDays: seed.pick([0, 1, 15, 30]) },
    ...{ changeReportDays: seed.pick([0, 1, 30]), recertificationGraceDays: seed.pick([0, 1, 15, 30]) },
    ...{ agreementTermYears: seed.pick([1, 5]), examEveryYear: seed.chance(50) },
    ...(seed.chance(70)
      ? { suspension: { _tag: "Days", days: seed.pick([1, 7, 90]), reconsiderationDays: seed.pick([1, 30, 30]) } }
      : {}),
    accessCode: { phoneHours: seed.pick([1, 72]), mailHours: seed.pick([72, 720]), tries: seed.pick([1, 2, 5]) },
    actingIdleMinutes: seed.pick([1, 30, 1440]),
    inviteHours: seed.pick([1, 24, preset.inviteHours]),
    ...seed.pick([
      { exportHours: 1, reasonToRead: ["agency"] as const, secondFactor: "agents-and-staff" as const },
      { exportHours: 24, reasonToRead: [], secondFactor: "none" as const }
    ]),
    bookCadence: seed.pick([preset.bookCadence, ["weekly"], ["monthly"]]),
    extranet: {
      ...preset.extranet,
      password: seed.pick<PasswordLife>([
        preset.extranet.password,
        { _tag: "Days", days: 2, warnDays: 1 },
        { _tag: "Days", days: 5, warnDays: 2 },
        { _tag: "Unlimited" }
      ]),
      firstSecret: seed.pick(["link", "link", "password"]),
      linkHours: seed.pick([1, 24])
    },
    ...(about === "staff" && seed.chance(60) ? { staffTraining: true } : {})
  }
}

/** Changes some records of a kind. */
const some = <K extends "agency" | "agent" | "case">(
  world: World.World,
  kind: K,
  seed: Seed.Seed,
  percent: number,
  change: (record: never) => object
): World.World => ({
  ...world,
  [kind]: new Map(
    Array.from(world[kind] as ReadonlyMap<string, object>, ([id, record]) => [
      id,
      seed.chance(percent) ? { ...record, ...change(record as never) } : record
    ])
  )
})

/** The world in which the last agency is on its way to its first certification, together with its manager. */
const founding = (world: World.World, seed: Seed.Seed): World.World => {
  const agency = World.records(world, "agency").at(-1) as Agency
  const [managerId] = agency.managers as readonly [Id.AgentId]
  const state = seed.pick(["Incomplete", "Pending", "Pending"] as const)
  const { renewUntil: _, ...known } = world.agent.get(managerId) as Agent
  const manager: Agent = { ...known, locked: false }
  const certification = Sample.certification(
    state === "Incomplete" ? state : seed.pick(["Pending", "Eligible", "Eligible"])
  )
  const employmentId = Id.employment(managerId, agency.agencyId)
  const place = { ...world.employment.get(employmentId), state: "Invited" } as Employment
  const open = Array.from(world.delegation).filter(([, { delegate }]) => delegate.agentId !== managerId)
  return {
    ...world,
    agency: new Map([
      ...world.agency,
      // What nobody has submitted is found by no look of its name.
      [agency.agencyId, scheduled({ ...agency, certification: Sample.agencyCertification(state) })]
    ]),
    agent: new Map([...world.agent, [managerId, { ...manager, certification }]]),
    employment: new Map([...world.employment, [employmentId, place]]),
    delegation: new Map(open)
  }
}

/** The world in which somebody has worked for another agency before. */
const moving = (world: World.World, seed: Seed.Seed): World.World => {
  const place = seed.pick(World.records(world, "employment"))
  const { agencyId } = seed.pick(World.records(world, "agency"))
  const employmentId = Id.employment(place.agentId, agencyId)
  if (agencyId === place.agencyId) return world
  const before: Employment = { ...place, employmentId, agencyId, state: "Inactive", reason: "left-agency" }
  return { ...world, employment: new Map([...world.employment, [employmentId, before]]) }
}

/** The world in which somebody who manages nothing is on no roster. */
const leaving = (
  world: World.World,
  certification: Certification,
  reason: NonNullable<Employment["reason"]>
): World.World => {
  const managers = new Set(World.records(world, "agency").flatMap((agency) => agency.managers))
  const place = World.records(world, "employment").find(
    ({ agentId, state }) => state !== "Inactive" && !managers.has(agentId)
  )
  const agent = place && world.agent.get(place.agentId)
  if (place === undefined || agent === undefined) return world
  const { agentId, employmentId } = place
  const { dispositionUntil: _over, renewUntil: _grace, ...known } = agent
  return {
    ...world,
    agent: new Map([...world.agent, [agentId, { ...known, certification }]]),
    employment: new Map([...world.employment, [employmentId, { ...place, state: "Inactive", reason }]]),
    delegation: new Map(Array.from(world.delegation).filter(([, { delegate }]) => delegate.agentId !== agentId))
  }
}

/** The world in which some have been invited. */
const withInvitations = (world: World.World, seed: Seed.Seed): World.World => {
  const invited = World.records(world, "employment").flatMap(({ agencyId, agentId, state }, n) =>
    state === "Inactive" || seed.chance(40) ? [] : [Sample.invitation(n, { agencyId, agentId })]
  )
  return { ...world, invitation: new Map(invited.map((one) => [one.invitationId, one])) }
}

/** The world in which some delegations rest on a consent, which may end soon and may not reach colleagues. */
const withConsents = (world: World.World, seed: Seed.Seed, percent: number): World.World => {
  const consent = new Map(world.consent)
  const delegation = new Map(world.delegation)
  let n = 0
  for (const one of world.delegation.values()) {
    const { caseId, delegate, delegationId, state } = one
    if ((state._tag !== "Active" && state._tag !== "Frozen") || !seed.chance(percent)) continue
    const others = seed.pick([["agent", "manager", "staff"], ["manager", "staff"], []] as const)
    const given = Sample.consent(n++, "Granted", {
      ...{ caseId, grantee: { _tag: "Agency", ...delegate }, otherUsers: others },
      ...(seed.chance(60) ? { expiresOn: Dates.plusDays(Sample.today, seed.int(5)) } : {})
    })
    consent.set(given.consentId, given)
    delegation.set(delegationId, { ...one, consentId: given.consentId })
  }
  return { ...world, consent, delegation }
}

/** The world in which some helpers are approved and on leave. */
const withHelpers = (world: World.World, seed: Seed.Seed, percent: number): World.World => ({
  ...world,
  staff: new Map(
    Array.from(world.staff, ([userId, helper]) => [
      userId,
      seed.chance(percent) ? { ...helper, approval: Sample.approval("Approved"), activity: "Inactive" } : helper
    ])
  )
})

const accountStates = ["Provisioned", "Active", "Active", "Expiring", "LockedExpired", "ResetPending"] as const

/** An account of the extranet somewhere in the life of its password. */
const accountOf = ({ agentId, licence }: Agent, seed: Seed.Seed): Extranet.ExtranetAccount => {
  const account = Sample.extranetAccount(0, seed.pick(accountStates), { agentId, username: `CC_${licence.number}` })
  const { state } = account
  if (!("password" in state) || state.password === undefined) return account
  const expiresOn = Dates.plusDays(Sample.today, seed.int(4))
  const dueOn = state.password.warnedAt === undefined ? Dates.plusDays(expiresOn, -1) : expiresOn
  return { ...account, state: { ...state, password: { ...state.password, expiresOn, dueOn } } }
}

/** The world in which some who are certified have an account of the extranet. */
const withAccounts = (world: World.World, seed: Seed.Seed, percent: number): World.World => {
  const accounts = World.records(world, "agent").flatMap((agent) =>
    ["Certified", "Suspended"].includes(agent.certification._tag) && seed.chance(percent)
      ? [accountOf(agent, seed)]
      : []
  )
  return { ...world, extranetAccount: new Map(accounts.map((account) => [account.agentId, account])) }
}

/** Areas in which nothing happens while nobody may act. */
const working: ReadonlyArray<Area> = [
  ...(["requests", "new agents at once", "passcodes", "access codes", "consents", "acting"] as const),
  ...(["transfers", "books that leave", "extranet", "invitations", "files", "agents of record"] as const)
]

/** The world that a story starts from. */
export const worldOf = (seed: Seed.Seed, about: Area): World.World => {
  const share = (usually: number, then: number, ...of: ReadonlyArray<Area>) => (of.includes(about) ? then : usually)
  const agencies = seed.int(3) + 1
  const agents = seed.int(3) + 2
  let world = World.make(seed.int(2 ** 31), {
    agencies: Math.max(agencies, share(1, 2, "associations", "invitations", "books that leave")),
    agents: Math.max(agents, share(2, 3, "associations", "passcodes", "acting")),
    cases: 2 + seed.int(4),
    certified: working.includes(about) ? 85 : share(60, 30, "applications of agents")
  })
  // Some things end while the story is told.
  const soon = () =>
    Dates.plusDays(Sample.today, seed.int(4) * share(15, seed.pick([1, 1, 15]), "sanctions", "renewals"))
  world = some(world, "agent", seed, share(0, 30, "sanctions"), ({ certification }: Agent) =>
    certification._tag === "Certified" ? { certification: Sample.certification("Suspended") } : {}
  )
  world = some(world, "agent", seed, share(0, 70, "applications of agents"), ({ certification: { _tag } }: Agent) =>
    _tag === "Incomplete" || _tag === "Pending" ? { certification: Sample.certification("Eligible") } : {}
  )
  world = some(world, "agent", seed, 20, () => ({ clientsServed: "individuals" }))
  world = some(world, "agent", seed, 8, ({ licence }: { readonly licence: object }) => ({
    licence: { ...licence, expiresOn: soon() }
  }))
  world = some(
    world,
    "agent",
    seed,
    share(8, 35, "renewals"),
    ({ certification }: { readonly certification: object }) => ({
      certification:
        "term" in certification ? { ...certification, term: { ...Sample.term, until: soon() } } : certification
    })
  )
  // A term that is over, with the grace in which it can be renewed begun or past.
  world = some(
    world,
    "agent",
    seed,
    share(5, 20, "renewals"),
    ({ certification }: { readonly certification: Certification }) =>
      isHeld(certification)
        ? {
            certification: {
              ...certification,
              term: { ...certification.term, until: Dates.plusDays(Sample.today, -1) }
            },
            renewUntil: soon()
          }
        : {}
  )
  world = some(world, "agent", seed, 40, ({ certification }: { readonly certification: Certification }) =>
    isOver(certification) ? { dispositionUntil: soon() } : {}
  )
  world = some(world, "agent", seed, 40, ({ certification }: { readonly certification: Certification }) => {
    const ending = (): ItemRecord => ({ state: "Met", ...(seed.chance(70) ? { until: soon() } : {}) })
    const items = {
      ...Upkeep.takenOver.items,
      ...{ "training-complete": ending(), "exam-passed": ending(), "agreement-signed": ending() },
      "voter-registration-training": ending()
    }
    const upkeep = { items, exam: { attemptsUsed: seed.int(2), cycle: 1 } }
    return isHeld(certification) ? { certification: { ...certification, upkeep } } : {}
  })
  world = some(world, "agent", seed, 70, ({ certification }: { readonly certification: Certification }) =>
    certification._tag === "Suspended"
      ? { certification: { ...certification, until: soon(), reconsiderUntil: soon() } }
      : {}
  )
  world = some(world, "agency", seed, 30, () => ({
    documents: [Sample.document("e-and-o", { expiresOn: soon() })]
  }))
  world = some(world, "agency", seed, 15, () => ({ agreement: Sample.agreement(0, { expiresOn: soon() }) }))
  // As many sites as an agency may have. @rule AGY-08
  world = some(
    world,
    "agency",
    seed,
    share(9, 30, "accounts of agencies"),
    ({ sites }: { readonly sites: ReadonlyArray<object> }) => ({
      sites: Array.from({ length: 100 }, (_, n) => ({ ...sites[0], siteId: n === 0 ? "main" : `branch-${n}` }))
    })
  )
  // Where somebody can be met here, or could be met in another agency before.
  world = some(world, "agent", seed, share(10, 30, "accounts of agencies"), () => ({
    siteIds: ["main"],
    sitesOf: Sample.agencyId(seed.int(agencies))
  }))
  // A second manager, who keeps the agency able to act.
  world = some(
    world,
    "agency",
    seed,
    share(40, 80, "managers", "acting"),
    ({ managers }: { readonly managers: ReadonlyArray<string> }) => {
      const [first = ""] = managers
      return { managers: [first, `agent-${Number(first.slice("agent-".length)) + 1}`] }
    }
  )
  // Not everybody reads mail.
  world = some(
    world,
    "case",
    seed,
    share(8, 30, "passcodes"),
    ({ primaryContact: { email: _, ...contact } }: Case) => ({
      primaryContact: contact
    })
  )
  if (seed.chance(working.includes(about) ? 8 : share(35, 85, "applications of agencies")))
    world = founding(world, seed)
  if (seed.chance(share(30, 60, "rosters"))) world = moving(world, seed)
  if (seed.chance(share(5, 90, "associations"))) {
    const state = seed.pick(["Incomplete", "Eligible"] as const)
    world = leaving(world, Sample.certification("Certified"), "left-agency")
    world = leaving(world, Sample.certification(state), "application-ended")
  }
  if (seed.chance(share(5, 70, "invitations"))) world = withInvitations(world, seed)
  world = withAccounts(world, seed, share(50, 85, "extranet"))
  world = withHelpers(world, seed, share(0, 40, "staff"))
  world = withConsents(world, seed, share(10, 70, "consents", "transfers", "acting"))
  // Another kind of helper beside the agent. @rule DEL-09
  const delegation = new Map(world.delegation)
  for (const { consentId: _other, ...one } of world.delegation.values()) {
    if (!seed.chance(share(30, 60, "requests"))) continue
    const agentId = seed.pick(World.records(world, "agent")).agentId
    const place = World.records(world, "employment").find((employment) => employment.agentId === agentId)
    if (place?.state !== "Active") continue
    const { state } = Sample.delegation(0, seed.pick(["Active", "Requested"]))
    const delegationId = Id.make<Id.DelegationId>(`${one.delegationId}-assister`)
    const delegate = { agentId, agencyId: place.agencyId }
    delegation.set(delegationId, { ...one, delegationId, kind: "assister", delegate, state } as Delegation)
  }
  return { ...world, delegation }
}
