/** The permission matrix and the state diagrams, drawn from the tables that core runs. */
import { readdirSync } from "node:fs"
import { type Permission, permissions, type Role, type StaffKnob, type SystemKnob } from "@agencybook/core/Capability"
import { type Machine, pairs } from "@agencybook/core/Machine"
import type { Policy } from "@agencybook/core/Policy"
import * as Preset from "@agencybook/core/PolicyPreset"
import { cell, type Page, page, table } from "./pages.ts"

const made = "Written by `npm run rules -- --write`; change the tables in `packages/core/src`, not this page."

const roles = [
  ...["consumer", "applicant", "agent", "manager", "staff-1", "staff-2", "counselor", "service-center"],
  ...["exchange", "system"]
] as ReadonlyArray<Role>

/** The knob of a policy that gives a row, where the table leaves it to the exchange. */
const knobs = {
  "answer-requests": "staffMayAnswerRequests",
  "submit-applications": "staffMaySubmitApplication",
  "call-service-center": "staffMayCallServiceCenter",
  "disable-staff": "staffMayDisableStaff",
  "certify-agents": "systemMayCertifyAgents"
} as const satisfies Readonly<Record<StaffKnob | SystemKnob, keyof Policy>>

const standing = (needs: Permission["needsStanding"]): string => {
  switch (needs) {
    case "for-others":
      return "for the records of others"
    case "in-person":
      return "all but the certification of the agency, and none for an applicant"
    case true:
      return "needed"
    case false:
      return "not needed"
  }
}

// A cell in brackets holds only where the policy says so.
const granted = (role: Role, { roles: scopes, staffKnob, systemKnob }: Permission): string => {
  const scope = scopes[role]
  if (scope === undefined) return "-"
  const isStaff = role === "staff-1" || role === "staff-2"
  return (isStaff && staffKnob !== undefined) || (role === "system" && systemKnob !== undefined) ? `(${scope})` : scope
}

/** What each preset sets a knob to, by value. */
const settings = (knob: (typeof knobs)[keyof typeof knobs]): string => {
  const values = [...new Set(Preset.all.map((policy) => policy[knob]))]
  const named = (value: unknown) => Preset.all.filter((policy) => policy[knob] === value).map(({ name }) => name)
  return values.map((value) => `\`${JSON.stringify(value)}\` in ${named(value).join(", ")}`).join("; ")
}

/** The page of who may do what. */
export const permissionsPage = (): Page => {
  const all: ReadonlyArray<[string, Permission]> = Object.entries(permissions)
  const rows = all.map(([name, permission]) => {
    const { afterwards, allowance, asManager, casework, id, needsStanding, onBehalf, staffKnob, systemKnob } =
      permission
    const given = [staffKnob, systemKnob].flatMap((knob) => (knob === undefined ? [] : `\`${knobs[knob]}\``))
    return [
      id,
      `\`${name}\``,
      ...roles.map((role) => granted(role, permission)),
      standing(needsStanding),
      onBehalf ? "yes" : "no",
      asManager === undefined ? "-" : `\`${asManager}\``,
      casework ? "yes" : "no",
      allowance ?? "-",
      afterwards ?? "-",
      given.join(", ") || "-"
    ]
  })
  const opens = Object.values(knobs).map((knob) => [
    `\`${knob}\``,
    all
      .flatMap(([name, { staffKnob, systemKnob }]) =>
        [staffKnob, systemKnob].some((one) => one !== undefined && knobs[one] === knob) ? `\`${name}\`` : []
      )
      .join(", "),
    settings(knob)
  ])
  return page(
    "docs/permissions.md",
    "# Who may do what",
    made,
    "Each row is a capability of `Capability.permissions`. `own` reaches own records, `agency` those of the own agency, " +
      "`all` everything; `-` is refused, and so is every role and every capability that the table does not name [SEC-01]. " +
      "What stands in brackets is refused unless the policy gives it: the row names [the knob](#what-a-policy-gives).",
    "- **Standing**: where it is needed, an agent or a manager has to be certified, licensed, active and not locked, in an " +
      "agency that is certified, and staff in an agency that is certified [EMP-02]. Other roles need none.\n" +
      "- **On behalf**: whether a manager may do it while acting for an agent who may act [ACT-02].\n" +
      "- **As manager**: the right of the manager's own by which it is done in a session for what is that agent's, where the agent may not do it or may not act at all [ACT-02, AGT-19].\n" +
      "- **Casework**: managers and staff do it only for an agent of their agency who holds the case and may act [STF-06].\n" +
      "- **Consent**: what a consent has to allow, where a counselor works by one or a delegation rests on one " +
      "[CON-01, DEL-28].\n" +
      "- **Afterwards**: what a manager keeps who was turned away, has withdrawn, or whose certification is over without " +
      "fault: the own record, or the agency [AGT-17].",
    table(
      [
        "Row",
        "Capability",
        ...roles,
        "Standing",
        "On behalf",
        "As manager",
        "Casework",
        "Consent",
        "Afterwards",
        "Knob"
      ],
      rows
    ),
    "## What a policy gives",
    "What each knob is set to in the presets; a policy of one's own sets it as it likes.",
    table(["Knob", "Capabilities", "Presets"], opens)
  )
}

