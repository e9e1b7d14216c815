/**
 * Periods that do not overlap: of one case and kind, a delegation begins when the one before it has ended.
 *
 * The second net behind DEL-10. An exclusion constraint would need the extension btree_gist, which not every database
 * lets its users make, and an index of ranges that makes each of a hundred thousand moves dearer. A trigger over the rows
 * of a statement looks them up in the index by case that is there. It sees what is committed, not what somebody else
 * writes at the same moment; for open periods the unique indexes do, and commands hold the case. Five minutes are let
 * pass, by which the clocks of the machines that record them may differ.
 *
 * @since 0.1.0
 */

// Clocks of two machines may differ: what one of them ended, the other may begin again some minutes "earlier".
const difference = "interval '5 minutes'"

const begins = (row: string): string => `${row}.active_from::timestamptz`
const ends = (row: string): string => `coalesce(${row}.active_until::timestamptz, 'infinity')`

const overlapping = (schema: string): string =>
  `select from fresh f join ${schema}.delegation d on d.exchange_id = f.exchange_id and d.case_id = f.case_id and d.kind = f.kind and d.id <> f.id where f.active_from is not null and d.active_from is not null and greatest(${begins("f")}, ${begins("d")}) + ${difference} < least(${ends("f")}, ${ends("d")})`

const lookUp = (schema: string): string =>
  `create function ${schema}.apart() returns trigger language plpgsql set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$ begin if exists (${overlapping(schema)}) then raise exception 'two periods of one case overlap' using errcode = 'exclusion_violation', constraint = 'delegation_apart'; end if; return null; end $$`

/**
 * The statements that keep periods apart, in order. What a statement costs must not depend on which was the first of its
 * session, after whose size the plan is chosen: therefore the function allows only look-ups.
 *
 * @rule DEL-10
 * @category constructors
 */
export const statements = (schema: string): ReadonlyArray<string> => [
  lookUp(schema),
  ...["insert", "update"].map(
    (event) =>
      `create trigger apart_at_${event} after ${event} on ${schema}.delegation referencing new table as fresh for each statement execute function ${schema}.apart()`
  )
]
