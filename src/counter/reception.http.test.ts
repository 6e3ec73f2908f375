import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { inContext } from '../db/context.ts'
import { filesOfDossier, historyOf, stateById } from '../dossier/store.ts'
import {
  birthFields,
  openCounter,
  OTHER_WARD,
  WARD,
  png,
  type Counter,
} from '../../test/support/counter.ts'
import { staff } from '../../test/support/office.ts'

let counter: Counter
const receptionist = staff('receptionist')

before(async () => {
  counter = await openCounter()
})
after(() => counter.close())

const idIn = (location: unknown): string => /\/quay\/([0-9a-f-]{36})\//.exec(String(location))![1]!

async function read(id: string) {
  return inContext(counter.database.app, receptionist, async (tx) => ({
    state: await stateById(tx, id),
    events: await historyOf(tx, id, { withPrivate: true }),
    files: await filesOfDossier(tx, id),
  }))
}

async function form(over: Record<string, string | string[]> = {}) {
  const browser = counter.at(receptionist)
  const hidden = await browser.formOn('/quay/moi?thu-tuc=1.001193', '/quay/moi?thu-tuc=1.001193')
  return { browser, fields: { ...birthFields(), ...hidden, step: 'accept', ...over } }
}

test('the page of a new reception asks the whole declaration at once and needs a receptionist', async () => {
  const page = await counter.at(receptionist).get('/quay/moi?thu-tuc=1.001193')
  assert.equal(page.statusCode, 200)
  for (const words of [
    'Họ, chữ đệm và tên của con',
    'Quan hệ với bé',
    'Giấy chứng sinh',
    'Nơi trả',
  ])
    assert.ok(page.body.includes(words), words)
  assert.equal((await counter.at(staff('officer')).get('/quay/moi')).statusCode, 403)
  assert.equal((await counter.at({ kind: 'public', scopes: [] }).get('/quay/moi')).statusCode, 303)
})

test('the counter offers what is open and what is certified at it; of what is only guided it says where the guide is', async () => {
  const browser = counter.at(receptionist)
  const page = await browser.get('/quay/moi')
  assert.match(page.body, /Người dân đến làm thủ tục nào\?/)
  assert.match(page.body, /href="\/quay\/moi\?thu-tuc=1\.000656"/)
  assert.match(page.body, /href="\/quay\/moi\?thu-tuc=2\.000815"/)
  assert.doesNotMatch(page.body, /thu-tuc=1\.013226|value="1\.013226"|thu-tuc=1\.004194/)
  const guided = await browser.get('/quay/moi?thu-tuc=1.013226')
  assert.equal(guided.statusCode, 404)
  assert.match(
    guided.body,
    /Quầy chưa nhận được “Cấp điều chỉnh giấy phép xây dựng[^”]*”.*\/thu-tuc\/1\.013226/,
  )
  const { fields } = await form()
  const sent = await browser.upload('/quay/moi?thu-tuc=1.013226', fields, [])
  assert.equal(sent.statusCode, 404)
})

test('a complete dossier is filed and accepted by one form: two commands, papers and originals kept', async () => {
  const { browser, fields } = await form({
    'child.fullName': 'Trần Minh Một',
    original: ['paper-declaration'],
  })
  const scan = { field: 'file.birth-notice', filename: 'quét.png', type: 'image/png', bytes: png }
  const answer = await browser.upload('/quay/moi?thu-tuc=1.001193', fields, [scan])
  assert.equal(answer.statusCode, 303, answer.body)
  const id = idIn(answer.headers.location)
  const { state, events, files } = await read(id)
  assert.deepEqual(
    events.map(({ kind }) => kind),
    ['filed', 'accepted', 'originalsTaken'],
  )
  assert.equal(state?.kindOfFiling, 'counter')
  assert.deepEqual(state?.offices, { receiving: WARD, competent: WARD, returning: WARD })
  assert.equal(state?.filedBy, `staff:${receptionist.personId}`)
  assert.equal(files[0]?.name, 'quét.png')
  const accepted = events[1]
  assert.deepEqual(accepted?.kind === 'accepted' && accepted.body.originals, ['paper-declaration'])
  const done = await browser.get(String(answer.headers.location))
  assert.ok(done.body.includes('Đã tiếp nhận hồ sơ'))
  assert.ok(done.body.includes(`/quay/${id}/giay-to/form01.pdf`))
})

