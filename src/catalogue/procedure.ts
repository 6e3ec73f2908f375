/**
 * A curated procedure: what the national catalogue says, corrected and completed by hand, each value with its source and
 * how well it is known. A version is immutable once published; a dossier keeps the version of the day it was filed.
 */
import { Type, type Static } from 'typebox'
import { Code, Condition, DayText, exact, list, Sourced, TimeLimit, Words } from './shape.ts'

const PROCEDURE_CODE = '^\\d\\.\\d{6}$'
const null_ = Type.Null()

/** How a dossier arrives; a name of the moment in conditions of papers and fees. */
export const channels = ['online', 'counter', 'post'] as const
export type Channel = (typeof channels)[number]

export const Case = exact({
  code: Type.String({ pattern: '^\\d\\.\\d{6}(\\.\\d{2})?$' }),
  name: Words,
  /** When the case applies; 'otherwise' for the ordinary one; 'unpublished' when no source says: never chosen by itself. */
  when: Type.Union([
    Type.Literal('otherwise'),
    Type.Literal('unpublished'),
    exact({ condition: Condition }),
  ]),
  limit: Sourced(TimeLimit),
  limitText: Words,
})
export type Case = Static<typeof Case>

/** A paper to hand in. `code` is ours and stable; `catalogueCode` is the national one of that row. */
export const Paper = exact({
  code: Code,
  name: Words,
  hint: Type.Optional(Words),
  catalogueCode: Type.Optional(Type.String()),
  /** Needed while this holds; absent: always. */
  neededIf: Type.Optional(Condition),
  /** One paper of a group is enough; the first in the list is preferred. */
  group: Type.Optional(Code),
  why: Words,
  whyNot: Type.Optional(Words),
  copies: exact({ originals: Type.Integer({ minimum: 0 }), copies: Type.Integer({ minimum: 0 }) }),
  maxFiles: Type.Integer({ minimum: 1, maximum: 20 }),
  mediaTypes: list(Type.String({ pattern: '^[a-z]+/[a-z0-9.+-]+$' }), 1),
})
export type Paper = Static<typeof Paper>

/** Shown, not uploaded: the office looks the data up first (NĐ 309/2026 → NĐ 118/2025 Đ4.2a). */
export const ShownPaper = exact({
  name: Words,
  note: Words,
  catalogueCode: Type.Optional(Type.String()),
})

/** A fee row. Amounts in đồng; null when the council decides and no source gives its figure: never printed as 0. */
export const Fee = exact({
  id: Code,
  name: Words,
  amount: Sourced(Type.Union([Type.Integer({ minimum: 0 }), null_])),
  per: Type.Enum(['dossier', 'copy'] as const),
  neededIf: Type.Optional(Condition),
  channels: list(Type.Enum(channels), 1),
  locality: Type.String(),
  validFrom: DayText,
  validTo: Type.Union([DayText, null_]),
})
export type Fee = Static<typeof Fee>

export type Procedure = Static<typeof Procedure>
export const Procedure = exact({
  code: Type.String({ pattern: PROCEDURE_CODE }),
  version: Type.Integer({ minimum: 1 }),
  validFrom: DayText,
  validTo: Type.Union([DayText, null_]),
  name: Words,
  shortName: Words,
  summary: Words,
  category: exact({ code: Type.String(), name: Words }),
  decision: Sourced(Type.String()),
  handledIn: Type.Enum(['ours', 'nationalSystem', 'unknown'] as const),
  onlineLevel: Sourced(Type.Enum(['full', 'partial'] as const)),
  subjects: list(Words, 1),
  /** Answers of kind address, in order of preference: the commune of the first that lies in the city decides. */
  competence: exact({
    rule: Sourced(Words),
    by: list(Type.String(), 1),
    elsewhere: Words,
  }),
  cases: list(Case, 1),
  /** What each source gives as the limit, unchanged; kept beside the curated value and shown in the import report. */
  sourceLimits: list(exact({ source: Type.String(), where: Type.String(), text: Type.String() })),
  clockPolicy: Sourced(Type.Enum(['restart', 'pause'] as const)),
  draftSilence: Sourced(TimeLimit),
  supplementRoundsWithoutGround: Sourced(Type.Integer({ minimum: 0 })),
  supplementLimit: Sourced(Type.Union([TimeLimit, null_])),
  fees: list(Fee),
  feeExemptions: list(exact({ who: Words, source: Type.String() })),
  papers: list(Paper),
  shownPapers: list(ShownPaper),
  notes: list(Words),
  steps: list(Words, 1),
  result: exact({
    code: Type.String({ pattern: '^KQ\\.[A-Z]\\d{2}\\.\\d{6}$' }),
    name: Words,
    template: Code,
  }),
  form: exact({ id: Code, version: Type.Integer({ minimum: 1 }) }),
  workflow: exact({ id: Code, version: Type.Integer({ minimum: 1 }) }),
  legalBasis: list(exact({ number: Type.String(), title: Type.String() }), 1),
  sourceUpdatedOn: DayText,
})

/** Names of the moment that conditions of papers, fees and cases may use beside the form's questions. */
export const momentNames = new Map([['channel', { type: 'text' as const, codes: [...channels] }]])
