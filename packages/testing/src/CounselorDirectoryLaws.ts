/**
 * Laws of the counselors in the public directory: who stands in it, what is told of them, and by what they are found.
 *
 * @since 0.1.0
 */

import type { Language } from "@agencybook/core/Contact"
import { type Counselor, machine } from "@agencybook/core/Counselor"
import type { Criteria } from "@agencybook/core/CounselorDirectory"
import { type EnrollmentEntity, machine as entityMachine } from "@agencybook/core/EnrollmentEntity"
import type { Site } from "@agencybook/core/Site"
import * as fc from "fast-check"
import * as EntitySample from "./EntitySample.ts"
import { acceptedAs, all, eventsOf, type Law, make, refusedAs, same } from "./Law.ts"
import * as Sample from "./Sample.ts"

const { counselorId, name } = EntitySample.counselor()
const { entityId } = EntitySample.entity()
const english = "en" as Language
const spanish = "es" as Language
const listing = { languages: [english, spanish], acceptsNewClients: true, listInDirectory: true } as const

const [main] = Sample.agency().sites
const place = (n: number, city: string, county: string, zip: string): Site => ({
  ...main,
  siteId: `site-${n}` as Site["siteId"],
  address: { ...main.address, city, county, zip: zip as Site["address"]["zip"] }
})
const sites = [place(0, "Davis", "Yolo", "95616"), place(1, "Vallejo", "Solano", "94590")] as const

/** What is told of entities and counselors stays as it was told. @category laws */
export const toldForTheDirectory = make({
  id: "counselor-directory-is-told",
  sentence: "the sites of an entity and what the public may know of a counselor are what the exchange told last",
  rules: ["DEL-02", "ENT-01"],
  runs: 200,
  input: fc.record({
    state: fc.constantFrom("unknown", ...machine.states),
    entity: fc.constantFrom("unknown", ...entityMachine.states),
    before: fc.boolean(),
    told: fc.subarray([...sites])
  }),
  holds: ({ before, entity: certification, state, told }, rules) => {
    const counselor: Counselor | undefined =
      state === "unknown"
        ? undefined
        : EntitySample.counselor(0, {
            ...(before ? { listing: { ...listing, listInDirectory: false } } : {}),
            state:
              state === "Active"
                ? { _tag: state, since: Sample.now }
                : { _tag: "Ended", since: Sample.now, reason: "left" }
          })
    const answer = rules.counselor.decide(
      { _tag: "SetCounselorListing", counselorId, listing },
      { counselor, entity: undefined },
      Sample.context()
    )
    const entity: EnrollmentEntity | undefined =
      certification === "unknown"
        ? undefined
        : EntitySample.entity(0, {
            certification: EntitySample.entityCertification(certification as EnrollmentEntity["certification"]["_tag"])
          })
    const placed = rules.enrollmentEntity.decide(
      { _tag: "SetEntitySites", entityId, sites: told },
      { entity },
      Sample.context()
    )
    return all(
      counselor === undefined
        ? refusedAs(answer, "UnknownCounselor", "ENT-01")
        : all(
            acceptedAs(answer, [{ _tag: "CounselorListed", counselorId, listing }]),
            same(
              eventsOf(answer).reduce<Counselor>((one, event) => rules.counselor.evolve(one, event), counselor),
              { ...counselor, listing },
              "the counselor"
            )
          ),
      entity === undefined
        ? refusedAs(placed, "UnknownEntity", "ENT-01")
        : all(
            acceptedAs(placed, [{ _tag: "EntitySitesSet", entityId, sites: told }]),
            same(
              eventsOf(placed).reduce<EnrollmentEntity>(
                (one, event) => rules.enrollmentEntity.evolve(one, event),
                entity
              ),
              { ...entity, sites: told },
              "the entity"
            )
          )
    )
  }
})

/** Who stands in the directory, and for whom. @category laws */
export const foundByWhatIsTold = make({
  id: "counselor-directory-finds-by-what-is-told",
  sentence:
    "a consumer finds the listed counselors who may help today, by language, by name of person or entity, by who takes new consumers, and by one site that is all that is asked of a place; nothing else of the counselor is shown",
  rules: ["DEL-02", "ENT-01"],
  runs: 1_500,
  input: fc.record({
    entity: fc.constantFrom<(typeof entityMachine.states)[number]>("Certified", "Certified", ...entityMachine.states),
    ended: fc.constantFrom(false, false, false, true),
    listed: fc.constantFrom("yes", "yes", "yes", "no", "never"),
    takes: fc.boolean(),
    known: fc.subarray([...sites]),
    language: fc.constantFrom(undefined, english, spanish, "vi" as Language),
    asked: fc.constantFrom(undefined, undefined, "cleo", "NASH", "open door", "nobody"),
    onlyTaking: fc.constantFrom(undefined, true, false),
    city: fc.constantFrom(undefined, undefined, "davis ", "Vallejo", "Fresno"),
    county: fc.constantFrom(undefined, undefined, "YOLO", "Solano", "Fresno"),
    zip: fc.constantFrom(undefined, undefined, "95616", "94590")
  }),
  holds: ({ asked, city, county, ended, entity: state, known, language, listed, onlyTaking, takes, zip }, rules) => {
    const entity = {
      ...EntitySample.entity(0, { certification: EntitySample.entityCertification(state) }),
      ...(known.length === 0 ? {} : { sites: known })
    }
    const counselor = EntitySample.counselor(0, {
      email: "cleo@entity.example" as NonNullable<Counselor["email"]>,
      ...(ended ? { state: { _tag: "Ended", since: Sample.now, reason: "left" } } : {}),
      ...(listed === "never"
        ? {}
        : { listing: { ...listing, acceptsNewClients: takes, listInDirectory: listed === "yes" } })
    })
    const criteria: Criteria = {
      ...(language === undefined ? {} : { language }),
      ...(asked === undefined ? {} : { name: asked }),
      ...(onlyTaking === undefined ? {} : { acceptsNewClients: onlyTaking }),
      ...(city === undefined ? {} : { city }),
      ...(county === undefined ? {} : { county }),
      ...(zip === undefined ? {} : { zip })
    }
    const alike = (sought: string | undefined, text: string) =>
      sought === undefined || text.toLowerCase() === sought.trim().toLowerCase()
    const here = known.some(
      ({ address }) => alike(city, address.city) && alike(county, address.county) && alike(zip, address.zip)
    )
    const anywhere = city === undefined && county === undefined && zip === undefined
    const fits =
      state === "Certified" &&
      !ended &&
      listed === "yes" &&
      (language === undefined || language === english || language === spanish) &&
      (onlyTaking !== true || takes) &&
      (anywhere || here) &&
      asked !== "nobody"
    return same(
      rules.counselorDirectory.find({ counselor, entity }, criteria, Sample.today),
      fits
        ? {
            counselorId,
            name: `${name.first} ${name.last}`,
            ...{ entityId, entityName: entity.name, languages: listing.languages, acceptsNewClients: takes },
            sites: known
          }
        : undefined,
      "what the directory shows"
    )
  }
})

/** The laws of this module. @category laws */
export const laws = [toldForTheDirectory, foundByWhatIsTold] as ReadonlyArray<Law>
