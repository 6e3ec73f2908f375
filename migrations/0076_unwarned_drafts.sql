-- motcua: old code may run
-- motcua: outside a transaction
-- Drafts whose owner has not been told yet of the day on which they are erased.
create index concurrently if not exists filing_draft_unwarned on filing_draft (expires_at) where submitted_at is null and warned_for is distinct from expires_at;
