/** `/quay/lich-hen`: today's bookings of the official's counters. */
import type { FastifyInstance, FastifyReply } from 'fastify'
import { h } from 'preact'
import { markArrival, today } from '../booking/arrivals.ts'
import { toDay } from '../lib/time.ts'
import type { StaffActor } from '../office/actor.ts'
import { requireStaff } from '../office/session.ts'
import { readForm } from '../ui/form.ts'
import { BOOKINGS_PATH, BookingsPage } from './bookings-page.tsx'
import type { CounterDeps } from './deps.ts'

type BookingsDeps = Pick<CounterDeps, 'db' | 'law' | 'now'>

export async function bookingsRoutes(app: FastifyInstance, deps: BookingsDeps): Promise<void> {
  app.get(BOOKINGS_PATH, async (req, reply) =>
    page(deps, reply, { me: requireStaff(req, 'receptionist') }),
  )
  app.post<{ Params: { id: string } }>(`${BOOKINGS_PATH}/:id`, async (req, reply) => {
    const me = requireStaff(req, 'receptionist')
    const form = await readForm(req)
    form.key()
    const as = form.text('as')
    const state = await markArrival(deps, me, { id: req.params.id, as })
    if (state !== as) return page(deps, reply, { me, note: UNCHANGED }, 409)
    req.work = 'saved'
    return reply.redirect(BOOKINGS_PATH, 303)
  })
}

const UNCHANGED =
  'Lịch hẹn này không ghi nhận được: người dân đã đổi hoặc hủy, chưa đến giờ, hoặc không phải hôm nay.'

async function page(
  deps: BookingsDeps,
  reply: FastifyReply,
  { me, ...more }: { me: StaffActor; note?: string },
  status = 200,
): Promise<FastifyReply> {
  const now = deps.now()
  const rows = await today(deps, me)
  const procedureName = (code: string) => deps.law.procedure(code)?.shortName.vi ?? code
  return reply.page(
    h(BookingsPage, { me, now, day: toDay(now), rows, procedureName, ...more }),
    status,
  )
}
