// A contract is worth what it rejects: each store here has one fault, and the check named beside it must find it.
import * as MemoryStore from "@agencybook/application/MemoryStore"
import {
  type Answered,
  type Change,
  type Commit,
  Conflict,
  type Proposal,
  Rejected,
  Store,
  StoreError,
  type Transaction,
  type Versioned
} from "@agencybook/application/Store"
import * as Dates from "@agencybook/core/CalendarDate"
import type { Disclosure } from "@agencybook/core/Disclosure"
import { read } from "@agencybook/core/Facts"
import type { CommandId } from "@agencybook/core/Id"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Result from "effect/Result"
import * as Semaphore from "effect/Semaphore"
import * as StoreContract from "../src/StoreContract.ts"
import { faults as actFaults } from "./fixture/act-faults.ts"
import { faults as atOnceFaults } from "./fixture/at-once-faults.ts"
import { faults as commitFaults } from "./fixture/commit-faults.ts"
import { faults as deathFaults } from "./fixture/death-faults.ts"
import { faults as farFaults } from "./fixture/far-faults.ts"
import { faults as fieldFaults } from "./fixture/field-faults.ts"
import { faults as indexFaults } from "./fixture/index-faults.ts"
import { faults as reopenedFaults } from "./fixture/lost-faults.ts"
import { concurrent, concurrentChecks, faults as meanwhileFaults } from "./fixture/meanwhile-faults.ts"
import { beyond, faults as memoryFaults, stop, stopped } from "./fixture/memory-faults.ts"
import { faults as sequelFaults } from "./fixture/sequel-faults.ts"
import { faults as skewFaults } from "./fixture/skew-faults.ts"
import { altered, inside, mapped, type Port, parts, whenProposed, writing } from "./fixture/store-alterations.ts"
import {
  faults as strangerFaults,
  finders as strangerFinders,
  named as strangersNamed
} from "./fixture/stranger-faults.ts"
import { faults as twiceFaults } from "./fixture/twice-faults.ts"
import { finders, faults as wayFaults } from "./fixture/way-faults.ts"
import { lostFaults, faults as wholeFaults } from "./fixture/whole-faults.ts"

/** Plain data in which a field that is null is absent. */
const withoutNulls = <A>(value: A): A =>
  JSON.parse(JSON.stringify(value), function (this: unknown, _key, one) {
    return one === null && !Array.isArray(this) ? undefined : one
  })

/** No transaction around the body: each operation stands alone, and bodies run side by side. */
const loose =
  (commit: (inner: Port, commit: Commit) => Effect.Effect<void, StoreError>) =>
  (inner: Port): Partial<Port> => ({
    transact: (body) =>
      body({
        load: (selections) => inner.load(selections),
        command: (commandId) => inner.transact((tx) => tx.command(commandId)),
        commit: (one) => commit(inner, one)
      })
  })

const alone = (inner: Port, commit: Commit) => inner.transact((tx) => tx.commit(commit))

/** Commits take turns until their transaction ends, and what was read before is not looked at again. */
const turns = (inner: Port): Partial<Port> => {
  const turn = Semaphore.makeUnsafe(1)
  return {
    transact: (body) =>
      Effect.suspend(() => {
        const mine: Array<Commit> = []
        const tx: Transaction = {
          load: (selections) => inner.load(selections),
          command: (commandId) => inner.transact((one) => one.command(commandId)),
          commit: (one) => (mine.push(one) === 1 ? Effect.asVoid(turn.take(1)) : Effect.void)
        }
        return body(tx).pipe(
          Effect.tap(() => Effect.forEach(mine, (one) => alone(inner, one), { discard: true })),
          Effect.ensuring(Effect.suspend(() => (mine.length > 0 ? turn.release(1) : Effect.void)))
        )
      }),
    ...looseProposals((_, commit) => turn.withPermit(alone(inner, commit)))(inner)
  }
}

type Load = (selections: ReadonlyArray<ReturnType<typeof read>>) => Effect.Effect<ReadonlyArray<Versioned>, StoreError>

/** The same changes, on whatever version is there now. */
const rebased = Effect.fnUntraced(function* (load: Load, commit: Commit) {
  const found = yield* load(commit.changes.map(({ id, kind }) => read(kind, "id", id)))
  const versions = new Map(found.map((one) => [`${one.kind}/${one.id}`, one.version]))
  const changes = commit.changes.map((one) => {
    const expected = versions.get(`${one.kind}/${one.id}`) ?? 0
    return { ...one, expected, version: expected + 1 } as Change
  })
  return { ...commit, changes }
})

const reading =
  (change: (found: ReadonlyArray<Versioned>) => ReadonlyArray<Versioned>) =>
  (inner: Port): Partial<Port> => ({
    load: (selections) => Effect.map(inner.load(selections), change)
  })

