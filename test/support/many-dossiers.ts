/**
 * A city's worth of dossiers for measurements, written as owner by a few statements: two years up to now, 126 wards of
 * unlike size, nearly all of them done, with everything that lists, searches and figures read. No history.
 */
import { sql } from 'kysely'
import type { Db } from '../../src/db/connect.ts'
import { CITY, furnish } from './office.ts'

export const FIRST_WARD = 101
export const WARDS = 126

/** One of the four officers of a ward. */
export function officerOf(ward: number, nth: number): number {
  return 1_000_000 + ward * 10 + nth
}

export async function writeManyDossiers(owner: Db, many: number, now: Date): Promise<void> {
  await furnish(owner)
  await sql`
    insert into office (id, kind, name, short_name, parent_id, agency_code, agency_code_is_stand_in, valid_from)
    select id, 'commune', 'UBND phường ' || id, 'Phường ' || id, ${CITY}, 'H26.' || id, true, '2025-07-01'
      from generate_series(${FIRST_WARD + 3}::int, ${FIRST_WARD + WARDS - 1}::int) id`.execute(
    owner,
  )
  await owner.connection().execute(async (one) => {
    await sql`set synchronous_commit = off`.execute(one)
    await sql`select setseed(0.42)`.execute(one)
    for (const statement of [chances(many), made(now), ...TABLES]) await statement.execute(one)
    await sql`drop table made, chance`.execute(one)
  })
  await sql`vacuum analyze`.execute(owner)
}

/** Wards of unlike size: the largest receives some twenty times what the smallest does. */
const chances = (many: number) => sql`
  create temp table chance as
  select n, ${FIRST_WARD} + floor(${WARDS} * power(random(), 1.6))::int as ward, random() as age, random() as fate,
         random() as way, random() as pace, random() as step, random() as late, floor(random() * 4)::int as officer,
         floor(random() * 12)::int as a, floor(random() * 15)::int as b, floor(random() * 40)::int as c
    from generate_series(1, ${sql.lit(many)}) n`

/** Most are done within a day and a half; the last three days, and one in two hundred of the others, are still open. */
const made = (now: Date) => sql`
  create temp table made as
  with dated as (
    select *, ${now}::timestamptz - age * interval '730 days' as submitted_at from chance),
  fated as (
    select *, submitted_at > ${now}::timestamptz - pace * interval '3 days' or fate > 0.995 as is_running,
           submitted_at + interval '90 minutes' as accepted,
           date_trunc('day', submitted_at + interval '7 hours') + interval '34 hours' as due,
           submitted_at + interval '3 hours' + pace * interval '30 hours' as finished
      from dated),
  placed as (
    select *, case when is_running then case when step < 0.25 then 1 when step < 0.32 then 5 when step < 0.4 then 2 else 4 end
                   when fate < 0.03 then 3 when fate < 0.04 then 7 when fate < 0.045 then 8
                   when submitted_at > ${now}::timestamptz - interval '6 days' and step < 0.5 then 9 else 10 end::smallint as status
      from fated)
  select (substr(ms, 1, 8) || '-' || substr(ms, 9, 4) || '-7' || substr(md5(n::text), 1, 3) || '-8' || substr(md5(n::text), 4, 3)
          || '-' || substr(md5(n::text), 7, 12))::uuid as id,
         'H26.' || ward || '-' || to_char(submitted_at + interval '7 hours', 'YYYYMMDD') || '-' || n as code,
         ward, status, submitted_at, officer, pace,
         case when status not in (1, 3) and not (status = 5 and step < 0.28) then accepted end as accepted_at,
         case when status in (3, 7, 8, 9, 10) then finished end as finished_at,
         due + case when late < 0.06 then interval '-12 hours' else interval '10 hours' end as due,
         status in (1, 2, 4, 5, 9) as is_open,
         case status when 1 then 'receptionist' when 9 then 'receptionist' when 5 then 'applicant' when 2 then 'officer'
                     when 4 then (array['officer', 'officer', 'officer', 'applicant', 'civilRegister', 'leader', 'clerk'])[1 + floor(step * 6.99)::int]
         end as waits_for,
         case when way < 0.55 then 'selfOnline' when way < 0.7 then 'assistedOnline' when way < 0.97 then 'counter' else 'post' end as kind,
         (array['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Huỳnh', 'Phan', 'Vũ', 'Võ', 'Đặng', 'Bùi', 'Đỗ'])[1 + a] || ' '
         || (array['Văn', 'Thị', 'Hoàng', 'Minh', 'Ngọc', 'Thu', 'Gia', 'Bảo', 'Đức', 'Hữu', 'Khánh', 'Thanh', 'Quỳnh', 'Tuấn', 'Anh'])[1 + b] || ' '
         || (array['An', 'Anh', 'Bình', 'Châu', 'Chi', 'Cường', 'Dung', 'Dũng', 'Duy', 'Đạt', 'Giang', 'Hà', 'Hải', 'Hạnh', 'Hiếu',
                   'Hoa', 'Hòa', 'Hùng', 'Hương', 'Khoa', 'Lan', 'Linh', 'Long', 'Mai', 'Nam', 'Nga', 'Nhung', 'Phong', 'Phúc', 'Phương',
                   'Quân', 'Sơn', 'Tâm', 'Thảo', 'Thủy', 'Trang', 'Trung', 'Tú', 'Vân', 'Yến'])[1 + c] as name,
         '09' || lpad(((n::bigint * 7919) % 100000000)::text, 8, '0') as phone
    from (select *, lpad(to_hex((extract(epoch from submitted_at) * 1000)::bigint), 12, '0') as ms from placed) p
   order by submitted_at`

