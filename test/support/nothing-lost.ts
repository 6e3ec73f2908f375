/** Looks whether everything that was acknowledged is there: complete, once, and the same when it is sent again. */
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { diskFiles } from '../../src/adapters/disk-files.ts'
import type { FileStore } from '../../src/paper/files.ts'
import type { Acknowledged } from './crowd.ts'
import type { Running } from './running.ts'

export type Findings = {
  /** Acknowledged dossiers that are not there at all. */
  lost: string[]
  /** One submission that became several dossiers, or several that became one. */
  doubled: string[]
  /** Everything else that is wrong, in plain words. */
  faults: string[]
}

export type LookOptions = {
  /** How many are sent again under the same key. */
  again: number
}

/** What is asked of a running program here. */
export type Looked = Pick<Running, 'ownerUrl' | 'stateDir' | 'motcua'>

export async function lookForLosses(
  running: Looked,
  acknowledged: readonly Acknowledged[],
  { again }: LookOptions,
): Promise<Findings> {
  const kept = await keptDossiers(running.ownerUrl())
  const lost = acknowledged.filter(({ id }) => !kept.has(id)).map(({ code }) => code)
  const there = acknowledged.filter(({ id }) => kept.has(id))
  const store = diskFiles(join(running.stateDir, 'files'))
  const doubled = twins(acknowledged, kept.size + lost.length)
  const faults = [
    ...(await Promise.all(there.map((one) => faultsOf(one, kept.get(one.id)!, store)))).flat(),
    ...(await sentAgain(there, again)),
    ...historyFaults(running),
  ]
  return { lost, doubled, faults }
}

type Kept = { codes: string[]; filed: number; files: string[]; offices: number; notices: number }

const KEPT = `
  select d.id,
    array(select c.code from dossier_code c where c.dossier_id = d.id) as codes,
    (select count(*)::int from dossier_event e where e.dossier_id = d.id and e.kind = 'filed') as filed,
    array(
      select f ->> 'sha256' from dossier_event e,
        jsonb_path_query(e.body::jsonb, '$.papers[*].files[*]') f
       where e.dossier_id = d.id and e.kind = 'filed') as files,
    (select count(*)::int from dossier_access a where a.dossier_id = d.id and a.waits_for = 'receptionist') as offices,
    (select count(*)::int from notice_delivery n where n.dossier_id = d.id and n.kind = 'submitted' and n.channel = 'sms') as notices
  from dossier d`

/** What stands in the database once everything that follows from the histories has been done. */
async function keptDossiers(ownerUrl: string): Promise<Map<string, Kept>> {
  const client = new Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    for (const until = Date.now() + 60_000; Date.now() < until; await sleep(100)) {
      const { rows } = await client.query<{ pending: number }>(
        'select count(*)::int as pending from dossier_pending',
      )
      if (rows[0]?.pending === 0) break
    }
    const { rows } = await client.query<Kept & { id: string }>(KEPT)
    return new Map(rows.map((row) => [row.id, row]))
  } finally {
    await client.end()
  }
}

/** Everybody kept at it until they were acknowledged, so there are as many dossiers as acknowledgements. */
function twins(acknowledged: readonly Acknowledged[], dossiers: number): string[] {
  const ids = new Set(acknowledged.map(({ id }) => id))
  const doubled = acknowledged.filter((one) => one.ids.length > 1)
  const codes = new Set(acknowledged.map(({ code }) => code))
  return [
    ...(ids.size === acknowledged.length ? [] : ['two submissions became one dossier']),
    ...(codes.size === acknowledged.length ? [] : ['two dossiers have one code']),
    ...doubled.map(({ code }) => `${code}: one draft became several dossiers`),
    ...(dossiers === acknowledged.length
      ? []
      : [`${dossiers} dossiers for ${acknowledged.length} submissions`]),
  ]
}

async function faultsOf(
  { code, files, door }: Acknowledged,
  kept: Kept,
  store: FileStore,
): Promise<string[]> {
  const said = (what: string): string => `${code} (${door}): ${what}`
  const missing = await Promise.all(files.map((sha256) => isMissing(store, sha256)))
  return [
    ...(kept.codes.join() === code ? [] : [said(`its codes are ${kept.codes.join(', ')}`)]),
    ...(kept.filed === 1 ? [] : [said(`filed ${kept.filed} times`)]),
    ...(kept.files.toSorted().join() === files.toSorted().join()
      ? []
      : [said('its history names other files than those sent')]),
    ...(missing.includes(true) ? [said('a file is not in the store, or not as it was')] : []),
    ...(kept.offices > 0 ? [] : [said('it stands in no queue')]),
    ...(kept.notices === 1 ? [] : [said(`${kept.notices} texts about its submission`)]),
  ]
}

async function isMissing(store: FileStore, sha256: string): Promise<boolean> {
  try {
    return (await store.read(sha256)) === undefined
  } catch {
    return true // read, and not the bytes that were sent
  }
}

async function sentAgain(there: readonly Acknowledged[], most: number): Promise<string[]> {
  const step = Math.max(1, Math.floor(there.length / most))
  const faults: string[] = []
  for (const one of there.filter((_, nth) => nth % step === 0)) {
    const { id, code } = await one.again()
    if (id !== one.id || code !== one.code) faults.push(`${one.code}: sent again it is ${code}`)
  }
  return faults
}

function historyFaults(running: Looked): string[] {
  const { code, output } = running.motcua('verify')
  return code === 0 ? [] : [`motcua verify: ${output.trim()}`]
}
