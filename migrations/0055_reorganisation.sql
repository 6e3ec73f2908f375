-- motcua: old code may run
-- Offices merge, divide, get another name or another field on a day. The decision is kept as it was read; what it did to offices,
-- names and assignments stands beside it, so that old names stay searchable and a second run finds what the first one did.
alter table office drop constraint office_kind_check;
alter table office add constraint office_kind_check
  check (kind in ('city', 'centre', 'department', 'district', 'commune', 'agent')) not valid;

create table reorganisation (
  id uuid primary key,
  number text not null,
  title text not null,
  decided_on date not null,
  effective_on date not null check (effective_on >= decided_on),
  source text not null,
  mark text not null check (mark in ('verified', 'secondHand', 'toBeConfirmed')),
  document jsonb not null,
  sha256 bytea not null,
  opened_at timestamptz not null default now(),
  ended_at timestamptz
);
comment on table reorganisation is 'reference: decisions on offices as they were applied; the document is immutable';
comment on column reorganisation.opened_at is 'new offices work from here on, closed ones take nothing new';
comment on column reorganisation.ended_at is 'dossiers and people are at the new offices; null while the act is under way';

create table office_successor (
  office_id int not null references office,
  successor_id int not null references office,
  reorganisation_id uuid not null references reorganisation,
  is_default boolean not null,
  primary key (office_id, successor_id),
  check (office_id <> successor_id)
);
create unique index office_successor_default on office_successor (office_id) where is_default;
create index office_successor_successor on office_successor (successor_id, office_id);
comment on table office_successor is 'reference: what became of a closed office; several: it was divided, one of them takes what nobody has decided';

create table office_name (
  office_id int not null references office,
  name text not null,
  short_name text not null,
  agency_code text not null,
  valid_to date not null,
  folded text generated always as (fold(name)) stored,
  reorganisation_id uuid not null references reorganisation,
  primary key (office_id, valid_to)
);
comment on table office_name is 'reference: names and agency codes that an office had until a day; they stay searchable and are never given again';
create unique index office_name_agency_code on office_name (agency_code, office_id);

create table assignment_move (
  assignment_id int primary key references assignment,
  reorganisation_id uuid not null references reorganisation,
  became_id int references assignment
);
create index assignment_move_reorganisation on assignment_move (reorganisation_id);
comment on table assignment_move is 'reference: which assignment at a successor follows one at a closed office; null: the person does not come along';

create table dossier_office_move (
  dossier_id uuid not null references dossier deferrable initially deferred,
  reorganisation_id uuid not null,
  from_offices int[] not null,
  competent_office_id int not null,
  to_decide boolean not null,
  candidates jsonb,
  moved_at timestamptz not null,
  decided_at timestamptz,
  scopes int[] not null,
  primary key (dossier_id, reorganisation_id)
);
create index dossier_office_move_of on dossier_office_move (reorganisation_id, to_decide, competent_office_id);
create index dossier_office_move_from on dossier_office_move using gin (from_offices);
create index dossier_office_move_open on dossier_office_move (moved_at, dossier_id) where to_decide;
comment on table dossier_office_move is 'byDossier: dossiers that a reorganisation moved, and those whose office a person must name, made anew from the history by its subscriber';

alter table dossier_office_move enable row level security;
create policy by_scope on dossier_office_move to motcua_app
  using (scopes && string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[])
  with check (scopes && string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[]);
create policy worker on dossier_office_move to motcua_worker using (true) with check (true);

grant select on dossier_office_move to motcua_app;
grant select, insert, update, delete on dossier_office_move to motcua_worker;
grant select, insert on reorganisation, office_successor, office_name, assignment_move to motcua_app;
grant update (ended_at) on reorganisation to motcua_app;
grant select on reorganisation, office_successor, office_name, assignment_move to motcua_worker;
