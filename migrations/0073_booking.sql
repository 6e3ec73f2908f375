-- motcua: old code may run
-- A time at a counter that a person has booked for a procedure. A seat is one of the places that a point has at one time: two open
-- bookings never hold the same.
create table booking (
  id uuid primary key,
  person_id int not null references person,
  office_id int not null references office,
  service_point_id int not null references service_point,
  procedure_code text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  seat int not null check (seat between 1 and 100),
  state text not null default 'booked' check (state in ('booked', 'arrived', 'missed', 'cancelled', 'stopped', 'lapsed')),
  prepared_code text check (prepared_code ~ '^[2-9A-HJ-NP-Z]{8}$'),
  booked_at timestamptz not null,
  settled_at timestamptz,
  settled_by int references person,
  interruption_id int,
  reminded_for timestamptz,
  check ((state = 'booked') = (settled_at is null)),
  check ((state in ('arrived', 'missed')) = (settled_by is not null)),
  check ((state = 'stopped') = (interruption_id is not null))
);
create unique index booking_seat on booking (service_point_id, starts_at, seat) where state in ('booked', 'arrived');
create unique index booking_open on booking (person_id, procedure_code) where state = 'booked';
create index booking_person on booking (person_id, starts_at);
create index booking_office on booking (office_id, starts_at);
create index booking_ahead on booking (starts_at) where state = 'booked';
comment on table booking is 'byKey: times at counters that people have booked, with what became of them; erased some days after the time (data/booking/terms.json)';
comment on column booking.person_id is 'personal | who comes at that time, shown to the counter of that point | NĐ 118/2025, Luật 91/2025 | keepDays of data/booking/terms.json after the time';
comment on column booking.procedure_code is 'personal | what the person comes for | NĐ 118/2025, Luật 91/2025 | keepDays of data/booking/terms.json after the time';
comment on column booking.prepared_code is 'personal | the prepared declaration that the person lets the counter open | NĐ 224/2026 Đ15, Luật 91/2025 | erased when the booking ends without the person, else with the row';
comment on column booking.reminded_for is 'the time of which the person was reminded: once for each';
comment on column booking.settled_by is 'the official who saw the person come, or not';

alter table booking enable row level security;
create policy by_scope on booking to motcua_app
  using (array[person_id, office_id] && string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[])
  with check (array[person_id, office_id] && string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[]);
create policy worker on booking to motcua_worker using (true) with check (true);
grant select, insert on booking to motcua_app;
grant update (office_id, service_point_id, starts_at, ends_at, seat, state, prepared_code, settled_at, settled_by) on booking to motcua_app;
grant select, delete on booking to motcua_worker;
grant update (state, prepared_code, settled_at, interruption_id, reminded_for) on booking to motcua_worker;

-- How much is taken, for people who may not see whose it is.
create function booked_seats(point int, since timestamptz, until timestamptz) returns table (starts_at timestamptz, seats int[])
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select b.starts_at, array_agg(b.seat order by b.seat) from booking b
   where b.service_point_id = point and b.starts_at >= since and b.starts_at < until and b.state in ('booked', 'arrived')
   group by b.starts_at;
end;
comment on function booked_seats(int, timestamptz, timestamptz) is 'Which seats of a point are taken when; never by whom';
revoke all on function booked_seats(int, timestamptz, timestamptz) from public;
grant execute on function booked_seats(int, timestamptz, timestamptz) to motcua_app;
