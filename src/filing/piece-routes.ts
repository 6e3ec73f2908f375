import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { inContext } from '../db/context.ts'
import { isUuid } from '../lib/ids.ts'
import { NotFound } from '../lib/problem.ts'
import { limited } from '../office/limits.ts'
import { readForm } from '../ui/form.ts'
import { askingOf } from './asking.ts'
import type { FilingDeps } from './deps.ts'
import { filingOfForm, ownerNamed, papersToHandIn, type Asking } from './load.ts'
import { begin, PIECE_BYTES, takePiece, type Went } from './pieces.ts'
import { uploadById } from './piece-store.ts'
import type { Target } from './uploads.ts'

type PieceRequest = FastifyRequest<{
  Params: { code: string; id: string }
  Querystring: { tu?: string }
}>

/**
 * Files in pieces, for lines that break: begin (or find where it stopped), then piece after piece. The page's script speaks it; the
 * plain form stays as it is.
 */
export function pieceRoutes(app: FastifyInstance, deps: FilingDeps): void {
  app.post('/nop/:code/giay-to/phan', async (req, reply) => {
    const asking = askingOf(req)
    const form = await readForm(req)
    const target = await targetOf(deps, asking, form.raw('_draft'))
    const size = Number(form.raw('size'))
    if (!Number.isSafeInteger(size) || size < 0) throw new NotFound()
    const [name, mark] = [form.text('name').slice(0, 255), form.text('mark').slice(0, 100)]
    const begun = await begin(deps, { paper: form.text('paper'), name, size, mark }, target)
    req.work = 'saved'
    if ('code' in begun) return reply.code(422).send({ message: begun.message })
    return reply.send({ ...begun, piece: PIECE_BYTES })
  })

  void app.register(async (scope) => {
    scope.addContentTypeParser(
      'application/octet-stream',
      { parseAs: 'buffer', bodyLimit: PIECE_BYTES },
      (_req, body, done) => done(null, body),
    )
    scope.post(
      '/nop/:code/giay-to/phan/:id',
      limited(deps, 'piece'),
      async (req: PieceRequest, reply) => {
        const asking = askingOf(req)
        req.checkCsrf(String(req.headers['x-csrf-token'] ?? ''))
        const { id } = req.params
        const from = Number(req.query.tu)
        const draftId = await draftOfUpload(deps, asking, id)
        if (draftId === undefined || !Number.isSafeInteger(from)) throw new NotFound()
        // The last piece may be empty: it only asks that what has come be taken in.
        const bytes = Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0)
        const target = await targetOf(deps, asking, draftId)
        const went = await takePiece(deps, { id, from, bytes }, target)
        req.work = 'saved'
        return answered(reply, went)
      },
    )
  })
}

/** Undefined for an upload that is somebody else's, or no more. */
async function draftOfUpload(
  deps: FilingDeps,
  { actor }: Asking,
  id: string,
): Promise<string | undefined> {
  if (!isUuid(id)) return undefined
  return inContext(deps.db, actor, async (tx) => (await uploadById(tx, id))?.draftId)
}

function answered(reply: FastifyReply, went: Went): FastifyReply {
  switch (went.kind) {
    case 'more':
      return reply.send({ received: went.received })
    case 'elsewhere':
      return reply.code(409).send({ received: went.received })
    case 'whole':
      return reply.send({ whole: true })
    case 'refused':
      return reply.code(422).send({ message: went.problem.message })
  }
}

async function targetOf(deps: FilingDeps, asking: Asking, draftId: string): Promise<Target> {
  const filing = await filingOfForm(deps, asking, draftId)
  return {
    ...asking,
    draftId: filing.draft.id,
    procedureCode: asking.code,
    papers: papersToHandIn(filing.needs),
    owner: ownerNamed(filing),
  }
}
