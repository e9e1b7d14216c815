/**
 * The link that an approval sends to a helper: sent again by a manager, and claimed once by the person at the login that the
 * manager has named.
 *
 * It goes by the machine of `Invitation`, for the same hours and with as many tries. It is a secret of its own kind, derived
 * for the identifier of the link and the address, so that neither an agent's link nor the one before opens the login.
 *
 * @since 0.1.0
 */
import type { Name } from "./Contact.ts"
import { type Answer, accept, type Context, firstRefusal } from "./Decider.ts"
import type { Branded, UserId } from "./Id.ts"
import * as Invitation from "./Invitation.ts"
import * as Machine from "./Machine.ts"
import * as OneTimeText from "./OneTimeText.ts"
import { reason } from "./Refusal.ts"
import type { Event, Link, Staff } from "./Staff.ts"
import * as Roles from "./Staff.ts"

/** The token of the link that a helper gets. @rule INV-04 @category models */
export type Token = Branded<"StaffLinkText">

/** A step of the link. A claim names the person, which binds the guess to somebody. @category models */
export type Command =
  | { readonly _tag: "SendStaffLink"; readonly userId: UserId }
  | {
      readonly _tag: "ClaimStaffLink"
      /** The login of the helper, and of whoever claims. @rule STF-07 */
      readonly userId: UserId
      /** Compared by first and last name. */
      readonly name: Name
    }

/** What a decision about the link looks at. @category models */
export interface Facts {
  readonly staff: Staff | undefined
  /** Whether what came with the command is the secret of the link. */
  readonly matches?: boolean
}

/** Nobody is sent a link before the approval. @category errors */
export const notApproved = /*#__PURE__*/ reason(
  "StaffLinkNotApproved",
  "STF-05",
  (f: { readonly userId: UserId; readonly state: string }) =>
    `staff \`${f.userId}\` gets no link while the approval is \`${f.state}\``,
  "wait until the exchange has approved the person; the approval sends the first link"
)
/** The login is in use. @category errors */
export const alreadyClaimed = /*#__PURE__*/ reason(
  "StaffLinkClaimed",
  "INV-03",
  (f: { readonly userId: UserId }) => `staff \`${f.userId}\` has the login in use already`,
  "sign in with the login that there is"
)
/** The link opens nothing; the answer is the same whatever is wrong. @category errors */
export const notAccepted = /*#__PURE__*/ reason(
  "StaffLinkNotAccepted",
  "INV-03",
  () => "the link is not accepted",
  "check link and name; after its time or too many wrong tries, ask the agency for a new one"
)

/** How the token of the link is spelled. @rule INV-04 @category models */
export const text: OneTimeText.OneTimeText<Token> = /*#__PURE__*/ OneTimeText.link("staff-link")

/** What the token is derived for: a link dies with the one after it, and is of use at one address only. @category encoding */
export const secretId = (invitationId: string, email: string): string => `${invitationId} ${email}`

/** The link that somebody may claim, if there is one. @category queries */
export const live = (staff: Staff | undefined): Link | undefined =>
  staff?.approval._tag === "Approved" && staff.link?.state === "Issued" ? staff.link : undefined

const moved = (
  userId: UserId,
  { state, wrongTries }: Link,
  trigger: "try" | "claim" | "expire" | "lock",
  tries = wrongTries
): Event => {
  const step = Machine.next(Invitation.machine, state, trigger)
  const to = step._tag === "Edge" ? step.to : state
  return { _tag: "StaffLinkMoved", userId, trigger, from: state, to, wrongTries: tries }
}

const same = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase()

const claim = (
  { name, userId }: Command & { readonly _tag: "ClaimStaffLink" },
  { matches, staff }: Facts,
  { actor, at, policy }: Context
): Answer<Event> => {
  const refusal = notAccepted({})
  const link = live(staff)
  if (staff === undefined || link === undefined || actor._tag !== "Applicant" || actor.userId !== userId) return refusal
  if (at >= link.expiresAt) return { _tag: "Recorded", refusal, events: [moved(userId, link, "expire")] }
  if (matches === true && same(name.first, staff.name.first) && same(name.last, staff.name.last))
    return accept(moved(userId, link, "claim"))
  const tries = link.wrongTries + 1
  const trigger = tries >= policy.accessCode.tries ? "lock" : "try"
  return { _tag: "Recorded", refusal, events: [moved(userId, link, trigger, tries)] }
}

/**
 * Decides a step of the link to a helper's login. A wrong try is refused and counted.
 *
 * **Rules**: STF-05, STF-07, INV-02, INV-03.
 *
 * @category machine
 */
export const decide = (command: Command, facts: Facts, context: Context): Answer<Event> => {
  if (command._tag === "ClaimStaffLink") return claim(command, facts, context)
  const { staff } = facts
  const { userId } = command
  if (staff === undefined) return Roles.unknownStaff({ userId })
  const { _tag: state } = staff.approval
  return (
    firstRefusal(
      state !== "Approved" && notApproved({ userId, state }),
      staff.link?.state === "Claimed" && alreadyClaimed({ userId })
    ) ?? accept(Roles.linkIssued(staff, context))
  )
}
