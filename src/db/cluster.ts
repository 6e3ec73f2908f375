/** The embedded server's own folder: data, socket, passwords. Made once, checked at every start. */
import { execFileSync } from 'node:child_process'
import { createHash, createHmac, randomBytes } from 'node:crypto'
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkout } from '../checkout.ts'
import { findBinaries } from './binaries.ts'
import type { Binaries } from './binaries.ts'
import { giveTo, serverUser } from './server-user.ts'
import type { ServerUser } from './server-user.ts'
import { Unstartable } from './unstartable.ts'

export type Cluster = {
  folder: string
  dataFolder: string
  socketFolder: string
  startLog: string
  binaries: Binaries
  user: ServerUser | undefined
  /** settings beyond postgresql.conf, used by tests */
  settings: Record<string, string>
  superuserPassword: string
  ownerPassword: string
}

/** The data folder was written by another major version of PostgreSQL. */
export class OtherMajorVersion extends Unstartable {
  override name = 'OtherMajorVersion'
}

/** A unix socket's path has at most 107 bytes; the file in it is called .s.PGSQL.5432. */
const longestSocketFolder = 107 - '/.s.PGSQL.5432'.length

/** Makes or checks the cluster below `stateDir`. The caller holds the folder's lock. */
export function prepareCluster(stateDir: string, settings: Record<string, string>): Cluster {
  const user = serverUser()
  const folder = ownFolder(join(stateDir, 'postgres'), user)
  const superuserPassword = keepPassword(join(stateDir, 'superuser-password'))
  const cluster: Cluster = {
    folder,
    dataFolder: join(folder, 'data'),
    socketFolder: socketFolder(folder, user),
    startLog: join(stateDir, 'postgres-start.log'),
    binaries: findBinaries(user === undefined ? undefined : rootCopies()),
    user,
    settings,
    superuserPassword,
    ownerPassword: createHmac('sha256', superuserPassword).update('motcua_owner').digest('hex'),
  }
  if (existsSync(join(cluster.dataFolder, 'PG_VERSION'))) refuseOtherMajor(cluster)
  else initialise(cluster)
  return cluster
}

/** URL of a database on the cluster's socket, in the form that libpq, psql and pg all read. */
export function socketUrl(
  cluster: Cluster,
  login: { user: string; password: string },
  database: string,
): string {
  const query = new URLSearchParams({ host: cluster.socketFolder, port: '5432' })
  return `postgresql://${login.user}:${login.password}@/${database}?${query.toString()}`
}

/** Twelve hex digits that tell checkouts apart, so that two of them never share a folder. */
export function checkoutKey(): string {
  return createHash('sha256').update(realpathSync(checkout)).digest('hex').slice(0, 12)
}

function rootCopies(): string {
  const folder = `/var/lib/motcua/${checkoutKey()}`
  mkdirSync(folder, { recursive: true, mode: 0o711 })
  chmodSync('/var/lib/motcua', 0o711)
  chmodSync(folder, 0o711)
  return folder
}

function ownFolder(folder: string, user: ServerUser | undefined): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
  giveTo(user, folder)
  return realpathSync(folder)
}

/** Beside the data, or in the temporary folder when that path would be too long for a socket. */
function socketFolder(folder: string, user: ServerUser | undefined): string {
  const beside = join(folder, 'run')
  if (Buffer.byteLength(beside) <= longestSocketFolder) return ownFolder(beside, user)
  const key = createHash('sha256').update(folder).digest('hex').slice(0, 12)
  const uid = user?.uid ?? process.getuid?.() ?? 0
  // chmod inside ownFolder fails when another user made this folder first, so it cannot be a trap
  return ownFolder(join(tmpdir(), `motcua-${uid}-${key}`), user)
}

function keepPassword(file: string): string {
  const kept = { mode: 0o600, flush: true } // without it nobody comes in again after a power cut
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('hex'), kept)
  return readFileSync(file, 'utf8').trim()
}

function refuseOtherMajor(cluster: Cluster): void {
  const found = readFileSync(join(cluster.dataFolder, 'PG_VERSION'), 'utf8').trim()
  const { major } = cluster.binaries
  if (found === String(major)) return
  throw new OtherMajorVersion(
    `Dữ liệu trong ${cluster.dataFolder} là của PostgreSQL ${found}, chương trình này dùng PostgreSQL ${major}. ` +
      `Hãy chạy bản cũ rồi kết xuất: pg_dump -Fc -f motcua.dump motcua; đổi tên thư mục dữ liệu; ` +
      `khởi động bản mới rồi nạp lại: pg_restore --clean --if-exists -d motcua motcua.dump. ` +
      `(The data folder belongs to PostgreSQL ${found}, this program brings ${major}: dump with the old one, restore with the new one.)`,
  )
}

const conf = `
# Một Cửa
max_connections = 100
shared_buffers = 256MB
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
logging_collector = on
log_directory = 'log'
log_filename = 'postgresql-%a.log'
log_truncate_on_rotation = on
log_rotation_age = 1d
log_rotation_size = 0
`

/** initdb beside the final place and a rename, so that a killed first start leaves nothing half made. */
function initialise(cluster: Cluster): void {
  const { dataFolder, folder, user } = cluster
  const aside = `${dataFolder}.new`
  const passwordFile = join(folder, 'initdb-password')
  rmSync(aside, { recursive: true, force: true })
  writeFileSync(passwordFile, cluster.superuserPassword, { mode: 0o600 })
  giveTo(user, passwordFile)
  try {
    const flags = ['--locale=C', '--encoding=UTF8', '--username=postgres', '--auth=scram-sha-256']
    execFileSync(
      join(cluster.binaries.folder, 'bin/initdb'),
      ['-D', aside, ...flags, `--pwfile=${passwordFile}`, '--data-checksums'],
      {
        ...user,
        cwd: folder,
        stdio: ['ignore', 'ignore', 'pipe'],
        env: { LC_ALL: 'C', TZ: 'UTC' },
      },
    )
  } finally {
    rmSync(passwordFile, { force: true })
  }
  appendFileSync(join(aside, 'postgresql.conf'), conf, { flush: true })
  renameSync(aside, dataFolder)
}
