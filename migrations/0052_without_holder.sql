-- motcua: old code may run
-- Dossiers whose holder may no longer work on them, or whose queue has nobody: seen by those who may see the dossier (rows), counted for
-- the whole house (function).
create view dossier_without_holder with (security_invoker = true) as
  select d.id as dossier_id, d.code, '' as leg, d.competent_office_id as office_id, d.holder_person_id as person_id,
         case when d.holder_person_id is null then 'nobody' else 'left' end as state,
         coalesce((select (max(a.valid_to) + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh' from assignment a
                    where a.person_id = d.holder_person_id and a.office_id = d.competent_office_id and a.role = 'officer'),
                  d.accepted_at) as since
    from dossier d
   where d.is_open and d.finished_at is null and d.accepted_at is not null
     and (d.holder_person_id is not null or d.waits_for = 'officer')
     and not exists (
       select from assignment a join person p on p.id = a.person_id and p.is_active
        where a.office_id = d.competent_office_id and a.role = 'officer'
          and (d.holder_person_id is null or a.person_id = d.holder_person_id)
          and (now() at time zone 'Asia/Ho_Chi_Minh')::date between a.valid_from and coalesce(a.valid_to, 'infinity'))
  union all
  select r.dossier_id, d.code, r.leg, r.office_id, r.person_id, case when r.who = 'queue' then 'nobody' else 'left' end, r.since
    from responsibility r join dossier d on d.id = r.dossier_id
   where r.until is null and r.leg <> '' and r.who in ('holder', 'queue')
     and not exists (
       select from assignment a join person p on p.id = a.person_id and p.is_active
        where a.office_id = r.office_id and a.role = 'officer' and (r.person_id is null or a.person_id = r.person_id)
          and (now() at time zone 'Asia/Ho_Chi_Minh')::date between a.valid_from and coalesce(a.valid_to, 'infinity'));
comment on view dossier_without_holder is 'open dossiers and legs whose holder has left the role or the office, or whose queue has no officer';
grant select on dossier_without_holder to motcua_app, motcua_worker;

create function without_holder() returns table (what text, many int, oldest timestamptz)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select w.state, count(*)::int, min(w.since) from dossier_without_holder w group by w.state;
end;
comment on function without_holder() is 'how many dossiers nobody can work on, of the whole house; numbers and ages only';
revoke all on function without_holder() from public;
grant execute on function without_holder() to motcua_app, motcua_worker;
