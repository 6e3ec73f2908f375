// One esbuild bundle of src/ (dist/main.js and its lazily loaded parts) and one of each stand-in program.
// Built only when a source, this script or the lock file has changed.
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { checkout, say } from './install.mjs'

const dist = join(checkout, 'dist')
const stamp = join(dist, 'sources.sha256')

export async function ensureBuilt() {
  const wanted = hashOfSources()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  const started = performance.now()
  const aside = join(checkout, `.dist-${process.pid}`)
  try {
    await bundleAll(aside)
    writeFileSync(join(aside, basename(stamp)), wanted)
    putInPlace(aside)
  } finally {
    rmSync(aside, { recursive: true, force: true })
  }
  say(`Đã dựng chương trình (built) trong ${Math.round(performance.now() - started)} ms`)
}

/** A program that is just starting keeps reading its old files: they are renamed away, then removed. */
function putInPlace(aside) {
  const old = join(checkout, `.dist-old-${process.pid}`)
  if (existsSync(dist)) renameSync(dist, old)
  try {
    renameSync(aside, dist)
  } catch (error) {
    if (!existsSync(stamp)) throw error // another start was faster: its bundle is the same
  }
  rmSync(old, { recursive: true, force: true })
}

async function bundleAll(outdir) {
  mkdirSync(outdir, { recursive: true })
  const { build, stop } = await import('esbuild')
  const common = {
    absWorkingDir: checkout,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node26',
    packages: 'external',
    sourcemap: 'linked',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'warning',
  }
  await build({ ...common, entryPoints: ['src/main.ts'], outdir, splitting: true })
  // each stand-in alone and whole: it asks import.meta.main whether it is the program
  for (const program of standIns()) {
    const outfile = join(outdir, 'standins', program.replace(/\.tsx?$/, '.js'))
    await build({ ...common, entryPoints: [`standins/${program}`], outfile })
  }
  // what runs in the browser of our own modules (src/ui/assets.ts serves it under the hash of its content)
  const { entries, options } = JSON.parse(
    readFileSync(join(checkout, 'src/ui/browser-bundles.json'), 'utf8'),
  )
  await build({
    ...options,
    absWorkingDir: checkout,
    entryPoints: entries,
    outdir: join(outdir, 'assets'),
  })
  await stop() // else its process would live as long as the program
}

function standIns() {
  const folder = join(checkout, 'standins')
  if (!existsSync(folder)) return []
  return readdirSync(folder).filter(
    (name) => /^[\w-]+\.tsx?$/.test(name) && !name.includes('.test.'),
  )
}

function hashOfSources() {
  const hash = createHash('sha256')
  const files = ['src', 'standins'].flatMap((folder) => sourcesIn(join(checkout, folder)))
  for (const file of [
    ...files,
    join(checkout, 'package-lock.json'),
    join(checkout, 'scripts/build.mjs'),
  ]) {
    hash.update(file.slice(checkout.length)).update('\0').update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}

function sourcesIn(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /(?<!\.test)\.[jt]sx?$|\.json$/.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort()
}
