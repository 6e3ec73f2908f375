/**
 * What a double is recognised by, and which earlier dossiers of the same matter there are when one is filed. It only finds: what comes
 * of it is written into the history by the clock (`jobs-matters.ts`), and decided by a person. Idempotent.
 */
import { sql } from 'kysely'
import type { Answers, FormDefinition } from '../catalogue/form.ts'
import type { Tx } from '../db/connect.ts'
import type { DossierRow } from '../dossier/rows.ts'
import { answersOf, stateById } from '../dossier/store.ts'
import type { Subscriber } from '../dossier/subscriber.ts'
import type { DaysBack } from './matter-periods.ts'
import { matterKeys } from './matter.ts'

type MattersDeps = { form(id: string, version: number): FormDefinition; periods: DaysBack }

const MOST_FOUND = 5

export function matters({ form, periods }: MattersDeps): Subscriber {
  return {
    name: 'matters',
    effects: 'inside',
    async onEvents(tx, dossier, events) {
      if (!events.some(({ kind }) => kind === 'filed' || kind === 'supplemented')) return
      const days = periods(dossier.procedure_code)
      const state = days === 0 ? undefined : await stateById(tx, dossier.id)
      if (!state) return
      const keys = matterKeys({
        form: form(state.form.id, state.form.version),
        answers: (await answersOf(tx, dossier.id)) as Answers,
        ownerName: dossier.owner_name,
        applicantPersonId: state.applicantPersonId,
      })
      await keepKeys(tx, dossier, keys)
      const isNew = events.some(({ kind, origin }) => kind === 'filed' && origin === 'live')
      if (isNew && keys.length > 0) await keepMatches(tx, dossier, { keys, days })
    },
  }
}

async function keepKeys(tx: Tx, dossier: DossierRow, keys: readonly string[]): Promise<void> {
  await sql`
    delete from dossier_matter where dossier_id = ${dossier.id}::uuid
       and key <> all (select decode(k, 'hex') from unnest(${[...keys]}::text[]) k)`.execute(tx)
  await sql`
    insert into dossier_matter (dossier_id, key, procedure_code, submitted_at, scopes)
    select ${dossier.id}::uuid, decode(k, 'hex'), ${dossier.procedure_code}, ${dossier.submitted_at}, ${dossier.scopes}::int[]
      from unnest(${[...keys]}::text[]) k
    on conflict do nothing`.execute(tx)
}

/** Earlier ones of the period, the newest first. */
async function keepMatches(
  tx: Tx,
  { id, procedure_code: procedure, submitted_at: at, scopes }: DossierRow,
  { keys, days }: { keys: readonly string[]; days: number },
): Promise<void> {
  await sql`
    insert into dossier_match (dossier_id, other_id, other_code, other_status, scopes)
    select ${id}::uuid, d.id, d.code, d.status, ${scopes}::int[]
      from (select distinct m.dossier_id from dossier_matter m
             where m.key = any(array(select decode(k, 'hex') from unnest(${[...keys]}::text[]) k))
               and m.procedure_code = ${procedure}
               and m.submitted_at between ${at}::timestamptz - make_interval(days => ${days}) and ${at}::timestamptz
               and m.dossier_id <> ${id}::uuid) same
      join dossier d on d.id = same.dossier_id
     where d.origin in ('live', 'demo')
     order by d.submitted_at desc limit ${MOST_FOUND}
    on conflict (dossier_id, other_id) do nothing`.execute(tx)
}
