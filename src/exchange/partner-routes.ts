/** `/api/partner/v1`: the door of the agencies of outside legs, and its description for those who build the other side. */
import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { inContext } from '../db/context.ts'
import { dossierIdByCode } from '../dossier/store.ts'
import { NotFound } from '../lib/problem.ts'
import { setUpDoor } from './door.ts'
import { partnerActor, type PartnerDeps } from './partner-deps.ts'
import { PARTNER_DESCRIPTION } from './partner-description.ts'
import { senderOf, takeFromPartner } from './partner-receive.ts'
import { FileParams, LegStatus, Taken } from './partner-schema.ts'
import { isShared } from './partner-store.ts'
import { ProblemDocument } from './schema.ts'

const BASE = '/api/partner/v1'
/** One result file in base64 with its words. */
const MOST_BODY_BYTES = 15_000_000
const config = { rateLimit: { max: 6000, timeWindow: '1 minute' } }

const refusals = {
  401: { ...ProblemDocument, description: 'Chữ ký không đúng, đã dùng, hoặc quá 5 phút.' },
  404: { ...ProblemDocument, description: 'Cơ quan này không có chặng như vậy.' },
  409: { ...ProblemDocument, description: 'Số thứ tự đã dùng cho một tin có nội dung khác.' },
  422: { ...ProblemDocument, description: 'Nội dung cần sửa; mọi điều cần sửa được nêu một lần.' },
}

export async function partnerRoutes(app: FastifyInstance, deps: PartnerDeps): Promise<void> {
  await app.register(async (scope) => {
    await scope.register(swagger, { openapi: PARTNER_DESCRIPTION })
    await scope.register(async (door) => {
      setUpDoor(door, { ...deps, mostBodyBytes: MOST_BODY_BYTES })
      statusRoute(door, deps)
      fileRoute(door, deps)
    })
    scope.get('/api/partner/openapi.json', { schema: { hide: true } }, async (_req, reply) =>
      reply.type('application/json').send(JSON.stringify(scope.swagger())),
    )
  })
}

function statusRoute(app: FastifyInstance, deps: PartnerDeps): void {
  const schema = {
    summary: 'Cơ quan báo tình trạng chặng của mình',
    body: LegStatus,
    response: { 200: Taken, ...refusals },
  }
  app.post<{ Body: LegStatus }>(`${BASE}/statuses`, { config, schema }, async (req) => {
    const taken = await takeFromPartner(deps, req.body, req.partnerKey)
    req.work = 'saved'
    return taken
  })
}

type OfFile = { Params: { code: string; leg: string; sha256: string } }

function fileRoute(app: FastifyInstance, deps: PartnerDeps): void {
  const schema = {
    summary: 'Tải một tệp được nêu trong tin của chặng',
    params: FileParams,
    response: { 200: BYTES, ...refusals },
  }
  const path = `${BASE}/dossiers/:code/legs/:leg/files/:sha256`
  app.get<OfFile>(path, { config, schema }, async (req, reply) => {
    const { code, leg, sha256 } = req.params
    const partner = senderOf(deps, req.partnerKey).id
    const isOurs = await inContext(deps.db, partnerActor(deps.directory), async (tx) => {
      const dossierId = await dossierIdByCode(tx, code)
      return dossierId !== undefined && isShared(tx, { dossierId, leg, partner, sha256 })
    })
    const bytes = isOurs ? await deps.files.read(sha256) : undefined
    if (!bytes) throw new NotFound()
    return reply
      .type('application/octet-stream')
      .header('cache-control', 'no-store')
      .send(Buffer.from(bytes))
  })
}

const BYTES = {
  description: 'Nội dung tệp',
  content: { 'application/octet-stream': { schema: Type.String({ format: 'binary' }) } },
}
