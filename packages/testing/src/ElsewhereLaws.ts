/**
 * The laws of single parts once more where a morning is the day before in UTC: a part that asks for the day of UTC, or of
 * where the process runs, contradicts one of them there.
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import * as fc from "fast-check"
import * as AgencyLaws from "./AgencyLaws.ts"
import * as AgencyManagementLaws from "./AgencyManagementLaws.ts"
import * as AgencyReviewLaws from "./AgencyReviewLaws.ts"
import * as AgencySigningLaws from "./AgencySigningLaws.ts"
import * as AgencyTransferLaws from "./AgencyTransferLaws.ts"
import * as AgentChangeLaws from "./AgentChangeLaws.ts"
import * as AgentOfRecordLaws from "./AgentOfRecordLaws.ts"
import * as AgentReportLaws from "./AgentReportLaws.ts"
import * as ApplicationStartLaws from "./ApplicationStartLaws.ts"
import * as AssociationLaws from "./AssociationLaws.ts"
import * as CaseLaws from "./CaseLaws.ts"
import * as CertificationLaws from "./CertificationLaws.ts"
import * as ClaimLaws from "./ClaimLaws.ts"
import * as ConsentLaws from "./ConsentLaws.ts"
import * as ConsentUseLaws from "./ConsentUseLaws.ts"
import * as CounselorLaws from "./CounselorLaws.ts"
import * as CounselorStartLaws from "./CounselorStartLaws.ts"
import * as DecertificationLaws from "./DecertificationLaws.ts"
import * as DelegationLaws from "./DelegationLaws.ts"
import * as DispositionLaws from "./DispositionLaws.ts"
import * as EmploymentLaws from "./EmploymentLaws.ts"
import * as EntityLaws from "./EntityLaws.ts"
import * as ExtranetExtractLaws from "./ExtranetExtractLaws.ts"
import * as ExtranetLaws from "./ExtranetLaws.ts"
import * as KeptClientsLaws from "./KeptClientsLaws.ts"
import { idle, type Law, make, notAskedFor } from "./Law.ts"
import * as ManagerGraceLaws from "./ManagerGraceLaws.ts"
import * as NewAgentConsentLaws from "./NewAgentConsentLaws.ts"
import * as NewAgentLaws from "./NewAgentLaws.ts"
import * as RecertificationLaws from "./RecertificationLaws.ts"
import * as RescissionLaws from "./RescissionLaws.ts"
import type { Rules } from "./Rules.ts"
import * as Sample from "./Sample.ts"
import * as SmallBusinessWindowLaws from "./SmallBusinessWindowLaws.ts"
import * as StaffLaws from "./StaffLaws.ts"
import * as StandingUseLaws from "./StandingUseLaws.ts"
import * as TransferLaws from "./TransferLaws.ts"
import * as TransferProgressLaws from "./TransferProgressLaws.ts"

// Clocks that never change: on Kiritimati the morning of a day is the day before in UTC.
const there = "Pacific/Kiritimati"
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

interface Fields {
  readonly [field: string]: unknown
}

const starts = new Map<string, number>()
const startOf = (day: Dates.CalendarDate, zone: string): number => {
  const known = starts.get(`${day} ${zone}`)
  if (known !== undefined) return known
  const start = Dates.toMillis(Dates.startOf(day, zone))
  starts.set(`${day} ${zone}`, start)
  return start
}

/** The moment at which the clocks of another place show what they show here. */
const shown =
  (from: string, to: string) =>
  (at: Dates.Instant): Dates.Instant => {
    const day = Dates.on(at, from)
    return Dates.fromMillis(startOf(day, to) + Dates.toMillis(at) - startOf(day, from))
  }

/** What names its day where that is another one than in UTC. */
const named = [
  ["since", "sinceOn"],
  ["uploadedAt", "uploadedOn"]
] as const
const utcDay = (at: unknown) => (typeof at === "string" ? at.slice(0, 10) : undefined)
/** Names the days of what has left for there, as whoever recorded it there had done. */
const naming = (here: Fields, moved: Fields): Fields => {
  const days = named.flatMap(([at, on]) => {
    const day = utcDay(here[at])
    const told = at === "uploadedAt" || ("checklist" in here && here._tag === "Pending")
    return told && day !== undefined && !(on in moved) && utcDay(moved[at]) !== day ? [[on, day] as const] : []
  })
  return { ...moved, ...Object.fromEntries(days) }
}
/** Leaves out the days of what has come back, where they are those of UTC. */
const unnamed = (_: Fields, moved: Fields): Fields =>
  Object.fromEntries(
    Object.entries(moved).filter(([field, day]) => !named.some(([at, on]) => on === field && day === utcDay(moved[at])))
  )

interface Way {
  readonly at: (at: Dates.Instant) => Dates.Instant
  readonly record: (here: Fields, moved: Fields) => Fields
}

