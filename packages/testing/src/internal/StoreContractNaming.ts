/**
 * Checks of unique keys that differ in anything, or agree in nothing else, and of what a refusal says.
 *
 * @since 0.1.0
 */
import { type Change, type Commit, StoreError } from "@agencybook/application/Store"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import { type Check, check, outcomeOf, type Port, same, show } from "./StoreContractCheck.ts"
import { base } from "./StoreContractPopulation.ts"
import { put } from "./StoreContractReading.ts"
import * as Records from "./StoreContractRecords.ts"
import { helped, keyed, refused, uniqueKeys } from "./StoreContractWriting.ts"

const {
  accessCode,
  account,
  agency,
  agent,
  agentChangeCode,
  consent,
  at,
  change,
  commit,
  delegation,
  employment,
  entity,
  household,
  invitation,
  staff
} = Records

const since = at()
const later = at(77)
const elsewhere = { street: "9 Elm Street", city: "Oakland", county: "Alameda", state: "CA", zip: "94601" }
/** Who an agent may be otherwise. */
const somebodyElse = {
  name: { first: "Zoe", last: "Other" },
  languages: ["vi"],
  place: { city: "Oakland", county: "Alameda" }
} as object
const suspended = { _tag: "Suspended", since: later, reason: "under-investigation" } as const

/**
 * For unique keys, another record that has the key of the first and agrees with it in nothing else that it could differ in.
 */
const strangers: Readonly<Record<string, readonly [first: Change, stranger: Change]>> = {
  "agency-fein": [
    change("agency", agency(40)),
    change(
      "agency",
      agency(41, {
        fein: agency(40).fein,
        sites: [{ siteId: "other", name: "Elsewhere", address: elsewhere }] as never,
        phone: "2135550199" as never,
        licenceNumber: "0B00041" as never,
        documents: [],
        certification: { _tag: "Suspended", since: later, reason: "no-certified-manager" }
      })
    )
  ],
  "agency-licence": [
    change("agency", agency(42, { licenceNumber: "0B00042" as never })),
    change(
      "agency",
      agency(43, {
        licenceNumber: "0B00042" as never,
        sites: [{ siteId: "other", name: "Elsewhere", address: elsewhere }] as never,
        phone: "2135550198" as never,
        documents: [],
        certification: { _tag: "Pending", since: later } as never
      })
    )
  ],
  "agent-licence": [
    change("agent", agent(50)),
    change(
      "agent",
      agent(51, {
        licence: { ...agent(51).licence, number: agent(50).licence.number, status: "suspended", health: false },
        ...somebodyElse,
        certification: suspended as never
      })
    )
  ],
  "agent-npn": [
    change("agent", agent(52)),
    change(
      "agent",
      agent(53, {
        npn: agent(52).npn,
        ...somebodyElse,
        certification: { _tag: "Incomplete", since: later }
      })
    )
  ],
  "agent-email": [
    change("agent", agent(54)),
    change(
      "agent",
      agent(55, {
        loginEmail: agent(54).loginEmail,
        ...somebodyElse,
        certification: { _tag: "Withdrawn", since: later }
      })
    )
  ],
  "employment-open": [
    change("employment", employment(10, 1)),
    change("employment", employment(10, 2, { state: "Invited", since: later }))
  ],
  "staff-email": [
    change("staff", staff(40, 1)),
    change(
      "staff",
      staff(41, 2, {
        email: staff(40, 1).email,
        level: 2,
        name: { first: "Zoe", last: "Other" } as never,
        approval: { _tag: "Pending", since: later },
        activity: "Inactive",
        staffNumber: "C41" as never
      })
    )
  ],
  "staff-number": [
    change("staff", staff(42, 1, { staffNumber: "C42" as never })),
    change(
      "staff",
      staff(43, 2, {
        staffNumber: "C42" as never,
        level: 2,
        name: { first: "Zoe", last: "Other" } as never,
        approval: { _tag: "Eligible", since: later },
        activity: "Inactive"
      })
    )
  ],
  "case-number": [
    change("case", household(40)),
    change(
      "case",
      household(41, {
        caseNumber: household(40).caseNumber,
        members: ["MediCal"],
        application: { year: 2027, state: "Started" } as never,
        verifications: [],
        renewal: "Due" as never,
        lastActivityOn: "2026-05-05" as never,
        account: { _tag: "Linked", since: later } as never
      })
    )
  ],
  "delegation-holder": [
    change("delegation", delegation(40, 6, 1)),
    change(
      "delegation",
      delegation(41, 6, 4, {
        delegate: { agentId: agent(4).agentId, agencyId: agency(2).agencyId },
        origin: "access-code",
        state: { _tag: "Frozen", from: later, since: later },
        signedBy: "Somebody"
      })
    )
  ],
  "delegation-request": [
    change("delegation", delegation(42, 7, 1, { state: { _tag: "Requested", at: since } })),
    change(
      "delegation",
      delegation(43, 7, 4, {
        delegate: { agentId: agent(4).agentId, agencyId: agency(2).agencyId },
        origin: "access-code",
        state: { _tag: "Requested", at: later },
        signedBy: "Somebody"
      })
    )
  ],
  "accessCode-live": [
    change("accessCode", accessCode(40, 6)),
    change(
      "accessCode",
      accessCode(41, 6, {
        ...{
          channel: "mail" as never,
          digest: "other",
          issuedBy: "system/letters",
          issuedAt: later,
          expiresAt: at(9999),
          wrongTries: 2
        },
        requestedBy: { _tag: "Agent", agentId: agent(1).agentId } as never
      })
    )
  ],
  "agentChangeCode-live": [
    change("agentChangeCode", agentChangeCode(40, 6)),
    change(
      "agentChangeCode",
      agentChangeCode(41, 6, {
        ...{ agencyId: agency(2).agencyId, issuedAt: later, expiresAt: at(9999), wrongTries: 2 }
      })
    )
  ],
  "counselorDelegation-holder": [
    change("counselorDelegation", helped(40, { _tag: "Active", from: since })),
    change("counselorDelegation", {
      ...helped(41, { _tag: "Active", from: later }, 91),
      ...{
        origin: "claim",
        reference: "in-person:passport",
        signedBy: "Carl Case",
        consentId: consent(91, 8).consentId
      }
    })
  ],
  "counselorDelegation-request": [
    change("counselorDelegation", helped(42, { _tag: "Requested", at: since })),
    change("counselorDelegation", {
      ...helped(43, { _tag: "Requested", at: later }, 91),
      ...{ signedBy: "Carl Case", consentId: consent(91, 8).consentId }
    })
  ],
  "invitation-live": [
    change("invitation", invitation(40, 6, { kind: "activation-link" })),
    change(
      "invitation",
      invitation(41, 6, {
        ...{ kind: "activation-link", agencyId: agency(2).agencyId },
        ...{ issuedAt: later, expiresAt: at(99_999), wrongTries: 2 }
      })
    )
  ],
  "invitation-user": [
    change("invitation", invitation(42, 6, { state: "Claimed", claimedBy: "user-42" as never })),
    change(
      "invitation",
      invitation(43, 7, {
        ...{ state: "Claimed", claimedBy: "user-42" as never, kind: "activation-link" },
        ...{ agencyId: agency(2).agencyId, issuedAt: later, expiresAt: at(99_999), wrongTries: 2 }
      })
    )
  ],
  "extranetAccount-username": [
    change("extranetAccount", account(6, { _tag: "Disabled", since })),
    change(
      "extranetAccount",
      account(
        7,
        { _tag: "Active", since: later, password: { setAt: later } },
        { username: account(6, { _tag: "Disabled", since }).username, provisionedAt: later, epoch: 4, takenOver: true }
      )
    )
  ]
}

