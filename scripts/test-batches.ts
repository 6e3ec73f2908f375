/**
 * Loading the program costs a test process seconds; most files ask little more than that. So files that get along share a
 * process: a batch is a file that imports them. Node runs each batch as one file, and its summary counts every test as before.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Rules without input and output: any number of them live together. */
const PURE_BATCHES = 3
/** Each with a database of its own, open until the last of its batch has ended. */
const WITH_DATABASE = 5

/** What would reach the neighbours: hooks around every test, a mocked clock, an altered environment. */
const SELFISH =
  /^\s*(?:before|after)Each\(|\bmock\.|process\.env\[|process\.(?:on|chdir|exitCode)\b/m

/** Files of the runner: those that must be alone as they are, the others as batches written into `folder`. */
export function inBatches(files: readonly string[], folder: string, root: string): string[] {
  const path = (file: string): string => join(root, file)
  const alone = files.filter((file) => !mayShare(file, path(file)))
  const shared = files.filter((file) => !alone.includes(file))
  const pure = shared.filter((file) => !/\.(?:db|http)\.test\./.test(file))
  const stored = shared.filter((file) => !pure.includes(file))
  const batches = [...dealt(pure, PURE_BATCHES), ...cut(stored, WITH_DATABASE)]
  mkdirSync(folder, { recursive: true })
  const written = batches.map((batch, nth) => {
    const file = join(folder, `batch-${String(nth + 1).padStart(2, '0')}.test.mts`)
    const imports = batch.map((each) => `import ${JSON.stringify(pathToFileURL(path(each)).href)}`)
    writeFileSync(file, `${imports.join('\n')}\n`)
    return file
  })
  return [...alone, ...written]
}

function mayShare(file: string, path: string): boolean {
  return (
    /^src\/.*\.test\.tsx?$/.test(file) &&
    !/\.browser\.test\.tsx?$/.test(file) &&
    !SELFISH.test(readFileSync(path, 'utf8'))
  )
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
