-- Emergency access (truy cập khẩn cấp): one dossier, for a while, to read only. One person asks, another of another role grants it
-- with their one-time code; it ends by itself. Every look is written and alarmed in the statement that allows it.
create table emergency_access (
  id uuid primary key,
  dossier_id uuid not null,
  competent_office_id int not null references office,
  asked_by int not null references person,
  asked_role text not null,
  asked_office_id int not null references office,
  reason text not null,
  legal_ground text not null,
  asked_at timestamptz not null default now(),
  lapses_at timestamptz not null,
  minutes int not null check (minutes between 1 and 1440),
  outcome text check (outcome in ('approved', 'refused')),
  decided_by int references person,
  decided_role text,
  decided_at timestamptz,
  expires_at timestamptz,
  ended_at timestamptz,
  ended_by int references person,
  opened_seq int,
  ended_seq int,
  scopes int[] not null,
  constraint two_persons check (decided_by <> asked_by),
  constraint two_roles check (decided_role <> asked_role),
  constraint whole_decision check ((outcome is null) = (decided_by is null) and (outcome is null) = (decided_role is null)
    and (outcome is null) = (decided_at is null)),
  constraint only_approved_opens check ((outcome is not distinct from 'approved') = (expires_at is not null)),
  constraint ends_for_good check (ended_at is null or outcome is not distinct from 'approved')
);
create index emergency_access_asked on emergency_access (asked_at desc, id);
create index emergency_access_unrecorded on emergency_access (asked_at) where outcome = 'approved' and ended_seq is null;
comment on table emergency_access is 'byDossier: who asked to read a dossier outside their scopes, who granted it, until when; scopes: those of the dossier and who asked';
comment on column emergency_access.reason is 'personal | to judge the request afterwards | Luật 91/2025 | with the dossier';

create table emergency_alarm (
  dossier_id uuid not null,
  access_id uuid not null references emergency_access,
  nth int not null,
  kind text not null check (kind in ('asked', 'approved', 'refused', 'read', 'ended')),
  what text,
  at timestamptz not null default clock_timestamp(),
  told_at timestamptz,
  scopes int[] not null,
  primary key (access_id, nth)
);
create index emergency_alarm_untold on emergency_alarm (at) where told_at is null;
comment on table emergency_alarm is 'byDossier: every step and every look of an emergency access, shown to the supervisors at once and mailed to them';

-- An alarm of an access, numbered under the lock of its row.
create function raise_emergency_alarm(access uuid, kind text, what text) returns void
  language sql security definer set search_path = public, pg_temp
begin atomic
  insert into emergency_alarm (dossier_id, access_id, nth, kind, what, scopes)
  select e.dossier_id, e.id, coalesce((select max(a.nth) from emergency_alarm a where a.access_id = e.id), 0) + 1,
         raise_emergency_alarm.kind, raise_emergency_alarm.what, e.scopes
    from emergency_access e where e.id = access;
end;

-- What somebody who may not see the dossier needs in order to ask: that there is such a code, and who will be asked.
create function dossier_to_ask_for(wanted text)
  returns table (dossier_id uuid, competent_office_id int, scopes int[])
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select d.id, d.competent_office_id, d.scopes from dossier_code c join dossier d on d.id = c.dossier_id where c.code = wanted;
end;

-- The one way to the dossier of an emergency: it writes the reading and the alarm and only then names the dossier; nothing when the
-- access is not this person's, was not granted, has ended or run out.
create function look_in_emergency(access uuid, person int, office int, reading uuid, what text) returns uuid
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare found_id uuid;
begin
  select e.dossier_id into found_id from emergency_access e
   where e.id = access and e.asked_by = person and e.outcome = 'approved' and e.ended_at is null
     and e.expires_at > clock_timestamp()
     for update;
  if found_id is null then return null; end if;
  insert into dossier_reading (dossier_id, id, at, person_id, office_id, what, purpose, scopes)
  select d.id, reading, clock_timestamp(), person, office, look_in_emergency.what, 'truy cập khẩn cấp', d.scopes
    from dossier d where d.id = found_id;
  perform raise_emergency_alarm(access, 'read', look_in_emergency.what);
  return found_id;
end $$;

do $$
declare t text;
begin
  foreach t in array array['emergency_access', 'emergency_alarm'] loop
    execute format('alter table %I enable row level security', t);
    execute format($p$create policy by_scope on %I to motcua_app
      using (scopes && string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[])
      with check (scopes && string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[])$p$, t);
    execute format('create policy worker on %I to motcua_worker using (true) with check (true)', t);
  end loop;
  -- In an emergency one dossier is named instead of scopes, and only for reading: nothing can be written under this policy.
  execute $p$create policy in_emergency on dossier for select to motcua_app
    using (id = nullif(current_setting('motcua.dossier', true), '')::uuid)$p$;
  foreach t in array array['dossier_state', 'dossier_event', 'dossier_private', 'dossier_contact', 'dossier_file'] loop
    execute format($p$create policy in_emergency on %I for select to motcua_app
      using (dossier_id = nullif(current_setting('motcua.dossier', true), '')::uuid)$p$, t);
  end loop;
end $$;

revoke all on function raise_emergency_alarm(uuid, text, text), dossier_to_ask_for(text),
  look_in_emergency(uuid, int, int, uuid, text) from public;
grant execute on function raise_emergency_alarm(uuid, text, text) to motcua_app, motcua_worker;
grant execute on function dossier_to_ask_for(text), look_in_emergency(uuid, int, int, uuid, text) to motcua_app;
grant select, insert on emergency_access to motcua_app;
grant update (outcome, decided_by, decided_role, decided_at, expires_at, ended_at, ended_by) on emergency_access to motcua_app;
grant select on emergency_alarm to motcua_app;
grant select on emergency_access, emergency_alarm to motcua_worker;
grant update (ended_at, opened_seq, ended_seq) on emergency_access to motcua_worker;
grant update (told_at) on emergency_alarm to motcua_worker;
