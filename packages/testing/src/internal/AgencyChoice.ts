/**
 * What an agency changes about itself in random commands.
 *
 * @since 0.1.0
 */
import type { Command } from "@agencybook/core/AgencyAccount"
import type { Party, Signer } from "@agencybook/core/AgencyAgreement"
import { entityKinds } from "@agencybook/core/AgencyBusiness"
import { rejectReasons } from "@agencybook/core/AgencyChange"
import type { Command as Managing } from "@agencybook/core/AgencyManagement"
import type { Command as Reviewing } from "@agencybook/core/AgencyReview"
import type { Command as Signing } from "@agencybook/core/AgencySigning"
import * as Dates from "@agencybook/core/CalendarDate"
import type { BusinessName } from "@agencybook/core/Contact"
import * as Id from "@agencybook/core/Id"
import type { Npn } from "@agencybook/core/Licence"
import type { Site } from "@agencybook/core/Site"
import * as Sample from "../Sample.ts"
import { anAgency, anAgent, type Choice, colleagues } from "./CommandChoice.ts"

const hoursOf = ({ seed }: Choice): NonNullable<Site["hours"]> => {
  const [opens, noon, closes] = [Dates.time("09:00"), Dates.time("12:00"), Dates.time("17:00")]
  return seed.pick([
    [],
    [{ weekday: 1, opens, closes }],
    [
      { weekday: 1, opens, closes: noon },
      { weekday: 1, opens: noon, closes }
    ],
    [
      { weekday: 1, opens, closes },
      { weekday: 1, opens: noon, closes }
    ]
  ])
}

/** The markets that an agency may name, in either order. */
const soldIn = [
  ["individual"],
  ["smallBusiness"],
  ["individual", "smallBusiness"],
  ["smallBusiness", "individual"]
] as const

/** Mostly a site that the agency has, now and then a new one. */
const aSiteId = ({ n, seed, world }: Choice, agencyId: Id.AgencyId, isNew: number): Id.SiteId => {
  const known = world.agency.get(agencyId)?.sites ?? []
  return known.length === 0 || seed.chance(isNew) ? Id.make(`site-${n}`) : seed.pick(known).siteId
}

const latin = "abcdeghijklmnopqrstuvwxy"
const cyrillic = "авсԁеԍһіјкӏмпорԛгѕтиѵԝху"

/** A text as it would be imitated: each word that can be in Cyrillic letters alone, and the others as they are. */
const imitation = (text: string): string =>
  text
    .split(" ")
    .map((word) => {
      const foreign = Array.from(word.toLowerCase(), (letter) => cyrillic[latin.indexOf(letter)])
      return foreign.includes(undefined) ? word : foreign.join("")
    })
    .join(" ")

/** A name like that of an agency that is there: the same, in other letters, or with marks. */
export const aNameLike = ({ seed, world }: Choice): BusinessName | undefined => {
  const names = [...world.agency.values()].flatMap(({ legalName, publicName }) => [legalName, publicName])
  if (names.length === 0) return undefined
  const name = seed.pick(names)
  const foreign = imitation(name)
  return seed.pick([foreign, foreign, foreign, name, name.toUpperCase(), name.replace("o", "ö")]) as BusinessName
}

/** A step of an agency's account, of one agency or any. @category generators */
export const anAccountStep = (choice: Choice, name: Command["_tag"], agencyId = anAgency(choice)): Command => {
  const { seed, world } = choice
  const { email, phone, publicName, site: address } = Sample.details(seed.int(50))
  switch (name) {
    case "SetAgencySite": {
      const told = {
        ...(seed.chance(60) ? { hours: hoursOf(choice) } : {}),
        ...(choice.n % 3 === 0 ? { point: { latitude: choice.n % 90, longitude: -1 - (choice.n % 179) } } : {})
      }
      const site: Site = { siteId: aSiteId(choice, agencyId, 60), name: publicName, address, ...told }
      return { _tag: name, agencyId, site, ...(seed.chance(30) ? { primary: true } : {}) }
    }
    case "RemoveAgencySite":
      return { _tag: name, agencyId, siteId: aSiteId(choice, agencyId, 5) }
    case "ChangeAgencyContact":
      return {
        _tag: name,
        agencyId,
        contact: { publicName: (seed.chance(25) ? aNameLike(choice) : undefined) ?? publicName, email, phone }
      }
    case "DescribeAgency": {
      const entityKind = world.agency.get(agencyId)?.entityKind
      const kept = entityKind !== undefined && seed.chance(60) ? entityKind : seed.pick(entityKinds)
      const npn = choice.n % 4 === 0 ? { npn: String(1 + (choice.n % 3)) as Npn } : {}
      return { _tag: name, agencyId, business: { entityKind: kept, markets: seed.pick(soldIn), ...npn } }
    }
  }
}

