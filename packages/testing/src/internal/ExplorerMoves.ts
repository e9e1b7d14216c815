/**
 * Who may try what in a scope: rightful steps, and for each the ones who must not.
 *
 * @since 0.1.0
 */

import { caseMoves } from "./ExplorerCaseMoves.ts"
import { extranetMoves } from "./ExplorerExtranetMoves.ts"
import { type Group, ids, type Move } from "./ExplorerMove.ts"
import { officeMoves } from "./ExplorerOfficeMoves.ts"
import type { Scope } from "./ExplorerSize.ts"
import { staffMoves } from "./ExplorerStaffMoves.ts"
import { transferMoves } from "./ExplorerTransferMoves.ts"
import { wayMoves } from "./ExplorerWayMoves.ts"

/** The moves of a scope. */
export const movesOf = (scope: Scope): ReadonlyArray<Group> => {
  const groups = [
    ...officeMoves(scope),
    ...extranetMoves(scope),
    ...staffMoves(scope),
    ...ids(scope.consumers, (c) => [...caseMoves(scope, c), ...wayMoves(scope, c), ...transferMoves(scope, c)]).flat()
  ]
  // Where there is one agency only, nobody comes from another one.
  const there = ({ name }: Move) => scope.agencies > 1 || !name.includes("by another agency")
  return groups.map((group) => ({ ...group, moves: group.moves.filter(there) }))
}
