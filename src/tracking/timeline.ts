/** The history as the applicant reads it: offices, never people; nothing of what officials note among themselves. Pure. */
import type { LegBodies } from '../dossier/legs/events.ts'
import type { DossierEvent } from '../dossier/events.ts'
import { isPaused, promiseOf } from '../calendar/clock.ts'
import { showMoney } from '../catalogue/fee-lines.ts'
import type { ClockBodies } from '../dossier/clocks/events.ts'
import { dayOf, toLocalMinute } from '../lib/time.ts'
import type { TimelineEntry } from '../ui/history.tsx'
import type { IconName } from '../ui/icons.tsx'
import type { Lang } from '../ui/i18n.ts'
import { dueIn, momentIn } from './when.ts'
import { trackingWording } from './wording.ts'

export type Telling = {
  lang: Lang
  /** The name of an office; undefined for one that no longer exists. */
  officeName(id: number): string | undefined
  /** What a leg of a joint procedure is about; absent: the procedure has none. */
  legName?(id: string): string | undefined
  /** The office that decides: where an event does not name one. */
  competentId: number
}

/** Newest first. */
export function timelineOf(events: readonly DossierEvent[], telling: Telling): TimelineEntry[] {
  return events.flatMap((event) => entryOf(event, telling)).toReversed()
}

/** What another system says happened there, whose name the leg itself has. */
function officeOf(event: DossierEvent, { officeName, competentId }: Telling): string | undefined {
  return event.actor === 'system:partner' ? undefined : officeName(event.officeId ?? competentId)
}

type Told = { icon: IconName; title: string; text?: string | undefined; isOwn?: true }

function entryOf(event: DossierEvent, telling: Telling): TimelineEntry[] {
  const told = tell(event, telling)
  if (told === null) return []
  const { lang } = telling
  const where =
    told.isOwn && event.officeId === null
      ? trackingWording(lang).event.online
      : officeOf(event, telling)
  return [
    {
      icon: told.icon,
      title: told.title,
      at: toLocalMinute(event.occurredAt),
      atInWords: momentIn(lang, event.occurredAt),
      ...(told.text === undefined ? {} : { text: told.text }),
      ...(where === undefined ? {} : { where }),
    },
  ]
}

