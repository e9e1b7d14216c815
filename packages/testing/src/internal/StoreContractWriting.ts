/**
 * Checks of writing: versions, unique keys, command keys, and that a transaction leaves everything or nothing.
 *
 * @since 0.1.0
 */
import { type Change, type Commit, StoreError, type uniques, type Versioned } from "@agencybook/application/Store"
import type { CounselorDelegation } from "@agencybook/core/CounselorDelegation"
import { read, type Selection } from "@agencybook/core/Facts"
import type * as Id from "@agencybook/core/Id"
import type { Invitation } from "@agencybook/core/Invitation"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import { broken, type Check, check, conflicts, outcomeOf, type Port, same } from "./StoreContractCheck.ts"
import { base } from "./StoreContractPopulation.ts"
import { put } from "./StoreContractReading.ts"
import * as Records from "./StoreContractRecords.ts"

const {
  accessCode,
  agentChangeCode,
  agency,
  agent,
  at,
  change,
  commit,
  delegation,
  employment,
  household,
  notice,
  staff
} = Records

const everything: ReadonlyArray<Selection> = base.map(({ id, kind }) => read(kind, "id", id))

/** Everything that can be seen of a store: records, journal, command keys, outbox. @category queries */
export const picture = Effect.fnUntraced(function* (store: Port, ...attempts: ReadonlyArray<Commit>) {
  const tried = attempts.flatMap(({ changes }) => changes.map(({ id, kind }) => read(kind, "id", id)))
  const records = new Map((yield* store.load([...everything, ...tried])).map((one) => [`${one.kind}/${one.id}`, one]))
  const commands: Array<unknown> = []
  for (const { command } of attempts)
    commands.push((yield* store.transact((tx) => tx.command(command.commandId))) ?? null)
  return {
    records: Array.from(records.keys())
      .sort()
      .map((key) => records.get(key) as Versioned),
    journal: yield* store.journal(0, 10_000),
    counts: yield* store.counts(),
    commands
  }
})

/** Holds an attempt to leave nothing behind. @category predicates */
export const leavesNothing = Effect.fnUntraced(function* <A, E, E2>(
  store: Port,
  about: string,
  attempts: ReadonlyArray<Commit>,
  attempt: Effect.Effect<A, E, never>,
  judge: (exit: Effect.Effect<A, E, never>) => Effect.Effect<void, E2>
) {
  const before = yield* picture(store, ...attempts)
  yield* judge(attempt)
  const after = yield* picture(store, ...attempts)
  for (const part of ["records", "journal", "commands", "counts"] as const)
    yield* same(`${about}, ${part}`, after[part], before[part])
})

/** Holds a commit to be a conflict that leaves nothing. */
export const refused = (store: Port, about: string, attempt: Commit) =>
  leavesNothing(store, about, [attempt], put(store, attempt), (run) => conflicts(about, run))

const others = [
  change("acting", Records.acting(1)),
  change("extranetAccount", Records.account(1, { _tag: "Disabled", since: at() }, { username: "u" }))
]

const versions = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, commit("fill", base))
  for (const expected of [1, 2, 3, 4]) {
    yield* put(
      store,
      commit(`write-${expected}`, [change("agent", agent(1, { npn: String(expected) as never }), expected)])
    )
    const [found] = yield* store.load([read("agent", "id", "agent-1")])
    yield* same("version", found?.version, expected + 1)
    yield* same("record", found?.record, agent(1, { npn: String(expected) as never }))
  }
  const [neighbour] = yield* store.load([read("agent", "id", "agent-2")])
  yield* same("version of another record", neighbour?.version, 1)
  const both = [change("agent", agent(1), 5), change("agent", agent(2, { locked: true }), 1)]
  yield* put(store, commit("write-both", both))
  const together = yield* store.load([read("agent", "id", "agent-1", "agent-2")])
  yield* same("versions of two that are written together", together.map(({ id, version }) => [id, version]).sort(), [
    ["agent-1", 6],
    ["agent-2", 2]
  ])
})

