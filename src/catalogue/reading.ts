import type { Problem } from '../lib/problem.ts'
import type { Day } from '../lib/time.ts'
import type { Lang } from '../ui/i18n.ts'
import type { CodeLists } from './code-lists.ts'
import type { Answer, Asked } from './form.ts'
import type { FormWording } from './form-wording.ts'

/** What an answer is read with: the Hà Nội day, the official lists, the language of the messages (default Vietnamese). */
export type Facts = { today: Day; codeLists: CodeLists; lang?: Lang }
/** Of a table that has something wrong, what could be read stands beside the problems, so that a page can go on. */
export type Reading =
  | { kind: 'empty' }
  | { kind: 'read'; answer: Answer }
  | { kind: 'wrong'; problems: Problem[]; answer?: Answer }

export type Reader = {
  question: Asked
  label: string
  say: FormWording
  facts: Facts
}

export function read(answer: Answer): Reading {
  return { kind: 'read', answer }
}

export function wrong({ question }: Reader, code: string, message: string, part?: string): Reading {
  const field = part ? `${question.id}.${part}` : question.id
  return { kind: 'wrong', problems: [{ code, field, message }] }
}