/** A machine with the module and the name it is exported by. */
export interface Found {
  readonly module: string
  readonly name: string
  readonly machine: Machine<string, string>
}

const isMachine = (value: unknown): value is Machine<string, string> =>
  typeof value === "object" && value !== null && "table" in value && "triggers" in value

/** Every machine that core exports, by module. */
export const machines = async (): Promise<ReadonlyArray<Found>> => {
  const folder = new URL("./", import.meta.resolve("@agencybook/core/Machine"))
  const found: Array<Found> = []
  for (const name of readdirSync(folder).sort()) {
    if (!/^[A-Z]\w+\.[jt]s$/.test(name)) continue
    const exported = (await import(new URL(name, folder).href)) as Record<string, unknown>
    for (const [exportName, value] of Object.entries(exported))
      if (isMachine(value)) found.push({ module: name.replace(/\.\w+$/, ""), name: exportName, machine: value })
  }
  return found
}

/** The diagram of a machine: one arrow for each pair of states that is joined, named by what leads along it. */
export const diagram = (machine: Machine<string, string>): string => {
  const arrows = new Map<string, Array<string>>()
  for (const { answer, state, trigger } of pairs(machine)) {
    if (answer._tag !== "Edge") continue
    const key = `${state} --> ${answer.to}`
    arrows.set(key, [...(arrows.get(key) ?? []), trigger])
  }
  const finals = machine.states.filter((state) =>
    machine.triggers.every((trigger) => machine.table[state]?.[trigger]?._tag !== "Edge")
  )
  return [
    "stateDiagram-v2",
    ...machine.states.map((state) => `  state ${state}`),
    ...[...arrows].map(([key, triggers]) => `  ${key}: ${triggers.join(", ")}`),
    ...finals.map((state) => `  ${state} --> [*]`)
  ].join("\n")
}

const reserved = new Set("as class classDef direction default end fork choice join note state style".split(" "))
const identifier = /^[A-Za-z]\w*$/

/**
 * What Mermaid would not draw as meant: every line has to be the header, a state, an arrow between declared states with
 * a plain label, or an arrow to the end.
 */
export const flaws = (text: string): ReadonlyArray<string> => {
  const [header, ...lines] = text.split("\n")
  const problems = header === "stateDiagram-v2" ? [] : [`a state diagram cannot begin with \`${header}\``]
  const states = new Set<string>()
  for (const line of lines) {
    const declared = /^ {2}state (\S+)$/.exec(line)?.[1]
    if (declared !== undefined) {
      if (!identifier.test(declared) || reserved.has(declared)) problems.push(`\`${declared}\` cannot name a state`)
      if (states.has(declared)) problems.push(`state \`${declared}\` is declared twice`)
      states.add(declared)
      continue
    }
    const arrow = /^ {2}(\S+) --> (\S+?)(?:: ([a-z][a-z0-9-]*(?:, [a-z][a-z0-9-]*)*))?$/.exec(line)
    if (arrow === null) problems.push(`cannot be read: \`${line.trim()}\``)
    for (const state of arrow?.slice(1, 3) ?? [])
      if (state !== "[*]" && !states.has(state)) problems.push(`state \`${state}\` is not declared`)
  }
  return problems
}

/** The page of the state machines. */
export const machinesPage = (found: ReadonlyArray<Found>): Page => {
  const cells = found.flatMap(({ machine }) => pairs(machine))
  const refusals = cells.filter(({ answer }) => answer._tag === "Refused")
  return page(
    "docs/machines.md",
    "# State machines",
    made,
    "Each machine is a table that answers every state and every trigger: where it leads, or by which rule it is refused. " +
      "A module may refuse for further reasons; those are its refusals in [the rules](rules.md).",
    `The ${found.length} tables have ${cells.length} cells, of which ${refusals.length} refuse. ` +
      "[Each is put before production](../packages/testing/test/Cells.test.ts): a command, or what else brings the trigger, " +
      "meets a record in that state, and is answered as the table says, in the words of a refusal that is named there, or " +
      "leaves the record where it is. No record can be in the first three states of a transfer.",
    ...found.flatMap(({ machine, module, name }) => [
      `## ${machine.name[0]?.toUpperCase()}${machine.name.slice(1)}`,
      `\`${module}.${name}\` in [packages/core/src/${module}.ts](../packages/core/src/${module}.ts)`,
      `\`\`\`mermaid\n${diagram(machine)}\n\`\`\``,
      table(
        ["Trigger", ...machine.states],
        machine.triggers.map((trigger) => [
          `\`${trigger}\``,
          ...machine.states.map((state) => {
            const answer = machine.table[state]?.[trigger]
            if (answer === undefined) return ""
            return answer._tag === "Edge" ? `**${cell(answer.to)}**` : answer.rule
          })
        ])
      )
    ])
  )
}
