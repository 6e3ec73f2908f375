import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { formValues } from '../catalogue/form-body.ts'
import type { Answers } from '../catalogue/form.ts'
import { namedPlaces } from '../catalogue/places/named-places.ts'
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
import { citizen, fileFor, filing, register, staff } from '../../test/support/office.ts'
import { marriage } from '../../test/support/result-answers.ts'

let counter: Counter
const receptionist = staff('receptionist')
const officer = staff('officer')
const leader = staff('leader')
const clerk = staff('clerk')

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

async function asked(papers: string[]) {
  const { id } = await counter.filed()
  await counter.act(id, receptionist, {
    type: 'requestSupplement',
    faults: papers.map((paper) => ({ paper, fault: 'Mờ.\nChụp lại.' })),
    reason: 'Chưa rõ.',
    legalBasis: 'Nghị định 118/2025/NĐ-CP',
  })
  return id
}

async function page(path: string, action = path) {
  const browser = counter.at(receptionist)
  return { browser, keys: await browser.formOn(path, action) }
}

/** Up to the draft that waits for the applicant. */
async function drafted(filed?: string) {
  const id = filed ?? (await counter.filed()).id
  const pdf = await counter.deps.files.put(Buffer.from('%PDF-1.7 nháp'), 'application/pdf')
  await counter.act(id, receptionist, { type: 'accept', originals: ['birth-notice'] })
  await counter.act(id, officer, { type: 'claim' })
  await counter.act(id, officer, { type: 'examine', checks: [{ id: 'all', ok: true }] })
  await counter.act(id, officer, {
    type: 'sendDraft',
    documentId: randomUUID(),
    sha256: pdf.sha256,
  })
  return id
}

/** Up to the sealed result. */
async function sealed(filed?: string) {
  const id = await drafted(filed)
  const pdf = await counter.deps.files.put(Buffer.from('%PDF-1.7 kết quả'), 'application/pdf')
  const documentId = randomUUID()
  await counter.act(id, receptionist, { type: 'confirmDraft', by: 'counter' })
  await counter.act(id, register, {
    type: 'recordRegisterEntry',
    register: 'thử',
    book: '01/2026',
    number: '12',
    registeredOn: '2026-11-24',
    reference: 'x',
    personalNumber: '001326000001',
  })
  await counter.act(id, officer, { type: 'submitForSigning', documentId, sha256: pdf.sha256 })
  await counter.act(id, leader, {
    type: 'recordSigned',
    documentId,
    documentHash: pdf.sha256,
    signedHash: pdf.sha256,
    capacity: 'Phó Chủ tịch',
    certificate: 'x',
  })
  await counter.act(id, clerk, {
    type: 'recordSealed',
    documentId,
    signedHash: pdf.sha256,
    sealedHash: pdf.sha256,
    number: '12/2026',
    on: '2026-11-24',
    certificate: 'x',
  })
  return id
}

test('a citizen brings the missing paper: scanned at the counter, back to the queue', async () => {
  const id = await asked(['birth-notice'])
  const { browser, keys } = await page(`/quay/${id}/nop-bo-sung`)
  const scan = { field: 'file.birth-notice', filename: 'lại.png', type: 'image/png', bytes: png }
  const sent = await browser.upload(`/quay/${id}/nop-bo-sung`, keys, [scan])
  assert.equal(sent.statusCode, 303, sent.body)
  const again = await browser.upload(`/quay/${id}/nop-bo-sung`, keys, [scan])
  assert.equal(again.statusCode, 303)
  const { state, files, events } = await read(id)
  assert.deepEqual(state?.phase, { at: 'submitted' })
  assert.deepEqual(
    files.map(({ name }) => name),
    ['giấy chứng sinh.png', 'lại.png'],
  )
  assert.equal(events.filter(({ kind }) => kind === 'supplemented').length, 1)
})

