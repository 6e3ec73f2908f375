/** Where the stand-in identity provider keeps codes and tokens: in memory, for a short time. */
import type { Adapter, AdapterPayload } from 'oidc-provider'

type Kept = { readonly payload: AdapterPayload; readonly until: number }

/** More than one tester needs; the oldest go first. */
const MOST = 5000

/** One store for every kind of record of one provider. */
export function memoryStore(): (kind: string) => Adapter {
  const kept = new Map<string, Kept>()
  return (kind) => adapterOf(kept, kind)
}

function adapterOf(kept: Map<string, Kept>, kind: string): Adapter {
  const find = (id: string): AdapterPayload | undefined => {
    const found = kept.get(`${kind}:${id}`)
    return found !== undefined && found.until > Date.now() ? found.payload : undefined
  }
  return {
    upsert: async (id, payload, expiresIn) => {
      const until = expiresIn === undefined ? Infinity : Date.now() + expiresIn * 1000
      kept.set(`${kind}:${id}`, { payload, until })
      if (kept.size > MOST) forget(kept, kept.keys().next().value)
    },
    find: async (id) => find(id),
    findByUid: async (uid) => first(kept, kind, (payload) => payload.uid === uid),
    findByUserCode: async (code) => first(kept, kind, (payload) => payload.userCode === code),
    consume: async (id) => {
      const payload = find(id)
      if (payload) payload.consumed = Math.floor(Date.now() / 1000)
    },
    destroy: async (id) => forget(kept, `${kind}:${id}`),
    revokeByGrantId: async (grantId) => {
      for (const [key, { payload }] of kept) if (payload.grantId === grantId) kept.delete(key)
    },
  }
}

function forget(kept: Map<string, Kept>, key: string | undefined): void {
  if (key !== undefined) kept.delete(key)
}

function first(
  kept: Map<string, Kept>,
  kind: string,
  fits: (payload: AdapterPayload) => boolean,
): AdapterPayload | undefined {
  for (const [key, { payload, until }] of kept) {
    if (key.startsWith(`${kind}:`) && until > Date.now() && fits(payload)) return payload
  }
  return undefined
}
