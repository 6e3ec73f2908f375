/** Published documents broken by chance, as an editor or a bad copy could break them. */
import fc from 'fast-check'

export type Json = null | boolean | number | string | Json[] | { [member: string]: Json }
type Path = (string | number)[]

/** One breakage: a place of the document by chance, and what happens there. */
export type Breakage = { place: number; other: number; kind: (typeof kinds)[number]; text: string }
const kinds = [
  'drop',
  'retype',
  'misspell',
  'repeat',
  'swap',
  'copy',
  'cut',
  'insert',
  'dangle',
  'expression',
] as const

const scraps = [
  '(',
  ')',
  ' and ',
  ' or ',
  'not ',
  '==',
  '=',
  "'",
  "'x'",
  '99',
  '-',
  '*',
  'answered(',
  'today',
  '__proto__',
  'constructor',
  '.',
  ' in (',
  '\n',
  '”',
] as const

export const anyBreakage: fc.Arbitrary<Breakage> = fc.record({
  place: fc.nat(1_000_000),
  other: fc.nat(1_000_000),
  kind: fc.constantFrom(...kinds),
  text: fc.constantFrom(...scraps),
})

/** The document with the breakages applied in turn; the given one stays as it is. */
export function broken(document: Json, breakages: readonly Breakage[]): Json {
  let copy = structuredClone(document)
  let paths = pathsOfWhole(document)
  for (const breakage of breakages) {
    copy = brokenOnce(copy, breakage, paths)
    paths = undefined
  }
  return copy
}

const whole = new WeakMap<object, Path[]>()

/** A document is broken hundreds of times; where its parts are is found once. */
function pathsOfWhole(document: Json): Path[] | undefined {
  if (typeof document !== 'object' || document === null) return undefined
  const known = whole.get(document) ?? pathsOf(document)
  whole.set(document, known)
  return known
}

const EXPRESSIONS = /^(visibleIf|requiredIf|neededIf|when|must|condition)$/

function brokenOnce(
  document: Json,
  { place, other, kind, text }: Breakage,
  paths: readonly Path[] = pathsOf(document),
): Json {
  const wanted =
    kind === 'expression'
      ? paths.filter(
          (path) => EXPRESSIONS.test(String(path.at(-1))) && typeof at(document, path) === 'string',
        )
      : paths
  const path = wanted[place % Math.max(1, wanted.length)]
  const from = paths[other % Math.max(1, paths.length)]
  if (!path || !from) return retyped(other)
  const value = at(document, path)
  const source = structuredClone(at(document, from))
  switch (kind) {
    case 'drop':
      return dropped(document, path)
    case 'retype':
      return put(document, path, retyped(other))
    case 'misspell':
      return misspelt(document, path, text)
    case 'repeat':
      return repeated(document, path)
    case 'swap':
      return isWithin(path, from) ? document : put(put(document, path, source), from, value)
    case 'copy':
      return put(document, path, source)
    case 'cut':
      return typeof value === 'string'
        ? put(document, path, value.slice(0, other % (value.length + 1)))
        : document
    case 'insert':
    case 'expression':
      return typeof value === 'string'
        ? put(document, path, inserted(value, other, text))
        : document
    case 'dangle':
      return typeof value === 'string' ? put(document, path, `${value}X`) : document
  }
}

function isWithin(a: Path, b: Path): boolean {
  return a.every((key, i) => b[i] === key) || b.every((key, i) => a[i] === key)
}

function inserted(value: string, other: number, text: string): string {
  const where = other % (value.length + 1)
  return value.slice(0, where) + text + value.slice(where)
}

function retyped(chance: number): Json {
  const values: Json[] = [
    null,
    true,
    0,
    -1,
    1.5,
    '',
    'x',
    [],
    {},
    [null],
    { toString: 1 },
    '2026-13-45',
  ]
  return values[chance % values.length]!
}

/** Every place but the whole. */
function pathsOf(value: Json, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.keys(value).flatMap((key) => {
    const step = Array.isArray(value) ? Number(key) : key
    const below = [...path, step]
    return [below, ...pathsOf((value as Record<string, Json>)[key]!, below)]
  })
}

function at(value: Json, path: Path): Json {
  let here = value
  for (const key of path) here = (here as Record<string | number, Json>)[key]!
  return here
}

function parentOf(document: Json, path: Path): Record<string | number, Json> {
  return at(document, path.slice(0, -1)) as Record<string | number, Json>
}

function put(document: Json, path: Path, value: Json): Json {
  Object.defineProperty(parentOf(document, path), path.at(-1)!, {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  })
  return document
}

function dropped(document: Json, path: Path): Json {
  const parent = parentOf(document, path)
  if (Array.isArray(parent)) parent.splice(Number(path.at(-1)), 1)
  else delete parent[path.at(-1)!]
  return document
}

function misspelt(document: Json, path: Path, text: string): Json {
  const key = path.at(-1)!
  const parent = parentOf(document, path)
  if (Array.isArray(parent)) return document
  const value = parent[key]!
  delete parent[key]
  return put(document, [...path.slice(0, -1), text === '__proto__' ? text : `${key}${text}`], value)
}

function repeated(document: Json, path: Path): Json {
  const parent = parentOf(document, path)
  const index = Number(path.at(-1))
  if (Array.isArray(parent)) parent.splice(index, 0, structuredClone(parent[index] as Json))
  return document
}
