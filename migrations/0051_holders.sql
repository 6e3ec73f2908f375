-- motcua: old code may run
-- Who is away and who stands in, who signs for whom, who answers for an office's queue, and the ledger of who held each dossier.
create table absence (
  id uuid primary key,
  person_id int not null references person,
  office_id int not null references office,
  from_on date not null,
  to_on date not null,
  reason text not null check (reason in ('leave', 'mission', 'training', 'other')),
  substitute_id int references person,
  declared_by int not null references person,
  declared_at timestamptz not null default now(),
  ended_by int references person,
  ended_at timestamptz,
  check (from_on <= to_on),
  check (substitute_id <> person_id),
  check ((ended_by is null) = (ended_at is null)),
  constraint absence_one_at_a_time exclude using gist (
    int4range(person_id, person_id, '[]') with &&,
    int4range(office_id, office_id, '[]') with &&,
    daterange(from_on, to_on, '[]') with &&) where (ended_at is null)
);
create index absence_substitute on absence (substitute_id, from_on) where ended_at is null;
create index absence_office on absence (office_id, to_on) where ended_at is null;
comment on table absence is 'reference: an official is away from day to day, both included, and who stands in; ends by itself';
comment on column absence.id is 'made before the click: the same form sent twice is one absence';
comment on column absence.reason is 'personal | to plan who works on what | Luật 91/2025, NĐ 61/2018 Đ9 | 12 months after the last day';

create table signing_delegation (
  id uuid primary key,
  office_id int not null references office,
  person_id int not null references person,
  delegate_id int not null references person,
  from_on date not null,
  to_on date not null,
  procedures text[],
  paper text not null check (paper <> ''),
  paper_on date not null,
  declared_by int not null references person,
  declared_at timestamptz not null default now(),
  ended_by int references person,
  ended_at timestamptz,
  check (from_on <= to_on),
  check (delegate_id <> person_id),
  check (cardinality(procedures) > 0),
  check ((ended_by is null) = (ended_at is null)),
  constraint signing_delegation_one_at_a_time exclude using gist (
    int4range(person_id, person_id, '[]') with &&,
    int4range(office_id, office_id, '[]') with &&,
    daterange(from_on, to_on, '[]') with &&) where (ended_at is null)
);
create index signing_delegation_delegate on signing_delegation (delegate_id, from_on) where ended_at is null;
comment on table signing_delegation is 'reference: a leader lets another sign for a time, in writing (NĐ 30/2020 Đ13.4); ends by itself';
comment on column signing_delegation.procedures is 'codes of the procedures it covers; null: all of the office';
comment on column signing_delegation.paper is 'number of the written delegation';

create table queue_duty (
  id int generated always as identity primary key,
  office_id int not null references office,
  person_id int not null references person,
  valid_from timestamptz not null default now(),
  valid_to timestamptz,
  named_by int not null references person
);
create unique index queue_duty_now on queue_duty (office_id) where valid_to is null;
comment on table queue_duty is 'reference: who answers for the queue of an office while nobody has claimed a dossier';

grant select, insert on absence, signing_delegation, queue_duty to motcua_app;
grant update (ended_by, ended_at) on absence, signing_delegation to motcua_app;
grant update (valid_to) on queue_duty to motcua_app;
grant select on absence, signing_delegation, queue_duty to motcua_worker;

-- Under which delegation a paper was set for its signer; null: in the leader's own right.
alter table result_submission add column delegation_id uuid;
comment on column result_submission.delegation_id is 'the delegation that the signature rests on';

create table responsibility (
  dossier_id uuid not null references dossier deferrable initially deferred,
  leg text not null default '',
  place int not null check (place > 0),
  who text not null check (who in ('holder', 'queue', 'receptionist', 'leader', 'clerk', 'applicant', 'otherOffice', 'register',
                                   'fee', 'outage')),
  why text,
  office_id int references office,
  person_id int,
  holder_id int,
  since timestamptz not null,
  until timestamptz,
  minutes int check (minutes >= 0),
  began_with text not null,
  scopes int[] not null,
  primary key (dossier_id, leg, place),
  check (until > since)
);
create index responsibility_ended on responsibility (office_id, until) include (who, person_id, minutes, scopes) where until is not null;
create index responsibility_open on responsibility (office_id, who, person_id) where until is null;
create index responsibility_person on responsibility (person_id, until) where person_id is not null;
comment on table responsibility is 'byDossier: in working minutes who held what, span after span without a gap; made anew from the history by its subscriber';
comment on column responsibility.leg is 'empty: the dossier itself; else a leg of a joint procedure with a ledger of its own';
comment on column responsibility.minutes is 'working minutes of an ended span; null: still running, or outside the calendar';
comment on column responsibility.holder_id is 'who held the dossier meanwhile, whoever was waited for';

alter table responsibility enable row level security;
create policy by_scope on responsibility to motcua_app
  using (scopes && string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[])
  with check (scopes && string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[]);
create policy worker on responsibility to motcua_worker using (true) with check (true);
grant select on responsibility to motcua_app;
grant select, insert, update, delete on responsibility to motcua_worker;
