import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { inContext } from '../db/context.ts'
import { firstNewDay } from '../dossier/clocks/apology.ts'
import { filesOfDossier, recordReading, stateById } from '../dossier/store.ts'
import { newId } from '../lib/ids.ts'
import { showDay } from '../lib/time.ts'
import { fileIt, fillIn, PHOTO } from '../../test/support/birth-filing.ts'
import {
  accept,
  draftAgain,
  officer,
  receptionist,
  seal,
  sendDraft,
} from '../../test/support/birth-life.ts'
import {
  openCitizenDoors,
  type Citizen,
  type CitizenDoors,
} from '../../test/support/citizen-doors.ts'
import { accepted, act, staff } from '../../test/support/office.ts'
import {
  assertAnchorsExist,
  mainOf,
  summaryOf,
  vietnameseIn,
} from '../../test/support/page-checks.ts'
import { visitor } from '../../test/support/visitor.ts'

let doors: CitizenDoors
let people = 0
before(async () => {
  doors = await openCitizenDoors()
})
after(() => doors.close())

type Manner = 'electronic' | 'counter'
async function filed(manner: Manner = 'electronic'): Promise<{ mother: Citizen; id: string }> {
  const mother = await doors.citizen(`Người Theo Dõi ${'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[people++]}`)
  await fillIn(mother, { result: { 'result.manner': manner } })
  return { mother, id: await fileIt(mother) }
}

async function press(mother: Citizen, page: string, fields: Record<string, string> = {}) {
  return mother.post(page, { ...(await mother.formOn(page, page)), ...fields })
}

const kindsOf = (body: string) => [...body.matchAll(/<h3>([^<]*)<\/h3>/g)].map(([, title]) => title)

const PAGES = [
  '',
  '/ai-da-xem',
  '/da-nop',
  '/bo-sung',
  '/ban-nhap',
  '/ban-nhap.pdf',
  '/rut',
  '/noi-tra',
  '/ket-qua',
  '/ket-qua.pdf',
  '/giay-to/submission.pdf',
  '/giay-to/form01.pdf',
]

test('somebody else’s dossier, one that is not there and one without a lawful id are all not found', async () => {
  const { mother, id } = await filed()
  await sendDraft(doors, id)
  const stranger = await doors.citizen('Người Lạ')
  const files = await inContext(doors.database.app, mother.actor, (tx) => filesOfDossier(tx, id))
  for (const page of [...PAGES, `/tep/${files[0]!.id}`]) {
    for (const dossier of [id, randomUUID(), "x'--"]) {
      const { statusCode } = await stranger.get(`/ho-so/${encodeURIComponent(dossier)}${page}`)
      assert.equal(statusCode, 404, `${dossier}${page}`)
    }
  }
  for (const page of ['ban-nhap', 'rut', 'ket-qua']) {
    const form = await mother.formOn(`/ho-so/${id}/rut`)
    const foreign = await stranger.formOn('/nop/1.001193', '/nop/1.001193')
    const forged = { ...form, _csrf: foreign['_csrf']!, _act: 'agree', reason: 'x' }
    assert.equal((await stranger.post(`/ho-so/${id}/${page}`, forged)).statusCode, 404, page)
  }
})

test('without sign-in every page leads to the door and back', async () => {
  const { id } = await filed()
  for (const page of ['/ho-so', ...PAGES.map((each) => `/ho-so/${id}${each}`)]) {
    const { headers } = await visitor(doors.app).get(page)
    assert.equal(headers.location, `/dang-nhap?next=${encodeURIComponent(page)}`)
  }
})

