-- motcua: old code may run
-- The legs of joint procedures as lists, figures and the clock read them. "Late" is computed, never stored: a leg is late by its own
-- clock against its own last minute, whatever the others do.
create table leg (
  dossier_id uuid not null references dossier deferrable initially deferred,
  leg text not null,
  title text not null,
  where_done text not null check (where_done in ('inside', 'outside')),
  office_id int references office,
  partner text,
  opened_at timestamptz not null,
  acknowledge_by timestamptz,
  acknowledged_at timestamptz,
  due_at timestamptz,
  paused_at timestamptz,
  answer_by timestamptz,
  unanswered_from timestamptz,
  stopped_at timestamptz,
  outcome text check (outcome in ('done', 'refused', 'stopped')),
  has_result boolean not null,
  returned_at timestamptz,
  scopes int[] not null,
  primary key (dossier_id, leg),
  check ((where_done = 'inside') = (office_id is not null)),
  check ((where_done = 'outside') = (partner is not null))
);
create index leg_due on leg (due_at, dossier_id) where outcome is null;
create index leg_office on leg (office_id, due_at, dossier_id) where outcome is null;
create index leg_unacknowledged on leg (acknowledge_by, dossier_id) where acknowledged_at is null and outcome is null;
create index leg_unanswered on leg (unanswered_from) where unanswered_from is not null;
comment on table leg is 'byDossier: the legs of joint procedures as they stand, made anew from the history by its subscriber';
comment on column leg.unanswered_from is 'when the clock may end the leg because its papers did not come; moved on while the dossier cannot go on';
comment on column leg.stopped_at is 'when its own clock stopped; late is stopped_at (else paused_at, else now) after due_at';

alter table leg enable row level security;
create policy by_scope on leg to motcua_app
  using (scopes && string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[])
  with check (scopes && string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[]);
create policy worker on leg to motcua_worker using (true) with check (true);
grant select on leg to motcua_app;
grant select, insert, update, delete on leg to motcua_worker;
