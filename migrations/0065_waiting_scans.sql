-- motcua: old code may run
-- motcua: outside a transaction
-- What waits for the scanner is few among many.
create index concurrently if not exists filing_draft_file_waiting on filing_draft_file (uploaded_at) where scan = 'waiting';