test('the same form sent twice is one dossier, accepted once', async () => {
  const { browser, fields } = await form({
    'child.fullName': 'Trần Minh Hai',
    original: ['birth-notice', 'paper-declaration'],
  })
  const answers = await Promise.all(
    [1, 2, 3].map(() => browser.upload('/quay/moi?thu-tuc=1.001193', fields, [])),
  )
  const again = await browser.upload('/quay/moi?thu-tuc=1.001193', fields, [])
  const all = [...answers, again]
  assert.deepEqual([...new Set(all.map(({ statusCode }) => statusCode))], [303], again.body)
  assert.equal(new Set(all.map(({ headers }) => headers.location)).size, 1)
  const { events } = await read(idIn(again.headers.location))
  assert.equal(events.filter(({ kind }) => kind === 'accepted').length, 1)
  assert.equal(events.filter(({ kind }) => kind === 'filed').length, 1)
})

test('what is missing is said all at once, and everything typed and every scan is kept', async () => {
  const { browser, fields } = await form({ 'child.birthOn.year': '26', 'requester.phone': '123' })
  const scan = { field: 'file.birth-notice', filename: 'quét.png', type: 'image/png', bytes: png }
  const page = await browser.upload('/quay/moi?thu-tuc=1.001193', fields, [scan])
  assert.equal(page.statusCode, 422)
  assert.match(page.body, /<title>Lỗi: /)
  for (const words of ['năm phải có bốn chữ số', 'Số điện thoại phải là số ở Việt Nam'])
    assert.ok(page.body.includes(words), words)
  assert.ok(page.body.includes('Tờ khai đăng ký khai sinh”'), 'the paper declaration is missing')
  assert.ok(page.body.includes('value="Trần Minh Anh"'))
  for (const [, anchor] of page.body.matchAll(/<a href="#(f-[^"]+)"/g))
    assert.ok(page.body.includes(`id="${anchor}"`), `the summary leads nowhere: ${anchor}`)
  assert.ok(page.body.includes('Đã nhận tệp quét.png'))
  const kept = /name="kept" value="([^"]+)"/.exec(page.body)![1]!
  const mended = await browser.upload(
    '/quay/moi?thu-tuc=1.001193',
    {
      ...fields,
      'child.fullName': 'Trần Minh Ba',
      'child.birthOn.year': '2026',
      'requester.phone': '0912345678',
      original: ['paper-declaration'],
      kept,
    },
    [],
  )
  assert.equal(mended.statusCode, 303, mended.body)
  const { files } = await read(idIn(mended.headers.location))
  assert.equal(files.length, 1)
})

test('a file that somebody claims without having sent it is not taken', async () => {
  const forged = `${Buffer.from(
    JSON.stringify({
      paper: 'birth-notice',
      name: 'x',
      sha256: 'ab'.repeat(32),
      size: 1,
      mediaType: 'image/png',
    }),
  ).toString('base64url')}.${'A'.repeat(43)}`
  const { browser, fields } = await form({ kept: forged, original: ['paper-declaration'] })
  const page = await browser.upload('/quay/moi?thu-tuc=1.001193', fields, [])
  assert.equal(page.statusCode, 422)
  assert.ok(page.body.includes('“Giấy chứng sinh”'))
})

test('a parent of another ward: filed here, decided and accepted there, returned here', async () => {
  const { browser, fields } = await form({
    'child.fullName': 'Trần Minh Bốn',
    'requester.residence.commune': 'Phường Giảng Võ, Hà Nội',
    original: ['birth-notice', 'paper-declaration'],
  })
  const answer = await browser.upload('/quay/moi?thu-tuc=1.001193', fields, [])
  assert.equal(answer.statusCode, 303, answer.body)
  const id = idIn(answer.headers.location)
  const { state, events } = await read(id)
  assert.deepEqual(state?.offices, { receiving: WARD, competent: OTHER_WARD, returning: WARD })
  assert.deepEqual(
    events.map(({ kind }) => kind),
    ['filed', 'receivedForAnother', 'originalsTaken'],
  )
  const page = await browser.get(`/quay/nhan/${id}`)
  assert.ok(page.body.includes('phải chuyển đến UBND phường Hai, chậm nhất'))
  assert.ok(page.body.includes(`/quay/${id}/giay-to/forAnother.pdf`))
  assert.ok(!page.body.includes('in giấy tiếp nhận'))
})

