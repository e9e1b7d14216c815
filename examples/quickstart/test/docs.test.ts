// Every program that the documents show prints what its comments say.
import { readdirSync, readFileSync } from "node:fs"
import { formatWithOptions } from "node:util"
import { assert, describe, it, vi } from "@effect/vitest"

const folders = ["./docs/", "../../../packages/testing/test/docs/"].map((path) => new URL(path, import.meta.url))
const programs = folders.flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => /\.m?[jt]s$/.test(name) && !name.endsWith(".fixture.ts"))
    .map((name) => [name, new URL(name, folder)] as const)
)

describe("What the documents show", () => {
  it.each(programs)("%s", async (_, file) => {
    const said = [...readFileSync(file, "utf8").matchAll(/^ *\/\/ => (.*)$/gm)].map(([, line]) => line)
    const printed: Array<string> = []
    const log = vi.spyOn(console, "log").mockImplementation((...parts) => {
      printed.push(...formatWithOptions({ breakLength: 108 }, ...parts).split(/\r?\n/))
    })
    try {
      await import(file.href)
    } finally {
      log.mockRestore()
    }
    assert.isNotEmpty(said)
    assert.deepStrictEqual(printed, said)
  })
})
