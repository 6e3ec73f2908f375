/** A real OpenID Connect provider with made people. It stands in for VNeID and says so on every page. */
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Provider, interactionPolicy } from 'oidc-provider'
import type { Configuration, JWK, KoaContextWithOIDC } from 'oidc-provider'
import { memoryStore } from './identity-memory.ts'
import { RefusalPage, pageHtml } from './identity-page.tsx'
import type { MadePerson } from './people.ts'

export type ProviderSettings = {
  /** address of the provider, with its path */
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  readonly redirectUri: string
  /** folder in which the keys are kept, so that a restart changes nothing */
  readonly stateDir: string
  readonly people: readonly MadePerson[]
}

const SCOPES = ['openid', 'profile', 'phone', 'email', 'personal_number']
const HOUR = 3600

export function makeProvider(settings: ProviderSettings): Provider {
  const keys = keptKeys(settings.stateDir)
  const provider = new Provider(settings.issuer, {
    adapter: memoryStore(),
    clients: [clientOf(settings)],
    jwks: { keys: [keys.signing] },
    cookies: {
      keys: [keys.cookie],
      names: {
        session: 'standin_session',
        interaction: 'standin_choice',
        resume: 'standin_resume',
      },
    },
    scopes: SCOPES,
    claims: {
      openid: ['sub'],
      profile: ['name', 'birthdate', 'gender'],
      phone: ['phone_number'],
      email: ['email'],
      personal_number: ['personal_number'],
    },
    responseTypes: ['code'],
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: false } },
    interactions: {
      url: (_ctx, { uid }) => `${mountOf(settings)}/chon/${uid}`,
      policy: askAlways(),
    },
    findAccount: (_ctx, subject) => accountOf(settings.people, subject),
    loadExistingGrant: grantEverything,
    renderError: (ctx, out) => {
      ctx.type = 'html'
      ctx.body = pageHtml(RefusalPage({ error: out.error }))
    },
    ttl: {
      AccessToken: HOUR / 4,
      AuthorizationCode: 60,
      Grant: HOUR,
      IdToken: HOUR / 4,
      Interaction: HOUR / 2,
      Session: HOUR,
    },
  })
  // Host and protocol are set by whoever mounts it, from the public address.
  provider.proxy = true
  return provider
}

function mountOf({ issuer }: ProviderSettings): string {
  return new URL(issuer).pathname.replace(/\/$/, '')
}

function clientOf({ clientId, clientSecret, redirectUri }: ProviderSettings) {
  return {
    client_id: clientId,
    client_secret: clientSecret,
    redirect_uris: [redirectUri],
    response_types: ['code' as const],
    grant_types: ['authorization_code'],
    token_endpoint_auth_method: 'client_secret_basic' as const,
  }
}

/** Every sign-in asks who it is, so that one tester can be a mother now and a neighbour a minute later. */
function askAlways() {
  const policy = interactionPolicy.base()
  const { Check } = interactionPolicy
  policy
    .get('login')!
    .checks.add(
      new Check('who', 'the tester has to choose', (ctx) =>
        ctx.oidc.result?.login === undefined ? Check.REQUEST_PROMPT : Check.NO_NEED_TO_PROMPT,
      ),
    )
  return policy
}

const accountOf: (
  people: readonly MadePerson[],
  subject: string,
) => ReturnType<NonNullable<Configuration['findAccount']>> = (people, subject) => {
  const person = people.find((one) => one.subject === subject)
  if (person === undefined) return undefined
  return {
    accountId: subject,
    claims: () => ({
      sub: subject,
      name: person.name,
      birthdate: person.birthOn,
      gender: person.sex,
      phone_number: `+84${person.phone.slice(1)}`,
      email: person.email,
      personal_number: person.personalNumber,
    }),
  }
}

/** Made people agree to everything; a page of consent would test nothing of ours. */
async function grantEverything(ctx: KoaContextWithOIDC) {
  const { client, session, provider } = ctx.oidc
  const grant = new provider.Grant({
    clientId: client!.clientId,
    ...(session?.accountId !== undefined && { accountId: session.accountId }),
  })
  grant.addOIDCScope(SCOPES.join(' '))
  await grant.save()
  return grant
}

type Keys = { readonly signing: JWK; readonly cookie: string }

function keptKeys(stateDir: string): Keys {
  const file = join(stateDir, 'identity-standin.json')
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Keys
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const signing = { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' } as JWK
  const keys = { signing, cookie: randomBytes(32).toString('base64url') }
  mkdirSync(stateDir, { recursive: true, mode: 0o700 })
  writeFileSync(file, JSON.stringify(keys), { mode: 0o600, flag: 'wx' })
  return keys
}
