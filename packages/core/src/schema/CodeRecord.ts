/**
 * Schemas of stored secrets and accounts: access codes, invitations, accounts of the extranet.
 *
 * They read rows that came back from a store. What is wrong is named by its field, with what was expected and what to do;
 * a value, and so a digest, is never repeated.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as AccessCode from "../AccessCode.ts"
import type * as Extranet from "../Extranet.ts"
import * as Format from "../Format.ts"
import type { Input } from "../Input.ts"
import * as Invitation from "../Invitation.ts"
import { RequestedBy } from "./Command.ts"
import * as V from "./Vocabulary.ts"

const tag = <T extends string>(name: T) => Schema.Literal(name)

/** Schema for how often something happened. @category schemas */
export const Count = /*#__PURE__*/ V.whole(0, 999_999_999, "a whole number, zero or more")

/** Schema for an actor as journals name one, such as `agent/a-1`. @category schemas */
export const ActorName: Schema.Codec<string, string> = /*#__PURE__*/ V.fromFormat(
  /*#__PURE__*/ Format.pattern<string>(
    "name of an actor",
    /^[a-z]{1,20}\/[A-Za-z0-9][A-Za-z0-9_.:~-]{0,127}$/,
    "an actor as journals name one, such as `agent/a-1`",
    "write the actor as it stands in the journal"
  )
)

/** Schema for the digest of a secret, with its parameters; what is refused is not repeated. @category schemas */
export const Digest: Schema.Codec<string, string> = /*#__PURE__*/ V.fromFormat(
  /*#__PURE__*/ Format.pattern<string>(
    "digest of a secret",
    /^[!-~](?:[ -~]{0,498}[!-~])?$/,
    "a digest of 1 to 500 ASCII characters on one line",
    "write the record back as it was read; a code whose digest is lost has to be issued anew"
  )
)

/** Schema for the record of an access code. @rule ACC-09 @category schemas */
export const AccessCodeRecord: Schema.Codec<
  AccessCode.AccessCode,
  Input<AccessCode.AccessCode>
> = /*#__PURE__*/ Schema.Struct({
  accessCodeId: V.AccessCodeId,
  caseId: V.CaseId,
  channel: Schema.Literals(["phone", "mail"]),
  requestedBy: RequestedBy,
  identityCheck: Schema.optionalKey(
    Schema.Struct({ by: ActorName, method: Schema.Literals(AccessCode.identityMethods), at: V.Instant })
  ),
  issuedBy: ActorName,
  digest: Digest,
  issuedAt: V.Instant,
  expiresAt: V.Instant,
  wrongTries: Count,
  redeemedAt: Schema.optionalKey(V.Instant),
  redeemedAccountId: Schema.optionalKey(V.AccountId),
  state: Schema.Literals([...AccessCode.machine.states, "Spent"])
})

/** Schema for the record of an invitation; it holds no secret. @rule INV-03 @category schemas */
export const InvitationRecord: Schema.Codec<
  Invitation.Invitation,
  Input<Invitation.Invitation>
> = /*#__PURE__*/ Schema.Struct({
  invitationId: V.InvitationId,
  kind: Schema.Literals(Invitation.kinds),
  agentId: V.AgentId,
  agencyId: V.AgencyId,
  issuedAt: V.Instant,
  expiresAt: V.Instant,
  wrongTries: Count,
  state: Schema.Literals(["Issued", "Claimed", "Expired", "Revoked"]),
  claimedBy: Schema.optionalKey(V.UserId)
}).check(
  Schema.makeFilter(({ claimedBy, state }: { readonly claimedBy?: string; readonly state: string }) =>
    (claimedBy !== undefined) === (state === "Claimed")
      ? undefined
      : {
          path: ["claimedBy"],
          issue: "expected the user who has claimed it, exactly when it is claimed; look the claim up in the journal"
        }
  )
)

const Password: Schema.Codec<Extranet.Password, Input<Extranet.Password>> = /*#__PURE__*/ Schema.Struct({
  setAt: V.Instant,
  expiresOn: Schema.optionalKey(V.CalendarDate),
  dueOn: Schema.optionalKey(V.CalendarDate),
  warnedAt: Schema.optionalKey(V.Instant)
})
const Link: Schema.Codec<Extranet.OneTimeLink, Input<Extranet.OneTimeLink>> = /*#__PURE__*/ Schema.Struct({
  linkId: V.LinkId,
  with: Schema.Literals(["link", "password"]),
  expiresAt: V.Instant
})
const withPassword = <T extends string>(name: T) =>
  Schema.Struct({ _tag: tag(name), since: V.Instant, password: Password })

const numbers = { madeAt: V.Instant, cases: Count, added: Count, removed: Count }

/** Schema for the record of an account of the extranet; passwords are not in it. @rule EXT-09 @category schemas */
export const ExtranetAccountRecord: Schema.Codec<
  Extranet.ExtranetAccount,
  Input<Extranet.ExtranetAccount>
> = /*#__PURE__*/ Schema.Struct({
  agentId: V.AgentId,
  username: /*#__PURE__*/ V.fromFormat(/*#__PURE__*/ Format.line<string>("username", 200)),
  provisionedAt: V.Instant,
  takenOver: Schema.optionalKey(Schema.Literal(true)),
  epoch: Count,
  lastLoginAt: Schema.optionalKey(V.Instant),
  extract: Schema.optionalKey(
    Schema.Union([
      Schema.Struct({ week: V.CalendarDate, ...numbers }),
      Schema.Struct({ month: V.CalendarDate, ...numbers })
    ])
  ),
  state: Schema.Union([
    Schema.Struct({ _tag: tag("Provisioned"), since: V.Instant, link: Link }),
    withPassword("Active"),
    withPassword("Expiring"),
    withPassword("LockedExpired"),
    Schema.Struct({
      _tag: tag("ResetPending"),
      since: V.Instant,
      link: Link,
      password: Schema.optionalKey(Password)
    }),
    Schema.Struct({ _tag: tag("Disabled"), since: V.Instant })
  ])
})
