-- motcua: old code may run
-- Acting for another. A party is whose matter a dossier is: a person by personal number and name, an organisation by tax code. It
-- needs no account: when its owner signs in later, number and name lead to it. Its id is a scope, and so is the id of each of its
-- procedures: a representation for some procedures opens these alone. What a representative reads is decided request by request
-- from the representations that live at that moment; no dossier is touched when one ends.
create table party (
  id int generated always as identity (start with 2000000000 minvalue 2000000000 maxvalue 2049999999) primary key,
  kind text not null check (kind in ('person', 'organisation')),
  number text not null,
  name text not null,
  name_key text not null,
  created_at timestamptz not null default now(),
  unique (kind, number, name_key)
);
comment on table party is 'byKey: whose matter a dossier is, also without an account; the id is also a scope of its dossiers';
comment on column party.number is 'personal | so that the owner finds what was filed for them | NĐ 69/2024, Luật 91/2025 | as long as a dossier or a representation names it';
comment on column party.name is 'personal | shown to representatives and to the owner | Luật 91/2025 | as long as a dossier or a representation names it';
comment on column party.name_key is 'the folded name of a person: a mistyped number must not open a dossier to a stranger; empty for organisations';
grant select, insert on party to motcua_app;
grant update (name) on party to motcua_app;
grant select on party to motcua_worker;

create table party_procedure (
  id int generated always as identity (start with 2050000000 minvalue 2050000000 maxvalue 2147483647) primary key,
  party_id int not null references party,
  procedure_code text not null,
  unique (party_id, procedure_code)
);
comment on table party_procedure is 'byKey: one procedure of one party; the id is also a scope, so that a representation may cover some procedures only';
grant select, insert on party_procedure to motcua_app;
grant update (procedure_code) on party_procedure to motcua_app;
grant select on party_procedure to motcua_worker;

create table representation (
  id int generated always as identity primary key,
  person_id int not null references person,
  party_id int not null references party,
  kind text not null check (kind in ('parentOfMinor', 'guardian', 'authorisedFamily', 'spouse', 'legalRepresentative', 'authorisedStaff')),
  procedures text[],
  may text[] not null check (may <@ '{file,follow,pay,collect}' and may <> '{}'),
  valid_from date not null,
  valid_to date not null check (valid_to >= valid_from),
  state text not null default 'asked' check (state in ('asked', 'confirmed', 'refused', 'revoked')),
  source text check (source in ('represented', 'phoneCode', 'register', 'counter', 'legalRepresentative')),
  code text not null unique,
  asked_at timestamptz not null default now(),
  answered_at timestamptz,
  answered_by int references person,
  ended_at timestamptz,
  ended_by int references person,
  reason text,
  paper text,
  check (source is distinct from 'counter' or paper is not null),
  check ((state = 'asked') = (answered_at is null)),
  check (state not in ('confirmed', 'revoked') or source is not null or ended_at is not null),
  check ((state = 'revoked') = (ended_at is not null))
);
create index representation_person on representation (person_id) where state = 'confirmed';
create index representation_party on representation (party_id);
create unique index representation_asked on representation (person_id, party_id, kind) where state = 'asked';
comment on table representation is 'byKey: who may act for which person or organisation, in what, from–to, until it is revoked; over by itself after the last day';
comment on column representation.procedures is 'codes of the procedures that it covers; null: all of them';
comment on column representation.code is 'what the representative shows at a counter that looks at the paper';
comment on column representation.paper is 'personal | the paper that a counter looked at: which, of whom, of what day | BLDS 2015 Đ138 | as long as the row';
comment on column representation.reason is 'personal | why it was refused or ended, told to both | BLDS 2015 Đ134–143 | as long as the row';
grant select, insert on representation to motcua_app;
grant update (state, source, paper, answered_at, answered_by, ended_at, ended_by, reason) on representation to motcua_app;
grant select on representation to motcua_worker;