const expectations = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, commit("fill", base))
  yield* put(store, commit("again", [change("agent", agent(1, { locked: true }), 1)]))
  const attempts: ReadonlyArray<readonly [string, Change]> = [
    ["a version that is over", change("agent", agent(1), 1)],
    ["a version to come", change("agent", agent(1), 3)],
    ["a new record that exists", change("agent", agent(1), 0)],
    ["a record that does not exist", change("agency", agency(7), 1)]
  ]
  for (const [about, wrong] of attempts) {
    const name = about.replaceAll(" ", "-")
    const notices = [notice(name, 0)]
    yield* refused(store, about, commit(`${name}-alone`, [wrong], { notices }))
    yield* refused(store, `${about}, after good changes`, commit(`${name}-last`, [...others, wrong], { notices }))
    yield* refused(store, `${about}, before good changes`, commit(`${name}-first`, [wrong, ...others], { notices }))
  }
  // What one has too much the other has too little: together nothing is missing.
  const eachOther = commit("each-other", [change("agent", agent(1), 1), change("agent", agent(2), 2)])
  yield* refused(store, "two records that expect the version of each other", eachOther)
})

type Taken = {
  readonly [K in keyof typeof uniques]: { readonly [N in keyof (typeof uniques)[K]]: readonly [Change, Change, Change] }
}

const since = at()
/** The base, and what records with unique keys name beside it. @category constructors */
export const keyed: ReadonlyArray<Change> = [
  ...base,
  change("enrollmentEntity", Records.entity(90)),
  change("enrollmentEntity", Records.entity(91)),
  change("counselor", Records.counselor(90, 90)),
  change("counselor", Records.counselor(91, 91)),
  change("consent", Records.consent(90, 1)),
  change("consent", Records.consent(91, 8))
]
/** The `n`-th delegation to the counselor of `keyed`, or to the other one. @category constructors */
export const helped = (n: number, state: CounselorDelegation["state"], who = 90): CounselorDelegation => ({
  ...Records.help(n, 1, 90, state),
  delegate: { counselorId: `counselor-${who}` as Id.UserId, entityId: `entity-${who}` as Id.EntityId }
})
const claimedByOne = { state: "Claimed", claimedBy: "user-20" } as const as Partial<Invitation>
const closed = { _tag: "Disabled", since } as const

/** For every unique key: a record that has it, another that wants it, and the first one giving it up. */
const taken: Taken = {
  agency: {
    fein: [
      change("agency", agency(20)),
      change("agency", agency(21, { fein: agency(20).fein })),
      change("agency", agency(20, { certification: { _tag: "Terminated", since, reason: "closed" } }), 1)
    ],
    licence: [
      change("agency", agency(30, { licenceNumber: agent(20).licence.number })),
      change("agency", agency(31, { licenceNumber: agent(20).licence.number })),
      change("agency", agency(30, { licenceNumber: agent(22).licence.number }), 1)
    ]
  },
  agent: {
    licence: [
      change("agent", agent(20)),
      change("agent", agent(21, { licence: agent(20).licence })),
      change("agent", agent(20, { licence: agent(22).licence }), 1)
    ],
    npn: [
      change("agent", agent(23)),
      change("agent", agent(24, { npn: agent(23).npn })),
      change("agent", agent(23, { npn: agent(25).npn }), 1)
    ],
    email: [
      change("agent", agent(26)),
      change("agent", agent(27, { loginEmail: agent(26).loginEmail })),
      change("agent", agent(26, { loginEmail: agent(28).loginEmail }), 1)
    ]
  },
  employment: {
    open: [
      change("employment", employment(6, 1)),
      change("employment", employment(6, 2, { state: "Invited" })),
      change("employment", employment(6, 1, { state: "Inactive", reason: "leave" }), 1)
    ]
  },
  staff: {
    email: [
      change("staff", staff(20, 1)),
      change("staff", staff(21, 2, { email: staff(20, 1).email })),
      change("staff", staff(20, 1, { approval: { _tag: "Terminated", since, reason: "left-agency" } }), 1)
    ],
    number: [
      change("staff", staff(22, 1, { staffNumber: "A1" as never })),
      change("staff", staff(23, 1, { staffNumber: "A1" as never })),
      change("staff", staff(22, 1), 1)
    ]
  },
  case: {
    number: [
      change("case", household(20)),
      change("case", household(21, { caseNumber: household(20).caseNumber })),
      change("case", household(20, { caseNumber: household(22).caseNumber }), 1)
    ]
  },
  delegation: {
    holder: [
      change("delegation", delegation(20, 1, 1)),
      change("delegation", delegation(21, 1, 2, { state: { _tag: "Frozen", from: since, since } })),
      change(
        "delegation",
        delegation(20, 1, 1, { state: { _tag: "Ended", from: since, until: since, reason: "replaced" } }),
        1
      )
    ],
    request: [
      change("delegation", delegation(30, 2, 1, { state: { _tag: "Requested", at: since } })),
      change("delegation", delegation(31, 2, 2, { state: { _tag: "Requested", at: since } })),
      change("delegation", delegation(30, 2, 1, { state: { _tag: "Expired", at: since } }), 1)
    ]
  },
  counselorDelegation: {
    holder: [
      change("counselorDelegation", helped(20, { _tag: "Active", from: since })),
      change("counselorDelegation", helped(21, { _tag: "Active", from: since })),
      change("counselorDelegation", helped(20, { _tag: "Ended", from: since, until: since, reason: "replaced" }), 1)
    ],
    request: [
      change("counselorDelegation", helped(30, { _tag: "Requested", at: since })),
      change("counselorDelegation", helped(31, { _tag: "Requested", at: since })),
      change("counselorDelegation", helped(30, { _tag: "Expired", at: since }), 1)
    ]
  },
  accessCode: {
    live: [
      change("accessCode", accessCode(20, 1)),
      change("accessCode", accessCode(21, 1)),
      change("accessCode", accessCode(20, 1, { state: "Superseded" }), 1)
    ]
  },
  agentChangeCode: {
    live: [
      change("agentChangeCode", agentChangeCode(20, 1)),
      change("agentChangeCode", agentChangeCode(21, 1)),
      change("agentChangeCode", agentChangeCode(20, 1, { state: "Superseded" }), 1)
    ]
  },
  invitation: {
    live: [
      change("invitation", Records.invitation(20, 1, { kind: "activation-link" })),
      change("invitation", Records.invitation(21, 1, { kind: "activation-link" })),
      change("invitation", Records.invitation(20, 1, { kind: "activation-link", state: "Revoked" }), 1)
    ],
    user: [
      change("invitation", Records.invitation(30, 1, claimedByOne)),
      change("invitation", Records.invitation(31, 2, claimedByOne)),
      change("invitation", Records.invitation(30, 1, { state: "Revoked" }), 1)
    ]
  },
  extranetAccount: {
    username: [
      change("extranetAccount", Records.account(20, closed)),
      change("extranetAccount", Records.account(21, closed, { username: Records.account(20, closed).username })),
      change("extranetAccount", Records.account(20, closed, { username: "CC_given_up" }), 1)
    ]
  }
}

