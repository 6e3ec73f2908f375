/** Tờ khai as PDF: of a draft, for its owner; empty, for anyone. From the same definition as the pages. */
import type { FastifyInstance } from 'fastify'
import { isPrepared } from '../catalogue/procedure.ts'
import { toDay, toLocalMinute } from '../lib/time.ts'
import { sendPdf } from '../tracking/send-file.ts'
import { askingOf } from './asking.ts'
import { draftDeclaration, emptyDeclaration } from './declaration-paper.ts'
import type { FilingDeps } from './deps.ts'
import { openFiling, publishedFor } from './load.ts'
import { sendPrepared } from './prepare-routes.ts'

export function declarationRoutes(app: FastifyInstance, deps: FilingDeps): void {
  app.get('/nop/:code/to-khai.pdf', async (req, reply) => {
    const asking = askingOf(req)
    const { procedure, form, validated, facts, office, draft } = await openFiling(deps, asking)
    if (isPrepared(procedure)) return sendPrepared(deps, asking, { reply, draftId: draft.id })
    const paper = draftDeclaration({
      form,
      answers: validated.answers,
      codeLists: facts.codeLists,
      today: facts.today,
      createdAt: draft.savedAt.toISOString(),
      declaredAt: toLocalMinute(deps.now()),
      development: deps.isTrial,
      addressee: office?.name ?? null,
    })
    const pdf = await rendered(deps, paper)
    return sendPdf(reply, { pdf, name: `to-khai-${asking.code}.pdf` })
  })

  app.get<{ Params: { code: string } }>('/thu-tuc/:code/to-khai-trong.pdf', async (req, reply) => {
    const { code } = req.params
    const { form, facts } = publishedFor(deps, { code, lang: req.lang })
    const paper = emptyDeclaration({
      form,
      codeLists: facts.codeLists,
      createdAt: `${form.validFrom}T00:00:00Z`,
      development: deps.isTrial,
      addressee: null,
    })
    const pdf = await rendered(deps, paper)
    return sendPdf(reply, { pdf, name: `to-khai-trong-${code}.pdf` })
  })
}

function rendered({ papers, now }: FilingDeps, paper: ReturnType<typeof emptyDeclaration>) {
  const { version } = papers.versionOn('declaration', toDay(now()))
  return papers.render('declaration', version, paper)
}
