/**
 * Events of clients, their delegations and consents with every notice that they call for, written by hand.
 *
 * @since 0.1.0
 */
import type { Delegation } from "@agencybook/core/Delegation"
import type { Event } from "@agencybook/core/Record"
import * as Sample from "../Sample.ts"
import {
  agencyName,
  agent1,
  agent2,
  both,
  day,
  delegate,
  ended,
  frozen,
  here,
  nobody,
  one,
  row,
  type Told,
  there,
  two
} from "./NoticePeople.ts"

const opened = (state: Delegation["state"]["_tag"], over: Partial<Delegation> = {}): Event => ({
  _tag: "DelegationOpened",
  delegation: Sample.delegation(1, state, { delegate, ...over })
})
const moved = (trigger: Extract<Event, { readonly _tag: "DelegationMoved" }>["trigger"], n = 1): Event => ({
  ...{ _tag: "DelegationMoved", delegationId: Sample.delegationId(n), trigger, from: "Active" },
  to:
    trigger === "end-certification"
      ? { _tag: "Ended", from: Sample.now, until: Sample.now, reason: "certification-ended" }
      : Sample.delegationState(trigger === "accept" ? "Active" : trigger === "decline" ? "Declined" : "Ended")
})
const given = (n: number): Event => ({
  ...{ _tag: "DelegationMoved", delegationId: Sample.delegationId(n), trigger: "end-certification", from: "Frozen" },
  to: { _tag: "Ended", from: Sample.now, until: Sample.now, reason: "relinquished" }
})
const verification = { method: "claim", reference: "call-1", at: day(-1) } as unknown as NonNullable<
  Delegation["verification"]
>
const consumer = "Coraab Q."
const passcode = Sample.agentChangeCode(1)
const parties = { fromName: "Annab Reyesab", fromLicence: "1H10001", toName: "Annac Reyesac" }

