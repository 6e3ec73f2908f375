/** What somebody types who asks to represent another: read, checked, told all at once. Pure. */
import type { Problem } from '../../lib/problem.ts'
import { fold } from '../../lib/text.ts'
import { dayFromNumber, dayNumber, parseDay, type Day } from '../../lib/time.ts'
import type { Lang } from '../../ui/i18n.ts'
import type { CitizenActor } from '../actor.ts'
import { kindLaw, rulesFor, type RepresentationLaw } from './law.ts'
import {
  isKind,
  isNumberOf,
  isRight,
  type PartyIdentity,
  type Representation,
} from './representation.ts'
import { representationWording } from './wording.ts'

export type AskedFor = Pick<
  Representation,
  'kind' | 'procedures' | 'may' | 'validFrom' | 'validTo'
> & { readonly party: PartyIdentity }

export type Typed = {
  readonly kind: string
  readonly number: string
  readonly name: string
  readonly birthOn: string
  readonly until: string
  readonly may: readonly string[]
  /** the procedure that it is for; '' for all */
  readonly procedure: string
}

export type Asking = {
  law: RepresentationLaw
  actor: CitizenActor
  today: Day
  lang: Lang
  isProcedure(code: string): boolean
}

/** Both forms of a day in three boxes: 'YYYY-MM-DD', or '' when all are empty. */
export function dayTyped(parts: { day: string; month: string; year: string }): string {
  const { day, month, year } = parts
  if (day === '' && month === '' && year === '') return ''
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}

export function readTyped(
  typed: Typed,
  asking: Asking,
): { asked: AskedFor } | { problems: Problem[] } {
  const t = representationWording(asking.lang).problems
  const { kind, procedure } = typed
  if (!isKind(kind)) return { problems: [{ code: 'required', field: 'kind', message: t.kind }] }
  const law = kindLaw(asking.law, kind)
  const number = typed.number.replace(/[\s.]/g, '')
  const birthOn = law.endsAtAge === undefined ? undefined : parseDay(typed.birthOn)
  const until = parseDay(typed.until)
  const may = typed.may.filter(isRight)
  const problems = [
    ...numberProblems({ number, represents: law.represents }, asking),
    ...(fold(typed.name).length < 2 ? [of('name', t.name)] : []),
    ...(law.endsAtAge === undefined ? [] : birthProblems(birthOn, asking)),
    ...untilProblems(until, { asking, last: lastDay(birthOn, law.endsAtAge) }),
    ...(may.length === 0 ? [of('may', t.may)] : []),
    ...procedureProblems({ kind, procedure }, asking),
  ]
  if (problems.length > 0 || until === undefined) return { problems }
  return {
    asked: {
      kind,
      party: { kind: law.represents, number, name: typed.name },
      procedures: procedure === '' ? null : [procedure],
      may,
      validFrom: asking.today,
      validTo: until,
    },
  }
}

function of(field: string, message: string): Problem {
  return { code: 'invalid', field, message }
}

function numberProblems(
  { number, represents }: { number: string; represents: 'person' | 'organisation' },
  { actor, lang }: Asking,
): Problem[] {
  const t = representationWording(lang).problems
  if (!isNumberOf(represents, number))
    return [of('number', represents === 'person' ? t.personalNumber : t.taxCode)]
  return number === actor.personalNumber ? [of('number', t.oneself)] : []
}

/** The counter compares it with the child's paper; the digits of a number say nothing for certain. */
function birthProblems(birthOn: Day | undefined, { today, lang }: Asking): Problem[] {
  return birthOn === undefined || birthOn > today
    ? [of('birthOn', representationWording(lang).problems.birthOn)]
    : []
}

/** The day before the birthday of that age. Who was born on 29 February is of age on 1 March of a common year. */
export function lastDay(birthOn: Day | undefined, age: number | undefined): Day | undefined {
  if (birthOn === undefined || age === undefined) return undefined
  const birthday = `${yearOf(birthOn) + age}${birthOn.slice(4)}`
  const exact = parseDay(birthday) ?? (`${birthday.slice(0, 4)}-03-01` as Day)
  return dayFromNumber(dayNumber(exact) - 1)
}

function yearOf(day: Day): number {
  return Number(day.slice(0, 4))
}

function untilProblems(
  until: Day | undefined,
  { asking, last }: { asking: Asking; last: Day | undefined },
): Problem[] {
  const t = representationWording(asking.lang).problems
  if (until === undefined) return [of('until', t.until)]
  if (until < asking.today) return [of('until', t.untilPast)]
  return last !== undefined && until > last ? [of('until', t.untilOfAge(last))] : []
}

function procedureProblems(
  { kind, procedure }: { kind: AskedFor['kind']; procedure: string },
  { law, lang, isProcedure }: Asking,
): Problem[] {
  if (procedure === '') return []
  if (!isProcedure(procedure)) return [of('scope', representationWording(lang).problems.procedure)]
  const against = rulesFor(law, { kind, procedure, answers: {} }).find(
    ({ paper, when }) => paper === 'notAllowed' && when === undefined,
  )
  return against === undefined ? [] : [of('scope', against.words[lang])]
}
