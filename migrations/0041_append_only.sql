-- Which tables are logs is said by their own comment, and a test holds the privileges of both roles against it for every table that
-- says so: "append-only", or "append-only but for" the columns that may follow.
comment on table dossier_event is 'byDossier: the history, append-only but for scopes, and hash-chained (RFC 8785 text); scopes is an index for row security, outside the hash';
comment on table dossier_private is 'byDossier: answers and free text of one event, append-only but for scopes; the event holds sha256(salt ‖ bytes)';
comment on table dossier_reading is 'byDossier: every opening of a dossier, a file or a search hit by staff, append-only; the citizen sees it';
comment on table dossier_code is 'byKey: every code that ever pointed to a dossier, append-only';
comment on table submission_key is 'byKey: a key made before the first click; a retry gets the first answer; nobody changes one, the worker forgets it after ninety days';
comment on table sign_in_log is 'local: who signed in or failed to, without what they typed; append-only';
comment on table verification_run is 'local: every run of motcua verify over all dossiers, with the first fault it found; append-only';
comment on table checkpoint is 'local: every checkpoint as it was signed and exported, append-only but for stamp, the timestamp token when a service is configured';
