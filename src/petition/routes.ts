/** `/phan-anh…`: sending a petition, with an account or without; reading the answer; having the last word. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { h } from 'preact'
import { NotFound, type Problem } from '../lib/problem.ts'
import { inContext } from '../db/context.ts'
import { limited } from '../office/limits.ts'
import { requireCitizen } from '../office/session.ts'
import { arriving } from '../paper/arriving.ts'
import { sendPicture } from '../paper/send-picture.ts'
import { readForm } from '../ui/form.ts'
import { readCode, sealPhoto, type KeptPhoto } from './code.ts'
import type { PetitionDeps } from './deps.ts'
import type { SpokenDossier } from './dossier-store.ts'
import { PetitionFormPage } from './form-page.tsx'
import { petitionsOf, publishedAnswers } from './lists-store.ts'
import { OnePetitionPage } from './one-page.tsx'
import { PETITION_PATH, petitionPaths } from './paths.ts'
import { keepsSmall, photosIn } from './photos.ts'
import { FindPage, OwnPetitionsPage, PublishedPage } from './public-pages.tsx'
import { officesSpokenOf, sendPetition, spokenDossier } from './send.ts'
import { deedIn } from './sender-form.ts'
import { openWithCode, senderDoes } from './sender-acts.ts'
import { nameIn, pictureIn } from './shown.ts'
import { staffPetitionRoutes } from './staff-routes.ts'
import { typedIn, typedProblems, type TypedPetition } from './typed.ts'
import { petitionWording } from './wording.ts'

const A_PAGE = 20
/** More than may be kept, so that whoever chose too many is told so and keeps their words. */
const MOST_SENT = 10
const MOST_BYTES = 10_000_000

export async function petitionRoutes(app: FastifyInstance, deps: PetitionDeps): Promise<void> {
  staffPetitionRoutes(app, deps)
  app.get(PETITION_PATH, async (req, reply) => {
    const dossier = await dossierOf(deps, req, queryOf(req, 'ho-so'))
    return formPage(deps, reply, { req, dossier, typed: firstTyped(req, dossier) })
  })
  app.post(PETITION_PATH, limited(deps, 'petition'), async (req, reply) => {
    const form = await readForm(req, { files: picturesOf(deps, req) })
    const key = form.key()
    const dossier = await dossierOf(deps, req, form.text('dossier'))
    const typed = typedIn(form)
    const offices = new Set(officesSpokenOf(deps).map(({ id }) => id))
    const known = { terms: deps.terms, isOffice: (id: number) => offices.has(id), lang: req.lang }
    const { photos, problems } = photosIn(form, { secret: deps.secret, key, lang: req.lang })
    const all = [...typedProblems(typed, known), ...problems]
    if (all.length > 0)
      return formPage(deps, reply, { req, dossier, typed, problems: all, photos, key })
    const sending = { actor: req.actor, lang: req.lang, key, typed, photos, dossier }
    const code = await sendPetition(deps, sending)
    req.work = 'saved'
    return reply.redirect(`${petitionPaths.one(code)}?xong=gui`, 303)
  })
  app.get(petitionPaths.find, limited(deps, 'openPetition'), (req, reply) => find(req, reply))
  app.get(petitionPaths.mine, async (req, reply) => {
    const actor = requireCitizen(req)
    const rows = await inContext(deps.db, actor, (tx) =>
      petitionsOf(tx, { personId: actor.personId }),
    )
    return reply.page(h(OwnPetitionsPage, { rows, terms: deps.terms, nameOf: nameIn(deps) }))
  })
  app.get(petitionPaths.published, async (req, reply) => {
    const from = new Date(queryOf(req, 'truoc'))
    const before = Number.isNaN(from.getTime()) ? null : from
    const found = await publishedAnswers(deps.db, { before, most: A_PAGE + 1 })
    const rows = found.slice(0, A_PAGE)
    const olderFrom = found.length > A_PAGE ? rows.at(-1)!.publishedAt : null
    const page = { rows, olderFrom, terms: deps.terms, nameOf: nameIn(deps) }
    return reply.page(h(PublishedPage, page))
  })
  app.get(petitionPaths.one(':petition'), limited(deps, 'openPetition'), (req, reply) =>
    onePage(deps, reply, { req, code: codeIn(req) }),
  )
  app.post(petitionPaths.one(':petition'), limited(deps, 'petition'), (req, reply) =>
    act(deps, req, reply),
  )
  app.get(
    `${petitionPaths.one(':petition')}/anh/:photo`,
    limited(deps, 'openPetition'),
    async (req, reply) => {
      const { events } = await openWithCode(deps, codeIn(req))
      return sendPicture(reply, deps.intake, pictureIn(req, events))
    },
  )
}

function picturesOf(deps: PetitionDeps, req: FastifyRequest) {
  const { scanner, pictures } = deps.intake
  const files = req.actor.kind === 'citizen' ? deps.intake.files : keepsSmall(deps.intake)
  const isAsked = (field: string): boolean => field === 'photo'
  return arriving(
    { files, scanner, pictures },
    { maxFiles: MOST_SENT, maxBytes: MOST_BYTES, lang: req.lang, isAsked },
  )
}

