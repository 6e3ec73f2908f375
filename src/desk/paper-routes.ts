import type { FastifyInstance } from 'fastify'
import { inContext } from '../db/context.ts'
import { recordReading, stateById } from '../dossier/store.ts'
import { isUuid, newId } from '../lib/ids.ts'
import { NotFound } from '../lib/problem.ts'
import type { StaffActor } from '../office/actor.ts'
import { requireStaff } from '../office/session.ts'
import { apologyLettersOf } from '../dossier/clocks/store.ts'
import type { DeskDeps } from './deps.ts'
import { purposeOf } from './purpose.ts'

type PaperParams = { id: string; file: string }

/** Papers that the house made of a dossier (draft, submitted, signed, sealed), by their content. */
export async function paperRoutes(app: FastifyInstance, deps: DeskDeps): Promise<void> {
  app.get<{ Params: PaperParams }>('/viec/:id/van-ban/:file', async (req, reply) => {
    const me = requireStaff(req)
    const { sha256, name } = await openPaper(deps, me, req.params)
    const bytes = await deps.result.files.read(sha256)
    if (!bytes) throw new NotFound('Kho tệp không còn văn bản này. Hãy báo quản trị hệ thống.')
    // Inside our own pages only; the browser's own viewer of PDFs does not start in a sandbox.
    const policy =
      "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"
    return reply
      .header('content-security-policy', policy)
      .header('x-frame-options', 'SAMEORIGIN')
      .header('cache-control', 'private, no-store')
      .header('content-disposition', `inline; filename="${name}.pdf"`)
      .type('application/pdf')
      .send(Buffer.from(bytes))
  })
}

/** Only what belongs to this dossier now; that it was opened is written in the same transaction. */
async function openPaper(deps: DeskDeps, me: StaffActor, { id, file }: PaperParams) {
  const sha256 = /^([0-9a-f]{64})\.pdf$/.exec(file)?.[1]
  if (!isUuid(id) || sha256 === undefined) throw new NotFound()
  return inContext(deps.result.dossier.db, me, async (tx) => {
    const state = await stateById(tx, id)
    const { draft, result } = state ?? { draft: null, result: null }
    const letters = await apologyLettersOf(tx, id)
    const correction = state?.correction
    const results = [draft?.sha256, result?.documentHash, result?.signedHash, result?.sealedHash]
    const own = [...results, ...letters, correction?.documentHash, correction?.signedHash]
    if (!state || !own.includes(sha256)) throw new NotFound()
    await recordReading(tx, newId(deps.result.now()), {
      dossierId: id,
      personId: me.personId,
      officeId: me.officeId,
      what: 'văn bản kết quả',
      purpose: purposeOf(me),
    })
    return { sha256, name: `${state.code}-${sha256.slice(0, 8)}` }
  })
}
