/** What was typed at the counter against the law of today: the page to show and everything that has to be mended. */
import type { Calendar } from '../calendar/calendar.ts'
import { mayReceiveForAnother } from '../catalogue/cross-office.ts'
import { formValues, parseFormBody } from '../catalogue/form-body.ts'
import type { Answers } from '../catalogue/form.ts'
import { caseFor, competentCommunes } from '../catalogue/needs.ts'
import { isReceivedHere, type Procedure } from '../catalogue/procedure.ts'
import { officeByNumber } from '../catalogue/places-store.ts'
import { sentWithRows } from '../catalogue/sent-boxes.ts'
import { shownAddress } from '../catalogue/shown-answers.ts'
import { validateAnswers } from '../catalogue/validate.ts'
import { inContext } from '../db/context.ts'
import type { Tx } from '../db/connect.ts'
import { Conflict, type Problem } from '../lib/problem.ts'
import { transferDue } from '../dossier/custody/transfer.ts'
import { toDay, toLocalMinute, type LocalMinute } from '../lib/time.ts'
import type { StaffActor } from '../office/actor.ts'
import type { ArrivedFile } from '../paper/arriving.ts'
import type { Form } from '../ui/form.ts'
import { atFirstBox } from './dense-fields.tsx'
import type { CounterDeps } from './deps.ts'
import { duplicatesOf, type Duplicate } from './duplicate.ts'
import { FILE_FIELD, filesOfForm, keptToken, type KeptFile } from './kept-files.ts'
import { feeOf } from './paper-content.ts'
import { channelOf } from './paper-facts.ts'
import { openGuidance } from './guidance-store.ts'
import { POSTAL_FIELDS } from './postal.ts'
import { promised } from './promise.ts'
import { readToken, tokenOf, type Holder } from './proof.ts'
import { dossierOfKey } from './queue-store.ts'
import {
  competentOffice,
  kindsOf,
  missingAt,
  needsAt,
  type PossibleOffice,
  type ReceptionKind,
} from './reception.ts'
import type { ReceptionPageProps } from './reception-page.tsx'
import { returnPlaces } from './return-places.ts'

/** Fields of the page that are not questions of the declaration. */
const OURS = new Set<string>([
  'step',
  'kind',
  'office',
  'returning',
  'guidance',
  'original',
  'kept',
  'notTwin',
  'prepared',
  ...POSTAL_FIELDS,
])

export type Typed = {
  kind: ReceptionKind
  raw: Record<string, unknown>
  files: readonly KeptFile[]
  originals: ReadonlySet<string>
  /** The office picked among several; 0 for none. */
  office: number
  /** Where the result is handed out. */
  returning: number
  /** The slip with which they had been sent away; '' for none. */
  guidance: string
  postal: Readonly<Record<string, string>>
  isNoTwin: boolean
  problems: readonly Problem[]
  /** The code of the prepared declaration from which it is filled in; null: from none. */
  prepared: string | null
  /** The submission key; null before the first sending. */
  key: string | null
}

/** The usual case, before anything is typed. */
export function untyped({ library }: CounterDeps, procedure: Procedure): Typed {
  return {
    kind: 'counter',
    raw: library.usualAnswers[procedure.form.id] ?? {},
    files: [],
    originals: new Set(),
    office: 0,
    returning: 0,
    guidance: '',
    postal: {},
    isNoTwin: false,
    problems: [],
    prepared: null,
    key: null,
  }
}

export function readTyped(
  deps: CounterDeps,
  { me, procedure }: { me: StaffActor; procedure: Procedure },
  form: Form<ArrivedFile>,
): Typed {
  const definition = deps.law.form(procedure.form.id, procedure.form.version)
  const names = form.names().filter((name) => !OURS.has(name) && !name.startsWith(FILE_FIELD))
  const known = new Set(procedure.papers.map(({ code }) => code))
  const holder = { secret: deps.secret, personId: me.personId }
  const read = filesOfForm(holder, form)
  return {
    kind: kindOf(form.text('kind'), procedure),
    raw: parseFormBody(definition, sentWithRows(definition, form, names)),
    files: read.files.filter(({ paper }) => known.has(paper)),
    originals: new Set(form.texts('original').filter((code) => known.has(code))),
    office: Number(form.text('office')) || 0,
    returning: Number(form.text('returning')) || 0,
    guidance: form.text('guidance'),
    postal: Object.fromEntries(POSTAL_FIELDS.map((name) => [name, form.text(name)])),
    isNoTwin: form.text('notTwin') === 'yes',
    problems: read.problems,
    prepared: preparedIn(holder, form.raw('prepared'), procedure),
    key: form.key(),
  }
}

