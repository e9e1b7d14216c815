import * as Portal from "@agencybook/application/Portal"
import * as Queries from "@agencybook/application/Queries"
import { type Commit, Store } from "@agencybook/application/Store"
import * as Id from "@agencybook/core/Id"
import * as Effect from "effect/Effect"
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest"
import * as PostgresServer from "./fixture/server.ts"
import * as Borrows from "./torture/Borrows.ts"
import * as CutSweep from "./torture/CutSweep.ts"
import * as Edits from "./torture/Edits.ts"
import * as Failures from "./torture/Failures.ts"
import type { Tamper } from "./torture/Ground.ts"
import * as History from "./torture/History.ts"
import * as Kept from "./torture/Kept.ts"
import * as Keys from "./torture/Keys.ts"
import * as Kills from "./torture/Kills.ts"
import * as Questions from "./torture/Questions.ts"
import * as Readers from "./torture/Readers.ts"
import { counting, line, type Report, sum, tell } from "./torture/Report.ts"
import * as Restarts from "./torture/Restarts.ts"
import * as Savepoints from "./torture/Savepoints.ts"
import * as Stalls from "./torture/Stalls.ts"
import * as Statements from "./torture/Statements.ts"
import { type Scene, scenes } from "./torture/Story.ts"
import * as Tenants from "./torture/Tenants.ts"

const server = (): PostgresServer.Address => {
  const url = inject("server")
  return { url, port: Number(new URL(url).port) }
}

const held = ({ failed, tried, wrong }: Report, least: number) => {
  expect(wrong).toEqual([])
  expect(failed).toBe(0)
  expect(tried).toBeGreaterThanOrEqual(least)
}

/** A store on which every command holds what it reads. */
const inLine: Tamper = ({ propose: _, ...store }) => Store.of(store)

const renamed = (one: Commit): Commit => {
  const commandId = Id.make<typeof one.command.commandId>(`${one.command.commandId}-${Math.random()}`)
  return { ...one, command: { ...one.command, commandId } }
}

/** A store that forgets which commands it has carried out. */
const forgetful: Tamper = ({ propose, ...store }) =>
  Store.of({
    ...store,
    ...(propose === undefined
      ? {}
      : {
          propose: (body) =>
            propose((look) =>
              Effect.map(body({ ...look, command: () => Effect.succeed(undefined) }), ({ answer, write }) => ({
                answer,
                ...(write && { write: { ...write, commit: renamed(write.commit) } })
              }))
            )
        }),
    transact: (body) =>
      store.transact((tx) =>
        body({
          ...tx,
          command: () => Effect.succeed(undefined),
          commit: (one) => tx.commit(renamed(one))
        })
      )
  })

/** A store that knows a command once when it is asked again, and has forgotten it the next time. */
const forgetfulLater = (): Tamper => {
  let looks = 0
  return (store) => {
    looks = 0
    const forgets = forgetful(store)
    const { propose } = store
    if (propose === undefined) throw new Error("the store takes no proposals")
    return Store.of({
      ...store,
      propose: (body) =>
        Effect.suspend(() => {
          looks += 1
          return looks > 2 && forgets.propose !== undefined ? forgets.propose(body) : propose(body)
        })
    })
  }
}

/** A store that writes over whatever was written since it was read. */
const careless: Tamper = (store) =>
  Store.of({
    ...inLine(store),
    transact: (body) =>
      store.transact((tx) =>
        body({
          ...tx,
          load: (selections) => tx.load(selections, { lock: false }),
          commit: (one) =>
            Effect.flatMap(
              tx.load(
                one.changes.map(({ id, kind }) => ({ kind, index: "id", keys: [id], lock: "write" }) as never),
                { lock: true }
              ),
              (found) =>
                tx.commit({
                  ...one,
                  changes: one.changes.map((change) => ({
                    ...change,
                    expected: found.find(({ id, kind }) => id === change.id && kind === change.kind)?.version ?? 0
                  }))
                })
            )
        })
      )
  })

/** A store that writes whatever was proposed, on whatever version is there by then. */
const hasty: Tamper = (store) => {
  const { transact } = careless(store)
  return Store.of({
    ...store,
    propose: (body) =>
      Effect.flatMap(
        body({ load: store.load, command: (commandId) => store.transact((tx) => tx.command(commandId)) }),
        ({ answer, write }) =>
          write === undefined
            ? Effect.succeed(answer)
            : Effect.as(
                transact((tx) => tx.commit(write.commit)),
                answer
              )
      )
  })
}

