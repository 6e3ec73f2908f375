-- motcua: old code may run
-- The personal store (kho giấy tờ): papers accepted in a person's dossiers and results issued to them, offered again to that person
-- and to nobody else (NĐ 118/2025 Đ4, Đ22.1; domain §6). Made anew from the histories by its subscriber; whether it is offered, and
-- whether the person has taken it out, is its own.
create table personal_store_paper (
  person_id int not null,
  dossier_id uuid not null,
  file_id uuid not null,
  level smallint not null check (level in (2, 3)),
  dossier_code text not null,
  procedure_code text not null,
  procedure_name text not null,
  paper text not null,
  kind_code text,
  title text not null,
  title_en text not null,
  name text not null,
  sha256 bytea not null,
  size int,
  media_type text not null,
  turned smallint not null default 0,
  issued_on date not null,
  number text,
  is_offered boolean not null default true,
  removed_at timestamptz,
  primary key (person_id, dossier_id, file_id)
);
create index personal_store_paper_dossier on personal_store_paper (dossier_id);
comment on table personal_store_paper is 'byKey: the personal store of a person, a row for each file';
comment on column personal_store_paper.name is 'personal | what the person called the file | NĐ 118/2025 Đ22.1 | as long as the dossier is kept';
comment on column personal_store_paper.number is 'personal | the number of the result | NĐ 118/2025 Đ22.1 | as long as the dossier is kept';
comment on column personal_store_paper.kind_code is 'the code of the kind of paper in the national catalogue; null: told by procedure and paper';
comment on column personal_store_paper.level is 'of the national scale of reuse: 2 a paper of a dossier, 3 its result';
comment on column personal_store_paper.is_offered is 'the person lets it be offered to themselves in later dossiers';

create table personal_store_use (
  person_id int not null,
  dossier_id uuid not null,
  file_id uuid not null,
  level smallint not null check (level in (2, 3)),
  from_dossier_id uuid not null,
  sha256 bytea not null,
  dossier_code text not null,
  procedure_name text not null,
  used_at timestamptz not null,
  primary key (person_id, dossier_id, file_id)
);
create index personal_store_use_at on personal_store_use (used_at);
comment on table personal_store_use is 'byKey: which paper of the store went into which later dossier, with the applicant''s consent at its filing';

comment on column personal_store_paper.removed_at is 'the person took it out: name and number are gone, the row stays so that no replay brings it back';

alter table personal_store_paper enable row level security;
alter table personal_store_use enable row level security;
create policy by_person on personal_store_paper to motcua_app
  using (person_id = any (string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[]))
  with check (person_id = any (string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[]));
create policy by_person on personal_store_use to motcua_app
  using (person_id = any (string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[]))
  with check (person_id = any (string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[]));
create policy worker on personal_store_paper to motcua_worker using (true) with check (true);
create policy worker on personal_store_use to motcua_worker using (true) with check (true);
grant select on personal_store_paper, personal_store_use to motcua_app;
grant update (is_offered, removed_at, name, number) on personal_store_paper to motcua_app;
grant select, insert, update, delete on personal_store_paper, personal_store_use to motcua_worker;
