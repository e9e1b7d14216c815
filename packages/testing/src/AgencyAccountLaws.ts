/**
 * Laws of an agency's account: one primary site always, hours that can be meant, and everything shown as it is.
 *
 * @since 0.1.0
 */
import type { Actor } from "@agencybook/core/Actor"
import type { Agency } from "@agencybook/core/Agency"
import type { Command } from "@agencybook/core/AgencyAccount"
import { entityKinds } from "@agencybook/core/AgencyBusiness"
import { keptOf } from "@agencybook/core/AgencyName"
import * as Dates from "@agencybook/core/CalendarDate"
import type { BusinessName } from "@agencybook/core/Contact"
import * as Id from "@agencybook/core/Id"
import type { Npn } from "@agencybook/core/Licence"
import type { Site, Sites } from "@agencybook/core/Site"
import * as fc from "fast-check"
import { acceptedAs, all, eventsOf, idle, type Law, make, refusedAs, same } from "./Law.ts"
import type { Rules } from "./Rules.ts"
import * as Sample from "./Sample.ts"

const agencyId = Sample.agencyId()
const siteIdOf = (n: number) => Id.make<Id.SiteId>(`site-${n}`)
const site = (n: number, over: Partial<Site> = {}): Site => ({
  siteId: siteIdOf(n),
  name: `Office ${n}` as BusinessName,
  address: Sample.details(n).site,
  ...over
})
const withSites = (count: number, over: Partial<Agency> = {}): Agency =>
  Sample.agency(0, { ...over, sites: Array.from({ length: count }, (_, n) => site(n)) as unknown as Sites })
const decide = (rules: Rules, command: Command, agency: Agency | undefined, actor: Actor = Sample.asAgent(0)) =>
  rules.agencyAccount.decide(command, { agency }, { actor })
const after = (rules: Rules, agency: Agency, answer: ReturnType<typeof decide>): Agency =>
  eventsOf(answer).reduce<Agency>((now, event) => rules.agency.evolve(now, event), agency)

/** There is always exactly one primary site. @category laws */
export const onePrimarySite = make({
  id: "agency-one-primary-site",
  sentence:
    "a site that is set is added at the end or made anew in its place, or comes to the front as the primary one; a site that is removed is never the primary one",
  rules: ["AGY-08"],
  runs: 600,
  input: fc.record({
    count: fc.constantFrom(1, 2, 3, 100),
    named: fc.constantFrom(0, 1, 2, 3, 100),
    primary: fc.boolean(),
    remove: fc.boolean()
  }),
  holds: ({ count, named, primary, remove }, rules) => {
    const agency = withSites(count)
    const before = agency.sites.map(({ siteId }) => siteId)
    const siteId = siteIdOf(named)
    const known = named < count
    if (remove) {
      const answer = decide(rules, { _tag: "RemoveAgencySite", agencyId, siteId }, agency)
      if (!known) return refusedAs(answer, "UnknownSite", "AGY-08")
      if (named === 0) return refusedAs(answer, "PrimarySiteStays", "AGY-08")
      const left = before.filter((one) => one !== siteId)
      return same(
        after(rules, agency, answer).sites.map((one) => one.siteId),
        left,
        "the sites"
      )
    }
    const made = site(named, { name: "New office" as BusinessName })
    const command: Command = { _tag: "SetAgencySite", agencyId, site: made, ...(primary ? { primary } : {}) }
    const answer = decide(rules, command, agency)
    if (!known && count === 100) return refusedAs(answer, "TooManySites", "AGY-08")
    const others = before.filter((one) => one !== siteId)
    const expected = primary ? [siteId, ...others] : known ? before : [...before, siteId]
    const { sites } = after(rules, agency, answer)
    return all(
      same(
        sites.map((one) => one.siteId),
        expected,
        "the sites"
      ),
      same(
        sites.find((one) => one.siteId === siteId),
        made,
        "the site"
      )
    )
  }
})

const times = ["08:00", "09:30", "12:00", "17:00", "18:00"].map(Dates.time)
const hours = fc
  .array(
    fc.record({
      weekday: fc.integer({ min: 1, max: 2 }),
      opens: fc.constantFrom(...times),
      closes: fc.constantFrom(...times)
    }),
    { maxLength: 3 }
  )
  .map((list) => list as Site["hours"] & object)

