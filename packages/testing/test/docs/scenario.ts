// #region scenario
import * as Id from "@agencybook/core/Id"
import * as Sample from "@agencybook/testing/Sample"
import { given } from "@agencybook/testing/Scenario"
import * as World from "@agencybook/testing/World"

const delegationId = Id.make<Id.DelegationId>("d-7")
const request = {
  _tag: "RequestDelegation",
  delegationId,
  caseId: Sample.caseId(1),
  agentId: Sample.agentId(2),
  signedBy: "Cora Quint"
} as const

const { outcome } = given(World.office)
  .when(request, Sample.asConsumer(1))
  .then({ _tag: "DelegationOpened", delegation: { state: { _tag: "Requested" } } }, { _tag: "ConsentDrafted" })
  .when({ _tag: "AcceptRequest", delegationId }, Sample.asAgent(1))
  .thenRefused("NotPermitted", "SEC-01")
console.log(outcome._tag)
// => Refused
// #endregion
