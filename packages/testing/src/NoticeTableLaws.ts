/**
 * Laws of notices as a whole: all that each event tells anybody, and the records that it takes to tell it.
 *
 * @since 0.1.0
 */
import { type Facts, make as factsOf, read } from "@agencybook/core/Facts"
import type { AgentId } from "@agencybook/core/Id"
import { type Event, type Kind, kinds, refOf } from "@agencybook/core/Record"
import * as Requirement from "@agencybook/core/Requirement"
import * as fc from "fast-check"
import * as DiscrepancySample from "./DiscrepancySample.ts"
import { table as agents } from "./internal/NoticeAgentTable.ts"
import { table as clients } from "./internal/NoticeClientTable.ts"
import { table as counselors } from "./internal/NoticeCounselorTable.ts"
import { table as offices } from "./internal/NoticeOfficeTable.ts"
import { factsAfter, type Line, type Over, people, records, type Told } from "./internal/NoticePeople.ts"
import { table as transfers } from "./internal/NoticeTransferTable.ts"
import { readAsAsked } from "./internal/ReadAsAsked.ts"
import { all, held, holdsIf, type Law, make, same } from "./Law.ts"
import type { Rules } from "./Rules.ts"
import * as Sample from "./Sample.ts"

const table: ReadonlyArray<Told> = [...agents, ...clients, ...counselors, ...offices, ...transfers]
const wordsOf = (value: string | number): ReadonlyArray<string> => (typeof value === "number" ? [] : value.split(", "))
/** Whatever anybody is told, and nothing. */
const known: ReadonlySet<string> = new Set([
  "",
  ...Object.values(people).map(({ name }) => name),
  ...table.flatMap(({ lines }) => lines.flatMap(([, , params]) => Object.values(params).flatMap(wordsOf)))
])

/** What happens to records and is told to nobody. */
const silent: ReadonlyArray<Event> = [
  { _tag: "AgencyOpened", agency: Sample.agency(0) },
  { _tag: "AgencyManagedAgain", agencyId: Sample.agencyId() },
  ...Requirement.items
    .map(
      (item): Event => ({
        ...{ _tag: "ChecklistRecorded", agentId: Sample.agentId(1), item },
        checklist: Sample.checklist(Requirement.items)
      })
    )
    .filter((event) => event._tag === "ChecklistRecorded" && event.item !== "licence-validated"),
  { _tag: "AgentAdded", agent: Sample.agent(1) },
  { _tag: "LicenceRecorded", agentId: Sample.agentId(1), licence: Sample.licence(1) },
  { _tag: "CaseRecorded", case: Sample.household(1) },
  {
    _tag: "ConsentMoved",
    consentId: Sample.consent(1).consentId,
    trigger: "grant",
    from: "Draft",
    to: Sample.consentState("Granted")
  },
  { _tag: "ApplicationReviewed", review: Sample.applicationReview(1) },
  { _tag: "StaffAdded", staff: Sample.staff(0) },
  { _tag: "StaffLevelSet", userId: Sample.staff(0).userId, from: 1, to: 2 },
  { _tag: "ExportRecorded", exportLog: Sample.exportLog() },
  { _tag: "DiscrepancyListReturned", list: DiscrepancySample.list() },
  { _tag: "ActingOpened", acting: Sample.session() }
]

type Notice = ReturnType<Rules["notice"]["fromEvents"]>[number]

const told = ({ actor, events }: Told, facts: Facts, rules: Rules): ReadonlyArray<Notice> =>
  rules.notice.fromEvents(events, facts, Sample.context({ actor }))

const noticeOf = ([template, person, params, secure]: Line, n: number): Notice => {
  const to = people[person]
  return {
    ...{ noticeId: `command-0~n${n}`, template: template as Notice["template"], to: to as Notice["to"], params },
    ...{ secure: secure === "encrypted", channel: "email" in to ? "email" : "letter" }
  }
}

/** Every notice says what is written in the table. @category laws */
export const sayWhatIsWritten = make({
  id: "notice-says-what-is-written",
  sentence:
    "every event is told to exactly the people, by the template, the way and with all the words that a table written by hand has for it",
  rules: ["NOT-02", "AGT-18", "DEL-25", "EXT-02", "TRF-12"],
  runs: 1,
  fixes: ["exam.attempts", "licenceCheckBusinessDays", "extranet.password"],
  input: fc.constant("the whole table"),
  holds: (_, rules) =>
    all(
      ...table.map((one) =>
        same(told(one, factsAfter(one.over), rules), one.lines.map(noticeOf), `what is told of \`${one.what}\``)
      )
    )
})

const formerEmailOf = (event: Event, agentId: AgentId) =>
  event._tag === "AgentLoginChanged" && event.agentId === agentId ? [event.formerEmail] : []

/** What the notices of events read, from the records that the events belong to on. */
const discovered = ({ events, over }: Told, rules: Rules) => {
  const first = events.map(refOf).map(({ id, kind }) => read(kind, "id", id))
  const { facts, named } = readAsAsked(factsAfter(over), (some) => rules.notice.reads(events, some), first)
  const asked = named.filter(({ keys }) => keys.length > 0)
  const unknown = asked.flatMap(({ index, keys, kind }) => {
    const isIndex = index === "id" || index in (kinds[kind]?.indexes ?? {})
    const wrong = keys.filter((key) => !isIndex || typeof key !== "string" || key === "")
    return wrong.map((key) => `${kind} by ${index} \`${key}\``)
  })
  return { facts, named: new Set(asked.map(({ kind }) => kind)), unknown }
}

