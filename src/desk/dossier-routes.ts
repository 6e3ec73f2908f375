import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { h } from 'preact'
import { isUuid } from '../lib/ids.ts'
import { toDay } from '../lib/time.ts'
import type { StaffActor } from '../office/actor.ts'
import { requireStaff } from '../office/session.ts'
import { sendDraft, submitForSigning } from '../result/prepare.ts'
import { leadersOn } from '../result/store.ts'
import { readForm } from '../ui/form.ts'
import { answered, doAct } from './acts.ts'
import type { DeskDeps } from './deps.ts'
import { DOSSIER_TABS, DossierPage, type DossierPageProps } from './dossier-page.tsx'
import { viewOf, type DossierView } from './dossier-view.ts'
import { claimedByOther } from './holder.ts'
import { ledgerFor } from './holders/ledger-routes.ts'
import { openDossier } from './open-dossier.ts'
import { purposeOf } from './purpose.ts'
import { casePath } from './shell.tsx'

type WithId = { Params: { id: string } }

const DONE: Readonly<Record<string, string>> = {
  nhan: 'Ông/bà đã nhận xử lý hồ sơ này.',
  'tham-tra': 'Đã ghi kết quả thẩm tra.',
  'ban-nhap': 'Đã gửi bản nháp cho người dân.',
  'trinh-ky': 'Đã trình lãnh đạo ký.',
  'bo-sung': 'Đã gửi yêu cầu bổ sung cho người nộp.',
  dung: 'Đã dừng xử lý hồ sơ và báo người nộp.',
  'xin-loi': 'Đã gửi văn bản xin lỗi, người nộp nhận được ngày hẹn mới.',
  phi: 'Đã yêu cầu người nộp thực hiện nghĩa vụ tài chính.',
  buoc: 'Đã ghi xong bước.',
  'ban-giao': 'Đã giao hồ sơ. Người nhận được báo ngay.',
  'tra-hang-doi': 'Đã trả hồ sơ về hàng đợi của cơ quan.',
}

/** `/viec/:id`: the dossier page, for every official whose scopes reach it, and the officer's plain acts. */
export async function dossierRoutes(app: FastifyInstance, deps: DeskDeps): Promise<void> {
  app.get<WithId>('/viec/:id', (req, reply) => showDossier(deps, req, reply))
  app.post<WithId>('/viec/:id/nhan', async (req, reply) => {
    const { id, by, key } = await actOf(req)
    const outcome = await doAct(deps, { id, by, key }, { type: 'claim' })
    if (!outcome.ok && outcome.refusal.code === 'heldByOther') await claimedByOther(deps, id, by)
    answered(outcome)
    return done(req, reply, 'nhan')
  })
  app.post<WithId>('/viec/:id/tham-tra', (req, reply) => examine(deps, req, reply))
  app.post<WithId>('/viec/:id/ban-nhap', async (req, reply) => {
    const { id, by, key } = await actOf(req)
    answered(await sendDraft(deps.result, { dossierId: id, by, key }))
    return done(req, reply, 'ban-nhap')
  })
  app.post<WithId>('/viec/:id/trinh-ky', async (req, reply) => {
    const { id, by, key, form } = await actOf(req)
    const chosen = signerIn(form.text('leader'))
    answered(await submitForSigning(deps.result, { dossierId: id, by, key, ...chosen }))
    return done(req, reply, 'trinh-ky')
  })
}

/** '1000003', or '1000003.<delegation>' for whoever signs in the place of another. */
function signerIn(text: string): { leaderId?: number; delegationId?: string } {
  const [id = '', delegationId = ''] = text.split('.', 2)
  const leaderId = Number(id)
  if (!Number.isInteger(leaderId) || leaderId <= 0) return {}
  return isUuid(delegationId) ? { leaderId, delegationId } : { leaderId }
}

/** The form's key, the official and the dossier of an officer's act. */
export async function actOf(req: FastifyRequest<WithId>) {
  const by = requireStaff(req, ['officer', 'leader'])
  const form = await readForm(req)
  return { id: req.params.id, by, key: form.key(), form }
}

export function done(req: FastifyRequest<WithId>, reply: FastifyReply, what: string) {
  req.work = 'saved'
  return reply.redirect(`${casePath(req.params.id)}?xong=${what}`, 303)
}

async function showDossier(deps: DeskDeps, req: FastifyRequest<WithId>, reply: FastifyReply) {
  const me = requireStaff(req)
  const query = req.query as Record<string, unknown>
  const view = await openView(deps, me, req.params.id)
  const xong = typeof query['xong'] === 'string' ? query['xong'] : ''
  const tab = DOSSIER_TABS.find((each) => each === query['xem']) ?? 'doi-chieu'
  return reply.page(
    h(DossierPage, {
      ...(await pageProps(deps, view)),
      tab,
      ...(tab === 'trach-nhiem' && { ledger: await ledgerProps(deps, view) }),
      fileId: typeof query['tep'] === 'string' ? query['tep'] : null,
      done: Object.hasOwn(DONE, xong) ? DONE[xong] : undefined,
    }),
  )
}

async function ledgerProps(deps: DeskDeps, { me, opened }: DossierView) {
  const spans = await ledgerFor(deps, me, opened.id)
  return { spans, calendar: deps.law.calendar(), now: deps.result.now() }
}

/** The dossier as the page shows it; that it was opened is written in the same transaction. */
export async function openView(deps: DeskDeps, me: StaffActor, id: string): Promise<DossierView> {
  const opened = await openDossier(deps, { id, by: me, what: 'hồ sơ', purpose: purposeOf(me) })
  return viewOf(opened, {
    me: { ...me, standsIn: opened.standsIn },
    calendar: deps.law.calendar(),
    codeLists: deps.law.codeLists,
    officeName: deps.directory.find(opened.state.offices.competent)?.name ?? me.officeName,
    now: deps.result.now(),
  })
}

/** What the page needs beside what it is told. */
export async function pageProps(
  deps: DeskDeps,
  view: DossierView,
): Promise<Pick<DossierPageProps, 'view' | 'leaders'>> {
  const { db } = deps.result.dossier
  const leaders = view.verbs.has('submitForSigning')
    ? await leadersOn(db, {
        officeId: view.opened.state.offices.competent,
        day: toDay(deps.result.now()),
        procedure: view.opened.state.procedure.code,
      })
    : []
  return { view, leaders }
}

/** What has to be confirmed is made from the dossier as it is now, never from what the form sent. */
async function examine(deps: DeskDeps, req: FastifyRequest<WithId>, reply: FastifyReply) {
  const { id, by, key, form } = await actOf(req)
  const view = await openView(deps, by, id)
  const ticked = new Set(form.texts('check'))
  const note = form.text('note').slice(0, 2000)
  const checks = view.checks.map((check) => ({ id: check.id, ok: ticked.has(check.id) }))
  const command = { type: 'examine' as const, checks, ...(note === '' ? {} : { note }) }
  const outcome = await doAct(deps, { id, by, key }, command)
  if (outcome.ok || outcome.refusal.code !== 'checksOpen') {
    answered(outcome)
    return done(req, reply, 'tham-tra')
  }
  const { code, message } = outcome.refusal
  const page: DossierPageProps = {
    ...(await pageProps(deps, view)),
    tab: 'doi-chieu',
    fileId: null,
    problems: [{ code, field: 'check', message }],
    ticked,
    note,
    idempotencyKey: key,
  }
  return reply.page(h(DossierPage, page), 422)
}
