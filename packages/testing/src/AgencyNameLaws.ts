/**
 * Laws of the names of agencies: what looks the same, what is an imitation, and that none comes among the others.
 *
 * @since 0.1.0
 */
import type { Command } from "@agencybook/application/Catalogue"
import type { AgencyCertification } from "@agencybook/core/AgencyCertification"
import { agencyName, type BusinessName } from "@agencybook/core/Contact"
import * as Id from "@agencybook/core/Id"
import { keyOf } from "@agencybook/core/Record"
import * as fc from "fast-check"
import { all, holdsIf, type Law, make, refusedAs, same } from "./Law.ts"
import * as Sample from "./Sample.ts"
import * as World from "./World.ts"

const named = (text: string) => text as BusinessName

/** Names of Latin letters, each with how it is written in letters of another script that look the same. */
const twins = [
  ["COBRA", "СОВГА"],
  ["Pace Agency", "Расе Аԍепсу"],
  ["Oxo", "Οχο"],
  ["Cape", "Саре"],
  ["Top 10", "Тор 10"],
  ["Oak Hill", "ꓳꓮꓗ ꓧꓲꓡꓡ"],
  ["Marble", "ᎷᎪᎡᏴᏞᎬ"],
  ["Noun", "ոօսո"],
  ["Pink", "ⲢⲒⲚⲔ"]
] as const

/** What does not change how a name looks. */
const disguises = {
  none: (name: string) => name,
  capitals: (name: string) => name.toUpperCase(),
  small: (name: string) => name.toLowerCase(),
  marks: (name: string) => name.replace(/[oOaA]/g, (letter) => `${letter}\u0308`).normalize("NFC"),
  punctuation: (name: string) => `${Array.from(name).join(".")}, `,
  zeros: (name: string) => name.replace(/[oO]/g, "0"),
  wide: (name: string) => name.replace(/[C-P]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0))
} as const
type Disguise = keyof typeof disguises

/** A person sees what is the same, and what only looks so. @category laws */
export const namesThatLookAlike = make({
  id: "agency-names-look-alike",
  sentence:
    "names that differ by case, marks, spaces, punctuation, wide letters and zeros look alike and imitate nobody, written in letters of another script they look alike and imitate, and a live agency is found by how its names look",
  rules: ["AGY-16"],
  input: fc.record({
    twin: fc.constantFrom(...twins),
    disguise: fc.constantFrom(...(Object.keys(disguises) as ReadonlyArray<Disguise>)),
    other: fc.constantFrom("Harbor", "Pace", "Lighthouse 7"),
    shown: fc.boolean(),
    state: fc.constantFrom<AgencyCertification["_tag"]>("Incomplete", "Pending", "Certified", "Suspended", "Terminated")
  }),
  holds: ({ disguise, other, shown, state, twin: [latin, foreign] }, { agency, agencyName: names, lookAlike }) => {
    const disguised = disguises[disguise](latin)
    const [legalName, publicName] = (shown ? [other, latin] : [latin, other]).map(named) as [BusinessName, BusinessName]
    const holder = Sample.agency(4, { legalName, publicName, certification: Sample.agencyCertification(state) })
    const contact = { publicName, email: holder.email, phone: holder.phone }
    const kept = agency.evolve(holder, { _tag: "AgencyContactChanged", agencyId: holder.agencyId, contact })
    const live = state !== "Incomplete" && state !== "Terminated"
    return all(
      same(lookAlike.lookOf(disguised), lookAlike.lookOf(latin), "the look of the disguised name"),
      same(lookAlike.lookOf(foreign), lookAlike.lookOf(latin), "the look of the foreign name"),
      holdsIf(lookAlike.lookOf(other) !== lookAlike.lookOf(latin), "another name looks the same"),
      same(lookAlike.isImitation(disguised, latin), false, "whether the disguised name is an imitation"),
      same(lookAlike.isImitation(latin, foreign), true, "whether the foreign name is an imitation"),
      same(names.imitatedBy([foreign], [holder])?.agencyId, holder.agencyId, "who is imitated"),
      same(names.imitatedBy([disguised], [holder]), undefined, "who is imitated by a namesake"),
      same(
        [keyOf("agency", "legalLook", kept), keyOf("agency", "publicLook", kept)],
        live ? [legalName, publicName].map(lookAlike.lookOf) : [undefined, undefined],
        "how the agency is found"
      )
    )
  }
})

