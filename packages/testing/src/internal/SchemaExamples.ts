/**
 * Values that schemas take and values that they do not, written by hand from the words of the commands: faults of a value
 * that are derived from the schema itself would follow the schema wherever it goes.
 *
 * @since 0.1.0
 */
import type { CommandName } from "@agencybook/application/Catalogue"
import * as Book from "@agencybook/core/schema/Book"
import * as CommandSchema from "@agencybook/core/schema/Command"
import { Employer } from "@agencybook/core/schema/SmallBusiness"
import * as Vocabulary from "@agencybook/core/schema/Vocabulary"
import type * as Schema from "effect/Schema"
import * as Valid from "../Valid.ts"

type Path = ReadonlyArray<string>

/** One place of a schema with right and wrong values. */
export interface Example {
  /** What is sent, and where in it. */
  readonly what: string
  readonly schema: Schema.Codec<unknown, unknown>
  /** A whole value that is right everywhere else. */
  readonly base: (seed: number) => unknown
  readonly path: Path
  readonly right: ReadonlyArray<unknown>
  readonly wrong: ReadonlyArray<unknown>
}

/** The value with another one at the place. */
export const put = (whole: unknown, path: Path, value: unknown): unknown => {
  const [first, ...rest] = path
  if (first === undefined) return value
  const record = whole as Readonly<Record<string, unknown>>
  return { ...record, [first]: put(record[first], rest, value) }
}

const of = (
  what: string,
  schema: unknown,
  base: Example["base"],
  path: string,
  right: ReadonlyArray<unknown>,
  wrong: ReadonlyArray<unknown>
): Example => ({
  what: path === "" ? what : `${what}, ${path}`,
  schema: schema as Example["schema"],
  base,
  path: path === "" ? [] : path.split("."),
  right,
  wrong
})
const command = (
  name: CommandName,
  path: string,
  right: ReadonlyArray<unknown>,
  wrong: ReadonlyArray<unknown>
): Example => {
  const schema = Valid.schemaOf(name)
  return of(name, schema, (seed) => Valid.one(schema, seed), path, right, wrong)
}

/** Identifiers that the sender of a command chooses. */
const chosen: ReadonlyArray<readonly [CommandName, string]> = [
  ["OpenAgency", "agencyId"],
  ["OpenAgency", "managerId"],
  ["AddAgent", "agentId"],
  ["RequestDelegation", "delegationId"],
  ["OpenActing", "actingId"],
  ["IssueAccessCode", "accessCodeId"],
  ["IssueInvitation", "invitationId"],
  ["DelegateByAccessCode", "delegationId"],
  ["ClaimCase", "delegationId"],
  ["IssueAgentChangeCode", "agentChangeCodeId"],
  ["StartApplication", "delegationId"],
  ["StartApplication", "caseId"],
  ["RegisterEntity", "entityId"],
  ["AddCounselor", "counselorId"],
  ["GrantConsent", "consentId"],
  ["ReviewApplication", "reviewId"],
  ["AddStaff", "userId"],
  ["RecordExport", "exportId"],
  ["ReturnDiscrepancies", "listId"],
  ["TransferBook", "transferId"],
  ["SubmitTransfer", "transferId"]
]
/** Identifiers that name what is there, which may have been derived. */
const named: ReadonlyArray<readonly [CommandName, string]> = [
  ["AddAgent", "agencyId"],
  ["AcceptRequest", "delegationId"],
  ["RemoveDelegation", "delegationId"],
  ["TransferBook", "fromAgentId"],
  ["ApproveTransfer", "transferId"]
]

const staff = (level: unknown) => ({ _tag: "Staff", userId: "user-1", agencyId: "agency-1", level })
const notNumbers = ["1", true, null, Number.NaN, Number.POSITIVE_INFINITY, [1]] as const
const origins = [
  ...(["directory", "agent-started", "service-center", "three-way-call", "claim"] as const),
  ...(["otp", "access-code", "transfer", "migration"] as const)
]

