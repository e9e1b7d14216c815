// A mail catcher: takes every message and keeps none.
import { createServer } from "node:net"

export const catcher = (): Promise<{ readonly port: number; readonly close: () => Promise<void> }> =>
  new Promise((opened) => {
    const server = createServer((socket) => {
      let inData = false
      socket.write("220 catcher\r\n")
      socket.on("error", () => socket.destroy())
      socket.on("data", (bytes) => {
        for (const line of bytes.toString("latin1").split("\r\n").slice(0, -1)) {
          if (inData) {
            if (line !== ".") continue
            inData = false
            socket.write("250 taken\r\n")
          } else if (line === "DATA") {
            inData = true
            socket.write("354 go on\r\n")
          } else if (line === "QUIT") socket.end("221 bye\r\n")
          else socket.write("250 ok\r\n")
        }
      })
    })
    server.listen(0, "localhost", () => {
      const address = server.address()
      const port = typeof address === "object" && address !== null ? address.port : 0
      opened({ port, close: () => new Promise((closed) => server.close(() => closed())) })
    })
  })
