/** What an official does to a petition, as the form says it. Pure. */
import type { Problem } from '../lib/problem.ts'
import type { OfficeDeed } from './office-acts.ts'
import type { OfficeAct } from './petition.ts'
import { MOST_WORDS } from './typed.ts'

export type OfficeDeedRead = {
  /** Undefined when there is something to mend. */
  deed: OfficeDeed | undefined
  problems: Problem[]
}

const ACTS: readonly OfficeAct[] = ['answer', 'refuse', 'ask', 'forward', 'passUp']

const MISSING: Readonly<Record<OfficeAct, string>> = {
  answer: 'Hãy ghi kết quả xác minh và việc đã làm.',
  refuse: 'Hãy ghi lý do không tiếp nhận và nơi gửi đúng.',
  ask: 'Hãy ghi câu hỏi.',
  forward: 'Hãy ghi lý do chuyển.',
  passUp: 'Hãy ghi lý do chuyển lên cấp trên.',
}
const LONG = 'Nội dung dài quá 4.000 ký tự. Hãy viết ngắn hơn.'

type Known = { key: string; isOffice: (id: number) => boolean }

export function officeDeedIn(
  form: { text(name: string): string },
  { key, isOffice }: Known,
): OfficeDeedRead {
  const act = ACTS.find((each) => each === form.text('act'))
  if (act === undefined)
    return { deed: undefined, problems: [{ code: 'required', message: 'Hãy chọn việc cần làm.' }] }
  const words = form.text(`words.${act}`) || form.text('words')
  const officeId = act === 'forward' ? Number(form.text('office')) : null
  const published = act === 'answer' ? publishedIn(form) : null
  const problems = [
    ...wordsProblems(words, { field: `words.${act}`, missing: MISSING[act] }),
    ...(officeId === null || isOffice(officeId)
      ? []
      : [{ field: 'office', code: 'required', message: 'Hãy chọn đơn vị có thẩm quyền.' }]),
    ...(published === null ? [] : publishedProblems(published)),
  ]
  if (problems.length > 0) return { deed: undefined, problems }
  return { deed: { act, key, words, officeId, published }, problems }
}

/** Null when nothing is to be made public. */
function publishedIn(form: { text(name: string): string }): OfficeDeed['published'] {
  const [asked, answered] = [form.text('asked'), form.text('answered')]
  return asked === '' && answered === '' ? null : { asked, answered }
}

function publishedProblems(published: NonNullable<OfficeDeed['published']>): Problem[] {
  return [
    ...wordsProblems(published.asked, {
      field: 'asked',
      missing: 'Hãy viết lại phản ánh, hoặc để trống cả hai ô công khai.',
    }),
    ...wordsProblems(published.answered, {
      field: 'answered',
      missing: 'Hãy viết lại câu trả lời, hoặc để trống cả hai ô công khai.',
    }),
  ]
}

function wordsProblems(
  words: string,
  { field, missing }: { field: string; missing: string },
): Problem[] {
  if (words === '') return [{ field, code: 'required', message: missing }]
  return words.length > MOST_WORDS ? [{ field, code: 'tooLong', message: LONG }] : []
}
