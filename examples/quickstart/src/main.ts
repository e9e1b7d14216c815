/**
 * The quickstart: a week at two agencies, on an embedded database, from two files.
 *
 * @since 0.1.0
 */
import { rmSync } from "node:fs"
import * as Agencybook from "@agencybook/application/Agencybook"
import * as HostClock from "@agencybook/application/HostClock"
import * as NodeSecrets from "@agencybook/application/NodeSecrets"
import { Store, StoreError, Unusable } from "@agencybook/application/Store"
import type { FeedEntry } from "@agencybook/core/Case"
import * as Policy from "@agencybook/core/Policy"
import * as MailFolder from "@agencybook/email/MailFolder"
import * as DirectoryLock from "@agencybook/postgres/DirectoryLock"
import * as Embedded from "@agencybook/postgres/Embedded"
import * as PostgresStore from "@agencybook/postgres/PostgresStore"
import * as Cause from "effect/Cause"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as Progress from "./console/Progress.ts"
import * as Style from "./console/Style.ts"
import * as Text from "./console/Text.ts"
import * as Desk from "./Desk.ts"
import * as Feeds from "./Feeds.ts"
import * as Import from "./Import.ts"
import * as Report from "./Report.ts"
import * as Settings from "./Settings.ts"
import * as Story from "./Story.ts"

const policy = Policy.calheers
const here = process.cwd()
const style = Style.detect(process.stdout, process.env)
const write = (text: string) => void process.stdout.write(text)

const startOver = (settings: Settings.Settings) =>
  Effect.scoped(
    Effect.andThen(
      DirectoryLock.hold(settings.database),
      Effect.sync(() => {
        for (const path of [settings.database, settings.key, settings.out])
          rmSync(path, { recursive: true, force: true })
      })
    )
  )

interface Files {
  readonly roster: Feeds.Read<Feeds.Roster>
  readonly cases: Feeds.Read<ReadonlyArray<FeedEntry>>
}

const readFiles = Effect.fnUntraced(function* (settings: Settings.Settings) {
  const roster = yield* Feeds.readRoster(settings.roster, policy)
  const cases = yield* Feeds.readCases(settings.cases, roster.good, policy)
  return { roster, cases } satisfies Files
})

const play = Effect.fnUntraced(function* (
  settings: Settings.Settings,
  { cases, roster }: Files,
  desk: Desk.Desk,
  clock: Desk.StoryClock
) {
  const store = yield* Store
  const { journal } = yield* store.counts()
  if (journal > 0)
    desk.note(`Continuing where an earlier run stopped: the journal holds ${Text.count(journal)} events.`)
  desk.chapter("Monday, 2 March: the feeds")
  yield* Import.run(desk, roster, cases, write)
  yield* Story.play(desk, clock)
  yield* Report.show(desk, settings, here, write)
})

/** Secrets with the key of this installation. */
const secrets = ({ key }: Settings.Settings) =>
  Layer.unwrap(
    Effect.try({
      try: () => NodeSecrets.layer({ key: Report.keyOf(key) }),
      catch: (error) =>
        new StoreError({
          reason: new Unusable({
            problem: `the folder of \`${key}\` cannot be used (\`${(error as NodeJS.ErrnoException).code ?? "unreadable"}\`)`,
            remedy: "check that it is a folder that this user can write to"
          })
        })
    })
  )

const run = (settings: Settings.Settings) => {
  const desk = Desk.make(style, write)
  const clock = Desk.clock("2026-03-02T17:00:00.000Z")
  const began = performance.now()
  desk.line(`${Style.paint(style, "strong", "Agencybook")}  a week at two agencies, on an embedded PostgreSQL\n`)
  const store = PostgresStore.layer({ exchangeId: "quickstart", migrate: true }).pipe(
    Layer.provide(Embedded.layer({ directory: settings.database }))
  )
  const services = Agencybook.layer({ policy }).pipe(
    Layer.provideMerge(store),
    Layer.provideMerge(secrets(settings)),
    Layer.provideMerge(MailFolder.layer({ folder: settings.mail }))
  )
  // The files are read to their end before a database exists, so that a bad file leaves nothing behind.
  return readFiles(settings).pipe(
    Effect.tap(() => (settings.fresh ? startOver(settings) : Effect.void)),
    Effect.flatMap((files) => Effect.provide(play(settings, files, desk, clock), services)),
    Effect.provideService(Clock.Clock, HostClock.make(clock.now)),
    Effect.tap(() =>
      Effect.sync(() =>
        desk.note(
          `${Progress.duration(performance.now() - began)}. Run it again and it continues; npm start -- --fresh starts over.`
        )
      )
    )
  )
}

/** One sentence for whatever ended the run; the details only when they are asked for. */
const sentence = (cause: Cause.Cause<unknown>): string => {
  const failure = cause.reasons.find(Cause.isFailReason)
  const message = failure === undefined ? undefined : (failure.error as { readonly message?: unknown }).message
  if (typeof message === "string" && message !== "") return message.split("\n")[0] ?? message
  const defect = cause.reasons.find(Cause.isDieReason)?.defect as { readonly code?: unknown } | undefined
  const code = typeof defect?.code === "string" ? ` (\`${defect.code}\`)` : ""
  return `the run ended unexpectedly${code}; what was done is kept, start again to continue, or set AGENCYBOOK_DEBUG=1 to see why`
}

const fail = (message: string): void => {
  process.stderr.write(
    `\n${Style.paint(style, "bad", Style.sign(style, "cross"))} ${Text.neutralise(message, style.rich)}.\n`
  )
  process.exitCode = 1
}

// A reader that went away, as in `npm start | head`, is no failure of ours.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1))

const settings = Settings.read(process.argv.slice(2), process.env, here)
if ("_tag" in settings) fail(settings.message)
else {
  const exit = await Effect.runPromiseExit(run(settings))
  if (Exit.isFailure(exit)) {
    fail(sentence(exit.cause))
    if (process.env.AGENCYBOOK_DEBUG === "1") process.stderr.write(`${Cause.pretty(exit.cause)}\n`)
  }
}
