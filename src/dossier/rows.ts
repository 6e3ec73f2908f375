/** Rows of the dossier's projections as the driver gives them. Names and contact are personal data. */
import { NewerHistory } from '../lib/problem.ts'
import { isKnown } from './newer.ts'
import type { DossierEvent, EventKind, Origin } from './events.ts'

export type DossierRow = {
  id: string
  seq: number
  code: string
  procedure_code: string
  procedure_version: number
  procedure_name: string
  case_code: string
  source: 'nationalPortal' | 'counter' | 'assisted' | 'agent' | 'post' | 'ownPortal'
  kind_of_filing: 'selfOnline' | 'assistedOnline' | 'counter' | 'post'
  receiving_office_id: number
  competent_office_id: number
  returning_office_id: number
  owner_name: string
  applicant_name: string
  applicant_person_id: number | null
  status: number
  step: string | null
  waits_for: string | null
  holder_person_id: number | null
  submitted_at: Date
  accepted_at: Date | null
  due_at: Date | null
  first_due_at: Date | null
  due_is_provisional: boolean
  paused_at: Date | null
  finished_at: Date | null
  returned_at: Date | null
  supplement_rounds: number
  has_e_result: boolean
  is_open: boolean
  is_withdrawal_asked: true | null
  origin: 'live' | 'demo' | 'replay' | 'migration'
  scopes: number[]
}

export type DossierFile = {
  id: string
  seq: number
  paper: string
  name: string
  sha256: string
  size: number
  media_type: string
}

/** The columns of a line of the history that every reader of it selects. */
export type EventColumns = {
  seq: number
  kind: EventKind
  version: number
  occurred_at: Date
  recorded_at: Date
  actor: string
  office_id: number | null
  origin: Origin
}

/** The event that a line of the history holds; `body` is the parsed body of that line. Throws NewerHistory on what it cannot read. */
export function eventFrom(row: EventColumns, body: unknown): DossierEvent {
  if (!isKnown(row)) throw new NewerHistory(`${row.kind}@${row.version}`)
  return {
    seq: row.seq,
    kind: row.kind,
    version: row.version,
    occurredAt: row.occurred_at,
    recordedAt: row.recorded_at,
    actor: row.actor,
    officeId: row.office_id,
    origin: row.origin,
    body,
  } as DossierEvent
}

export type Contact = { phone: string | null; email: string | null; language: 'vi' | 'en' }
