/**
 * Checks of a process that dies between two statements, at each of them: what it was doing is there whole or not at all, and
 * sent again it is there once.
 *
 * @since 0.1.0
 */
import { type Commit, every } from "@agencybook/application/Store"
import { read, write } from "@agencybook/core/Facts"
import type * as Id from "@agencybook/core/Id"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import { chainOf, isWhole } from "./StoreContractChain.ts"
import {
  broken,
  type Check,
  type CheckError,
  check,
  Death,
  type Doomed,
  type Dying,
  type Port,
  pause,
  same
} from "./StoreContractCheck.ts"
import { base } from "./StoreContractPopulation.ts"
import { put } from "./StoreContractReading.ts"
import * as Records from "./StoreContractRecords.ts"

const { acting, at, change, commit, disclosure, entity, household, notice } = Records

// More statements than any command of ours needs; a store that is not through by then counts what it should not.
const most = 200

/**
 * A store that dies between two calls of another one: for stores in memory, and for those that are made of another store.
 *
 * @category constructors
 */
export const betweenCalls: Dying = (store, n) =>
  Effect.sync(() => {
    let calls = 0
    const alive = Effect.suspend(() => (++calls >= n ? Effect.die("the process is dead") : Effect.void))
    const then = <A, E>(effect: Effect.Effect<A, E>) => Effect.andThen(alive, effect)
    const { propose } = store
    const doomed: Port = {
      ...store,
      transact: (body) =>
        then(
          store.transact((tx) =>
            Effect.tap(
              body({
                load: (...asked) => then(tx.load(...asked)),
                command: (commandId) => then(tx.command(commandId)),
                commit: (one) => then(tx.commit(one))
              }),
              () => alive
            )
          )
        ),
      ...(propose === undefined
        ? {}
        : {
            propose: <A, E>(body: Parameters<typeof propose<A, E>>[0]) =>
              then(
                propose<A, E>((look) =>
                  Effect.tap(
                    body({
                      load: (selections) => then(look.load(selections)),
                      command: (commandId) => then(look.command(commandId))
                    }),
                    () => alive
                  )
                )
              )
          }),
      disclose: (body) => then(store.disclose((reading) => Effect.tap(body(reading), () => alive))),
      snapshot: (body) => then(store.snapshot(body)),
      load: (selections) => then(store.load(selections)),
      journal: (...asked) => then(store.journal(...asked)),
      claim: (...asked) => then(store.claim(...asked)),
      settle: (...asked) => then(store.settle(...asked)),
      counts: () => then(store.counts())
    }
    return { store: doomed, isDead: () => calls >= n }
  })

const opened = Effect.fnUntraced(function* (store: Port, n: number) {
  const dying = yield* Death
  if (dying === undefined) return yield* broken("the store that dies", "one, in the options of `against`", "none")
  const doomed = yield* Effect.exit(dying(store, n))
  return doomed._tag === "Success"
    ? doomed.value
    : yield* broken("opening the store that dies", "a store", String(doomed.cause))
})

/** What became of somebody whose store was to die: whether it died, and whether he was given an answer. */
const met = Effect.fnUntraced(function* <A>(
  { isDead, store }: Doomed,
  attempt: (store: Port) => Effect.Effect<A, CheckError>
) {
  const fiber = yield* Effect.forkDetach(Effect.exit(attempt(store)))
  const gone = Effect.gen(function* () {
    while (!isDead()) yield* pause(2)
    // Time to say so; a dead process need not.
    yield* pause(200)
    return undefined
  })
  const exit = yield* Effect.raceFirst(Fiber.join(fiber), gone)
  if (exit === undefined) yield* Effect.forkDetach(Fiber.interrupt(fiber))
  return { died: isDead(), answered: exit?._tag === "Success", exit }
})

/**
 * Goes through all moments of something, from the first to one that it lives through.
 */
const atEveryMoment = Effect.fnUntraced(function* (
  store: Port,
  what: string,
  one: (n: number) => {
    readonly attempt: (store: Port) => Effect.Effect<unknown, CheckError>
    readonly judge: (answered: boolean, about: string) => Effect.Effect<void, CheckError>
  }
) {
  for (let n = 1; n <= most; n++) {
    const { attempt, judge } = one(n)
    const about = `${what}, dead before statement ${n}`
    const { answered, died, exit } = yield* Effect.scoped(
      Effect.flatMap(opened(store, n), (doomed) => met(doomed, attempt))
    )
    if (!died && !answered) yield* broken(`${what} of a store that lives`, "an answer", String(exit))
    yield* judge(answered, about)
    if (died) continue
    yield* same(`${what}: whether it died at all`, n > 1, true)
    return
  }
  yield* broken(`${what}: statements`, `at most ${most}`, "more")
})

