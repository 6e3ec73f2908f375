/**
 * Files that came with a form which is shown again with errors: they are in the store already, and the page carries a
 * proof of each, so that nobody has to scan twice and nobody can claim a file that they did not send.
 */
import type { ArrivedFile } from '../paper/arriving.ts'
import type { FiledPaper } from '../dossier/events.ts'
import type { Problem } from '../lib/problem.ts'
import { idFrom } from '../result/document-id.ts'
import { readToken, tokenOf, type Holder } from './proof.ts'

export type KeptFile = {
  paper: string
  name: string
  sha256: string
  size: number
  mediaType: string
}

export const FILE_FIELD = 'file.'
export const KEPT_FIELD = 'kept'

const KIND = 'kept file'

export function keptToken(holder: Holder, file: KeptFile): string {
  return tokenOf(holder, KIND, file)
}

/** Undefined for a token that was not made for this person. */
export function readKept(holder: Holder, token: string): KeptFile | undefined {
  return readToken(holder, KIND, token) as KeptFile | undefined
}

/** The files of a form: those kept from its last showing and those that came now. */
export function filesOfForm(
  holder: Holder,
  form: { texts(name: string): string[]; files: readonly ArrivedFile[] },
): { files: KeptFile[]; problems: Problem[] } {
  const kept = form.texts(KEPT_FIELD).flatMap((token) => readKept(holder, token) ?? [])
  const arrived = form.files.flatMap((file): KeptFile[] =>
    file.stored === undefined
      ? []
      : [{ paper: file.field.slice(FILE_FIELD.length), name: file.name, ...file.stored }],
  )
  const files = [...kept, ...arrived]
  return {
    files: files.filter(
      (file, i) => i === files.findIndex((f) => f.sha256 === file.sha256 && f.paper === file.paper),
    ),
    problems: form.files.flatMap(({ problem }) => problem ?? []),
  }
}

/** As the history keeps them. Ids follow from the submission key: the same form sent twice names the same files. */
export function filedPapers(
  key: string,
  files: readonly KeptFile[],
): { papers: FiledPaper[]; fileNames: Record<string, string> } {
  const named = files.map((file) => ({
    ...file,
    id: idFrom('counter file', key, file.paper, file.sha256),
  }))
  const codes = [...new Set(named.map(({ paper }) => paper))]
  return {
    papers: codes.map((paper) => ({
      paper,
      files: named
        .filter((file) => file.paper === paper)
        .map(({ id, sha256, size, mediaType }) => ({ id, sha256, size, mediaType })),
    })),
    fileNames: Object.fromEntries(named.map(({ id, name }) => [id, name])),
  }
}
