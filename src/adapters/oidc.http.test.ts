import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import Fastify from 'fastify'
import type { FastifyInstance } from 'fastify'
import type { CustomFetch } from 'openid-client'
import { mountIdentity } from '../../standins/identity.ts'
import { answerOfProvider } from '../../test/support/identity.ts'
import { IdentityRefused } from '../office/identity.ts'
import type { IdentityProvider, RefusedBecause } from '../office/identity.ts'
import { openIdProvider } from './oidc.ts'

const publicUrl = 'http://mot-cua.example'
const client = { clientId: 'motcua', clientSecret: 'a secret of the tests' }
const redirectUri = `${publicUrl}/dang-nhap/xong`
const MOTHER = 'thu-nghiem-01'

let stateDir: string
let app: FastifyInstance
let fetch: CustomFetch
let provider: IdentityProvider

before(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'motcua-identity-'))
  app = Fastify()
  const mounted = await mountIdentity(app, { publicUrl, stateDir, ...client })
  fetch = mounted.fetch
  provider = openIdProvider({ issuer: mounted.issuer, redirectUri, fetch, ...client })
})
after(async () => {
  await app.close()
  await rm(stateDir, { recursive: true })
})

function refusedAs(because: RefusedBecause) {
  return (error: unknown) => error instanceof IdentityRefused && error.because === because
}

test('the mother signs in and is known with everything the provider vouches for', async () => {
  const { address, secrets } = await provider.begin()
  const returned = await answerOfProvider(app, address, MOTHER)
  assert.deepEqual(await provider.finish(returned, secrets), {
    issuer: `${publicUrl}/dinh-danh-thu`,
    subject: MOTHER,
    fullName: 'Trần Thị Thu Hà',
    personalNumber: '001196999000',
    birthOn: '1996-03-14',
    phone: '0990000001',
    email: 'cong.dan.01@thu-nghiem.example',
  })
})

test('every sign-in has its own state, nonce and verifier, and asks for S256', async () => {
  const [one, two] = [await provider.begin(), await provider.begin()]
  const asked = new URL(one.address).searchParams
  assert.equal(asked.get('state'), one.secrets.state)
  assert.equal(asked.get('nonce'), one.secrets.nonce)
  assert.equal(asked.get('code_challenge_method'), 'S256')
  assert.notEqual(asked.get('code_challenge'), one.secrets.verifier)
  for (const name of ['state', 'nonce', 'verifier'] as const) {
    assert.ok(one.secrets[name].length >= 43)
    assert.notEqual(one.secrets[name], two.secrets[name])
  }
})

test('a citizen who stops at the provider is told so, not accused', async () => {
  const { address, secrets } = await provider.begin()
  const returned = await answerOfProvider(app, address)
  await assert.rejects(provider.finish(returned, secrets), refusedAs('cancelled'))
})

test('a code is worth one sign-in', async () => {
  const { address, secrets } = await provider.begin()
  const returned = await answerOfProvider(app, address, MOTHER)
  await provider.finish(returned, secrets)
  await assert.rejects(provider.finish(returned, secrets), refusedAs('untrusted'))
})

for (const name of ['state', 'nonce', 'verifier'] as const) {
  test(`an answer to another browser's ${name} is refused`, async () => {
    const { address, secrets } = await provider.begin()
    const other = await provider.begin()
    const returned = await answerOfProvider(app, address, MOTHER)
    const mixed = { ...secrets, [name]: other.secrets[name] }
    await assert.rejects(provider.finish(returned, mixed), refusedAs('untrusted'))
  })
}

test('an answer in the name of another provider is refused (mix-up)', async () => {
  const { address, secrets } = await provider.begin()
  const returned = await answerOfProvider(app, address, MOTHER)
  returned.searchParams.set('iss', 'https://elsewhere.example')
  await assert.rejects(provider.finish(returned, secrets), refusedAs('untrusted'))
})

test('an answer that hides which provider it comes from is refused', async () => {
  const { address, secrets } = await provider.begin()
  const returned = await answerOfProvider(app, address, MOTHER)
  returned.searchParams.delete('iss')
  await assert.rejects(provider.finish(returned, secrets), refusedAs('untrusted'))
})

test('an invented code, none, two of them, or an invented error are refused', async () => {
  const { address, secrets } = await provider.begin()
  const returned = await answerOfProvider(app, address, MOTHER)
  const wrong = [
    (query: URLSearchParams) => query.set('code', 'invented'),
    (query: URLSearchParams) => query.delete('code'),
    (query: URLSearchParams) => query.append('code', 'second'),
    (query: URLSearchParams) => query.append('state', 'second'),
    (query: URLSearchParams) => query.set('error', 'server_error'),
    (query: URLSearchParams) => query.set('response', 'eyJhbGciOiJub25lIn0.e30.'),
  ]
  for (const spoil of wrong) {
    const spoilt = new URL(returned)
    spoil(spoilt.searchParams)
    await assert.rejects(provider.finish(spoilt, secrets), refusedAs('untrusted'))
  }
  assert.equal((await provider.finish(returned, secrets)).subject, MOTHER)
})

test('the stand-in gives no code without PKCE', async () => {
  const { address } = await provider.begin()
  const bare = new URL(address)
  bare.searchParams.delete('code_challenge')
  bare.searchParams.delete('code_challenge_method')
  const answer = await app.inject({ url: `${bare.pathname}${bare.search}` })
  assert.equal(
    new URL(String(answer.headers.location)).searchParams.get('error'),
    'invalid_request',
  )
})

test('the stand-in sends nobody to an address that is not ours', async () => {
  const { address } = await provider.begin()
  const stolen = new URL(address)
  stolen.searchParams.set('redirect_uri', 'https://thief.example/')
  const answer = await app.inject({ url: `${stolen.pathname}${stolen.search}` })
  assert.equal(answer.statusCode, 400)
  assert.match(answer.body, /Không đăng nhập được/)
})

test('the stand-in says on its page what it is not, and finds people without diacritics', async () => {
  const { address } = await provider.begin()
  const asked = await app.inject({ url: address.slice(publicUrl.length) })
  const cookie = [asked.headers['set-cookie'] ?? []].flat().map((line) => line.split(';')[0])
  const page = await app.inject({
    url: `${String(asked.headers.location)}?tim=tran%20thi%20thu`,
    headers: { cookie: cookie.join('; ') },
  })
  assert.match(page.body, /Hệ thống định danh thử nghiệm – không phải VNeID/)
  assert.match(page.body, /Trần Thị Thu Hà/)
  assert.doesNotMatch(page.body, /Nguyễn Minh Đức/)
})

test('a choice that is over leads back to the sign-in page', async () => {
  const answer = await app.inject({ url: '/dinh-danh-thu/chon/khong-co' })
  assert.deepEqual([answer.statusCode, answer.headers.location], [303, '/dang-nhap'])
})

test('a restart of the stand-in keeps its keys', async () => {
  const again = Fastify()
  await mountIdentity(again, { publicUrl, stateDir, ...client })
  const keys = async (one: FastifyInstance) => (await one.inject('/dinh-danh-thu/jwks')).json()
  assert.deepEqual(await keys(again), await keys(app))
  await again.close()
})
