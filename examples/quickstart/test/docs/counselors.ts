// #region imports
import type * as Portal from "@agencybook/application/Portal"
// #endregion
import * as CounselorsFixture from "./counselors.fixture.ts"

const portal = await CounselorsFixture.opened()

// #region register
const examiner: Portal.ActorInput = { _tag: "Exchange", userId: "examiner" }
const register: ReadonlyArray<Portal.CommandInput> = [
  { _tag: "RegisterEntity", entityId: "open-door", name: "Open Door" },
  { _tag: "CertifyEntity", entityId: "open-door", through: "2026-12-31" },
  {
    _tag: "AddCounselor",
    counselorId: "cleo",
    entityId: "open-door",
    name: { first: "Cleo", last: "Nash" },
    email: "cleo@open-door.example"
  }
]
for (const [n, command] of register.entries()) await portal.execute({ id: `register-${n}`, actor: examiner, command })
// #endregion

// #region ask
const consumer: Portal.ActorInput = { _tag: "Consumer", caseId: "case-1" }
const cleo: Portal.ActorInput = { _tag: "Counselor", userId: "cleo" }
const may = async () => {
  const reply = await portal.may({ actor: cleo }, "update-application", { caseId: "case-1" })
  return reply.ok && reply.value._tag
}

await portal.execute({
  id: "ask-1",
  actor: consumer,
  command: {
    _tag: "RequestCounselor",
    delegationId: "help-1",
    caseId: "case-1",
    counselorId: "cleo",
    signedBy: "Lucía Ortega"
  }
})
const waiting = await portal.counselorClients({ actor: cleo }, "cleo", "pending", { limit: 50 })
if (waiting.ok) console.log(waiting.value.rows.map(({ consumer: who, work }) => ({ who, work })))
// => [ { who: 'Lucía O.', work: undefined } ]
console.log(await may())
// => Refused
// #endregion

// #region accept
await portal.execute({
  id: "accept-1",
  actor: cleo,
  command: { _tag: "AcceptCounselorRequest", delegationId: "help-1" }
})
const clients = await portal.counselorClients({ actor: cleo }, "cleo", "active", { limit: 50 })
if (clients.ok) console.log(clients.value.rows.map(({ consumer: who }) => who))
// => [ 'Lucía Ortega' ]
console.log(await may())
// => Granted
// #endregion

// #region remove
await portal.execute({
  id: "remove-1",
  actor: consumer,
  command: { _tag: "RemoveCounselor", delegationId: "help-1" }
})
console.log(await may())
// => Refused
const helpers = await portal.caseCounselors({ actor: consumer }, "case-1")
if (helpers.ok) console.log(helpers.value.map(({ counselorName, state }) => `${counselorName}: ${state._tag}`))
// => [ 'Cleo Nash: Ended' ]
// #endregion

// #region trail
const trail = await portal.auditTrail({ actor: cleo }, { counselorId: "cleo" }, { limit: 2 })
if (trail.ok) for (const { actor, command, what } of trail.value.rows) console.log(`${actor}: ${command}, ${what}`)
// => consumer/case-1: RemoveCounselor, ConsentMoved
// => consumer/case-1: RemoveCounselor, CounselorDelegationMoved
const theirs = await portal.auditTrail({ actor: cleo }, { counselorId: "cora" }, { limit: 50 })
console.log(theirs.ok ? theirs.value.rows.length : theirs.refusal._tag)
// => Refused
// #endregion
await portal.close()
