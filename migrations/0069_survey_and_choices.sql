-- motcua: old code may run
-- What people say of the service after the result, whom the office never hears by name, and how each person wants to be told.
create table rating (
  dossier_id uuid primary key references dossier deferrable initially deferred,
  person_id int,
  office_id int not null references office,
  overall smallint not null check (overall between 1 and 4),
  aspects jsonb not null,
  note text,
  photo_sha256 text,
  photo_type text,
  rated_at timestamptz not null,
  changed_at timestamptz not null
);
create index rating_office on rating (office_id, rated_at);
comment on table rating is 'byDossier: one answer to "are you satisfied", read by nobody but whoever gave it; offices see counts (function satisfaction)';
comment on column rating.dossier_id is 'personal | one rating for each dossier, changed for a few days | NĐ 61/2018 Đ27.3, Đ31 | with the dossier; never shown to staff';
comment on column rating.person_id is 'personal | who may read and change it | NĐ 61/2018 Đ27.3 | with the dossier; never shown to staff';
comment on column rating.overall is '4 very satisfied, 3 satisfied, 2 neither, 1 not satisfied';
comment on column rating.aspects is 'the seven of NĐ 61/2018 Đ31.1 that were answered: name to 1–4';
comment on column rating.note is 'personal | what the person wrote | NĐ 61/2018 Đ31 | with the dossier; shown without dossier, day or person';
comment on column rating.photo_sha256 is 'personal | a picture that the person added | NĐ 61/2018 Đ31 | with the dossier; shown to whoever sent it';

alter table rating enable row level security;
create policy by_person on rating to motcua_app
  using (person_id = any (string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[]))
  with check (person_id = any (string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[]));
create policy worker on rating to motcua_worker using (true) with check (true);
grant select, insert, update on rating to motcua_app;
grant select on rating to motcua_worker;

-- Counts by office, never a single answer: an office with fewer than `smallest` answers has no row.
create function satisfaction(since timestamptz, until timestamptz, smallest int)
  returns table (office_id int, rated int, satisfied int, aspects jsonb)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  with counted as (
    select r.office_id, count(*)::int as rated, (count(*) filter (where r.overall >= 3))::int as satisfied
      from rating r where r.rated_at >= since and r.rated_at < until
     group by r.office_id having count(*) >= greatest(smallest, 5)),
  each_aspect as (
    select r.office_id, a.key, count(*)::int as rated, (count(*) filter (where a.value::int >= 3))::int as satisfied
      from rating r join counted c using (office_id), jsonb_each_text(r.aspects) a
     where r.rated_at >= since and r.rated_at < until
     group by r.office_id, a.key having count(*) >= greatest(smallest, 5))
  select c.office_id, c.rated, c.satisfied,
         coalesce((select jsonb_object_agg(e.key, jsonb_build_object('rated', e.rated, 'satisfied', e.satisfied))
                     from each_aspect e where e.office_id = c.office_id), '{}')
    from counted c;
end;
comment on function satisfaction(timestamptz, timestamptz, int) is 'How satisfied people were with each office: counts of at least five, never who (NĐ 61/2018 Đ27.3)';
revoke all on function satisfaction(timestamptz, timestamptz, int) from public;
grant execute on function satisfaction(timestamptz, timestamptz, int) to motcua_app;

-- What was written, in no order that tells when or by whom; nothing while fewer than `smallest` people wrote.
create function satisfaction_words(office int, since timestamptz, until timestamptz, smallest int)
  returns table (note text)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  with written as (
    select r.note from rating r
     where r.office_id = office and r.rated_at >= since and r.rated_at < until and r.note is not null)
  select w.note from written w where (select count(*) from written) >= greatest(smallest, 5) order by md5(w.note);
end;
comment on function satisfaction_words(int, timestamptz, timestamptz, int) is 'What people wrote about an office, at least five of them together, without dossier, day or person';
revoke all on function satisfaction_words(int, timestamptz, timestamptz, int) from public;
grant execute on function satisfaction_words(int, timestamptz, timestamptz, int) to motcua_app;

create table notice_choice (
  person_id int primary key,
  choices jsonb not null check (jsonb_typeof(choices) = 'object'),
  phone text,
  phone_confirmed_at timestamptz,
  changed_at timestamptz not null,
  check ((phone is null) = (phone_confirmed_at is null))
);
comment on table notice_choice is 'byKey: through which channels a person wants to be told of which moment, and the phone that they have proved to hold';
comment on column notice_choice.person_id is 'personal | to tell people as they want to be told | NĐ 224/2026 Đ15.1.g, Luật 91/2025 | until changed or the account ends';
comment on column notice_choice.choices is 'moment to channels: {"result": ["mail"]}; an empty list means only on the pages of the dossier; a moment that is missing: every channel';
comment on column notice_choice.phone is 'personal | notices go to the phone that its holder has confirmed | NĐ 224/2026 Đ15.1.g | until changed or the account ends';
alter table notice_choice enable row level security;
create policy by_person on notice_choice to motcua_app
  using (person_id = any (string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[]))
  with check (person_id = any (string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[]));
create policy worker on notice_choice to motcua_worker using (true) with check (true);
grant select, insert, update on notice_choice to motcua_app;
grant select on notice_choice to motcua_worker;