/** Every unique key by its name, with the three records. @category constructors */
export const uniqueKeys = Object.entries(taken).flatMap(([kind, keys]) =>
  Object.entries(keys).map(
    ([name, records]) => [`${kind}-${name}`, ...(records as readonly [Change, Change, Change])] as const
  )
)

const uniqueHeld = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, commit("fill", keyed))
  for (const [name, first, second, release] of uniqueKeys) {
    const both = commit(`${name}-both`, [...others, first, second], { notices: [notice(`${name}-both`, 0)] })
    yield* refused(store, `${name}, both in one commit`, both)
    yield* put(store, commit(`${name}-first`, [first]))
    const late = commit(`${name}-late`, [...others, second], { notices: [notice(`${name}-late`, 0)] })
    yield* refused(store, `${name}, already taken`, late)
    // What a commit gives up is free for what it adds, in whatever order they come.
    const givenUp = yield* Effect.exit(put(store, commit(`${name}-release`, [second, release])))
    yield* same(`${name}, given up by the same commit`, outcomeOf(givenUp), "success")
    const wanted = { ...first, expected: 2, version: 3 } as Change
    yield* refused(store, `${name}, taken by the successor`, commit(`${name}-back`, [wanted]))
  }
})

const otherKinds = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, commit("fill", base))
  const several = put(
    store,
    commit("several-kinds", [
      change("delegation", delegation(1, 1, 1)),
      change("delegation", delegation(2, 1, 2, { kind: "assister" })),
      change("delegation", delegation(3, 1, 3, { state: { _tag: "Requested", at: since } })),
      change("delegation", delegation(4, 1, 4, { state: { _tag: "Declined", at: since } })),
      change("delegation", delegation(5, 1, 4, { state: { _tag: "Declined", at: since } })),
      change("accessCode", accessCode(1, 1)),
      change("accessCode", accessCode(2, 1, { state: "Locked" })),
      change("accessCode", accessCode(3, 2))
    ])
  )
  yield* same("several of one case", outcomeOf(yield* Effect.exit(several)), "success")
  yield* same("rows", (yield* store.load([read("delegation", "history", "case-1")])).length, 5)
})