const taken = (value: unknown, way: Way, back: Way): unknown => {
  const take = (one: unknown) => taken(one, way, back)
  if (typeof value === "string") return instant.test(value) ? way.at(Dates.instant(value)) : value
  // What a rule asks for is asked here, and told there.
  if (typeof value === "function")
    return (...args: ReadonlyArray<unknown>) => take(value(...args.map((arg) => taken(arg, back, way))))
  if (typeof value !== "object" || value === null) return value
  if (Array.isArray(value)) return value.map(take)
  if (value instanceof Map) return new Map(Array.from(value, ([key, one]) => [key, take(one)]))
  return way.record(
    value as Fields,
    Object.fromEntries(Object.entries(value).map(([field, one]) => [field, take(one)]))
  )
}

/** The zone of what a rule gets as its surroundings. */
const zoneOf = (arg: unknown): string | undefined =>
  (arg as { readonly policy?: { readonly timeZone?: string } } | undefined)?.policy?.timeZone

/**
 * The same rules, each part asked as if everything happened at the same times of the clocks of Kiritimati; what it answers
 * is told in the times of here. Parts that go by the clocks of the exchange answer as ever.
 *
 * @category transforms
 */
export const elsewhere = (rules: Rules): Rules => {
  const asked =
    (rule: (...args: ReadonlyArray<unknown>) => unknown) =>
    (...args: ReadonlyArray<unknown>): unknown => {
      const zone = args.map(zoneOf).find((one) => one !== undefined)
      if (zone === undefined) return rule(...args)
      const way: Way = { at: shown(zone, there), record: naming }
      const back: Way = { at: shown(there, zone), record: unnamed }
      const moved = args.map((arg) => {
        const one = taken(arg, way, back)
        if (zoneOf(arg) === undefined) return one
        const surroundings = one as { readonly policy: object }
        return { ...surroundings, policy: { ...surroundings.policy, timeZone: there } }
      })
      return taken(rule(...moved), back, way)
    }
  const part = ([name, one]: readonly [string, unknown]) =>
    typeof one !== "object" || one === null
      ? [name, one]
      : [
          name,
          Object.fromEntries(
            Object.entries(one).map(([key, rule]) => [key, typeof rule === "function" ? asked(rule as never) : rule])
          )
        ]
  return Object.fromEntries(Object.entries(rules).map(part)) as unknown as Rules
}

