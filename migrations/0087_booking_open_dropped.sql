-- motcua: old code may run
-- motcua: outside a transaction
-- booking_open_for stands in its place.
drop index concurrently if exists booking_open;
