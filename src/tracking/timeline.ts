/** The history as the applicant reads it: offices, never people; nothing of what officials note among themselves. Pure. */
import type { DossierEvent } from '../dossier/events.ts'
import { toLocalMinute } from '../lib/time.ts'
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
      const { number, book } = event.body
      return { icon: 'box', title: t.registered, text: t.registeredMore(number, book) }
    }
    case 'submittedForSigning':
      return { icon: 'file', title: t.submitted }
    case 'signingDeclined':
    case 'stepCompleted':
    case 'clockReprojected':
    case 'holderChanged':
    case 'legReported':
    case 'legClockChanged':
    case 'officesResolved':
    case 'originalsMoved':
    case 'movedToLaw':
    case 'officesChanged':
    case 'linked':
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
    case 'resultSigned':
      return { icon: 'sign', title: t.signed }
    case 'resultSealed':
      return { icon: 'stamp', title: t.sealed, text: t.sealedMore(event.body.number) }
    case 'delivered':
      return { icon: 'door', title: t[event.body.manner], isOwn: true }
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

type LegEvent = Extract<DossierEvent, { body: { leg: string } }>
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