test('a wrong declaration stands in its boxes as people write it: communes by name, and sent again they are the same', async () => {
  const id = await asked(['declaration'])
  const { browser, keys } = await page(`/quay/${id}/nop-bo-sung`)
  const { body } = await browser.get(`/quay/${id}/nop-bo-sung`)
  const boxes = [...body.matchAll(/name="([\w.]+\.commune)"[^>]*? value="([^"]+)"/g)]
  assert.ok(boxes.length >= 2, `${boxes.length} boxes of places`)
  for (const [, name, value] of boxes) assert.match(value!, /^(Phường|Xã) .+, Thành phố/, name!)
  const { law } = counter.deps
  const kept = (await read(id)).events[0]?.private?.answers as Answers
  const form = law.form('khai-sinh', 1)
  const fields = formValues(form, namedPlaces(kept, law.codeLists))
  const sent = await browser.upload(`/quay/${id}/nop-bo-sung`, { ...keys, ...fields }, [])
  assert.equal(sent.statusCode, 303, sent.body)
  const answered = (await read(id)).events.find(({ kind }) => kind === 'supplemented')
  assert.deepEqual(answered?.private?.answers, kept)
})

test('a paper that was asked for has to be there, scanned or as an original that is noted', async () => {
  const id = await asked(['birth-notice'])
  const { browser, keys } = await page(`/quay/${id}/nop-bo-sung`)
  const nothing = await browser.upload(`/quay/${id}/nop-bo-sung`, keys, [])
  assert.equal(nothing.statusCode, 422)
  assert.ok(nothing.body.includes('Hãy quét “Giấy chứng sinh”'))
  const html = {
    field: 'file.birth-notice',
    filename: 'a.png',
    type: 'image/png',
    bytes: Buffer.from('<html>'),
  }
  const wrong = await browser.upload(`/quay/${id}/nop-bo-sung`, keys, [html])
  assert.equal(wrong.statusCode, 422)
  assert.ok(wrong.body.includes('Tệp này chứa mã của trang web'))
  const noted = await browser.upload(
    `/quay/${id}/nop-bo-sung`,
    { ...keys, original: 'birth-notice' },
    [],
  )
  assert.equal(noted.statusCode, 303)
  const [given, taken] = (await read(id)).events.slice(-2)
  assert.equal(given?.private?.note, 'Đã nhận bản giấy tại quầy: Giấy chứng sinh.')
  assert.deepEqual(taken?.kind === 'originalsTaken' && taken.body, {
    papers: ['birth-notice'],
    office: WARD,
  })
})

test('a fault of the declaration is mended at the counter with the same validator', async () => {
  const id = await asked(['declaration'])
  const { browser, keys } = await page(`/quay/${id}/nop-bo-sung`)
  const { kind: _kind, ...fields } = birthFields({ 'child.homeTown': '' })
  const wrong = await browser.upload(`/quay/${id}/nop-bo-sung`, { ...fields, ...keys }, [])
  assert.equal(wrong.statusCode, 422)
  const right = { ...fields, ...keys, 'child.homeTown': 'Xã Bát Tràng, Hà Nội' }
  const sent = await browser.upload(`/quay/${id}/nop-bo-sung`, right, [])
  assert.equal(sent.statusCode, 303, sent.body)
  const last = (await read(id)).events.at(-1)
  assert.equal(last?.private?.answers?.['child.homeTown'], 'Xã Bát Tràng, Hà Nội')
})

test('a supplement that nobody asked for is refused in words', async () => {
  const { id } = await counter.filed()
  const { browser, keys } = await page(`/quay/${id}/nop-bo-sung`)
  const sent = await browser.upload(`/quay/${id}/nop-bo-sung`, keys, [])
  assert.equal(sent.statusCode, 409)
  assert.ok(sent.body.includes('Hồ sơ không chờ bổ sung.'))
})

