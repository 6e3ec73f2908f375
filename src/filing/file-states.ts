/** Where each file of a draft stands, and what keeps the draft from being filed. Pure. */
import type { FiledFile, PictureRemark } from '../dossier/events.ts'
import type { Problem } from '../lib/problem.ts'
import type { ScanState } from '../paper/scanner.ts'
import type { Lang } from '../ui/i18n.ts'
import type { DraftFile } from './draft.ts'
import { papersWording } from './papers-wording.ts'

type Named = { code: string; name: Readonly<Record<Lang, string>> }

/** Codes of papers that have a file; one that was found bad is none. */
export function papersWithFiles(files: readonly DraftFile[]): Set<string> {
  return new Set(files.filter(({ scan }) => scan !== 'refused').map(({ paper }) => paper))
}

/** What nobody has scanned is closed to everybody. */
export function isReadable(scan: ScanState): boolean {
  return scan === 'clean' || scan === 'off'
}

/** Measured from grey levels it is a doubt, and the sender may know better; too few dots are too few. */
export function isDoubt(remark: PictureRemark): boolean {
  return remark !== 'small'
}

/** What still stands against a file; null when nothing does. */
export function openRemark({ remark, keptAnyway }: DraftFile): PictureRemark | null {
  return remark !== null && keptAnyway && isDoubt(remark) ? null : remark
}

/** One problem for each file that may not go out as it is, on the code of its paper. */
export function fileProblems(
  files: readonly DraftFile[],
  papers: readonly Named[],
  lang: Lang,
): Problem[] {
  const t = papersWording(lang)
  return files.flatMap((file): Problem[] => {
    const paper = papers.find(({ code }) => code === file.paper)
    if (paper === undefined) return []
    const [field, name] = [paper.code, paper.name[lang]]
    if (file.scan === 'waiting')
      return [{ code: 'fileScanning', field, message: t.scanningAsk(name) }]
    if (file.scan === 'refused') return [{ code: 'fileVirus', field, message: t.virusAsk(name) }]
    const remark = openRemark(file)
    if (remark === null) return []
    return [{ code: `file-${remark}`, field, message: t.ask(name, t.remarks[remark]) }]
  })
}

/** As the history keeps it: no name, and only what differs from an ordinary file. */
export function filedFile(file: DraftFile): FiledFile {
  const { id, sha256, size, mediaType, turned, remark, reusedFrom } = file
  return {
    id,
    sha256,
    size,
    mediaType,
    ...(turned !== 0 && { turned }),
    ...(remark !== null && { remark }),
    ...(reusedFrom !== null && { reusedFrom }),
  }
}
