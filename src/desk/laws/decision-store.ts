/** The SQL of decisions that move dossiers to another law. `law_decision` and `law_move` are written here alone. */
import { sql, type RawBuilder } from 'kysely'
import type { Db, Tx } from '../../db/connect.ts'
import type { DossierState } from '../../dossier/dossier.ts'
import { readState, type KeptState } from '../../dossier/packing.ts'
import type { Day } from '../../lib/time.ts'
import type { DossierFilter, LawDecision, LawMove } from './decision.ts'

export type DecisionRow = {
  id: string
  body: LawDecision
  sha256: string
  officeId: number
  draftedBy: number
  draftedByName: string
  draftedAt: Date
  releasedBy: number | null
  releasedByName: string | null
  releasedAt: Date | null
  droppedAt: Date | null
  plannedAt: Date | null
  finishedAt: Date | null
}

/** The office at which that person is a controller today; null when they are none. */
export async function controllerOffice(tx: Tx, personId: number, day: Day): Promise<number | null> {
  const { rows } = await sql<{ officeId: number }>`
    select a.office_id as "officeId" from assignment a join person p on p.id = a.person_id
     where a.person_id = ${personId} and a.role = 'controller' and p.is_active and p.kind = 'staff'
       and ${day}::date between a.valid_from and coalesce(a.valid_to, 'infinity')
     order by a.valid_from, a.id limit 1`.execute(tx)
  return rows[0]?.officeId ?? null
}

export async function insertDecision(
  tx: Tx,
  row: { body: LawDecision; sha256: string; officeId: number; draftedBy: number; at: Date },
): Promise<void> {
  const { body, sha256, officeId, draftedBy, at } = row
  await sql`
    insert into law_decision (id, number, effect_on, body, sha256, office_id, drafted_by, drafted_at)
    values (${body.id}::uuid, ${body.number}, ${body.effectOn}::date, ${JSON.stringify(body)}::jsonb,
            decode(${sha256}, 'hex'), ${officeId}, ${draftedBy}, ${at})
    on conflict (id) do nothing`.execute(tx)
}

const columns = sql`
  d.id, d.body, encode(d.sha256, 'hex') as sha256, d.office_id as "officeId", d.drafted_by as "draftedBy",
  p.full_name as "draftedByName", d.drafted_at as "draftedAt", d.released_by as "releasedBy",
  r.full_name as "releasedByName", d.released_at as "releasedAt", d.dropped_at as "droppedAt", d.planned_at as "plannedAt", d.finished_at as "finishedAt"
  from law_decision d join person p on p.id = d.drafted_by left join person r on r.id = d.released_by`

export async function decisionById(tx: Tx | Db, id: string): Promise<DecisionRow | undefined> {
  const { rows } = await sql<DecisionRow>`
    select ${columns} where d.id = ${id}::uuid`.execute(tx)
  return rows[0]
}

/** The newest decisions of an office. */
export async function decisionsOf(tx: Tx, officeId: number): Promise<DecisionRow[]> {
  const { rows } = await sql<DecisionRow>`
    select ${columns} where d.office_id = ${officeId} order by d.drafted_at desc, d.id limit 50`.execute(
    tx,
  )
  return rows
}

/** Released and not yet carried out to the end, oldest first. */
export async function decisionsUnderWay(db: Db): Promise<DecisionRow[]> {
  const { rows } = await sql<DecisionRow>`
    select ${columns} where d.released_at is not null and d.finished_at is null order by d.released_at`.execute(
    db,
  )
  return rows
}

/** False when somebody has released or dropped it before. */
export async function release(
  tx: Tx,
  id: string,
  { personId, at }: { personId: number; at: Date },
): Promise<boolean> {
  const { rows } = await sql`
    update law_decision set released_by = ${personId}, released_at = ${at}
     where id = ${id}::uuid and released_at is null and dropped_at is null returning 1`.execute(tx)
  return rows.length > 0
}

