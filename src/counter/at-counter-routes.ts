import type { FastifyInstance, FastifyReply } from 'fastify'
import { h } from 'preact'
import { namedPlaces } from '../catalogue/places/named-places.ts'
import { toMend } from '../catalogue/places/place-answer.ts'
import { formValues, parseFormBody } from '../catalogue/form-body.ts'
import { sentWithRows } from '../catalogue/sent-boxes.ts'
import { ROW_CHANGE } from '../catalogue/table-rows.ts'
import { validateAnswers } from '../catalogue/validate.ts'
import type { SupplementFault } from '../dossier/commands.ts'
import type { Problem } from '../lib/problem.ts'
import { cleanInput, cleanLine } from '../lib/text.ts'
import { toDay } from '../lib/time.ts'
import type { StaffActor } from '../office/actor.ts'
import { limited } from '../office/limits.ts'
import { requireStaff } from '../office/session.ts'
import { arriving, type ArrivedFile } from '../paper/arriving.ts'
import { readForm, type Form } from '../ui/form.ts'
import { doAct, received, type OnDossier } from './act.ts'
import { DraftPage, SupplementPage, WithdrawalPage } from './at-counter-pages.tsx'
import { atFirstBox } from './dense-fields.tsx'
import type { CounterDeps } from './deps.ts'
import { FILE_FIELD, filedPapers, filesOfForm, keptToken, type KeptFile } from './kept-files.ts'
import { openDossier, type OpenDossier } from './open-dossier.ts'
import { originalsKept } from './originals.ts'
import { DECLARATION, lastOf, paperName } from './paper-facts.ts'

const MOST_FILES = 20

export async function atCounterRoutes(app: FastifyInstance, deps: CounterDeps): Promise<void> {
  app.get('/quay/:id/nop-bo-sung', async (req: OnDossier, reply) => {
    const { me, opened } = await open(deps, req, 'nhận bổ sung tại quầy')
    const raw = namedPlaces(opened.answers, deps.law.codeLists)
    const given = { files: [], originals: new Set<string>(), raw }
    return reply.page(h(SupplementPage, supplementProps(deps, { me, opened }, given)))
  })
  app.post('/quay/:id/nop-bo-sung', limited(deps, 'upload'), (req: OnDossier, reply) =>
    supplement(deps, req, reply),
  )
  app.get('/quay/:id/ban-nhap', async (req: OnDossier, reply) => {
    const { me, opened } = await open(deps, req, 'cho người nộp xem bản nháp')
    return reply.page(h(DraftPage, { me, opened, values: {} }))
  })
  app.post('/quay/:id/ban-nhap', (req: OnDossier, reply) => answerDraft(deps, req, reply))
  app.get('/quay/:id/rut', async (req: OnDossier, reply) => {
    const { me, opened } = await open(deps, req, 'rút hồ sơ')
    return reply.page(h(WithdrawalPage, withdrawalProps(me, opened)))
  })
  app.post('/quay/:id/rut', (req: OnDossier, reply) => withdraw(deps, req, reply))
}

async function open(deps: CounterDeps, req: OnDossier, purpose: string) {
  const me = requireStaff(req, 'receptionist')
  return { me, opened: await openDossier(deps, me, { id: req.params.id, purpose }) }
}

type Given = {
  files: readonly KeptFile[]
  originals: ReadonlySet<string>
  raw: Record<string, unknown>
}

function supplementProps(
  deps: CounterDeps,
  { me, opened }: { me: StaffActor; opened: OpenDossier },
  { files, originals, raw }: Given,
) {
  const faults = faultsOf(opened)
  const codes = [...new Set(faults.map(({ paper }) => paper))]
  const holder = { secret: deps.secret, personId: me.personId }
  const facts = { today: toDay(deps.now()), codeLists: deps.law.codeLists }
  const { answers } = validateAnswers(opened.form, raw, facts)
  const declaration = { scope: { answers, today: facts.today }, codeLists: facts.codeLists }
  return {
    me,
    opened,
    faults: faults.map((fault) => ({ ...fault, name: paperName(opened, fault.paper) })),
    papers: codes
      .filter((code) => code !== DECLARATION)
      .map((code) => ({ code, name: paperName(opened, code) })),
    kept: files.map((file) => ({ file, token: keptToken(holder, file) })),
    originals,
    declaration: codes.includes(DECLARATION) ? declaration : null,
    values: formValues(opened.form, raw),
  }
}

/** What the last request asked for; after a lawful erasure only the papers are known. */
function faultsOf({ events }: OpenDossier): SupplementFault[] {
  const asked = lastOf(events, 'supplementRequested')
  const papers = asked?.body.papers ?? []
  return asked?.private?.faults ?? papers.map((paper) => ({ paper, fault: '…' }))
}

