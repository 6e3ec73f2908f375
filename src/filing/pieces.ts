/** A paper that comes in pieces: begun, gone on with where it stopped, and taken in as a whole once the last has come. */
import type { Paper } from '../catalogue/procedure.ts'
import { inContext } from '../db/context.ts'
import { newId } from '../lib/ids.ts'
import { NotFound, type Problem } from '../lib/problem.ts'
import { NOT_ASKED } from '../paper/arriving.ts'
import { fileProblem, MAX_FILE_BYTES } from '../paper/file-check.ts'
import { takeIn } from '../paper/intake.ts'
import type { FilingDeps } from './deps.ts'
import { addPiece, beginUpload, dropUpload, uploadById, wholeUpload } from './piece-store.ts'
import { keepFile, type Target } from './uploads.ts'

/** One piece: a second or two on a slow line. */
export const PIECE_BYTES = 256_000

export type NewUpload = { paper: string; name: string; size: number; mark: string }

/** Where to go on; or what is wrong with the file before a byte of it was sent. */
export async function begin(
  deps: FilingDeps,
  file: NewUpload,
  target: Target,
): Promise<{ id: string; received: number } | Problem> {
  const { lang, actor, draftId } = target
  const options = { lang, field: file.paper }
  if (!target.papers.some(({ code }) => code === file.paper))
    return { code: 'notAsked', field: file.paper, message: NOT_ASKED[lang] }
  if (file.size === 0) return fileProblem('fileEmpty', options)
  if (file.size > MAX_FILE_BYTES)
    return fileProblem('fileTooBig', { ...options, maxBytes: MAX_FILE_BYTES })
  const now = deps.now()
  const upload = { ...file, id: newId(now), draftId, personId: actor.personId, now }
  return inContext(deps.db, actor, (tx) => beginUpload(tx, upload))
}

export type Piece = { id: string; from: number; bytes: Buffer }
export type Went =
  | { kind: 'more'; received: number }
  /** The piece does not begin where the file stopped. */
  | { kind: 'elsewhere'; received: number }
  | { kind: 'whole' }
  | { kind: 'refused'; problem: Problem }

/** Takes a piece; with the last one the file goes the way of every file. */
export async function takePiece(deps: FilingDeps, piece: Piece, target: Target): Promise<Went> {
  const { actor } = target
  const found = await inContext(deps.db, actor, async (tx) => {
    const upload = await uploadById(tx, piece.id)
    if (upload?.draftId !== target.draftId) return undefined
    const fits = piece.from === upload.received && piece.from + piece.bytes.length <= upload.size
    if (!fits || piece.bytes.length === 0) return { upload, received: upload.received, fits }
    await addPiece(tx, { ...piece, personId: actor.personId })
    return { upload, received: piece.from + piece.bytes.length, fits }
  })
  if (found === undefined) throw new NotFound()
  const { upload, received, fits } = found
  if (!fits) return { kind: 'elsewhere', received }
  if (received < upload.size) return { kind: 'more', received }
  const problem = await taken(deps, upload, target)
  await inContext(deps.db, actor, (tx) => dropUpload(tx, upload.id))
  return problem ? { kind: 'refused', problem } : { kind: 'whole' }
}

async function taken(
  deps: FilingDeps,
  upload: { id: string; paper: string; name: string },
  target: Target & { papers: readonly Pick<Paper, 'code'>[] },
): Promise<Problem | undefined> {
  const bytes = await inContext(deps.db, target.actor, (tx) => wholeUpload(tx, upload.id))
  const options = { lang: target.lang, field: upload.paper }
  const arrived = await takeIn(deps.intake, { bytes, name: upload.name }, options)
  if ('code' in arrived) return arrived
  return keepFile(deps, { field: upload.paper, ...arrived }, target)
}
