/**
 * Records of core, read as facts of the reference model: the common language in which the two are compared.
 *
 * @since 0.1.0
 */
import type { Kind, Records } from "@agencybook/core/Record"
import { asking } from "./ReferenceAccessCode.ts"
import { business } from "./ReferenceBusiness.ts"
import { profile } from "./ReferenceCertification.ts"
import { said } from "./ReferenceConsent.ts"
import { claimsOf } from "./ReferenceDiscrepancy.ts"
import { accountOf, household } from "./ReferenceFeed.ts"
import { changeOf, handed } from "./ReferenceObservedChange.ts"
import { askedFor } from "./ReferenceTransfer.ts"
import { type Fact, sealed, type World } from "./ReferenceWorld.ts"

type Observers = { readonly [K in Kind]: (record: Records[K]) => World }

const signing = (
  agency: string,
  {
    agreement,
    remindedOn,
    signer,
    signing: open,
    spent = []
  }: Pick<Records["agency"], "agreement" | "remindedOn" | "signer" | "signing" | "spent">
): World => [
  ...(signer === undefined
    ? []
    : [{ is: "signer", agency, agent: signer._tag === "Manager" ? signer.agentId : undefined } as const]),
  ...spent.map((envelope): Fact => ({ is: "spent envelope", agency, envelope })),
  ...(open?.signatures ?? []).map(
    ({ by, on }): Fact => ({
      is: "signature",
      agency,
      envelope: open?.envelope ?? "",
      by: by._tag === "Manager" ? by.agentId : "signer",
      on
    })
  ),
  ...(agreement === undefined
    ? []
    : [
        {
          is: "agreement",
          agency,
          envelope: agreement.envelope,
          from: agreement.from,
          through: agreement.expiresOn
        } as const
      ]),
  ...(remindedOn === undefined ? [] : [{ is: "reminded", agency, on: remindedOn } as const])
]

const agency = ({
  agencyId,
  agentsOfRecordReportedOn: reported,
  smallBusinessToldOn: windowTold,
  certification,
  designated = [],
  documents,
  fein,
  managers,
  sites,
  withoutManager,
  ...record
}: Records["agency"]): World => [
  ...(withoutManager === undefined
    ? []
    : [{ is: "without manager", agency: agencyId, since: withoutManager.since, until: withoutManager.until } as const]),
  ...signing(agencyId, record),
  ...changeOf(agencyId, record.change),
  {
    ...{ is: "agency", agency: agencyId, name: record.legalName, shown: record.publicName },
    ...{ fein, licence: record.licenceNumber, ...business(record) }
  },
  ...(reported === undefined ? [] : [{ is: "record report", agency: agencyId, on: reported } as const]),
  ...(windowTold === undefined ? [] : [{ is: "window word", agency: agencyId, on: windowTold } as const]),
  { is: "agency state", agency: agencyId, state: certification._tag, since: certification.since },
  ...managers.map(
    (agent, place): Fact => ({
      is: "manager",
      agency: agencyId,
      agent,
      place,
      since: designated.find((one) => one.agentId === agent)?.at
    })
  ),
  ...sites.map(
    ({ hours = [], siteId }, place): Fact => ({
      is: "site",
      agency: agencyId,
      site: siteId,
      place,
      hours: hours.length
    })
  ),
  ...documents.map(
    (document): Fact => ({
      is: "document",
      agency: agencyId,
      type: document.type,
      through: document.expiresOn,
      handed: handed(document)
    })
  )
]

const agent = (record: Records["agent"]): World => {
  const { access, agentId, certification, dispositionUntil, licenceUntil, locked, reminded, renewUntil, reports } =
    record
  const term = "term" in certification ? certification.term : undefined
  const checklist =
    "checklist" in certification
      ? certification.checklist
      : "upkeep" in certification
        ? certification.upkeep
        : undefined
  return [
    ...profile(agentId, record, record.sitesOf),
    {
      is: "certification",
      agent: agentId,
      state: certification._tag,
      since: certification.since,
      from: term?.from,
      until: term?.until,
      number: term?.number
    },
    ...(licenceUntil === undefined ? [] : [{ is: "grace", agent: agentId, until: licenceUntil } as const]),
    ...(certification._tag === "Suspended"
      ? [
          {
            is: "suspension",
            agent: agentId,
            why: certification.reason,
            until: certification.until,
            late: certification.reconsiderUntil,
            asked: certification.reconsideration
          } as const
        ]
      : []),
    ...("barredUntil" in certification && certification.barredUntil !== undefined
      ? [{ is: "bar", agent: agentId, until: certification.barredUntil } as const]
      : []),
    ...(dispositionUntil === undefined ? [] : [{ is: "window", agent: agentId, until: dispositionUntil } as const]),
    ...(locked ? [{ is: "locked", agent: agentId, why: access?.reason } as const] : []),
    ...(access === undefined ? [] : [{ is: "opened", agent: agentId, since: access.since } as const]),
    ...Object.entries(checklist?.items ?? {}).map(
      ([item, { signBy, state, until }]): Fact => ({ is: "item", agent: agentId, item, state, until, signBy })
    ),
    ...(renewUntil === undefined ? [] : [{ is: "renewal", agent: agentId, until: renewUntil } as const]),
    ...Object.entries(reports ?? {}).map(
      ([about, { happenedOn: happened, late, number, reopened, reportedOn: on }]): Fact => ({
        ...{ is: "report", agent: agentId, about, happened, on },
        ...{ late: late === true, number, again: reopened === true }
      })
    ),
    ...Object.entries(reminded ?? {}).map(([about, on]): Fact => ({ is: "reminder", agent: agentId, about, on })),
    ...(checklist === undefined
      ? []
      : [
          {
            is: "exam",
            agent: agentId,
            tries: checklist.exam.attemptsUsed,
            waived: checklist.exam.trainingWaived === true,
            cycle: checklist.exam.cycle
          } as const
        ])
  ]
}

