-- motcua: old code may run
-- Who was looked up in the population register and why; the word before a draft is erased; what was typed when a session had ended.
create table population_inquiry (
  id uuid primary key,
  personal_number text not null,
  asked_at timestamptz not null,
  relation text not null check (relation in ('self', 'spouse', 'declared')),
  asked_by int,
  procedure_code text not null,
  ground text not null,
  matter uuid not null,
  answered_at timestamptz,
  outcome text not null default 'asked'
    check (outcome in ('asked', 'found', 'notFound', 'mismatch', 'unavailable', 'notAsked'))
);
create index population_inquiry_of on population_inquiry (personal_number, asked_at desc);
comment on table population_inquiry is 'byKey: every question to the population register, written before it is asked; the person whom it is about reads it';
comment on column population_inquiry.personal_number is 'personal | to tell the person who was looked up | Luật 91/2025, NĐ 356/2025 | as long as the history of the house';
comment on column population_inquiry.asked_by is 'the citizen for whose declaration it was asked; null when an office compares a filed declaration';
comment on column population_inquiry.matter is 'the draft or the dossier in which the answer is used';
grant select, insert, update (answered_at, outcome) on population_inquiry to motcua_app, motcua_worker;

alter table filing_draft add column warned_for timestamptz;
comment on column filing_draft.warned_for is 'the day of expiry of which the person was told: each such day is told of once';
grant update (warned_for) on filing_draft to motcua_worker;

-- A session that ended while somebody typed: what they send is kept here until they have signed in again.
create table filing_rescue (
  draft_id uuid not null references filing_draft on delete cascade,
  topic text not null,
  person_id int not null,
  fields jsonb not null,
  kept_at timestamptz not null,
  primary key (draft_id, topic)
);
comment on table filing_rescue is 'byKey: a page that was sent after the session had ended; goes into the draft at the next sign-in of its owner';
comment on column filing_rescue.fields is 'personal | so that nothing typed is lost when a session ends | NĐ 224/2026 Đ15 | until the next sign-in, with the draft at the latest';
alter table filing_rescue enable row level security;
create policy by_person on filing_rescue to motcua_app
  using (person_id = any (string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[]))
  with check (person_id = any (string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[]));
create policy worker on filing_rescue to motcua_worker using (true);
grant select, delete on filing_rescue to motcua_app, motcua_worker;

-- Nobody has signed in, so the draft itself says whose it is; without an open draft of this number nothing is kept.
create function rescue_typed(draft uuid, page text, typed jsonb, at timestamptz) returns boolean
  language sql security definer set search_path = public, pg_temp
as $$
  with kept as (
    insert into filing_rescue (draft_id, topic, person_id, fields, kept_at)
    select d.id, page, d.person_id, typed, at from filing_draft d
     where d.id = draft and d.kind = 'filing' and d.submitted_at is null and d.expires_at > at
    on conflict (draft_id, topic) do update set fields = excluded.fields, kept_at = excluded.kept_at
    returning 1)
  select exists (select 1 from kept);
$$;
comment on function rescue_typed(uuid, text, jsonb, timestamptz) is 'Keeps what was typed on a page of an open draft for its owner; false when there is no such draft';
revoke all on function rescue_typed(uuid, text, jsonb, timestamptz) from public;
grant execute on function rescue_typed(uuid, text, jsonb, timestamptz) to motcua_app;
