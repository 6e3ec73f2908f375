-- motcua: old code may run
-- A decision that moves open dossiers to another version of the law: drafted by one controller, released by another, carried out by
-- the house, with what became of each dossier.
create table law_decision (
  id uuid primary key,
  number text not null,
  effect_on date not null,
  body jsonb not null,
  sha256 bytea not null,
  office_id int not null references office,
  drafted_by int not null references person,
  drafted_at timestamptz not null default now(),
  released_by int references person,
  released_at timestamptz,
  dropped_by int references person,
  dropped_at timestamptz,
  planned_at timestamptz,
  finished_at timestamptz,
  constraint two_persons check (released_by <> drafted_by),
  constraint whole_release check ((released_by is null) = (released_at is null)),
  constraint whole_drop check ((dropped_by is null) = (dropped_at is null)),
  constraint released_or_dropped check (released_at is null or dropped_at is null),
  constraint planned_after_release check (planned_at is null or released_at is not null),
  constraint finished_after_plan check (finished_at is null or planned_at is not null)
);
create index law_decision_under_way on law_decision (released_at) where released_at is not null and finished_at is null;
create index law_decision_newest on law_decision (drafted_at desc, id);
comment on table law_decision is 'reference: decisions that move open dossiers to another version of the law; the text never changes, its hash is what was released';

create table law_move (
  decision_id uuid not null references law_decision,
  dossier_id uuid not null references dossier deferrable initially deferred,
  outcome text not null check (outcome in ('planned', 'moved', 'refused', 'failed')),
  refusal text,
  words text,
  procedure_code text not null,
  case_code text not null,
  from_version int not null,
  to_version int not null,
  due_before timestamptz,
  due_after timestamptz,
  at timestamptz not null default now(),
  scopes int[] not null,
  primary key (decision_id, dossier_id)
);
create index law_move_dossier on law_move (dossier_id);
create index law_move_planned on law_move (decision_id, dossier_id) where outcome = 'planned';
comment on table law_move is 'byDossier: what is to become and became of a dossier under a decision that changed its law; planned once, then said line by line';

alter table law_move enable row level security;
create policy by_scope on law_move to motcua_app
  using (scopes && string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[])
  with check (scopes && string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[]);
create policy worker on law_move to motcua_worker using (true) with check (true);

grant select, insert on law_decision to motcua_app;
grant update (released_by, released_at, dropped_by, dropped_at) on law_decision to motcua_app;
grant select on law_decision to motcua_worker;
grant update (planned_at, finished_at) on law_decision to motcua_worker;
grant select on law_move to motcua_app;
grant select, insert, update on law_move to motcua_worker;