create table phone_code (
  id uuid primary key,
  representation_id int not null references representation,
  is_sent boolean not null,
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  tries int not null default 0,
  used_at timestamptz
);
create index phone_code_of on phone_code (representation_id, sent_at desc);
comment on table phone_code is 'byKey: a code on the phone of the represented person: once, ten minutes, five tries; the code itself is stored nowhere';
comment on column phone_code.is_sent is 'false: no phone was known, or no consent was given; the answer to whoever asked is the same';
grant select, insert on phone_code to motcua_app;
grant update (tries, used_at) on phone_code to motcua_app;
grant select, delete on phone_code to motcua_worker;

-- Wakes the worker to send it; the message is made there, so that the code lies in no table.
create function enqueue_phone_code(code uuid) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if to_regclass('graphile_worker._private_jobs') is null then return false; end if;
  perform graphile_worker.add_job(
    identifier => 'sendPhoneCode',
    payload => json_build_object('id', code),
    max_attempts => 3::smallint,
    job_key => 'phone-code:' || code);
  return true;
end $$;
comment on function enqueue_phone_code(uuid) is 'Puts a phone code into the queue; false while there is no queue';
revoke all on function enqueue_phone_code(uuid) from public;
grant execute on function enqueue_phone_code(uuid) to motcua_app;

-- Drafts live 30 days: the table is small, and each person has one per procedure and represented party.
alter table filing_draft add column representation_id int;
comment on column filing_draft.representation_id is 'in whose name it is filled in; null: one''s own';
-- a few thousand rows at most, built in milliseconds
-- squawk-ignore require-concurrent-index-creation
create unique index filing_draft_open_for on filing_draft (person_id, procedure_code, coalesce(representation_id, 0))
  where kind = 'filing' and submitted_at is null;
-- the index above stands in its place
-- squawk-ignore require-concurrent-index-deletion
drop index filing_draft_open;

-- What people ask about their own data, and what they allowed (Luật 91/2025/QH15, NĐ 356/2025).
create table data_request (
  id uuid primary key,
  person_id int not null references person,
  kind text not null check (kind in ('rectify', 'erase', 'object')),
  about text not null,
  words text not null,
  asked_at timestamptz not null,
  answer_by timestamptz not null,
  done_by timestamptz not null,
  holder_person_id int references person,
  seen_at timestamptz,
  extended_for text,
  state text not null default 'open' check (state in ('open', 'granted', 'refused', 'taken back')),
  answered_at timestamptz,
  answered_by int references person,
  answer text,
  check ((state = 'open') = (answered_at is null)),
  check (state not in ('granted', 'refused') or answer is not null)
);
create index data_request_person on data_request (person_id, asked_at desc);
create index data_request_open on data_request (done_by) where state = 'open';
comment on table data_request is 'byKey: corrections, erasure and objections that people ask for, with the legal clocks, who answers and the answer';
comment on column data_request.about is 'what it is about: an entry of data/personal-data/law.json, or the code of a dossier';
comment on column data_request.words is 'personal | what is wrong, to be erased or objected to | Luật 91/2025/QH15 | as long as the row';
comment on column data_request.answer is 'personal | the answer with its ground | Luật 91/2025/QH15, NĐ 356/2025 | as long as the row';
comment on column data_request.answer_by is 'a first answer is due';
comment on column data_request.done_by is 'it is to be done or refused; later once, when extended_for says why';
grant select, insert on data_request to motcua_app;
grant update (done_by, holder_person_id, seen_at, extended_for, state, answered_at, answered_by, answer) on data_request to motcua_app;
grant select on data_request to motcua_worker;

create table consent (
  id bigint generated always as identity primary key,
  person_id int not null references person,
  purpose text not null,
  words_version int not null,
  given_at timestamptz not null,
  withdrawn_at timestamptz
);
create unique index consent_living on consent (person_id, purpose) where withdrawn_at is null;
comment on table consent is 'byKey: what a person allowed, in which words, and when they took it back; never given on their behalf';
comment on column consent.person_id is 'personal | to prove a consent and its withdrawal | Luật 91/2025/QH15 | as long as the account is kept';
grant select, insert on consent to motcua_app;
grant update (withdrawn_at) on consent to motcua_app;
grant select on consent to motcua_worker;
