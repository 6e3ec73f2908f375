-- The catalogue: places, official lists, the national list of procedures with who receives them, what was published when,
-- and the report of each import. Written by the import (owner); everybody else reads.

create table province (
  code text primary key,
  name text not null,
  full_name text not null,
  kind text not null,
  folded text generated always as (fold(name)) stored
);
comment on table province is 'reference: the 34 provinces and cities since 01/7/2025';

create table commune (
  code text not null,
  valid_from date not null,
  valid_to date,
  name text not null,
  kind text not null,
  province_code text not null references province,
  folded text generated always as (fold(name)) stored,
  primary key (code, valid_from)
);
create index commune_folded on commune using gin (folded gin_trgm_ops);
create index commune_province on commune (province_code, code);
comment on table commune is 'reference: communes, wards and special zones; a GSO number is reused, so it is valid from–to';

create table former_commune (
  code text primary key,
  name text not null,
  district text not null,
  valid_to date not null,
  is_split boolean not null,
  folded text generated always as (fold(name || ', ' || district)) stored
);
create index former_commune_folded on former_commune using gin (folded gin_trgm_ops);
comment on table former_commune is 'reference: communes of Hà Nội until 30/6/2025, as old papers name them; their numbers may now belong to others';
comment on column former_commune.is_split is 'divided among several new communes: the person is asked, nothing is guessed';
create table former_commune_successor (
  former_code text not null references former_commune,
  code text not null,
  primary key (former_code, code)
);
comment on table former_commune_successor is 'reference: which communes an old one went into on 01/7/2025';

create table code_list (
  list text not null,
  code text not null,
  position int not null,
  vi text not null,
  en text not null,
  primary key (list, code)
);
comment on table code_list is 'reference: official lists that answers are chosen from';

create table calendar_day (
  day date primary key,
  kind text not null,
  name text not null,
  legal_basis text not null,
  swapped_with date
);
comment on table calendar_day is 'reference: days off and make-up working days as announced; the arithmetic reads the published document';

create table procedure (
  portal_id text primary key,
  code text not null,
  name text not null,
  field text not null,
  performed_by text[] not null,
  issued_by text not null,
  subjects text[] not null,
  portal_state text not null,
  portal_kind text not null,
  received_by text[] not null check (received_by <@ array['city', 'centre', 'department', 'commune']),
  not_received text check (not_received in ('otherProvince', 'internal', 'national', 'unknown', 'withdrawn')),
  source text not null,
  folded text generated always as (fold(name)) stored,
  words tsvector generated always as
    (setweight(to_tsvector('simple'::regconfig, fold(name)), 'A') || setweight(to_tsvector('simple'::regconfig, fold(field)), 'C')) stored,
  check ((cardinality(received_by) = 0) = (not_received is not null))
);
create index procedure_code on procedure (code text_pattern_ops);
create index procedure_words on procedure using gin (words);
create index procedure_folded on procedure using gin (folded gin_trgm_ops);
comment on table procedure is 'reference: the national list of procedures (snapshot) with the kinds of our offices that receive each';
comment on column procedure.code is 'not unique: once a stray space is removed, two procedures of other provinces share 1.014325; such a code is never filed';
comment on column procedure.received_by is 'kinds of our offices that receive it, computed from level, issuing authority and locality; empty: seen by editors, never filed here';
comment on column procedure.not_received is 'why no office of ours receives it';

create table procedure_source (
  code text not null,
  source text not null,
  sha256 text not null,
  body jsonb not null,
  primary key (code, source)
);
comment on table procedure_source is 'reference: the detail record of each source, unchanged; where sources differ both are shown';

create table procedure_document (
  code text not null,
  version int not null,
  kind text not null check (kind in ('procedure', 'form', 'workflow', 'calendar')),
  valid_from date not null,
  valid_to date,
  sha256 text not null,
  body jsonb not null,
  published_at timestamptz not null default now(),
  primary key (kind, code, version)
);
comment on table procedure_document is 'reference: published documents; a version once published never changes (same version, other hash: refused)';

create table synonym (
  phrase text primary key,
  means text not null,
  folded text generated always as (fold(phrase)) stored
);
comment on table synonym is 'reference: everyday words and abbreviations and the words of the catalogue that they mean';

create table import_report (
  id int generated always as identity primary key,
  at timestamptz not null default now(),
  fingerprint text not null,
  changed_rows int not null,
  body jsonb not null
);
comment on table import_report is 'reference: what each import read, corrected, could not use and changed';

grant select on province, commune, former_commune, former_commune_successor, code_list, calendar_day, procedure,
  procedure_source, procedure_document, synonym, import_report to motcua_app, motcua_worker;
