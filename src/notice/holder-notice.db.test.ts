import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { withDatabase, type TestDatabase } from '../../test/support/database.ts'
import {
  accepted,
  act,
  citizen,
  depsFor,
  fileFor,
  furnish,
  staff,
  WARD,
} from '../../test/support/office.ts'
import { checkout } from '../checkout.ts'
import { startDispatcher } from '../dossier/dispatcher.ts'
import { insertStaff } from '../office/store.ts'
import { holderNotices } from './holder-notice.ts'
import { loadNoticeTemplates } from './load.ts'

let database: TestDatabase
before(async () => {
  database = await withDatabase()
  await furnish(database.owner)
})
after(() => database.close())

test('whoever is given a dossier is told by mail once; what one claims or gives back tells nobody', async () => {
  const templates = await loadNoticeTemplates(join(checkout, 'data/templates/notices'))
  const dispatcher = startDispatcher({
    db: database.worker,
    subscribers: [
      holderNotices({
        templates,
        dossierUrl: (code) => `https://motcua.example.vn/viec?tim=${code}`,
        now: () => new Date(),
      }),
    ],
    onError: (error) => assert.fail(String(error)),
    pollMs: 60_000,
  })
  const takerId = await insertStaff(database.owner, {
    fullName: 'Đỗ Thị Nhận',
    email: 'nhan@thu.example',
    passwordHash: 'x',
    totpSecret: 'x',
    assignments: [
      { officeId: WARD, role: 'officer', title: 'Chuyên viên', validFrom: '2025-07-01' },
    ],
  })
  const deps = depsFor(database.app)
  const [counter, giver] = [staff('receptionist'), staff('officer')]
  const { id, code } = await fileFor(deps, citizen())
  accepted(await act(deps, id, counter, { type: 'accept', originals: [] }))
  accepted(await act(deps, id, giver, { type: 'claim' }))
  const key = randomUUID()
  accepted(await act(deps, id, giver, { type: 'handOver', to: takerId, reason: `x ${key}` }))
  const taker = { ...staff('officer'), personId: takerId }
  accepted(await act(deps, id, taker, { type: 'release', reason: 'Trùng việc' }))
  accepted(await act(deps, id, taker, { type: 'claim' }))
  await dispatcher.drain()
  await dispatcher.stop()
  const { rows } = await sql<{ recipient: string; body: string; kind: string }>`
    select recipient, body, kind from notice_delivery where dossier_id = ${id}::uuid`.execute(
    database.worker,
  )
  assert.equal(rows.length, 1)
  assert.deepEqual([rows[0]!.recipient, rows[0]!.kind], ['nhan@thu.example', 'handedToYou'])
  assert.match(rows[0]!.body, new RegExp(`^Hồ sơ ${code}, Đăng ký khai sinh, của UBND phường Một`))
  // Why it was given may say more than a mail should carry.
  assert.ok(!rows[0]!.body.includes(key))
})
