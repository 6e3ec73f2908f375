/** Power cuts while people file, and what is on the disk afterwards. For bench/power and test/ci. */
import { randomInt } from 'node:crypto'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { diskFiles } from '../../src/adapters/disk-files.ts'
import { startEmbedded } from '../../src/db/embedded.ts'
import { startCrowd, type Acknowledged } from './crowd.ts'
import { makeDisk, type Disk } from './disks.ts'
import { CROWD_SETTINGS, PORTAL_KEY } from './kills.ts'
import { startProgram, verifyIn } from './running.ts'

export type PowerCuts = {
  cuts: number
  citizens: number
  portals: number
  /** Negative control: PostgreSQL believes that everything it hands over is on the disk at once. */
  fsync: boolean
}

/** What one cut left: of the dossiers acknowledged before it, those that are gone, and everything else that is wrong. */
export type AfterCut = { acknowledged: number; lost: number; faults: string[] }

type Cut = { image: string; acknowledged: readonly Acknowledged[] }

/** Cuts the power `cuts` times at random moments of one run, then starts the house again on what each cut left. */
export async function cutPower(options: PowerCuts): Promise<AfterCut[]> {
  const disk = makeDisk({ megabytes: 1500, copies: 3 })
  try {
    const { cuts, state } = await cutsOf(disk, options)
    const found: AfterCut[] = []
    for (const { image, acknowledged } of cuts) {
      found.push(await disk.after(image, (folder) => lookAt(join(folder, state), acknowledged)))
    }
    return found
  } finally {
    disk.remove()
  }
}

async function cutsOf(
  disk: Disk,
  { cuts, citizens, portals, fsync }: PowerCuts,
): Promise<{ cuts: Cut[]; state: string }> {
  const running = await startProgram({ env: CROWD_SETTINGS, parent: disk.folder })
  try {
    disk.settle()
    if (!fsync) await believeTheDisk(running.adminUrl())
    const crowd = await startCrowd({ url: running.url, key: PORTAL_KEY, citizens, portals })
    const made: Cut[] = []
    for (let nth = 1; nth <= cuts; nth++) {
      await someMore(crowd.acknowledged)
      await sleep(randomInt(0, 1000))
      // Whatever is acknowledged from here on may or may not be there.
      const acknowledged = [...crowd.acknowledged]
      made.push({ image: disk.cut(`cut-${nth}`), acknowledged })
    }
    await crowd.stop()
    return { cuts: made, state: basename(running.stateDir) }
  } finally {
    await running.stop()
  }
}

async function someMore(acknowledged: readonly unknown[]): Promise<void> {
  const before = acknowledged.length
  for (const until = Date.now() + 60_000; acknowledged.length < before + 3; await sleep(5)) {
    if (Date.now() > until) throw new Error('nothing was acknowledged for a minute')
  }
}

async function believeTheDisk(adminUrl: string): Promise<void> {
  const client = new Client({ connectionString: adminUrl })
  await client.connect()
  await client.query('alter system set fsync = off')
  await client.query('select pg_reload_conf()')
  await client.end()
}

async function lookAt(stateDir: string, acknowledged: readonly Acknowledged[]): Promise<AfterCut> {
  const all = acknowledged.length
  const quiet = (): void => undefined
  const server = await startEmbedded({ stateDir, log: { info: quiet, error: quiet } }).catch(
    (error: unknown) => String(error),
  )
  if (typeof server === 'string') return { acknowledged: all, lost: all, faults: [server] }
  try {
    const kept = await keptIn(server.ownerUrl)
    const there = acknowledged.filter(({ id }) => kept.get(id) !== undefined)
    const files = diskFiles(join(stateDir, 'files'))
    const faults = await Promise.all(
      there.map(async ({ id, code, files: sent }) => [
        ...(kept.get(id) === code ? [] : [`${code}: its code is ${kept.get(id)}`]),
        ...(await Promise.all(sent.map((sha256) => faultOf(files, sha256)))).flat(),
      ]),
    )
    return {
      acknowledged: all,
      lost: all - there.length,
      faults: [...faults.flat(), ...verifyIn(stateDir)],
    }
  } finally {
    await server.stop()
  }
}

async function faultOf(files: ReturnType<typeof diskFiles>, sha256: string): Promise<string[]> {
  const bytes = await files.read(sha256).catch(() => undefined)
  return bytes === undefined ? [`a file is not in the store, or not as it was: ${sha256}`] : []
}

async function keptIn(url: string): Promise<Map<string, string>> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ id: string; code: string }>(
      `select d.id, string_agg(c.code, ',') as code from dossier d
         join dossier_code c on c.dossier_id = d.id
         join dossier_event e on e.dossier_id = d.id and e.kind = 'filed' group by d.id`,
    )
    return new Map(rows.map(({ id, code }) => [id, code]))
  } finally {
    await client.end().catch(() => undefined)
  }
}