const without = (over: Over, kind: Kind, id: string): Facts => {
  const all = records(over)
  return factsOf({
    ...all,
    [kind]: new Map(Array.from((all[kind] ?? new Map()) as ReadonlyMap<string, unknown>).filter(([one]) => one !== id))
  })
}

/** Told to nobody as things stand, which only the records say. */
const inVain: ReadonlySet<string> = new Set([
  ...["complete", "reopen", "a suspension looked at again", "an approval of nobody certified"],
  ...["a licence that is good still", "what is open for nobody", "an agreement without an end", "transfer", "freeze"],
  ...["thaw", "a consent by the consumer", "an access code that is over", "a password that is over after a warning"],
  ...["a request to a counselor without an address", "a reminder to a counselor without an address"],
  ...[
    "a file for nobody",
    "a yes for a later day",
    "a transfer that is not there",
    "whoever left with it as its manager",
    "a signature that waits for somebody who manages no more"
  ],
  ...["whose application was withdrawn with it", "whoever left an agency that goes on"]
])

/** Notices are told from the records that they ask for. @category laws */
export const readWhatTheyTell = make({
  id: "notice-reads-what-it-tells",
  sentence:
    "the notices of an event are the same from the records that they ask for as from all there are; of a transfer that is carried out at once no case is asked for, and what nobody is ever told asks for nothing",
  rules: ["NOT-02"],
  runs: 1,
  input: fc.constant("the whole table"),
  holds: (_, rules) =>
    all(
      ...table.flatMap((one) => {
        const { facts, named, unknown } = discovered(one, rules)
        const atOnce = one.events.some(({ _tag }) => _tag === "TransferApplied")
        return [
          same(
            told(one, facts, rules),
            told(one, factsAfter(one.over), rules),
            `what is told of \`${one.what}\` from what was asked for`
          ),
          holdsIf(!(atOnce && named.has("case")), `\`${one.what}\` asks for a case`),
          same(unknown, [], `what \`${one.what}\` asks for that no record has`),
          holdsIf(one.lines.length === 0 || named.size > 0, `\`${one.what}\` is told and asks for nobody`),
          holdsIf(
            one.lines.length > 0 || named.size === 0 || inVain.has(one.what),
            `\`${one.what}\` is never told and asks for ${Array.from(named)}`
          )
        ]
      }),
      ...silent.map((event) =>
        same(
          rules.notice.reads([event], factsAfter({})).filter(({ keys }) => keys.length > 0),
          [],
          `what \`${event._tag}\` asks for`
        )
      ),
      ...silent.map((event) =>
        same(
          rules.notice.fromEvents([event], factsAfter({}), Sample.context()),
          [],
          `what is told of \`${event._tag}\``
        )
      )
    )
})

/** Nothing is made up for a record that is missing. @category laws */
export const makeNothingUp = make({
  id: "notice-makes-nothing-up",
  sentence:
    "when a record is missing, whoever is told still reads nothing but words that the table has, or none, and how many they are",
  rules: ["NOT-02"],
  runs: 1,
  fixes: ["licenceCheckBusinessDays"],
  input: fc.constant("the whole table"),
  holds: (_, rules) =>
    all(
      ...table.flatMap((one) => {
        return Object.entries(records(one.over)).flatMap(([kind, ofKind]) =>
          Array.from(ofKind.keys()).flatMap((id) =>
            told(one, without(one.over, kind as Kind, id), rules).flatMap(({ params, to }) =>
              Object.entries({ ...params, to: to.name }).map(([name, value]) =>
                holdsIf(
                  value !== undefined && wordsOf(value).every((word) => known.has(word)),
                  `without ${kind} ${id} somebody reads \`${value}\` as \`${name}\` of \`${one.what}\``
                )
              )
            )
          )
        )
      })
    )
})

/** Whose own news depend on how the certification stands. */
const ownNews: ReadonlySet<Event["_tag"]> = new Set([
  ...(["CertificationMoved", "ChecklistRecorded", "AgentReminded", "TermEnded"] as const),
  ...(["ReconsiderationRecorded", "EmploymentMoved"] as const)
])

/** Whoever has died is written to no more. @category laws */
export const theDeadAreNotWrittenTo = make({
  id: "notice-the-dead-are-not-written-to",
  sentence:
    "whatever happens, nothing goes to an agent or manager who has died; everybody else is told what they would be told anyway",
  rules: ["NOT-02"],
  runs: 1,
  input: fc.constant("the whole table"),
  holds: (_, rules) =>
    all(
      ...table.flatMap((one) =>
        Array.from(records(one.over).agent?.values() ?? []).map((agent) => {
          const dead = { ...agent, certification: Sample.certification("Deceased") }
          const over = { ...one.over, agent: [...(one.over.agent ?? []), dead] }
          const theirs = [agent.loginEmail, ...one.events.flatMap((event) => formerEmailOf(event, agent.agentId))]
          const got = told(one, factsAfter(over), rules)
          const isTheirs = ({ to }: Notice) => to.email !== undefined && theirs.includes(to.email)
          const others = told(one, factsAfter(one.over), rules).filter((notice) => !isTheirs(notice))
          const words = (notices: ReadonlyArray<Notice>) => notices.map(({ noticeId: _, ...notice }) => notice)
          return all(
            same(got.filter(isTheirs), [], `what \`${agent.agentId}\`, who has died, is told of \`${one.what}\``),
            one.events.some(({ _tag }) => ownNews.has(_tag))
              ? held
              : same(words(got), words(others), `what others are told of \`${one.what}\``)
          )
        })
      )
    )
})

/** The laws of this module. @category laws */
export const laws = [sayWhatIsWritten, readWhatTheyTell, makeNothingUp, theDeadAreNotWrittenTo] as ReadonlyArray<Law>
