import * as Schema from "effect/Schema"
import * as SchemaParser from "effect/SchemaParser"

const text = (pattern) => Schema.String.check(Schema.isPattern(pattern))
const name = Schema.String.check(Schema.isMinLength(1), Schema.isMaxLength(60))

export const Profile = Schema.Struct({
  agentId: text(/^AGT-\d{6}$/),
  licence: text(/^[0-9][A-Z]\d{5}$/),
  first: name,
  last: name,
  email: text(/^[^\s@]+@[^\s@]+\.[^\s@]+$/),
  role: Schema.Literals(["manager", "agent", "staff"]),
  languages: Schema.Array(Schema.Literals(["English", "Spanish", "Chinese"])).check(Schema.isMinLength(1)),
  about: Schema.optionalKey(Schema.String),
  expiresOn: Schema.NullOr(Schema.String),
  zip: text(/^\d{5}$/),
  cases: Schema.Finite.check(Schema.isInt(), Schema.isBetween({ minimum: 0, maximum: 100_000 }))
})

export const decode = SchemaParser.decodeUnknownResult(Profile)
