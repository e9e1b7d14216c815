/**
 * The contract of the `Store` port as a list of named checks, for every adapter.
 *
 * The checks know no test runner: each is an effect that succeeds or fails with a `ContractViolation`, so make one test of each.
 * Give `against` a layer that makes a new, empty store, and `applicable` what the store can do:
 *
 * ```ts
 * import * as MemoryStore from "@agencybook/application/MemoryStore"
 * import * as StoreContract from "@agencybook/testing/StoreContract"
 * import * as Effect from "effect/Effect"
 *
 * const checks = StoreContract.applicable(["proposing"]).filter(({ promise }) => promise === "C2")
 * for (const check of checks) await Effect.runPromise(StoreContract.against(check, MemoryStore.layer))
 * console.log(checks.length > 1)
 * // => true
 * ```
 *
 * What the port leaves open, no check asks for. A store may give a record that several selections find once or for each of them,
 * and what `load` finds in any order; find in a transaction the second time, without a lock, what it found the first time or what
 * stands by then; tell a conflict where nothing has changed, since who tries again loses nothing. A claim beside others of its channel may give
 * less than there is, as long as what nobody was given is free, and one that is interrupted may keep its lease, which ends. The
 * entry of a reading may be written when the body has ended, as long as the answer waits for it. What only time, a power cut or the
 * catalogue of a database shows, is for the adapter's own tests.
 *
 * @since 0.1.0
 */
import type { Store, StoreError } from "@agencybook/application/Store"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as AtOnce from "./internal/StoreContractAtOnce.ts"
import * as Chain from "./internal/StoreContractChain.ts"
import {
  type Capability,
  type Check,
  ContractViolation,
  Death,
  type Doomed,
  type Dying,
  Largest as LargestSize,
  pause
} from "./internal/StoreContractCheck.ts"
import * as Commands from "./internal/StoreContractCommands.ts"
import * as Deaths from "./internal/StoreContractDeaths.ts"
import * as Disclosures from "./internal/StoreContractDisclosures.ts"
import * as Endings from "./internal/StoreContractEndings.ts"
import * as Exchanges from "./internal/StoreContractExchanges.ts"
import * as Far from "./internal/StoreContractFar.ts"
import * as Fidelity from "./internal/StoreContractFidelity.ts"
import * as Fields from "./internal/StoreContractFields.ts"
import * as Following from "./internal/StoreContractFollowing.ts"
import * as Journal from "./internal/StoreContractJournal.ts"
import * as Kinds from "./internal/StoreContractKinds.ts"
import * as Largest from "./internal/StoreContractLargest.ts"
import * as Mail from "./internal/StoreContractMail.ts"
import * as Meanwhile from "./internal/StoreContractMeanwhile.ts"
import * as Mishaps from "./internal/StoreContractMishaps.ts"
import * as Names from "./internal/StoreContractNames.ts"
import * as Naming from "./internal/StoreContractNaming.ts"
import * as Neighbour from "./internal/StoreContractNeighbour.ts"
import * as Null from "./internal/StoreContractNull.ts"
import * as OneCommit from "./internal/StoreContractOneCommit.ts"
import * as Open from "./internal/StoreContractOpen.ts"
import * as Outbox from "./internal/StoreContractOutbox.ts"
import * as Own from "./internal/StoreContractOwn.ts"
import * as Parcels from "./internal/StoreContractParcels.ts"
import * as Parts from "./internal/StoreContractParts.ts"
import * as Proposals from "./internal/StoreContractProposals.ts"
import * as Proposed from "./internal/StoreContractProposed.ts"
import * as Races from "./internal/StoreContractRaces.ts"
import * as Readers from "./internal/StoreContractReaders.ts"
import * as Reading from "./internal/StoreContractReading.ts"
import * as Reopening from "./internal/StoreContractReopening.ts"
import * as Seasons from "./internal/StoreContractSeasons.ts"
import * as SeenAgain from "./internal/StoreContractSeenAgain.ts"
import * as Sequels from "./internal/StoreContractSequels.ts"
import * as Skews from "./internal/StoreContractSkews.ts"
import * as Trails from "./internal/StoreContractTrails.ts"
import * as Twice from "./internal/StoreContractTwice.ts"
import * as Ways from "./internal/StoreContractWays.ts"
import * as Whole from "./internal/StoreContractWhole.ts"
import * as Writing from "./internal/StoreContractWriting.ts"

