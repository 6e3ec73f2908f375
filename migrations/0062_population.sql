-- motcua: old code may run
-- What the population register said for a draft, and the comparison of a filed declaration with the register.
alter table filing_draft add column population jsonb;
comment on column filing_draft.population is 'personal | what the population register answered for this form, so that nobody types it again | NĐ 224/2026 Đ15.1.d | emptied at submission, erased 30 days after the last change';

create table population_check (
  dossier_id uuid primary key references dossier deferrable initially deferred,
  seq int not null,
  state text not null check (state in ('waiting', 'compared', 'nothing')),
  since timestamptz not null,
  attempts int not null default 0,
  next_try_at timestamptz,
  compared_at timestamptz,
  people jsonb not null default '[]',
  scopes int[] not null,
  check ((state = 'waiting') = (next_try_at is not null))
);
create index population_check_waiting on population_check (next_try_at) where state = 'waiting';
comment on table population_check is 'byDossier: what was declared against the population register; waits while the register is silent, and is made again when the declaration is supplemented';
comment on column population_check.seq is 'the event of the history whose answers are compared';
comment on column population_check.people is 'personal | per person of the declaration: found or not, which answers agree, and what the register says where they differ | TT 01/2018 Đ10.1 | as long as the dossier';

alter table population_check enable row level security;
create policy by_scope on population_check to motcua_app
  using (scopes && string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[])
  with check (scopes && string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[]);
create policy worker on population_check to motcua_worker using (true) with check (true);
grant select on population_check to motcua_app;
grant select, insert, update, delete on population_check to motcua_worker;
