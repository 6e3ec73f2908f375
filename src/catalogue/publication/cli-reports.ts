/** `motcua catalogue export|compare|list`: what is published, for others and beside the National Portal. */
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { toDay } from '../../lib/time.ts'
import { RefusedFile } from '../national/refused-file.ts'
import { readSnapshot } from '../national/snapshot-file.ts'
import type { Procedure } from '../procedure.ts'
import type { CatalogueCli } from './cli.ts'
import { CommandRefused, parsed, refusing } from './cli-files.ts'
import { liveLaw, type LiveLaw } from './live-law.ts'
import { openDataOf } from './open-data.ts'
import { comparedWithSnapshot, type SnapshotComparison } from './portal-comparison.ts'
import { differenceWords } from './portal-words.ts'
import { portalCsv, portalRecord, portalRow } from './portal-record.ts'
import { listedFacts, receivedCodes } from './portal-store.ts'
import { readPublicationRules } from './rules-file.ts'
import { shownOf } from './shown.ts'
import { datesOf, timelinessOf } from './timeliness.ts'
import type { Db } from '../../db/connect.ts'

const exporting = {
  code: { type: 'string', multiple: true },
  as: { type: 'string' },
  out: { type: 'string' },
} as const

/** json: our documents. portal: the portal's own fields, `danh_muc.csv` and `chi_tiet.jsonl`. One file or a folder. */
export async function exportProcedures(args: string[], cli: CatalogueCli): Promise<number> {
  const given = parsed(args, exporting)
  const { as, out: target, code: codes } = given?.values ?? {}
  if (!given || given.positionals.length > 0 || !target || (as !== 'json' && as !== 'portal')) {
    cli.out(
      'Cách dùng: motcua catalogue export [--code MÃ-THỦ-TỤC]… --as json|portal --out TỆP|THƯ-MỤC',
    )
    return 2
  }
  return refusing(cli.out, () =>
    withLaw(cli, async (db, law) => {
      const procedures = chosen(law.procedures(), codes)
      const files =
        as === 'json'
          ? jsonFiles(procedures, { law, cli })
          : await portalFiles(procedures, { db, today: toDay(cli.now()) })
      const written = write(target, files, as)
      cli.out(`Đã ghi ${procedures.length} thủ tục vào ${written.join(', ')}.`)
      return 0
    }),
  )
}

function chosen(all: readonly Procedure[], codes: readonly string[] | undefined): Procedure[] {
  if (!codes) return [...all]
  return codes.map((code) => {
    const found = all.find((each) => each.code === code)
    if (!found) throw new CommandRefused(`Không có thủ tục ${code} nào đang áp dụng.`)
    return found
  })
}

type OutFile = { readonly name: string; readonly text: string }

function jsonFiles(
  procedures: readonly Procedure[],
  { law, cli }: { law: LiveLaw; cli: CatalogueCli },
): OutFile[] {
  const rules = readPublicationRules(cli.dataDir)
  const today = toDay(cli.now())
  return procedures.map(({ code }) => {
    const shown = shownOf(law, { code, today })!
    const dates = datesOf(shown.version, rules)
    const timeliness = timelinessOf(dates, { rules, calendar: law.calendar() })
    return {
      name: `${code}.json`,
      text: `${JSON.stringify(openDataOf(shown, timeliness), null, 2)}\n`,
    }
  })
}

async function portalFiles(
  procedures: readonly Procedure[],
  { db, today }: { db: Db; today: ReturnType<typeof toDay> },
): Promise<OutFile[]> {
  const listed = await listedFacts(
    db,
    procedures.map(({ code }) => code),
  )
  // A row of the portal's list has the portal's own id: what is younger than the list stands in the records only.
  const rows = procedures
    .filter(({ code }) => listed.has(code))
    .map((each) => portalRow(each, listed.get(each.code)))
  const records = procedures.map((each) =>
    portalRecord(each, { listed: listed.get(each.code), today }),
  )
  return [
    { name: 'chi_tiet.jsonl', text: records.map((each) => `${JSON.stringify(each)}\n`).join('') },
    { name: 'danh_muc.csv', text: portalCsv(rows) },
  ]
}

