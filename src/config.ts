/** The only reader of the environment. Every setting has a default that works on one machine without any setup. */
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { isIP } from 'node:net'
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
  /** BACKUP_DATABASE_URL: a login that may replicate, for `motcua backup` (default: DATABASE_URL) */
  backupDatabaseUrl: string | undefined
  /** PG_BIN: folder of pg_basebackup and its like, when they are neither Debian's nor on the PATH */
  pgBin: string | undefined
  /** MIGRATE_AT_START=off: a program newer than its database refuses to start until `motcua migrate` has run */
  migrateAtStart: boolean
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
  /** OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET: VNeID; without them the local stand-in is used. OIDC_ORIGINS: where else it answers */
  oidc: { issuer: string; clientId: string; clientSecret: string; origins: string[] } | undefined
  /** PORTAL_KEYS: id=secret pairs, comma separated, with which the National Portal signs its requests */
  portalKeys: Record<string, string>
  /** PORTAL_URL: the National Portal's services, told of every step with the first of PORTAL_KEYS; without it messages wait */
  portalUrl: string | undefined
  /** PARTNER_KEYS: agency=secret pairs, comma separated, with which the agencies of outside legs and this house sign ('police', 'police.2') */
  partnerKeys: Record<string, string>
  /** PARTNER_URLS: agency=address pairs, comma separated, where the agencies are told of their legs; what is for others waits */
  partnerUrls: Record<string, string>
  /** PAYMENT_URL, PAYMENT_KEY (id=secret): the payment gateway and the key with which both sign; without them nobody pays online */
  payment: { url: string; key: { id: string; secret: string } } | undefined
  /** TREASURY: bank:account:holder of the treasury (six digits of the bank), for VietQR at the counter; without it no code is shown */
  treasury: { bank: string; account: string; holder: string } | undefined
  /** REQUESTS_PER_MINUTE: how many requests one address may send (default 1200; a whole office may share one) */
  requestsPerMinute: number
  /** DISK_RESERVE_MB: with less than this free in the state folder nothing new is taken in (default 256; 0 never refuses) */
  diskReserveBytes: number
  /** TRUSTED_PROXIES: addresses or networks, comma separated, whose X-Forwarded-For is believed; none by default */
  trustedProxies: string[]
  /** OUTBOUND_PRIVATE: addresses or networks, comma separated, that a configured name outside may resolve to although private */
  outboundPrivate: string[]
  /** LOG_LEVEL: fatal, error, warn (default), info, debug; lines of JSON on standard error, without personal data */
  logLevel: LogLevel
  /** CHECKPOINT_DIR: where signed checkpoints of the histories are put (default: checkpoints/ in the state folder) */
  checkpointDir: string
  /** TIMESTAMP_URL: an RFC 3161 service whose stamp each checkpoint gets; without it checkpoints are signed only */
  timestampUrl: string | undefined
  /** METRICS_PORT, METRICS_HOST (default 127.0.0.1): a listener of its own for /metrics, /healthz and /readyz; none by default */
  metricsPort: number | undefined
  metricsHost: string
  /** METRICS_TOKEN: who sends it as a bearer token reads /metrics, also on the main port; without it the main port has none */
  metricsToken: string | undefined
  /** STAND_INS=on: the local stand-ins (identity, civil register, outbox) also under an address that others reach; never on a real installation */
  standIns: boolean
  /** SHUTDOWN_SECONDS: how long requests under way may take after a stop was asked for (default 30) */
  shutdownSeconds: number
  /** DRAIN_SECONDS: how long /readyz says 503 before the port is closed, for a balancer to notice (default 0) */
  drainSeconds: number
  /** REGISTER_URL: the civil register (hộ tịch) service; without it the local stand-in is used */
  registerUrl: string | undefined
  /** POPULATION_URL: the national population register; a demo without it starts the stand-in, any other installation asks nobody */
  populationUrl: string | undefined
  /** POPULATION_KEY: id=secret with which this house signs its questions to it */
  populationKeys: Record<string, string>
  /** CLAMD_ADDRESS: tcp://host:port or /path/of/the.socket of ClamAV's daemon; without it files are not scanned */
  clamdAddress: string | undefined
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
  | 'PARTNER_KEYS'
  | 'PARTNER_URLS'
  | 'REGISTER_URL'
  | 'POPULATION_URL'
  | 'POPULATION_KEY'
  | 'PAYMENT_URL'
  | 'PAYMENT_KEY'
  | 'TREASURY'
  | 'CHECKPOINT_DIR'
  | 'TIMESTAMP_URL'
  | 'METRICS_PORT'
  | 'METRICS_HOST'
  | 'METRICS_TOKEN'
  | 'TRUSTED_PROXIES'
  | 'OUTBOUND_PRIVATE'

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
    backupDatabaseUrl: url(env, 'BACKUP_DATABASE_URL', ['postgresql', 'postgres']),
    pgBin: text(env, 'PG_BIN'),
    migrateAtStart: text(env, 'MIGRATE_AT_START') !== 'off',
    namedStatements: text(env, 'NAMED_STATEMENTS') !== 'off',
    secret: text(env, 'MOTCUA_SECRET') ?? keepSecret(stateDir),
    demo: text(env, 'MOTCUA_DEMO') === '1',
    smppUrl: url(env, 'SMPP_URL', ['smpp', 'ssmpp']),
    smtpUrl: url(env, 'SMTP_URL', ['smtp', 'smtps']),
    oidc: oidcOf(env),
    portalKeys: keysOf(env, 'PORTAL_KEYS'),
    portalUrl: url(env, 'PORTAL_URL', ['http', 'https']),
    ...partnersOf(env),
    payment: paymentOf(env),
    treasury: treasuryOf(env),
    requestsPerMinute: requestsPerMinuteOf(text(env, 'REQUESTS_PER_MINUTE')),
    diskReserveBytes: diskReserveOf(text(env, 'DISK_RESERVE_MB')),
    trustedProxies: networks(env, 'TRUSTED_PROXIES'),
    outboundPrivate: networks(env, 'OUTBOUND_PRIVATE'),
    logLevel: logLevelOf(env),
    checkpointDir: resolve(text(env, 'CHECKPOINT_DIR') ?? join(stateDir, 'checkpoints')),
    timestampUrl: url(env, 'TIMESTAMP_URL', ['http', 'https']),
    registerUrl: url(env, 'REGISTER_URL', ['http', 'https']),
    ...populationOf(env),
    clamdAddress: clamdOf(env),
    ...metricsOf(env),
    standIns: text(env, 'STAND_INS') === 'on',
    shutdownSeconds: wholeNumber(env, 'SHUTDOWN_SECONDS', { least: 1, most: 600, otherwise: 30 }),
    drainSeconds: wholeNumber(env, 'DRAIN_SECONDS', { least: 0, most: 300, otherwise: 0 }),
  }
}

