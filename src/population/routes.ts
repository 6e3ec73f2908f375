import type { FastifyInstance } from 'fastify'
import { h } from 'preact'
import type { Db } from '../db/connect.ts'
import { inContext } from '../db/context.ts'
import { showDay, showTime, toLocalMinute } from '../lib/time.ts'
import { requireCitizen } from '../office/session.ts'
import type { Lang } from '../ui/i18n.ts'
import { inquiriesAbout } from './inquiry-store.ts'
import { InquiriesPage } from './pages.tsx'
import { INQUIRIES_PATH } from './paths.ts'

export type PopulationPagesDeps = {
  db: Db
  /** The name of a procedure, or its code when it is no longer known. */
  procedureName: (code: string, lang: Lang) => string
}

export async function populationRoutes(
  app: FastifyInstance,
  { db, procedureName }: PopulationPagesDeps,
): Promise<void> {
  app.get(INQUIRIES_PATH, async (req, reply) => {
    const actor = requireCitizen(req)
    const { personalNumber, personId } = actor
    if (personalNumber === undefined) return reply.page(h(InquiriesPage, { inquiries: undefined }))
    const about = { personalNumber, personId }
    const rows = await inContext(db, actor, (tx) => inquiriesAbout(tx, about))
    const inquiries = rows.map((row) => ({
      ...row,
      at: momentOf(row.askedAt),
      procedure: procedureName(row.procedureCode, req.lang),
    }))
    return reply.page(h(InquiriesPage, { inquiries }))
  })
}

function momentOf(at: Date): string {
  const local = toLocalMinute(at)
  return `${showTime(local)}, ${showDay(local)}`
}
