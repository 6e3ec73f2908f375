import assert from 'node:assert/strict'
import { createHmac, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { test } from 'node:test'
import type { CustomFetch } from 'openid-client'
import { IdentityRefused } from '../office/identity.ts'
import type { RefusedBecause } from '../office/identity.ts'
import { openIdProvider } from './oidc.ts'

const issuer = 'https://id.example'
const clientId = 'motcua'
const redirectUri = 'https://mot-cua.example/dang-nhap/xong'
const honest = generateKeyPairSync('rsa', { modulusLength: 2048 })
const other = generateKeyPairSync('rsa', { modulusLength: 2048 })

type Claims = Record<string, unknown>
type Lies = {
  /** changes of the ID token's claims */
  readonly claims?: Claims
  readonly header?: Claims
  readonly key?: KeyObject
  readonly signature?: (input: string) => string
  /** what the userinfo address says about whom */
  readonly userinfo?: Claims
  readonly token?: () => Response
  readonly discovery?: Claims
}

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

function idToken(nonce: string, lies: Lies): string {
  const now = Math.floor(Date.now() / 1000)
  const claims = {
    iss: issuer,
    aud: clientId,
    sub: 'a1',
    name: 'Trần Thị Thu Hà',
    nonce,
    iat: now,
    exp: now + 300,
  }
  const input = `${part({ alg: 'RS256', kid: 'k', ...lies.header })}.${part({ ...claims, ...lies.claims })}`
  const signed = () =>
    sign('sha256', Buffer.from(input), lies.key ?? honest.privateKey).toString('base64url')
  return `${input}.${lies.signature?.(input) ?? signed()}`
}

function providerThatSays(lies: Lies, nonce: () => string): CustomFetch {
  const metadata = {
    issuer,
    authorization_endpoint: `${issuer}/auth`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    userinfo_endpoint: `${issuer}/me`,
    id_token_signing_alg_values_supported: ['RS256'],
    ...lies.discovery,
  }
  const jwk = { ...honest.publicKey.export({ format: 'jwk' }), kid: 'k', alg: 'RS256', use: 'sig' }
  return async (address) => {
    switch (new URL(address).pathname) {
      case '/token':
        return (
          lies.token?.() ??
          Response.json({
            access_token: 't',
            token_type: 'bearer',
            id_token: idToken(nonce(), lies),
          })
        )
      case '/jwks':
        return Response.json({ keys: [jwk] })
      case '/me':
        return Response.json({ sub: 'a1', email: 'ha@thu.example', ...lies.userinfo })
      default:
        return Response.json(metadata)
    }
  }
}

/** Signs in at a provider that says this. */
async function signIn(lies: Lies) {
  let nonce = ''
  const fetch = providerThatSays(lies, () => nonce)
  const provider = openIdProvider({ issuer, clientId, clientSecret: 's', redirectUri, fetch })
  const { secrets } = await provider.begin()
  nonce = secrets.nonce
  return provider.finish(new URL(`${redirectUri}?code=c&state=${secrets.state}`), secrets)
}

const refusedAs = (because: RefusedBecause) => (error: unknown) =>
  error instanceof IdentityRefused && error.because === because

test('an honest token is believed', async () => {
  const identity = await signIn({})
  assert.deepEqual([identity.subject, identity.email], ['a1', 'ha@thu.example'])
})

const past = Math.floor(Date.now() / 1000) - 3600
const lies: [string, Lies][] = [
  ['another issuer', { claims: { iss: 'https://elsewhere.example' } }],
  ['another audience', { claims: { aud: 'another-site' } }],
  ['two audiences and no word who asked', { claims: { aud: [clientId, 'another-site'] } }],
  ['another nonce', { claims: { nonce: 'replayed' } }],
  ['no nonce', { claims: { nonce: undefined } }],
  ['a time that has passed', { claims: { iat: past, exp: past + 60 } }],
  ['no end', { claims: { exp: undefined } }],
  ['no subject', { claims: { sub: undefined } }],
  ['an empty name', { claims: { name: ' ' } }],
  ['a signature with another key', { key: other.privateKey }],
  ['no signature', { header: { alg: 'none' }, signature: () => '' }],
  [
    'a signature made with the public key as if it were a secret',
    {
      header: { alg: 'HS256' },
      signature: (input) =>
        createHmac('sha256', honest.publicKey.export({ type: 'spki', format: 'pem' }))
          .update(input)
          .digest('base64url'),
    },
  ],
  ['an altered signature', { signature: () => Buffer.alloc(256, 7).toString('base64url') }],
  ['an unknown key', { header: { kid: 'unknown' } }],
  ['claims about somebody else', { userinfo: { sub: 'a2' } }],
  ['no ID token', { token: () => Response.json({ access_token: 't', token_type: 'bearer' }) }],
  [
    'a page instead of an answer',
    { token: () => new Response('<html>', { headers: { 'content-type': 'text/html' } }) },
  ],
]
for (const [what, lie] of lies) {
  test(`a token with ${what} is refused`, async () => {
    await assert.rejects(signIn(lie), refusedAs('untrusted'))
  })
}

const outages: [string, Lies][] = [
  ['answers 503', { token: () => new Response('', { status: 503 }) }],
  [
    'answers with an error of its own',
    { token: () => Response.json({ error: 'server_error' }, { status: 500 }) },
  ],
  [
    'cannot be reached',
    {
      token: () => {
        throw new TypeError('fetch failed')
      },
    },
  ],
]
for (const [what, outage] of outages) {
  test(`a provider that ${what} is out of order, and nobody is accused`, async () => {
    await assert.rejects(signIn(outage), refusedAs('unreachable'))
  })
}

test('nobody waits longer than ten seconds for a provider that never answers, at the start or at the end', async (t) => {
  const limits: number[] = []
  t.mock.method(AbortSignal, 'timeout', (milliseconds: number) => {
    limits.push(milliseconds)
    return AbortSignal.abort(new DOMException('The time is over.', 'TimeoutError'))
  })
  const silent = (address: string, { signal }: Parameters<CustomFetch>[1]): Promise<Response> => {
    if (!signal) return Promise.reject(new Error(`${address} is waited for without an end`))
    return Promise.reject(signal.reason as Error)
  }
  const honestly = providerThatSays({}, () => '')
  const provider = (fetch: CustomFetch) =>
    openIdProvider({ issuer, clientId, clientSecret: 's', redirectUri, fetch })
  await assert.rejects(provider(silent).begin(), refusedAs('unreachable'))
  const falling = provider((address, options) =>
    address.endsWith('/token') ? silent(address, options) : honestly(address, options),
  )
  const { secrets } = await falling.begin()
  const back = new URL(`${redirectUri}?code=c&state=${secrets.state}`)
  await assert.rejects(falling.finish(back, secrets), refusedAs('unreachable'))
  assert.ok(limits.length >= 2 && Math.max(...limits) <= 10_000, limits.join())
})

test('a provider that says it is another one is not used', async () => {
  await assert.rejects(
    signIn({ discovery: { issuer: 'https://elsewhere.example' } }),
    refusedAs('unreachable'),
  )
})

test('a provider that is up again is used again', async () => {
  let up = false
  const healthy = providerThatSays({}, () => '')
  const fetch: CustomFetch = (address, options) => {
    if (!up) throw new TypeError('fetch failed')
    return healthy(address, options)
  }
  const provider = openIdProvider({ issuer, clientId, clientSecret: 's', redirectUri, fetch })
  await assert.rejects(provider.begin(), refusedAs('unreachable'))
  up = true
  assert.match((await provider.begin()).address, /^https:\/\/id\.example\/auth\?/)
})

test('a configured provider without https is refused at the start, except on this machine', () => {
  const open = (address: string) =>
    openIdProvider({ issuer: address, clientId, clientSecret: 's', redirectUri })
  assert.throws(() => open('http://id.example'), /https/)
  assert.equal(open('http://localhost:9000/x').origin, 'http://localhost:9000')
})
