/** Switches one fault on before anything is read, and holds it on. */
import { inject } from "vitest"

declare module "vitest" {
  interface ProvidedContext {
    fault: string
  }
}

// The name that the built-in switches read.
Object.assign(globalThis, {
  __stryker__: { activeMutant: inject("fault"), hitCount: 0, hitLimit: 10_000_000, off: true }
})
