#!/usr/bin/env node
import { run } from "@agencybook/postgres/Cli"

// A reader that went away, as in `agencybook-postgres sql | head`, is no failure of ours.
process.stdout.on("error", (error) => process.exit(error.code === "EPIPE" ? 0 : 1))

process.exitCode = await run(process.argv.slice(2), {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  environment: process.env
})
