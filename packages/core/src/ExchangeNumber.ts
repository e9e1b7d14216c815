/**
 * Numbers that an exchange gives: those of certifications and those of cases.
 *
 * Which form they have belongs to the exchange: the formats here take whatever one may give, and `certificationWrong` and
 * `caseWrong` ask the policy. A number that is on record already stays, whatever the policy says since.
 *
 * @since 0.1.0
 */
import * as Format from "./Format.ts"
import type { AgentId, CaseId } from "./Id.ts"
import type { NumberForm, Policy } from "./Policy.ts"
import { type Refusal, reason } from "./Refusal.ts"

// The first sign is none that a spreadsheet runs, and no blank stands at an end.
const general = /^[0-9A-Za-z](?:[ -~]{0,38}[!-~])?$/

/** The format of a number that any exchange may give, a `name` of a thing, which a person finds on the `paper`. @category constructors */
export const format = <A extends string>(name: string, paper: string): Format.Format<A> =>
  Format.pattern<A>(
    name,
    general,
    `a ${name} of 1 to 40 printable characters, the first a letter or digit`,
    `copy the ${name} from ${paper}`,
    (text) => text.trim()
  )

/** Format of the number of a certification. @rule AGT-08 @category decoding */
export const certification: Format.Format<string> = /*#__PURE__*/ format(
  "certification number",
  "the certification letter"
)

// Whatever can be printed was read by the format before.
const patterns: Readonly<Record<NumberForm["signs"], RegExp>> = {
  digits: /^\d+$/,
  "letters-and-digits": /^[0-9A-Za-z]+$/,
  any: /^/
}

/** A form in words, such as `8 to 12 digits`. @category encoding */
export const inWords = ({ least, most, signs }: NumberForm): string =>
  `${least === most ? least : `${least} to ${most}`} ${signs === "any" ? "characters" : signs.replaceAll("-", " ")}`

/** Checks whether a number that was read has a form. @category predicates */
export const fits = (number: string, { least, most, signs }: NumberForm): boolean =>
  number.length >= least && number.length <= most && patterns[signs].test(number)

/** The number of a certification is none that the exchange gives. @category errors */
export const certificationMisshapen = /*#__PURE__*/ reason(
  "CertificationNumberMisshapen",
  "AGT-08",
  (f: { readonly agentId: AgentId; readonly form: string }) =>
    `the \`number\` of the term of agent \`${f.agentId}\` is none of this exchange: expected \`${f.form}\``,
  "copy it from the certification letter; see `certificationNumber` of the policy"
)

/** The number of a case is none that the exchange gives. @category errors */
export const caseMisshapen = /*#__PURE__*/ reason(
  "CaseNumberMisshapen",
  "CAS-01",
  (f: { readonly caseId: CaseId; readonly form: string }) =>
    `the \`caseNumber\` of case \`${f.caseId}\` is none of this exchange: expected \`${f.form}\``,
  "copy it from the notice of the exchange; see `caseNumber` of the policy"
)

/** The refusal of a certification whose number the exchange does not give. @rule AGT-08 @category queries */
export const certificationWrong = (
  agentId: AgentId,
  number: string,
  { certificationNumber: form }: Pick<Policy, "certificationNumber">
): Refusal | undefined => (fits(number, form) ? undefined : certificationMisshapen({ agentId, form: inWords(form) }))

/** The refusal of a case whose number the exchange does not give. @rule CAS-01 @category queries */
export const caseWrong = (
  caseId: CaseId,
  number: string,
  { caseNumber: form }: Pick<Policy, "caseNumber">
): Refusal | undefined => (fits(number, form) ? undefined : caseMisshapen({ caseId, form: inWords(form) }))
