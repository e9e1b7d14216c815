/**
 * Of what the table of commands is made: people, papers, terms and households as they are sent.
 *
 * @since 0.1.0
 */
import {
  agencyName,
  bio,
  business,
  caseNo,
  cents,
  certificationNo,
  chosen,
  date,
  distinct,
  either,
  email,
  fein,
  fileName,
  flag,
  help,
  id,
  ids,
  instant,
  language,
  licenceNumber,
  list,
  npn,
  oneOf,
  personName,
  phone,
  place,
  record,
  reference,
  type Sort,
  sha256,
  tag,
  time,
  usState,
  values,
  whole,
  zip
} from "./SchemaKinds.ts"

const name = record({ first: personName, last: personName }, { middle: personName, suffix: personName })
/** An address of a street. */
export const address = record({ street: place, city: place, county: place, state: usState, zip }, { line2: place })
const licence = record({
  number: licenceNumber,
  expiresOn: date,
  status: oneOf("active", "inactive", "expired", "suspended", "revoked"),
  health: flag
})
const fileOf = (mediaType: Sort, most: number) =>
  record({ documentId: id, name: fileName, mediaType, bytes: whole(1, most), sha256 })
const shown = {
  has: { languages: list(language, 1, 30), acceptsNewClients: flag, listInDirectory: flag },
  may: {
    publicEmail: email,
    publicPhone: phone,
    clientsServed: oneOf("individuals", "employers", "both"),
    expertise: list(oneOf("health", "dental", "vision", "life", "medicare", "medicaid", "chip"), 0, 7),
    bio,
    photo: fileOf(oneOf("image/jpeg", "image/png"), 5_000_000),
    eveningsAndWeekends: flag,
    siteIds: ids(100)
  }
}
const appointment = (carrier: string, status = "appointed") => ({ carrier, status })
const appointments = values(
  [[], [appointment("Redwood Health")], [appointment("Redwood Health", "applied"), appointment("Bay Plan", "ended")]],
  [
    [appointment("Redwood Health"), appointment("Redwood Health", "ended")],
    ...[
      [appointment("")],
      [appointment("Bay Plan", "refused")],
      [{ carrier: "Bay Plan" }],
      appointment("Bay Plan"),
      null
    ]
  ]
)
const profile = record(
  { name, licence, npn, loginEmail: email, place: record({ city: place, county: place }), ...shown.has },
  { ...shown.may, carrierAppointments: appointments }
)
const entityKind = oneOf("c-corp", "s-corp", "llc", "llp", "partnership", "sole-proprietor", "tax-exempt")
const markets = values(
  [["individual"], ["smallBusiness"], ["individual", "smallBusiness"], ["smallBusiness", "individual"]],
  [[], ["individual", "individual"], ["large"], ["individual", "smallBusiness", "individual"], "individual", null]
)
const contacts = { fein, email, phone, site: address }
const opening = record(contacts, {
  legalName: agencyName,
  publicName: agencyName,
  namedAs: oneOf("Insurance", "Agency"),
  ...{ licenceNumber, entityKind, markets, npn }
})
const details = record(
  { legalName: agencyName, publicName: agencyName, ...contacts },
  { licenceNumber, entityKind, markets, npn }
)
const term = record({
  number: certificationNo,
  from: date,
  until: date
})
const statusReason = oneOf(
  ...["application-incomplete", "licence-inactive", "under-investigation", "voluntary", "retired"],
  ...["recertification-lapsed", "agreement-not-signed", "left-state", "breach", "death-recorded"]
)
const item = oneOf(
  ...["licence-validated", "lms-invited", "training-complete", "exam-passed", "fee-paid", "agreement-signed"],
  "voter-registration-training"
)
const file = fileOf(oneOf("application/pdf", "image/jpeg", "image/png", "image/tiff"), 10_000_000)
const document = either(
  record({ type: tag("e-and-o"), expiresOn: date }, { file, paper: id }),
  record({ type: tag("payee-data") }, { expiresOn: date, file, paper: id }),
  record({ type: tag("other") }, { expiresOn: date, file, paper: id })
)
/** Hours of one day; those that are over before they begin are refused as a whole. */
export const hours: Sort = (() => {
  const [opens, closes] = ["08:00", "17:00"]
  const plain = { weekday: 1, opens, closes }
  const rows = (weekdays: ReadonlyArray<unknown>) => weekdays.map((weekday) => ({ ...plain, weekday }))
  return values(
    [plain, ...rows([7, 4]), { ...plain, opens: "00:00", closes: "24:00" }],
    [
      ...rows(whole(1, 7).wrong),
      ...time.wrong.map((one) => ({ ...plain, opens: one })),
      { ...plain, opens: closes, closes: opens },
      { ...plain, closes: opens },
      { opens, closes },
      { weekday: 1, opens },
      { ...plain, noon: "12:00" }
    ]
  )
})()
const degrees = (most: number): Sort =>
  values(
    [0, most, -most, 38.581_572, -0.000_001],
    [most + 0.000_001, -most - 1, 0.000_000_5, -0, Number.NaN, "38.58", null]
  )
