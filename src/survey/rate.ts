/** Rating one's own dossier: what stands, what is sent, what is kept. */
import { inContext } from '../db/context.ts'
import { isUuid } from '../lib/ids.ts'
import { NotFound, type Problem } from '../lib/problem.ts'
import type { CitizenActor } from '../office/actor.ts'
import type { ArrivedFile } from '../paper/arriving.ts'
import type { Lang } from '../ui/i18n.ts'
import { SeeOther } from '../ui/refusals.ts'
import type { SurveyDeps } from './deps.ts'
import { aspectField, ASPECTS, isRateable, readRating, type TypedRating } from './rating.ts'
import {
  dossierToRate,
  isRatedByAnother,
  keepRating,
  ratingOf,
  type KeptRating,
  type Photo,
  type RatedDossier,
} from './store.ts'
import { surveyWording } from './wording.ts'

export type OpenRating = { dossier: RatedDossier; rating: KeptRating | undefined }

/** NotFound for somebody else's dossier, one that is not there, and one that has not ended. */
export async function openRating(
  { db }: SurveyDeps,
  actor: CitizenActor,
  id: string,
): Promise<OpenRating> {
  if (!isUuid(id)) throw new NotFound()
  return inContext(db, actor, async (tx) => {
    const dossier = await dossierToRate(tx, id, actor.scopes)
    if (dossier === undefined || !isRateable(dossier.status)) throw new NotFound()
    const rating = await ratingOf(tx, id)
    // One rating a dossier: whoever it concerns gave it, and its words stay theirs.
    if (rating === undefined && (await isRatedByAnother(tx, id))) throw new SeeOther(`/ho-so/${id}`)
    return { dossier, rating }
  })
}

/** The boxes as they stand. */
export function valuesOf(rating: KeptRating | undefined): Record<string, string> {
  if (rating === undefined) return {}
  const aspects = ASPECTS.map((aspect) => [
    aspectField(aspect),
    String(rating.aspects[aspect] ?? ''),
  ])
  return {
    overall: String(rating.overall),
    note: rating.note ?? '',
    ...Object.fromEntries(aspects),
  }
}

export type SentRating = TypedRating & {
  raw(name: string): string
  files: readonly ArrivedFile[]
}

export type Rated = { problems: Problem[]; isKept: boolean }

/** Keeps what was sent; with something to mend, or once it stands for good, nothing changes. */
export async function rate(
  deps: SurveyDeps,
  { actor, lang, open }: { actor: CitizenActor; lang: Lang; open: OpenRating },
  sent: SentRating,
): Promise<Rated> {
  const read = readRating(sent, lang)
  const pictured = photoOf(sent, open.rating?.photo ?? null, lang)
  const problems = [...read.problems, ...pictured.problems]
  const { rating } = read
  if (rating === null || problems.length > 0) return { problems, isKept: false }
  const isKept = await inContext(deps.db, actor, (tx) =>
    keepRating(tx, {
      dossier: open.dossier,
      personId: actor.personId,
      rating,
      photo: pictured.photo,
      now: deps.now(),
      editableDays: deps.terms.editableDays,
    }),
  )
  return { problems: [], isKept }
}

const PICTURES = ['image/jpeg', 'image/png']

/** The picture that came now, else the one that stands; checked by its content like every paper. */
function photoOf(sent: SentRating, before: Photo | null, lang: Lang) {
  const arrived = sent.files.find(({ field }) => field === 'photo')
  const kept = sent.raw('_remove') === 'photo' ? null : before
  if (arrived === undefined) return { photo: kept, problems: [] }
  if (arrived.stored === undefined)
    return { photo: kept, problems: [{ ...arrived.problem, field: 'photo' }] }
  const { sha256, mediaType } = arrived.stored
  if (!PICTURES.includes(mediaType)) {
    const message = surveyWording(lang).photoType
    return { photo: kept, problems: [{ code: 'fileType', field: 'photo', message }] }
  }
  return { photo: { sha256, mediaType }, problems: [] }
}
