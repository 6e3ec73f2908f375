/** Documents as files of a command: read, recognised, with their examples beside them. */
import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { parseArgs, type ParseArgsConfig } from 'node:util'
import type { Written } from './check.ts'
import { identityOf, isObject, kindOf } from './stored.ts'

/** What cannot go on, in one sentence. */
export class CommandRefused extends Error {}

export type FileDocument = Written & {
  readonly file: string
  readonly body: Readonly<Record<string, unknown>>
}

/** Throws CommandRefused. Examples of a procedure or workflow: `tests/<name>` beside the file, or the file given. */
export function readDocument(file: string, testsFile?: string): FileDocument {
  const body = readObject(file)
  const kind = kindOf(body)
  const identity = kind && identityOf(kind, body)
  if (!kind || !identity)
    throw new CommandRefused(
      `Tệp ${file} không phải thủ tục, biểu mẫu hay quy trình (thiếu mã hoặc số phiên bản).`,
    )
  const beside = join(dirname(file), 'tests', basename(file))
  const files = [
    ...(testsFile === undefined ? [] : [testsFile]),
    ...(existsSync(beside) ? [beside] : []),
  ]
  return { file, kind, ...identity, body, tests: kind === 'form' ? null : examplesOf(kind, files) }
}

/** The first that are of this kind of document: a file that is given may be of the other document of the same command. */
function examplesOf(kind: string, files: readonly string[]): FileDocument['body'] | null {
  const examples = files.map(readObject)
  return examples.find((each) => kind === ('workflow' in each ? 'workflow' : 'procedure')) ?? null
}

function readObject(file: string): Readonly<Record<string, unknown>> {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    throw new CommandRefused(`Không đọc được tệp ${file}.`)
  }
  try {
    const body: unknown = JSON.parse(text)
    if (isObject(body)) return body
  } catch {
    // said below
  }
  throw new CommandRefused(`Tệp ${file} không phải là JSON hợp lệ.`)
}

/** Options and file names; undefined when they are written wrongly. */
export function parsed<T extends NonNullable<ParseArgsConfig['options']>>(
  args: string[],
  options: T,
) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true })
  } catch {
    return undefined
  }
}

/** Runs a command; what it refuses is one sentence and exit code 1. */
export async function refusing(
  out: (line: string) => void,
  act: () => Promise<number> | number,
): Promise<number> {
  try {
    return await act()
  } catch (error) {
    if (!(error instanceof CommandRefused)) throw error
    out(error.message)
    return 1
  }
}
