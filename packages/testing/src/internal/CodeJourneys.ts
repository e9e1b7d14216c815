/**
 * Access codes by telephone: identity first, five tries, once.
 *
 * @since 0.1.0
 */
import type { Command } from "@agencybook/application/Catalogue"
import * as Dates from "@agencybook/core/CalendarDate"
import * as Id from "@agencybook/core/Id"
import * as EntitySample from "../EntitySample.ts"
import * as Sample from "../Sample.ts"
import { anna, applicant, asAnna, at, done, journey, office, refused, request, step } from "./JourneyTelling.ts"

const helper = (consumerPresent: boolean) =>
  ({ _tag: "Cec", counselorId: Id.make<Id.UserId>("counselor-0"), consumerPresent }) as const

const issue = (consumerPresent: boolean, identityVerified: boolean): Command => ({
  _tag: "IssueAccessCode",
  accessCodeId: Id.make("code-1"),
  caseId: Sample.caseId(1),
  channel: "phone",
  requestedBy: helper(consumerPresent),
  ...(identityVerified ? { identityMethod: "personal-data" } : {})
})

const redeem = (dob: string): Command => ({
  _tag: "RedeemAccessCode",
  caseId: Sample.caseId(1),
  accountId: Id.make("account-1"),
  fact: { dob: Dates.make(dob) }
})

const entityId = Id.make<Id.EntityId>("entity-0")
const { name } = EntitySample.entity()
const through = Dates.plusDays(Sample.today, 180)

/** An enrollment entity and its counselor come into the register. */
const register = [
  step(
    at(0),
    Sample.exchange,
    "an enrollment entity is registered",
    { _tag: "RegisterEntity", entityId, name },
    done("EntityRegistered")
  ),
  step(at(0), Sample.exchange, "and certified", { _tag: "CertifyEntity", entityId, through }, done("EntityMoved")),
  step(
    at(0),
    Sample.exchange,
    "its counselor is added",
    { _tag: "AddCounselor", counselorId: Id.make("counselor-0"), entityId, name: EntitySample.counselor().name },
    done("CounselorAdded")
  )
]

/** A counselor and a consumer call the help line, and a code comes of it. */
export const accessCode = journey(
  "code-by-telephone",
  "a counselor and a consumer without an account call the help line of 2014: identity first, then the code, then the delegation",
  ["ACC-02", "ACC-03", "ACC-07", "ACC-09", "ACC-11"],
  [
    office,
    step(
      at(0),
      Sample.serviceCenter,
      "nobody knows the counselor who calls",
      issue(true, true),
      refused("CounselorNotIdentified", "ACC-02")
    ),
    ...register,
    step(
      at(0, 1),
      Sample.serviceCenter,
      "the consumer is not on the line",
      issue(false, true),
      refused("ConsumerNotPresent", "ACC-02")
    ),
    step(
      at(0, 2),
      Sample.serviceCenter,
      "nobody has spoken to the consumer",
      issue(true, false),
      refused("IdentityNotVerified", "ACC-03")
    ),
    step(at(0, 3), asAnna, "an agent gives out no codes", issue(true, true), refused("NotPermitted", "SEC-01")),
    step(
      at(0, 4),
      Sample.serviceCenter,
      "the representative gives the code to the consumer",
      issue(true, true),
      done("AccessCodeIssued", { _tag: "CaseAccountMoved", account: { _tag: "CodeIssued" } })
    ),
    step(
      at(0, 5),
      applicant,
      "the consumer mistypes it, which uses up a try",
      redeem("1980-05-17"),
      {
        _tag: "Refused",
        code: "CodeNotAccepted",
        rule: "ACC-09",
        events: [{ _tag: "AccessCodeMoved", to: "Issued", wrongTries: 1 }]
      },
      { typed: "wrong" }
    ),
    step(
      at(0, 6),
      applicant,
      "the right code with somebody else's birthday does not open the case",
      redeem("1999-01-01"),
      {
        _tag: "Refused",
        code: "CodeNotAccepted",
        rule: "ACC-09",
        events: [{ _tag: "AccessCodeMoved", to: "Issued", wrongTries: 2 }]
      },
      { typed: "right" }
    ),
    step(
      at(0, 7),
      applicant,
      "the right code links the account",
      redeem("1980-05-17"),
      done({ _tag: "AccessCodeMoved", to: "Redeemed" }, { _tag: "CaseAccountMoved", account: { _tag: "Linked" } }),
      { typed: "right" }
    ),
    step(
      at(0, 8),
      applicant,
      "the code opens nothing a second time",
      redeem("1980-05-17"),
      refused("CodeNotAccepted", "ACC-09"),
      { typed: "right" }
    ),
    step(
      at(0, 9),
      Sample.serviceCenter,
      "a case with an account gets no other code",
      { ...issue(true, true), accessCodeId: Id.make("code-2") } as Command,
      refused("AccountLinked", "ACC-07")
    ),
    step(
      at(0, 10),
      Sample.asConsumer(1),
      "now the consumer chooses an agent",
      {
        _tag: "RequestDelegation",
        delegationId: request(1),
        caseId: Sample.caseId(1),
        agentId: anna,
        signedBy: "Cora Quint"
      },
      done("DelegationOpened")
    ),
    step(
      at(0, 11),
      asAnna,
      "and the agent accepts",
      { _tag: "AcceptRequest", delegationId: request(1) },
      done("DelegationMoved")
    )
  ]
)

/** Five wrong tries lock a code. */
export const codeLocks = journey(
  "code-guessed",
  "five wrong tries lock a code, and the right one comes too late",
  ["ACC-10", "ACC-08"],
  [
    office,
    ...register,
    step(at(0, 1), Sample.serviceCenter, "a code is given out", issue(true, true), done("AccessCodeIssued")),
    ...[1, 2, 3, 4, 5].map((n) =>
      step(
        at(0, 1 + n),
        applicant,
        `somebody guesses for the ${["first", "second", "third", "fourth", "fifth"][n - 1]} time`,
        redeem("1980-05-17"),
        {
          _tag: "Refused",
          code: "CodeNotAccepted",
          rule: "ACC-09",
          events: [{ _tag: "AccessCodeMoved", to: n === 5 ? "Locked" : "Issued", wrongTries: n }]
        },
        { typed: "wrong" }
      )
    ),
    step(at(0, 7), applicant, "the right code is dead", redeem("1980-05-17"), refused("CodeNotAccepted", "ACC-09"), {
      typed: "right"
    }),
    step(
      at(0, 8),
      Sample.serviceCenter,
      "the consumer gets a new one",
      { ...issue(true, true), accessCodeId: Id.make("code-2") } as Command,
      done("AccessCodeIssued")
    ),
    step(
      at(0, 9),
      applicant,
      "which opens the case",
      redeem("1980-05-17"),
      done({ _tag: "AccessCodeMoved", to: "Redeemed" }),
      {
        typed: "right"
      }
    )
  ]
)