/** At the counter, unless another way was chosen that the law leaves open. */
function kindOf(text: string, procedure: Procedure): ReceptionKind {
  return kindsOf(procedure).find((kind) => kind === text) ?? 'counter'
}

const PREPARED = 'prepared declaration'

/** What the page carries of the declaration from which it was filled in. */
export function preparedToken(holder: Holder, of: { code: string; procedure: string }): string {
  return tokenOf(holder, PREPARED, of)
}

/** Throws Conflict for a page that was filled in for another official, so that nothing is filed beside a declaration. */
function preparedIn(holder: Holder, token: string, { code }: Procedure): string | null {
  if (token === '') return null
  const of = readToken(holder, PREPARED, token) as { code: string; procedure: string } | undefined
  if (of?.procedure !== code) throw new Conflict(OF_ANOTHER, 'preparedOfAnother')
  return of.code
}

const OF_ANOTHER = 'Tờ khai soạn sẵn này được mở cho người khác. Hãy mở lại bằng mã của người dân.'

export type ReceptionCase = {
  page: ReceptionPageProps
  caseCode: string
  /** Against filing at all. */
  problems: Problem[]
  /** Against acceptance: what a complete dossier would have. */
  missing: Problem[]
}

export async function receptionCase(
  deps: CounterDeps,
  { me, procedure, typed }: { me: StaffActor; procedure: Procedure; typed: Typed },
): Promise<ReceptionCase> {
  const { law } = deps
  const now = deps.now()
  const today = toDay(now)
  const form = law.form(procedure.form.id, procedure.form.version)
  const { answers, problems, warnings } = validateAnswers(form, typed.raw, {
    today,
    codeLists: law.codeLists,
  })
  const moment = { channel: channelOf(typed.kind), today }
  const found = caseFor(procedure, answers, moment)
  const { limit } = law.terms(procedure.code, found.code, procedure.version)
  const { offices, duplicates, guidance } = await inContext(deps.db, me, async (tx) => ({
    offices: await officesFor(tx, procedure, { answers, now, own: ownOffice(deps, me) }),
    duplicates: await twinsOf(tx, { form, answers, officeId: me.officeId, now, key: typed.key }),
    guidance: await openGuidance(tx, me.officeId, procedure.code),
  }))
  const where = { offices, own: me.officeId, chosen: typed.office }
  const { office, among } = competentOffice({ procedure, form }, answers, where)
  const needs = needsAt(procedure, answers, { kind: typed.kind, today })
  const holder = { secret: deps.secret, personId: me.personId }
  const page: ReceptionPageProps = {
    me,
    procedure,
    procedures: receivable(law.procedures()),
    form,
    answers,
    scope: { answers, today },
    codeLists: law.codeLists,
    kind: typed.kind,
    kinds: kindsOf(procedure),
    values: formValues(form, typed.raw),
    needs,
    kept: typed.files.map((file) => ({ file, token: keptToken(holder, file) })),
    originals: typed.originals,
    among,
    office,
    promised: promised(law.calendar(), toLocalMinute(now), limit),
    fee: problems.length > 0 ? 'Tính khi tờ khai đủ' : feeOf(procedure, answers, moment),
    duplicates,
    warnings,
    places: returnPlaces(deps.directory),
    returning: typed.returning || me.officeId,
    isForAnother: office !== undefined && isForAnother(deps, me.officeId, office.id),
    handOverBy: handOverBy(law.calendar(), toLocalMinute(now)),
    postal: typed.postal,
    guidance,
    chosenGuidance: typed.guidance,
    prepared:
      typed.prepared === null
        ? null
        : preparedToken(holder, { code: typed.prepared, procedure: procedure.code }),
  }
  const others = [
    ...officeProblems(page, deps),
    ...placeProblems(page),
    ...twinProblems(page, typed),
  ]
  return {
    page,
    caseCode: found.code,
    problems: [...atFirstBox(form, problems), ...typed.problems, ...others],
    missing: missingAt(needs, typed),
  }
}

/** What no counter of ours takes in is only guided: its page says where it is filed (rules: What may be filed where). */
export function receivable(procedures: readonly Procedure[]): Procedure[] {
  return procedures.filter(isReceivedHere)
}

/** The official's own ward or commune: where no residence decides, it may. */
function ownOffice({ directory }: CounterDeps, me: StaffActor): PossibleOffice | undefined {
  const office = directory.find(me.officeId)
  return office?.kind === 'commune' ? { id: office.id, name: office.name, commune: '' } : undefined
}

/** Offices by which the procedure may be decided, today: of the communes that were said, or this one where none matters. */
async function officesFor(
  tx: Tx,
  procedure: Procedure,
  { answers, now, own }: { answers: Answers; now: Date; own: PossibleOffice | undefined },
): Promise<PossibleOffice[]> {
  if (procedure.competence.by.length === 0) return own === undefined ? [] : [own]
  const found: PossibleOffice[] = []
  for (const { commune } of competentCommunes(procedure, answers)) {
    const office = await officeByNumber(tx, commune, toDay(now))
    if (office) found.push({ id: office.id, name: office.name, commune })
  }
  return found
}