const delegation = (record: Records["delegation"]): World => {
  const { state } = record
  return [
    {
      is: "delegation",
      delegation: record.delegationId,
      case: record.caseId,
      kind: record.kind,
      agent: record.delegate.agentId,
      agency: record.delegate.agencyId,
      origin: record.origin,
      predecessor: record.predecessorId,
      transfer: record.transferId,
      consent: record.consentId,
      awaits: record.awaitsConsent,
      method: record.verification?.method,
      reference: record.verification?.reference,
      reminders: record.reminders,
      asked: record.requestedAt,
      state: state._tag,
      at: "at" in state ? state.at : undefined,
      from: "from" in state ? state.from : undefined,
      frozenSince: state._tag === "Frozen" ? state.since : undefined,
      until: state._tag === "Ended" ? state.until : undefined,
      why: state._tag === "Ended" ? state.reason : undefined
    }
  ]
}

const consent = ({ caseId, consentId, retainUntil, state, ...terms }: Records["consent"]): World => [
  {
    ...{ is: "consent", consent: consentId, case: caseId, ...said(terms), state: state._tag, keep: retainUntil },
    since: state._tag === "Draft" ? state.since : state._tag === "Granted" ? state.from : state.at,
    granted: state._tag === "Granted" || !("from" in state) ? undefined : state.from
  }
]

const askedOf = ({ chosen, effectiveOn, leaveRequests, reason, rows, ...papers }: Records["transfer"]): string => {
  const only = chosen === true ? rows.map(({ delegationId }) => delegationId) : undefined
  const { evidence, stated, submittedBy } = papers
  return evidence === undefined || stated === undefined
    ? askedFor(only, leaveRequests, reason, effectiveOn)
    : askedFor(
        only,
        leaveRequests,
        ...[reason, submittedBy, evidence.kind, evidence.documentId],
        ...[stated.fromNpn, stated.toNpn, stated.cases],
        ...[stated.fromName?.first, stated.fromName?.last, stated.toName?.first, stated.toName?.last]
      )
}

const transfer = (record: Records["transfer"]): World => [
  {
    is: "transfer",
    stated: record.stated?.cases,
    transfer: record.transferId,
    agency: record.agencyId,
    from: record.fromAgentId,
    to: record.toAgentId,
    toAgency: record.toAgencyId,
    submitter: record.submittedBy,
    asked: askedOf(record),
    mode: record.consentMode,
    state: record.state,
    effective: record.effectiveOn,
    answerBy: record.answerBy,
    rejection: record.rejection
  },
  ...record.rows.map(
    ({ caseId, delegationId, outcome, successorId }): Fact => ({
      is: "transfer row",
      transfer: record.transferId,
      delegation: delegationId,
      case: caseId,
      outcome,
      successor: successorId
    })
  )
]

const extranetAccount = (record: Records["extranetAccount"]): World => {
  const { agentId, epoch, extract, lastLoginAt, provisionedAt, state, takenOver, username } = record
  const link = "link" in state ? state.link : undefined
  const password = "password" in state ? state.password : undefined
  return [
    {
      ...{ is: "extranet", agent: agentId, username, provisioned: provisionedAt, kept: takenOver === true },
      ...{ state: state._tag, since: state.since, epoch, login: lastLoginAt },
      ...{ link: link?.linkId, way: link?.with, linkDies: link?.expiresAt },
      ...{ set: password?.setAt, over: password?.expiresOn, due: password?.dueOn, warned: password?.warnedAt },
      ...{ week: extract && "week" in extract ? extract.week : undefined },
      ...{ month: extract && "month" in extract ? extract.month : undefined, made: extract?.madeAt },
      ...{ cases: extract?.cases, added: extract?.added, removed: extract?.removed }
    }
  ]
}

