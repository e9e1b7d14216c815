/**
 * What a failing example or story throws.
 *
 * @since 0.1.0
 */

/** The answer was another one than expected; the message shows both. @category errors */
export class ScenarioBroken extends Error {
  override readonly name = "ScenarioBroken"
}
