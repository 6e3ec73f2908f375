-- motcua: old code may run
-- What is owed for a dossier, the orders by which it is paid, and every movement of money. No card, account or name of a payer is
-- ever kept: who pays is the gateway's and the bank's to know.
create table fee_line (
  id uuid primary key,
  dossier_id uuid not null references dossier deferrable initially deferred,
  key text not null,
  moment text not null check (moment in ('reception', 'supplement', 'return', 'processing')),
  name_vi text not null,
  name_en text not null,
  amount bigint check (amount >= 0),
  copies int,
  procedure_code text not null,
  procedure_version int not null,
  ground text not null,
  mark text not null check (mark in ('verified', 'secondHand', 'toBeConfirmed')),
  never_refunded text,
  assessed_at timestamptz not null default now(),
  determined_by int references person,
  determined_at timestamptz,
  settled_by uuid,
  exempted_by uuid,
  scopes int[] not null,
  unique (dossier_id, key),
  constraint whole_determination check ((determined_by is null) = (determined_at is null)),
  constraint settled_or_exempt check (settled_by is null or exempted_by is null)
);
comment on table fee_line is 'byDossier: what the law, or an official in its name, asks for one dossier; frozen with the version of the procedure, its source and ground';
comment on column fee_line.amount is 'đồng; null: no source gives the figure, which is never the same as 0; set once, by whoever determines it';

create table payment_order (
  id uuid primary key,
  dossier_id uuid not null references dossier deferrable initially deferred,
  reference text not null,
  method text not null check (method in ('online', 'transfer', 'cash')),
  amount bigint not null check (amount > 0),
  lines uuid[] not null,
  state text not null check (state in ('created', 'pending', 'paid', 'failed', 'expired', 'refundDue', 'refundAsked', 'refunded')),
  created_at timestamptz not null default now(),
  created_by text not null,
  expires_at timestamptz not null,
  pay_url text,
  paid_at timestamptz,
  payment_id text,
  failed_why text,
  office_id int not null references office,
  received_by int references person,
  shift_on date,
  told_at timestamptz,
  refund_why text check (refund_why in ('paidTwice', 'notOwed', 'ground')),
  refund_reason text,
  refund_ground text,
  refund_asked_by text,
  refund_asked_at timestamptz,
  refund_approved_by int references person,
  refund_id text,
  refunded_at timestamptz,
  next_check_at timestamptz,
  attempts int not null default 0,
  last_error text,
  scopes int[] not null,
  constraint paid_whole check ((paid_at is null) = (payment_id is null)),
  constraint two_persons check (refund_approved_by is null or refund_asked_by <> 'staff:' || refund_approved_by)
);
create unique index payment_order_open on payment_order (dossier_id) where state in ('created', 'pending');
create index payment_order_dossier on payment_order (dossier_id, created_at);
create index payment_order_due on payment_order (next_check_at) where next_check_at is not null;
create index payment_order_office on payment_order (office_id, state, created_at);
create index payment_order_untold on payment_order (paid_at) where paid_at is not null and told_at is null;
comment on table payment_order is 'byDossier: one try to pay what is owed, by the gateway, by transfer or in cash, and what became of the money';
comment on column payment_order.received_by is 'personal | who took the money or saw it on the account, for the close of the shift | NĐ 61/2018 Đ12.9 | as long as the dossier';
comment on column payment_order.refund_reason is 'personal | what the official wrote about giving money back | domain §7; two persons | as long as the dossier';

create table payment_reference (
  reference text primary key,
  dossier_id uuid not null,
  order_id uuid not null
);
comment on table payment_reference is 'byKey: the order behind a reference that the gateway and the bank carry, append-only';

