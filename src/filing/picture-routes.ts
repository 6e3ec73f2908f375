import type { FastifyInstance } from 'fastify'
import { NotFound } from '../lib/problem.ts'
import { requireCitizen } from '../office/session.ts'
import { isDecoded, type PictureSize } from '../paper/pictures.ts'
import { sendPicture } from '../paper/send-picture.ts'
import type { FilingDeps } from './deps.ts'
import { fileOfDraft, type FileOfDraft } from './file-routes.ts'

/** A picture of one's own draft as it will be read: upright and turned; small beside its name, whole to look at (`?co=lon`). */
export function pictureRoutes(app: FastifyInstance, deps: FilingDeps): void {
  app.get('/nop/tep/:draft/:file/anh', async (req, reply) => {
    const file = await fileOfDraft(deps, requireCitizen(req), req.params as FileOfDraft)
    if (!isDecoded(file.mediaType)) throw new NotFound()
    const size: PictureSize = (req.query as { co?: unknown }).co === 'lon' ? 'whole' : 'small'
    return sendPicture(reply, deps.intake, { sha256: file.sha256, turned: file.turned, size })
  })
}
