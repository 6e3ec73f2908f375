-- motcua: old code may run
-- A message that its reader wants to see on the pages of the dossier alone, and a changed phone that has to answer first.
alter table notice_delivery drop constraint notice_delivery_channel_check;
alter table notice_delivery add constraint notice_delivery_channel_check check (channel in ('sms', 'mail', 'page')) not valid;

create table phone_check (
  person_id int primary key,
  request_key uuid not null,
  phone text not null,
  salt text not null,
  code_hash text not null,
  code text,
  tries int not null default 0,
  asked_on date not null,
  asked int not null default 1,
  asked_at timestamptz not null,
  expires_at timestamptz not null,
  sent_at timestamptz,
  failure text,
  shown_locally text
);
create index phone_check_unsent on phone_check (asked_at) where code is not null;
comment on table phone_check is 'byKey: the last code that was sent to a phone to prove that its holder has it; it counts once, for a few minutes and a few tries';
comment on column phone_check.person_id is 'personal | whose phone is to be confirmed | NĐ 224/2026 Đ15.1.g | until the next check or the account ends';
comment on column phone_check.phone is 'personal | the number that is to be confirmed | NĐ 224/2026 Đ15.1.g | until the next check or the account ends';
comment on column phone_check.code is 'in clear only until the worker takes it to send it; the pages may not read it';
comment on column phone_check.shown_locally is 'the code on a machine that is connected to no carrier; otherwise null';
alter table phone_check enable row level security;
create policy by_person on phone_check to motcua_app
  using (person_id = any (string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[]))
  with check (person_id = any (string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[]));
create policy worker on phone_check to motcua_worker using (true) with check (true);
grant select (person_id, request_key, phone, salt, code_hash, tries, asked_on, asked, asked_at, expires_at, sent_at, failure)
  on phone_check to motcua_app;
grant insert, update on phone_check to motcua_app;
grant select, update on phone_check to motcua_worker;

-- As enqueue_notice (0003): the queue is reached through this door alone; without a queue the sweep finds the row.
create function enqueue_phone_check(person int) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if to_regclass('graphile_worker._private_jobs') is null then return false; end if;
  perform graphile_worker.add_job(
    identifier => 'sendPhoneChecks',
    max_attempts => 3::smallint,
    job_key => 'phone:' || person);
  return true;
end $$;
comment on function enqueue_phone_check(int) is 'Wakes a worker to send the code; false while there is no queue';
revoke all on function enqueue_phone_check(int) from public;
grant execute on function enqueue_phone_check(int) to motcua_app;

-- What the local outbox page shows of codes: only those that no carrier ever got.
create function local_phone_checks() returns table (phone text, code text, sent_at timestamptz)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select p.phone, p.shown_locally, p.sent_at from phone_check p where p.shown_locally is not null order by p.sent_at desc limit 20;
end;
comment on function local_phone_checks() is 'The outbox page of a development machine; codes of a real carrier are never shown';
revoke all on function local_phone_checks() from public;
grant execute on function local_phone_checks() to motcua_app;
