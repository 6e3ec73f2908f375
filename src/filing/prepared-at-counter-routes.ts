import type { FastifyInstance, FastifyReply } from 'fastify'
import { h } from 'preact'
import { shownAnswers } from '../catalogue/shown-answers.ts'
import type { Problem } from '../lib/problem.ts'
import { toDay } from '../lib/time.ts'
import { limited } from '../office/limits.ts'
import { requireStaff } from '../office/session.ts'
import { readForm } from '../ui/form.ts'
import type { FilingDeps } from './deps.ts'
import { openPrepared, type Opened } from './prepared.ts'
import { OPEN_PATH, PreparedAtCounterPage, type OpenedShown } from './prepared-at-counter-page.tsx'
import { readCode } from './prepared-code.ts'

const UNKNOWN: Problem = {
  code: 'unknown',
  field: 'code',
  message: 'Không có tờ khai nào mang mã này, hoặc tờ khai đã hết hạn. Hãy xem lại mã.',
}

export function preparedAtCounterRoutes(app: FastifyInstance, deps: FilingDeps): void {
  app.get(OPEN_PATH, async (req, reply): Promise<FastifyReply> => {
    const me = requireStaff(req, 'receptionist')
    return reply.page(h(PreparedAtCounterPage, { me, typed: '' }))
  })

  // A post, so that no code stands in an address, a log or the history of the counter's browser.
  app.post(OPEN_PATH, limited(deps, 'openPrepared'), async (req, reply): Promise<FastifyReply> => {
    const me = requireStaff(req, 'receptionist')
    const form = await readForm(req)
    const typed = form.text('code')
    const found = await openPrepared(deps, { typed, by: me })
    if (!found) return reply.page(h(PreparedAtCounterPage, { me, typed, problems: [UNKNOWN] }), 422)
    const opened = shownOf(deps, found, readCode(typed)!)
    return reply.page(h(PreparedAtCounterPage, { me, typed, opened }))
  })
}

function shownOf({ law }: FilingDeps, found: Opened, code: string): OpenedShown {
  const form = law.form(found.formId, found.formVersion)
  const procedure = law.procedure(found.procedureCode, found.procedureVersion)
  const showing = { lang: 'vi', codeLists: law.codeLists, today: toDay(found.preparedAt) } as const
  return {
    code,
    procedure: { code: found.procedureCode, name: procedure?.name.vi ?? found.procedureCode },
    preparedAt: found.preparedAt,
    expiresAt: found.expiresAt,
    sections: shownAnswers(form, found.answers, showing),
  }
}
