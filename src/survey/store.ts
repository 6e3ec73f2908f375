/** SQL of ratings. A rating is read by the person who gave it; everybody else gets counts of at least five. */
import { sql } from 'kysely'
import type { Db, Tx } from '../db/connect.ts'
import type { Aspect, Level, Rating } from './rating.ts'

export type RatedDossier = {
  id: string
  code: string
  procedureCode: string
  procedureVersion: number
  procedureName: string
  status: number
  officeId: number
}

/** The dossier that is to be rated, for its owner, its applicant, and whoever acts for the owner. */
export async function dossierToRate(
  tx: Tx,
  id: string,
  scopes: readonly number[],
): Promise<RatedDossier | undefined> {
  const { rows } = await sql<RatedDossier>`
    select id, code, procedure_code as "procedureCode", procedure_version as "procedureVersion",
           procedure_name as "procedureName", status, competent_office_id as "officeId"
      from dossier where id = ${id}::uuid and scopes && ${[...scopes]}::int[]`.execute(tx)
  return rows[0]
}

/** Somebody else whom it concerns has rated it: the page may know that, and no more. */
export async function isRatedByAnother(tx: Tx, dossierId: string): Promise<boolean> {
  const { rows } = await sql<{ another: boolean }>`
    select is_rated(${dossierId}::uuid)
       and not exists (select from rating where dossier_id = ${dossierId}::uuid) as another`.execute(
    tx,
  )
  return rows[0]?.another === true
}

export type Photo = { sha256: string; mediaType: string }
export type KeptRating = Rating & { ratedAt: Date; photo: Photo | null }

type RatingRow = {
  overall: Level
  aspects: Partial<Record<Aspect, Level>>
  note: string | null
  ratedAt: Date
  sha256: string | null
  mediaType: string | null
}

export async function ratingOf(tx: Tx, dossierId: string): Promise<KeptRating | undefined> {
  const { rows } = await sql<RatingRow>`
    select overall, aspects, note, rated_at as "ratedAt", photo_sha256 as sha256, photo_type as "mediaType"
      from rating where dossier_id = ${dossierId}::uuid`.execute(tx)
  const [row] = rows
  if (row === undefined) return undefined
  const { sha256, mediaType, ...rest } = row
  return { ...rest, photo: sha256 === null ? null : { sha256, mediaType: mediaType ?? '' } }
}

export type RatingToKeep = {
  dossier: RatedDossier
  personId: number
  rating: Rating
  photo: Photo | null
  now: Date
  editableDays: number
}

/** Keeps or changes it; false when it stands for good. Pressed twice, it is one rating. */
export async function keepRating(tx: Tx, kept: RatingToKeep): Promise<boolean> {
  const { dossier, rating, photo, now } = kept
  const { rows } = await sql`
    insert into rating as r (dossier_id, person_id, office_id, overall, aspects, note, photo_sha256, photo_type, rated_at, changed_at)
    values (${dossier.id}::uuid, ${kept.personId}, ${dossier.officeId}, ${rating.overall}, ${JSON.stringify(rating.aspects)}::jsonb,
            ${rating.note}, ${photo?.sha256 ?? null}, ${photo?.mediaType ?? null}, ${now}, ${now})
        on conflict (dossier_id) do update
           set overall = excluded.overall, aspects = excluded.aspects, note = excluded.note,
               photo_sha256 = excluded.photo_sha256, photo_type = excluded.photo_type, changed_at = excluded.changed_at
         where r.rated_at > excluded.changed_at - make_interval(days => ${kept.editableDays}::int)
    returning 1`.execute(tx)
  return rows.length > 0
}

export type Counted = { rated: number; satisfied: number }
export type OfficeSatisfaction = Counted & {
  officeId: number
  aspects: Partial<Record<Aspect, Counted>>
}

export type Span = { from: Date; to: Date; smallest: number }

/** By office; one with too few answers is not in the list. */
export async function satisfactionIn(db: Db, span: Span): Promise<OfficeSatisfaction[]> {
  const { rows } = await sql<OfficeSatisfaction>`
    select office_id as "officeId", rated, satisfied, aspects
      from satisfaction(${span.from}::timestamptz, ${span.to}::timestamptz, ${span.smallest}::int)
     order by office_id`.execute(db)
  return rows
}

/** What was written about an office; empty while too few wrote. */
export async function wordsAbout(db: Db, officeId: number, span: Span): Promise<string[]> {
  const { rows } = await sql<{ note: string }>`
    select note from satisfaction_words(${officeId}, ${span.from}::timestamptz, ${span.to}::timestamptz, ${span.smallest}::int)`.execute(
    db,
  )
  return rows.map(({ note }) => note)
}
