-- Places of the whole country, before and since 01/7/2025, under ids of our own. A GSO number is reused (all 126 communes of
-- Hà Nội carry one that another commune had), so it stands in a table of its own, valid from–to. Written by the import.

create table unit (
  id int primary key,
  level text not null check (level in ('province', 'district', 'commune')),
  kind text not null,
  name text not null,
  parent_id int references unit,
  valid_from date,
  valid_to date,
  folded text generated always as (fold(name)) stored,
  check (valid_from is not null or valid_to is not null)
);
create index unit_parent on unit (parent_id, id);
create index unit_folded on unit using gin (folded gin_trgm_ops);
comment on table unit is 'reference: provinces, districts and communes of two editions: until 30/6/2025 and since 01/7/2025';
comment on column unit.id is 'our own; never reused, and nothing reads the number back out of it';
comment on column unit.valid_from is 'null: before our data begin; what changed before the last edition is not in our sources';

create table unit_number (
  unit_id int not null references unit,
  number text not null,
  valid_from date,
  valid_to date,
  primary key (unit_id, number)
);
create index unit_number_number on unit_number (number, unit_id);
comment on table unit_number is 'reference: GSO numbers of units; one number means different places on different days';

create table unit_successor (
  unit_id int not null references unit,
  successor_id int not null references unit,
  primary key (unit_id, successor_id)
);
create index unit_successor_successor on unit_successor (successor_id, unit_id);
comment on table unit_successor is 'reference: what became of a unit on 01/7/2025; several: divided, so that the person is asked';

-- The same facts, of Hà Nội alone and keyed by the bare number.
drop table former_commune_successor;
drop table former_commune;
drop table commune;
drop table province;

grant select on unit, unit_number, unit_successor to motcua_app, motcua_worker;
