/**
 * The way of a file: looked at by its content, scanned, measured, kept. What the scanner has not seen lies in quarantine, where nobody
 * can open it; what it finds bad is kept nowhere.
 */
import type { PictureRemark } from '../dossier/events.ts'
import type { Problem } from '../lib/problem.ts'
import { checkFile, fileProblem, MAX_FILE_BYTES, type FileCheckOptions } from './file-check.ts'
import type { FileStore, Quarantine, StoredFile } from './files.ts'
import { remarkOf } from './picture-quality.ts'
import { PictureUnreadable, type Pictures } from './pictures.ts'
import type { Scanner, ScanState } from './scanner.ts'
import { withoutPlace } from './without-place.ts'

export type Intake = {
  files: FileStore
  quarantine: Quarantine
  pictures: Pictures
  /** Null where none is configured. */
  scanner: Scanner | null
}

/** What has no quarantine keeps no file that waits: it is asked for again. What has no pictures says nothing about them. */
export type PlainIntake = Pick<Intake, 'files' | 'scanner'> & Partial<Intake>

export type TakenIn = {
  stored: StoredFile
  name: string
  scan: ScanState
  remark: PictureRemark | null
}

/** Kept, or the one thing that is wrong with it (`'code' in answer`). */
export async function takeIn(
  intake: PlainIntake,
  file: { bytes: Buffer; name: string },
  options: FileCheckOptions = {},
): Promise<TakenIn | Problem> {
  const checked = await checkFile(file.bytes, file.name, { maxBytes: MAX_FILE_BYTES, ...options })
  if ('code' in checked) return checked
  const bytes = withoutPlace(file.bytes, checked.mediaType)
  const scan = await scanned(intake, bytes)
  if (scan === 'refused') return fileProblem('fileVirus', options)
  const remark = await remarkOn(intake.pictures, bytes, checked.mediaType)
  if (remark === 'unreadable') return fileProblem('fileDamaged', options)
  const place = scan === 'waiting' ? intake.quarantine : intake.files
  if (place === undefined) return fileProblem('fileNotScanned', options)
  return { stored: await place.put(bytes, checked.mediaType), name: checked.name, scan, remark }
}

/** off where there is no scanner, waiting where it does not answer. */
export async function scanned(
  { scanner }: Pick<Intake, 'scanner'>,
  bytes: Uint8Array,
): Promise<ScanState> {
  if (scanner === null) return 'off'
  const verdict = await scanner.scan(bytes)
  switch (verdict.kind) {
    case 'clean':
      return 'clean'
    case 'infected':
      return 'refused'
    case 'unavailable':
      return 'waiting'
  }
}

async function remarkOn(
  pictures: Pictures | undefined,
  bytes: Uint8Array,
  mediaType: string,
): Promise<PictureRemark | null | 'unreadable'> {
  try {
    const measures = await pictures?.measure(bytes, mediaType)
    return measures === undefined ? null : remarkOf(measures)
  } catch (error) {
    if (error instanceof PictureUnreadable) return 'unreadable'
    throw error
  }
}

/**
 * Looks at a file that waited: out of quarantine when clean, gone when bad. Null while the scanner gives no answer. A file that came
 * before there was a scanner lies in the store already.
 */
export async function scanAgain(
  intake: Intake,
  file: StoredFile,
): Promise<'clean' | 'refused' | null> {
  const { files, quarantine } = intake
  const held = await quarantine.read(file.sha256)
  const bytes = held ?? (await files.read(file.sha256))
  if (bytes === undefined) return 'refused'
  const scan = await scanned(intake, bytes)
  if (scan === 'waiting' || scan === 'off') return null
  if (scan === 'clean' && held !== undefined) await files.put(bytes, file.mediaType)
  await quarantine.drop(file.sha256)
  return scan
}
