// Decoding a profile of an agent with twenty fields, all right.
import { decoders } from "../lib/decoders.mjs"

export const title = "decoding a valid profile of twenty fields, fresh from JSON"
export const ours = "CompiledDecoder, effect Schema"
export const goals = { arktype: 1.2, "zod 4": 5 }
export const alternatives = decoders({ wrong: false })
