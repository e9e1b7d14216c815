/**
 * The words of every notice, by template and by the role of the reader.
 *
 * Owns which audience gets which words, and what everybody else gets: a few words without any fact. How words
 * become a message is `Render`.
 *
 * @since 0.1.0
 */
import type { Notice, Recipient, Template } from "@agencybook/core/Notice"
import * as AgencyTemplate from "./AgencyTemplate.ts"
import * as AgentTemplate from "./AgentTemplate.ts"
import * as BookTemplate from "./BookTemplate.ts"
import * as ConsumerTemplate from "./ConsumerTemplate.ts"
import * as CounselorTemplate from "./CounselorTemplate.ts"
import * as ExtranetTemplate from "./ExtranetTemplate.ts"
import * as ManagerTemplate from "./ManagerTemplate.ts"
import * as SmallBusinessTemplate from "./SmallBusinessTemplate.ts"
import * as StaffTemplate from "./StaffTemplate.ts"
import { type About, say, showing, type Wording, type Words } from "./Wording.ts"

/**
 * Every template that a notice may have, in order.
 *
 * @category models
 * @since 0.1.0
 */
export const all: ReadonlyArray<Template> = [
  "NTC-01",
  "NTC-02",
  "NTC-03",
  "NTC-04",
  "NTC-05",
  "NTC-06",
  "NTC-07",
  "NTC-08",
  "NTC-09",
  "NTC-10",
  "NTC-11",
  "NTC-12",
  "NTC-13",
  "NTC-14",
  "NTC-15",
  "NTC-16",
  "NTC-17",
  "NTC-18",
  "NTC-19",
  "NTC-20",
  "NTC-21",
  "NTC-22",
  "NTC-23",
  "NTC-24",
  "NTC-25",
  "NTC-26",
  "NTC-27",
  "NTC-28",
  "NTC-29",
  "NTC-30",
  "NTC-31",
  "NTC-32"
]

/** Words about an agent, or about a counselor where the notice names one. */
const about =
  (agent: Wording | undefined, counselor: Wording): Wording =>
  (notice, facts) =>
    (Object.hasOwn(notice.params, "counselorName") ? counselor : (agent ?? counselor))(notice, facts)

const { forConsumers } = CounselorTemplate
const { templates: forConsumersOfAgents } = ConsumerTemplate

const audiences: { readonly [R in Recipient["role"]]: { readonly [T in Template]?: Wording } } = {
  consumer: {
    ...forConsumersOfAgents,
    "NTC-13": about(forConsumersOfAgents["NTC-13"], forConsumers["NTC-13"]),
    "NTC-14": about(forConsumersOfAgents["NTC-14"], forConsumers["NTC-14"]),
    "NTC-15": about(forConsumersOfAgents["NTC-15"], forConsumers["NTC-15"])
  },
  agent: {
    ...AgentTemplate.templates,
    ...AgentTemplate.forAgents,
    ...AgencyTemplate.forAgents(AgentTemplate.templates),
    ...ManagerTemplate.forAgents,
    ...BookTemplate.templates,
    ...SmallBusinessTemplate.templates,
    ...ExtranetTemplate.templates
  },
  manager: {
    ...AgentTemplate.templates,
    ...AgencyTemplate.forManagers(AgentTemplate.templates),
    ...BookTemplate.forManagers,
    ...ExtranetTemplate.forManagers,
    ...ManagerTemplate.forManagers,
    ...StaffTemplate.forManagers
  },
  staff: StaffTemplate.forStaff,
  counselor: CounselorTemplate.forCounselors,
  signer: AgencyTemplate.forSigners
}

// Deny by default: a reader for whom a template was not written learns nothing but that there is something
const general = showing(
  [],
  (_facts, { exchange }): Words => ({
    subject: "There is news for you in the portal",
    paragraphs: [say`There is news for you in the portal of ${exchange}. Sign in to read it.`],
    action: "Open the portal"
  })
)

/**
 * Checks whether a template was written for a role; other roles get words without any fact.
 *
 * @category predicates
 * @since 0.1.0
 */
export const isFor = (template: Template, role: Recipient["role"]): boolean => audiences[role][template] !== undefined

/**
 * Words a notice for its reader.
 *
 * @category constructors
 * @since 0.1.0
 */
export const words = (notice: Notice, about: Omit<About, "role">): Words => {
  const { role } = notice.to
  return (audiences[role][notice.template] ?? general)(notice, { ...about, role })
}
