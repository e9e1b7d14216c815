import { assert, describe, it } from "@effect/vitest"
import * as Capability from "../src/Capability.ts"

const rows = Object.entries(Capability.permissions) as ReadonlyArray<[string, Capability.Permission]>

describe("Capability", () => {
  it("names a row of the permission table for every capability, and somebody who has it", () => {
    for (const [name, permission] of rows) {
      assert.match(permission.id, /^P-\d\d$/, name)
      assert.isAbove(Object.keys(permission.roles).length, 0, name)
    }
  })

  it("lets a manager take over only what an agent may do with own records [ACT-02]", () => {
    for (const [name, permission] of rows)
      if (permission.onBehalf) assert.strictEqual(permission.roles.agent, "own", name)
  })

  it("opens in a session, whatever becomes of the agent, only what a manager reads or moves in the own name [ACT-02 AGT-19]", () => {
    const of = rows.flatMap(([name, { asManager }]) => (asManager === undefined ? [] : [[name, asManager] as const]))
    assert.deepStrictEqual(of, [
      ["view-requests", "view-requests"],
      ["transfer-book", "transfer-book"],
      ["view-own-book", "view-agency-book"],
      ["view-discrepancies", "view-discrepancies"]
    ])
    for (const [name, right] of of) {
      assert.strictEqual(Capability.permissions[right].roles.manager, "agency", name)
      assert.isFalse(Capability.permissions[right].casework, name)
    }
  })

  it("gives a manager what goes on after the own certification is over [AGT-17]", () => {
    const on = rows.filter(([, { afterwards }]) => afterwards !== undefined)
    assert.deepStrictEqual(
      on.map(([name, { afterwards, roles }]) => `${name} ${afterwards} ${roles.manager}`),
      ["view-agency agency agency", "reapply-agent own agency"]
    )
  })

  it("lets only the exchange certify an agency or an agent; its feeds may suspend one [AGY-09]", () => {
    assert.deepStrictEqual(Capability.permissions["certify-agency"].roles, { exchange: "all" })
    assert.deepStrictEqual(Capability.permissions["certify-agent"].roles, { exchange: "all" })
    assert.deepStrictEqual(Capability.permissions["suspend-agent"].roles, { exchange: "all", system: "all" })
  })

  it("gives staff of level 2 all that level 1 has", () => {
    for (const [name, { roles }] of rows)
      if (roles["staff-1"]) assert.strictEqual(roles["staff-2"], roles["staff-1"], name)
  })

  it("gives a counselor work on a case that a consumer can allow, the own requests, clients and trail, and what is public [ENT-01 DEL-28 DEL-02]", () => {
    const own = [
      ...["start-application", "claim-case", "answer-request", "view-requests", "relinquish-delegation"],
      ...["view-own-book", "view-past-delegations", "view-audit"]
    ]
    for (const [name, { allowance, casework, roles }] of rows) {
      if (name === "search-directory" || name === "ask-for-access-code") {
        assert.strictEqual(roles.counselor, "all")
        continue
      }
      assert.strictEqual(roles.counselor, allowance === undefined && !own.includes(name) ? undefined : "own", name)
      if (allowance !== undefined) assert.isTrue(casework, name)
    }
  })

  it("asks for authority but for what leads to it, and what is told of the own person [EMP-02 AGT-21]", () => {
    const asks = (needed: Capability.Permission["needsStanding"]) =>
      rows.filter(([, { needsStanding }]) => needsStanding === needed).map(([name]) => name)
    const leading = ["view-agency", "complete-agency", "edit-agency", "request-agency-change", "submit-agency"]
    assert.deepStrictEqual(asks(false), [...leading, "view-agent", "withdraw-agent"])
    assert.deepStrictEqual(asks("in-person"), ["name-signer", "sign-agreement"])
    const told = ["report-agent-change", "edit-agent-profile", "change-agent-login", "lock-agent"]
    assert.deepStrictEqual(asks("for-others"), [...told, "request-reconsideration", "use-extranet", "reset-extranet"])
    assert.strictEqual(asks(true).length, rows.length - 16)
  })

  it("says what a consent has to allow for work on a case, and nothing for the rest [CON-01]", () => {
    assert.strictEqual(Capability.allowanceOf("update-application"), "complete-application")
    assert.strictEqual(Capability.allowanceOf("submit-application"), "submit-with-signature")
    assert.strictEqual(Capability.allowanceOf("call-service-center"), "answer-inquiries")
    assert.isUndefined(Capability.allowanceOf("add-agent"))
    assert.isUndefined(Capability.allowanceOf("toString" as Capability.Capability))
  })
})