type Range = { least: number; most: number; otherwise: number }

function wholeNumber(env: NodeJS.ProcessEnv, name: string, range: Range): number {
  const value = text(env, name)
  if (value === undefined) return range.otherwise
  const number = Number(value)
  if (Number.isInteger(number) && number >= range.least && number <= range.most) return number
  const between = `${range.least}–${range.most}`
  throw new ConfigInvalid(
    `${name} phải là số nguyên trong khoảng ${between}. (${name} must be a whole number, ${between}.)`,
  )
}

/** Figures of the house are closed to strangers: a listener that others can reach needs a token. */
function metricsOf(
  env: NodeJS.ProcessEnv,
): Pick<Config, 'metricsPort' | 'metricsHost' | 'metricsToken'> {
  const port = wholeNumber(env, 'METRICS_PORT', { least: 0, most: 65_535, otherwise: 0 })
  const metricsPort = port === 0 ? undefined : port
  const metricsHost = text(env, 'METRICS_HOST') ?? '127.0.0.1'
  const metricsToken = text(env, 'METRICS_TOKEN')
  if (metricsToken !== undefined && metricsToken.length < 16) {
    throw new ConfigInvalid(
      'METRICS_TOKEN phải có từ 16 ký tự. (METRICS_TOKEN needs 16 characters or more.)',
    )
  }
  const isLocal = /^(?:127\.\d+\.\d+\.\d+|::1|localhost)$/.test(metricsHost)
  if (metricsPort !== undefined && !isLocal && metricsToken === undefined) {
    throw new ConfigInvalid(
      'METRICS_HOST mở cho máy khác thì phải có METRICS_TOKEN. (A METRICS_HOST that others reach needs METRICS_TOKEN.)',
    )
  }
  return { metricsPort, metricsHost, metricsToken }
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

function clamdOf(env: NodeJS.ProcessEnv): string | undefined {
  const value = text(env, 'CLAMD_ADDRESS')
  return value?.startsWith('/') ? value : url(env, 'CLAMD_ADDRESS', ['tcp'])
}

/** Addresses (10.0.0.7, fd00::7) and networks (10.0.0.0/8): no names, and never everybody. */
function networks(env: NodeJS.ProcessEnv, name: string): string[] {
  const given = (text(env, name) ?? '').split(',').map((each) => each.trim())
  const meant = given.filter((each) => each !== '')
  if (meant.every(isNetwork)) return meant
  throw new ConfigInvalid(
    `${name} gồm các địa chỉ IP hoặc dải mạng, cách nhau bằng dấu phẩy, ví dụ 10.0.0.7, 10.1.0.0/16. (${name}: IP addresses or networks, comma separated.)`,
  )
}

function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/')
  const version = isIP(address)
  if (version === 0 || more.length > 0) return false
  if (bits === undefined) return true
  return /^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128)
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
  return { issuer, clientId, clientSecret, origins: originsOf(text(env, 'OIDC_ORIGINS')) }
}

