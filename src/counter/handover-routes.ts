/** Handing over between offices: the desk, the bundle that goes, the bundle that comes, the slip to print. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { h } from 'preact'
import { originalName } from '../dossier/custody/names.ts'
import { inContext } from '../db/context.ts'
import { isUuid } from '../lib/ids.ts'
import { NotFound, type Problem } from '../lib/problem.ts'
import { cleanInput, cleanLine } from '../lib/text.ts'
import { toDay, toLocalMinute } from '../lib/time.ts'
import type { Role, StaffActor } from '../office/actor.ts'
import { requireStaff } from '../office/session.ts'
import { qrMatrix } from '../signing/qr.ts'
import { readForm, type Form } from '../ui/form.ts'
import type { CounterDeps } from './deps.ts'
import { sendBytes } from './file-routes.ts'
import { handOverBundle, receiveBundle, slipIdOf, type Opened } from './handover-acts.ts'
import { HandoverPage, type HandoverPageProps, type Names } from './handover-page.tsx'
import { linesOf, slipById, slipsOf, toHandOver, type SlipLine } from './handover-store.ts'
import { keptAfterEnd, strayed } from './originals-store.ts'
import { searchedText } from './queue.ts'
import { slipPath } from './shell.tsx'
import { lineValue, RESULTS, SlipPage, type SlipPageProps } from './slip-page.tsx'
import { namesOf, pointsOf } from './store.ts'

const KEEPERS: readonly Role[] = ['receptionist', 'clerk']
type OnSlip = FastifyRequest<{ Params: { slip: string } }>

export async function handoverRoutes(app: FastifyInstance, deps: CounterDeps): Promise<void> {
  app.get('/ban-giao', async (req, reply) => {
    const me = requireStaff(req, KEEPERS)
    return reply.page(h(HandoverPage, { ...(await desk(deps, me)), left: leftOf(req) }))
  })
  app.post('/ban-giao', (req, reply) => handOver(deps, req, reply))
  app.get('/ban-giao/:slip', async (req: OnSlip, reply) => {
    const me = requireStaff(req, KEEPERS)
    const page = await slipPage(deps, me, req.params.slip)
    return reply.page(h(SlipPage, { ...page, left: leftOf(req) }))
  })
  app.post('/ban-giao/:slip', (req: OnSlip, reply) => receive(deps, req, reply))
  app.get('/ban-giao/:slip/phieu.pdf', async (req: OnSlip, reply) => {
    const me = requireStaff(req, KEEPERS)
    const bytes = await printed(deps, await slipPage(deps, me, req.params.slip))
    return sendBytes(reply, { bytes, mediaType: 'application/pdf', fileName: 'phieu-ban-giao.pdf' })
  })
}

/** How many dossiers were left out, told by the address to which the act led. */
function leftOf(req: FastifyRequest): number {
  const { con } = req.query as { con?: unknown }
  return typeof con === 'string' && /^\d{1,3}$/.test(con) ? Number(con) : 0
}

export function paperNames({ law, directory }: CounterDeps): Names {
  return {
    office: (id) => directory.find(id)?.name ?? '…',
    paper: ({ procedureCode, procedureVersion }, code) => {
      const papers = law.procedure(procedureCode, procedureVersion)?.papers ?? []
      return originalName(code, (one) => papers.find((each) => each.code === one)?.name.vi ?? one)
    },
  }
}

async function desk(deps: CounterDeps, me: StaffActor): Promise<HandoverPageProps> {
  const now = deps.now()
  const lists = await inContext(deps.db, me, async (tx) => ({
    toHand: await toHandOver(tx, me.officeId),
    slips: await slipsOf(tx, me.officeId),
    strayed: await strayed(tx, me.officeId, now),
    kept: await keptAfterEnd(tx, me.officeId),
  }))
  return { me, ...lists, names: paperNames(deps), now }
}

async function handOver(
  deps: CounterDeps,
  req: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const me = requireStaff(req, KEEPERS)
  const form = await readForm(req)
  const key = form.key()
  const to = Number(form.text('to'))
  const ids = [...new Set(form.texts('dossier'))].filter(isUuid)
  const problems = bundleProblems(deps, me, { to, ids })
  if (problems.length > 0) {
    const again = { ...(await desk(deps, me)), problems, idempotencyKey: key }
    return reply.page(h(HandoverPage, again), 422)
  }
  const outcomes = await handOverBundle(deps, me, { key, to, ids })
  const left = outcomes.filter(({ became }) => became !== 'done' && became !== 'repeat').length
  req.work = 'saved'
  const nothing = outcomes.length > 0 && left === outcomes.length
  const where = nothing ? '/ban-giao' : slipPath(slipIdOf(key))
  return reply.redirect(left === 0 ? where : `${where}?con=${left}`, 303)
}

function bundleProblems(
  { directory }: CounterDeps,
  me: StaffActor,
  { to, ids }: { to: number; ids: readonly string[] },
): Problem[] {
  const office = directory.find(to)
  if (!office || office.kind === 'agent' || to === me.officeId)
    return [{ code: 'to', field: 'dossier', message: 'Không có nơi nhận này.' }]
  if (ids.length === 0)
    return [{ code: 'missing', field: 'dossier', message: 'Hãy chọn ít nhất một hồ sơ để giao.' }]
  return []
}

