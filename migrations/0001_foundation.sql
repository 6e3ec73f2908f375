-- The foundation: offices and people, sessions, and the dossier with its history.
-- Every table says how it would be distributed (byDossier | byKey | reference | local) in its comment.
-- Every column with personal data says: personal | purpose | legal ground | retention.
create extension if not exists unaccent;
create extension if not exists pg_trgm;

-- unaccent is only STABLE; a generated column needs IMMUTABLE, and the dictionary is named explicitly.
create function fold(words text) returns text
  language sql immutable parallel safe strict
  return lower(public.unaccent('public.unaccent'::regdictionary, replace(replace(normalize(words, nfc), 'Ð', 'Đ'), 'ð', 'đ')));
comment on function fold(text) is 'Search folding: lower case, no tone or diacritic marks, Đ/Ð to d';

-- ── offices ────────────────────────────────────────────────────────────────
create table office (
  id int primary key check (id between 1 and 999999),
  kind text not null check (kind in ('city', 'centre', 'department', 'commune')),
  name text not null,
  short_name text not null,
  parent_id int references office,
  address text,
  latitude double precision,
  longitude double precision,
  agency_code text not null unique,
  agency_code_is_stand_in boolean not null,
  folded text generated always as (fold(name)) stored,
  valid_from date not null,
  valid_to date
);
comment on table office is 'reference: offices with our own ids; the id is also the scope of the office';
create table office_number (
  number text not null,
  office_id int not null references office,
  valid_from date not null,
  valid_to date,
  primary key (number, office_id, valid_from)
);
comment on table office_number is 'reference: GSO numbers are reused, so a number is valid from–to';
create table service_point (
  id int primary key,
  office_id int not null references office,
  name text not null,
  address text,
  calendar text not null default 'hanoi'
);
comment on table service_point is 'reference: places that receive and return';

