/** Checks that every module and everything it exports is described, and that nothing is left for later. */
import { type Comment, isNode, lineAt, type Node, type Outcome, report, type Source, sources } from "./source.ts"

const isDoc = (comment: Comment): boolean => comment.type === "Block" && comment.value.startsWith("*")

/** The prose of a doc comment: no stars, nothing from the first tag on. */
const prose = (comment: Comment): string =>
  comment.value
    .split("\n")
    .map((line) => line.replace(/^\s*\*+ ?/, ""))
    .join("\n")
    .replace(/(^|\s)@[a-z][\s\S]*$/i, "")
    .trim()

/** Whether the text opens with one sentence that stands alone. */
const opensWithSentence = (text: string): boolean => {
  const first = text.split(/\n\s*\n/)[0] ?? ""
  return /^[\p{Lu}\d`"]/u.test(first) && /[.?!:](\s|$)/.test(first) && /\s/.test(first)
}

/** Names that a declaration or a pattern introduces. */
const namesOf = (node: unknown): ReadonlyArray<string> => {
  if (!isNode(node)) return []
  if (node.type === "Identifier") return [node.name as string]
  if (node.type === "VariableDeclaration")
    return (node.declarations as ReadonlyArray<Node>).flatMap((d) => namesOf(d.id))
  if (node.type === "ObjectPattern") return (node.properties as ReadonlyArray<Node>).flatMap((p) => namesOf(p.value))
  if (node.type === "ArrayPattern") return (node.elements as ReadonlyArray<unknown>).flatMap(namesOf)
  return namesOf(node.id)
}

/** Violations in one module. */
const judge = (source: Source): ReadonlyArray<string> => {
  const { comments, path, program, text } = source
  const problems: Array<string> = []
  const statements = program.body as ReadonlyArray<Node>
  const header = comments[0]
  const first = statements[0]?.start ?? text.length
  const hasHeader = header !== undefined && isDoc(header) && header.start < first
  if (!hasHeader || !opensWithSentence(prose(header))) problems.push(`${path}:1 has no header that says what it models`)
  if (hasHeader && !/@since \d+\.\d+\.\d+/.test(header.value)) problems.push(`${path}:1 has no @since in its header`)
  for (const comment of comments) {
    const later = /\b(TODO|FIXME|XXX)\b/.exec(comment.value)
    if (later !== null) problems.push(`${path}:${lineAt(text, comment.start)} leaves a ${later[1]}; write an issue`)
  }
  const documented = new Map<string, { readonly line: number; readonly described: boolean }>()
  const exported = new Set<string>()
  for (const statement of statements) {
    const declaration = isNode(statement.declaration) ? statement.declaration : statement
    const doc = comments.findLast((comment) => comment.end <= statement.start)
    const attached =
      doc !== undefined &&
      doc !== header &&
      isDoc(doc) &&
      text.slice(doc.end, statement.start).trim() === "" &&
      opensWithSentence(prose(doc))
    for (const name of namesOf(declaration)) {
      const before = documented.get(name)
      const line = before?.line ?? lineAt(text, statement.start)
      documented.set(name, { line, described: attached || before?.described === true })
      if (statement.type === "ExportNamedDeclaration") exported.add(name)
    }
    if (statement.type === "ExportDefaultDeclaration") {
      problems.push(`${path}:${lineAt(text, statement.start)} has a default export; name it`)
    }
    if (statement.type === "ExportNamedDeclaration" && statement.source === null) {
      for (const specifier of statement.specifiers as ReadonlyArray<Node>) {
        exported.add((specifier.local as { readonly name: string }).name)
      }
    }
  }
  for (const name of exported) {
    const found = documented.get(name)
    if (found?.described === false) problems.push(`${path}:${found.line} exports ${name} without a describing sentence`)
  }
  return problems
}

/** Checks the sources of all packages below `root`. */
export const check = (root: string): Outcome => {
  const modules = sources(root, "packages").filter((source) => /^packages\/[^/]+\/src\//.test(source.path))
  return { problems: modules.flatMap(judge), summary: `${modules.length} modules described` }
}

if (import.meta.main) report("docblocks", check("."))
