-- What the house believes of itself is counted anew every night; a difference becomes a finding with an owner, named people
-- are told, and whatever an operator does about it, or about anything that is stuck, is written down.

create table invariant_run (
  id int generated always as identity primary key,
  cause text not null check (cause in ('nightly', 'command', 'recheck')),
  only_name text,
  only_dossier uuid,
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  dossiers int not null default 0,
  files int not null default 0,
  found int not null default 0,
  fresh int not null default 0,
  mended int not null default 0,
  failed text
);
create index invariant_run_nightly on invariant_run (finished_at) where cause = 'nightly' and finished_at is not null;
comment on table invariant_run is 'local: every recomputation of the invariants with what it looked at; also those that found nothing';
comment on column invariant_run.finished_at is 'null: under way, or broken off; a run that did not end is not a run';

create table invariant_finding (
  id int generated always as identity primary key,
  invariant text not null,
  place text not null,
  dossier_id uuid,
  what text not null,
  since timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  nights int not null default 1,
  state text not null default 'open' check (state in ('open', 'acknowledged', 'mended')),
  assigned_to int references person,
  acknowledged_by int references person,
  acknowledged_at timestamptz,
  mended_at timestamptz,
  told_at timestamptz,
  escalated_at timestamptz,
  check ((state = 'mended') = (mended_at is not null))
);
create unique index invariant_finding_same on invariant_finding (invariant, place) where state <> 'mended';
create index invariant_finding_open on invariant_finding (id) where state <> 'mended';
create index invariant_finding_dossier on invariant_finding (dossier_id) where state <> 'mended';
create index invariant_finding_mended on invariant_finding (mended_at desc) where state = 'mended';
comment on table invariant_finding is 'local: what differs from what must hold, once for as long as it lasts: the same difference next night is the same row';
comment on column invariant_finding.place is 'which thing differs, in ids only: no code, no name';
comment on column invariant_finding.what is 'what differs, without a code, a name or an answer';

create table duty (
  id int generated always as identity primary key,
  kind text not null check (kind in ('integrity')),
  place smallint not null check (place in (1, 2)),
  person_id int not null references person,
  valid_from timestamptz not null default now(),
  valid_to timestamptz,
  named_by int references person
);
create unique index duty_now on duty (kind, place) where valid_to is null;
comment on table duty is 'reference: who answers for what of the house itself: place 1 is told first, place 2 when nobody has answered in time';
comment on column duty.named_by is 'null: by command line';

create table duty_notice (
  id uuid primary key,
  key text not null unique,
  person_id int not null references person,
  channel text not null check (channel in ('sms', 'mail')),
  recipient text not null,
  subject text,
  body text not null,
  segments int not null,
  state text not null check (state in ('queued', 'sending', 'sent', 'delivered', 'failed', 'expired', 'suppressed', 'unknown')),
  attempts int not null default 0,
  repeats int not null default 0,
  next_try_at timestamptz,
  claimed_at timestamptz,
  last_error text,
  parts jsonb not null default '[]',
  created_at timestamptz not null default now(),
  since timestamptz not null default now(),
  expires_at timestamptz not null,
  sent_at timestamptz,
  check ((state = 'queued') = (next_try_at is not null))
);
create index duty_notice_queued on duty_notice (next_try_at) where state = 'queued';
create index duty_notice_sending on duty_notice (claimed_at) where state = 'sending';
comment on table duty_notice is 'byKey: messages to people on duty for the house; the key makes a second one for the same alarm impossible';
comment on column duty_notice.recipient is 'personal | where the alarm goes | NĐ 224/2026 Đ15.1.g | 12 months';
comment on column duty_notice.body is 'how many findings of which kind and a link: no dossier, no name';

create table operator_action (
  id bigint generated always as identity primary key,
  key uuid not null unique,
  at timestamptz not null default clock_timestamp(),
  person_id int not null,
  action text not null,
  subject text not null,
  reason text,
  outcome text
);
create index operator_action_subject on operator_action (subject, id desc);
comment on table operator_action is 'local: who did what about a stuck thing or a finding, when and why; append-only';
comment on column operator_action.key is 'made before the click: the same form sent twice is one act';
comment on column operator_action.subject is 'kind and ids of the thing: no code, no name';

create function keep_operator_action() returns trigger language plpgsql as $$
begin
  raise exception 'the log of operators is append-only' using errcode = 'restrict_violation';
end $$;
create trigger operator_action_is_append_only before update or delete on operator_action
  for each row execute function keep_operator_action();
