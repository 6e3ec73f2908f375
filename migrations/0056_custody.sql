-- motcua: old code may run
-- Paper originals and dossiers received for another office: where each is now, the slips with which they are handed over, and what
-- is still to be handed on. Where things are is a projection of the history; the slips are written with the acts themselves.
create table original_place (
  dossier_id uuid not null references dossier deferrable initially deferred,
  paper text not null,
  at_office int not null references office,
  is_on_the_way boolean not null,
  from_office int references office,
  slip uuid,
  is_missing boolean not null default false,
  since timestamptz not null,
  due_at timestamptz,
  scopes int[] not null,
  primary key (dossier_id, paper)
);
create index original_place_here on original_place (at_office, since, dossier_id) where not is_on_the_way;
create index original_place_coming on original_place (at_office, due_at, dossier_id) where is_on_the_way;
create index original_place_going on original_place (from_office, due_at, dossier_id) where is_on_the_way;
comment on table original_place is 'byDossier: where each paper original lies or goes, made anew from the history by its subscriber; a row ends when it is back with the applicant';
comment on column original_place.due_at is 'on its way: until when it has to arrive (NĐ 118/2025 Đ18.2)';

create table cross_office (
  dossier_id uuid primary key references dossier deferrable initially deferred,
  from_office int not null references office,
  to_office int not null references office,
  hand_over_by timestamptz not null,
  handed_at timestamptz,
  arrived_at timestamptz,
  scopes int[] not null
);
create index cross_office_waiting on cross_office (from_office, hand_over_by) where handed_at is null;
comment on table cross_office is 'byDossier: received by one office for another (phi địa giới, NĐ 118/2025 Đ14.4), by its subscriber from the history';

create table handover_slip (
  id uuid primary key,
  from_office int not null references office,
  to_office int not null references office,
  day date not null,
  number int not null,
  made_by int not null,
  made_at timestamptz not null default now(),
  received_by int,
  received_at timestamptz,
  scopes int[] not null,
  unique (from_office, day, number),
  check (from_office <> to_office)
);
create index handover_slip_to on handover_slip (to_office, day);
comment on table handover_slip is 'byKey: phiếu bàn giao between two offices, numbered by the giving office day by day';
comment on column handover_slip.made_by is 'personal | who gave the bundle | NĐ 61/2018 Đ19.3 (form 06: ký giao, ký nhận) | as long as the dossiers';
comment on column handover_slip.received_by is 'personal | who took the bundle | NĐ 61/2018 Đ19.3 (form 06: ký giao, ký nhận) | as long as the dossiers';

create table handover_line (
  dossier_id uuid not null references dossier deferrable initially deferred,
  slip uuid not null,
  paper text not null,
  result text not null default 'sent' check (result in ('sent', 'received', 'missing')),
  checked_at timestamptz,
  scopes int[] not null,
  primary key (dossier_id, slip, paper)
);
create index handover_line_slip on handover_line (slip);
comment on table handover_line is 'byDossier: what a hand-over slip names, paper by paper; an empty paper is a dossier without originals';

alter table original_place enable row level security;
create policy by_scope on original_place to motcua_app
  using (scopes && string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[]);
create policy worker on original_place to motcua_worker using (true) with check (true);
grant select on original_place to motcua_app;
grant select, insert, update, delete on original_place to motcua_worker;

alter table cross_office enable row level security;
create policy by_scope on cross_office to motcua_app
  using (scopes && string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[]);
create policy worker on cross_office to motcua_worker using (true) with check (true);
grant select on cross_office to motcua_app;
grant select, insert, update, delete on cross_office to motcua_worker;

alter table handover_slip enable row level security;
create policy by_scope on handover_slip to motcua_app
  using (scopes && string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[])
  with check (scopes && string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[]);
create policy worker on handover_slip to motcua_worker using (true) with check (true);
grant select, insert on handover_slip to motcua_app;
grant update (received_by, received_at) on handover_slip to motcua_app;
grant select on handover_slip to motcua_worker;

alter table handover_line enable row level security;
create policy by_scope on handover_line to motcua_app
  using (scopes && string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[])
  with check (scopes && string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[]);
create policy worker on handover_line to motcua_worker using (true) with check (true);
grant select, insert on handover_line to motcua_app;
grant update (result, checked_at) on handover_line to motcua_app;
grant select on handover_line to motcua_worker;