const point = record({ latitude: degrees(90), longitude: degrees(180) })
const site = record({ siteId: chosen, name: business, address }, { point, phone, hours: list(hours, 0, 50) })
const evidence = either(
  record({ type: tag("portal-record"), ref: reference }),
  record({ type: oneOf("recording"), ref: reference, sha256 }),
  record({ type: oneOf("document"), ref: reference, sha256 }),
  record({ type: oneOf("message"), ref: reference, sha256 })
)
const spoken = either(
  record({ agentName: name, agentNpn: npn, help }),
  record({ counselorName: name, counselorId: id, help })
)
const channel = oneOf("electronic-signature", "wet-signature", "recorded-call", "text", "email")
const proof = record({ channel, evidence }, { representativeName: name, spoken })
const terms = record(
  {
    grantee: either(
      record({ _tag: tag("Agency"), agencyId: id }, { agentId: id }),
      record({ _tag: tag("Counselor"), counselorId: id })
    ),
    otherUsers: distinct("agent", "manager", "staff"),
    scopes: distinct(
      ...["search-application", "complete-application", "maintain-account", "answer-inquiries"],
      ...["submit-with-signature", "enter-payment", "represent-before-county"]
    ),
    purpose: oneOf("apply-and-enroll", "keep-coverage", "one-inquiry"),
    rescindHow: distinct("online", "phone", "mail"),
    channel,
    evidence
  },
  { expiresOn: date, representativeName: name, spoken }
)
const members = list(
  oneOf("QhpAptcCsr", "QhpAptc", "QhpUnsubsidised", "MediCal", "ChildProgram", "Ineligible", "Pending"),
  1,
  30
)
const primaryContact = record(
  {
    name,
    dob: date,
    preferredLanguage: language,
    preferredChannel: oneOf("email", "phone", "mail"),
    address
  },
  { phone, email }
)
const year = whole(2_000, 2_199)
const coverage = (() => {
  const state = oneOf("PlanSelected", "Effectuated", "Terminated", "Cancelled", "Reinstated")
  const has = {
    ...{
      state,
      carrier: place,
      plan: place,
      metal: oneOf("Minimum Coverage", "Bronze", "Silver", "Gold", "Platinum"),
      effectiveOn: date
    },
    // No more of the premium is paid by the tax credit than there is.
    ...{ grossPremium: values([99_999_999_999], cents.wrong), aptc: cents, pastDue: flag }
  }
  const may = { endOn: date, binderDueOn: date, binderPaidOn: date, aorNpn: npn }
  const { metal, ...others } = has
  return {
    main: record(has, { ...may, policyId: id }),
    further: record(
      { ...others, policyId: id, kind: oneOf("health", "dental"), year },
      { ...may, metal, aorSince: date }
    )
  }
})()
const person = record({
  memberId: id,
  relation: oneOf("self", "spouse", "domestic-partner", "child", "stepchild", "parent", "sibling", "other")
})
const household = record(
  {
    ...{ caseId: id, caseNumber: caseNo, primaryContact, members },
    application: record(
      { year, state: oneOf("NotStarted", "InProgress", "Submitted", "Determined", "Closed", "Withdrawn") },
      { submittedAt: instant }
    ),
    verifications: list(
      record(
        {
          kind: oneOf(
            ...["income", "citizenship", "lawful-presence", "incarceration", "ssn"],
            ...["other-coverage", "residency", "sep"]
          )
        },
        { dueOn: date, askedOn: date, memberId: id }
      ),
      0,
      300
    ),
    renewal: oneOf("NotDue", "AwaitingAction", "AutoRenewed", "ActivelyRenewed", "OptedOut", "AtRisk"),
    account: either(
      record({ _tag: tag("None") }),
      record({ _tag: tag("CodeIssued") }),
      record({ _tag: tag("Linked") }, { accountId: id })
    ),
    lastActivityOn: date
  },
  {
    coverage: coverage.main,
    policies: list(coverage.further, 0, 100),
    persons: list(person, 0, 30),
    renewalRisks: list(oneOf("consent-expired", "no-tax-filing", "plan-ending", "documents-due"), 0, 4),
    paperOrigin: flag,
    doNotContact: flag
  }
)
const call = record(
  {
    agent: record({
      name,
      number: either(record({ licence: licenceNumber }), record({ certification: reference }))
    }),
    contactPresent: flag,
    reference,
    signedBy: personName
  },
  {
    scopes: distinct(
      ...["search-application", "complete-application", "maintain-account", "answer-inquiries"],
      ...["submit-with-signature", "enter-payment"]
    ),
    help
  }
)
const staffReason = oneOf("application-incomplete", "training-missing", "left-agency", "agency-terminated", "breach")
const entityReason = oneOf("agreement-over", "left", "under-investigation", "breach")
const transferReason = oneOf(
  ...["leave", "left-agency", "workload", "language-match", "suspension", "death", "sale", "consumer-request", "other"]
)
const kind = oneOf("delegation-code", "activation-link")
const username = values(["CC_1H10001", "u", "U".repeat(40)], ["", "CC-1H10001", "a b", "é", "u".repeat(41), 1])
const signer = either(
  record({ _tag: tag("Manager"), agentId: id }),
  record({ _tag: tag("Person"), name, title: business, email })
)
const party = either(record({ _tag: tag("Manager"), agentId: id }), record({ _tag: tag("Signer") }))
const level = oneOf(1, 2)
const score = values([0, 79.5, 101, -1], ["80", null, Number.NaN, Number.POSITIVE_INFINITY])
const finding = record({
  breached: oneOf("code-of-conduct", "agreement", "law"),
  proof: oneOf("finding", "preponderance", "clear-and-convincing"),
  documentId: id
})
const change = either(
  record({ _tag: tag("Name"), name }),
  record({ _tag: tag("Licence"), number: licenceNumber }),
  record({ _tag: tag("Address"), place: record({ city: place, county: place }) })
)
const incoming = record({
  ...{ agentId: id, agencyId: id, profile, manager: flag },
  certification: record(
    {
      state: oneOf(
        ...["Incomplete", "Pending", "Eligible", "Denied", "Withdrawn", "Certified", "Suspended"],
        ...["TerminatedVested", "TerminatedForCause", "Deceased"]
      )
    },
    { term }
  ),
  employment: oneOf("Invited", "Active", "Inactive")
})

/** The parts that commands have. */
export const parts = {
  ...{ appointments, name, licence, shown, profile, opening, details, entityKind, markets },
  ...{ term, statusReason, item, document, site, evidence },
  ...{ channel, proof, terms, members, primaryContact, year },
  ...{ household, call, staffReason, entityReason, transferReason, kind },
  ...{ username, signer, party, level, score, finding },
  ...{ change, incoming }
}
