-- A draft that goes over to a new version of its form remembers from which, so that only the new questions are asked.
alter table filing_draft add column earlier_procedure_version integer;
comment on column filing_draft.earlier_procedure_version is 'the version that the draft was begun under, when another is in force since';
