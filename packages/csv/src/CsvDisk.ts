/**
 * The few calls to the operating system that publishing a file needs.
 *
 * They are gathered here so that a test can let each of them fail in turn.
 * Promises reject with the error of Node; `CsvFile` gives them types.
 *
 * @since 0.1.0
 */
import * as fs from "node:fs/promises"

/**
 * A file open for writing.
 *
 * @category models
 * @since 0.1.0
 */
export interface OpenFile {
  /** Writes all of the bytes behind those written before. */
  readonly write: (bytes: Uint8Array) => Promise<void>
  /** Waits until the disk holds what was written. */
  readonly sync: () => Promise<void>
  readonly close: () => Promise<void>
}

/**
 * A disk on which files are published.
 *
 * @category models
 * @since 0.1.0
 */
export interface CsvDisk {
  /** Creates a file that must not exist yet. */
  readonly create: (path: string, mode: number) => Promise<OpenFile>
  readonly isDirectory: (path: string) => Promise<boolean>
  readonly rename: (from: string, to: string) => Promise<void>
  readonly remove: (path: string) => Promise<void>
  /** Waits until the disk holds the names in a folder. */
  readonly syncFolder: (path: string) => Promise<void>
}

/**
 * Writes through an open handle of Node.
 *
 * @category constructors
 * @since 0.1.0
 */
export const openFile = (handle: fs.FileHandle): OpenFile => ({
  write: async (bytes) => {
    for (let start = 0; start < bytes.length; ) {
      const { bytesWritten } = await handle.write(bytes, start)
      start += bytesWritten
    }
  },
  sync: () => handle.sync(),
  close: () => handle.close()
})

const FOLDER_SYNC_UNSUPPORTED: ReadonlyArray<string> = ["EISDIR", "EPERM", "EINVAL", "ENOTSUP"]

/**
 * The disk of the machine.
 *
 * @category constructors
 * @since 0.1.0
 */
export const node: CsvDisk = {
  create: async (path, mode) => openFile(await fs.open(path, "wx", mode)),
  isDirectory: (path) =>
    fs.stat(path).then(
      (stats) => stats.isDirectory(),
      (cause) => (cause.code === "ENOENT" ? false : Promise.reject(cause))
    ),
  rename: (from, to) => fs.rename(from, to),
  remove: (path) => fs.rm(path, { force: true }),
  syncFolder: async (path) => {
    try {
      const handle = await fs.open(path, "r")
      await handle.sync().finally(() => handle.close())
    } catch (cause) {
      // Some systems have no such call; there the rename itself is all there is.
      const code = cause instanceof Error && "code" in cause ? String(cause.code) : ""
      if (!FOLDER_SYNC_UNSUPPORTED.includes(code)) throw cause
    }
  }
}
