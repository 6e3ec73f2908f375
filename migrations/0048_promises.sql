-- motcua: old code may run
-- Kept apart beside the legal due and the first promise: the promise after an apology, and the office's own shorter due. Both follow
-- the state of the dossier; absent, the legal due is the promise and what the office works towards.
alter table dossier
  add column promised_at timestamptz,
  add column internal_due_at timestamptz;
comment on column dossier.promised_at is 'the current promise after an apology (NĐ 61/2018 Đ19.9); null: due_at is the promise';
comment on column dossier.internal_due_at is 'due by the office''s own shorter limit (quy trình nội bộ); null: the procedure version names none';