async function slipPage(deps: CounterDeps, me: StaffActor, id: string): Promise<SlipPageProps> {
  if (!isUuid(id)) throw new NotFound()
  return inContext(deps.db, me, async (tx) => {
    const slip = await slipById(tx, id)
    if (!slip || (slip.fromOffice !== me.officeId && slip.toOffice !== me.officeId))
      throw new NotFound()
    const people = await namesOf(
      tx,
      [slip.madeBy, slip.receivedBy].flatMap((one) => one ?? []),
    )
    return { me, slip, lines: await linesOf(tx, id), names: paperNames(deps), people }
  })
}

async function receive(deps: CounterDeps, req: OnSlip, reply: FastifyReply): Promise<FastifyReply> {
  const me = requireStaff(req, KEEPERS)
  const form = await readForm(req)
  const key = form.key()
  const page = await slipPage(deps, me, req.params.slip)
  const { opened, problems, isDone } = readOpened(form, page.lines)
  const typed = { code: form.text('code'), note: cleanInput(form.text('note')).slice(0, 500) }
  if (page.slip.toOffice !== me.officeId)
    problems.push({ code: 'notHere', field: 'code', message: 'Phiếu này gửi đến nơi khác.' })
  if (problems.length > 0)
    return reply.page(h(SlipPage, { ...page, problems, typed, idempotencyKey: key }), 422)
  if (isDone) return reply.redirect(slipPath(page.slip.id), 303)
  const outcomes = await receiveBundle(deps, me, {
    key,
    slip: page.slip.id,
    opened,
    note: typed.note,
  })
  const left = outcomes.filter(({ became }) => became !== 'done' && became !== 'repeat').length
  req.work = 'saved'
  const where = slipPath(page.slip.id)
  return reply.redirect(left === 0 ? where : `${where}?con=${left}`, 303)
}

/** What was scanned or ticked, dossier by dossier; done when all of it has been received before. */
function readOpened(
  form: Form,
  lines: readonly SlipLine[],
): { opened: Map<string, Opened>; problems: Problem[]; isDone: boolean } {
  const problems: Problem[] = []
  const [ticked, lost] = [new Set(form.texts('line')), new Set(form.texts('missing'))]
  const code = searchedText(cleanLine(form.text('code')))
  const scanned = lines.filter((line) => line.code === code)
  if (code !== '' && scanned.length === 0)
    problems.push({
      code: 'notOnSlip',
      field: 'code',
      message: `Mã “${code.slice(0, 60)}” không có trên phiếu này.`,
    })
  const opened = new Map<string, Opened>()
  let isDone = false
  for (const line of lines) {
    const value = lineValue(line)
    const isHere = ticked.has(value) || scanned.includes(line)
    if (isHere && lost.has(value))
      problems.push({
        code: 'both',
        field: 'line',
        message: `${line.ownerName}: giấy tờ không thể vừa có vừa thiếu trong túi.`,
      })
    if (!isHere && !lost.has(value)) continue
    if (line.result === 'received' || (line.result === 'missing' && !isHere)) {
      isDone = true
      continue
    }
    const one = opened.get(line.dossierId) ?? { arrived: [], missing: [] }
    ;(isHere ? one.arrived : one.missing).push(line.paper)
    opened.set(line.dossierId, one)
  }
  if (opened.size === 0 && problems.length === 0 && !isDone)
    problems.push({
      code: 'missing',
      field: 'code',
      message: 'Hãy quét hoặc đánh dấu ít nhất một hồ sơ.',
    })
  return { opened, problems, isDone: isDone && opened.size === 0 && problems.length === 0 }
}

async function printed(
  deps: CounterDeps,
  { me, slip, lines, names, people }: SlipPageProps,
): Promise<Uint8Array> {
  const { papers, publicUrl, isTrial } = deps
  const points = await inContext(deps.db, me, (tx) => pointsOf(tx, [slip.fromOffice]))
  const slipUrl = `${publicUrl}${slipPath(slip.id)}`
  const { version } = papers.versionOn('handoverSlip', toDay(slip.madeAt))
  return papers.render('handoverSlip', version, {
    createdAt: slip.madeAt.toISOString(),
    development: isTrial,
    agency: {
      superior: names.office(slip.fromOffice),
      name: points.get(slip.fromOffice)?.name ?? 'Bộ phận Một cửa',
    },
    number: String(slip.number),
    from: names.office(slip.fromOffice),
    to: names.office(slip.toOffice),
    madeAt: toLocalMinute(slip.madeAt),
    giver: people.get(slip.madeBy) ?? '…',
    taker: slip.receivedBy === null ? null : (people.get(slip.receivedBy) ?? '…'),
    takenAt: slip.receivedAt === null ? null : toLocalMinute(slip.receivedAt),
    lines: lines.map((line) => ({
      code: line.code,
      owner: line.ownerName,
      paper: line.paper === '' ? 'Hồ sơ không kèm bản chính' : names.paper(line, line.paper),
      result: line.result === 'sent' ? '' : RESULTS[line.result],
    })),
    qr: qrMatrix(slipUrl),
    slipUrl,
  })
}
