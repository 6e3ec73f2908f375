/** Files as the portal hands them over: taken apart, checked by hash and content, then kept. */
import type { Paper } from '../catalogue/procedure.ts'
import type { FiledPaper } from '../dossier/events.ts'
import { sha256Hex } from '../lib/canonical.ts'
import type { Problem } from '../lib/problem.ts'
import { checkFile } from '../paper/file-check.ts'
import type { FileStore } from '../paper/files.ts'
import { idFrom } from '../result/document-id.ts'
import type { HandedFile } from './schema.ts'

export type CheckedFile = { paper: string; name: string; mediaType: string; bytes: Buffer }
export type Checked = { files: CheckedFile[]; problems: Problem[] }

/** Every file with its true kind and a safe name, and everything that is wrong with the others. */
export async function checkFiles(
  handed: readonly HandedFile[],
  papers: readonly Paper[],
): Promise<Checked> {
  const checked = await Promise.all(handed.map((file, i) => checkOne(file, i, papers)))
  const counts = Map.groupBy(handed, ({ paper }) => paper)
  const tooMany = papers
    .filter(({ code, maxFiles }) => (counts.get(code)?.length ?? 0) > maxFiles)
    .map(({ code, maxFiles, name }) => ({
      code: 'tooManyFiles',
      field: `files.${handed.findIndex(({ paper }) => paper === code)}`,
      message: `“${name.vi}” nhận nhiều nhất ${maxFiles} tệp.`,
    }))
  return {
    files: checked.flatMap((one) => ('bytes' in one ? [one] : [])),
    problems: [...checked.flatMap((one) => ('bytes' in one ? [] : [one])), ...tooMany],
  }
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

async function checkOne(
  file: HandedFile,
  i: number,
  papers: readonly Paper[],
): Promise<CheckedFile | Problem> {
  const at = (code: string, message: string, member = ''): Problem => ({
    code,
    field: `files.${i}${member}`,
    message,
  })
  const paper = papers.find(({ code }) => code === file.paper)
  if (!paper) return at('paperUnknown', 'Thủ tục không có thành phần hồ sơ này.', '.paper')
  const checked = await contentOf(file, `files.${i}`)
  if ('code' in checked) return checked
  if (!paper.mediaTypes.includes(checked.mediaType))
    return at('mediaType', `“${paper.name.vi}” không nhận loại tệp này.`, '.mediaType')
  return { paper: file.paper, ...checked }
}

export type Handed = Pick<HandedFile, 'name' | 'mediaType' | 'sha256' | 'content'>

/** The bytes with their true kind and a safe name, or what is wrong with them; `field` is the place in the body. */
export async function contentOf(
  file: Handed,
  field: string,
): Promise<{ bytes: Buffer; name: string; mediaType: string } | Problem> {
  const at = (code: string, message: string, member: string): Problem => ({
    code,
    field: `${field}.${member}`,
    message,
  })
  if (!BASE64.test(file.content)) return at('base64', 'Nội dung tệp không phải base64.', 'content')
  const bytes = Buffer.from(file.content, 'base64')
  if (sha256Hex(bytes) !== file.sha256)
    return at('hash', 'Nội dung tệp không khớp với SHA-256 đi kèm.', 'sha256')
  const checked = await checkFile(bytes, file.name, { field: `${field}.content` })
  if ('code' in checked) return checked
  if (checked.mediaType !== file.mediaType)
    return at('mediaType', `Nội dung tệp là ${checked.mediaType}.`, 'mediaType')
  return { bytes, ...checked }
}

export type KeptFiles = { papers: FiledPaper[]; fileNames: Record<string, string> }

/** Into the store, before the dossier hears of them. Ids follow from `parts`, so that the same message gives the same ids. */
export async function keepFiles(
  store: FileStore,
  files: readonly CheckedFile[],
  parts: readonly string[],
): Promise<KeptFiles> {
  const kept = await Promise.all(
    files.map(async ({ paper, name, mediaType, bytes }, i) => {
      const stored = await store.put(bytes, mediaType)
      return { paper, name, file: { id: idFrom('portal file', ...parts, i), ...stored } }
    }),
  )
  const byPaper = Map.groupBy(kept, ({ paper }) => paper)
  return {
    papers: [...byPaper].map(([paper, all]) => ({ paper, files: all.map(({ file }) => file) })),
    fileNames: Object.fromEntries(kept.map(({ file, name }) => [file.id, name])),
  }
}
