/** `/bien-tap/lich`: the controller sees what another calendar would move; nothing is changed from here. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { h } from 'preact'
import { standardClockRules } from '../../calendar/clock-rules.ts'
import type { Calendar } from '../../calendar/calendar.ts'
import { previewCalendar } from '../../dossier/clocks/calendar-edit.ts'
import { byOffice } from '../../dossier/clocks/calendar-moves.ts'
import { releaseFault } from '../../dossier/clocks/calendar-release.ts'
import { dayNumber, toDay } from '../../lib/time.ts'
import type { StaffActor, SystemActor } from '../../office/actor.ts'
import { requireStaff } from '../../office/session.ts'
import { readForm } from '../../ui/form.ts'
import type { DeskDeps } from '../deps.ts'
import { drawnUp, EMPTY_TYPED, readCalendar } from './form.ts'
import { CALENDAR_PATH, CalendarPage, type CalendarPreview } from './page.tsx'

export async function calendarRoutes(app: FastifyInstance, deps: DeskDeps): Promise<void> {
  app.get(CALENDAR_PATH, async (req, reply) => {
    const me = requireStaff(req, ['controller'])
    return reply.page(h(CalendarPage, { ...propsOf(deps, me), typed: EMPTY_TYPED }))
  })
  app.post(CALENDAR_PATH, (req, reply) => preview(deps, req, reply))
}

function propsOf({ law, result }: DeskDeps, me: StaffActor) {
  const { document } = law.calendar()
  const today = toDay(result.now())
  const daysLeft = dayNumber(document.validTo) - dayNumber(today)
  return {
    me,
    document,
    daysLeft,
    isRunningOut: daysLeft < standardClockRules.calendarAlarmDays,
    days: document.days.filter(({ on }) => on >= `${today.slice(0, 4)}-01-01`),
  }
}

async function preview(deps: DeskDeps, req: FastifyRequest, reply: FastifyReply) {
  const me = requireStaff(req, ['controller'])
  const form = await readForm(req)
  const typed = readCalendar(form)
  const page = { ...propsOf(deps, me), typed, idempotencyKey: form.key() }
  const { problems, calendar } = drawnUp(page.document, typed)
  if (calendar === null) return reply.page(h(CalendarPage, { ...page, problems }), 422)
  const fault = releaseFault(deps.law.calendar(), calendar)
  if (fault !== null) {
    const field = typed.document.trim() === '' ? 'on' : 'document'
    const wrong = [{ code: 'calendar', field, message: fault }]
    return reply.page(h(CalendarPage, { ...page, problems: wrong }), 422)
  }
  if (form.text('act') === 'file') return sendDocument(reply, calendar)
  return reply.page(h(CalendarPage, { ...page, preview: await seen(deps, me, calendar) }))
}

/** A controller opens no dossier: of those under their office they see codes and dates, which the clock reads for them. */
function deadlinesOf({ officeId }: StaffActor): SystemActor {
  return { kind: 'system', name: 'clock', scopes: [officeId] }
}

async function seen(
  { result, directory }: DeskDeps,
  me: StaffActor,
  calendar: Calendar,
): Promise<CalendarPreview> {
  const by = deadlinesOf(me)
  const { open, moves, refused } = await previewCalendar({ db: result.dossier.db, by }, calendar)
  return {
    version: calendar.document.version,
    open,
    moves,
    refused,
    finals: moves.filter(({ becomesFinal }) => becomesFinal).length,
    offices: byOffice(moves.filter(({ isOtherDay }) => isOtherDay)).map((each) => ({
      ...each,
      name: directory.find(each.officeId)?.name ?? `Đơn vị ${each.officeId}`,
    })),
  }
}

/** What the operator is given to release. */
function sendDocument(reply: FastifyReply, { document }: Calendar) {
  const name = `${document.calendar}-v${document.version}.json`
  return reply
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('cache-control', 'private, no-store')
    .type('application/json; charset=utf-8')
    .send(`${JSON.stringify(document, null, 2)}\n`)
}
