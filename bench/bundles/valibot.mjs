import * as v from "valibot"

const name = v.pipe(v.string(), v.minLength(1), v.maxLength(60))

export const Profile = v.object({
  agentId: v.pipe(v.string(), v.regex(/^AGT-\d{6}$/)),
  licence: v.pipe(v.string(), v.regex(/^[0-9][A-Z]\d{5}$/)),
  first: name,
  last: name,
  email: v.pipe(v.string(), v.regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/)),
  role: v.picklist(["manager", "agent", "staff"]),
  languages: v.pipe(v.array(v.picklist(["English", "Spanish", "Chinese"])), v.minLength(1)),
  about: v.optional(v.string()),
  expiresOn: v.nullable(v.string()),
  zip: v.pipe(v.string(), v.regex(/^\d{5}$/)),
  cases: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100_000))
})

export const decode = (input) => v.safeParse(Profile, input)
