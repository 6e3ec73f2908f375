/** A made dossier as lines of COPY, table by table: the same rows that `handle` writes. */
import { KEEP_KEYS_DAYS } from '../../src/dossier/jobs.ts'
import { packState } from '../../src/dossier/packing.ts'
import { projectFiling, projectRow } from '../../src/dossier/project.ts'
import { searchWords } from '../../src/dossier/search-words.ts'
import type { Terms } from '../../src/catalogue/terms.ts'
import type { FileCommand } from '../../src/dossier/commands.ts'
import type { Life } from './life.ts'

/** Columns in the order in which `linesOf` gives them. */
export const columns = {
  dossier:
    'id, seq, status, step, waits_for, holder_person_id, accepted_at, due_at, first_due_at, due_is_provisional, paused_at, finished_at, returned_at, supplement_rounds, has_e_result, is_open, is_withdrawal_asked, code, procedure_code, procedure_version, procedure_name, case_code, source, kind_of_filing, receiving_office_id, competent_office_id, returning_office_id, applicant_person_id, submitted_at, origin, owner_name, applicant_name, scopes',
  dossier_state: 'dossier_id, seq, head_hash, packed, scopes',
  dossier_event:
    'dossier_id, seq, kind, version, occurred_at, recorded_at, actor, office_id, origin, body, prev_hash, hash, scopes',
  dossier_private: 'dossier_id, seq, salt, bytes, scopes',
  dossier_contact: 'dossier_id, phone, phone_last4, email, language, scopes',
  dossier_file: 'dossier_id, id, seq, paper, name, sha256, size, media_type, scopes',
  dossier_access: 'dossier_id, scope, is_open, waits_for, due_at',
  dossier_search: 'dossier_id, words',
  dossier_code: 'code, dossier_id, kind, created_at',
  submission_key: 'key, actor, command, request_hash, dossier_id, seq, at',
} as const
export type Table = keyof typeof columns
export type Lines = Record<Table, string[]>

export function noLines(): Lines {
  return Object.fromEntries(Object.keys(columns).map((table) => [table, []])) as unknown as Lines
}

/** Keys older than this were forgotten by the nightly job. */
const keptSince = new Date(Date.now() - KEEP_KEYS_DAYS * 86_400_000).toISOString()

export type Filed = { command: FileCommand; terms: Terms; scopes: number[]; requestHash: string }

/** Adds one dossier's lines. */
export function addLines(
  lines: Lines,
  life: Life,
  { command, terms, scopes, requestHash }: Filed,
): void {
  const { id, state, events } = life
  const row = { ...projectRow(id, state, terms), ...projectFiling(state, 'replay') } as Record<
    string,
    Value
  >
  const inScopes = `{${scopes.join(',')}}`
  const names: Value[] = [command.ownerName, command.applicantName]
  const head = columns.dossier.split(', ').slice(0, -3)
  lines.dossier.push(line([...head.map((name) => row[name]), ...names, inScopes]))
  lines.dossier_state.push(
    line([id, state.seq, hex(life.headHash), hex(packState(state).toString('hex')), inScopes]),
  )
  for (const e of events)
    lines.dossier_event.push(
      line([
        id,
        e.seq,
        e.kind,
        e.version,
        e.occurred_at,
        e.recorded_at,
        e.actor,
        e.office_id,
        e.origin,
        e.body,
        hex(e.prev_hash),
        hex(e.hash),
        inScopes,
      ]),
    )
  for (const p of life.privates)
    lines.dossier_private.push(line([id, p.seq, hex(p.salt), hex(p.bytes), inScopes]))
  const phone = command.phone ?? null
  lines.dossier_contact.push(
    line([id, phone, phone?.slice(-4), command.email, command.language ?? 'vi', inScopes]),
  )
  for (const f of life.files)
    lines.dossier_file.push(
      line([id, f.id, f.seq, f.paper, f.name, hex(f.sha256), f.size, f.media_type, inScopes]),
    )
  for (const scope of scopes)
    lines.dossier_access.push(line([id, scope, row['is_open'], row['waits_for'], row['due_at']]))
  const words = searchWords(state.code, [command.ownerName, command.applicantName], scopes)
  lines.dossier_search.push(line([id, words.map(lexeme).join(' ')]))
  const kind = state.source === 'nationalPortal' ? 'portal' : 'own'
  lines.dossier_code.push(line([state.code, id, kind, state.submittedAt]))
  for (const k of life.keys.filter(({ at }) => at >= keptSince))
    lines.submission_key.push(line([k.key, k.actor, k.command, hex(requestHash), id, k.seq, k.at]))
}

type Value = string | number | boolean | null | undefined

function line(values: readonly Value[]): string {
  return values.map(text).join('\t')
}

/** COPY's text format: backslash, tab and line ends are escaped, \N is null. */
export function text(value: Value): string {
  if (value === null || value === undefined) return '\\N'
  if (typeof value === 'boolean') return value ? 't' : 'f'
  if (typeof value === 'number') return String(value)
  return /[\\\n\r\t]/.test(value)
    ? value
        .replaceAll('\\', '\\\\')
        .replaceAll('\n', '\\n')
        .replaceAll('\r', '\\r')
        .replaceAll('\t', '\\t')
    : value
}

function hex(bytes: string): string {
  return `\\x${bytes}`
}

/** A word as tsvector's own text has it. */
function lexeme(word: string): string {
  return `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
}
