import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join, resolve } from "node:path"
import { onTestFinished } from "vitest"

/** The repository that these tests run in. */
export const repository = resolve(import.meta.dirname, "../..")

/** Writes files into a new temporary folder that disappears with the test, and returns the folder. */
export const plant = (files: Readonly<Record<string, string>>, modules: ReadonlyArray<string> = []): string => {
  const root = mkdtempSync(join(tmpdir(), "agencybook-tools-"))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  for (const name of modules) {
    mkdirSync(join(root, "node_modules"), { recursive: true })
    symlinkSync(join(repository, "node_modules", name), join(root, "node_modules", name), "dir")
  }
  return root
}
