/** A complete dossier is accepted, or taken in for the office that decides; and its page, with all that stands against it. */
import type { FastifyReply } from 'fastify'
import { h } from 'preact'
import { mayReceiveForAnother } from '../catalogue/cross-office.ts'
import { papersAt } from '../dossier/custody/originals.ts'
import { isCrossOffice, type PostalReceipt } from '../dossier/custody/receipt.ts'
import type { Problem } from '../lib/problem.ts'
import { toDay, toLocalMinute } from '../lib/time.ts'
import type { StaffActor } from '../office/actor.ts'
import type { Form } from '../ui/form.ts'
import { doAct, received, type OnDossier } from './act.ts'
import { CheckPage, type CheckPageProps } from './check-page.tsx'
import { acceptProblems, type Ticked } from './checklist.ts'
import type { CounterDeps } from './deps.ts'
import { LawfulNoPage } from './lawful-no-page.tsx'
import type { OpenDossier } from './open-dossier.ts'
import { feeText } from './paper-content.ts'
import { papersOf } from './papers.ts'
import { POSTAL_FIELDS, readPostal } from './postal.ts'
import { promised } from './promise.ts'
import { routingOf } from './routing.ts'

export function checkProps(deps: CounterDeps, me: StaffActor, opened: OpenDossier): CheckPageProps {
  const now = toLocalMinute(deps.now())
  const { state } = opened
  const { receiving, competent } = state.offices
  const name = (office: number) => deps.directory.get(office).name
  const own = isOwn(deps, me, opened)
  const names = { receiving: name(receiving), competent: name(competent) }
  return {
    me,
    opened,
    isOwnCounter: own,
    routing: routingOf(state, { officeId: me.officeId, isOwnCounter: own, ...names }),
    postal: { isNeeded: needsPostal(deps, opened), values: {} },
    codeLists: deps.law.codeLists,
    promised: promised(deps.law.calendar(), now, opened.terms.limit),
    fee: feeText(opened),
    competentName: names.competent,
    papers: papersOf(opened.events),
  }
}

export async function accept(
  deps: CounterDeps,
  req: OnDossier,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { me, form, key, id, opened } = await received(deps, req, { purpose: 'tiếp nhận hồ sơ' })
  const { competent } = opened.state.offices
  if (competent !== me.officeId && !isOwn(deps, me, opened)) {
    const message = `Hồ sơ thuộc thẩm quyền của ${deps.directory.get(competent).name}. Nơi đó tiếp nhận.`
    return reply.page(h(LawfulNoPage, { me, id, refusal: { code: 'elsewhere', message } }), 409)
  }
  const ticked = readTicks(form, opened)
  const { postal, problems } = needsPostal(deps, opened) ? readPostal(form) : { problems: [] }
  const early = postal && tooEarly(opened, postal, deps.now())
  const all = [...checkedPapers(me, opened, ticked), ...problems, ...(early ? [early] : [])]
  if (all.length > 0 && opened.state.phase.at === 'submitted')
    return again(deps, reply, { me, opened, form, key, ticked, problems: all })
  const originals = [...ticked.originals].sort()
  const command = { type: 'accept' as const, originals, ...(postal && { postal }) }
  return doAct(deps, req, reply, { id, me, key, command })
}

/** Takes it in for the office that decides: the same look at the papers, and no date is promised. */
export async function forAnother(
  deps: CounterDeps,
  req: OnDossier,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { me, form, key, id, opened } = await received(deps, req, { purpose: 'nhận hộ hồ sơ' })
  const procedure = opened.procedure.code
  const rule = { procedure, on: toDay(deps.now()), within: 'inside' } as const
  if (!mayReceiveForAnother(deps.crossOffice, rule)) {
    const { name, address } = deps.directory.get(opened.state.offices.competent)
    const message = `Thủ tục này không được nhận hộ. Hãy hướng dẫn người dân nộp tại ${[name, address].filter(Boolean).join(', ')}.`
    const refusal = { code: 'notForAnother', message }
    return reply.page(h(LawfulNoPage, { me, id, refusal }), 409)
  }
  const ticked = readTicks(form, opened)
  const problems = checkedPapers(me, opened, ticked)
  if (problems.length > 0 && opened.state.phase.at === 'submitted')
    return again(deps, reply, { me, opened, form, key, ticked, problems })
  const originals = [...ticked.originals].sort()
  const command = { type: 'receiveForAnother' as const, originals }
  return doAct(deps, req, reply, { id, me, key, command })
}

/** What lies here already counts as handed in. */
function checkedPapers(
  me: StaffActor,
  opened: OpenDossier,
  { seen, originals }: Ticked,
): Problem[] {
  const here = new Set([...originals, ...papersAt(opened.state, me.officeId)])
  return acceptProblems(opened.needs, opened.files, { seen, originals: here })
}

type Again = {
  me: StaffActor
  opened: OpenDossier
  form: Form
  key: string
  ticked: Ticked
  problems: readonly Problem[]
}

function again(
  deps: CounterDeps,
  reply: FastifyReply,
  { me, opened, form, key, ticked, problems }: Again,
): FastifyReply {
  const page = checkProps(deps, me, opened)
  const values = Object.fromEntries(POSTAL_FIELDS.map((name) => [name, form.text(name)]))
  const postal = { ...page.postal, values }
  const shown = { ...page, postal, problems, ticked, idempotencyKey: key }
  return reply.page(h(CheckPage, shown), 422)
}

/** The rule's own sentence beside the box that it is about. */
function tooEarly(
  { state }: OpenDossier,
  { at, reason }: PostalReceipt,
  now: Date,
): Problem | null {
  if (at > toLocalMinute(now))
    return {
      code: 'future',
      field: 'postalTime',
      message: 'Thời điểm ký biên bản giao nhận không được ở tương lai.',
    }
  if (at >= toLocalMinute(new Date(state.submittedAt)) || reason) return null
  return {
    code: 'reasonNeeded',
    field: 'postalReason',
    message: 'Biên bản ký trước khi hồ sơ được nhập. Hãy ghi lý do nhập sau.',
  }
}

/** Came by post to the office that decides, and was complete when it came. */
function needsPostal(deps: CounterDeps, { state }: OpenDossier): boolean {
  return (
    state.kindOfFiling === 'post' &&
    state.supplementRounds === 0 &&
    !isCrossOffice(state, { isOwnCounter: receivesAsOwn(deps, state) })
  )
}

/** This counter receives for the office that decides as its own. */
function isOwn(deps: CounterDeps, me: StaffActor, { state }: OpenDossier): boolean {
  const { receiving, competent } = state.offices
  return receiving === me.officeId && receiving !== competent && receivesAsOwn(deps, state)
}

export function receivesAsOwn(
  { dossier }: CounterDeps,
  { offices }: Pick<OpenDossier['state'], 'offices'>,
): boolean {
  return dossier.offices.isOwnCounter?.(offices.receiving, offices.competent) ?? false
}

/** Only papers that this procedure knows can be ticked. */
function readTicks(form: Form, { needs, files }: OpenDossier): Ticked {
  const known = new Set([
    ...needs.map(({ paper }) => paper.code),
    ...files.map(({ paper }) => paper),
  ])
  const ticks = (name: string) => new Set(form.texts(name).filter((code) => known.has(code)))
  return { seen: ticks('seen'), originals: ticks('original') }
}