/** Every proposal as another one. */
const proposals =
  (change: <A>(proposal: Proposal<A>, inner: Port) => Effect.Effect<Proposal<A>, StoreError>) =>
  (inner: Port): Partial<Port> => ({
    propose: (body) =>
      inner.propose?.((look) => Effect.flatMap(body(look), (one) => change(one, inner))) ?? Effect.die("no proposals")
  })

const written = (change: (commit: Commit) => Commit) =>
  proposals(({ answer, write }) =>
    Effect.succeed({ answer, ...(write && { write: { ...write, commit: change(write.commit) } }) })
  )

/** Proposals that stand alone: everything is read as it stands, and written whatever stands by then. */
const looseProposals =
  (commit: (inner: Port, commit: Commit) => Effect.Effect<void, StoreError>) =>
  (inner: Port): Partial<Port> => ({
    propose: (body) =>
      body({ load: inner.load, command: (commandId) => inner.transact((tx) => tx.command(commandId)) }).pipe(
        Effect.tap(({ write }) => (write === undefined ? Effect.void : commit(inner, write.commit))),
        Effect.map(({ answer }) => answer)
      )
  })

/** What a snapshot reads with, used when the snapshot is over. */
const leaked = (inner: Port): Partial<Port> => ({
  snapshot: (body) =>
    Effect.flatMap(
      inner.snapshot((load, here) => Effect.succeed([load, here] as const)),
      ([load, here]) => body(load, here)
    )
})

const onTexts =
  (change: (text: string) => string) =>
  (commit: Commit): Commit => ({
    ...commit,
    changes: mapped(commit.changes, (one) => (typeof one === "string" ? change(one) : one))
  })

const isConflict = (error: StoreError): boolean => error.reason._tag === "Conflict"

/** Commits that survive the transaction they belong to, written under another name when it is over. */
const besides =
  (part: (commit: Commit) => Partial<Commit>, rest: (commit: Commit) => Commit) =>
  (inner: Port): Partial<Port> => ({
    transact: (body) =>
      Effect.suspend(() => {
        const later: Array<Commit> = []
        const write = (one: Commit) =>
          alone(inner, {
            ...one,
            command: { ...one.command, commandId: `${one.command.commandId}-besides` as CommandId },
            events: [],
            changes: [],
            notices: [],
            ...part(one)
          })
        return inner
          .transact((tx) =>
            body({ ...tx, commit: (one) => Effect.tap(tx.commit(rest(one)), () => Effect.sync(() => later.push(one))) })
          )
          .pipe(Effect.ensuring(Effect.suspend(() => Effect.orDie(Effect.forEach(later, write, { discard: true })))))
      })
  })

const keysApart = (inner: Port): Partial<Port> => {
  const keys = new Set<string>()
  return inside((tx) => ({
    commit: (commit) => {
      const { commandId } = commit.command
      if (keys.has(commandId)) return Effect.fail(new StoreError({ reason: new Conflict({ on: "command" }) }))
      return Effect.tap(tx.commit(commit), () => Effect.sync(() => keys.add(commandId)))
    }
  }))(inner)
}

const claimsRead = (inner: Port): Partial<Port> => {
  const leased = new Map<string, Dates.Instant>()
  return {
    claim: Effect.fnUntraced(function* (at, limit, leaseMillis, channel) {
      const free = (yield* inner.claim(at, 1000, 0, channel)).filter(
        ({ notice }) => (leased.get(notice.noticeId) ?? "") <= at
      )
      yield* Effect.yieldNow
      const mine = free.slice(0, limit)
      for (const { notice } of mine) leased.set(notice.noticeId, Dates.plusMillis(at, leaseMillis))
      return mine
    })
  }
}

const tokenIgnored = (inner: Port): Partial<Port> => {
  const latest = new Map<string, string>()
  return {
    claim: (at, limit, lease) =>
      Effect.tap(inner.claim(at, limit, lease), (claimed) =>
        Effect.sync(() => {
          for (const { notice, token } of claimed) latest.set(notice.noticeId, token)
        })
      ),
    settle: (noticeId, token, outcome) => inner.settle(noticeId, latest.get(noticeId) ?? token, outcome)
  }
}

const shared = (inner: Port): Partial<Port> => {
  const given = new Map<string, unknown>()
  const key = (one: { readonly kind: string; readonly id: string; readonly version: number }) =>
    `${one.kind}/${one.id}/${one.version}`
  return {
    ...reading((found) => found.map((one) => ({ ...one, record: given.get(key(one)) ?? one.record }) as Versioned))(
      inner
    ),
    ...inside((tx) => ({
      commit: (commit) =>
        Effect.tap(tx.commit(commit), () =>
          Effect.sync(() => {
            for (const one of commit.changes) given.set(key(one), one.record)
          })
        )
    }))(inner)
  }
}

