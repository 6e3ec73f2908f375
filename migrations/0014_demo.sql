-- A demo installation remembers from which moment its made month was counted, so that an interrupted start goes on with it.
create table demo_month (
  only_one boolean primary key default true check (only_one),
  counted_from timestamptz not null,
  finished_at timestamptz
);
comment on table demo_month is 'local: the made month of a demo installation; empty everywhere else';
grant select, insert, update on demo_month to motcua_app;
