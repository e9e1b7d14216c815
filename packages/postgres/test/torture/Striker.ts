/**
 * A proxy in front of the server that reads the statements which pass, and lets one fail instead of being carried out, or be
 * carried out and its answer be lost.
 */
import { type AddressInfo, connect, createServer, type Socket } from "node:net"

/** At which statement it strikes, what is said instead of its answer, and how often. */
export interface Strike {
  readonly text: string
  readonly code: string
  /** Whether the statement fails on the server, or is carried out and its connection ends before the answer. */
  readonly how: "instead" | "after"
  readonly times: number
}

export interface Striker {
  readonly port: number
  /** The statements that have passed since the last time that this was asked. */
  readonly heard: () => ReadonlyArray<string>
  /** Begins to strike, or without anything ends it and gives how often it did. */
  readonly strike: (one?: Strike) => number
  readonly close: () => Promise<void>
}

const message = (type: string, body: Buffer): Buffer => {
  const head = Buffer.alloc(5)
  head.write(type)
  head.writeInt32BE(body.length + 4, 1)
  return Buffer.concat([head, body])
}

const texts = (...parts: ReadonlyArray<string>): Buffer => Buffer.from(parts.map((one) => `${one}\0`).join(""))

/** Fails in place of a statement; a transaction whose end fails is over all the same. */
const failing = (code: string, text: string): Buffer => {
  const raised = `do $$ begin raise exception using errcode = '${code}', message = 'struck'; end $$`
  return message("Q", texts(/^commit\b/i.test(text) ? `rollback; ${raised}` : raised))
}

const fatal = (code: string): Buffer => message("E", texts("SFATAL", "VFATAL", `C${code}`, "Mstruck", ""))

const startup = 196_608

/** Cuts what arrives into messages; the first ones of a client have no type. */
const cutting = (typed: () => boolean, take: (one: Buffer) => void) => {
  let pending = Buffer.alloc(0)
  return (piece: Buffer): void => {
    pending = Buffer.concat([pending, piece])
    for (;;) {
      const from = typed() ? 1 : 0
      if (pending.length < from + 4) return
      const length = pending.readInt32BE(from) + from
      if (pending.length < length) return
      const one = pending.subarray(0, length)
      pending = pending.subarray(length)
      take(one)
    }
  }
}

const wordsOf = (one: Buffer): ReadonlyArray<string> => one.subarray(5).toString("utf8").split("\0", 3)

/** Opens a striker before a port of this machine. */
export const open = async (target: number): Promise<Striker> => {
  let strike: Strike | undefined
  let struck = 0
  let heard: Array<string> = []
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    const upstream = connect(target, "127.0.0.1")
    const end = () => {
      for (const socket of [client, upstream]) {
        socket.destroy()
        sockets.delete(socket)
      }
    }
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.setNoDelay(true)
      socket.on("error", end)
      socket.on("close", end)
    }
    let begun = false
    const named = new Map<string, string>()
    let group: Array<Buffer> = []
    // What the server still has to answer: the startup, and groups in their order.
    const owed: Array<Strike | undefined> = [undefined]
    const statementOf = (parts: ReadonlyArray<Buffer>): string | undefined => {
      let found: string | undefined
      for (const one of parts) {
        const type = String.fromCharCode(one[0] ?? 0)
        const [first = "", second = ""] = wordsOf(one)
        if (type === "Q") found = first
        if (type === "P") {
          named.set(first, second)
          found = second
        }
        if (type === "B") found = named.get(second) ?? found
      }
      return found
    }
    client.on(
      "data",
      cutting(
        () => begun,
        (one) => {
          if (!begun) {
            begun = one.readInt32BE(4) === startup
            upstream.write(one)
            return
          }
          const type = String.fromCharCode(one[0] ?? 0)
          // What belongs to no group: words of the startup, and the end.
          if (group.length === 0 && (type === "p" || type === "X")) {
            upstream.write(one)
            return
          }
          group.push(one)
          if (type !== "S" && type !== "Q") return
          const whole = group
          group = []
          const text = statementOf(whole)
          if (text !== undefined) heard.push(text)
          const hit = strike !== undefined && strike.text === text && struck < strike.times ? strike : undefined
          if (hit !== undefined) struck += 1
          owed.push(hit)
          upstream.write(hit?.how === "instead" ? failing(hit.code, hit.text) : Buffer.concat(whole))
        }
      )
    )
    upstream.on(
      "data",
      cutting(
        () => true,
        (one) => {
          const [hit] = owed
          const type = String.fromCharCode(one[0] ?? 0)
          if (type === "Z") owed.shift()
          if (hit?.how !== "after") {
            // Of what was struck the client hears that it failed, and nothing else.
            if (hit === undefined || type === "E" || type === "Z") client.write(one)
            return
          }
          if (type !== "Z") return
          // By now it is done, and nobody will hear of it.
          client.end(fatal(hit.code))
          upstream.destroy()
        }
      )
    )
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  return {
    port: (server.address() as AddressInfo).port,
    heard: () => {
      const all = heard
      heard = []
      return all
    },
    strike: (one) => {
      const before = struck
      strike = one
      struck = 0
      return before
    },
    close: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    }
  }
}
