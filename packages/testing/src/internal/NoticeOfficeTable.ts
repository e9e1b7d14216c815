/**
 * Events of codes, accounts and agencies with every notice that they call for, written by hand.
 *
 * @since 0.1.0
 */
import type { Agency } from "@agencybook/core/Agency"
import * as Dates from "@agencybook/core/CalendarDate"
import type { BusinessName, Email, Name } from "@agencybook/core/Contact"
import type { AgentId, DocumentId } from "@agencybook/core/Id"
import * as Id from "@agencybook/core/Id"
import type { Event } from "@agencybook/core/Record"
import type { StaffNumber } from "@agencybook/core/Staff"
import * as Sample from "../Sample.ts"
import {
  agencyName,
  agent1,
  at,
  both,
  code,
  day,
  here,
  type Line,
  nobody,
  one,
  people,
  row,
  type Told,
  two
} from "./NoticePeople.ts"
import { sentLink } from "./SentLink.ts"

type Ending = NonNullable<Extract<Event, { readonly _tag: "EmploymentMoved" }>["to"]["reason"]>
const accessCode = Sample.accessCode(1)
const tried = (to: "Redeemed" | "Locked" | "Issued" | "Expired" | "Revoked"): Event =>
  ({
    ...{ _tag: "AccessCodeMoved", accessCodeId: accessCode.accessCodeId, caseId: Sample.caseId(1), to, wrongTries: 0 }
  }) as Event
const link = Sample.invitation(1, { kind: "activation-link" })
const account = (over: Parameters<typeof Sample.extranetAccount>[2] = {}): Event =>
  ({
    ...{ _tag: "ExtranetAccountProvisioned", trigger: "provision", from: "NotProvisioned" },
    account: Sample.extranetAccount(1, "Provisioned", over)
  }) as Event
type AccountStep = Extract<Event, { readonly _tag: "ExtranetAccountMoved" }>
const accountMoved = (
  trigger: AccountStep["trigger"],
  to: AccountStep["to"],
  on: Dates.Instant = Sample.now
): Event => ({ _tag: "ExtranetAccountMoved", agentId: one, trigger, from: "Active", to, at: on })
const accountOff = (from: "Linked" | "CodeIssued"): Event => ({
  ...{ _tag: "CaseAccountMoved", caseId: Sample.caseId(1), account: { _tag: "None" }, from }
})
const linkUntil = Dates.plusHours(Sample.now, 24)

