// #region imports
import * as Agency from "@agencybook/core/Agency"
import * as StoredRecord from "@agencybook/core/schema/StoredRecord"
import * as Schema from "effect/Schema"

// #endregion

// #region read
/** A row as it came back from a backup: `kind`, and the record as JSON. */
const row = {
  kind: "accessCode",
  record: {
    accessCodeId: "code-1",
    caseId: "case-1",
    channel: "mail",
    requestedBy: { _tag: "Consumer" },
    issuedBy: "system/letters",
    digest: "scrypt 16384 8 1 cGVwcGVy c2VjcmV0",
    issuedAt: "2026-03-02T18:00:00.000Z",
    expiresAt: "2026-04-01T18:00:00.000Z",
    wrongTries: 0,
    state: "Issued"
  }
} as const

const read = Schema.decodeUnknownResult(StoredRecord.schemas[row.kind])
const strict = { errors: "all", onExcessProperty: "error" } as const
const code = read(row.record, strict)
console.log(code._tag === "Success" && code.success.state)
// => Issued
// #endregion

// #region refuse
const broken = { ...row.record, digest: "", expiresAt: "soon", state: "Lost" }
const refused = read(broken, strict)
if (refused._tag === "Failure") console.log(refused.failure.message)
// => expected a digest of 1 to 500 ASCII characters on one line; write the record back as it was read; a code whose digest is lost has to be issued anew
// =>   at ["digest"]
// => expected a UTC instant as YYYY-MM-DDTHH:mm:ss.sssZ; write the instant in UTC with milliseconds, for example 2026-03-02T17:00:00.000Z
// =>   at ["expiresAt"]
// => Expected "Issued" | "Redeemed" | "Expired" | "Superseded" | "Revoked" | "Locked" | "Spent"
// =>   at ["state"]
// #endregion

// #region derived
const older = Schema.decodeUnknownSync(StoredRecord.schemas.agency)({
  ...{ agencyId: "pace", legalName: "Pace Hill, Inc.", publicName: "Pace Hill", fein: "941234567" },
  ...{ email: "office@agency.example", phone: "9165550142", managers: ["max"], documents: [] },
  sites: [
    {
      siteId: "main",
      name: "Main office",
      address: { street: "1 K Street", city: "Sacramento", county: "Sacramento", state: "CA", zip: "95814" }
    }
  ],
  certification: { _tag: "Certified", since: "2026-03-02T18:00:00.000Z" }
})
console.log(older.looks, Agency.scheduled(older).looks)
// => undefined { legal: 'pacehllllnc', public: 'pacehlll' }
// #endregion

// #region write
console.log(code._tag === "Success" && Schema.encodeSync(StoredRecord.schemas.accessCode)(code.success).caseId)
// => case-1
// #endregion
