import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { OTHER_WARD } from '../../test/support/office.ts'
import { openDesks, plainBirth, type DeskWorld } from '../../test/support/desk.ts'
import type { Visitor } from '../../test/support/visitor.ts'

let world: DeskWorld
before(async () => {
  world = await openDesks()
})
after(() => world.close())

/** Every box of the checklist that stands on the page. */
function boxes(html: string): string[] {
  return [...html.matchAll(/name="check" value="([^"]+)"/g)].map(([, value]) => value!)
}

/** Opens the page, takes the form's own keys with it and sends the form. */
async function press(browser: Visitor, id: string, act: string, fields: Fields = {}) {
  const hidden = await browser.formOn(`/viec/${id}`, `/viec/${id}/${act}`)
  return browser.post(`/viec/${id}/${act}`, { ...hidden, ...fields })
}
type Fields = Record<string, string | readonly string[]>

test('the officer takes a dossier, examines it and sends the draft; the page offers each act only at its step', async () => {
  const { id } = await world.dossier('accepted')
  const officer = await world.at(world.people.officer)
  const fresh = await officer.get(`/viec/${id}`)
  assert.equal(fresh.statusCode, 200)
  assert.match(fresh.body, /Hồ sơ chưa có người giữ/)
  assert.match(fresh.body, /Nhận xử lý/)
  assert.doesNotMatch(fresh.body, /Thẩm tra xong|Gửi bản nháp/)

  const claimed = await press(officer, id, 'nhan')
  assert.equal(claimed.statusCode, 303)
  const page = await officer.get(claimed.headers.location!)
  assert.match(page.body, /Ông\/bà đã nhận xử lý hồ sơ này\./)
  assert.match(page.body, /Thẩm tra xong/)
  assert.match(page.body, /Năm sinh 1996, nữ/)
  assert.match(page.body, /Giấy chứng sinh: đọc rõ, khớp với tờ khai/)

  const examined = await press(officer, id, 'tham-tra', {
    check: boxes(page.body),
    note: 'Đã đối chiếu.',
  })
  assert.equal(examined.statusCode, 303)
  const ready = await officer.get(`/viec/${id}`)
  assert.match(ready.body, /Gửi bản nháp cho người dân/)
  assert.doesNotMatch(ready.body, /Thẩm tra xong/)

  const sent = await press(officer, id, 'ban-nhap')
  assert.equal(sent.statusCode, 303)
  const waiting = await officer.get(`/viec/${id}?xem=ket-qua`)
  assert.match(waiting.body, /Bản nháp đang ở chỗ người dân/)
  assert.match(waiting.body, /Nguyễn Hoàng Minh Anh/)
  const pdf = /\/viec\/[^"]+\/van-ban\/[0-9a-f]{64}\.pdf/.exec(waiting.body)![0]
  const paper = await officer.get(pdf)
  assert.equal(paper.headers['content-type'], 'application/pdf')
  assert.match(String(paper.headers['content-security-policy']), /frame-ancestors 'self'/)
  assert.ok(paper.rawPayload.subarray(0, 5).equals(Buffer.from('%PDF-')))
})

test('an examination with an open point is not finished: the page says so and keeps what was ticked', async () => {
  const { id } = await world.dossier('claimed')
  const officer = await world.at(world.people.officer)
  const ticked = boxes((await officer.get(`/viec/${id}`)).body).slice(1)
  const answer = await press(officer, id, 'tham-tra', { check: ticked, note: 'Còn xem' })
  assert.equal(answer.statusCode, 422)
  assert.match(answer.body, /<title>Lỗi: /)
  assert.match(answer.body, /href="#f-check"[^>]*>Còn mục thẩm tra chưa đạt/)
  assert.match(answer.body, /id="f-check"/)
  assert.match(answer.body, /Còn xem/)
  assert.equal(answer.body.match(/name="check"[^>]*checked/g)!.length, ticked.length)
})

test('a check that the page did not ask for does not count: only the dossier says what is examined', async () => {
  const { id } = await world.dossier('claimed')
  const officer = await world.at(world.people.officer)
  const answer = await press(officer, id, 'tham-tra', { check: ['made-up'] })
  assert.equal(answer.statusCode, 422)
})

test('what does not agree is shown and has to be decided: late registration, doubtful number, old commune', async () => {
  const { id } = await world.dossier('claimed', {
    answers: {
      ...plainBirth(),
      'child.birthOn': '2026-01-05',
      'child.homeTown': 'Xã Bát Tràng, huyện Gia Lâm, Hà Nội',
      'father.personalNumber': '001193000037',
    },
  })
  const officer = await world.at(world.people.officer)
  const { body } = await officer.get(`/viec/${id}`)
  assert.match(body, /Đăng ký sau 60 ngày/)
  assert.match(body, /Tên xã cũ/)
  assert.match(body, /tên dùng đến 30\/6\/2025/)
  assert.match(body, /Năm sinh 1993, nữ/)
  assert.match(body, /Không khớp</)
  assert.match(body, /giải quyết tiếp được/)
})

test('opening a dossier is written down for the citizen, with office and purpose, in the same transaction', async () => {
  const { id } = await world.dossier('accepted')
  const officer = await world.at(world.people.officer)
  await officer.get(`/viec/${id}`)
  const readings = await world.database.owner
    .selectFrom('dossier_reading')
    .select(['person_id', 'office_id', 'what', 'purpose'])
    .where('dossier_id', '=', id)
    .execute()
  const { personId, officeId } = world.people.officer.actor
  assert.deepEqual(readings, [
    { person_id: personId, office_id: officeId, what: 'hồ sơ', purpose: 'xử lý hồ sơ' },
  ])
})

test('another ward finds nothing: page, paper and act are all 404', async () => {
  const { id } = await world.dossier('drafted')
  const mine = await world.at(world.people.officer)
  const pdf = /\/viec\/[^"]+\.pdf/.exec((await mine.get(`/viec/${id}?xem=ket-qua`)).body)![0]
  const stranger = await world.at(await world.hire('officer', OTHER_WARD))
  const own = await world.dossier('accepted')
  assert.equal((await stranger.get(`/viec/${id}`)).statusCode, 404)
  assert.equal((await stranger.get(pdf)).statusCode, 404)
  const hidden = await mine.formOn(`/viec/${own.id}`, `/viec/${own.id}/nhan`)
  const ownForm = { _csrf: hidden['_csrf']!, _key: hidden['_key']! }
  const forged = await stranger.post(`/viec/${own.id}/nhan`, ownForm)
  assert.equal(forged.statusCode, 403, 'a token of another browser')
  for (const path of ['/viec/khong-phai-ma', '/viec/00000000-0000-7000-8000-000000000000'])
    assert.equal((await mine.get(path)).statusCode, 404)
  const readings = await world.database.owner
    .selectFrom('dossier_reading')
    .select('person_id')
    .where('dossier_id', '=', id)
    .execute()
  assert.ok(readings.every(({ person_id }) => person_id === world.people.officer.actor.personId))
})

test('a paper that is not of this dossier is not served, whatever its hash', async () => {
  const one = await world.dossier('drafted')
  const other = await world.dossier('drafted', {
    answers: { ...plainBirth(), 'child.fullName': 'Vũ Gia Bảo' },
  })
  const officer = await world.at(world.people.officer)
  const pdf = /van-ban\/([0-9a-f]{64}\.pdf)/.exec(
    (await officer.get(`/viec/${one.id}?xem=ket-qua`)).body,
  )![1]
  assert.equal((await officer.get(`/viec/${other.id}/van-ban/${pdf}`)).statusCode, 404)
  assert.equal((await officer.get(`/viec/${one.id}/van-ban/../${pdf}`)).statusCode, 404)
  assert.equal((await officer.get(`/viec/${one.id}/van-ban/abc.pdf`)).statusCode, 404)
})

test('whoever else holds it is named, and the second to take it hears who was first', async () => {
  const { id } = await world.dossier('accepted')
  const second = await world.hire('officer', undefined, 'Đỗ Quang Huy')
  const [first, late] = [await world.at(world.people.officer), await world.at(second)]
  const lateForm = await late.formOn(`/viec/${id}`, `/viec/${id}/nhan`)
  assert.equal((await press(first, id, 'nhan')).statusCode, 303)
  const answer = await late.post(`/viec/${id}/nhan`, lateForm)
  assert.equal(answer.statusCode, 409)
  assert.match(answer.body, /Phạm Thị Ngọc Lan đã nhận xử lý hồ sơ này trước/)
  const page = await late.get(`/viec/${id}`)
  assert.match(page.body, /Phạm Thị Ngọc Lan đang giữ hồ sơ này/)
  assert.doesNotMatch(page.body, /Thẩm tra xong/)
})

test('a double click is one act; a form of an earlier step is refused with the present step', async () => {
  const { id } = await world.dossier('claimed')
  const officer = await world.at(world.people.officer)
  const form = await officer.formOn(`/viec/${id}`, `/viec/${id}/tham-tra`)
  const fields = { ...form, check: boxes((await officer.get(`/viec/${id}`)).body) }
  const answers = await Promise.all([
    officer.post(`/viec/${id}/tham-tra`, fields),
    officer.post(`/viec/${id}/tham-tra`, fields),
  ])
  assert.deepEqual(
    answers.map(({ statusCode }) => statusCode),
    [303, 303],
  )
  const events = await world.database.owner
    .selectFrom('dossier_event')
    .select('seq')
    .where('dossier_id', '=', id)
    .where('kind', '=', 'examined')
    .execute()
  assert.equal(events.length, 1)
  const again = await officer.post(`/viec/${id}/tham-tra`, { ...fields, _key: crypto.randomUUID() })
  assert.equal(again.statusCode, 409)
  assert.match(again.body, /Hồ sơ đang ở bước khác: Soạn và gửi bản nháp giấy khai sinh/)
})

test('roles: a clerk may look but takes nothing; nobody signed in is led to the door', async () => {
  const { id } = await world.dossier('accepted')
  const clerk = await world.at(world.people.clerk)
  const page = await clerk.get(`/viec/${id}`)
  assert.equal(page.statusCode, 200)
  assert.doesNotMatch(page.body, /Nhận xử lý/)
  assert.equal((await clerk.get('/viec')).statusCode, 403)
  assert.equal((await clerk.post(`/viec/${id}/nhan`, {})).statusCode, 403)
  const stranger = await world.app.inject({ url: `/viec/${id}` })
  assert.equal(stranger.statusCode, 303)
  assert.match(String(stranger.headers.location), /^\/can-bo\/dang-nhap/)
})

test('the supplement request says everything at once, shows what the applicant will read, and stops the clock', async () => {
  const { id } = await world.dossier('claimed')
  const officer = await world.at(world.people.officer)
  const path = `/viec/${id}/bo-sung`
  const empty = await officer.post(path, await officer.formOn(path, path))
  assert.equal(empty.statusCode, 422)
  assert.match(empty.body, /Hãy ghi ít nhất một điều cần bổ sung/)
  assert.match(empty.body, /Hãy ghi lý do/)
  assert.match(empty.body, /Hãy chọn căn cứ pháp lý/)

  const fields = {
    ...(await officer.formOn(path, path)),
    'fault.birth-notice': 'unreadable',
    'own.birth-notice': 'Không đọc được ngày sinh.',
    reason: 'Ảnh giấy chứng sinh mờ.',
    basis: 'one-stop',
  }
  const preview = await officer.post(path, { ...fields, act: 'preview' })
  assert.equal(preview.statusCode, 200)
  assert.match(preview.body, /Người dân sẽ đọc/)
  assert.match(preview.body, /Không đọc được ngày sinh\./)
  const sent = await officer.post(path, fields)
  assert.equal(sent.statusCode, 303)
  assert.equal((await officer.post(path, fields)).statusCode, 303, 'the second click')
  const page = await officer.get(`/viec/${id}`)
  assert.match(page.body, /Đang chờ người dân bổ sung: Giấy chứng sinh/)
  assert.match(page.body, /đang tạm dừng tính thời hạn/)
})

test('what is wrong is marked on the picture before the request is sent, and shown as the applicant will read it', async () => {
  const { id } = await world.dossier('claimed')
  const officer = await world.at(world.people.officer)
  const path = `/viec/${id}/bo-sung`
  const typed = { 'fault.birth-notice': 'unreadable', reason: 'Mờ.', basis: 'one-stop' }
  const { body } = await officer.get(path)
  const [show, file] = /name="_mark" value="show ([^ ]+) 1"/.exec(body) ?? []
  assert.ok(show)
  const part = { 'cell.8': 'yes', cellword: 'không thấy dấu', _mark: `add ${file} 1` }
  const sheet = await officer.post(path, {
    ...(await officer.formOn(path, path)),
    ...typed,
    ...part,
  })
  assert.equal(sheet.statusCode, 200)
  assert.match(sheet.body, /<text[^>]*>1<\/text>/)
  const place = /name="place\.0" value="([^"]+)"/.exec(sheet.body)?.[1] ?? ''
  const fields = {
    ...(await officer.formOn(path, path)),
    ...typed,
    'place.0': place,
    'word.0': 'không thấy dấu',
  }
  const back = await officer.post(path, { ...fields, _mark: 'done' })
  assert.match(back.body, /name="place\.0"/)
  const preview = await officer.post(path, { ...fields, act: 'preview' })
  assert.match(preview.body, /Người dân sẽ đọc[^]*không thấy dấu \(trang 1, góc dưới bên phải\)/)
  assert.equal((await officer.post(path, fields)).statusCode, 303)
})

