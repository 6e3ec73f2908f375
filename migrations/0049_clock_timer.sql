-- motcua: old code may run
-- Warnings before a promised moment: each running clock, of a dossier or of one of its legs, knows its next moment, so that looking
-- for what is due reads these rows alone and nothing that was warned of already.
create table clock_timer (
  dossier_id uuid not null references dossier deferrable initially deferred,
  leg text not null default '',
  office_id int not null references office,
  runs_since timestamptz not null,
  due_at timestamptz not null,
  working_minutes int not null check (working_minutes >= 0),
  threshold text,
  fires_at timestamptz,
  primary key (dossier_id, leg),
  check ((threshold is null) = (fires_at is null))
);
create index clock_timer_next on clock_timer (fires_at, dossier_id, leg) where fires_at is not null;
comment on table clock_timer is 'byDossier: clocks that run, each with its next warning; made anew from the history by its subscriber';
comment on column clock_timer.leg is 'leg of a joint procedure; empty: the dossier as a whole';
comment on column clock_timer.fires_at is 'null: every warning for this promised moment has been given';

create table clock_warning (
  dossier_id uuid not null references dossier deferrable initially deferred,
  leg text not null default '',
  threshold text not null,
  due_at timestamptz not null,
  warned_at timestamptz not null default now(),
  primary key (dossier_id, leg, threshold, due_at)
);
comment on table clock_warning is 'byDossier: the row is the claim, so that each warning is given once for each leg, threshold and promised moment';
comment on table deadline_warning is 'byDossier: claims of warnings as older programs write them; superseded by clock_warning, a later release takes it away';

alter table clock_timer enable row level security;
alter table clock_warning enable row level security;
create policy worker on clock_timer to motcua_worker using (true) with check (true);
create policy worker on clock_warning to motcua_worker using (true) with check (true);
grant select, insert, update, delete on clock_timer to motcua_worker;
grant select, insert on clock_warning to motcua_worker;