-- ── people ─────────────────────────────────────────────────────────────────
create table person (
  id int generated always as identity (start with 1000000) primary key,
  kind text not null check (kind in ('staff', 'citizen')),
  full_name text not null,
  personal_number text,
  birth_on date,
  phone text,
  email text,
  issuer text,
  subject text,
  is_active boolean not null default true,
  origin text not null default 'live' check (origin in ('live', 'demo')),
  created_at timestamptz not null default now(),
  unique (issuer, subject)
);
create unique index person_staff_email on person (lower(email)) where kind = 'staff';
comment on table person is 'byKey: people who sign in; the id is also the scope of the person';
comment on column person.full_name is 'personal | to know who acts | Luật 91/2025, NĐ 118/2025 | as long as the account or a dossier of theirs is kept';
comment on column person.personal_number is 'personal | to link a citizen with their dossiers | NĐ 69/2024 | as long as the account is kept';
comment on column person.birth_on is 'personal | to pre-fill forms | NĐ 224/2026 Đ15 | as long as the account is kept';
comment on column person.phone is 'personal | notices | NĐ 224/2026 Đ15.1.g | as long as the account is kept';
comment on column person.email is 'personal | sign-in of staff, notices | NĐ 224/2026 Đ15.1.g | as long as the account is kept';
comment on column person.subject is 'personal | the identity provider''s own id of the person | NĐ 69/2024 | as long as the account is kept';
create table credential (
  person_id int primary key references person,
  password_hash text not null,
  totp_secret text not null,
  totp_last_step bigint not null default 0,
  failed_attempts int not null default 0,
  locked_until timestamptz
);
comment on table credential is 'byKey: password (argon2id) and TOTP of staff; never selected by any page';
create table assignment (
  id int generated always as identity primary key,
  person_id int not null references person,
  office_id int not null references office,
  service_point_id int references service_point,
  role text not null check (role in ('receptionist', 'officer', 'leader', 'clerk', 'supervisor', 'controller', 'admin')),
  title text not null,
  valid_from date not null,
  valid_to date
);
create index assignment_person on assignment (person_id);
create index assignment_office on assignment (office_id, role);
comment on table assignment is 'reference: time-boxed roles (NĐ 61/2018 Đ11–12: secondment 6–24 months), never permanent';
create table session (
  token_hash bytea primary key,
  person_id int not null references person,
  kind text not null check (kind in ('staff', 'citizen')),
  assignment_id int references assignment,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create index session_person on session (person_id);
comment on table session is 'byKey: sessions are rows, so that ending one takes effect in the next request';
create table sign_in_log (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  person_id int,
  kind text not null,
  outcome text not null
);
comment on table sign_in_log is 'local: who signed in or failed to, without what they typed';

-- ── the dossier ────────────────────────────────────────────────────────────
create table dossier (
  id uuid primary key,
  seq int not null,
  code text not null,
  procedure_code text not null,
  procedure_version int not null,
  procedure_name text not null,
  case_code text,
  source text not null check (source in ('nationalPortal', 'counter', 'assisted', 'agent', 'post', 'ownPortal')),
  kind_of_filing text not null check (kind_of_filing in ('selfOnline', 'assistedOnline', 'counter', 'post')),
  receiving_office_id int not null references office,
  competent_office_id int not null references office,
  returning_office_id int not null references office,
  owner_name text not null,
  applicant_name text not null,
  applicant_person_id int,
  status smallint not null check (status between 1 and 10),
  step text,
  waits_for text,
  holder_person_id int,
  submitted_at timestamptz not null,
  accepted_at timestamptz,
  due_at timestamptz,
  first_due_at timestamptz,
  due_is_provisional boolean not null default false,
  paused_at timestamptz,
  finished_at timestamptz,
  returned_at timestamptz,
  supplement_rounds int not null default 0,
  has_e_result boolean not null default false,
  is_open boolean not null,
  origin text not null check (origin in ('live', 'demo', 'replay', 'migration')),
  scopes int[] not null
);
create index dossier_holder on dossier (holder_person_id, due_at) where is_open;
create index dossier_competent on dossier (competent_office_id, submitted_at);
create index dossier_applicant on dossier (applicant_person_id, submitted_at desc);
create index dossier_finished on dossier (competent_office_id, finished_at) where finished_at is not null;
comment on table dossier is 'byDossier: what lists and figures read; a projection of the history, rebuilt from it at any time';
comment on column dossier.owner_name is 'personal | to find and name the dossier | NĐ 118/2025, Luật Hộ tịch 60/2014 | with the dossier';
comment on column dossier.applicant_name is 'personal | to know who filed | NĐ 118/2025 Đ17 | with the dossier';

create table dossier_state (
  dossier_id uuid primary key references dossier on delete restrict deferrable initially deferred,
  seq int not null,
  head_hash bytea not null,
  state jsonb not null,
  scopes int[] not null
);
comment on table dossier_state is 'byDossier: the fold of the history, stored; motcua verify compares them';

create table dossier_event (
  dossier_id uuid not null,
  seq int not null check (seq > 0),
  kind text not null,
  version smallint not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  actor text not null,
  office_id int,
  origin text not null check (origin in ('live', 'demo', 'replay', 'migration')),
  body text not null,
  body_json jsonb generated always as (body::jsonb) stored,
  prev_hash bytea not null,
  hash bytea not null,
  scopes int[] not null,
  primary key (dossier_id, seq)
);
comment on table dossier_event is 'byDossier: the history, append-only and hash-chained (RFC 8785 text); scopes is an index for row security, outside the hash';
comment on column dossier_event.scopes is 'who may read; derived, may follow a transfer; not part of the hash';

create table dossier_private (
  dossier_id uuid not null,
  seq int not null,
  salt bytea not null,
  bytes bytea,
  erased_at timestamptz,
  erased_by text,
  scopes int[] not null,
  primary key (dossier_id, seq),
  foreign key (dossier_id, seq) references dossier_event deferrable initially deferred
);
comment on table dossier_private is 'byDossier: answers and free text of one event; the event holds sha256(salt ‖ bytes)';
comment on column dossier_private.bytes is 'personal | the content of the dossier | law of the procedure | with the dossier, or erased by a lawful order that is named';

create table dossier_contact (
  dossier_id uuid primary key references dossier deferrable initially deferred,
  phone text,
  phone_last4 text,
  email text,
  language text not null default 'vi',
  scopes int[] not null
);
comment on table dossier_contact is 'byDossier: where notices go';
comment on column dossier_contact.phone is 'personal | notices | NĐ 224/2026 Đ15.1.g | until 12 months after the result';
comment on column dossier_contact.phone_last4 is 'personal | look-up without sign-in | NĐ 224/2026 Đ15.1.g | until 12 months after the result';
comment on column dossier_contact.email is 'personal | notices | NĐ 224/2026 Đ15.1.g | until 12 months after the result';

create table dossier_file (
  dossier_id uuid not null references dossier deferrable initially deferred,
  id uuid not null,
  seq int not null,
  paper text not null,
  name text not null,
  sha256 bytea not null,
  size int not null,
  media_type text not null,
  scopes int[] not null,
  primary key (dossier_id, id)
);
comment on table dossier_file is 'byDossier: the files of a dossier; the bytes stand in the content-addressed store';
comment on column dossier_file.name is 'personal | what the applicant called the file | law of the procedure | with the dossier';

create table dossier_access (
  dossier_id uuid not null references dossier deferrable initially deferred,
  scope int not null,
  is_open boolean not null,
  waits_for text,
  due_at timestamptz,
  primary key (dossier_id, scope)
);
create index dossier_access_due on dossier_access (scope, due_at, dossier_id) where is_open;
create index dossier_access_queue on dossier_access (scope, waits_for, due_at, dossier_id) where is_open;
comment on table dossier_access is 'byDossier: one row per scope (ancestors included) that may read the dossier; ids and dates only, the dossier itself stands behind row security';

create table dossier_search (
  dossier_id uuid primary key references dossier deferrable initially deferred,
  words tsvector not null
);
create index dossier_search_words on dossier_search using gin (words);
comment on table dossier_search is 'byDossier: folded words and scope words in one tsvector, so that the index alone decides';
comment on column dossier_search.words is 'personal | to find a dossier by name or code | NĐ 118/2025 | with the dossier';

create table dossier_code (
  code text primary key,
  dossier_id uuid not null,
  kind text not null check (kind in ('own', 'portal', 'offline')),
  created_at timestamptz not null default now()
);
comment on table dossier_code is 'byKey: every code that ever pointed to a dossier; immutable';
create table dossier_counter (
  office_id int not null,
  day date not null,
  last int not null,
  primary key (office_id, day)
);
comment on table dossier_counter is 'byKey: sequence of an office in a (Hà Nội) day, taken last in the transaction';
create table submission_key (
  key uuid primary key,
  actor text not null,
  command text not null,
  request_hash bytea not null,
  dossier_id uuid not null,
  seq int not null,
  at timestamptz not null default now()
);
comment on table submission_key is 'byKey: a key made before the first click; a retry gets the first answer';
create table dossier_pending (
  dossier_id uuid primary key,
  from_seq int not null,
  since timestamptz not null default now()
);
comment on table dossier_pending is 'byDossier: dossiers whose new events the dispatcher has not handed on yet';
create table subscriber_parked (
  subscriber text not null,
  dossier_id uuid not null,
  from_seq int not null,
  error text not null,
  attempts int not null default 1,
  parked_at timestamptz not null default now(),
  retry_at timestamptz,
  primary key (subscriber, dossier_id)
);
comment on table subscriber_parked is 'byDossier: the stuck list; later events of the pair wait here';
create table dossier_reading (
  dossier_id uuid not null,
  id uuid not null,
  at timestamptz not null default now(),
  person_id int not null,
  office_id int,
  what text not null,
  purpose text not null,
  scopes int[] not null,
  primary key (dossier_id, id)
);
comment on table dossier_reading is 'byDossier: every opening of a dossier, a file or a search hit by staff; the citizen sees it';

-- ── results ────────────────────────────────────────────────────────────────
create table result_document (
  dossier_id uuid not null references dossier deferrable initially deferred,
  id uuid not null,
  kind text not null,
  template_version text not null,
  state text not null check (state in ('draft', 'signed', 'issued', 'revoked')),
  sha256 bytea not null,
  previous_sha256 bytea,
  number text,
  issued_on date,
  token text not null,
  office_id int not null references office,
  created_at timestamptz not null default now(),
  scopes int[] not null,
  primary key (dossier_id, id)
);
comment on table result_document is 'byDossier: results from draft to sealed original';
create table result_token (
  token text primary key,
  dossier_id uuid not null,
  document_id uuid not null,
  kind text not null,
  office_id int not null references office,
  number text not null,
  issued_on date not null,
  sha256 bytea not null unique,
  revoked_on date,
  revoked_reason text,
  origin text not null
);
comment on table result_token is 'byKey: what the public verification page may know of an issued paper: no name';
create table result_book (
  office_id int not null references office,
  book text not null,
  year int not null,
  last int not null,
  primary key (office_id, book, year)
);
comment on table result_book is 'byKey: the clerk''s books are gapless';

-- ── row security: the second wall ──────────────────────────────────────────
do $$
declare t text;
begin
  foreach t in array array['dossier', 'dossier_state', 'dossier_event', 'dossier_private', 'dossier_contact',
                           'dossier_file', 'dossier_reading', 'result_document'] loop
    execute format('alter table %I enable row level security', t);
    execute format($p$create policy by_scope on %I to motcua_app
      using (scopes && string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[])
      with check (scopes && string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[])$p$, t);
    execute format('create policy worker on %I to motcua_worker using (true) with check (true)', t);
  end loop;
end $$;

-- What anyone may know with a code and the last four digits of the phone (TT 01/2018 Đ16.2.d: code and progress, no name).
create function track_dossier(wanted text, last4 text)
  returns table (dossier_id uuid, code text, procedure_code text, procedure_name text, status smallint, step text, waits_for text,
                 submitted_at timestamptz, accepted_at timestamptz, due_at timestamptz, first_due_at timestamptz,
                 due_is_provisional boolean, paused_at timestamptz, finished_at timestamptz, returned_at timestamptz,
                 competent_office_id int, returning_office_id int)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select d.id, d.code, d.procedure_code, d.procedure_name, d.status, d.step, d.waits_for, d.submitted_at, d.accepted_at,
         d.due_at, d.first_due_at, d.due_is_provisional, d.paused_at, d.finished_at, d.returned_at,
         d.competent_office_id, d.returning_office_id
    from dossier_code c join dossier d on d.id = c.dossier_id join dossier_contact k on k.dossier_id = d.id
   where c.code = wanted and k.phone_last4 = last4;
end;

-- ── grants ─────────────────────────────────────────────────────────────────
-- The application may add to the history, never change or remove it; only the access index (scopes) of a row may follow a transfer.
grant usage on schema public to motcua_app, motcua_worker;
grant select on all tables in schema public to motcua_worker;
revoke select on credential, session from motcua_worker;
grant select on office, office_number, service_point, assignment to motcua_app;
grant select, insert, update on person, session, credential to motcua_app;
grant insert on sign_in_log to motcua_app;
grant insert, update on office, office_number, service_point, assignment to motcua_app;
grant select, insert, update on dossier, dossier_state, dossier_contact to motcua_app, motcua_worker;
grant select, insert on dossier_event, dossier_private, dossier_file, dossier_code, dossier_reading, submission_key
  to motcua_app, motcua_worker;
grant update (scopes) on dossier_event, dossier_private, dossier_file to motcua_app, motcua_worker;
grant select, insert, update, delete on dossier_access to motcua_app, motcua_worker;
grant select, insert, update on dossier_search, dossier_counter to motcua_app, motcua_worker;
grant select, insert on dossier_pending to motcua_app;
grant select, insert, update, delete on dossier_pending, subscriber_parked to motcua_worker;
grant select on subscriber_parked to motcua_app;
grant select, insert, update on result_document, result_token, result_book to motcua_app, motcua_worker;
revoke all on function track_dossier(text, text) from public;
grant execute on function track_dossier(text, text) to motcua_app;