const changeByChange = loose((inner, commit) =>
  Effect.forEach(
    commit.changes.map((one) => [one]),
    (changes, n) => {
      const commandId = (n === 0 ? commit.command.commandId : `${commit.command.commandId}~${n}`) as CommandId
      const rest = n === 0 ? {} : { events: [], notices: [] }
      return Effect.andThen(
        Effect.yieldNow,
        alone(inner, { ...commit, command: { ...commit.command, commandId }, changes, ...rest })
      )
    },
    { discard: true }
  )
)

/** Positions are given at the commit, but rows are shown only when their transaction ends. */
const laterRows = (inner: Port): Partial<Port> => {
  const open = new Set<string>()
  return {
    transact: (body) =>
      Effect.suspend(() => {
        const mine: Array<string> = []
        const tx: Transaction = {
          load: (selections) => inner.load(selections),
          command: (commandId) => inner.transact((one) => one.command(commandId)),
          commit: (commit) => {
            mine.push(commit.command.commandId)
            open.add(commit.command.commandId)
            return alone(inner, commit)
          }
        }
        return Effect.ensuring(
          body(tx),
          Effect.sync(() => {
            for (const one of mine) open.delete(one)
          })
        )
      }),
    journal: (after, limit) =>
      Effect.map(inner.journal(after, 1000), (rows) =>
        rows.filter(({ commandId }) => !open.has(commandId)).slice(0, limit)
      )
  }
}

// What the store in memory still lacks (see StoreContract.test.ts) is put right here, so that each fault stands alone.
const sound = altered(
  MemoryStore.layer,
  inside((tx) => ({
    command: (commandId) => Effect.map(tx.command(commandId), (known) => structuredClone(known))
  }))
)

const isFrozen = (one: Versioned): boolean => one.kind === "delegation" && one.record.state._tag === "Frozen"

/** Fault, the store that has it, and the name of the check that finds it. */
const byCase = "a reading is found by its case, its actor and its agency, the latest first"
const withEntry = "an answer is given with its entry in the log of readings, or not at all"

/** Every reading with another entry. */
const noting =
  (change: <A>(one: Answered<A>) => Answered<A>) =>
  (inner: Port): Partial<Port> => ({ disclose: (body) => inner.disclose((here) => Effect.map(body(here), change)) })
const shown =
  (change: (one: Disclosure) => Disclosure) =>
  <A>(one: Answered<A>): Answered<A> =>
    one.shown === undefined ? one : { ...one, shown: change(one.shown) }

