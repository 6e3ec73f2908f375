/** What every answer tells the browser: run nothing inline, load nothing from elsewhere, be in nobody's frame, keep nothing. */
import type { FastifyInstance } from 'fastify'

type Installation = {
  readonly publicUrl: string
  /** Origins that a form of ours may end up at. */
  readonly formTargets?: readonly string[]
}

/** Nothing inline, nothing from elsewhere, never inside another site's frame. */
export function headersFor({ publicUrl, formTargets = [] }: Installation) {
  const https = publicUrl.startsWith('https:')
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        baseUri: ["'none'"],
        objectSrc: ["'none'"],
        imgSrc: ["'self'", 'data:'],
        formAction: ["'self'", ...formTargets],
        frameAncestors: ["'none'"],
        ...(https ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    // Same-origin, not none: with none browsers send `Origin: null` and our forms would look foreign.
    referrerPolicy: { policy: 'same-origin' as const },
    frameguard: { action: 'deny' as const },
    strictTransportSecurity: https ? { maxAge: 31_536_000 } : false,
    crossOriginEmbedderPolicy: false,
    xDnsPrefetchControl: false,
  }
}

/** What no page of ours uses, no page of ours may use, whoever puts a script into it. */
const PERMISSIONS = [
  'accelerometer',
  'autoplay',
  'camera',
  'display-capture',
  'encrypted-media',
  'fullscreen',
  'geolocation',
  'gyroscope',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'picture-in-picture',
  'publickey-credentials-get',
  'screen-wake-lock',
  'usb',
  'xr-spatial-tracking',
]
  .map((feature) => `${feature}=()`)
  .join(', ')

/** An answer is nobody's to keep unless its route says otherwise (assets, published law). */
export function setUpSecurityHeaders(app: FastifyInstance): void {
  app.addHook('onSend', async (_req, reply) => {
    reply.header('permissions-policy', PERMISSIONS)
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
  })
}

/** For an address that could not even be read: no hook of ours runs there. */
export const headersBeforeAll = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': PERMISSIONS,
  'cache-control': 'no-store',
}
