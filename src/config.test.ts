import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { ConfigInvalid, loadConfig } from './config.ts'

let folder: string
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'motcua-config-'))
})
after(() => rmSync(folder, { recursive: true }))

test('with no setting at all the program runs on this machine only, with its own database', () => {
  const config = loadConfig({ MOTCUA_STATE_DIR: folder })
  assert.equal(config.host, '127.0.0.1')
  assert.equal(config.port, 8080)
  assert.equal(config.publicUrl, 'http://localhost:8080')
  assert.equal(config.databaseUrl, undefined)
  assert.equal(config.demo, false)
})

test('the secret is made once, stays the same, and only its owner may read it', () => {
  const first = loadConfig({ MOTCUA_STATE_DIR: folder }).secret
  assert.match(first, /^[0-9a-f]{64}$/)
  assert.equal(loadConfig({ MOTCUA_STATE_DIR: folder }).secret, first)
  assert.equal(statSync(join(folder, 'secret')).mode & 0o777, 0o600)
})

test('a setting that cannot be meant is refused by its name', () => {
  const wrong: Record<string, string>[] = [
    { PORT: 'http' },
    { PORT: '70000' },
    { DATABASE_URL: 'mysql://x' },
    { PUBLIC_URL: 'motcua.vn' },
    { OIDC_ISSUER: 'https://vneid.example' },
    { PORTAL_KEYS: 'portal' },
    { PORTAL_KEYS: 'portal=short' },
    { PARTNER_KEYS: 'police=short' },
    { PARTNER_URLS: 'police' },
    { PARTNER_URLS: 'police=ftp://cong-an.example', PARTNER_KEYS: 'police=0123456789abcdef' },
    { PARTNER_URLS: 'police=https://cong-an.example' },
    { PARTNER_URLS: 'tax=https://thue.example', PARTNER_KEYS: 'police=0123456789abcdef' },
    { REQUESTS_PER_MINUTE: '0' },
    { REQUESTS_PER_MINUTE: 'nhiều' },
    { DISK_RESERVE_MB: '-1' },
    { DISK_RESERVE_MB: 'đủ' },
    { TRUSTED_PROXIES: 'true' },
    { TRUSTED_PROXIES: 'proxy.motcua.vn' },
    { TRUSTED_PROXIES: '10.0.0.0/33' },
    { TRUSTED_PROXIES: '0.0.0.0/0' },
    { TRUSTED_PROXIES: '10.0.0.1, *' },
    { OUTBOUND_PRIVATE: '10.0.0.0/8/8' },
    {
      OIDC_ORIGINS: 'http://vneid.example',
      OIDC_ISSUER: 'https://vneid.example',
      OIDC_CLIENT_ID: 'motcua',
      OIDC_CLIENT_SECRET: 's',
    },
  ]
  for (const env of wrong) {
    const [name = ''] = Object.keys(env)
    const load = (): unknown => loadConfig({ MOTCUA_STATE_DIR: folder, ...env })
    assert.throws(load, (error) => error instanceof ConfigInvalid && error.message.includes(name))
  }
})

test('portal keys are read as pairs; a secret may contain an equals sign', () => {
  const { portalKeys } = loadConfig({
    MOTCUA_STATE_DIR: folder,
    PORTAL_KEYS: 'dvcqg=abcdefghijklmnop=, thu=0123456789abcdef',
  })
  assert.deepEqual(portalKeys, { dvcqg: 'abcdefghijklmnop=', thu: '0123456789abcdef' })
})

test('an agency outside has an address and at least one key; a second key serves to change the first', () => {
  const { partnerKeys, partnerUrls } = loadConfig({
    MOTCUA_STATE_DIR: folder,
    PARTNER_KEYS: 'police=0123456789abcdef, police.2=abcdefghijklmnop, tax=ponmlkjihgfedcba',
    PARTNER_URLS: 'police=https://cong-an.example/mot-cua/',
  })
  assert.deepEqual(Object.keys(partnerKeys), ['police', 'police.2', 'tax'])
  assert.deepEqual(partnerUrls, { police: 'https://cong-an.example/mot-cua' })
})

test('a slash at the end of the public address is dropped, so that links have one', () => {
  const { publicUrl } = loadConfig({ MOTCUA_STATE_DIR: folder, PUBLIC_URL: 'https://motcua.vn/' })
  assert.equal(publicUrl, 'https://motcua.vn')
})

test('no proxy is trusted unless its address is given', () => {
  assert.deepEqual(loadConfig({ MOTCUA_STATE_DIR: folder }).trustedProxies, [])
  const TRUSTED_PROXIES = ' 10.0.0.7, fd00::/64,'
  const { trustedProxies } = loadConfig({ MOTCUA_STATE_DIR: folder, TRUSTED_PROXIES })
  assert.deepEqual(trustedProxies, ['10.0.0.7', 'fd00::/64'])
})
