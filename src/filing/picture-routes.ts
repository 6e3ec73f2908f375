import type { FastifyInstance } from 'fastify'
import { inContext } from '../db/context.ts'
import { isUuid } from '../lib/ids.ts'
import { NotFound } from '../lib/problem.ts'
import { requireCitizen } from '../office/session.ts'
import { isDecoded, type PictureSize } from '../paper/pictures.ts'
import { sendPicture } from '../paper/send-picture.ts'
import type { FilingDeps } from './deps.ts'
import { isReadable } from './file-states.ts'
import { draftById } from './store.ts'

/** A picture of one's own draft as it will be read: upright and turned; small beside its name, whole to look at (`?co=lon`). */
export function pictureRoutes(app: FastifyInstance, deps: FilingDeps): void {
  app.get('/nop/tep/:draft/:file/anh', async (req, reply) => {
    const actor = requireCitizen(req)
    const { draft: id, file: fileId } = req.params as { draft: string; file: string }
    const draft = isUuid(id)
      ? await inContext(deps.db, actor, (tx) => draftById(tx, id, deps.now()))
      : undefined
    const file = draft?.files.find((each) => each.id === fileId)
    if (!file || !isDecoded(file.mediaType) || !isReadable(file.scan)) throw new NotFound()
    const size: PictureSize = (req.query as { co?: unknown }).co === 'lon' ? 'whole' : 'small'
    return sendPicture(reply, deps.intake, { sha256: file.sha256, turned: file.turned, size })
  })
}
