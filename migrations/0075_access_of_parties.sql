-- motcua: outside a transaction
-- What was filed in a person's name by others, and for whom they act, also after its end. Ids of parties begin at this number (0071).
create index concurrently if not exists dossier_access_party on dossier_access (scope, dossier_id) where scope >= 2000000000;
