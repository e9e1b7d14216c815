/**
 * Laws of what agents show to consumers, and of who changes it.
 *
 * @since 0.1.0
 */
import type { Agency } from "@agencybook/core/Agency"
import { type Agent, appointmentStates, type Photo, type Profile, type Shown, shownOf } from "@agencybook/core/Agent"
import * as Id from "@agencybook/core/Id"
import * as Equal from "effect/Equal"
import * as fc from "fast-check"
import { over } from "./internal/AuthorityQuestions.ts"
import { states } from "./internal/CertificationSteps.ts"
import { acceptedAs, all, eventsOf, holdsIf, type Law, make, refusedAs, same } from "./Law.ts"
import type { Rules } from "./Rules.ts"
import * as Sample from "./Sample.ts"

const agentId = Sample.agentId(1)
const { bio, publicEmail, publicPhone } = Sample.shown(4)
const pieces = {
  publicEmail,
  publicPhone,
  clientsServed: "employers",
  expertise: ["dental", "vision"],
  bio,
  photo: Sample.photo(4),
  eveningsAndWeekends: true
} as const satisfies Partial<Shown>
type Piece = keyof typeof pieces

const shownWith = (some: ReadonlyArray<Piece>, over: Partial<Shown> = {}): Shown => ({
  languages: Sample.shown().languages,
  acceptsNewClients: true,
  listInDirectory: false,
  ...Object.fromEntries(some.map((piece) => [piece, pieces[piece]])),
  ...over
})
const reversed = <A extends object>(record: A): A => Object.fromEntries(Object.entries(record).reverse()) as A
/** The same, however its fields and those of its photo are ordered. */
const turned = (agent: Agent): Agent =>
  reversed({ ...agent, ...(agent.photo && { photo: reversed(agent.photo) }) } as Agent)

const otherPhotos: Readonly<Record<keyof Photo, Photo>> = {
  documentId: { ...pieces.photo, documentId: Id.make("another") },
  name: { ...pieces.photo, name: "another.jpg" as Photo["name"] },
  mediaType: { ...pieces.photo, mediaType: "image/jpeg" },
  bytes: { ...pieces.photo, bytes: 1 },
  sha256: { ...pieces.photo, sha256: Sample.digest }
}
const subset = fc.subarray(Object.keys(pieces) as Array<Piece>)

/** What is given is shown, and nothing of before. @category laws */
export const shownAsGiven = make({
  id: "profile-is-shown-as-given",
  sentence:
    "an edited profile shows what was given and nothing of before, and leaves name, licence, address, login and certification alone; the same again changes nothing, a photo that differs in anything is another one, and an empty list of expertise means none",
  rules: ["AGY-04"],
  runs: 500,
  input: fc.record({
    ...{ before: subset, after: subset, accepting: fc.boolean(), emptyList: fc.boolean() },
    other: fc.constantFrom(...(Object.keys(otherPhotos) as Array<keyof Photo>))
  }),
  holds: ({ accepting, after, before, emptyList, other }, rules) => {
    const agent: Agent = { ...Sample.agent(1), ...shownWith(before) }
    const profile = shownWith(after, { acceptsNewClients: accepting })
    const given: Shown = emptyList && !after.includes("expertise") ? { ...profile, expertise: [] } : profile
    const step = (of: Agent, shows = given) =>
      rules.agentProfile.decide({ _tag: "EditAgentProfile", agentId, profile: shows }, { agent: of }, Sample.context())
    const again = { ...profile, photo: otherPhotos[other] }
    const next = eventsOf(step(agent)).reduce<Agent>((now, event) => rules.evolve("agent", now, event), agent)
    const { certification, licence, locked, loginEmail, name, npn, place } = agent
    const { dueOn: _, ...left } = next
    return all(
      same(shownOf(next), shownOf(profile), "what is shown"),
      same(
        left,
        { ...{ agentId, certification, licence, locked, loginEmail, name, npn, place }, ...profile },
        "the agent"
      ),
      acceptedAs(step(next), []),
      acceptedAs(step(turned(next)), []),
      acceptedAs(step(next, again), [{ _tag: "AgentProfileEdited", agentId, profile: again }])
    )
  }
})

