/**
 * What was sent, read once, without what it inherits and without fields that are undefined.
 *
 * A decoder takes what an object answers. A field that came along as `__proto__` through a host's copying of fields, or
 * that something in the process has put on the prototype of all objects, was sent by nobody. An object may also answer
 * something else each time, throw when it is asked, or go on without end. So decoders are given a copy of plain data:
 * every field of its own, asked for once. A field that is undefined is none: JSON has no such value, and to the compiler of
 * most hosts both are the same.
 *
 * @since 0.1.0
 */

/** What every object answers in every JavaScript; none of it is the name of a field. */
const usual: ReadonlySet<PropertyKey> = new Set([
  ...["constructor", "__proto__", "hasOwnProperty", "isPrototypeOf", "propertyIsEnumerable"],
  ...["toString", "toLocaleString", "valueOf"],
  ...["__defineGetter__", "__defineSetter__", "__lookupGetter__", "__lookupSetter__"]
])

/** Deeper, longer, wider and more than any command; what goes on beyond it is not read. */
const most = { depth: 40, elements: 10_000, fields: 1_000, objects: 500_000 }

/** Stands where nothing could be read; no decoder takes it. */
const unreadable: unique symbol = Symbol("unreadable")

/** Whether all objects inherit what they do in every JavaScript, and nothing else. */
export const isClean = (): boolean => Reflect.ownKeys(Object.prototype).every((name) => usual.has(name))

/** One reading: the objects around the present place, and how many there were in all. */
interface Reading {
  readonly clean: boolean
  readonly around: Set<object>
  objects: number
}

const put = (copy: object, name: PropertyKey, value: unknown): void => {
  if (value === undefined) return
  // Written as an assignment, `__proto__` would become what the copy inherits.
  if (name === "__proto__") Object.defineProperty(copy, name, { value, enumerable: true })
  else Reflect.set(copy, name, value)
}

const listOf = (list: ReadonlyArray<unknown>, reading: Reading): unknown => {
  const { length } = list
  const copy: Array<unknown> = new Array(length)
  // Its length is enough for a decoder, which tells how many there may be.
  if (length > most.elements) return copy
  // A hole stays one, and is refused where it is.
  for (let n = 0; n < length; n++) if (Object.hasOwn(list, n)) copy[n] = fieldOf(list, n, reading)
  return copy
}

// A date, a map, a text in a box and their like say nothing by their fields; a host's own classes do.
const isRecord = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype === Object.prototype || prototype === null) return true
  return Object.prototype.toString.call(value) === "[object Object]"
}

const objectOf = (value: object, reading: Reading): unknown => {
  if (!isRecord(value)) return unreadable
  const names = Object.keys(value)
  // Every field too many would be told of; of so many nobody wants to hear.
  if (names.length > most.fields) return unreadable
  const copy: object = reading.clean ? {} : Object.create(null)
  for (const name of names) put(copy, name, fieldOf(value, name, reading))
  for (const name of Object.getOwnPropertySymbols(value)) put(copy, name, fieldOf(value, name, reading))
  return copy
}

// What an object throws that is asked for something is not what was sent, and may tell of a person: what it was asked for
// is refused by its place, as anything is that cannot be read.
const copied = (value: unknown, reading: Reading): unknown => {
  if (typeof value !== "object" || value === null) return value
  const { around } = reading
  reading.objects += 1
  // An object inside itself has no end; one in two places is two, as it would be in a text.
  if (around.has(value) || around.size === most.depth || reading.objects > most.objects) return unreadable
  around.add(value)
  try {
    return Array.isArray(value) ? listOf(value, reading) : objectOf(value, reading)
  } catch {
    return unreadable
  } finally {
    around.delete(value)
  }
}

const fieldAsItIs = (value: object, name: PropertyKey): unknown => {
  try {
    return Reflect.get(value, name)
  } catch {
    return unreadable
  }
}

const fieldOf = (value: object, name: PropertyKey, reading: Reading): unknown =>
  copied(fieldAsItIs(value, name), reading)

/** Whether a part of a copy could not be read. */
export const isUnreadable = (value: unknown): boolean => value === unreadable

/**
 * The fields of an object, each its own and asked for once, as they are: for what holds functions and lists of any length
 * beside plain data. A field that cannot be read is there and `isUnreadable`; of what is no object, or does not tell its
 * fields, there is nothing.
 */
export const fieldsOf = (value: unknown): ReadonlyMap<string, unknown> | undefined => {
  if (typeof value !== "object" || value === null) return undefined
  try {
    const names = Object.keys(value)
    if (names.length > most.fields) return undefined
    const fields = names.map((name) => [name, fieldAsItIs(value, name)] as const)
    return new Map(fields.filter(([, field]) => field !== undefined))
  } catch {
    return undefined
  }
}

/**
 * A copy of what is a value's own, in depth; texts, numbers and functions as they are.
 *
 * **Details**: it costs a small part of decoding.
 */
export const own = (value: unknown): unknown => {
  const reading: Reading = { clean: isClean(), around: new Set(), objects: 0 }
  const copy = copied(value, reading)
  return reading.objects > most.objects ? unreadable : copy
}

const bared = (value: unknown): unknown => {
  if (typeof value !== "object" || value === null) return value
  if (Array.isArray(value)) return value.map(bared)
  if (!isRecord(value)) return value
  const copy: object = Object.create(null)
  for (const name of Object.keys(value)) put(copy, name, bared(Reflect.get(value, name)))
  return copy
}

/**
 * Records, commands and events as rules are to see them: themselves, or copies that inherit nothing where something in
 * the process has put fields on what all objects inherit. A field that a record does not have then stays one it does not
 * have, such as the end of a permission.
 */
export const bare = <A>(value: A): A => (isClean() ? value : (bared(value) as A))
