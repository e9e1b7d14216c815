/**
 * A lock on a data directory, held by one process.
 *
 * PGlite does not guard its directory: two processes on one directory lose each other's rows and leave it unusable.
 *
 * @since 0.1.0
 */
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { dirname, resolve } from "node:path"
import { StoreError, Unusable } from "@agencybook/application/Store"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? "unknown"

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === "EPERM"
  }
}

const unusable = (problem: string, remedy: string) => new StoreError({ reason: new Unusable({ problem, remedy }) })

// Directories that this process holds: its own number in a lock says nothing about who in it holds the lock.
const held = new Set<string>()

// The lock appears with its content in one step: a file is written aside and then linked to its name.
const take = (file: string): number | undefined => {
  if (held.has(file)) return process.pid
  const aside = `${file}.${process.pid}`
  writeFileSync(aside, String(process.pid))
  try {
    linkSync(aside, file)
    held.add(file)
    return undefined
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error
  } finally {
    rmSync(aside, { force: true })
  }
  const pid = Number(readFileSync(file, "utf8"))
  if (Number.isInteger(pid) && pid > 0 && pid !== process.pid && alive(pid)) return pid
  rmSync(file, { force: true })
  return take(file)
}

/**
 * Holds the lock of a directory while the scope is open; fails when another live process holds it. The lock of a
 * process that was killed is taken over.
 *
 * @category constructors
 */
export const hold = (directory: string): Effect.Effect<void, StoreError, Scope.Scope> => {
  const file = `${resolve(directory)}.lock`
  return Effect.acquireRelease(
    Effect.try({
      try: () => {
        mkdirSync(dirname(directory), { recursive: true })
        return take(file)
      },
      catch: (error) =>
        unusable(
          `the folder \`${directory}\` cannot be used (\`${codeOf(error)}\`)`,
          "choose a folder that you may write to, on a disk with free space"
        )
    }).pipe(
      Effect.flatMap((pid) =>
        pid === undefined
          ? Effect.void
          : Effect.fail(
              unusable(
                `the database in \`${directory}\` is in use by process \`${pid}\``,
                "wait until it has ended, or use another folder"
              )
            )
      )
    ),
    () =>
      Effect.sync(() => {
        held.delete(file)
        rmSync(file, { force: true })
      })
  )
}