test('the page of a dossier says where it stands, with offices and never with people or inner notes', async () => {
  const { mother, id } = await filed()
  const before = await mother.get(`/ho-so/${id}`)
  assert.match(before.body, /aria-current="step">Tiếp nhận/)
  assert.match(before.body, /Có sau khi hồ sơ được tiếp nhận/)
  await accept(doors, id)
  accepted(await act(doors.deps.dossier, id, officer, { type: 'claim' }))
  const note = 'Ghi chú nội bộ của cán bộ'
  accepted(await act(doors.deps.dossier, id, officer, { type: 'examine', checks: [], note }))
  const { body } = await mother.get(`/ho-so/${id}`)
  assert.match(body, /aria-current="step">Thẩm tra/)
  assert.match(body, /Hẹn trả kết quả[^]*trước 17:00/)
  assert.deepEqual(kindsOf(body), [
    'Đã thẩm tra xong',
    'Có người nhận xử lý hồ sơ',
    'Hồ sơ được tiếp nhận',
    'Bạn nộp hồ sơ',
  ])
  assert.match(body, /UBND phường Một/)
  assert.doesNotMatch(body, /Ghi chú nội bộ|Cán bộ 1\d{6}/)
})

test('files and papers come as they are; a kind of paper that there is not is not found', async () => {
  const { mother, id } = await filed()
  const [file] = await inContext(doors.database.app, mother.actor, (tx) => filesOfDossier(tx, id))
  const seen = await mother.get(`/ho-so/${id}/tep/${file!.id}`)
  assert.deepEqual(seen.rawPayload, PHOTO)
  for (const kind of ['form01', 'form02', 'form03', 'form99']) {
    assert.equal((await mother.get(`/ho-so/${id}/giay-to/${kind}.pdf`)).statusCode, 404, kind)
  }
  await accept(doors, id)
  const form01 = await mother.get(`/ho-so/${id}/giay-to/form01.pdf`)
  assert.equal(form01.rawPayload.subarray(0, 5).toString(), '%PDF-')
  assert.match(String(form01.headers['content-disposition']), /giay-tiep-nhan/)
})

test('every opening by staff is listed: office, moment, purpose, no name', async () => {
  const { mother, id } = await filed()
  const page = `/ho-so/${id}/ai-da-xem`
  assert.match((await mother.get(`/ho-so/${id}`)).body, /Chưa có cán bộ nào mở hồ sơ/)
  assert.match((await mother.get(page)).body, /Chưa có cán bộ nào mở hồ sơ/)
  await inContext(doors.database.app, receptionist, (tx) =>
    recordReading(tx, newId(new Date()), {
      dossierId: id,
      personId: receptionist.personId,
      officeId: receptionist.officeId,
      what: 'hồ sơ',
      purpose: 'kiểm tra để tiếp nhận',
    }),
  )
  assert.match((await mother.get(`/ho-so/${id}`)).body, /Cán bộ đã mở 1 lần/)
  const { body } = await mother.get(page)
  assert.match(body, /Ai đã xem hồ sơ này[^]*UBND phường Một[^]*Để: [^]*kiểm tra để tiếp nhận/)
  assert.doesNotMatch(body, new RegExp(receptionist.name))
  const english = await mother.get(`${page}?lang=en`)
  assert.deepEqual(vietnameseIn(mainOf(english.body)), [])
})

test('the mother reads the draft and agrees; twice pressed it is one agreement', async () => {
  const { mother, id } = await filed()
  await sendDraft(doors, id)
  assert.match((await mother.get('/ho-so')).body, /Xem bản nháp kết quả: Đăng ký khai sinh/)
  const page = `/ho-so/${id}/ban-nhap`
  const { body } = await mother.get(page)
  assert.match(body, /Nguyễn Hoàng Minh Anh/)
  assert.match(body, /Ngày mười chín tháng mười năm hai nghìn không trăm hai mươi sáu/)
  assert.match(body, /Trả lời trước \d\d:\d\d[^]*không trả lời được coi là đồng ý/)
  const pdf = await mother.get(`${page}.pdf`)
  assert.equal(pdf.headers['content-type'], 'application/pdf')
  const form = { ...(await mother.formOn(page, page)), _act: 'agree' }
  const sent = await Promise.all([1, 2, 3].map(() => mother.post(page, form)))
  assert.deepEqual(
    sent.map(({ headers }) => headers.location),
    Array(3).fill(`/ho-so/${id}`),
  )
  assert.match((await mother.get(`/ho-so/${id}`)).body, /Bạn đồng ý với bản nháp/)
  assert.equal((await mother.get(page)).headers.location, `/ho-so/${id}`)
})

