/**
 * What a certification stands on in the reference model: items that count for a time, their renewal, the next term, and
 * what agents are reminded of.
 *
 * @since 0.1.0
 */

import type { Policy } from "@agencybook/core/Policy"
import type { Command } from "@agencybook/core/Recertification"
import * as Authority from "./ReferenceAuthority.ts"
import * as Checklist from "./ReferenceChecklist.ts"
import * as Dates from "./ReferenceDates.ts"
import { refuse, stateOf, step, targetOf } from "./ReferenceStanding.ts"
import {
  accepted,
  all,
  change,
  type Entries,
  type Fact,
  type Moment,
  one,
  put,
  reason,
  some,
  unless,
  type Verdict,
  type World,
  without
} from "./ReferenceWorld.ts"

type Of<N extends Command["_tag"]> = Extract<Command, { readonly _tag: N }>
type Item = Fact<"item">

/** States in which somebody has a certification. @category models */
export const held = ["Certified", "Suspended"]
/** Days before an end in which it can be renewed. @category models */
const early = 90

const yearsOf = (item: string, { agreementTermYears, examEveryYear }: Policy): number | undefined => {
  if (item === "agreement-signed") return agreementTermYears
  if (item === "voter-registration-training") return 1
  return examEveryYear && (item === "training-complete" || item === "exam-passed") ? 1 : undefined
}

const counting = (item: string, from: string, policy: Policy): string | undefined => {
  const years = yearsOf(item, policy)
  if (years === undefined) return undefined
  return policy.upkeepEnds === "plan-year" ? `${Number(from.slice(0, 4)) + years}-01-01` : Dates.yearsAfter(from, years)
}

/** The world in which the items of an agent count from a day on. @rule AGT-09 AGT-10 @category transforms */
export const begun = (world: World, agent: string, { day, policy }: Moment): World =>
  change(
    world,
    "item",
    (fact) => fact.agent === agent,
    (fact) => ({ ...fact, until: counting(fact.item, day, policy) })
  )

/** The world in which whoever was taken over has met everything, without an end. @category transforms */
export const known = (world: World, agent: string): World =>
  some(world, "item", (fact) => fact.agent === agent)
    ? world
    : change(
        // Nobody has sat an exam here.
        Checklist.fresh(world, agent),
        "item",
        (fact) => fact.agent === agent,
        (fact) => ({ ...fact, state: "Met" })
      )

const isDone = ({ state }: Item): boolean => state === "Met" || state === "Waived"
const itemOf = (world: World, agent: string, item: string): Item =>
  one(world, "item", (fact) => fact.agent === agent && fact.item === item) as Item
const endOf = ({ signBy, until }: Item): string | undefined =>
  [signBy && Dates.daysAfter(signBy, 1), until].filter((day) => day !== undefined).sort()[0]

const isUp = (fact: Item, day: string): boolean =>
  !isDone(fact) || fact.signBy !== undefined || (fact.until !== undefined && Dates.daysAfter(fact.until, -early) <= day)

const renewed = (fact: Item, { day, policy }: Moment): Item => {
  const { item, until } = fact
  const met = { ...fact, state: "Met", signBy: undefined }
  // Only an amendment was signed: the agreement lasts as long as before.
  if (until !== undefined && day < Dates.daysAfter(until, -early)) return met
  return { ...met, until: counting(item, until !== undefined && until > day ? until : day, policy) }
}

const made = (world: World, agent: string, item: string, next: (fact: Item) => Item): World =>
  change(world, "item", (fact) => fact.agent === agent && fact.item === item, next)

const counted = (world: World, agent: string, to: { readonly tries: number; readonly cycle: number }): World =>
  change(
    world,
    "exam",
    (fact) => fact.agent === agent,
    (fact) => ({ ...fact, ...to, waived: false })
  )

const examOf = (world: World, agent: string) => one(world, "exam", (fact) => fact.agent === agent) as Fact<"exam">

/** Renews an item. @rule AGT-09 AGT-10 @category transforms */
export const renew = (before: World, agent: string, item: string, outcome: string, moment: Moment): Verdict => {
  const world = known(before, agent)
  const fact = itemOf(world, agent, item)
  return unless(
    [
      item === "exam-passed" && reason("ExamNeedsScore", "AGT-05"),
      !(outcome === "Met" && isUp(fact, moment.day)) && reason("ItemNotDue", "AGT-10")
    ],
    () => {
      const next = made(world, agent, item, (one) => renewed(one, moment))
      const { cycle, tries } = examOf(next, agent)
      // After the training the tries are counted anew.
      return accepted(
        item === "training-complete" && tries > 0 ? counted(next, agent, { tries: 0, cycle: cycle + 1 }) : next
      )
    }
  )
}

/** Sits the exam again. @rule AGT-05 AGT-10 @category transforms */
export const sitAgain = (before: World, agent: string, score: number, moment: Moment): Verdict => {
  const world = known(before, agent)
  const { exam } = moment.policy
  return unless(
    [
      (Math.floor(score) !== score || score < 0 || score > 100) && reason("BadScore", "AGT-05"),
      !isUp(itemOf(world, agent, "exam-passed"), moment.day) && reason("ItemNotDue", "AGT-10"),
      isUp(itemOf(world, agent, "training-complete"), moment.day) && reason("ItemOutOfOrder", "AGT-04")
    ],
    () => {
      const { cycle, tries } = examOf(world, agent)
      if (score >= exam.passMark) {
        const passed = made(world, agent, "exam-passed", (fact) => renewed(fact, moment))
        return accepted(counted(passed, agent, { tries: tries + 1, cycle }))
      }
      if (tries + 1 < exam.attempts) return accepted(counted(world, agent, { tries: tries + 1, cycle }))
      const again = made(world, agent, "training-complete", (fact) => ({
        ...fact,
        state: "NotStarted",
        until: undefined,
        signBy: undefined
      }))
      return accepted(counted(again, agent, { tries: 0, cycle: cycle + 1 }))
    }
  )
}

