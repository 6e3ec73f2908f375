/** The papers of a dossier as the counter checks them off, and what still stands against acceptance. Pure. */
import { missingPapers, type PaperNeed } from '../catalogue/needs.ts'
import type { DossierFile } from '../dossier/rows.ts'
import type { Problem } from '../lib/problem.ts'

export type PaperCheck = {
  code: string
  name: string
  need: PaperNeed['need'] | 'unknown'
  why: string
  files: readonly DossierFile[]
}

/** Every paper that is needed or that has files: needed ones first, then those that nobody asked for. */
export function paperChecks(
  needs: readonly PaperNeed[],
  files: readonly DossierFile[],
): PaperCheck[] {
  const filesOf = (code: string) => files.filter(({ paper }) => paper === code)
  const known = new Set(needs.map(({ paper }) => paper.code))
  const listed = needs
    .map(({ paper, need, why }): PaperCheck => {
      const { code, name } = paper
      return { code, name: name.vi, need, why: why.vi, files: filesOf(code) }
    })
    .filter((check) => check.need !== 'notNeeded' || check.files.length > 0)
  const others = [...new Set(files.map(({ paper }) => paper))].filter((code) => !known.has(code))
  const unknown = others.map((code): PaperCheck => {
    const why = 'Thủ tục không yêu cầu giấy tờ này.'
    return { code, name: `Giấy tờ khác (${code})`, need: 'unknown', why, files: filesOf(code) }
  })
  return [...listed, ...unknown]
}

export type Ticked = {
  /** Papers whose files were looked at and are whole, legible and right. */
  seen: ReadonlySet<string>
  /** Papers of which the original was handed over at the counter. */
  originals: ReadonlySet<string>
}

/** The name of the boxes of a paper; the error summary leads there. */
export const seenField = (code: string): string => `paper.${code}`

/**
 * What stands against acceptance: it is the acceptance of a complete dossier (NĐ 118/2025 Đ17.3), every paper looked at.
 * Empty when it may be accepted.
 */
export function acceptProblems(
  needs: readonly PaperNeed[],
  files: readonly DossierFile[],
  { seen, originals }: Ticked,
): Problem[] {
  const here = new Set([...files.map(({ paper }) => paper), ...originals])
  const missing = missingPapers(needs, here).map((problem) => ({
    ...problem,
    message: `${problem.message.replace(/^Hãy nộp/, 'Hồ sơ còn thiếu')} Hãy yêu cầu bổ sung, hoặc đánh dấu bản giấy đã nhận.`,
  }))
  const unseen = paperChecks(needs, files)
    .filter(({ code, files: own }) => own.length > 0 && !seen.has(code) && !originals.has(code))
    .map(({ code, name }) => ({
      code: 'notSeen',
      field: code,
      message: `Hãy xem “${name}” và đánh dấu đạt.`,
    }))
  return [...missing, ...unseen].map((problem) => ({
    ...problem,
    field: seenField(problem.field ?? ''),
  }))
}
