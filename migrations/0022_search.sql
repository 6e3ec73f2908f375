-- Searching the catalogue: one narrow row for each procedure with its words, the words of the whole catalogue with how often they
-- occur (for mending slips of the finger and for weighing), and everyday phrases with every meaning they may have. Triggers keep
-- the rows in step with the list and with what is published, whoever writes there.

-- Words only: folded, everything that is neither letter nor digit becomes a space; 'lý' and 'lí', 'sỹ' and 'sĩ' are one word.
create function search_text(words text) returns text
  language sql immutable parallel safe strict
  return regexp_replace(btrim(regexp_replace(fold(words), '[^a-z0-9]+', ' ', 'g')), '\m([hklmst])y\M', '\1i', 'g');
comment on function search_text(text) is 'the words of a text for searching: folded, single spaces, letters and digits only, y as i at the end of a syllable';

drop table synonym;
create table synonym (
  folded text not null,
  position int not null,
  phrase text not null,
  means text not null,
  primary key (folded, position)
);
comment on table synonym is 'reference: everyday words, abbreviations and English words, and the words of the catalogue that they mean; several meanings in order';
comment on column synonym.folded is 'the phrase as it is compared: without accents, in single spaces';
comment on column synonym.means is 'in the words of the catalogue; empty: a filler that is dropped';

create table special_case (
  folded text primary key,
  phrase text not null
);
comment on table special_case is 'reference: words in a name that make it a special case, ranked below the general one unless somebody asks for it';

create table search_entry (
  key text primary key,
  code text not null,
  is_listed boolean not null default true,
  published_until date,
  name text not null,
  other_names text[] not null,
  field text not null,
  performed_by text[] not null,
  issued_by text not null,
  received_by text[] not null,
  not_received text,
  bare text not null,
  titles text[] not null,
  bare_field text not null,
  special text[] not null,
  words tsvector not null
);
create index search_entry_words on search_entry using gin (words) with (fastupdate = off);
create index search_entry_bare on search_entry using gin (bare gin_trgm_ops) with (fastupdate = off);
create index search_entry_code on search_entry (code text_pattern_ops);
comment on table search_entry is 'reference: what is searched of each procedure, listed or only published here; kept by triggers';
comment on column search_entry.key is 'the portal''s id of a listed procedure, else its code: two listed procedures share a code';
comment on column search_entry.is_listed is 'it stands in the national list; if not, people find it only while it is published here';
comment on column search_entry.published_until is 'the day from which no version is published here any more, infinity if none is known, -infinity if none ever was in force; null: no document';
comment on column search_entry.other_names is 'its short name and its English names, where it is published here';
comment on column search_entry.bare is 'the words of the name and the other names, in single spaces';
comment on column search_entry.titles is 'the words of the name and of each other name';
comment on column search_entry.special is 'the special cases that its name or its performers hold; not those that it only lists after the general act (Cấp, cấp lại …)';
comment on column search_entry.words is 'A name, B other names, C field';

-- A withdrawal may lie in the future: whether a row counts as published is asked on the day of the search, not when it was written.
create view searched_entry as
  select e.*, coalesce(e.published_until > today.day, false) as is_published,
         case when e.is_listed or e.published_until > today.day then e.not_received else 'withdrawn' end as not_received_today
    from search_entry e, (select (now() at time zone 'Asia/Ho_Chi_Minh')::date as day) as today;
comment on view searched_entry is 'reference: search_entry as it stands today; not listed and published no more is withdrawn';

create table search_word (
  word text primary key,
  occurrences int not null
);
comment on table search_word is 'reference: every word of the names people may see, with the number of names it stands in; 0: of a synonym only';
create table search_pair (
  first text not null,
  second text not null,
  occurrences int not null,
  primary key (first, second)
);
create index search_pair_second on search_pair (second, first);
comment on table search_pair is 'reference: which word follows which in names and synonyms; decides between two possible corrections';

