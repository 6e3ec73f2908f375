-- motcua: old code may run
-- Kept apart beside the legal due and the first promise: the promise after an apology, and the office's own shorter due. Both follow
-- the state of the dossier; absent, the legal due is the promise and what the office works towards.
alter table dossier
  add column promised_at timestamptz,
  add column internal_due_at timestamptz;
comment on column dossier.promised_at is 'the current promise after an apology (NĐ 61/2018 Đ19.9); null: due_at is the promise';
comment on column dossier.internal_due_at is 'due by the office''s own shorter limit (quy trình nội bộ); null: the procedure version names none';

-- Anybody with the code and the digits sees the day that is promised now.
create or replace function track_dossier(wanted text, last4 text)
  returns table (dossier_id uuid, code text, procedure_code text, procedure_version int, procedure_name text, status smallint,
                 step text, waits_for text, submitted_at timestamptz, accepted_at timestamptz, due_at timestamptz,
                 first_due_at timestamptz, due_is_provisional boolean, paused_at timestamptz, finished_at timestamptz,
                 returned_at timestamptz, competent_office_id int, returning_office_id int)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select d.id, d.code, d.procedure_code, d.procedure_version, d.procedure_name, d.status, d.step, d.waits_for, d.submitted_at,
         d.accepted_at, coalesce(d.promised_at, d.due_at), d.first_due_at, d.due_is_provisional and d.promised_at is null,
         d.paused_at, d.finished_at, d.returned_at, d.competent_office_id, d.returning_office_id
    from dossier_code c join dossier d on d.id = c.dossier_id join dossier_contact k on k.dossier_id = d.id
   where c.code = wanted and k.phone_last4 = last4;
end;
