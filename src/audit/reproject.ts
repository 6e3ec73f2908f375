/**
 * The one safe repair: what follows from the history of a dossier is written anew from it. Refused when the history itself is not
 * whole or is shorter than what was signed, because then a repair would cover up a loss. Nothing outside hears of it.
 */
import type { Db, Tx } from '../db/connect.ts'
import { lockForRepair, writeProjection } from '../dossier/reproject-store.ts'
import { searchWords } from '../dossier/search-words.ts'
import { expectedFiles } from './invariants/files.ts'
import { expectedNames, expectedRow } from './invariants/history.ts'
import type { Facts } from './invariants/invariant.ts'
import { isBroken } from './invariants/open-page.ts'
import { privateOf, refold } from './invariants/refold.ts'
import { expectedScopes } from './invariants/scopes.ts'
import { rawByIds, type RawDossier } from './store.ts'
import { verifyDossier } from './verify.ts'
import { signedHead } from './checkpoint-store.ts'

export type Reprojected = { isDone: true } | { isDone: false; why: string }

export async function reproject(
  db: Db,
  facts: Pick<Facts, 'termsOf' | 'ancestorsOf'>,
  id: string,
): Promise<Reprojected> {
  return db.transaction().execute((tx) => reprojectIn(tx, facts, id))
}

async function reprojectIn(
  tx: Tx,
  facts: Pick<Facts, 'termsOf' | 'ancestorsOf'>,
  id: string,
): Promise<Reprojected> {
  if (!(await lockForRepair(tx, id))) return { isDone: false, why: 'không còn hồ sơ để dựng lại' }
  const raw = (await rawByIds(tx, [id]))[0]!
  if (isBroken(raw, verifyDossier(raw, facts.termsOf)))
    return { isDone: false, why: 'lịch sử không nguyên vẹn: dựng lại sẽ che mất lỗi' }
  if (await isShorterThanSigned(tx, raw))
    return { isDone: false, why: 'lịch sử ngắn hơn hoặc khác điểm kiểm đã ký' }
  if (raw.row === null) return { isDone: false, why: 'bảng hồ sơ không còn dòng này' }
  const state = refold(raw, facts.termsOf)
  const scopes = expectedScopes(state, facts)
  const row = { ...expectedRow(raw, state, facts), ...expectedNames(raw) }
  const names = [nameIn(row, raw, 'owner_name'), nameIn(row, raw, 'applicant_name')]
  const fileNames = Object.assign({}, ...raw.events.map((each) => privateOf(each)?.fileNames ?? {}))
  await writeProjection(tx, {
    id,
    state,
    scopes,
    row,
    words: searchWords(state.code, names, scopes),
    files: expectedFiles(raw).map((file) => ({ ...file, name: fileNames[file.id] ?? '' })),
  })
  return { isDone: true }
}

async function isShorterThanSigned(
  tx: Tx,
  { dossier_id: id, events }: RawDossier,
): Promise<boolean> {
  const head = await signedHead(tx, id)
  return head !== undefined && events[head.seq - 1]?.hash !== head.hash
}

/** After a lawful erasure the row keeps the name that it has. */
function nameIn(row: Record<string, unknown>, raw: RawDossier, column: string): string {
  const name = row[column] ?? raw.row?.[column]
  return typeof name === 'string' ? name : ''
}
