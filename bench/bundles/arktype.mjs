import { type } from "arktype"

export const Profile = type({
  agentId: /^AGT-\d{6}$/,
  licence: /^[0-9][A-Z]\d{5}$/,
  first: "1 <= string <= 60",
  last: "1 <= string <= 60",
  email: /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
  role: "'manager' | 'agent' | 'staff'",
  languages: "('English' | 'Spanish' | 'Chinese')[] >= 1",
  "about?": "string",
  expiresOn: "string | null",
  zip: /^\d{5}$/,
  cases: "0 <= number.integer <= 100000"
})

export const decode = (input) => Profile(input)
