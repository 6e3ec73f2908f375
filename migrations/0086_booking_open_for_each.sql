-- motcua: old code may run
-- motcua: outside a transaction
-- One open booking for each procedure and whoever comes.
create unique index concurrently if not exists booking_open_for on booking (person_id, procedure_code, coalesce(comes_name, '')) where state = 'booked';
