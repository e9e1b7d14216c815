import * as Agencybook from "@agencybook/application/Agencybook"
import { type Command, catalogue } from "@agencybook/application/Catalogue"
import * as HostClock from "@agencybook/application/HostClock"
import * as MemoryStore from "@agencybook/application/MemoryStore"
import * as NodeSecrets from "@agencybook/application/NodeSecrets"
import { Store } from "@agencybook/application/Store"
import * as Dates from "@agencybook/core/CalendarDate"
import * as Extranet from "@agencybook/core/Extranet"
import * as Id from "@agencybook/core/Id"
import * as Invitation from "@agencybook/core/Invitation"
import { calheers, verifications } from "@agencybook/core/Policy"
import { type Kind, kinds } from "@agencybook/core/Record"
import * as StaffLink from "@agencybook/core/StaffLink"
import { assert, describe, it } from "@effect/vitest"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Result from "effect/Result"
import { areaOf, areas, commandsOf } from "../src/CommandArea.ts"
import * as Commands from "../src/Commands.ts"
import * as EntitySample from "../src/EntitySample.ts"
import * as Sample from "../src/Sample.ts"
import * as Seed from "../src/Seed.ts"
import * as World from "../src/World.ts"

const key = new Uint8Array(32).fill(9)
/** Every other story is one in which consumers are asked before they move. */
const services = (start: number) =>
  Agencybook.layer({
    policy: {
      ...{ ...calheers, newAgentVerification: verifications, claimBySearch: "any" },
      transferConsent: start % 2 === 0 ? "consumer-confirm" : calheers.transferConsent
    }
  }).pipe(
    Layer.provideMerge(Layer.fresh(MemoryStore.layer)),
    Layer.provideMerge(NodeSecrets.layer({ N: 16, r: 8, p: 1, key }))
  )

/** Cases that break an invariant of the store, whatever happened. */
const twice = (keys: ReadonlyArray<string>) => keys.filter((key, n) => keys.indexOf(key) !== n)
const invariants = (world: World.World) => {
  const delegations = World.records(world, "delegation")
  const of = (...tags: ReadonlyArray<string>) =>
    delegations.flatMap(({ caseId, kind, state }) => (tags.includes(state._tag) ? [`${caseId} ${kind}`] : []))
  return {
    holders: twice(of("Active", "Frozen")),
    requests: twice(of("Requested")),
    helpers: twice(
      World.records(world, "counselorDelegation").flatMap(({ caseId, state }) =>
        state._tag === "Active" ? [caseId] : []
      )
    ),
    codes: twice(World.records(world, "accessCode").flatMap((one) => (one.state === "Issued" ? [one.caseId] : []))),
    employments: twice(
      World.records(world, "employment").flatMap((one) => (one.state === "Inactive" ? [] : [one.agentId]))
    ),
    // The number of an agency that has ended is free again, and a draft holds none (AGY-07).
    feins: twice(
      World.records(world, "agency").flatMap(({ certification, fein }) =>
        ["Incomplete", "Terminated"].includes(certification._tag) ? [] : [fein]
      )
    ),
    // A profile that was taken back before it was submitted holds nothing any more (AGT-01).
    licences: twice(
      World.records(world, "agent").flatMap(({ certification, licence }) =>
        certification._tag === "Discarded" ? [] : [licence.number]
      )
    )
  }
}
const sound = { holders: [], requests: [], helpers: [], codes: [], employments: [], feins: [], licences: [] }