test('the applicant sees the draft at the counter: agreement is recorded as said there', async () => {
  const id = await drafted()
  const { browser, keys } = await page(`/quay/${id}/ban-nhap`)
  const pdf = await browser.get(`/quay/${id}/van-ban/ban-nhap.pdf`)
  assert.equal(pdf.statusCode, 200)
  const sent = await browser.post(`/quay/${id}/ban-nhap`, { ...keys, step: 'confirm' })
  assert.equal(sent.statusCode, 303)
  const last = (await read(id)).events.at(-1)
  assert.equal(last?.kind === 'draftConfirmed' && last.body.by, 'counter')
  assert.equal(last?.actor, `staff:${receptionist.personId}`)
  const twice = await browser.post(`/quay/${id}/ban-nhap`, {
    ...keys,
    _key: randomUUID(),
    step: 'confirm',
  })
  assert.equal(twice.statusCode, 409)
})

test('a draft goes back with what is wrong with it, never without', async () => {
  const id = await drafted()
  const { browser, keys } = await page(`/quay/${id}/ban-nhap`)
  assert.equal(
    (await browser.post(`/quay/${id}/ban-nhap`, { ...keys, step: 'return' })).statusCode,
    422,
  )
  const long = await browser.post(`/quay/${id}/ban-nhap`, {
    ...keys,
    step: 'return',
    note: 'a'.repeat(1001),
  })
  assert.equal(long.statusCode, 422)
  const sent = await browser.post(`/quay/${id}/ban-nhap`, {
    ...keys,
    step: 'return',
    note: 'Sai tên đệm.',
  })
  assert.equal(sent.statusCode, 303)
  const last = (await read(id)).events.at(-1)
  assert.equal(last?.kind, 'draftReturned')
  assert.equal(last?.private?.note, 'Sai tên đệm.')
})

test('withdrawal has two phases: asked with a reason, confirmed when the originals are back', async () => {
  const { id } = await counter.filed()
  await counter.act(id, receptionist, { type: 'accept', originals: ['birth-notice'] })
  const ask = await page(`/quay/${id}/rut`)
  const empty = await ask.browser.post(`/quay/${id}/rut`, { ...ask.keys, step: 'ask' })
  assert.equal(empty.statusCode, 422)
  const fields = { ...ask.keys, step: 'ask', reason: 'Gia đình nộp ở phường khác.' }
  assert.equal((await ask.browser.post(`/quay/${id}/rut`, fields)).statusCode, 303)
  assert.equal((await ask.browser.post(`/quay/${id}/rut`, fields)).statusCode, 303, 'double click')
  assert.equal((await read(id)).state?.phase.at, 'processing')
  const confirm = await page(`/quay/${id}/rut`)
  const kept = await confirm.browser.post(`/quay/${id}/rut`, { ...confirm.keys, step: 'confirm' })
  assert.equal(kept.statusCode, 422)
  assert.ok(kept.body.includes('Giấy chứng sinh'))
  const given = { ...confirm.keys, step: 'confirm', returned: 'yes' }
  assert.equal((await confirm.browser.post(`/quay/${id}/rut`, given)).statusCode, 303)
  assert.equal((await read(id)).state?.phase.at, 'withdrawn')
})

test('a signed result is not withdrawn', async () => {
  const id = await sealed()
  const { browser, keys } = await page(`/quay/${id}/rut`)
  const sent = await browser.post(`/quay/${id}/rut`, { ...keys, step: 'ask', reason: 'Thôi.' })
  assert.equal(sent.statusCode, 409)
  assert.ok(sent.body.includes('Kết quả đã được ký'))
})

