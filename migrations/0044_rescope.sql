-- motcua: old code may run
-- Who may read a dossier follows its offices, its legs and whom it consults. When one of them changes, every row that carries the
-- scopes of the dossier follows in the same transaction, also those that its officer has no right to write.
create function rescope_dossier(dossier uuid, wanted int[]) returns void
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  kept int[];
  t name;
begin
  select s.scopes into kept from dossier_state s where s.dossier_id = dossier for update;
  if kept is null or not (
       kept && string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[]
       or pg_has_role(session_user, 'motcua_worker', 'member')) then
    raise exception 'this dossier is not in the scopes of whoever moves it' using errcode = '42501';
  end if;
  update public.dossier d set scopes = wanted where d.id = rescope_dossier.dossier and d.scopes <> wanted;
  for t in
    select c.relname from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
       and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'scopes' and not a.attisdropped)
       and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'dossier_id' and not a.attisdropped)
     order by c.relname
  loop
    execute format('update %I set scopes = $2 where dossier_id = $1 and scopes <> $2', t) using dossier, wanted;
  end loop;
  delete from dossier_access a where a.dossier_id = dossier and a.scope <> all (wanted);
  update dossier_search s
     set words = ts_delete(s.words, (select array_agg('s' || scope) from unnest(kept) scope))
                 || array_to_tsvector((select array_agg('s' || scope) from unnest(wanted) scope))
   where s.dossier_id = dossier;
end $$;
comment on function rescope_dossier(uuid, int[]) is
  'Every row of the dossier carries these scopes from now on; refuses whoever could not see it before';
revoke all on function rescope_dossier(uuid, int[]) from public;
grant execute on function rescope_dossier(uuid, int[]) to motcua_app, motcua_worker;
