/**
 * What the reference model sees of a change that an agency waits for.
 *
 * @since 0.1.0
 */
import type { Records } from "@agencybook/core/Record"
import type { World } from "./ReferenceWorld.ts"

/** The day on which a document came; one of before that was kept came on its day of UTC. @category queries */
export const handed = ({ uploadedAt, uploadedOn }: Records["agency"]["documents"][number]): string =>
  uploadedOn ?? uploadedAt.slice(0, 10)

/** The facts of a change that waits for the exchange. @rule AGY-13 @category queries */
export const changeOf = (agency: string, change: Records["agency"]["change"]): World => {
  if (change === undefined) return []
  const { agreement, changeId, payeeData, requestedBy, wanted } = change
  return [
    {
      is: "change",
      agency,
      change: changeId,
      name: wanted.legalName,
      fein: wanted.fein,
      licence: wanted.licenceNumber,
      by: requestedBy.slice(requestedBy.indexOf("/") + 1)
    },
    ...(payeeData === undefined
      ? []
      : [{ is: "new document", agency, through: payeeData.expiresOn, handed: handed(payeeData) } as const]),
    ...(agreement === undefined
      ? []
      : [
          {
            is: "new agreement",
            agency,
            envelope: agreement.envelope,
            from: agreement.from,
            through: agreement.expiresOn
          } as const
        ])
  ]
}
