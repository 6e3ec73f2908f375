-- motcua: old code may run
-- Outside legs of joint procedures: what is told to the other agency, and what it tells us.
create table partner_delivery (
  dossier_id uuid not null references dossier deferrable initially deferred,
  seq int not null,
  place smallint not null,
  partner text not null,
  leg text not null,
  id uuid not null,
  service text not null check (service in ('legOpened', 'legAnswered', 'legStopped')),
  body jsonb not null,
  files text[] not null,
  state text not null check (state in ('queued', 'sent', 'stuck', 'notConfigured')),
  attempts int not null default 0,
  next_try_at timestamptz,
  last_error text,
  created_at timestamptz not null default now(),
  since timestamptz not null default now(),
  late_from timestamptz not null,
  sent_at timestamptz,
  scopes int[] not null,
  primary key (dossier_id, seq, place),
  check ((state = 'queued') = (next_try_at is not null))
);
create index partner_delivery_queued on partner_delivery (partner, next_try_at) where state = 'queued';
create index partner_delivery_waiting on partner_delivery (late_from) where state <> 'sent';
comment on table partner_delivery is 'byDossier: one row per message to the agency of an outside leg; within a leg the next one leaves after the one before it has arrived';
comment on column partner_delivery.body is 'personal | the people and papers that the agency of the leg needs, and nothing else | NĐ 301/2026 | with the dossier';
comment on column partner_delivery.files is 'SHA-256 of the files that the agency may fetch for this message';
comment on column partner_delivery.since is 'start of the 72 hours of retrying; starts anew when a person sends again';
comment on column partner_delivery.late_from is 'from then on it should have arrived (data/partners: synchronisation)';

create table partner_arrival (
  dossier_id uuid not null references dossier deferrable initially deferred,
  leg text not null,
  number int not null,
  partner text not null,
  message_id uuid not null,
  content_sha256 bytea not null,
  status text not null,
  body jsonb not null,
  state text not null check (state in ('waiting', 'applied', 'codeUnknown', 'declined')),
  reason text,
  received_at timestamptz not null,
  applied_at timestamptz,
  closed_at timestamptz,
  scopes int[] not null,
  primary key (dossier_id, leg, number)
);
create index partner_arrival_open on partner_arrival (received_at) where state <> 'applied' and closed_at is null;
comment on table partner_arrival is 'byDossier: what the agency of an outside leg has told, by its own number, so that twice is once and order is theirs';
comment on column partner_arrival.body is 'personal | what the agency asks of the citizen, why it refuses, what its result is | NĐ 301/2026 | with the dossier';
comment on column partner_arrival.state is 'waiting: a lower number has not come; codeUnknown: nobody has said what its status code means; declined: not lawful where the leg stands';
comment on column partner_arrival.closed_at is 'a person has looked and left it as it is';

alter table partner_delivery enable row level security;
create policy by_scope on partner_delivery to motcua_app
  using (scopes && string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[])
  with check (scopes && string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[]);
create policy worker on partner_delivery to motcua_worker using (true) with check (true);
alter table partner_arrival enable row level security;
create policy by_scope on partner_arrival to motcua_app
  using (scopes && string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[])
  with check (scopes && string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[]);
create policy worker on partner_arrival to motcua_worker using (true) with check (true);

grant select on partner_delivery to motcua_app;
grant update (state, attempts, next_try_at, last_error, since) on partner_delivery to motcua_app;
grant select, insert, update on partner_delivery to motcua_worker;
grant select, insert on partner_arrival to motcua_app;
grant update (state, reason, applied_at, closed_at) on partner_arrival to motcua_app;
grant select on partner_arrival to motcua_worker;

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
   group by x.state
  union all
  select 'leg', m.state, count(*)::int, min(m.since) from partner_delivery m
   where m.state in ('stuck', 'notConfigured') or (m.state = 'queued' and m.late_from < at)
   group by m.state
  union all
  select 'leg', case a.state when 'waiting' then 'gap' else a.state end, count(*)::int, min(a.received_at) from partner_arrival a
   where a.closed_at is null and (a.state in ('codeUnknown', 'declined') or (a.state = 'waiting' and a.received_at < at - interval '10 minutes'))
   group by a.state
  union all
  select 'leg', case l.where_done when 'inside' then 'unacknowledgedHere' else 'unacknowledged' end, count(*)::int, min(l.acknowledge_by)
    from leg l where l.outcome is null and l.acknowledged_at is null and l.acknowledge_by < at - interval '1 minute'
   group by l.where_done
  union all
  select 'leg', 'silent', count(*)::int, min(l.due_at) from leg l
   where l.where_done = 'outside' and l.outcome is null and l.acknowledged_at is not null and l.paused_at is null and l.due_at < at - interval '1 minute'
  having count(*) > 0;
end;
