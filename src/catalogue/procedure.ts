/**
 * A curated procedure: what the national catalogue says, corrected and completed by hand, each value with its source and
 * how well it is known. A version is immutable once published; a dossier keeps the version of the day it was filed.
 */
import { Type, type Static } from 'typebox'
import { eligibilityOutcomes } from './outcomes.ts'
import { Screening } from './screening-shape.ts'
import {
  Code,
  Condition,
  DayText,
  exact,
  list,
  Mark,
  Sourced,
  sourced,
  TimeLimit,
  Words,
} from './shape.ts'

const PROCEDURE_CODE = '^\\d\\.\\d{6}$'
const null_ = Type.Null()

/** How a dossier arrives; a name of the moment in conditions of papers and fees. */
export const channels = ['online', 'counter', 'post'] as const
export type Channel = (typeof channels)[number]
const Channels = list(Type.Enum(channels), 1)
/** The national number of the case; where the catalogue has none, the procedure's code, a hyphen and a word of ours. */
const CaseCode = Type.String({ pattern: '^\\d\\.\\d{6}(\\.\\d{2}|-[a-z][a-z-]{0,40}[a-z])?$' })

/** A value of the law that no source gives is null; pages say "chưa xác định", and nothing is promised on it. */
const Limit = { limit: Sourced(Type.Union([TimeLimit, null_])), limitText: Words }

export const Case = exact({
  code: CaseCode,
  name: Words,
  /** When the case applies; 'otherwise' for the ordinary one; 'unpublished' when no source says: never chosen by itself. */
  when: Type.Union([
    Type.Literal('otherwise'),
    Type.Literal('unpublished'),
    exact({ condition: Condition }),
  ]),
  ...Limit,
  /** Channels that have a limit of their own. */
  byChannel: Type.Optional(list(exact({ channels: Channels, ...Limit }), 1)),
})
export type Case = Static<typeof Case>

