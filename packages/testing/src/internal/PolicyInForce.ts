/**
 * The policy under which a law is being checked, for the samples and laws that ask for it.
 *
 * A law is synchronous, and so is its check: `under` sets the policy, runs, and sets the one before again, whatever
 * happens. Outside of a check it is that of Covered California.
 *
 * @since 0.1.0
 */
import { calheers, type Policy } from "@agencybook/core/Policy"
import * as fc from "fast-check"

let policy: Policy = calheers

/** The policy of the check that runs. @category queries */
export const policyInForce = (): Policy => policy

/** Runs something synchronous under a policy. @category constructors */
export const under = <A>(other: Policy, run: () => A): A => {
  const before = policy
  policy = other
  try {
    return run()
  } finally {
    policy = before
  }
}

/** Inputs that depend on a knob: made anew in each check, under its policy, and drawn as if they stood there. @category generators */
export const ofPolicy = <A>(make: (policy: Policy) => fc.Arbitrary<A>): fc.Arbitrary<A> =>
  fc.constant(undefined).chain(() => make(policy))
