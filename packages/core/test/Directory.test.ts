import { assert, describe, it } from "@effect/vitest"
import type { Agent } from "../src/Agent.ts"
import * as Directory from "../src/Directory.ts"
import * as Sample from "./fixture/sample.ts"

const listed = (n: number, over: Partial<Agent> = {}) => {
  const member = Sample.member(n)
  return { ...member, agent: { ...member.agent, ...over } }
}
const named = (n: number, first: string, last: string) => listed(n, { name: { first, last } as Agent["name"] })
const found = (members: Parameters<typeof Directory.search>[0], criteria: Directory.Criteria = {}) =>
  Directory.search(members, criteria, Sample.today).map(({ name }) => name)

describe("Directory", () => {
  it("lists agents who may act and want to be listed, by name [DEL-08]", () => {
    const members = [
      named(1, "Zoë", "Ng"),
      named(2, "Ánna", "Lee"),
      named(3, "anna", "Lea"),
      { ...Sample.member(4, { locked: true }) },
      { ...Sample.member(5, { certification: Sample.certification("Suspended") }) },
      listed(6, { listInDirectory: false })
    ]
    assert.deepStrictEqual(found(members), ["anna Lea", "Ánna Lee", "Zoë Ng"])
  })

  it("finds by language, county, willingness and part of a name, without minding case and accents", () => {
    const spanish = listed(1, { languages: ["en", "es"] as unknown as Agent["languages"] })
    const busy = listed(2, { acceptsNewClients: false })
    const away = listed(3, { place: { city: "Fresno", county: "Fresno" } })
    const name = named(4, "José", "Ibáñez")
    const members = [spanish, busy, away, name]
    const only = (criteria: Directory.Criteria) =>
      Directory.search(members, criteria, Sample.today).map(({ agentId }) => agentId)
    assert.deepStrictEqual(only({ language: "es" as never }), [spanish.agent.agentId])
    assert.deepStrictEqual(only({ county: "FRESNO" }), [away.agent.agentId])
    assert.notInclude(only({ acceptsNewClients: true }), busy.agent.agentId)
    assert.include(only({ acceptsNewClients: false }), busy.agent.agentId)
    assert.deepStrictEqual(only({ name: "jose iban" }), [name.agent.agentId])
    assert.strictEqual(only({ name: "agency 0" }).length, 4)
    assert.isEmpty(only({ name: "nobody" }))
  })

  it("shows nothing private", () => {
    const text = JSON.stringify(Directory.search([Sample.member(1)], {}, Sample.today))
    for (const secret of ["login.example", "1000001", "certification"]) assert.notInclude(text, secret)
  })
})
