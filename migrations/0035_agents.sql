-- Agents (đại lý): an accredited organisation is an office of its own kind, its people hold the role 'agent' there. What they see
-- is decided mandate by mandate: a dossier filed through an agent carries the id of the mandate among its scopes, and a request
-- of theirs carries the ids of the mandates that live at that moment. So expiry and revocation end the access in the next
-- request, without touching a dossier.
alter table office drop constraint office_kind_check;
alter table office add constraint office_kind_check check (kind in ('city', 'centre', 'department', 'commune', 'agent'));
alter table assignment drop constraint assignment_role_check;
alter table assignment add constraint assignment_role_check
  check (role in ('receptionist', 'officer', 'leader', 'clerk', 'supervisor', 'controller', 'admin', 'agent'));

-- Offices, persons and mandates share one number space of scopes: below a million, below 1.5 thousand million, and above.
alter table person alter column id set maxvalue 1499999999;

create table agent_mandate (
  id int generated always as identity (start with 1500000000 minvalue 1500000000 maxvalue 1899999999) primary key,
  agent_id int not null references office,
  person_id int not null references person,
  covers text not null check (covers in ('person', 'dossier')),
  dossier_id uuid,
  valid_from date not null,
  valid_to date not null check (valid_to >= valid_from),
  given_at timestamptz not null default now(),
  revoked_at timestamptz,
  revoked_by int references person,
  check ((revoked_at is null) = (revoked_by is null)),
  check (covers = 'dossier' or dossier_id is null)
);
create index agent_mandate_living on agent_mandate (agent_id, valid_to) where revoked_at is null;
create index agent_mandate_person on agent_mandate (person_id);
comment on table agent_mandate is 'byKey: who lets an agent file for them, from–to, until revoked; the id is also the scope of what was filed under it';
comment on column agent_mandate.covers is 'person: everything filed through the agent while it lasts; dossier: one dossier, named when it is filed';
grant select, insert on agent_mandate to motcua_app;
grant update (dossier_id, revoked_at, revoked_by) on agent_mandate to motcua_app;
grant select on agent_mandate to motcua_worker;
