/**
 * Extranet accounts of a small scope as short texts and back: the days that are left of a password, and nothing else
 * of its days.
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import type { AccountState, ExtranetAccount, OneTimeLink, Password } from "@agencybook/core/Extranet"
import * as Id from "@agencybook/core/Id"
import { calheers } from "@agencybook/core/Policy"
import * as Sample from "../Sample.ts"

const letterOf = {
  Provisioned: "P",
  Active: "A",
  Expiring: "E",
  ResetPending: "R",
  LockedExpired: "L",
  Disabled: "D"
} as const satisfies Record<AccountState["_tag"], string>
const stateOf = Object.fromEntries(Object.entries(letterOf).map(([state, letter]) => [letter, state])) as Record<
  string,
  AccountState["_tag"]
>

// Every scope counts days where the exchange of the default policy is.
const { timeZone } = calheers
const warnDays = 10
const today = (at: Dates.Instant) => Dates.on(at, timeZone)

/** Days until a password is over; what is over stays over. */
const left = ({ expiresOn }: Password, at: Dates.Instant): number => {
  const startOf = (day: Dates.CalendarDate) => Dates.toMillis(Dates.startOf(day, "UTC"))
  return expiresOn === undefined ? 0 : Math.max(0, (startOf(expiresOn) - startOf(today(at))) / 86_400_000)
}

/** The text of an account: state, days left of the password, whether its warning is out, and the link. */
export const accountText = (account: ExtranetAccount | undefined, at: Dates.Instant): string => {
  if (account === undefined) return ""
  const { state } = account
  const password = "password" in state ? state.password : undefined
  const link = "link" in state ? state.link : undefined
  return [
    letterOf[state._tag],
    password === undefined ? "" : `${left(password, at)}${password.warnedAt === undefined ? "" : "w"}`,
    link === undefined ? "" : at < link.expiresAt ? "l" : "k"
  ].join(".")
}

const passwordFrom = (text: string): Password => {
  const expiresOn = Dates.plusDays(today(Sample.now), Number.parseInt(text, 10))
  const warned = text.endsWith("w")
  return {
    setAt: Dates.startOf(Dates.plusDays(expiresOn, -60), timeZone),
    expiresOn,
    dueOn: warned ? expiresOn : Dates.plusDays(expiresOn, -warnDays),
    ...(warned ? { warnedAt: Dates.startOf(Dates.plusDays(expiresOn, -warnDays), timeZone) } : {})
  }
}

/** The account of a text, at the moment of all samples. */
export const accountFrom = (n: number, text: string): ExtranetAccount | undefined => {
  if (text === "") return undefined
  const [letter = "", days = "", way = ""] = text.split(".")
  const since = Sample.now
  const link: OneTimeLink = {
    linkId: Id.make("link-on-its-way"),
    with: "link",
    expiresAt: Dates.plusHours(Sample.now, way === "l" ? 1 : -1)
  }
  const password = days === "" ? {} : { password: passwordFrom(days) }
  const _tag = stateOf[letter] as AccountState["_tag"]
  const parts = { _tag, since, ...password, ...(way === "" ? {} : { link }) }
  return Sample.extranetAccount(n, _tag, { state: parts as AccountState })
}

/** The text of an account after whole days, which every link does not outlive. */
export const accountAged = (text: string, days: number): string => {
  const [letter, password = "", way] = text.split(".")
  if (way === undefined || days === 0) return text
  const rest = Math.max(0, Number.parseInt(password, 10) - days)
  const after = password === "" ? "" : `${rest}${password.endsWith("w") ? "w" : ""}`
  return [letter, after, way === "l" ? "k" : way].join(".")
}
