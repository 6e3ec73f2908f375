/** The real program on a disk that fills up while people file, and what everybody is told. For test/ci and bench. */
import { randomFillSync } from 'node:crypto'
import { closeSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { clientOf } from '../../standins/portal/client.ts'
import { handOverOf } from '../../standins/portal/mother.ts'
import { chanceOf } from '../../src/demo/chance.ts'
import { madeScan } from '../../src/demo/scan.ts'
import { START } from './birth-filing.ts'
import { caller, type Caller } from './caller.ts'
import { draftOf, signIn, startCrowd, type Crowd } from './crowd.ts'
import { smallDisk } from './disks.ts'
import { CROWD_SETTINGS, PORTAL_KEY } from './kills.ts'
import { lookForLosses, type Findings } from './nothing-lost.ts'
import { startProgram, type Running } from './running.ts'

export type WhileFull = {
  freeBytes: number
  /** A citizen's photograph: status and page. */
  page: { status: number; body: string }
  /** The National Portal's dossier: status and problem document. */
  contract: { status: number; code: string }
  /** Pages that people read, with their status. */
  reading: Record<string, number>
  /** Acknowledged although the disk was full. */
  acknowledged: number
}

export type FullDisk = {
  moments: WhileFull[]
  found: Findings
  acknowledged: number
  retries: number
  /** Program and server are the same processes as before. */
  isSameProgram: boolean
}

const MEGABYTE = 1024 * 1024

/** `leave`: how many megabytes are left free, one moment after the other; at the end there is room again. */
export async function fillWhileFiling(options: {
  reserve: number
  leave: readonly number[]
}): Promise<FullDisk> {
  const disk = smallDisk(700)
  const env = { ...CROWD_SETTINGS, DISK_RESERVE_MB: String(options.reserve) }
  try {
    const running = await startProgram({ env, parent: disk.folder })
    try {
      return await fillAndFree(running, disk.folder, options.leave)
    } finally {
      await running.stop()
    }
  } finally {
    disk.remove()
  }
}

async function fillAndFree(
  running: Running,
  folder: string,
  leave: readonly number[],
): Promise<FullDisk> {
  const processes = (): string => `${running.pid()} ${running.postgresPid()}`
  const began = processes()
  const reader = caller(running.url)
  await signIn(reader, 'thu-nghiem-09')
  const hidden = await draftOf(reader)
  const crowd = await startCrowd({ url: running.url, key: PORTAL_KEY, citizens: 2, portals: 2 })
  await acknowledgedMore(crowd, 4)
  const ballast = join(folder, 'ballast')
  const moments: WhileFull[] = []
  for (const megabytes of leave) {
    fill(ballast, folder, megabytes * MEGABYTE)
    moments.push(await lookRound({ running, reader, hidden, crowd, folder }))
  }
  rmSync(ballast)
  await acknowledgedMore(crowd, 4)
  await crowd.stop()
  return {
    moments,
    found: await lookForLosses(running, crowd.acknowledged, { again: 20 }),
    acknowledged: crowd.acknowledged.length,
    retries: crowd.retries(),
    isSameProgram: processes() === began,
  }
}

/** Writes until so many bytes are left. */
function fill(file: string, folder: string, leave: number): void {
  const handle = openSync(file, 'a')
  const block = randomFillSync(Buffer.alloc(MEGABYTE))
  try {
    for (let room = freeBytes(folder) - leave; room > 0; room = freeBytes(folder) - leave) {
      writeSync(handle, block, 0, Math.min(MEGABYTE, room))
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
  } finally {
    closeSync(handle)
  }
}

function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}

type Round = {
  running: Running
  reader: Caller
  hidden: Record<string, string>
  crowd: Crowd
  folder: string
}

async function lookRound({ running, reader, hidden, crowd, folder }: Round): Promise<WhileFull> {
  const before = await quiet(crowd)
  const file = { field: 'birth-notice', filename: 'b.png', type: 'image/png' }
  const bytes = madeScan(chanceOf(`scan ${before}`))
  const { status, body } = await reader.upload(`${START}/giay-to`, hidden, [{ ...file, bytes }])
  const portal = clientOf({ url: running.url, key: PORTAL_KEY, now: () => new Date() })
  const now = new Date()
  const day = now.toISOString().slice(0, 10).replaceAll('-', '')
  const handed = await portal.post('', handOverOf(`TN98-${day}-1`, now))
  const reading: Record<string, number> = {}
  for (const page of ['/', '/thu-tuc/1.001193', '/ho-so', `${START}/kiem-tra`]) {
    reading[page] = (await reader.get(page)).status
  }
  return {
    freeBytes: freeBytes(folder),
    page: { status, body },
    contract: { status: handed.status, code: (handed.body as { code?: string }).code ?? '' },
    reading,
    acknowledged: crowd.acknowledged.length - before,
  }
}

async function acknowledgedMore({ acknowledged }: Crowd, more: number): Promise<void> {
  const wanted = acknowledged.length + more
  for (const until = Date.now() + 60_000; acknowledged.length < wanted; await sleep(20)) {
    if (Date.now() > until) throw new Error('nothing was acknowledged for a minute')
  }
}

/** Waits until nothing has been acknowledged for a second and a half; how many there were. */
async function quiet({ acknowledged }: Crowd): Promise<number> {
  for (let before = -1; before !== acknowledged.length; await sleep(1500)) {
    before = acknowledged.length
  }
  return acknowledged.length
}
