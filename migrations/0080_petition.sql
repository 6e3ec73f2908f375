-- motcua: old code may run
-- Petitions (phản ánh, kiến nghị; NĐ 20/2008, NĐ 92/2017): what people say about how they were served, with a clock of their own,
-- answered by somebody who is not the one complained about, and closed by whoever sent it. No complaint or denunciation in law.
create table petition (
  id uuid primary key,
  topic text not null,
  office_id int not null references office,
  handler_id int not null references office,
  is_about_head boolean not null,
  is_named boolean not null,
  procedure_code text,
  words text,
  language text not null check (language in ('vi', 'en')),
  state text not null default 'open' check (state in ('open', 'answered', 'refused', 'closed')),
  level int not null default 0 check (level >= 0),
  sent_at timestamptz not null,
  open_since timestamptz not null,
  settled_at timestamptz,
  asked_again_at timestamptz,
  closed_at timestamptz,
  is_content boolean,
  scopes int[] not null,
  check ((state = 'open') = (settled_at is null)),
  check ((state = 'closed') = (closed_at is not null))
);
create index petition_waiting on petition (open_since) where state = 'open';
create index petition_settled on petition (settled_at) where state in ('answered', 'refused');
create index petition_closed on petition (closed_at) where closed_at is not null;
create index petition_handler on petition (handler_id, sent_at desc, id) where state <> 'open';
comment on table petition is 'byKey: what people say about how they were served, with whom it is and how it stands; who sent it stands elsewhere';
comment on column petition.topic is 'an entry of data/petitions/petitions.json';
comment on column petition.office_id is 'the office it is about';
comment on column petition.handler_id is 'the office whose supervisors answer it: never below the office it is about, above it when it is about the head';
comment on column petition.words is 'personal | what somebody says about how they were served | NĐ 20/2008, NĐ 92/2017 | erased some years after it ended (data/petitions); null: erased';
comment on column petition.level is 'how often it was passed up, by its sender, by the clock or by the office';
comment on column petition.open_since is 'from when the time of whoever answers it now counts';
comment on column petition.settled_at is 'when it was answered or refused last; kept when it is closed';
comment on column petition.asked_again_at is 'when its sender was reminded that they have the last word';
comment on column petition.is_content is 'whether its sender was content with the answer; null: they did not say';
comment on column petition.scopes is 'offices that may read it: the one that answers, and those above';

create table petition_event (
  petition_id uuid not null references petition,
  seq int not null,
  at timestamptz not null,
  kind text not null check (kind in ('sent', 'added', 'asked', 'forwarded', 'passedUp', 'answered', 'refused', 'closed')),
  by text not null check (by in ('sender', 'office', 'clock')),
  person_id int references person,
  office_id int references office,
  words text,
  photos jsonb not null default '[]' check (jsonb_typeof(photos) = 'array'),
  key uuid,
  told_at timestamptz,
  scopes int[] not null,
  primary key (petition_id, seq)
);
create index petition_event_untold on petition_event (at) where told_at is null and kind in ('asked', 'passedUp', 'answered', 'refused');
create unique index petition_event_key on petition_event (petition_id, key) where key is not null;
comment on table petition_event is 'byKey: everything that happened to a petition, in order; nothing of it is changed, its words and pictures are erased when the law says so';
comment on column petition_event.by is 'sender, office (person_id says who), or clock';
comment on column petition_event.person_id is 'the official who acted; never the sender';
comment on column petition_event.office_id is 'the office to which it went';
comment on column petition_event.words is 'personal | what was said about how somebody was served, and what was answered | NĐ 20/2008, NĐ 92/2017 | erased with the petition';
comment on column petition_event.photos is 'personal | pictures that were sent along: hash and kind | NĐ 20/2008, NĐ 92/2017 | erased with the petition';
comment on column petition_event.told_at is 'when whoever sent the petition was told of it, or it was seen that nobody can be';
comment on column petition_event.key is 'of the form that was sent: sent twice it is one act';

-- What only the sender has. Whoever has the code reads the answers and has the last word; officials never see it.
create table petition_key (
  code text primary key check (code ~ '^[2-9A-HJ-NP-Z]{12}$'),
  petition_id uuid not null unique references petition,
  person_id int,
  about_dossier_id uuid,
  scopes int[] not null
);
create index petition_key_person on petition_key (person_id) where person_id is not null;
create index petition_key_dossier on petition_key (about_dossier_id) where about_dossier_id is not null;
comment on table petition_key is 'byKey: the code in the hand of the sender, their account and the dossier they speak of; for them alone';
comment on column petition_key.code is 'of chance, so that nobody guesses another one';
comment on column petition_key.person_id is 'personal | to show somebody their own petitions and tell them of answers | NĐ 20/2008, NĐ 92/2017 | erased with the petition; never shown to officials';
comment on column petition_key.about_dossier_id is 'personal | so that nobody who worked on the dossier answers | NĐ 20/2008, NĐ 92/2017 | erased with the petition; never shown to officials';
comment on column petition_key.scopes is 'the account of the sender, or nobody';

