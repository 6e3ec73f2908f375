/** Whatever is declared is compared with the population register by itself: filing notes it down, the worker asks. */
import { sql } from 'kysely'
import type { Tx } from '../../db/connect.ts'
import type { DossierRow } from '../../dossier/rows.ts'
import type { Subscriber } from '../../dossier/subscriber.ts'

/** `asksOfPeople`: whether the form names people by their personal number. */
export function populationChecks(asksOfPeople: (dossier: DossierRow) => boolean): Subscriber {
  return {
    name: 'population-checks',
    effects: 'outside',
    async onEvents(tx, dossier, events) {
      const declared = events.findLast(({ kind }) => kind === 'filed' || kind === 'supplemented')
      if (declared && asksOfPeople(dossier)) await noteCheck(tx, dossier, declared.seq)
    },
  }
}

async function noteCheck(tx: Tx, { id, scopes }: DossierRow, seq: number): Promise<void> {
  await sql`
    insert into population_check (dossier_id, seq, state, since, next_try_at, scopes)
    values (${id}::uuid, ${seq}, 'waiting', now(), now(), ${scopes}::int[])
    on conflict (dossier_id) do update
       set seq = excluded.seq, state = 'waiting', since = now(), attempts = 0, next_try_at = now()
     where population_check.seq < excluded.seq`.execute(tx)
}
