import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import * as File from "../../src/schema/File.ts"
import * as Sample from "../fixture/sample.ts"

const read = (schema: Schema.Codec<unknown, unknown>, over: object) =>
  Schema.decodeUnknownResult(schema)({ ...Sample.photo(1), ...over }, { errors: "all", onExcessProperty: "error" })
const said = (over: object): string => {
  const answer = read(File.Photo, over)
  return answer._tag === "Failure" ? answer.failure.message : "read"
}

describe("File", () => {
  it("reads photos of two kinds of at most 5 MB, where documents have more kinds and 10 MB", () => {
    for (const over of [{}, { mediaType: "image/png" }, { bytes: 1 }, { bytes: 5_000_000 }])
      for (const schema of [File.Photo, File.DocumentFile]) assert.strictEqual(read(schema, over)._tag, "Success")
    for (const over of [
      { mediaType: "application/pdf" },
      { mediaType: "image/tiff" },
      { bytes: 5_000_001 },
      { bytes: 10_000_000 }
    ]) {
      assert.strictEqual(read(File.Photo, over)._tag, "Failure", JSON.stringify(over))
      assert.strictEqual(read(File.DocumentFile, over)._tag, "Success", JSON.stringify(over))
    }
  })

  it("says which field of a photo is wrong, and what helps", () => {
    const large = said({ bytes: 5_000_001 })
    for (const words of ["at most 5 MB", "make a larger one smaller", '["bytes"]']) assert.include(large, words)
    const moving = said({ mediaType: "image/gif" })
    for (const words of ["image/jpeg", "image/png", '["mediaType"]']) assert.include(moving, words)
    assert.include(said({ name: "../Ann.jpg" }), "give the plain name of the file")
    assert.include(said({ sha256: "cd" }), "a SHA-256 digest of 64 hexadecimal digits")
    assert.notStrictEqual(said({ documentId: undefined }), "read")
    assert.notStrictEqual(said({ data: "iVBORw0KGgo=" }), "read")
  })
})