test('a result goes to the applicant whose paper was looked at, once', async () => {
  const id = await sealed()
  const { browser, keys } = await page(`/tra-ket-qua/${id}`)
  assert.equal((await browser.get(`/quay/${id}/van-ban/ket-qua.pdf`)).statusCode, 200)
  const nothing = await browser.post(`/tra-ket-qua/${id}`, keys)
  assert.equal(nothing.statusCode, 422)
  for (const words of [
    'Hãy chọn ai nhận kết quả.',
    'Hãy nhập họ tên người nhận.',
    'Hãy chọn giấy tờ đã đối chiếu.',
    'Hãy nhập đúng bốn số cuối của giấy tờ.',
    'Hãy trả lại bản chính rồi đánh dấu.',
  ])
    assert.ok(nothing.body.includes(words), words)
  const fields = {
    ...keys,
    receiver: 'applicant',
    receiverName: 'Nguyễn Văn Khác',
    identityPaper: 'identityCard',
    identityDigits: '9000',
    returned: 'yes',
  }
  const other = await browser.post(`/tra-ket-qua/${id}`, fields)
  assert.equal(other.statusCode, 422)
  assert.ok(other.body.includes('Họ tên này khác người nộp.'))
  const right = { ...fields, receiverName: 'trần thị thu hà' }
  const sent = await Promise.all([1, 2].map(() => browser.post(`/tra-ket-qua/${id}`, right)))
  assert.deepEqual(
    sent.map(({ statusCode }) => statusCode),
    [303, 303],
  )
  const { state, events } = await read(id)
  assert.equal(state?.phase.at, 'delivered')
  assert.equal(events.filter(({ kind }) => kind === 'delivered').length, 1)
  assert.equal(events.at(-1)?.private?.receiverName, 'trần thị thu hà (Căn cước, bốn số cuối 9000)')
  const late = await browser.post(`/tra-ket-qua/${id}`, { ...right, _key: randomUUID() })
  assert.equal(late.statusCode, 409)
})

test('somebody authorised takes the result under their own name', async () => {
  const id = await sealed()
  const { browser, keys } = await page(`/tra-ket-qua/${id}`)
  const sent = await browser.post(`/tra-ket-qua/${id}`, {
    ...keys,
    receiver: 'authorised',
    receiverName: 'Nguyễn Văn Khác',
    identityPaper: 'passport',
    identityDigits: '1234',
    returned: 'yes',
  })
  assert.equal(sent.statusCode, 303)
  const [given, back] = (await read(id)).events.slice(-2)
  assert.equal(given?.kind === 'delivered' && given.body.receiver, 'authorised')
  assert.equal(back?.kind === 'originalsReturned' && back.body.receiver, 'authorised')
})

test('a marriage is handed out only to both, who have signed before the official', async () => {
  const bride = citizen()
  const { id: filed } = await fileFor(counter.deps.dossier, bride, {
    command: filing(bride, { answers: marriage() }),
    procedure: { code: '1.000894', version: 1, caseCode: '1.000894' },
    occurredAt: counter.clock.now,
  })
  const id = await sealed(filed)
  const { browser, keys } = await page(`/tra-ket-qua/${id}`)
  const shown = (await browser.get(`/tra-ket-qua/${id}`)).body
  assert.match(shown, /Bản chính phải in<\/dt><dd[^>]*>2 bản/)
  const fields = {
    ...keys,
    receiver: 'applicant',
    receiverName: bride.name,
    identityPaper: 'identityCard',
    identityDigits: '9000',
    returned: 'yes',
  }
  const alone = await browser.post(`/tra-ket-qua/${id}`, fields)
  assert.equal(alone.statusCode, 422)
  assert.match(alone.body, /href="#f-bothPresent"[^>]*>Hai bên phải cùng có mặt và cùng ký/)
  const both = await browser.post(`/tra-ket-qua/${id}`, { ...fields, bothPresent: 'yes' })
  assert.equal(both.statusCode, 303)
  const given = (await read(id)).events.find(({ kind }) => kind === 'delivered')
  assert.equal(given?.kind === 'delivered' && given.body.bothPresent, true)
})

test('only the returning office returns', async () => {
  const { id } = await counter.filed({
    offices: { receiving: WARD, competent: WARD, returning: OTHER_WARD },
  })
  const shown = await counter.at(receptionist).get(`/tra-ket-qua/${id}`)
  assert.equal(shown.statusCode, 200)
  assert.ok(!shown.body.includes('Đã trả kết quả<kbd>'))
  const own = await sealed()
  const { browser, keys } = await page(`/tra-ket-qua/${own}`)
  const sent = await browser.post(`/tra-ket-qua/${id}`, { ...keys, receiver: 'applicant' })
  assert.equal(sent.statusCode, 409)
})

