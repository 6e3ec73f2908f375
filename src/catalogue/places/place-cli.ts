/** `motcua place "…" [--on YYYY-MM-DD]`: one reading as JSON, from the files alone. */
import { parseArgs } from 'node:util'
import { parseDay, toDay } from '../../lib/time.ts'
import { readCodeLists } from '../code-list-files.ts'
import type { CodeLists } from '../code-lists.ts'
import type { FormerUnit, PlaceChoice, PlaceReading } from './place.ts'

export type PlaceCommand = {
  dataDir: string
  now: () => Date
  out: (line: string) => void
  log: { error: (words: string) => void }
}

/** Exit code 0 when the words name a place, also one that has to be asked about; 1 when none, 2 for wrong use. */
export async function runPlace(args: string[], command: PlaceCommand): Promise<number> {
  const asked = askedOf(args)
  if (typeof asked === 'string') {
    command.log.error(asked)
    return 2
  }
  const on = asked.on ?? toDay(command.now())
  const codeLists = readCodeLists(command.dataDir)
  const reading = codeLists.readCommune(asked.typed, on)
  command.out(JSON.stringify({ typed: asked.typed, on, ...shown(reading, codeLists) }, null, 2))
  return reading.kind === 'unknown' ? 1 : 0
}

function askedOf(args: string[]): { typed: string; on: ReturnType<typeof parseDay> } | string {
  const usage =
    'Cách dùng: motcua place "phường Hàng Bạc, quận Hoàn Kiếm" [--on 2025-06-30]. (One place in quotes, one day.)'
  const { values, positionals } = parsed(args) ?? { values: {}, positionals: [] }
  const [typed = '', ...more] = positionals
  if (typed.trim() === '' || more.length > 0) return usage
  const on = values.on === undefined ? undefined : parseDay(values.on)
  if (values.on !== undefined && !on)
    return `“${values.on}” không phải ngày có thật, ví dụ 2025-06-30.`
  return { typed, on }
}

function parsed(args: string[]) {
  try {
    return parseArgs({ args, options: { on: { type: 'string' } }, allowPositionals: true })
  } catch {
    return undefined
  }
}

function shown(reading: PlaceReading, codeLists: CodeLists): object {
  const { house, merged } = reading
  const rest = { ...(house === '' ? {} : { house }), ...(merged ? { merged } : {}) }
  switch (reading.kind) {
    case 'found':
      return {
        kind: 'found',
        ...unit(reading.code, codeLists),
        by: reading.by.map(former),
        ...rest,
      }
    case 'split': {
      const parts = reading.choices.map((choice) => part(choice, codeLists))
      return { kind: 'split', former: former(reading.former), parts, ...rest }
    }
    case 'ambiguous': {
      const places = reading.choices.map(({ former: old, ...choice }) => ({
        ...(old ? { former: former(old) } : {}),
        ...part({ former: old, ...choice }, codeLists),
      }))
      return { kind: 'ambiguous', places, ...rest }
    }
    case 'unknown':
      return { kind: 'unknown', nearest: reading.nearest, ...rest }
  }
}

function unit(code: string, codeLists: CodeLists) {
  return { code, name: codeLists.communeName(code), since: '2025-07-01' }
}

function former({ number, name, district, province }: FormerUnit) {
  return { code: number, name, district, province, until: '2025-06-30' }
}

function part({ value, code, said }: PlaceChoice, codeLists: CodeLists) {
  return { choice: value, ...unit(code, codeLists), source: said ?? null }
}
