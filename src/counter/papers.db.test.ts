import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { Command } from '../dossier/commands.ts'
import { NotFound } from '../lib/problem.ts'
import { openCounter, OTHER_WARD, WARD, type Counter } from '../../test/support/counter.ts'
import { citizen, staff } from '../../test/support/office.ts'
import { textOfPdf } from '../../test/support/pdf-text.ts'
import { form01, form02, form03, receiptForAnother, submissionReceipt } from './paper-content.ts'
import { factsFor, officePaper } from './papers.ts'

let counter: Counter
const receptionist = staff('receptionist')

before(async () => {
  counter = await openCounter()
})
after(() => counter.close())

const facts = (dossierId: string) => factsFor(counter.deps, { dossierId, by: receptionist })

test('the submission receipt names every file with its hash and promises an answer, not a result', async () => {
  const { id, code } = await counter.filed()
  const paper = submissionReceipt(await facts(id))
  assert.equal(paper?.code, code)
  assert.equal(paper?.submittedAt, '2026-11-25T09:10')
  // Eight working hours from 09:10: 16:00 stands for seven of them, the eighth runs the next morning.
  assert.equal(paper?.answerBy, '2026-11-26T09:10')
  assert.equal(paper?.dueIfAcceptedToday, '2026-11-25T17:00')
  assert.equal(paper?.kindOfFiling, 'Trực tuyến, tự nộp')
  assert.deepEqual(
    paper?.papers.map(({ name, files }) => [name, files[0]?.name, files[0]?.sha256.length]),
    [['Giấy chứng sinh', 'giấy chứng sinh.png', 64]],
  )
})

test('form 01 prints the promise, the convention, the stand-in code and the trial mark', async () => {
  const { id } = await counter.filed()
  assert.equal(form01(await facts(id)), null)
  await counter.act(id, receptionist, { type: 'accept', originals: ['birth-notice'] })
  const paper = form01(await facts(id))
  assert.equal(paper?.receivedAt, '2026-11-25T09:10')
  assert.equal(paper?.dueAt, '2026-11-25T17:00')
  assert.equal(paper?.codeIsProvisional, true)
  assert.equal(paper?.development, true)
  assert.equal(paper?.receivingPoint, 'Điểm phục vụ hành chính công phường Một')
  assert.match(paper?.convention ?? '', /Giờ làm việc: thứ Hai đến thứ Sáu/)
  assert.match(paper?.fee ?? '', /đúng hạn.*: không thu; .*16\.000 đồng \(2 bản\)/)
  assert.deepEqual(paper?.papers, [
    { name: 'Tờ khai đăng ký khai sinh', kind: 'Bản điện tử', count: 1 },
    { name: 'Giấy chứng sinh', kind: 'Bản chính', count: 1 },
  ])
  assert.match(paper?.address ?? '', /^số 12 ngõ 5 phố Thử, Phường Ba Đình/)
})

test('form 01 received in the lunch break counts from the next opening and says so', async () => {
  const before13 = counter.clock.now
  counter.clock.now = new Date('2026-11-25T05:20:00Z')
  const { id } = await counter.filed()
  await counter.act(id, receptionist, { type: 'accept', originals: [] })
  counter.clock.now = before13
  const paper = form01(await facts(id))
  assert.equal(paper?.receivedAt, '2026-11-25T12:20')
  assert.equal(paper?.countsFrom, '2026-11-25T13:00')
})

test('form 01 of a dossier that came by post: received when the postman’s record was signed, and it says so', async () => {
  const { id } = await counter.filed({ source: 'post', kindOfFiling: 'post' })
  const postal = { at: '2026-11-25T07:40', reason: 'Nhập hồ sơ sau khi ký' } as const
  await counter.act(id, receptionist, { type: 'accept', originals: ['birth-notice'], postal })
  const paper = form01(await facts(id))
  assert.equal(paper?.receivedAt, '2026-11-25T07:40')
  assert.equal(paper?.countsFrom, '2026-11-25T08:00')
  assert.match(paper?.convention ?? '', /^Hồ sơ qua bưu chính: thời hạn tính từ lúc ký biên bản/)
})