-- Who they say they are, when they do; the office may read that.
create table petition_sender (
  petition_id uuid primary key references petition,
  full_name text not null,
  address text not null,
  contact text not null,
  dossier_code text,
  scopes int[] not null
);
comment on table petition_sender is 'byKey: name, address and contact that the sender of a petition gave; no row when they gave none';
comment on column petition_sender.full_name is 'personal | who sent a petition | NĐ 20/2008 | erased with the petition';
comment on column petition_sender.address is 'personal | where somebody who sent a petition lives | NĐ 20/2008 | erased with the petition';
comment on column petition_sender.contact is 'personal | how to reach somebody who sent a petition | NĐ 20/2008 | erased with the petition';
comment on column petition_sender.dossier_code is 'the dossier they speak of, when they gave their name';

-- For everybody to read: written anew by the office, without what tells of a person.
create table petition_published (
  petition_id uuid primary key references petition,
  topic text not null,
  office_id int not null references office,
  asked text not null,
  answered text not null,
  published_at timestamptz not null
);
create index petition_published_at on petition_published (published_at desc);
comment on table petition_published is 'byKey: answers made public, in words of their own that name no person (NĐ 20/2008)';

alter table petition enable row level security;
alter table petition_event enable row level security;
alter table petition_key enable row level security;
alter table petition_sender enable row level security;
create policy by_scope on petition to motcua_app
  using (scopes && string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[]) with check (true);
create policy by_scope on petition_event to motcua_app
  using (scopes && string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[]) with check (true);
create policy by_scope on petition_key to motcua_app
  using (scopes && string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[]) with check (true);
create policy by_scope on petition_sender to motcua_app
  using (scopes && string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[]) with check (true);
create policy worker on petition to motcua_worker using (true) with check (true);
create policy worker on petition_event to motcua_worker using (true) with check (true);
create policy worker on petition_key to motcua_worker using (true) with check (true);
create policy worker on petition_sender to motcua_worker using (true) with check (true);
grant select, insert on petition, petition_event, petition_key, petition_sender, petition_published to motcua_app;
grant update (state, level, open_since, settled_at, closed_at, is_content) on petition to motcua_app;
grant select, insert, update on petition, petition_event, petition_sender to motcua_worker;
grant select, delete on petition_key, petition_sender to motcua_worker;
grant select on petition_published to motcua_worker;

-- The code in the hand of its sender opens the one petition, as those see it who answer it.
create function petition_of_code(wanted text)
  returns table (id uuid, scopes int[], topic text, office_id int, state text, level int, sent_at timestamptz)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select p.id, p.scopes, p.topic, p.office_id, p.state, p.level, p.sent_at
    from petition_key k join petition p on p.id = k.petition_id where k.code = wanted;
end;
comment on function petition_of_code(text) is 'Which petition a code opens, how it stands, and by which scopes it is read; nothing for a code that does not exist';
revoke all on function petition_of_code(text) from public;
grant execute on function petition_of_code(text) to motcua_app;

-- Another office answers: it is read there, and no longer where it was unless that is above.
create function rescope_petition(petition uuid, handler int, office int, wanted int[]) returns void
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  if not exists (select from public.petition p
                  where p.id = rescope_petition.petition
                    and (p.scopes && string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[]
                         or pg_has_role(session_user, 'motcua_worker', 'member'))) then
    raise exception 'this petition is not in the scopes of whoever moves it' using errcode = '42501';
  end if;
  update public.petition p set handler_id = handler, office_id = office, scopes = wanted where p.id = rescope_petition.petition;
  update petition_event e set scopes = wanted where e.petition_id = rescope_petition.petition;
  update petition_sender s set scopes = wanted where s.petition_id = rescope_petition.petition;
end $$;
comment on function rescope_petition(uuid, int, int, int[]) is 'Another office answers a petition, and every row of it is read there; refuses whoever could not see it before';
revoke all on function rescope_petition(uuid, int, int, int[]) from public;
grant execute on function rescope_petition(uuid, int, int, int[]) to motcua_app, motcua_worker;

-- Whoever had a hand in the dossier that a petition speaks of does not answer it. Says nothing else of the dossier.
create function concerns_official(petition uuid, official int)
  returns boolean
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select exists (select from petition_key k join dossier_event e on e.dossier_id = k.about_dossier_id
                  where k.petition_id = petition and e.actor = 'staff:' || official);
end;
comment on function concerns_official(uuid, int) is 'Whether an official has worked on the dossier that a petition speaks of: nothing else of it';
revoke all on function concerns_official(uuid, int) from public;
grant execute on function concerns_official(uuid, int) to motcua_app;