/** Hours can be meant. @category laws */
export const hoursCanBeMeant = make({
  id: "agency-hours-can-be-meant",
  sentence: "hours of a site are kept as they are told, and refused when no clock could follow them",
  rules: ["AGY-08"],
  runs: 600,
  input: hours,
  holds: (told, rules) => {
    const agency = withSites(1)
    const made = site(0, { hours: told })
    const answer = decide(rules, { _tag: "SetAgencySite", agencyId, site: made }, agency)
    // Every quarter of an hour of two days belongs to one entry at most, and every entry has one at least.
    const quarters = Array.from({ length: 96 }, (_, n) => {
      const [hour, minute] = [Math.floor(n / 4), (n % 4) * 15]
      return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`
    })
    const open = (weekday: number, quarter: string) =>
      told.filter((one) => one.weekday === weekday && one.opens <= quarter && quarter < one.closes).length
    const twice = [1, 2].some((weekday) => quarters.some((quarter) => open(weekday, quarter) > 1))
    const never = told.some(({ closes, opens }) => closes <= opens)
    if (twice || never) return refusedAs(answer, "HoursOverlap", "AGY-08")
    return same(after(rules, agency, answer).sites[0].hours, told, "the hours")
  }
})

const contact = { ...Sample.details(5), publicName: "Other name" as BusinessName }

/** What an agency changes about itself. @category laws */
export const changesItself = make({
  id: "agency-changes-itself",
  sentence:
    "an agency changes its public name, address and telephone and nothing else by itself, as long as it has not ended",
  rules: ["AGY-01", "AGY-08", "AGY-09"],
  runs: 300,
  input: fc.record({
    state: fc.constantFrom("Incomplete", "Pending", "Certified", "Suspended", "Terminated", "unknown" as const),
    command: fc.constantFrom<Command>(
      {
        _tag: "ChangeAgencyContact",
        agencyId,
        contact: { publicName: contact.publicName, email: contact.email, phone: contact.phone }
      },
      { _tag: "SetAgencySite", agencyId, site: site(0) },
      { _tag: "RemoveAgencySite", agencyId, siteId: siteIdOf(1) }
    )
  }),
  holds: ({ command, state }, rules) => {
    const agency = state === "unknown" ? undefined : withSites(2, { certification: Sample.agencyCertification(state) })
    const answer = decide(rules, command, agency)
    if (agency === undefined) return refusedAs(answer, "UnknownAgency", "AGY-01")
    if (state === "Terminated") return refusedAs(answer, "AgencyOver", "AGY-09")
    if (command._tag !== "ChangeAgencyContact") return same(answer._tag, "Accepted")
    return all(
      acceptedAs(answer, [{ _tag: "AgencyContactChanged", agencyId, contact: command.contact }]),
      same(
        after(rules, agency, answer),
        { ...agency, ...command.contact, ...keptOf({ ...agency, ...command.contact }) },
        "the agency"
      )
    )
  }
})

const sold = [
  ["individual"],
  ["smallBusiness"],
  ["individual", "smallBusiness"],
  ["smallBusiness", "individual"]
] as const

const numbers = ["17", "9900235411"] as ReadonlyArray<string> as ReadonlyArray<Npn>

/** An agency says what it is. @category laws */
export const saysWhatItIs = make({
  id: "agency-says-what-it-is",
  sentence:
    "an agency tells its legal form, its markets and the number that it may have with the registry, and applies only when it has told both; the form that it has applied with is corrected by the exchange alone, while its markets change at any time before its end",
  rules: ["AGY-06", "AGY-13"],
  runs: 600,
  input: fc.record({
    state: fc.constantFrom("Incomplete", "Incomplete", "Pending", "Certified", "Suspended", "Terminated" as const),
    known: fc.record(
      {
        entityKind: fc.constantFrom(...entityKinds),
        markets: fc.constantFrom(...sold),
        npn: fc.constantFrom(...numbers)
      },
      { requiredKeys: [] }
    ),
    told: fc.record(
      {
        entityKind: fc.constantFrom(...entityKinds),
        markets: fc.constantFrom(...sold),
        npn: fc.constantFrom(...numbers)
      },
      { requiredKeys: ["entityKind", "markets"] }
    ),
    same: fc.boolean(),
    exchange: fc.boolean()
  }),
  holds: ({ exchange, known, same: again, state, told }, rules) => {
    const {
      entityKind: _,
      markets: _sold,
      npn: _number,
      ...untold
    } = Sample.agency(0, {
      certification: Sample.agencyCertification(state)
    })
    const agency: Agency = { ...untold, ...known }
    const business = again && known.entityKind ? { ...told, entityKind: known.entityKind } : told
    const actor = exchange ? Sample.exchange : Sample.asAgent(0)
    const answer = decide(rules, { _tag: "DescribeAgency", agencyId, business }, agency, actor)
    const stands =
      known.entityKind !== undefined && state !== "Incomplete" && !exchange && known.entityKind !== business.entityKind
    const submitted = rules.agency.decide(
      { _tag: "SubmitAgency", agencyId },
      {
        ...{ agency, sameFein: undefined, sameNpn: undefined, sameEmail: undefined, openEmployment: undefined },
        manager: Sample.agent(0, { certification: Sample.certification("Incomplete") }),
        managerEmployment: Sample.employment(0, 0, "Invited")
      },
      Sample.context({ actor })
    )
    if (state === "Terminated") return refusedAs(answer, "AgencyOver", "AGY-09")
    const canonical = [...business.markets].sort()
    const changes =
      business.entityKind !== known.entityKind ||
      business.npn !== known.npn ||
      canonical.join() !== [...(known.markets ?? [])].sort().join()
    // A number that is told no longer is gone.
    const { npn: _before, ...others } = agency
    const now = { ...others, ...business, markets: canonical }
    return all(
      stands
        ? refusedAs(answer, "EntityKindStands", "AGY-13")
        : acceptedAs(
            answer,
            changes ? [{ _tag: "AgencyDescribed", agencyId, business: { ...business, markets: canonical } }] : []
          ),
      stands ? idle : same(after(rules, agency, answer), changes ? now : agency, "the agency"),
      state !== "Incomplete"
        ? idle
        : known.entityKind === undefined || known.markets === undefined
          ? refusedAs(submitted, "AgencyNotDescribed", "AGY-06")
          : same(submitted._tag, "Accepted", "the application")
    )
  }
})

const documentTypes = ["e-and-o", "payee-data", "other"] as const

/** The account shows everything. @category laws */
export const accountShows = make({
  id: "agency-account-shows",
  sentence:
    "the account of an agency shows its names, FEIN, licence, sites with hours, managers, the grace without one and status, and of every document and the agreement whether it is there and valid today, with its file or paper, the signer and what waits for signatures",
  rules: ["AGY-08"],
  runs: 400,
  input: fc.record({
    documents: fc.uniqueArray(
      fc.record({
        type: fc.constantFrom(...documentTypes),
        days: fc.option(fc.integer({ min: -1, max: 1 })),
        held: fc.constantFrom("file", "paper", "both", "nothing" as const)
      }),
      { selector: ({ type }) => type, maxLength: 3 }
    ),
    state: fc.constantFrom("Pending", "Certified", "Suspended" as const),
    licensed: fc.boolean(),
    sites: fc.integer({ min: 1, max: 3 }),
    agreement: fc.option(fc.integer({ min: -1, max: 1 })),
    signing: fc.boolean(),
    signer: fc.boolean(),
    forsaken: fc.boolean()
  }),
  holds: ({ agreement: last, documents, forsaken, licensed, signer: named, signing, sites, state }, rules) => {
    const held = documents.map(({ days, held: by, type }) =>
      Sample.document(type, {
        ...(days === null ? {} : { expiresOn: Dates.plusDays(Sample.today, days) }),
        ...(by === "file" || by === "both" ? { file: Sample.documentFile() } : {}),
        ...(by === "paper" || by === "both" ? { paper: Id.make<Id.DocumentId>("shelf-7") } : {})
      })
    )
    const { agreement: _agreement, signer: _signer, ...unsigned } = withSites(sites)
    const waits = Id.make<Id.DocumentId>("envelope-waits")
    const agency: Agency = {
      ...unsigned,
      ...(named ? { signer: { _tag: "Manager", agentId: Sample.agentId(0) } } : {}),
      ...(last === null ? {} : { agreement: Sample.agreement(0, { expiresOn: Dates.plusDays(Sample.today, last) }) }),
      ...(signing ? { signing: { envelope: waits, signatures: Sample.agreement().signatures } } : {}),
      ...(forsaken ? { withoutManager: { since: Sample.now, until: Sample.today } } : {}),
      certification: Sample.agencyCertification(state),
      documents: held,
      ...(licensed ? { licenceNumber: Sample.licence(3).number } : {})
    }
    const shown = rules.agencyAccount.make(agency, Sample.today)
    const { agreement: signed, documents: lines, ...rest } = shown
    const { agreement, documents: _, dueOn: _due, looks: _looks, fein, signer, signing: half, ...plain } = agency
    return all(
      same(
        signed,
        {
          state: last === null ? "missing" : last < 0 ? "expired" : "in-force",
          ...(signer && { signer }),
          ...(agreement && { agreement }),
          ...(half && { signing: half })
        },
        "the agreement"
      ),
      same(rest, { ...plain, fein: `${fein.slice(0, 2)}-${fein.slice(2)}` }, "the account"),
      ...documentTypes.map((type) => {
        const line = lines.filter((one) => one.type === type)
        const one = held.find((document) => document.type === type)
        if (one === undefined) return same(line, type === "other" ? [] : [{ type, state: "missing" }], type)
        const over = documents.some((document) => document.type === type && document.days === -1)
        return same(line, [{ ...one, state: over ? "expired" : "current" }], type)
      })
    )
  }
})

/** The laws of this module. @category laws */
export const laws = [onePrimarySite, hoursCanBeMeant, changesItself, saysWhatItIs, accountShows] as ReadonlyArray<Law>