test('a mistake is reported in words, never without', async () => {
  const { mother, id } = await filed()
  await sendDraft(doors, id)
  const page = `/ho-so/${id}/ban-nhap`
  const silent = await press(mother, page, { _act: 'wrong', note: '  ' })
  assert.equal(silent.statusCode, 422)
  assert.deepEqual(summaryOf(silent.body), ['Hãy ghi chỗ sai trong bản nháp.'])
  assertAnchorsExist(silent.body)
  const long = await press(mother, page, { _act: 'wrong', note: 'x'.repeat(2001) })
  assert.equal(long.statusCode, 422)
  assert.match(long.body, /x{2001}/)
  await press(mother, page, { _act: 'wrong', note: 'Tên đệm là Hoàng.' })
  const { body } = await mother.get(`/ho-so/${id}`)
  assert.match(body, /Bạn báo bản nháp có chỗ sai[^]*Tên đệm là Hoàng\./)
})

test('what is agreed to is what was seen: a draft made anew meanwhile is shown first', async () => {
  const { mother, id } = await filed()
  await sendDraft(doors, id)
  const page = `/ho-so/${id}/ban-nhap`
  const old = await mother.formOn(page, page)
  await press(mother, page, { _act: 'wrong', note: 'Sai tên.' })
  await draftAgain(doors, id, Buffer.from('%PDF-1.7\n% second\n%%EOF\n'))
  const sent = await mother.post(page, { ...old, _act: 'agree' })
  assert.equal(sent.statusCode, 409)
  assert.match(sent.body, /Bản nháp vừa được soạn lại/)
})

test('withdrawal is asked with a reason, and ends nothing by itself', async () => {
  const { mother, id } = await filed()
  const page = `/ho-so/${id}/rut`
  const silent = await press(mother, page)
  assert.equal(silent.statusCode, 422)
  assertAnchorsExist(silent.body)
  const sent = await press(mother, page, { reason: 'Nộp nhầm nơi.' })
  assert.equal(sent.headers.location, `/ho-so/${id}`)
  const asked = await mother.get(`/ho-so/${id}`)
  assert.match(asked.body, /Đang chờ Bộ phận Một cửa xác nhận/)
  assert.doesNotMatch(asked.body, /href="\/ho-so\/[^"]*\/rut"/)
  assert.equal((await mother.get(page)).headers.location, `/ho-so/${id}`)
  accepted(await act(doors.deps.dossier, id, receptionist, { type: 'confirmWithdrawal' }))
  const { body } = await mother.get(`/ho-so/${id}`)
  assert.match(body, /Hồ sơ đã được rút theo yêu cầu của bạn/)
  assert.match((await mother.get('/ho-so')).body, /Đã xong[^]*Công dân yêu cầu rút hồ sơ/)
})

test('a withdrawal sent from an old page hears the lawful no', async () => {
  const { mother, id } = await filed()
  const page = `/ho-so/${id}/rut`
  const first = await mother.formOn(page, page)
  const second = await mother.formOn(page, page)
  await mother.post(page, { ...first, reason: 'Nộp nhầm.' })
  const late = await mother.post(page, { ...second, reason: 'Nộp nhầm.' })
  assert.equal(late.statusCode, 409)
  assert.match(late.body, /đã được ghi nhận/)
})

