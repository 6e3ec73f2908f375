/** The apology at the leader's desk, as the browser sees it, and what is left of it afterwards. */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { openDesks, type DeskWorld } from '../../../test/support/desk.ts'
import { OTHER_WARD } from '../../../test/support/office.ts'
import { assertAnchorsExist, summaryOf } from '../../../test/support/page-checks.ts'
import type { Visitor } from '../../../test/support/visitor.ts'
import { dueAt } from '../../calendar/deadline.ts'
import { checkout } from '../../checkout.ts'
import { sha256Hex } from '../../lib/canonical.ts'
import { showDay, toLocalMinute } from '../../lib/time.ts'
import { loadNoticeTemplates } from '../../notice/load.ts'
import { momentIn, shortOffice } from '../../notice/notice.ts'
import { render, versionOn } from '../../notice/template.ts'
import { messageOfApology } from './message.ts'

let world: DeskWorld
let leader: Visitor
before(async () => {
  world = await openDesks()
  leader = await world.at(world.people.leader)
})
after(() => world.close())

const words = { reason: 'Chưa có trả lời xác minh.', legalBasis: 'NĐ 61/2018/NĐ-CP Điều 19.9' }

/** So many working days from now, as people write a day. */
function inDays(value: number): string {
  const now = toLocalMinute(new Date())
  const due = dueAt(world.law.calendar(), now, { value, unit: 'workingDay' })
  assert.ok(due.ok)
  return showDay(due.value.dueAt)
}

async function send(id: string, fields: Record<string, string>) {
  const path = `/viec/${id}/xin-loi`
  const hidden = await leader.formOn(path, path)
  return leader.post(path, { ...hidden, ...fields })
}

test('the leader sees the letter and the message, sends them once, and the paper is kept by its hash', async () => {
  const { id, code } = await world.dossier('claimed')
  const list = await leader.get('/viec/can-xin-loi')
  assert.match(list.body, new RegExp(code))
  const page = await leader.get(`/viec/${id}`)
  assert.match(page.body, /Xin lỗi và hẹn lại/)

  const to = inDays(5)
  const shown = await send(id, { ...words, to, act: 'preview' })
  assert.equal(shown.statusCode, 200)
  assert.match(shown.body, /Văn bản xin lỗi và đề nghị gia hạn \(Mẫu 04\)/)
  assert.match(shown.body, /Chưa có trả lời xác minh\./)
  assert.match(shown.body, new RegExp(`hồ sơ ${code} hẹn lại 17:00 ngày ${to}`))
  const events = () =>
    sql<{ body: { paper: { sha256: string } } }>`
      select body::jsonb as body from dossier_event where dossier_id = ${id}::uuid and kind = 'apologised'`
      .execute(world.database.owner)
      .then(({ rows }) => rows)
  assert.deepEqual(await events(), [])

  const hidden = await leader.formOn(`/viec/${id}/xin-loi`, `/viec/${id}/xin-loi`)
  const order = { ...hidden, ...words, to }
  const sent = await leader.post(`/viec/${id}/xin-loi`, order)
  assert.equal(sent.statusCode, 303)
  const again = await leader.post(`/viec/${id}/xin-loi`, order)
  assert.equal(again.statusCode, 303, 'the second click finds the first one')
  const [event, ...more] = await events()
  assert.ok(event)
  assert.deepEqual(more, [])
  const { sha256 } = event.body.paper
  const pdf = await leader.get(`/viec/${id}/van-ban/${sha256}.pdf`)
  assert.equal(pdf.statusCode, 200)
  assert.equal(sha256Hex(pdf.rawPayload), sha256)
  const history = await leader.get(`/viec/${id}?xem=lich-su`)
  assert.ok(history.body.includes(`/viec/${id}/van-ban/${sha256}.pdf`))
  assert.match((await leader.get('/viec/can-xin-loi')).body, /Cần xin lỗi/)
  assert.doesNotMatch((await leader.get('/viec/can-xin-loi')).body, new RegExp(code))
  const second = await leader.get(`/viec/${id}/xin-loi`)
  assert.equal(second.statusCode, 409)
  assert.match(second.body, /đã xin lỗi và hẹn lại, không hẹn lại lần nữa/)
})

test('what is wrong is said at its box: nothing written, no day, a day too early, a Sunday', async () => {
  const { id } = await world.dossier('claimed')
  const empty = await send(id, { reason: '', legalBasis: '', to: 'mai' })
  assert.equal(empty.statusCode, 422)
  assertAnchorsExist(empty.body)
  assert.deepEqual(summaryOf(empty.body), [
    'Hãy viết lý do chậm.',
    'Hãy viết căn cứ.',
    'Hãy ghi ngày hẹn lại, ví dụ 27/11/2026.',
  ])
  const today = showDay(toLocalMinute(new Date()))
  const early = await send(id, { ...words, to: today })
  assert.equal(early.statusCode, 422)
  assert.deepEqual(summaryOf(early.body), ['Ngày hẹn lại phải sau ngày hẹn trả đang có.'])
  const sunday = await send(id, { ...words, to: '26/12/2027' })
  assert.deepEqual(summaryOf(sunday.body), ['Ngày hẹn lại phải là ngày làm việc.'])
})

test('an officer sees what is about to be late, and may not apologise; another office sees nothing', async () => {
  const { id, code } = await world.dossier('claimed')
  const officer = await world.at(world.people.officer)
  const list = await officer.get('/viec/can-xin-loi')
  assert.match(list.body, new RegExp(code))
  assert.doesNotMatch(list.body, /xin-loi">Xin lỗi/)
  assert.equal((await officer.get(`/viec/${id}/xin-loi`)).statusCode, 403)
  const elsewhere = await world.at(await world.hire('leader', OTHER_WARD))
  assert.doesNotMatch((await elsewhere.get('/viec/can-xin-loi')).body, new RegExp(code))
  assert.equal((await elsewhere.get(`/viec/${id}/xin-loi`)).statusCode, 404)
})

test('the message on the page is the one that the notices send', async () => {
  const templates = await loadNoticeTemplates(join(checkout, 'data/templates/notices'))
  const now = new Date('2026-11-20T03:00:00Z')
  const given = {
    code: 'H26.16-20261120-0007',
    office: 'Ủy ban nhân dân phường Ba Đình',
    dueAt: '2026-11-27T17:00' as const,
    url: 'https://motcua.hanoi.gov.vn/tra-cuu',
  }
  const sms = render(
    versionOn(templates, 'apologised', '2026-11-20'),
    { channel: 'sms', lang: 'vi' },
    { ...given, office: shortOffice(given.office), dueAt: momentIn('vi', given.dueAt) },
  )
  assert.equal(messageOfApology({ ...given, now }), sms?.body)
})
