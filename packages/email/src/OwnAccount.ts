/**
 * Words that invite a consumer to an account of their own, when somebody has started an application with them.
 *
 * The code that links the account is no part of them: it is given to the consumer by phone or by post, after the identity
 * was verified.
 *
 * @since 0.1.0
 */
import { type Line, say, type Words } from "./Wording.ts"

/**
 * What a consumer does to get an account. @rule DEL-14 @rule ACC-03 @category constructors
 */
export const ownAccount: ReadonlyArray<Line> = [
  say`You can have an account of your own for your application. Call us with your case number and ask for an access code.`,
  say`We make sure that it is you and give the code to you alone, by phone or by post, never by e-mail.`,
  say`When you create your account, answer yes to the question whether you have an access code, and enter it.`
]

/** The number by which the consumer asks. @category constructors */
export const numbered = ({ caseNumber }: { readonly caseNumber?: string }): NonNullable<Words["facts"]> =>
  caseNumber === undefined ? [] : [["Case number", caseNumber]]
