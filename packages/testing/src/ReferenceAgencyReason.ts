/**
 * For which reasons an agency is turned away, suspended or ended, in the reference model.
 *
 * @since 0.1.0
 */
import { type Reason, reason } from "./ReferenceWorld.ts"

const wrongs = ["licence-inactive", "breach"]
const lapses = ["e-and-o-lapsed", "agreement-lapsed", "no-certified-manager"]
const byItself = ["documents-false", "voluntary", "closed"]

/** The reasons of each step, by hand. */
const because = {
  reject: [...wrongs, ...byItself, "application-incomplete", "not-theirs", "under-investigation"],
  suspend: [...wrongs, ...lapses, "under-investigation"],
  terminate: [...wrongs, ...lapses, ...byItself]
}

/** What speaks against the reason of a step. @rule AGT-20 @category predicates */
export const unfit = (step: keyof typeof because, command: { readonly reason: string }): Reason | false =>
  !because[step].includes(command.reason) && reason("AgencyReasonNotForStep", "AGT-20")
