/**
 * The contract of the `Store` port as a list of named checks, for every adapter.
 *
 * The checks know no test runner: each is an effect that succeeds or fails with a `ContractViolation`. Give `against` a
 * layer that makes a new, empty store:
 *
 * ```ts
 * import * as StoreContract from "@agencybook/testing/StoreContract"
 * import { it } from "@effect/vitest"
 *
 * for (const check of StoreContract.applicable(["concurrent", "durable", "proposing"]))
 *   it.effect(check.name, () => StoreContract.against(check, freshStore()))
 * ```
 *
 * @since 0.1.0
 */
import type { Store } from "@agencybook/application/Store"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Chain from "./internal/StoreContractChain.ts"
import { type Capability, type Check, ContractViolation, pause } from "./internal/StoreContractCheck.ts"
import * as Disclosures from "./internal/StoreContractDisclosures.ts"
import * as Fidelity from "./internal/StoreContractFidelity.ts"
import * as Following from "./internal/StoreContractFollowing.ts"
import * as Journal from "./internal/StoreContractJournal.ts"
import * as Outbox from "./internal/StoreContractOutbox.ts"
import * as Parts from "./internal/StoreContractParts.ts"
import * as Proposals from "./internal/StoreContractProposals.ts"
import * as Races from "./internal/StoreContractRaces.ts"
import * as Reading from "./internal/StoreContractReading.ts"
import * as Whole from "./internal/StoreContractWhole.ts"
import * as Writing from "./internal/StoreContractWriting.ts"

export { type Capability, type Check, ContractViolation }

/** Every check of the contract. @category laws */
export const checks: ReadonlyArray<Check> = [
  ...Reading.checks,
  ...Following.checks,
  ...Parts.checks,
  ...Writing.checks,
  ...Fidelity.checks,
  ...Whole.checks,
  ...Journal.checks,
  ...Chain.checks,
  ...Outbox.checks,
  ...Disclosures.checks,
  ...Races.checks,
  ...Proposals.checks
]

/** The checks that apply to a store with these capabilities. @category laws */
export const applicable = (capabilities: ReadonlyArray<Capability>): ReadonlyArray<Check> =>
  checks.filter(({ needs = [] }) =>
    (typeof needs === "string" ? [needs] : needs).every((one) => capabilities.includes(one))
  )

/**
 * Runs one check against a store.
 *
 * **Details**: the layer is built for this check alone and must give a new, empty store. Where the check has a part to
 * run after reopening, the same layer is built a second time and must then find the records of the first time. A check
 * that does not end in time is a violation too.
 *
 * @category laws
 */
export const against = <E>(
  check: Check,
  store: Layer.Layer<Store, E>,
  options: { readonly deadlineMillis?: number } = {}
): Effect.Effect<void, ContractViolation | E> => {
  const { deadlineMillis = 25_000 } = options
  const inTime = (part: Effect.Effect<void, ContractViolation, Store>) =>
    Effect.raceFirst(
      Effect.provide(part, Layer.fresh(store), { local: true }),
      Effect.andThen(
        pause(deadlineMillis),
        Effect.fail(
          new ContractViolation({
            check: check.name,
            about: "time taken",
            expected: `at most ${deadlineMillis} ms`,
            found: "no end"
          })
        )
      )
    )
  return check.reopened === undefined ? inTime(check.run) : Effect.andThen(inTime(check.run), inTime(check.reopened))
}
