/**
 * Schemas of files that the host keeps: those of documents, and photos.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as Document from "../AgencyDocument.ts"
import * as Agent from "../Agent.ts"
import type { Input } from "../Input.ts"
import { Sha256 } from "./ConsentCommand.ts"
import * as V from "./Vocabulary.ts"

const FileName = /*#__PURE__*/ V.fromFormat(Document.fileName)

/** Schema for the file of a document. @category schemas */
export const DocumentFile: Schema.Codec<Document.File, Input<Document.File>> = /*#__PURE__*/ Schema.Struct({
  documentId: V.DocumentId,
  name: FileName,
  mediaType: Schema.Literals(Document.mediaTypes),
  bytes: /*#__PURE__*/ V.whole(1, Document.mostBytes, "the size of the file in bytes, at most 10 MB"),
  sha256: Sha256
})

/** Schema for the photo of an agent. @category schemas */
export const Photo: Schema.Codec<Agent.Photo, Input<Agent.Photo>> = /*#__PURE__*/ Schema.Struct({
  documentId: V.DocumentId,
  name: FileName,
  mediaType: Schema.Literals(Agent.photoTypes),
  bytes: /*#__PURE__*/ V.whole(
    1,
    Agent.mostPhotoBytes,
    "the size of the photo in bytes, at most 5 MB; make a larger one smaller"
  ),
  sha256: Sha256
})
