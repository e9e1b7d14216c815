/**
 * The store in memory: for tests, for trying out, and as the plainest reading of the port.
 *
 * Everything is lost with the process. One transaction runs at a time.
 *
 * @since 0.1.0
 */
import type { Concerns } from "@agencybook/core/Audit"
import * as Dates from "@agencybook/core/CalendarDate"
import type { Disclosure, Kept } from "@agencybook/core/Disclosure"
import type { Selection } from "@agencybook/core/Facts"
import type { Notice } from "@agencybook/core/Notice"
import * as Page from "@agencybook/core/Page"
import { type Kind, keyOf, type Records, refOf } from "@agencybook/core/Record"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Semaphore from "effect/Semaphore"
import * as Fidelity from "./Fidelity.ts"
import * as JournalChain from "./JournalChain.ts"
import {
  agencyRoles,
  type Basis,
  type Commit,
  Conflict,
  concernsIn,
  type Head,
  type HeldIn,
  type JournalEntry,
  type Link,
  type Range,
  type Reading,
  type Readings,
  Store,
  type StoredCommand,
  StoreError,
  secondCommit,
  type Trail,
  type Transaction,
  type Unique,
  uniques,
  type Versioned
} from "./Store.ts"

interface Queued {
  readonly notice: Notice
  readonly queuedAt: Dates.Instant
  readonly state: "queued" | "sent" | "failed"
  readonly attempts: number
  readonly token: string
  readonly leasedUntil: Dates.Instant | undefined
}

const conflict = (on: string) => Effect.fail(new StoreError({ reason: new Conflict({ on }) }))

const isIn = ({ from, until }: Range, key: string): boolean =>
  Page.byCharacter(key, from) >= 0 && Page.byCharacter(key, until) < 0

// What is kept must be what was given: a caller who changes an object later changes nothing here.
const copy = <A>(value: A): A => structuredClone(value)

const isOf = (of: Trail, { agencyId, agentId, caseId, counselorId }: Concerns): boolean => {
  switch (of._tag) {
    case "Case":
      return caseId === of.caseId
    case "Agent":
      return (
        agentId === of.agentId && (agencyId === undefined || of.agencies === "every" || of.agencies.includes(agencyId))
      )
    case "Agency":
      return agencyId === undefined ? agentId !== undefined && of.agentIds.includes(agentId) : agencyId === of.agencyId
    case "Counselor":
      return counselorId === of.counselorId
    case "All":
      return true
  }
}

const showsBook = ({ about, at, whole }: Disclosure, held: HeldIn): boolean =>
  whole === true &&
  about.agencyId === held.agencyId &&
  (about.agentId === undefined || about.agentId === held.agentId) &&
  held.from <= at &&
  (held.until === undefined || at < held.until)

const isReading = (of: Readings, shown: Disclosure): boolean => {
  switch (of._tag) {
    case "Case":
      return (
        shown.about.caseId === of.caseId ||
        shown.cases.includes(of.caseId) ||
        of.held.some((held) => showsBook(shown, held))
      )
    case "Actor":
      return shown.actor === of.actor
    case "Agency":
      return shown.about.agencyId === of.agencyId && (agencyRoles as ReadonlyArray<string>).includes(shown.role)
    case "All":
      return true
  }
}

const entryOf = ({ concerns: _, hash: __, kind: ___, previous: ____, ...row }: Link): JournalEntry => row

