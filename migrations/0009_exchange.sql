-- The exchange with the National Portal: what came in, and what goes back, each once and in order.

create table exchange_nonce (
  key_id text not null,
  nonce text not null,
  seen_at timestamptz not null default now(),
  primary key (key_id, nonce)
);
create index exchange_nonce_seen on exchange_nonce (seen_at);
comment on table exchange_nonce is 'byKey: a signed request counts once; kept as long as its timestamp could still be accepted';

create table exchange_arrival (
  code text primary key,
  content_sha256 bytea not null,
  dossier_id uuid not null,
  key_id text not null,
  received_at timestamptz not null
);
comment on table exchange_arrival is 'byKey: which content the portal handed over under a code, so that the same again is told from another';

create table exchange_delivery (
  dossier_id uuid not null references dossier deferrable initially deferred,
  seq int not null,
  place smallint not null check (place in (1, 2)),
  id uuid not null,
  service text not null check (service in ('CapNhatTienTrinh', 'CapNhatTrangThai')),
  body jsonb not null,
  state text not null check (state in ('queued', 'sent', 'stuck', 'notConfigured')),
  attempts int not null default 0,
  next_try_at timestamptz,
  last_error text,
  created_at timestamptz not null default now(),
  since timestamptz not null default now(),
  sent_at timestamptz,
  scopes int[] not null,
  primary key (dossier_id, seq, place),
  check ((state = 'queued') = (next_try_at is not null))
);
create index exchange_delivery_queued on exchange_delivery (next_try_at) where state = 'queued';
create index exchange_delivery_waiting on exchange_delivery (created_at desc) where state <> 'sent';
comment on table exchange_delivery is 'byDossier: one row per message to the portal; within a dossier the next one leaves after the one before it has arrived';
comment on column exchange_delivery.body is 'personal | what the portal shows the applicant: who handled the dossier, what has to be supplemented | NĐ 224/2026 Đ15.1.g | with the dossier';
comment on column exchange_delivery.since is 'start of the 72 hours of retrying; starts anew when a person sends again';

alter table exchange_delivery enable row level security;
create policy by_scope on exchange_delivery to motcua_app
  using (scopes && string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[])
  with check (scopes && string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[]);
create policy worker on exchange_delivery to motcua_worker using (true) with check (true);

grant select, insert on exchange_nonce to motcua_app;
grant select, delete on exchange_nonce to motcua_worker;
grant select, insert on exchange_arrival to motcua_app;
grant select on exchange_arrival to motcua_worker;
grant select on exchange_delivery to motcua_app;
grant update (state, attempts, next_try_at, last_error, since) on exchange_delivery to motcua_app;
grant select, insert, update on exchange_delivery to motcua_worker;
