/** Finds where rules are named: by doc comments and refusals in the sources, and by the titles of tests. */
import { type Comment, isNode, lineAt, list, type Node, parse, read, type Source, sources, walk } from "./source.ts"

/** A place that names a rule. */
export interface Trace {
  readonly rule: string
  readonly path: string
  readonly line: number
}

/** A symbol that carries a rule: `core/Delegation.decide`. */
export interface Carrier extends Trace {
  readonly symbol: string
}

/** The identifiers in a text; `BOB-01..04` names four. */
export const idsIn = (text: string): ReadonlyArray<string> =>
  [...text.matchAll(/\b([A-Z]{3})-(\d\d)(?:\.\.(?:\1-)?(\d\d))?(?!\d)/g)].flatMap(([, area, first, last = first]) =>
    Array.from(
      { length: Math.max(0, Number(last) - Number(first)) + 1 },
      (_, n) => `${area}-${String(Number(first) + n).padStart(2, "0")}`
    )
  )

/** The identifiers that a doc comment names in its tags and in its paragraph of rules. */
const named = ({ value }: Comment): ReadonlyArray<string> => {
  const text = value.replace(/^\s*\*/gm, "")
  const parts = text.match(/\*\*Rules\*\*:(?:(?!\n\s*\n)(?!\n\s*@)[\s\S])*|@rule[^\n@]*/g) ?? []
  return [...new Set(parts.flatMap(idsIn))]
}

const isDoc = ({ type, value }: Comment): boolean => type === "Block" && value.startsWith("*")

const text = (node: unknown): string | undefined => {
  if (!isNode(node)) return undefined
  if (node.type === "Identifier") return node.name as string
  return node.type === "Literal" && typeof node.value === "string" ? node.value : undefined
}

/** What a node declares: the name of a binding, a member or a key. */
const nameOf = (node: Node): string | undefined =>
  node.type === "VariableDeclarator" || node.type.endsWith("Declaration") ? text(node.id) : text(node.key)

/** The name with which a node begins: its own, or that of what it exports or binds first. */
const leading = (node: Node): string | undefined => {
  if (isNode(node.declaration)) return leading(node.declaration)
  const [first] = (node.declarations ?? []) as ReadonlyArray<Node>
  return first === undefined ? nameOf(node) : nameOf(first)
}

const moduleOf = (path: string): readonly [folder: string, module: string] => {
  const [, folder = "", , ...rest] = path.replace(/\.ts$/, "").split("/")
  return [folder, rest.join("/")]
}

/** Names every place of a module at which something begins: `core/Policy.exam`. */
const namesIn = (source: Source): ReadonlyMap<number, string> => {
  const [folder, module] = moduleOf(source.path)
  const chains = new Map<Node, ReadonlyArray<string>>()
  const found = new Map<number, string>()
  walk(source.program, (node, parent) => {
    if (parent === undefined) return
    const above = chains.get(parent) ?? []
    const own = nameOf(node)
    chains.set(node, own === undefined ? above : [...above, own])
    const first = leading(node)
    const chain = first === undefined ? above : [...above, first]
    const inner = chain[0] === module ? chain.slice(1) : chain
    if (!found.has(node.start)) found.set(node.start, [`${folder}/${module}`, ...inner].join("."))
  })
  return found
}

const startAfter = (source: Source, end: number): number =>
  end + (/^[\s|]*/.exec(source.text.slice(end))?.[0].length ?? 0)

/** The symbols of one module that name a rule. */
export const carriersIn = (source: Source): ReadonlyArray<Carrier> => {
  const names = namesIn(source)
  const header = moduleOf(source.path).join("/")
  const found = source.comments.filter(isDoc).flatMap((comment) =>
    named(comment).map((rule): Carrier => {
      const symbol = names.get(startAfter(source, comment.end)) ?? header
      return { rule, path: source.path, line: lineAt(source.text, comment.start), symbol }
    })
  )
  walk(source.program, (node, parent) => {
    if (node.type !== "CallExpression" || text(node.callee) !== "reason" || parent === undefined) return
    const rule = text((node.arguments as ReadonlyArray<unknown>)[1])
    const symbol = names.get(parent.start)
    if (rule !== undefined && symbol !== undefined)
      found.push({ rule, path: source.path, line: lineAt(source.text, node.start), symbol })
  })
  return found
}

/** Every symbol of the packages below `root` that names a rule; the testing kit proves rules and carries none. */
export const carriers = (root: string): ReadonlyArray<Carrier> =>
  sources(root, "packages")
    .filter(({ path }) => /^packages\/(?!testing\/)[^/]+\/src\//.test(path))
    .flatMap(carriersIn)

/** The rules that the titles in a test file name: `[DEL-09]` or `[DEL-09 DEL-10 X054]`. */
export const tagsIn = (source: Source): ReadonlyArray<Trace> => {
  const found: Array<Trace> = []
  walk(source.program, (node) => {
    if (node.type !== "CallExpression") return
    const [first] = node.arguments as ReadonlyArray<Node>
    const title =
      first?.type === "TemplateLiteral"
        ? source.text.slice(first.start, first.end)
        : ((first === undefined ? undefined : text(first)) ?? "")
    for (const [, tags = ""] of title.matchAll(/\[([A-Z][A-Z\d\s,.-]*)\]/g))
      for (const rule of idsIn(tags)) found.push({ rule, path: source.path, line: lineAt(source.text, node.start) })
  })
  return found
}

/** Every rule that a test below `root` names in its title. */
export const tests = (root: string): ReadonlyArray<Trace> =>
  ["packages", "examples", "tools"]
    .flatMap((folder) => list(root, folder, /\.test\.ts$/))
    .flatMap((path) => tagsIn(parse(path, read(root, path))))
