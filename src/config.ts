/** The only reader of the environment. Every setting has a default that works on one machine without any setup. */
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'
import { checkoutKey } from './db/cluster.ts'
import { Unstartable } from './db/unstartable.ts'

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

export type Config = {
  /** PORT: where the web server listens (default 8080; 0 takes a free one) */
  port: number
  /** HOST: which address it listens on (default 127.0.0.1) */
  host: string
  /** PUBLIC_URL: the address people type, without a slash at the end (default http://localhost:PORT) */
  publicUrl: string
  /** MOTCUA_STATE_DIR: embedded database, files, development keys; one program at a time */
  stateDir: string
  /** DATABASE_URL: PostgreSQL 15 or later as the owner of the database; without it the embedded one is used */
  databaseUrl: string | undefined
  /** DATABASE_APP_URL, DATABASE_WORKER_URL: logins made by the operator instead of by `migrate` */
  databaseAppUrl: string | undefined
  databaseWorkerUrl: string | undefined
  /** NAMED_STATEMENTS=off behind a transaction-pooling proxy */
  namedStatements: boolean
  /** MOTCUA_SECRET: cookies, form keys, passwords of the database logins are made from it; else kept in the state folder */
  secret: string
  /** MOTCUA_DEMO=1 or `start --demo`: made people and dossiers, and the demo accounts on the sign-in page */
  demo: boolean
  /** SMPP_URL: smpp://system:password@host:port of the carrier; without it texts go to the local outbox page */
  smppUrl: string | undefined
  /** SMTP_URL: smtp://… of the mail server; without it mails go to the local outbox page */
  smtpUrl: string | undefined
  /** OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET: VNeID; without them the local stand-in is used */
  oidc: { issuer: string; clientId: string; clientSecret: string } | undefined
  /** PORTAL_KEYS: id=secret pairs, comma separated, with which the National Portal signs its requests */
  portalKeys: Record<string, string>
  /** PORTAL_URL: the National Portal's services, told of every step with the first of PORTAL_KEYS; without it messages wait */
  portalUrl: string | undefined
  /** REQUESTS_PER_MINUTE: how many requests one address may send (default 1200; a whole office may share one) */
  requestsPerMinute: number
  /** DISK_RESERVE_MB: with less than this free in the state folder nothing new is taken in (default 256; 0 never refuses) */
  diskReserveBytes: number
  /** LOG_LEVEL: fatal, error, warn (default), info, debug; lines of JSON on standard error, without personal data */
  logLevel: LogLevel
  /** CHECKPOINT_DIR: where signed checkpoints of the histories are put (default: checkpoints/ in the state folder) */
  checkpointDir: string
  /** TIMESTAMP_URL: an RFC 3161 service whose stamp each checkpoint gets; without it checkpoints are signed only */
  timestampUrl: string | undefined
  /** REGISTER_URL: the civil register (hộ tịch) service; without it the local stand-in is used */
  registerUrl: string | undefined
}

/** A setting that cannot be meant; the message names the variable and says what is expected. */
export class ConfigInvalid extends Unstartable {
  override name = 'ConfigInvalid'
}

/** Settings given on the command line; they count more than the environment's. An empty one is as if it were not set. */
export type Overrides = Readonly<Partial<Record<Setting, string>>>
type Setting =
  | 'PORT'
  | 'HOST'
  | 'PUBLIC_URL'
  | 'MOTCUA_DEMO'
  | 'MOTCUA_STATE_DIR'
  | 'DATABASE_URL'
  | 'DATABASE_APP_URL'
  | 'DATABASE_WORKER_URL'
  | 'MOTCUA_SECRET'
  | 'SMPP_URL'
  | 'SMTP_URL'
  | 'OIDC_ISSUER'
  | 'PORTAL_KEYS'
  | 'PORTAL_URL'
  | 'REGISTER_URL'
  | 'CHECKPOINT_DIR'
  | 'TIMESTAMP_URL'

/** Reads the environment; makes the state folder and the secret when they are missing. */
export function loadConfig(
  given: NodeJS.ProcessEnv = process.env,
  overrides: Overrides = {},
): Config {
  const env = { ...given, ...overrides }
  const port = portOf(env['PORT'])
  const stateDir = stateDirOf(env)
  return {
    port,
    host: text(env, 'HOST') ?? '127.0.0.1',
    publicUrl: url(env, 'PUBLIC_URL', ['http', 'https']) ?? `http://localhost:${port}`,
    stateDir,
    databaseUrl: url(env, 'DATABASE_URL', ['postgresql', 'postgres']),
    databaseAppUrl: url(env, 'DATABASE_APP_URL', ['postgresql', 'postgres']),
    databaseWorkerUrl: url(env, 'DATABASE_WORKER_URL', ['postgresql', 'postgres']),
    namedStatements: text(env, 'NAMED_STATEMENTS') !== 'off',
    secret: text(env, 'MOTCUA_SECRET') ?? keepSecret(stateDir),
    demo: text(env, 'MOTCUA_DEMO') === '1',
    smppUrl: url(env, 'SMPP_URL', ['smpp', 'ssmpp']),
    smtpUrl: url(env, 'SMTP_URL', ['smtp', 'smtps']),
    oidc: oidcOf(env),
    portalKeys: portalKeysOf(text(env, 'PORTAL_KEYS')),
    portalUrl: url(env, 'PORTAL_URL', ['http', 'https']),
    requestsPerMinute: requestsPerMinuteOf(text(env, 'REQUESTS_PER_MINUTE')),
    diskReserveBytes: diskReserveOf(text(env, 'DISK_RESERVE_MB')),
    logLevel: logLevelOf(env),
    checkpointDir: resolve(text(env, 'CHECKPOINT_DIR') ?? join(stateDir, 'checkpoints')),
    timestampUrl: url(env, 'TIMESTAMP_URL', ['http', 'https']),
    registerUrl: url(env, 'REGISTER_URL', ['http', 'https']),
  }
}

