/** The real program on a disk that fills up while people file (reliability R06). As root: the disk is made for the test. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fillWhileFiling } from '../support/full-disk.ts'

test('a disk that fills up: filing is refused in plain words, reading goes on, and with room all goes on without a restart', async (t) => {
  const full = await fillWhileFiling({ reserve: 48, leave: [40, 0] })
  t.diagnostic(`${full.acknowledged} acknowledged, ${full.retries} sent again`)
  for (const { page, contract, reading, acknowledged } of full.moments) {
    assert.equal(page.status, 507)
    assert.match(page.body, /Máy chủ đã hết chỗ lưu/)
    assert.match(page.body, /Điều bạn vừa gửi chưa được lưu/)
    assert.deepEqual(contract, { status: 507, code: 'full' })
    assert.deepEqual([...new Set(Object.values(reading))], [200], JSON.stringify(reading))
    assert.equal(acknowledged, 0, 'something was acknowledged on a full disk')
  }
  assert.deepEqual(full.found, { lost: [], doubled: [], faults: [] })
  assert.ok(full.isSameProgram, 'program and server are those of before')
})
