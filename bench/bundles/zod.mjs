import { z } from "zod"

const name = z.string().min(1).max(60)

export const Profile = z.object({
  agentId: z.string().regex(/^AGT-\d{6}$/),
  licence: z.string().regex(/^[0-9][A-Z]\d{5}$/),
  first: name,
  last: name,
  email: z.string().regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/),
  role: z.enum(["manager", "agent", "staff"]),
  languages: z.array(z.enum(["English", "Spanish", "Chinese"])).min(1),
  about: z.optional(z.string()),
  expiresOn: z.nullable(z.string()),
  zip: z.string().regex(/^\d{5}$/),
  cases: z.int().min(0).max(100_000)
})

export const decode = (input) => Profile.safeParse(input)
