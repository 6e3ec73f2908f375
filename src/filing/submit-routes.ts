import type { FastifyInstance, FastifyReply } from 'fastify'
import { h } from 'preact'
import { isPrepared } from '../catalogue/procedure.ts'
import { receiptAt } from '../interruption/in-force.ts'
import { readForm } from '../ui/form.ts'
import { SeeOther } from '../ui/refusals.ts'
import { askingOf } from './asking.ts'
import { CheckPage } from './check-page.tsx'
import type { FilingDeps } from './deps.ts'
import { filingOfForm, openFiling, type Filing } from './load.ts'
import { preparePage } from './prepare-routes.ts'
import { dueIfAccepted, problemsBeforeFiling, procedureOf, submit } from './submit.ts'

export function submitRoutes(app: FastifyInstance, deps: FilingDeps): void {
  app.get('/nop/:code/kiem-tra', async (req, reply) => {
    const filing = await openFiling(deps, askingOf(req))
    if (isPrepared(filing.procedure)) return preparePage(reply, { filing })
    return checkPage(deps, reply, { filing })
  })

  app.post('/nop/:code/nop', async (req, reply) => {
    const asking = askingOf(req)
    const form = await readForm(req)
    const filing = await filingOfForm(deps, asking, form.raw('_draft'))
    if (isPrepared(filing.procedure)) throw new SeeOther(`/nop/${asking.code}`)
    const { office } = filing
    // What was declared was declared on another form: the new questions are looked at first.
    if (filing.isNewVersion) return checkPage(deps, reply, { filing, status: 409 })
    if (office === undefined || problemsBeforeFiling(filing).length > 0) {
      return checkPage(deps, reply, { filing, isPressed: true, status: 422 })
    }
    const outcome = await submit(deps, asking, { ...filing, office })
    if (!outcome.ok) {
      const refusal = outcome.refusal.message
      return checkPage(deps, reply, { filing, refusal, status: 409 })
    }
    req.work = 'saved'
    return reply.redirect(`/ho-so/${outcome.value.id}/da-nop`, 303)
  })
}

type Look = { filing: Filing; isPressed?: boolean; refusal?: string; status?: number }

/** The problems are listed once the button was pressed, never while people are still filling in. */
async function checkPage(deps: FilingDeps, reply: FastifyReply, look: Look) {
  const { filing, refusal, isPressed = false } = look
  const problems = problemsBeforeFiling(filing)
  const page = {
    filing,
    problems: isPressed ? problems : [],
    isIncomplete: problems.length > 0,
    dueIfToday: dueIfAccepted(deps, procedureOf(filing), deps.now()),
    receipt: filing.office ? await receiptAt(deps, filing.office.id) : null,
    ...(refusal === undefined ? {} : { refusal }),
  }
  return reply.page(h(CheckPage, page), look.status ?? 200)
}
