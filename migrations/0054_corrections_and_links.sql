-- motcua: old code may run
-- An issued result may be replaced or revoked; a dossier may follow another, or be a double of it.
alter table result_token add column replaced_on date;
alter table result_token add column replaced_why text;
alter table result_token add column revoked_why text;
comment on column result_token.replaced_why is 'the kind of error, in one of a few words; never what was wrong';
comment on column result_token.revoked_why is 'the kind of reason, in one of a few words';
grant update (replaced_on, replaced_why, revoked_on, revoked_why, revoked_reason) on result_token to motcua_worker;
grant delete on result_document to motcua_worker;

create table result_change (
  dossier_id uuid not null references dossier deferrable initially deferred,
  seq int not null,
  what text not null check (what in ('correction', 'revocation')),
  state text not null check (state in ('prepared', 'decided', 'dropped', 'done')),
  document_id uuid not null,
  why text not null,
  code text not null,
  office_id int not null references office,
  begun_at timestamptz not null,
  ended_at timestamptz,
  scopes int[] not null,
  primary key (dossier_id, seq)
);
create index result_change_open on result_change (office_id, state, begun_at) where ended_at is null;
create index result_change_ended on result_change (office_id, ended_at) where ended_at is not null;
comment on table result_change is 'byDossier: corrections and revocations of issued results, open and ended; a projection';

create table dossier_link (
  dossier_id uuid not null references dossier deferrable initially deferred,
  other_id uuid not null,
  other_code text not null,
  why text not null check (why in ('correction', 'complaint', 'resubmission')),
  side text not null check (side in ('follows', 'isFollowed')),
  -- files that the later one took over from the former
  reused_files int not null default 0,
  at timestamptz not null,
  scopes int[] not null,
  primary key (dossier_id, side, other_id)
);
comment on table dossier_link is 'byDossier: which dossier follows from which, one row on each side; a projection';

-- By what two dossiers may be one matter: hashes of who it is about, so that a double is found by an index.
create table dossier_matter (
  dossier_id uuid not null references dossier deferrable initially deferred,
  key bytea not null,
  procedure_code text not null,
  submitted_at timestamptz not null,
  scopes int[] not null,
  primary key (dossier_id, key)
);
create index dossier_matter_same on dossier_matter (key, procedure_code, submitted_at);
comment on table dossier_matter is 'byDossier: what a double is recognised by; a projection';
comment on column dossier_matter.key is 'personal | to find a second dossier of the same matter before it is accepted | NĐ 118/2025 Đ17 | as long as the dossier; a hash of names, days and numbers';

-- What the subscriber has found and the clock has still to write into the history.
create table dossier_match (
  dossier_id uuid not null references dossier deferrable initially deferred,
  other_id uuid not null,
  other_code text not null,
  other_status smallint not null,
  state text not null default 'waiting' check (state in ('waiting', 'told')),
  found_at timestamptz not null default now(),
  scopes int[] not null,
  primary key (dossier_id, other_id)
);
create index dossier_match_waiting on dossier_match (found_at, dossier_id) where state = 'waiting';
comment on table dossier_match is 'byDossier: earlier dossiers of what may be the same matter, found when it was filed';

do $$
declare t text;
begin
  foreach t in array array['result_change', 'dossier_link', 'dossier_matter', 'dossier_match'] loop
    execute format('alter table %I enable row level security', t);
    execute format($p$create policy by_scope on %I to motcua_app
      using (scopes && string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[])
      with check (scopes && string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[])$p$, t);
    execute format('create policy worker on %I to motcua_worker using (true) with check (true)', t);
    execute format('grant select on %I to motcua_app', t);
    execute format('grant select, insert, update, delete on %I to motcua_worker', t);
  end loop;
end $$;
