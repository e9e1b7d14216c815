import { catcher } from "./mail-plain.fixture.ts"

const { close, port } = await catcher()

// #region plain
import * as NodeSecrets from "@agencybook/application/NodeSecrets"
import * as MailSender from "@agencybook/email/MailSender"
import * as Render from "@agencybook/email/Render"

const render = Render.makeUnsafe({
  sender: { name: "Example Exchange", address: "notices@exchange.example" },
  exchangeName: "Example Exchange",
  portalOrigin: "https://portal.exchange.example",
  supportText: "Questions? Call 800-555-0100.",
  derive: NodeSecrets.derive(new Uint8Array(32)) // The key of your portal's secrets.
})

const notice = (name, address) => ({
  noticeId: `${name}~n0`,
  template: "NTC-20",
  to: { role: "agent", name, email: address },
  channel: "email",
  secure: false,
  params: {}
})
const messages = [notice("ana", "ana@mail.example"), notice("bo", "bo at mail")].map((one) =>
  render(one, "2026-11-23T17:00:00.000Z")
)

// A mail catcher on this machine; a real server needs `host`, `auth: { user, password }` and is spoken to encrypted.
const sender = await MailSender.open({ host: "localhost", port, security: "plain-loopback" })
for await (const sent of sender.sendAll(messages)) console.log(sent.id, sent.ok ? "sent" : sent.message)
// => ana~n0 sent
// => bo~n0 `to.address` is not one plain address such as `ann@agency.example`
await sender.close()
// #endregion
await close()
