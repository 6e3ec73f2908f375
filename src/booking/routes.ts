/** `/dat-lich/…`: where, when, and what became of it. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { h } from 'preact'
import { servicePoints } from '../catalogue/places-store.ts'
import type { Procedure } from '../catalogue/procedure.ts'
import { inContext } from '../db/context.ts'
import type { Problem } from '../lib/problem.ts'
import { parseDay, parseLocalMinute } from '../lib/time.ts'
import type { CitizenActor } from '../office/actor.ts'
import { limited } from '../office/limits.ts'
import { requireCitizen } from '../office/session.ts'
import { readForm } from '../ui/form.ts'
import { BookingPage } from './booking-page.tsx'
import {
  book,
  bookable,
  bookablePlace,
  cancel,
  daysAt,
  isOpenAt,
  move,
  ownBooking,
  type BookingDeps,
} from './book.ts'
import { bookingPaths } from './paths.ts'
import { PlacesPage } from './places-page.tsx'
import type { BookingRefusal } from './refusals.ts'
import { seatsAt } from './slots.ts'
import { heldNow, type BookingRow, type Place } from './store.ts'
import type { BookingTerms } from './terms.ts'
import { TimesPage } from './times-page.tsx'
import { readComes, type Comes } from './who-comes.ts'
import { bookingWording } from './wording.ts'

type AtPoint = { Params: { code: string; point: string } }
type OnBooking = { Params: { id: string } }

export async function bookingRoutes(app: FastifyInstance, deps: BookingDeps): Promise<void> {
  app.get<{ Params: { code: string } }>('/dat-lich/:code', async (req, reply) => {
    const procedure = bookable(deps, req.params.code)
    const isForAnother = 'nguoi-khac' in (req.query as object)
    const open = isForAnother ? undefined : await openBooking(deps, req, procedure)
    if (open !== undefined) return reply.redirect(`${bookingPaths.own(open)}?da-co`, 303)
    const typed = queryOf(req, 'q').slice(0, 200)
    const places = (await servicePoints(deps.db, typed)).filter(
      ({ id }) => seatsAt(deps.terms, id) > 0,
    )
    return reply.page(h(PlacesPage, { procedure, typed, places }))
  })
  const slowly = limited(deps, 'book')
  app.get<AtPoint>('/dat-lich/:code/:point', slowly, async (req, reply) =>
    showTimes(deps, reply, { req, ...(await atPoint(deps, req)) }),
  )
  app.post<AtPoint>('/dat-lich/:code/:point', slowly, async (req, reply) => {
    const form = await readForm(req)
    const [at, key] = [parseLocalMinute(form.text('at')), form.key()]
    const typed = { name: form.text('comesName'), isOld: form.text('isOld') === 'yes' }
    const shown = { ...(await atPoint(deps, req)), typed }
    if (at === undefined) return refused(deps, reply, { req, ...shown, key, refusal: 'chooseTime' })
    const read = readComes(typed)
    if ('wrong' in read)
      return refused(deps, reply, { req, ...shown, key, refusal: read.wrong, chosen: at })
    const preparedCode = form.text('share') === 'yes' ? (shown.prepared ?? null) : null
    const done = await book(deps, { ...shown, at, key, preparedCode, comes: read.comes })
    if (done.ok) req.work = 'saved'
    else if (done.refusal === 'haveOne')
      return reply.redirect(`${bookingPaths.own(done.id)}?da-co`, 303)
    else return refused(deps, reply, { req, ...shown, key, refusal: done.refusal, chosen: at })
    return reply.redirect(bookingPaths.own(done.id), 303)
  })
  app.get<OnBooking>('/dat-lich/hen/:id', async (req, reply) => {
    const booking = await ownBooking(deps, requireCitizen(req), req.params.id)
    const query = req.query as Record<string, unknown>
    const note = 'da-co' in query ? 'haveOne' : 'qua-gio' in query ? 'over' : undefined
    const isOpen = isOpenAt(booking, deps.now())
    const lateMinutes = deps.terms.lateMinutes.value
    const procedure = bookable(deps, booking.procedureCode)
    return reply.page(h(BookingPage, { booking, procedure, isOpen, lateMinutes, note }))
  })
  app.get<OnBooking>('/dat-lich/hen/:id/doi', slowly, async (req, reply) => {
    const shown = await ofBooking(deps, req)
    if (!isOpenAt(shown.moved, deps.now())) return over(reply, shown.moved.id)
    return showTimes(deps, reply, { req, ...shown })
  })
  app.post<OnBooking>('/dat-lich/hen/:id/doi', slowly, async (req, reply) => {
    const form = await readForm(req)
    const shown = await ofBooking(deps, req)
    const [at, key] = [parseLocalMinute(form.text('at')), form.key()]
    if (at === undefined) return refused(deps, reply, { req, ...shown, key, refusal: 'chooseTime' })
    const done = await move(deps, shown.moved.id, { ...shown, at })
    if (done.ok) req.work = 'saved'
    else if (done.refusal === 'over' || done.refusal === 'haveOne')
      return over(reply, shown.moved.id)
    else return refused(deps, reply, { req, ...shown, key, refusal: done.refusal, chosen: at })
    return reply.redirect(bookingPaths.own(done.id), 303)
  })
  app.post<OnBooking>('/dat-lich/hen/:id/huy', async (req, reply) => {
    const form = await readForm(req)
    form.key()
    const actor = requireCitizen(req)
    const { id } = await ownBooking(deps, actor, req.params.id)
    const done = await cancel(deps, actor, id)
    if (!done.ok) return over(reply, id)
    req.work = 'saved'
    return reply.redirect(bookingPaths.own(id), 303)
  })
}

function over(reply: FastifyReply, id: string) {
  return reply.redirect(`${bookingPaths.own(id)}?qua-gio`, 303)
}

/** Their open booking for the procedure, when somebody has signed in. */
async function openBooking(
  { db, now }: BookingDeps,
  { actor }: FastifyRequest,
  { code: procedureCode }: Procedure,
): Promise<string | undefined> {
  if (actor.kind !== 'citizen') return undefined
  const asked = { personId: actor.personId, procedureCode, now: now() }
  return inContext(db, actor, (tx) => heldNow(tx, asked))
}