export async function drop(
  tx: Tx,
  id: string,
  { personId, at }: { personId: number; at: Date },
): Promise<boolean> {
  const { rows } = await sql`
    update law_decision set dropped_by = ${personId}, dropped_at = ${at}
     where id = ${id}::uuid and released_at is null and dropped_at is null returning 1`.execute(tx)
  return rows.length > 0
}

export async function finish(db: Db, id: string): Promise<void> {
  await sql`update law_decision set finished_at = now() where id = ${id}::uuid and finished_at is null`.execute(
    db,
  )
}

// ── which dossiers ─────────────────────────────────────────────────────────

/** A dossier with the version that it had when the decision was carried out. */
export type Meant = { id: string; code: string; version: number; caseCode: string }

type Asking = { decision: LawDecision; officeId: number }

/** Open dossiers of these versions in the scope of the office that decides, by the filter. */
const meant = ({ decision, officeId }: Asking): RawBuilder<unknown> => sql`
  d.is_open and d.scopes && array[${officeId}::int]
  and (${sql.join(decision.moves.map(isOf), sql` or `)}) ${byFilter(decision.dossiers)}`

const isOf = ({ procedure, from }: LawMove): RawBuilder<unknown> =>
  sql`(d.procedure_code = ${procedure} and d.procedure_version = ${from})`

function byFilter({
  filedFrom,
  filedTo,
  office,
  status,
  codes,
}: DossierFilter): RawBuilder<unknown> {
  const under = sql`(with recursive below as (select id from office where id = ${office ?? null}::int
    union select o.id from office o join below b on o.parent_id = b.id) select id from below)`
  const hanoi = sql`(d.submitted_at at time zone 'Asia/Ho_Chi_Minh')::date`
  return sql.join(
    [
      filedFrom === undefined ? sql`` : sql` and ${hanoi} >= ${filedFrom}::date`,
      filedTo === undefined ? sql`` : sql` and ${hanoi} <= ${filedTo}::date`,
      office === undefined ? sql`` : sql` and d.competent_office_id in ${under}`,
      status === undefined ? sql`` : sql` and d.status = any(${status}::int[])`,
      codes === undefined ? sql`` : sql` and d.code = any(${codes}::text[])`,
    ],
    sql``,
  )
}

