// #region imports
import type { Policy } from "@agencybook/core/Policy"
import { minnesota } from "@agencybook/core/PolicyPreset"
import * as Law from "@agencybook/testing/Law"
import * as Laws from "@agencybook/testing/Laws"
import * as ModelRun from "@agencybook/testing/ModelRun"
import * as PortalDriver from "@agencybook/testing/PortalDriver"

// #endregion

// #region laws
const ours: Policy = { ...minnesota, name: "our-exchange-1", requestDays: 14 }
for (const law of Laws.forRule("TRF-05")) {
  const { exercised, id, notAskedFor } = Law.check(law, { policy: ours, seed: 1 })
  console.log(`${id}: ${exercised > 0 ? "holds" : `not asked, for ${notAskedFor.join(" and ")}`}`)
}
// => delegation-the-grant-is-kept: holds
// => transfer-every-row-is-told: not asked, for transferConsent
// => transfer-takes-what-was-chosen: holds
// => exchange-figures-are-added: holds
// => book-figures-of-their-days: holds
// #endregion

// #region system
const fresh = () => PortalDriver.make({ policy: ours })
const { runs } = await ModelRun.check(fresh, {
  policy: ours,
  runs: 10,
  seed: 7,
  only: ["RequestDelegation", "AcceptRequest"]
})
console.log(`${runs} runs`)
// => 10 runs
// #endregion
