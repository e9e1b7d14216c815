/**
 * Words as plain text and as HTML.
 *
 * The HTML needs no style sheet, image, script or font and no width: inline style only, one heading of the first
 * level, every colour given with its background, so that a mail program that turns colours round keeps them
 * readable. Contrast is at least 7 to 1.
 *
 * @since 0.1.0
 */
import type { Line, Words } from "./Wording.ts"

/**
 * What stands around the words of every message.
 *
 * @category models
 * @since 0.1.0
 */
export interface Frame {
  readonly exchange: string
  /** How the reader is greeted; empty for no name. */
  readonly name: string
  readonly support: string
  readonly url: string
}

const caution = (exchange: string): string => `${exchange} never asks for a password or an access code by e-mail.`

const rightToLeft = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]|[\u{10800}-\u{10FFF}]|[\u{1E800}-\u{1EFFF}]/u

// First strong isolate and its end, only where needed: some programs show them as boxes
const isolated = (value: string): string => (rightToLeft.test(value) ? `\u2068${value}\u2069` : value)

const textOf = (line: Line): string =>
  line.map((piece) => (typeof piece === "string" ? piece : isolated(piece.value))).join("")

const width = 72

const wrap = (text: string, indent = "", first = indent): string => {
  const lines: Array<string> = []
  let line = first
  let isEmpty = true
  for (const word of text.split(" ")) {
    if (!isEmpty && Array.from(line).length + 1 + Array.from(word).length > width) {
      lines.push(line)
      line = indent
      isEmpty = true
    }
    line += isEmpty ? word : ` ${word}`
    isEmpty = false
  }
  return [...lines, line].join("\n")
}

const shownFacts = (words: Words): ReadonlyArray<readonly [string, string]> =>
  (words.facts ?? []).flatMap(([label, value]) => (value === undefined ? [] : [[label, value] as const]))

/**
 * Writes words as plain text, wrapped at 72 characters; an address always stands on a line of its own.
 *
 * @category encoding
 * @since 0.1.0
 */
export const toText = (words: Words, frame: Frame): string => {
  const facts = shownFacts(words)
  const blocks = [
    wrap(words.subject),
    wrap(frame.name === "" ? "Hello," : `Hello ${isolated(frame.name)},`),
    ...words.paragraphs.map((line) => wrap(textOf(line))),
    ...(facts.length === 0
      ? []
      : [facts.map(([label, value]) => wrap(`${label}: ${isolated(value)}`, "  ")).join("\n")]),
    ...(words.next === undefined
      ? []
      : [[`${words.next.title}:`, ...words.next.items.map((item) => wrap(textOf(item), "  ", "- "))].join("\n")]),
    ...(words.action === undefined ? [] : [`${words.action}:\n${frame.url}`]),
    `---\n${wrap(frame.support)}`,
    wrap(caution(frame.exchange))
  ]
  return `${blocks.join("\n\n")}\n`
}

const entities = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
  ["'", "&#39;"]
])

/**
 * Escapes a text for element content and for a quoted attribute.
 *
 * @category encoding
 * @since 0.1.0
 */
export const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities.get(sign) ?? "")

const bdi = (value: string): string => `<bdi>${escape(value)}</bdi>`

const htmlOf = (line: Line): string =>
  line.map((piece) => (typeof piece === "string" ? escape(piece) : bdi(piece.value))).join("")

const ink = "#1f2933"
const paper = "#ffffff"
const ground = "#eef1f4"
const quiet = "#3e4c59"
const accent = "#0b4f8a"
const rule = "#cbd2d9"
const font = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif"
const breaks = "overflow-wrap:anywhere;word-break:break-word"

const paragraph = (inner: string, more = ""): string =>
  `<p style="margin:0 0 16px;font-size:16px;line-height:1.5;color:${ink};${breaks}${more}">${inner}</p>`