-- Rows of the list joined to the newest published version; what is published without being listed has a row of its own. A stored
-- document without a name is faulty and says nothing: an older version speaks, or the list.
create function refresh_search_entries(changed text[]) returns void
  language sql security definer set search_path = public as $$
  delete from search_entry where changed is null or code = any (changed);
  insert into search_entry
  with stored as (
    select code, version, body ->> 'handledIn' as handled_in, left(body #>> '{name,vi}', 5000) as name,
           left(coalesce(body #>> '{category,name,vi}', ''), 5000) as field,
           array_remove(array[left(body #>> '{shortName,vi}', 5000), left(body #>> '{name,en}', 5000),
                              left(body #>> '{shortName,en}', 5000)], null) as other_names,
           case when withdrawn_on <= valid_from then '-infinity' else coalesce(withdrawn_on, 'infinity') end as until
      from procedure_document
     where kind = 'procedure' and (changed is null or code = any (changed)) and jsonb_typeof(body #> '{name,vi}') = 'string'),
  -- The newest that is not withdrawn; when all are, the newest.
  newest as (
    select distinct on (code) code, handled_in, name, field, max(until) over (partition by code) as published_until,
           case when until > today.day then other_names else '{}' end as other_names
      from stored, (select (now() at time zone 'Asia/Ho_Chi_Minh')::date as day) as today
     order by code, until > today.day desc, version desc),
  listed as (
    select p.portal_id as key, p.code, true as is_listed, p.name, p.field, p.performed_by, p.issued_by, p.received_by, p.not_received
      from procedure p where changed is null or p.code = any (changed)
    union all
    -- Published but in no list: the joint procedures of NĐ 301/2026, which a ward leads; or handled in a national system.
    select d.code, d.code, false, d.name, d.field, '{}'::text[], '',
           case when d.handled_in = 'nationalSystem' then '{}'::text[] else '{commune,centre}' end,
           case when d.handled_in = 'nationalSystem' then 'national' end
      from newest d where not exists (select from procedure p where p.code = d.code)),
  worded as materialized (
    select l.*, d.published_until, coalesce(d.other_names, '{}') as other_names,
           search_text(l.name) as bare_name,
           array(select search_text(other) from unnest(d.other_names) as other) as bare_other_names,
           search_text(coalesce(array_to_string(d.other_names, ' '), '')) as bare_others,
           search_text(l.field) as bare_field,
           ' ' || search_text(l.name || ' ' || array_to_string(l.performed_by, ' ')) || ' ' as told,
           fold(l.name) as listed_acts
      from listed l left join newest d on d.code = l.code)
  select key, code, is_listed, published_until, name, other_names, field, performed_by, issued_by, received_by, not_received,
         btrim(bare_name || ' ' || bare_others), bare_name || bare_other_names, bare_field,
         array(select s.folded from special_case s
                where position(' ' || s.folded || ' ' in told) > 0 and position(', ' || s.folded in listed_acts) = 0),
         setweight(to_tsvector('simple'::regconfig, bare_name), 'A')
           || setweight(to_tsvector('simple'::regconfig, bare_others), 'B')
           || setweight(to_tsvector('simple'::regconfig, bare_field), 'C')
    from worded
$$;
comment on function refresh_search_entries(text[]) is 'brings the rows of these codes (null: all) to the list and the published documents';

create function refresh_search_words() returns void
  language sql security definer set search_path = public as $$
  delete from search_word;
  delete from search_pair;
  insert into search_word
  select word, count(distinct source) from (
    select key as source, word from searched_entry, lateral unnest(tsvector_to_array(words)) as word
     where coalesce(not_received_today, '-') not in ('otherProvince', 'internal', 'withdrawn')
    union all
    select null, word from synonym, lateral string_to_table(folded, ' ') as word
  ) as stands where word <> '' group by word;
  insert into search_pair
  select word, next, count(*) from (
    select word, lead(word) over (partition by source order by at) as next from (
      select key as source, word, at from searched_entry, lateral string_to_table(bare, ' ') with ordinality as w(word, at)
       where coalesce(not_received_today, '-') not in ('otherProvince', 'internal', 'withdrawn')
      union all
      select '~' || folded || position, word, at from synonym, lateral string_to_table(folded, ' ') with ordinality as w(word, at)
      union all
      select '~~' || folded || position, word, at from synonym, lateral string_to_table(search_text(means), ' ') with ordinality as w(word, at)
    ) as placed) as pairs
   where next is not null and word <> '' and next <> '' and length(word) + length(next) <= 200 group by word, next
$$;
comment on function refresh_search_words() is 'counts the words and pairs of words anew';

create function search_follows_list() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if exists (select from changed) then
    perform refresh_search_entries((select array_agg(distinct code) from changed));
    perform refresh_search_words();
  end if;
  return null;
end $$;
create function search_follows_documents() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if exists (select from changed where kind = 'procedure') then
    perform refresh_search_entries((select array_agg(distinct code) from changed where kind = 'procedure'));
    perform refresh_search_words();
  end if;
  return null;
end $$;
create function search_follows_phrases() returns trigger language plpgsql security definer set search_path = public as $$
begin
  perform refresh_search_words();
  return null;
end $$;
create function search_follows_special_cases() returns trigger language plpgsql security definer set search_path = public as $$
begin
  perform refresh_search_entries(null);
  return null;
end $$;
create trigger search_after_insert after insert on procedure referencing new table as changed
  for each statement execute function search_follows_list();
create trigger search_after_update after update on procedure referencing new table as changed
  for each statement execute function search_follows_list();
create trigger search_after_delete after delete on procedure referencing old table as changed
  for each statement execute function search_follows_list();
create trigger search_after_insert after insert on procedure_document referencing new table as changed
  for each statement execute function search_follows_documents();
create trigger search_after_update after update on procedure_document referencing new table as changed
  for each statement execute function search_follows_documents();
create trigger search_after_change after insert or delete on synonym
  for each statement execute function search_follows_phrases();
create trigger search_after_change after insert or delete on special_case
  for each statement execute function search_follows_special_cases();

select refresh_search_entries(null);
select refresh_search_words();

-- The list itself is searched no more.
alter table procedure drop column words;

revoke execute on function refresh_search_entries(text[]), refresh_search_words() from public;

grant select on synonym, special_case, search_entry, searched_entry, search_word, search_pair to motcua_app, motcua_worker;
