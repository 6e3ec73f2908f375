-- A person may ask the civil register again (its answer is the worker's business), and the page of the house's state
-- also shows what the register refused and what the National Portal has not taken.
grant update (state, next_try_at) on register_request to motcua_app;

create or replace function standing_outside(at timestamptz)
  returns table (what text, state text, many int, oldest timestamptz)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select 'register', r.state, count(*)::int, min(r.requested_at) from register_request r
   where r.state in ('waiting', 'stuck', 'refused') group by r.state
  union all
  select 'delivery', n.state, count(*)::int, min(n.since) from notice_delivery n
   where n.state in ('failed', 'expired', 'unknown', 'suppressed')
      or (n.state in ('queued', 'sending') and n.since < at - interval '1 hour')
   group by n.state
  union all
  select 'portal', x.state, count(*)::int, min(x.since) from exchange_delivery x
   where x.state = 'stuck' or (x.state = 'queued' and x.since < at - interval '1 hour')
   group by x.state;
end;
drop index register_request_open;
create index register_request_open on register_request (state, requested_at) where state in ('waiting', 'stuck', 'refused');