create trigger operator_action_stays before truncate on operator_action
  for each statement execute function keep_operator_action();

-- A message that people have given up stays as it is and leaves the list of the stuck.
alter table notice_delivery add column closed_at timestamptz;
comment on column notice_delivery.closed_at is 'a person gave it up, with the reason in operator_action';
grant update (closed_at) on notice_delivery to motcua_app;

create or replace function standing_outside(at timestamptz)
  returns table (what text, state text, many int, oldest timestamptz)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select 'register', r.state, count(*)::int, min(r.requested_at) from register_request r
   where r.state in ('waiting', 'stuck', 'refused') group by r.state
  union all
  select 'delivery', n.state, count(*)::int, min(n.since) from notice_delivery n
   where (n.state in ('failed', 'expired', 'unknown', 'suppressed') and n.closed_at is null)
      or (n.state in ('queued', 'sending') and n.since < at - interval '1 hour')
   group by n.state
  union all
  select 'portal', x.state, count(*)::int, min(x.since) from exchange_delivery x
   where x.state = 'stuck' or (x.state = 'queued' and x.since < at - interval '1 hour')
   group by x.state;
end;

-- The queue of jobs is closed to everybody but its owner: the page of the house's state comes in by these doors alone.
-- What failed for good is shown per task; addresses and long numbers in an error are blotted out.
create function failed_jobs()
  returns table (task text, many int, oldest timestamptz, error text)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if to_regclass('graphile_worker._private_jobs') is null then return; end if;
  return query
    select t.identifier, count(*)::int, min(j.created_at),
           (array_agg(regexp_replace(regexp_replace(left(split_part(coalesce(j.last_error, ''), E'\n', 1), 200),
                      '[^[:space:]<>@]+@[^[:space:]<>@]+', '…', 'g'), '[0-9]{7,}', '…', 'g') order by j.id desc))[1]
      from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
     where j.attempts >= j.max_attempts and j.locked_at is null
     group by t.identifier order by 3, 1;
end $$;
comment on function failed_jobs() is 'Jobs that were tried as often as they may, by task: numbers, ages and the newest error';

create function retry_failed_jobs(of_task text) returns int
  language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare many int;
begin
  if to_regclass('graphile_worker._private_jobs') is null then return 0; end if;
  select count(*)::int into many from graphile_worker.reschedule_jobs(
    array(select j.id from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
           where t.identifier = of_task and j.attempts >= j.max_attempts and j.locked_at is null),
    run_at => now(), attempts => 0);
  return many;
end $$;
create function drop_failed_jobs(of_task text) returns int
  language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare many int;
begin
  if to_regclass('graphile_worker._private_jobs') is null then return 0; end if;
  select count(*)::int into many from graphile_worker.complete_jobs(
    array(select j.id from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
           where t.identifier = of_task and j.attempts >= j.max_attempts and j.locked_at is null));
  return many;
end $$;

-- What an operator asks for and the worker does: the application's role gets no right of the worker's by it.
create function ask_worker(task text, payload json, once text) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if task not in ('recheckFinding', 'reprojectDossier') then
    raise exception 'the worker is not asked for % in this way', task using errcode = 'insufficient_privilege';
  end if;
  if to_regclass('graphile_worker._private_jobs') is null then return false; end if;
  perform graphile_worker.add_job(identifier => task, payload => payload, max_attempts => 3::smallint, job_key => once);
  return true;
end $$;
comment on function ask_worker(text, json, text) is 'Puts one of two tasks into the queue; false while there is no queue';

grant select, insert, update on invariant_run, invariant_finding to motcua_worker;
grant select on schema_migration to motcua_app;
grant select on invariant_run, invariant_finding to motcua_app;
grant update (state, assigned_to, acknowledged_by, acknowledged_at) on invariant_finding to motcua_app;
grant select, insert on duty to motcua_app;
grant update (valid_to) on duty to motcua_app;
grant select on duty to motcua_worker;
grant select, insert, update on duty_notice to motcua_worker;
grant select (id, key, person_id, channel, state, created_at, sent_at) on duty_notice to motcua_app;
grant select, insert on operator_action to motcua_app, motcua_worker;
revoke all on function failed_jobs(), retry_failed_jobs(text), drop_failed_jobs(text), ask_worker(text, json, text) from public;
grant execute on function failed_jobs(), retry_failed_jobs(text), drop_failed_jobs(text), ask_worker(text, json, text) to motcua_app;
