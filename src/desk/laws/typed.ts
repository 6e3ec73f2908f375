/** A decision as the controller types it on the page: one procedure; several stand in a file for the command line. Pure. */
import type { Law } from '../../catalogue/law.ts'
import type { Problem } from '../../lib/problem.ts'
import { parseDay, type Day } from '../../lib/time.ts'
import { checkDecision, type LawDecision } from './decision.ts'

export const FIELDS = [
  'number',
  'signedOn',
  'legalBasis',
  'reason',
  'effectOn',
  'procedure',
  'from',
  'to',
  'clock',
  'cases',
  'steps',
  'filedFrom',
  'filedTo',
  'codes',
] as const
export type Field = (typeof FIELDS)[number]
export type TypedDecision = Readonly<Record<Field, string>>

export const NOTHING_TYPED: TypedDecision = {
  ...(Object.fromEntries(FIELDS.map((field) => [field, ''])) as Record<Field, string>),
  clock: 'keepRemaining',
}

const NEEDED: readonly [Field, string][] = [
  ['number', 'Hãy ghi số quyết định.'],
  ['legalBasis', 'Hãy ghi căn cứ pháp lý.'],
  ['reason', 'Hãy ghi lý do: người dân đọc nguyên văn.'],
  ['procedure', 'Hãy ghi mã thủ tục.'],
]

export type Read = { problems: Problem[]; decision: LawDecision | null }

export function readDecision(
  typed: TypedDecision,
  id: string,
  law: Pick<Law, 'procedure' | 'workflow'>,
): Read {
  const problems: Problem[] = NEEDED.filter(([field]) => typed[field] === '').map(
    ([field, message]) => ({ code: 'missing', field, message }),
  )
  const about = (field: Field, message: string): void =>
    void problems.push({ code: 'wrong', field, message })
  const day = (field: Field, isNeeded: boolean): Day | undefined => {
    const text = typed[field]
    if (text === '' && !isNeeded) return undefined
    const found = dayOf(text)
    if (!found) about(field, 'Hãy ghi một ngày có thật, ví dụ 07/07/2026.')
    return found
  }
  const whole = (field: 'from' | 'to'): number => {
    if (!/^[1-9]\d{0,5}$/.test(typed[field])) about(field, 'Hãy ghi số phiên bản, ví dụ 2.')
    return Number(typed[field])
  }
  const names = (field: 'cases' | 'steps'): Record<string, string> | undefined => {
    const pairs = linesOf(typed[field]).map((line) => line.split('=').map((part) => part.trim()))
    if (pairs.some((pair) => pair.length !== 2 || pair.includes('')))
      about(field, 'Mỗi dòng ghi “cũ = mới”.')
    return pairs.length === 0 ? undefined : (Object.fromEntries(pairs) as Record<string, string>)
  }
  const signedOn = day('signedOn', true)
  const effectOn = day('effectOn', true)
  const [from, to, cases, steps] = [whole('from'), whole('to'), names('cases'), names('steps')]
  const [filedFrom, filedTo] = [day('filedFrom', false), day('filedTo', false)]
  if (!isClock(typed.clock)) about('clock', 'Hãy chọn cách tính thời hạn.')
  if (problems.length > 0) return { problems, decision: null }
  const codes = linesOf(typed.codes)
  const checked = checkDecision(
    {
      id,
      number: typed.number,
      signedOn,
      legalBasis: typed.legalBasis,
      reason: typed.reason,
      effectOn,
      moves: [
        {
          procedure: typed.procedure,
          from,
          to,
          clock: typed.clock,
          ...(cases && { cases }),
          ...(steps && { steps }),
        },
      ],
      dossiers: {
        ...(filedFrom && { filedFrom }),
        ...(filedTo && { filedTo }),
        ...(codes.length > 0 && { codes }),
      },
    },
    law,
  )
  if (checked.ok) return { problems, decision: checked.decision }
  const faults = checked.faults.map((message) => ({
    code: 'law',
    field: fieldOf(message),
    message,
  }))
  return { problems: faults, decision: null }
}

/** The box of the page that a fault of the whole is about. */
function fieldOf(message: string): Field {
  if (message.includes('trường hợp')) return 'cases'
  if (message.includes('bước')) return 'steps'
  return message.includes('đến ngày') ? 'filedTo' : 'procedure'
}

function isClock(text: string): text is 'keepRemaining' | 'restart' {
  return text === 'keepRemaining' || text === 'restart'
}

function linesOf(text: string): string[] {
  return text
    .split(/[\n,;]/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

/** '7/7/2026', '07-07-2026' or '2026-07-07'. */
function dayOf(text: string): Day | undefined {
  const [, day, month, year] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text) ?? []
  if (!day || !month || !year) return parseDay(text) ?? undefined
  return parseDay(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`) ?? undefined
}
