/** The counter's papers as PDF, made from the history whenever they are asked for. */
import type { Law } from '../catalogue/law.ts'
import type { Answers } from '../catalogue/form.ts'
import { inContext } from '../db/context.ts'
import type { Db, Tx } from '../db/connect.ts'
import type { DossierEvent } from '../dossier/events.ts'
import { answersOf, contactOf, historyOf, recordReading, stateById } from '../dossier/store.ts'
import { isUuid, newId } from '../lib/ids.ts'
import { NotFound } from '../lib/problem.ts'
import { toDay } from '../lib/time.ts'
import type { Actor } from '../office/actor.ts'
import type { Directory } from '../office/directory.ts'
import { qrMatrix } from '../signing/qr.ts'
import type { PaperRenderer } from '../signing/render.ts'
import type { CounterLibrary } from './library.ts'
import { form01, form02, form03, receiptForAnother, submissionReceipt } from './paper-content.ts'
import { lastOf, type PaperFacts, type Place } from './paper-facts.ts'
import { namesOf, pointsOf } from './store.ts'

export const PAPER_KINDS = ['submission', 'forAnother', 'form01', 'form02', 'form03'] as const
export type PaperKind = (typeof PAPER_KINDS)[number]

export type PaperDeps = {
  db: Db
  law: Law
  directory: Directory
  papers: PaperRenderer
  library: CounterLibrary
  /** No slash at the end. */
  publicUrl: string
  /** Marks every paper as a trial paper without legal value. */
  isTrial: boolean
  now: () => Date
}

export type OfficePaper = { pdf: Uint8Array; fileName: string }
export type PaperOrder = { dossierId: string; kind: PaperKind; by: Actor }

const KINDS = {
  submission: {
    template: 'submissionReceipt',
    content: submissionReceipt,
    since: 'filed',
    file: 'xac-nhan-da-nop',
  },
  forAnother: {
    template: 'receiptForAnother',
    content: receiptForAnother,
    since: 'receivedForAnother',
    file: 'giay-nhan-ho-so',
  },
  form01: { template: 'form01', content: form01, since: 'accepted', file: 'giay-tiep-nhan' },
  form02: {
    template: 'form02',
    content: form02,
    since: 'supplementRequested',
    file: 'phieu-bo-sung',
  },
  form03: { template: 'form03', content: form03, since: 'refused', file: 'phieu-tu-choi' },
} as const

export function isPaperKind(text: string): text is PaperKind {
  return PAPER_KINDS.some((kind) => kind === text)
}

/**
 * The paper as the actor may see it; a member of staff leaves a reading. Throws NotFound outside the actor's scopes and when
 * the dossier has no such paper (not accepted, nothing asked, not refused).
 */
export async function officePaper(deps: PaperDeps, order: PaperOrder): Promise<OfficePaper> {
  const facts = await factsFor(deps, order)
  const { template, content, file } = KINDS[order.kind]
  const paper = content(facts)
  if (!paper) throw new NotFound('Hồ sơ này không có giấy tờ đó.')
  const { version } = deps.papers.versionOn(template, toDay(new Date(paper.createdAt)))
  const pdf = await deps.papers.render(template, version, paper)
  return { pdf, fileName: `${file}-${facts.state.code}.pdf` }
}

/** Which papers there are about a dossier with this history. */
export function papersOf(events: readonly DossierEvent[]): PaperKind[] {
  return PAPER_KINDS.filter((kind) => lastOf(events, KINDS[kind].since) !== undefined)
}

/** Everything that the papers of a dossier are made from. Throws NotFound outside the actor's scopes. */
export async function factsFor(
  deps: PaperDeps,
  { dossierId, by }: Pick<PaperOrder, 'dossierId' | 'by'>,
): Promise<PaperFacts> {
  if (!isUuid(dossierId)) throw new NotFound()
  return inContext(deps.db, by, async (tx) => {
    const state = await stateById(tx, dossierId)
    if (!state) throw new NotFound()
    const events = await historyOf(tx, dossierId, { withPrivate: true })
    const places = await placesOf(deps, tx, Object.values(state.offices))
    const names = await staffNames(tx, [...new Set(events.map(({ actor }) => actor))])
    const contact = await contactOf(tx, dossierId)
    const answers = (await answersOf(tx, dossierId)) as Answers
    if (by.kind === 'staff')
      await recordReading(tx, newId(deps.now()), {
        dossierId,
        personId: by.personId,
        officeId: by.officeId,
        what: 'giấy tờ của bộ phận một cửa',
        purpose: 'in hoặc xem giấy tờ đã cấp',
      })
    const trackingUrl = `${deps.publicUrl}/tra-cuu`
    return {
      state,
      events,
      answers,
      contact,
      receiving: places(state.offices.receiving),
      competent: places(state.offices.competent),
      returning: places(state.offices.returning),
      names,
      ...lawOf(deps, state),
      trackingUrl,
      qr: qrMatrix(`${trackingUrl}?ma=${encodeURIComponent(state.code)}`),
      isTrial: deps.isTrial,
    }
  })
}

function lawOf({ law, library }: PaperDeps, { procedure, form }: PaperFacts['state']) {
  const found = law.procedure(procedure.code, procedure.version)
  if (!found) throw new Error(`${procedure.code} v${procedure.version} was never published here`)
  return {
    procedure: found,
    form: law.form(form.id, form.version),
    codeLists: law.codeLists,
    calendar: law.calendar(),
    answerLimit: library.answerLimit.value,
  }
}

/** Name of an office with the place where it receives. */
async function placesOf(
  { directory }: PaperDeps,
  tx: Tx,
  officeIds: readonly number[],
): Promise<(officeId: number) => Place> {
  const points = await pointsOf(tx, officeIds)
  return (officeId) => {
    const { name, agencyCode, agencyCodeIsStandIn } = directory.get(officeId)
    const point = points.get(officeId)?.name ?? 'Bộ phận Một cửa'
    return { name, agencyCode, agencyCodeIsStandIn, point }
  }
}

async function staffNames(tx: Tx, actors: readonly string[]): Promise<Map<string, string>> {
  const ids = actors.flatMap((actor) => {
    const [kind, id] = actor.split(':')
    return kind === 'staff' ? [Number(id)] : []
  })
  const names = await namesOf(tx, ids)
  return new Map([...names].map(([id, name]) => [`staff:${id}`, name]))
}
