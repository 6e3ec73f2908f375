/**
 * Loading the program costs a test process seconds; most files ask little more than that. So files that get along share a
 * process: a batch is a file in which each of them is a suite of its own, so that its hooks begin with its first test and end with its
 * last one. Node runs each batch as one file, and its summary counts every test as before.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'

/** Rules without input and output: any number of them live together. */
const PURE_BATCHES = 3
/** Each with a database of its own; and each with a browser besides. */
const WITH_DATABASE = 12
const WITH_BROWSER = 6

/** What would reach the neighbours: a mocked clock, an altered environment. */
const SELFISH =
  /\bmock\.|process\.env\[[^\]]+\]\s*=|delete process\.env|process\.(?:on|chdir|exitCode)\b/

/** Of the files in test/, those that start programs or browsers, or go on for long. */
const LONG =
  /^test\/(?:journeys|crash|citizen-pages|abuse|access\/matrix|bad-input|deploy\/(?:migrations|side)|faults|logs|races|reorganisation)/

/**
 * One entry for each process of the runner, written into `folder`. Their names are in the order in which they should begin: whole
 * programs last longest, and short rules fill what is left of the time.
 */
export function inBatches(files: readonly string[], folder: string, root: string): string[] {
  const shared = files.filter((file) => mayShare(file, join(root, file)))
  const alone = files.filter((file) => !shared.includes(file))
  const seen = shared.filter((file) => /\.browser\.test\./.test(file))
  const stored = shared.filter((file) => /\.(?:db|http)\.test\./.test(file))
  const pure = shared.filter((file) => !seen.includes(file) && !stored.includes(file))
  const programs = alone.filter((file) => file.startsWith('test/'))
  const others = alone.filter((file) => !programs.includes(file))
  const batches = [
    ...cut(programs, 1),
    ...cut(seen, WITH_BROWSER),
    ...cut(others, 1),
    ...cut(stored, WITH_DATABASE),
    ...dealt(pure, PURE_BATCHES),
  ]
  mkdirSync(folder, { recursive: true })
  return batches.map((batch, nth) => {
    const number = String(nth + 1).padStart(3, '0')
    const [only, ...more] = batch
    const name = more.length === 0 ? only!.replace(/\.tsx?$/, '').replaceAll('/', '.') : 'batch'
    const entry = join(folder, `${number}-${name.replace(/\.test$/, '')}.test.ts`)
    const path = (file: string): string => {
      const from = relative(folder, join(root, file))
      return JSON.stringify(from.startsWith('.') ? from : `./${from}`)
    }
    const suites = batch.map(
      (file) => `describe(${JSON.stringify(file)}, async () => void (await import(${path(file)})))`,
    )
    const lines =
      more.length === 0
        ? [`import ${path(only!)}`]
        : [`import { describe } from 'node:test'`, ...suites]
    writeFileSync(entry, `${lines.join('\n')}\n`)
    return entry
  })
}

function mayShare(file: string, path: string): boolean {
  return !LONG.test(file) && !SELFISH.test(readFileSync(path, 'utf8'))
}

/** Like cards, so that neighbours in the alphabet, often alike in weight, go to different hands. */
function dealt(files: readonly string[], hands: number): string[][] {
  return Array.from({ length: hands }, (_, hand) =>
    files.filter((_file, nth) => nth % hands === hand),
  ).filter((batch) => batch.length > 0)
}

function cut(files: readonly string[], size: number): string[][] {
  return Array.from({ length: Math.ceil(files.length / size) }, (_, nth) =>
    files.slice(nth * size, (nth + 1) * size),
  )
}
