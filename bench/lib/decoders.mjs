// The libraries that decode the profile of an agent, each as a function that tells whether it took the value.
import * as CompiledDecoder from "@agencybook/core/schema/CompiledDecoder"
import { operations } from "./measure.mjs"
import * as Profile from "./profile.mjs"

const size = 1000

// What was decoded last: it leaves the function, so that no compiler may leave out making it.
let kept

/** Every library over the same profiles; with `wrong` two fields of each are wrong and every error is collected. */
export const decoders = ({ wrong }) => {
  const options = wrong ? { errors: "all" } : undefined
  const measure = (decode, took) => {
    const inputs = Profile.profiles(size, { wrong })
    return operations({
      size,
      answer: (i) => {
        kept = decode(inputs[i])
        return took(kept) ? 1 : 0
      }
    })
  }
  const effect = (prepare) => async () => {
    const schema = Profile.effectSchema(await import("effect/Schema"))
    await prepare(schema)
    // Like the others it gives what is wrong as data; the function of the same name in Schema puts it into an Error.
    const { decodeUnknownResult } = await import("effect/SchemaParser")
    return measure(decodeUnknownResult(schema, options), (result) => result._tag === "Success")
  }
  return {
    "CompiledDecoder, effect Schema": effect(async (schema) => {
      const { interpreted } = CompiledDecoder.install(await import("effect/schema/SchemaCompiler"), [schema])
      if (interpreted.length > 0) throw new Error(`not compiled: ${interpreted}`)
    }),
    "effect Schema, interpreted": effect(() => undefined),
    "effect Schema, its JIT": effect(async (schema) => {
      const { enable } = await import("effect/schema/SchemaJITCompiler")
      enable(schema.ast)
    }),
    "effect Schema, its AOT": effect(async (schema) => {
      const { compile } = await import("effect/schema/SchemaAOTCompiler")
      const { rmSync, writeFileSync } = await import("node:fs")
      const file = new URL(`../results-${process.pid}.gen.mjs`, import.meta.url)
      writeFileSync(file, compile([{ ast: schema.ast, operations: ["decode"] }]))
      try {
        const { install } = await import(file.href)
        install([schema.ast])
      } finally {
        rmSync(file)
      }
    }),
    "zod 4": async () => {
      const { z } = await import("zod")
      const schema = Profile.zodSchema(z)
      return measure(
        (input) => schema.safeParse(input),
        (result) => result.success
      )
    },
    "zod 4, without its JIT": async () => {
      const { z } = await import("zod")
      z.config({ jitless: true })
      const schema = Profile.zodSchema(z)
      return measure(
        (input) => schema.safeParse(input),
        (result) => result.success
      )
    },
    valibot: async () => {
      const v = await import("valibot")
      const schema = Profile.valibotSchema(v)
      return measure(
        (input) => v.safeParse(schema, input),
        (result) => result.success
      )
    },
    arktype: async () => {
      const { type } = await import("arktype")
      const schema = Profile.arktypeSchema(type)
      return measure(
        (input) => schema(input),
        (result) => !(result instanceof type.errors)
      )
    },
    ajv: async () => {
      const { default: Ajv } = await import("ajv")
      const validate = new Ajv({ allErrors: wrong }).compile(Profile.jsonSchema())
      return measure(
        (input) => (validate(input) ? input : validate.errors),
        (result) => !Array.isArray(result)
      )
    }
  }
}
