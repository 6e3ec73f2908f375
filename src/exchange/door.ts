/** The signed door: nobody comes in whose request is not signed by a known key, fresh, and the first of its kind. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Invalid } from '../lib/problem.ts'
import { countAgainst } from '../office/limits.ts'
import type { ExchangeDeps } from './deps.ts'
import { demandShape } from './schema.ts'
import {
  isSignedBy,
  isTimely,
  readAuthorization,
  SCHEME,
  type Credentials,
  type Distrust,
} from './signature.ts'
import { useNonce } from './store.ts'

/** Twenty files in base64 with a declaration; a single file is limited apart. */
export const MOST_BODY_BYTES = 42_000_000

declare module 'fastify' {
  interface FastifyRequest {
    /** The key that signed this request of a partner; set before the handler runs. */
    partnerKey: string
  }
}

type DoorDeps = Pick<ExchangeDeps, 'db' | 'keys' | 'now'> & { mostBodyBytes?: number }

/** Bodies are read as bytes, believed by their signature, and only then understood and held against the schema. */
export function setUpDoor(app: FastifyInstance, deps: DoorDeps): void {
  app.decorateRequest('partnerKey', '')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer', bodyLimit: deps.mostBodyBytes ?? MOST_BODY_BYTES },
    (_req, body, done) => done(null, body),
  )
  app.setValidatorCompiler(({ schema }) => (value) => {
    demandShape(schema, value)
    return { value }
  })
  app.addHook('onRequest', async (req, reply) => {
    const credentials = readAuthorization(req.headers.authorization)
    if (!credentials) return distrust(reply, 'authorization')
    if (!isTimely(credentials, deps.now())) return distrust(reply, 'timestamp')
    if (!Object.hasOwn(deps.keys, credentials.keyId)) return distrust(reply, 'signature')
  })
  app.addHook('preValidation', async (req, reply) => {
    const credentials = readAuthorization(req.headers.authorization)!
    const why = await whyNot(deps, req, credentials)
    if (why) return distrust(reply, why)
    req.partnerKey = credentials.keyId
    if (req.body !== undefined) req.body = parsed(req.body as Buffer)
  })
}

async function whyNot(
  { db, keys, now }: DoorDeps,
  req: FastifyRequest,
  credentials: Credentials,
): Promise<Distrust | null> {
  const { keyId, nonce } = credentials
  const body = (req.body as Buffer | undefined) ?? Buffer.alloc(0)
  const request = { method: req.method, path: req.raw.url ?? '', body }
  if (!isSignedBy(request, credentials, keys[keyId])) return 'signature'
  if (!(await useNonce(db, { keyId, nonce, at: now() }))) return 'nonce'
  await countAgainst({ db, now }, 'partner', keyId)
  return null
}

const WHY: Record<Distrust, string> = {
  authorization: 'Yêu cầu thiếu chữ ký hoặc chữ ký sai dạng.',
  timestamp: 'Thời điểm ký lệch quá 5 phút so với đồng hồ của hệ thống.',
  signature: 'Chữ ký của yêu cầu không đúng.',
  nonce: 'Yêu cầu này đã được dùng. Mỗi lần gửi phải ký lại với nonce mới.',
}

function distrust(reply: FastifyReply, reason: Distrust): FastifyReply {
  return reply
    .code(401)
    .header('www-authenticate', SCHEME)
    .header('cache-control', 'no-store')
    .type('application/problem+json')
    .send(
      JSON.stringify({
        type: 'urn:motcua:problem:unauthorized',
        title: 'Chưa xác thực được bên gửi',
        status: 401,
        code: 'unauthorized',
        detail: WHY[reason],
        reason,
        instance: `urn:motcua:incident:${reply.request.id}`,
      }),
    )
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    throw new Invalid({ code: 'json', message: 'Nội dung gửi đến không phải JSON (UTF-8).' })
  }
}
