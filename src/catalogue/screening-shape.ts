/** What a procedure asks beforehand: at most three questions that leave one's own papers, or send one elsewhere. */
import { Type, type Static } from 'typebox'
import { eligibilityOutcomes } from './outcomes.ts'
import { Code, exact, list, Mark, Words } from './shape.ts'

/** Asked at one time; more would be a form of its own. */
export const MOST_SCREENING = 3

/** Where an answer leads that this procedure is not for; `procedure` is the one to turn to. */
const Lead = exact({
  outcome: Type.Enum(eligibilityOutcomes),
  words: Words,
  procedure: Type.Optional(Type.String({ pattern: '^\\d\\.\\d{6}$' })),
  source: Type.String({ minLength: 1 }),
  mark: Mark,
})
export type Lead = Static<typeof Lead>

/**
 * In the order in which they are asked; a question that the answers before it hide makes room for the next. `question`: one of the form, with its words and options unless others are said here; or one of ours, which only leads on.
 * Codes of options are answers of the form's question ('yes' and 'no' where it asks that).
 */
export const Screening = exact({
  question: Type.String({ pattern: '^[a-z][A-Za-z0-9]*(\\.[a-z][A-Za-z0-9]*)+$' }),
  label: Type.Optional(Words),
  hint: Type.Optional(Words),
  options: Type.Optional(list(exact({ code: Code, label: Words, leads: Type.Optional(Lead) }), 2)),
})
export type Screening = Static<typeof Screening>
