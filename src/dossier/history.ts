/** New events become history: numbered, dated, hashed onto the chain, folded into the state, and laid out as rows to write. */
import type { Terms } from '../catalogue/terms.ts'
import { actorKey } from '../office/actor.ts'
import { bodyText, hashRow, sealPrivate, type ChainedRow } from './chain.ts'
import { evolve, type DossierState } from './dossier.ts'
import {
  eventVersions,
  type DossierEvent,
  type FiledPaper,
  type NewEvent,
  type Private,
} from './events.ts'
import type { Request } from './handle.ts'
import { packPrivate } from './packing.ts'
import { projectRow } from './project.ts'
import type { DossierFile } from './rows.ts'
import type { Write } from './store.ts'

export type Growth = {
  id: string
  request: Request
  terms: Terms
  now: Date
  occurredAt: Date
  headHash: string
}
export type History = {
  state: DossierState
  headHash: string
  rows: Write['events']
  privates: Write['privates']
  files: DossierFile[]
}

/** New events numbered, dated, hashed onto the chain and folded into the state. */
export function grow(before: DossierState | null, events: NewEvent[], growth: Growth): History {
  const { id, request, terms, now, occurredAt } = growth
  let state = before
  let headHash = growth.headHash
  const history: Omit<History, 'state' | 'headHash'> = { rows: [], privates: [], files: [] }
  for (const event of events) {
    const seq = (state?.seq ?? 0) + 1
    const sealed = event.private ? sealPrivate(event.private) : null
    const row: ChainedRow = {
      dossierId: id,
      seq,
      kind: event.kind,
      version: eventVersions[event.kind],
      occurredAt: occurredAt.toISOString(),
      recordedAt: now.toISOString(),
      actor: actorKey(request.by),
      officeId: request.officeId ?? (request.by.kind === 'staff' ? request.by.officeId : null),
      origin: request.origin ?? 'live',
      body: bodyText(event.body, sealed?.hash ?? null),
      prevHash: headHash,
    }
    headHash = hashRow(row)
    history.rows.push(toRow(row, headHash))
    if (sealed)
      history.privates.push({
        seq,
        salt: sealed.salt.toString('hex'),
        bytes: packPrivate(sealed.bytes).toString('hex'),
      })
    history.files.push(...filesOf(event, seq))
    state = evolve(state, stored(event, row), terms)
  }
  if (state === null) throw new Error('a decision without events')
  return { ...history, state, headHash }
}

function stored(event: NewEvent, row: ChainedRow): DossierEvent {
  return {
    ...event,
    seq: row.seq,
    version: row.version,
    occurredAt: new Date(row.occurredAt),
    recordedAt: new Date(row.recordedAt),
    actor: row.actor,
    officeId: row.officeId,
    origin: row.origin,
  }
}

function toRow(row: ChainedRow, hash: string): Write['events'][number] {
  return {
    seq: row.seq,
    kind: row.kind,
    version: row.version,
    occurred_at: row.occurredAt,
    recorded_at: row.recordedAt,
    actor: row.actor,
    office_id: row.officeId,
    origin: row.origin,
    body: row.body,
    prev_hash: row.prevHash,
    hash,
  }
}

function filesOf(event: NewEvent, seq: number): DossierFile[] {
  const names: Private['fileNames'] = event.private?.fileNames ?? {}
  return papersIn(event).flatMap(({ paper, files }) =>
    files.map(({ id, sha256, size, mediaType }) => ({
      id,
      seq,
      paper,
      name: names[id] ?? '',
      sha256,
      size,
      media_type: mediaType,
    })),
  )
}

function papersIn(event: NewEvent): readonly FiledPaper[] {
  if (event.kind === 'filed' || event.kind === 'supplemented') return event.body.papers
  return event.kind === 'legAnswered' ? (event.body.filed ?? []) : []
}

export function toWrite(
  history: History,
  of: { id: string; scopes: number[]; terms: Terms; request: Request; requestHash: string | null },
): Write {
  const row = projectRow(of.id, history.state, of.terms)
  return {
    id: of.id,
    events: history.rows,
    privates: history.privates,
    files: history.files,
    state: history.state,
    headHash: history.headHash,
    scopes: of.scopes,
    row,
    access: {
      is_open: row['is_open'] === true,
      waits_for: row['waits_for'] as string | null,
      due_at: row['due_at'] as string | null,
    },
    key: of.requestHash
      ? {
          key: of.request.key,
          actor: actorKey(of.request.by),
          command: of.request.command.type,
          requestHash: of.requestHash,
        }
      : null,
    alongside: of.request.alongside?.(of.id) ?? [],
  }
}
