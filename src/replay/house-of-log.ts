/** A database of its own for one log: nothing of it stands beside real dossiers, and nothing leaves the house. */
import { randomBytes } from 'node:crypto'
import { chmod, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Calendar } from '../calendar/calendar.ts'
import type { TimeLimit } from '../calendar/deadline.ts'
import type { Terms } from '../catalogue/terms.ts'
import type { Workflow } from '../catalogue/workflow.ts'
import { openDb, type Db } from '../db/connect.ts'
import { openServer } from '../db/server.ts'
import { Unstartable } from '../db/unstartable.ts'
import type { DossierDeps } from '../dossier/handle.ts'

export const PROCEDURE = { code: 'replay', version: 1, caseCode: 'replay' }
/** The office that decides, in the house of the log. */
export const OFFICE = 2
export const CITY = 1

export type LogHouse = { owner: Db; app: Db; worker: Db; close(): Promise<void> }

/** Without a folder: one that is thrown away. A folder that holds something is refused: a replay is not mixed with another. */
export async function openLogHouse(
  folder: string | undefined,
  { many, info }: { many: number; info(words: string): void },
): Promise<LogHouse> {
  const stateDir = await stateFolder(folder)
  const remove = async (): Promise<void> => {
    if (folder === undefined) await rm(stateDir, { recursive: true, force: true })
  }
  const opened = await openServer(
    {
      stateDir,
      secret: randomBytes(24).toString('hex'),
      databaseUrl: undefined,
      databaseAppUrl: undefined,
      databaseWorkerUrl: undefined,
    },
    { log: { info, error: info } },
  ).catch(async (error: unknown) => {
    await remove()
    throw error
  })
  const open = (url: string, max: number) =>
    openDb(url, { name: 'replay', max, namedStatements: true })
  const [owner, app, worker] = [
    open(opened.ownerUrl, 1),
    open(opened.appUrl, many),
    open(opened.workerUrl, 2),
  ]
  const close = async (): Promise<void> => {
    await Promise.all([owner.destroy(), app.destroy(), worker.destroy()])
    await opened.stop()
    await remove()
  }
  return { owner, app, worker, close }
}

async function stateFolder(folder: string | undefined): Promise<string> {
  if (folder === undefined) {
    const made = await mkdtemp(join(tmpdir(), 'motcua-replay-'))
    // The database server runs as another user when we are root: the folder must let it pass.
    if (process.getuid?.() === 0) await chmod(made, 0o711)
    return made
  }
  const path = resolve(folder)
  await mkdir(path, { recursive: true })
  if ((await readdir(path)).length > 0)
    throw new Unstartable(`${path}: thư mục không trống; hãy chọn thư mục mới. (Folder not empty.)`)
  if (process.getuid?.() === 0) await chmod(path, 0o711)
  return path
}

export function termsOfLog(workflow: Workflow, limit: TimeLimit): Terms {
  return {
    procedureCode: PROCEDURE.code,
    procedureVersion: PROCEDURE.version,
    procedureName: 'Thủ tục suy ra từ nhật ký sự kiện',
    caseCode: PROCEDURE.caseCode,
    formId: 'replay',
    formVersion: 1,
    workflow,
    limit,
    clockPolicy: 'restart',
    draftSilence: { value: 1, unit: 'workingDay' },
    supplementRoundsWithoutGround: 1,
    supplementLimit: null,
    resultCode: 'replay',
    resultName: 'Kết quả',
    resultTemplate: '',
  }
}

export function depsOfLog(db: Db, terms: Terms, calendar: Calendar): DossierDeps {
  return {
    db,
    law: { calendar: () => calendar, terms: () => terms },
    offices: {
      ancestorsOf: (id) => (id === CITY ? [] : [CITY]),
      agencyCodeOf: (id) => `NK.${id}`,
    },
    poke: () => undefined,
  }
}
