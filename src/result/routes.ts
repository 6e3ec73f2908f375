/** Public verification: by the code on the paper, and by the file itself. Nothing of a file that is sent here is kept. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { h } from 'preact'
import type { Db } from '../db/connect.ts'
import { sha256Hex } from '../lib/canonical.ts'
import { Invalid } from '../lib/problem.ts'
import { limited } from '../office/limits.ts'
import { wholeOf } from '../paper/arriving.ts'
import type { FileStore } from '../paper/files.ts'
import type { Trust } from '../signing/signer.ts'
import { verifyPdf, type Verdict } from '../signing/verify.ts'
import { readForm } from '../ui/form.ts'
import { paths } from '../ui/paths.ts'
import { CheckPage, VerdictPage } from './pages.tsx'
import { issuedPaper, standingOf } from './store.ts'
import { readCode, recorded, unrecorded, type PaperVerdict } from './verification.ts'
import { verificationWording } from './wording.ts'

export type ResultRoutesDeps = { db: Db; files: FileStore; trust: Trust; now: () => Date }

const LARGEST = 10_000_000

export async function resultRoutes(app: FastifyInstance, deps: ResultRoutesDeps): Promise<void> {
  app.get(paths.verify, (req, reply) => start(req, reply))
  app.post(paths.verify, limited(deps, 'verify'), (req, reply) => checkFile(req, reply, deps))
  app.get<{ Params: { token: string } }>(
    `${paths.verify}/:token`,
    limited(deps, 'verify'),
    async (req, reply) => {
      const token = readCode(req.params.token)
      const verdict: PaperVerdict = token
        ? await byToken(deps, token)
        : { is: 'unknown', because: 'noSuchCode' }
      return reply.page(
        h(VerdictPage, { verdict, by: 'code' }),
        verdict.is === 'unknown' ? 404 : 200,
      )
    },
  )
}

/** The form, or on to the paper whose code was typed. */
async function start(req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ma } = req.query as { ma?: unknown }
  if (typeof ma !== 'string') return reply.page(h(CheckPage, { problems: [] }))
  const token = readCode(ma)
  if (token) return reply.redirect(`${paths.verify}/${token}`, 303)
  const t = verificationWording(req.lang)
  const message = ma.trim() === '' ? t.codeEmpty : t.codeWrong
  const problems = [{ code: 'codeWrong', field: 'ma', message }]
  return reply.page(h(CheckPage, { typed: ma.slice(0, 300), problems }), 422)
}

/** What the house says of the paper with this code. */
export async function byToken(
  { db, files, trust }: ResultRoutesDeps,
  token: string,
): Promise<PaperVerdict> {
  const paper = await issuedPaper(db, { token })
  if (paper) return recorded(paper, await storedVerdict(files, paper.sha256, trust))
  const standing = await standingOf(db, { documentId: token })
  return standing ? { is: 'notYet', standing } : { is: 'unknown', because: 'noSuchCode' }
}

/** What the original's own signatures say; null while the store does not have it: the record alone then answers. */
async function storedVerdict(
  files: FileStore,
  sha256: string,
  trust: Trust,
): Promise<Verdict | null> {
  const pdf = await files.read(sha256)
  return pdf ? verifyPdf(pdf, trust) : null
}

async function checkFile(
  req: FastifyRequest,
  reply: FastifyReply,
  deps: ResultRoutesDeps,
): Promise<FastifyReply> {
  const t = verificationWording(req.lang)
  try {
    const form = await readForm(req, {
      files: { maxFiles: 1, maxBytes: LARGEST, store: ({ stream }) => wholeOf(stream) },
    })
    const [bytes] = form.files
    if (!bytes || bytes.length === 0)
      throw new Invalid({ code: 'fileMissing', field: 'tep', message: t.fileMissing })
    if (!bytes.subarray(0, 1024).includes('%PDF-'))
      throw new Invalid({ code: 'fileType', field: 'tep', message: t.fileOther })
    const verdict = await byFile(deps, bytes)
    return reply.page(h(VerdictPage, { verdict, by: 'file' }))
  } catch (error) {
    if (!(error instanceof Invalid)) throw error
    return reply.page(h(CheckPage, { problems: error.problems }), 422)
  }
}

/** The records first: a file that is byte for byte an issued one needs no further proof. */
async function byFile({ db, trust }: ResultRoutesDeps, bytes: Buffer): Promise<PaperVerdict> {
  const sha256 = sha256Hex(bytes)
  const verdict = await verifyPdf(bytes, trust)
  const paper = await issuedPaper(db, { sha256 })
  if (paper) return recorded(paper, verdict)
  const standing = await standingOf(db, { sha256 })
  if (standing && standing.state !== 'issued') return { is: 'notYet', standing }
  return unrecorded(verdict, bytes.includes('/ByteRange'))
}
