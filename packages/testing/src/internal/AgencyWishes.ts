/**
 * What agencies want next in a story: to keep their account, to sign, and to be looked at by the daily run.
 *
 * @since 0.1.0
 */
import type { Opening } from "@agencybook/core/Agency"
import type { Business } from "@agencybook/core/AgencyBusiness"
import type { Document } from "@agencybook/core/AgencyDocument"
import * as Dates from "@agencybook/core/CalendarDate"
import * as Id from "@agencybook/core/Id"
import * as Sample from "../Sample.ts"
import * as World from "../World.ts"
import { aManagerStep, aNameLike, anAccountStep, aReviewStep, aSigningStep } from "./AgencyChoice.ts"
import { anAgent, type Choice } from "./CommandChoice.ts"
import { agentAs, one, type Wishing } from "./DifferentialWish.ts"
import { aLicenceHeld, aNumber } from "./LicenceChoice.ts"

/** The day of the story, now and then another one; a run is for a day that has come. */
const aDay = ({ day = Sample.today, seed }: Choice): Dates.CalendarDate =>
  Dates.plusDays(day, seed.chance(5) ? 1 : seed.pick([0, 0, 0, -1, -20]))

/** A step of an agency about itself. */
export const account: Wishing = (choice) => {
  const agency = one(choice, World.records(choice.world, "agency"))
  if (agency === undefined) return undefined
  const { agencyId, sites } = agency
  // What has been added is sooner or later taken away.
  const names = sites.length > 1 ? (["RemoveAgencySite", "SetAgencySite"] as const) : (["SetAgencySite"] as const)
  if (choice.seed.chance(40))
    return choice.seed.chance(50)
      ? {
          command: aSigningStep(choice, choice.seed.pick(["NameAgencySigner", "SignAgencyAgreement"]), agencyId),
          // A manager tells the signature of somebody else, now and then.
          ...(choice.seed.chance(30) ? { actor: agentAs(agency.managers[0] ?? anAgent(choice)) } : {})
        }
      : { command: { _tag: "RunAgencyDaily", agencyId, day: aDay(choice) } }
  const name = choice.seed.pick([
    ...names,
    ...names,
    "RemoveAgencySite",
    "ChangeAgencyContact",
    "DescribeAgency"
  ] as const)
  return { command: anAccountStep(choice, name, agencyId) }
}

/** Managers are designated, the primary one changes, and roles are taken away, by managers and by the exchange. */
export const managing: Wishing = (choice) => {
  const { seed } = choice
  const agencies = World.records(choice.world, "agency")
  const forsaken = agencies.filter(({ withoutManager }) => withoutManager !== undefined)
  const agency = one(choice, forsaken.length > 0 && seed.chance(60) ? forsaken : agencies)
  if (agency === undefined) return undefined
  const { agencyId, certification, managers, withoutManager } = agency
  if (withoutManager !== undefined && seed.chance(40))
    return {
      command:
        certification._tag === "Suspended"
          ? { _tag: "ReinstateAgency", agencyId }
          : { _tag: "RunAgencyDaily", agencyId, day: aDay(choice) }
    }
  const names =
    managers.length > 1
      ? (["DesignateManager", "RemoveManager", "ChoosePrimaryManager"] as const)
      : (["DesignateManager", "DesignateManager", "DesignateManager", "RemoveManager"] as const)
  const command = aManagerStep(choice, seed.pick(names), agencyId)
  const actor = seed.chance(50) ? agentAs(one(choice, managers) ?? anAgent(choice)) : Sample.exchange
  return { command, actor }
}

/** What a document is: mostly its file, now and then a paper that the exchange would hold, or nothing. */
export const aFile = ({ n, seed }: Choice): Pick<Document, "file" | "paper"> => ({
  ...(seed.chance(92) ? { file: Sample.documentFile(n) } : {}),
  ...(seed.chance(8) ? { paper: Id.make<Id.DocumentId>(`shelf-${n}`) } : {})
})

/** A change of name, FEIN or licence: asked for, given its papers, and answered. */
export const identity: Wishing = (choice) => {
  const { seed, world } = choice
  const agencies = World.records(world, "agency")
  const changing = agencies.filter(({ change }) => change !== undefined)
  const agency = one(choice, changing.length > 0 && seed.chance(75) ? changing : agencies)
  if (agency === undefined) return undefined
  const { agencyId, change } = agency
  const byExchange = seed.chance(15) ? { actor: Sample.exchange } : {}
  if (change === undefined || seed.chance(6))
    return {
      command: aReviewStep(choice, seed.chance(96) ? "RequestAgencyChange" : "ApproveAgencyChange", agencyId),
      ...byExchange
    }
  const { agreement, items, payeeData } = change
  if (items.includes("payee-data") && payeeData === undefined && seed.chance(75))
    return { command: { _tag: "UploadAgencyDocument", agencyId, document: { type: "payee-data", ...aFile(choice) } } }
  if (items.includes("agreement") && agreement === undefined && seed.chance(80))
    return {
      command: aSigningStep(choice, agency.signer === undefined ? "NameAgencySigner" : "SignAgencyAgreement", agencyId)
    }
  const name = seed.chance(65)
    ? "ApproveAgencyChange"
    : seed.pick(["RejectAgencyChange", "WithdrawAgencyChange"] as const)
  return { command: aReviewStep(choice, name, agencyId) }
}

/** What an agency tells when it is opened: often no name, now and then a FEIN or licence number that is taken. */
export const anOpening = (choice: Choice): Opening => {
  const { n, seed } = choice
  const { entityKind, legalName, markets, publicName, ...details } = Sample.details(seed.chance(8) ? 0 : 1_000 + n)
  const like = seed.chance(10) ? aNameLike(choice) : undefined
  const names =
    like === undefined
      ? seed.pick<Partial<Opening>>([{ legalName, publicName }, { legalName }, {}, { namedAs: "Agency" }])
      : seed.pick<Partial<Opening>>([{ legalName: like }, { legalName, publicName: like }])
  const taken = aLicenceHeld(choice)
  const own = seed.chance(40) ? Sample.licence(8_000 + n).number : undefined
  const chosen = seed.chance(40) ? (taken ?? own) : own
  const licenceNumber = chosen && aNumber(seed, chosen)
  // Both are told later, now and then.
  const told = { ...(entityKind && { entityKind }), ...(markets && { markets }) }
  const business = seed.chance(60)
    ? told
    : seed.pick<Business>([{ entityKind: "llc" }, { markets: ["individual"] }, {}])
  return { ...details, ...names, ...business, ...(licenceNumber === undefined ? {} : { licenceNumber }) }
}

/** The exchange opens an agency for somebody on record, as a rule somebody who works nowhere. */
export const founding: Wishing = (choice) => {
  const { n, seed, world } = choice
  const busy = new Set(
    World.records(world, "employment").flatMap((one) => (one.state === "Inactive" ? [] : [one.agentId]))
  )
  const agents = World.records(world, "agent")
  const free = agents.filter(({ agentId }) => !busy.has(agentId))
  const founder = one(choice, free.length > 0 && !seed.chance(15) ? free : agents)
  if (founder === undefined) return undefined
  const { agentId, licence, npn } = founder
  return {
    command: {
      _tag: "OpenAgency",
      agencyId: Id.make(`founded-${n}`),
      details: anOpening(choice),
      managerId: agentId,
      manager: Sample.profile(6_000 + n, { licence, ...(seed.chance(90) ? { npn } : {}) })
    },
    actor: seed.chance(85) ? Sample.exchange : { _tag: "Applicant", userId: Sample.userId }
  }
}
