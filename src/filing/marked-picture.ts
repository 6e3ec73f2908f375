/** The picture of a page on which the office has marked something: for whoever may answer its request, and only such pages. */
import { pictureOf } from '../counter/markable-files.ts'
import { inContext } from '../db/context.ts'
import { filesOfDossier } from '../dossier/store.ts'
import { NotFound } from '../lib/problem.ts'
import type { MadePicture, PictureSize } from '../paper/pictures.ts'
import { ownDossier } from '../tracking/own.ts'
import type { FilingDeps } from './deps.ts'
import { requestIn, type AskingSupplement } from './supplement.ts'

export type AskedPicture = { file: string; page: number; size: PictureSize }

/** Throws NotFound for everybody whom the dossier does not concern, and for pages without a mark. */
export async function markedPicture(
  deps: FilingDeps,
  { actor, id }: Omit<AskingSupplement, 'lang'>,
  { file: fileId, page, size }: AskedPicture,
): Promise<MadePicture> {
  const { events, ...facts } = await ownDossier(deps, actor, id)
  const marks = requestIn({ events, ...facts })?.private?.faults?.flatMap(({ marks = [] }) => marks)
  const isMarked = marks?.some((mark) => mark.file === fileId && mark.page === page) ?? false
  if (!isMarked) throw new NotFound()
  const files = await inContext(deps.db, actor, (tx) => filesOfDossier(tx, id))
  const file = files.find((each) => each.id === fileId)
  if (file === undefined) throw new NotFound()
  return pictureOf(file, { events, page, size })
}

export const markedPicturePath = (id: string, { file, page }: Omit<AskedPicture, 'size'>): string =>
  `/ho-so/${id}/bo-sung/anh/${file}?trang=${page}`