const faults: ReadonlyArray<readonly [fault: string, store: (inner: Port) => Partial<Port>, check: string]> = [
  ...indexFaults,
  ...meanwhileFaults,
  ...sequelFaults,
  ...skewFaults,
  ...wholeFaults,
  ...actFaults,
  ...strangersNamed,
  ...commitFaults,
  ...memoryFaults,
  ...twiceFaults,
  ...fieldFaults,
  ...atOnceFaults,
  ...farFaults,
  [
    "an update is lost",
    loose((inner, commit) => Effect.flatMap(rebased(inner.load, commit), (one) => alone(inner, one))),
    "32 increments at once all land"
  ],
  [
    "versions are not checked",
    inside((tx) => ({
      commit: (commit) =>
        Effect.flatMap(
          rebased((all) => tx.load(all, { lock: true }), commit),
          tx.commit
        )
    })),
    "another version than the expected one is a conflict and writes nothing"
  ],
  [
    "versions do not grow",
    reading((found) => found.map((one) => ({ ...one, version: 1 }))),
    "versions start at 1 and grow by one with each write"
  ],
  ["nothing is rolled back", loose(alone), "a body that fails after its commit leaves nothing"],
  [
    "nothing is rolled back when the body dies",
    (inner) => ({
      transact: (body) => inner.transact((tx) => Effect.exit(body(tx))).pipe(Effect.andThen((exit) => exit))
    }),
    "a body that dies after its commit leaves nothing"
  ],
  [
    "the outbox outlives a body that fails",
    besides(
      ({ notices }) => ({ notices }),
      (one) => ({ ...one, notices: [] })
    ),
    "a body that fails after its commit leaves nothing"
  ],
  [
    "the journal outlives a body that is interrupted",
    besides(
      ({ events }) => ({ events }),
      (one) => ({ ...one, events: [] })
    ),
    "a body that is interrupted after its commit leaves nothing"
  ],
  [
    "the command key is kept in a transaction of its own",
    keysApart,
    "a body that fails after its commit leaves nothing"
  ],
  [
    "a second commit of one command is taken for done",
    inside((tx) => ({
      commit: (commit) =>
        Effect.catch(tx.commit(commit), (error) =>
          error.reason._tag === "Conflict" && error.reason.on === "command" ? Effect.void : Effect.fail(error)
        )
    })),
    "a command identifier that is taken is a conflict and writes nothing"
  ],
  [
    "unique keys are not checked",
    inside((tx) => ({
      commit: (commit) =>
        Effect.catch(tx.commit(commit), (error) =>
          error.reason._tag === "Conflict" && error.reason.on.includes("_") ? Effect.void : Effect.fail(error)
        )
    })),
    "a unique key that is taken is a conflict and writes nothing"
  ],
  [
    "unique keys are looked at record by record",
    inside((tx) => ({
      commit: (commit) =>
        commit.changes.filter(({ expected, kind }) => kind === "case" && expected > 0).length > 1
          ? Effect.fail(new StoreError({ reason: new Conflict({ on: "case_number" }) }))
          : tx.commit(commit)
    })),
    "records of one commit may exchange their unique keys"
  ],
  [
    "one agency can have one case only",
    inside((tx) => ({
      commit: (commit) =>
        commit.changes.some(({ id }) => id === "delegation-5")
          ? Effect.fail(new StoreError({ reason: new Conflict({ on: "delegation_case" }) }))
          : tx.commit(commit)
    })),
    "what has no unique key may be there many times"
  ],
  [
    "a conflict is no conflict but a refusal for good",
    inside((tx) => ({
      commit: (commit) =>
        Effect.mapError(tx.commit(commit), (error) =>
          isConflict(error) ? new StoreError({ reason: new Rejected({ code: "23505", constraint: null }) }) : error
        )
    })),
    "of 32 writers of one version at once, one wins"
  ],
  [
    "what could be written before a conflict stays",
    inside((tx) => ({
      commit: (commit) =>
        Effect.catch(tx.commit(commit), (error) =>
          tx
            .commit({ ...commit, changes: commit.changes.filter(({ expected }) => expected === 0) })
            .pipe(Effect.andThen(Effect.fail(error)))
        )
    })),
    "a conflict that the body ignores writes nothing"
  ],
  ["changes are written one after the other", changeByChange, "a reader never sees half a commit"],
  [
    "of two keys one is enough",
    (inner) => ({
      load: (selections) => inner.load(selections.map((one) => ({ ...one, keys: one.keys.slice(0, 1) })))
    }),
    "many keys and many selections are found at once"
  ],
  [
    "an index misses frozen delegations",
    (inner) => ({
      load: (selections) =>
        Effect.map(inner.load(selections), (found) =>
          selections.some(({ index, kind }) => kind === "delegation" && (index as string) === "case")
            ? found.filter((one) => !isFrozen(one))
            : found
        )
    }),
    "every index finds its records and leaves out the others"
  ],
  [
    "an index still finds what has left it",
    (inner) => ({
      load: (selections) =>
        inner.load(
          selections.map((one) =>
            one.kind === "delegation" && (one.index as string) === "case"
              ? read("delegation", "history", ...one.keys)
              : one
          )
        )
    }),
    "an index follows its record when that changes"
  ],
  [
    "no keys means all records",
    (inner) => ({
      load: (selections) =>
        inner.load(selections.map((one) => (one.keys.length === 0 ? read("agent", "certification", "Certified") : one)))
    }),
    "unknown keys, no keys and no selections find nothing"
  ],
  [
    "locking skips what others hold",
    inside((tx) => ({
      load: (selections, options) =>
        Effect.map(tx.load(selections, options), (found) => (options.lock ? found.slice(1) : found))
    })),
    "a transaction finds what the store finds, with and without locks"
  ],
  ["a snapshot is read as it stands", leaked, "a snapshot shows one moment, however often it is read"],
  [
    "identifiers are trimmed",
    (inner) => ({
      load: (selections) => inner.load(selections.map((one) => ({ ...one, keys: one.keys.map((key) => key.trim()) })))
    }),
    "identifiers are told apart by every character"
  ],
  ["text is cut to 255 characters", writing(onTexts((text) => text.slice(0, 255))), "text is read as it was written"],
  ["text is normalised", writing(onTexts((text) => text.normalize("NFC"))), "text is read as it was written"],
  [
    "line breaks are made alike",
    writing(onTexts((text) => text.replaceAll("\r\n", "\n"))),
    "text is read as it was written"
  ],
  [
    "half an emoji becomes a replacement character",
    writing(onTexts((text) => new TextDecoder().decode(new TextEncoder().encode(text)))),
    "text that cannot be kept is rejected, never changed"
  ],
  [
    "numbers are kept in single precision",
    writing((commit) => ({
      ...commit,
      notices: mapped(commit.notices, (one) =>
        typeof one === "number" && !Number.isInteger(one) ? Math.fround(one) : one
      )
    })),
    "numbers and instants are read as they were written"
  ],
  [
    "a number that is no number is kept as nothing",
    writing((commit) => ({
      ...commit,
      notices: mapped(commit.notices, (one) => (Number.isNaN(one) ? 0 : one))
    })),
    "numbers that cannot be kept are rejected, never changed"
  ],
  [
    "a word of the database is taken for the time it stands for",
    writing((commit) => ({
      ...commit,
      command: {
        ...commit.command,
        at: (commit.command.at as string) === "now" ? commit.provenance.at : commit.command.at
      }
    })),
    "what is no instant is rejected, whatever a database makes of it"
  ],
  [
    "what is absent is read as null",
    reading((found) =>
      found.map((one) => ({ ...one, record: { signedBy: null, ...one.record } }) as unknown as Versioned)
    ),
    "what is absent stays absent, and what is empty stays empty"
  ],
  [
    "what is null in records is kept as absent",
    writing((one) => ({ ...one, changes: withoutNulls(one.changes) })),
    "what is null is read as null, or the whole is refused"
  ],
  [
    "what is null in events is kept as absent",
    writing((one) => ({ ...one, events: withoutNulls(one.events) })),
    "what is null is read as null, or the whole is refused"
  ],
  [
    "what is null in notices is kept as absent",
    writing((one) => ({ ...one, notices: withoutNulls(one.notices) })),
    "what is null is read as null, or the whole is refused"
  ],
  ["records are shared with the caller", shared, "what a caller does to his own objects changes nothing"],
  [
    "the journal forgets for whom",
    (inner) => ({
      journal: (after, limit) =>
        Effect.map(inner.journal(after, limit), (rows) => rows.map(({ onBehalfOf: _, ...row }) => row))
    }),
    "every journal row says who, for whom, by which command and permission"
  ],
  [
    "events are written in another order",
    writing((commit) => ({ ...commit, events: [...commit.events].reverse() })),
    "the journal keeps the order of commands and events, and positions grow"
  ],
  [
    "events of a command are remembered in the order of texts",
    inside((tx) => ({
      command: (commandId) =>
        Effect.map(
          tx.command(commandId),
          (known) =>
            known && {
              ...known,
              events: [...known.events].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
            }
        )
    })),
    "a command is remembered with its outcome and its events in order"
  ],
  [
    "a page begins with the last row of the page before",
    (inner) => ({ journal: (after, limit) => inner.journal(Math.max(0, after - 1), limit) }),
    "the journal is read in pages without gap or repetition"
  ],
  [
    "a range has its end in it",
    parts(({ scan }) => ({ scan: (of, part) => scan({ ...of, until: `${of.until}~` }, part) })),
    "a range of an index is read in its order, page by page, in both directions"
  ],
  [
    "a page begins with the last record of the page before",
    parts(({ scan }) => ({
      scan: (of, { after, ...part }) =>
        scan(of, { ...part, ...(after === undefined ? {} : { after: { ...after, id: "" } }) })
    })),
    "a range of an index is read in its order, page by page, in both directions"
  ],
  [
    "a range is always read forwards",
    parts(({ scan }) => ({ scan: (of, { descending: _, ...part }) => scan(of, part) })),
    "a range of an index is read in its order, page by page, in both directions"
  ],
  [
    "a page is found by how many rows came before it",
    (inner) => {
      const given = new Map<string, number>()
      return parts(({ scan }) => ({
        scan: (of, { after, limit, ...part }) => {
          const name = `${of.kind} ${of.index} ${of.from} ${of.until}`
          const skip = after === undefined ? 0 : (given.get(name) ?? 0)
          return Effect.map(scan(of, { ...part, limit: skip + limit }), (found) => {
            given.set(name, found.length)
            return found.slice(skip)
          })
        }
      }))(inner)
    },
    "pages neither repeat nor lose a row while rows come and go"
  ],
  [
    "pages go on behind the key and forget the record",
    parts(({ scan }) => ({
      scan: (of, { after, ...part }) =>
        scan({ ...of, from: after === undefined ? of.from : `${after.key}\u0001` }, part)
    })),
    "a range of an index is read in its order, page by page, in both directions"
  ],
  [
    "counts are given in the order of the kinds",
    parts(({ tally }) => ({
      tally: (of) => tally([...of].sort((a, b) => (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : 0)))
    })),
    "how many records are in a range is counted"
  ],
  [
    "the trail of an agent knows no agency",
    parts(({ trail }) => ({
      trail: (of, window) =>
        of._tag === "Agent"
          ? Effect.map(trail({ _tag: "All" }, { ...window, limit: 1000 }), (rows) =>
              rows.filter(({ concerns }) => concerns.agentId === of.agentId).slice(0, window.limit)
            )
          : trail(of, window)
    })),
    "a trail has the rows of its case, agent or agency, the latest first"
  ],
  [
    "the trail of an agency leaves out its people",
    parts(({ trail }) => ({
      trail: (of, window) => trail(of._tag === "Agency" ? { ...of, agentIds: [] } : of, window)
    })),
    "a trail has the rows of its case, agent or agency, the latest first"
  ],
  [
    "a trail begins with the oldest row",
    parts(({ trail }) => ({
      trail: (of, window) => Effect.map(trail(of, window), (rows) => rows.toReversed())
    })),
    "a trail has the rows of its case, agent or agency, the latest first"
  ],
  ["what is read in parts is read as it stands", leaked, "ranges, counts and trails of a snapshot show one moment"],
  [
    "a command without events is not remembered",
    inside((tx) => ({ commit: (commit) => (commit.events.length === 0 ? Effect.void : tx.commit(commit)) })),
    "a transaction hands on the answer or the failure of its body"
  ],
  [
    "the newest notices come first",
    (inner) => ({
      claim: (at, limit, lease) => Effect.map(inner.claim(at, limit, lease), (claimed) => [...claimed].reverse())
    }),
    "notices are claimed oldest first, no more than asked for"
  ],
  ["claimed notices are read first and leased then", claimsRead, "32 claimers at once never get the same notice"],
  [
    "the channel is asked for after the claim",
    (inner) => ({
      claim: (at, limit, lease, channel) =>
        Effect.map(inner.claim(at, limit, lease), (claimed) =>
          claimed.filter(({ notice }) => channel === undefined || notice.channel === channel)
        )
    }),
    "a claim for one channel leaves the others alone"
  ],
  [
    "a claim has no lease",
    (inner) => ({ claim: (at, limit) => inner.claim(at, limit, 0) }),
    "a claimed notice is nobody else's until the lease is over"
  ],
  [
    "a lease is a millisecond too long",
    (inner) => ({ claim: (at, limit, lease) => inner.claim(at, limit, lease + 1) }),
    "a claimed notice is nobody else's until the lease is over"
  ],
  ["any token settles", tokenIgnored, "only the latest claimer can settle a notice, and only once"],
  [
    "everybody is told that he settled",
    (inner) => ({ settle: (noticeId, token, outcome) => Effect.as(inner.settle(noticeId, token, outcome), true) }),
    "of 32 who settle one claim at once, one does"
  ],
  [
    "what is to be tried again is given up",
    (inner) => ({
      settle: (noticeId, token, outcome) => inner.settle(noticeId, token, outcome === "retry" ? "failed" : outcome)
    }),
    "a notice is sent, failed or tried again, and counted so"
  ],
  [
    "nothing is counted",
    () => ({ counts: () => Effect.succeed({ journal: 0, queued: 0, sent: 0, failed: 0 }) }),
    "a notice is sent, failed or tried again, and counted so"
  ],
  [
    "a notice that nobody has claimed can be settled",
    (inner) => ({
      settle: (noticeId, token, outcome) =>
        token === "" ? Effect.succeed(true) : inner.settle(noticeId, token, outcome)
    }),
    "a notice that nobody has claimed cannot be settled"
  ],
  ["commits are seen before their transaction ends", loose(alone), "nobody sees a commit before its transaction ends"],
  ["locks do not hold", loose(alone), "a lock holds the record until its transaction ends"],
  ["positions are given before rows are shown", laterRows, "a reader who follows the journal misses no row"],
  [
    "the chain says nothing about its rows",
    parts((here) => ({
      links: (after, limit) =>
        Effect.map(here.links(after, limit), (links) => links.map((one) => ({ ...one, actor: "nobody" })))
    })),
    "the journal is a chain of what was committed, from its beginning to its head"
  ],
  [
    "what was undone takes a position",
    (inner) => {
      let undone = 0
      return {
        ...parts((here) => ({
          links: (after, limit) =>
            Effect.map(here.links(after, limit), (links) =>
              links.map((one) => ({ ...one, position: one.position + undone }))
            )
        }))(inner),
        transact: (body) =>
          Effect.onError(inner.transact(body), () =>
            Effect.sync(() => {
              undone += 1
            })
          )
      }
    },
    "what was undone leaves no gap in the chain"
  ],
  ["writers go past their transactions", loose(alone), "writers at once leave one chain"],
  [
    "a record was written past the journal",
    parts((here) => ({
      scan: (range, part) =>
        Effect.map(here.scan(range, part), (found) =>
          found.map((one) => (one.kind === "agent" ? ({ ...one, version: one.version + 1 } as Versioned) : one))
        )
    })),
    "an audit finds the records that the journal leads to"
  ],
  [
    "everything is gone when the store is closed",
    () => ({}),
    "what was committed is there when the store is opened again"
  ],
  [
    "the log of readings is gone when the store is closed",
    () => ({}),
    "the log of readings is there when the store is opened again"
  ],
  ["an entry of the log is lost", noting(({ answer }) => ({ answer })), byCase],
  ["an entry forgets for whom it was read", noting(shown(({ onBehalfOf: _, ...one }) => one)), byCase],
  ["an entry forgets why it was read", noting(shown(({ reason: _, ...one }) => one)), byCase],
  ["a whole book is taken for a page without rows", noting(shown(({ whole: _, ...one }) => one)), byCase],
  ["of many cases some are left out", noting(shown((one) => ({ ...one, cases: one.cases.slice(0, 1000) }))), byCase],
  [
    "the exchange is told of to agencies",
    parts(({ readings }) => ({
      readings: (of, window) =>
        of._tag === "Agency"
          ? Effect.map(readings({ _tag: "All" }, { ...window, limit: 100 }), (rows) =>
              rows.filter(({ about }) => about.agencyId === of.agencyId).slice(0, window.limit)
            )
          : readings(of, window)
    })),
    byCase
  ],
  [
    "the earliest readings come first",
    parts(({ readings }) => ({
      readings: (of, window) => Effect.map(readings(of, window), (rows) => rows.toReversed())
    })),
    byCase
  ],
  [
    "an answer is given though its entry cannot be kept",
    (inner) => ({
      disclose: (body) =>
        Effect.gen(function* () {
          let answered: { readonly answer: unknown } | undefined
          const kept = inner.disclose((here) => Effect.tap(body(here), (one) => Effect.sync(() => (answered = one))))
          return yield* Effect.catchIf(
            kept,
            (error) => answered !== undefined && error instanceof StoreError,
            () => Effect.succeed(answered?.answer as Effect.Success<typeof kept>)
          )
        })
    }),
    withEntry
  ],
  [
    "an answer does not wait for its entry",
    (inner) => ({
      disclose: (body) =>
        Effect.gen(function* () {
          const one = yield* inner.snapshot((_, here) => body(here))
          yield* Effect.ignore(inner.disclose(() => Effect.succeed(one)))
          return one.answer
        })
    }),
    withEntry
  ],
  [
    "readings beside each other take one place",
    (inner) => {
      const taken = new Set<string>()
      return {
        disclose: (body) =>
          inner.disclose((here) =>
            Effect.map(body(here), (one) => {
              const other = taken.size > 3 && one.shown !== undefined && !taken.has(one.shown.actor)
              if (one.shown !== undefined) taken.add(one.shown.actor)
              return other ? { answer: one.answer } : one
            })
          )
      }
    },
    "readings beside each other and beside commands are all in the log"
  ],
  [
    "a proposal loses its notices",
    written((one) => ({ ...one, notices: [] })),
    "a proposal leaves all that its commit says"
  ],
  [
    "a proposal is written on any basis",
    looseProposals(alone),
    "a proposal whose basis is another one by now is a conflict and writes nothing"
  ],
  [
    "a proposal is written as far as it goes",
    looseProposals((inner, commit) =>
      Effect.catch(alone(inner, commit), (error) =>
        Effect.andThen(
          Effect.ignore(
            alone(inner, { ...commit, changes: commit.changes.filter(({ expected }) => expected === 0).slice(0, 1) })
          ),
          Effect.fail(error)
        )
      )
    ),
    "a proposal that cannot be written writes nothing"
  ],
  [
    "a proposed update is lost",
    looseProposals((inner, commit) => Effect.flatMap(rebased(inner.load, commit), (one) => alone(inner, one))),
    "32 increments that are proposed at once all land"
  ],
  ["a proposal reads what stands", looseProposals(alone), "a proposal reads one moment, however often it reads"],
  ["nobody waits for a lock", loose(alone), "what appears while a lock is waited for is not overlooked"],
  [
    "a proposal does not wait",
    (inner) => ({ ...loose(alone)(inner), ...looseProposals(alone)(inner) }),
    "what appears while a proposal waits makes its basis another one"
  ],
  ["who waits to write has looked before", turns, "who did not see what another was writing stands before it"],
  [
    "a proposal that waits to write has looked before",
    turns,
    "a proposal that did not see what another was writing stands before it"
  ]
]

