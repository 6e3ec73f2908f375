/** What was found of earlier dossiers of one matter goes into the history of the new one, in the clock's name. */
import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'
import type { LinkedCommand } from '../dossier/linked/commands.ts'
import { handle, type DossierDeps } from '../dossier/handle.ts'
import { NewerHistory } from '../lib/problem.ts'
import { idFrom } from '../result/document-id.ts'
import type { SystemActor } from '../office/actor.ts'

const CLOCK: SystemActor = { kind: 'system', name: 'clock', scopes: [] }
const BATCH = 40
/** Refused, withdrawn, stopped: what comes after is a resubmission and no double. */
const ENDED_WITHOUT_RESULT: ReadonlySet<number> = new Set([3, 7, 8])

type Match = { id: string; others: { dossier: string; code: string; status: number }[] }

/** How many dossiers were told. A lawful no (accepted meanwhile, ended) is an answer too. */
export async function tellMatches(dossier: DossierDeps): Promise<number> {
  const { rows } = await sql<Match>`
    select dossier_id as id, jsonb_agg(jsonb_build_object('dossier', other_id, 'code', other_code, 'status', other_status)
                                       order by other_code desc) as others
      from dossier_match where state = 'waiting' group by dossier_id order by min(found_at) limit ${BATCH}`.execute(
    dossier.db,
  )
  for (const match of rows) {
    for (const [nth, command] of commandsOf(match).entries())
      await tell(dossier, match, { nth, command })
    await told(dossier.db, match.id)
  }
  return rows.length
}

function commandsOf({ others }: Match): LinkedCommand[] {
  const doubles = others.filter(({ status }) => !ENDED_WITHOUT_RESULT.has(status))
  const [ended] = others.filter(({ status }) => ENDED_WITHOUT_RESULT.has(status))
  const of = doubles.map(({ dossier, code }) => ({ dossier, code }))
  return [
    ...(ended
      ? [{ type: 'link', dossier: ended.dossier, code: ended.code, why: 'resubmission' } as const]
      : []),
    ...(of.length > 0 ? [{ type: 'suspectDuplicate', of } as const] : []),
  ]
}

async function tell(
  dossier: DossierDeps,
  { id }: Match,
  { nth, command }: { nth: number; command: LinkedCommand },
): Promise<void> {
  try {
    await handle(dossier, { id, by: CLOCK, key: idFrom('matter', id, nth), command })
  } catch (error) {
    if (!(error instanceof NewerHistory)) throw error
  }
}

async function told(db: Db, id: string): Promise<void> {
  await sql`update dossier_match set state = 'told' where dossier_id = ${id}::uuid and state = 'waiting'`.execute(
    db,
  )
}
