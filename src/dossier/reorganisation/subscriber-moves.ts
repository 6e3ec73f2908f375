/** From the history to the list of what reorganisations moved and what a person must decide. Idempotent: made from the whole history. */
import { sql } from 'kysely'
import type { Tx } from '../../db/connect.ts'
import type { DossierEvent, Offices } from '../events.ts'
import type { DossierRow } from '../rows.ts'
import { historyOf, stateById } from '../store.ts'
import type { Subscriber } from '../subscriber.ts'

const KINDS: ReadonlySet<string> = new Set([
  'officesChanged',
  'otherOfficesChanged',
  'officesUndecided',
  'officesDecided',
])

export const officeMoves: Subscriber = {
  name: 'office-moves',
  effects: 'inside',
  async onEvents(tx, dossier, events) {
    if (!events.some(({ kind }) => KINDS.has(kind)) && dossier.is_open) return
    const history = await historyOf(tx, dossier.id)
    const rows = movesOf(history)
    if (rows.length === 0) return
    const open = dossier.is_open ? (await stateById(tx, dossier.id))?.undecided : undefined
    await writeMoves(
      tx,
      dossier,
      rows.map((row) => ({
        ...row,
        to_decide: open?.reorganisation.id === row.reorganisation_id,
        candidates:
          open?.reorganisation.id === row.reorganisation_id ? open.candidates : row.candidates,
      })),
    )
  },
}

type Row = {
  reorganisation_id: string
  from_offices: number[]
  competent_office_id: number
  candidates: unknown
  moved_at: string
  decided_at: string | null
}

/** One row for each reorganisation that the dossier went through. */
function movesOf(history: readonly DossierEvent[]): Row[] {
  const rows = new Map<string, Row>()
  let competent = 0
  for (const event of history) {
    if (event.kind === 'filed') competent = event.body.offices.competent
    if (!isMove(event)) continue
    const { reorganisation } = event.body
    const at = event.occurredAt.toISOString()
    const row = rows.get(reorganisation.id) ?? newRow(reorganisation.id, at)
    rows.set(reorganisation.id, row)
    if (event.kind === 'officesChanged' || event.kind === 'officesDecided')
      competent = event.body.to.competent
    if (event.kind === 'officesChanged') add(row, leaving(event.body))
    if (event.kind === 'otherOfficesChanged')
      add(
        row,
        event.body.offices.map(({ from }) => from),
      )
    if (event.kind === 'officesUndecided') row.candidates = event.body.candidates
    if (event.kind === 'officesDecided') row.decided_at = at
    row.competent_office_id = competent
  }
  return [...rows.values()]
}

type Move = Extract<
  DossierEvent,
  { kind: 'officesChanged' | 'otherOfficesChanged' | 'officesUndecided' | 'officesDecided' }
>
function isMove(event: DossierEvent): event is Move {
  return KINDS.has(event.kind)
}

function newRow(id: string, at: string): Row {
  return {
    reorganisation_id: id,
    from_offices: [],
    competent_office_id: 0,
    candidates: null,
    moved_at: at,
    decided_at: null,
  }
}

function leaving({ from, to }: { from: Offices; to: Offices }): number[] {
  const places = ['receiving', 'competent', 'returning'] as const
  return places.filter((place) => from[place] !== to[place]).map((place) => from[place])
}

function add(row: Row, offices: readonly number[]): void {
  row.from_offices = [...new Set([...row.from_offices, ...offices])].sort((a, b) => a - b)
}

async function writeMoves(
  tx: Tx,
  { id, scopes }: DossierRow,
  rows: readonly (Row & { to_decide: boolean })[],
): Promise<void> {
  await sql`
    insert into dossier_office_move (dossier_id, reorganisation_id, from_offices, competent_office_id, to_decide, candidates,
                                     moved_at, decided_at, scopes)
    select ${id}::uuid, reorganisation_id, from_offices, competent_office_id, to_decide, candidates, moved_at, decided_at,
           ${scopes}::int[]
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as m (reorganisation_id uuid, from_offices int[],
           competent_office_id int, to_decide boolean, candidates jsonb, moved_at timestamptz, decided_at timestamptz)
    on conflict (dossier_id, reorganisation_id) do update
       set from_offices = excluded.from_offices, competent_office_id = excluded.competent_office_id, to_decide = excluded.to_decide,
           candidates = excluded.candidates, moved_at = excluded.moved_at, decided_at = excluded.decided_at, scopes = excluded.scopes`.execute(
    tx,
  )
}