test('a second request for supplements asks for its recorded ground', async () => {
  const { id, mother } = await world.dossier('claimed')
  const { officer: who } = world.people
  const faults = [{ paper: 'birth-notice', fault: 'Mờ' }]
  const ask = { type: 'requestSupplement' as const, faults, reason: 'Mờ', legalBasis: 'NĐ 118' }
  await world.act(id, who.actor, ask)
  await world.act(id, mother, { type: 'supplement', papers: [], fileNames: {} })
  const officer = await world.at(who)
  const path = `/viec/${id}/bo-sung`
  const fields = {
    ...(await officer.formOn(path, path)),
    'fault.birth-notice': 'unreadable',
    reason: 'Vẫn mờ.',
    basis: 'one-stop',
  }
  const refused = await officer.post(path, fields)
  assert.equal(refused.statusCode, 422)
  assert.match(refused.body, /căn cứ cho phép/)
  const sent = await officer.post(path, { ...fields, ground: 'guidance-not-followed' })
  assert.equal(sent.statusCode, 303)
})

test('stopping needs a reason, a law of the procedure and its article, and ends the dossier', async () => {
  const { id } = await world.dossier('claimed')
  const officer = await world.at(world.people.officer)
  const path = `/viec/${id}/dung`
  const empty = await officer.post(path, { ...(await officer.formOn(path, path)), law: 'made up' })
  assert.equal(empty.statusCode, 422)
  for (const sentence of [/lý do dừng/, /chọn văn bản/, /điều, khoản/])
    assert.match(empty.body, sentence)
  const fields = {
    ...(await officer.formOn(path, path)),
    reason: 'Trẻ đã được đăng ký khai sinh tại phường khác.',
    law: '60/2014/QH13',
    article: 'Điều 16',
  }
  const preview = await officer.post(path, { ...fields, act: 'preview' })
  assert.match(preview.body, /Thông báo dừng giải quyết hồ sơ \(Mẫu 05\)/)
  assert.match(preview.body, /Điều 16, Luật Hộ tịch \(60\/2014\/QH13\)/)
  assert.equal((await officer.post(path, fields)).statusCode, 303)
  const page = await officer.get(`/viec/${id}?xem=lich-su`)
  assert.match(page.body, /Hồ sơ đã kết thúc/)
  assert.match(page.body, /Trẻ đã được đăng ký khai sinh tại phường khác/)
})

