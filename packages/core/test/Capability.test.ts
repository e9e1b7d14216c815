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

  it("lets only the exchange certify an agency or an agent; its feeds may suspend one [AGY-09]", () => {
    assert.deepStrictEqual(Capability.permissions["certify-agency"].roles, { exchange: "all" })
    assert.deepStrictEqual(Capability.permissions["certify-agent"].roles, { exchange: "all" })
    assert.deepStrictEqual(Capability.permissions["suspend-agent"].roles, { exchange: "all", system: "all" })
  })

  it("gives staff of level 2 all that level 1 has", () => {
    for (const [name, { roles }] of rows)
      if (roles["staff-1"]) assert.strictEqual(roles["staff-2"], roles["staff-1"], name)
  })

  it("gives a counselor work on a case that a consumer can allow, and nothing else [ENT-01 DEL-28]", () => {
    for (const [name, { allowance, casework, roles }] of rows) {
      assert.strictEqual(roles.counselor, allowance === undefined ? undefined : "own", name)
      if (allowance !== undefined) assert.isTrue(casework, name)
    }
  })
})