/** A paper to hand in. `code` is ours and stable; `catalogueCode` is the national one of that row. */
export const Paper = exact({
  code: Code,
  name: Words,
  hint: Type.Optional(Words),
  catalogueCode: Type.Optional(Type.String()),
  /** Needed in these cases only; absent: in every case. */
  cases: Type.Optional(list(CaseCode, 1)),
  /** Needed while this holds; absent: always. */
  neededIf: Type.Optional(Condition),
  /** One paper of a group is enough; the first in the list is preferred. */
  group: Type.Optional(Code),
  /** Of the owner of this dossier alone, as a birth notice is of one child: held of another one it is no answer. */
  speaksOf: Type.Optional(Type.Enum(['owner'] as const)),
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

/** What else the person should know; with its source where it states a value of the law. */
export const Remark = exact({
  vi: Type.String({ minLength: 1 }),
  en: Type.String({ minLength: 1 }),
  source: Type.Optional(Type.String({ minLength: 1 })),
  mark: Type.Optional(Mark),
})
export type Remark = Static<typeof Remark>

/** `title` is null where no source gives it; `source` and its mark where the catalogue's record does not name the text. */
const LegalText = exact({
  number: Type.String(),
  title: Type.Union([Type.String(), null_]),
  source: Type.Optional(Type.String({ minLength: 1 })),
  mark: Type.Optional(Mark),
})

/** Who fixes the amount: a law or circular for the whole country, or the council (HĐND) of the city. */
export const feeDeciders = ['state', 'council'] as const

/**
 * A fee row: `amount` in đồng, or `amountFrom`, an expression over the answers that gives đồng for the whole dossier. An
 * amount is null where no source gives its figure: never printed as 0. Rows of one id are the same fee at other places,
 * channels and days; of those that apply, the local one counts.
 */
export const Fee = exact({
  id: Code,
  name: Words,
  amount: Type.Optional(Sourced(Type.Union([Type.Integer({ minimum: 0 }), null_]))),
  /** `text` says the tariff before anything is answered. */
  amountFrom: Type.Optional(exact({ ...sourced(Condition), text: Words })),
  decidedBy: Type.Enum(feeDeciders),
  per: Type.Enum(['dossier', 'copy'] as const),
  /** The question that counts the copies. */
  count: Type.Optional(Type.String()),
  neededIf: Type.Optional(Condition),
  channels: Channels,
  /** 'VN', or the code of the agency whose area it is ('H26': Hà Nội). */
  locality: Type.String({ pattern: '^(VN|[A-Y]\\d{2})$' }),
  validFrom: DayText,
  validTo: Type.Union([DayText, null_]),
  /** When it is collected; absent: no source says, so until the result is handed out, the last moment at which it can be. */
  due: Type.Optional(Sourced(Type.Enum(['reception', 'return'] as const))),
  /** Given back on no ground but a mistake; absent: no source says so. */
  refund: Type.Optional(Sourced(Type.Enum(['never'] as const))),
})
export type Fee = Static<typeof Fee>

/** What an answer means for the right to this procedure; said in words, with its source. */
export const Eligibility = exact({
  id: Code,
  when: Condition,
  outcome: Type.Enum(eligibilityOutcomes),
  words: Words,
  /** The procedure to turn to instead. */
  procedure: Type.Optional(Type.String({ pattern: PROCEDURE_CODE })),
  source: Type.String({ minLength: 1 }),
  mark: Mark,
})
export type Eligibility = Static<typeof Eligibility>

/** What our doors do with a procedure. */
export const filings = ['open', 'prepare', 'guideOnly'] as const
export type FilingDoor = (typeof filings)[number]

/** At which moment somebody has to be there, and what for. */
export const InPerson = exact({
  at: Type.Enum(['filing', 'examination', 'result'] as const),
  words: Words,
  source: Type.String({ minLength: 1 }),
  mark: Mark,
})
export type InPerson = Static<typeof InPerson>

/** What the person receives. `code` is null where the catalogue has no usable one, `template` where we make no paper. */
const Result = {
  code: Type.Union([Type.String({ pattern: '^KQ\\.[A-Z]\\d{2}\\.\\d{6}$' }), null_]),
  name: Words,
}

export type Procedure = Static<typeof Procedure>
export const Procedure = exact({
  code: Type.String({ pattern: PROCEDURE_CODE }),
  version: Type.Integer({ minimum: 1 }),
  validFrom: DayText,
  validTo: Type.Union([DayText, null_]),
  name: Words,
  shortName: Words,
  summary: Words,
  /** `code` is null where no source gives the field's code. */
  category: exact({ code: Type.Union([Type.String(), null_]), name: Words }),
  /** The number of the publishing decision, which is the key of a version; null where no source gives it. */
  decision: Sourced(Type.Union([Type.String(), null_])),
  /** The day on which the decision was signed, from which QĐ 766 counts its five working days. */
  decisionSignedOn: Sourced(Type.Union([DayText, null_])),
  handledIn: Type.Enum(['ours', 'nationalSystem', 'unknown'] as const),
  /**
   * 'guideOnly': published, shown and searchable, but no door of ours takes a dossier. 'prepare': nor does it, but the person may
   * fill in the declaration here, print it and take it to where it is filed (rules: What may be filed where).
   */
  filing: Type.Enum(filings),
  /**
   * Of what is prepared: whether a counter of ours takes it in, prepared or not, as a dossier of ours. Absent: no source says that
   * it does, and the declaration is entered elsewhere.
   */
  receivedAtCounter: Type.Optional(Sourced(Type.Boolean())),
  /** Where to file instead; a procedure of a national system always has it. */
  deepLink: Type.Optional(
    exact({
      url: Type.String({ pattern: '^https://[^\\s"<>]+$' }),
      name: Words,
      source: Type.Optional(Type.String({ minLength: 1 })),
      mark: Type.Optional(Mark),
    }),
  ),
  /** `reason`: why it is not offered online as a whole, as published (NĐ 224/2026 Đ14); null where no source gives one. */
  onlineLevel: exact({
    ...sourced(Type.Enum(['full', 'partial', 'none'] as const)),
    reason: Type.Optional(Type.Union([Words, null_])),
  }),
  /** The ways in which it may be filed; absent: every way. */
  channels: Type.Optional(Channels),
  /** What somebody has to come for in person; empty: nothing. Absent: no source says. */
  inPerson: Type.Optional(list(InPerson)),
  /** Asked before anything is filed; absent: what the papers depend on, as far as three questions go. */
  screening: Type.Optional(list(Screening)),
  subjects: list(Words, 1),
  /**
   * `by`: answers of kind address, in order of preference: the commune of the first that lies in the city decides. Empty:
   * no residence decides, any office of that kind may.
   */
  competence: exact({
    rule: Sourced(Words),
    by: list(Type.String()),
    /** An address of `by` counts only while its condition holds; one that is not named here always counts. */
    onlyIf: Type.Optional(list(exact({ question: Type.String(), when: Condition }))),
    elsewhere: Words,
  }),
  eligibility: list(Eligibility),
  cases: list(Case, 1),
  /** What each source gives as the limit, unchanged; kept beside the curated value and shown in the import report. */
  sourceLimits: list(exact({ source: Type.String(), where: Type.String(), text: Type.String() })),
  clockPolicy: Sourced(Type.Enum(['restart', 'pause'] as const)),
  /** The office's own limit, shorter than that of every case; absent: the law's alone. */
  internalLimit: Type.Optional(Sourced(TimeLimit)),
  /** What stops the clock beside a supplement, and how often an apology may follow; absent: data/calendars/clock_rules.json. */
  clockRules: Type.Optional(
    exact({
      fee: Type.Optional(Sourced(Type.Enum(['restart', 'pause'] as const))),
      outage: Type.Optional(Sourced(Type.Enum(['restart', 'pause'] as const))),
      verification: Type.Optional(Sourced(Type.Enum(['restart', 'pause'] as const))),
      apologyRounds: Type.Optional(Sourced(Type.Integer({ minimum: 0 }))),
    }),
  ),
  /** How long the applicant may look at the draft; null where no draft goes to the applicant. */
  draftSilence: Sourced(Type.Union([TimeLimit, null_])),
  supplementRoundsWithoutGround: Sourced(Type.Integer({ minimum: 0 })),
  supplementLimit: Sourced(Type.Union([TimeLimit, null_])),
  fees: list(Fee),
  feeExemptions: list(exact({ who: Words, source: Type.String() })),
  papers: list(Paper),
  shownPapers: list(ShownPaper),
  notes: list(Remark),
  steps: list(Words, 1),
  result: exact({ ...Result, template: Type.Union([Code, null_]) }),
  otherResults: Type.Optional(list(exact(Result), 1)),
  form: exact({ id: Code, version: Type.Integer({ minimum: 1 }) }),
  workflow: exact({ id: Code, version: Type.Integer({ minimum: 1 }) }),
  legalBasis: list(LegalText, 1),
  sourceUpdatedOn: DayText,
})

/** Filled in here and taken to where it is filed: what is prepared is no dossier yet. */
export function isPrepared({ filing }: Pick<Procedure, 'filing'>): boolean {
  return filing === 'prepare'
}

/** What a counter of ours takes in: what is open, and what the law lets it receive from people who come. */
export function isReceivedHere({
  filing,
  receivedAtCounter,
}: Pick<Procedure, 'filing' | 'receivedAtCounter'>): boolean {
  return filing === 'open' || (filing === 'prepare' && receivedAtCounter?.value === true)
}

/** Filed by coming to a counter of ours: a time there can be booked. */
export function isAtCounter({
  handledIn,
  filing,
  inPerson = [],
}: Pick<Procedure, 'handledIn' | 'filing' | 'inPerson'>): boolean {
  return (
    handledIn === 'ours' && filing !== 'guideOnly' && inPerson.some(({ at }) => at === 'filing')
  )
}

/** How the result is handed over where somebody has to come for it; undefined where the person chooses. */
export function mannerInPerson({ inPerson = [] }: Pick<Procedure, 'inPerson'>) {
  return inPerson.some(({ at }) => at === 'result') ? ('counter' as const) : undefined
}

/** Names of the moment that conditions of papers, fees and cases may use beside the form's questions. */
export const momentNames = new Map([['channel', { type: 'text' as const, codes: [...channels] }]])