const makeStore = () => {
  const records = new Map<Kind, Map<string, Versioned>>()
  const journal: Array<Link> = []
  const first = JournalChain.beginning("memory")
  let last: Head | undefined
  const commands = new Map<string, StoredCommand>()
  const outbox = new Map<string, Queued>()
  const readings: Array<Kept> = []
  const permit = Semaphore.makeUnsafe(1)
  let claims = 0

  const ofKind = (kind: Kind): Map<string, Versioned> => {
    const known = records.get(kind)
    if (known !== undefined) return known
    const made = new Map<string, Versioned>()
    records.set(kind, made)
    return made
  }

  const find = ({ index, keys, kind }: Selection): ReadonlyArray<Versioned> => {
    const all = ofKind(kind)
    const wanted = new Set(keys)
    if (index === "id") return Array.from(wanted).flatMap((key) => all.get(key) ?? [])
    return Array.from(all.values()).filter(({ record }) => {
      const key = keyOf(kind, index, record as Records[typeof kind])
      return key !== undefined && wanted.has(key)
    })
  }

  const load = (selections: ReadonlyArray<Selection>) => Effect.sync(() => selections.flatMap((one) => copy(find(one))))

  const inRange = (range: Range): ReadonlyArray<{ readonly place: Page.Place; readonly one: Versioned }> =>
    Array.from(ofKind(range.kind).values()).flatMap((one) => {
      const key = keyOf(range.kind, range.index, one.record as Records[Kind])
      return key === undefined || !isIn(range, key) ? [] : [{ place: { key, id: one.id }, one }]
    })

  const reading: Reading = {
    load,
    scan: (range, { after, descending = false, limit }) =>
      Effect.sync(() => {
        const sign = descending ? -1 : 1
        const rest = inRange(range).filter(({ place }) => after === undefined || sign * Page.compare(place, after) > 0)
        const sorted = rest.sort((a, b) => sign * Page.compare(a.place, b.place))
        return copy(sorted.slice(0, limit).map(({ one }) => one))
      }),
    tally: (ranges) => Effect.sync(() => ranges.map((range) => inRange(range).length)),
    trail: (of, { before = Number.POSITIVE_INFINITY, kind, limit }) =>
      Effect.sync(() => {
        const rows = journal.filter(
          ({ concerns, event, position }) =>
            position < before && isOf(of, concerns) && (kind === undefined || refOf(event).kind === kind)
        )
        return copy(
          rows
            .reverse()
            .slice(0, limit)
            .map(({ hash: _, kind: __, previous: ___, ...row }) => row)
        )
      }),
    links: (after, limit) => Effect.sync(() => copy(journal.slice(after, after + limit))),
    readings: (of, { before = Number.POSITIVE_INFINITY, limit }) =>
      Effect.sync(() => {
        const found = readings.filter((one) => one.position < before && isReading(of, one))
        return copy(found.reverse().slice(0, limit))
      }),
    ends: () => Effect.sync(() => copy({ first, last }))
  }

  const violated = (commit: Commit): string | undefined => {
    const changedIds = new Set(commit.changes.map(({ id, kind }) => `${kind}/${id}`))
    for (const [kind, keys] of Object.entries(uniques) as Array<[Kind, Unique]>) {
      const incoming = commit.changes.filter((change) => change.kind === kind)
      if (incoming.length === 0) continue
      const after = Array.from(ofKind(kind).values())
        .filter(({ id }) => !changedIds.has(`${kind}/${id}`))
        .concat(incoming)
      for (const [name, key] of Object.entries(keys)) {
        const taken = new Set<string>()
        for (const { record } of after) {
          const value = key(record as never)
          if (value === undefined) continue
          if (taken.has(value)) return `${kind}_${name}`
          taken.add(value)
        }
      }
    }
    return undefined
  }

  const check = (commit: Commit) => {
    const refusal = Fidelity.refusal(commit)
    if (refusal !== undefined) return Effect.fail(refusal)
    if (commands.has(commit.command.commandId)) return conflict("command")
    const named = new Set<string>()
    for (const { expected, id, kind } of commit.changes) {
      if ((ofKind(kind).get(id)?.version ?? 0) !== expected || named.has(`${kind}/${id}`)) return conflict(kind)
      named.add(`${kind}/${id}`)
    }
    const queued = commit.notices.map(({ noticeId }) => noticeId)
    if (new Set(queued).size < queued.length || queued.some((one) => outbox.has(one))) return conflict("notice")
    const unique = violated(commit)
    return unique === undefined ? Effect.void : conflict(unique)
  }

  const write = (commit: Commit): void => {
    commands.set(commit.command.commandId, commit.command)
    for (const { expected: _, ...versioned } of commit.changes) ofKind(versioned.kind).set(versioned.id, versioned)
    const concerned = concernsIn(commit)
    const contents = commit.events.map((event) =>
      JournalChain.content({ ...commit.provenance, event, concerns: concerned(event) })
    )
    for (const [n, place] of JournalChain.extend(last ?? first, contents.map(JournalChain.contentOf)).entries()) {
      journal.push({ ...(contents[n] as JournalChain.Content), ...place })
      last = { position: place.position, hash: place.hash }
    }
    for (const notice of commit.notices) {
      const queuedAt = commit.provenance.at
      outbox.set(notice.noticeId, {
        notice,
        queuedAt,
        state: "queued",
        attempts: 0,
        token: "",
        leasedUntil: undefined
      })
    }
  }

  const recall: Transaction["command"] = (commandId) =>
    Effect.sync(() => {
      const known = commands.get(commandId)
      const events = journal.filter((entry) => entry.commandId === commandId).map(({ event }) => event)
      return known && copy({ ...known, events })
    })

  const versions = (all: Iterable<Versioned>): ReadonlyMap<string, number> =>
    new Map(Array.from(all, ({ id, kind, version }) => [`${kind}/${id}`, version]))

  const stands = ({ found, reads }: Basis): boolean => {
    const [then, now] = [versions(found), versions(reads.flatMap(find))]
    return then.size === now.size && Array.from(now).every(([key, version]) => then.get(key) === version)
  }

  return Store.of({
    propose: (body) =>
      Effect.flatMap(
        permit.withPermit(Effect.suspend(() => body({ load, command: recall }))),
        ({ answer, write: proposed }) =>
          proposed === undefined
            ? Effect.succeed(answer)
            : permit.withPermit(
                Effect.suspend(() => {
                  if (!stands(proposed.basis)) return conflict("basis")
                  return Effect.as(
                    Effect.tap(check(proposed.commit), () => Effect.sync(() => write(copy(proposed.commit)))),
                    answer
                  )
                })
              )
      ),
    transact: (body) =>
      permit.withPermit(
        Effect.suspend(() => {
          let asked = 0
          let accepted: Commit | undefined
          const tx: Transaction = {
            load: (selections) => load(selections),
            command: recall,
            commit: (commit) =>
              Effect.suspend(() => {
                asked += 1
                return asked > 1
                  ? Effect.fail(secondCommit())
                  : Effect.tap(check(commit), () => Effect.sync(() => (accepted = copy(commit))))
              })
          }
          // The writes become visible together, and only when the body has succeeded.
          return Effect.tap(body(tx), () => {
            if (asked > 1) return Effect.fail(secondCommit())
            return Effect.sync(() => accepted && write(accepted))
          })
        })
      ),
    load,
    snapshot: (body) => permit.withPermit(Effect.suspend(() => body(load, reading))),
    disclose: (body) =>
      permit.withPermit(
        Effect.gen(function* () {
          const { answer, shown } = yield* body(reading)
          if (shown === undefined) return answer
          const refusal = Fidelity.refusalOfDisclosure(shown)
          if (refusal !== undefined) return yield* Effect.fail(refusal)
          readings.push(copy({ ...shown, position: readings.length + 1 }))
          return answer
        })
      ),
    journal: (after, limit) => Effect.sync(() => copy(journal.slice(after, after + limit).map(entryOf))),
    claim: (at, limit, leaseMillis, channel) =>
      Effect.suspend(() => {
        const refusal = Fidelity.refusalOfInstant(at)
        if (refusal !== undefined) return Effect.fail(refusal)
        const free = Array.from(outbox.values()).filter(
          ({ leasedUntil, notice, state }) =>
            state === "queued" &&
            (leasedUntil === undefined || leasedUntil <= at) &&
            (channel === undefined || notice.channel === channel)
        )
        const claimed = free.slice(0, limit).map((queued) => {
          claims += 1
          const claimed: Queued = {
            ...queued,
            attempts: queued.attempts + 1,
            token: `claim-${claims}`,
            leasedUntil: Dates.plusMillis(at, leaseMillis)
          }
          outbox.set(queued.notice.noticeId, claimed)
          const { attempts, notice, queuedAt, token } = claimed
          return { attempts, notice: copy(notice), queuedAt, token }
        })
        return Effect.succeed(claimed)
      }),
    settle: (noticeId, token, outcome) =>
      Effect.sync(() => {
        const known = outbox.get(noticeId)
        if (known === undefined || token === "" || known.token !== token || known.state !== "queued") return false
        outbox.set(noticeId, { ...known, state: outcome === "retry" ? "queued" : outcome, token: "" })
        return true
      }),
    counts: () =>
      Effect.sync(() => {
        const states = Array.from(outbox.values(), ({ state }) => state)
        const count = (state: Queued["state"]) => states.filter((one) => one === state).length
        return { journal: journal.length, queued: count("queued"), sent: count("sent"), failed: count("failed") }
      })
  })
}

/**
 * A new, empty store in memory.
 *
 * @category layers
 */
export const layer: Layer.Layer<Store> = Layer.sync(Store, makeStore)
