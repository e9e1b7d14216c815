// #region mail
import * as NodeSecrets from "@agencybook/application/NodeSecrets"
import * as Dates from "@agencybook/core/CalendarDate"
import * as Contact from "@agencybook/core/Contact"
import * as Format from "@agencybook/core/Format"
import * as Render from "@agencybook/email/Render"
import * as Result from "effect/Result"

const render = Result.getOrThrow(
  Render.make({
    sender: { name: "Example Exchange", address: "notices@exchange.example" },
    exchangeName: "Example Exchange",
    portalOrigin: "https://portal.exchange.example",
    supportText: "Questions? Call 800-555-0100.",
    derive: NodeSecrets.derive(new Uint8Array(32)) // The key of your portal's secrets.
  })
)

const message = render(
  {
    noticeId: "c-7~n0",
    template: "NTC-14",
    to: { role: "consumer", name: "Lucía Ortega", email: Format.literal(Contact.email, "lucia@mail.example") },
    channel: "email",
    secure: true,
    params: { agent: "Ana Reyes" }
  },
  Dates.instant("2026-11-23T17:00:00.000Z")
)
console.log(message?.subject)
// => An agent has taken over your case
// #endregion