export { type Capability, type Check, ContractViolation, type Doomed, type Dying }

/** Every check of the contract. @category laws */
export const checks: ReadonlyArray<Check> = [
  ...Reading.checks,
  ...Ways.checks,
  ...Following.checks,
  ...Parts.checks,
  ...Trails.checks,
  ...Writing.checks,
  ...Kinds.checks,
  ...Commands.checks,
  ...Sequels.checks,
  ...SeenAgain.checks,
  ...Endings.checks,
  ...OneCommit.checks,
  ...Twice.checks,
  ...Names.checks,
  ...Naming.checks,
  ...Exchanges.checks,
  ...Fidelity.checks,
  ...Fields.checks,
  ...Far.checks,
  ...Null.checks,
  ...Seasons.checks,
  ...Whole.checks,
  ...Own.checks,
  ...Open.checks,
  ...Parcels.checks,
  ...Largest.checks,
  ...Journal.checks,
  ...Chain.checks,
  ...Mishaps.checks,
  ...Outbox.checks,
  ...Mail.checks,
  ...Disclosures.checks,
  ...Readers.checks,
  ...Races.checks,
  ...AtOnce.checks,
  ...Reopening.checks,
  ...Deaths.checks,
  ...Meanwhile.checks,
  ...Proposals.checks,
  ...Skews.checks,
  ...Proposed.checks
]

/** The checks that apply to a store with these capabilities. @category laws */
export const applicable = (capabilities: ReadonlyArray<Capability>): ReadonlyArray<Check> =>
  checks.filter(({ needs = [] }) =>
    (typeof needs === "string" ? [needs] : needs).every((one) => capabilities.includes(one))
  )

/**
 * Fills a store with records in every state, commands, notices and readings, under the names that the checks use.
 *
 * **When to use**: on a store that keeps several exchanges apart. Fill another exchange in the layer that is given to
 * `against`, before the store that is checked: whatever the exchanges share is then a violation.
 *
 * @category laws
 */
export const neighbour: Effect.Effect<void, StoreError, Store> = Neighbour.fill

/**
 * The store that is checked, as one that dies between two calls of it: what is `dying` for a store in memory, which has no
 * statements, and under a store that is made of another one.
 *
 * @category laws
 */
export const betweenCalls: Dying = Deaths.betweenCalls

/**
 * Runs one check against a store.
 *
 * **Details**: the layer is built for this check alone and must give a new, empty store. Where the check has a part to
 * run after reopening, the same layer is built a second time and must then find the records of the first time. A check
 * that does not end in time is a violation too. `largest` is how many records the largest check writes, 20,001 when absent:
 * a store that stops at some number is noticed if the number is less. `dying` is what a store with the capability `mortal`
 * dies by.
 *
 * @category laws
 */
export const against = <E>(
  check: Check,
  store: Layer.Layer<Store, E>,
  options: { readonly deadlineMillis?: number; readonly largest?: number; readonly dying?: Dying } = {}
): Effect.Effect<void, ContractViolation | E> => {
  const { largest = 20_001 } = options
  const deadlineMillis = (options.deadlineMillis ?? 25_000) * (check.patience ?? 1)
  const noEnd = Effect.andThen(
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
  // A store that cannot be interrupted must not keep its verdict waiting.
  const inTime = (part: Effect.Effect<void, ContractViolation, Store>) =>
    Effect.provide(part, Layer.fresh(store), { local: true }).pipe(
      Effect.provideService(LargestSize, largest),
      Effect.provideService(Death, options.dying),
      Effect.forkDetach,
      Effect.flatMap((fiber) =>
        Effect.onExit(Effect.raceFirst(Fiber.join(fiber), noEnd), (exit) =>
          Exit.isSuccess(exit) ? Effect.void : Effect.forkDetach(Fiber.interrupt(fiber))
        )
      )
    )
  return check.reopened === undefined ? inTime(check.run) : Effect.andThen(inTime(check.run), inTime(check.reopened))
}