const named = (name: string): StoreContract.Check => {
  const found = StoreContract.checks.find((check) => check.name === name)
  return found ?? assert.fail(`there is no check "${name}"`)
}

/** One store that is opened again and again, the second time with a change of its behaviour. */
const reopened = (alter: (inner: Port) => Partial<Port>): Layer.Layer<Store> => {
  let first: Port | undefined
  return Layer.effect(
    Store,
    Effect.map(Store, (inner) => {
      if (first !== undefined) return { ...first, ...alter(first) }
      first = inner
      return inner
    })
  ).pipe(Layer.provide(sound))
}

describe("the contract rejects a store of which", () => {
  for (const [fault, alter, name] of [...lostFaults, ...reopenedFaults]) {
    it.effect(`${fault}: "${name}"`, () =>
      Effect.gen(function* () {
        const error = yield* Effect.flip(StoreContract.against(named(name), reopened(alter)))
        assert.strictEqual(error.check, name)
        assert.notStrictEqual(error.about, "the whole check", error.message)
      })
    )
  }
  for (const check of StoreContract.checks.filter((one) => one.reopened !== undefined))
    it.effect(`nothing is lost is accepted: ${check.name}`, () =>
      StoreContract.against(
        check,
        reopened(() => ({}))
      )
    )
})

