/**
 * Schemas of the commands about the managers of an agency.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import type * as AgencyManagement from "../AgencyManagement.ts"
import type { Input } from "../Input.ts"
import * as V from "./Vocabulary.ts"

const step = <T extends string>(name: T) =>
  Schema.Struct({ _tag: Schema.Literal(name), agencyId: V.AgencyId, agentId: V.AgentId })

/** Schema for the changes of an agency's managers. @category schemas */
export const AgencyManagementCommand: Schema.Codec<
  AgencyManagement.Command,
  Input<AgencyManagement.Command>
> = /*#__PURE__*/ Schema.Union([step("DesignateManager"), step("RemoveManager"), step("ChoosePrimaryManager")])
