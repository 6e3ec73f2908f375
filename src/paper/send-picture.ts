import type { FastifyReply } from 'fastify'
import { NotFound } from '../lib/problem.ts'
import type { Intake } from './intake.ts'
import { PictureUnreadable, type MadePicture } from './pictures.ts'

/** A picture made from an original of the store. Throws NotFound when the store does not have it, or nobody can open it. */
export async function sendPicture(
  reply: FastifyReply,
  { files, pictures }: Pick<Intake, 'files' | 'pictures'>,
  as: MadePicture,
): Promise<FastifyReply> {
  const bytes = await files.read(as.sha256)
  if (bytes === undefined) throw new NotFound()
  const picture = await pictures.made(bytes, as).catch((error: unknown) => {
    throw error instanceof PictureUnreadable ? new NotFound(error.message) : error
  })
  return reply
    .header('cache-control', 'private, no-store')
    .header('content-security-policy', "default-src 'none'; sandbox; frame-ancestors 'none'")
    .header('x-content-type-options', 'nosniff')
    .type('image/jpeg')
    .send(Buffer.from(picture))
}
