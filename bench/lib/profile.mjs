// A profile of an agent with twenty fields, as a portal posts it: patterns, words of lists, two lists, a field that may
// be nothing, one that may be missing, lengths and a range.
import { pick, seeded } from "./random.mjs"

export const roles = ["manager", "agent", "staff"]
export const states = ["draft", "submitted", "training", "certified", "suspended", "decertified"]
export const languages = [
  ...["English", "Spanish", "Chinese", "Vietnamese", "Korean", "Tagalog", "Armenian"],
  ...["Farsi", "Russian", "Arabic", "Khmer", "Hmong", "Lao"]
]
export const expertise = ["individual", "small-business", "dental", "medicare", "medicaid"]
export const patterns = {
  id: /^AGT-\d{6}$/,
  licence: /^[0-9][A-Z]\d{5}$/,
  npn: /^\d{5,10}$/,
  email: /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
  phone: /^\d{10}$/,
  agency: /^AGY-\d{5}$/,
  date: /^\d{4}-\d{2}-\d{2}$/,
  zip: /^\d{5}$/
}

const padded = (number, width) => String(number).padStart(width, "0")

/** The same profiles for everybody, fresh from JSON as a request brings them. */
export const profiles = (size, { wrong = false } = {}) => {
  const random = seeded(7)
  const made = Array.from({ length: size }, (_, i) => ({
    id: `AGT-${padded(i, 6)}`,
    licenseNumber: `0${"ABCDEFGH"[i % 8]}${padded(i, 5)}`,
    npn: String(1_000_000 + i),
    firstName: `Ana${i}`,
    lastName: `García-${i}`,
    email: `agent${i}@example.org`,
    phone: `916${padded(i, 7)}`,
    agencyId: `AGY-${padded(i % 3000, 5)}`,
    role: pick(random, roles),
    status: pick(random, states),
    certifiedOn: `2026-0${1 + (i % 9)}-15`,
    expiresOn: random() < 0.5 ? null : "2027-12-31",
    languages: languages.slice(0, 1 + Math.floor(random() * 3)),
    expertise: expertise.slice(0, Math.floor(random() * 3)),
    ...(random() < 0.7 ? { bio: `Certified agent, serves the community since ${1990 + (i % 30)}` } : {}),
    street: `${i} Main St`,
    city: "Sacramento",
    state: "CA",
    zip: "95814",
    caseCount: Math.floor(random() * 900)
  }))
  const some = wrong
    ? made.map((one, i) =>
        i % 2 === 0 ? { ...one, licenseNumber: "bad", caseCount: -1 } : { ...one, zip: "9581", languages: [] }
      )
    : made
  return JSON.parse(JSON.stringify(some))
}

/** The schema of effect. */
export const effectSchema = (S) => {
  const text = (pattern) => S.String.check(S.isPattern(pattern))
  const long = (least, most) => S.String.check(S.isMinLength(least), S.isMaxLength(most))
  return S.Struct({
    id: text(patterns.id),
    licenseNumber: text(patterns.licence),
    npn: text(patterns.npn),
    firstName: long(1, 60),
    lastName: long(1, 60),
    email: text(patterns.email),
    phone: text(patterns.phone),
    agencyId: text(patterns.agency),
    role: S.Literals(roles),
    status: S.Literals(states),
    certifiedOn: text(patterns.date),
    expiresOn: S.NullOr(text(patterns.date)),
    languages: S.Array(S.Literals(languages)).check(S.isMinLength(1), S.isMaxLength(13)),
    expertise: S.Array(S.Literals(expertise)),
    bio: S.optionalKey(S.String.check(S.isMaxLength(1000))),
    street: long(1, 100),
    city: long(1, 60),
    state: long(2, 2),
    zip: text(patterns.zip),
    caseCount: S.Number.check(S.isInt(), S.isBetween({ minimum: 0, maximum: 100_000 }))
  })
}

