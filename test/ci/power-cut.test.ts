/** Power is cut while people file, and the house is started on what is left of the disk (reliability R03). As root. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cutPower } from '../support/power.ts'

test('after a power cut every dossier acknowledged before it is there, once, with its files, and its history is whole', async (t) => {
  const [cut] = await cutPower({ cuts: 1, citizens: 2, portals: 3, fsync: true })
  t.diagnostic(`${cut!.acknowledged} acknowledged before the cut`)
  assert.ok(cut!.acknowledged >= 3)
  assert.deepEqual({ lost: cut!.lost, faults: cut!.faults }, { lost: 0, faults: [] })
})