const commandOnce = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, commit("fill", base))
  yield* put(store, commit("once", [others[0] as Change], { notices: [notice("once", 0)] }))
  const sameAgain = commit("once", [others[1] as Change], { notices: [notice("once", 1)] })
  yield* refused(store, "the same command with another change", sameAgain)
  yield* refused(store, "the same command without changes", commit("once", [], { command: { fingerprint: "other" } }))
  const known = yield* store.transact((tx) => tx.command("once" as Id.CommandId))
  yield* same("what is remembered", known?.fingerprint, "print of once")
})

const attempt = commit("attempt", [...others, change("agent", agent(1, { locked: true }), 1)], {
  notices: [notice("attempt", 0), notice("attempt", 1)]
})

const rolledBack = (about: string, end: Effect.Effect<unknown, string>, expected: (exit: string) => boolean) =>
  Effect.fnUntraced(function* (store: Port) {
    yield* put(store, commit("fill", base))
    const run = store.transact((tx) => Effect.andThen(tx.commit(attempt), Effect.andThen(Effect.yieldNow, end)))
    yield* leavesNothing(store, about, [attempt], run, (body) =>
      Effect.flatMap(Effect.exit(body), (exit) =>
        expected(outcomeOf(exit)) ? Effect.void : broken(about, "the failure of the body", outcomeOf(exit))
      )
    )
    const claimed = yield* store.claim(at(9), 10, 1000)
    yield* same(`${about}, claimed notices`, claimed, [])
    yield* same("the same commit afterwards", outcomeOf(yield* Effect.exit(put(store, attempt))), "success")
    yield* same("notices of that commit", (yield* store.counts()).queued, 2)
  })

const interrupted = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, commit("fill", base))
  const written = yield* Deferred.make<void>()
  const run = Effect.gen(function* () {
    const body = (tx: Parameters<Parameters<Port["transact"]>[0]>[0]) =>
      tx.commit(attempt).pipe(Effect.andThen(Deferred.succeed(written, undefined)), Effect.andThen(Effect.never))
    const fiber = yield* Effect.forkChild(store.transact(body))
    yield* Deferred.await(written)
    yield* Fiber.interrupt(fiber)
  })
  yield* leavesNothing(store, "an interrupted body", [attempt], run, (body) => body)
  yield* put(store, attempt)
})

const recovered = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, commit("fill", base))
  const wrong = commit("wrong", [...others, change("agent", agent(1), 5)], { notices: [notice("wrong", 0)] })
  const run = store.transact((tx) => Effect.exit(tx.commit(wrong)))
  const about = "a conflict that the body ignores"
  yield* leavesNothing(store, about, [wrong], run, (body) =>
    Effect.flatMap(Effect.exit(body), (exit) =>
      // The transaction ends with the answer of its body, or with the conflict: what may be tried again stays so.
      exit._tag === "Success" ? Effect.void : same(about, outcomeOf(exit), "Conflict")
    )
  )
})

const answers = Effect.fnUntraced(function* (store: Port) {
  yield* same("answer", yield* store.transact(() => Effect.succeed({ value: 42 })), { value: 42 })
  const failure = yield* Effect.flip(store.transact(() => Effect.fail("refused" as const)))
  yield* same("failure", failure instanceof StoreError ? failure.message : failure, "refused")
  yield* put(store, commit("nothing-changed", [], { events: [] }))
  const known = yield* store.transact((tx) => tx.command("nothing-changed" as Id.CommandId))
  yield* same("a command that changed nothing", known?.events, [])
  yield* same("counts", yield* store.counts(), { journal: 0, queued: 0, sent: 0, failed: 0 })
})

/** The checks of writing. @category laws */
export const checks: ReadonlyArray<Check> = [
  check("versions start at 1 and grow by one with each write", "B5", versions),
  check("another version than the expected one is a conflict and writes nothing", "B5", expectations),
  check("a unique key that is taken is a conflict and writes nothing", "B4", uniqueHeld),
  check("what has no unique key may be there many times", "B4", otherKinds),
  check("a command identifier that is taken is a conflict and writes nothing", "B7", commandOnce),
  check(
    "a body that fails after its commit leaves nothing",
    "B1",
    rolledBack("a failing body", Effect.fail("no"), (exit) => exit === "failure of no")
  ),
  check(
    "a body that dies after its commit leaves nothing",
    "B1",
    rolledBack("a dying body", Effect.die("defect"), (exit) => exit !== "success")
  ),
  check("a body that is interrupted after its commit leaves nothing", "B1", interrupted),
  check("a conflict that the body ignores writes nothing", "B5", recovered),
  check("a transaction hands on the answer or the failure of its body", "B1", answers)
]