test('what came by post counts from the minute at which the postman’s record was signed', async () => {
  const { browser, fields } = await form({
    'child.fullName': 'Trần Minh Bưu',
    kind: 'post',
    original: ['birth-notice', 'paper-declaration'],
  })
  const without = await browser.upload('/quay/moi?thu-tuc=1.001193', fields, [])
  assert.equal(without.statusCode, 422)
  for (const words of ['Hãy ghi ngày ký biên bản', 'Hãy ghi giờ ký biên bản'])
    assert.ok(without.body.includes(words), words)
  const signed = { ...fields, 'postal.day': '25', 'postal.month': '11', 'postal.year': '2026' }
  const future = await browser.upload(
    '/quay/moi?thu-tuc=1.001193',
    { ...signed, postalTime: '09:11' },
    [],
  )
  assert.equal(future.statusCode, 422)
  assert.ok(future.body.includes('không được ở tương lai'))
  const sent = await browser.upload(
    '/quay/moi?thu-tuc=1.001193',
    { ...signed, postalTime: '08:40' },
    [],
  )
  assert.equal(sent.statusCode, 303, sent.body)
  const { state, events } = await read(idIn(sent.headers.location))
  assert.equal(state?.kindOfFiling, 'post')
  assert.equal(state?.clock?.receivedAt, '2026-11-25T08:40')
  assert.deepEqual(
    events.map(({ kind }) => kind),
    ['filed', 'receiptDated', 'accepted', 'originalsTaken'],
  )
})

test('a receptionist chooses where the result is handed out, among places that hand out results', async () => {
  const { browser, fields } = await form({
    'child.fullName': 'Trần Minh Nơi',
    original: ['birth-notice', 'paper-declaration'],
  })
  const odd = await browser.upload('/quay/moi?thu-tuc=1.001193', { ...fields, returning: '1' }, [])
  assert.equal(odd.statusCode, 422)
  assert.ok(odd.body.includes('Hãy chọn nơi trả kết quả.'))
  const elsewhere = { ...fields, returning: String(OTHER_WARD) }
  const sent = await browser.upload('/quay/moi?thu-tuc=1.001193', elsewhere, [])
  assert.equal(sent.statusCode, 303, sent.body)
  const { state } = await read(idIn(sent.headers.location))
  assert.equal(state?.offices.returning, OTHER_WARD)
})

test('a parent of another province is told whose matter it is, and that this counter does not take it', async () => {
  const { browser, fields } = await form({
    'child.fullName': 'Trần Minh Xa',
    'requester.residence.commune': 'Phường Hải Châu, Đà Nẵng',
    original: ['birth-notice', 'paper-declaration'],
  })
  const sent = await browser.upload('/quay/moi?thu-tuc=1.001193', fields, [])
  assert.equal(sent.statusCode, 422)
  assert.ok(sent.body.includes('Nơi có thẩm quyền: Ủy ban nhân dân Phường Hải Châu'))
  assert.ok(sent.body.includes('không có trong danh mục nhận không phụ thuộc địa giới'))
})

test('an old commune of the parent is taken over, and stands on paper as it was said', async () => {
  const { browser, fields } = await form({
    'child.fullName': 'Trần Minh Cũ',
    'requester.residence.commune': 'phường Trúc Bạch, quận Ba Đình',
    original: ['birth-notice', 'paper-declaration'],
  })
  const answer = await browser.upload('/quay/moi?thu-tuc=1.001193', fields, [])
  assert.equal(answer.statusCode, 303, answer.body)
  const { events } = await read(idIn(answer.headers.location))
  assert.deepEqual(events[0]?.private?.answers?.['requester.residence'], {
    commune: '00004',
    detail: 'số 12 ngõ 5 phố Thử',
    typed: 'phường Trúc Bạch, quận Ba Đình',
    formerCode: '00004',
  })
})

