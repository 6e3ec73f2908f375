import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { inContext } from '../db/context.ts'
import { filesOfDossier, historyOf, stateById } from '../dossier/store.ts'
import {
  birthAnswers,
  openCounter,
  OTHER_WARD,
  WARD,
  type Counter,
} from '../../test/support/counter.ts'
import { staff } from '../../test/support/office.ts'

let counter: Counter
const receptionist = staff('receptionist')
const stranger = staff('receptionist', OTHER_WARD)

before(async () => {
  counter = await openCounter()
})
after(() => counter.close())

async function read(id: string) {
  return inContext(counter.database.app, receptionist, async (tx) => ({
    state: await stateById(tx, id),
    events: await historyOf(tx, id, { withPrivate: true }),
    files: await filesOfDossier(tx, id),
  }))
}

async function hidden(path: string, action: string) {
  const browser = counter.at(receptionist)
  return { browser, keys: await browser.formOn(path, action) }
}

test('an arrived dossier shows what was declared, its papers and the date that acceptance promises', async () => {
  const { id } = await counter.filed()
  const page = await counter.at(receptionist).get(`/quay/nhan/${id}`)
  assert.equal(page.statusCode, 200)
  for (const words of [
    'Trần Minh Anh',
    'giấy chứng sinh.png',
    'hôm nay, trước 17:00',
    'Phí cấp bản sao giấy khai sinh: 16.000 đồng (2 bản)',
    'Nhận hồ sơ và in giấy tiếp nhận',
  ])
    assert.ok(page.body.includes(words), words)
})

test('opening a dossier and its files is written down for the citizen to see', async () => {
  const { id } = await counter.filed()
  const { files } = await read(id)
  const browser = counter.at(receptionist)
  await browser.get(`/quay/nhan/${id}`)
  const file = await browser.get(`/tep/${id}/${files[0]!.id}`)
  assert.equal(file.statusCode, 200)
  const { rows } = await sql<{ what: string; person_id: number }>`
    select what, person_id from dossier_reading where dossier_id = ${id}::uuid order by at`.execute(
    counter.database.owner,
  )
  assert.deepEqual(
    rows.map(({ what }) => what),
    ['hồ sơ', 'giấy tờ trong hồ sơ'],
  )
  assert.ok(rows.every(({ person_id }) => person_id === receptionist.personId))
})

test('a file comes with its own type, cannot run and is not kept by the browser', async () => {
  const { id } = await counter.filed()
  const { files } = await read(id)
  const answer = await counter.at(receptionist).get(`/tep/${id}/${files[0]!.id}`)
  assert.equal(answer.headers['content-type'], 'image/png')
  assert.equal(answer.headers['x-content-type-options'], 'nosniff')
  assert.match(String(answer.headers['content-security-policy']), /sandbox/)
  assert.match(String(answer.headers['cache-control']), /no-store/)
  assert.match(
    String(answer.headers['content-disposition']),
    /filename\*=UTF-8''gi%E1%BA%A5y%20ch%E1%BB%A9ng%20sinh\.png/,
  )
})

test('another ward finds nothing: no page, no paper, no file, no act', async () => {
  const { id } = await counter.filed()
  const { files } = await read(id)
  const browser = counter.at(stranger)
  const own = await counter.filed({
    offices: { receiving: OTHER_WARD, competent: OTHER_WARD, returning: OTHER_WARD },
  })
  const keys = await browser.formOn(`/quay/nhan/${own.id}`, `/quay/${own.id}/tiep-nhan`)
  for (const path of [
    `/quay/nhan/${id}`,
    `/quay/${id}/bo-sung`,
    `/quay/${id}/tu-choi`,
    `/quay/${id}/nop-bo-sung`,
    `/quay/${id}/ban-nhap`,
    `/quay/${id}/rut`,
    `/quay/${id}/xong`,
    `/tra-ket-qua/${id}`,
    `/quay/${id}/giay-to/submission.pdf`,
    `/quay/${id}/van-ban/ket-qua.pdf`,
    `/tep/${id}/${files[0]!.id}`,
    `/tep/${own.id}/${files[0]!.id}`,
    '/quay/nhan/khong-phai-ma',
    `/quay/nhan/${randomUUID()}`,
  ])
    assert.equal((await browser.get(path)).statusCode, 404, path)
  for (const act of ['tiep-nhan', 'bo-sung', 'tu-choi', 'nop-bo-sung', 'ban-nhap', 'rut'])
    assert.equal((await browser.post(`/quay/${id}/${act}`, { ...keys })).statusCode, 404, act)
  assert.equal((await browser.post(`/tra-ket-qua/${id}`, { ...keys })).statusCode, 404)
})

test('acceptance wants every paper looked at', async () => {
  const { id } = await counter.filed()
  const { browser, keys } = await hidden(`/quay/nhan/${id}`, `/quay/${id}/tiep-nhan`)
  const page = await browser.post(`/quay/${id}/tiep-nhan`, keys)
  assert.equal(page.statusCode, 422)
  assert.ok(page.body.includes('Hãy xem “Giấy chứng sinh” và đánh dấu đạt.'))
  const { state } = await read(id)
  assert.deepEqual(state?.phase, { at: 'submitted' })
})