test('a receipt for another promises no date; form 01 is then given by the office that decides, with what was handed in there', async () => {
  const there = staff('receptionist', OTHER_WARD)
  const { id } = await counter.filed({
    source: 'counter',
    kindOfFiling: 'counter',
    offices: { receiving: OTHER_WARD, competent: WARD, returning: OTHER_WARD },
  })
  await counter.act(id, there, { type: 'receiveForAnother', originals: ['birth-notice'] })
  const receipt = receiptForAnother(await facts(id))
  assert.equal(receipt?.agency.superior, 'UBND phường Hai')
  assert.equal(receipt?.competentOffice, 'UBND phường Một')
  assert.equal(receipt?.handOverBy, `${receipt?.receivedAt.slice(0, 10)}T17:00`)
  assert.equal(form01(await facts(id)), null)
  const slip = randomUUID()
  await counter.act(id, there, { type: 'handToCompetent', slip })
  const bundle: Command = { type: 'receiveOriginals', slip, arrived: ['birth-notice'], missing: [] }
  await counter.act(id, receptionist, bundle)
  await counter.act(id, receptionist, { type: 'accept', originals: [] })
  const paper = form01(await facts(id))
  assert.equal(paper?.agency.superior, 'UBND phường Một')
  assert.deepEqual(paper?.papers.find(({ name }) => name === 'Giấy chứng sinh')?.kind, 'Bản chính')
  assert.match(
    paper?.convention ?? '',
    /^Hồ sơ do UBND phường Hai nhận hộ: thời hạn tính từ lúc UBND phường Một nhận được/,
  )
})

test('form 02 lists what and how, with reason, basis and ground; form 03 the reason and what to do', async () => {
  const { id } = await counter.filed()
  assert.equal(form02(await facts(id)), null)
  await counter.act(id, receptionist, {
    type: 'requestSupplement',
    faults: [
      { paper: 'birth-notice', fault: 'Trang 2 mờ.\nChụp lại trang 2.' },
      { paper: 'declaration', fault: 'Chưa ghi quê quán.' },
    ],
    reason: 'Chưa đủ thông tin.',
    legalBasis: 'Nghị định 118/2025/NĐ-CP, Điều 17',
    ground: 'Điều 20 khoản 4',
  })
  const paper = form02(await facts(id))
  assert.deepEqual(paper?.wanted, [
    { what: 'Giấy chứng sinh: Trang 2 mờ.', how: 'Chụp lại trang 2.' },
    { what: 'Tờ khai đăng ký khai sinh: Chưa ghi quê quán.', how: null },
  ])
  assert.equal(paper?.legalBasis, 'Nghị định 118/2025/NĐ-CP, Điều 17; Điều 20 khoản 4')
  const other = await counter.filed()
  await counter.act(other.id, receptionist, {
    type: 'refuse',
    reason: 'Không có thẩm quyền.\nNộp ở nơi cư trú.',
    legalBasis: 'Luật Hộ tịch, Điều 13',
  })
  const refused = form03(await facts(other.id))
  assert.deepEqual(refused?.reasons, [
    { reason: 'Không có thẩm quyền.', legalBasis: 'Luật Hộ tịch, Điều 13' },
  ])
  assert.equal(refused?.guidance, 'Nộp ở nơi cư trú.')
})

test('every paper comes out of the press, with the words of the dossier, twice the same', async () => {
  const { id, code } = await counter.filed()
  await counter.act(id, receptionist, { type: 'accept', originals: [] })
  const order = { dossierId: id, kind: 'form01' as const, by: receptionist }
  const paper = await officePaper(counter.deps, order)
  const again = await officePaper(counter.deps, order)
  assert.equal(Buffer.compare(paper.pdf, again.pdf), 0)
  assert.equal(paper.fileName, `giay-tiep-nhan-${code}.pdf`)
  const text = textOfPdf(paper.pdf)
  for (const words of ['Trần Minh Anh', code, 'mã tạm, chưa công bố', 'BẢN THỬ NGHIỆM'])
    assert.ok(text.includes(words), `${words} in ${text}`)
})

test('the applicant gets their own papers; another citizen and another ward find nothing', async () => {
  const mother = citizen()
  const { id } = await counter.filed({ applicantPersonId: mother.personId })
  const order = { dossierId: id, kind: 'submission' as const }
  assert.ok((await officePaper(counter.deps, { ...order, by: mother })).pdf.length > 1000)
  for (const by of [citizen(), staff('receptionist', OTHER_WARD)])
    await assert.rejects(officePaper(counter.deps, { ...order, by }), NotFound)
  await assert.rejects(
    officePaper(counter.deps, { ...order, kind: 'form03', by: mother }),
    NotFound,
  )
})
