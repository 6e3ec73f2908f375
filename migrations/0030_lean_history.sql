-- The history is kept once, as the text that is hashed; what reads its parts takes them from that text. At ten million dossiers
-- the generated copy was a quarter of the disk.
alter table dossier_event drop column body_json;
