-- Supervision: what the figures are counted from, what stands still outside, and when the histories were last verified.

-- One statement counts every unit. Each index holds all that a figure asks for, with the scopes for row security, so that a
-- month is counted from the index alone; the same indexes give the lists behind the figures in their own order.
create index dossier_counted_open on dossier (competent_office_id, due_at, id) include (paused_at, scopes)
  where is_open and accepted_at is not null and finished_at is null;
create index dossier_counted_accepted on dossier (competent_office_id, accepted_at, id) include (kind_of_filing, scopes)
  where accepted_at is not null;
create index dossier_counted_finished on dossier (competent_office_id, finished_at, id)
  include (first_due_at, supplement_rounds, has_e_result, scopes)
  where status in (9, 10);
drop index dossier_finished;

-- Whoever runs the house sees that something stands still, without seeing whose dossier it is.
create function standing_outside(at timestamptz)
  returns table (what text, state text, many int, oldest timestamptz)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select 'register', r.state, count(*)::int, min(r.requested_at) from register_request r
   where r.state in ('waiting', 'stuck') group by r.state
  union all
  select 'delivery', n.state, count(*)::int, min(n.since) from notice_delivery n
   where n.state in ('failed', 'expired', 'unknown', 'suppressed')
      or (n.state in ('queued', 'sending') and n.since < at - interval '1 hour')
   group by n.state;
end;
comment on function standing_outside(timestamptz) is 'Requests to the civil register and messages that are not done yet, by state: numbers and ages only';
revoke all on function standing_outside(timestamptz) from public;
grant execute on function standing_outside(timestamptz) to motcua_app;
create index register_request_open on register_request (state, requested_at) where state in ('waiting', 'stuck');
create index notice_delivery_slow on notice_delivery (since) where state in ('queued', 'sending');

-- A person may ask for a stuck hand-over to be tried now; nothing else of the list can be changed by hand.
grant update (retry_at) on subscriber_parked to motcua_app;
create index subscriber_parked_retry on subscriber_parked (retry_at);

create table verification_run (
  id int generated always as identity primary key,
  started_at timestamptz not null,
  finished_at timestamptz not null default now(),
  dossiers int not null,
  events int not null,
  faults int not null,
  first_fault text
);
comment on table verification_run is 'local: every run of motcua verify over all dossiers, with the first fault it found';
comment on column verification_run.first_fault is 'code of the dossier, row and what does not fit: no name';
grant select, insert on verification_run to motcua_worker;
grant select on verification_run to motcua_app;
