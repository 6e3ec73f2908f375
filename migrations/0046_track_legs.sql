-- motcua: old code may run
-- Whoever follows a joint dossier by its code and the four digits sees how far each agency is: no name, no paper, no number.
create function track_legs(wanted text, last4 text)
  returns table (leg text, office_id int, is_acknowledged boolean, is_asked boolean, outcome text, is_returned boolean)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select l.leg, l.office_id, l.acknowledged_at is not null, l.answer_by is not null, l.outcome, l.returned_at is not null
    from dossier_code c join dossier_contact k on k.dossier_id = c.dossier_id join leg l on l.dossier_id = c.dossier_id
   where c.code = wanted and k.phone_last4 = last4;
end;
comment on function track_legs(text, text) is 'How far each agency of a joint dossier is, for who knows the code and the phone: no name';
revoke all on function track_legs(text, text) from public;
grant execute on function track_legs(text, text) to motcua_app;
