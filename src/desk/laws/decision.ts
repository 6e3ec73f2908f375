/**
 * A decision that moves open dossiers to another version of the law: its paper, which dossiers, from which version to which, and what
 * becomes of their clocks. Checked against the published law before anybody sees a preview. Pure.
 */
import { Type, type Static } from 'typebox'
import { DayText, exact, list, shapeFaults } from '../../catalogue/shape.ts'
import type { Law } from '../../catalogue/law.ts'
import { stepOf, type Workflow } from '../../catalogue/workflow.ts'
import { isUuid } from '../../lib/ids.ts'
import { parseDay } from '../../lib/time.ts'

const Text = (maxLength: number) => Type.String({ minLength: 1, maxLength })
const Names = Type.Record(Type.String({ maxLength: 80 }), Text(80))

export type LawMove = Static<typeof LawMove>
const LawMove = exact({
  procedure: Text(40),
  from: Type.Integer({ minimum: 1 }),
  to: Type.Integer({ minimum: 1 }),
  clock: Type.Enum(['keepRemaining', 'restart'] as const),
  /** Case of the old version → case of the new one, where the codes differ. */
  cases: Type.Optional(Names),
  /** Step of the old workflow → step of the new one, where the ids differ. */
  steps: Type.Optional(Names),
})

export type DossierFilter = Static<typeof DossierFilter>
const DossierFilter = exact({
  filedFrom: Type.Optional(DayText),
  filedTo: Type.Optional(DayText),
  /** Our id of the competent office; the offices under it are meant too. */
  office: Type.Optional(Type.Integer({ minimum: 1 })),
  /** Official states 1–10. */
  status: Type.Optional(list(Type.Integer({ minimum: 1, maximum: 10 }), 1)),
  codes: Type.Optional(Type.Array(Text(60), { minItems: 1, maxItems: 5000 })),
})

export type LawDecision = Static<typeof LawDecision>
const LawDecision = exact({
  id: Type.String(),
  /** The number of the paper, its day, and the law on which it rests. */
  number: Text(100),
  signedOn: DayText,
  legalBasis: Text(500),
  /** Why, as the citizens read it. */
  reason: Text(1000),
  effectOn: DayText,
  moves: Type.Array(LawMove, { minItems: 1, maxItems: 50 }),
  dossiers: DossierFilter,
})

export type CheckedDecision =
  | { readonly ok: true; readonly decision: LawDecision }
  | { readonly ok: false; readonly faults: readonly string[] }

type Published = Pick<Law, 'procedure' | 'workflow'>

/** Everything that has to be mended, in whole sentences; the decision when there is nothing. */
export function checkDecision(document: unknown, law: Published): CheckedDecision {
  const shape = shapeFaults(LawDecision, document)
  if (shape.length > 0) return { ok: false, faults: shape }
  const decision = document as LawDecision
  const faults = [
    ...paperFaults(decision),
    ...filterFaults(decision.dossiers),
    ...twiceFaults(decision.moves),
    ...decision.moves.flatMap((move) => moveFaults(move, law)),
  ]
  return faults.length > 0 ? { ok: false, faults } : { ok: true, decision }
}

function paperFaults({ id, signedOn, effectOn }: LawDecision): string[] {
  return [
    ...(isUuid(id) ? [] : ['Mã của quyết định (id) phải là một UUID.']),
    ...(parseDay(signedOn) ? [] : [`Ngày ký ${signedOn} không có thật.`]),
    ...(parseDay(effectOn) ? [] : [`Ngày có hiệu lực ${effectOn} không có thật.`]),
  ]
}

function filterFaults({ filedFrom, filedTo }: DossierFilter): string[] {
  const unreal = [filedFrom, filedTo].filter((day) => day !== undefined && !parseDay(day))
  const inOrder = filedFrom === undefined || filedTo === undefined || filedFrom <= filedTo
  return [
    ...unreal.map((day) => `Ngày ${day} không có thật.`),
    ...(inOrder ? [] : ['Hồ sơ nộp từ ngày phải trước hoặc bằng đến ngày.']),
  ]
}

function twiceFaults(moves: readonly LawMove[]): string[] {
  const seen = new Set<string>()
  return moves.flatMap(({ procedure, from }) => {
    const key = `${procedure}, phiên bản ${from}`
    if (seen.has(key)) return [`Thủ tục ${key} có hai dòng.`]
    seen.add(key)
    return []
  })
}

function moveFaults(move: LawMove, law: Published): string[] {
  const { procedure: code, from, to } = move
  const [before, after] = [law.procedure(code, from), law.procedure(code, to)]
  if (from === to) return [`Thủ tục ${code}: phiên bản cũ và mới là một.`]
  if (!before) return [`Thủ tục ${code} chưa bao giờ có phiên bản ${from}.`]
  if (!after) return [`Thủ tục ${code} chưa ban hành phiên bản ${to}.`]
  const flow = (of: typeof before): Workflow => law.workflow(of.workflow.id, of.workflow.version)
  return [...caseFaults(move, before, after), ...stepFaults(move, flow(before), flow(after))]
}

type Cased = { cases: readonly { code: string }[] }

function caseFaults({ procedure, cases = {} }: LawMove, before: Cased, after: Cased): string[] {
  const has = (of: Cased, code: string): boolean => of.cases.some((each) => each.code === code)
  const named = Object.entries(cases).flatMap(([old, wanted]) => [
    ...(has(before, old) ? [] : [`${procedure}: phiên bản cũ không có trường hợp ${old}.`]),
    ...(has(after, wanted) ? [] : [`${procedure}: phiên bản mới không có trường hợp ${wanted}.`]),
  ])
  const lost = before.cases.filter(({ code }) => cases[code] === undefined && !has(after, code))
  return [
    ...named,
    ...lost.map(
      ({ code }) => `${procedure}: chưa nói trường hợp ${code} chuyển sang trường hợp nào.`,
    ),
  ]
}

/** Steps without a place in the new workflow are told of by dossier: most of the time nobody stands there. */
function stepFaults(
  { procedure, steps = {} }: LawMove,
  before: Workflow,
  after: Workflow,
): string[] {
  const has = (of: Workflow, id: string): boolean => of.steps.some((step) => step.id === id)
  return Object.entries(steps).flatMap(([old, wanted]) => [
    ...(has(before, old) ? [] : [`${procedure}: quy trình cũ không có bước ${old}.`]),
    ...(has(after, wanted) ? [] : [`${procedure}: quy trình mới không có bước ${wanted}.`]),
    ...(has(before, old) && stepOf(before, old).task === 'deliver'
      ? [`${procedure}: hồ sơ chờ trả kết quả thì không chuyển.`]
      : []),
  ])
}

/** What the decision says about a dossier of that procedure; undefined: nothing. */
export function moveFor(
  { moves }: LawDecision,
  { code, version }: { code: string; version: number },
): LawMove | undefined {
  return moves.find(({ procedure, from }) => procedure === code && from === version)
}