test('the history says every event in plain words with person, office and the working time between', async () => {
  const { id } = await world.dossier('sealed')
  const officer = await world.at(world.people.officer)
  const { body } = await officer.get(`/viec/${id}?xem=lich-su`)
  for (const title of [
    'Nộp hồ sơ',
    'Tiếp nhận hồ sơ',
    'Nhận xử lý',
    'Thẩm tra xong',
    'Gửi bản nháp cho người dân',
    'Người dân đồng ý với bản nháp',
    'Ghi vào cơ sở dữ liệu hộ tịch',
    'Trình ký',
    'Lãnh đạo đã ký',
    'Cấp số và đóng dấu',
  ])
    assert.match(body, new RegExp(`<h3>${title}</h3>`))
  assert.match(body, /Lê Thị Tiếp, Phường Một/)
  assert.match(body, /sau \d+ phút làm việc/)
})

test('the officer asks for a payment: seen before it is sent, the dossier waits for the applicant, its time stands', async () => {
  const { id } = await world.dossier('claimed')
  const officer = await world.at(world.people.officer)
  const path = `/viec/${id}/phi`
  const hidden = await officer.formOn(path, path)
  const empty = await officer.post(path, { ...hidden, amount: '0 đ', reason: '', legalBasis: '' })
  assert.equal(empty.statusCode, 422)
  assert.match(empty.body, /href="#f-amount"[^>]*>Hãy ghi số tiền bằng đồng/)
  const words = { amount: '150.000', reason: 'Phí thẩm định.', legalBasis: 'NQ của HĐND' }
  const shown = await officer.post(path, { ...hidden, ...words, act: 'preview' })
  assert.match(shown.body, /Cơ quan yêu cầu nộp 150\.000/)
  const sent = await officer.post(path, { ...hidden, ...words })
  assert.equal(sent.statusCode, 303)
  const waiting = await officer.get(`/viec/${id}`)
  assert.match(waiting.body, /Đang chờ người dân nộp 150\.000/)
  assert.match(waiting.body, /đang tạm dừng/)
  assert.doesNotMatch(waiting.body, /Thẩm tra xong|Yêu cầu nộp phí<\/a>/)
  assert.equal((await officer.get(path)).statusCode, 303, 'once is enough')
})