const someCarriers = fc.uniqueArray(
  fc.record({
    carrier: fc.constantFrom("Redwood Health Plan", "Bay Health Plan", "Delta Health Plan"),
    status: fc.constantFrom(...appointmentStates)
  }),
  { selector: ({ carrier }) => carrier, maxLength: 3 }
)

/** Who edits whose profile. @category laws */
export const editedByWhom = make({
  id: "profile-is-edited-while-open",
  sentence:
    "an agent edits the own profile and the exchange anybody's until the certification is over, the agency that of its agents, of certified ones only where the policy says so; whoever is listed can be reached by mail and by telephone",
  rules: ["AGY-04", "DEL-02"],
  runs: 800,
  input: fc.record({
    state: fc.oneof(fc.constantFrom("Certified", "Pending", "Suspended" as const), fc.constantFrom(...states)),
    actor: fc.constantFrom("own", "manager", "staff", "exchange" as const),
    profileEditing: fc.constantFrom("any", "certified" as const),
    listed: fc.boolean(),
    contact: fc.constantFrom<ReadonlyArray<Piece>>(["publicEmail", "publicPhone"], ["publicEmail"], ["publicPhone"], [])
  }),
  holds: ({ actor, contact, listed, profileEditing, state }, rules) => {
    const who = {
      own: Sample.asAgent(1),
      manager: Sample.asAgent(0),
      staff: Sample.asStaff(0, 2),
      exchange: Sample.exchange
    }[actor]
    const agent = Sample.agent(1, { certification: Sample.certification(state) })
    const profile = shownWith([...contact, "bio"], { listInDirectory: listed })
    const answer = rules.agentProfile.decide(
      { _tag: "EditAgentProfile", agentId, profile },
      { agent },
      Sample.context({ actor: who, policy: { ...Sample.policy(), profileEditing } })
    )
    const byAgency = actor === "manager" || actor === "staff"
    if (over.includes(state) || (byAgency && profileEditing === "certified" && state !== "Certified"))
      return refusedAs(answer, "ProfileClosed", "AGY-04")
    return listed && contact.length < 2
      ? refusedAs(answer, "ListedWithoutContact", "DEL-02")
      : acceptedAs(answer, [{ _tag: "AgentProfileEdited", agentId, profile }])
  }
})

/** Appointments are told like a profile. @category laws */
export const appointmentsAreTold = make({
  id: "profile-appointments-are-told",
  sentence:
    "the carriers that have appointed an agent are told by whoever may edit the profile, each with how far it is, and in place of all that was told before; the same again changes nothing, and they are shown to no consumer",
  rules: ["AGY-04"],
  runs: 600,
  input: fc.record({
    state: fc.oneof(fc.constantFrom("Certified", "Pending", "Suspended" as const), fc.constantFrom(...states)),
    actor: fc.constantFrom("own", "manager", "staff", "exchange" as const),
    profileEditing: fc.constantFrom("any", "certified" as const),
    before: fc.option(someCarriers),
    told: someCarriers,
    again: fc.boolean()
  }),
  holds: ({ actor, again, before, profileEditing, state, told }, rules) => {
    const who = {
      own: Sample.asAgent(1),
      manager: Sample.asAgent(0),
      staff: Sample.asStaff(0, 2),
      exchange: Sample.exchange
    }[actor]
    const certification = Sample.certification(state)
    const agent = Sample.agent(1, { certification, ...(before === null ? {} : { carrierAppointments: before }) })
    const appointments = again ? (before ?? []) : told
    const answer = rules.agentProfile.decide(
      { _tag: "SetCarrierAppointments", agentId, appointments },
      { agent },
      Sample.context({ actor: who, policy: { ...Sample.policy(), profileEditing } })
    )
    const byAgency = actor === "manager" || actor === "staff"
    if (over.includes(state) || (byAgency && profileEditing === "certified" && state !== "Certified"))
      return refusedAs(answer, "ProfileClosed", "AGY-04")
    const after = eventsOf(answer).reduce((now, event) => rules.evolve("agent", now, event), agent)
    const { carrierAppointments: left, ...others } = after
    const { carrierAppointments: _, ...kept } = agent
    return all(
      same(left ?? [], appointments, "the appointments"),
      same(others, kept, "everything else"),
      same(eventsOf(answer).length, Equal.equals(appointments, before ?? []) ? 0 : 1, "how much happens"),
      holdsIf(
        !JSON.stringify(
          rules.directory.search(
            [{ ...Sample.member(1), agent: { ...after, listInDirectory: true } }],
            {},
            Sample.today
          )
        ).includes("Health Plan"),
        "consumers are shown who has appointed the agent"
      )
    )
  }
})

