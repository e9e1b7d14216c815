import * as z from "zod/mini"

const name = z.string().check(z.minLength(1), z.maxLength(60))

export const Profile = z.object({
  agentId: z.string().check(z.regex(/^AGT-\d{6}$/)),
  licence: z.string().check(z.regex(/^[0-9][A-Z]\d{5}$/)),
  first: name,
  last: name,
  email: z.string().check(z.regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/)),
  role: z.enum(["manager", "agent", "staff"]),
  languages: z.array(z.enum(["English", "Spanish", "Chinese"])).check(z.minLength(1)),
  about: z.optional(z.string()),
  expiresOn: z.nullable(z.string()),
  zip: z.string().check(z.regex(/^\d{5}$/)),
  cases: z.int().check(z.minimum(0), z.maximum(100_000))
})

export const decode = (input) => Profile.safeParse(input)
