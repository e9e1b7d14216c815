import { existsSync, readdirSync } from "node:fs"
import { fileURLToPath } from "node:url"
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

const setupOf = (root: string): Array<string> => {
  const file = fileURLToPath(new URL(`${root}/test/server.setup.ts`, import.meta.url))
  return existsSync(file) ? [file] : []
}

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    // One for each core: the default leaves one out, which on two is half of them.
    maxWorkers: "100%",
    reporters: ["default", "./tools/closing-line-reporter.ts"],
    coverage: { provider: "v8", include: ["packages/*/src/**"] },
    projects: roots.map(({ name, root }) => ({
      extends: true as const,
      test: {
        name,
        root,
        include: ["test/**/*.test.ts"],
        // A busy machine is slow; time may only end what would never end.
        testTimeout: 180_000,
        hookTimeout: 180_000,
        // What is made once for all test files of a project, such as a database server.
        globalSetup: setupOf(root)
      }
    }))
  }
})
