/** A proxy in front of the server that cuts connections at given pieces of traffic, or holds everything back. */
import { type AddressInfo, connect, createServer, type Socket } from "node:net"

/** What passes between client and server, and how it is disturbed. */
export interface Proxy {
  readonly port: number
  /**
   * Counts pieces of traffic anew, and cuts the connection that carries the first of some places instead of passing it on;
   * then it counts anew for the next one.
   */
  readonly arm: (...places: ReadonlyArray<number>) => void
  /** How many of the cuts have happened. */
  readonly disarm: () => number
  /** Passes nothing on any more, and closes nothing: what a lost network looks like. */
  readonly stall: (stalled: boolean) => void
  readonly close: () => Promise<void>
}

/** Opens a proxy to a port of this machine. */
export const open = async (target: number): Promise<Proxy> => {
  let places: ReadonlyArray<number> = []
  let seen = 0
  let cuts = 0
  let stalled = false
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    const upstream = connect(target, "127.0.0.1")
    const both = [client, upstream]
    const end = () => {
      for (const socket of both) {
        socket.destroy()
        sockets.delete(socket)
      }
    }
    const pass = (from: Socket, to: Socket) => {
      sockets.add(from)
      from.setNoDelay(true)
      from.on("error", end)
      from.on("close", end)
      from.on("data", (piece) => {
        if (stalled) return
        seen += 1
        if (seen === places[cuts]) {
          cuts += 1
          seen = 0
          end()
        } else to.write(piece)
      })
    }
    pass(client, upstream)
    pass(upstream, client)
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  return {
    port: (server.address() as AddressInfo).port,
    arm: (...next) => {
      places = next
      seen = 0
      cuts = 0
    },
    disarm: () => {
      places = []
      return cuts
    },
    stall: (next) => {
      stalled = next
    },
    close: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    }
  }
}
