// The same profiles with two fields wrong in each, every error collected.
import { decoders } from "../lib/decoders.mjs"

export const title = "decoding a profile with two wrong fields of twenty, every error collected"
export const ours = "CompiledDecoder, effect Schema"
export const goals = { valibot: 1.3, "zod 4": 1.7, "effect Schema, interpreted": 3 }
export const alternatives = decoders({ wrong: true })