/** Sends commands through the whole path on the store in memory, and follows them in a world of its own. */
const trace = (start: number, length: number) =>
  Effect.gen(function* () {
    const store = yield* Store
    const book = yield* Agencybook.Agencybook
    const seed = Seed.from(start)
    const codes = new Map<string, string>()
    const seen = { done: 0, refused: 0, recorded: 0, other: 0 }
    const commandsDone = new Set<string>()
    let millis = Dates.toMillis(Sample.now)
    let world = World.empty
    let position = 0

    const send = Effect.fnUntraced(function* (sent: Commands.Sent) {
      const before = yield* store.counts()
      const result = yield* Effect.result(
        book.execute(sent).pipe(
          Effect.provideService(
            Clock.Clock,
            HostClock.make(() => millis)
          )
        )
      )
      const rows = yield* store.journal(position, 100_000)
      const after = yield* store.counts()
      position += rows.length
      world = World.after(
        world,
        rows.map(({ event }) => event)
      )
      assert.deepStrictEqual(invariants(world), sound, sent.command._tag)
      for (const row of rows) {
        assert.match(row.actor, /^(consumer|agent|staff|applicant|counselor|servicecenter|exchange|system)\/\S+$/)
        assert.match(row.permission, /^P-\d\d \S+$/)
        assert.strictEqual(row.commandId as string, sent.id)
        assert.strictEqual(
          "onBehalfOf" in row,
          row.event._tag === "ActingUsed" || rows.some(({ event }) => event._tag === "ActingUsed")
        )
      }
      if (Result.isSuccess(result)) {
        seen.done += 1
        commandsDone.add(sent.command._tag)
        // The journal keeps the digest of a code, and whose clients a rival has asked for; the reply does not show them.
        const { actor, command } = sent
        const isBlind =
          command._tag === "CancelTransfer" || (command._tag === "SubmitTransfer" && command.submittedBy === "arriving")
        const shown = rows.map(({ event }) => {
          if (event._tag === "AccessCodeIssued") return { ...event, accessCode: { ...event.accessCode, digest: "" } }
          if (!isBlind || actor._tag === "Exchange") return event
          if (event._tag === "TransferOpened") return { ...event, transfer: { ...event.transfer, rows: [] } }
          return event._tag === "TransferMoved" ? { ...event, rows: [] } : event
        })
        assert.deepStrictEqual(result.success.events, shown)
        if (result.success.reveal !== undefined && "caseId" in sent.command)
          codes.set(sent.command.caseId, result.success.reveal)
      } else if (result.failure._tag === "Refused" && rows.length > 0) {
        seen.recorded += 1
        const tries = [
          "AccessCodeMoved",
          "AgentChangeCodeMoved",
          "InvitationMoved",
          "ExtranetAccountMoved",
          "StaffLinkMoved"
        ]
        assert.strictEqual(rows.filter(({ event }) => tries.includes(event._tag)).length, 1)
      } else {
        if (result.failure._tag === "Refused") seen.refused += 1
        else seen.other += 1
        assert.deepStrictEqual(after, before, `${sent.command._tag} left something behind`)
      }
    })

    const deliveries = World.deliveries(World.make(start, { agencies: 3, agents: 9, cases: 12 }))
    for (const [n, command] of deliveries.entries()) yield* send({ id: `delivery-${n}`, actor: Sample.system, command })
    // No feed delivers the register of entities.
    const { counselorId, entityId, name } = EntitySample.counselor()
    const register: ReadonlyArray<Command> = [
      { _tag: "RegisterEntity", entityId, name: EntitySample.entity().name },
      { _tag: "CertifyEntity", entityId, through: Dates.plusDays(Sample.today, 700) },
      { _tag: "AddCounselor", counselorId, entityId, name },
      { _tag: "AddCounselor", counselorId: Id.make("counselor-1"), entityId, name }
    ]
    for (const [n, command] of register.entries()) yield* send({ id: `register-${n}`, actor: Sample.exchange, command })
    // As the message about it has it.
    const linkOf = (username: string) => {
      const account = World.records(world, "extranetAccount").find((one) => one.username === username)
      const link = account !== undefined && "link" in account.state ? account.state.link : undefined
      const address = account && world.agent.get(account.agentId)?.loginEmail
      const { fromBytes, name } = Extranet.linkText
      return link && address && fromBytes(NodeSecrets.derive(key)(name, Extranet.secretId(link.linkId, address)))
    }
    const claimOf = ({ kind, licence }: { readonly kind: Invitation.Kind; readonly licence: string }) => {
      const agent = World.records(world, "agent").find((one) => one.licence.number === licence)
      const live = World.records(world, "invitation").find(
        (one) => one.agentId === agent?.agentId && one.kind === kind && one.state === "Issued"
      )
      const { fromBytes, name } = Invitation.textOf(kind)
      return (
        live &&
        agent &&
        fromBytes(NodeSecrets.derive(key)(name, Invitation.secretId(kind, live.invitationId, agent.loginEmail)))
      )
    }
    const staffLinkOf = (userId: string) => {
      const staff = world.staff.get(userId)
      const { fromBytes, name } = StaffLink.text
      const { link } = staff ?? {}
      return (
        staff && link && fromBytes(NodeSecrets.derive(key)(name, StaffLink.secretId(link.invitationId, staff.email)))
      )
    }
    for (let n = 0; n < length; n++) {
      millis += seed.int(4) * 60_000
      const codeOf = (caseId: string) => codes.get(caseId)
      yield* send(Commands.next(world, seed, { n, codeOf, linkOf, claimOf, staffLinkOf }))
    }

    const replayed = (yield* store.journal(0, 1_000_000)).reduce(
      (now, { event }) => World.after(now, [event]),
      World.empty
    )
    for (const kind of Object.keys(kinds) as ReadonlyArray<Kind>) {
      const ids = [...world[kind].keys()]
      const stored = yield* store.load([{ kind, index: "id", keys: ids, lock: "read" } as never])
      assert.deepStrictEqual(
        new Map(stored.map(({ id, record }) => [id, record as unknown])),
        new Map<string, unknown>(replayed[kind]),
        `replaying the journal gives other records of kind ${kind}`
      )
    }
    return { ...seen, commandsDone }
  }).pipe(Effect.provide(services(start)))

