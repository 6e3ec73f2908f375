import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { headingOf, textOf } from '../../demo/page-form.ts'
import {
  begin,
  DRAFTS,
  editorsWorld,
  filledWith,
  formAt,
  save,
  type EditorsWorld,
} from '../../../test/support/editors.ts'
import { NOW } from '../../../test/support/publication.ts'

let world: EditorsWorld
/** The draft of the birth registration that these tests write on; begun by Đỗ Thị An. */
let draft: string
before(async () => {
  world = await editorsWorld()
  draft = await begin(world.an, '1.001193')
})
after(() => world.close())
/** Whether the words stand on the page; a failure shows the pattern, not the whole page. */
function says(html: string, words: RegExp): void {
  assert.ok(words.test(textOf(html)) || words.test(html), `the page does not say ${String(words)}`)
}

const section = (slug: string) => `${draft}/muc/${slug}`

const PAGES = [
  ['/muc/nhan-dang', 'Nhận dạng và quyết định'],
  ['/muc/thoi-han', 'Trường hợp và thời hạn'],
  ['/muc/phi', 'Phí, lệ phí'],
  ['/muc/giay-to', 'Giấy tờ'],
  ['/muc/dieu-kien', 'Điều kiện'],
  ['/muc/cac-buoc', 'Các bước'],
  ['/muc/ket-qua', 'Kết quả'],
  ['/muc/bieu-mau', 'Biểu mẫu'],
  ['/muc/bieu-mau-1', 'Trường hợp của bé'],
  ['/muc/bieu-mau-quy-tac', 'Quy tắc giữa các câu'],
  ['/muc/quy-trinh', 'Quy trình'],
  ['/thu-nghiem', 'Thử nghiệm'],
  ['/thu-nghiem/moi', 'Thêm thử nghiệm'],
  ['/kiem-tra', 'Kiểm tra và chuyển ban hành'],
  ['/xem-truoc', 'Xem như người dân'],
  ['/thay-doi', 'So với bản đang áp dụng'],
  ['/ban-hanh', 'Ban hành'],
] as const

test('every page of a draft opens for a controller, and does not exist for anybody else', async () => {
  for (const [path, heading] of PAGES) {
    const page = await world.an.browser.get(`${draft}${path}`)
    assert.equal(page.statusCode, 200, path)
    assert.equal(headingOf(page.body), heading)
    assert.equal((await world.officer.browser.get(`${draft}${path}`)).statusCode, 404, path)
    const door = await world.anybody().get(`${draft}${path}`)
    assert.equal(door.statusCode, 303)
    assert.match(String(door.headers.location), /^\/can-bo\/dang-nhap\?next=/)
  }
  for (const path of [DRAFTS, `${DRAFTS}/lich-su/1.001193`, `${DRAFTS}/ngung/1.001193/1`]) {
    assert.equal((await world.an.browser.get(path)).statusCode, 200, path)
    assert.equal((await world.officer.browser.get(path)).statusCode, 404, path)
  }
})

test('what does not exist is not found: drafts, sections, topics, versions', async () => {
  const { browser } = world.an
  for (const path of [
    `${DRAFTS}/khong-co`,
    `${DRAFTS}/00000000-0000-7000-8000-000000000000`,
    section('khong-co'),
    `${draft}/xem-truoc/to-khai/khong-co`,
    `${DRAFTS}/lich-su/9.999999`,
    `${DRAFTS}/ngung/1.001193/7`,
  ])
    assert.equal((await browser.get(path)).statusCode, 404, path)
})

test('no form is taken without its token, nor from somebody without the role', async () => {
  for (const path of [
    '/muc/phi',
    '/kiem-tra',
    '/ban-hanh',
    '/thu-nghiem',
    '/thu-nghiem/moi',
    '/bo',
  ]) {
    const bare = await world.an.browser.post(`${draft}${path}`, {})
    assert.equal(bare.statusCode, 403, path)
    assert.equal((await world.officer.browser.post(`${draft}${path}`, {})).statusCode, 404, path)
  }
})

