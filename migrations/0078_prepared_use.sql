-- motcua: old code may run
-- A counter has taken in a prepared declaration: once for each code, also when its owner changes or removes the declaration later.
create table prepared_use (
  code text primary key check (code ~ '^[2-9A-HJ-NP-Z]{8}$'),
  person_id int not null,
  procedure_code text not null,
  dossier_id uuid not null,
  office_id int not null references office,
  used_by int not null,
  used_at timestamptz not null,
  expires_at timestamptz not null
);
create index prepared_use_expired on prepared_use (expires_at);
comment on table prepared_use is 'byKey: prepared declarations that became a dossier at a counter: which, where, by whom and when; a code is used once';
comment on column prepared_use.person_id is 'personal | whose preparation it was, who sees what became of it | NĐ 224/2026 Đ15, Luật 91/2025 | erased on the day on which the declaration expires';
comment on column prepared_use.used_by is 'the official who filed it; a second one is told whom to ask';
comment on column prepared_use.expires_at is 'of the declaration: nobody can open it any more, so nobody can use it again';

alter table prepared_use enable row level security;
create policy by_scope on prepared_use to motcua_app
  using (array[person_id, office_id] && string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[])
  with check (office_id = any (string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[]));
create policy worker on prepared_use to motcua_worker using (true);
grant select, insert on prepared_use to motcua_app;
grant select, delete on prepared_use to motcua_worker;

-- The code in the hand of the official is the permission, as at its opening; locked, so that its owner cannot finish it anew meanwhile.
create function prepared_for_use(wanted text, at timestamptz) returns table (person_id int, procedure_code text, expires_at timestamptz)
  language sql security definer set search_path = public, pg_temp
begin atomic
  select p.person_id, p.procedure_code, p.expires_at from prepared_declaration p
   where p.code = wanted and p.expires_at > at for update;
end;
comment on function prepared_for_use(text, timestamptz) is 'Whose declaration stands under a code, to be written down as used; nothing when it is unknown or expired';
revoke all on function prepared_for_use(text, timestamptz) from public;
grant execute on function prepared_for_use(text, timestamptz) to motcua_app;

create function prepared_use_of(wanted text) returns table (dossier_id uuid, office_id int, used_by int, used_at timestamptz)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select u.dossier_id, u.office_id, u.used_by, u.used_at from prepared_use u where u.code = wanted;
end;
comment on function prepared_use_of(text) is 'Where, when and by whom a declaration was taken in, for an official of any counter to whom its code is shown';
revoke all on function prepared_use_of(text) from public;
grant execute on function prepared_use_of(text) to motcua_app;
