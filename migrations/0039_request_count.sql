-- How often somebody asked for something within a minute, counted for all web processes together. Unlogged: after a crash of the
-- server the counting begins anew, and no request of a citizen waits for these rows to reach the disk.
create unlogged table request_count (
  kind text not null,
  subject bytea not null,
  starts_at timestamptz not null,
  requests int not null,
  primary key (kind, subject, starts_at)
);
comment on table request_count is 'local: requests of one asker within one minute; a hash only, erased after an hour';
comment on column request_count.subject is 'personal | to slow down whoever guesses or floods: digest of an address, a person or a key | NĐ 85/2016, Luật 91/2025 | an hour';
grant select, insert, update on request_count to motcua_app;
grant select, delete on request_count to motcua_worker;

-- The quota of a person counts the files of all open drafts.
create index filing_draft_file_person on filing_draft_file (person_id);