test('an incomplete dossier is not accepted', async () => {
  const { id } = await counter.filed({ papers: [] })
  const { browser, keys } = await hidden(`/quay/nhan/${id}`, `/quay/${id}/tiep-nhan`)
  const page = await browser.post(`/quay/${id}/tiep-nhan`, { ...keys, seen: 'birth-notice' })
  assert.equal(page.statusCode, 422)
  assert.ok(page.body.includes('Hồ sơ còn thiếu “Giấy chứng sinh”'))
})

test('a double click accepts once; whoever comes second with another form is told politely', async () => {
  const { id } = await counter.filed()
  const { browser, keys } = await hidden(`/quay/nhan/${id}`, `/quay/${id}/tiep-nhan`)
  const fields = { ...keys, seen: 'birth-notice' }
  const clicks = await Promise.all([1, 2].map(() => browser.post(`/quay/${id}/tiep-nhan`, fields)))
  assert.deepEqual(
    clicks.map(({ statusCode }) => statusCode),
    [303, 303],
  )
  const late = await browser.post(`/quay/${id}/tiep-nhan`, { ...fields, _key: randomUUID() })
  assert.equal(late.statusCode, 409)
  assert.ok(late.body.includes('Hồ sơ này đã được tiếp nhận hoặc đã được trả lời.'))
  const { events } = await read(id)
  assert.equal(events.filter(({ kind }) => kind === 'accepted').length, 1)
})

test('only the competent office accepts: the receiving one is told whose it is', async () => {
  const offices = { receiving: WARD, competent: OTHER_WARD, returning: WARD }
  const { id } = await counter.filed({ offices })
  const other = await counter.filed()
  const { browser, keys } = await hidden(`/quay/nhan/${other.id}`, `/quay/${other.id}/tiep-nhan`)
  const page = await browser.post(`/quay/${id}/tiep-nhan`, { ...keys, seen: 'birth-notice' })
  assert.equal(page.statusCode, 409)
  assert.ok(page.body.includes('thuộc thẩm quyền của UBND phường Hai'))
})

test('a request for supplements is read before it is sent, and carries reason, basis and remedy', async () => {
  const { id } = await counter.filed()
  const { browser, keys } = await hidden(`/quay/${id}/bo-sung`, `/quay/${id}/bo-sung`)
  const fields = {
    ...keys,
    'fault.birth-notice': 'unreadable',
    'own.declaration': 'Chưa ghi quê quán của con.',
    reason: 'Chưa đủ thông tin.',
    basis: 'one-stop',
  }
  const preview = await browser.post(`/quay/${id}/bo-sung`, { ...fields, step: 'preview' })
  assert.equal(preview.statusCode, 200)
  for (const words of [
    'Người nộp sẽ đọc như sau',
    'Ảnh hoặc bản quét mờ',
    'Cách làm: Chụp lại cả trang',
    'Chưa ghi quê quán của con.',
  ])
    assert.ok(preview.body.includes(words), words)
  assert.deepEqual((await read(id)).state?.phase, { at: 'submitted' })
  const mend = await browser.post(`/quay/${id}/bo-sung`, { ...fields, step: 'mend' })
  assert.ok(mend.body.includes('value="Chưa ghi quê quán của con."'))
  const sent = await browser.post(`/quay/${id}/bo-sung`, { ...fields, step: 'send' })
  assert.equal(sent.statusCode, 303)
  const again = await browser.post(`/quay/${id}/bo-sung`, { ...fields, step: 'send' })
  assert.equal(again.statusCode, 303)
  const { state, events } = await read(id)
  assert.deepEqual(state?.phase.at === 'awaitingSupplement' && state.phase.papers, [
    'declaration',
    'birth-notice',
  ])
  assert.equal(events.filter(({ kind }) => kind === 'supplementRequested').length, 1)
  const done = await browser.get(`/quay/${id}/xong`)
  assert.ok(done.body.includes('Phiếu bổ sung (mẫu 02)'))
})

test('a request without a fault, a basis or a reason says all of it', async () => {
  const { id } = await counter.filed()
  const { browser, keys } = await hidden(`/quay/${id}/bo-sung`, `/quay/${id}/bo-sung`)
  const page = await browser.post(`/quay/${id}/bo-sung`, {
    ...keys,
    reason: ' ',
    basis: 'x',
    step: 'send',
  })
  assert.equal(page.statusCode, 422)
  for (const words of [
    'Hãy ghi ít nhất một điều cần bổ sung.',
    'Hãy ghi lý do yêu cầu bổ sung.',
    'Hãy chọn căn cứ pháp lý.',
  ])
    assert.ok(page.body.includes(words), words)
})

