import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import bundles from './browser-bundles.json' with { type: 'json' }
import { encode, type Encoding } from './encoding.ts'

/** A file of the pages: its bytes, its type, and a name that changes with its content. */
export type Asset = { readonly url: string; readonly type: string; readonly body: Buffer }

const CSS = 'text/css; charset=utf-8'
const SCRIPT = 'text/javascript; charset=utf-8'
const SVG = 'image/svg+xml'

/** The order of the style sheets is part of the design: tokens, style, then staff. One file per audience: one round trip. */
const SOURCES = {
  'citizen.css': { type: CSS, files: ['tokens.css', 'style.css', 'more.css'] },
  'staff.css': {
    type: CSS,
    files: ['tokens.css', 'style.css', 'more.css', 'staff.css', 'more-staff.css', 'editor.css'],
  },
  'citizen.js': { type: SCRIPT, files: ['citizen.js'] },
  'staff.js': { type: SCRIPT, files: ['citizen.js', 'staff.js'] },
  'conditions.js': { type: SCRIPT, files: ['conditions.js'] },
  'upload.js': { type: SCRIPT, files: ['upload.js'] },
  'marks.js': { type: SCRIPT, files: ['marks.js'] },
  'expression.js': { type: SCRIPT, files: ['expression.js'] },
  'htmx.js': { type: SCRIPT, files: ['htmx.org/dist/htmx.min.js'] },
  'icons.svg': { type: SVG, files: ['icons.svg'] },
  'pho.svg': { type: SVG, files: ['pho.svg'] },
  'mark.svg': { type: SVG, files: ['mark.svg'] },
} as const

export type AssetName = keyof typeof SOURCES

/** The folder of the assets, seen from the source tree and from the bundle in dist alike. */
function assetFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  for (;;) {
    const candidate = join(folder, 'src/ui/assets')
    if (existsSync(candidate)) return candidate
    const parent = dirname(folder)
    if (parent === folder) throw new Error('src/ui/assets was not found above the program.')
    folder = parent
  }
}

/** Scripts made of our own modules: built beside the program, or on the spot where it runs from its sources. */
function readBundle(folder: string, file: string): string {
  const built = join(dirname(fileURLToPath(import.meta.url)), 'assets', file)
  if (existsSync(built)) return readFileSync(built, 'utf8')
  const { buildSync } = createRequire(import.meta.url)('esbuild') as typeof import('esbuild')
  const entry = bundles.entries[file.replace('.js', '') as keyof typeof bundles.entries]
  const { outputFiles } = buildSync({
    ...(bundles.options as import('esbuild').BuildOptions),
    absWorkingDir: join(folder, '../../..'),
    entryPoints: [entry],
    write: false,
  })
  return outputFiles?.[0]?.text ?? ''
}

function readSource(folder: string, file: string): string {
  if (Object.hasOwn(bundles.entries, file.replace('.js', ''))) return readBundle(folder, file)
  const ours = join(folder, file)
  if (existsSync(ours)) return readFileSync(ours, 'utf8')
  return readFileSync(createRequire(import.meta.url).resolve(file), 'utf8')
}

function load(folder: string, name: AssetName): Asset {
  const { type, files } = SOURCES[name]
  const body = Buffer.from(files.map((file) => readSource(folder, file)).join('\n'))
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 12)
  const url = `/assets/${name.replace('.', `.${hash}.`)}`
  return { url, type, body }
}

const folder = assetFolder()
const loaded = new Map<AssetName, Asset>()
const compressed = new Map<string, Buffer>()

export const assetNames = Object.keys(SOURCES) as AssetName[]

export function asset(name: AssetName): Asset {
  const known = loaded.get(name)
  if (known) return known
  const fresh = load(folder, name)
  loaded.set(name, fresh)
  return fresh
}

/** Address of an asset, with the hash of its content in the name. */
export function assetUrl(name: AssetName): string {
  return asset(name).url
}

/** The asset as it travels, at full strength, made once. */
export function encoded(name: AssetName, encoding: Encoding): Buffer {
  const key = `${name} ${encoding}`
  const known = compressed.get(key)
  if (known) return known
  const body = encode(asset(name).body, encoding, { kept: true })
  compressed.set(key, body)
  return body
}
