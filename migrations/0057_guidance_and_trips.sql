-- motcua: old code may run
-- Written guidance whenever somebody is sent away or helped without a dossier (NĐ 61/2018 Đ15), and how often people had to come.
create table guidance (
  id uuid primary key,
  office_id int not null references office,
  day date not null,
  number int not null,
  given_by int not null,
  given_at timestamptz not null default now(),
  outcome text not null check (outcome in ('sentAway', 'helped')),
  place text not null check (place in ('counter', 'phone', 'home')),
  procedure_code text not null,
  procedure_name text not null,
  missing jsonb not null,
  note text,
  legal_basis text,
  for_name text,
  name_until date not null,
  followed_by uuid,
  scopes int[] not null,
  unique (office_id, day, number)
);
create index guidance_followed_by on guidance (followed_by) where followed_by is not null;
create index guidance_named on guidance (name_until) where for_name is not null;
comment on table guidance is 'byKey: written guidance given at an office, numbered day by day: what was missing and on what ground; the dossier, when one follows';
comment on column guidance.given_by is 'personal | who guided or helped | NĐ 61/2018 Đ15: guidance is kept at the one-stop | as long as the row';
comment on column guidance.followed_by is 'the dossier that was filed after it; the slip stays readable to its own office';
comment on column guidance.missing is 'papers of the procedure with what is wrong and how to mend it; nothing about the person';
comment on column guidance.note is 'personal | what the official wrote for the person | NĐ 61/2018 Đ15 | erased on name_until';
comment on column guidance.for_name is 'personal | to whom the slip was given, so that it is found again when they come back | NĐ 61/2018 Đ15 | erased on name_until';

create table trip_count (
  dossier_id uuid primary key references dossier deferrable initially deferred,
  office_id int not null references office,
  trips int not null,
  supplement_trips int not null,
  our_fault_trips int not null,
  last_on date,
  scopes int[] not null
);
create index trip_count_month on trip_count (office_id, last_on);
comment on table trip_count is 'byDossier: how often its applicant had to come to a counter (docs/custody.md), made anew from the history by its subscriber';

alter table guidance enable row level security;
create policy by_scope on guidance to motcua_app
  using (scopes && string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[])
  with check (scopes && string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[]);
create policy worker on guidance to motcua_worker using (true) with check (true);
grant select, insert on guidance to motcua_app;
grant update (followed_by) on guidance to motcua_app;
grant select on guidance to motcua_worker;
grant update (for_name, note) on guidance to motcua_worker;

alter table trip_count enable row level security;
create policy by_scope on trip_count to motcua_app
  using (scopes && string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[]);
create policy worker on trip_count to motcua_worker using (true) with check (true);
grant select on trip_count to motcua_app;
grant select, insert, update, delete on trip_count to motcua_worker;