test('a new draft needs a code of the catalogue and a beginning; all is said at once', async () => {
  const { browser } = world.binh
  const hidden = await browser.formOn(DRAFTS, DRAFTS)
  const nothing = await browser.post(DRAFTS, { ...hidden, code: '', from: '' })
  assert.equal(nothing.statusCode, 422)
  says(nothing.body, /<a href="#f-code">Hãy nhập mã thủ tục/)
  says(nothing.body, /<a href="#f-from">Hãy chọn bản thảo bắt đầu từ đâu/)
  const foreign = await browser.post(DRAFTS, { ...hidden, code: '9.999999', from: 'empty' })
  assert.equal(foreign.statusCode, 422)
  says(foreign.body, /Không có thủ tục nào mang mã này/)
  const theirs = await browser.post(DRAFTS, { ...hidden, code: '1.001193', from: 'published' })
  assert.equal(theirs.statusCode, 422)
  says(theirs.body, /Đỗ Thị An đang soạn bản thảo của thủ tục này/)
})

test('whoever presses twice has one draft', async () => {
  const { browser } = world.an
  const hidden = await browser.formOn(DRAFTS, DRAFTS)
  const typed = { ...hidden, code: '1.003583', from: 'empty' }
  const [first, second] = [await browser.post(DRAFTS, typed), await browser.post(DRAFTS, typed)]
  assert.equal(first.statusCode, 303)
  assert.equal(second.headers.location, first.headers.location)
})

test('a draft from the national record carries what the source says, each value to be confirmed', async () => {
  const at = await begin(world.binh, '1.001022', 'national')
  const cases = await world.binh.browser.get(`${at}/muc/thoi-han`)
  says(cases.body, /chờ xác nhận/)
  const page = await world.binh.browser.get(`${at}/muc/nhan-dang`)
  says(page.body, /Thủ tục đăng ký nhận cha, mẹ, con/)
  says(page.body, /chi_tiet_2642|chi_tiet_api_502/)
  const papers = await world.binh.browser.get(`${at}/muc/giay-to`)
  says(papers.body, /name="papers\.0\.name\.vi"/)
})

test('a wrong amount is kept as typed, named at its box, and mended', async () => {
  const wrong = await save(world.an, section('phi'), { 'fees.1.amount.value': 'tám nghìn' })
  assert.equal(wrong.statusCode, 422)
  says(wrong.body, /<title>Lỗi: /)
  says(wrong.body, /href="#f-fees-1-amount-value">Mức thu \(đồng\): hãy nhập số nguyên từ 0/)
  says(wrong.body, /value="tám nghìn"/)
  const check = await world.an.browser.get(`${draft}/kiem-tra`)
  says(check.body, new RegExp(`href="${section('phi')}#f-fees-1-amount-value"`))
  const mended = await save(world.an, section('phi'), { 'fees.1.amount.value': '8.000' })
  assert.equal(mended.statusCode, 303)
  const again = await world.an.browser.get(section('phi'))
  says(again.body, /name="fees\.1\.amount\.value"[^>]*value="8000"/)
})

test('an expression is refused at its letter', async () => {
  const wrong = await save(world.an, section('phi'), {
    'fees.1.neededIf': 'daysBetween(child.born, today) > 60',
  })
  assert.equal(wrong.statusCode, 422)
  says(wrong.body, /Ký tự thứ 13: không có câu hỏi nào tên child\.born/)
  const right = await save(world.an, section('phi'), {
    'fees.1.neededIf': 'daysBetween(child.birthOn, today) > 60',
  })
  assert.equal(right.statusCode, 303)
})

test('the buttons of a list keep everything typed, with and without a script, and save nothing', async () => {
  const url = section('cac-buoc')
  const form = await formAt(world.an, url)
  const typed = filledWith(form, { 'steps.0.vi': 'Bạn nộp hồ sơ (đang sửa).', _do: 'add:steps' })
  const whole = await world.an.browser.post(url, typed)
  assert.equal(whole.statusCode, 200)
  says(whole.body, /Bạn nộp hồ sơ \(đang sửa\)\./)
  says(whole.body, /name="steps\.6\.vi"/)
  const part = await world.an.browser.post(url, typed, { 'hx-request': 'true' })
  says(part.body, /^<div id="boxes">/)
  says(part.body, /name="steps\.6\.vi"/)
  const moved = await world.an.browser.post(url, filledWith(form, { _do: 'down:steps.0' }))
  says(moved.body, /kiểm tra, tiếp nhận hồ sơ đủ.*Bạn nộp hồ sơ và nhận mã/)
  const removed = await world.an.browser.post(url, filledWith(form, { _do: 'remove:steps.5' }))
  assert.doesNotMatch(removed.body, /name="steps\.5\.vi"/)
  const stored = await world.an.browser.get(url)
  assert.doesNotMatch(stored.body, /đang sửa/)
  says(stored.body, /name="steps\.5\.vi"/)
})