const nobody = {
  ...{ agency: undefined, agent: undefined, sameFein: undefined, sameLicence: undefined },
  ...{ sameNpn: undefined, sameEmail: undefined, employment: undefined, openEmployment: undefined },
  ...{ manager: undefined, managerEmployment: undefined },
  ...{ openDelegations: 0, otherManager: false, isManager: false }
}

/** A roster of one agent is taken over into an agency. */
const takenOver = (rules: Rules, profile: Profile, agency: Agency) =>
  rules.migration.decide(
    {
      ...{ _tag: "RecordRoster", agencies: [] },
      agents: [
        {
          ...{ agentId, agencyId: agency.agencyId, profile, manager: false, employment: "Active" },
          certification: { state: "Certified", term: Sample.term }
        }
      ]
    },
    {
      ...{ agency: () => agency, agencyByFein: () => undefined, knowsAgent: () => false },
      ...{ knowsLicence: () => false, knowsNpn: () => false, knowsEmail: () => false }
    },
    Sample.context({ actor: Sample.exchange })
  )

/** Whoever is listed can be reached, however the profile comes. @category laws */
export const listedIsReached = make({
  id: "profile-listed-is-reached",
  sentence:
    "nobody comes into the directory without a public e-mail address and telephone number, whether an agency adds the agent, is opened with the agent, or a roster is taken over; the refusal names what is missing",
  rules: ["DEL-02"],
  input: fc.record({
    way: fc.constantFrom("add", "open", "take over"),
    listed: fc.boolean(),
    contact: fc.constantFrom<ReadonlyArray<Piece>>(["publicEmail", "publicPhone"], ["publicEmail"], ["publicPhone"], [])
  }),
  holds: ({ contact, listed, way }, rules) => {
    const { publicEmail: _email, publicPhone: _phone, ...plain } = Sample.profile(1)
    const given = Object.fromEntries(contact.map((piece) => [piece, pieces[piece]]))
    const profile: Profile = { ...plain, ...given, listInDirectory: listed }
    const agencyId = Sample.agencyId(0)
    const context = Sample.context({ actor: Sample.exchange })
    const answers = {
      add: () => rules.employment.decide({ _tag: "AddAgent", agencyId, agentId, profile }, nobody, context),
      open: () =>
        rules.agency.decide(
          { _tag: "OpenAgency", agencyId, details: Sample.details(0), managerId: agentId, manager: profile },
          nobody,
          context
        ),
      "take over": () => takenOver(rules, profile, Sample.agency(0))
    }
    const answer = answers[way]()
    if (!listed || contact.length === 2)
      return same(
        eventsOf<{ readonly _tag: string }>(answer).filter(({ _tag }) => _tag === "AgentAdded").length,
        1,
        "the new agents"
      )
    const missing = (["publicEmail", "publicPhone"] as const).filter((field) => !contact.includes(field))
    const refused = refusedAs(answer, "ListedWithoutContact", "DEL-02")
    return all(
      refused,
      same(answer._tag === "Refused" ? missing.filter((field) => !answer.message.includes(field)) : missing, [])
    )
  }
})