test('the applicant chooses another place of return until the result is there', async () => {
  const { mother, id } = await filed('counter')
  const page = `/ho-so/${id}/noi-tra`
  assert.ok((await mother.get(`/ho-so/${id}`)).body.includes(page))
  const form = await mother.get(page)
  const options = [...form.body.matchAll(/<option value="(\d+)"( selected)?/g)]
  const [, other] = options.find(([, , selected]) => selected === undefined) ?? []
  assert.ok(other !== undefined)
  assert.equal((await press(mother, page, { to: '1' })).statusCode, 422)
  const moved = await press(mother, page, { to: other })
  assert.equal(moved.statusCode, 303, mainOf(moved.body))
  const after = await mother.get(`/ho-so/${id}`)
  assert.ok(kindsOf(after.body).includes('Đổi nơi trả kết quả'))
  const again = await press(mother, page, { to: other })
  assert.equal(again.statusCode, 409)
  assert.ok(again.body.includes('Nơi này đang là nơi trả kết quả.'))
})

test('a refused dossier says why, on what ground, and that one may come again', async () => {
  const { mother, id } = await filed()
  const reason = 'Không thuộc thẩm quyền.'
  const refusal = { type: 'refuse', reason, legalBasis: 'Luật Hộ tịch Điều 13' } as const
  accepted(await act(doors.deps.dossier, id, receptionist, refusal))
  const { body } = await mother.get(`/ho-so/${id}`)
  assert.match(
    body,
    /Hồ sơ không được tiếp nhận\.[^]*Không thuộc thẩm quyền\.[^]*Luật Hộ tịch Điều 13/,
  )
  assert.match(body, /Phiếu từ chối tiếp nhận/)
  assert.doesNotMatch(body, /aria-current="step"/)
})

test('the electronic result is received once and downloaded for ever', async () => {
  const { mother, id } = await filed()
  await sendDraft(doors, id)
  await press(mother, `/ho-so/${id}/ban-nhap`, { _act: 'agree' })
  assert.equal((await mother.get(`/ho-so/${id}/ket-qua`)).statusCode, 404)
  const paper = await seal(doors, id)
  const page = `/ho-so/${id}/ket-qua`
  assert.equal((await mother.get(`${page}.pdf`)).headers.location, page)
  const form = await mother.formOn(page, page)
  const sent = await Promise.all([1, 2, 3].map(() => mother.post(page, form)))
  assert.deepEqual(new Set(sent.map(({ headers }) => headers.location)), new Set([page]))
  for (let time = 0; time < 2; time++) {
    const pdf = await mother.get(`${page}.pdf`)
    assert.deepEqual(pdf.rawPayload, paper)
  }
  const { body } = await mother.get(page)
  assert.match(body, /Đã trả kết quả lúc/)
  assert.match(body, /128\/2026\/GKS/)
  assert.match(body, /href="\/kiem-tra\/[0-9a-f-]{36}"/)
})

test('a result that was taken back before it was received is no result any more: the page says so and ends it', async () => {
  const { mother, id } = await filed()
  await sendDraft(doors, id)
  await press(mother, `/ho-so/${id}/ban-nhap`, { _act: 'agree' })
  await seal(doors, id)
  const page = `/ho-so/${id}/ket-qua`
  const form = await mother.formOn(page, page)
  const decision = { number: '15/QĐ-UBND', on: '2026-11-20' }
  const why = { why: 'falseDeclaration', legalBasis: 'Luật Hộ tịch 2014 Đ70', reason: 'x' } as const
  const { dossier } = doors.deps
  accepted(await act(dossier, id, staff('leader'), { type: 'decideRevocation', decision, ...why }))
  await mother.post(page, form)
  const open = await mother.get(`/ho-so/${id}`)
  assert.doesNotMatch(open.body, /Nhận kết quả điện tử/, 'decided, not yet entered: nothing to do')
  accepted(await act(dossier, id, staff('clerk'), { type: 'revokeResult', on: '2026-11-24' }))
  const { body } = await mother.get(page)
  assert.match(body, /Kết quả bị thu hồi theo quyết định 15\/QĐ-UBND/)
  assert.doesNotMatch(body, /Nhận kết quả điện tử/)
  const old = await mother.post(page, form)
  assert.equal(old.statusCode, 303, 'the button of the page that was open before')
  const between = await inContext(doors.database.app, receptionist, (tx) => stateById(tx, id))
  assert.equal(between?.phase.at, 'finished', 'whoever asks for a result confirms no revocation')
  await press(mother, page)
  const state = await inContext(doors.database.app, receptionist, (tx) => stateById(tx, id))
  assert.equal(state?.phase.at, 'delivered')
  assert.match(
    (await mother.get(`/ho-so/${id}`)).body,
    /Quyết định thu hồi kết quả đã được trả cho bạn/,
  )
})