create table payment_movement (
  id uuid primary key,
  dossier_id uuid not null references dossier deferrable initially deferred,
  order_id uuid not null,
  kind text not null check (kind in ('received', 'refunded')),
  method text not null check (method in ('online', 'transfer', 'cash')),
  amount bigint not null check (amount > 0),
  office_id int not null references office,
  received_by int references person,
  payment_id text not null,
  moved_on date not null,
  at timestamptz not null default now(),
  scopes int[] not null,
  unique (dossier_id, order_id, kind)
);
create index payment_movement_day on payment_movement (moved_on, method);
comment on table payment_movement is 'byDossier: the ledger of money, every movement a row, append-only but for scopes';
comment on column payment_movement.received_by is 'personal | who took the money or paid it back | NĐ 61/2018 Đ12.9 | as long as the dossier';

create table fee_exemption (
  id uuid primary key,
  dossier_id uuid not null references dossier deferrable initially deferred,
  line_id uuid not null references fee_line,
  who text not null,
  ground text not null,
  proof text not null check (proof in ('file', 'atCounter')),
  file_id uuid,
  claimed_by text not null,
  claimed_at timestamptz not null default now(),
  outcome text check (outcome in ('granted', 'refused')),
  reason text,
  decided_by int references person,
  decided_at timestamptz,
  scopes int[] not null,
  constraint whole_decision check ((outcome is null) = (decided_by is null) and (outcome is null) = (decided_at is null)),
  constraint proof_named check ((proof = 'file') = (file_id is not null)),
  constraint other_hand check (decided_by is null or claimed_by <> 'staff:' || decided_by)
);
create unique index fee_exemption_open on fee_exemption (dossier_id, line_id) where outcome is null;
comment on table fee_exemption is 'byDossier: a claim that somebody need not pay, with its proof, and what an official decided; never assumed';
comment on column fee_exemption.who is 'personal | the group to which the payer says they belong | Luật Hộ tịch Đ11 | as long as the dossier';
comment on column fee_exemption.reason is 'personal | why the official decided so | Luật Hộ tịch Đ11 | as long as the dossier';

create table payment_refusal (
  id uuid primary key,
  at timestamptz not null default now(),
  why text not null,
  reference text
);
create index payment_refusal_newest on payment_refusal (at desc);
comment on table payment_refusal is 'local: messages about money that nobody believed, and why; append-only; holds no payer';

create table payment_difference (
  id uuid primary key,
  day date not null,
  dossier_id uuid,
  order_id uuid,
  reference text not null,
  why text not null check (why in ('unknownToUs', 'unknownToGateway', 'otherAmount', 'otherPayment', 'refundUnknownToUs', 'refundUnknownToGateway')),
  ours bigint,
  theirs bigint,
  found_at timestamptz not null default now(),
  closed_at timestamptz,
  unique (day, reference, why)
);
create index payment_difference_open on payment_difference (found_at) where closed_at is null;
comment on table payment_difference is 'local: where the gateway''s statement of a day and our ledger say two things, until they agree';

do $$
declare t text;
begin
  foreach t in array array['fee_line', 'payment_order', 'payment_movement', 'fee_exemption'] loop
    execute format('alter table %I enable row level security', t);
    execute format($p$create policy by_scope on %I to motcua_app
      using (scopes && string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[])
      with check (scopes && string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[])$p$, t);
    execute format('create policy worker on %I to motcua_worker using (true) with check (true)', t);
  end loop;
end $$;

grant select, insert on fee_line, payment_order, payment_reference, payment_movement, fee_exemption, payment_refusal to motcua_app, motcua_worker;
grant update (amount, ground, determined_by, determined_at, settled_by, exempted_by) on fee_line to motcua_app, motcua_worker;
grant update (state, pay_url, paid_at, payment_id, failed_why, received_by, shift_on, told_at, refund_why, refund_reason, refund_ground,
              refund_asked_by, refund_asked_at, refund_approved_by, refund_id, refunded_at, next_check_at, attempts, last_error)
   on payment_order to motcua_app, motcua_worker;
grant update (outcome, reason, decided_by, decided_at) on fee_exemption to motcua_app, motcua_worker;
grant select on payment_difference to motcua_app;
grant select, insert, update on payment_difference to motcua_worker;