const scopes = sql`array[${sql.lit(CITY)}, ward]::int[]`

const TABLES = [
  sql`insert into dossier (id, seq, code, procedure_code, procedure_version, procedure_name, case_code, source, kind_of_filing,
        receiving_office_id, competent_office_id, returning_office_id, owner_name, applicant_name, status, step, waits_for,
        holder_person_id, submitted_at, accepted_at, due_at, first_due_at, paused_at, finished_at, returned_at,
        supplement_rounds, has_e_result, is_open, origin, scopes)
      select id, 5, code, '1.001193', 1, 'Đăng ký khai sinh', '1.001193.01',
             case kind when 'counter' then 'counter' when 'post' then 'post' else 'ownPortal' end, kind, ward, ward, ward,
             name, name, status, case when waits_for = 'officer' then 'examine' end, waits_for,
             case when status in (4, 5, 9, 10) and accepted_at is not null then 1000000 + ward * 10 + officer end,
             submitted_at, accepted_at, case when accepted_at is not null then due end, case when accepted_at is not null then due end,
             case when status = 5 and accepted_at is not null then submitted_at + interval '1 day' end,
             finished_at, case when status = 10 then finished_at + interval '1 day' end,
             case when pace < 0.1 then 1 else 0 end, status in (9, 10), is_open, 'replay', ${scopes}
        from made`,
  sql`insert into dossier_state (dossier_id, seq, head_hash, state, scopes)
      select id, 5, decode('00', 'hex'), jsonb_build_object('isWithdrawalAsked', false, 'clock', null, 'code', code), ${scopes} from made`,
  sql`insert into dossier_access (dossier_id, scope, is_open, waits_for, due_at)
      select id, s, is_open, waits_for, case when accepted_at is not null then due end from made, unnest(${scopes}) s`,
  sql`insert into dossier_search (dossier_id, words)
      select id, array_to_tsvector((select array_agg(distinct word) from unnest(
               array[fold(code), fold(name), 's' || ward, 's' || ${sql.lit(CITY)}]
               || regexp_split_to_array(fold(code), '[^a-z0-9]+') || regexp_split_to_array(fold(name), '[^a-z0-9]+')) word))
        from made`,
  sql`insert into dossier_code (code, dossier_id, kind) select code, id, 'own' from made`,
  sql`insert into dossier_contact (dossier_id, phone, phone_last4, scopes) select id, phone, right(phone, 4), ${scopes} from made`,
]