const alikeInNothingElse = Effect.fnUntraced(function* (store: Port) {
  yield* same(
    "unique keys without strangers",
    uniqueKeys.map(([name]) => name).filter((name) => !(name in strangers)),
    []
  )
  yield* put(store, commit("fill", keyed))
  for (const [name, [first, stranger]] of Object.entries(strangers)) {
    yield* refused(store, `${name}, both in one commit`, commit(`${name}-both`, [stranger, first]))
    yield* put(store, commit(`${name}-first`, [first]))
    yield* refused(
      store,
      `${name}, already taken`,
      commit(`${name}-second`, [change("enrollmentEntity", entity(1)), stranger])
    )
  }
})

/** Keys that are hardly different: a space, a nought, an accent, another way of writing it, a sign, the last of many. */
const hardly = [
  "José-1",
  "Jose-1",
  "Jose\u0301-1",
  "José 1",
  " José-1",
  "José-1 ",
  "José1",
  "0José-1",
  "José-01",
  "ＪJosé-1"
]
const long = Array.from({ length: 2 }, (_, n) => `${"number ".repeat(30)}${n}`)

const toldApart = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, commit("fill", base))
  const all = [...hardly, ...long, "000", "00", "0", "1", "01", "1.0", "1e0", "null", "", "%", "_"]
  const made: ReadonlyArray<readonly [what: string, make: (text: string, n: number) => Change]> = [
    ["agency by FEIN", (text, n) => change("agency", agency(100 + n, { fein: text as never }))],
    ["agency by licence", (text, n) => change("agency", agency(200 + n, { licenceNumber: text as never }))],
    [
      "agent by licence",
      (text, n) => change("agent", agent(300 + n, { licence: { ...agent(1).licence, number: text as never } }))
    ],
    ["agent by NPN", (text, n) => change("agent", agent(400 + n, { npn: text as never }))],
    ["agent by address", (text, n) => change("agent", agent(500 + n, { loginEmail: text as never }))],
    ["staff by address", (text, n) => change("staff", staff(100 + n, 1, { email: text as never }))],
    ["staff by number", (text, n) => change("staff", staff(200 + n, 1, { staffNumber: text as never }))],
    ["case by number", (text, n) => change("case", household(100 + n, { caseNumber: text as never }))]
  ]
  for (const [what, make] of made)
    for (const [n, text] of all.entries()) {
      const one = make(text, n)
      const name = `${one.id}-apart`
      const exit = yield* Effect.exit(put(store, commit(name, [one])))
      yield* same(`${what} ${show(text)} beside the others`, outcomeOf(exit), "success")
    }
})