describe("the lines of the torture", () => {
  const report = (promise: string, part: string, tried: number): Report => {
    const count = counting(promise, part)
    count.tried(tried)
    count.expect(tried < 5, "too many")
    return { ...count.end(), seconds: tried / 10 }
  }
  const all = [report("B4", "32 clients", 7), report("B1", "cuts", 2), report("B4", "one client", 4)]

  it("name the promise by its letter and number alone, and one line sums up what was tried of it", () => {
    expect(all.map((one) => JSON.parse(line(one, true)))).toEqual([
      { promise: "B4", part: "32 clients", tried: 7, failed: 1, seconds: 0.7 },
      { promise: "B1", part: "cuts", tried: 2, failed: 0, seconds: 0.2 },
      { promise: "B4", part: "one client", tried: 4, failed: 0, seconds: 0.4 }
    ])
    expect(sum("B4", all, true)).toBe('{"promise":"B4","tried":11,"failed":1,"seconds":1.1}')
    expect(sum("B4", all, false)).toBe("B4: 11 tried, 1 failed, 1.1 s (32 clients; one client)")
    expect(line(all[0] as Report, false)).toBe("B4 32 clients: 7 tried, 1 failed, 0.7 s")
  })

  const told = async (each: boolean) => {
    const lines: Array<string> = []
    const complaints: Array<string> = []
    const late = report("B10", "borrowers", 1)
    const parts = [all.slice(0, 1), all.slice(1, 2), [...all.slice(2), late]].map((found) => ({
      promises: found.map(({ promise }) => promise),
      run: async () => {
        lines.push("begins")
        return found
      }
    }))
    await tell(
      parts,
      { each, json: true },
      (one) => lines.push(one),
      (one) => complaints.push(one)
    )
    return {
      complaints,
      lines: lines.map((one) => (one === "begins" ? one : Object.values(JSON.parse(one)).join(" ")))
    }
  }

  it("come one for each promise, when no part of it is left", async () => {
    expect(await told(false)).toEqual({
      complaints: ["too many"],
      lines: ["begins", "begins", "B1 2 0 0.2", "begins", "B4 11 1 1.1", "B10 1 0 0.1"]
    })
  })

  it("come one for each part as well where that is asked for, and those of the promises last", async () => {
    expect((await told(true)).lines).toEqual([
      ...["begins", "B4 32 clients 7 1 0.7", "begins", "B1 cuts 2 0 0.2"],
      ...["begins", "B4 one client 4 0 0.4", "B10 borrowers 1 0 0.1", "B1 2 0 0.2", "B4 11 1 1.1", "B10 1 0 0.1"]
    ])
  })
})