test('a second request needs a recorded ground', async () => {
  const { id } = await counter.filed()
  const ask = {
    type: 'requestSupplement' as const,
    faults: [{ paper: 'birth-notice', fault: 'Mờ.' }],
    reason: 'Mờ.',
    legalBasis: 'NĐ 118',
  }
  await counter.act(id, receptionist, ask)
  await counter.act(id, receptionist, { type: 'supplement', papers: [], fileNames: {} })
  const { browser, keys } = await hidden(`/quay/${id}/bo-sung`, `/quay/${id}/bo-sung`)
  const fields = {
    ...keys,
    'fault.birth-notice': 'unreadable',
    reason: 'Vẫn mờ.',
    basis: 'one-stop',
    step: 'send',
  }
  const page = await browser.post(`/quay/${id}/bo-sung`, fields)
  assert.equal(page.statusCode, 422)
  assert.ok(page.body.includes('Hãy chọn căn cứ cho phép yêu cầu bổ sung thêm một lần nữa.'))
  const sent = await browser.post(`/quay/${id}/bo-sung`, {
    ...fields,
    ground: 'guidance-not-followed',
  })
  assert.equal(sent.statusCode, 303)
  const { events } = await read(id)
  const last = events.at(-1)
  assert.match(String(last?.kind === 'supplementRequested' && last.body.ground), /Điều 20 khoản 4/)
})

test('a refusal is picked with its basis, read first, and ends the dossier', async () => {
  const { id } = await counter.filed()
  const { browser, keys } = await hidden(`/quay/${id}/tu-choi`, `/quay/${id}/tu-choi`)
  const nothing = await browser.post(`/quay/${id}/tu-choi`, { ...keys, step: 'send' })
  assert.equal(nothing.statusCode, 422)
  const own = await browser.post(`/quay/${id}/tu-choi`, { ...keys, refusal: 'other', step: 'send' })
  assert.equal(own.statusCode, 422)
  assert.ok(own.body.includes('Hãy ghi căn cứ pháp lý'))
  const preview = await browser.post(`/quay/${id}/tu-choi`, {
    ...keys,
    refusal: 'not-competent',
    step: 'preview',
  })
  assert.ok(preview.body.includes('Luật Hộ tịch số 60/2014/QH13, Điều 13'))
  const sent = await browser.post(`/quay/${id}/tu-choi`, {
    ...keys,
    refusal: 'not-competent',
    step: 'send',
  })
  assert.equal(sent.statusCode, 303)
  assert.deepEqual((await read(id)).state?.phase, { at: 'refused' })
  const late = await browser.post(`/quay/${id}/tu-choi`, {
    ...keys,
    _key: randomUUID(),
    refusal: 'duplicate',
    step: 'send',
  })
  assert.equal(late.statusCode, 409)
})

test('roles: an officer asks for supplements but does not sit at the counter; citizens and the public do neither', async () => {
  const { id } = await counter.filed()
  const officer = counter.at(staff('officer'))
  assert.equal((await officer.get(`/quay/nhan/${id}`)).statusCode, 403)
  assert.equal((await officer.get(`/quay/${id}/bo-sung`)).statusCode, 200)
  assert.equal((await officer.get(`/quay/${id}/tu-choi`)).statusCode, 403)
  assert.equal(
    (await counter.at({ kind: 'public', scopes: [] }).get(`/quay/nhan/${id}`)).statusCode,
    303,
  )
})

test('a twin of the same mother is pointed out on the page of an arrived dossier', async () => {
  const answers = { ...birthAnswers(), 'child.fullName': 'Lê Gia Bảo' }
  const first = await counter.filed({ answers, ownerName: 'Lê Gia Bảo' })
  const second = await counter.filed({ answers, ownerName: 'Lê Gia Bảo' })
  const page = await counter.at(receptionist).get(`/quay/nhan/${second.id}`)
  assert.ok(page.body.includes('cùng tên, cùng ngày sinh, cùng số định danh'))
  assert.ok(page.body.includes(first.code))
})

test('papers are printed when there is something to print', async () => {
  const { id } = await counter.filed()
  const browser = counter.at(receptionist)
  const submission = await browser.get(`/quay/${id}/giay-to/submission.pdf`)
  assert.equal(submission.statusCode, 200)
  assert.equal(submission.headers['content-type'], 'application/pdf')
  assert.equal(submission.rawPayload.subarray(0, 5).toString(), '%PDF-')
  assert.equal((await browser.get(`/quay/${id}/giay-to/form01.pdf`)).statusCode, 404)
  assert.equal((await browser.get(`/quay/${id}/giay-to/form99.pdf`)).statusCode, 404)
  await counter.act(id, receptionist, { type: 'accept', originals: ['birth-notice'] })
  const form01 = await browser.get(`/quay/${id}/giay-to/form01.pdf`)
  assert.equal(form01.statusCode, 200)
  assert.match(String(form01.headers['content-disposition']), /giay-tiep-nhan-H26\.101-/)
})
