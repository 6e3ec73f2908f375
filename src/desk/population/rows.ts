/** What the population register says beside what was declared, as rows of the officer's comparison. Pure. */
import { questionOf, type Answers, type FormDefinition } from '../../catalogue/form.ts'
import type { Facts } from '../../catalogue/reading.ts'
import { shownAnswer } from '../../catalogue/shown-answers.ts'
import type { HeldAtFiling } from '../../dossier/events.ts'
import { showDay, showTime, toLocalMinute } from '../../lib/time.ts'
import type { ComparedGroup, ComparedRow } from '../comparison.ts'
import type { PersonChecked, PopulationCheck } from './check.ts'

export type PopulationSubject = {
  form: FormDefinition
  answers: Answers
  facts: Facts
  held: HeldAtFiling
  check: PopulationCheck | null
}

const REGISTER = 'Cơ sở dữ liệu quốc gia về dân cư'

/** One group, or none when the register was never part of this dossier. */
export function populationGroups(subject: PopulationSubject): ComparedGroup[] {
  const rows = [...reportedRows(subject), ...checkRows(subject)]
  return rows.length === 0 ? [] : [{ title: 'Dữ liệu dân cư', rows }]
}

/** What was shown to whoever filed; where they said that it is wrong, both values and their remark. */
function reportedRows({ form, answers, facts, held }: PopulationSubject): ComparedRow[] {
  return Object.entries(held).flatMap(([id, { source, asOf, from, says, remark }]) => {
    const question = questionOf(form, id)
    if (!question || question.kind === 'phone') return []
    const isReported = says !== undefined
    if (source === 'identity' && !isReported) return []
    const place = source === 'identity' ? 'tài khoản VNeID của người nộp' : REGISTER
    const origin = from === 'parents' ? `cha và mẹ trong ${REGISTER}` : place
    const when = asOf === undefined ? '' : `, ${momentOf(asOf)}`
    const show = (of: Answers): string =>
      shownAnswer(question, of, { lang: 'vi', codeLists: facts.codeLists, today: facts.today })
    return [
      {
        id: `held:${id}`,
        label: question.label.vi,
        declared: show(answers),
        against: isReported ? show({ [id]: says as Answers[string] }) : show(answers),
        source: `${origin}${when}${remark === undefined ? '' : `. Người dân ghi: “${remark}”`}`,
        verdict: isReported ? 'differs' : 'same',
        words: isReported ? (from ? 'Khai khác cha mẹ' : 'Người dân báo sai') : 'Điền sẵn',
      },
    ]
  })
}

function checkRows(subject: PopulationSubject): ComparedRow[] {
  const { check } = subject
  if (check === null || check.state === 'nothing') return []
  if (check.state === 'waiting') return [WAITING]
  return check.people.flatMap((person) => personRows(subject, person))
}

const WAITING: ComparedRow = {
  id: 'population:waiting',
  label: 'Người trong tờ khai',
  declared: 'Người dân tự khai',
  against: 'Nơi giữ dữ liệu chưa trả lời. Hệ thống tự hỏi lại.',
  source: REGISTER,
  verdict: 'differs',
  words: 'Chưa đối chiếu',
}

const OUTCOMES = {
  notFound: { against: 'Không có số định danh này', words: 'Không có' },
  mismatch: { against: 'Số định danh thuộc tên hoặc ngày sinh khác', words: 'Không khớp' },
} as const

function personRows(subject: PopulationSubject, person: PersonChecked): ComparedRow[] {
  const { form, answers, facts, check, held } = subject
  const when = check?.comparedAt ? `, ${momentOf(check.comparedAt)}` : ''
  const source = `${REGISTER}${when}`
  const show = (id: string, of: Answers): string => {
    const question = questionOf(form, id)
    const how = { lang: 'vi', codeLists: facts.codeLists, today: facts.today } as const
    return question ? shownAnswer(question, of, how) : ''
  }
  if (person.outcome !== 'found') {
    const id = `${person.prefix}.personalNumber`
    const row = { id: `population:${id}`, label: questionOf(form, id)?.label.vi ?? id }
    const { against, words } = OUTCOMES[person.outcome]
    return [{ ...row, declared: show(id, answers), against, source, verdict: 'differs', words }]
  }
  return Object.entries(person.parts)
    .filter(([id]) => held[id]?.source !== 'population')
    .map(([id, { verdict, says }]) => ({
      id: `population:${id}`,
      label: questionOf(form, id)?.label.vi ?? id,
      declared: show(id, answers),
      against: says === undefined ? show(id, answers) : show(id, { [id]: says }),
      source,
      verdict: verdict === 'same' ? 'same' : 'differs',
      words: { same: 'Khớp', accents: 'Khác dấu', differs: 'Khác' }[verdict],
    }))
}

function momentOf(at: string): string {
  const local = toLocalMinute(new Date(at))
  return `${showTime(local)} ngày ${showDay(local)}`
}