const letter = fc.constantFrom(..."abcdefghij")
const word = fc.array(letter, { minLength: 1, maxLength: 6 }).map((letters) => letters.join(""))

/** No word of a name deceives. @category laws */
export const nameIsOfOneScript = make({
  id: "agency-name-is-of-one-script",
  sentence:
    "the name of an agency is not read when a word of it has letters of several scripts that look alike; whole words may be of any script, beside each other or with a hyphen, and are kept as they are",
  rules: ["AGY-16"],
  input: fc.record({
    before: word,
    after: word,
    foreign: fc.constantFrom("\u0430", "\u041E", "\u03B1", "\u13A0", "\u0585", "\u2C9F", "\uA4D0"),
    between: fc.constantFrom("", "", "'", "\u0301", ".", " ", "-", " & "),
    kept: fc.constantFrom("O'Brien-Śmith", "Nguyễn Thị", "د. علي", "X Æ A-12", "東京 Insurance", "Альфа", "3M")
  }),
  holds: ({ after, before, between, foreign, kept }, { lookAlike }) => {
    const name = `${before}${between}${foreign}${between}${after}`
    const apart = /[ &-]/.test(between)
    return all(
      same(lookAlike.isMixed(name), !apart, "whether the name deceives"),
      same(agencyName.read(name), apart ? named(name) : undefined, "what is read"),
      same(lookAlike.isMixed(kept), false, "whether an honest name deceives"),
      same(agencyName.read(kept), named(kept), "what is read of an honest name")
    )
  }
})

const steps = ["submit", "certify", "contact", "contact of a draft", "ask", "approve", "take over"] as const

