/** `motcua verify [CODE]`: a run over all dossiers is kept for the page of the house's state. Exits 0 when every history is whole, 1 when a row is bad, 2 on wrong use. */
import type { Db } from '../db/connect.ts'
import { verifyDossier, type Fault, type TermsOf } from './verify.ts'
import { rawByCode, rawDossiers } from './store.ts'
import { keepVerification } from './verification-store.ts'

export type VerifyDeps = {
  db: Db
  termsOf: TermsOf
  out(line: string): void
}

const BATCH = 200
const FIRST = '00000000-0000-0000-0000-000000000000'

/** Verifies one dossier or all of them; the exit code. */
export async function runVerify(args: string[], deps: VerifyDeps): Promise<number> {
  if (args.length > 1) {
    deps.out('Cách dùng: motcua verify [MÃ-HỒ-SƠ]')
    return 2
  }
  const code = args[0]
  return code === undefined ? verifyAll(deps) : verifyOne(code, deps)
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

async function verifyAll({ db, termsOf, out }: VerifyDeps): Promise<number> {
  const startedAt = new Date()
  let [dossiers, events, faults] = [0, 0, 0]
  let firstFault: string | null = null
  let after = FIRST
  for (
    let batch = await rawDossiers(db, after, BATCH);
    batch.length > 0;
    batch = await rawDossiers(db, after, BATCH)
  ) {
    for (const raw of batch) {
      const fault = verifyDossier(raw, termsOf)
      if (fault) out(sentence(fault))
      firstFault ??= fault && sentence(fault)
      faults += fault ? 1 : 0
      dossiers += 1
      events += raw.events.length
    }
    after = batch.at(-1)!.dossier_id
  }
  await keepVerification(db, { startedAt, dossiers, events, faults, firstFault })
  out(
    `Đã kiểm ${dossiers} hồ sơ, ${events} dòng lịch sử: ${faults === 0 ? 'nguyên vẹn' : `${faults} hồ sơ có lỗi`}.`,
  )
  return faults === 0 ? 0 : 1
}

function sentence({ code, dossierId, seq, what }: Fault): string {
  const where = seq === 0 ? 'toàn hồ sơ' : `dòng ${seq}`
  return `LỖI hồ sơ ${code} (${dossierId}), ${where}: ${what}.`
}
