import { existsSync } from "node:fs"
import { defineConfig } from "tsup"

export default defineConfig({
  entry: ["src/*.ts", ...(existsSync("src/schema") ? ["src/schema/*.ts"] : [])],
  format: ["esm"],
  target: "es2023",
  platform: "neutral",
  external: [/^node:/],
  splitting: true,
  sourcemap: true,
  dts: false,
  clean: true
})
