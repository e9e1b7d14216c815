// What every alternative of P1 has to find: how many totals there are at each level and what they add up to.

/** A digest of three lists of totals, whatever their order. */
export const digestOfLevels = (levels) =>
  levels
    .map((totals) => {
      let count = 0
      let squares = 0
      let mixed = 0
      let money = 0
      for (const { aptc, cases, effectuated, members, premium, selected } of totals) {
        count++
        squares += cases * cases
        mixed += cases * (members + 3 * effectuated + 7 * selected)
        money += premium + 2 * aptc
      }
      return [count, squares, mixed, money].join(".")
    })
    .join("/")
