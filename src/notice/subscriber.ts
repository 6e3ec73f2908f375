// What happened to a dossier becomes messages to its applicant.
import type { DossierEvent, EventKind } from '../dossier/events.ts'
import type { DossierRow } from '../dossier/rows.ts'
import { contactOf } from '../dossier/store.ts'
import type { Subscriber } from '../dossier/subscriber.ts'
import type { Tx } from '../db/connect.ts'
import { promiseOf } from '../calendar/clock.ts'
import { dayOf, toDay } from '../lib/time.ts'
import { choiceFor } from './choice-store.ts'
import { wantedAddresses } from './moments.ts'
import { addressesOf, momentIn, shortOffice, shortProcedure } from './notice.ts'
import type { NoticeKind, NoticeLang } from './notice.ts'
import { insertDelivery, officeNames } from './store.ts'
import { render, versionOn } from './template.ts'
import type { NoticeTemplates, NoticeValues } from './template.ts'

export type NoticeDeps = {
  templates: NoticeTemplates
  /** The page where anybody follows a dossier by its code and the last four digits of the phone. */
  trackingUrl: string
  now: () => Date
}

const HOUR = 3_600_000
export const HOTLINE = '024.1022'

export function noticeSubscriber(deps: NoticeDeps): Subscriber {
  return {
    name: 'notice',
    effects: 'outside',
    onEvents: async (tx, dossier, events) => {
      for (const event of events) {
        const kind = noticeKindOf(event.kind)
        if (kind !== undefined && isNews(event)) await tell(tx, deps, { dossier, event, kind })
      }
    },
  }
}

/** An edited calendar or another law concerns the applicant when the promised day is another one now. */
function isNews(event: DossierEvent): boolean {
  if (event.kind === 'movedToLaw') {
    const { clock } = event.body
    return clock !== null && clock.clock.dueAt !== clock.dueBefore
  }
  if (event.kind !== 'clockReprojected') return true
  const { promisedBefore, clock } = event.body
  return promisedBefore !== undefined && dayOf(promisedBefore) !== dayOf(promiseOf(clock))
}

type Telling = { dossier: DossierRow; event: DossierEvent; kind: NoticeKind }

async function tell(tx: Tx, deps: NoticeDeps, { dossier, event, kind }: Telling): Promise<void> {
  const contact = await contactOf(tx, dossier.id)
  const choice = await choiceFor(tx, dossier.id)
  const lang = choice.language ?? contact?.language ?? 'vi'
  const version = versionOn(deps.templates, kind, toDay(event.recordedAt))
  const values = valuesOf({ dossier, event, kind }, await officeOf(tx, dossier, kind), lang)
  const reached = addressesOf({
    phone: choice.phone ?? contact?.phone ?? undefined,
    email: contact?.email ?? undefined,
    language: lang,
  })
  for (const address of wantedAddresses(reached, choice.choices, kind)) {
    const to = { channel: address.channel, lang }
    const text = render(version, to, { ...values, url: deps.trackingUrl, phone1022: HOTLINE })
    if (text === undefined) continue
    await insertDelivery(tx, {
      dossierId: dossier.id,
      key: `${event.seq}:${kind}:${address.channel}`,
      kind,
      templateVersion: version.version,
      address,
      text,
      now: deps.now(),
      // Counted from what happened, not from when we came to tell it.
      expiresAt: new Date(event.recordedAt.getTime() + version.liveHours * HOUR),
      scopes: dossier.scopes,
    })
  }
}

const RETURNED: ReadonlySet<NoticeKind> = new Set([
  'resultReady',
  'withdrawn',
  'resultCorrected',
  'closed',
])

/** Where to go: results and originals are handed out by the returning office, the rest is the competent one's. */
async function officeOf(tx: Tx, dossier: DossierRow, kind: NoticeKind): Promise<string> {
  const isReturn = RETURNED.has(kind)
  const id = isReturn ? dossier.returning_office_id : dossier.competent_office_id
  const name = (await officeNames(tx, [id])).get(id)
  if (name === undefined) throw new Error(`office ${id} does not exist`)
  return name
}

