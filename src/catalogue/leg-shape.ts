import { Type } from 'typebox'
import { LIMIT_UNITS } from '../calendar/deadline.ts'
import { Code, exact, Sourced, TimeLimit, Words } from './shape.ts'

export const OfficeRule = Type.Union([
  exact({ by: Type.Literal('fixed'), office: Type.Integer({ minimum: 1 }) }),
  exact({ by: Type.Literal('address'), answer: Type.String({ minLength: 1 }) }),
  exact({ by: Type.Literal('competence') }),
])

/** One shape with one more unit: of two alike nobody could say which was meant. */
const NoticeLimit = exact({
  value: Type.Integer({ minimum: 1, maximum: 10_000 }),
  unit: Type.Enum([...LIMIT_UNITS, 'hour'] as const),
})

/** Every time that a leg counts has its source: a number without one would pass for law. */
export const LegShape = exact({
  id: Code,
  title: Words,
  where: Type.Enum(['inside', 'outside'] as const),
  partner: Type.Optional(Code),
  agency: Type.Optional(Words),
  office: Type.Optional(OfficeRule),
  limit: Sourced(Type.Union([TimeLimit, Type.Null()])),
  apart: Type.Optional(Type.String({ minLength: 1 })),
  acknowledgeWithin: Sourced(TimeLimit),
  noticeWithin: Sourced(NoticeLimit),
  missingPapers: Sourced(TimeLimit),
  ifNotDone: Sourced(Type.Enum(['othersGoOn', 'stopsWhole'] as const)),
  makes: Type.Union([Words, Type.Null()]),
})

/** When a leg that waits for the citizen lets the whole stand. */
export const WholePauseShape = Sourced(Type.Enum(['withAnyLeg', 'whenNoLegRuns'] as const))