/** Null for what concerns only the house. */
function tell(event: DossierEvent, telling: Telling): Told | null {
  const { lang } = telling
  const t = trackingWording(lang).event
  switch (event.kind) {
    case 'filed': {
      const isOnline = event.body.kindOfFiling === 'selfOnline'
      return { icon: 'send', title: isOnline ? t.filed : t.filedAtCounter, isOwn: true }
    }
    case 'accepted':
      return {
        icon: 'inbox',
        title: t.accepted,
        text: t.acceptedMore(dueIn(lang, event.body.clock.dueAt)),
      }
    case 'refused':
      return { icon: 'error', title: t.refused, text: event.private?.reason }
    case 'supplementRequested':
      return { icon: 'fileadd', title: t.supplementRequested, text: event.private?.reason }
    case 'supplemented': {
      const { clock } = event.body
      const text = clock ? t.supplementedMore(dueIn(lang, clock.dueAt)) : undefined
      return { icon: 'files', title: t.supplemented, text, isOwn: true }
    }
    case 'claimed':
      return { icon: 'half', title: t.claimed }
    case 'examined':
      return { icon: 'check', title: t.examined }
    case 'draftSent':
      return {
        icon: 'eye',
        title: t.draftSent,
        text: t.draftSentMore(momentIn(lang, event.body.answerBy)),
      }
    case 'draftConfirmed':
      return confirmed(event.body.by, lang)
    case 'draftReturned':
      return { icon: 'edit', title: t.draftReturned, text: event.private?.note, isOwn: true }
    case 'registerEntryRecorded': {
      const { number, book, found } = event.body
      if (found) return { icon: 'box', title: t.lookedUp }
      return { icon: 'box', title: t.registered, text: t.registeredMore(number, book) }
    }
    case 'submittedForSigning':
      return { icon: 'file', title: t.submitted }
    case 'clockReprojected':
    case 'clockSuspended':
    case 'clockResumed':
    case 'feeRequested':
    case 'feeRecorded':
    case 'apologised':
      return clockTold(event, lang)
    case 'feePaid':
      return { icon: 'check', title: t.feeRecorded(showMoney(event.body.amount)) }
    case 'signingDeclined':
    case 'stepCompleted':
    case 'holderChanged':
    case 'legHolderChanged':
    case 'stoodIn':
    case 'legReported':
    case 'legClockChanged':
    case 'officesResolved':
    case 'originalsMoved':
    case 'otherOfficesChanged':
    case 'officesUndecided':
    case 'correctionPrepared':
    case 'correctionDropped':
    case 'correctionSigned':
    case 'revocationDecided':
    case 'duplicateSuspected':
    case 'duplicateCleared':
      return null
    case 'legOpened':
    case 'legAcknowledged':
    case 'legAsked':
    case 'legAnswered':
    case 'legEnded':
    case 'legResultReturned':
      return legTold(event, telling)
    case 'wholeClockChanged':
      return event.body.change === 'stopped'
        ? null
        : { icon: 'clock', title: t.whole[event.body.change] }
    case 'legsFinished':
      return { icon: 'done', title: t.legsFinished }
    case 'movedToLaw': {
      const { clock, decision } = event.body
      const due = clock ? dueIn(lang, clock.clock.dueAt) : undefined
      const more = t.movedToLawMore(decision.number, due)
      return { icon: 'calendar', title: t.movedToLaw, text: moreAnd(more, event.private?.reason) }
    }
    case 'ownerNamed':
      return null
    case 'linked':
      return { icon: 'files', title: t.linked, text: t.linkedMore(event.body.code) }
    case 'resultCorrected':
      return { icon: 'stamp', title: t.corrected, text: t.correctedMore(event.body.number) }
    case 'resultRevoked':
      return { icon: 'error', title: t.revoked, text: t.revokedMore(event.body.decision.number) }
    case 'officesChanged':
    case 'officesDecided':
      return {
        icon: 'door',
        title: t.officesChanged,
        text: t.officesChangedMore(event.body.reorganisation.number),
      }
    case 'receiptDated':
    case 'originalsMissing':
    case 'originalsFound':
      return null
    case 'receivedForAnother':
      return { icon: 'inbox', title: t.receivedForAnother, text: t.receivedForAnotherMore }
    case 'handedToCompetent':
      return { icon: 'send', title: t.handedToCompetent }
    case 'arrivedAtCompetent':
      return { icon: 'inbox', title: t.arrivedAtCompetent }
    case 'returnPlaceChanged': {
      const place = telling.officeName(event.body.to)
      return { icon: 'door', title: t.returnPlaceChanged, ...(place && { text: place }) }
    }
    case 'originalsTaken':
      return { icon: 'box', title: t.originalsTaken }
    case 'originalsReturned':
      return { icon: 'box', title: t.originalsReturned }
    case 'resultSigned':
      return { icon: 'sign', title: t.signed }
    case 'resultSealed':
      return { icon: 'stamp', title: t.sealed, text: t.sealedMore(event.body.number) }
    case 'delivered':
      return event.body.instead === undefined
        ? { icon: 'door', title: t[event.body.manner], isOwn: true }
        : { icon: 'door', title: t.insteadOf, isOwn: true }
    case 'withdrawalRequested':
      return { icon: 'undo', title: t.withdrawalRequested, isOwn: true }
    case 'withdrawalConfirmed':
      return { icon: 'undo', title: t.withdrawn }
    case 'stopped':
      return { icon: 'pause', title: t.stopped, text: event.private?.reason }
    case 'emergencyOpened':
      return {
        icon: 'eye',
        title: t.emergencyOpened,
        text: t.emergencyOpenedMore(momentIn(lang, event.body.until), event.body.legalGround),
      }
    case 'emergencyEnded':
      return { icon: 'lock', title: t.emergencyEnded }
  }
}

