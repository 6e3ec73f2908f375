/** What an officer confirms to have looked at before the examination ends: each paper, each difference, the competence. Pure. */
import type { Procedure } from '../catalogue/procedure.ts'
import { differences, type ComparedGroup } from './comparison.ts'

export type Check = {
  id: string
  label: string
  /** Something stands out: seen is not enough, decide. */ isOpen: boolean
}

type Examined = {
  procedure: Procedure
  groups: readonly ComparedGroup[]
  /** Codes of the papers that were handed in. */
  filed: ReadonlySet<string>
}

export function checklist({ procedure, groups, filed }: Examined): Check[] {
  const papers = procedure.papers
    .filter(({ code }) => filed.has(code))
    .map(({ code, name }) => ({
      id: `read:${code}`,
      label: `${name.vi}: đọc rõ, khớp với tờ khai`,
      isOpen: false,
    }))
  const open = differences(groups).map(({ id, label, words }) => ({
    id: `seen:${id}`,
    label: `${label} (${words.toLowerCase()}): đã xem xét, giải quyết tiếp được`,
    isOpen: true,
  }))
  return [...papers, ...open, COMPETENCE, CONTENT]
}

const COMPETENCE: Check = {
  id: 'competence',
  label: 'Việc thuộc thẩm quyền của đơn vị',
  isOpen: false,
}
const CONTENT: Check = {
  id: 'content',
  label: 'Nội dung tờ khai đủ, đúng để lập kết quả',
  isOpen: false,
}
