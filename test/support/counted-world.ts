/** Made dossiers for tests of figures: only what figures read, written as owner, without a history. */
import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { sql } from 'kysely'
import type { Db } from '../../src/db/connect.ts'
import { CITY, OTHER_WARD, THIRD_WARD, WARD } from './office.ts'

export type MadeDossier = {
  id: string
  competent_office_id: number
  receiving_office_id: number
  status: number
  kind_of_filing: 'selfOnline' | 'assistedOnline' | 'counter' | 'post'
  submitted_at: Date
  accepted_at: Date | null
  due_at: Date | null
  first_due_at: Date | null
  paused_at: Date | null
  finished_at: Date | null
  supplement_rounds: number
  has_e_result: boolean
  is_open: boolean
}

/** Noon of a Tuesday; the month is November 2025. */
export const NOW: Date = new Date('2025-11-18T05:00:30Z')
const NOW_MINUTE = new Date('2025-11-18T05:00:00Z')

/** Instants at which something turns, with a little before and after, and any others around. */
const turning = [
  '2025-10-31T17:00:00Z', // November begins in Hà Nội
  '2025-11-18T05:00:00Z',
  '2025-11-18T16:59:00Z', // the last minute of today
  '2025-11-30T17:00:00Z', // December begins
].map((text) => Date.parse(text))
const instant = fc.oneof(
  fc
    .tuple(fc.constantFrom(...turning), fc.constantFrom(-60_000, -1, 0, 1, 30_000, 60_000))
    .map(([at, by]) => new Date(at + by)),
  fc
    .integer({ min: Date.parse('2025-10-20T00:00:00Z'), max: Date.parse('2025-12-05T00:00:00Z') })
    .map((at) => new Date(at)),
)
const toTheMinute = instant.map((at) => new Date(Math.floor(at.getTime() / 60_000) * 60_000))

/** A dossier in one of the shapes that the dossier's own projection can give it. */
export const madeDossier: fc.Arbitrary<MadeDossier> = fc
  .record({
    office: fc.constantFrom(WARD, OTHER_WARD, THIRD_WARD),
    receiving: fc.constantFrom(WARD, OTHER_WARD),
    status: fc.constantFrom(1, 2, 3, 4, 5, 7, 8, 9, 10),
    kind: fc.constantFrom(
      'selfOnline' as const,
      'assistedOnline' as const,
      'counter' as const,
      'post' as const,
    ),
    wasAccepted: fc.boolean(),
    accepted: instant,
    due: toTheMinute,
    firstDue: toTheMinute,
    finished: instant,
    isPaused: fc.boolean(),
    rounds: fc.integer({ min: 0, max: 3 }),
    hasEResult: fc.boolean(),
  })
  .map((made) => {
    const isDone = made.status === 9 || made.status === 10
    const isEnded = isDone || [3, 7, 8].includes(made.status)
    const isAccepted =
      isDone ||
      [2, 4].includes(made.status) ||
      (made.wasAccepted && [5, 7, 8].includes(made.status))
    return {
      id: randomUUID(),
      competent_office_id: made.office,
      receiving_office_id: made.receiving,
      status: made.status,
      kind_of_filing: made.kind,
      submitted_at: made.accepted,
      accepted_at: isAccepted ? made.accepted : null,
      due_at: isAccepted ? made.due : null,
      first_due_at: isAccepted ? made.firstDue : null,
      paused_at: made.status === 5 && isAccepted && made.isPaused ? NOW_MINUTE : null,
      finished_at: isEnded ? made.finished : null,
      supplement_rounds: made.rounds,
      has_e_result: isDone && made.hasEResult,
      is_open: !isEnded || made.status === 9,
    }
  })

let serial = 0

/** Puts the dossiers in, with the scopes that filing would have given them. */
export async function writeDossiers(owner: Db, dossiers: readonly MadeDossier[]): Promise<void> {
  const rows = dossiers.map((made) => ({
    ...made,
    seq: 1,
    code: `H26.${made.competent_office_id}-20251118-${String(++serial).padStart(4, '0')}`,
    procedure_code: '1.001193',
    procedure_version: 1,
    procedure_name: 'Đăng ký khai sinh',
    case_code: '1.001193.01',
    source: 'ownPortal',
    returning_office_id: made.competent_office_id,
    owner_name: 'Nguyễn Hoàng Minh Anh',
    applicant_name: 'Nguyễn Thị Thử',
    due_is_provisional: false,
    origin: 'live',
    scopes: [...new Set([CITY, made.receiving_office_id, made.competent_office_id])],
  }))
  await sql`
    insert into dossier select r.* from jsonb_populate_recordset(null::dossier, ${JSON.stringify(rows)}::jsonb) r`.execute(
    owner,
  )
}

export async function forgetDossiers(owner: Db): Promise<void> {
  await sql`truncate dossier cascade`.execute(owner)
}