/** Nobody whom the law names lives in the city, or it is not said which of several offices decides. */
function officeProblems(page: ReceptionPageProps, deps: CounterDeps): Problem[] {
  const { office, among, procedure, answers, scope, isForAnother: isElsewhere } = page
  const rule = { procedure: procedure.code, on: scope.today }
  if (office) {
    const isAllowed = mayReceiveForAnother(deps.crossOffice, { ...rule, within: 'inside' })
    return isElsewhere && !isAllowed ? [notForAnother(office, deps)] : []
  }
  if (among.length > 1) {
    return [{ code: 'missing', field: 'office', message: 'Hãy chọn nơi giải quyết hồ sơ.' }]
  }
  if (procedure.competence.by.length === 0) return [notOfThisOffice(procedure)]
  if (competentCommunes(procedure, answers).length === 0) return []
  const [place] = competentCommunes(procedure, answers)
  const name = placeName(place?.commune, page)
  const isListed = mayReceiveForAnother(deps.crossOffice, { ...rule, within: 'nationwide' })
  const message = `Không có phường, xã nào của thành phố có thẩm quyền. ${procedure.competence.rule.value.vi}.${name} ${isListed ? NATIONWIDE : NOT_NATIONWIDE}`
  const [field] = procedure.competence.by
  return [{ code: 'notCompetent', field: `${field}.commune`, message }]
}

const NATIONWIDE =
  'Thủ tục này được nhận không phụ thuộc địa giới trên toàn quốc: hãy nhận và chuyển qua Cổng Dịch vụ công quốc gia.'
const NOT_NATIONWIDE =
  'Thủ tục này không có trong danh mục nhận không phụ thuộc địa giới trên toàn quốc nên quầy không nhận; hãy giúp người dân nộp trực tuyến trên Cổng Dịch vụ công quốc gia.'

/** ' Nơi có thẩm quyền: Ủy ban nhân dân …, tỉnh ….', when the place has a name. */
function placeName(commune: string | undefined, { codeLists }: ReceptionPageProps): string {
  if (commune === undefined) return ''
  const shown = shownAddress({ commune, detail: '' }, { lang: 'vi', codeLists })
  return shown === '' ? '' : ` Nơi có thẩm quyền: Ủy ban nhân dân ${shown.replace(/^[ ,]+/, '')}.`
}

function notOfThisOffice({ competence }: Procedure): Problem {
  const message = `Cơ quan này không có thẩm quyền. Nơi có thẩm quyền: ${competence.rule.value.vi}.`
  return { code: 'notCompetent', message }
}

function notForAnother({ id, name }: PossibleOffice, { directory }: CounterDeps): Problem {
  const address = directory.find(id)?.address
  const message = `Thủ tục này không được nhận hộ. Hãy hướng dẫn người dân nộp tại ${name}${address ? `, ${address}` : ''}.`
  return { code: 'notForAnother', field: 'office', message }
}

function placeProblems({ places, returning }: ReceptionPageProps): Problem[] {
  return places.some(({ id }) => id === returning)
    ? []
    : [{ code: 'returning', field: 'returning', message: 'Hãy chọn nơi trả kết quả.' }]
}

/** Received here for an office of which this counter is not its own. */
function isForAnother({ dossier }: CounterDeps, receiving: number, competent: number): boolean {
  return receiving !== competent && dossier.offices.isOwnCounter?.(receiving, competent) !== true
}

function handOverBy(calendar: Calendar, now: LocalMinute): LocalMinute | null {
  const due = transferDue(calendar, now)
  return due.ok ? due.value : null
}

type OfForm = Omit<Parameters<typeof duplicatesOf>[1], 'except'> & { key: string | null }

/**
 * The dossier that this very form has filed is no twin of itself. Asked last: whatever the search could already see of a
 * double click, its key shows as well.
 */
async function twinsOf(tx: Tx, { key, ...search }: OfForm): Promise<Duplicate[]> {
  const found = await duplicatesOf(tx, { ...search, except: null })
  const own = key === null ? undefined : await dossierOfKey(tx, key)
  return found.filter(({ id }) => id !== own)
}

function twinProblems({ duplicates }: ReceptionPageProps, { isNoTwin }: Typed): Problem[] {
  if (duplicates.length === 0 || isNoTwin) return []
  const message = 'Hồ sơ có thể trùng. Hãy mở hồ sơ đã có để so sánh rồi đánh dấu.'
  return [{ code: 'twin', field: 'notTwin', message }]
}
