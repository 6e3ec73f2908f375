import type { FastifyReply } from 'fastify'

/** The answer is a CSV file of that name, never kept by anything on its way. */
export function download(reply: FastifyReply, name: string): FastifyReply {
  return reply
    .type('text/csv; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('content-disposition', `attachment; filename="${name}"`)
}
