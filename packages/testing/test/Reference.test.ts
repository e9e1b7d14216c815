import { readdirSync, readFileSync } from "node:fs"
import { catalogue } from "@agencybook/application/Catalogue"
import { describe, expect, it } from "vitest"
import * as Reference from "../src/Reference.ts"
import * as Dates from "../src/ReferenceDates.ts"

const folder = new URL("../src/", import.meta.url)
const modules = readdirSync(folder).filter((name) => /^Reference\w*\.ts$/.test(name))
const textOf = (name: string) => readFileSync(new URL(name, folder), "utf8")

/** What a module takes from elsewhere when it runs. */
const valueImports = (name: string): ReadonlyArray<string> =>
  Array.from(textOf(name).matchAll(/^(?:import|export)\s+(?!type\b)[^;"]*?from\s+"([^"]+)"/gm), ([, from = ""]) => from)

describe("the reference model", () => {
  it("is several small modules", () => {
    expect(modules.length).toBeGreaterThan(8)
    for (const name of modules) expect(textOf(name).split("\n").length, name).toBeLessThan(400)
  })

  it.each(modules)("%s shares no code with core or application", (name) => {
    const foreign = valueImports(name).filter(
      (from) => !/^\.\/Reference\w*\.ts$/.test(from) && from !== "./AuthorityTable.ts"
    )
    expect(foreign).toEqual([])
    expect(textOf(name)).not.toMatch(/\bimport\(|\brequire\(/)
  })

  it("takes types alone, through the table of who may do what as well", () => {
    expect(valueImports("AuthorityTable.ts")).toEqual([])
  })

  it("says of every command whether it follows it", () => {
    const named = [...Reference.covered, ...Object.keys(Reference.notCovered)]
    expect(named.sort()).toEqual(Object.keys(catalogue).sort())
    for (const why of Object.values(Reference.notCovered)) expect(why).toMatch(/\w+ \w+/)
  })
})

describe("the calendar of the reference model", () => {
  it("knows the day in a zone and its first instant, also when clocks change", () => {
    expect(Dates.dayOf("2026-03-03T07:59:59.999Z", "America/Los_Angeles")).toBe("2026-03-02")
    expect(Dates.dayOf("2026-03-03T08:00:00.000Z", "America/Los_Angeles")).toBe("2026-03-03")
    expect(Dates.startOf("2026-03-08", "America/Los_Angeles")).toBe("2026-03-08T08:00:00.000Z")
    expect(Dates.startOf("2026-03-09", "America/Los_Angeles")).toBe("2026-03-09T07:00:00.000Z")
  })
  it("counts days and finds Mondays", () => {
    expect(Dates.daysAfter("2024-02-28", 2)).toBe("2024-03-01")
    expect(["2026-03-02", "2026-03-03", "2026-03-08"].map(Dates.mondayOf)).toEqual(Array(3).fill("2026-03-02"))
  })
})
