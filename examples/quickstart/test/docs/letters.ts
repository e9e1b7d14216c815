// #region imports
import * as NodeSecrets from "@agencybook/application/NodeSecrets"
import * as Contact from "@agencybook/core/Contact"
import * as Render from "@agencybook/email/Render"
import * as Result from "effect/Result"
// #endregion
import * as LettersFixture from "./letters.fixture.ts"

const portal = await LettersFixture.opened()
const printer = LettersFixture.printer

// #region letters
const key = new Uint8Array(32) // The key that `NodeSecrets.layer({ key })` of the portal has, from your vault.

const words = Result.getOrThrow(
  Render.makeLetter({
    exchangeName: "Example Exchange",
    portalOrigin: "https://portal.exchange.example",
    supportText: "Questions? Call 800-555-0100.",
    derive: NodeSecrets.derive(key)
  })
)

const batch = await portal.claimLetters({ limit: 50 })
if (batch.ok)
  for (const { address, notice, queuedAt, token } of batch.letters) {
    const letter = words(notice, queuedAt)
    // Without an address it would come back for ever.
    const isLetter = letter !== undefined && address !== undefined
    const isPrinted = isLetter && (await printer.print([notice.to.name, ...Contact.addressLines(address)], letter.text))
    const outcome = isPrinted ? "sent" : isLetter ? "retry" : "failed"
    await portal.settleLetter({ noticeId: notice.noticeId, token, outcome })
    console.log(notice.to.name, address?.state, outcome)
  }
// => Lucía Ortega CA sent
// #endregion
await portal.close()