/** Further addresses of the identity provider, when its tokens or keys stand elsewhere than its issuer. */
function originsOf(list: string | undefined): string[] {
  const given = (list ?? '').split(',').map((each) => each.trim())
  const origins = given.filter((each) => each !== '')
  if (origins.every((each) => URL.canParse(each) && new URL(each).protocol === 'https:'))
    return origins
  throw new ConfigInvalid(
    'OIDC_ORIGINS gồm các địa chỉ https://, cách nhau bằng dấu phẩy. (OIDC_ORIGINS: https:// addresses, comma separated.)',
  )
}

function keysOf(env: NodeJS.ProcessEnv, name: string): Record<string, string> {
  const keys: Record<string, string> = {}
  for (const pair of text(env, name)?.split(',') ?? []) {
    const at = pair.indexOf('=')
    const id = pair.slice(0, at).trim()
    const secret = pair.slice(at + 1).trim()
    if (at < 1 || id === '' || secret.length < 16) {
      throw new ConfigInvalid(
        `${name} có dạng mã=khóa, cách nhau bằng dấu phẩy, khóa từ 16 ký tự. (${name}: id=secret, 16 characters or more.)`,
      )
    }
    keys[id] = secret
  }
  return keys
}

/** Questions about people are signed: an address without exactly one key is of no use. */
function populationOf(env: NodeJS.ProcessEnv): Pick<Config, 'populationUrl' | 'populationKeys'> {
  const populationUrl = url(env, 'POPULATION_URL', ['http', 'https'])
  const populationKeys = keysOf(env, 'POPULATION_KEY')
  if (populationUrl !== undefined && Object.keys(populationKeys).length !== 1) {
    throw new ConfigInvalid(
      'POPULATION_URL cần có POPULATION_KEY dạng mã=khóa. (POPULATION_URL needs POPULATION_KEY, one id=secret.)',
    )
  }
  return { populationUrl, populationKeys }
}

function paymentOf(env: NodeJS.ProcessEnv): Config['payment'] {
  const at = url(env, 'PAYMENT_URL', ['http', 'https'])
  if (at === undefined) return undefined
  const [key] = Object.entries(keysOf(env, 'PAYMENT_KEY'))
  if (!key) {
    throw new ConfigInvalid(
      'PAYMENT_URL cần có PAYMENT_KEY dạng mã=khóa. (PAYMENT_URL needs PAYMENT_KEY: id=secret.)',
    )
  }
  return { url: at, key: { id: key[0], secret: key[1] } }
}

/** Of a demo an account that no bank has: the code is seen, and nobody can send money to it. */
const TRIAL_TREASURY = { bank: '999999', account: 'MOTCUATHU', holder: 'KHO BAC THU NGHIEM' }

function treasuryOf(env: NodeJS.ProcessEnv): Config['treasury'] {
  const given = text(env, 'TREASURY')
  if (given === undefined) return text(env, 'MOTCUA_DEMO') === '1' ? TRIAL_TREASURY : undefined
  const [, bank = '', account = '', holder = ''] =
    /^(\d{6}):([A-Za-z0-9]{1,19}):([A-Za-z0-9 .-]{1,60})$/.exec(given) ?? []
  if (bank !== '') return { bank, account, holder }
  throw new ConfigInvalid(
    'TREASURY có dạng 6-số-ngân-hàng:số-tài-khoản:TÊN-KHÔNG-DẤU. (TREASURY: bank:account:holder.)',
  )
}

/** An agency that is told of its legs must have a key with which this house signs. */
function partnersOf(env: NodeJS.ProcessEnv): Pick<Config, 'partnerKeys' | 'partnerUrls'> {
  const partnerKeys = keysOf(env, 'PARTNER_KEYS')
  const partnerUrls: Record<string, string> = {}
  for (const pair of text(env, 'PARTNER_URLS')?.split(',') ?? []) {
    const at = pair.indexOf('=')
    const agency = pair.slice(0, at).trim()
    const address = pair.slice(at + 1).trim()
    if (!/^[a-z][A-Za-z0-9-]*$/.test(agency) || !isWebAddress(address)) {
      throw new ConfigInvalid(
        'PARTNER_URLS có dạng cơ-quan=https://địa-chỉ, cách nhau bằng dấu phẩy. (PARTNER_URLS: agency=https://address.)',
      )
    }
    if (!Object.keys(partnerKeys).some((id) => id.split('.')[0] === agency)) {
      throw new ConfigInvalid(
        `PARTNER_URLS có ${agency} nhưng PARTNER_KEYS thì không. (PARTNER_URLS names ${agency}, PARTNER_KEYS does not.)`,
      )
    }
    partnerUrls[agency] = address.replace(/\/+$/, '')
  }
  return { partnerKeys, partnerUrls }
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol)
}
