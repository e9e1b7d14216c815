// #region first-command
import * as Portal from "@agencybook/application/Portal"

const portal = Portal.make()

const opened = await portal.execute({
  id: "c-1",
  actor: { _tag: "Applicant", userId: "ana-login" },
  command: {
    _tag: "OpenAgency",
    agencyId: "acme",
    details: {
      publicName: "Acme Coverage",
      legalName: "Acme Coverage, Inc.",
      fein: "94-1234567",
      entityKind: "llc",
      markets: ["individual"],
      email: "office@example.com",
      phone: "916-555-0100",
      site: { street: "1 K Street", city: "Sacramento", county: "Sacramento", state: "CA", zip: "95814" }
    },
    managerId: "ana",
    manager: {
      name: { first: "Ana", last: "Reyes" },
      licence: { number: "0B12345", expiresOn: "2099-12-31", status: "active", health: true },
      npn: "1000002",
      loginEmail: "ana@example.com",
      languages: ["en", "es"],
      place: { city: "Sacramento", county: "Sacramento" },
      acceptsNewClients: true,
      listInDirectory: false
    }
  }
})
if (opened.ok) console.log(opened.events.map(({ _tag }) => _tag).join(", "))
// => AgencyOpened, AgentAdded, EmploymentMoved

const early = await portal.execute({
  id: "c-2",
  actor: { _tag: "Exchange", userId: "reviewer" },
  command: { _tag: "CertifyAgency", agencyId: "acme" }
})
if (!early.ok && early.refusal._tag === "Refused") {
  const { message, remedy, rule } = early.refusal
  console.log(`${rule}: ${message}`)
  console.log(remedy)
}
// => AGY-09: `certify` is not allowed while the agency certification is `Incomplete`
// => look at the present state and choose a step that leads out of it

const account = await portal.account({ actor: { _tag: "Exchange", userId: "reviewer" } }, "acme")
if (account.ok) console.log(account.value.publicName, account.value.managers)
// => Acme Coverage [ 'ana' ]

await portal.close()
// #endregion
