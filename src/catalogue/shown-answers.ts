/** Answers as people read them: on check-answers, on the dossier page and in the printed declaration. */
import type { Lang } from '../ui/i18n.ts'
import type { CodeLists } from './code-lists.ts'
import { showPartDay } from './date-in-words.ts'
import { holds, type Scope } from './evaluate.ts'
import { isAsked, type Address, type Answers, type Asked, type FormDefinition } from './form.ts'
import { isTopicVisible } from './validate.ts'
import type { Day } from '../lib/time.ts'

export type ShownRow = {
  id: string
  label: string
  /** '' when nothing was given; the page says "Không cung cấp". */
  value: string
  /** Taken from another question: changed there, not here. */
  isTaken: boolean
}
export type ShownSection = { id: string; title: string; rows: ShownRow[] }
export type Showing = { lang: Lang; codeLists: CodeLists; today: Day }

/** Visible topics with a row for each visible question, answered or not. */
export function shownAnswers(
  form: FormDefinition,
  answers: Answers,
  showing: Showing,
): ShownSection[] {
  const scope: Scope = { answers, today: showing.today }
  return form.topics
    .filter((topic) => isTopicVisible(topic, scope))
    .map((topic) => ({
      id: topic.id,
      title: topic.title[showing.lang],
      rows: topic.questions
        .filter(isAsked)
        .filter((question) => question.visibleIf === undefined || holds(question.visibleIf, scope))
        .map((question) => rowOf(question, answers, { scope, showing })),
    }))
    .filter((section) => section.rows.length > 0)
}

/** One answer as text; '' when there is none. */
export function shownAnswer(question: Asked, answers: Answers, showing: Showing): string {
  const answer = Object.hasOwn(answers, question.id) ? answers[question.id] : undefined
  if (answer === undefined) return ''
  if (typeof answer === 'object') return shownAddress(answer, showing)
  switch (question.kind) {
    case 'date':
      return showPartDay(String(answer))
    case 'yesNo':
      return yesOrNo(answer === true, showing.lang)
    case 'choice':
      return shownChoice(question, String(answer), showing)
    case 'decimal':
      return Number(answer).toLocaleString(showing.lang === 'vi' ? 'vi-VN' : 'en')
    case 'personalNumber':
      return String(answer).replace(/(\d{3})(?=\d)/g, '$1 ')
    case 'phone':
      return String(answer).replace(/^(\d{4})(\d{3})(\d+)$/, '$1 $2 $3')
    case 'text':
    case 'personName':
    case 'longText':
    case 'integer':
    case 'email':
    case 'address':
      return String(answer)
  }
}

function rowOf(
  question: Asked,
  answers: Answers,
  { scope, showing }: { scope: Scope; showing: Showing },
): ShownRow {
  return {
    id: question.id,
    label: question.label[showing.lang],
    value: shownAnswer(question, answers, showing),
    isTaken: question.sameAs !== undefined && holds(question.sameAs.when, scope),
  }
}

function yesOrNo(yes: boolean, lang: Lang): string {
  if (lang === 'en') return yes ? 'Yes' : 'No'
  return yes ? 'Có' : 'Không'
}

function shownChoice(
  question: Extract<Asked, { kind: 'choice' }>,
  code: string,
  { lang, codeLists }: Showing,
): string {
  const own = question.options?.find((option) => option.code === code)?.label[lang]
  return own ?? codeLists.label(question.codeList ?? '', code, lang) ?? code
}

/**
 * 'số 5, ngõ 12, Phường Ba Đình, Thành phố Hà Nội'; with what was typed when that was an old name:
 * 'số 5, Phường Hoàn Kiếm, Thành phố Hà Nội (tên cũ đã ghi: phường Hàng Bạc, quận Hoàn Kiếm)'.
 */
export function shownAddress(
  address: Address,
  showing: Pick<Showing, 'lang' | 'codeLists'>,
): string {
  const now = officialAddress(address, showing)
  if (address.typed === undefined) return now
  return `${now} (${writtenAs(address)[showing.lang]}: ${address.typed})`
}

/** As a certificate carries it: the present name alone. */
export function officialAddress(
  address: Address,
  { lang, codeLists }: Pick<Showing, 'lang' | 'codeLists'>,
): string {
  const place = address.commune
    ? (codeLists.communeName(address.commune) ?? address.commune)
    : (codeLists.label('country', address.country ?? '', lang) ?? '')
  return [address.detail, place].filter((part) => part !== '').join(', ')
}

/** An old name, or other words that stand nowhere else. */
function writtenAs({ formerCode }: Address): { vi: string; en: string } {
  return formerCode === undefined
    ? { vi: 'đã ghi', en: 'as written' }
    : { vi: 'tên cũ đã ghi', en: 'former name as written' }
}