test('an unknown button only draws the page anew', async () => {
  const url = section('cac-buoc')
  const form = await formAt(world.an, url)
  for (const pressed of ['remove:steps.99', 'up:steps.0', 'add:__proto__', 'x', 'up:steps.0.vi'])
    assert.equal(
      (await world.an.browser.post(url, filledWith(form, { _do: pressed }))).statusCode,
      200,
      pressed,
    )
})

test('the second of two editors sees who was faster and both texts; nothing typed is lost', async () => {
  const url = section('ket-qua')
  const [mine, theirs] = [await formAt(world.an, url), await formAt(world.binh, url)]
  const first = await world.binh.browser.post(
    url,
    filledWith(theirs, { 'result.name.vi': 'Giấy khai sinh bản chính' }),
  )
  assert.equal(first.statusCode, 303)
  const late = await world.an.browser.post(
    url,
    filledWith(mine, { 'result.name.vi': 'Giấy khai sinh điện tử' }),
  )
  assert.equal(late.statusCode, 409)
  says(late.body, /Trần Văn Bình đã lưu phần này lúc/)
  says(late.body, /Giấy khai sinh bản chính/)
  says(late.body, /Giấy khai sinh điện tử<\/textarea>/)
  const stored = await world.an.browser.get(url)
  says(stored.body, /Giấy khai sinh bản chính<\/textarea>/)
  const anew = await save(world.an, url, { 'result.name.vi': 'Giấy khai sinh' })
  assert.equal(anew.statusCode, 303)
})

test('two editors of two sections do not disturb each other', async () => {
  const [steps, result] = [section('cac-buoc'), section('ket-qua')]
  const [mine, theirs] = [await formAt(world.an, steps), await formAt(world.binh, result)]
  assert.equal((await world.binh.browser.post(result, filledWith(theirs, {}))).statusCode, 303)
  assert.equal((await world.an.browser.post(steps, filledWith(mine, {}))).statusCode, 303)
})

test('a form that is sent twice is saved once', async () => {
  const url = section('ket-qua')
  const form = filledWith(await formAt(world.an, url), {
    'result.name.en': 'Birth certificate (paper)',
  })
  assert.equal((await world.an.browser.post(url, form)).statusCode, 303)
  const history = await world.an.browser.get(`${DRAFTS}/lich-su/1.001193`)
  const before = history.body.match(/>sửa</g)?.length
  assert.equal((await world.an.browser.post(url, form)).statusCode, 303)
  const after = await world.an.browser.get(`${DRAFTS}/lich-su/1.001193`)
  assert.equal(after.body.match(/>sửa</g)?.length, before)
  await save(world.an, url, { 'result.name.en': 'Birth certificate' })
})

test('a published form is not edited: a new version of it is drafted beside the procedure', async () => {
  const shown = await world.an.browser.get(section('bieu-mau'))
  says(shown.body, /đang dùng biểu mẫu đã công bố khai-sinh ?, phiên bản 1/)
  says(shown.body, /<fieldset class="boxes bare" disabled/)
  const flow = `${await begin(world.binh, '1.004837', 'empty')}/muc/quy-trinh`
  const own = flow.replace('muc/quy-trinh', 'rieng/workflow')
  const hidden = await world.binh.browser.formOn(flow, own)
  assert.equal((await world.binh.browser.post(own, hidden)).statusCode, 303)
  assert.equal((await world.binh.browser.post(own, hidden)).statusCode, 303)
  const open = await world.binh.browser.get(flow)
  assert.doesNotMatch(open.body, /<fieldset class="boxes bare" disabled/)
  const named = await save(world.binh, flow, { 'decision.number': '12/QĐ-UBND' })
  assert.equal(named.statusCode, 303)
})