function text(env: NodeJS.ProcessEnv, name: string): string | undefined {
  const value = env[name]?.trim()
  return value === '' ? undefined : value
}

function url(env: NodeJS.ProcessEnv, name: string, schemes: string[]): string | undefined {
  const value = text(env, name)
  if (value === undefined) return undefined
  if (!schemes.some((scheme) => value.startsWith(`${scheme}://`))) {
    throw new ConfigInvalid(
      `${name} phải bắt đầu bằng ${schemes.map((scheme) => `${scheme}://`).join(' hoặc ')}. (${name} has the wrong scheme.)`,
    )
  }
  return value.replace(/\/+$/, '')
}

function portOf(value: string | undefined): number {
  if (value === undefined || value.trim() === '') return 8080
  const port = Number(value)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new ConfigInvalid(
      'PORT phải là số từ 0 đến 65535. (PORT must be a number from 0 to 65535.)',
    )
  }
  return port
}

function requestsPerMinuteOf(value = '1200'): number {
  const requests = Number(value)
  if (Number.isInteger(requests) && requests >= 1 && requests <= 1_000_000) return requests
  throw new ConfigInvalid(
    'REQUESTS_PER_MINUTE phải là số nguyên từ 1 đến 1000000. (REQUESTS_PER_MINUTE must be a whole number from 1 to 1000000.)',
  )
}

function diskReserveOf(value = '256'): number {
  const megabytes = Number(value)
  if (Number.isInteger(megabytes) && megabytes >= 0 && megabytes <= 1_000_000)
    return megabytes * 1024 * 1024
  throw new ConfigInvalid(
    'DISK_RESERVE_MB phải là số nguyên từ 0 đến 1000000. (DISK_RESERVE_MB must be a whole number from 0 to 1000000.)',
  )
}

/** Root's own home is closed to the user the database runs as, so root keeps its state under /var/lib. */
function stateDirOf(env: NodeJS.ProcessEnv): string {
  const given = text(env, 'MOTCUA_STATE_DIR')
  if (given !== undefined) return resolve(given)
  if (process.getuid?.() === 0) return `/var/lib/motcua/${checkoutKey()}`
  const xdg = text(env, 'XDG_STATE_HOME')
  const base = xdg !== undefined && isAbsolute(xdg) ? xdg : join(homedir(), '.local/state')
  return join(base, 'motcua', checkoutKey())
}

function keepSecret(stateDir: string): string {
  const file = join(stateDir, 'secret')
  if (!existsSync(file)) {
    mkdirSync(stateDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 })
    try {
      writeFileSync(file, randomBytes(32).toString('hex'), {
        mode: 0o600,
        flag: 'wx',
        flush: true, // keys and logins are made from it: a power cut must not take it
      })
    } catch (error) {
      if (!existsSync(file)) throw error // two programs started at once: the first one's secret counts
    }
  }
  return readFileSync(file, 'utf8').trim()
}

function logLevelOf(env: NodeJS.ProcessEnv): LogLevel {
  const given = text(env, 'LOG_LEVEL') ?? 'warn'
  const level = LOG_LEVELS.find((each) => each === given)
  if (level) return level
  throw new ConfigInvalid(
    `LOG_LEVEL phải là một trong ${LOG_LEVELS.join(', ')}. (LOG_LEVEL must be one of these.)`,
  )
}

function oidcOf(env: NodeJS.ProcessEnv): Config['oidc'] {
  const issuer = url(env, 'OIDC_ISSUER', ['https', 'http'])
  if (issuer === undefined) return undefined
  const clientId = text(env, 'OIDC_CLIENT_ID')
  const clientSecret = text(env, 'OIDC_CLIENT_SECRET')
  if (clientId === undefined || clientSecret === undefined) {
    throw new ConfigInvalid(
      'OIDC_ISSUER cần có cả OIDC_CLIENT_ID và OIDC_CLIENT_SECRET. (OIDC_ISSUER needs both.)',
    )
  }
  return { issuer, clientId, clientSecret }
}

function portalKeysOf(pairs: string | undefined): Record<string, string> {
  const keys: Record<string, string> = {}
  for (const pair of pairs?.split(',') ?? []) {
    const at = pair.indexOf('=')
    const id = pair.slice(0, at).trim()
    const secret = pair.slice(at + 1).trim()
    if (at < 1 || id === '' || secret.length < 16) {
      throw new ConfigInvalid(
        'PORTAL_KEYS có dạng mã=khóa, cách nhau bằng dấu phẩy, khóa từ 16 ký tự. (PORTAL_KEYS: id=secret, 16 characters or more.)',
      )
    }
    keys[id] = secret
  }
  return keys
}
