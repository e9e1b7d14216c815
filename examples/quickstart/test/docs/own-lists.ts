// #region imports
import type * as Portal from "@agencybook/application/Portal"
// #endregion
import * as OwnListsFixture from "./own-lists.fixture.ts"

const portal = await OwnListsFixture.opened()

// #region condition
type Place = Extract<Awaited<ReturnType<Portal.Portal["reach"]>>, { ok: true }>["value"][number]

/** A condition on the columns of a table of ours, with the values for its places. */
const conditionOf = (places: ReadonlyArray<Place>): readonly [sql: string, values: ReadonlyArray<string>] => {
  const values: Array<string> = []
  const is = (column: string, value: string) => `${column} = $${values.push(value)}`
  const parts = places.map((place): string => {
    switch (place._tag) {
      case "Everything":
        return "true"
      case "Agency":
        return is("agency_id", place.agencyId)
      case "Agent":
        return place.agencyId === undefined
          ? is("agent_id", place.agentId)
          : `(${is("agent_id", place.agentId)} and ${is("agency_id", place.agencyId)})`
      case "Case":
        return is("case_id", place.caseId)
      // Our table knows no counselors and no consents, so nothing in it is theirs.
      default:
        return "false"
    }
  })
  return [parts.join(" or "), values]
}
// #endregion

// #region reach
const max: Portal.Viewer = { actor: { _tag: "Agent", agentId: "max" } }
const ana: Portal.Viewer = { actor: { _tag: "Agent", agentId: "ana" } }
for (const viewer of [max, ana]) {
  const reach = await portal.reach(viewer, "upload-consumer-document")
  if (reach.ok) console.log(...conditionOf(reach.value))
}
// => (agent_id = $1 and agency_id = $2) or agency_id = $3 [ 'max', 'acme', 'acme' ]
// => (agent_id = $1 and agency_id = $2) [ 'ana', 'acme' ]
const none = await portal.reach(ana, "transfer-book")
if (!none.ok) console.log(none.refusal.message)
// => no permission lets a `agent` do `transfer-book`
// #endregion

// #region each
const page = [{ caseId: "case-1" }, { caseId: "case-2" }]
const may = await portal.mayEach(ana, "upload-consumer-document", page)
if (may.ok) console.log(may.value.map((one) => (one._tag === "Granted" ? one.permission : one.message)))
// => [ 'P-21', '`upload-consumer-document` is permitted to a `agent` for the own records only' ]
// #endregion
await portal.close()
