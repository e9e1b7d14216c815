/**
 * The mailer that writes every message as a file: for development, demonstrations and hosts that send mail
 * by other means.
 *
 * A file appears complete under its final name or not at all. What is in it is made by `Mime`. Files are readable
 * by their owner only, because secure notices are written as they are.
 *
 * @since 0.1.0
 */
import { randomUUID } from "node:crypto"
import { mkdir, open, rename, rm } from "node:fs/promises"
import { join } from "node:path"
import { MailError, Mailer, Storage } from "@agencybook/application/Mailer"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Predicate from "effect/Predicate"
import * as Mime from "./Mime.ts"

const noRights = "give this process the right to write in the folder"
const noSpace = "free space on its disk or raise the quota, then deliver again"
const notFolder = "point it at a folder, or remove the file or folder that stands in the way"

const remedies = new Map([
  ["EACCES", noRights],
  ["EPERM", noRights],
  ["EROFS", "mount its file system for writing or choose another folder"],
  ["ENOSPC", noSpace],
  ["EDQUOT", noSpace],
  ["EFBIG", noSpace],
  ["ENOENT", "create the folder again, it has been removed"],
  ["ENOTDIR", notFolder],
  ["EISDIR", notFolder],
  ["EEXIST", notFolder],
  ["ENOTEMPTY", notFolder],
  ["EMFILE", "raise the limit of open files for this process"],
  ["ENFILE", "raise the limit of open files for this system"]
])

/**
 * Maps an error of the file system; keeps its name and drops its text, which holds a path.
 *
 * @category transforms
 * @since 0.1.0
 */
export const toReason = (error: unknown): Storage => {
  const code = Predicate.hasProperty(error, "code") ? error.code : undefined
  const system = Predicate.isString(code) && /^[A-Z][A-Z0-9_]{1,63}$/.test(code) ? code : "UNKNOWN"
  return new Storage({ system, remedy: remedies.get(system) ?? "check the folder and its disk, then deliver again" })
}

/**
 * Names the file of a notice: `<id>.eml` for a plain id, a readable part and a digest for any other.
 *
 * @category formatting
 * @since 0.1.0
 */
export const fileName = (id: string): string => `${Mime.token(id)}.eml`

const attempt = <A>(action: () => Promise<A>): Effect.Effect<A, MailError> =>
  Effect.tryPromise({ try: action, catch: (error) => new MailError({ reason: toReason(error) }) })

const write = async (path: string, bytes: Uint8Array): Promise<void> => {
  const file = await open(path, "wx", 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

// Makes the new name survive a power cut; Windows cannot open a folder and needs no such step
const syncFolder = async (folder: string): Promise<void> => {
  if (process.platform === "win32") return
  const handle = await open(folder, "r")
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const make = Effect.fnUntraced(function* (folder: string) {
  yield* attempt(() => mkdir(folder, { recursive: true, mode: 0o700 }))

  // The random part keeps two deliveries of one notice from writing into each other's unfinished file
  const store = (id: string, bytes: Uint8Array) =>
    Effect.suspend(() => {
      const final = join(folder, fileName(id))
      const unfinished = join(folder, `.${Mime.token(id)}.${randomUUID()}.tmp`)
      return attempt(() => write(unfinished, bytes)).pipe(
        Effect.andThen(attempt(() => rename(unfinished, final))),
        Effect.andThen(attempt(() => syncFolder(folder))),
        Effect.onError(() => Effect.ignore(attempt(() => rm(unfinished, { force: true }))))
      )
    })

  return Mailer.of({
    deliver: Effect.fn("MailFolder.deliver")(function* (message) {
      const mime = yield* Mime.compose(message)
      yield* Effect.uninterruptible(store(message.id, mime.bytes))
      return { id: message.id, messageId: mime.messageId }
    })
  })
})

/**
 * Provides a `Mailer` that keeps messages in a folder, which is created if it does not exist.
 *
 * **Details**
 *
 * A repeat overwrites the file with the same bytes. Files are forced to the disk before a delivery succeeds.
 * A killed process may leave a file whose name starts with a dot and ends in `.tmp`; it can be removed.
 *
 * @category layers
 * @since 0.1.0
 */
export const layer = (options: { readonly folder: string }): Layer.Layer<Mailer, MailError> =>
  Layer.effect(Mailer, make(options.folder))
