-- Publication of the law (NĐ 63/2010 Đ13–15, Đ24): drafts that controllers edit, the check, the release by a second person, the withdrawal,
-- and a log of every act. What is published never changes: neither the application nor the owner can alter or delete it.

alter table procedure_document
  add column tests jsonb,
  add column drafted_by int references person,
  add column released_by int references person,
  add column posted_at timestamptz,
  add column is_shortened boolean not null default false,
  add column withdrawn_on date,
  add column withdrawal jsonb,
  add check ((withdrawn_on is null) = (withdrawal is null)),
  add check (released_by is null or released_by is distinct from drafted_by),
  add check ((released_by is null) = (posted_at is null));
comment on column procedure_document.tests is 'the examples that the version had to pass, kept with it; null where it has none';
comment on column procedure_document.released_by is 'the controller who released it, never who drafted it; null: published from a file by the system';
comment on column procedure_document.posted_at is 'the moment of release (QĐ 766: posted on); null where a file was imported, whose posting nobody here saw';
comment on column procedure_document.is_shortened is 'the decision was made by the shortened procedure: two working days to post it instead of five';
comment on column procedure_document.withdrawn_on is 'from this day on it is not in force; on or before valid_from: it never was';
comment on column procedure_document.withdrawal is 'manner (abolished, suspended), reason, legal basis, by whom and when';

-- In force is the version with the latest beginning, so that no two begin on one day: exactly one or none is in force.
create unique index procedure_document_begins on procedure_document (code, valid_from)
  where kind = 'procedure' and (withdrawn_on is null or withdrawn_on > valid_from);

create table publication_draft (
  id uuid primary key,
  kind text not null check (kind in ('procedure', 'form', 'workflow')),
  code text not null,
  version int not null check (version >= 1),
  state text not null check (state in ('draft', 'checked', 'released', 'discarded')),
  revision int not null check (revision >= 1),
  body jsonb not null,
  tests jsonb,
  sha256 text not null,
  origin jsonb not null,
  created_by int not null references person,
  created_at timestamptz not null,
  edited_by int not null references person,
  edited_at timestamptz not null,
  check_result jsonb,
  check (state <> 'checked' or check_result is not null)
);
create unique index publication_draft_open on publication_draft (kind, code, version) where state in ('draft', 'checked');
create index publication_draft_code on publication_draft (code);
comment on table publication_draft is 'reference: documents being written, before their release; one open draft for each version';
comment on column publication_draft.sha256 is 'of the canonical text of body and tests: what was checked is what is released';
comment on column publication_draft.origin is 'what it was made from: a published version, the national detail record, or a file';
comment on column publication_draft.check_result is 'the last check: when, by whom, of which hash, with which other drafts, and every fault';

create table publication_event (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  key uuid not null,
  act text not null check (act in ('create', 'edit', 'check', 'release', 'withdraw', 'discard', 'import')),
  kind text not null,
  code text not null,
  version int not null,
  draft_id uuid,
  person_id int references person,
  body jsonb not null,
  unique (key, kind, code, version)
);
create index publication_event_document on publication_event (code, id);
create index publication_event_law on publication_event (id) where act in ('release', 'withdraw', 'import');
comment on table publication_event is 'reference: who did what to which document when; append-only';
comment on column publication_event.key is 'idempotency key of the act: a repeated act finds its first outcome';
comment on column publication_event.person_id is 'null: the system, from a file at installation';

create function keep_publication_event() returns trigger language plpgsql as $$
begin
  raise exception 'the log of publication is append-only' using errcode = 'restrict_violation';
end $$;
create trigger publication_event_is_append_only before update or delete on publication_event
  for each row execute function keep_publication_event();
create trigger publication_event_stays before truncate on publication_event
  for each statement execute function keep_publication_event();

-- Before the first dossier (made ones of a demo do not count) a file that the system published may be corrected in place, and examples may be added to one that
-- had none; nothing else ever changes.
create function keep_published() returns trigger language plpgsql as $$
declare
  may_change text[] := array['withdrawn_on', 'withdrawal'];
begin
  if tg_op <> 'UPDATE' then
    raise exception 'a published document is never deleted' using errcode = 'restrict_violation';
  end if;
  if old.withdrawn_on is not null
     and (old.withdrawn_on, old.withdrawal) is distinct from (new.withdrawn_on, new.withdrawal) then
    raise exception '% % v% is withdrawn already', old.kind, old.code, old.version using errcode = 'restrict_violation';
  end if;
  if old.tests is null and old.released_by is null then
    may_change := may_change || array['tests'];
  end if;
  if (to_jsonb(old) - may_change) is distinct from (to_jsonb(new) - may_change)
     and (old.released_by is not null or new.released_by is not null or exists (select from dossier where origin <> 'demo')) then
    raise exception '% % v% is published and never changes', old.kind, old.code, old.version
      using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger procedure_document_is_kept before update or delete on procedure_document
  for each row execute function keep_published();
create trigger procedure_document_stays before truncate on procedure_document
  for each statement execute function keep_published();

grant select, insert, update on publication_draft to motcua_app;
grant select, insert on publication_event to motcua_app;
grant select on publication_draft, publication_event to motcua_worker;
grant insert on procedure_document to motcua_app;
grant update (withdrawn_on, withdrawal) on procedure_document to motcua_app;

-- Tracking shows the steps of the workflow that the dossier keeps, not of the version in force today.
drop function track_dossier(text, text);
create function track_dossier(wanted text, last4 text)
  returns table (dossier_id uuid, code text, procedure_code text, procedure_version int, procedure_name text, status smallint,
                 step text, waits_for text, submitted_at timestamptz, accepted_at timestamptz, due_at timestamptz,
                 first_due_at timestamptz, due_is_provisional boolean, paused_at timestamptz, finished_at timestamptz,
                 returned_at timestamptz, competent_office_id int, returning_office_id int)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select d.id, d.code, d.procedure_code, d.procedure_version, d.procedure_name, d.status, d.step, d.waits_for, d.submitted_at,
         d.accepted_at, d.due_at, d.first_due_at, d.due_is_provisional, d.paused_at, d.finished_at, d.returned_at,
         d.competent_office_id, d.returning_office_id
    from dossier_code c join dossier d on d.id = c.dossier_id join dossier_contact k on k.dossier_id = d.id
   where c.code = wanted and k.phone_last4 = last4;
end;
revoke all on function track_dossier(text, text) from public;
grant execute on function track_dossier(text, text) to motcua_app;
