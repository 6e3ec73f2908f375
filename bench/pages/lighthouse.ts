/**
 * Lighthouse and govuk-frontend for the measurement of pages. Lighthouse brings 200 packages (186 MB, 15 s) that nothing else
 * needs and that `npm start` would install too, so both are fetched here, at their exact versions, without install scripts.
 */
import { execFile, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { checkout } from '../../src/checkout.ts'
import { browserPath } from '../../test/support/browser.ts'

export const VERSIONS = { lighthouse: '12.8.2', 'govuk-frontend': '6.6.0' } as const

const folder = join(checkout, 'node_modules/.cache/bench-pages')
const isThere = (name: string, version: string): boolean =>
  existsSync(join(folder, `.${name}-${version}`)) && existsSync(moduleOf(name))

/** Folder of one of the two packages. */
export function moduleOf(name: string): string {
  return join(folder, 'node_modules', name)
}

/** Once per checkout; `npm ci` clears it away. */
export function fetchTools(): void {
  const wanted = Object.entries(VERSIONS)
  if (wanted.every(([name, version]) => isThere(name, version))) return
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n')
  const npm = process.env['npm_execpath']
  const [command, before] = npm === undefined ? ['npm', []] : [process.execPath, [npm]]
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock']
  const packages = wanted.map(([name, version]) => `${name}@${version}`)
  console.error(`Fetching ${packages.join(' and ')}, once…`)
  const { status } = spawnSync(command, [...before, 'install', ...flags, ...packages], {
    cwd: folder,
    stdio: ['ignore', 2, 2],
  })
  if (status !== 0) throw new Error(`npm could not fetch ${packages.join(' and ')}.`)
  for (const [name, version] of wanted) writeFileSync(join(folder, `.${name}-${version}`), '')
}

/** How a telephone and its network are simulated. */
export type Profile = { rttMs: number; kilobits: number; slowdown: number }

/** Lighthouse's own for a telephone: slow 4G. */
export const SLOW_4G: Profile = { rttMs: 150, kilobits: 1638.4, slowdown: 4 }
export const OLD_PHONE: Profile = { rttMs: 400, kilobits: 400, slowdown: 6 }

export type Look = {
  /** Milliseconds, simulated. */
  lcp: number
  tbt: number
  score: number
  bytes: number
  scripts: number
}

export type Address = { url: string; cookie?: string }

type Request = { resourceType?: string; transferSize?: number }
type Report = {
  runtimeError?: { message: string }
  finalDisplayedUrl: string
  categories: { performance: { score: number | null } }
  audits: Record<string, { numericValue?: number; details?: { items?: Request[] } }>
}

const CHROME = '--headless --no-sandbox --disable-gpu --disable-component-update --no-first-run'

/** One load of the page in a fresh browser, in a program of its own. */
export async function look({ url, cookie }: Address, profile: Profile): Promise<Look> {
  const headers =
    cookie === undefined ? [] : [`--extra-headers=${JSON.stringify({ Cookie: cookie })}`]
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      join(moduleOf('lighthouse'), 'cli/index.js'),
      url,
      '--quiet',
      '--output=json',
      '--output-path=stdout',
      '--only-categories=performance',
      '--no-enable-error-reporting',
      `--chrome-flags=${CHROME}`,
      `--throttling.rttMs=${profile.rttMs}`,
      `--throttling.throughputKbps=${profile.kilobits}`,
      `--throttling.cpuSlowdownMultiplier=${profile.slowdown}`,
      ...headers,
    ],
    { env: { ...process.env, CHROME_PATH: await browserPath() }, maxBuffer: 64 * 1024 * 1024 },
  )
  return read(JSON.parse(stdout) as Report, url)
}

/** A page that led elsewhere (to the sign-in, say) is not the page that was to be measured. */
function read(report: Report, url: string): Look {
  if (report.runtimeError) throw new Error(`${url}: ${report.runtimeError.message}`)
  if (report.finalDisplayedUrl !== url) throw new Error(`${url} led to ${report.finalDisplayedUrl}`)
  const valueOf = (audit: string): number => {
    const value = report.audits[audit]?.numericValue
    if (value === undefined) throw new Error(`${url}: no ${audit}`)
    return value
  }
  const requests = report.audits['network-requests']?.details?.items ?? []
  const scripts = requests.filter(({ resourceType }) => resourceType === 'Script')
  return {
    lcp: valueOf('largest-contentful-paint'),
    tbt: valueOf('total-blocking-time'),
    score: Math.round((report.categories.performance.score ?? 0) * 100),
    bytes: sizeOf(requests),
    scripts: sizeOf(scripts),
  }
}

function sizeOf(requests: readonly Request[]): number {
  return requests.reduce((sum, { transferSize = 0 }) => sum + transferSize, 0)
}
