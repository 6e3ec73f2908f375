/** `POST /quay/moi/to-khai`: the reception, filled in from what the person prepared at home. */
import type { FastifyInstance, FastifyReply } from 'fastify'
import { h } from 'preact'
import { Conflict } from '../lib/problem.ts'
import { limited } from '../office/limits.ts'
import { requireStaff } from '../office/session.ts'
import { readForm } from '../ui/form.ts'
import { openToReceive, takenOver } from './brought.ts'
import type { CounterDeps } from './deps.ts'
import { receivable, receptionCase, untyped } from './reception-case.ts'
import { ReceptionPage } from './reception-page.tsx'

export const FROM_PREPARED = '/quay/moi/to-khai'

export async function broughtRoutes(app: FastifyInstance, deps: CounterDeps): Promise<void> {
  // A post, so that no code stands in an address, a log or the history of the counter's browser.
  app.post(
    FROM_PREPARED,
    limited(deps, 'openPrepared'),
    async (req, reply): Promise<FastifyReply> => {
      const me = requireStaff(req, 'receptionist')
      const form = await readForm(req)
      const found = await openToReceive(deps, me, form.text('code'))
      const open = receivable(deps.law.procedures())
      const procedure = open.find(({ code }) => code === found.procedureCode)
      if (!procedure) throw new Conflict(NOT_HERE, 'notReceivedHere')
      const { answers, brought } = takenOver(deps, found, procedure)
      const typed = { ...untyped(deps, procedure), raw: answers, prepared: found.code }
      const { page } = await receptionCase(deps, { me, procedure, typed })
      return reply.page(h(ReceptionPage, { ...page, brought }))
    },
  )
}

const NOT_HERE = 'Quầy không nhận thủ tục này. Trang mở tờ khai soạn sẵn ghi nơi nộp.'
