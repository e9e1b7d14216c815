import { assert, describe, it } from "@effect/vitest"
import * as Dates from "../src/CalendarDate.ts"
import * as Employment from "../src/Employment.ts"
import * as KeptClients from "../src/KeptClients.ts"
import * as Policy from "../src/Policy.ts"
import * as Sample from "./fixture/sample.ts"

const agentId = Sample.agentId(1)
const at = (agency: number) => ({ delegate: { agentId, agencyId: Sample.agencyId(agency) } })
const until = Dates.make("2026-03-10")
const free = Sample.agent(1)
const waiting = Sample.agent(1, { dispositionUntil: until })
const open = [
  Sample.delegation(1, "Active", at(0)),
  Sample.delegation(2, "Requested", at(0)),
  Sample.delegation(3, "Frozen", at(0)),
  Sample.delegation(4, "Active", at(3))
]
const triggers: { readonly [state: string]: string } = { Frozen: "freeze", Active: "thaw" }
/** What a step in an agency leads to for the clients, or the code and the message of its refusal. */
const step = (
  agent: typeof free,
  agency: number,
  keepClientsUntil: string | undefined,
  of = open,
  dispositionDays = 30
): ReadonlyArray<string> => {
  const place = { agencyId: Sample.agencyId(agency), agentId }
  const decided = KeptClients.decide(
    keepClientsUntil === undefined
      ? { _tag: "SetAgentActive", ...place }
      : {
          ...{ _tag: "SetAgentInactive", ...place, reason: "leave" },
          keepClientsUntil: Dates.make(keepClientsUntil)
        },
    {
      ...{ agent, open: of, otherManager: true, isManager: false },
      employment: Sample.employment(1, agency, keepClientsUntil === undefined ? "Inactive" : "Active"),
      ...{ openEmployment: undefined, sameLicence: undefined, sameNpn: undefined, sameEmail: undefined }
    },
    Sample.context({ policy: { ...Policy.calheers, dispositionDays } })
  )
  if (decided._tag === "Refused") return [decided.code, decided.message]
  return decided.events.map((event) =>
    event._tag === "DelegationMoved"
      ? `${event.delegationId} ${event.to._tag}${triggers[event.to._tag] === event.trigger ? "" : ` by ${event.trigger}`}`
      : event._tag
  )
}
const moved = "EmploymentMoved"

describe("KeptClients", () => {
  it("can be kept from tomorrow on for the days of the policy, or until the day of an open window [EMP-04]", () => {
    const context = Sample.context()
    assert.deepStrictEqual(Employment.keepDays(free, context), {
      from: Dates.make("2026-03-04"),
      until: Dates.make("2026-04-02")
    })
    assert.deepStrictEqual(Employment.keepDays(waiting, context), { from: until, until })
    const first = (...of: Parameters<typeof step>) => step(...of)[0]
    assert.strictEqual(first(free, 0, "2026-03-03"), "KeepDayOutside")
    assert.strictEqual(first(free, 0, "2026-03-04"), moved)
    assert.strictEqual(first(free, 0, "2026-04-02"), moved)
    assert.strictEqual(first(free, 0, "2026-04-03"), "KeepDayOutside")
    assert.strictEqual(first(free, 0, "2026-03-04", open, 0), "KeepDayOutside")
    assert.strictEqual(first(waiting, 0, "2026-03-10"), moved)
    assert.strictEqual(first(waiting, 0, "2026-03-09"), "KeepDayOutside")
    assert.strictEqual(first(waiting, 0, "2026-03-11"), "KeepDayOutside")
    // A window whose day has come is closed by the daily run, and no place to wait in.
    const late = Sample.agent(1, { dispositionUntil: Sample.today })
    assert.strictEqual(first(late, 0, "2026-03-03"), "KeepDayOutside")
  })

  it("name the day that was asked for and those that are possible", () => {
    assert.strictEqual(
      step(free, 0, "2026-05-01")[1],
      "the clients of agent `agent-1` cannot be kept until `2026-05-01`: the day is from `2026-03-04` to `2026-04-02`"
    )
  })

  it("are frozen where the agent worked, requests wait, and no second window opens [EMP-04]", () => {
    assert.deepStrictEqual(step(free, 0, "2026-03-10"), [moved, "delegation-1 Frozen", "DispositionOpened"])
    assert.deepStrictEqual(step(free, 3, "2026-03-10"), [moved, "delegation-4 Frozen", "DispositionOpened"])
    assert.deepStrictEqual(step(waiting, 0, "2026-03-10"), [moved, "delegation-1 Frozen"])
    assert.deepStrictEqual(step(free, 5, "2026-03-10"), [moved])
  })

  it("are with the agent again who is back, and the window stays for an agency that keeps others [EMP-05]", () => {
    assert.deepStrictEqual(step(waiting, 0, undefined), [moved, "delegation-3 Active", "DispositionClosed"])
    assert.deepStrictEqual(step(waiting, 3, undefined), [moved])
    assert.deepStrictEqual(step(free, 0, undefined), [moved])
  })
})
