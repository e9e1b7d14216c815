/**
 * The people and cases that the story calls by name.
 *
 * The generator writes them into `input/`, the story looks them up there.
 * Everybody is made up; the story plays on Monday, 2 March 2026.
 *
 * @since 0.1.0
 */

/** An agent of the cast, as the roster knows the person. */
export interface CastAgent {
  readonly agencyId: string
  readonly agentId: string
  readonly firstName: string
  readonly lastName: string
  readonly licence: string
  readonly npn: string
}

/** A household of the cast that has no agent yet. */
export interface CastCase {
  readonly caseNumber: string
  readonly firstName: string
  readonly lastName: string
  readonly dob: string
  readonly zip: string
  readonly language: string
  readonly accountLinked: boolean
}

export const agencies = {
  goldenGate: "agy-golden-gate",
  sierraVista: "agy-sierra-vista",
  nguyen: "agy-nguyen"
} as const

/** Manager of Golden Gate. */
export const dolores: CastAgent = {
  agencyId: agencies.goldenGate,
  agentId: "agt-dolores-niguez-hart",
  firstName: "Dolores",
  lastName: "Ñíguez-Hart",
  licence: "8D20114",
  npn: "9900120114"
}

/** Agent of Golden Gate with the biggest book of the agency. */
export const maria: CastAgent = {
  agencyId: agencies.goldenGate,
  agentId: "agt-maria-okafor-lindqvist",
  firstName: "Maria",
  lastName: "Okafor-Lindqvist",
  licence: "8M20271",
  npn: "9900120271"
}

/** Agent of Golden Gate who speaks Spanish. */
export const tomas: CastAgent = {
  agencyId: agencies.goldenGate,
  agentId: "agt-tomas-obrien",
  firstName: "Tomás",
  lastName: "O'Brien",
  licence: "8T20356",
  npn: "9900120356"
}

/** Agent of Golden Gate who speaks Vietnamese. */
export const linh: CastAgent = {
  agencyId: agencies.goldenGate,
  agentId: "agt-linh-nguyen",
  firstName: "Linh",
  lastName: "Nguyễn",
  licence: "8L20488",
  npn: "9900120488"
}

/** Manager of Sierra Vista. */
export const rosalind: CastAgent = {
  agencyId: agencies.sierraVista,
  agentId: "agt-rosalind-abernathy",
  firstName: "Rosalind",
  lastName: "Abernathy",
  licence: "8R20533",
  npn: "9900120533"
}

/** The agency of one: its only agent is its manager. */
export const hoa: CastAgent = {
  agencyId: agencies.nguyen,
  agentId: "agt-hoa-nguyen",
  firstName: "Thị Hoa",
  lastName: "Nguyễn",
  licence: "8H20690",
  npn: "9900120690"
}

/** Household without an agent and without an online account: an access code is the way in. */
export const zoe: CastCase = {
  caseNumber: "5204417736",
  firstName: "Zoë",
  lastName: "Null",
  dob: "1987-06-14",
  zip: "94110",
  language: "vi",
  accountLinked: false
}

/** Household without an agent but with an online account: the directory is the way in. */
export const amelie: CastCase = {
  caseNumber: "5209983042",
  firstName: "Amélie",
  lastName: "D'Arcy",
  dob: "1979-11-30",
  zip: "94612",
  language: "es",
  accountLinked: true
}
