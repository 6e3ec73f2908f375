-- motcua: old code may run
-- The rows that were there before the channels got one more are looked at beside the work.
alter table notice_delivery validate constraint notice_delivery_channel_check;
