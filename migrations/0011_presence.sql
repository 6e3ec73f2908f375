-- Signing asks again for the one-time code when the last one is older than five minutes: the session knows when that was.
alter table session add column confirmed_at timestamptz;
comment on column session.confirmed_at is 'when the one-time code was last given inside this session; null: only at sign-in (created_at)';
