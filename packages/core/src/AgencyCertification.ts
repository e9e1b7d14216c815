/**
 * Life of an agency's certification with the exchange.
 *
 * @since 0.1.0
 */
import type { AgencyReason } from "./AgencyReason.ts"
import type { Instant } from "./CalendarDate.ts"
import * as Machine from "./Machine.ts"

/** What became of an agency's clients when it ended: moved before, or set free with it. @category models */
export type Books = "moved" | "end"

/** The certification of an agency in one of its states. @category models */
export type AgencyCertification =
  | { readonly _tag: "Incomplete"; readonly since: Instant }
  | { readonly _tag: "Pending"; readonly since: Instant }
  | { readonly _tag: "Certified"; readonly since: Instant }
  | { readonly _tag: "Suspended"; readonly since: Instant; readonly reason: AgencyReason }
  | { readonly _tag: "Terminated"; readonly since: Instant; readonly reason: AgencyReason; readonly books?: Books }

/** The machine of the domain description, section 3.3. @rule AGY-09 @category machine */
export const machine = /*#__PURE__*/ Machine.define({
  name: "agency certification",
  states: ["Incomplete", "Pending", "Certified", "Suspended", "Terminated"],
  triggers: ["submit", "certify", "reject", "suspend", "reinstate", "terminate"],
  edges: {
    Incomplete: { submit: "Pending", reject: "Terminated" },
    Pending: { certify: "Certified", reject: "Terminated" },
    Certified: { suspend: "Suspended", terminate: "Terminated" },
    Suspended: { reinstate: "Certified", terminate: "Terminated" },
    Terminated: {}
  },
  otherwise: "AGY-09"
})

/** Checks whether an agency is submitted and not over: what it is known by is nobody else's then. @category predicates */
export const isLive = ({ _tag }: Pick<AgencyCertification, "_tag">): boolean =>
  _tag !== "Incomplete" && _tag !== "Terminated"
