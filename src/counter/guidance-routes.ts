/** Written guidance at the counter: a slip for whoever is sent away or helped without a dossier. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { h } from 'preact'
import type { Procedure } from '../catalogue/procedure.ts'
import { inContext } from '../db/context.ts'
import { isUuid } from '../lib/ids.ts'
import { NotFound } from '../lib/problem.ts'
import { dayFromNumber, dayNumber, toDay, toLocalMinute } from '../lib/time.ts'
import type { StaffActor } from '../office/actor.ts'
import { requireStaff } from '../office/session.ts'
import { idFrom } from '../result/document-id.ts'
import { qrMatrix } from '../signing/qr.ts'
import { readForm } from '../ui/form.ts'
import type { CounterDeps } from './deps.ts'
import { sendBytes } from './file-routes.ts'
import { readGuidance } from './guidance.ts'
import { GUIDANCE_PATH, GuidanceFormPage, GuidanceListPage } from './guidance-pages.tsx'
import { guidanceById, guidanceOf, insertGuidance, type GuidanceRow } from './guidance-store.ts'
import { namesOf, pointsOf } from './store.ts'

export async function guidanceRoutes(app: FastifyInstance, deps: CounterDeps): Promise<void> {
  app.get(GUIDANCE_PATH, async (req, reply) => {
    const me = requireStaff(req, 'receptionist')
    const rows = await inContext(deps.db, me, (tx) => guidanceOf(tx, me.officeId))
    const { phieu } = req.query as { phieu?: unknown }
    return reply.page(h(GuidanceListPage, { me, rows, made: rows.find(({ id }) => id === phieu) }))
  })
  app.get(`${GUIDANCE_PATH}/moi`, async (req, reply) => {
    const me = requireStaff(req, 'receptionist')
    return reply.page(h(GuidanceFormPage, { ...formPage(deps, me, req), values: {} }))
  })
  app.post(`${GUIDANCE_PATH}/moi`, (req, reply) => give(deps, req, reply))
  app.get<{ Params: { id: string } }>(`${GUIDANCE_PATH}/:id/phieu.pdf`, async (req, reply) => {
    const me = requireStaff(req, 'receptionist')
    const bytes = await printed(deps, me, req.params.id)
    return sendBytes(reply, {
      bytes,
      mediaType: 'application/pdf',
      fileName: 'phieu-huong-dan.pdf',
    })
  })
}

/** Every procedure of the city may be explained, also one that is not filed here. */
function formPage({ law, library }: CounterDeps, me: StaffActor, req: FastifyRequest) {
  const procedures = law.procedures()
  const { 'thu-tuc': asked } = req.query as { 'thu-tuc'?: unknown }
  const procedure =
    asked === undefined ? procedures[0] : procedures.find(({ code }) => code === asked)
  if (!procedure) throw new NotFound('Không có thủ tục đó.')
  return { me, procedure, procedures, papers: papersOf(procedure), library }
}

function papersOf({ papers }: Procedure) {
  return papers.map(({ code, name }) => ({ code, name: name.vi }))
}

async function give(
  deps: CounterDeps,
  req: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const me = requireStaff(req, 'receptionist')
  const form = await readForm(req)
  const key = form.key()
  const page = formPage(deps, me, req)
  const { guidance, problems } = readGuidance(form, page)
  if (problems.length > 0) {
    const values = Object.fromEntries(form.names().map((name) => [name, form.text(name)]))
    return reply.page(h(GuidanceFormPage, { ...page, values, problems, idempotencyKey: key }), 422)
  }
  const id = idFrom('guidance', key, me.personId)
  const on = toDay(deps.now())
  const nameUntil = dayFromNumber(dayNumber(on) + deps.library.guidanceNameDays.value)
  const { code, name } = page.procedure
  await inContext(deps.db, me, (tx) =>
    insertGuidance(tx, {
      ...guidance,
      id,
      officeId: me.officeId,
      givenBy: me.personId,
      on,
      nameUntil,
      procedure: { code, name: name.vi },
      scopes: [me.officeId, ...deps.directory.ancestorsOf(me.officeId)].toSorted((a, b) => a - b),
    }),
  )
  req.work = 'saved'
  return reply.redirect(`${GUIDANCE_PATH}?phieu=${id}`, 303)
}

async function printed(deps: CounterDeps, me: StaffActor, id: string): Promise<Uint8Array> {
  if (!isUuid(id)) throw new NotFound()
  const { slip, names, point } = await inContext(deps.db, me, async (tx) => {
    const found = await guidanceById(tx, id)
    if (!found || found.officeId !== me.officeId) throw new NotFound()
    const places = await pointsOf(tx, [found.officeId])
    return {
      slip: found,
      names: await namesOf(tx, [found.givenBy]),
      point: places.get(found.officeId)?.name ?? 'Bộ phận Một cửa',
    }
  })
  const { papers } = deps
  const { version } = papers.versionOn('guidanceSlip', slip.day)
  const agency = { superior: deps.directory.get(slip.officeId).name, name: point }
  const officer = names.get(slip.givenBy) ?? '…'
  return papers.render('guidanceSlip', version, { ...contentOf(deps, slip), agency, officer })
}

function contentOf({ law, publicUrl, isTrial }: CounterDeps, slip: GuidanceRow) {
  const papers = law.procedure(slip.procedureCode)?.papers ?? []
  const nameOf = (code: string) => papers.find((paper) => paper.code === code)?.name.vi ?? code
  const guideUrl = `${publicUrl}/thu-tuc/${slip.procedureCode}`
  return {
    createdAt: slip.givenAt.toISOString(),
    development: isTrial,
    number: String(slip.number),
    forName: slip.forName,
    procedure: { code: slip.procedureCode, name: slip.procedureName },
    givenAt: toLocalMinute(slip.givenAt),
    wanted: slip.missing.map(({ paper, what, how }) => ({
      what: `${nameOf(paper)}: ${what}`,
      how,
    })),
    note: slip.note,
    legalBasis: slip.legalBasis,
    guideUrl,
    qr: qrMatrix(guideUrl),
  }
}
