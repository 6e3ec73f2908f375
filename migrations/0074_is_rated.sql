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
