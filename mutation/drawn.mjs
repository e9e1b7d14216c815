/** A checker for Stryker that lets the drawn faults pass and holds the others back, so that only these are tried. */
import { readFileSync } from "node:fs"
import { relative, sep } from "node:path"

/** What tells a fault from every other: where it stands, of what sort it is and what stands there instead. */
export const nameOf = ({ file, location: { end, start }, mutatorName, replacement }) =>
  [file, start.line, start.column, end.line, end.column, mutatorName, replacement].join("\n")

export class Drawn {
  async init() {
    this.names = new Set(JSON.parse(readFileSync(process.env.MUTATE_DRAWN, "utf8")).map(nameOf))
  }
  async check(mutants) {
    return Object.fromEntries(
      mutants.map(({ fileName, id, ...fault }) => {
        const file = relative(process.cwd(), fileName).split(sep).join("/")
        const passed = { status: "passed" }
        const held = { status: "compileError", reason: "not drawn" }
        return [id, this.names.has(nameOf({ ...fault, file })) ? passed : held]
      })
    )
  }
  /** All at once: there is nothing to compile. */
  async group(mutants) {
    return [mutants.map(({ id }) => id)]
  }
}

export const strykerPlugins = [{ kind: "Checker", name: "drawn", injectableClass: Drawn }]
