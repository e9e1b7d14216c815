/** A proxy in front of the server that cuts a connection at a given piece of traffic, or holds everything back. */
import { type AddressInfo, connect, createServer, type Socket } from "node:net"

/** What passes between client and server, and how it is disturbed. */
export interface Proxy {
  readonly port: number
  /** Counts pieces of traffic anew, and cuts the connection that carries the `at`-th instead of passing it on. */
  readonly arm: (at: number) => void
  /** Pieces seen since it was armed, and whether the cut has happened. */
  readonly disarm: () => { readonly seen: number; readonly cut: boolean }
  /** Passes nothing on any more, and closes nothing: what a lost network looks like. */
  readonly stall: (stalled: boolean) => void
  readonly close: () => Promise<void>
}

/** Opens a proxy to a port of this machine. */
export const open = async (target: number): Promise<Proxy> => {
  let at = 0
  let seen = 0
  let cut = false
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
        if (seen === at && !cut) {
          cut = true
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
    arm: (next) => {
      at = next
      seen = 0
      cut = false
    },
    disarm: () => {
      at = 0
      return { seen, cut }
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
