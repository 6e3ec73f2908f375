/** What the verifier reads: the history exactly as stored, in keyset order over dossiers. */
import { sql } from 'kysely'
import type { Db, Tx } from '../db/connect.ts'
import type { DossierState } from '../dossier/dossier.ts'
import { readState, type KeptState } from '../dossier/packing.ts'
import type { EventColumns } from '../dossier/rows.ts'

/** Hashes and bytes, packed as they stand, as hex. */
export type RawEvent = EventColumns & {
  dossier_id: string
  body: string
  prev_hash: string
  hash: string
  private_salt: string | null
  private_bytes: string | null
  is_erased: boolean
}

export type RawDossier = {
  dossier_id: string
  code: string | null
  state: unknown
  state_seq: number | null
  head_hash: string | null
  row: Record<string, unknown> | null
  codes: string[]
  events: RawEvent[]
}

export const FIRST_ID = '00000000-0000-0000-0000-000000000000'
export const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/** Ids in (after, until]. `changedOnly`: those whose head the newest checkpoint does not have. */
export type Range = { after: string; until: string; changedOnly?: boolean }

/** Up to `limit` dossiers of the range, each with its whole history. A dossier of which only a part is left is found too. */
export async function rawDossiers(db: Db | Tx, range: Range, limit: number): Promise<RawDossier[]> {
  const { after, until } = range
  const ids = range.changedOnly
    ? await sql<{ id: string }>`
        select s.dossier_id as id from dossier_state s left join checkpoint_head h on h.dossier_id = s.dossier_id
         where s.dossier_id > ${after}::uuid and s.dossier_id <= ${until}::uuid
           and (h.seq, h.head_hash) is distinct from (s.seq, s.head_hash)
         order by s.dossier_id limit ${limit}`.execute(db)
    : await sql<{ id: string }>`
        select id from (
          (select id from dossier where id > ${after}::uuid and id <= ${until}::uuid order by id limit ${limit}) union
          (select dossier_id from dossier_state where dossier_id > ${after}::uuid and dossier_id <= ${until}::uuid
            order by dossier_id limit ${limit}) union
          (select distinct on (dossier_id) dossier_id from dossier_event
            where dossier_id > ${after}::uuid and dossier_id <= ${until}::uuid order by dossier_id limit ${limit})
        ) every_id order by id limit ${limit}`.execute(db)
  return rawByIds(
    db,
    ids.rows.map((row) => row.id),
  )
}

/** The first and the last id of the house; undefined when it is empty. */
export async function idsOf(db: Db): Promise<{ first: string; last: string } | undefined> {
  const { rows } = await sql<{ first: string | null; last: string | null }>`
    select (select dossier_id from dossier_event order by dossier_id, seq limit 1) as first,
           (select dossier_id from dossier_event order by dossier_id desc, seq desc limit 1) as last`.execute(
    db,
  )
  const { first, last } = rows[0]!
  return first === null || last === null ? undefined : { first, last }
}

export async function rawByCode(db: Db, code: string): Promise<RawDossier | undefined> {
  const found = await sql<{
    dossier_id: string
  }>`select dossier_id from dossier_code where code = ${code}`.execute(db)
  return found.rows[0] ? (await rawByIds(db, [found.rows[0].dossier_id]))[0] : undefined
}

/** These dossiers, each with its whole history, in the order of their ids. */
export async function rawByIds(db: Db | Tx, ids: string[]): Promise<RawDossier[]> {
  if (ids.length === 0) return []
  const heads = await sql<Head>`
    select wanted.id as dossier_id, d.code, s.packed, s.state, s.seq as state_seq, encode(s.head_hash, 'hex') as head_hash,
           to_jsonb(d) as row
      from unnest(${ids}::uuid[]) as wanted (id)
      left join dossier d on d.id = wanted.id left join dossier_state s on s.dossier_id = wanted.id
     order by wanted.id`.execute(db)
  const events = await sql<RawEvent>`
    select e.dossier_id, e.seq, e.kind, e.version, e.occurred_at, e.recorded_at, e.actor, e.office_id, e.origin, e.body,
           encode(e.prev_hash, 'hex') as prev_hash, encode(e.hash, 'hex') as hash,
           encode(p.salt, 'hex') as private_salt, encode(p.bytes, 'hex') as private_bytes, p.erased_at is not null as is_erased
      from dossier_event e left join dossier_private p on p.dossier_id = e.dossier_id and p.seq = e.seq
     where e.dossier_id = any(${ids}::uuid[]) order by e.dossier_id, e.seq`.execute(db)
  const byDossier = Map.groupBy(events.rows, (event) => event.dossier_id)
  const whole = heads.rows.map(({ packed, state, ...head }) => ({
    ...head,
    state: stateIn({ packed, state }),
  }))
  const codes = await codesOf(db, whole)
  return whole.map((head) => ({
    ...head,
    codes: codes.get(head.dossier_id) ?? [],
    events: byDossier.get(head.dossier_id) ?? [],
  }))
}

type Head = Omit<RawDossier, 'events' | 'codes' | 'state'> & KeptState

/** Null when it cannot be unpacked: then it is not the fold of the history. */
function stateIn(kept: KeptState): DossierState | null {
  try {
    return readState(kept)
  } catch {
    return null
  }
}

/** Of the codes that row and state name, those that lead to the dossier. */
async function codesOf(
  db: Db | Tx,
  heads: readonly { code: string | null; state: DossierState | null }[],
): Promise<Map<string, string[]>> {
  const named = heads.flatMap(({ code, state }) => [code, state?.code])
  const { rows } = await sql<{ code: string; id: string }>`
    select code, dossier_id as id from dossier_code where code = any(${named.filter((code) => typeof code === 'string')}::text[])`.execute(
    db,
  )
  const found = new Map<string, string[]>()
  for (const { code, id } of rows) found.set(id, [...(found.get(id) ?? []), code])
  return found
}