/** How each kind of record is read. */
const observers: Observers = {
  agency,
  agent,
  employment: ({ agencyId, agentId, reason, review, since, state }) => [
    { is: "employment", agent: agentId, agency: agencyId, state, since, why: reason },
    ...(review === true ? [{ is: "association", agent: agentId, agency: agencyId } as const] : [])
  ],
  staff: ({ activity, agencyId, approval, email, level, link, name, staffNumber, trainedOn, userId }) => [
    {
      is: "staff",
      staff: userId,
      agency: agencyId,
      login: email,
      level,
      state: approval._tag,
      since: approval.since,
      active: activity === "Active",
      trained: trainedOn,
      number: staffNumber,
      first: name.first,
      last: name.last
    },
    ...(link === undefined
      ? []
      : [
          {
            ...({ is: "staffLink", staff: userId, link: link.invitationId } as const),
            ...{ expires: link.expiresAt, wrong: link.wrongTries, state: link.state }
          }
        ])
  ],
  case: (record) => [
    household(record),
    accountOf(record),
    ...(record.agentsOfRecord ?? []).map(
      ({ from, npn, reason }, number): Fact => ({
        ...{ is: "record", case: record.caseId, policy: undefined, number },
        ...{ from, npn, fed: reason === "enrollment" }
      })
    ),
    ...(record.policyAgentsOfRecord ?? []).map(({ from, npn, policyId: policy, reason }, n, all): Fact => {
      const number = all.slice(0, n).filter(({ policyId }) => policyId === policy).length
      return { is: "record", case: record.caseId, policy, number, from, npn, fed: reason === "enrollment" }
    })
  ],
  consent,
  applicationReview: ({ assistedBy, caseId, on, retainUntil, reviewId, year }) => [
    {
      ...{ is: "review", review: reviewId, case: caseId, year, on },
      ...{ agency: assistedBy.agencyId, agent: assistedBy.agentId, keep: retainUntil }
    }
  ],
  delegation,
  transfer,
  exportLog: ({ acknowledgedAt, agentId, exportId, file, order, requestedBy, until }) => [
    {
      ...{ is: "export", export: exportId, agency: order.agencyId, agent: order.agentId },
      ...{ columns: `${order.columns} ${order.rows ?? "cases"}`, fields: (order.privateFields ?? []).join(" ") },
      ...{ by: requestedBy, told: agentId, at: acknowledgedAt, until, why: order.reason },
      ...{ file: file && `${file.asOf} ${file.rowCount} ${file.sha256}`, written: file?.at }
    }
  ],
  discrepancyList: claimsOf,
  invitation: ({ agencyId, agentId, claimedBy, expiresAt, invitationId, kind, state, wrongTries }) => [
    {
      ...{ is: "invitation", invitation: invitationId, kind, agent: agentId, agency: agencyId },
      ...{ expires: expiresAt, wrong: wrongTries, state, user: claimedBy }
    }
  ],
  acting: ({ actingId, agencyId, agentId, closedAt, managerId, openedAt, usedAt }) => [
    {
      is: "session",
      session: actingId,
      manager: managerId,
      agent: agentId,
      agency: agencyId,
      opened: openedAt,
      used: usedAt,
      closed: closedAt
    }
  ],
  accessCode: ({ accessCodeId, caseId, identityCheck: check, requestedBy, wrongTries: wrong, ...code }) => [
    {
      ...{ is: "code", code: accessCodeId, case: caseId, digest: code.digest, state: code.state, wrong },
      ...{ asked: asking(requestedBy), checked: check && `${check.by} ${check.method} ${check.at}` },
      ...{ issuer: code.issuedBy, expires: code.expiresAt },
      ...{ redeemed: code.redeemedAt, account: code.redeemedAccountId }
    }
  ],
  agentChangeCode: ({ agencyId, agentChangeCodeId, agentId, caseId, expiresAt, issuedAt, state, wrongTries }) => [
    {
      ...{ is: "passcode", passcode: agentChangeCodeId, case: caseId, agent: agentId, agency: agencyId },
      ...{ text: sealed(agentChangeCodeId), state, sent: issuedAt, expires: expiresAt, wrong: wrongTries }
    }
  ],
  extranetAccount,
  enrollmentEntity: ({ certification, entityId, sites }) => [
    {
      ...{ is: "entity", entity: entityId, state: certification._tag, since: certification.since },
      through: "through" in certification ? certification.through : undefined,
      why: "reason" in certification ? certification.reason : undefined,
      sites: JSON.stringify(sites)
    }
  ],
  counselorDelegation: ({ caseId, consentId, delegate, delegationId, origin, reference, reminders, ...rest }) => {
    const { requestedAt: asked, state } = rest
    const { at, from, reason, until }: { [K in "at" | "from" | "reason" | "until"]?: string } = state
    const { counselorId: counselor, entityId: entity } = delegate
    const about = { delegation: delegationId, case: caseId, counselor, entity, consent: consentId, origin, reference }
    return [{ ...{ is: "help", ...about, reminders, asked }, ...{ state: state._tag, at, from, until, why: reason } }]
  },
  counselor: ({ counselorId, entityId, listing, name: { first, last }, state }) => [
    {
      ...{ is: "counselor", counselor: counselorId, entity: entityId, state: state._tag, since: state.since },
      ...{ first, last, why: "reason" in state ? state.reason : undefined, listed: JSON.stringify(listing) }
    }
  ]
}

/** The facts that a record stands for. @category queries */
export const observe = <K extends Kind>(kind: K, record: Records[K]): World => observers[kind](record)
