// #region laws
import * as Law from "@agencybook/testing/Law"
import { keepsTheTotal } from "@agencybook/testing/TransferLaws"

const { id, runs } = Law.check(keepsTheTotal, { runs: 300 })
console.log(`${id}: ${runs} runs`)
// => transfer-keeps-the-total: 300 runs
// #endregion
