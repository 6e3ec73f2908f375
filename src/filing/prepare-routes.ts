import type { FastifyInstance, FastifyReply } from 'fastify'
import { h } from 'preact'
import { isPrepared } from '../catalogue/procedure.ts'
import { sendPdf } from '../tracking/send-file.ts'
import { SeeOther } from '../ui/refusals.ts'
import { readForm } from '../ui/form.ts'
import { askingOf } from './asking.ts'
import type { FilingDeps } from './deps.ts'
import { filingOfForm, openFiling, type Filing } from './load.ts'
import { PreparePage } from './prepare-page.tsx'
import { prepare, preparedFrom } from './prepared.ts'
import { showCode } from './prepared-code.ts'
import { PreparedPage } from './prepared-page.tsx'
import { printedDeclaration } from './prepared-print.ts'
import { problemsBeforeFiling } from './submit.ts'

/** Pages of a filing that a declaration filed elsewhere does not have: no office to choose, no papers to send, nothing to file. */
const OF_FILING: ReadonlySet<string> = new Set([
  '/nop/:code/giay-to',
  '/nop/:code/noi-giai-quyet',
  '/nop/:code/nop',
])
const OF_PREPARING: ReadonlySet<string> = new Set(['/nop/:code/soan-xong', '/nop/:code/da-soan'])

/** From fastify's own address of a route: whether a procedure of this door has it. */
export function hasRoute(procedure: Parameters<typeof isPrepared>[0], url: string): boolean {
  return !(isPrepared(procedure) ? OF_FILING : OF_PREPARING).has(url)
}

export function prepareRoutes(app: FastifyInstance, deps: FilingDeps): void {
  app.post('/nop/:code/soan-xong', async (req, reply) => {
    const asking = askingOf(req)
    const form = await readForm(req)
    const filing = await filingOfForm(deps, asking, form.raw('_draft'))
    if (!isPrepared(filing.procedure)) throw new SeeOther(`/nop/${asking.code}`)
    if (filing.isNewVersion) return preparePage(reply, { filing, status: 409 })
    if (problemsBeforeFiling(filing).length > 0)
      return preparePage(reply, { filing, isPressed: true, status: 422 })
    await prepare(deps, asking, filing)
    req.work = 'saved'
    return reply.redirect(`/nop/${asking.code}/da-soan`, 303)
  })

  app.get('/nop/:code/da-soan', async (req, reply) => {
    const asking = askingOf(req)
    const filing = await openFiling(deps, asking)
    const prepared = await preparedFrom(deps, asking, filing.draft.id)
    if (!prepared) throw new SeeOther(`/nop/${asking.code}/kiem-tra`)
    return reply.page(h(PreparedPage, { filing, prepared }))
  })
}

/** The print of a declaration that was finished here to be filed elsewhere. */
export async function sendPrepared(
  deps: FilingDeps,
  asking: ReturnType<typeof askingOf>,
  { reply, draftId }: { reply: FastifyReply; draftId: string },
): Promise<FastifyReply> {
  const prepared = await preparedFrom(deps, asking, draftId)
  if (!prepared) throw new SeeOther(`/nop/${asking.code}/kiem-tra`)
  const pdf = await printedDeclaration(deps, prepared, asking.actor.name)
  return sendPdf(reply, { pdf, name: `to-khai-${showCode(prepared.code)}.pdf` })
}

type Look = { filing: Filing; isPressed?: boolean; status?: number }

export function preparePage(reply: FastifyReply, { filing, isPressed = false, status }: Look) {
  const problems = problemsBeforeFiling(filing)
  const page = {
    filing,
    problems: isPressed ? problems : [],
    isIncomplete: problems.length > 0,
  }
  return reply.page(h(PreparePage, page), status ?? 200)
}
