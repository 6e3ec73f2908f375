/** Papers on their way into a draft: each file checked by its content, kept durably, counted against the quota. */
import type { FastifyRequest } from 'fastify'
import type { Paper } from '../catalogue/procedure.ts'
import { inContext } from '../db/context.ts'
import { newId } from '../lib/ids.ts'
import type { Problem } from '../lib/problem.ts'
import type { CitizenActor } from '../office/actor.ts'
import { arriving, type ArrivedFile } from '../paper/arriving.ts'
import { MAX_FILE_BYTES } from '../paper/file-check.ts'
import { readForm, type Form } from '../ui/form.ts'
import type { TooLarge } from '../ui/refusals.ts'
import type { FilingDeps } from './deps.ts'
import { actOnFiles } from './file-acts.ts'
import { MOST_BYTES, MOST_BYTES_A_PERSON, MOST_FILES } from './draft.ts'
import { DraftGone } from './gone.ts'
import { paperOfBox } from './paper-rows.tsx'
import { papersWording } from './papers-wording.ts'
import { addFile, type FileAdded } from './store.ts'
import { filingWording } from './wording.ts'

/** Files of one sending; more come with the next. */
const MOST_AT_ONCE = 10

/** `papers`: those that may come at all; a file for another one is not kept. */
export function readUploads(
  deps: FilingDeps,
  req: FastifyRequest,
  papers: readonly Pick<Paper, 'code'>[],
): Promise<Form<ArrivedFile>> {
  const isAsked = (box: string) => papers.some(({ code }) => code === paperOfBox(box))
  const files = arriving(deps.intake, { maxFiles: MOST_AT_ONCE, lang: req.lang, isAsked })
  return readForm(req, { files })
}

export type Target = {
  actor: CitizenActor
  lang: 'vi' | 'en'
  draftId: string
  /** Whose request for supplements is answered. */
  dossierId?: string
  procedureCode: string
  /** The papers that may be sent now. */
  papers: readonly Pick<
    Paper,
    'code' | 'name' | 'maxFiles' | 'mediaTypes' | 'catalogueCode' | 'speaksOf'
  >[]
  /** Whose matter it is, as the form says it so far. */
  owner: string
}

/** Puts the good files into the draft and says what is wrong with the others, each under its paper. */
export async function keepFiles(
  deps: FilingDeps,
  form: Form<ArrivedFile>,
  target: Target,
): Promise<Problem[]> {
  const problems = await actOnFiles(deps, form, target)
  if (form.has('_send') && form.files.length === 0)
    problems.push({ code: 'fileNone', message: papersWording(target.lang).none })
  for (const arrived of form.files) {
    const problem = await keepFile(deps, arrived, target)
    if (problem) problems.push(problem)
  }
  return problems
}

/** What is wrong with it; undefined once it is part of the draft. */
export async function keepFile(
  deps: FilingDeps,
  arrived: ArrivedFile,
  target: Target,
): Promise<Problem | undefined> {
  const paper = target.papers.find(({ code }) => code === paperOfBox(arrived.field))
  if (paper === undefined) return undefined // a box that this page does not have: nothing is kept of it
  if (arrived.stored === undefined) return { ...arrived.problem, field: paper.code }
  const { stored, name, scan, remark } = arrived
  const t = filingWording(target.lang).papers
  if (!paper.mediaTypes.includes(stored.mediaType)) {
    return { code: 'fileType', field: paper.code, message: t.mediaType }
  }
  const now = deps.now()
  const file = { id: newId(now), paper: paper.code, name, ...stored, scan, remark }
  const added = await inContext(deps.db, target.actor, (tx) =>
    addFile(tx, target.draftId, {
      ...file,
      personId: target.actor.personId,
      now,
      most: paper.maxFiles,
    }),
  )
  return problemOfAdding(added, { paper, target })
}

function problemOfAdding(
  added: FileAdded,
  { paper, target }: { paper: Target['papers'][number]; target: Target },
): Problem | undefined {
  const t = filingWording(target.lang).papers
  const field = paper.code
  switch (added) {
    case 'added':
      return undefined
    case 'paperFull':
      return { code: added, field, message: t.paperFull(paper.maxFiles) }
    case 'draftFull':
      return { code: added, field, message: t.quota(MOST_FILES, MOST_BYTES / 1_000_000) }
    case 'personFull':
      return { code: added, field, message: t.personQuota(MOST_BYTES_A_PERSON / 1_000_000) }
    case 'draftGone':
      throw new DraftGone(target.procedureCode)
  }
}

/** The message for a file that was too large to be read to its end, or for too many of them. */
export function tooLargeProblem(
  lang: 'vi' | 'en',
  { maxBytes: bytes, maxFiles }: TooLarge,
): Problem {
  const t = filingWording(lang).papers
  if (maxFiles !== undefined) return { code: 'tooManyFiles', message: t.atOnce(maxFiles) }
  const megabytes = (bytes ?? MAX_FILE_BYTES) / 1_000_000
  return { code: 'fileTooBig', message: t.tooLarge(megabytes) }
}
