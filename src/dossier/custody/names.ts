/** What people call an original: the paper's own name, the result on paper, or a further copy of a paper. Pure. */
import { RESULT_PAPER } from './originals.ts'

export function originalName(code: string, nameOf: (paper: string) => string): string {
  if (code === RESULT_PAPER) return 'Kết quả (bản giấy)'
  const [paper = code, copy] = code.split('#')
  return copy === undefined ? nameOf(paper) : `${nameOf(paper)} (bản thứ ${copy})`
}