test('a joint workflow is drafted with its legs and its examples, and a leg that does not fit is named at its box', async () => {
  const at = await begin(world.binh, '2.002622')
  const flow = `${at}/muc/quy-trinh`
  const own = `${at}/rieng/workflow`
  const hidden = await world.binh.browser.formOn(flow, own)
  assert.equal((await world.binh.browser.post(own, hidden)).statusCode, 303)
  const page = await world.binh.browser.get(flow)
  says(page.body, /Các chặng của liên thông/)
  says(page.body, /name="legs\.1\.partner"[^>]*value="police"/)
  assert.equal((await save(world.binh, flow, {})).statusCode, 303)
  const wrong = await save(world.binh, flow, { 'legs.1.partner': '' })
  assert.equal(wrong.statusCode, 422)
  says(
    wrong.body,
    /<a href="#f-legs-1-partner">Chặng residence của cơ quan khác thì phải có mã hệ thống nhận/,
  )
  const nobody = await save(world.binh, flow, { 'legs.1.partner': 'police', 'steps.10.join': '' })
  says(nobody.body, /Ví dụ “[^”]+”, việc thứ \d+/)
  assert.equal((await save(world.binh, flow, { 'steps.10.join': 'all' })).statusCode, 303)
  const silent = filledWith(await formAt(world.binh, flow), { 'steps.0.allows.~none': 'yes' })
  assert.equal((await world.binh.browser.post(flow, silent)).statusCode, 303)
  const told = await world.binh.browser.get(`${at}/thay-doi`)
  says(told.body, /Việc được làm khi hồ sơ ở bước này (Thêm: )?.*không việc nào/)
})