function valuesOf({ dossier, event }: Telling, office: string, lang: NoticeLang): NoticeValues {
  return {
    code: dossier.code,
    office: shortOffice(office),
    procedureShort: shortProcedure(dossier.procedure_name),
    ...momentsOf(event, lang),
  }
}

/** The moments as the event promised them: the row may have moved on since. */
function momentsOf(event: DossierEvent, lang: NoticeLang): NoticeValues {
  if (event.kind === 'accepted') {
    const { dueAt, provisional } = event.body.clock
    return { dueAt: momentIn(lang, dueAt, provisional) }
  }
  if (event.kind === 'movedToLaw' && event.body.clock) {
    const { dueAt, provisional } = event.body.clock.clock
    return { dueAt: momentIn(lang, dueAt, provisional) }
  }
  if (event.kind === 'feeRequested' || event.kind === 'feeRecorded' || event.kind === 'feePaid')
    return { amount: `${event.body.amount.toLocaleString('vi-VN')} đ` }
  if (event.kind === 'apologised' || event.kind === 'clockReprojected') {
    const { promisedBefore, clock } = event.body
    return {
      ...(promisedBefore && { dueBefore: momentIn(lang, promisedBefore) }),
      dueAt: momentIn(lang, promiseOf(clock), clock.promisedAt === undefined && clock.provisional),
    }
  }
  return event.kind === 'draftSent' ? { answerBy: momentIn(lang, event.body.answerBy) } : {}
}

/** Which events the applicant is told of (NĐ 224/2026 Đ15.1.g); the others are steps inside the house. */
export function noticeKindOf(happened: EventKind): NoticeKind | undefined {
  switch (happened) {
    case 'feeRequested':
      return 'feeAsked'
    case 'feeRecorded':
    case 'feePaid':
      return 'feePaid'
    case 'apologised':
      return 'apologised'
    case 'clockReprojected':
      return 'dayMoved'
    case 'filed':
      return 'submitted'
    case 'accepted':
      return 'accepted'
    case 'supplementRequested':
    case 'legAsked':
      return 'supplementAsked'
    case 'draftSent':
      return 'draftToConfirm'
    case 'resultSealed':
    case 'legsFinished':
      return 'resultReady'
    case 'legEnded':
      return 'partEnded'
    case 'delivered':
      return 'closed'
    case 'refused':
      return 'refused'
    case 'stopped':
      return 'stopped'
    case 'withdrawalConfirmed':
      return 'withdrawn'
    case 'movedToLaw':
      return 'lawChanged'
    case 'resultCorrected':
      return 'resultCorrected'
    case 'resultRevoked':
      return 'resultRevoked'
    case 'correctionPrepared':
    case 'correctionDropped':
    case 'correctionSigned':
    case 'revocationDecided':
    case 'supplemented':
    case 'claimed':
    case 'examined':
    case 'draftConfirmed':
    case 'draftReturned':
    case 'registerEntryRecorded':
    case 'submittedForSigning':
    case 'signingDeclined':
    case 'resultSigned':
    case 'withdrawalRequested':
    case 'emergencyOpened':
    case 'emergencyEnded':
    case 'stepCompleted':
    case 'clockSuspended':
    case 'clockResumed':
    case 'holderChanged':
    case 'legHolderChanged':
    case 'stoodIn':
    case 'legOpened':
    case 'legAcknowledged':
    case 'legReported':
    case 'legAnswered':
    case 'legResultReturned':
    case 'legClockChanged':
    case 'officesResolved':
    case 'wholeClockChanged':
    case 'receivedForAnother':
    case 'handedToCompetent':
    case 'arrivedAtCompetent':
    case 'receiptDated':
    case 'returnPlaceChanged':
    case 'originalsTaken':
    case 'originalsMoved':
    case 'originalsMissing':
    case 'originalsFound':
    case 'originalsReturned':
    case 'officesChanged':
    case 'otherOfficesChanged':
    case 'officesUndecided':
    case 'officesDecided':
    case 'linked':
    case 'ownerNamed':
    case 'duplicateSuspected':
    case 'duplicateCleared':
      return undefined
  }
}
