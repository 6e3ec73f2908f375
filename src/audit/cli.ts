/**
 * `motcua verify`, `checkpoint` and `history`. A run over all dossiers is kept for the page of the house's state.
 * Exit code 0: whole; 1: something is bad; 2: wrong use.
 */
import { createWriteStream, readFileSync } from 'node:fs'
import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import type { Db } from '../db/connect.ts'
import { BadCheckpoint, verifyAgainst } from './against.ts'
import { HISTORY_USAGE, VERIFY_USAGE } from './cli-words.ts'
import { lostSentence, sentence } from './fault-words.ts'
import { BadHeads } from './heads-file.ts'
import { historyLine, verifyHistoryFile } from './history-file.ts'
import { HistoryLost, makeCheckpoint, type CheckpointDeps } from './make-checkpoint.ts'
import { FIRST_ID, LAST_ID, rawByCode, rawDossiers, type RawDossier } from './store.ts'
import { keepVerification } from './verification-store.ts'
import { verifyAll } from './verify-all.ts'
import { verifyDossier, type TermsOf } from './verify.ts'

export type VerifyDeps = {
  db: Db
  /** Where threads connect to; without it everything runs in this one. */
  url?: string
  termsOf: TermsOf
  out(line: string): void
  /** A line that is written over and over, for a person who waits. */
  progress?(line: string): void
}

const verifyOptions = {
  'since-checkpoint': { type: 'boolean', default: false },
  against: { type: 'string' },
  key: { type: 'string' },
  threads: { type: 'string', default: '1' },
} as const

/** Verifies one dossier, all of them, those changed since the newest checkpoint, or the house against a checkpoint. */
export async function runVerify(args: string[], deps: VerifyDeps): Promise<number> {
  const given = parsed(() =>
    parseArgs({ args, options: verifyOptions, allowPositionals: true, strict: true }),
  )
  const threads = Number(given?.values.threads)
  if (
    given === undefined ||
    given.positionals.length > 1 ||
    !Number.isInteger(threads) ||
    threads < 1
  ) {
    deps.out(VERIFY_USAGE)
    return 2
  }
  const [code] = given.positionals
  const { against } = given.values
  if (code !== undefined) return verifyOne(code, deps)
  if (against !== undefined) return verifyWith(against, given.values.key, deps)
  return verifyMany(deps, { threads, changedOnly: given.values['since-checkpoint'] })
}

function parsed<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}

async function verifyOne(code: string, { db, termsOf, out }: VerifyDeps): Promise<number> {
  const raw = await rawByCode(db, code)
  if (!raw) {
    out(`Không có hồ sơ mang mã ${code}.`)
    return 1
  }
  const fault = verifyDossier(raw, termsOf)
  out(fault ? sentence(fault) : `Hồ sơ ${code}: ${raw.events.length} dòng lịch sử, nguyên vẹn.`)
  return fault ? 1 : 0
}

async function verifyMany(
  { db, url, termsOf, out, progress }: VerifyDeps,
  { threads, changedOnly }: { threads: number; changedOnly: boolean },
): Promise<number> {
  const startedAt = new Date()
  const { dossiers, events, faults } = await verifyAll({
    db,
    termsOf,
    changedOnly,
    ...(url !== undefined && { threads: { many: threads, url } }),
    onProgress: (share, soFar) =>
      progress?.(
        `${Math.round(share * 100)} %, ${soFar.dossiers} hồ sơ, ${soFar.faults.length} lỗi`,
      ),
  })
  for (const fault of faults) out(sentence(fault))
  const firstFault = faults[0] ? sentence(faults[0]) : null
  if (!changedOnly)
    await keepVerification(db, { startedAt, dossiers, events, faults: faults.length, firstFault })
  out(
    `Đã kiểm ${dossiers} hồ sơ, ${events} dòng lịch sử: ${faults.length === 0 ? 'nguyên vẹn' : `${faults.length} hồ sơ có lỗi`}.`,
  )
  return faults.length === 0 ? 0 : 1
}