test('a divided commune is asked about on the same page, nothing is lost, and only a choice files it', async () => {
  const typed = 'phường Đội Cấn, quận Ba Đình'
  const { browser, fields } = await form({
    'child.fullName': 'Trần Minh Chia',
    'requester.residence.commune': typed,
    original: ['birth-notice', 'paper-declaration'],
  })
  const asked = await browser.upload('/quay/moi?thu-tuc=1.001193', fields, [])
  assert.equal(asked.statusCode, 200)
  for (const words of [
    'có địa chỉ cần hỏi lại',
    'name="requester.residence.choice" value="00022-00004"',
    'phần còn lại sau khi sáp nhập vào phường Ba Đình',
    `value="${typed}"`,
    'value="Trần Minh Chia"',
  ])
    assert.ok(asked.body.includes(words), words)
  assert.ok(!asked.body.includes('class="summary"'))
  const silent = { ...fields, _which: `requester.residence=${typed}` }
  assert.equal((await browser.upload('/quay/moi?thu-tuc=1.001193', silent, [])).statusCode, 422)
  const chosen = { ...silent, 'requester.residence.choice': '00022-00004' }
  const answer = await browser.upload('/quay/moi?thu-tuc=1.001193', chosen, [])
  assert.equal(answer.statusCode, 303, answer.body)
  const { events } = await read(idIn(answer.headers.location))
  assert.deepEqual(events[0]?.private?.answers?.['requester.residence'], {
    commune: '00004',
    detail: 'số 12 ngõ 5 phố Thử',
    typed,
    formerCode: '00022',
  })
})

test('a parent who lives outside the city is told which office decides, and nothing is filed', async () => {
  const { browser, fields } = await form({
    'requester.residence.commune': 'Phường Bến Thành, Thành phố Hồ Chí Minh',
    original: ['birth-notice', 'paper-declaration'],
  })
  const page = await browser.upload('/quay/moi?thu-tuc=1.001193', fields, [])
  assert.equal(page.statusCode, 422)
  assert.ok(page.body.includes('Không có phường, xã nào của thành phố có thẩm quyền'))
})

test('the same child twice is asked about, and taken when the official says it is another matter', async () => {
  const original = ['birth-notice', 'paper-declaration']
  const first = await form({ 'child.fullName': 'Trần Minh Năm', original })
  assert.equal(
    (await first.browser.upload('/quay/moi?thu-tuc=1.001193', first.fields, [])).statusCode,
    303,
  )
  const second = await form({ 'child.fullName': 'trần  minh năm', original })
  const page = await second.browser.upload('/quay/moi?thu-tuc=1.001193', second.fields, [])
  assert.equal(page.statusCode, 422)
  assert.ok(page.body.includes('Có thể trùng'))
  assert.ok(page.body.includes('cùng tên, cùng ngày sinh'))
  const told = { ...second.fields, notTwin: 'yes' }
  assert.equal(
    (await second.browser.upload('/quay/moi?thu-tuc=1.001193', told, [])).statusCode,
    303,
  )
})

test('assisted online filing names the helper and needs no paper declaration', async () => {
  const { browser, fields } = await form({
    'child.fullName': 'Trần Minh Sáu',
    kind: 'assistedOnline',
    step: 'file',
  })
  const answer = await browser.upload('/quay/moi?thu-tuc=1.001193', fields, [])
  assert.equal(answer.statusCode, 303, answer.body)
  const { state, events } = await read(idIn(answer.headers.location))
  assert.equal(state?.source, 'assisted')
  const filed = events[0]
  assert.equal(filed?.kind === 'filed' && filed.body.helper, `staff:${receptionist.personId}`)
  assert.deepEqual(state?.phase, { at: 'submitted' })
})

test('“Cập nhật các mục” asks what the new answers need and files nothing', async () => {
  const { browser, fields } = await form({
    'situation.parents': 'both',
    'situation.married': 'yes',
    step: 'fields',
  })
  const page = await browser.upload('/quay/moi?thu-tuc=1.001193', fields, [])
  assert.equal(page.statusCode, 200)
  assert.ok(page.body.includes('Họ, chữ đệm và tên của cha'))
  assert.ok(page.body.includes('Nơi đăng ký kết hôn'))
})

test('an unknown procedure, a missing key and a forged form are refused', async () => {
  const { browser, fields } = await form()
  assert.equal((await browser.get('/quay/moi?thu-tuc=9.999999')).statusCode, 404)
  const noKey = await browser.upload('/quay/moi?thu-tuc=1.001193', { ...fields, _key: 'x' }, [])
  assert.equal(noKey.statusCode, 422)
  const forged = await browser.upload('/quay/moi?thu-tuc=1.001193', { ...fields, _csrf: 'x' }, [])
  assert.equal(forged.statusCode, 403)
})