/** The full form is `npm run torture`. */
describe("a short torture of the store", () => {
  let told: ReadonlyArray<Scene> = []
  beforeAll(async () => {
    told = (await scenes([1], 1_200)).found
  })
  const scene = (name: Scene["name"]) => told.filter((one) => one.name === name)

  it("B1: a cut at any piece of traffic doubles nothing and loses nothing", async () => {
    const chosen = [...scene("AcceptRequest"), ...scene("TransferBook"), ...scene("IssueAccessCode")]
    expect(chosen).toHaveLength(3)
    held(await CutSweep.run(server(), chosen), 30)
    // The way of those who stand in line is longer.
    held(await CutSweep.run(server(), chosen, inLine), 60)
  }, 180_000)

  it("B1: the sweep notices a store that forgets its commands", async () => {
    expect(scene("AddAgent")).toHaveLength(1)
    // Whether a cut falls between a commit and its answer depends on how the traffic is cut into pieces that time.
    let wrong = ""
    for (let sweep = 0; sweep < 5 && wrong === ""; sweep++)
      wrong = (await CutSweep.run(server(), scene("AddAgent"), forgetful)).wrong.join()
    expect(wrong).toContain("is known already")
  }, 60_000)

  it("B1: a second cut while a command is sent again doubles nothing and loses nothing", async () => {
    const chosen = [...scene("AcceptRequest"), ...scene("IssueAccessCode")]
    expect(chosen).toHaveLength(2)
    held(await CutSweep.pairs(server(), chosen, { every: 5, whole: () => false }), 40)
  }, 180_000)

  it("B1: pairs of cuts notice a store that knows its commands once", async () => {
    let wrong = ""
    for (let sweep = 0; sweep < 5 && wrong === ""; sweep++)
      wrong = (
        await CutSweep.pairs(server(), scene("AddAgent"), { every: 3, whole: () => false }, forgetfulLater())
      ).wrong.join()
    expect(wrong).toContain("is known already")
    const once = await CutSweep.run(server(), scene("AddAgent"), forgetfulLater())
    expect(once.wrong).toEqual([])
  }, 120_000)

  it("B2: a client that is killed leaves nothing half done", async () => {
    held(await Kills.run(server(), 2), 2)
  }, 120_000)

  it("B4: the rules alone explain what many clients were told at once", async () => {
    held(await History.run(server(), "read committed", 16, 600), 300)
  }, 120_000)

  it("B4: what the rules accept of one client, the tables keep", async () => {
    held(await History.oneByOne(server(), 6, 100), 500)
  }, 120_000)

  it("B4: the history notices a store that loses updates", async () => {
    for (const tamper of [careless, hasty]) {
      const { failed } = await History.run(server(), "read committed", 16, 600, tamper)
      expect(failed).toBeGreaterThan(0)
    }
  }, 120_000)

  it("B6: failures that may pass are tried again, the others are not", async () => {
    held(await Failures.run(server(), ["40001", "57P01", "23514"]), 30)
  }, 120_000)

  it("B6: a failure at any statement, and an answer that is lost after any, has one outcome", async () => {
    const codes = ["40001", "57P01", "23514"]
    held(await Statements.run(server(), { codes, every: 9 }), 30)
  }, 180_000)

  it("B6: a failure at any statement or savepoint in a host's transaction leaves the host what is told", async () => {
    held(await Savepoints.run(server(), { codes: ["40001", "57014", "23514"], every: 7 }), 35)
  }, 180_000)

  it("B6: a store that forgets its commands is noticed where an answer is lost", async () => {
    const { wrong } = await Statements.run(server(), { codes: [], every: 11, tamper: forgetful })
    expect(wrong.join()).toContain("sent again, it ended as Refused")
  }, 180_000)

  it("B7: one identifier is one command, however often it is sent", async () => {
    held(await Keys.run(server(), 6, 32), 6)
  }, 120_000)

  it("B7: a store that forgets its commands is noticed", async () => {
    expect((await Keys.run(server(), 3, 4, forgetful)).failed).toBeGreaterThan(0)
  }, 120_000)

  it("B8: readers beside writers see what was there", async () => {
    held(await Readers.run(server(), 200), 200)
  }, 120_000)

  it("B8: a store that reads one thing after the other is noticed", async () => {
    const { wrong } = await Readers.run(server(), 1_000, (store) =>
      Store.of({
        ...store,
        load: (selections) =>
          Effect.map(
            Effect.forEach(
              selections.flatMap((one) => one.keys.map((key) => ({ ...one, keys: [key] }) as typeof one)),
              (one) => store.load([one])
            ),
            (all) => all.flat()
          )
      })
    )
    expect(wrong.join()).toContain("was never there")
  }, 120_000)

  it("B10: a connection carries nothing from one borrower to the next", async () => {
    held(await Borrows.run(server(), 70), 70)
  }, 120_000)

  it("B11: odd texts are kept as they are, or refused", async () => {
    held(await Kept.run(server(), 200), 200)
  }, 120_000)

  it("B11: a store that tidies texts is noticed", async () => {
    const { failed } = await Kept.run(server(), 200, (store) =>
      Store.of({
        ...store,
        load: (selections) =>
          Effect.map(store.load(selections), (found) => JSON.parse(JSON.stringify(found).normalize("NFKC")))
      })
    )
    expect(failed).toBeGreaterThan(0)
  }, 120_000)

  it("B14: the journal is written again by nobody unnoticed", async () => {
    held(await Edits.run(server(), 28), 30)
  }, 120_000)

  it("B13: exchanges with the same names stay apart with any net away, and not with two", async () => {
    // So many that each exchange is asked every question, and that together they are sent every command.
    held(await Tenants.inTurn(server(), { exchanges: 2, each: 170, rounds: 1 }), 1_300)
    held(await Tenants.holes(server(), { exchanges: 2, each: 200, rounds: 3 }, ["agent", "delegation"]), 2)
  }, 120_000)

  it("B13: everything that a portal answers is asked, or it is said why not", async () => {
    const portal = Portal.make()
    expect(Object.keys(portal).sort()).toEqual([...Questions.names, ...Object.keys(Questions.elsewhere)].sort())
    await portal.close()
    const asked = Object.entries(Queries).flatMap(([name, one]) => (typeof one === "function" ? [name] : []))
    const byAnother = Object.keys(Questions.byAnother)
    expect(asked.filter((name) => !Questions.names.some((one) => one === name))).toEqual(byAnother)
  })

  it("B9: nothing blocks for ever", async () => {
    held(await Stalls.run(server(), 1), 6)
  }, 120_000)
})

describe("a server that is stopped at once", () => {
  let own: PostgresServer.PostgresServer
  beforeAll(async () => {
    own = await PostgresServer.make()
    await own.start()
  }, 120_000)
  afterAll(() => own.remove())

  it("B3: has everything that was acknowledged when it is back", async () => {
    held(await Restarts.run(own, 2), 2)
  }, 120_000)
})
