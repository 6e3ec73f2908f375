/** A stored file on its way to its owner's browser: it can be looked at or kept, and never runs or frames anything. */
import type { FastifyReply } from 'fastify'
import type { FileStore } from '../paper/files.ts'
import { NotFound } from '../lib/problem.ts'

export type SentFile = { sha256: string; name: string; mediaType: string }

/** Photographs are shown in the page's own tab; everything else is handed over to be opened elsewhere. */
const SHOWN = new Set(['image/jpeg', 'image/png'])

/** Throws NotFound when the store does not have it. `isOurs`: made by us, so a PDF may be shown as well. */
export async function sendFile(
  reply: FastifyReply,
  files: FileStore,
  { isOurs = false, ...file }: SentFile & { isOurs?: boolean },
) {
  const stream = await files.open(file.sha256)
  if (stream === undefined) throw new NotFound()
  const isShown = isOurs || SHOWN.has(file.mediaType)
  return reply
    .header('content-type', file.mediaType)
    .header('content-disposition', disposition(isShown ? 'inline' : 'attachment', file.name))
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', isOurs ? OURS : THEIRS)
    .header('cache-control', 'private, no-store')
    .send(stream)
}

/** The PDF of a paper just made. */
export function sendPdf(reply: FastifyReply, { pdf, name }: { pdf: Uint8Array; name: string }) {
  return reply
    .header('content-type', 'application/pdf')
    .header('content-disposition', disposition('inline', name))
    .header('content-security-policy', OURS)
    .header('cache-control', 'private, no-store')
    .send(Buffer.from(pdf))
}

const THEIRS = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"
const OURS =
  "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'"

/** RFC 6266: the plain name for old programs, the real one for all others. */
function disposition(kind: 'inline' | 'attachment', name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const whole = encodeURIComponent(name).replace(/['()*]/g, percent)
  return `${kind}; filename="${plain}"; filename*=UTF-8''${whole}`
}

function percent(sign: string): string {
  return `%${sign.charCodeAt(0).toString(16).toUpperCase()}`
}