const openOn = (world: World, agent: string, day: string): ReadonlyArray<Item> =>
  all(world, "item", (fact) => {
    const end = endOf(fact)
    return fact.agent === agent && (!isDone(fact) || (end !== undefined && end <= day))
  })

const recertify = (world: World, { agentId, until }: Of<"RecertifyAgent">, { day, policy }: Moment): Verdict => {
  const present = one(world, "certification", (fact) => fact.agent === agentId)?.until ?? ""
  const first = present < day ? day : present
  const closed = one(world, "renewal", (fact) => fact.agent === agentId)?.until
  return unless(
    [
      day < Dates.daysAfter(present, -early) && reason("RenewalNotOpen", "AGT-08"),
      (until <= present || until <= day) && reason("TermNotLonger", "AGT-08"),
      closed !== undefined && closed <= day && reason("RenewalOver", "AGT-08"),
      until > Dates.yearsAfter(first, policy.agreementTermYears) && reason("TermTooLong", "AGT-08"),
      openOn(world, agentId, first).length > 0 && reason("ChecklistOpen", "AGT-07"),
      !Authority.licensedOn(world, agentId, day) && reason("LicenceNotGood", "AGT-11")
    ],
    () =>
      accepted(
        without(
          change(
            world,
            "certification",
            (fact) => fact.agent === agentId,
            (fact) => ({ ...fact, until })
          ),
          "renewal",
          (fact) => fact.agent === agentId
        )
      )
  )
}

const amend = (world: World, { agentId, signBy }: Of<"RequireAmendment">, { day }: Moment): Verdict => {
  const state = stateOf(world, agentId)
  if (state === undefined) return refuse(reason("UnknownAgent", "DEL-08"))
  if (!held.includes(state)) return refuse(reason("NotAllowedFrom", "AGT-09"))
  return unless([signBy <= day && reason("AmendmentPast", "AGT-09")], () =>
    accepted(made(known(world, agentId), agentId, "agreement-signed", (fact) => ({ ...fact, signBy })))
  )
}

/** Whether the agreement of an agent is over on a day. @rule AGT-09 @category predicates */
export const agreementOver = (world: World, agent: string, day: string): boolean => {
  const end = endOf(itemOf(world, agent, "agreement-signed") ?? {})
  return end !== undefined && end <= day
}

/** The world in which what counted for a year and is over counts no longer. @rule AGT-10 @category transforms */
export const expired = (world: World, agent: string, day: string): World =>
  change(
    world,
    "item",
    (fact) => fact.agent === agent && isDone(fact) && fact.until !== undefined && fact.until <= day,
    (fact) => ({ ...fact, state: "Expired", until: undefined })
  )

const yearly = ["training-complete", "exam-passed", "voter-registration-training"]

const deadlines = (world: World, agent: string): ReadonlyArray<readonly [string, string | undefined, number[]]> => {
  const term = one(world, "certification", (fact) => fact.agent === agent)
  const through = one(world, "licence", (fact) => fact.agent === agent)?.through ?? ""
  const late = some(world, "renewal", (fact) => fact.agent === agent)
  const ends = all(world, "item", (fact) => fact.agent === agent && yearly.includes(fact.item))
    .flatMap(({ until }) => until ?? [])
    .sort()
  const agreement = one(world, "item", (fact) => fact.agent === agent && fact.item === "agreement-signed")
  return [
    ["renewal", late ? undefined : term?.until, [90, 60, 30, 7]],
    // The first day that is too late is one after the last good one.
    ["licence", Dates.daysAfter(through, 1), [61, 31, 8]],
    ["agreement", agreement && endOf(agreement), [61, 31, 8]],
    ["yearly", ends[0], [61, 31, 8]]
  ]
}

/** The world after the reminders of a day: one of each sort, however many days have passed. @rule AGT-18 @category transforms */
export const reminded = (world: World, agent: string, day: string, { policy }: Pick<Moment, "policy">): World => {
  const state = stateOf(world, agent)
  const told = (about: string) =>
    one(world, "reminder", (fact) => fact.agent === agent && fact.about === about)?.on ?? ""
  const due: Array<string> = []
  if (state === "Pending") {
    const at = one(world, "certification", (fact) => fact.agent === agent)?.since
    const since = at === undefined ? "" : Dates.dayOf(at, policy.timeZone)
    const last = told("pending")
    if (Dates.daysAfter(last > since ? last : since, 7) <= day) due.push("pending")
  }
  if (state === "Certified")
    for (const [about, end, before] of deadlines(world, agent)) {
      if (end === undefined || end <= day) continue
      const passed = before.map((days) => Dates.daysAfter(end, -days)).filter((on) => on <= day)
      if (passed.some((on) => told(about) < on)) due.push(about)
    }
  return due.reduce(
    (next, about) =>
      put(
        without(next, "reminder", (fact) => fact.agent === agent && fact.about === about),
        { is: "reminder", agent, about, on: day }
      ),
    world
  )
}

/** The commands of this part. @category models */
export const entries: Entries<Command> = {
  RecertifyAgent: step("recertify-agent", held, recertify),
  RequireAmendment: { capability: "certify-agent", target: targetOf, carryOut: amend }
}
