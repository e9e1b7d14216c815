// #region table
import * as CsvCell from "@agencybook/csv/CsvCell"
import * as CsvTable from "@agencybook/csv/CsvTable"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Stream from "effect/Stream"

const table = CsvTable.make([
  CsvTable.column("name", CsvCell.text),
  CsvTable.column("npn", CsvCell.identifier),
  CsvTable.column("premium", CsvCell.cents)
])

const rows = [{ name: "=HYPERLINK(1)", npn: "0012345", premium: 41_250 }]
const bytes = await Effect.runPromise(Stream.runCollect(CsvTable.encodeRows(table, Stream.fromIterable(rows))))
console.log(Buffer.concat(bytes).toString().trim())
// => name,npn,premium
// => "'=HYPERLINK(1)",0012345,412.50

const file = Stream.make(Buffer.from("name,npn,premium\nAna,0012345,12.5\nBo,0012346,12.50\n"))
for (const row of await Effect.runPromise(Stream.runCollect(CsvTable.decodeRows(table, file)))) {
  if (Result.isSuccess(row)) console.log(row.success.value)
  else
    for (const { column, expected, line } of row.failure) console.log(`line ${line}, ${column}: expected ${expected}`)
}
// => line 2, premium: expected an amount with two decimals, such as `1234.50`
// => { name: 'Bo', npn: '0012346', premium: 1250 }
// #endregion