const factsBlock = (facts: ReadonlyArray<readonly [string, string]>): ReadonlyArray<string> => {
  if (facts.length === 0) return []
  const rows = facts.map(
    ([label, value], index) =>
      `<dt style="margin:${index === 0 ? 0 : 12}px 0 0;font-size:14px;line-height:1.4;color:${quiet}">${escape(label)}</dt>` +
      `<dd style="margin:0;font-size:17px;line-height:1.4;font-weight:600;color:${ink};${breaks}">${bdi(value)}</dd>`
  )
  return [
    `<dl style="margin:0 0 20px;padding:14px 16px;border-left:4px solid ${accent};background-color:#f5f8fb;color:${ink}">`,
    ...rows,
    "</dl>"
  ]
}

const nextBlock = ({ action, next }: Words): ReadonlyArray<string> =>
  next === undefined
    ? []
    : [
        `<h2 style="margin:4px 0 8px;font-size:17px;line-height:1.4;color:${ink}">${escape(next.title)}</h2>`,
        `<ul style="margin:0 0 ${action === undefined ? 0 : 20}px;padding:0 0 0 22px;color:${ink}">`,
        ...next.items.map(
          (item) => `<li style="margin:0 0 6px;font-size:16px;line-height:1.5;color:${ink}">${htmlOf(item)}</li>`
        ),
        "</ul>"
      ]

const actionBlock = (action: string | undefined, url: string): ReadonlyArray<string> =>
  action === undefined
    ? []
    : [
        '<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 16px"><tr>',
        `<td style="background-color:${accent};border-radius:6px">`,
        `<a href="${escape(url)}" style="display:inline-block;padding:12px 22px;font-size:16px;line-height:1.3;font-weight:600;color:${paper};background-color:${accent};border-radius:6px;text-decoration:none">${escape(action)}</a>`,
        "</td></tr></table>",
        `<p style="margin:0;font-size:14px;line-height:1.5;color:${quiet};${breaks}">If the button does not work, copy this address into your browser:<br><span dir="ltr">${escape(url)}</span></p>`
      ]

/**
 * Writes words as an HTML document.
 *
 * **Rules**: [NOT-01]: a license number stands in larger type than any contact detail.
 *
 * @rule NOT-01
 * @category encoding
 * @since 0.1.0
 */
export const toHtml = (words: Words, frame: Frame): string =>
  [
    "<!doctype html>",
    '<html lang="en-US" dir="ltr">',
    "<head>",
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light">',
    `<title>${escape(words.subject)}</title>`,
    "</head>",
    `<body style="margin:0;padding:0;background-color:${ground};color:${ink};${font}">`,
    `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="background-color:${ground}"><tr><td align="center" style="padding:20px 12px">`,
    `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px;text-align:left;${font}">`,
    `<tr><td style="padding:0 4px 12px;font-size:15px;line-height:1.4;font-weight:600;color:${quiet}">${bdi(frame.exchange)}</td></tr>`,
    `<tr><td style="padding:28px 24px;background-color:${paper};border:1px solid ${rule};border-radius:8px;color:${ink}">`,
    `<h1 style="margin:0 0 18px;font-size:23px;line-height:1.3;color:${ink}">${escape(words.subject)}</h1>`,
    paragraph(frame.name === "" ? "Hello," : `Hello ${bdi(frame.name)},`),
    ...words.paragraphs.map((line) => paragraph(htmlOf(line))),
    ...factsBlock(shownFacts(words)),
    ...nextBlock(words),
    ...actionBlock(words.action, frame.url),
    "</td></tr>",
    `<tr><td style="padding:16px 4px 0;font-size:14px;line-height:1.5;color:${quiet};${breaks}">`,
    `<p style="margin:0 0 8px">${escape(frame.support)}</p>`,
    `<p style="margin:0">${escape(caution(frame.exchange))}</p>`,
    "</td></tr>",
    "</table>",
    "</td></tr></table>",
    "</body>",
    "</html>",
    ""
  ].join("\n")
