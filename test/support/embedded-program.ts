/** A program that holds an embedded server until it is ended; the tests kill it. Prints one line of JSON. */
import { startEmbedded } from '../../src/db/embedded.ts'
import { testSettings } from './server-settings.ts'

const [, , stateDir = ''] = process.argv
const say = (words: string): void => void process.stderr.write(`${words}\n`)
const server = await startEmbedded({
  stateDir,
  log: { info: say, error: say },
  settings: testSettings,
})
process.once('SIGTERM', () => void server.stop().then(() => process.exit(0)))
process.stdout.write(`${JSON.stringify({ ownerUrl: server.ownerUrl, pid: server.pid() })}\n`)
setInterval(() => undefined, 60_000)
