/**
 * What was sent, without what it inherits.
 *
 * A decoder takes what an object answers. A field that came along as `__proto__` through a host's copying of fields, or
 * that something in the process has put on the prototype of all objects, was sent by nobody; so decoders are given
 * objects with nothing behind them wherever there is something.
 *
 * @since 0.1.0
 */

/** What every object answers in every JavaScript; none of it is the name of a field. */
const usual: ReadonlySet<PropertyKey> = new Set([
  ...["constructor", "__proto__", "hasOwnProperty", "isPrototypeOf", "propertyIsEnumerable"],
  ...["toString", "toLocaleString", "valueOf"],
  ...["__defineGetter__", "__defineSetter__", "__lookupGetter__", "__lookupSetter__"]
])
// Deeper than any command; what is behind it is refused as a field too many.
const deepest = 40

const isClean = (): boolean => Reflect.ownKeys(Object.prototype).every((name) => usual.has(name))

/** Whether no object inside inherits anything that was added. */
const isPlain = (value: unknown, depth: number): boolean => {
  if (typeof value !== "object" || value === null || depth === deepest) return true
  const prototype: object | null = Object.getPrototypeOf(value)
  if (prototype !== null && prototype !== Object.prototype && prototype !== Array.prototype) return false
  for (const name of Object.keys(value)) if (!isPlain(Reflect.get(value, name), depth + 1)) return false
  return true
}

const copied = (value: unknown, depth: number, made: Map<object, object>): unknown => {
  if (typeof value !== "object" || value === null || depth === deepest) return value
  const known = made.get(value)
  if (known !== undefined) return known
  const copy: object = Array.isArray(value) ? new Array(value.length) : Object.create(null)
  made.set(value, copy)
  for (const name of Reflect.ownKeys(value)) {
    if (!Object.prototype.propertyIsEnumerable.call(value, name)) continue
    const field = { value: copied(Reflect.get(value, name), depth + 1, made), enumerable: true }
    Object.defineProperty(copy, name, field)
  }
  return copy
}

/**
 * The value itself, where nothing in it inherits a field; otherwise a copy of what is its own.
 *
 * **Details**: a walk over a command costs a small part of decoding it, and a copy is rarely made. What rules read of
 * records afterwards is plain data of the store: a process whose prototypes were given the name of an optional field of a
 * record is beyond this help.
 */
export const own = (value: unknown): unknown =>
  typeof value !== "object" || value === null || (isClean() && isPlain(value, 0)) ? value : copied(value, 0, new Map())
