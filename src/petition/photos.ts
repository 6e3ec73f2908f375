/** Pictures that go with words: taken in like papers, carried along while the form has something to mend. */
import { sha256Hex } from '../lib/canonical.ts'
import type { Problem } from '../lib/problem.ts'
import type { ArrivedFile } from '../paper/arriving.ts'
import type { FileStore } from '../paper/files.ts'
import type { Intake } from '../paper/intake.ts'
import { isDecoded } from '../paper/pictures.ts'
import type { Lang } from '../ui/i18n.ts'
import { openPhoto, type KeptPhoto } from './code.ts'
import { petitionWording } from './wording.ts'

/**
 * Whoever has not signed in may fill nobody's disk: of their pictures a copy as wide as a telephone is kept, and of what is no picture
 * nothing at all.
 */
export function keepsSmall({ files, pictures }: Pick<Intake, 'files' | 'pictures'>): FileStore {
  return {
    ...files,
    put: async (bytes, mediaType) => {
      const sha256 = sha256Hex(bytes)
      if (!isDecoded(mediaType)) return { sha256, size: bytes.length, mediaType }
      const small = await pictures.made(bytes, { sha256, turned: 0, size: 'page' })
      return files.put(small, 'image/jpeg')
    },
  }
}

export const MOST_PHOTOS = 3
/** What the file boxes offer; the server checks the bytes. */
export const PHOTO_TYPES = 'image/jpeg,image/png'

export type SentPhotos = {
  files: readonly ArrivedFile[]
  texts(name: string): readonly string[]
}

export type ReadPhotos = { photos: KeptPhoto[]; problems: Problem[] }

/** What was kept before and not taken out, then what came now; at most three, each once. */
export function photosIn(
  sent: SentPhotos,
  { secret, key, lang }: { secret: string; key: string; lang: Lang },
): ReadPhotos {
  const t = petitionWording(lang).wrong
  const dropped = new Set(sent.texts('_remove'))
  const before = sent
    .texts('photo.kept')
    .map((sealed) => openPhoto(secret, key, sealed))
    .filter((photo) => photo !== undefined)
  const problems: Problem[] = []
  const photos = new Map(
    before.filter(({ sha256 }) => !dropped.has(sha256)).map((photo) => [photo.sha256, photo]),
  )
  for (const { stored, problem } of sent.files) {
    if (stored === undefined) problems.push({ ...problem, field: 'photo' })
    else if (!isDecoded(stored.mediaType))
      problems.push({ code: 'fileType', field: 'photo', message: t.photoType })
    else if (photos.size >= MOST_PHOTOS && !photos.has(stored.sha256))
      problems.push({ code: 'tooMany', field: 'photo', message: t.photosMany })
    else photos.set(stored.sha256, { sha256: stored.sha256, mediaType: stored.mediaType })
  }
  return { photos: [...photos.values()], problems }
}
