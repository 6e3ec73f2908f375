/** What the agency of an outside leg is told: what it needs of the people and papers, and nothing else. Pure. */
import type { DossierState } from '../dossier/dossier.ts'
import type { DossierEvent } from '../dossier/events.ts'
import type { LegState } from '../dossier/legs/leg.ts'
import { toInstant } from '../lib/time.ts'
import type { Share } from './partner.ts'
import type { LegMessage } from './partner-schema.ts'

export type SharedFile = {
  seq: number
  paper: string
  sha256: string
  size: number
  media_type: string
}

/** What an event is for the agencies: legs that have something to hear, and what kind of word it is. */
export type Word = { leg: LegState; kind: LegMessage['kind'] }

/** Whether an agency may hear of such an event at all. */
export function mayConcernAgency({ kind }: DossierEvent): boolean {
  return kind === 'legOpened' || kind === 'legAnswered' || kind === 'legEnded'
}

/** `legs` are those after the event. What the agency itself has said is not told back to it. */
export function wordsOf(event: DossierEvent, legs: readonly LegState[]): Word[] {
  if (event.kind === 'legOpened' || event.kind === 'legAnswered')
    return wordOf(event.body.leg, legs, event.kind)
  if (event.kind !== 'legEnded') return []
  // An agency ends its leg as done or refused; stopped is what we, the citizen's time or the end of the whole make of it.
  const isTheirOwn = event.actor === 'system:partner' && event.body.outcome !== 'stopped'
  return isTheirOwn ? [] : wordOf(event.body.leg, legs, 'legStopped')
}

function wordOf(id: string, legs: readonly LegState[], kind: Word['kind']): Word[] {
  const outside = legs.filter(({ leg, where }) => leg === id && where === 'outside')
  return outside.map((leg) => ({ leg, kind }))
}

export type Telling = Word & {
  event: DossierEvent
  messageId: string
  dossier: Pick<DossierState, 'code' | 'procedure' | 'result'>
  office: { agencyCode: string; name: string }
  share: Share
  answers: Readonly<Record<string, unknown>>
  files: readonly SharedFile[]
  /** Name of the paper that this house makes in the procedure. */
  resultName: string
}

export function legMessage(telling: Telling): LegMessage {
  const { event, kind, leg, dossier, share } = telling
  return {
    messageId: telling.messageId,
    kind,
    number: event.seq,
    dossier: dossier.code,
    procedure: { code: dossier.procedure.code, name: dossier.procedure.name },
    leg: leg.leg,
    office: telling.office,
    at: event.occurredAt.toISOString(),
    acknowledgeBy: leg.acknowledgeBy && toInstant(leg.acknowledgeBy).toISOString(),
    answers: kind === 'legOpened' ? chosen(telling.answers, share.answers) : {},
    papers: papersOf(telling),
    ownResult: kind === 'legOpened' && share.ownResult ? ownResult(telling) : null,
    note: kind === 'legAnswered' ? (event.private?.note ?? null) : null,
    outcome: kind === 'legStopped' ? (leg.ended === 'refused' ? 'refused' : 'stopped') : null,
  }
}

/** Hashes of everything that the agency may fetch for this message. */
export function filesNamed({ papers, ownResult }: LegMessage): string[] {
  const all = papers.flatMap(({ files }) => files.map(({ sha256 }) => sha256))
  return [...new Set([...all, ...(ownResult ? [ownResult.sha256] : [])])]
}

function chosen(
  answers: Readonly<Record<string, unknown>>,
  wanted: readonly string[],
): Record<string, unknown> {
  return Object.fromEntries(
    wanted.filter((id) => answers[id] !== undefined).map((id) => [id, answers[id]]),
  )
}

/** At the opening the papers that the leg needs; afterwards what the citizen has just supplied for it. */
function papersOf({ kind, event, share, files }: Telling): LegMessage['papers'] {
  const wanted = files.filter(({ seq, paper }) => {
    if (kind === 'legOpened') return share.papers.includes(paper)
    return kind === 'legAnswered' && seq === event.seq
  })
  return [...Map.groupBy(wanted, ({ paper }) => paper)].map(([paper, all]) => ({
    paper,
    files: all.map(({ sha256, size, media_type: mediaType }) => ({ sha256, size, mediaType })),
  }))
}

function ownResult({ dossier: { result }, resultName }: Telling): LegMessage['ownResult'] {
  if (!result?.sealedHash || result.number === null || result.on === null) return null
  return { name: resultName, number: result.number, on: result.on, sha256: result.sealedHash }
}
