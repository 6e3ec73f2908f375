-- What the operators watch: numbers of the whole house, without anybody's name. The worker's role reads them.
create index session_open on session (expires_at) where revoked_at is null;
create index exchange_delivery_stuck on exchange_delivery (since) where state = 'stuck';
create function sessions_open(at timestamptz) returns table (kind text, many int)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select s.kind, count(*)::int from session s where s.revoked_at is null and s.expires_at > at group by s.kind;
end;
revoke execute on function sessions_open(timestamptz) from public;
grant execute on function sessions_open(timestamptz) to motcua_worker;
comment on function sessions_open(timestamptz) is 'how many people are signed in; the worker may not read the sessions themselves';
grant select on schema_migration to motcua_app, motcua_worker;
