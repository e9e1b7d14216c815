/**
 * Licences and helpers of a small scope as short texts and back.
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import type { Licence } from "@agencybook/core/Licence"
import { calheers } from "@agencybook/core/Policy"
import type { Staff } from "@agencybook/core/Staff"
import * as Sample from "../Sample.ts"

/** The day of a moment: every scope counts days where the exchange of the default policy is. */
export const dayOf = (at: Dates.Instant): Dates.CalendarDate => Dates.on(at, calheers.timeZone)

/** What is wrong with a licence: not active (`n`), over (`x`), or over within a month (`s`). */
export const licenceText = ({ expiresOn, status }: Licence, at: Dates.Instant): string => {
  if (status !== "active") return "n"
  return expiresOn < dayOf(at) ? "x" : expiresOn < Dates.plusDays(dayOf(at), 30) ? "s" : ""
}

/** The last days of a licence that soon ends, and of one that has ended. */
const licenceDays = { s: Dates.plusDays(Sample.today, 10), x: Dates.plusDays(Sample.today, -1) } as const

/** The licence of a text, at the moment of all samples. */
export const licenceFrom = (n: number, text: string): Licence =>
  Sample.licence(
    n,
    text === "n"
      ? { status: "inactive" }
      : text === ""
        ? {}
        : { expiresOn: licenceDays[text as keyof typeof licenceDays] }
  )

/** The level of a helper and whether she works, after `P` or `E` while she is not approved yet; `T` when the role is over. */
export const staffText = ({ activity, approval: { _tag }, level }: Staff): string => {
  if (_tag !== "Approved" && _tag !== "Pending" && _tag !== "Eligible") return "T"
  return `${_tag === "Approved" ? "" : _tag[0]}${level}${activity[0]}`
}

const approvalOf = { P: "Pending", E: "Eligible", T: "Terminated" } as const

/** The helper of a text. */
export const staffFrom = (n: number, text: string): Staff =>
  Sample.staff(n, {
    agencyId: Sample.agencyId(n),
    approval: Sample.approval(approvalOf[text[0] as keyof typeof approvalOf] ?? "Approved"),
    ...(text === "T"
      ? {}
      : { level: text.includes("2") ? 2 : 1, activity: text.endsWith("A") ? "Active" : "Inactive" }),
    ...(text.startsWith("E") ? { trainedOn: Sample.today } : {})
  })