/** Laws of the parts that ask for a day, by name; laws of hours are left out, since a clock that changes shortens a day. */
const dated = {
  "AgencyLaws.agencyNeedsDocuments": AgencyLaws.agencyNeedsDocuments,
  "AgencyLaws.managerIsCertified": AgencyLaws.managerIsCertified,
  "AgencyManagementLaws.managerIsFit": AgencyManagementLaws.managerIsFit,
  "AgencyReviewLaws.papersWait": AgencyReviewLaws.papersWait,
  "AgencySigningLaws.agreementIsNeeded": AgencySigningLaws.agreementIsNeeded,
  "AgencySigningLaws.lapseSuspends": AgencySigningLaws.lapseSuspends,
  "AgencySigningLaws.signerBinds": AgencySigningLaws.signerBinds,
  "AgencyTransferLaws.papersFit": AgencyTransferLaws.papersFit,
  "AgencyTransferLaws.readyLate": AgencyTransferLaws.readyLate,
  "AgentChangeLaws.passcodesAreSpaced": AgentChangeLaws.passcodesAreSpaced,
  "AgentOfRecordLaws.differencesAreTold": AgentOfRecordLaws.differencesAreTold,
  "AgentOfRecordLaws.howFarBack": AgentOfRecordLaws.howFarBack,
  "AgentReportLaws.toldInTime": AgentReportLaws.toldInTime,
  "ApplicationStartLaws.startsWithItsAgent": ApplicationStartLaws.startsWithItsAgent,
  "AssociationLaws.askedForOneWhoIsFree": AssociationLaws.askedForOneWhoIsFree,
  "CaseLaws.notForThePast": CaseLaws.notForThePast,
  "CertificationLaws.breachIsReopenedByExchange": CertificationLaws.breachIsReopenedByExchange,
  "CertificationLaws.licenceIsGood": CertificationLaws.licenceIsGood,
  "CertificationLaws.onlyInsideItsDates": CertificationLaws.onlyInsideItsDates,
  "ClaimLaws.strangersAreBlocked": ClaimLaws.strangersAreBlocked,
  "ConsentLaws.endsAfterItsLastDay": ConsentLaws.endsAfterItsLastDay,
  "ConsentLaws.saysEverything": ConsentLaws.saysEverything,
  "ConsentUseLaws.lookedOverFirst": ConsentUseLaws.lookedOverFirst,
  "CounselorLaws.asksOnce": CounselorLaws.asksOnce,
  "CounselorLaws.counselorsReminded": CounselorLaws.counselorsReminded,
  "CounselorLaws.restsOnConsents": CounselorLaws.restsOnConsents,
  "CounselorStartLaws.startsAtOnce": CounselorStartLaws.startsAtOnce,
  "DecertificationLaws.daysMoveCertifications": DecertificationLaws.daysMoveCertifications,
  "DecertificationLaws.licenceSuspendsAtOnce": DecertificationLaws.licenceSuspendsAtOnce,
  "DecertificationLaws.reconsideredOnceAndInTime": DecertificationLaws.reconsideredOnceAndInTime,
  "DecertificationLaws.suspensionsAreMeasured": DecertificationLaws.suspensionsAreMeasured,
  "DelegationLaws.theDelegateMayAct": DelegationLaws.theDelegateMayAct,
  "DispositionLaws.windowBelongsToTheAgent": DispositionLaws.windowBelongsToTheAgent,
  "DispositionLaws.windowOfDeliveries": DispositionLaws.windowOfDeliveries,
  "EmploymentLaws.comingBackNeedsCertification": EmploymentLaws.comingBackNeedsCertification,
  "EntityLaws.belongsToOne": EntityLaws.belongsToOne,
  "EntityLaws.everyStepIsTold": EntityLaws.everyStepIsTold,
  "ExtranetExtractLaws.countsWhatIsHeld": ExtranetExtractLaws.countsWhatIsHeld,
  "ExtranetExtractLaws.onceAWeek": ExtranetExtractLaws.onceAWeek,
  "ExtranetLaws.everyStep": ExtranetLaws.everyStep,
  "KeptClientsLaws.keptUntilADay": KeptClientsLaws.keptUntilADay,
  "ManagerGraceLaws.graceSuspends": ManagerGraceLaws.graceSuspends,
  "NewAgentConsentLaws.overWithTheAgent": NewAgentConsentLaws.overWithTheAgent,
  "NewAgentLaws.knownByTelephone": NewAgentLaws.knownByTelephone,
  "NewAgentLaws.remindedTwice": NewAgentLaws.remindedTwice,
  "RecertificationLaws.amendmentsHaveTheirDay": RecertificationLaws.amendmentsHaveTheirDay,
  "RecertificationLaws.nextTermNeedsEverything": RecertificationLaws.nextTermNeedsEverything,
  "RecertificationLaws.unrenewedEnds": RecertificationLaws.unrenewedEnds,
  "RescissionLaws.lastOneCarries": RescissionLaws.lastOneCarries,
  "SmallBusinessWindowLaws.windowIsTold": SmallBusinessWindowLaws.windowIsTold,
  "StaffLaws.trainingComesFirst": StaffLaws.trainingComesFirst,
  "StandingUseLaws.everyUseAsks": StandingUseLaws.everyUseAsks,
  "TransferLaws.insideOneRoster": TransferLaws.insideOneRoster,
  "TransferLaws.takesWhatWasChosen": TransferLaws.takesWhatWasChosen,
  "TransferProgressLaws.dueOnItsDay": TransferProgressLaws.dueOnItsDay,
  "TransferProgressLaws.movesWhenItMay": TransferProgressLaws.movesWhenItMay
} as const

/** Those that are at the edge of a day for few of their inputs. */
const seldom = ["AgencyManagement", "Counselor", "Entity", "SmallBusinessWindow"]

/** What holds here holds elsewhere. @category laws */
export const holdElsewhere = make({
  id: "days-are-those-of-the-exchange-in-every-part",
  sentence:
    "what holds of a part that asks for a day holds as well where it is still the day before in UTC: terms, windows, papers, requests, transfers and passwords begin and end with the days of the exchange",
  rules: [
    "AGT-08",
    "AGT-12",
    "AGY-05",
    "CON-01",
    "DEL-08",
    "DEL-23",
    "DEL-25",
    "EMP-04",
    "ENT-01",
    "EXT-04",
    "TRF-03",
    "TRF-09"
  ],
  runs: 4_000,
  input: fc.oneof(
    ...Object.entries<Law<never>>(dated as never).map(([name, law]) => ({
      arbitrary: (law.input as fc.Arbitrary<unknown>).map((input) => ({ name: name as keyof typeof dated, input })),
      weight: seldom.some((one) => name.startsWith(one)) ? 8 : 1
    }))
  ),
  holds: ({ input, name }, rules) => {
    const law: Law = dated[name] as Law
    return notAskedFor(law, Sample.policy()).length > 0 ? idle : law.holds(input, elsewhere(rules))
  }
})

/** The laws of this module. @category laws */
export const laws = [holdElsewhere] as ReadonlyArray<Law>