const accounts: ReadonlyArray<Told> = [
  row("an access code", { _tag: "AccessCodeIssued", accessCode }, [
    ["NTC-18", "consumer 1", { what: "issued", expiresAt: accessCode.expiresAt, channel: "phone" }]
  ]),
  row("an access code that was used", tried("Redeemed"), [["NTC-18", "consumer 1", { what: "redeemed" }]]),
  row("an access code that was locked", tried("Locked"), [["NTC-18", "consumer 1", { what: "locked" }]]),
  row("an access code that was taken back", tried("Revoked"), [["NTC-18", "consumer 1", { what: "revoked" }]]),
  row("an account that was taken off", accountOff("Linked"), [["NTC-18", "consumer 1", { what: "unlinked" }]]),
  row("a case that waits for no code any more", accountOff("CodeIssued"), nobody),
  row("an access code that is over", tried("Expired"), nobody),
  row(
    "another address",
    {
      ...{ _tag: "AgentLoginChanged", agentId: one, formerEmail: people["agent 1 before"].email as never },
      loginEmail: people["agent 1"].email as never
    },
    [
      ["NTC-31", "agent 1 before", { address: "former" }],
      ["NTC-31", "agent 1", { address: "present" }]
    ]
  ),
  row(
    "an account that is locked",
    {
      ...{ _tag: "AgentLocked", agentId: one, locked: true },
      access: { since: Sample.now, reason: "unusual-activity" }
    },
    [
      ["NTC-32", "agent 1", { ...agent1, account: "locked", reason: "unusual-activity" }],
      ["NTC-32", "manager", { ...agent1, account: "locked" }]
    ]
  ),
  row(
    "an account that is open again",
    { ...{ _tag: "AgentLocked", agentId: one, locked: false }, access: { since: Sample.now } },
    both("NTC-32", { account: "open" })
  ),
  row("a link to activate", { _tag: "InvitationIssued", invitation: link }, [
    ["NTC-11", "agent 1", { invitationId: link.invitationId, expiresAt: link.expiresAt }, "encrypted"]
  ]),
  row("a code for the agency", { _tag: "InvitationIssued", invitation: code }, nobody),
  row("an account", account(), [
    ["NTC-20", "agent 1", { ...agent1, passwordDays: 60 }],
    ["NTC-21", "agent 1", { ...agent1, username: "CC_1H10001" }, "encrypted"],
    ["NTC-22", "agent 1", { linkId: "link-0", with: "link", expiresAt: linkUntil }, "encrypted"]
  ]),
  row("an account that was there", account({ takenOver: true, state: Sample.accountState("Active") }), nobody),
  row("a password that ends", accountMoved("warn", Sample.accountState("Expiring")), [
    ["NTC-23", "agent 1", { state: "Expiring", expiresOn: "2026-05-02" }]
  ]),
  row(
    "a password that is over, and nobody was warned",
    accountMoved("lock", {
      ...{ _tag: "LockedExpired", since: Sample.now, password: { ...Sample.extranetPassword, warnedAt: Sample.now } }
    }),
    [["NTC-23", "agent 1", { state: "LockedExpired", expiresOn: "2026-05-02" }]]
  ),
  row(
    "a password that is over after a warning",
    accountMoved(
      "lock",
      {
        ...{ _tag: "LockedExpired", since: Sample.now, password: { ...Sample.extranetPassword, warnedAt: Sample.now } }
      },
      Dates.plusHours(Sample.now, 240)
    ),
    nobody
  ),
  row("a login in the moment of the warning", accountMoved("login", Sample.accountState("Expiring")), nobody),
  row("a link to begin again", accountMoved("request-reset", Sample.accountState("ResetPending")), [
    ["NTC-24", "agent 1", { linkId: "link-0", expiresAt: linkUntil }, "encrypted"]
  ]),
  row("an account that is closed", accountMoved("disable", Sample.accountState("Disabled")), nobody),
  row(
    "the files of a week",
    {
      ...{ _tag: "ExtranetExtracted", agentId: one },
      extract: { week: day(-1), madeAt: Sample.now, cases: 7, added: 3, removed: 2 }
    },
    [
      ["NTC-25", "agent 1", { agentName: "Annab Reyesab", week: day(-1), cases: 7, added: 3, removed: 2 }],
      ["NTC-25", "manager", { agentName: "Annab Reyesab", week: day(-1), cases: 7, added: 3, removed: 2 }]
    ]
  ),
  row(
    "the files of a month",
    {
      ...{ _tag: "ExtranetExtracted", agentId: one },
      extract: { month: day(-2), madeAt: Sample.now, cases: 7, added: 3, removed: 2 }
    },
    [
      ["NTC-25", "agent 1", { agentName: "Annab Reyesab", month: day(-2), cases: 7, added: 3, removed: 2 }],
      ["NTC-25", "manager", { agentName: "Annab Reyesab", month: day(-2), cases: 7, added: 3, removed: 2 }]
    ]
  )
]

const file = { at: Sample.now, asOf: Sample.now, rowCount: 12, sha256: Sample.digest }
const exported = Sample.exportLog({ agentId: one })
const { agentId: __, ...byNobody } = exported
const helper = Sample.staff(0, { level: 2, staffNumber: "S-100" as StaffNumber })
const sent = sentLink()
const helped = (trigger: "approve" | "deny"): Event => ({
  ...{ _tag: "StaffMoved", userId: helper.userId, trigger, from: "Pending", to: helper.approval }
})
const changed = (
  to: "Suspended" | "Certified" | "Terminated",
  trigger: "suspend" | "reinstate" | "terminate"
): Event => ({
  ...{ _tag: "AgencyCertificationMoved", agencyId: here, trigger, from: "Certified" },
  to: Sample.agencyCertification(to)
})
const over = Sample.agencyCertification("Terminated") as Extract<
  ReturnType<typeof Sample.agencyCertification>,
  { readonly _tag: "Terminated" }
