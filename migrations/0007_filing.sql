-- Drafts of citizens (of a filing, of a supplement) and the tries of those who look a dossier up without signing in.
-- A draft is not a dossier: it belongs to one person alone, nobody of an office sees it, and it is erased after 30 days.

create table filing_draft (
  id uuid primary key,
  kind text not null check (kind in ('filing', 'supplement')),
  person_id int not null,
  procedure_code text not null,
  procedure_version int not null,
  form_version int not null,
  dossier_id uuid,
  round int,
  raw jsonb not null default '{}',
  disputed text[] not null default '{}',
  office_id int references office,
  created_at timestamptz not null,
  saved_at timestamptz not null,
  expires_at timestamptz not null,
  submitted_at timestamptz,
  check ((kind = 'supplement') = (round is not null)),
  check (kind = 'filing' or dossier_id is not null)
);
create unique index filing_draft_open on filing_draft (person_id, procedure_code)
  where kind = 'filing' and submitted_at is null;
create unique index filing_draft_supplement on filing_draft (dossier_id, round) where kind = 'supplement';
create index filing_draft_expired on filing_draft (expires_at);
comment on table filing_draft is 'byKey: what a citizen has typed and not yet sent; the id is the submission key, so that sending twice is one dossier';
comment on column filing_draft.raw is 'personal | to go on filing later | NĐ 224/2026 Đ15, Luật 91/2025 | emptied at submission, erased 30 days after the last change';
comment on column filing_draft.disputed is 'questions whose answer from the national identity the person says is wrong; they answer themselves';
comment on column filing_draft.office_id is 'the office the person chose where more than one may decide';
comment on column filing_draft.expires_at is '30 days after the last change; from then on nobody can open it, and the nightly job erases it';

create table filing_draft_file (
  draft_id uuid not null references filing_draft on delete cascade,
  id uuid not null,
  person_id int not null,
  paper text not null,
  name text not null,
  sha256 bytea not null,
  size int not null,
  media_type text not null,
  uploaded_at timestamptz not null,
  primary key (draft_id, id)
);
comment on table filing_draft_file is 'byKey: papers handed in with a draft; the bytes stand in the content-addressed store';
comment on column filing_draft_file.name is 'personal | what the applicant called the file | law of the procedure | with the draft';

-- Five digits of a code and four of a phone are soon guessed: wrong tries are counted for every code, also for codes that do not exist.
create table tracking_try (
  code_hash bytea not null,
  hour timestamptz not null,
  tries int not null,
  primary key (code_hash, hour)
);
comment on table tracking_try is 'local: wrong tries at a code within an hour; a hash only, erased after a day';

alter table filing_draft enable row level security;
alter table filing_draft_file enable row level security;
create policy by_person on filing_draft to motcua_app
  using (person_id = any (string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[]))
  with check (person_id = any (string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[]));
create policy by_person on filing_draft_file to motcua_app
  using (person_id = any (string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[]))
  with check (person_id = any (string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[]));
create policy worker on filing_draft to motcua_worker using (true);
create policy worker on filing_draft_file to motcua_worker using (true);

grant select, insert, update, delete on filing_draft, filing_draft_file to motcua_app;
grant select, delete on filing_draft, filing_draft_file to motcua_worker;
grant select, insert, update on tracking_try to motcua_app;
grant select, delete on tracking_try to motcua_worker;
