// An item is a module; an item of several parts is compared part by part, each against its own alternatives.
const load = (file) => import(`../items/${file}.mjs`)

/** The names under which an item is run: its own, or those of its parts. */
export const namesOf = async (item) => {
  const { parts } = await load(item)
  return parts === undefined ? [item] : Object.keys(parts).map((part) => `${item}/${part}`)
}

/** An item, or a part of one, by name. */
export const item = async (name) => {
  const [file, part] = name.split("/")
  const whole = await load(file)
  return part === undefined ? whole : { ground: whole.ground, ...whole.parts[part] }
}
