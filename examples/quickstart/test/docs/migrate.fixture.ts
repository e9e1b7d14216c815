// What a portal would have to mail.
import * as Mailer from "@agencybook/application/Mailer"
import type * as Portal from "@agencybook/application/Portal"

const nobody = Mailer.fromPromise(() => Promise.reject(new Error("nothing is to be mailed")))

export const mailed = (portal: Portal.Portal) => portal.deliver(nobody, () => undefined)