async function verifyWith(
  path: string,
  trusted: string | undefined,
  { db, out }: VerifyDeps,
): Promise<number> {
  try {
    const { checkpoint, heads, faults } = await verifyAgainst({
      db,
      path,
      ...(trusted !== undefined && { trusted: readFileSync(trusted, 'utf8') }),
      onFault: out,
    })
    out(
      `Điểm kiểm ${checkpoint.number} (${checkpoint.at}): ${heads} hồ sơ, ${faults === 0 ? 'đều còn nguyên' : `${faults} hồ sơ không còn nguyên`}.`,
    )
    return faults === 0 ? 0 : 1
  } catch (error) {
    if (!(error instanceof BadCheckpoint || error instanceof BadHeads)) throw error
    out(error.message)
    return 1
  }
}

/** `motcua verify --file`: needs no database. */
export async function runVerifyFile(file: string, out: (line: string) => void): Promise<number> {
  const { dossiers, events, faults } = await verifyHistoryFile(file, out)
  out(
    `Đã kiểm tệp ${file}: ${dossiers} hồ sơ, ${events} dòng, ${faults === 0 ? 'nguyên vẹn' : `${faults} lỗi`}.`,
  )
  return faults === 0 && events > 0 ? 0 : 1
}

export async function runCheckpoint(
  deps: CheckpointDeps,
  out: (line: string) => void,
): Promise<number> {
  try {
    const { document, file, isStamped } = await makeCheckpoint(deps)
    const stamp = isStamped ? ', có dấu thời gian' : ''
    out(
      `Điểm kiểm ${document.number}: ${document.dossiers} hồ sơ, gốc ${document.root.slice(0, 16)}…${stamp}. ${file}`,
    )
    return 0
  } catch (error) {
    if (!(error instanceof HistoryLost)) throw error
    for (const lost of error.lost) out(lostSentence(lost))
    out('Không ký điểm kiểm mới khi lịch sử không còn nguyên.')
    return 1
  }
}

/** `motcua history CODE|--all --out FILE`. */
export async function runHistory(
  args: string[],
  { db, out }: Pick<VerifyDeps, 'db' | 'out'>,
): Promise<number> {
  const given = parsed(() =>
    parseArgs({
      args,
      options: { all: { type: 'boolean', default: false }, out: { type: 'string' } },
      allowPositionals: true,
      strict: true,
    }),
  )
  const [code, ...others] = given?.positionals ?? []
  const file = given?.values.out
  if (
    given === undefined ||
    file === undefined ||
    others.length > 0 ||
    (code === undefined) !== given.values.all
  ) {
    out(HISTORY_USAGE)
    return 2
  }
  if (code !== undefined && (await rawByCode(db, code)) === undefined) {
    out(`Không có hồ sơ mang mã ${code}.`)
    return 1
  }
  const { dossiers, events } = await writeHistories(
    file,
    code === undefined ? everyDossier(db) : oneDossier(db, code),
  )
  out(`Đã ghi ${events} dòng lịch sử của ${dossiers} hồ sơ vào ${file}.`)
  return 0
}

async function writeHistories(file: string, all: AsyncGenerator<RawDossier>) {
  const stream = createWriteStream(file, { flush: true })
  let [dossiers, events] = [0, 0]
  for await (const raw of all) {
    dossiers += 1
    for (const row of raw.events) {
      events += 1
      if (!stream.write(`${historyLine(row)}\n`)) await once(stream, 'drain')
    }
  }
  stream.end()
  await finished(stream)
  return { dossiers, events }
}

async function* oneDossier(db: Db, code: string): AsyncGenerator<RawDossier> {
  const raw = await rawByCode(db, code)
  if (raw) yield raw
}

async function* everyDossier(db: Db): AsyncGenerator<RawDossier> {
  for (let after = FIRST_ID; ;) {
    const batch = await rawDossiers(db, { after, until: LAST_ID }, 500)
    yield* batch
    const last = batch.at(-1)
    if (last === undefined) return
    after = last.dossier_id
  }
}