/** Two live agencies that look alike are namesakes, never an imitation. @category laws */
export const namesAreNotImitated = make({
  id: "agency-name-is-not-imitated",
  sentence:
    "an agency is not submitted, certified, called or taken over with a name that looks like one of a live agency in letters of another script, and a change of the name to one is neither asked for nor approved; a draft or an agency that ended keeps nobody from it, and an equal name is everybody's",
  rules: ["AGY-16"],
  runs: 300,
  input: fc.record({
    step: fc.constantFrom(...steps),
    twin: fc.constantFrom(...twins),
    how: fc.constantFrom("imitated", "imitated", "equal", "other" as const),
    shown: fc.boolean(),
    state: fc.constantFrom<AgencyCertification["_tag"]>("Incomplete", "Pending", "Certified", "Suspended", "Terminated")
  }),
  holds: ({ how, shown, state, step, twin: [latin, foreign] }, rules) => {
    const wanted = named(how === "imitated" ? foreign : how === "equal" ? latin : "Harbor Light")
    const holder = Sample.agency(7, {
      ...(shown ? { publicName: named(latin) } : { legalName: named(latin) }),
      certification: Sample.agencyCertification(state)
    })
    const own = Sample.agency(3, {
      ...(step === "submit" || step === "certify" ? { legalName: wanted } : {}),
      ...(step === "approve"
        ? {
            change: {
              ...{
                changeId: Id.make<Id.AgencyChangeId>("change-1"),
                wanted: { legalName: wanted },
                items: ["agreement"]
              },
              ...{ requestedAt: Sample.now, requestedBy: "agent/agent-3", agreement: Sample.agreement(3) }
            }
          }
        : {}),
      certification: Sample.agencyCertification(
        step === "certify" ? "Pending" : step === "submit" || step === "contact of a draft" ? "Incomplete" : "Certified"
      )
    })
    const { agencyId, email, phone } = own
    const agents = [3, 7].map((n) => [
      Sample.agentId(n),
      Sample.agent(n, step === "submit" && n === 3 ? { certification: Sample.certification("Incomplete") } : {})
    ]) as ReadonlyArray<[Id.AgentId, ReturnType<typeof Sample.agent>]>
    const place = Sample.employment(3, 3, "Active")
    const world = {
      ...World.empty,
      agency: new Map([holder, ...(step === "take over" ? [] : [own])].map((one) => [one.agencyId, one])),
      ...(step === "take over" ? {} : { agent: new Map(agents), employment: new Map([[place.employmentId, place]]) })
    }
    const changeId = Id.make<Id.AgencyChangeId>("change-1")
    const commands = {
      submit: { _tag: "SubmitAgency", agencyId },
      certify: { _tag: "CertifyAgency", agencyId },
      contact: { _tag: "ChangeAgencyContact", agencyId, contact: { publicName: wanted, email, phone } },
      "contact of a draft": { _tag: "ChangeAgencyContact", agencyId, contact: { publicName: wanted, email, phone } },
      ask: { _tag: "RequestAgencyChange", agencyId, changeId, wanted: { legalName: wanted } },
      approve: { _tag: "ApproveAgencyChange", agencyId, changeId },
      "take over": {
        _tag: "RecordRoster",
        agencies: [{ agencyId, details: { ...Sample.details(3), publicName: wanted } }],
        agents: [
          {
            ...{ agentId: Sample.agentId(3), agencyId, profile: Sample.profile(3), manager: true },
            ...{ certification: { state: "Certified", term: Sample.term }, employment: "Active" }
          }
        ]
      }
    } as const satisfies Readonly<Record<(typeof steps)[number], Command>>
    const actor = step === "take over" ? Sample.system : Sample.exchange
    const answer = rules.command(
      commands[step],
      World.facts(world),
      Sample.context({ actor, policy: Sample.policy() }),
      {}
    )
    const live = state !== "Incomplete" && state !== "Terminated"
    return live && how === "imitated" && step !== "contact of a draft"
      ? refusedAs(answer, "AgencyNameImitates", "AGY-16")
      : same(answer._tag, "Accepted", `the answer to ${step}`)
  }
})

/** Whoever certifies sees who is called alike. @category laws */
export const namesakesAreShown = make({
  id: "agency-namesakes-are-shown",
  sentence:
    "the account of an agency and a change of its name that waits show which other live agencies are called alike, by identifier and names and nothing else, and say nothing when there are none",
  rules: ["AGY-16"],
  input: fc.record({ many: fc.nat({ max: 3 }) }),
  holds: ({ many }, { agencyAccount, worklist }) => {
    const others = Array.from({ length: many }, (_, n) => Sample.agency(10 + n))
    const change = {
      ...{ changeId: Id.make<Id.AgencyChangeId>("change-1"), wanted: { legalName: named("Agency 10") }, items: [] },
      ...{ requestedAt: Sample.now, requestedBy: "agent/agent-0" }
    }
    const shown = others.map(({ agencyId, legalName, publicName }) => ({ agencyId, legalName, publicName }))
    const expected = many === 0 ? undefined : shown
    const waiting = worklist.waitingChange(
      Sample.agency(0, { change }),
      { day: Sample.today, policy: Sample.policy() },
      others
    )
    return all(
      same(
        agencyAccount.make(Sample.agency(), Sample.today, others).namesakes,
        expected,
        "who is shown in the account"
      ),
      same(waiting?.namesakes, expected, "who is shown with the change")
    )
  }
})

/** The laws of this module. @category laws */
export const laws: ReadonlyArray<Law> = [namesThatLookAlike, nameIsOfOneScript, namesAreNotImitated, namesakesAreShown]
