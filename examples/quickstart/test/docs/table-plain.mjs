import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

const folder = mkdtempSync(join(tmpdir(), "agencybook-plain-"))

// #region plain
import { createReadStream } from "node:fs"
import * as CsvCell from "@agencybook/csv/CsvCell"
import * as CsvIterable from "@agencybook/csv/CsvIterable"
import * as CsvTable from "@agencybook/csv/CsvTable"

const table = CsvTable.make([
  CsvTable.column("name", CsvCell.text),
  CsvTable.column("npn", CsvCell.identifier),
  CsvTable.column("premium", CsvCell.cents)
])

async function* agents() {
  yield { name: "=HYPERLINK(1)", npn: "0012345", premium: 41_250 }
  yield { name: "Bo", npn: "0012346", premium: 1_250 }
}

// To a response, or to any other stream: every chunk when it is asked for.
for await (const chunk of CsvIterable.encode(table, agents())) console.log(Buffer.from(chunk).toString().trim())
// => name,npn,premium
// => "'=HYPERLINK(1)",0012345,412.50
// => "Bo",0012346,12.50

// To a file, which is the old one or the complete new one.
const path = join(folder, "agents.csv")
const { bytes, rows } = await CsvIterable.publish(path, table, agents())
console.log(rows, bytes)
// => 2 71

// From a stream; `decodeFile(path, table)` does the same.
for await (const row of CsvIterable.decode(table, createReadStream(path)))
  if (row.ok) console.log(row.line, row.value.name, row.value.premium)
// => 2 =HYPERLINK(1) 41250
// => 3 Bo 1250

const upload = [Buffer.from("name,npn,premium\nAna,0012345,12.5\n")]
for await (const row of CsvIterable.decode(table, upload))
  if (!row.ok)
    for (const { column, expected, line } of row.problems) console.log(`line ${line}, ${column}: expected ${expected}`)
// => line 2, premium: expected an amount with two decimals, such as `1234.50`
// #endregion
rmSync(folder, { recursive: true })
