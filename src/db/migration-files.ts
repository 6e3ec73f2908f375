/** The migrations of a folder, in order, each with what its first lines say about how it runs. */
import { createHash } from 'node:crypto'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Unstartable } from './unstartable.ts'

export type Migration = {
  number: number
  name: string
  sha256: string
  text: string
  marks: MigrationMarks
}

/** How a migration runs: the lines `-- motcua: …` at its head (docs/operations.md, "Migrations"). */
export type MigrationMarks = {
  /** Programs that do not know it yet go on working: it only adds what they need not know. */
  oldCodeMayRun: boolean
  /** One statement that cannot run inside a transaction, such as `create index concurrently`. */
  isOutside: boolean
  /** One statement for the rows whose key lies between $1 and $2, run over the whole table piece by piece. */
  batches: { table: string; key: string } | undefined
}

/** What stands in the database does not fit the files; nothing was changed. */
export class MigrationRefused extends Unstartable {
  override name = 'MigrationRefused'
}

/** The migrations of a folder in order; numbers rise, without twins. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  const files = await Promise.all(names.map((name) => readMigration(folder, name)))
  for (const [index, file] of files.entries()) {
    if (files[index - 1]?.number === file.number) {
      throw new MigrationRefused(`${file.name}: số đã dùng (the number is used twice)`)
    }
  }
  return files
}

async function readMigration(folder: string, name: string): Promise<Migration> {
  const number = Number(/^(\d{4})_[a-z0-9_]+\.sql$/.exec(name)?.[1])
  if (Number.isNaN(number)) {
    throw new MigrationRefused(
      `${name}: tên tệp phải có dạng 0001_ten_tep.sql (the name must look like 0001_some_name.sql)`,
    )
  }
  const text = await readFile(join(folder, name), 'utf8')
  const sha256 = createHash('sha256').update(text).digest('hex')
  return { number, name, text, sha256, marks: marksOf(name, text) }
}

/** Reads the marks in the comment at the head of a file; an unknown one is refused, because it was meant. */
export function marksOf(name: string, text: string): MigrationMarks {
  const marks: MigrationMarks = { oldCodeMayRun: false, isOutside: false, batches: undefined }
  for (const said of text.matchAll(/^-- motcua: *(.*?) *$/gm)) {
    const [, words = ''] = said
    const batches = /^in batches of (\w+) \((\w+)\)$/.exec(words)
    if (words === 'old code may run') marks.oldCodeMayRun = true
    else if (words === 'outside a transaction') marks.isOutside = true
    else if (batches) marks.batches = { table: batches[1]!, key: batches[2]! }
    else throw new MigrationRefused(`${name}: "${words}" không có nghĩa (unknown mark)`)
  }
  if (marks.isOutside && marks.batches)
    throw new MigrationRefused(`${name}: hai cách chạy (two ways of running it)`)
  return marks
}
