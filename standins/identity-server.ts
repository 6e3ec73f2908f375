/**
 * The stand-in identity provider as a program of its own, for tests and trials of a configured issuer:
 * PORT, CLIENT_ID, CLIENT_SECRET, REDIRECT_URI, STATE_DIR. Prints its issuer.
 */
import Fastify from 'fastify'
import { mountIdentity } from './identity.ts'

function setting(name: string): string {
  const value = process.env[name]
  if (value === undefined || value === '') throw new Error(`${name} is missing`)
  return value
}

const port = Number(setting('PORT'))
const app = Fastify({ forceCloseConnections: true })
const { issuer } = await mountIdentity(app, {
  publicUrl: `http://127.0.0.1:${port}`,
  clientId: setting('CLIENT_ID'),
  clientSecret: setting('CLIENT_SECRET'),
  redirectUri: setting('REDIRECT_URI'),
  stateDir: setting('STATE_DIR'),
})
await app.listen({ port, host: '127.0.0.1' })
console.log(issuer)
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void app.close())
}
