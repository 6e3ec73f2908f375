-- motcua: old code may run
-- A declaration that somebody fills in here and takes elsewhere: to a counter, to the police, to another system. Never a dossier of ours.
create table prepared_declaration (
  draft_id uuid primary key references filing_draft on delete cascade,
  person_id int not null,
  code text not null unique check (code ~ '^[2-9A-HJ-NP-Z]{8}$'),
  procedure_code text not null,
  procedure_version int not null,
  form_id text not null,
  form_version int not null,
  answers jsonb not null,
  prepared_at timestamptz not null,
  expires_at timestamptz not null,
  opened_at timestamptz,
  opened_by int
);
comment on table prepared_declaration is 'byKey: answers that were prepared here for a procedure that is filed elsewhere; whoever shows the code lets an official read them';
comment on column prepared_declaration.person_id is 'personal | whose preparation it is | NĐ 224/2026 Đ15, Luật 91/2025 | erased with its draft, 30 days after the last change';
comment on column prepared_declaration.answers is 'personal | to print the declaration and to open it at a counter | NĐ 224/2026 Đ15, Luật 91/2025 | erased with its draft, 30 days after the last change';
comment on column prepared_declaration.code is 'shown by the person at the counter; of chance, so that nobody guesses another one';
comment on column prepared_declaration.opened_by is 'the official who opened it last; the person sees that it was opened';

-- Preparations are counted apart from dossiers, and for as long as figures are kept; nothing in it is about a person.
create table preparation_count (
  procedure_code text not null,
  day date not null,
  prepared int not null default 0,
  opened int not null default 0,
  primary key (procedure_code, day)
);
comment on table preparation_count is 'byKey: how many declarations were prepared, and opened at a counter, per procedure and day; never counted as dossiers';

alter table prepared_declaration enable row level security;
create policy by_person on prepared_declaration to motcua_app
  using (person_id = any (string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[]))
  with check (person_id = any (string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[]));
create policy worker on prepared_declaration to motcua_worker using (true);

-- The code in the hand of its owner is the permission: it opens this one row, says who opened it, and counts that once.
create function open_prepared(wanted text, official int, at timestamptz, today date)
  returns table (procedure_code text, procedure_version int, form_id text, form_version int, answers jsonb, prepared_at timestamptz,
                 expires_at timestamptz)
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  kept prepared_declaration;
begin
  select * into kept from prepared_declaration p where p.code = wanted and p.expires_at > at for update;
  if not found then return; end if;
  if kept.opened_at is null then
    insert into preparation_count as c (procedure_code, day, opened) values (kept.procedure_code, today, 1)
    on conflict on constraint preparation_count_pkey do update set opened = c.opened + 1;
  end if;
  update prepared_declaration p set opened_at = at, opened_by = official where p.code = wanted;
  return query select kept.procedure_code, kept.procedure_version, kept.form_id, kept.form_version, kept.answers,
                      kept.prepared_at, kept.expires_at;
end $$;
comment on function open_prepared(text, int, timestamptz, date) is 'What was prepared under a code, for an official to whom its owner shows it; nothing when it is unknown or expired';
revoke all on function open_prepared(text, int, timestamptz, date) from public;

grant execute on function open_prepared(text, int, timestamptz, date) to motcua_app;
grant select, insert, update, delete on prepared_declaration to motcua_app;
grant select, delete on prepared_declaration to motcua_worker;
grant select, insert, update on preparation_count to motcua_app;
grant select on preparation_count to motcua_worker;
