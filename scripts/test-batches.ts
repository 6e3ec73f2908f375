/**
 * Loading the program costs a test process seconds; most files ask little more than that. So files that get along share a
 * process: a batch is a file that imports them. Node runs each batch as one file, and its summary counts every test as before.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'

/** Rules without input and output: any number of them live together. */
const PURE_BATCHES = 3
/** Each with a database of its own, open until the last of its batch has ended; and each with a browser besides. */
const WITH_DATABASE = 8
const WITH_BROWSER = 4

/** What would reach the neighbours: hooks around every test, a mocked clock, an altered environment. */
const SELFISH =
  /^\s*(?:before|after)Each\(|\bmock\.|process\.env\[|process\.(?:on|chdir|exitCode)\b/m

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
    const imports = batch.map((file) => {
      const path = relative(folder, join(root, file))
      return `import ${JSON.stringify(path.startsWith('.') ? path : `./${path}`)}`
    })
    writeFileSync(entry, `${imports.join('\n')}\n`)
    return entry
  })
}

function mayShare(file: string, path: string): boolean {
  return /^src\/.*\.test\.tsx?$/.test(file) && !SELFISH.test(readFileSync(path, 'utf8'))
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
