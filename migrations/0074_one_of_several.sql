-- motcua: old code may run
-- One rating a dossier, given by its owner or by whoever acts for them; to the other it is said that there is one, and nothing else.
create function is_rated(dossier uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select exists (
    select from rating r join dossier d on d.id = r.dossier_id
     where r.dossier_id = is_rated.dossier
       and d.scopes && string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[]);
end;
comment on function is_rated(uuid) is 'Whether somebody rated a dossier that the caller may see; never who, nor what';
revoke all on function is_rated(uuid) from public;
grant execute on function is_rated(uuid) to motcua_app;

-- Whoever may answer a request for supplements (owner, applicant, representative) has a draft of their own; the first answer counts.
-- a few thousand rows at most, built in milliseconds
-- squawk-ignore require-concurrent-index-creation
create unique index filing_draft_supplement_of on filing_draft (dossier_id, round, person_id) where kind = 'supplement';
-- the index above stands in its place
-- squawk-ignore require-concurrent-index-deletion
drop index filing_draft_supplement;

-- What somebody typed on the page of a supplement when their session had ended is kept as on the pages of a filing.
create or replace function rescue_typed(draft uuid, page text, typed jsonb, at timestamptz) returns boolean
  language sql security definer set search_path = public, pg_temp
as $$
  with kept as (
    insert into filing_rescue (draft_id, topic, person_id, fields, kept_at)
    select d.id, page, d.person_id, typed, at from filing_draft d
     where d.id = draft and (d.kind = 'supplement') = (page = 'bo-sung') and d.submitted_at is null and d.expires_at > at
    on conflict (draft_id, topic) do update set fields = excluded.fields, kept_at = excluded.kept_at
    returning 1)
  select exists (select 1 from kept);
$$;
