/**
 * The statements that make a schema: the tables of the records, the journal, the outbox, the command keys and the
 * log of readings.
 *
 * `exchange_id` leads every key.
 *
 * @since 0.1.0
 */
import { order, type Table, tables } from "./RecordTables.ts"

const recordTable = (schema: string, table: Table): ReadonlyArray<string> => {
  const full = `${schema}.${table.name}`
  const lines = [
    'exchange_id text collate "C" not null',
    'id text collate "C" not null',
    "version int not null check (version > 0)",
    "record jsonb not null",
    ...table.columns.map(
      ([name, type, expression]) =>
        `${name} ${type === "text" ? 'text collate "C"' : type} generated always as (${expression}) stored`
    ),
    "primary key (exchange_id, id)",
    ...(table.constraints ?? []).map((constraint) => constraint.replaceAll("%schema", schema))
  ]
  return [
    `create table ${full} (\n  ${lines.join(",\n  ")}\n)`,
    ...(table.indexes ?? []).map((index) => index.replace("%s", full))
  ]
}

/** The statements that make an empty schema, in order. @category constructors */
export const statements = (schema: string): ReadonlyArray<string> => [
  ...order.flatMap((kind) => recordTable(schema, tables[kind])),
  `create table ${schema}.command (
  exchange_id text collate "C" not null,
  command_id text collate "C" not null,
  fingerprint text not null,
  at timestamptz not null,
  outcome text not null,
  constraint command_key primary key (exchange_id, command_id)
)`,
  `create table ${schema}.journal (
  exchange_id text collate "C" not null,
  position bigint not null check (position > 0),
  command_id text collate "C" not null,
  command_name text not null,
  at timestamptz not null,
  actor text not null,
  on_behalf_of text,
  permission text not null,
  policy text not null,
  event jsonb not null,
  record_kind text collate "C" not null,
  case_id text collate "C",
  agent_id text collate "C",
  agency_id text collate "C",
  counselor_id text collate "C",
  previous text not null,
  hash text not null check (length(hash) = 64),
  primary key (exchange_id, position)
)`,
  `create index journal_command on ${schema}.journal (exchange_id, command_id, position)`,
  `create index journal_case on ${schema}.journal (exchange_id, case_id, position) where case_id is not null`,
  `create index journal_agent on ${schema}.journal (exchange_id, agent_id, position) where agent_id is not null`,
  `create index journal_agency on ${schema}.journal (exchange_id, agency_id, position) where agency_id is not null`,
  `create index journal_counselor on ${schema}.journal (exchange_id, counselor_id, position) where counselor_id is not null`,
  // The last row of each journal. Whoever writes the next ones holds it until the transaction ends.
  `create table ${schema}.journal_head (
  exchange_id text collate "C" not null,
  position bigint not null check (position >= 0),
  hash text not null check (length(hash) = 64),
  primary key (exchange_id)
)`,
  `create table ${schema}.outbox (
  exchange_id text collate "C" not null,
  notice_id text collate "C" not null,
  position bigint generated always as identity,
  notice jsonb not null,
  queued_at timestamptz not null,
  state text not null default 'queued' check (state in ('queued', 'sent', 'failed')),
  attempts int not null default 0,
  token text,
  leased_until timestamptz,
  primary key (exchange_id, notice_id)
)`,
  // Who read what of whom, in identifiers.
  `create table ${schema}.reading (
  exchange_id text collate "C" not null,
  position bigint generated always as identity,
  at timestamptz not null,
  actor text collate "C" not null,
  on_behalf_of text,
  capability text not null,
  role text collate "C" not null,
  purpose text not null,
  reason text check (length(reason) <= 200),
  what text not null,
  case_id text collate "C",
  agent_id text collate "C",
  agency_id text collate "C",
  counselor_id text collate "C",
  cases text[] not null,
  count int not null check (count >= 0),
  whole boolean not null,
  primary key (exchange_id, position)
)`,
  `create index reading_actor on ${schema}.reading (exchange_id, actor, position)`,
  `create index reading_case_id on ${schema}.reading (exchange_id, case_id, position) where case_id is not null`,
  `create index reading_agency on ${schema}.reading (exchange_id, agency_id, position) where agency_id is not null`,
  `create index reading_whole on ${schema}.reading (exchange_id, position) where whole`,
  `create table ${schema}.reading_case (
  exchange_id text collate "C" not null,
  case_id text collate "C" not null,
  position bigint not null,
  primary key (exchange_id, case_id, position)
)`,
  `create index outbox_queued on ${schema}.outbox (exchange_id, position) where state = 'queued'`
]

const refuse = (what: string) => `raise exception '${what}' using errcode = 'restrict_violation'`

/** The statements that let nobody write a journal or the log of readings again, its owner neither, in order. @category constructors */
export const appendOnly = (schema: string): ReadonlyArray<string> => [
  `create function ${schema}.only_append() returns trigger language plpgsql as $$ begin ${refuse("the journal is appended to and never written again")}; end $$`,
  `create function ${schema}.only_forward() returns trigger language plpgsql as $$ begin if tg_op = 'UPDATE' then if new.exchange_id = old.exchange_id and new.position > old.position then return new; end if; end if; ${refuse("the head of a journal goes forward and never away")}; end $$`,
  `create trigger only_append before update or delete or truncate on ${schema}.journal for each statement execute function ${schema}.only_append()`,
  `create function ${schema}.only_read() returns trigger language plpgsql as $$ begin ${refuse("the log of readings is appended to and never written again")}; end $$`,
  `create trigger only_read before update or delete or truncate on ${schema}.reading for each statement execute function ${schema}.only_read()`,
  `create trigger only_read before update or delete or truncate on ${schema}.reading_case for each statement execute function ${schema}.only_read()`,
  `create trigger only_forward before update or delete on ${schema}.journal_head for each row execute function ${schema}.only_forward()`,
  `create trigger only_append before truncate on ${schema}.journal_head for each statement execute function ${schema}.only_append()`
]
