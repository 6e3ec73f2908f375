-- Checkpoints: once a day the heads of all histories are summed up in one Merkle root, signed and taken out of the house, because
-- a chain inside one dossier cannot show that its end was cut off or that the whole dossier is gone.
create table checkpoint (
  number int primary key check (number > 0),
  at timestamptz not null,
  dossiers int not null,
  events bigint not null,
  root bytea not null,
  document text not null,
  signature bytea not null,
  stamp bytea
);
comment on table checkpoint is 'local: every checkpoint as it was signed and exported, with the timestamp token when a service is configured';
create table checkpoint_head (
  dossier_id uuid primary key,
  seq int not null,
  head_hash bytea not null,
  number int not null
);
comment on table checkpoint_head is 'byDossier: the head of each history as the newest checkpoint has it; the exported files are the proof, this is their index';
grant select, insert on checkpoint to motcua_worker;
grant update (stamp) on checkpoint to motcua_worker;
grant select, insert, update on checkpoint_head to motcua_worker;
grant select on checkpoint to motcua_app;