const siteOf = (name: string) => Id.make<Id.SiteId>(name)

/** Where somebody works is said of sites that there are. @category laws */
export const namesSitesOfTheAgency = make({
  id: "profile-names-sites-of-the-agency",
  sentence:
    "a profile names sites that the agency has, whether it is edited, an agency adds the agent, is opened with the agent, or a roster is taken over; one of no agency names none; no site named means all of them, and the same site of another agency is another one",
  rules: ["AGY-08"],
  runs: 600,
  input: fc.record({
    way: fc.constantFrom("edit", "edit", "add", "open", "take over"),
    has: fc.subarray(["north", "south"]),
    named: fc.shuffledSubarray(["main", "north", "south"]),
    employed: fc.constantFrom(true, true, true, false)
  }),
  holds: ({ employed, has, named, way }, rules) => {
    const [main] = Sample.agency(0).sites
    const agency = Sample.agency(0, { sites: [main, ...has.map((name) => ({ ...main, siteId: siteOf(name) }))] })
    const { agencyId } = agency
    const siteIds = named.map(siteOf)
    const profile: Profile = { ...Sample.profile(1), siteIds }
    const shown = shownWith([], { siteIds })
    const edit = (of: Agent, at: typeof agency | undefined) =>
      rules.agentProfile.decide(
        { _tag: "EditAgentProfile", agentId, profile: shown },
        { agent: of, agency: at },
        {
          ...Sample.context()
        }
      )
    const context = Sample.context({ actor: Sample.exchange })
    const place = employed ? agency : undefined
    const answers = {
      edit: () => edit(Sample.agent(1), place),
      add: () =>
        rules.employment.decide(
          { _tag: "AddAgent", agencyId, agentId, profile },
          { ...nobody, sites: agency.sites },
          context
        ),
      open: () =>
        rules.agency.decide(
          { _tag: "OpenAgency", agencyId, details: Sample.details(0), managerId: agentId, manager: profile },
          nobody,
          context
        ),
      "take over": () => takenOver(rules, profile, agency)
    }
    const answer = answers[way]()
    const known = ["main", ...(way === "open" ? [] : has)]
    if (way === "edit" && !employed && named.length > 0) return refusedAs(answer, "SitesWithoutAgency", "AGY-08")
    const missing = named.find((name) => !known.includes(name))
    if (missing !== undefined)
      return all(
        refusedAs(answer, "UnknownSite", "AGY-08"),
        same(answer._tag === "Refused" && answer.message.includes(missing), true, "that the refusal names the site")
      )
    const events = eventsOf<Parameters<typeof rules.evolve>[2]>(answer)
    const next = events
      .filter(({ _tag }) => _tag === "AgentAdded" || _tag === "AgentProfileEdited")
      .reduce<Agent | undefined>((now, event) => rules.evolve("agent", now, event), Sample.agent(1)) as Agent
    const expected = named.length === 0 ? [undefined, undefined] : [siteIds, agencyId]
    const another = { ...agency, agencyId: Sample.agencyId(2) }
    return all(
      same([next.siteIds, next.sitesOf], expected, "where the agent works"),
      ...(way === "edit"
        ? [
            acceptedAs(edit(next, place), []),
            same(eventsOf(edit(next, another)).length, named.length === 0 ? 0 : 1, "what is said of another agency")
          ]
        : [])
    )
  }
})

/** The laws of this module. @category laws */
export const laws = [
  shownAsGiven,
  editedByWhom,
  appointmentsAreTold,
  listedIsReached,
  namesSitesOfTheAgency
] as ReadonlyArray<Law>
