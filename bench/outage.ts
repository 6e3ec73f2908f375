/**
 * `npm run bench -- outage [SECONDS] [ROUNDS]`: people file while every connection to the database is ended, the server is
 * restarted in the middle of requests and stays away for SECONDS (default 20). Nothing may be lost or half done, and the program
 * must work again without a restart.
 */
import { liveThroughOutage, startOn, startOwnServer } from '../test/support/outage.ts'

const [awaySeconds = 20, rounds = 2] = process.argv.slice(2).map(Number)

const server = await startOwnServer()
const running = await startOn(server)
try {
  const pid = running.pid()
  for (let round = 1; round <= rounds; round += 1) {
    const found = await liveThroughOutage(running, server, { awaySeconds, citizens: 3, portals: 4 })
    console.log(
      `away ${awaySeconds} s, round ${round} of ${rounds}: ${found.acknowledged} acknowledged, ${found.lost.length} lost, ` +
        `${found.faults.length} other faults, ${found.retries} sent again, ${found.afterwards} afterwards, ` +
        `told meanwhile ${found.told.map(({ status }) => status).join(' ')}, listening again: ${found.listeners.join(', ')}`,
    )
    for (const fault of [...found.lost, ...found.faults]) console.log(`  ${fault}`)
    if (found.lost.length + found.faults.length > 0 || running.pid() !== pid) process.exitCode = 1
  }
} finally {
  await running.stop()
  await server.remove()
}