describe("Commands: random stories through the whole path", () => {
  it.live(
    "keep every invariant after each of 15,600 commands, and the journal rebuilds the records",
    () =>
      Effect.gen(function* () {
        const stories = yield* Effect.forEach([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 17], (start) =>
          trace(start, 1_200)
        )
        const sum = (pick: (one: (typeof stories)[number]) => number) => stories.reduce((n, one) => n + pick(one), 0)
        assert.isAtLeast(
          sum(({ done }) => done),
          400
        )
        assert.isAtLeast(
          sum(({ refused }) => refused),
          800
        )
        assert.isAtLeast(
          sum(({ recorded }) => recorded),
          5
        )
        assert.strictEqual(
          sum(({ other }) => other),
          0,
          "a command was malformed, in conflict or lost"
        )
        const everyDone = new Set(stories.flatMap(({ commandsDone }) => [...commandsDone]))
        const never = Object.keys(catalogue).filter((name) => !everyDone.has(name as never))
        // What ends a long chain of steps, or a long time, is seldom met by chance; journeys and laws walk there.
        assert.isAtMost(never.length, Object.keys(catalogue).length / 8, `never done: ${never.join(", ")}`)
      }),
    120_000
  )
})

describe("Commands", () => {
  it("follow from the seed", () => {
    const world = World.make(7, { agencies: 2, agents: 3, cases: 5 })
    const story = () => {
      const seed = Seed.from(9)
      return Array.from({ length: 50 }, (_, n) => Commands.next(world, seed, { n }))
    }
    assert.deepStrictEqual(story(), story())
  })

  it("are mostly about one area when they are told to be, and include every command of it", () => {
    const world = World.make(7, { agencies: 2, agents: 3, cases: 5 })
    for (const about of areas) {
      const seed = Seed.from(3)
      const sent = Array.from({ length: 300 }, (_, n) => Commands.next(world, seed, { n, about }).command._tag)
      const own = sent.filter((name) => areaOf[name] === about)
      assert.isAtLeast(own.length, 150, about)
      assert.deepStrictEqual(new Set(own), new Set(commandsOf(about)))
    }
  })

  it("include every command of the catalogue", () => {
    const world = World.make(7, { agencies: 2, agents: 3, cases: 5 })
    const seed = Seed.from(3)
    const sent = Array.from({ length: 2_000 }, (_, n) => Commands.next(world, seed, { n }).command._tag)
    assert.deepStrictEqual(new Set(sent), new Set(Object.keys(catalogue)))
  })
})