const person = (n: number): Signer => {
  const { email, name } = Sample.staff(n)
  return { _tag: "Person", name, title: Sample.details(n).legalName, email }
}

/** A step on the way to an agreement, of one agency or any. @category generators */
export const aSigningStep = (choice: Choice, name: Signing["_tag"], agencyId = anAgency(choice)): Signing => {
  const { n, seed, world } = choice
  const known = world.agency.get(agencyId)
  const managers = known?.managers ?? []
  const agentId = managers.length > 0 && !seed.chance(10) ? seed.pick(managers) : anAgent(choice)
  const manager: Party & Signer = { _tag: "Manager", agentId }
  if (name === "NameAgencySigner")
    return { _tag: name, agencyId, signer: seed.chance(60) ? manager : person(seed.int(20)) }
  const open = known?.signing?.envelope
  // A service that collects signatures tells old ones again, now and then.
  const old = [known?.agreement?.envelope, ...(known?.spent ?? [])].flatMap((envelope) => envelope ?? [])
  const fresh = old.length > 0 && seed.chance(20) ? seed.pick(old) : Id.make<Id.DocumentId>(`signed-${n}`)
  const envelope = open !== undefined && !seed.chance(15) ? open : fresh
  const by: Party = seed.chance(50) ? manager : { _tag: "Signer" }
  return {
    _tag: name,
    agencyId,
    envelope,
    by,
    on: Dates.plusDays(choice.day ?? Sample.today, seed.pick([0, 0, 0, -3, -3, 1, -3_000]))
  }
}

/** A change of the managers of one agency or any: mostly about somebody who works there. @category generators */
export const aManagerStep = (choice: Choice, name: Managing["_tag"], agencyId = anAgency(choice)): Managing => {
  const { seed, world } = choice
  const managers = world.agency.get(agencyId)?.managers ?? []
  const others = colleagues(choice, agencyId).filter((one) => !managers.includes(one))
  const likely = name === "DesignateManager" ? others : managers
  return { _tag: name, agencyId, agentId: likely.length > 0 && !seed.chance(12) ? seed.pick(likely) : anAgent(choice) }
}

/** A step of a change of name, FEIN or licence, of one agency or any. @category generators */
export const aReviewStep = (choice: Choice, name: Reviewing["_tag"], agencyId = anAgency(choice)): Reviewing => {
  const { n, seed, world } = choice
  const open = world.agency.get(agencyId)?.change?.changeId
  const changeId = open !== undefined && !seed.chance(8) ? open : Id.make<Id.AgencyChangeId>(`change-${n}`)
  switch (name) {
    case "RequestAgencyChange": {
      const { fein, legalName: fresh } = Sample.details(seed.chance(12) ? seed.int(3) : 200 + n)
      const legalName = (seed.chance(12) ? aNameLike(choice) : undefined) ?? fresh
      const taken = seed.chance(25)
        ? [...world.agency.values()].find((one) => one.licenceNumber)?.licenceNumber
        : undefined
      const licenceNumber = taken ?? Sample.licence(7_000 + n).number
      const wanted = seed.pick([{ fein }, { fein }, { legalName }, { legalName, fein }, { licenceNumber }, {}])
      return { _tag: name, agencyId, changeId: Id.make(`change-${n}`), wanted }
    }
    case "ApproveAgencyChange":
      return { _tag: name, agencyId, changeId, ...(seed.chance(70) ? { licenceValidated: true } : {}) }
    case "RejectAgencyChange":
      return { _tag: name, agencyId, changeId, reason: seed.pick(rejectReasons) }
    case "WithdrawAgencyChange":
      return { _tag: name, agencyId, changeId }
  }
}
