-- motcua: old code may run
-- Whoever holds the code of a dossier and the last digits of its phone may say once how they found the service, without an account.
create function rate_by_code(wanted text, last4 text, given_overall int, given_note text, given_at timestamptz)
  returns text
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  with found as (
    select d.id, d.competent_office_id, d.status
      from dossier_code c join dossier d on d.id = c.dossier_id join dossier_contact k on k.dossier_id = d.id
     where c.code = wanted and k.phone_last4 = last4),
  kept as (
    insert into rating (dossier_id, person_id, office_id, overall, aspects, note, rated_at, changed_at)
    select f.id, null, f.competent_office_id, given_overall, '{}', given_note, given_at, given_at
      from found f where f.status = 10
        on conflict (dossier_id) do nothing
    returning 1)
  select case when not exists (select from found) then null
              when not exists (select from found where status = 10) then 'notReturned'
              when exists (select from kept) then 'kept'
              else 'rated' end;
end;
comment on function rate_by_code(text, text, int, text, timestamptz) is 'One rating of a dossier whose result was handed over, by its code and the last four digits of its phone: kept, rated (there is one already), notReturned; null when the two do not belong together. It is nobody''s: no person, no way to read it again';
revoke all on function rate_by_code(text, text, int, text, timestamptz) from public;
grant execute on function rate_by_code(text, text, int, text, timestamptz) to motcua_app;
comment on column rating.person_id is 'personal | who may read and change it; null: given by code and phone digits, by nobody who is known | NĐ 61/2018 Đ27.3 | with the dossier; never shown to staff';

-- Messages in the language that the person reads; those of dossiers were in the language of the page on which each was filed.
alter table notice_choice add column language text;
alter table notice_choice add constraint notice_choice_language_check check (language in ('vi', 'en')) not valid;
comment on column notice_choice.language is 'personal | to tell people in the language they chose | NĐ 224/2026 Đ15.1.g | until changed or the account ends; null: the language of the page on which each dossier was filed';
