-- motcua: old code may run
-- A paper on its way into a draft: scanned or not, what the measurement says of the picture, how it is turned, where it was taken from.
alter table filing_draft_file
  add column scan text not null default 'off',
  add column scan_tries int not null default 0,
  add column turned smallint not null default 0,
  add column remark text,
  add column kept_anyway boolean not null default false,
  add column reuse_level smallint,
  add column reused_from uuid;
alter table filing_draft_file
  add constraint filing_draft_file_scan check (scan in ('off', 'waiting', 'clean', 'refused')) not valid,
  add constraint filing_draft_file_turned check (turned in (0, 90, 180, 270)) not valid,
  add constraint filing_draft_file_remark check (remark in ('blurred', 'empty', 'dark', 'small')) not valid,
  add constraint filing_draft_file_reuse check ((reuse_level is null) = (reused_from is null)) not valid;
comment on column filing_draft_file.scan is 'off: no scanner was set; waiting: closed until somebody has looked; refused: found bad, its bytes are gone';
comment on column filing_draft_file.remark is 'what the measurement found against the picture';
comment on column filing_draft_file.kept_anyway is 'the applicant keeps the picture although it has a remark; the officer sees both';
comment on column filing_draft_file.reused_from is 'the earlier dossier of the same person from which it was taken over';
grant update (scan, scan_tries) on filing_draft_file to motcua_worker;

-- A file that comes in pieces: after a lost connection only what is missing is sent again.
create table filing_upload (
  id uuid primary key,
  person_id int not null,
  draft_id uuid not null references filing_draft on delete cascade,
  paper text not null,
  name text not null,
  size int not null,
  mark text not null,
  received int not null default 0,
  began_at timestamptz not null,
  unique (draft_id, paper, mark)
);
create index filing_upload_person on filing_upload (person_id);
create index filing_upload_began on filing_upload (began_at);
comment on table filing_upload is 'byKey: files on their way in pieces; gone when whole, with the draft, or after a day';
comment on column filing_upload.name is 'personal | what the applicant called the file | law of the procedure | until it is whole, a day at most';
comment on column filing_upload.mark is 'how the browser knows the same file again: its name, size and day, hashed there';

create table filing_upload_piece (
  upload_id uuid not null references filing_upload on delete cascade,
  person_id int not null,
  starts_at int not null,
  bytes bytea not null,
  primary key (upload_id, starts_at)
);
comment on table filing_upload_piece is 'byKey: the pieces of such a file';
comment on column filing_upload_piece.bytes is 'personal | a part of a paper | law of the procedure | until it is whole, a day at most';

alter table filing_upload enable row level security;
alter table filing_upload_piece enable row level security;
create policy by_person on filing_upload to motcua_app
  using (person_id = any (string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[]))
  with check (person_id = any (string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[]));
create policy by_person on filing_upload_piece to motcua_app
  using (person_id = any (string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[]))
  with check (person_id = any (string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[]));
create policy worker on filing_upload to motcua_worker using (true);
create policy worker on filing_upload_piece to motcua_worker using (true);
grant select, insert, update, delete on filing_upload to motcua_app;
grant select, insert, delete on filing_upload_piece to motcua_app;
grant select, delete on filing_upload, filing_upload_piece to motcua_worker;
