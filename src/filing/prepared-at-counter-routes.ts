import type { FastifyInstance, FastifyReply } from 'fastify'
import { h } from 'preact'
import { shownAnswers } from '../catalogue/shown-answers.ts'
import { usedWords } from '../counter/prepared.ts'
import { inContext } from '../db/context.ts'
import { stateById } from '../dossier/store.ts'
import type { Problem } from '../lib/problem.ts'
import { toDay } from '../lib/time.ts'
import type { StaffActor } from '../office/actor.ts'
import { limited } from '../office/limits.ts'
import { requireStaff } from '../office/session.ts'
import { sendPdf } from '../tracking/send-file.ts'
import { readForm } from '../ui/form.ts'
import type { FilingDeps } from './deps.ts'
import { openPrepared, type Opened } from './prepared.ts'
import {
  OPEN_PATH,
  PreparedAtCounterPage,
  PRINT_PATH,
  type OpenedShown,
} from './prepared-at-counter-page.tsx'
import { readCode, showCode } from './prepared-code.ts'
import { printedDeclaration } from './prepared-print.ts'
import { useOfPreparation } from './prepared-store.ts'

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
    if (!found) {
      const use = await useShown(deps, me, readCode(typed) ?? '')
      const problems = [use ? { ...UNKNOWN, code: 'used', message: use.words } : UNKNOWN]
      return reply.page(h(PreparedAtCounterPage, { me, typed, problems }), 422)
    }
    const opened = await shownOf(deps, { me, found, code: readCode(typed)! })
    return reply.page(h(PreparedAtCounterPage, { me, typed, opened }))
  })

  app.post(PRINT_PATH, limited(deps, 'openPrepared'), async (req, reply): Promise<FastifyReply> => {
    const me = requireStaff(req, 'receptionist')
    const form = await readForm(req)
    const typed = form.text('code')
    const found = await openPrepared(deps, { typed, by: me })
    if (!found) return reply.page(h(PreparedAtCounterPage, { me, typed, problems: [UNKNOWN] }), 422)
    const code = readCode(typed)!
    const { formId, formVersion, answers, preparedAt } = found
    const prepared = { code, answers, preparedAt, form: { id: formId, version: formVersion } }
    const pdf = await printedDeclaration(deps, prepared)
    return sendPdf(reply, { pdf, name: `to-khai-${showCode(code)}.pdf` })
  })
}

type Looked = { me: StaffActor; found: Opened; code: string }

async function shownOf(deps: FilingDeps, { me, found, code }: Looked): Promise<OpenedShown> {
  const { law } = deps
  const form = law.form(found.formId, found.formVersion)
  const showing = { lang: 'vi', codeLists: law.codeLists, today: toDay(found.preparedAt) } as const
  return {
    code,
    procedure: law.procedures().find((each) => each.code === found.procedureCode),
    procedureCode: found.procedureCode,
    preparedAt: found.preparedAt,
    expiresAt: found.expiresAt,
    use: await useShown(deps, me, code),
    sections: shownAnswers(form, found.answers, showing),
  }
}

async function useShown(
  { db, directory }: FilingDeps,
  me: StaffActor,
  code: string,
): Promise<OpenedShown['use']> {
  return inContext(db, me, async (tx) => {
    const use = await useOfPreparation(tx, code)
    if (use === undefined) return null
    const isReadable = (await stateById(tx, use.dossierId)) !== null
    const dossierId = isReadable ? use.dossierId : null
    return { words: usedWords(use, directory.get(use.officeId).name), dossierId }
  })
}