const carriers = (count: number) => Array.from({ length: count }, (_, n) => ({ carrier: `Carrier ${n}`, employees: 1 }))

/** Every place that is known here. */
export const all: ReadonlyArray<Example> = [
  ...chosen.map(([name, field]) => command(name, field, ["id-1", "a", "A.b_c:d"], ["id~1", "a~", "~a", "", "a b", 1])),
  ...named.map(([name, field]) => command(name, field, ["id-1", "id~1"], ["~a", "", "a b", 1])),
  of("an actor of the staff", Vocabulary.Actor, () => staff(1), "level", [1, 2], [0, 3, -1, 1.5, ...notNumbers]),
  command(
    "DelegateByServiceCenter",
    "call.agent",
    [
      { name: { first: "Ann", last: "Reyes" }, number: { licence: "0H12345" } },
      { name: { first: "Ann", last: "Reyes" }, number: { certification: "5000000001" } }
    ],
    [{}, { name: { first: "Ann", last: "Reyes" } }, { number: { licence: "0H12345" } }, "Ann Reyes", null]
  ),
  of(
    "a case",
    CommandSchema.CaseRecord,
    (seed) => Valid.one(CommandSchema.CaseRecord, seed),
    "members",
    [
      ["Pending"],
      ["QhpAptcCsr", "QhpAptc", "QhpUnsubsidised", "MediCal", "ChildProgram", "Ineligible", "Pending"],
      Array(30).fill("QhpAptc")
    ],
    [[""], ["Nobody"], "Pending", Array(31).fill("QhpAptc")]
  ),
  of(
    "what an employer brings",
    Employer,
    (seed) => Valid.one(Employer as never, seed),
    "taking",
    [[], carriers(1), carriers(100)],
    [carriers(101), carriers(250), [{ carrier: "Golden Health" }], {}, null]
  ),
  of(
    "an amount",
    Vocabulary.Amount,
    () => 0,
    "",
    [0, 1, 99_999_999_999],
    [-0, -1, 0.5, 100_000_000_000, ...notNumbers]
  ),
  command("SubmitTransfer", "stated.cases", [1, 10_000], [0, -0, -1, 1.5, 10_001, ...notNumbers]),
  command("SubmitTransfer", "submittedBy", ["leaving", "arriving"], ["", "Leaving", "consumer", null]),
  command(
    "SubmitTransfer",
    "evidence.kind",
    ["release", "contract", "legal-document"],
    ["", "legal", "email", "legal_document"]
  ),
  command(
    "AddAgent",
    "profile.languages",
    [["en"], ["en", "es", "hmn"], Array.from({ length: 30 }, () => "en")],
    [[], "en", ["EN"], ["english"], [""], Array.from({ length: 31 }, () => "en"), null]
  ),
  command("AddAgent", "profile.npn", ["1", "9999999999"], ["0", "01", "12345678901", 1, null]),
  command(
    "RejectTransfer",
    "reason",
    ["evidence-insufficient", "disputed", "duplicate", "other"],
    ["", "left-agency", "Other"]
  ),
  of(
    "a question for the origin",
    Book.BookFilter,
    () => ({ _tag: "DelegationOrigin", anyOf: [] }),
    "anyOf",
    [[], ...origins.map((one) => [one]), origins],
    [["post"], ["Migration"], "migration", [null]]
  ),
  of(
    "a question for the year",
    Book.BookFilter,
    () => ({ _tag: "CoverageYear", anyOf: [] }),
    "anyOf",
    [[2000], [2026, 2100]],
    [[1999], [2101], [2026.5], ["2026"]]
  ),
  of("a page", Book.PageRequest, () => ({ limit: 1 }), "limit", [1, 1_000], [0, -0, 1_001, 1.5, ...notNumbers]),
  of(
    "a case as a feed delivers it",
    CommandSchema.CaseRecord,
    (seed) => Valid.one(CommandSchema.CaseRecord, seed),
    "application.year",
    [2000, 2026, 2199],
    [1999, 2200, -2026, 2026.5, ...notNumbers]
  )
]
