/** Papers that a leg asked for and that did not come in the citizen's time: the clock stops the leg (NĐ 301/2026: seven working days). */
import { sql } from 'kysely'
import { legOf } from '../catalogue/workflow-legs.ts'
import type { Db } from '../db/connect.ts'
import { handle, type DossierDeps, type Handled } from '../dossier/handle.ts'
import { NewerHistory } from '../lib/problem.ts'
import type { Result } from '../lib/result.ts'
import type { SystemActor } from '../office/actor.ts'
import { idFrom } from './document-id.ts'

const CLOCK: SystemActor = { kind: 'system', name: 'clock', scopes: [] }
const BATCH = 40
const LOOK_AGAIN_SECONDS = 300
const WORDS = 'Người nộp không bổ sung giấy tờ trong thời gian quy định.'

type Unanswered = {
  dossier_id: string
  leg: string
  answer_by: Date
  code: string
  version: number
  caseCode: string
}

/** Stops, in the clock's name, the legs whose papers did not come. Returns how many. */
export async function stopUnansweredLegs(dossier: DossierDeps): Promise<number> {
  const { rows } = await sql<Unanswered>`
    select l.dossier_id, l.leg, l.answer_by, d.procedure_code as code, d.procedure_version as version, d.case_code as "caseCode"
      from leg l join dossier d on d.id = l.dossier_id
     where l.unanswered_from <= now() order by l.unanswered_from limit ${BATCH}`.execute(dossier.db)
  let stopped = 0
  for (const unanswered of rows) {
    const outcome = await stop(dossier, unanswered)
    if (outcome?.ok && !outcome.value.isRepeat) stopped += 1
    await lookAgain(dossier.db, unanswered)
  }
  return stopped
}

/** Null: only a newer program can. */
async function stop(dossier: DossierDeps, of: Unanswered): Promise<Result<Handled> | null> {
  const { missingPapers } = legOf(dossier.law.terms(of).workflow, of.leg)
  try {
    return await handle(dossier, {
      id: of.dossier_id,
      by: CLOCK,
      key: idFrom('legUnanswered', of.dossier_id, of.leg, of.answer_by.toISOString()),
      command: {
        type: 'endLeg',
        leg: of.leg,
        outcome: 'stopped',
        reason: WORDS,
        legalBasis: missingPapers.source,
        result: null,
      },
    })
  } catch (error) {
    if (error instanceof NewerHistory) return null
    throw error
  }
}

/** Also after it was stopped: the row follows when the history is told, and is in nobody's way until then. */
async function lookAgain(db: Db, { dossier_id, leg }: Unanswered): Promise<void> {
  await sql`
    update leg set unanswered_from = now() + make_interval(secs => ${LOOK_AGAIN_SECONDS})
     where dossier_id = ${dossier_id}::uuid and leg = ${leg} and unanswered_from is not null`.execute(
    db,
  )
}
