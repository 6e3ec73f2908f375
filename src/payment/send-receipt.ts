import type { FastifyReply } from 'fastify'

/** A PDF of ours: shown in the tab, kept by nobody on the way. */
export function sendReceipt(
  reply: FastifyReply,
  { pdf, fileName }: { pdf: Uint8Array; fileName: string },
) {
  return reply
    .header('content-type', 'application/pdf')
    .header('content-disposition', `inline; filename="${fileName}"`)
    .header('content-security-policy', PDF_POLICY)
    .header('cache-control', 'private, no-store')
    .send(Buffer.from(pdf))
}

const PDF_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'"