/** What a refusal says, in its fields. */
const saidBy = Effect.fnUntraced(function* <E>(effect: Effect.Effect<unknown, E>) {
  const exit = yield* Effect.exit(effect)
  const error = exit._tag === "Failure" ? Cause.squash(exit.cause) : undefined
  return error instanceof StoreError ? error : undefined
})

const secret = "Carla Canary 1985-05-05"

const said = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, commit("fill", [...base, change("enrollmentEntity", entity(1))]))
  const withSecret = change(
    "case",
    household(30, { primaryContact: { ...household(1).primaryContact, signedBy: secret } as never })
  )
  const conflicting: ReadonlyArray<readonly [what: string, commit: Commit, on: string]> = [
    ["a taken command", commit("fill", [withSecret]), "command"],
    ...(["agent", "agency", "case", "employment"] as const).map((kind) => {
      const one = base.find((change) => change.kind === kind) as Change
      const stale = { ...one, expected: 7, version: 8 } as Change
      return [`another version of ${kind}`, commit(`late-${kind}`, [withSecret, stale]), kind] as const
    }),
    ...Object.entries(strangers).map(([name, [first, stranger]]) => {
      const [kind = "", ...rest] = name.split("-")
      return [
        `a taken ${name}`,
        commit(`taken-${name}`, [withSecret, first, stranger]),
        `${kind}_${rest.join("-")}`
      ] as const
    })
  ]
  for (const [what, one, on] of conflicting) {
    const error = yield* saidBy(put(store, one))
    const found = error?.reason._tag === "Conflict" ? error.reason.on : outcomeOfError(error)
    // A database may name the constraint by which it found out, or the kind alone where that has no name.
    const [kind] = on.split("_")
    const named =
      found === kind || found.toLowerCase() === on.toLowerCase() || (!on.includes("_") && found.startsWith(`${on}_`))
    yield* same(`what ${what} is a conflict on`, named ? on : found, on)
    yield* same(`whether ${what} may be tried again`, error?.isRetryable, true)
    yield* same(
      `whether the conflict on ${what} repeats what was written`,
      JSON.stringify(error).includes("Canary"),
      false
    )
  }
  const unkept: ReadonlyArray<readonly [what: string, value: unknown]> = [
    ["text", `${secret}\0`],
    ["number", Number.NaN],
    ["number", 2 ** 60],
    ["type", new Map([[secret, secret]])],
    ["type", [undefined]]
  ]
  for (const [n, [what, value]] of unkept.entries()) {
    const record = household(30 + n, { primaryContact: { ...household(1).primaryContact, spoilt: value } as never })
    const error = yield* saidBy(put(store, commit(`unkept-${n}`, [change("case", record)])))
    const reason = error?.reason
    yield* same(`what cannot be kept, ${n}`, reason?._tag === "Unkept" ? reason.what : outcomeOfError(error), what)
    yield* same(`where it is, ${n}`, reason?._tag === "Unkept" && reason.field.split(".").includes("spoilt"), true)
    yield* same("whether it may be tried again", error?.isRetryable, false)
    yield* same("whether the refusal repeats what was written", JSON.stringify(error).includes("Canary"), false)
  }
  for (const part of ["provenance", "command"] as const) {
    const error = yield* saidBy(put(store, commit(`no-time-${part}`, [], { [part]: { at: "infinity" } as never })))
    const reason = error?.reason
    yield* same(
      `the time of a ${part} that is none`,
      reason?._tag === "Unkept" ? [reason.what, reason.field] : outcomeOfError(error),
      ["instant", `${part}.at`]
    )
  }
})

const outcomeOfError = (error: StoreError | undefined): string => error?.reason._tag ?? "no refusal"

/** The checks of names. @category laws */
export const checks: ReadonlyArray<Check> = [
  check("a unique key is taken for whoever else wants it, however different otherwise", "B4", alikeInNothingElse),
  check("unique keys are told apart by every character", "B4", toldApart),
  check("a refusal says what was contended or where it is, and repeats nothing that was written", "B6", said)
]
