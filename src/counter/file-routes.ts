/** Papers and files as bytes: each request is checked by the person's scopes and leaves a reading. */
import type { FastifyInstance, FastifyReply } from 'fastify'
import { inContext } from '../db/context.ts'
import { filesOfDossier, historyOf, recordReading, stateById } from '../dossier/store.ts'
import { isUuid, newId } from '../lib/ids.ts'
import { NotFound } from '../lib/problem.ts'
import type { StaffActor } from '../office/actor.ts'
import { requireStaff } from '../office/session.ts'
import { sendPicture } from '../paper/send-picture.ts'
import type { CounterDeps } from './deps.ts'
import { pictureOf } from './markable-files.ts'
import { isPaperKind, officePaper } from './papers.ts'

type PaperParams = { id: string; kind: string }
type FileParams = { dossierId: string; fileId: string }
type PageParams = FileParams & { page: string }

export async function fileRoutes(app: FastifyInstance, deps: CounterDeps): Promise<void> {
  app.get<{ Params: PaperParams }>('/quay/:id/giay-to/:kind.pdf', async (req, reply) => {
    const me = requireStaff(req)
    const { id, kind } = req.params
    if (!isPaperKind(kind)) throw new NotFound()
    const { pdf, fileName } = await officePaper(deps, { dossierId: id, kind, by: me })
    return sendBytes(reply, { bytes: pdf, mediaType: 'application/pdf', fileName })
  })
  app.get<{ Params: FileParams }>('/tep/:dossierId/:fileId', async (req, reply) => {
    const me = requireStaff(req)
    const file = await openFile(deps, me, req.params)
    const bytes = await deps.files.read(file.sha256)
    if (!bytes) throw new NotFound('Kho tệp không còn tệp này. Hãy báo quản trị hệ thống.')
    return sendBytes(reply, { bytes, mediaType: file.media_type, fileName: file.name })
  })
  app.get<{ Params: PageParams }>('/tep/:dossierId/:fileId/trang/:page', async (req, reply) => {
    const me = requireStaff(req)
    const page = Number(req.params.page)
    const file = await openFile(deps, me, req.params)
    const { db, files, pictures } = deps
    if (pictures === undefined) throw new NotFound()
    const events = await inContext(db, me, (tx) => historyOf(tx, req.params.dossierId))
    const as = pictureOf(file, { events, page, size: 'whole' })
    return sendPicture(reply, { files, pictures }, as)
  })
  app.get<{ Params: { id: string; what: string } }>(
    '/quay/:id/van-ban/:what.pdf',
    async (req, reply) => {
      const me = requireStaff(req, 'receptionist')
      const { sha256, fileName } = await openResult(deps, me, req.params)
      const bytes = await deps.files.read(sha256)
      if (!bytes) throw new NotFound('Kho tệp không còn văn bản này. Hãy báo quản trị hệ thống.')
      return sendBytes(reply, { bytes, mediaType: 'application/pdf', fileName })
    },
  )
}

async function openFile(deps: CounterDeps, me: StaffActor, { dossierId, fileId }: FileParams) {
  if (!isUuid(dossierId) || !isUuid(fileId)) throw new NotFound()
  return inContext(deps.db, me, async (tx) => {
    const file = (await filesOfDossier(tx, dossierId)).find(({ id }) => id === fileId)
    if (!file) throw new NotFound()
    const reading = { dossierId, personId: me.personId, officeId: me.officeId }
    await recordReading(tx, newId(deps.now()), {
      ...reading,
      what: 'giấy tờ trong hồ sơ',
      purpose: 'xem giấy tờ',
    })
    return file
  })
}

/** The draft that the applicant looks at (`ban-nhap`), or the sealed result (`ket-qua`). */
async function openResult(
  deps: CounterDeps,
  me: StaffActor,
  { id, what }: { id: string; what: string },
): Promise<{ sha256: string; fileName: string }> {
  if (!isUuid(id)) throw new NotFound()
  return inContext(deps.db, me, async (tx) => {
    const state = await stateById(tx, id)
    const sha256 =
      what === 'ban-nhap'
        ? state?.draft?.sha256
        : what === 'ket-qua'
          ? state?.result?.sealedHash
          : undefined
    if (!state || !sha256) throw new NotFound()
    const reading = { dossierId: id, personId: me.personId, officeId: me.officeId }
    const purpose = what === 'ban-nhap' ? 'cho người nộp xem bản nháp' : 'trả kết quả'
    await recordReading(tx, newId(deps.now()), { ...reading, what: 'văn bản kết quả', purpose })
    return { sha256, fileName: `${what}-${state.code}.pdf` }
  })
}

/** What came from outside never runs here: its type is ours, nothing guesses it, pictures stand in a sandbox. */
export function sendBytes(
  reply: FastifyReply,
  file: { bytes: Uint8Array; mediaType: string; fileName: string },
): FastifyReply {
  const isPdf = file.mediaType === 'application/pdf'
  // The browser's own PDF viewer does not start inside a sandbox.
  const policy = isPdf ? "object-src 'self'; style-src 'unsafe-inline'" : 'sandbox'
  return reply
    .header('content-security-policy', `default-src 'none'; frame-ancestors 'self'; ${policy}`)
    .header('x-frame-options', 'SAMEORIGIN')
    .header('x-content-type-options', 'nosniff')
    .header('cache-control', 'private, no-store')
    .header('content-disposition', disposition(file.fileName))
    .type(file.mediaType)
    .send(Buffer.from(file.bytes))
}

function disposition(fileName: string): string {
  const plain = fileName.replace(/[^A-Za-z0-9._-]+/g, '-')
  return `inline; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(fileName)}`
}