describe("the contract rejects a store in which", () => {
  for (const [fault, store, name] of faults) {
    it.effect(`${fault}: "${name}"`, () =>
      Effect.gen(function* () {
        const error = yield* Effect.flip(StoreContract.against(named(name), altered(sound, store)))
        assert.strictEqual(error.check, name)
        // The check must have seen the fault, not fallen over it.
        assert.notStrictEqual(error.about, "the whole check", error.message)
      })
    )
  }
})

for (const [what, all, byNames] of [
  ["of which one way of reading is at fault:", wayFaults, finders],
  ["in which, now and then,", strangerFaults, strangerFinders]
] as const)
  describe(`the contract rejects a store ${what}`, () => {
    for (const [fault, store] of all) {
      it.effect(fault, () =>
        Effect.gen(function* () {
          const found: Array<StoreContract.ContractViolation> = []
          for (const name of byNames) {
            if (found.length > 0) break
            const exit = yield* Effect.result(StoreContract.against(named(name), altered(sound, store)))
            if (Result.isFailure(exit)) found.push(exit.failure)
          }
          assert.strictEqual(found.length, 1)
          assert.notStrictEqual(found[0]?.about, "the whole check", found[0]?.message)
        })
      )
    }
  })

const largest = "of tens of thousands nothing is left out, in any way of writing or reading"