async function supplement(
  deps: CounterDeps,
  req: OnDossier,
  reply: FastifyReply,
): Promise<FastifyReply> {
  requireStaff(req, 'receptionist')
  const files = arriving(
    { files: deps.files, scanner: deps.scanner ?? null },
    { maxFiles: MOST_FILES, lang: 'vi' },
  )
  const form = await readForm<ArrivedFile>(req, { files })
  const key = form.key()
  const { me, opened } = await open(deps, req, 'nhận bổ sung tại quầy')
  const read = readSupplement(deps, { me, opened }, form)
  const page = {
    ...supplementProps(deps, { me, opened }, read),
    idempotencyKey: key,
  }
  const values = { ...page.values, note: read.note }
  if (form.text('step') === 'fields' || form.has(ROW_CHANGE))
    return reply.page(h(SupplementPage, { ...page, values }))
  if (read.problems.length > 0 && opened.state.phase.at === 'awaitingSupplement') {
    const problems = toMend(read.problems, form)
    const status = problems.length > 0 ? 422 : 200
    return reply.page(h(SupplementPage, { ...page, values, problems }), status)
  }
  const { papers, fileNames } = filedPapers(key, read.files)
  const onPaper = [...read.originals].filter((code) => !papers.some(({ paper }) => paper === code))
  const names = [...read.originals].map((code) => paperName(opened, code))
  const received = names.length === 0 ? '' : `Đã nhận bản giấy tại quầy: ${names.join('; ')}.`
  const note = [received, read.note].filter((text) => text !== '').join(' ')
  return doAct(deps, req, reply, {
    id: opened.row.id,
    me,
    key,
    command: {
      type: 'supplement',
      papers: [...papers, ...onPaper.map((paper) => ({ paper, files: [] }))],
      fileNames,
      ...(read.originals.size > 0 ? { originals: [...read.originals].sort() } : {}),
      ...(read.answers ? { answers: read.answers } : {}),
      ...(note === '' ? {} : { note }),
    },
  })
}

/** What was brought to the counter; a paper that was asked for has to be there as a file or on paper. */
function readSupplement(
  deps: CounterDeps,
  { me, opened }: { me: StaffActor; opened: OpenDossier },
  form: Form<ArrivedFile>,
) {
  const holder = { secret: deps.secret, personId: me.personId }
  const { files, problems } = filesOfForm(holder, form)
  const codes = new Set(faultsOf(opened).map(({ paper }) => paper))
  const asked = files.filter(({ paper }) => codes.has(paper))
  const originals = new Set(form.texts('original').filter((code) => codes.has(code)))
  const absent = [...codes]
    .filter((code) => code !== DECLARATION && !originals.has(code))
    .filter((code) => !asked.some(({ paper }) => paper === code))
    .map((code): Problem => {
      const message = `Hãy quét “${paperName(opened, code)}” hoặc đánh dấu đã nhận bản giấy.`
      return { code: 'paperMissing', field: `${FILE_FIELD}${code}`, message }
    })
  const note = cleanInput(form.text('note')).slice(0, 500)
  const all = [...problems, ...absent]
  if (!codes.has(DECLARATION))
    return { files: asked, originals, raw: opened.answers, note, problems: all, answers: null }
  const facts = { today: toDay(deps.now()), codeLists: deps.law.codeLists }
  const raw = declaredIn(form, opened)
  const checked = validateAnswers(opened.form, raw, facts)
  const faults = [...atFirstBox(opened.form, checked.problems), ...all]
  return { files: asked, originals, raw, note, problems: faults, answers: checked.answers }
}

const OURS = new Set(['step', 'note', 'original', 'kept'])

/** The flat fields of the declaration among the fields of the form. */
function declaredIn(form: Form<ArrivedFile>, { form: definition }: OpenDossier) {
  const names = form.names().filter((name) => !OURS.has(name))
  return parseFormBody(definition, sentWithRows(definition, form, names))
}

async function answerDraft(deps: CounterDeps, req: OnDossier, reply: FastifyReply) {
  const { me, form, key, id, opened } = await received(deps, req, {
    purpose: 'ghi ý kiến về bản nháp',
  })
  if (form.text('step') !== 'return') {
    return doAct(deps, req, reply, {
      id,
      me,
      key,
      command: { type: 'confirmDraft', by: 'counter' },
    })
  }
  const note = cleanInput(form.text('note'))
  const problem = textProblem('note', note, {
    most: 1000,
    missing: 'Hãy ghi chỗ sai của bản nháp.',
  })
  if (problem) {
    const again = { me, opened, values: { note }, problems: [problem], idempotencyKey: key }
    return reply.page(h(DraftPage, again), 422)
  }
  return doAct(deps, req, reply, { id, me, key, command: { type: 'returnDraft', note } })
}

function withdrawalProps(me: StaffActor, opened: OpenDossier) {
  const codes = originalsKept(opened, me.officeId)
  return {
    me,
    opened,
    originals: codes.map((code) => paperName(opened, code)),
    reason: lastOf(opened.events, 'withdrawalRequested')?.private?.reason ?? null,
    values: {},
  }
}

async function withdraw(
  deps: CounterDeps,
  req: OnDossier,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { me, form, key, id, opened } = await received(deps, req, { purpose: 'rút hồ sơ' })
  const props = withdrawalProps(me, opened)
  const again = (problem: Problem, values = {}) =>
    reply.page(
      h(WithdrawalPage, { ...props, values, problems: [problem], idempotencyKey: key }),
      422,
    )
  if (form.text('step') !== 'confirm') {
    const reason = cleanLine(form.text('reason'))
    const problem = textProblem('reason', reason, { most: 500, missing: 'Hãy ghi lý do xin rút.' })
    if (problem) return again(problem, { reason })
    return doAct(deps, req, reply, { id, me, key, command: { type: 'requestWithdrawal', reason } })
  }
  if (props.originals.length > 0 && form.text('returned') !== 'yes') {
    const message = 'Hãy trả lại bản chính cho người nộp rồi đánh dấu.'
    return again({ code: 'notReturned', field: 'returned', message })
  }
  const command = {
    type: 'confirmWithdrawal' as const,
    ...(form.text('returned') === 'yes' && { withOriginals: true as const }),
  }
  return doAct(deps, req, reply, { id, me, key, command })
}

function textProblem(
  field: string,
  text: string,
  { most, missing }: { most: number; missing: string },
): Problem | null {
  if (text === '') return { code: 'missing', field, message: missing }
  if (text.length <= most) return null
  return { code: 'tooLong', field, message: `Hãy viết ngắn hơn ${most} ký tự.` }
}
