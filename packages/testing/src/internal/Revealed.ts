/**
 * Secrets that a system under test has revealed, found again when somebody has to type the right one.
 *
 * @since 0.1.0
 */
import { type Command, catalogue } from "@agencybook/application/Catalogue"
import * as Oracle from "../Oracle.ts"
import * as World from "../World.ts"

/** The latest secret by every identifier of the records that it was revealed with. */
export type Revealed = ReadonlyMap<string, string>

/** Nothing revealed so far. */
export const none: Revealed = new Map()

const texts = (value: unknown): ReadonlyArray<string> => {
  if (typeof value === "string") return [value]
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(texts) : []
}

/** What is known after a reply. */
export const noted = (
  before: Revealed,
  { events = [], reveal }: { readonly events?: ReadonlyArray<unknown>; readonly reveal?: string }
): Revealed => {
  if (reveal === undefined) return before
  return new Map([...before, ...texts(events).map((text) => [text, reveal] as const)])
}

interface Tried {
  /** The identifier of the secret that is held, if there is one. */
  readonly id: string | undefined
  /** A text that nobody was given: well-formed, so that it is compared and found wrong. */
  readonly wrong: string
}

const nowhere: Tried = { id: undefined, wrong: "00000-00000" }

/** What a command tries, as far as the rules can tell. */
const tried = (state: Oracle.State, command: unknown): Tried => {
  const name = Oracle.nameOf(command)
  const work = name === undefined ? undefined : catalogue[name].secretWork
  if (work?._tag !== "Check") return nowhere
  try {
    const { bytes, fromBytes, toText } = work.text(command as Command)
    const wrong = toText(fromBytes(new Uint8Array(bytes).fill(7)))
    return { id: work.held(command as Command, World.facts(state.world))?.id, wrong }
  } catch {
    // A command that cannot be read names no secret.
    return nowhere
  }
}

/**
 * Whether the right secret of a command can be typed: it was revealed in a reply, or there is none. A link that goes out
 * by mail is known to nobody here.
 */
export const isKnown = (command: unknown, state: Oracle.State, revealed: Revealed): boolean => {
  const { id } = tried(state, command)
  return id === undefined || revealed.has(id)
}

/** A command as it goes out, with the secret that is to be typed. */
export const sending = (
  sent: Oracle.Sent,
  state: Oracle.State,
  revealed: Revealed
): Omit<Oracle.Sent, "typed"> & { readonly secret?: string } => {
  const { typed, ...rest } = sent
  if (typed === undefined) return rest
  const { id, wrong } = tried(state, sent.command)
  return { ...rest, secret: (typed === "right" && id !== undefined ? revealed.get(id) : undefined) ?? wrong }
}
