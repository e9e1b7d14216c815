// #region imports
import * as Portal from "@agencybook/application/Portal"
import { check, type Policy } from "@agencybook/core/Policy"
import { virginia } from "@agencybook/core/PolicyPreset"

// #endregion

// #region choose
const wished: Policy = { ...virginia, name: "our-exchange-1", requestDays: 14, transferConsent: "consumer-confirm" }
for (const { because, knobs, remedy } of check(wished)) {
  console.log(`${knobs.join(" against ")}: ${because}`)
  console.log(remedy)
}
// => claimBySearch against transferConsent: a colleague could claim the case that a transfer moves only after the consumer's yes
// => limit claiming to associated agents, or tell the consumer instead of asking

const ours: Policy = { ...wished, claimBySearch: "associated" }
console.log(check(ours).length)
// => 0
// #endregion

// #region use
const portal = Portal.make({ policy: ours })
// #endregion
await portal.close()

// #region refused
try {
  Portal.make({ policy: { ...ours, requestDays: -1 } })
} catch (error) {
  if (error instanceof TypeError) console.log(error.message)
}
// => the portal cannot be built: `policy.requestDays`: expected a whole number from 0 to 365
// #endregion