test('what the agency asked to be paid is recorded with its receipt; another sum is refused at its box', async () => {
  const { id } = await counter.filed()
  await counter.act(id, receptionist, { type: 'accept', originals: [] })
  await counter.act(id, officer, { type: 'claim' })
  await counter.act(id, officer, {
    type: 'requestFee',
    amount: 150_000,
    currency: 'VND',
    reason: 'Phí thẩm định.',
    legalBasis: 'NQ của HĐND',
  })
  const path = `/quay/${id}/phi`
  const { browser, keys } = await page(path)
  assert.match((await browser.get(path)).body, /Phải nộp: 150\.000/)
  assert.match((await browser.get(`/quay/nhan/${id}`)).body, /Ghi nhận nộp phí/)
  const wrong = await browser.post(path, { ...keys, reference: '', amount: '100.000' })
  assert.equal(wrong.statusCode, 422)
  assert.match(wrong.body, /href="#f-reference"/)
  assert.match(wrong.body, /href="#f-amount"[^>]*>Số tiền đã nộp khác/)
  const paid = await browser.post(path, { ...keys, reference: 'BL 0012', amount: '150.000' })
  assert.equal(paid.statusCode, 303)
  const { state, events } = await read(id)
  assert.equal(state?.phase.at, 'processing')
  const last = events.at(-1)
  assert.ok(last?.kind === 'feeRecorded')
  assert.deepEqual([last.body.reference, last.body.amount], ['BL 0012', 150_000])
})

test('a result that was taken back is not handed out; once the clerk has entered it, the decision is', async () => {
  const id = await sealed()
  const { browser, keys } = await page(`/tra-ket-qua/${id}`)
  const fields = {
    ...keys,
    receiver: 'applicant',
    receiverName: 'Trần Thị Thu Hà',
    identityPaper: 'identityCard',
    identityDigits: '9000',
    returned: 'yes',
  }
  await counter.act(id, leader, {
    type: 'decideRevocation',
    decision: { number: '15/QĐ-UBND', on: '2026-11-20' },
    legalBasis: 'Luật Hộ tịch số 60/2014/QH13, Điều 70',
    why: 'falseDeclaration',
    reason: 'Giấy chứng sinh giả',
  })
  const waiting = (await browser.get(`/tra-ket-qua/${id}`)).body
  assert.ok(waiting.includes('Hãy chờ văn thư ghi quyết định.'))
  assert.ok(!waiting.includes('Đã trả kết quả</button>'), 'nothing to press while it waits')
  const early = await browser.post(`/tra-ket-qua/${id}`, fields)
  assert.equal(early.statusCode, 409, 'the page was open before the leader decided')
  await counter.act(id, clerk, { type: 'revokeResult', on: '2026-11-24' })
  const late = await browser.post(`/tra-ket-qua/${id}`, { ...fields, _key: randomUUID() })
  assert.equal(late.statusCode, 409)
  assert.ok(late.body.includes('Hãy trả quyết định thu hồi thay cho kết quả.'))
  const now = await page(`/tra-ket-qua/${id}`)
  const shown = (await now.browser.get(`/tra-ket-qua/${id}`)).body
  assert.ok(shown.includes('theo quyết định 15/QĐ-UBND'))
  for (const words of ['Mở và in bản kết quả', 'Bản chính phải in', 'Lệ phí'])
    assert.ok(!shown.includes(words), words)
  const given = { ...fields, ...now.keys, instead: 'revocation' }
  assert.equal((await now.browser.post(`/tra-ket-qua/${id}`, given)).statusCode, 303)
  const { state, events } = await read(id)
  assert.equal(state?.phase.at, 'delivered')
  const [handed, back] = events.slice(-2)
  assert.equal(handed?.kind === 'delivered' && handed.body.instead, 'revocation')
  assert.deepEqual(back?.kind === 'originalsReturned' && back.body.papers, ['birth-notice'])
})
