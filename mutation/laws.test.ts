import { check } from "@agencybook/testing/Law"
import { laws } from "@agencybook/testing/Laws"
import { describe, it } from "vitest"

describe("laws", () => {
  for (const law of laws) it(law.id, () => void check(law, { seed: 20_260_303 }))
})
