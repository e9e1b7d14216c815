/**
 * Journeys of the field as stories: what agencies, agents, helpers and consumers go through, told step by step.
 *
 * They start with an empty portal and end where the people arrive. A team can run them against its own system, copy one
 * as the beginning of its own story, or keep them beside its tests as files.
 *
 * @since 0.1.0
 */
import { actingFor, agencySuspended, agentLeaves, clientsGivenBack, decertified } from "./internal/AgencyJourneys.ts"
import { examThreeTimes, newAgency, newAgent, suspended } from "./internal/CertificationJourneys.ts"
import { accessCode, codeLocks } from "./internal/CodeJourneys.ts"
import { brokenButton, consumerFindsHelp, takenClient } from "./internal/ConsumerJourneys.ts"
import type { Trace } from "./ScenarioTrace.ts"

/** Every journey, from the first agency to the client who stays. @category models */
export const journeys: ReadonlyArray<Trace> = [
  newAgency,
  newAgent,
  consumerFindsHelp,
  accessCode,
  codeLocks,
  agentLeaves,
  clientsGivenBack,
  decertified,
  suspended,
  actingFor,
  examThreeTimes,
  agencySuspended,
  brokenButton,
  takenClient
]

/** The journey of a name, or `undefined`. @category queries */
export const named = (name: string): Trace | undefined => journeys.find((one) => one.name === name)
