/**
 * What was sent, without what it inherits and without fields that are undefined.
 *
 * A decoder takes what an object answers. A field that came along as `__proto__` through a host's copying of fields, or
 * that something in the process has put on the prototype of all objects, was sent by nobody; so decoders are given
 * objects with nothing behind them wherever there is something. A field that is undefined is none: JSON has no such
 * value, and to the compiler of most hosts both are the same.
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

/** Whether no object inside inherits anything that was added, or has a field that is undefined. */
const isPlain = (value: unknown, depth: number): boolean => {
  if (typeof value !== "object" || value === null || depth === deepest) return true
  const prototype: object | null = Object.getPrototypeOf(value)
  if (prototype !== null && prototype !== Object.prototype && prototype !== Array.prototype) return false
  const mayLack = Array.isArray(value)
  for (const name of Object.keys(value)) {
    const field: unknown = Reflect.get(value, name)
    if ((field === undefined && !mayLack) || !isPlain(field, depth + 1)) return false
  }
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
    const field: unknown = Reflect.get(value, name)
    if (field === undefined && !Array.isArray(value)) continue
    Object.defineProperty(copy, name, { value: copied(field, depth + 1, made), enumerable: true })
  }
  return copy
}

/**
 * The value itself, where nothing in it inherits a field or has one that is undefined; otherwise a copy of what is its own.
 *
 * **Details**: a walk over a command costs a small part of decoding it, and a copy is rarely made. What rules read of
 * records afterwards is plain data of the store: a process whose prototypes were given the name of an optional field of a
 * record is beyond this help.
 */
export const own = (value: unknown): unknown =>
  typeof value !== "object" || value === null || (isClean() && isPlain(value, 0)) ? value : copied(value, 0, new Map())