describe("the contract rejects a store that stops", () => {
  for (const [what, alter] of stopped)
    it.effect(`at ${stop} ${what}`, () =>
      Effect.gen(function* () {
        const run = StoreContract.against(named(largest), altered(sound, alter), { largest: beyond })
        const error = yield* Effect.flip(run)
        assert.strictEqual(error.check, largest)
        assert.notStrictEqual(error.about, "the whole check", error.message)
      })
    )

  it.effect("at 20,000 of anything", () =>
    Effect.gen(function* () {
      const load = (inner: Port): Partial<Port> => ({
        load: (all) => Effect.map(inner.load(all), (found) => found.slice(0, 20_000))
      })
      const error = yield* Effect.flip(StoreContract.against(named(largest), altered(sound, load)))
      assert.strictEqual(error.check, largest)
    })
  )
})

describe("the contract rejects a store that does in several transactions what is one:", () => {
  for (const [fault, alter, name] of deathFaults) {
    // What dies is the store beneath, between two of its transactions.
    const doomed = (store: Port, n: number) =>
      Effect.map(StoreContract.betweenCalls(store, n), (one) => ({
        ...one,
        store: { ...one.store, ...alter(one.store) }
      }))
    it.effect(`${fault}: "${name}"`, () =>
      Effect.gen(function* () {
        const error = yield* Effect.flip(StoreContract.against(named(name), sound, { dying: doomed }))
        assert.strictEqual(error.check, name)
        assert.notStrictEqual(error.about, "the whole check", error.message)
      })
    )
  }
})

