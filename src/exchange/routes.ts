/** `/api/portal/v1`: the door of the National Portal, and its description for those who build the other side. */
import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { confirmFromPortal, supplementFromPortal, withdrawFromPortal } from './change.ts'
import type { ExchangeDeps } from './deps.ts'
import { setUpDoor } from './door.ts'
import { DESCRIPTION } from './description.ts'
import { receive } from './receive.ts'
import {
  Changed,
  CodeParams,
  Confirmation,
  HandOver,
  ProblemDocument,
  Received,
  Standing,
  Supplement,
  Withdrawal,
} from './schema.ts'
import { documentOf, standingOf } from './standing.ts'

type OfCode = { Params: { code: string } }
const BASE = '/api/portal/v1/dossiers'

/** Partners send many requests from one address; the signature is what holds strangers off. */
const config = { rateLimit: { max: 6000, timeWindow: '1 minute' } }

export async function exchangeRoutes(app: FastifyInstance, deps: ExchangeDeps): Promise<void> {
  await app.register(async (scope) => {
    await scope.register(swagger, { openapi: DESCRIPTION })
    await scope.register(async (door) => {
      setUpDoor(door, deps)
      dossierRoutes(door, deps)
      changeRoutes(door, deps)
    })
    scope.get('/api/openapi.json', { schema: { hide: true } }, async (_req, reply) =>
      reply.type('application/json').send(JSON.stringify(scope.swagger())),
    )
  })
}

const refusals = {
  401: { ...ProblemDocument, description: 'Chữ ký không đúng, đã dùng, hoặc quá 5 phút.' },
  404: { ...ProblemDocument, description: 'Không có hồ sơ này.' },
  409: {
    ...ProblemDocument,
    description: 'Trạng thái hồ sơ không cho phép, hoặc mã đã dùng cho nội dung khác.',
  },
  422: { ...ProblemDocument, description: 'Nội dung cần sửa; mọi điều cần sửa được nêu một lần.' },
}

function dossierRoutes(app: FastifyInstance, deps: ExchangeDeps): void {
  const handOver = {
    summary: 'Chuyển một hồ sơ từ Cổng Dịch vụ công quốc gia (NopHoSo)',
    body: HandOver,
    response: { 200: Received, 201: Received, ...refusals },
  }
  app.post<{ Body: HandOver }>(BASE, { config, schema: handOver }, async (req, reply) => {
    const { received, isRepeat } = await receive(deps, req.body, req.partnerKey)
    req.work = 'saved'
    return reply.code(isRepeat ? 200 : 201).send(received)
  })
  const standing = {
    summary: 'Xem trạng thái hồ sơ',
    params: CodeParams,
    response: { 200: Standing, ...refusals },
  }
  app.get<OfCode>(`${BASE}/:code`, { config, schema: standing }, (req) =>
    standingOf(deps, req.params.code),
  )
  for (const which of ['draft', 'result'] as const) {
    const schema = {
      summary: which === 'draft' ? 'Tải bản nháp chờ xác nhận' : 'Tải kết quả đã ký số, đóng dấu',
      params: CodeParams,
      response: { 200: PDF, ...refusals },
    }
    app.get<OfCode>(`${BASE}/:code/${which}`, { config, schema }, async (req, reply) => {
      const pdf = await documentOf(deps, req.params.code, which)
      return reply
        .type('application/pdf')
        .header('cache-control', 'no-store')
        .send(Buffer.from(pdf))
    })
  }
}

const PDF = {
  description: 'Tệp PDF/A',
  content: { 'application/pdf': { schema: Type.String({ format: 'binary' }) } },
}

function changeRoutes(app: FastifyInstance, deps: ExchangeDeps): void {
  const response = { 200: Changed, ...refusals }
  const supplement = {
    summary: 'Người nộp bổ sung hồ sơ (DanhSachHoSoBoSung)',
    params: CodeParams,
    body: Supplement,
    response,
  }
  app.post<OfCode & { Body: Supplement }>(
    `${BASE}/:code/supplements`,
    { config, schema: supplement },
    async (req) => supplementFromPortal(deps, req.params.code, req.body),
  )
  const confirm = {
    summary: 'Người nộp trả lời về bản nháp kết quả',
    params: CodeParams,
    body: Confirmation,
    response,
  }
  app.post<OfCode & { Body: Confirmation }>(
    `${BASE}/:code/confirmations`,
    { config, schema: confirm },
    async (req) => confirmFromPortal(deps, req.params.code, req.body),
  )
  const withdraw = {
    summary: 'Người nộp yêu cầu rút hồ sơ',
    params: CodeParams,
    body: Withdrawal,
    response,
  }
  app.post<OfCode & { Body: Withdrawal }>(
    `${BASE}/:code/withdrawals`,
    { config, schema: withdraw },
    async (req) => withdrawFromPortal(deps, req.params.code, req.body),
  )
}
