-- motcua: outside a transaction
-- An official is held back from their own matters by the number of their account as a citizen.
create index concurrently if not exists person_citizen_number on person (personal_number) where kind = 'citizen';
