/**
 * Totals of the cells of all seats in one table, found by seat and cell.
 *
 * An entry is found by its number without a chain of objects, and all that is counted lies in its 32 bytes: what a
 * change costs is the two places of memory it touches. The table is at most three quarters full, then it doubles.
 *
 * @since 0.1.0
 */

// Of the eight 32-bit words of an entry the first two are the key and the cases, the others the three 64-bit sums.
const words = 8
const floats = 4
const membersAt = 1
const premiumAt = 2
const aptcAt = 3

const spread = 0x9e3779b1

/** Totals of cells by seat and cell. @category models */
export class CellTable {
  /** Entries in use. */
  used = 0
  /** The cells that each seat got from `reach`, in that order. */
  readonly later = new Map<number, Array<number>>()
  /** What `look` saw; it is kept so that a compiler does not leave the looking out. */
  looked = 0
  private lastSeat = 0
  private bits: number
  private cellBits: number
  private integers: Int32Array
  private sums: Float64Array

  /** A table for so many entries, with cells below `cells`; both may grow. */
  constructor(entries: number, cells: number) {
    this.bits = Math.max(4, Math.ceil(Math.log2((entries * 4) / 3 + 1)))
    this.cellBits = Math.ceil(Math.log2(Math.max(2, cells)))
    const buffer = new ArrayBuffer(words * 4 * 2 ** this.bits)
    this.integers = new Int32Array(buffer)
    this.sums = new Float64Array(buffer)
  }

  private rebuild(bits: number, cellBits: number): void {
    const integers = this.integers
    const sums = this.sums
    const before = this.cellBits
    const buffer = new ArrayBuffer(words * 4 * 2 ** bits)
    this.integers = new Int32Array(buffer)
    this.sums = new Float64Array(buffer)
    this.bits = bits
    this.cellBits = cellBits
    this.used = 0
    for (let old = 0; old * words < integers.length; old++) {
      const stored = integers[old * words] as number
      if (stored === 0) continue
      const key = (stored - 1) >>> 0
      const entry = this.take(key >>> before, key & ((1 << before) - 1))
      this.integers[entry * words + 1] = integers[old * words + 1] as number
      for (let i = membersAt; i < floats; i++) this.sums[entry * floats + i] = sums[old * floats + i] as number
    }
  }

  /** The entry of a cell, or -1. */
  find(seat: number, cell: number): number {
    if (((cell >> this.cellBits) | ((seat + 1) >>> (32 - this.cellBits))) !== 0) return -1
    const integers = this.integers
    // One more than the number of seat and cell, since 0 marks a free entry.
    const key = (((seat << this.cellBits) | cell) + 1) | 0
    const mask = (1 << this.bits) - 1
    for (let entry = Math.imul(key, spread) >>> (32 - this.bits); ; entry = (entry + 1) & mask) {
      const stored = integers[entry * words] as number
      if (stored === key) return entry
      if (stored === 0) return -1
    }
  }

  /**
   * Brings near what `find` will look at soon: for each place from `first` to before `end` the record of eight words
   * there, which begins with seat and cell, its entry, and the entry of the same cell of the seat beside the place.
   */
  look(records: Int32Array, places: Uint32Array, seats: Uint32Array, first: number, end: number): void {
    const { integers } = this
    const cellBits = this.cellBits
    const shift = 32 - this.bits
    let seen = 0
    for (let i = first; i < end; i++) seen += records[(places[i] as number) * words] as number
    for (let i = first; i < end; i++) {
      const at = (places[i] as number) * words
      const cell = records[at + 1] as number
      const here = ((((records[at] as number) << cellBits) | cell) + 1) | 0
      const there = ((((seats[i] as number) << cellBits) | cell) + 1) | 0
      seen +=
        (integers[(Math.imul(here, spread) >>> shift) * words] as number) +
        (integers[(Math.imul(there, spread) >>> shift) * words] as number)
    }
    this.looked = seen
  }

  /** The entry of a cell, a new one when it had none; a new one may move the others. */
  reach(seat: number, cell: number): number {
    const known = this.find(seat, cell)
    return known >= 0 ? known : this.grow(seat, cell)
  }

  private grow(seat: number, cell: number): number {
    const entry = this.take(seat, cell)
    const later = this.later.get(seat)
    if (later === undefined) this.later.set(seat, [cell])
    else later.push(cell)
    return entry
  }

  /** A new entry for a cell that has none. */
  take(seat: number, cell: number): number {
    const cellBits = Math.max(this.cellBits, Math.ceil(Math.log2(cell + 1)))
    const lastSeat = Math.max(this.lastSeat, seat)
    if (lastSeat >= 2 ** (32 - cellBits) - 1)
      throw new RangeError("more agents and carriers than totals can be kept of")
    this.lastSeat = lastSeat
    if (cellBits > this.cellBits) this.rebuild(this.bits, cellBits)
    if ((this.used + 1) * 4 > 3 << this.bits) this.rebuild(this.bits + 1, this.cellBits)
    const integers = this.integers
    const key = (((seat << this.cellBits) | cell) + 1) | 0
    const mask = (1 << this.bits) - 1
    let entry = Math.imul(key, spread) >>> (32 - this.bits)
    while (integers[entry * words] !== 0) entry = (entry + 1) & mask
    integers[entry * words] = key
    this.used++
    return entry
  }

  /** Adds a case to an entry, or takes it away. */
  add(entry: number, sign: 1 | -1, members: number, premium: number, aptc: number): void {
    const integers = this.integers
    const sums = this.sums
    const at = entry * floats
    integers[entry * words + 1] = (integers[entry * words + 1] as number) + sign
    sums[at + membersAt] = (sums[at + membersAt] as number) + sign * members
    sums[at + premiumAt] = (sums[at + premiumAt] as number) + sign * premium
    sums[at + aptcAt] = (sums[at + aptcAt] as number) + sign * aptc
  }

  /** Gives an entry its totals. */
  set(entry: number, cases: number, members: number, premium: number, aptc: number): void {
    this.integers[entry * words + 1] = cases
    this.sums[entry * floats + membersAt] = members
    this.sums[entry * floats + premiumAt] = premium
    this.sums[entry * floats + aptcAt] = aptc
  }

  /** The totals of an entry. */
  get(entry: number): {
    readonly cases: number
    readonly members: number
    readonly premium: number
    readonly aptc: number
  } {
    const [, members = 0, premium = 0, aptc = 0] = this.sums.subarray(entry * floats, entry * floats + floats)
    return { cases: this.integers[entry * words + 1] as number, members, premium, aptc }
  }
}