export const zodSchema = (z) => {
  const text = (pattern) => z.string().regex(pattern)
  const long = (least, most) => z.string().min(least).max(most)
  return z.object({
    id: text(patterns.id),
    licenseNumber: text(patterns.licence),
    npn: text(patterns.npn),
    firstName: long(1, 60),
    lastName: long(1, 60),
    email: text(patterns.email),
    phone: text(patterns.phone),
    agencyId: text(patterns.agency),
    role: z.enum(roles),
    status: z.enum(states),
    certifiedOn: text(patterns.date),
    expiresOn: text(patterns.date).nullable(),
    languages: z.array(z.enum(languages)).min(1).max(13),
    expertise: z.array(z.enum(expertise)),
    bio: z.string().max(1000).optional(),
    street: long(1, 100),
    city: long(1, 60),
    state: long(2, 2),
    zip: text(patterns.zip),
    caseCount: z.number().int().min(0).max(100_000)
  })
}

export const valibotSchema = (v) => {
  const text = (pattern) => v.pipe(v.string(), v.regex(pattern))
  const long = (least, most) => v.pipe(v.string(), v.minLength(least), v.maxLength(most))
  return v.object({
    id: text(patterns.id),
    licenseNumber: text(patterns.licence),
    npn: text(patterns.npn),
    firstName: long(1, 60),
    lastName: long(1, 60),
    email: text(patterns.email),
    phone: text(patterns.phone),
    agencyId: text(patterns.agency),
    role: v.picklist(roles),
    status: v.picklist(states),
    certifiedOn: text(patterns.date),
    expiresOn: v.nullable(text(patterns.date)),
    languages: v.pipe(v.array(v.picklist(languages)), v.minLength(1), v.maxLength(13)),
    expertise: v.array(v.picklist(expertise)),
    bio: v.optional(v.pipe(v.string(), v.maxLength(1000))),
    street: long(1, 100),
    city: long(1, 60),
    state: long(2, 2),
    zip: text(patterns.zip),
    caseCount: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100_000))
  })
}

export const arktypeSchema = (type) => {
  const words = (list) => type.enumerated(...list)
  return type({
    id: patterns.id,
    licenseNumber: patterns.licence,
    npn: patterns.npn,
    firstName: "1 <= string <= 60",
    lastName: "1 <= string <= 60",
    email: patterns.email,
    phone: patterns.phone,
    agencyId: patterns.agency,
    role: words(roles),
    status: words(states),
    certifiedOn: patterns.date,
    expiresOn: type(patterns.date).or("null"),
    languages: words(languages).array().atLeastLength(1).atMostLength(13),
    expertise: words(expertise).array(),
    "bio?": "string <= 1000",
    street: "1 <= string <= 100",
    city: "1 <= string <= 60",
    state: "2 <= string <= 2",
    zip: patterns.zip,
    caseCount: "0 <= number.integer <= 100000"
  })
}

export const jsonSchema = () => {
  const text = (pattern) => ({ type: "string", pattern: pattern.source })
  const long = (least, most) => ({ type: "string", minLength: least, maxLength: most })
  const properties = {
    id: text(patterns.id),
    licenseNumber: text(patterns.licence),
    npn: text(patterns.npn),
    firstName: long(1, 60),
    lastName: long(1, 60),
    email: text(patterns.email),
    phone: text(patterns.phone),
    agencyId: text(patterns.agency),
    role: { enum: roles },
    status: { enum: states },
    certifiedOn: text(patterns.date),
    expiresOn: { anyOf: [text(patterns.date), { type: "null" }] },
    languages: { type: "array", items: { enum: languages }, minItems: 1, maxItems: 13 },
    expertise: { type: "array", items: { enum: expertise } },
    bio: { type: "string", maxLength: 1000 },
    street: long(1, 100),
    city: long(1, 60),
    state: long(2, 2),
    zip: text(patterns.zip),
    caseCount: { type: "integer", minimum: 0, maximum: 100_000 }
  }
  return { type: "object", properties, required: Object.keys(properties).filter((key) => key !== "bio") }
}
