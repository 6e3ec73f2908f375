-- Results: who is to sign a paper, the clerk's numbers, the requests to the civil register, and what anyone may check.

-- Projections of the history that lists and the public page look up by the paper itself.
alter table result_document add column silent_from timestamptz;
comment on column result_document.silent_from is 'for a draft that waits for the applicant: when silence becomes agreement';
create index result_document_silent on result_document (silent_from) where silent_from is not null;
create index result_document_id on result_document (id);
create index result_document_sha256 on result_document (sha256);

create table result_submission (
  dossier_id uuid not null references dossier deferrable initially deferred,
  document_id uuid not null,
  signer_person_id int not null,
  signer_name text not null,
  signer_title text not null,
  office_name text not null,
  template text not null,
  template_version text not null,
  created_at timestamptz not null default now(),
  scopes int[] not null,
  primary key (dossier_id, document_id)
);
comment on table result_submission is 'byDossier: under whose name a paper was set before it went up for signing; only they may sign it';
comment on column result_submission.signer_name is 'personal | the name printed under the signature | NĐ 30/2020 Đ13 | with the dossier';

create table result_number (
  office_id int not null references office,
  book text not null,
  year int not null,
  number int not null check (number > 0),
  dossier_id uuid not null unique,
  reserved_on date not null,
  state text not null default 'reserved' check (state in ('reserved', 'issued', 'voided')),
  void_reason text,
  primary key (office_id, book, year, number),
  check ((state = 'voided') = (void_reason is not null))
);
comment on table result_number is 'byKey: the clerk''s book, gapless: every number belongs to one dossier for ever, or is voided with a reason';

create table register_request (
  dossier_id uuid primary key references dossier deferrable initially deferred,
  round int not null default 1,
  state text not null default 'waiting' check (state in ('waiting', 'stuck', 'entered', 'refused', 'dropped')),
  idempotency_key uuid not null,
  attempts int not null default 0,
  next_try_at timestamptz,
  last_error text,
  requested_at timestamptz not null default now(),
  answered_at timestamptz,
  scopes int[] not null
);
create index register_request_due on register_request (next_try_at) where next_try_at is not null;
comment on table register_request is 'byDossier: what the civil register was asked to enter, and how often; stuck ones are listed to people';
comment on column register_request.last_error is 'a code of ours, never the register''s words: those could name somebody';

do $$
declare t text;
begin
  foreach t in array array['result_submission', 'register_request'] loop
    execute format('alter table %I enable row level security', t);
    execute format($p$create policy by_scope on %I to motcua_app
      using (scopes && string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[])
      with check (scopes && string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[])$p$, t);
    execute format('create policy worker on %I to motcua_worker using (true) with check (true)', t);
  end loop;
end $$;

-- Anyone who holds a paper may learn that it is not yet in force; nothing else of it (no name, no dossier).
create function result_standing(wanted uuid, hash bytea)
  returns table (state text, kind text, office_name text)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select r.state, r.kind, o.name from result_document r join office o on o.id = r.office_id
   where r.id = wanted or r.sha256 = hash
   order by r.created_at desc limit 1;
end;
revoke all on function result_standing(uuid, bytea) from public;

grant execute on function result_standing(uuid, bytea) to motcua_app, motcua_worker;
grant select, insert on result_submission, result_number to motcua_app, motcua_worker;
grant update (state, void_reason) on result_number to motcua_worker;
grant select on register_request to motcua_app;
grant select, insert, update on register_request to motcua_worker;
