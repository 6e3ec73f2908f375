-- The national catalogue: which snapshots of the portal were read, what changed from one to the next, and what an editor has
-- to look at. Facts are written by the import (owner); decisions of editors by the application.

alter table procedure
  add column taken_on date not null default '2026-07-18',
  add column gone_on date;
alter table procedure alter column taken_on drop default;
comment on column procedure.taken_on is 'day of the newest snapshot that holds this row; an older snapshot never replaces it';
comment on column procedure.gone_on is 'day of the first whole list that no longer holds it; then it is not received';

-- Rows of earlier versions hold one procedure only; the next import brings everything.
delete from procedure_source;
alter table procedure_source
  add column taken_on date not null,
  add column name text not null,
  add column field text not null,
  add column issued_by text not null,
  add column levels text[] not null,
  add column decision_number text,
  add column is_limit_known boolean not null,
  add column is_fee_known boolean not null,
  add column is_online boolean not null;
comment on column procedure_source.decision_number is 'number of the publishing decision: the key of the version (domain.md §13)';
comment on column procedure_source.is_limit_known is 'the record gives a limit above zero with a unit for a channel or a case';
comment on column procedure_source.is_fee_known is 'the record gives a sum, or says in words that nothing is taken; a bare zero is neither';
comment on column procedure_source.is_online is 'offered online at all; whether wholly or in part no source says';

create table procedure_source_past (
  code text not null,
  source text not null,
  sha256 text not null,
  taken_on date not null,
  decision_number text,
  body jsonb not null,
  primary key (code, source, sha256)
);
comment on table procedure_source_past is 'reference: earlier versions of detail records, replaced by a newer snapshot or read from an older one';

create table catalogue_snapshot (
  sha256 text primary key,
  kind text not null check (kind in ('list', 'chi_tiet_2642', 'chi_tiet_api_502')),
  name text not null,
  taken_on date not null,
  rows int not null,
  is_extract boolean not null,
  imported_at timestamptz not null default now()
);
comment on table catalogue_snapshot is 'reference: every file of the national catalogue that was read, by the hash of its content';
comment on column catalogue_snapshot.is_extract is 'holds only a part of the list: what is missing in it is not called gone';

create table catalogue_change (
  id int generated always as identity primary key,
  code text not null,
  what text not null check (what in ('new', 'gone', 'renamed', 'limit', 'agency', 'state', 'fee', 'decision')),
  place text not null,
  before text not null,
  after text not null,
  older_source text not null,
  older_on date not null,
  newer_source text not null,
  newer_on date not null,
  updated_on date,
  found_at timestamptz not null default now(),
  decision text check (decision in ('accepted', 'dismissed')),
  reason text,
  decided_by int references person,
  decided_at timestamptz,
  check ((decision is null) = (decided_by is null) and (decision is null) = (decided_at is null)),
  check (decision is distinct from 'dismissed' or length(reason) > 0)
);
create index catalogue_change_code on catalogue_change (code, what, place);
create index catalogue_change_open on catalogue_change (newer_on desc, code) where decision is null;
comment on table catalogue_change is 'byKey: differences between two snapshots, proposed to an editor as a new version; accepting one opens work and changes no law';
comment on column catalogue_change.updated_on is 'day on which the portal says that it changed the record';

create table catalogue_finding (
  id int generated always as identity primary key,
  kind text not null,
  code text not null,
  source text not null,
  place text not null,
  raw text not null,
  found_at timestamptz not null default now(),
  gone_at timestamptz,
  cleared_by int references person,
  cleared_at timestamptz,
  note text,
  unique (kind, code, source, place),
  check ((cleared_by is null) = (cleared_at is null) and (cleared_at is null or length(note) > 0))
);
create index catalogue_finding_open on catalogue_finding (code) where cleared_at is null and gone_at is null;
comment on table catalogue_finding is 'byKey: what no rule may put right in the national catalogue; cleared by an editor, and open again when its source changes';
comment on column catalogue_finding.raw is 'the words of the source; other words there open a cleared finding again';

create table catalogue_act (
  key uuid not null,
  at timestamptz not null default now(),
  person_id int not null references person,
  act text not null check (act in ('accept', 'dismiss', 'clear')),
  subject_id int not null,
  note text not null,
  primary key (key, subject_id)
);
create index catalogue_act_subject on catalogue_act (act, subject_id);
comment on table catalogue_act is 'byKey: what editors decided about changes and findings, in order; the key makes a form sent twice one act';
comment on column catalogue_act.note is 'the editor''s own words about a published procedure; no personal data is asked';

grant select on procedure_source_past, catalogue_snapshot, catalogue_change, catalogue_finding, catalogue_act
  to motcua_app, motcua_worker;
grant update (decision, reason, decided_by, decided_at) on catalogue_change to motcua_app;
grant update (cleared_by, cleared_at, note) on catalogue_finding to motcua_app;
grant insert on catalogue_act to motcua_app;