function moreAnd(more: string, reason: string | undefined): string {
  return reason === undefined ? more : `${more} ${reason}`
}

type ClockEvent = Extract<DossierEvent, { kind: keyof ClockBodies }>

function clockTold(event: ClockEvent, lang: Lang): Told | null {
  const t = trackingWording(lang).event
  const { clock } = event.body
  const due = dueIn(lang, promiseOf(clock))
  const onward = isPaused(clock) ? undefined : t.resumedMore(due)
  switch (event.kind) {
    case 'clockReprojected':
      return reprojectedTold(event.body, lang)
    case 'clockSuspended': {
      const isOutage = event.body.cause === 'outage'
      const title = isOutage ? t.suspendedOutage : t.suspendedVerification
      return { icon: 'pause', title, text: event.private?.reason }
    }
    case 'clockResumed':
      return onward === undefined ? null : { icon: 'clock', title: t.resumed, text: onward }
    case 'feeRequested': {
      const title = t.feeRequested(showMoney(event.body.amount))
      return { icon: 'fileadd', title, text: event.private?.reason }
    }
    case 'feeRecorded':
      return { icon: 'check', title: t.feeRecorded(showMoney(event.body.amount)), text: onward }
    case 'apologised': {
      const before = dueIn(lang, event.body.promisedBefore)
      return { icon: 'edit', title: t.apologised, text: t.apologisedMore(due, before) }
    }
  }
}

/** The applicant is told when the day is another one, or is certain now; not of what moves inside the house. */
function reprojectedTold(
  { promisedBefore, clock }: ClockBodies['clockReprojected'],
  lang: Lang,
): Told | null {
  const t = trackingWording(lang).event
  const text = t.resumedMore(dueIn(lang, promiseOf(clock)))
  const isOther = promisedBefore === undefined || dayOf(promisedBefore) !== dayOf(promiseOf(clock))
  return { icon: 'calendar', title: isOther ? t.dayMoved : t.dayStays, text }
}

function confirmed(by: 'applicant' | 'counter' | 'silence', lang: Lang): Told {
  const t = trackingWording(lang).event
  switch (by) {
    case 'applicant':
      return { icon: 'done', title: t.agreed, isOwn: true }
    case 'counter':
      return { icon: 'done', title: t.agreedCounter }
    case 'silence':
      return { icon: 'clock', title: t.agreedSilence }
  }
}

type LegEvent = Extract<DossierEvent, { kind: keyof LegBodies; body: { leg: string } }>
type LegTold = Exclude<LegEvent['kind'], 'legReported' | 'legClockChanged'>

/** An agency's part: what it does, never who does it there. */
function legTold(
  event: Extract<LegEvent, { kind: LegTold }>,
  { lang, legName }: Telling,
): Told | null {
  const t = trackingWording(lang).leg
  const name = legName?.(event.body.leg) ?? event.body.leg
  switch (event.kind) {
    case 'legOpened':
      return { icon: 'send', title: t.opened(name) }
    case 'legAcknowledged': {
      const { clock } = event.body
      const text = clock ? t.dueMore(dueIn(lang, clock.dueAt)) : undefined
      return { icon: 'inbox', title: t.acknowledged(name), text }
    }
    case 'legAsked': {
      const { answerBy } = event.body
      const until = answerBy === null ? [] : [t.answerBy(momentIn(lang, answerBy))]
      const text = [event.private?.reason, ...until].filter(Boolean).join(' ')
      return { icon: 'warn', title: t.asked(name), text }
    }
    case 'legAnswered':
      return { icon: 'fileadd', title: t.answered(name), isOwn: true }
    case 'legEnded': {
      const { outcome, result } = event.body
      const text = event.private?.reason ?? result?.name
      return { icon: outcome === 'done' ? 'done' : 'pause', title: t[outcome](name), text }
    }
    case 'legResultReturned':
      return { icon: 'door', title: t.returned(name) }
  }
}
