/**
 * Who is and was on the roster of an agency.
 *
 * @since 0.1.0
 */
import { memberOf, read } from "@agencybook/core/Facts"
import type { AgencyId } from "@agencybook/core/Id"
import type { Member } from "@agencybook/core/Standing"
import * as Effect from "effect/Effect"
import * as Loading from "../Loading.ts"
import type { Reading } from "../Store.ts"

/** The members of an agency's roster, past ones included. */
export const membersOf = ({ load }: Pick<Reading, "load">, agencyId: AgencyId) =>
  Effect.map(
    Loading.discover(load, (facts) => [
      read("agency", "id", agencyId),
      read("employment", "agency", agencyId),
      read("agent", "id", ...facts.find("employment", "agency", agencyId).map(({ agentId }) => agentId))
    ]),
    ({ facts }): ReadonlyArray<Member> =>
      facts.find("employment", "agency", agencyId).flatMap(({ agentId }) => memberOf(facts, agentId, agencyId) ?? [])
  )