describe("the contract accepts", () => {
  for (const check of StoreContract.applicable(["proposing"])) {
    it.effect(`the store that the faults are put into: ${check.name}`, () => StoreContract.against(check, sound))
  }
  for (const name of concurrentChecks)
    it.effect(`that store with transactions side by side: ${name}`, () =>
      StoreContract.against(named(name), altered(sound, concurrent))
    )
})

const proposed = ", when it is proposed"

describe("each check", () => {
  const spared = new Set([
    // Races that a store can only lose together with a check that needs no race.
    "of 32 attempts at one command at once, one commits",
    "of 32 who want one unique key at once, one gets it",
    "32 transactions that lock the same records in other orders all end",
    // What it finds stands in a list of its own.
    largest
  ])
  const all = [...faults, ...lostFaults, ...reopenedFaults, ...deathFaults]
  for (const { name } of StoreContract.checks.filter((one) => !one.name.endsWith(proposed)))
    it(`${name}: is needed`, () =>
      assert.isTrue(spared.has(name) || finders.includes(name) || all.some(([, , check]) => check === name)))

  // What finds a fault of transactions finds it in proposals that are written by such transactions.
  for (const check of StoreContract.checks.filter((one) => one.name.endsWith(proposed)))
    it.effect(`${check.name}: is needed`, () =>
      Effect.gen(function* () {
        const name = check.name.slice(0, -proposed.length)
        const some = [...all.filter(([, , of]) => of === name), ...(name === finders[0] ? wayFaults : [])]
        // Where what is at fault is a way of reading, proposals have a fault of their own.
        const found = all.filter(([, , of]) => of === check.name).map(([fault]) => fault)
        for (const [fault, store] of some) {
          if (found.length > 0) break
          const exit = yield* Effect.result(StoreContract.against(check, altered(sound, whenProposed(store))))
          if (Result.isFailure(exit) && exit.failure.about !== "the whole check") found.push(fault)
        }
        assert.isAbove(found.length, 0, `none of ${some.map(([fault]) => fault).join(", ")}`)
      })
    )
})
