/** What the pages of both sides show alike. */
import type { FastifyRequest } from 'fastify'
import { NotFound } from '../lib/problem.ts'
import type { KeptPhoto } from './code.ts'
import type { PetitionDeps } from './deps.ts'

/** The name of an office, also of one that is closed. */
export const nameIn =
  ({ directory }: Pick<PetitionDeps, 'directory'>) =>
  (officeId: number): string =>
    directory.find(officeId)?.name ?? String(officeId)

/** The picture that the address names as `seq-nth`. Throws NotFound when there is none. */
export function pictureIn(
  req: FastifyRequest,
  events: readonly { seq: number; photos: readonly KeptPhoto[] }[],
) {
  const { photo } = req.params as { photo: string }
  const [seq, nth = -1] = photo.split('-').map(Number)
  const found = events.find((event) => event.seq === seq)?.photos[nth]
  if (found === undefined) throw new NotFound()
  return { sha256: found.sha256, turned: 0, size: 'whole' } as const
}
