/** Who has left a draft lying is told three days before it is erased, once for each such day. Runs under the worker's role. */
import { sql } from 'kysely'
import type { Db, Tx } from '../db/connect.ts'
import { toLocalMinute } from '../lib/time.ts'
import { insertDutyNotices } from '../notice/duty-store.ts'
import { momentIn, type NoticeLang } from '../notice/notice.ts'
import { HOTLINE } from '../notice/subscriber.ts'
import type { NoticeTemplates } from '../notice/template.ts'
import { WARNING_DAYS } from './draft.ts'

export type DraftWarnings = {
  db: Db
  templates: NoticeTemplates
  /** Where the drafts stand. */
  draftsUrl: string
  procedureName: (code: string, lang: NoticeLang) => string
  now: () => Date
}

type Expiring = { id: string; personId: number; procedureCode: string; expiresAt: Date }

const BATCH = 200

/** Mark and message in one transaction: a second worker finds the drafts taken, a crash leaves neither. Answers how many. */
export async function warnExpiringDrafts(deps: DraftWarnings): Promise<number> {
  return deps.db.transaction().execute(async (tx) => {
    const drafts = await takeExpiring(tx, deps.now())
    for (const draft of drafts) await warn(tx, deps, draft)
    return drafts.length
  })
}

async function takeExpiring(tx: Tx, now: Date): Promise<Expiring[]> {
  const until = new Date(now.getTime() + WARNING_DAYS * 86_400_000)
  const { rows } = await sql<Expiring>`
    update filing_draft set warned_for = expires_at
     where id in (select id from filing_draft
                   where kind = 'filing' and submitted_at is null and warned_for is distinct from expires_at
                     and expires_at > ${now} and expires_at <= ${until}
                   order by expires_at limit ${BATCH} for update skip locked)
    returning id, person_id as "personId", procedure_code as "procedureCode", expires_at as "expiresAt"`.execute(
    tx,
  )
  return rows
}

async function warn(tx: Tx, deps: DraftWarnings, draft: Expiring): Promise<void> {
  const { templates, draftsUrl, procedureName, now } = deps
  await insertDutyNotices(
    tx,
    { templates, now: now() },
    {
      key: `draftExpiring:${draft.id}:${draft.expiresAt.toISOString()}`,
      personId: draft.personId,
      kind: 'draftExpiring',
      valuesIn: (lang) => ({
        dueAt: momentIn(lang, toLocalMinute(draft.expiresAt)),
        procedureShort: procedureName(draft.procedureCode, lang),
        url: draftsUrl,
        phone1022: HOTLINE,
      }),
    },
  )
}
