import assert from 'node:assert/strict'
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { killWhileFiling, startVictim, type Victim } from '../support/kills.ts'
import { lookForLosses } from '../support/nothing-lost.ts'
import type { Running } from '../support/running.ts'

const KILLS = 2

for (const victim of ['program', 'postgres'] satisfies Victim[]) {
  describe(
    `kill -9 of the ${victim}, ${KILLS} times while people file`,
    { timeout: 600_000 },
    () => {
      let running: Running
      before(async () => {
        running = await startVictim()
      })
      after(() => running.stop())

      test('every acknowledged dossier is there, complete, once; sent again it has the same code', async (t) => {
        const rounds = { victim, kills: KILLS, citizens: 3, portals: 3, presses: 2, again: 30 }
        const report = await killWhileFiling(running, rounds)
        const { acknowledged, lost, doubled, faults, retries, seconds } = report
        t.diagnostic(
          `${acknowledged.length} acknowledged, ${retries} sent again, ${seconds.toFixed(0)} s`,
        )
        assert.deepEqual({ lost, doubled, faults }, { lost: [], doubled: [], faults: [] })
        assert.ok(acknowledged.length > KILLS, 'people filed between the kills')
        assert.ok(retries > 0, 'the kills were noticed')
        for (const door of ['portal', 'citizen']) {
          assert.ok(
            acknowledged.some((one) => one.door === door),
            `nothing came by the ${door}`,
          )
        }

        const [first] = acknowledged
        const sha256 = first!.files[0]!
        appendFileSync(join(running.stateDir, 'files', sha256.slice(0, 2), sha256.slice(2)), '!')
        const damaged = await lookForLosses(running, [first!], { again: 1 })
        assert.match(damaged.faults.join('\n'), /a file is not in the store, or not as it was/)
      })
    },
  )
}