>
const left = (reason: Ending = "agency-ended"): Event => ({
  ...{ _tag: "EmploymentMoved", employmentId: Sample.employment(1).employmentId, trigger: "set-inactive" },
  ...{ from: "Active", to: { ...Sample.employment(1, 0, "Inactive"), reason } }
})
const ends = { agency: [Sample.agency(0, { certification: over })] }
const managed = (change: string): ReadonlyArray<Line> => [
  ["NTC-29", "agent 1", { ...agent1, agencyName, change }],
  ["NTC-29", "manager", { ...agent1, agencyName, change }]
]
const many = Array.from({ length: 52 }, (_, n) => 100 + n)
const employer = (n: number) => Id.make<Id.EmployerId>(`employer-${n}`)
const caseNumbers = (numbers: ReadonlyArray<number>) => numbers.map((n) => String(10_000_000 + n)).join(", ")

const signed = (...by: ReadonlyArray<AgentId>) => ({
  envelope: Id.make<DocumentId>("envelope-1"),
  signatures: by.map((agentId) => ({ by: { _tag: "Manager", agentId } as const, on: Sample.today }))
})
const begun = (...by: ReadonlyArray<AgentId>): Event => ({
  ...{ _tag: "AgencyAgreementSigned", agencyId: here, signing: signed(...by) }
})
const outside: NonNullable<Agency["signer"]> = {
  ...{ _tag: "Person", name: { first: "Sol", last: "Marsh" } as Name, title: "President" as BusinessName },
  email: people.signer.email as Email
}