interface Command {
  readonly what: string
  readonly changes: number
  readonly events: boolean
  readonly notices: number
  readonly by: "transact" | "propose"
}

/** A command as a caller sends it: known or not, and if not, decided on what is there now. */
const send = ({ by, changes, events, notices }: Command, name: string, first: number) => {
  const reads = [write("case", "id", "case-1")]
  const whole = (version: number): Commit =>
    commit(
      name,
      changes === 0
        ? []
        : [
            change("case", household(1), version),
            ...Array.from({ length: changes }, (_, n) => change("enrollmentEntity", entity(first + n)))
          ],
      {
        ...(changes > 0 || !events
          ? {}
          : { events: [{ _tag: "ActingUsed", actingId: acting(1).actingId, at: at() }] as const }),
        ...(events ? {} : { events: [] }),
        notices: Array.from({ length: notices }, (_, n) => notice(name, n))
      }
    )
  const commandId = name as Id.CommandId
  return (store: Port): Effect.Effect<unknown, CheckError> =>
    by === "propose" && store.propose !== undefined
      ? store.propose(
          Effect.fnUntraced(function* (look) {
            if ((yield* look.command(commandId)) !== undefined) return { answer: "known" }
            const found = yield* look.load(reads)
            return { answer: "done", write: { commit: whole(found[0]?.version ?? 0), basis: { reads, found } } }
          })
        )
      : store.transact(
          Effect.fnUntraced(function* (tx) {
            if ((yield* tx.command(commandId)) !== undefined) return "known"
            const [found] = yield* tx.load(reads, { lock: true })
            yield* tx.commit(whole(found?.version ?? 0))
            return "done"
          })
        )
}

const kindsOf = (by: Command["by"]): ReadonlyArray<Command> => [
  { what: "a command", changes: 2, events: true, notices: 2, by },
  { what: "a command of many changes", changes: 40, events: true, notices: 12, by },
  { what: "a command that leaves a row and a notice", changes: 0, events: true, notices: 1, by },
  { what: "a command that leaves nothing but its key", changes: 0, events: false, notices: 0, by }
]

const commands = (by: Command["by"]) =>
  Effect.fnUntraced(function* (store: Port) {
    yield* put(store, commit("fill", base))
    let next = 0
    // The journal as it was before the moment that is gone through.
    let from = base.length
    for (const kind of kindsOf(by)) {
      const look = Effect.fnUntraced(function* (name: string, first: number) {
        const { journal, queued } = yield* store.counts()
        const rows = (yield* store.journal(from, journal)).filter(({ commandId }) => commandId === name)
        const ids = Array.from({ length: Math.max(1, kind.changes) }, (_, n) => `entity-${first + n}`)
        const found = yield* store.load([read("enrollmentEntity", "id", ...ids), read("case", "id", "case-1")])
        const known = yield* store.transact((tx) => tx.command(name as Id.CommandId))
        return {
          known: known === undefined ? 0 : 1,
          records: found.filter((one) => one.kind === "enrollmentEntity").length,
          version: found.find((one) => one.kind === "case")?.version ?? 0,
          rows: rows.length,
          queued
        }
      })
      const left = kind.changes > 0 ? kind.changes + 1 : kind.events ? 1 : 0
      yield* atEveryMoment(store, `${kind.what} of a ${by === "propose" ? "proposal" : "transaction"}`, (n) => {
        const name = `${by}-${kind.what.replaceAll(" ", "-")}-${n}`
        const first = next
        next += Math.max(1, kind.changes)
        const attempt = send(kind, name, first)
        let before: Effect.Success<ReturnType<typeof look>> | undefined
        return {
          attempt: (doomed) =>
            Effect.andThen(
              Effect.gen(function* () {
                from = (yield* store.counts()).journal
                before = yield* look(name, first)
              }),
              attempt(doomed)
            ),
          judge: Effect.fnUntraced(function* (answered, about) {
            const { queued = 0, version = 0 } = before ?? {}
            const whole = (times: number) => ({
              known: times,
              records: times * kind.changes,
              version: version + (kind.changes > 0 ? times : 0),
              rows: times * left,
              queued: queued + times * kind.notices
            })
            const found = yield* look(name, first)
            // Who was answered has it; who was not may have it or not.
            yield* same(`${about}: what is there`, found, whole(answered ? 1 : found.known))
            yield* attempt(store)
            yield* same(`${about}: what is there when it was sent again`, yield* look(name, first), whole(1))
          })
        }
      })
    }
    yield* isWhole("the journal after all deaths", yield* chainOf(store))
  })

