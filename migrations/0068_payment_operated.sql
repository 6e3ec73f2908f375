-- motcua: old code may run
-- Who watches over the house closes a difference between the gateway's day and ours, for a reason that is kept with the act.
grant update (closed_at) on payment_difference to motcua_app;