type Shown = {
  actor: CitizenActor
  procedure: Procedure
  place: Place
  prepared: string | undefined
  moved?: BookingRow
}

async function atPoint(
  deps: BookingDeps,
  req: FastifyRequest<AtPoint>,
): Promise<Omit<Shown, 'moved'>> {
  const procedure = bookable(deps, req.params.code)
  const actor = requireCitizen(req)
  const place = await bookablePlace(deps, req.params.point)
  const prepared = await deps.preparedCode(actor, procedure.code)
  return { actor, procedure, place, prepared }
}

async function ofBooking(deps: BookingDeps, req: FastifyRequest<OnBooking>) {
  const actor = requireCitizen(req)
  const moved = await ownBooking(deps, actor, req.params.id)
  const procedure = bookable(deps, moved.procedureCode)
  const place = await bookablePlace(deps, String(moved.pointId))
  return { actor, procedure, place, moved, prepared: undefined }
}

type Page = Shown & {
  req: FastifyRequest
  chosen?: string
  /** What was typed of somebody else who comes. */
  typed?: Comes
  problems?: readonly Problem[]
  key?: string
}

async function showTimes(deps: BookingDeps, reply: FastifyReply, shown: Page) {
  const { req, procedure, place, moved, prepared, chosen, typed, problems = [], key } = shown
  const days = await daysAt(deps, place)
  const asked = parseDay(queryOf(req, 'ngay'))
  const firstFree = days.find(({ slots }) => slots.some(({ free }) => free > 0))
  const day = days.find((each) => each.day === asked)?.day ?? firstFree?.day ?? days[0]?.day
  const page = {
    procedure,
    place,
    days,
    day,
    moved,
    problems,
    idempotencyKey: key,
    hasPrepared: prepared !== undefined,
    comes: typed,
    firstFromAge: deps.terms.firstFromAge.value,
    ...(chosen !== undefined && { chosen }),
  }
  return reply.page(h(TimesPage, page), problems.length > 0 ? 422 : 200)
}

async function refused(
  deps: BookingDeps,
  reply: FastifyReply,
  { refusal, ...shown }: Page & { refusal: PageRefusal },
) {
  const t = bookingWording(shown.req.lang)
  const message = inWords(refusal, t, deps.terms)
  const field = OF_WHO_COMES.has(refusal) ? 'comesName' : 'at'
  return showTimes(deps, reply, { ...shown, problems: [{ code: refusal, field, message }] })
}

type PageRefusal = BookingRefusal | 'chooseTime' | 'nameWrong' | 'nameMissing'
const OF_WHO_COMES = new Set<PageRefusal>(['tooManyForOthers', 'nameWrong', 'nameMissing'])

function inWords(
  refusal: PageRefusal,
  t: ReturnType<typeof bookingWording>,
  { mostADay, mostForOthers }: BookingTerms,
): string {
  if (refusal === 'tooManyThatDay') return t.tooManyThatDay(mostADay.value)
  return refusal === 'tooManyForOthers' ? t.tooManyForOthers(mostForOthers.value) : t[refusal]
}

function queryOf(req: FastifyRequest, name: string): string {
  const value = (req.query as Record<string, unknown>)[name]
  return typeof value === 'string' ? value : ''
}
