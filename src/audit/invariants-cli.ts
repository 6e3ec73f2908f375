/** `motcua invariants`: counts anew what must hold, everything or a part. Exit code 0: all holds; 1: something differs; 2: wrong use. */
import { parseArgs } from 'node:util'
import type { Db } from '../db/connect.ts'
import { INVARIANTS, invariantNamed } from './invariants/all.ts'
import type { Difference, Facts, Invariant } from './invariants/invariant.ts'
import { recompute } from './recompute.ts'
import { rawByCode } from './store.ts'

export type InvariantsDeps = {
  /** The worker's database. */
  db: Db
  facts: Facts
  out(line: string): void
  progress?(line: string): void
}

const USAGE =
  'Cách dùng: motcua invariants [--only TÊN] [--dossier MÃ-HỒ-SƠ] | --list. Đọc lại mọi tệp trong kho.'
const options = {
  only: { type: 'string' },
  dossier: { type: 'string' },
  list: { type: 'boolean' },
} as const

export async function runInvariants(args: string[], deps: InvariantsDeps): Promise<number> {
  const given = read(args)
  if (given === undefined) return say(deps, USAGE, 2)
  const { only, dossier, list } = given
  if (list) {
    for (const { name, statement } of INVARIANTS) deps.out(`${name}: ${statement}`)
    return 0
  }
  const chosen = only === undefined ? undefined : invariantNamed(only)
  if (only !== undefined && chosen === undefined)
    return say(deps, `Không có điều kiện "${only}"; xem motcua invariants --list.`, 2)
  if (dossier !== undefined && chosen?.over === 'table')
    return say(deps, `Điều kiện "${only}" không kiểm được cho riêng một hồ sơ.`, 2)
  const raw = dossier === undefined ? undefined : await rawByCode(deps.db, dossier)
  if (dossier !== undefined && raw === undefined)
    return say(deps, `Không có hồ sơ mang mã ${dossier}.`, 1)
  return look(deps, {
    ...(only !== undefined && { only }),
    ...(raw !== undefined && { dossierId: raw.dossier_id }),
  })
}

function read(args: string[]) {
  try {
    return parseArgs({ args, options, strict: true }).values
  } catch {
    return undefined
  }
}

function say({ out }: InvariantsDeps, words: string, exitCode: number): number {
  out(words)
  return exitCode
}

async function look(
  { db, facts, out, progress }: InvariantsDeps,
  limits: { only?: string; dossierId?: string },
): Promise<number> {
  let found = 0
  const { dossiers, files, mended } = await recompute({
    db,
    facts,
    cause: 'command',
    ...limits,
    onProgress: (many) => progress?.(`${many} hồ sơ, ${found} sai lệch`),
    onDifferences: (invariant, differences) => {
      found += differences.length
      for (const each of differences) out(line(invariant, each))
    },
  })
  out(
    `Đã kiểm ${dossiers} hồ sơ, ${files} tệp: ${found === 0 ? 'mọi điều kiện đều đúng' : `${found} sai lệch`}${mended > 0 ? `, ${mended} sai lệch cũ đã hết` : ''}.`,
  )
  return found === 0 ? 0 : 1
}

function line({ name, title }: Invariant, { place, what }: Difference): string {
  return `SAI LỆCH ${name} (${title}) tại ${place}: ${what}.`
}
