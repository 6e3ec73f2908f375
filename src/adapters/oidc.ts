/** The identity provider over OpenID Connect: code flow with PKCE, state and nonce. */
import {
  AuthorizationResponseError,
  ClientError,
  ClientSecretBasic,
  ResponseBodyError,
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  clockTolerance,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client'
import type { Configuration, CustomFetch } from 'openid-client'
import { providerFetch } from './oidc-fetch.ts'
import { IdentityRefused, identityFrom } from '../office/identity.ts'
import type { Identity, IdentityProvider, SignInSecrets } from '../office/identity.ts'

export type OidcSettings = {
  /** https, except for a provider on this very machine */
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** where the provider sends the browser back to */
  readonly redirectUri: string
  /** how to reach a provider inside this program, without the network */
  readonly fetch?: CustomFetch
  /** further addresses of the provider, when its keys or tokens stand elsewhere */
  readonly origins?: readonly string[]
  /** where in the private network the provider may stand */
  readonly privateNetworks?: readonly string[]
}

const SCOPE = 'openid profile phone email personal_number'
/** Nobody waits longer than this for the provider (N06); the draft of the citizen is kept meanwhile. */
const TIMEOUT_SECONDS = 8
const SKEW_SECONDS = 30

/** Asks nothing of the provider until the first person signs in. Throws on an issuer without https. */
export function openIdProvider(settings: OidcSettings): IdentityProvider {
  const issuer = new URL(settings.issuer)
  if (issuer.protocol !== 'https:' && settings.fetch === undefined && !isThisMachine(issuer)) {
    throw new Error(`OIDC_ISSUER must begin with https:// (it is ${settings.issuer})`)
  }
  let known: Promise<Configuration> | undefined
  const configuration = async (): Promise<Configuration> => {
    known ??= discover(settings, issuer)
    try {
      return await known
    } catch (error) {
      known = undefined
      throw new IdentityRefused('unreachable', error)
    }
  }
  return {
    origin: issuer.origin,
    begin: async () => begin(await configuration(), settings.redirectUri),
    finish: async (returned, secrets) =>
      finish(await configuration(), here(settings.redirectUri, returned), secrets),
  }
}

function isThisMachine({ hostname }: URL): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
}

function discover(settings: OidcSettings, issuer: URL): Promise<Configuration> {
  return discovery(
    issuer,
    settings.clientId,
    { [clockTolerance]: SKEW_SECONDS },
    ClientSecretBasic(settings.clientSecret),
    {
      timeout: TIMEOUT_SECONDS,
      // Signatures are checked although the tokens come over TLS: a proxy on the way may not speak for the provider.
      execute: [
        enableNonRepudiationChecks,
        ...(issuer.protocol === 'https:' ? [] : [allowInsecureRequests]),
      ],
      [customFetch]: settings.fetch ?? providerFetch(settings),
    },
  )
}

/** Only the query is taken from the request: a proxy may have changed the host. */
function here(redirectUri: string, returned: URL): URL {
  const url = new URL(redirectUri)
  url.search = returned.search
  return url
}

async function begin(configuration: Configuration, redirectUri: string) {
  const secrets = {
    state: randomState(),
    nonce: randomNonce(),
    verifier: randomPKCECodeVerifier(),
  }
  const address = buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri,
    scope: SCOPE,
    state: secrets.state,
    nonce: secrets.nonce,
    code_challenge: await calculatePKCECodeChallenge(secrets.verifier),
    code_challenge_method: 'S256',
  })
  return { address: address.href, secrets }
}

async function finish(
  configuration: Configuration,
  returned: URL,
  secrets: SignInSecrets,
): Promise<Identity> {
  try {
    const tokens = await authorizationCodeGrant(configuration, returned, {
      expectedState: secrets.state,
      expectedNonce: secrets.nonce,
      pkceCodeVerifier: secrets.verifier,
      idTokenExpected: true,
    })
    const token = tokens.claims()!
    const more = await moreClaims(configuration, tokens.access_token, token.sub)
    const identity = identityFrom(token.iss, { ...token, ...more, sub: token.sub })
    if (identity === undefined) throw new IdentityRefused('untrusted')
    return identity
  } catch (error) {
    throw refusalOf(error)
  }
}

/** Providers keep the ID token short and give the rest at their userinfo address; the subject must be the same. */
async function moreClaims(configuration: Configuration, accessToken: string, subject: string) {
  if (configuration.serverMetadata().userinfo_endpoint === undefined) return {}
  return fetchUserInfo(configuration, accessToken, subject)
}

/** No answer at all, or one of the 5xx, is an outage; an answer that does not prove who came is never believed. */
function refusalOf(error: unknown): IdentityRefused {
  if (error instanceof IdentityRefused) return error
  if (error instanceof AuthorizationResponseError && error.error === 'access_denied') {
    return new IdentityRefused('cancelled', error)
  }
  if (error instanceof ResponseBodyError) {
    return new IdentityRefused(error.status >= 500 ? 'unreachable' : 'untrusted', error)
  }
  return new IdentityRefused(isOutage(error) ? 'unreachable' : 'untrusted', error)
}

function isOutage(error: unknown): boolean {
  if (error instanceof ClientError) {
    if (error.code === 'OAUTH_TIMEOUT' || error.code === 'OAUTH_ABORT') return true
    return error.cause instanceof Response && error.cause.status >= 500
  }
  // What fetch throws when it reaches nobody.
  return error instanceof TypeError && error.message === 'fetch failed'
}