export async function countMeant(tx: Tx, asking: Asking): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from dossier d where ${meant(asking)}`.execute(tx)
  return rows[0]!.count
}

export type Previewed = { id: string; code: string; state: DossierState }

/** The dossiers that are meant, in the order of their ids, from the one after `after` on. */
export async function meantFrom(
  tx: Tx,
  asking: Asking,
  { after, limit }: { after: string | null; limit: number },
): Promise<Previewed[]> {
  const { rows } = await sql<KeptState & { id: string; code: string }>`
    select d.id, d.code, s.packed, s.state from dossier d join dossier_state s on s.dossier_id = d.id
     where ${meant(asking)} and (${after}::uuid is null or d.id > ${after}::uuid) order by d.id limit ${limit}`.execute(
    tx,
  )
  return rows.map(({ id, code, ...kept }) => ({ id, code, state: readState(kept) }))
}

/**
 * Writes down which dossiers are meant, once: whoever is interrupted later finds them again, although those that have moved no
 * longer have the old version.
 */
export async function plan(db: Db, { decision, officeId }: Asking): Promise<void> {
  const moves = JSON.stringify(
    decision.moves.map(({ procedure, from, to: target }) => ({ procedure, from, to: target })),
  )
  await sql`
    with once as (update law_decision set planned_at = now()
                   where id = ${decision.id}::uuid and planned_at is null returning 1)
    insert into law_move (decision_id, dossier_id, outcome, procedure_code, case_code, from_version, to_version, scopes)
    select ${decision.id}::uuid, d.id, 'planned', d.procedure_code, d.case_code, d.procedure_version, m."to", d.scopes
      from dossier d
      join jsonb_to_recordset(${moves}::jsonb) as m (procedure text, "from" int, "to" int)
        on m.procedure = d.procedure_code and m."from" = d.procedure_version
     where exists (select from once) and ${meant({ decision, officeId })}`.execute(db)
}

/** The next planned ones of which nothing has been said yet. */
export async function nextPlanned(db: Db, decisionId: string, limit: number): Promise<Meant[]> {
  const { rows } = await sql<Meant>`
    select dossier_id as id, procedure_code as code, from_version as version, case_code as "caseCode"
      from law_move where decision_id = ${decisionId}::uuid and outcome = 'planned'
     order by dossier_id limit ${limit}`.execute(db)
  return rows
}

// ── what became of them ────────────────────────────────────────────────────

export type Outcome = 'planned' | 'moved' | 'refused' | 'failed'

export type Said = {
  id: string
  outcome: Exclude<Outcome, 'planned'>
  refusal: string | null
  words: string | null
}

/** With the due instants that the event of the dossier holds. */
export async function keepOutcomes(
  db: Db,
  decisionId: string,
  said: readonly Said[],
): Promise<void> {
  await sql`
    update law_move m
       set outcome = o.outcome, refusal = o.refusal, words = o.words, at = now(),
           due_before = (e.clock->>'dueBefore')::timestamp at time zone 'Asia/Ho_Chi_Minh',
           due_after = (e.clock->'clock'->>'dueAt')::timestamp at time zone 'Asia/Ho_Chi_Minh'
      from jsonb_to_recordset(${JSON.stringify(said)}::jsonb) as o (id uuid, outcome text, refusal text, words text)
      left join lateral (select nullif(h.body::jsonb->'clock', 'null'::jsonb) as clock from dossier_event h
                          where h.dossier_id = o.id and h.kind = 'movedToLaw'
                            and h.body::jsonb->'decision'->>'id' = ${decisionId}::text) e on true
     where m.decision_id = ${decisionId}::uuid and m.dossier_id = o.id`.execute(db)
}

/** What failed for a fault of the house is planned again. */
export async function planFailuresAgain(db: Db, decisionId: string): Promise<void> {
  await sql`
    with again as (update law_move set outcome = 'planned', words = null
                    where decision_id = ${decisionId}::uuid and outcome = 'failed' returning 1)
    update law_decision set finished_at = null
     where id = ${decisionId}::uuid and exists (select from again)`.execute(db)
}

export type Outcomes = Record<Outcome, number>

export async function countOutcomes(tx: Tx | Db, decisionId: string): Promise<Outcomes> {
  const { rows } = await sql<{ outcome: Outcome; count: number }>`
    select outcome, count(*)::int as count from law_move where decision_id = ${decisionId}::uuid group by outcome`.execute(
    tx,
  )
  const none: Outcomes = { planned: 0, moved: 0, refused: 0, failed: 0 }
  for (const { outcome, count } of rows) none[outcome] = count
  return none
}

export type MoveRow = {
  dossierId: string
  code: string
  outcome: Outcome
  words: string | null
  from: number
  to: number
  dueBefore: Date | null
  dueAfter: Date | null
}

export async function outcomesOf(
  tx: Tx | Db,
  decisionId: string,
  limit: number,
): Promise<MoveRow[]> {
  const { rows } = await sql<MoveRow>`
    select m.dossier_id as "dossierId", d.code, m.outcome, m.words, m.from_version as "from", m.to_version as "to",
           m.due_before as "dueBefore", m.due_after as "dueAfter"
      from law_move m join dossier d on d.id = m.dossier_id
     where m.decision_id = ${decisionId}::uuid order by m.outcome <> 'moved' desc, d.code limit ${limit}`.execute(
    tx,
  )
  return rows
}

/** The office over all others. */
export async function rootOffice(db: Db): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    select id from office where parent_id is null order by id limit 1`.execute(db)
  return rows[0]!.id
}
