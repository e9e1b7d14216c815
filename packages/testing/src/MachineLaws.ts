/**
 * Laws of tables: where every step of every machine leads, and what a consent has to allow for a step of casework.
 *
 * @since 0.1.0
 */
import type { Capability } from "@agencybook/core/Capability"
import * as fc from "fast-check"
import { machines } from "./internal/MachineDrawing.ts"
import { all, type Law, make, refusedAs, same } from "./Law.ts"
import type { MachineName } from "./Rules.ts"

/** Every machine is as it is drawn. @category laws */
export const machinesAreAsDrawn = make({
  id: "machines-are-as-drawn",
  sentence:
    "every machine has the states of its drawing and leaves each by the steps that are drawn, to the state that is drawn; every other step is refused by the rule of the state, with the step, the state and the machine by name",
  rules: [
    "EMP-01",
    "STF-05",
    "INV-03",
    "AGT-20",
    "AGT-17",
    "CON-05",
    "DEL-03",
    "AGY-09",
    "EXT-04",
    "ENT-01",
    "TRF-13",
    "SEC-01",
    "ACC-07",
    "ACC-09",
    "AGT-10",
    "ACT-02",
    "CAS-01"
  ],
  runs: 1,
  input: fc.constant("every machine"),
  holds: (_, rules) =>
    all(
      ...(Object.keys(machines) as ReadonlyArray<MachineName>).flatMap((key) => {
        const { name, otherwise, refusedBy = {}, states } = machines[key]
        const machine = rules.machine[key]
        const steps = new Set(
          Object.values(states).flatMap((text) => text.split(" ").flatMap((one) => one.split(">")[0] || []))
        )
        return [
          same(machine.name, name, `the name of ${key}`),
          same([...machine.states].sort(), Object.keys(states).sort(), `the states of the ${name}`),
          same([...machine.triggers].sort(), [...steps].sort(), `the steps of the ${name}`),
          ...Object.entries(states).flatMap(([state, drawn]) =>
            [...steps].map((step) => {
              const edge = machine.table[state]?.[step] ?? {}
              const to = drawn.split(" ").find((one) => one.startsWith(`${step}>`))
              return to === undefined
                ? all(
                    refusedAs(edge, "NotAllowedFrom", (refusedBy[state] ?? otherwise) as "EMP-01"),
                    same(
                      "message" in edge && edge.message,
                      `\`${step}\` is not allowed while the ${name} is \`${state}\``,
                      "the sentence"
                    )
                  )
                : same(
                    "to" in edge && edge.to,
                    to.split(">")[1],
                    `where \`${step}\` leads the ${name} that is \`${state}\``
                  )
            })
          )
        ]
      })
    )
})

const allowed: Partial<Record<Capability, string>> = {
  "update-application": "complete-application",
  "submit-application": "submit-with-signature",
  "choose-plan": "complete-application",
  "upload-consumer-document": "maintain-account",
  "call-service-center": "answer-inquiries"
}

/** A consent has to allow what it is about. @category laws */
export const stepsNeedTheirAllowance = make({
  id: "casework-needs-its-allowance",
  sentence:
    "each step on a consumer's case needs what a consent calls it by, no other capability needs any, and what is no capability needs nothing",
  rules: ["CON-01", "DEL-28"],
  runs: 1,
  input: fc.constant("every capability"),
  holds: (_, rules) =>
    all(
      ...Object.keys(rules.capability.permissions).map((name) =>
        same(rules.capability.allowanceOf(name as Capability), allowed[name as Capability], `what \`${name}\` needs`)
      ),
      ...["toString", "__proto__", "fly"].map((name) =>
        same(rules.capability.allowanceOf(name as Capability), undefined, `what \`${name}\` needs`)
      )
    )
})

/** The laws of this module. @category laws */
export const laws = [machinesAreAsDrawn, stepsNeedTheirAllowance] as ReadonlyArray<Law>
