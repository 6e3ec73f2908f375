-- motcua: old code may run
-- Steps of a workflow without an act of their own (work, consultation), while somebody is waited for: the list of whoever was given
-- one, and the time after which no answer is consent.
create table waiting_step (
  dossier_id uuid not null references dossier deferrable initially deferred,
  step text not null,
  task text not null check (task in ('work', 'consult')),
  office_id int not null references office,
  waits_for text not null,
  since timestamptz not null,
  due_at timestamptz,
  silent_from timestamptz,
  scopes int[] not null,
  primary key (dossier_id, step)
);
create index waiting_step_office on waiting_step (office_id, waits_for, due_at, dossier_id);
create index waiting_step_silent on waiting_step (silent_from) where silent_from is not null;
comment on table waiting_step is 'byDossier: steps that wait for a role of an office, made anew from the history by its subscriber';
comment on column waiting_step.silent_from is 'when no answer becomes consent; moved on while the dossier cannot go on';

alter table waiting_step enable row level security;
create policy by_scope on waiting_step to motcua_app
  using (scopes && string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[])
  with check (scopes && string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[]);
create policy worker on waiting_step to motcua_worker using (true) with check (true);
grant select on waiting_step to motcua_app;
grant select, insert, update, delete on waiting_step to motcua_worker;