function queryOf(req: FastifyRequest, name: string): string {
  const value = (req.query as Record<string, unknown>)[name]
  return typeof value === 'string' ? value.slice(0, 60) : ''
}

/** Null when none is named. Whoever names one has to be signed in, and it has to be theirs. */
async function dossierOf(
  deps: PetitionDeps,
  req: FastifyRequest,
  id: string,
): Promise<SpokenDossier | null> {
  return id === '' ? null : spokenDossier(deps, requireCitizen(req), id)
}

/** What is known of somebody who has signed in is typed already; whether they give it is theirs to say. */
function firstTyped({ actor }: FastifyRequest, dossier: SpokenDossier | null): TypedPetition {
  const known = actor.kind === 'citizen' ? actor : undefined
  return {
    topic: '',
    office: dossier === null ? '' : String(dossier.officeId),
    head: '',
    words: '',
    named: '',
    fullName: known?.name ?? '',
    address: '',
    contact: known?.phone ?? known?.email ?? '',
  }
}

type Shown = {
  req: FastifyRequest
  dossier: SpokenDossier | null
  typed: TypedPetition
  problems?: readonly Problem[]
  photos?: readonly KeptPhoto[]
  key?: string
}

function formPage(deps: PetitionDeps, reply: FastifyReply, shown: Shown) {
  const { req, dossier, typed, problems = [], photos = [], key } = shown
  const page = {
    terms: deps.terms,
    offices: officesSpokenOf(deps),
    dossier,
    typed,
    carried: carriedOf(deps, key, photos),
    problems,
    isSignedIn: req.actor.kind === 'citizen',
    idempotencyKey: key,
  }
  return reply.page(h(PetitionFormPage, page), problems.length > 0 ? 422 : 200)
}

function carriedOf(deps: PetitionDeps, key: string | undefined, photos: readonly KeptPhoto[]) {
  if (key === undefined) return []
  return photos.map((photo) => ({
    sha256: photo.sha256,
    sealed: sealPhoto(deps.secret, key, photo),
  }))
}

async function find(req: FastifyRequest, reply: FastifyReply) {
  const typed = queryOf(req, 'ma')
  if (typed === '') return reply.page(h(FindPage, { typed, problems: [] }))
  const code = readCode(typed)
  if (code !== undefined) return reply.redirect(petitionPaths.one(code), 303)
  const message = petitionWording(req.lang).codeWrong
  return reply.page(
    h(FindPage, { typed, problems: [{ field: 'ma', code: 'format', message }] }),
    422,
  )
}

function codeIn(req: FastifyRequest): string {
  const { petition } = req.params as { petition: string }
  const read = readCode(petition)
  if (read === undefined || read !== petition)
    throw new NotFound(petitionWording(req.lang).codeUnknown)
  return read
}

type OneShown = {
  req: FastifyRequest
  code: string
  problems?: readonly Problem[]
  typed?: { act: string; words: string }
  photos?: readonly KeptPhoto[]
  key?: string
  status?: number
}

async function onePage(deps: PetitionDeps, reply: FastifyReply, shown: OneShown) {
  const { req, code, problems = [], typed, photos = [], key } = shown
  const opened = await openWithCode(deps, code).catch((error: unknown) => {
    throw error instanceof NotFound ? new NotFound(petitionWording(req.lang).codeUnknown) : error
  })
  const done = queryOf(req, 'xong')
  const page = {
    ...opened,
    code,
    nameOf: nameIn(deps),
    note: done === 'gui' ? ('sent' as const) : done === '' ? undefined : ('done' as const),
    problems,
    typed: typed ?? { act: '', words: '' },
    carried: carriedOf(deps, key, photos),
    backTo: req.actor.kind === 'citizen' ? petitionPaths.mine : petitionPaths.send,
    idempotencyKey: key,
  }
  const status = shown.status ?? (problems.length > 0 ? 422 : 200)
  return reply.header('cache-control', 'private, no-store').page(h(OnePetitionPage, page), status)
}

async function act(deps: PetitionDeps, req: FastifyRequest, reply: FastifyReply) {
  const form = await readForm(req, { files: picturesOf(deps, req) })
  const code = codeIn(req)
  const key = form.key()
  const { lang } = req
  const { photos, problems } = photosIn(form, { secret: deps.secret, key, lang })
  const { deed, typed, problems: wrong } = deedIn(form, { key, photos, lang })
  const all = [...wrong, ...problems]
  if (deed === undefined || all.length > 0)
    return onePage(deps, reply, { req, code, problems: all, typed, photos, key })
  const outcome = await senderDoes(deps, code, deed)
  if (!outcome.ok) {
    const { refusals } = petitionWording(lang)
    const message = refusals[outcome.refusal.code as keyof typeof refusals]
    const refused = [{ code: outcome.refusal.code, message }]
    return onePage(deps, reply, { req, code, problems: refused, typed, photos, key, status: 409 })
  }
  req.work = 'saved'
  return reply.redirect(`${petitionPaths.one(code)}?xong=1`, 303)
}
