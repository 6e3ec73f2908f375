/** The files of a dossier whose pages can be shown, and one such page as a picture. */
import type { DossierEvent, FiledPaper } from '../dossier/events.ts'
import type { DossierFile } from '../dossier/rows.ts'
import { NotFound } from '../lib/problem.ts'
import type { FileStore } from '../paper/files.ts'
import {
  hasPages,
  isDecoded,
  PictureUnreadable,
  type MadePicture,
  type Pictures,
  type PictureSize,
} from '../paper/pictures.ts'
import type { MarkableFile } from './marks.ts'

export type PictureDeps = { files: FileStore; pictures?: Pictures | undefined }
type PagedFile = MarkableFile & { paper: string }

/**
 * Files that can be marked, in their order; none where this house makes no pictures. Only the pages of those in `counted` are counted
 * (the whole file is read for it); the others are taken for one.
 */
export async function markableFiles(
  { files: store, pictures }: PictureDeps,
  files: readonly DossierFile[],
  counted: ReadonlySet<string> = new Set(),
): Promise<PagedFile[]> {
  if (pictures === undefined) return []
  const shown = files.filter(({ media_type }) => hasPages(media_type))
  return Promise.all(
    shown.map(async ({ id, name, paper, sha256, media_type }) => {
      const isCounted = counted.has(id) && !isDecoded(media_type)
      const pages = isCounted ? await pagesOf(await store.read(sha256), pictures) : 1
      return { id, name, paper, pages }
    }),
  )
}

/** Names of the files of that paper that cannot be marked, because nothing here turns them into pictures. */
export function unshownFiles(
  { pictures }: Pick<PictureDeps, 'pictures'>,
  files: readonly DossierFile[],
  paperCode: string,
): string[] {
  if (pictures === undefined) return []
  return files
    .filter(({ paper, media_type }) => paper === paperCode && !hasPages(media_type))
    .map(({ name }) => name)
}

async function pagesOf(bytes: Uint8Array | undefined, pictures: Pictures): Promise<number> {
  if (bytes === undefined) return 0
  return pictures.pages(bytes).catch((error: unknown) => {
    if (error instanceof PictureUnreadable) return 0
    throw error
  })
}

/** As the picture of that page is made: upright, turned as its sender turned it. NotFound for files of other kinds. */
export function pictureOf(
  file: DossierFile,
  of: { events: readonly DossierEvent[]; page: number; size: PictureSize },
): MadePicture {
  const { page, size } = of
  if (!hasPages(file.media_type) || !Number.isInteger(page) || page < 1) throw new NotFound()
  const made: MadePicture = {
    sha256: file.sha256,
    turned: filedAs(of.events, file.id)?.turned ?? 0,
    size,
  }
  if (!isDecoded(file.media_type)) return { ...made, page }
  if (page > 1) throw new NotFound()
  return made
}

function filedAs(events: readonly DossierEvent[], fileId: string) {
  return events
    .flatMap(papersIn)
    .flatMap(({ files }) => files)
    .find(({ id }) => id === fileId)
}

function papersIn(event: DossierEvent): readonly FiledPaper[] {
  if (event.kind === 'filed' || event.kind === 'supplemented') return event.body.papers
  return event.kind === 'legAnswered' ? (event.body.filed ?? []) : []
}
