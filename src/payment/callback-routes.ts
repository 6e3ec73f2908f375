/** `/api/payment/v1/callbacks`: the gateway's signed word. Read as bytes, believed by its signature, and only then understood. */
import type { FastifyInstance, FastifyReply } from 'fastify'
import { takeMessage, type Taken } from './online.ts'
import type { PaymentDeps } from './deps.ts'

const MOST_BODY_BYTES = 4000
const config = { rateLimit: { max: 6000, timeWindow: '1 minute' } }

export async function callbackRoutes(app: FastifyInstance, deps: PaymentDeps): Promise<void> {
  await app.register(async (door) => {
    door.removeAllContentTypeParsers()
    door.addContentTypeParser(
      'application/json',
      { parseAs: 'buffer', bodyLimit: MOST_BODY_BYTES },
      (_req, body, done) => done(null, body),
    )
    door.post('/api/payment/v1/callbacks', { config }, async (req, reply) => {
      const gateway = deps.gateway()
      if (!gateway) return refuse(reply, { status: 401, code: 'noGateway' })
      const taken = await takeMessage(deps, gateway, {
        authorization: req.headers.authorization,
        method: req.method,
        path: req.raw.url ?? '',
        body: (req.body as Buffer | undefined) ?? Buffer.alloc(0),
        now: deps.now(),
      })
      if (taken.kind === 'taken') req.work = 'saved'
      if (taken.kind === 'taken') return { taken: true, isRepeat: taken.isRepeat }
      return refuse(reply, { status: statusOf(taken.why), code: taken.why })
    })
  })
}

type Refused = Extract<Taken, { kind: 'refused' }>['why']

function statusOf(why: Refused): 401 | 422 {
  return why === 'signature' || why === 'timestamp' ? 401 : 422
}

const WHY: Record<Refused | 'noGateway', string> = {
  noGateway: 'Hệ thống này không nối với cổng thanh toán.',
  signature: 'Chữ ký của tin không đúng.',
  timestamp: 'Thời điểm ký lệch quá xa so với đồng hồ của hệ thống.',
  shape: 'Tin không đúng mẫu.',
  order: 'Không có giao dịch nào mang mã này.',
  amount: 'Số tiền khác với số tiền của giao dịch.',
  dossier: 'Mã hồ sơ khác với hồ sơ của giao dịch.',
}

function refuse(
  reply: FastifyReply,
  { status, code }: { status: 401 | 422; code: keyof typeof WHY },
): FastifyReply {
  const title = status === 401 ? 'Chưa xác thực được bên gửi' : 'Tin không được nhận'
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .type('application/problem+json')
    .send(
      JSON.stringify({
        type: `urn:motcua:problem:${status === 401 ? 'unauthorized' : 'invalid'}`,
        title,
        status,
        code,
        detail: WHY[code],
        instance: `urn:motcua:incident:${reply.request.id}`,
      }),
    )
}
