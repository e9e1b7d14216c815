import { readdirSync } from "node:fs"
import { defaultServerConditions } from "vite"
import { defineConfig } from "vitest/config"

const conditions = ["@agencybook/source", ...defaultServerConditions]
const roots = [
  ...["packages", "examples"].flatMap((folder) =>
    readdirSync(new URL(folder, import.meta.url), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => ({ name, root: `${folder}/${name}` }))
  ),
  { name: "tools", root: "tools" }
]

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    reporters: ["default", "./tools/closing-line-reporter.ts"],
    coverage: { provider: "v8", include: ["packages/*/src/**"] },
    projects: roots.map(({ name, root }) => ({
      extends: true as const,
      test: {
        name,
        root,
        include: ["test/**/*.test.ts"],
        testTimeout: 30_000,
        hookTimeout: 60_000,
        // One database server and one embedded image for the whole run of the adapter's tests.
        globalSetup: name === "postgres" ? ["test/server.setup.ts"] : []
      }
    }))
  }
})
