-- A new or repaired subscriber is told of all histories again; how far it came stands here, so that an interrupted replay goes on.
create table subscriber_replay (
  id int generated always as identity primary key,
  subscriber text not null,
  after_id uuid not null default '00000000-0000-0000-0000-000000000000',
  until_id uuid not null,
  dossiers int not null default 0,
  failed int not null default 0,
  started_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  finished_at timestamptz
);
create unique index subscriber_replay_open on subscriber_replay (subscriber) where finished_at is null;
comment on table subscriber_replay is 'local: replays of a subscriber over all dossiers, in the order of their ids, with how far each has come';
grant select, insert, update on subscriber_replay to motcua_worker;
grant select on subscriber_replay to motcua_app;
