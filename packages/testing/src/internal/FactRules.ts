/**
 * What of the facts of a decision is under test: who is found, and from which records.
 *
 * @since 0.1.0
 */
import type * as Fact from "@agencybook/core/Facts"

/** Who is found, and from which records. */
export type FactRules = Pick<
  typeof Fact,
  | "counselorOf"
  | "counselorReads"
  | "formerMember"
  | "formerReads"
  | "member"
  | "memberOf"
  | "memberOfReads"
  | "memberReads"
>
