-- motcua: old code may run
-- A time that a daughter books for her mother is her mother's: the counter calls who comes. Null: the account's own person comes.
alter table booking add column comes_name text check (length(comes_name) between 1 and 100);
-- Whoever comes has turned the age from which the counter calls people first (data/booking/terms.json).
alter table booking add column comes_first boolean not null default false;
comment on column booking.comes_name is 'personal | who comes in place of the person who booked, shown to the counter of that point | NĐ 118/2025, Luật 91/2025 | keepDays of data/booking/terms.json after the time';
comment on column booking.comes_first is 'personal | that the counter calls an old person first | NĐ 118/2025, Luật 91/2025 | keepDays of data/booking/terms.json after the time';