const delegations: ReadonlyArray<Told> = [
  row("a request", opened("Requested"), both("NTC-12", { consumer, state: "Requested" })),
  row(
    "a claim that is asked for",
    opened("Requested", { origin: "claim" }),
    both("NTC-12", { consumer, state: "Requested" })
  ),
  row("an agent at once", opened("Active", { origin: "otp", verification }), [
    ["NTC-13", "consumer 1", { ...agent1, agencyName, answer: "Active", origin: "otp" }],
    ...both("NTC-12", { consumer, state: "Active" })
  ]),
  row("a claim", opened("Active", { origin: "claim", verification }), [
    ["NTC-14", "consumer 1", { ...agent1, agencyName, at: day(-1) }],
    ...both("NTC-12", { consumer, state: "Active" })
  ]),
  row("a claim without a time", opened("Active", { origin: "claim" }), [
    ["NTC-14", "consumer 1", { ...agent1, agencyName }],
    ...both("NTC-12", { consumer, state: "Active" })
  ]),
  row("what was taken over", opened("Active", { origin: "migration" }), nobody),
  row(
    "a case that moved",
    [
      moved("transfer"),
      opened("Active", {
        ...{ delegationId: Sample.delegationId(3), origin: "transfer", predecessorId: ended.delegationId },
        delegate: { agentId: two, agencyId: there }
      })
    ],
    [
      [
        "NTC-16",
        "consumer 1",
        { ...agent2, ...parties, agencyName: "Agency 1", across: "yes", state: "Active", what: "moved" }
      ]
    ]
  ),
  row("a case that moved from nobody known", opened("Requested", { origin: "transfer" }), [
    ["NTC-16", "consumer 1", { ...agent1, agencyName, state: "Requested", what: "moved" }]
  ]),
  row("yes", moved("accept"), [["NTC-13", "consumer 1", { ...agent1, answer: "Active" }]]),
  row("no", moved("decline"), [["NTC-13", "consumer 1", { ...agent1, answer: "Declined" }]]),
  row(
    "yes, for the agent",
    moved("accept"),
    [
      ["NTC-13", "consumer 1", { ...agent1, answer: "Active" }],
      ...both("NTC-12", { consumer, state: "Active", by: "Staff" })
    ],
    { actor: Sample.asStaff() }
  ),
  row(
    "no, for the agent",
    moved("decline"),
    [
      ["NTC-13", "consumer 1", { ...agent1, answer: "Declined" }],
      ...both("NTC-15", { consumer, reason: "request-declined", by: "Agent" })
    ],
    { actor: Sample.asAgent(0) }
  ),
  row("no answer", moved("expire", 2), [
    ["NTC-13", "consumer 2", { ...agent1, answer: "Ended" }],
    ...both("NTC-15", { consumer: "Coraac Q.", reason: "request-expired" })
  ]),
  row("a request that the office closes", moved("cancel"), [
    ["NTC-15", "consumer 1", { ...agent1, reason: "request-cancelled", by: "Exchange" }],
    ...both("NTC-15", { consumer, reason: "request-cancelled", by: "Exchange" })
  ]),
  row(
    "a request that is called back",
    moved("cancel"),
    both("NTC-15", { consumer, reason: "request-cancelled", by: "Consumer" }),
    { actor: Sample.asConsumer(1) }
  ),
  ...(["remove", "relinquish", "replace"] as const).map((trigger) =>
    row(trigger, moved(trigger), [
      ["NTC-15", "consumer 1", { ...agent1, reason: "relinquished", by: "Exchange" }],
      ...both("NTC-15", { consumer, reason: "relinquished", by: "Exchange" })
    ])
  ),
  row(
    "a client whom the manager gives back",
    moved("relinquish"),
    [
      ["NTC-15", "consumer 1", { ...agent1, reason: "relinquished", by: "Manager" }],
      ...both("NTC-15", { consumer, reason: "relinquished", by: "Manager" })
    ],
    { actor: Sample.asAgent(0) }
  ),
  row(
    "a client whom the agent gives back",
    moved("relinquish"),
    [
      ["NTC-15", "consumer 1", { ...agent1, reason: "relinquished", by: "Agent" }],
      ...both("NTC-15", { consumer, reason: "relinquished", by: "Agent" })
    ],
    { actor: Sample.asAgent(1) }
  ),
  ...(["transfer", "freeze", "thaw"] as const).map((trigger) => row(trigger, moved(trigger), nobody)),
  row("a client who is free", moved("end-certification"), [
    ["NTC-15", "consumer 1", { ...agent1, reason: "certification-ended" }],
    ...both("NTC-15", { consumer, reason: "certification-ended" })
  ]),
  row("a client who was kept until a day", given(1), [
    ["NTC-15", "consumer 1", { ...agent1, reason: "relinquished", by: "Manager" }],
    ...both("NTC-15", { consumer, reason: "relinquished", by: "Manager" })
  ]),
  row(
    "two clients who were kept until a day",
    [given(1), given(2)],
    [
      ["NTC-15", "consumer 1", { ...agent1, reason: "relinquished", by: "Manager" }],
      ["NTC-15", "consumer 2", { ...agent1, reason: "relinquished", by: "Manager" }],
      ...both("NTC-15", { cases: 2, reason: "relinquished", by: "Manager" })
    ]
  ),
  row(
    "two clients who are free",
    [moved("end-certification", 1), moved("end-certification", 2)],
    [
      ["NTC-15", "consumer 1", { ...agent1, reason: "certification-ended" }],
      ["NTC-15", "consumer 2", { ...agent1, reason: "certification-ended" }],
      ...both("NTC-15", { cases: 2, reason: "certification-ended" })
    ]
  ),
  row(
    "clients of two agents who are free",
    [moved("end-certification", 1), moved("end-certification", 4)],
    [
      ["NTC-15", "consumer 1", { ...agent1, reason: "certification-ended" }],
      ["NTC-15", "consumer 2", { ...agent2, reason: "certification-ended" }],
      ...both("NTC-15", { consumer, reason: "certification-ended" }),
      ["NTC-15", "agent 2", { ...agent2, consumer: "Coraac Q.", reason: "certification-ended" }],
      ["NTC-15", "manager", { ...agent2, consumer: "Coraac Q.", reason: "certification-ended" }]
    ],
    {
      delegation: [
        Sample.delegation(4, "Ended", { caseId: Sample.caseId(2), delegate: { agentId: two, agencyId: here } })
      ]
    }
  ),
  row(
    "a reminder of a request",
    { _tag: "RequestReminded", delegationId: frozen.delegationId, reminders: 2 },
    both("NTC-12", { consumer: "Coraac Q.", state: "Frozen", reminder: 2 })
  ),
  row("a passcode", { _tag: "AgentChangeCodeIssued", code: passcode }, [
    [
      "NTC-17",
      "consumer 1",
      { ...agent1, agentChangeCodeId: passcode.agentChangeCodeId, expiresAt: passcode.expiresAt }
    ]
  ])
]

const consent = Sample.consent(1, "Draft", {
  grantee: { _tag: "Agency", agencyId: here, agentId: one },
  state: { _tag: "Draft", since: Sample.now }
})
const drafted = (grantee = consent.grantee, state = consent.state): Event => ({
  ...{ _tag: "ConsentDrafted", consent: { ...consent, grantee, state } }
})

const consents: ReadonlyArray<Told> = [
  row("a consent by the office", drafted(), [
    ["NTC-14", "consumer 1", { ...agent1, agencyName, what: "consent", by: "Exchange", at: Sample.now }]
  ]),
  row(
    "a consent by the service center, for an agency",
    drafted({ _tag: "Agency", agencyId: here }),
    [["NTC-14", "consumer 1", { agencyName, what: "consent", by: "ServiceCenter", at: Sample.now }]],
    { actor: Sample.serviceCenter }
  ),
  row(
    "a consent for a counselor",
    drafted({ _tag: "Counselor", counselorId: Sample.userId }, Sample.consentState("Granted")),
    [["NTC-14", "consumer 1", { what: "consent", by: "Exchange" }]]
  ),
  row("a consent by the consumer", drafted(), nobody, { actor: Sample.asConsumer(1) }),
  row(
    "a consent beside its delegation",
    [opened("Requested", { consentId: consent.consentId }), drafted()],
    [...both("NTC-12", { consumer, state: "Requested" })]
  ),
  row(
    "a consent beside another delegation",
    [opened("Requested"), drafted()],
    [
      ...both("NTC-12", { consumer, state: "Requested" }),
      ["NTC-14", "consumer 1", { ...agent1, agencyName, what: "consent", by: "Exchange", at: Sample.now }]
    ]
  )
]

/** What is told of clients. */
export const table: ReadonlyArray<Told> = [...delegations, ...consents]
