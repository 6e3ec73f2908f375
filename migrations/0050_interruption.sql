-- motcua: old code may run
-- An office or one of its points may not stop silently: what is declared, every change of it, and which clocks stood because of it.
create table interruption (
  id int generated always as identity primary key,
  office_id int not null references office,
  service_point_id int references service_point,
  reason text not null,
  words text not null,
  legal_basis text not null,
  is_planned boolean not null,
  stops text[] not null check (stops <@ array['receiving', 'returning', 'processing'] and cardinality(stops) > 0),
  from_at timestamptz not null,
  to_at timestamptz not null,
  substitute_point_id int references service_point,
  nth int not null default 1,
  withdrawn_at timestamptz,
  declared_at timestamptz not null default now(),
  check (to_at >= from_at)
);
create index interruption_lasting on interruption (to_at) where withdrawn_at is null;
create index interruption_office on interruption (office_id, from_at desc);
comment on table interruption is 'reference: when an office or a point does not receive, return or process, as it stands now; interruption_change has how it came to that';
comment on column interruption.service_point_id is 'null: the whole office';
comment on column interruption.words is 'explanation for the public: no person is named in it';

create table interruption_change (
  interruption_id int not null references interruption,
  nth int not null,
  key uuid not null unique,
  kind text not null check (kind in ('declared', 'extended', 'endedEarly', 'withdrawn', 'substituteNamed')),
  at timestamptz not null default now(),
  person_id int not null,
  why text not null,
  to_at timestamptz not null,
  substitute_point_id int,
  primary key (interruption_id, nth)
);
comment on table interruption_change is 'reference: every act about an interruption with who, when and why; append-only';
comment on column interruption_change.key is 'made before the click: the same form sent twice is one act';

create table interruption_effect (
  interruption_id int not null references interruption,
  dossier_id uuid not null references dossier deferrable initially deferred,
  suspended_at timestamptz,
  resumed_at timestamptz,
  refused text,
  primary key (interruption_id, dossier_id)
);
create index interruption_effect_standing on interruption_effect (interruption_id) where resumed_at is null and refused is null;
comment on table interruption_effect is 'byDossier: clocks that stand because of an interruption, so that each is stopped and let go once';
comment on column interruption_effect.refused is 'the lawful no of the dossier, by its code: its clock was left alone';

alter table interruption_effect enable row level security;
create policy worker on interruption_effect to motcua_worker using (true) with check (true);
grant select, insert on interruption, interruption_change to motcua_app;
grant update (to_at, substitute_point_id, nth, withdrawn_at) on interruption to motcua_app;
grant select on interruption, interruption_change to motcua_worker;
grant select, insert, update on interruption_effect to motcua_worker;
