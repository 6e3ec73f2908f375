import { Type } from 'typebox'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isUuid } from '../lib/ids.ts'
import { NotFound } from '../lib/problem.ts'
import { limited } from '../office/limits.ts'
import { readForm } from '../ui/form.ts'
import { askingOf } from './asking.ts'
import type { FilingDeps } from './deps.ts'
import { filingOfForm, papersToHandIn, type Asking } from './load.ts'
import { begin, PIECE_BYTES, takePiece, type Went } from './pieces.ts'
import type { Target } from './uploads.ts'

type PieceRequest = FastifyRequest<{
  Params: { code: string; id: string }
  Querystring: { ban: string; tu: number }
}>

const Where = Type.Object({
  ban: Type.String({ pattern: '^[0-9a-f-]{36}$' }),
  tu: Type.Integer({ minimum: 0 }),
})

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
      { ...limited(deps, 'piece'), schema: { querystring: Where } },
      async (req: PieceRequest, reply) => {
        const asking = askingOf(req)
        req.checkCsrf(String(req.headers['x-csrf-token'] ?? ''))
        if (!isUuid(req.params.id)) throw new NotFound()
        // The last piece may be empty: it only asks that what has come be taken in.
        const bytes = Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0)
        const piece = { id: req.params.id, from: Number(req.query.tu), bytes }
        const target = await targetOf(deps, asking, req.query.ban)
        const went = await takePiece(deps, piece, target)
        req.work = 'saved'
        return answered(reply, went)
      },
    )
  })
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
  const { draft, needs } = await filingOfForm(deps, asking, draftId)
  return {
    ...asking,
    draftId: draft.id,
    procedureCode: asking.code,
    papers: papersToHandIn(needs),
  }
}
