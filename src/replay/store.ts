/** SQL of a replay: who acts in the log, and what stands in the histories afterwards. */
import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'
import { insertNamedOffices, insertNamedPeople } from '../office/named-store.ts'
import { CITY, OFFICE } from './house-of-log.ts'

/** Offices above every group of the log. */
const FIRST_GROUP = 100

export type People = {
  /** Person of a resource; of the replay itself for ''. */
  personOf: ReadonlyMap<string, number>
  /** Office of a group; the deciding one for ''. */
  officeOf: ReadonlyMap<string, number>
}

/** Resources become people and groups offices, so that each history says who did what where. */
export async function furnishLog(
  owner: Db,
  { resources, groups }: { resources: readonly string[]; groups: readonly string[] },
): Promise<People> {
  const offices = groups.map((name, i) => ({ id: FIRST_GROUP + i, name, parent: OFFICE }))
  await insertNamedOffices(owner, [
    { id: CITY, name: 'Nhật ký sự kiện', parent: null },
    { id: OFFICE, name: 'Cơ quan trong nhật ký', parent: CITY },
    ...offices,
  ])
  const ids = await insertNamedPeople(owner, ['Phát lại nhật ký', ...resources])
  return {
    personOf: new Map(['', ...resources].map((name, i) => [name, ids[i]!])),
    officeOf: new Map([['', OFFICE], ...offices.map(({ id, name }) => [name, id] as const)]),
  }
}

/** What the histories hold now: dossiers, and the events of steps that are the log's own. */
export async function countHistories(db: Db, ownSteps: readonly string[]) {
  const { rows } = await sql<{ cases: number; events: number; finished: number }>`
    select (select count(*)::int from dossier) as cases,
           (select count(*)::int from dossier where not is_open or status = 9) as finished,
           (select count(*)::int from dossier_event
             where kind = 'stepCompleted' and body::jsonb ->> 'step' <> all (${[...ownSteps]}::text[])) as events`.execute(
    db,
  )
  return rows[0]!
}

/** When the case was ended, by its history; absent while it is open. */
export async function endsInHistory(db: Db, closing: string): Promise<Map<string, Date>> {
  const { rows } = await sql<{ id: string; at: Date }>`
    select dossier_id as id, occurred_at as at from dossier_event
     where kind = 'stepCompleted' and body::jsonb ->> 'step' = ${closing}`.execute(db)
  return new Map(rows.map(({ id, at }) => [id, at]))
}
