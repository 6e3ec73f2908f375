/** The source tree as text: which file imports what. Small enough to trust, so that the rules can be tested on made trees. */
import { readFileSync, readdirSync } from 'node:fs'
import { join, posix } from 'node:path'

/** path from the checkout (with slashes) → source text */
export type Tree = ReadonlyMap<string, string>

export type Import = {
  /** the resolved path for files of ours, else the package's name as written */
  to: string
  ours: boolean
  typeOnly: boolean
}

/** Every .ts and .tsx below the given folders of the checkout. */
export function readTree(checkout: string, folders: string[]): Tree {
  const files = folders.flatMap((folder) =>
    readdirSync(join(checkout, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'))
      .map((file) => posix.join(folder, file.replaceAll('\\', '/'))),
  )
  return new Map(files.sort().map((file) => [file, readFileSync(join(checkout, file), 'utf8')]))
}

const statement =
  /(?:^|[;}\n])\s*(import|export)\s+(type\s+)?([\w*{}\s,$]*?)\s*from\s*['"]([^'"]+)['"]/g
const bare = /(?:^|[;\n])\s*import\s*['"]([^'"]+)['"]/g
const dynamic = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g

export function importsOf(path: string, source: string): Import[] {
  const code = withoutComments(source)
  const found: Import[] = []
  for (const [, , type, names = '', to = ''] of code.matchAll(statement)) {
    found.push(resolved(path, to, type !== undefined || onlyTypes(names)))
  }
  for (const pattern of [bare, dynamic]) {
    for (const [, to = ''] of code.matchAll(pattern)) found.push(resolved(path, to, false))
  }
  return found
}

/** `{ type A, type B }`: erased as a whole, like `import type`. */
function onlyTypes(names: string): boolean {
  const listed = /^\{([^}]*)\}$/.exec(names.trim())?.[1]?.split(',') ?? []
  const real = listed.map((name) => name.trim()).filter((name) => name !== '')
  return real.length > 0 && real.every((name) => name.startsWith('type '))
}

function resolved(from: string, to: string, typeOnly: boolean): Import {
  const ours = to.startsWith('.')
  return { to: ours ? posix.join(posix.dirname(from), to) : to, ours, typeOnly }
}

/** Drops comments but keeps strings; `//` inside a string or an address stays. */
export function withoutComments(source: string): string {
  const pieces = /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|\/\*[\s\S]*?\*\/|(?<![:\\/])\/\/[^\n]*/g
  return source.replace(pieces, (piece) => (piece.startsWith('/') ? ' ' : piece))
}

export function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path)
}

/** `office` for src/office/person.ts; undefined for files that stand directly in src. */
export function sliceOf(path: string): string | undefined {
  return /^src\/([^/]+)\//.exec(path)?.[1]
}

export function fileName(path: string): string {
  return posix.basename(path)
}