/** Into a folder every file; into a file the one, or all documents together. */
function write(target: string, files: readonly OutFile[], as: 'json' | 'portal'): string[] {
  try {
    const isFile =
      /\.(json|jsonl)$/.test(target) && !(existsSync(target) && statSync(target).isDirectory())
    if (!isFile) {
      mkdirSync(target, { recursive: true })
      for (const { name, text } of files) writeFileSync(join(target, name), text)
      return files.map(({ name }) => join(target, name))
    }
    const text =
      as === 'portal'
        ? files[0]!.text
        : files.length === 1
          ? files[0]!.text
          : `[${files.map((file) => file.text.trim()).join(',\n')}]\n`
    writeFileSync(target, text)
    return [target]
  } catch (error) {
    throw new CommandRefused(
      `Không ghi được vào ${target}: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}

/** Exit code 0: the comparison was made, whatever it found. */
export async function compareFile(args: string[], cli: CatalogueCli): Promise<number> {
  const given = parsed(args, { 'taken-on': { type: 'string' }, report: { type: 'string' } })
  const [file, ...more] = given?.positionals ?? []
  if (!given || !file || more.length > 0) {
    cli.out(
      'Cách dùng: motcua catalogue compare TỆP [--taken-on NĂM-THÁNG-NGÀY] [--report TỆP.json]',
    )
    return 2
  }
  return refusing(cli.out, () =>
    withLaw(cli, async (db, law) => {
      const today = toDay(cli.now())
      const takenOn = given.values['taken-on']
      const snapshot = readable(() => readSnapshot(file, { takenOn, today }))
      const received = await receivedCodes(db)
      const compared = comparedWithSnapshot(law.procedures(), snapshot, { received, today })
      const { report } = given.values
      if (report) writeFileSync(report, `${JSON.stringify(compared, null, 2)}\n`)
      say(compared, cli.out)
      return 0
    }),
  )
}

function readable<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof RefusedFile) throw new CommandRefused(error.message)
    throw error
  }
}

const MOST_NAMED = 20

function say(compared: SnapshotComparison, out: CatalogueCli['out']): void {
  const { missingThere, missingHere, different, same } = compared
  out(`So với ${compared.source}, chụp ngày ${compared.takenOn}:`)
  out(`Có ở đây, không có trên cổng: ${missingThere.length}`)
  for (const { code, name } of missingThere) out(`  ${code} ${name}`)
  out(`Có trên cổng, Hà Nội tiếp nhận, chưa biên tập ở đây: ${missingHere.length}`)
  for (const { code, name } of missingHere.slice(0, MOST_NAMED)) out(`  ${code} ${name}`)
  if (missingHere.length > MOST_NAMED)
    out(`  … và ${missingHere.length - MOST_NAMED} thủ tục nữa (--report ghi đủ)`)
  out(`Khác nhau: ${different.length}; giống nhau: ${same.length}`)
  for (const { code, name, differences } of different) {
    out(`  ${code} ${name}`)
    for (const difference of differences) out(`    ${differenceWords(difference)}`)
  }
}

/** Every published version with its days. */
export async function listProcedures(args: string[], cli: CatalogueCli): Promise<number> {
  const given = parsed(args, {})
  if (!given || given.positionals.length > 0) {
    cli.out('Cách dùng: motcua catalogue list')
    return 2
  }
  return withLaw(cli, async (_db, law) => {
    const today = toDay(cli.now())
    for (const code of law.codes()) {
      for (const { version, procedure } of law.versionsOf(code)) {
        const shown = shownOf(law, { code, version, today })!
        const { from, to } = shown.span ?? { from: procedure.validFrom, to: null }
        out(cli, [
          code,
          `v${version}`,
          shown.standing,
          `${from}…${to ?? ''}`,
          procedure.shortName.vi,
        ])
      }
    }
    return 0
  })
}

function out({ out: line }: CatalogueCli, cells: readonly string[]): void {
  line(cells.join('  '))
}

function withLaw(
  cli: CatalogueCli,
  act: (db: Db, law: LiveLaw) => Promise<number>,
): Promise<number> {
  const { dataDir, now } = cli
  return cli.withDb(async (db) =>
    act(db, await liveLaw({ dataDir, db, now, onFault: cli.out, pollMs: 0 })),
  )
}
