/**
 * What an error of the SMTP client means for the message.
 *
 * Keeps reply codes and system error names, drops every text: replies of mail servers quote addresses, and
 * errors of the client quote replies. When in doubt a failure is temporary, because a refusal is final.
 *
 * @since 0.1.0
 */
import { type MailFailure, Refused, Unavailable } from "@agencybook/application/Mailer"
import * as Predicate from "effect/Predicate"

const text = (error: unknown, key: string): string => {
  const value = Predicate.hasProperty(error, key) ? error[key] : undefined
  return Predicate.isString(value) ? value : ""
}

const replyCode = (error: unknown): number | null => {
  const value = Predicate.hasProperty(error, "responseCode") ? error.responseCode : undefined
  return Predicate.isNumber(value) && Number.isInteger(value) && value >= 200 && value <= 599 ? value : null
}

const systemName = (error: unknown): string | null => {
  const name = [text(error, "originalCode"), text(error, "code")].find((code) => /^[A-Z][A-Z0-9_]{2,63}$/.test(code))
  return name ?? null
}

// A message over the announced size fails at MAIL FROM, before the server saw the sender
const part = (name: string, command: string): Refused["part"] => {
  if (name === "EMESSAGE") return "content"
  return command === "MAIL FROM" ? "sender" : command === "RCPT TO" ? "recipient" : "content"
}

// These refuse the session and not the message, although they come as 5xx: bad sequence, login or TLS required
const aboutSession = new Map<number, Unavailable["why"]>([
  [503, "protocol"],
  [530, "credentials"],
  [534, "credentials"],
  [535, "credentials"],
  [538, "encryption"]
])

const connection = (error: unknown): Unavailable["why"] => {
  const message = text(error, "message")
  const system = `${text(error, "originalCode")} ${message}`
  switch (text(error, "code")) {
    case "ETIMEDOUT":
    case "EABORT":
      return "timeout"
    case "EAUTH":
    case "ENOAUTH":
    case "EOAUTH2":
      return "credentials"
    case "EREQUIRETLS":
      return "encryption"
    case "EPROTOCOL":
      return "protocol"
    case "ETLS":
    case "ESOCKET":
      if (/CERT|certificate|SELF_SIGNED|ALTNAME|UNABLE_TO_|signature/i.test(system)) return "certificate"
      if (text(error, "code") === "ETLS") return "encryption"
      return /ECONNRESET|EPIPE/.test(system) ? "closed" : "unreachable"
    case "EDNS":
      return "unreachable"
    default:
      return /does not support required STARTTLS/.test(message) ? "encryption" : "closed"
  }
}

/**
 * Maps an error of nodemailer's SMTP transport.
 *
 * **Details**
 *
 * - A 5xx reply to the sender, the recipient or the content: `Refused`.
 * - 503, 530, 534, 535 and 538: `Unavailable`, since they are about the session.
 * - A 4xx reply, a timeout, a lost or refused connection, garbage, a certificate, a login: `Unavailable`.
 * - A message over the size that the server announced: `Refused` without a code.
 *
 * @category transforms
 * @since 0.1.0
 */
export const toReason = (error: unknown): MailFailure => {
  const code = replyCode(error)
  const name = text(error, "code")
  const aboutMessage = name === "EENVELOPE" || name === "EMESSAGE"
  const session = code === null ? undefined : aboutSession.get(code)
  if (session !== undefined) return new Unavailable({ why: session, code, system: null })
  if (aboutMessage && (code === null || code >= 500)) {
    const status = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(text(error, "response"))?.[1] ?? null
    return new Refused({ part: part(name, text(error, "command")), code, status })
  }
  if (code !== null && code >= 400 && code < 500) return new Unavailable({ why: "busy", code, system: null })
  return new Unavailable({ why: connection(error), code, system: systemName(error) })
}