const offices: ReadonlyArray<Told> = [
  row(
    "a file",
    { _tag: "ExportCompleted", exportId: exported.exportId, file },
    [["NTC-19", "agent 1", { rows: 12, until: exported.until }]],
    { exportLog: [exported] }
  ),
  row("a file for nobody", { _tag: "ExportCompleted", exportId: exported.exportId, file }, nobody, {
    exportLog: [byNobody]
  }),
  row(
    "what ends with an agency",
    {
      ...{ _tag: "AgencyReminded", agencyId: here, day: Sample.today },
      ending: [
        { what: "e-and-o", lastDay: day(7) },
        { what: "agreement", lastDay: day(30) }
      ]
    },
    [
      ["NTC-26", "manager", { agencyName, what: "e-and-o", lastDay: day(7) }],
      ["NTC-26", "manager", { agencyName, what: "agreement", lastDay: day(30) }]
    ]
  ),
  row("an agency suspended", changed("Suspended", "suspend"), [
    ["NTC-09", "manager", { agencyName, state: "Suspended", reason: "agreement-lapsed" }]
  ]),
  row("an agency that is back", changed("Certified", "reinstate"), [
    ["NTC-09", "manager", { agencyName, state: "Certified" }]
  ]),
  row("an agency that ends", changed("Terminated", "terminate"), [
    ["NTC-09", "manager", { agencyName, state: "Terminated", reason: over.reason }]
  ]),
  row(
    "whoever left with it",
    left(),
    [["NTC-09", "agent 1", { agencyName, state: "Terminated", reason: over.reason }]],
    ends
  ),
  row("whoever left with it as its manager", left(), nobody, {
    agency: [Sample.agency(0, { certification: over, managers: [Sample.agentId(0), one] })]
  }),
  row("whose application was withdrawn with it", left(), nobody, {
    ...{ ...ends, agent: [Sample.agent(1, { certification: at("Withdrawn") })] }
  }),
  row("whoever left an agency that goes on", left(), nobody),
  row("whoever left for another reason", left("leave"), nobody, ends),
  row(
    "a manager",
    { _tag: "AgencyManagerDesignated", agencyId: here, agentId: one, at: Sample.now },
    managed("designated")
  ),
  row("a first manager", { _tag: "AgencyPrimaryManagerChosen", agencyId: here, agentId: one }, managed("primary")),
  row(
    "a manager no more",
    { _tag: "AgencyManagerRemoved", agencyId: here, agentId: one, why: "left" },
    managed("left")
  ),
  row(
    "nobody who manages",
    { _tag: "AgencyLeftWithoutManager", agencyId: here, since: Sample.now, until: day(30) },
    [
      ["NTC-30", "manager", { agencyName, lastDay: day(30) }],
      ["NTC-30", "office", { agencyName, lastDay: day(30) }]
    ],
    {
      agency: [Sample.agency(0, { managers: [Sample.agentId(0), two] })],
      agent: [Sample.agent(2, { certification: at("Deceased") })]
    }
  ),
  row("a signature that waits for the signer", begun(two), [["NTC-04", "signer", { agencyName }]], {
    agency: [Sample.agency(0, { signer: outside })]
  }),
  row("a signature that waits for a manager", begun(two), [["NTC-04", "manager", { agencyName }]], {
    agency: [Sample.agency(0, { signer: { _tag: "Manager", agentId: Sample.agentId(0) } })]
  }),
  row("a signature that waits for somebody who manages no more", begun(two), nobody, {
    agency: [Sample.agency(0, { signer: { _tag: "Manager", agentId: one } })]
  }),
  row("a second signature that waits", begun(two, Sample.agentId(0)), nobody, {
    agency: [Sample.agency(0, { signer: outside })]
  }),
  row(
    "an agreement that is whole",
    { ...begun(two), agreement: { ...signed(two), from: Sample.today, expiresOn: day(365) } } as Event,
    nobody,
    { agency: [Sample.agency(0, { signer: outside })] }
  ),
  row(
    "policies that name somebody else",
    {
      ...{ _tag: "AgentsOfRecordReported", agencyId: here, on: Sample.today },
      differing: [
        { agentId: one, caseIds: [Sample.caseId(1)] },
        { agentId: two, caseIds: [Sample.caseId(2), Sample.caseId(1)] }
      ]
    },
    [
      ["NTC-27", "agent 1", { cases: 1, numbers: caseNumbers([1]) }],
      ["NTC-27", "manager", { cases: 3, numbers: caseNumbers([1, 2, 1]), agents: 2 }]
    ],
    { employment: [Sample.employment(2, 0, "Inactive")] }
  ),
  row(
    "the window of small businesses",
    {
      ...{ _tag: "SmallBusinessWindowTold", agencyId: here, on: Sample.today, news: "opens", agentIds: [one] },
      ...{ through: day(40), startsOn: Dates.make("2027-01-01") }
    },
    [["NTC-28", "agent 1", { news: "opens", lastDay: day(40), startsOn: "2027-01-01" }]]
  ),
  row(
    "the window of small businesses, with employers who failed a test",
    {
      ...{ _tag: "SmallBusinessWindowTold", agencyId: here, on: Sample.today, news: "closes", agentIds: [one, two] },
      ...{ through: day(7), startsOn: Dates.make("2027-01-01") },
      failing: [{ agentId: two, participation: many.map(employer), contribution: [employer(7)] }]
    },
    [
      ["NTC-28", "agent 1", { news: "closes", lastDay: day(7), startsOn: "2027-01-01" }],
      [
        "NTC-28",
        "agent 2",
        {
          ...{ news: "closes", lastDay: day(7), startsOn: "2027-01-01" },
          ...{ participation: many.length, participationOf: many.slice(0, 50).map(employer).join(", ") },
          ...{ contribution: 1, contributionOf: employer(7) }
        }
      ]
    ]
  ),
  row(
    "more policies than a notice names",
    {
      ...{ _tag: "AgentsOfRecordReported", agencyId: here, on: Sample.today },
      differing: [{ agentId: one, caseIds: [Sample.caseId(100), ...many.slice(1).map((n) => Sample.caseId(n))] }]
    },
    [
      ["NTC-27", "agent 1", { cases: 52, numbers: caseNumbers(many.slice(0, 50)) }],
      ["NTC-27", "manager", { cases: 52, numbers: caseNumbers(many.slice(0, 50)), agents: 1 }]
    ],
    { case: many.map((n) => Sample.household(n)) }
  ),
  row(
    "a helper",
    helped("approve"),
    [["NTC-10", "manager", { staffName: "Samaa Ortizaa", level: 2, agencyName, staffNumber: "S-100" }]],
    { staff: [helper] }
  ),
  row(
    "a helper without a number",
    helped("approve"),
    [["NTC-10", "manager", { staffName: "Samaa Ortizaa", level: 1, agencyName }]],
    { staff: [Sample.staff(0)] }
  ),
  row(
    "a helper who gets a link",
    { _tag: "StaffLinkIssued", userId: helper.userId, link: sent },
    [
      [
        "NTC-10",
        "staff",
        {
          ...{ staffName: "Samaa Ortizaa", level: 2, agencyName, staffNumber: "S-100" },
          ...{ invitationId: sent.invitationId, expiresAt: sent.expiresAt }
        },
        "encrypted"
      ]
    ],
    { staff: [{ ...helper, link: sent }] }
  ),
  row("a helper refused", helped("deny"), nobody, { staff: [helper] })
]

/** What is told of codes, accounts and agencies. */
export const table: ReadonlyArray<Told> = [...accounts, ...offices]
