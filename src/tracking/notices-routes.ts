/** How a person wants to be told: channels by moment, and the phone that they have proved to hold. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { h } from 'preact'
import { inContext } from '../db/context.ts'
import type { Problem } from '../lib/problem.ts'
import { choiceOf, keepChoices, keepPhone, toldTo } from '../notice/choice-store.ts'
import { MOMENTS, TOLD_KINDS, type Choices } from '../notice/moments.ts'
import { CHANNELS, mobileNumber } from '../notice/notice.ts'
import { answerCode, askCode } from '../notice/phone-check-acts.ts'
import { checkOf } from '../notice/phone-check-store.ts'
import { readCode } from '../notice/phone-check.ts'
import { limited } from '../office/limits.ts'
import { requireCitizen } from '../office/session.ts'
import { readForm, type Form } from '../ui/form.ts'
import { isLang, type Lang } from '../ui/i18n.ts'
import type { TrackingDeps } from './deps.ts'
import { followWording } from './follow-wording.ts'
import { choiceField, NoticesPage } from './notices-page.tsx'
import { NOTICES_PATH, PHONE_PATH } from './notices-path.ts'
import { PhonePage, type PhonePageProps } from './phone-page.tsx'

export function noticeChoiceRoutes(app: FastifyInstance, deps: TrackingDeps): void {
  app.get(NOTICES_PATH, async (req, reply) => {
    const { luu } = req.query as { luu?: unknown }
    return noticesPage(deps, { req, reply, isSaved: luu === '1' })
  })
  app.post(NOTICES_PATH, async (req, reply) => {
    const actor = requireCitizen(req)
    const form = await readForm(req)
    const { choices, language, problems } = readChoices(deps, form, req)
    if (problems.length > 0) return noticesPage(deps, { req, reply, choices, language, problems })
    const { personId } = actor
    const kept = { personId, choices, language, now: deps.now() }
    await inContext(deps.db, actor, (tx) => keepChoices(tx, kept))
    req.work = 'saved'
    return reply.redirect(`${NOTICES_PATH}?luu=1`, 303)
  })
  app.get(PHONE_PATH, async (req, reply) => phonePage(deps, { req, reply }))
  app.post(PHONE_PATH, limited(deps, 'phoneCode'), async (req, reply) => {
    requireCitizen(req)
    const form = await readForm(req)
    const act = form.raw('_act')
    if (act === 'drop') return dropPhone(deps, { req, reply })
    return act === 'confirm'
      ? confirmPhone(deps, { req, reply, form })
      : askPhone(deps, { req, reply, form })
  })
}

type Here = { req: FastifyRequest; reply: FastifyReply }

/** Only what the form names: a box that is not there was not ticked. */
function readChoices({ choices: terms }: TrackingDeps, form: Form, req: FastifyRequest) {
  const t = followWording(req.lang).notices
  const read = MOMENTS.map((moment) => {
    const ticked = form.texts(choiceField(moment))
    return [moment, CHANNELS.filter((channel) => ticked.includes(channel))] as const
  })
  const problems: Problem[] = read
    .filter(([moment, channels]) => channels.length === 0 && terms.mustReach.includes(moment))
    .map(([moment]) => ({
      code: 'mustReach',
      field: choiceField(moment),
      message: t.mustReach(t.moment[moment]),
    }))
  const sent = form.text('language')
  const language = isLang(sent) ? sent : req.lang
  return { choices: Object.fromEntries(read) as Choices, language, problems }
}

type NoticesShown = Here & {
  choices?: Choices
  language?: Lang
  problems?: readonly Problem[]
  isSaved?: boolean
}

const RECENT = 10

async function noticesPage(deps: TrackingDeps, shown: NoticesShown) {
  const { req, reply, problems = [], isSaved = false } = shown
  const actor = requireCitizen(req)
  const { kept, recent } = await inContext(deps.db, actor, async (tx) => ({
    kept: await choiceOf(tx, actor.personId),
    recent: await toldTo(tx, { kinds: TOLD_KINDS, scopes: actor.scopes, limit: RECENT }),
  }))
  const page = {
    choices: shown.choices ?? kept.choices,
    language: shown.language ?? kept.language ?? req.lang,
    mustReach: deps.choices.mustReach,
    phone: kept.phone,
    recent,
    problems,
    isSaved,
  }
  return reply.page(h(NoticesPage, page), problems.length > 0 ? 422 : 200)
}

type PhoneShown = Here & Partial<Pick<PhonePageProps, 'problems' | 'typed'>> & { status?: number }

async function phonePage(deps: TrackingDeps, { req, reply, ...shown }: PhoneShown) {
  const actor = requireCitizen(req)
  const { kept, check } = await inContext(deps.db, actor, async (tx) => ({
    kept: await choiceOf(tx, actor.personId),
    check: await checkOf(tx, actor.personId),
  }))
  const isOpen = check !== undefined && deps.now() < check.expiresAt
  const page = {
    proved: kept.phone,
    check: isOpen ? check : null,
    typed: shown.typed ?? '',
    // Without an open code there is no box for it: its words then stand at the number, where a new one is asked for.
    problems: (shown.problems ?? []).map((each) => (isOpen ? each : { ...each, field: 'phone' })),
  }
  return reply.page(h(PhonePage, page), shown.status ?? (page.problems.length > 0 ? 422 : 200))
}

type Posted = Here & { form: Form }

async function askPhone(deps: TrackingDeps, { req, reply, form }: Posted) {
  const actor = requireCitizen(req)
  const t = followWording(req.lang).phone
  const typed = form.text('phone')
  const phone = mobileNumber(typed)
  const wrong = (message: string, status: number) =>
    phonePage(deps, {
      req,
      reply,
      typed,
      status,
      problems: [{ code: 'phone', field: 'phone', message }],
    })
  if (phone === undefined) return wrong(t.numberWrong, 422)
  const { personId } = actor
  const asking = {
    personId,
    phone,
    key: form.key(),
    now: deps.now(),
    terms: deps.choices.phoneCheck,
  }
  const isSent = await inContext(deps.db, actor, (tx) => askCode(tx, asking))
  if (!isSent) return wrong(t.tooOften, 429)
  req.work = 'saved'
  return reply.redirect(PHONE_PATH, 303)
}

async function confirmPhone(deps: TrackingDeps, { req, reply, form }: Posted) {
  const actor = requireCitizen(req)
  const t = followWording(req.lang).phone
  const { personId } = actor
  const code = readCode(form.text('code'))
  const answering = { personId, code: code ?? '', now: deps.now(), terms: deps.choices.phoneCheck }
  const verdict =
    code === undefined
      ? 'wrong'
      : await inContext(deps.db, actor, (tx) => answerCode(tx, answering))
  if (verdict !== 'right') {
    const message = verdict === 'gone' ? t.codeGone : t.codeWrong
    return phonePage(deps, { req, reply, problems: [{ code: verdict, field: 'code', message }] })
  }
  req.work = 'saved'
  return reply.redirect(`${NOTICES_PATH}?luu=1`, 303)
}

async function dropPhone(deps: TrackingDeps, { req, reply }: Here) {
  const actor = requireCitizen(req)
  const { personId } = actor
  await inContext(deps.db, actor, (tx) => keepPhone(tx, { personId, phone: null, now: deps.now() }))
  req.work = 'saved'
  return reply.redirect(`${NOTICES_PATH}?luu=1`, 303)
}