const readings = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, commit("fill", base))
  const entries = Effect.map(
    store.snapshot((_, here) => here.readings({ _tag: "All" }, { limit: 1000 })),
    ({ length }) => length
  )
  yield* atEveryMoment(store, "a reading that is noted", (n) => {
    let before = 0
    return {
      attempt: (doomed) =>
        Effect.andThen(
          Effect.tap(entries, (seen) => Effect.sync(() => (before = seen))),
          doomed.disclose(({ scan }) =>
            Effect.map(scan(every("case", "id"), { limit: 3 }), (found) => ({
              answer: found.length,
              shown: disclosure(n, { cases: [household(1).caseId], count: 1 })
            }))
          )
        ),
      judge: Effect.fnUntraced(function* (answered, about) {
        const more = (yield* entries) - before
        yield* same(
          `${about}: entries of who was ${answered ? "answered" : "not answered"}`,
          more,
          answered ? 1 : Math.min(1, more)
        )
      })
    }
  })
})

const deliveries = Effect.fnUntraced(function* (store: Port) {
  const queue = (name: string) => put(store, commit(name, [], { events: [], notices: [notice(name, 0)] }))
  const lease = 1000
  let clock = 0
  // Each moment has a time of its own, when every earlier lease is over.
  const later = () => {
    clock += 10
    return at(clock)
  }
  const free = Effect.suspend(() => store.claim(later(), 9, lease))
  yield* queue("claimed")
  yield* atEveryMoment(store, "a claim", () => ({
    attempt: (doomed) => Effect.suspend(() => doomed.claim(later(), 9, lease)),
    judge: Effect.fnUntraced(function* (_, about) {
      const again = yield* free
      yield* same(
        `${about}: claimed when the lease is over`,
        again.map((one) => one.notice.noticeId),
        ["claimed~n0"]
      )
      yield* same(`${about}: queued`, (yield* store.counts()).queued, 1)
    })
  }))
  const [own] = yield* free
  yield* store.settle(own?.notice.noticeId ?? "", own?.token ?? "", "failed")
  let sent = 0
  yield* atEveryMoment(store, "a settling", (n) => {
    const name = `settled-${n}`
    let token = ""
    return {
      attempt: (doomed) =>
        Effect.gen(function* () {
          yield* queue(name)
          token = (yield* free)[0]?.token ?? ""
          yield* doomed.settle(`${name}~n0`, token, "sent")
        }),
      judge: Effect.fnUntraced(function* (answered, about) {
        const { queued } = yield* store.counts()
        yield* same(`${about}: still queued`, queued, answered ? 0 : Math.min(1, queued))
        yield* store.settle(`${name}~n0`, token, "sent")
        sent += 1
        yield* same(`${about}: when it was settled again`, yield* store.counts(), {
          journal: 0,
          queued: 0,
          sent,
          failed: 1
        })
      })
    }
  })
})

const needs = "mortal"
const patience = 4

/** The checks of a process that dies. @category laws */
export const checks: ReadonlyArray<Check> = [
  check(
    "at whichever statement its process dies, a command is there whole or not at all, and sent again once",
    "B2",
    commands("transact"),
    { needs, patience }
  ),
  check(
    "at whichever statement its process dies, a proposal is there whole or not at all, and sent again once",
    "B2",
    commands("propose"),
    { needs: ["mortal", "proposing"], patience }
  ),
  check("at whichever statement its process dies, an answer was given with its entry or not at all", "B2", readings, {
    needs,
    patience
  }),
  check("at whichever statement its process dies, a notice is neither lost nor sent twice", "B2", deliveries, {
    needs,
    patience
  })
]