test('the preview is the real public page and the real questions, marked as a preview, shown only inside our pages', async () => {
  const { browser } = world.an
  await save(world.an, section('nhan-dang'), { validFrom: '01/03/2027' })
  const frame = await browser.get(`${draft}/xem-truoc`)
  says(frame.body, /<iframe class="phone" src="[^"]+\/xem-truoc\/trang"/)
  const page = await browser.get(`${draft}/xem-truoc/trang`)
  assert.equal(headingOf(page.body), 'Đăng ký khai sinh')
  says(page.body, /Bản xem trước của người biên tập/)
  says(page.body, /8\.000 ₫/)
  assert.equal(page.headers['x-frame-options'], 'SAMEORIGIN')
  assert.match(String(page.headers['content-security-policy']), /frame-ancestors 'self'/)
  assert.match(String(page.headers['content-security-policy']), /default-src 'self'/)
  const topic = await browser.get(`${draft}/xem-truoc/to-khai/situation`)
  says(topic.body, /Bản xem trước của người biên tập/)
  says(topic.body, /name="situation\.kind"/)
  assert.doesNotMatch(topic.body, /name="situation\.married"/)
  assert.doesNotMatch(topic.body, /method="post" action="\/nop/)
  const answered = await browser.get(
    `${draft}/xem-truoc/to-khai/situation?situation.kind=ordinary&situation.parents=both`,
  )
  says(answered.body, /name="situation\.married"/)
  assert.equal((await world.officer.browser.get(`${draft}/xem-truoc/trang`)).statusCode, 404)
})

test('what cannot be read cannot be previewed, and says so', async () => {
  await save(world.an, section('phi'), { 'fees.1.amount.value': 'tám nghìn' })
  const frame = await world.an.browser.get(`${draft}/xem-truoc`)
  says(frame.body, /chưa đọc được nên chưa xem trước được/)
  assert.equal((await world.an.browser.get(`${draft}/xem-truoc/trang`)).statusCode, 404)
  await save(world.an, section('phi'), { 'fees.1.amount.value': '8000' })
})

test('only what differs from the version in force is shown, old beside new', async () => {
  const { body } = await world.an.browser.get(`${draft}/thay-doi`)
  const words = textOf(body)
  assert.match(
    words,
    /Phí, lệ phí › Lệ phí đăng ký khai sinh quá hạn[^›]*› Mức thu \(đồng\) › Giá trị 5000 8000/,
  )
  assert.match(words, /Áp dụng từ ngày 01\/07\/2025 01\/03\/2027/)
  assert.doesNotMatch(words, /Giấy chứng sinh/)
})

test('an example is a filled form: the draft is asked, its answer confirmed, and kept; a wrong expectation fails', async () => {
  const { browser } = world.an
  const url = `${draft}/thu-nghiem/moi`
  const empty = await browser.post(url, filledWith(await formAt(world.an, url), { _do: 'run' }))
  assert.equal(empty.statusCode, 422)
  says(empty.body, /href="#f-_on">Hãy nhập ngày có thật/)
  const typed = {
    '_on.day': '05',
    '_on.month': '03',
    '_on.year': '2027',
    _channel: 'online',
    'situation.kind': 'abandoned',
  }
  const asked = await browser.post(
    url,
    filledWith(await formAt(world.an, url), { ...typed, _do: 'run' }),
  )
  assert.equal(asked.statusCode, 200)
  says(asked.body, /name="_expect\.papers\.required"[^>]*>\n?abandonment-record/)
  const { formsOf } = await import('../../demo/page-form.ts')
  const filled = formsOf(asked.body).find(({ action }) => action === url)!
  const nameless = await browser.post(url, filledWith(filled, { _do: 'keep' }))
  assert.equal(nameless.statusCode, 422)
  says(nameless.body, /href="#f-_name">Hãy đặt tên/)
  const kept = await browser.post(url, filledWith(filled, { _do: 'keep', _name: 'Bé bị bỏ rơi' }))
  assert.equal(kept.statusCode, 303)
  const list = await browser.get(`${draft}/thu-nghiem`)
  says(list.body, /đạt Bé bị bỏ rơi/)
  const wrong = filledWith(filled, {
    _do: 'keep',
    _name: 'Sai mong đợi',
    '_expect.papers.required': 'birth-notice',
    _key: (await browser.formOn(url, url))['_key']!,
  })
  assert.equal((await browser.post(url, wrong)).statusCode, 303)
  const failed = await browser.get(`${draft}/thu-nghiem`)
  says(failed.body, /không đạt Sai mong đợi/)
  assert.match(
    textOf(failed.body),
    /giấy tờ một trong: không có, phải nộp: birth-notice một trong: không có, phải nộp: abandonment-record/,
  )
  const count = failed.body.match(/name="_remove"/g)!.length
  const hidden = await browser.formOn(`${draft}/thu-nghiem`, `${draft}/thu-nghiem`)
  const removed = await browser.post(`${draft}/thu-nghiem`, {
    ...hidden,
    _remove: String(count - 1),
  })
  assert.equal(removed.statusCode, 303)
  assert.doesNotMatch((await browser.get(`${draft}/thu-nghiem`)).body, /Sai mong đợi/)
})

test('who drafts cannot release; the second person needs a fresh code, sees the hash, and releases once', async () => {
  const { an, binh } = world
  const broken = await an.browser.formOn(`${draft}/kiem-tra`, `${draft}/kiem-tra`)
  const refused = await an.browser.post(`${draft}/kiem-tra`, broken)
  assert.equal(refused.statusCode, 422)
  says(refused.body, /Thử nghiệm “[^”]*” không đạt: phí, lệ phí\./)
  assert.ok((await acceptFailing()) > 0)
  const checkForm = await an.browser.formOn(`${draft}/kiem-tra`, `${draft}/kiem-tra`)
  const checked = await an.browser.post(`${draft}/kiem-tra`, checkForm)
  assert.equal(checked.statusCode, 200)
  says(checked.body, /Chờ ban hành/)
  const own = await an.browser.get(`${draft}/ban-hanh`)
  says(own.body, /không được tự ban hành/)
  assert.doesNotMatch(own.body, /id="release"/)

  const page = await binh.browser.get(`${draft}/ban-hanh`)
  says(page.body, /SHA-256 [0-9a-f]{64}/)
  says(page.body, /Áp dụng từ ngày 01\/03\/2027/)
  const url = `${draft}/ban-hanh`
  const form = await formAt(binh, url)
  const byDrafter = await an.browser.post(url, { ...filledWith(form, {}), ...(await tokenOf(an)) })
  assert.equal(byDrafter.statusCode, 403)

  world.at.now = new Date(NOW.getTime() + 6 * 60_000)
  const late = await binh.browser.post(url, filledWith(form, {}))
  assert.equal(late.statusCode, 422)
  says(late.body, /href="#f-code">Hãy nhập mã xác thực/)
  const wrong = await binh.browser.post(url, filledWith(form, { code: '000000' }))
  assert.equal(wrong.statusCode, 422)
  const altered = filledWith(form, { code: await world.code(binh) })
  const seen = [altered['_seen']]
    .flat()
    .map((each) => String(each).replace(/.$/, (last) => (last === '0' ? '1' : '0')))
  const other = await binh.browser.post(url, { ...altered, _seen: seen })
  assert.equal(other.statusCode, 409)
  const released = await binh.browser.post(url, filledWith(form, {}))
  assert.equal(released.statusCode, 303)
  assert.equal((await binh.browser.post(url, filledWith(form, {}))).statusCode, 303)
  const history = await binh.browser.get(String(released.headers.location))
  says(history.body, /Đã ban hành\. Trang công khai đã đổi theo\./)
  says(history.body, /từ 01\/03\/2027/)
  assert.equal(history.body.match(/>ban hành</g)?.length, 1)

  const citizen = await world.anybody().get('/thu-tuc/1.001193')
  says(citizen.body, /01\/03\/2027/)
  says(citizen.body, /5\.000 ₫/)
  world.at.now = new Date('2027-03-01T08:00:00+07:00')
  const then = await world.anybody().get('/thu-tuc/1.001193')
  says(then.body, /8\.000 ₫/)
  assert.equal(world.law.procedure('1.001193', 1)?.fees[1]?.amount?.value, 5000)
  world.at.now = new Date(NOW.getTime() + 6 * 60_000)
})

/** The editor looks at each example that the new amount breaks, and says that the draft is right. */
async function acceptFailing(): Promise<number> {
  const url = `${draft}/thu-nghiem`
  for (let accepted = 0; ; accepted += 1) {
    const { body } = await world.an.browser.get(url)
    const [, failing] = /name="_accept" value="(\d+)"/.exec(body) ?? []
    if (failing === undefined) return accepted
    const hidden = await world.an.browser.formOn(url, url)
    const done = await world.an.browser.post(url, { ...hidden, _accept: failing })
    assert.equal(done.statusCode, 303)
  }
}

async function tokenOf({ browser }: EditorsWorld['an']): Promise<Record<string, string>> {
  const { _csrf = '' } = await browser.formOn(DRAFTS, DRAFTS)
  return { _csrf }
}

test('what was released cannot be edited, checked or discarded', async () => {
  const page = await world.an.browser.get(section('phi'))
  says(page.body, /đã đóng nên chỉ xem được/)
  const hidden = await world.an.browser.formOn(DRAFTS, DRAFTS)
  for (const path of ['/muc/phi', '/kiem-tra', '/bo'])
    assert.equal((await world.an.browser.post(`${draft}${path}`, hidden)).statusCode, 409, path)
})

test('a version is withdrawn with reason and legal basis; what is missing is said at once', async () => {
  const url = `${DRAFTS}/ngung/1.001193/2`
  const form = await formAt(world.binh, url)
  const empty = await world.binh.browser.post(url, filledWith(form, {}))
  assert.equal(empty.statusCode, 422)
  for (const field of ['manner', 'on', 'reason', 'legalBasis'])
    says(empty.body, new RegExp(`<a href="#f-${field}`))
  const typed = {
    manner: 'abolished',
    'on.day': '01',
    'on.month': '02',
    'on.year': '2026',
    reason: 'Ban hành nhầm mức thu',
    legalBasis: 'Quyết định 99/QĐ-UBND, Điều 2',
    code: await world.code(world.binh),
  }
  const past = await world.binh.browser.post(url, filledWith(form, typed))
  assert.equal(past.statusCode, 422)
  says(past.body, /href="#f-on">Ngày ngừng áp dụng không được ở trong quá khứ/)
  const done = await world.binh.browser.post(url, filledWith(form, { ...typed, 'on.year': '2027' }))
  assert.equal(done.statusCode, 303)
  const history = await world.binh.browser.get(String(done.headers.location))
  assert.match(
    textOf(history.body),
    /Ngừng từ 01\/02\/2027: Ban hành nhầm mức thu \(Quyết định 99\/QĐ-UBND, Điều 2\)/,
  )
})

test('a draft that is given up leaves the list and stays in the history', async () => {
  const at = (await begin(world.an, '1.001193')).replace(/\/muc.*/, '')
  const hidden = await world.an.browser.formOn(`${at}/kiem-tra`, `${at}/bo`)
  const done = await world.an.browser.post(`${at}/bo`, hidden)
  assert.equal(done.statusCode, 303)
  const list = await world.an.browser.get(String(done.headers.location))
  says(list.body, /Đã bỏ bản thảo\./)
  assert.doesNotMatch(list.body, new RegExp(at))
  const history = await world.an.browser.get(`${DRAFTS}/lich-su/1.001193`)
  says(history.body, /bỏ bản thảo/)
})
