import { assert, describe, it } from "@effect/vitest"
import type { Counselor, Member } from "../src/Counselor.ts"
import * as CounselorDirectory from "../src/CounselorDirectory.ts"
import * as Sample from "./fixture/sample.ts"

const [main] = Sample.agency().sites
const point = { latitude: 38.5, longitude: -121.7 } as NonNullable<typeof main.point>
const site = { ...main, point, address: { ...main.address, city: "Davis", county: "Yolo" } }
const listing = { languages: ["en", "es"], acceptsNewClients: true, listInDirectory: true } as unknown as NonNullable<
  Counselor["listing"]
>
const member = (over: Partial<Counselor> = {}): Member => ({
  counselor: { ...Sample.counselor(), listing, ...over },
  entity: { ...Sample.entity(), sites: [site] }
})
const find = (one: Member, criteria: CounselorDirectory.Criteria = {}) =>
  CounselorDirectory.find(one, criteria, Sample.today)

describe("CounselorDirectory", () => {
  it("shows a listed counselor with the sites of the entity, and no address for mail [DEL-02]", () => {
    const found = find(member({ email: "cleo@entity.example" as NonNullable<Counselor["email"]> }))
    assert.deepInclude(found, { entityName: Sample.entity().name, sites: [site], acceptsNewClients: true })
    assert.notInclude(JSON.stringify(found), "cleo@entity.example")
    const { listing: _, ...unlisted } = member().counselor as Counselor
    assert.isUndefined(find({ ...member(), counselor: unlisted }))
  })

  it("finds by one site that is all that is asked of a place, with the miles to it [DEL-02]", () => {
    assert.isDefined(find(member(), { city: "davis", county: " YOLO" }))
    assert.isUndefined(find(member(), { city: "Davis", county: "Solano" }))
    assert.deepInclude(find(member(), { near: { point, miles: 1 } }), { miles: 0 })
    assert.notProperty(find(member(), { language: "es" as never }), "miles")
    assert.isUndefined(find({ ...member(), entity: Sample.entity() }, { city: "Davis" }))
    assert.isDefined(find({ ...member(), entity: Sample.entity() }))
  })

  it("shows nobody whose entity is not certified today [ENT-01]", () => {
    const entity = { ...Sample.entity(), certification: { _tag: "Registered", since: Sample.now } } as const
    assert.isUndefined(find({ ...member(), entity }))
    assert.isUndefined(find({ counselor: undefined, entity: undefined }))
  })
})
