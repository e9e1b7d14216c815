// #region imports
import * as Portal from "@agencybook/application/Portal"
import { check, type Policy } from "@agencybook/core/Policy"
import { virginia } from "@agencybook/core/PolicyPreset"
// #endregion
import { household } from "../readme.fixture.ts"

const now = Date.UTC(2026, 2, 2, 18)

// #region choose
const wished: Policy = { ...virginia, name: "our-exchange-1", requestDays: 14, transferConsent: "consumer-confirm" }
for (const { because, knobs, remedy } of check(wished)) {
  console.log(`${knobs.join(" against ")}: ${because}`)
  console.log(remedy)
}
// => claimBySearch against transferConsent: a colleague could claim the case that a transfer moves only after the consumer's yes
// => limit claiming to associated agents, or tell the consumer instead of asking

const ours: Policy = { ...wished, claimBySearch: "associated" }
console.log(check(ours).length)
// => 0
// #endregion

// #region use
const portal = Portal.make({ policy: ours })
// #endregion
await portal.close()

// #region scheduler
const certify = {
  _tag: "CertifyAgent",
  agentId: "agent-1",
  term: { number: "2400000001", from: "2026-03-02", until: "2027-03-02" }
} as const
for (const systemMayCertifyAgents of [false, true]) {
  const policy: Policy = { ...ours, name: `our-exchange-${systemMayCertifyAgents ? 2 : 1}`, systemMayCertifyAgents }
  const ofExchange = Portal.make({ policy })
  const actor: Portal.ActorInput = { _tag: "System", userId: "scheduler" }
  const answer = await ofExchange.execute({ id: "certify-1", actor, command: certify })
  if (!answer.ok) console.log(answer.refusal.message)
  await ofExchange.close()
}
// => the policy of the exchange does not let a `system` do `give-certification`
// => there is no agent `agent-1` in an agency
// #endregion

// #region numbers
const lettered = { signs: "letters-and-digits", least: 6, most: 10 } as const
const numbered = Portal.make({ policy: { ...ours, name: "our-exchange-4", caseNumber: lettered } })
for (const caseNumber of ["VA20260301", "2026-0301"]) {
  const told = await numbered.execute({
    id: `case-${caseNumber}`,
    actor: { _tag: "System", userId: "feed" },
    command: { _tag: "RecordCases", entries: [{ case: { ...household, caseNumber } }] }
  })
  console.log(told.ok ? "taken" : told.refusal.message)
}
// => taken
// => the `caseNumber` of case `case-1` is none of this exchange: expected `6 to 10 letters and digits`
// #endregion
await numbered.close()

// #region documents
const quick = Portal.make({ policy: { ...ours, name: "our-exchange-3", documentWindowDays: 30 }, now: () => now })
const delivered = await quick.execute({
  id: "case-1",
  actor: { _tag: "System", userId: "feed" },
  command: {
    _tag: "RecordCases",
    entries: [
      {
        case: {
          ...household,
          verifications: [
            { kind: "income", dueOn: "2026-05-31" },
            { kind: "citizenship", askedOn: "2026-02-16" },
            { kind: "residency" }
          ]
        }
      }
    ]
  }
})
const [event] = delivered.ok ? delivered.events : []
if (event?._tag === "CaseRecorded")
  for (const { dueOn, kind } of event.case.verifications) console.log(`${kind} is due on ${dueOn}`)
// => income is due on 2026-05-31
// => citizenship is due on 2026-03-18
// => residency is due on 2026-04-01
// #endregion
await quick.close()

// #region factor
const guarded = Portal.make({ policy: ours, now: () => now })
const agent = { _tag: "Agent", agentId: "agent-1" } as const
for (const factors of [["password"], ["password", "passkey"]]) {
  const viewer: Portal.Viewer = { actor: agent, ...(factors.length > 1 ? { secondFactor: true } : {}) }
  const answer = await guarded.summary(viewer, { agencyId: "agency-1", agentId: "agent-1" })
  if (!answer.ok) console.log(answer.refusal.message)
}
// => the exchange asks of `agent` to sign in with a second factor, and there was none
// => agent `agent-1` has no authority: `not-active`
// #endregion
await guarded.close()

// #region refused
try {
  Portal.make({ policy: { ...ours, requestDays: -1 } })
} catch (error) {
  if (error instanceof TypeError) console.log(error.message)
}
// => the portal cannot be built: `policy.requestDays`: expected a whole number from 0 to 365; send one
// #endregion
