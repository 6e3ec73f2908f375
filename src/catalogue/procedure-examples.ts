/**
 * Tests of a procedure kept as data (`data/curated/tests/<code>.json`): given answers, channel and day, what the law asks.
 * One document tests one version; publication runs it, and so does the test suite. Starting the program does not.
 */
import { Type, type Static } from 'typebox'
import { eligibilityOutcomes } from './outcomes.ts'
import { channels } from './procedure.ts'
import { Code, DayText, exact, list, TimeLimit } from './shape.ts'

const null_ = Type.Null()
const Answers = Type.Record(Type.String(), Type.Unknown())

/** What is expected. A member left out is not looked at, except `problems`: without it the answers must have none. */
const Expected = exact({
  case: Type.Optional(Type.String()),
  limit: Type.Optional(Type.Union([TimeLimit, null_])),
  /** Codes of the papers that are needed, and of those of which one of a group is; every other is not needed. */
  papers: Type.Optional(exact({ required: list(Code), oneOf: list(Code) })),
  /** Every fee row that applies with its amount in đồng; null where no source gives the figure. */
  fees: Type.Optional(
    list(exact({ id: Code, amount: Type.Union([Type.Integer({ minimum: 0 }), null_]) })),
  ),
  /** GSO numbers of the communes that may decide, in the order of preference. */
  communes: Type.Optional(list(Type.String())),
  /** What stands against the right to the procedure, in the procedure's order. */
  eligibility: Type.Optional(list(exact({ id: Code, outcome: Type.Enum(eligibilityOutcomes) }))),
  /** Errors of the form: field and code, in the order of the form. */
  problems: Type.Optional(list(exact({ field: Type.String(), code: Type.String() }))),
  /** Codes of the warnings to the officer. */
  warnings: Type.Optional(list(Type.String())),
})

export const Example = exact({
  /** A sentence in Vietnamese, as the editor reads it. */
  name: Type.String({ minLength: 1 }),
  on: DayText,
  channel: Type.Enum(channels),
  /** Begins with the answers of that name in `given`. */
  from: Type.Optional(Code),
  /** Added to them; null takes an answer away. */
  answers: Type.Optional(Answers),
  expect: Expected,
})
export type Example = Static<typeof Example>

export type ProcedureExamples = Static<typeof ProcedureExamples>
export const ProcedureExamples = exact({
  procedure: Type.String({ pattern: '^\\d\\.\\d{6}$' }),
  version: Type.Integer({ minimum: 1 }),
  given: Type.Record(Type.String(), Answers),
  examples: list(Example, 1),
})
