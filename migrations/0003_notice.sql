-- Notices: what leaves the house by text message or mail, with its state, its tries and the answers of the carriers.

create table notice_delivery (
  dossier_id uuid not null references dossier deferrable initially deferred,
  id uuid not null,
  key text not null,
  kind text not null,
  template_version int not null,
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
  carrier text,
  last_error text,
  created_at timestamptz not null default now(),
  since timestamptz not null default now(),
  expires_at timestamptz not null,
  sent_at timestamptz,
  delivered_at timestamptz,
  sent_again_by int,
  scopes int[] not null,
  primary key (dossier_id, id),
  unique (dossier_id, key),
  check ((state = 'queued') = (next_try_at is not null))
);
create index notice_delivery_queued on notice_delivery (next_try_at) where state = 'queued';
create index notice_delivery_sending on notice_delivery (claimed_at) where state = 'sending';
create index notice_delivery_stuck on notice_delivery (created_at) where state in ('failed', 'expired', 'unknown', 'suppressed');
create index notice_delivery_local on notice_delivery (created_at desc) where carrier = 'localOutbox';
comment on table notice_delivery is 'byDossier: one row per message and channel; (dossier, key) makes a second one for the same event impossible';
comment on column notice_delivery.recipient is 'personal | where the notice goes | NĐ 224/2026 Đ15.1.g | until 12 months after the result, as dossier_contact';
comment on column notice_delivery.body is 'code, state, date and place only: no name, no number of a person, no paper';
comment on column notice_delivery.since is 'start of the 72 hours of retrying; starts anew when a person sends again';
comment on column notice_delivery.repeats is 'times it was sent again although the carrier may already have had it: at most once, and only by key';

create table notice_part (
  dossier_id uuid not null,
  delivery_id uuid not null,
  part int not null,
  carrier text not null,
  message_id text not null,
  state text not null check (state in ('accepted', 'delivered', 'failed')) default 'accepted',
  at timestamptz not null default now(),
  primary key (dossier_id, delivery_id, part),
  foreign key (dossier_id, delivery_id) references notice_delivery
);
create index notice_part_message on notice_part (carrier, message_id);
comment on table notice_part is 'byDossier: segments that a carrier has taken; a segment in this table is never sent again';

create table notice_receipt (
  carrier text not null,
  message_id text not null,
  state text not null check (state in ('delivered', 'failed')),
  reason text not null,
  received_at timestamptz not null default now(),
  primary key (carrier, message_id)
);
comment on table notice_receipt is 'byKey: final receipts not yet joined with their segment, because they overtook the answer to the submission';

create table deadline_warning (
  dossier_id uuid not null references dossier deferrable initially deferred,
  threshold text not null,
  due_at timestamptz not null,
  warned_at timestamptz not null default now(),
  primary key (dossier_id, threshold, due_at)
);
comment on table deadline_warning is 'byDossier: the row is the claim, so that each warning is given once for each promised moment';

alter table notice_delivery enable row level security;
create policy by_scope on notice_delivery to motcua_app
  using (scopes && string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[])
  with check (scopes && string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[]);
create policy worker on notice_delivery to motcua_worker using (true) with check (true);
alter table notice_part enable row level security;
create policy worker on notice_part to motcua_worker using (true) with check (true);

-- graphile-worker keeps its tables for their owner alone, so the queue is reached through this one door. The queue is made
-- when the worker starts; before that (or without a worker) the sweep finds the row by its next_try_at.
create function enqueue_notice(dossier uuid, delivery uuid, run_at timestamptz) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if to_regclass('graphile_worker._private_jobs') is null then return false; end if;
  perform graphile_worker.add_job(
    identifier => 'deliverNotice',
    payload => json_build_object('dossierId', dossier, 'id', delivery),
    run_at => enqueue_notice.run_at,
    max_attempts => 3::smallint,
    job_key => 'notice:' || delivery);
  return true;
end $$;
comment on function enqueue_notice(uuid, uuid, timestamptz) is 'Puts the delivery into the queue at that moment; false while there is no queue';

-- What the local outbox page shows: only messages that no carrier ever got.
create function local_outbox(wanted_code text, most int)
  returns table (code text, kind text, channel text, recipient text, subject text, body text, segments int, created_at timestamptz)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select d.code, n.kind, n.channel, n.recipient, n.subject, n.body, n.segments, n.created_at
    from notice_delivery n join dossier d on d.id = n.dossier_id
   where n.carrier = 'localOutbox' and n.state = 'sent' and (wanted_code is null or d.code = wanted_code)
   order by n.created_at desc, n.id desc
   limit least(most, 200);
end;
comment on function local_outbox(text, int) is 'The outbox page of a development machine; rows of a real carrier are never shown';

grant select on notice_delivery to motcua_app;
grant update (state, attempts, repeats, next_try_at, last_error, since, expires_at, sent_again_by) on notice_delivery to motcua_app;
grant select, insert, update on notice_delivery, notice_part to motcua_worker;
grant delete on notice_part to motcua_worker;
grant select, insert, update, delete on notice_receipt to motcua_worker;
grant select, insert on deadline_warning to motcua_worker;
revoke all on function enqueue_notice(uuid, uuid, timestamptz), local_outbox(text, int) from public;
grant execute on function enqueue_notice(uuid, uuid, timestamptz) to motcua_app, motcua_worker;
grant execute on function local_outbox(text, int) to motcua_app;

-- The warnings look for what is due next in the whole city. No column is indexed that dossier_holder does not index already.
create index dossier_due on dossier (due_at) where is_open;