test('who asked for paper at the counter is told where it waits, and may still take the electronic copy', async () => {
  const { mother, id } = await filed('counter')
  await sendDraft(doors, id)
  await press(mother, `/ho-so/${id}/ban-nhap`, { _act: 'agree' })
  const paper = await seal(doors, id)
  const { body } = await mother.get(`/ho-so/${id}/ket-qua`)
  assert.match(body, /Bản giấy chờ bạn tại UBND phường Một/)
  assert.doesNotMatch(body, /Nhận kết quả điện tử/)
  assert.deepEqual((await mother.get(`/ho-so/${id}/ket-qua.pdf`)).rawPayload, paper)
})

test('forms without their token do nothing', async () => {
  const { mother, id } = await filed()
  await sendDraft(doors, id)
  for (const page of ['ban-nhap', 'rut', 'ket-qua']) {
    const fields = { _act: 'agree', reason: 'x', _key: randomUUID() }
    assert.equal((await mother.post(`/ho-so/${id}/${page}`, fields)).statusCode, 403, page)
  }
})

test('English pages are English, but for names and the words of the office', async () => {
  const { mother, id } = await filed()
  await sendDraft(doors, id)
  const names = /Người|Theo|Dõi|Nguyễn|Hoàng|UBND|phường|Một|Thử|giấy|chứng|chứng/
  for (const page of [
    '/ho-so',
    `/ho-so/${id}`,
    `/ho-so/${id}/da-nop`,
    `/ho-so/${id}/ban-nhap`,
    `/ho-so/${id}/rut`,
  ]) {
    const { body } = await mother.get(`${page}?lang=en`)
    assert.deepEqual(
      vietnameseIn(mainOf(body)).filter((word) => !names.test(word)),
      [],
      page,
    )
  }
})

test('after an apology the new day stands beside the first one, with the letter; nobody else gets it', async () => {
  const { mother, id } = await filed()
  assert.equal((await mother.get(`/ho-so/${id}/giay-to/xin-loi.pdf`)).statusCode, 404)
  await accept(doors, id)
  const { dossier, files } = doors.deps
  const letter = Buffer.from('%PDF-1.7\n% a made letter\n%%EOF\n')
  const { sha256 } = await files.put(letter, 'application/pdf')
  const { clock } = (await inContext(doors.deps.db, receptionist, (tx) => stateById(tx, id)))!
  const to = firstNewDay(dossier.law.calendar(), clock!, clock!.receivedAt)
  accepted(
    await act(dossier, id, staff('leader'), {
      type: 'apologise',
      to,
      paper: { documentId: randomUUID(), sha256 },
      reason: 'Chưa có trả lời xác minh.',
      legalBasis: 'NĐ 61/2018 Đ19.9',
    }),
  )
  const { body } = await mother.get(`/ho-so/${id}`)
  const main = mainOf(body)
  assert.match(main, new RegExp(`${showDay(to)}, trước 17:00`))
  assert.match(main, /Cơ quan đã xin lỗi và hẹn lại\./)
  assert.match(main, /Hẹn ban đầu:/)
  assert.match(main, /Cơ quan xin lỗi và hẹn lại ngày trả kết quả/)
  assert.match(main, /Văn bản xin lỗi và đề nghị gia hạn/)
  const pdf = await mother.get(`/ho-so/${id}/giay-to/xin-loi.pdf`)
  assert.equal(pdf.statusCode, 200)
  assert.ok(pdf.rawPayload.equals(letter))
  const other = await doors.citizen('Người Ngoài Cuộc')
  assert.equal((await other.get(`/ho-so/${id}/giay-to/xin-loi.pdf`)).statusCode, 404)
})
